//! The staking pallet's calls.

use super::{
	super::{
		codegen, submit::Until, AccountId, Balance, Chain, Included, Share, Signer, SubmitError,
	},
	EraIndex,
};
use codegen::{dpos::events, runtime_types::sp_arithmetic::per_things::Perbill};

/// Stake that joined a candidate, planck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delegated {
	/// The candidate.
	pub candidate: AccountId,
	/// How much.
	pub amount: Balance,
}

/// Stake that left a candidate, planck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undelegated {
	/// How much.
	pub amount: Balance,
	/// The first era in which it can be withdrawn.
	pub unlocks_at: EraIndex,
}

/// What a payout brought, planck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidOut {
	/// The validator's own part.
	pub own: Balance,
	/// Its delegators' part.
	pub delegated: Balance,
}

/// What misconduct cost a validator, planck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Punished {
	/// The validator.
	pub validator: AccountId,
	/// The era of its offence.
	pub era: EraIndex,
	/// Taken of its bond.
	pub bond: Balance,
	/// Taken of what is, or was, delegated to it.
	pub delegated: Balance,
	/// Owed of its bond, but not there to be taken.
	pub shortfall: Balance,
	/// The reporter's part.
	pub reward: Balance,
	/// The first era in which it can leave jail.
	pub jailed_until: Option<EraIndex>,
}

impl Punished {
	/// What a report's events say; `None` where it cost nothing more than was taken before.
	pub(in crate::chain) fn of(included: &Included) -> Result<Option<Self>, SubmitError> {
		let jailed = included.all_events::<events::Jailed>()?;
		let slashed = included.all_events::<events::Slashed>()?;
		Ok(slashed.first().map(|event| Self {
			validator: event.validator,
			era: event.era,
			bond: event.bond,
			delegated: event.delegated,
			shortfall: event.shortfall,
			reward: event.reward,
			jailed_until: jailed
				.iter()
				.find(|jail| jail.candidate == event.validator)
				.map(|jail| jail.until),
		}))
	}
}

fn pallet() -> codegen::dpos::calls::api::TransactionApi {
	codegen::tx().dpos()
}

impl Chain {
	/// Makes the signer a candidate.
	pub async fn register_candidate(
		&self,
		signer: &Signer,
		bond: Balance,
		commission: Share,
	) -> Result<Included, SubmitError> {
		let call = pallet().register(bond, Perbill(commission.0));
		self.submit(signer, &call, Until::Finalized, None).await
	}

	/// Adds to the signer's bond, and gives what it is then, planck.
	pub async fn bond_more(
		&self,
		signer: &Signer,
		amount: Balance,
	) -> Result<(Balance, Included), SubmitError> {
		let call = pallet().bond_more(amount);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		Ok((included.event::<events::BondChanged>("BondChanged")?.bond, included))
	}

	/// Takes from the signer's bond, and gives what it is then, planck.
	pub async fn bond_less(
		&self,
		signer: &Signer,
		amount: Balance,
	) -> Result<(Balance, Included), SubmitError> {
		let call = pallet().bond_less(amount);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		Ok((included.event::<events::BondChanged>("BondChanged")?.bond, included))
	}

	/// Sets the signer's commission.
	pub async fn set_commission(
		&self,
		signer: &Signer,
		commission: Share,
	) -> Result<Included, SubmitError> {
		let call = pallet().set_commission(Perbill(commission.0));
		self.submit(signer, &call, Until::Finalized, None).await
	}

	/// Keeps the signer out of elections.
	pub async fn chill(&self, signer: &Signer) -> Result<Included, SubmitError> {
		self.submit(signer, &pallet().chill(), Until::Finalized, None).await
	}

	/// Lets the signer stand for election again.
	pub async fn resume(&self, signer: &Signer) -> Result<Included, SubmitError> {
		self.submit(signer, &pallet().resume(), Until::Finalized, None).await
	}

	/// Ends the signer's candidacy for good.
	pub async fn leave(&self, signer: &Signer) -> Result<Included, SubmitError> {
		self.submit(signer, &pallet().leave(), Until::Finalized, None).await
	}

