//! Claiming chips.

use super::{serve::concerns_claims_only, Session};
use crate::{
	chain::{BlockId, ChainError, ChipClaim, Follower, Manifest, SubmitError},
	error::AgentError,
	manifest::{ManifestFile, ManifestTree},
	state::ClaimRecord,
};
use std::{collections::HashSet, path::PathBuf, time::Duration};
use vajra_chip::{ChipEntry, ChipKeyFile, Possession, SecureElement, SoftwareElement};
use vajra_primitives::ManifestId;

/// Pause before something that failed for a passing reason is tried again.
const RETRY_AFTER: Duration = Duration::from_millis(1_500);

/// How many times a claim that others got ahead of is tried again: each attempt costs a fee.
const OVERTAKEN_ATTEMPTS: u32 = 3;

/// A manifest and where it came from.
#[derive(Clone, Debug)]
pub struct LoadedManifest {
	/// The file.
	pub path: PathBuf,
	/// Its contents.
	pub file: ManifestFile,
}

/// What claiming came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Claims {
	/// Chips claimed just now.
	claimed: u32,
	/// Chips of this provider that were claimed before.
	owned: HashSet<[u8; 32]>,
	/// Chips that can never be claimed because their vendor revoked them.
	revoked: u32,
}

impl Claims {
	fn add(&mut self, other: Self) {
		self.claimed += other.claimed;
		self.owned.extend(other.owned);
		self.revoked += other.revoked;
	}
}

/// Claims all chips of the key file that the manifests list and nobody has claimed, until that is
/// in finalised blocks.
///
/// A manifest that cannot be claimed from does not keep the others from it; it is an error at the
/// end.
pub(super) async fn claim_finally(
	session: &Session,
	chips: &ChipKeyFile,
	manifests: &[LoadedManifest],
) -> Result<(), AgentError> {
	let mut follower = session.chain.follow();
	let mut open: Vec<_> = manifests.iter().collect();
	let mut failed = Vec::new();
	let mut claimed = 0;
	loop {
		let mut claims = Claims::default();
		for manifest in std::mem::take(&mut open) {
			match claim_from(session, chips, manifest).await {
				Ok(more) => {
					claims.add(more);
					open.push(manifest);
				}
				// No other manifest would do better.
				Err(error @ AgentError::Suspended { .. }) => return Err(error),
				Err(error) if concerns_claims_only(&error) => {
					let path = manifest.path.display();
					tracing::error!(manifest = %path, %error, "its chips cannot be claimed");
					failed.push(error);
				}
				Err(error) => return Err(error),
			}
		}
		claimed += claims.claimed;
		// With new claims, look again: only what the chain lists is claimed.
		if claims.claimed > 0 || !are_final(session, &mut follower, &claims.owned).await? {
			continue;
		}
		return match failed_as_one(failed) {
			Some(error) => Err(error),
			None => {
				let (owned, revoked) = (claims.owned.len(), claims.revoked);
				tracing::info!(claimed, owned, revoked, "all chips are claimed");
				Ok(())
			}
		};
	}
}

/// Waits until all of `keys` are this account's in finalised state. `false` if a reorganisation or
/// a revocation takes one away before.
async fn are_final(
	session: &Session,
	follower: &mut Follower,
	keys: &HashSet<[u8; 32]>,
) -> Result<bool, AgentError> {
	if keys.is_empty() {
		return Ok(true);
	}
	loop {
		let heads = follower.next().await?;
		let looked = async {
			if owns(session, heads.finalized, keys).await? {
				return Ok::<_, ChainError>(Some(true));
			}
			Ok((!owns(session, heads.best, keys).await?).then_some(false))
		};
		match looked.await {
			Ok(Some(known)) => return Ok(known),
			Ok(None) => session.status.set("waiting for the claims to be final"),
			Err(error) if error.is_transient() => {
				tracing::warn!(%error, "could not look at the chain; trying again");
			}
			Err(error) => return Err(error.into()),
		}
	}
}

/// Does the state at `block` list all of `keys` as this account's chips?
async fn owns(
	session: &Session,
	block: BlockId,
	keys: &HashSet<[u8; 32]>,
) -> Result<bool, ChainError> {
	let chips = session.chain.at(block).await?.chips_of(&session.account).await?;
	let chips: HashSet<_> = chips.into_iter().map(|(_, key)| key.0).collect();
	Ok(keys.is_subset(&chips))
}

