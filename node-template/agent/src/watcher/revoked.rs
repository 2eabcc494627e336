//! Power that was revoked with its vendor, model or manifest: it is taken out of the network's sum,
//! so that it does not hold back the quorum.
//!
//! A provider that does something on the chain loses such power by itself; one that is silent keeps
//! it in what is expected of the network. Records are looked through only where finalised state
//! counts other revocations than before. What the chain takes is free; what it refuses costs the fee
//! and is not tried again before the next revocation.

use super::{again, plan, Watcher};
use crate::{
	amount::vaj,
	chain::{AccountId, At, BlockNumber, ChainError, Provider, SubmitError},
	error::AgentError,
};
use futures::future::join_all;
use std::{cmp::Reverse, collections::HashMap};
use vajra_primitives::{ManifestId, ModelId, Power};

/// Calls on their way at once.
const PRUNES_AT_ONCE: usize = 16;

/// What is revoked at a block. Each record is looked up once.
#[derive(Debug)]
pub(super) struct Registry<'a> {
	at: &'a At,
	revocations: u32,
	manifests: HashMap<ManifestId, bool>,
	models: HashMap<ModelId, bool>,
	vendors: HashMap<[u8; 32], bool>,
}

impl<'a> Registry<'a> {
	/// What is revoked at this block.
	pub(super) async fn new(at: &'a At) -> Result<Self, ChainError> {
		let revocations = at.revocations().await?;
		let (manifests, models, vendors) = Default::default();
		Ok(Self { at, revocations, manifests, models, vendors })
	}

	/// Power that a record of this block trusts although it is revoked: the chain takes it out.
	pub(super) async fn revoked_power(&mut self, record: &Provider) -> Result<Power, ChainError> {
		for manifest in record.unchecked(self.revocations) {
			if !self.manifests.contains_key(&manifest) {
				let revoked = self.is_manifest_revoked(manifest).await?;
				self.manifests.insert(manifest, revoked);
			}
		}
		Ok(record.revoked(|manifest| self.manifests.get(&manifest) == Some(&true)))
	}

	async fn is_manifest_revoked(&mut self, id: ManifestId) -> Result<bool, ChainError> {
		let Some(manifest) = self.at.manifest(id).await? else { return Ok(false) };
		if manifest.revoked {
			return Ok(true);
		}
		if let Some(known) = self.models.get(&manifest.model) {
			return Ok(*known);
		}
		let revoked = self.is_model_revoked(manifest.model).await?;
		self.models.insert(manifest.model, revoked);
		Ok(revoked)
	}

	async fn is_model_revoked(&mut self, id: ModelId) -> Result<bool, ChainError> {
		let Some(model) = self.at.model(id).await? else { return Ok(false) };
		if model.revoked {
			return Ok(true);
		}
		if let Some(known) = self.vendors.get(&model.vendor.0) {
			return Ok(*known);
		}
		let revoked = self.at.is_vendor_revoked(&model.vendor).await?;
		self.vendors.insert(model.vendor.0, revoked);
		Ok(revoked)
	}
}

/// A provider whose record trusts revoked power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stale {
	provider: AccountId,
	/// How much.
	power: Power,
	/// The block whose state shows it without, until that is final.
	pruned_at: Option<BlockNumber>,
}

/// All providers whose record trusts revoked power, those with most of it first.
async fn find(at: &At) -> Result<Vec<Stale>, ChainError> {
	let mut registry = Registry::new(at).await?;
	let mut behind = Vec::new();
	at.for_each_provider(|account, record| {
		if record.unchecked(registry.revocations).next().is_some() {
			behind.push((account, record));
		}
	})
	.await?;
	let mut found = Vec::new();
	for (provider, record) in behind {
		let power = registry.revoked_power(&record).await?;
		if power > 0 {
			found.push(Stale { provider, power, pruned_at: None });
		}
	}
	// Accounts make the order one and the same for the same records.
	found.sort_by_key(|stale| (Reverse(stale.power), stale.provider.0));
	Ok(found)
}

/// What is to be taken out since the last revocation.
#[derive(Debug, Default)]
pub(super) struct Prunes {
	/// How many revocations there were when records were looked through last. A chain starts with
	/// none, and then there is nothing to look for.
	looked_at: u32,
	/// What was found, and is not settled in finalised state.
	open: Vec<Stale>,
	/// Whether the operator was told that there are no funds.
	poor: bool,
}

impl Prunes {
	/// Has something been revoked since the last look? Or was the chain reset.
	fn is_news(&self, revocations: u32) -> bool {
		self.looked_at != revocations
	}

	/// Starts with what a look found.
	fn begin(&mut self, revocations: u32, open: Vec<Stale>) {
		*self = Self { looked_at: revocations, open, poor: false };
	}

