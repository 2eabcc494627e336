//! What governance and vendors do: admit vendors, register models, publish and revoke manifests.

use crate::{
	chain::{AccountId, BlockNumber, Chain, Included, Signer},
	chips::{self, print},
	error::AgentError,
	manifest::{ManifestFile, MANIFEST_FILE_VERSION},
	output::Output,
};
use serde::Serialize;
use std::path::{Path, PathBuf};
use vajra_primitives::{ManifestId, ModelId};

/// Where a transaction ended up, for the output of each command.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
	/// Number of the block.
	pub block: BlockNumber,
	/// Its hash.
	pub block_hash: sp_core::H256,
	/// Hash of the transaction.
	pub extrinsic: sp_core::H256,
}

impl From<&Included> for Receipt {
	fn from(included: &Included) -> Self {
		Self {
			block: included.block.number,
			block_hash: included.block.hash,
			extrinsic: included.extrinsic,
		}
	}
}

/// Admits a vendor through sudo.
pub async fn register_vendor(
	chain: &Chain,
	sudo: &Signer,
	vendor: &AccountId,
	name: &str,
	output: Output,
) -> Result<Receipt, AgentError> {
	let included = chain.register_vendor(sudo, vendor, name).await?;
	done(output, format!("vendor {vendor} ({name}) is registered"), &included)
}

/// Revokes a vendor through sudo.
pub async fn revoke_vendor(
	chain: &Chain,
	sudo: &Signer,
	vendor: &AccountId,
	output: Output,
) -> Result<Receipt, AgentError> {
	let included = chain.revoke_vendor(sudo, vendor).await?;
	done(output, format!("vendor {vendor} is revoked"), &included)
}

/// Registers a model.
pub async fn register_model(
	chain: &Chain,
	vendor: &Signer,
	name: &str,
	units: u64,
	output: Output,
) -> Result<ModelId, AgentError> {
	#[derive(Serialize)]
	struct Registered<'a> {
		model: ModelId,
		name: &'a str,
		units: u64,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let (model, included) = chain.register_model(vendor, name, units).await?;
	let receipt = Receipt::from(&included);
	let text =
		format!("model {model} ({name}, {units} units) is registered in block {}", receipt.block);
	print(output, &text, &Registered { model, name, units, receipt })?;
	Ok(model)
}

/// A manifest to be published.
#[derive(Clone, Debug)]
pub struct Publication {
	/// The model of its chips.
	pub model: ModelId,
	/// The chip file.
	pub chips: PathBuf,
	/// Blocks until it expires.
	pub expires_in: BlockNumber,
	/// Where the manifest file goes.
	pub out: PathBuf,
}

/// Publishes a manifest over all chips of a file, and writes the manifest file.
pub async fn publish_manifest(
	chain: &Chain,
	vendor: &Signer,
	publication: &Publication,
	output: Output,
) -> Result<ManifestFile, AgentError> {
	let Publication { model, chips: chip_file, expires_in, out } = publication;
	// A published manifest cannot be taken back: look first whether its file can be written.
	writable(out)?;
	let file = chips::load(chip_file)?;
	let tree = chips::manifest_tree(&file, *model)?;
	let count = u32::try_from(file.entries().len())
		.map_err(|_| AgentError::Usage("a manifest holds at most 2^32 - 1 chips".into()))?;
	let best = chain.best().await?.block();
	let expires_at = best.number.checked_add(*expires_in).ok_or_else(|| {
		AgentError::Usage("--expires-in is too large: block numbers have 32 bits".into())
	})?;
	let (manifest, included) =
		chain.publish_manifest(vendor, *model, tree.root(), count, expires_at).await?;
	let manifest_file = ManifestFile {
		version: MANIFEST_FILE_VERSION,
		genesis: chain.genesis(),
		manifest,
		model: *model,
		vendor: Chain::account_of(vendor),
		root: tree.root(),
		expires_at,
		chips: chips::manifest_chips(&file),
	};
	if let Err(error) = manifest_file.save(out) {
		tracing::error!(manifest, root = ?tree.root(), expires_at, "published, but not written");
		return Err(error.into());
	}
	#[derive(Serialize)]
	struct Published<'a> {
		manifest: ManifestId,
		model: ModelId,
		root: sp_core::H256,
		chips: u32,
		expires_at: BlockNumber,
		file: &'a Path,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let text = format!(
		"manifest {manifest} ({count} chips of model {model}) is published, expires at block \
		 {expires_at}, written to {}",
		out.display()
	);
	let published = Published {
		manifest,
		model: *model,
		root: tree.root(),
		chips: count,
		expires_at,
		file: out,
		receipt: (&included).into(),
	};
	print(output, &text, &published)?;
	Ok(manifest_file)
}

/// Revokes a model.
pub async fn revoke_model(
	chain: &Chain,
	vendor: &Signer,
	model: ModelId,
	output: Output,
) -> Result<Receipt, AgentError> {
	let included = chain.revoke_model(vendor, model).await?;
	done(output, format!("model {model} is revoked"), &included)
}

/// Revokes a manifest.
pub async fn revoke_manifest(
	chain: &Chain,
	vendor: &Signer,
	manifest: ManifestId,
	output: Output,
) -> Result<Receipt, AgentError> {
	let included = chain.revoke_manifest(vendor, manifest).await?;
	done(output, format!("manifest {manifest} is revoked"), &included)
}

/// Revokes one chip of a manifest, found by its serial number.
pub async fn revoke_chip(
	chain: &Chain,
	vendor: &Signer,
	manifest: &Path,
	serial: &str,
	output: Output,
) -> Result<Receipt, AgentError> {
	let file = ManifestFile::load(manifest)?;
	check_genesis(chain, &file, manifest)?;
	let unknown = || AgentError::File {
		path: manifest.into(),
		reason: format!("it lists no chip with serial number {serial:?}"),
	};
	let chip = file.chips.iter().find(|chip| chip.serial == serial).ok_or_else(unknown)?;
	let entry = file.tree()?.entry(&chip.key).ok_or_else(unknown)?;
	let included = chain.revoke_chip(vendor, file.manifest, entry).await?;
	done(output, format!("chip {serial} is revoked"), &included)
}

/// Is the manifest one of this chain?
pub(crate) fn check_genesis(
	chain: &Chain,
	file: &ManifestFile,
	path: &Path,
) -> Result<(), AgentError> {
	if file.genesis == chain.genesis() {
		return Ok(());
	}
	let reason = format!(
		"it is a manifest of another chain (genesis {:?}, the node's is {:?})",
		file.genesis,
		chain.genesis()
	);
	Err(AgentError::File { path: path.into(), reason })
}

fn writable(out: &Path) -> Result<(), AgentError> {
	let wrong = |reason: &str| AgentError::File { path: out.into(), reason: reason.into() };
	if out.exists() {
		return Err(wrong("it exists and is not overwritten: name another file with --out"));
	}
	match out.parent() {
		Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
			Err(wrong("its folder does not exist: make it first"))
		}
		_ => Ok(()),
	}
}

fn done(output: Output, text: String, included: &Included) -> Result<Receipt, AgentError> {
	let receipt = Receipt::from(included);
	print(output, &format!("{text} in block {}", receipt.block), &receipt)?;
	Ok(receipt)
}
