//! Reports: the evidence, and the runtime's proof of whose key it was.

use super::{
	super::{
		codegen, submit::Until, At, BlockNumber, Chain, ChainError, Included, Signer, SubmitError,
	},
	BabeEvidence, EvidenceError, GrandpaEvidence, MembershipProof, SealedHeader,
};
use crate::chain::staking::Punished;
use sp_core::H256;
use subxt::{
	dynamic,
	ext::codec::{Decode, Encode},
	rpcs::client::rpc_params,
	tx::Payload,
};

/// A report that did not get through.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
	/// The evidence does not hold.
	#[error("the evidence does not hold: {0}")]
	Evidence(#[from] EvidenceError),
	/// Nobody can be held to account any more, or not with this node's help.
	#[error(
		"the node has no state of {what} to prove whose key it was: {reason}; ask a node that keeps \
		 old states (--state-pruning archive)"
	)]
	NoState {
		/// The time.
		what: String,
		/// Why.
		reason: String,
	},
	/// A key that belonged to nobody then.
	#[error("the key 0x{} belonged to no validator in {what}", hex::encode(.key))]
	NoOwner {
		/// The key.
		key: [u8; 32],
		/// The time.
		what: String,
	},
	/// It was sent and not taken.
	#[error(transparent)]
	Submit(#[from] SubmitError),
	/// The chain could not be asked.
	#[error(transparent)]
	Chain(#[from] ChainError),
}

/// What a report brought.
#[derive(Debug)]
pub struct Reported {
	/// Whose key signed twice.
	pub offender: [u8; 32],
	/// The session in which it did.
	pub session: u32,
	/// What that cost; none where as much had been taken for it before.
	pub punished: Option<Punished>,
	/// Where the report is.
	pub included: Included,
}

impl Chain {
	/// A block's header with its seal, as the node shows it.
	pub async fn sealed_header(&self, hash: H256) -> Result<Option<SealedHeader>, ReportError> {
		let json: serde_json::Value = self.request("chain_getHeader", rpc_params![hash]).await?;
		if json.is_null() {
			return Ok(None);
		}
		Ok(Some(SealedHeader::from_json(&json)?))
	}

	/// Reports two blocks for one slot, in the signer's name, which is paid for it.
	pub async fn report_babe(
		&self,
		reporter: &Signer,
		evidence: BabeEvidence,
	) -> Result<Reported, ReportError> {
		let slot = evidence.slot();
		let wanted = self.best().await?.epoch_of(slot).await?;
		let what = format!("slot {slot} (epoch {wanted})");
		let at = self.block_where(&what, wanted, async |at| at.epoch().await).await?;
		let proof = evidence.signed_by(&at.babe_authorities().await?)?;
		let arguments = (slot, proof.offender).encode();
		let owner = at
			.key_owner("BabeApi_generate_key_ownership_proof", &arguments)
			.await?
			.ok_or(ReportError::NoOwner { key: proof.offender, what })?;
		let (offender, session) = (proof.offender, owner.session);
		let call = dynamic::tx("Babe", "report_equivocation", (proof, owner));
		self.report(reporter, offender, session, &call).await
	}

	/// Reports two votes in one round, in the signer's name, which is paid for it.
	pub async fn report_grandpa(
		&self,
		reporter: &Signer,
		evidence: GrandpaEvidence,
	) -> Result<Reported, ReportError> {
		evidence.check()?;
		let (set, offender) = (evidence.set_id(), evidence.offender());
		let what = format!("the set {set} of GRANDPA's authorities");
		let at = self.block_where(&what, set, async |at| at.grandpa_set().await).await?;
		let owner = at
			.key_owner("GrandpaApi_generate_key_ownership_proof", &(set, offender).encode())
			.await?
			.ok_or(ReportError::NoOwner { key: offender, what })?;
		let session = owner.session;
		let call = dynamic::tx("Grandpa", "report_equivocation", (evidence, owner));
		self.report(reporter, offender, session, &call).await
	}

	async fn report<P: Payload>(
		&self,
		reporter: &Signer,
		offender: [u8; 32],
		session: u32,
		call: &P,
	) -> Result<Reported, ReportError> {
		let included = self.submit(reporter, call, Until::Finalized, None).await?;
		let punished = Punished::of(&included)?;
		Ok(Reported { offender, session, punished, included })
	}

	/// A block in whose state something that only ever grows has the wanted value. Looked for from
	/// the best block back, so that of a node that keeps the latest states only no other is asked
	/// for than is needed.
	async fn block_where(
		&self,
		what: &str,
		wanted: u64,
		value: impl AsyncFn(&At) -> Result<u64, ChainError>,
	) -> Result<At, ReportError> {
		let lost = |reason: String| ReportError::NoState { what: what.into(), reason };
		let look = async |number: BlockNumber| {
			let at = self.at_number(number).await?;
			let found = value(&at).await?;
			Ok::<_, ChainError>((at, found))
		};
		let best = self.best().await?;
		let now = value(&best).await?;
		if now == wanted {
			return Ok(best);
		}
		if now < wanted {
			return Err(lost(format!("block {} is the latest", best.block().number)));
		}
		// Up to `late` it is too late. Steps back double until it is not.
		let (mut late, mut step): (BlockNumber, BlockNumber) = (best.block().number, 1);
		let mut early = loop {
			let number = late.saturating_sub(step);
			match look(number).await {
				Ok((at, found)) if found == wanted => return Ok(at),
				Ok((_, found)) if found < wanted => break number,
				Ok(_) if number == 0 => return Err(lost("it was before block 0".into())),
				Ok(_) => (late, step) = (number, step.saturating_mul(2)),
				// The state there is gone. What is wanted may be nearer.
				Err(ChainError::Node(reason)) if step == 1 => return Err(lost(reason)),
				Err(ChainError::Node(_)) => step = 1,
				Err(error) => return Err(error.into()),
			}
		};
		while late.saturating_sub(early) > 1 {
			let number = early + (late - early) / 2;
			match look(number).await? {
				(at, found) if found == wanted => return Ok(at),
				(_, found) if found < wanted => early = number,
				_ => late = number,
			}
		}
		Err(lost("no block was made in it".into()))
	}
}

impl At {
	/// The epoch that the block belongs to.
	async fn epoch(&self) -> Result<u64, ChainError> {
		let slot = self.fetch(codegen::storage().babe().current_slot(), ()).await?;
		match slot {
			Some(slot) => self.epoch_of(slot.0).await,
			None => Ok(0),
		}
	}

	/// The epoch that a slot belongs to.
	async fn epoch_of(&self, slot: u64) -> Result<u64, ChainError> {
		let genesis = self.fetch(codegen::storage().babe().genesis_slot(), ()).await?;
		let genesis = genesis.map_or(0, |slot| slot.0);
		let constant = codegen::constants().babe().epoch_duration();
		let length = self.inner.constants().entry(constant).map_err(subxt::Error::from)?;
		Ok(slot.saturating_sub(genesis) / length.max(1))
	}

	async fn grandpa_set(&self) -> Result<u64, ChainError> {
		let set = self.fetch(codegen::storage().grandpa().current_set_id(), ()).await?;
		Ok(set.unwrap_or_default())
	}

	/// BABE's keys of the epoch, in the order that headers number them in.
	async fn babe_authorities(&self) -> Result<Vec<[u8; 32]>, ChainError> {
		let authorities = self.fetch(codegen::storage().babe().authorities(), ()).await?;
		let keys = authorities.map(|list| list.0.into_iter().map(|(key, _)| key.0).collect());
		Ok(keys.unwrap_or_default())
	}

	/// The runtime's proof that a key is one of the session's.
	async fn key_owner(
		&self,
		api: &str,
		arguments: &[u8],
	) -> Result<Option<MembershipProof>, ChainError> {
		let bytes = self.inner.runtime_apis().call_raw(api, Some(arguments)).await;
		let bytes = bytes.map_err(subxt::Error::from)?;
		let read = || -> Result<_, subxt::ext::codec::Error> {
			let opaque = Option::<Vec<u8>>::decode(&mut &bytes[..])?;
			opaque.map(|proof| MembershipProof::decode(&mut &proof[..])).transpose()
		};
		read().map_err(|error| ChainError::Incompatible(format!("{api}: {error}")))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::equivocation::{babe, grandpa};
	use subxt::{ext::scale_encode::EncodeAsType, Metadata};

	/// Encodes a value as an argument of a call, by its name in the runtime's metadata.
	fn as_argument(pallet: &str, argument: &str, value: &impl EncodeAsType) -> Vec<u8> {
		let bytes = include_bytes!("../../../metadata.scale");
		let metadata = Metadata::decode_from(&bytes[..]).unwrap();
		let call = metadata.pallet_by_name(pallet).unwrap();
		let call = call.call_variant_by_name("report_equivocation").unwrap();
		let named = |name: &Option<String>| name.as_deref() == Some(argument);
		let field = call.fields.iter().find(|field| named(&field.name)).unwrap();
		let mut out = Vec::new();
		value.encode_as_type_to(field.ty.id, metadata.types(), &mut out).unwrap();
		out
	}

	/// The shapes here are those of the chain: what is encoded by name is what SCALE makes of it.
	#[test]
	fn arguments_are_encoded_as_the_chain_expects_them() {
		let owner = MembershipProof {
			session: 5,
			trie_nodes: vec![vec![1, 2], vec![3]],
			validator_count: 4,
		};
		for pallet in ["Babe", "Grandpa"] {
			assert_eq!(as_argument(pallet, "key_owner_proof", &owner), owner.encode());
		}
		let (proof, encoded) = babe::testing::proof();
		assert_eq!(as_argument("Babe", "equivocation_proof", &proof), encoded);
		for kind in [0, 1] {
			let evidence = grandpa::testing::evidence(kind, [1, 2]);
			assert_eq!(as_argument("Grandpa", "equivocation_proof", &evidence), evidence.encode());
		}
	}
}