	/// Those to take out now.
	fn unsent(&self) -> Vec<AccountId> {
		let unsent = self.open.iter().filter(|stale| stale.pruned_at.is_none());
		unsent.map(|stale| stale.provider).collect()
	}

	/// Those that a block which is final by now showed without revoked power.
	fn to_verify(&self, finalized: BlockNumber) -> Vec<AccountId> {
		let is_final = |stale: &&Stale| stale.pruned_at.is_some_and(|block| block <= finalized);
		self.open.iter().filter(is_final).map(|stale| stale.provider).collect()
	}

	/// Notes the block whose state shows a provider without revoked power; `None` where finalised
	/// state says that this has come to nothing.
	fn note(&mut self, provider: &AccountId, pruned_at: Option<BlockNumber>) {
		let mut open = self.open.iter_mut();
		if let Some(stale) = open.find(|stale| stale.provider == *provider) {
			stale.pruned_at = pruned_at;
		}
	}

	/// Forgets a provider until the next revocation.
	fn forget(&mut self, provider: &AccountId) {
		self.open.retain(|stale| stale.provider != *provider);
	}
}

impl Watcher {
	/// Takes all revoked power out that finalised state knows of.
	pub(super) async fn prune(&mut self, at: &At) -> Result<(), AgentError> {
		let revocations = at.revocations().await?;
		if self.prunes.is_news(revocations) {
			let found = find(at).await?;
			let power = found.iter().fold(0, |sum: Power, stale| sum.saturating_add(stale.power));
			let providers = found.len();
			tracing::info!(revocations, providers, %power, "looked for revoked power");
			self.prunes.begin(revocations, found);
		}
		self.verify_prunes(at).await?;
		let unsent = self.prunes.unsent();
		// What a node that has yet to catch up shows is long over.
		if !unsent.is_empty() && self.chain.is_syncing().await? {
			return Ok(());
		}
		for (number, batch) in unsent.chunks(PRUNES_AT_ONCE).enumerate() {
			let (done, all) = (number * PRUNES_AT_ONCE, unsent.len());
			self.status.set(format!("taking out revoked power: {done} of {all} providers"));
			let mut open = self.still_stale(batch).await?;
			while !open.is_empty() {
				let count = self.affordable_prunes(&open).await?;
				if count == 0 {
					return Ok(());
				}
				let rest = open.split_off(count);
				self.send_prunes(&open).await?;
				open = rest;
			}
		}
		Ok(())
	}

	/// Settles what is final. What a reorganisation took back is open again.
	async fn verify_prunes(&mut self, at: &At) -> Result<(), ChainError> {
		let to_verify = self.prunes.to_verify(at.block().number);
		if to_verify.is_empty() {
			return Ok(());
		}
		let mut registry = Registry::new(at).await?;
		for provider in to_verify {
			if is_stale(at, &mut registry, &provider).await? {
				self.prunes.note(&provider, None);
			} else {
				self.prunes.forget(&provider);
			}
		}
		Ok(())
	}

	/// Those of some providers whose revoked power the best chain still counts: others take it out,
	/// too, and providers lose it by themselves.
	async fn still_stale(&mut self, providers: &[AccountId]) -> Result<Vec<AccountId>, ChainError> {
		let best = self.chain.best().await?;
		let mut registry = Registry::new(&best).await?;
		let mut open = Vec::with_capacity(providers.len());
		for provider in providers {
			if is_stale(&best, &mut registry, provider).await? {
				open.push(*provider);
			} else {
				self.prunes.note(provider, Some(best.block().number));
			}
		}
		Ok(open)
	}

	/// How many of the next calls the account can pay for.
	async fn affordable_prunes(&mut self, providers: &[AccountId]) -> Result<usize, AgentError> {
		let Some(first) = providers.first() else { return Ok(0) };
		let spendable = self.chain.best().await?.spendable(&self.account).await?;
		self.metrics.spendable(spendable);
		let fee = self.chain.prune_fee(&self.signer, first).await?;
		let count = plan::affordable(spendable, fee, PRUNES_AT_ONCE);
		if count == 0 && !self.prunes.poor {
			self.prunes.poor = true;
			tracing::warn!(
				account = %self.account,
				fee = vaj(fee),
				spendable = vaj(spendable),
				"no funds to set the fee for taking out revoked power aside; it is given back when \
				 the chain takes the call. Transfer some to the account"
			);
		}
		Ok(count.min(providers.len()))
	}