	/// Takes the signer out of jail.
	pub async fn unjail(&self, signer: &Signer) -> Result<Included, SubmitError> {
		self.submit(signer, &pallet().unjail(), Until::Finalized, None).await
	}

	/// Delegates to a candidate.
	pub async fn delegate(
		&self,
		signer: &Signer,
		candidate: &AccountId,
		amount: Balance,
	) -> Result<(Delegated, Included), SubmitError> {
		let call = pallet().delegate(*candidate, amount);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let event = included.event::<events::Delegated>("Delegated")?;
		Ok((Delegated { candidate: event.candidate, amount: event.amount }, included))
	}

	/// Takes stake, or all of it, out of a candidate.
	pub async fn undelegate(
		&self,
		signer: &Signer,
		candidate: &AccountId,
		amount: Option<Balance>,
	) -> Result<(Undelegated, Included), SubmitError> {
		let call = pallet().undelegate(*candidate, amount);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let event = included.event::<events::Undelegated>("Undelegated")?;
		Ok((Undelegated { amount: event.amount, unlocks_at: event.unlocks_at }, included))
	}

	/// Moves stake, or all that can move, from one candidate to another.
	pub async fn redelegate(
		&self,
		signer: &Signer,
		from: &AccountId,
		to: &AccountId,
		amount: Option<Balance>,
	) -> Result<(Delegated, Included), SubmitError> {
		let call = pallet().redelegate(*from, *to, amount);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let event = included.event::<events::Redelegated>("Redelegated")?;
		Ok((Delegated { candidate: event.to, amount: event.amount }, included))
	}

	/// Releases an account's stake that has waited long enough, and gives it, planck. Anyone may.
	pub async fn withdraw_stake(
		&self,
		signer: &Signer,
		who: &AccountId,
	) -> Result<(Balance, Included), SubmitError> {
		let call = pallet().withdraw(*who);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		Ok((included.event::<events::Withdrawn>("Withdrawn")?.amount, included))
	}

	/// Pays a validator and its delegators for an era. Anyone may. A `nonce` of one's own makes it
	/// possible to have several on their way at once.
	pub async fn payout(
		&self,
		signer: &Signer,
		era: EraIndex,
		validator: &AccountId,
		nonce: Option<u64>,
	) -> Result<(PaidOut, Included), SubmitError> {
		let call = pallet().payout(era, *validator);
		let included = self.submit(signer, &call, Until::InBlock, nonce).await?;
		let event = included.event::<events::PaidOut>("PaidOut")?;
		Ok((PaidOut { own: event.own, delegated: event.delegated }, included))
	}

	/// The fee that is set aside while a payout runs, planck.
	pub async fn payout_fee(
		&self,
		signer: &Signer,
		era: EraIndex,
		validator: &AccountId,
	) -> Result<Balance, SubmitError> {
		self.fee_of(signer, &pallet().payout(era, *validator)).await
	}

	/// Gives up a validator's oldest unpaid era, which has expired. Anyone may.
	pub async fn expire_payout(
		&self,
		signer: &Signer,
		validator: &AccountId,
		nonce: Option<u64>,
	) -> Result<Included, SubmitError> {
		let call = pallet().expire_payout(*validator);
		self.submit(signer, &call, Until::InBlock, nonce).await
	}

	/// Takes what the signer has earned with a candidate, and gives it, planck.
	pub async fn claim_stake_rewards(
		&self,
		signer: &Signer,
		candidate: &AccountId,
		nonce: Option<u64>,
	) -> Result<(Balance, Included), SubmitError> {
		let call = pallet().claim(*candidate);
		let included = self.submit(signer, &call, Until::Finalized, nonce).await?;
		Ok((included.event::<events::Claimed>("Claimed")?.amount, included))
	}

	/// Adds what the signer has earned with a candidate to its stake, and gives it, planck.
	pub async fn compound_stake_rewards(
		&self,
		signer: &Signer,
		candidate: &AccountId,
		nonce: Option<u64>,
	) -> Result<(Balance, Included), SubmitError> {
		let call = pallet().compound(*candidate);
		let included = self.submit(signer, &call, Until::Finalized, nonce).await?;
		Ok((included.event::<events::Compounded>("Compounded")?.amount, included))
	}
}
