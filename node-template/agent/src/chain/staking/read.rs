//! Reading what is at stake.

use super::{
	super::{codegen, AccountId, At, Balance, ChainError, Share},
	Candidate, Delegation, EraIndex, Eras, Reward, Seat, Stake, Standing, Unbonding,
};
use codegen::runtime_types::pallet_dpos::types as generated;
use subxt::{
	ext::{
		codec::{Decode, Encode},
		frame_decode::view_functions::decode_view_function_response,
		scale_decode::IntoVisitor,
	},
	view_functions::Payload,
};

/// Candidates that one request asks for.
pub const CANDIDATES_PAGE: u32 = 100;

fn views() -> codegen::dpos::view_functions::ViewFunctionsApi {
	codegen::view_functions().dpos()
}

impl At {
	/// The current era, and how long eras matter.
	pub async fn eras(&self) -> Result<Eras, ChainError> {
		let active = codegen::storage().dpos().active_era();
		let active = self.fetch(active, ()).await?.unwrap_or_default();
		let constants = self.inner.constants();
		let pallet = || codegen::constants().dpos();
		let read = || -> Result<Eras, subxt::error::ConstantError> {
			Ok(Eras {
				active,
				sessions: constants.entry(pallet().sessions_per_era())?,
				bonding: constants.entry(pallet().bonding_duration())?,
				history: constants.entry(pallet().history_depth())?,
			})
		};
		Ok(read().map_err(subxt::Error::from)?)
	}

	/// A candidate.
	pub async fn candidate(&self, account: &AccountId) -> Result<Option<Candidate>, ChainError> {
		use generated::candidate::Status;
		let address = codegen::storage().dpos().candidates();
		Ok(self.fetch(address, (*account,)).await?.map(|record| Candidate {
			bond: record.bond,
			delegated: record.pool.tokens,
			delegations: record.delegations,
			commission: Share(record.commission.0),
			standing: match record.status {
				Status::Active => Standing::Active,
				Status::Chilled => Standing::Chilled,
				Status::Leaving => Standing::Leaving,
			},
			jailed_until: record.jailed_until,
			unpaid: record.unpaid.0,
		}))
	}

	/// Has the account session keys?
	pub async fn has_session_keys(&self, account: &AccountId) -> Result<bool, ChainError> {
		let address = codegen::storage().session().next_keys();
		Ok(self.fetch(address, (*account,)).await?.is_some())
	}

	/// All electable candidates with their stake, most first.
	pub async fn candidates(&self) -> Result<Vec<(AccountId, Balance)>, ChainError> {
		let mut all: Vec<(AccountId, Balance)> = Vec::new();
		loop {
			let page = self.candidates_after(all.last().copied(), CANDIDATES_PAGE).await?;
			let full = page.len() >= CANDIDATES_PAGE as usize;
			all.extend(page);
			if !full {
				return Ok(all);
			}
		}
	}

	/// At most `limit` candidates with their stake, most first, after one of them.
	pub async fn candidates_after(
		&self,
		after: Option<(AccountId, Balance)>,
		limit: u32,
	) -> Result<Vec<(AccountId, Balance)>, ChainError> {
		self.view(views().candidates(after, limit)).await
	}

	/// What an account has at stake.
	pub async fn stake(&self, account: &AccountId) -> Result<Stake, ChainError> {
		let view = self.view(views().stake_of(*account)).await?;
		let delegations = view.delegations.into_iter().map(|delegation| Delegation {
			candidate: delegation.candidate,
			amount: delegation.amount,
			cooling_down: delegation.cooling_down,
			moves_at: delegation.moves_at,
		});
		Ok(Stake { bond: view.bond, delegations: delegations.collect() })
	}

	/// An account's stake that waits for its release, oldest first.
	pub async fn unbonding(&self, account: &AccountId) -> Result<Vec<Unbonding>, ChainError> {
		let chunks = self.view(views().unbonding_of(*account)).await?;
		Ok(chunks
			.into_iter()
			.map(|chunk| Unbonding { unlocks_at: chunk.unlocks_at, amount: chunk.amount })
			.collect())
	}

	/// What an account has earned with a candidate, or as one.
	pub async fn staking_rewards(
		&self,
		account: &AccountId,
		candidate: &AccountId,
	) -> Result<Vec<Reward>, ChainError> {
		let rewards = self.view(views().rewards_of(*account, *candidate)).await?;
		Ok(rewards
			.into_iter()
			.map(|reward| Reward { era: reward.era, amount: reward.amount })
			.collect())
	}

	/// The validators of the current era, by account.
	pub async fn current_validators(&self) -> Result<Vec<(AccountId, Seat)>, ChainError> {
		let seats = self.view(views().current_validators()).await?;
		let mut seats: Vec<_> =
			seats.into_iter().map(|(account, record)| (account, seat(record))).collect();
		seats.sort_by_key(|(account, _)| account.0);
		Ok(seats)
	}