	async fn send_prunes(&mut self, providers: &[AccountId]) -> Result<(), AgentError> {
		let first = self.chain.best().await?.nonce(&self.account).await?;
		let sent = (0..).zip(providers).map(|(place, provider)| {
			let nonce = Some(first.saturating_add(place));
			self.chain.prune_revoked(&self.signer, provider, nonce)
		});
		let results = join_all(sent).await;
		let mut trouble = None;
		for (provider, result) in providers.iter().zip(results) {
			match result {
				Ok((power, included)) => {
					let block = included.block.number;
					tracing::info!(%provider, %power, block, "revoked power taken out");
					self.metrics.pruned();
					self.prunes.note(provider, Some(block));
				}
				Err(error) if is_settled(&error) => {
					let fee = vaj(error.fee());
					tracing::info!(%provider, %error, fee, "no revoked power to take out");
					// The best state shows it by now; where it cannot be read, the next look sees.
					let best = self.chain.best().await.ok();
					self.prunes.note(provider, best.map(|best| best.block().number));
				}
				Err(error @ SubmitError::Refused(_)) => {
					let fee = vaj(error.fee());
					tracing::warn!(%provider, %error, fee, "revoked power stays");
					self.prunes.forget(provider);
				}
				Err(error) => {
					tracing::warn!(%provider, %error, "the call did not get through");
					trouble = Some(error);
				}
			}
		}
		match trouble {
			Some(error) => Err(again(error).into()),
			None => Ok(()),
		}
	}
}

/// Does a provider's record at a block trust revoked power?
async fn is_stale(
	at: &At,
	registry: &mut Registry<'_>,
	provider: &AccountId,
) -> Result<bool, ChainError> {
	Ok(match at.provider(provider).await? {
		Some(record) => registry.revoked_power(&record).await? > 0,
		None => false,
	})
}

/// Does the refusal say that the power is gone already? That is in the nature of the work: others
/// take it out, too.
fn is_settled(error: &SubmitError) -> bool {
	error.attestation_error() == Some("NothingRevoked")
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::{Refusal, PALLET};

	fn account(n: u8) -> AccountId {
		AccountId::from([n; 32])
	}

	fn begun(revocations: u32, providers: &[u8]) -> Prunes {
		let stale = |n: &u8| Stale { provider: account(*n), power: 10, pruned_at: None };
		let mut prunes = Prunes::default();
		prunes.begin(revocations, providers.iter().map(stale).collect());
		prunes
	}

	#[test]
	fn records_are_looked_through_when_the_count_of_revocations_changes() {
		// A chain on which nothing was revoked is not looked through at all.
		assert!(!Prunes::default().is_news(0));
		assert!(Prunes::default().is_news(3));
		let mut prunes = begun(3, &[1]);
		assert!(!prunes.is_news(3) && prunes.is_news(4));
		// The chain was reset.
		assert!(prunes.is_news(0));
		prunes.begin(4, vec![]);
		assert!(!prunes.is_news(4));
		assert!(prunes.unsent().is_empty());
	}

	#[test]
	fn each_is_sent_once_and_settled_when_it_is_final() {
		let mut prunes = begun(1, &[1, 2, 3]);
		assert_eq!(prunes.unsent(), [1, 2, 3].map(account));
		prunes.note(&account(1), Some(20));
		prunes.note(&account(3), Some(21));
		assert_eq!(prunes.unsent(), [account(2)]);
		assert!(prunes.to_verify(19).is_empty());
		assert_eq!(prunes.to_verify(20), [account(1)]);
		assert_eq!(prunes.to_verify(30), [1, 3].map(account));
		prunes.forget(&account(1));
		assert_eq!(prunes.to_verify(30), [account(3)]);
		assert_eq!(prunes.unsent(), [account(2)]);
	}

	#[test]
	fn what_a_reorganisation_takes_back_is_sent_again() {
		let mut prunes = begun(1, &[1]);
		prunes.note(&account(1), Some(20));
		prunes.note(&account(1), None);
		assert_eq!(prunes.unsent(), [account(1)]);
		assert!(prunes.to_verify(30).is_empty());
	}

	#[test]
	fn refused_provider_waits_for_the_next_revocation() {
		let mut prunes = begun(1, &[1, 2]);
		prunes.forget(&account(1));
		assert_eq!(prunes.unsent(), [account(2)]);
		// A note about one that is not in the list is none.
		prunes.note(&account(1), None);
		assert_eq!(prunes.unsent(), [account(2)]);
		assert!(!prunes.is_news(1));
	}

	#[test]
	fn power_that_is_gone_already_is_no_failure() {
		let refused = |name: &str| {
			let (pallet, name, docs) = (PALLET.into(), name.into(), String::new());
			SubmitError::Refused(Refusal { pallet, name, docs, fee: 3 })
		};
		assert!(is_settled(&refused("NothingRevoked")));
		assert!(!is_settled(&refused("ProviderNotFound")));
		assert!(!is_settled(&SubmitError::Busy(String::new())));
	}
}
