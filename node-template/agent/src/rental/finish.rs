//! Settling an order off chain: both sides sign the same settlement, and anyone submits it.

use super::offers::unknown;
use crate::{
	amount::vaj,
	chain::{AccountId, Balance, BlockNumber, Chain, Order, Settled, Signer},
	chips::print,
	error::AgentError,
	output::Output,
	vendor::Receipt,
};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use std::path::Path;
use vajra_primitives::rental::{Finish, OrderId, Role, Score, Settlement};

/// One side's signature over a settlement, as it is handed around.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedFinish {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The order.
	pub order: OrderId,
	/// Hash of its terms.
	pub terms: H256,
	/// The provider's part of the rent, planck, as text.
	pub rent: String,
	/// What the renter thinks of the provider.
	pub renter_score: Score,
	/// What the provider thinks of the renter.
	pub provider_score: Score,
	/// The first block in which it is good no more.
	pub expires_at: BlockNumber,
	/// Who has signed: `renter` or `provider`.
	pub role: String,
	/// The signature, in hex.
	pub signature: String,
}

/// What is to be signed.
#[derive(Clone, Debug)]
pub enum Proposal {
	/// A settlement of one's own.
	New {
		/// The provider's part of the rent, planck; the whole without.
		rent: Option<Balance>,
		/// What the renter thinks of the provider.
		renter_score: Score,
		/// What the provider thinks of the renter.
		provider_score: Score,
		/// Blocks for which it is good.
		expires_in: BlockNumber,
	},
	/// What the other side has signed.
	Given(SignedFinish),
}

impl SignedFinish {
	/// Reads one from a file.
	pub fn load(path: &Path) -> Result<Self, AgentError> {
		let wrong = |reason: String| AgentError::File { path: path.into(), reason };
		let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
		serde_json::from_str(&text)
			.map_err(|error| wrong(format!("it is no signed settlement: {error}")))
	}

	fn settlement(&self) -> Result<Settlement<BlockNumber>, AgentError> {
		let rent = self.rent.parse().map_err(|_| {
			AgentError::Usage(format!(
				"the settlement's rent is no number of planck: {}",
				self.rent
			))
		})?;
		let Self { renter_score, provider_score, expires_at, .. } = *self;
		Ok(Settlement { rent, renter_score, provider_score, expires_at })
	}

	fn signature(&self) -> Result<[u8; 64], AgentError> {
		let mut signature = [0; 64];
		let digits = self.signature.trim_start_matches("0x");
		hex::decode_to_slice(digits, &mut signature).map_err(|_| {
			AgentError::Usage(format!("the {}'s signature is not 64 bytes of hex", self.role))
		})?;
		Ok(signature)
	}

	/// Has the account signed it in its role?
	fn is_good(&self, role: Role, who: &AccountId) -> Result<bool, AgentError> {
		let payload = payload(self.genesis, self.terms, role, self.settlement()?);
		let signature = subxt_signer::sr25519::Signature(self.signature()?);
		let key = subxt_signer::sr25519::PublicKey(who.0);
		Ok(self.role == role_name(role) && subxt_signer::sr25519::verify(&signature, payload, &key))
	}
}

fn payload(genesis: H256, order: H256, role: Role, settlement: Settlement<BlockNumber>) -> Vec<u8> {
	Finish { genesis, order, role, settlement }.payload()
}

fn role_name(role: Role) -> &'static str {
	match role {
		Role::Renter => "renter",
		Role::Provider => "provider",
	}
}

/// The order, if it has this hash and the terms that are shown for it.
pub(crate) async fn checked(
	chain: &Chain,
	id: OrderId,
) -> Result<(Order, H256, BlockNumber), AgentError> {
	let best = chain.best().await?;
	let order = best.order(id).await?.ok_or_else(|| unknown(id))?;
	let hash = order.hash_of_terms(chain.genesis(), id);
	match hash.filter(|hash| order.hash == Some(*hash)) {
		Some(hash) => Ok((order, hash, best.block().number)),
		None if order.supply.is_none() => {
			Err(AgentError::Usage(format!("order {id} has no provider yet")))
		}
		None => Err(AgentError::Fault(format!(
			"the hash of order {id} is not that of the terms the node shows for it"
		))),
	}
}

