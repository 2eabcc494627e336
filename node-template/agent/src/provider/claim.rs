//! Claiming chips.

use super::Session;
use crate::{
	chain::{ChipClaim, Manifest, SubmitError},
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claims {
	/// Chips claimed just now.
	pub claimed: u32,
	/// Chips of this provider that were claimed before.
	pub owned: u32,
	/// Chips that can never be claimed because their vendor revoked them.
	pub revoked: u32,
}

/// Claims all chips of the key file that the manifests list and nobody has claimed.
///
/// Goes on through disconnections and restarts of the node; what the chain will never accept ends
/// it.
pub async fn claim_all(
	session: &Session,
	chips: &ChipKeyFile,
	manifests: &[LoadedManifest],
) -> Result<Claims, AgentError> {
	let mut overtaken = 0;
	loop {
		let error = match try_claim_all(session, chips, manifests).await {
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

async fn try_claim_all(
	session: &Session,
	chips: &ChipKeyFile,
	manifests: &[LoadedManifest],
) -> Result<Claims, AgentError> {
	let mut claims = Claims::default();
	let at = session.chain.best().await?;
	let limits = at.limits()?;
	let mine: HashSet<[u8; 32]> =
		at.chips_of(&session.account).await?.into_iter().map(|(_, key)| key.0).collect();
	for manifest in manifests {
		let tree = manifest.file.tree()?;
		let listed: Vec<_> =
			chips.entries().iter().filter(|chip| tree.entry(&chip.key()).is_some()).collect();
		let (owned, mut open): (Vec<_>, Vec<_>) =
			listed.into_iter().partition(|chip| mine.contains(&chip.key().0));
		if owned.is_empty() && open.is_empty() {
			return Err(AgentError::File {
				path: manifest.path.clone(),
				reason: "it lists none of the chips in the chips file: these two do not belong \
				         together"
					.into(),
			});
		}
		claims.owned += owned.len() as u32;
		if open.is_empty() {
			continue;
		}
		let model = at.model(manifest.file.model).await?;
		let mut free = Vec::with_capacity(open.len());
		for chip in open.drain(..) {
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
			continue;
		}
		let on_chain = at.manifest(manifest.file.manifest).await?;
		check(session, manifest, on_chain, at.block().number)?;
		for batch in free.chunks((limits.chips_per_claim as usize).max(1)) {
			claims.claimed += claim_batch(session, manifest.file.manifest, &tree, batch).await?;
			session.status.set(format!(
				"claiming chips of manifest {}: {} of {}",
				manifest.file.manifest,
				claims.claimed,
				free.len()
			));
		}
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
	session.state.put_claims(
		&keys,
		&ClaimRecord { manifest, block: included.block.number, extrinsic: included.extrinsic },
	)?;
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
	if error.attestation_error() == Some("CollateralMissing") {
		return AgentError::Usage(format!("account {}: {error}", session.account));
	}
	error.into()
}
