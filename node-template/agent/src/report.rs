//! Reports of validators that have signed twice, in the name of who pays attention and is paid for it.

use crate::{
	amount::vaj,
	chain::{
		AccountId, BabeEvidence, Chain, Equivocation, EraIndex, EvidenceError, GrandpaEvidence,
		ReportError, SealedHeader, Signer,
	},
	chips::print,
	error::AgentError,
	output::Output,
	progress::StatusLine,
	vendor::Receipt,
};
use serde::Serialize;
use sp_core::H256;
use std::{fs, path::PathBuf, str::FromStr};

/// Something that is written as hex, here or in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HexInput {
	/// Here.
	Given(String),
	/// In this file.
	File(PathBuf),
}

impl FromStr for HexInput {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text.strip_prefix('@') {
			Some("") => Err("name a file after the @".into()),
			Some(path) => Ok(Self::File(path.into())),
			None if is_hex(text) => Ok(Self::Given(text.into())),
			None => {
				Err("give hex with 0x before it, or @ and the name of a file that holds it".into())
			}
		}
	}
}

fn is_hex(text: &str) -> bool {
	let digits = text.strip_prefix("0x").unwrap_or_default();
	!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl HexInput {
	/// The hex.
	fn read(&self) -> Result<String, AgentError> {
		match self {
			Self::Given(text) => Ok(text.clone()),
			Self::File(path) => {
				let wrong = |reason: String| AgentError::File { path: path.clone(), reason };
				let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
				Ok(text.trim().to_owned())
			}
		}
	}
}

/// The header that an input stands for: itself, or the hash of a block that the node has.
async fn header(chain: &Chain, input: &HexInput) -> Result<SealedHeader, AgentError> {
	let text = input.read()?;
	let Some(hash) = block_hash(&text) else {
		return SealedHeader::from_hex(&text).map_err(|error| does_not_hold(&error));
	};
	let found = chain.sealed_header(hash).await.map_err(failed)?;
	found.ok_or_else(|| {
		AgentError::Usage(format!(
			"the node has no block {hash:?}: name one that has it, or give the header itself"
		))
	})
}

/// A block's hash is shorter than any header.
fn block_hash(text: &str) -> Option<H256> {
	let digits = text.strip_prefix("0x")?;
	let bytes: [u8; 32] = hex::decode(digits).ok()?.try_into().ok()?;
	Some(bytes.into())
}

/// Reports two blocks of one author for one slot.
pub async fn babe(
	chain: &Chain,
	reporter: &Signer,
	[first, second]: [&HexInput; 2],
	status: &StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	let (first, second) = (header(chain, first).await?, header(chain, second).await?);
	let (number, hashes) = (first.number(), [first.hash(), second.hash()]);
	let evidence = BabeEvidence::new(first, second).map_err(|error| does_not_hold(&error))?;
	let what = format!("{:?} and {:?} for slot {}", hashes[0], hashes[1], evidence.slot());
	tracing::debug!(number, "the headers contradict each other: {what}");
	status.set(format!("reporting {what}"));
	let reported = chain.report_babe(reporter, evidence).await;
	status.clear();
	done(&reported.map_err(failed)?, &what, output)
}

/// Reports two votes of one authority in one round of GRANDPA.
pub async fn grandpa(
	chain: &Chain,
	reporter: &Signer,
	proof: &HexInput,
	status: &StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	let evidence =
		GrandpaEvidence::from_hex(&proof.read()?).map_err(|error| does_not_hold(&error))?;
	let what = format!("two votes in round {} of set {}", evidence.round(), evidence.set_id());
	status.set(format!("reporting {what}"));
	let reported = chain.report_grandpa(reporter, evidence).await;
	status.clear();
	done(&reported.map_err(failed)?, &what, output)
}

fn does_not_hold(error: &EvidenceError) -> AgentError {
	AgentError::Usage(format!("the evidence does not hold: {error}"))
}

fn failed(error: ReportError) -> AgentError {
	match error {
		ReportError::Submit(error) => error.into(),
		ReportError::Chain(error) => error.into(),
		error => AgentError::Usage(error.to_string()),
	}
}

/// What a report brought. Amounts are in planck, as decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportStatus {
	/// The key that signed twice.
	pub offender: String,
	/// The session in which it did.
	pub session: u32,
	/// What it cost; none where as much had been taken for it before.
	pub punished: Option<PunishedStatus>,
}