/// Signs a settlement in one's role, and prints it with the signature. Nothing is sent.
pub async fn sign(
	chain: &Chain,
	signer: &Signer,
	role: Role,
	id: OrderId,
	proposal: Proposal,
	output: Output,
) -> Result<(), AgentError> {
	let (order, terms, now) = checked(chain, id).await?;
	let account = Chain::account_of(signer);
	if order.role_of(&account) != Some(role) {
		let role = role_name(role);
		return Err(AgentError::Usage(format!("{account} is not the {role} of order {id}")));
	}
	let genesis = chain.genesis();
	let settlement = match proposal {
		Proposal::New { rent, renter_score, provider_score, expires_in } => Settlement {
			rent: rent.unwrap_or(order.rent),
			renter_score,
			provider_score,
			expires_at: now.saturating_add(expires_in),
		},
		Proposal::Given(given) => {
			if (given.genesis, given.order, given.terms) != (genesis, id, terms) {
				return Err(AgentError::Usage(format!(
					"the settlement is for another order, chain or terms than those of order {id} now"
				)));
			}
			let other = order.supply.map(|(provider, _)| match role {
				Role::Renter => provider,
				Role::Provider => order.renter,
			});
			let signed = other.map(|other| given.is_good(role.other(), &other)).transpose()?;
			if signed != Some(true) {
				return Err(AgentError::Usage(format!(
					"the {} of order {id} has not signed the settlement in the file",
					role_name(role.other())
				)));
			}
			given.settlement()?
		}
	};
	if settlement.rent > order.rent {
		return Err(AgentError::Usage(format!(
			"the rent of order {id} is {}, less than the {} of the settlement",
			vaj(order.rent),
			vaj(settlement.rent)
		)));
	}
	let signature = signer.sign(&payload(genesis, terms, role, settlement)).0;
	let signed = SignedFinish {
		genesis,
		order: id,
		terms,
		rent: settlement.rent.to_string(),
		renter_score: settlement.renter_score,
		provider_score: settlement.provider_score,
		expires_at: settlement.expires_at,
		role: role_name(role).into(),
		signature: format!("0x{}", hex::encode(signature)),
	};
	// The same in both forms: it is made for a file.
	let text = serde_json::to_string_pretty(&signed)
		.map_err(|error| AgentError::Fault(format!("the signature cannot be shown: {error}")))?;
	print(output, &text, &signed)
}

/// Submits a settlement that both sides have signed, from any account.
pub async fn relay(
	chain: &Chain,
	signer: &Signer,
	signed: [&SignedFinish; 2],
	output: Output,
) -> Result<(), AgentError> {
	let [one, other] = signed;
	let same = |finish: &SignedFinish| {
		let (role, signature) = Default::default();
		SignedFinish { role, signature, ..finish.clone() }
	};
	if same(one) != same(other) {
		return Err(AgentError::Usage("the two sides have signed different settlements".into()));
	}
	let find = |role: Role| {
		let found = signed.into_iter().find(|signed| signed.role == role_name(role));
		found.ok_or_else(|| {
			AgentError::Usage(format!("the {}'s signature is missing", role_name(role)))
		})
	};
	let (renter, provider) = (find(Role::Renter)?, find(Role::Provider)?);
	let id = one.order;
	let (order, terms, now) = checked(chain, id).await?;
	if (one.genesis, one.terms) != (chain.genesis(), terms) {
		return Err(AgentError::Usage(format!("order {id} has other terms now: sign again")));
	}
	if now.saturating_add(1) >= one.expires_at {
		return Err(AgentError::Usage("the settlement is good no more: sign again".into()));
	}
	let sides = [
		(renter, Role::Renter, Some(order.renter)),
		(provider, Role::Provider, order.provider().copied()),
	];
	for (finish, role, account) in sides {
		let good = account.map(|account| finish.is_good(role, &account)).transpose()?;
		if good != Some(true) {
			let role = role_name(role);
			return Err(AgentError::Usage(format!("that is not the {role}'s signature")));
		}
	}
	let (settled, included) = chain
		.settle_signed(signer, id, &one.settlement()?, renter.signature()?, provider.signature()?)
		.await?;
	print_settled(output, id, &format!("order {id} is settled"), settled, (&included).into())
}