/// One error that names all.
fn failed_as_one(mut failed: Vec<AgentError>) -> Option<AgentError> {
	if failed.len() < 2 {
		return failed.pop();
	}
	let texts: Vec<_> = failed.iter().map(ToString::to_string).collect();
	Some(AgentError::Usage(format!(
		"{} manifests cannot be claimed from: {}",
		texts.len(),
		texts.join("; ")
	)))
}

/// Claims from one manifest. Goes on through disconnections and restarts of the node; what the
/// chain will never accept ends it.
async fn claim_from(
	session: &Session,
	chips: &ChipKeyFile,
	manifest: &LoadedManifest,
) -> Result<Claims, AgentError> {
	let mut overtaken = 0;
	loop {
		let error = match try_claim_from(session, chips, manifest).await {
			Ok(claims) => return Ok(claims),
			Err(error) => error,
		};
		if is_overtaken(&error) && overtaken < OVERTAKEN_ATTEMPTS {
			overtaken += 1;
		} else if error.is_fatal() {
			return Err(error);
		}
		tracing::warn!(%error, "claiming stopped; trying again");
		tokio::time::sleep(RETRY_AFTER).await;
	}
}

/// Did something happen between our look at the chain and our claim? A revocation, or a claim by
/// another agent of this account, which also makes our possession proofs those of an earlier claim.
fn is_overtaken(error: &AgentError) -> bool {
	let AgentError::Submit(error) = error else { return false };
	matches!(
		error.attestation_error(),
		Some("ChipRevoked" | "ChipAlreadyClaimed" | "InvalidPossession")
	)
}

async fn try_claim_from(
	session: &Session,
	chips: &ChipKeyFile,
	manifest: &LoadedManifest,
) -> Result<Claims, AgentError> {
	let mut claims = Claims::default();
	let at = session.chain.best().await?;
	let limits = at.limits()?;
	let mine: HashSet<[u8; 32]> =
		at.chips_of(&session.account).await?.into_iter().map(|(_, key)| key.0).collect();
	let tree = manifest.file.tree()?;
	let listed: Vec<_> =
		chips.entries().iter().filter(|chip| tree.entry(&chip.key()).is_some()).collect();
	let (owned, open): (Vec<_>, Vec<_>) =
		listed.into_iter().partition(|chip| mine.contains(&chip.key().0));
	if owned.is_empty() && open.is_empty() {
		return Err(AgentError::File {
			path: manifest.path.clone(),
			reason:
				"it lists none of the chips in the chips file: these two do not belong together"
					.into(),
		});
	}
	claims.owned.extend(owned.into_iter().map(|chip| chip.key().0));
	if open.is_empty() {
		return Ok(claims);
	}
	let model = at.model(manifest.file.model).await?;
	let mut free = Vec::with_capacity(open.len());
	for chip in open {
		if let Some(taken) = at.chip(&chip.key()).await? {
			return Err(AgentError::ForeignChip {
				serial: chip.serial().into(),
				owner: taken.provider,
				account: session.account,
			});
		}
		let revoked = match &model {
			Some(model) => at.is_chip_revoked(&model.vendor, &chip.key()).await?,
			None => false,
		};
		if revoked {
			tracing::warn!(serial = chip.serial(), "revoked by its vendor; left out");
			claims.revoked += 1;
		} else {
			free.push(chip);
		}
	}
	if free.is_empty() {
		return Ok(claims);
	}
	let id = manifest.file.manifest;
	let on_chain = at.manifest(id).await?;
	check(session, manifest, on_chain, at.block().number)?;
	for batch in free.chunks((limits.chips_per_claim as usize).max(1)) {
		claims.claimed += claim_batch(session, id, &tree, batch).await?;
		session.status.set(format!(
			"claiming chips of manifest {id}: {} of {}",
			claims.claimed,
			free.len()
		));
	}
	Ok(claims)
}