	/// The validators of the next era, with their stake.
	pub async fn next_validators(&self) -> Result<Vec<(AccountId, Balance)>, ChainError> {
		self.view(views().next_validators()).await
	}

	/// The validators of this session, in the session's order.
	pub async fn session_validators(&self) -> Result<Vec<AccountId>, ChainError> {
		let address = codegen::storage().session().validators();
		Ok(self.fetch(address, ()).await?.unwrap_or_default())
	}

	/// Are session keys of the account in force, or queued for the next session? Then the chain takes no
	/// others from it.
	pub async fn session_keys_are_used(&self, account: &AccountId) -> Result<bool, ChainError> {
		if self.session_validators().await?.contains(account) {
			return Ok(true);
		}
		let address = codegen::storage().session().queued_keys();
		let queued = self.fetch(address, ()).await?.unwrap_or_default();
		Ok(queued.iter().any(|(validator, _)| validator == account))
	}

	/// An era's validators.
	pub async fn seats(&self, era: EraIndex) -> Result<Vec<(AccountId, Seat)>, ChainError> {
		let address = codegen::storage().dpos().seats();
		let entry = self.inner.storage().entry(address).map_err(subxt::Error::from)?;
		let mut seats = Vec::new();
		let mut walk = entry.iter((era,)).await.map_err(subxt::Error::from)?;
		while let Some(item) = walk.next().await {
			let item = item.map_err(subxt::Error::from)?;
			let key = item.key().and_then(|key| key.decode()).map_err(subxt::Error::from)?;
			seats.push((key.1, seat(item.value().decode().map_err(subxt::Error::from)?)));
		}
		Ok(seats)
	}

	/// What is in an era's pot, planck, and the points that it is shared by.
	pub async fn era_pot(&self, era: EraIndex) -> Result<(Balance, u32), ChainError> {
		let address = codegen::storage().dpos().eras();
		let record = self.fetch(address, (era,)).await?;
		Ok(record.map_or((0, 0), |record| (record.pot, record.points)))
	}

	/// Asks a view function.
	///
	/// The client library (subxt 0.51 with frame-decode 0.18) passes the arguments without their length,
	/// on which the runtime panics, and takes the answer for the value in it: both are put right here.
	pub(in crate::chain) async fn view<P: Payload>(
		&self,
		payload: P,
	) -> Result<P::ReturnType, ChainError> {
		let views = self.inner.view_functions();
		views.validate(&payload).map_err(subxt::Error::from)?;
		let arguments = views.encode_args(&payload).map_err(subxt::Error::from)?;
		let name = format!("{}.{}", payload.pallet_name(), payload.function_name());
		let strange =
			|what: String| ChainError::Incompatible(format!("view function {name}: {what}"));
		let request = view_request(&arguments).ok_or_else(|| strange("it has no id".into()))?;
		let response = views.call_raw(Some(&request)).await.map_err(subxt::Error::from)?;
		let value = view_value(&response).map_err(&strange)?;
		let metadata = self.inner.metadata();
		decode_view_function_response(
			payload.pallet_name(),
			payload.function_name(),
			&mut &value[..],
			&*metadata,
			metadata.types(),
			P::ReturnType::into_visitor(),
		)
		.map_err(|error| strange(error.to_string()))
	}
}

/// Bytes of a view function's id.
const VIEW_ID: usize = 32;

/// What the runtime takes: the view function's id, and the arguments with their length.
fn view_request(arguments: &[u8]) -> Option<Vec<u8>> {
	let (id, arguments) = arguments.split_at_checked(VIEW_ID)?;
	Some([id, &arguments.to_vec().encode()].concat())
}

/// The value in the runtime's answer, which is a result.
fn view_value(response: &[u8]) -> Result<Vec<u8>, String> {
	// Of an error the first byte tells the kind.
	match Result::<Vec<u8>, u8>::decode(&mut &response[..]) {
		Ok(Ok(value)) => Ok(value),
		Ok(Err(kind)) => Err(format!("the runtime refuses it (error {kind})")),
		Err(error) => Err(error.to_string()),
	}
}

fn seat(seat: generated::era::Seat) -> Seat {
	Seat {
		bond: seat.bond,
		delegated: seat.delegated,
		commission: Share(seat.commission.0),
		authored: seat.authored,
		points: seat.points,
		forfeited: seat.forfeited,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn arguments_have_their_length_and_answers_are_results() {
		let arguments = [&[7; VIEW_ID][..], &[1, 2, 3]].concat();
		let request = view_request(&arguments).unwrap();
		assert_eq!(request, ([7u8; VIEW_ID], vec![1u8, 2, 3]).encode());
		assert_eq!(view_request(&[7; 31]), None);
		assert_eq!(view_value(&[0, 8, 5, 6]), Ok(vec![5, 6]));
		assert!(view_value(&[1, 2]).is_err());
		assert!(view_value(&[0, 8, 5]).is_err());
		assert!(view_value(&[]).is_err());
	}
}