/// Prints what became of an order's money.
pub(crate) fn print_settled(
	output: Output,
	order: OrderId,
	text: &str,
	settled: Option<Settled>,
	receipt: Receipt,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Shown {
		order: OrderId,
		settled: Option<Settled>,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let mut text = text.to_string();
	if let Some(settled) = &settled {
		text.push_str(&format!(
			": {} rent paid, {} fee, {} rent back, {} deposit back, {} bond to the provider, {} bond \
			 to the renter",
			vaj(settled.paid),
			vaj(settled.fee),
			vaj(settled.refund),
			vaj(settled.deposit),
			vaj(settled.bond),
			vaj(settled.compensation)
		));
		if let Some(outcome) = settled.outcome {
			text.push_str(&format!("; closed: {}", outcome.meaning()));
		}
	}
	print(output, &text, &Shown { order, settled, receipt })
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt_signer::sr25519::dev;

	fn signed(by: &Signer, role: Role, claimed: Role) -> SignedFinish {
		let settlement =
			Settlement { rent: 7, renter_score: 80, provider_score: 90, expires_at: 100 };
		let (genesis, terms) = (H256::repeat_byte(1), H256::repeat_byte(2));
		let signature = by.sign(&payload(genesis, terms, role, settlement)).0;
		SignedFinish {
			genesis,
			order: 7,
			terms,
			rent: "7".into(),
			renter_score: 80,
			provider_score: 90,
			expires_at: 100,
			role: role_name(claimed).into(),
			signature: format!("0x{}", hex::encode(signature)),
		}
	}

	#[test]
	fn signature_is_good_for_its_side_and_content_only() {
		let (alice, bob) = (dev::alice(), dev::bob());
		let account = Chain::account_of(&alice);
		let good = signed(&alice, Role::Renter, Role::Renter);
		assert!(good.is_good(Role::Renter, &account).unwrap());
		assert!(!good.is_good(Role::Renter, &Chain::account_of(&bob)).unwrap());
		assert!(!good.is_good(Role::Provider, &account).unwrap());
		let swapped = signed(&alice, Role::Renter, Role::Provider);
		assert!(!swapped.is_good(Role::Provider, &account).unwrap());
		for changed in [
			SignedFinish { rent: "8".into(), ..good.clone() },
			SignedFinish { renter_score: 81, ..good.clone() },
			SignedFinish { provider_score: 91, ..good.clone() },
			SignedFinish { expires_at: 101, ..good.clone() },
			SignedFinish { terms: H256::zero(), ..good.clone() },
			SignedFinish { genesis: H256::zero(), ..good.clone() },
		] {
			assert!(!changed.is_good(Role::Renter, &account).unwrap(), "{changed:?}");
		}
		let short = SignedFinish { signature: "0x00".into(), ..good.clone() };
		assert!(short.is_good(Role::Renter, &account).is_err());
		let odd = SignedFinish { rent: "-1".into(), ..good };
		assert!(odd.is_good(Role::Renter, &account).is_err());
	}

	#[test]
	fn files_are_read_back() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("finish.json");
		let good = signed(&dev::alice(), Role::Renter, Role::Renter);
		std::fs::write(&path, serde_json::to_string(&good).unwrap()).unwrap();
		assert_eq!(SignedFinish::load(&path).unwrap(), good);
		std::fs::write(&path, "{}").unwrap();
		assert!(matches!(SignedFinish::load(&path), Err(AgentError::File { .. })));
	}
}