/// What signing twice cost a validator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PunishedStatus {
	/// The validator.
	pub validator: AccountId,
	/// The era of its offence.
	pub era: EraIndex,
	/// Taken of its bond.
	pub bond: String,
	/// Taken of what is delegated to it.
	pub delegated: String,
	/// Owed of its bond, but not there.
	pub shortfall: String,
	/// The reporter's part.
	pub reward: String,
	/// The first era in which it can leave jail.
	pub jailed_until: Option<EraIndex>,
}

fn report_status(reported: &Equivocation) -> ReportStatus {
	let punished = reported.punished.map(|punished| PunishedStatus {
		validator: punished.validator,
		era: punished.era,
		bond: punished.bond.to_string(),
		delegated: punished.delegated.to_string(),
		shortfall: punished.shortfall.to_string(),
		reward: punished.reward.to_string(),
		jailed_until: punished.jailed_until,
	});
	let offender = format!("0x{}", hex::encode(reported.offender));
	ReportStatus { offender, session: reported.session, punished }
}

fn done(reported: &Equivocation, what: &str, output: Output) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Done<'a> {
		#[serde(flatten)]
		status: &'a ReportStatus,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let status = report_status(reported);
	let receipt = Receipt::from(&reported.included);
	let text = format!("{} (block {})", text(&status, what), receipt.block);
	print(output, &text, &Done { status: &status, receipt })
}

fn text(status: &ReportStatus, what: &str) -> String {
	let amount = |planck: &str| planck.parse().map_or_else(|_| planck.into(), vaj);
	let mut text = format!("{} signed {what}", status.offender);
	let Some(punished) = &status.punished else {
		text.push_str("; as much had been taken for it before");
		return text;
	};
	text.push_str(&format!(
		"\n{} loses {} of its bond and {} of its delegators' stake",
		punished.validator,
		amount(&punished.bond),
		amount(&punished.delegated)
	));
	if punished.shortfall != "0" {
		text.push_str(&format!(" ({} more was not there)", amount(&punished.shortfall)));
	}
	if let Some(until) = punished.jailed_until {
		text.push_str(&format!(", and is in jail until era {until}"));
	}
	text.push_str(&format!("\nthe reporter has {}", amount(&punished.reward)));
	text
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn inputs_are_told_apart() {
		assert_eq!("0x00ff".parse(), Ok(HexInput::Given("0x00ff".into())));
		assert_eq!("@dir/a.hex".parse(), Ok(HexInput::File("dir/a.hex".into())));
		for text in ["", "@", "0x", "00ff", "0xzz", "file.hex"] {
			assert!(text.parse::<HexInput>().is_err(), "{text}");
		}
		let hash = format!("0x{}", "11".repeat(32));
		assert_eq!(block_hash(&hash), Some(H256::repeat_byte(0x11)));
		assert_eq!(block_hash(&format!("{hash}00")), None);
		assert_eq!(block_hash(&hash[..64]), None);
	}

	#[test]
	fn files_hold_hex_and_their_errors_name_them() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("header.hex");
		fs::write(&path, "0x00\n").unwrap();
		assert_eq!(HexInput::File(path).read().unwrap(), "0x00");
		let missing = folder.path().join("missing");
		let error = HexInput::File(missing).read().unwrap_err().to_string();
		assert!(error.contains("missing"), "{error}");
	}

	#[test]
	fn report_says_what_it_cost_and_who_has_it() {
		let punished = PunishedStatus {
			validator: AccountId::from([7; 32]),
			era: 3,
			bond: "60000000000000".into(),
			delegated: "10000000000000".into(),
			shortfall: "0".into(),
			reward: "7000000000000".into(),
			jailed_until: Some(14),
		};
		let status = |punished| ReportStatus { offender: "0x07".into(), session: 9, punished };
		let shown = text(&status(Some(punished.clone())), "a and b for slot 5");
		for part in [
			"0x07 signed a and b for slot 5",
			"loses 60 VAJ of its bond and 10 VAJ of its delegators' stake",
			"jail until era 14",
			"the reporter has 7 VAJ",
		] {
			assert!(shown.contains(part), "{part} is missing in:\n{shown}");
		}
		let short = PunishedStatus { shortfall: "1000000000000".into(), ..punished };
		assert!(text(&status(Some(short)), "x").contains("(1 VAJ more was not there)"));
		assert!(text(&status(None), "x").contains("taken for it before"));
	}
}