async fn claim_batch(
	session: &Session,
	manifest: ManifestId,
	tree: &ManifestTree,
	batch: &[&ChipEntry],
) -> Result<u32, AgentError> {
	// One transaction of this account at a time, so that none takes the other's nonce, or number
	// of the claim.
	let _lane = session.lane.lock().await;
	let provider = session.chain.best().await?.provider(&session.account).await?;
	if provider.as_ref().is_some_and(|provider| provider.suspended && provider.chips > 0) {
		return Err(AgentError::Suspended { account: session.account });
	}
	let number = provider.map_or(0, |provider| provider.claims);
	let mut claims = Vec::with_capacity(batch.len());
	for chip in batch {
		claims.push(claim(session, tree, chip, number)?);
	}
	let keys: Vec<_> = batch.iter().map(|chip| chip.key()).collect();
	let (claimed, included) = session
		.chain
		.claim_chips(&session.signer, manifest, claims)
		.await
		.map_err(|error| explain(session, error))?;
	let record =
		ClaimRecord { manifest, block: included.block.number, extrinsic: included.extrinsic };
	session.state.tolerate(session.state.put_claims(&keys, &record));
	tracing::info!(
		manifest,
		chips = claimed.count,
		power = %claimed.power,
		collateral = %claimed.collateral,
		block = included.block.number,
		extrinsic = ?included.extrinsic,
		"chips claimed"
	);
	Ok(claimed.count)
}

fn claim(
	session: &Session,
	tree: &ManifestTree,
	chip: &ChipEntry,
	number: u32,
) -> Result<ChipClaim, AgentError> {
	let serial = || chip.serial().to_string();
	let element = SoftwareElement::unlock(chip)
		.map_err(|source| AgentError::Unlock { serial: serial(), source })?;
	let possession = element
		.prove_possession(&Possession {
			genesis: session.chain.genesis(),
			provider: vajra_chip::AccountId32::from(session.account.0),
			claim: number,
			chip: chip.key(),
		})
		.map_err(|source| AgentError::Possession { serial: serial(), source })?;
	let entry = tree
		.entry(&chip.key())
		.ok_or_else(|| AgentError::Fault(format!("chip {} left its manifest", chip.serial())))?;
	Ok(ChipClaim { entry, encrypted_key: chip.encrypted_key().to_vec(), possession })
}

/// Compares a manifest file with the chain, before anything is paid for.
fn check(
	session: &Session,
	manifest: &LoadedManifest,
	on_chain: Option<Manifest>,
	best: u32,
) -> Result<(), AgentError> {
	let wrong = |reason: String| Err(AgentError::File { path: manifest.path.clone(), reason });
	let id = manifest.file.manifest;
	let Some(on_chain) = on_chain else {
		return wrong(format!("manifest {id} is not on the chain at {}", session.chain.url()));
	};
	if on_chain.root != manifest.file.root
		|| on_chain.model != manifest.file.model
		|| on_chain.chips as usize != manifest.file.chips.len()
	{
		return wrong(format!("manifest {id} on the chain is another one: ask the vendor"));
	}
	if on_chain.revoked {
		return wrong(format!("its vendor has revoked manifest {id}"));
	}
	if best >= on_chain.expires_at {
		return wrong(format!(
			"manifest {id} expired at block {}, now is block {best}: ask its vendor for a new one",
			on_chain.expires_at
		));
	}
	Ok(())
}

/// Adds what this agent knows to a refusal.
fn explain(session: &Session, error: SubmitError) -> AgentError {
	match error.attestation_error() {
		Some("CollateralMissing") => {
			AgentError::Usage(format!("account {}: {error}", session.account))
		}
		Some("Suspended") => AgentError::Suspended { account: session.account },
		_ => error.into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn failed_manifests_are_all_named() {
		let failed = |names: &[&str]| {
			let errors = names.iter().map(|name| AgentError::Usage((*name).into())).collect();
			failed_as_one(errors).map(|error| error.to_string())
		};
		assert_eq!(failed(&[]), None);
		assert_eq!(failed(&["expired"]), Some("expired".into()));
		let both = failed(&["expired", "revoked"]).unwrap();
		assert!(both.contains("expired; revoked") && both.starts_with('2'), "{both}");
	}

	#[test]
	fn claims_of_several_manifests_add_up() {
		let claims = |claimed, owned: [u8; 1], revoked| Claims {
			claimed,
			owned: owned.map(|chip| [chip; 32]).into(),
			revoked,
		};
		let mut sum = claims(1, [1], 2);
		sum.add(claims(3, [2], 4));
		// A chip that two manifests list is one chip.
		sum.add(claims(0, [2], 0));
		assert_eq!((sum.claimed, sum.owned.len(), sum.revoked), (4, 2, 6));
	}
}
