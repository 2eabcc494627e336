//! The terms of a service, out of a file and of options; an option goes before the file.
//!
//! The file is TOML, or JSON if its name ends in `.json`. Its keys are the options' names, and its values
//! have the options' forms:
//!
//! ```toml
//! category = "weather"
//! tags = ["rain", "daily"]
//! admission = "open"              # or "approved", or "elected:5"
//! min-stake = "100"               # VAJ
//! price = "0.5"                   # VAJ: of a call, of all of a subscription, of a block of a session
//! # period = 14400                # with quota: a subscription
//! # quota = 100
//! # longest = 600                 # a session
//! answers = "number"              # or "hash"
//! commit = 10                     # blocks; with reveal
//! reveal = 10
//! # report = 20                   # blocks, instead of both: answers are signed and reported
//! consensus = "median:0.5"        # or "median", "plurality", "schelling:0.5", "first"
//! quorum = 3
//! shares = ["operators=80", "owner=10", "treasury=5", "burned=5"]   # per cent, exactly 100
//! # developer = "5Grw…"           # who has the developer's share; otherwise the owner
//! ```
//!
//! Limits and tolerances are in the unit of the answers, with the schema's decimals.

use crate::{
	amount::{parse_percent, parse_positive_vaj},
	chain::{
		services::{
			Admission, AnswerKind, Answering, Blocks, Consensus, Listing, Pricing, Rules, Shares,
		},
		AccountId, Balance, Share,
	},
	error::AgentError,
	operator::parse_decimal,
};
use clap::Args;
use serde::Deserialize;
use std::{path::Path, str::FromStr};

/// Longest category or tag, bytes.
const LONGEST_LABEL: usize = 32;

/// Most tags.
const MOST_TAGS: usize = 8;

/// Parts of a share that is the whole.
const WHOLE: u64 = 1_000_000_000;

/// The terms of a service, as they are written down.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Terms {
	/// What kind of service it is, at most 32 bytes.
	#[arg(long, value_name = "NAME")]
	pub category: Option<String>,
	/// What else it is found by; several times, at most 8.
	#[arg(long = "tag", value_name = "NAME")]
	pub tags: Vec<String>,
	/// Who may be an operator: open, approved, or elected:SEATS.
	#[arg(long, value_name = "POLICY")]
	pub admission: Option<String>,
	/// Least stake of an operator, VAJ.
	#[arg(long, value_name = "VAJ")]
	pub min_stake: Option<String>,
	/// Price of a call, of a whole subscription, or of a block of a session, VAJ.
	#[arg(long, value_name = "VAJ")]
	pub price: Option<String>,
	/// Makes it a subscription: for how many blocks.
	#[arg(long, value_name = "BLOCKS", requires = "quota")]
	pub period: Option<Blocks>,
	/// Calls of a subscription.
	#[arg(long, value_name = "CALLS", requires = "period")]
	pub quota: Option<u32>,
	/// Makes it sessions: how many blocks one may last.
	#[arg(long, value_name = "BLOCKS", conflicts_with = "period")]
	pub longest: Option<Blocks>,
	/// What operators answer with: number or hash.
	#[arg(long, value_name = "KIND")]
	pub answers: Option<String>,
	/// Blocks for commitments.
	#[arg(long, value_name = "BLOCKS", requires = "reveal", conflicts_with = "report")]
	pub commit: Option<Blocks>,
	/// Blocks for reveals, after those.
	#[arg(long, value_name = "BLOCKS", requires = "commit")]
	pub reveal: Option<Blocks>,
	/// Blocks for reports of signed answers, instead of commitments and reveals.
	#[arg(long, value_name = "BLOCKS")]
	pub report: Option<Blocks>,
	/// How answers become one: plurality, median, median:LIMIT, schelling:TOLERANCE, or first.
	#[arg(long, value_name = "STRATEGY")]
	pub consensus: Option<String>,
	/// How many answers, or equal answers, a result takes.
	#[arg(long, value_name = "ANSWERS")]
	pub quorum: Option<u32>,
	/// Who gets what it earns: owner, operators, developer, treasury or burned, with per cent; several
	/// times, exactly 100 together.
	#[arg(long = "share", value_name = "WHO=PERCENT")]
	pub shares: Vec<String>,
	/// Who has the developer's share; by default the owner.
	#[arg(long, value_name = "ACCOUNT")]
	pub developer: Option<String>,
}

/// What a service is registered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
	/// Where it is found.
	pub listing: Listing,
	/// Who may be an operator.
	pub admission: Admission,
	/// Least stake of an operator, planck.
	pub min_stake: Balance,
	/// What it is called by.
	pub rules: Rules,
}

impl Terms {
	/// Reads a file of terms.
	pub fn load(path: &Path) -> Result<Self, AgentError> {
		let wrong = |reason: String| AgentError::File { path: path.into(), reason };
		let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
		if path.extension().is_some_and(|kind| kind == "json") {
			serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))
		} else {
			toml::from_str(&text).map_err(|error| wrong(error.to_string()))
		}
	}

	/// These, and what they leave open out of others.
	pub fn or(self, other: Self) -> Self {
		let list =
			|mine: Vec<String>, others: Vec<String>| if mine.is_empty() { others } else { mine };
		// What belongs together comes from one of the two.
		let shaped = self.period.is_some() || self.longest.is_some();
		let timed = self.commit.is_some() || self.report.is_some();
		let pricing = if shaped { &self } else { &other };
		let (period, quota, longest) = (pricing.period, pricing.quota, pricing.longest);
		let timing = if timed { &self } else { &other };
		let (commit, reveal, report) = (timing.commit, timing.reveal, timing.report);
		Self {
			category: self.category.or(other.category),
			tags: list(self.tags, other.tags),
			admission: self.admission.or(other.admission),
			min_stake: self.min_stake.or(other.min_stake),
			price: self.price.or(other.price),
			period,
			quota,
			longest,
			answers: self.answers.or(other.answers),
			commit,
			reveal,
			report,
			consensus: self.consensus.or(other.consensus),
			quorum: self.quorum.or(other.quorum),
			shares: list(self.shares, other.shares),
			developer: self.developer.or(other.developer),
		}
	}

	/// What a new service of `owner` is registered with.
	pub fn registration(
		&self,
		owner: &AccountId,
		decimals: u32,
	) -> Result<Registration, AgentError> {
		Ok(Registration {
			listing: self.listing()?,
			admission: match &self.admission {
				Some(text) => named("admission", admission(text))?,
				None => Admission::Open,
			},
			min_stake: named(
				"min-stake",
				parse_positive_vaj(needed("min-stake", &self.min_stake)?),
			)?,
			rules: self.rules(owner, decimals, None)?,
		})
	}

	/// Where the service is found.
	pub fn listing(&self) -> Result<Listing, AgentError> {
		let category = named("category", label(needed("category", &self.category)?))?;
		let mut tags = Vec::new();
		for tag in &self.tags {
			tags.push(named("tag", label(tag))?);
		}
		tags.sort_unstable();
		tags.dedup();
		if tags.len() > MOST_TAGS {
			return Err(wrong("tag", &format!("there are {}, and may be {MOST_TAGS}", tags.len())));
		}
		Ok(Listing { category, tags })
	}

	/// What it is called by. What the terms leave open stays as it was before, if there was anything.
	pub fn rules(
		&self,
		owner: &AccountId,
		decimals: u32,
		before: Option<&Rules>,
	) -> Result<Rules, AgentError> {
		let kind = match (&self.answers, before) {
			(Some(text), _) => named("answers", kind(text))?,
			(None, Some(before)) => before.kind,
			(None, None) => return Err(missing("answers")),
		};
		let consensus = match (&self.consensus, before) {
			(Some(text), _) => named("consensus", consensus(text, decimals))?,
			(None, Some(before)) => before.consensus,
			(None, None) => return Err(missing("consensus")),
		};
		let quorum = match (self.quorum, before) {
			(Some(0), _) => return Err(wrong("quorum", "it is at least 1")),
			(Some(quorum), _) => quorum,
			(None, Some(before)) => before.quorum,
			(None, None) => return Err(missing("quorum")),
		};
		Ok(Rules {
			pricing: self.pricing(before)?,
			answering: self.answering(before)?,
			kind,
			consensus,
			quorum,
			shares: match (self.shares.is_empty(), before) {
				(true, Some(before)) => before.shares,
				(true, None) => DEFAULT_SHARES,
				(false, _) => named("share", shares(&self.shares))?,
			},
			developer: match (&self.developer, before) {
				(Some(text), _) => named(
					"developer",
					AccountId::from_str(text).map_err(|error| format!("no SS58 address ({error})")),
				)?,
				(None, Some(before)) => before.developer,
				(None, None) => *owner,
			},
		})
	}

	fn pricing(&self, before: Option<&Rules>) -> Result<Pricing, AgentError> {
		let shaped = self.period.is_some() || self.quota.is_some() || self.longest.is_some();
		let price = match (&self.price, before) {
			(None, Some(before)) if !shaped => return Ok(before.pricing),
			(price, _) => named("price", parse_positive_vaj(needed("price", price)?))?,
		};
		// Another price does not make something else of a subscription.
		match before.map(|before| before.pricing).filter(|_| !shaped) {
			Some(Pricing::Subscription { period, quota, .. }) => {
				return Ok(Pricing::Subscription { price, period, quota })
			}
			Some(Pricing::Session { longest, .. }) => {
				return Ok(Pricing::Session { price, longest })
			}
			Some(Pricing::PerCall { .. }) | None => {}
		}
		match (self.period, self.quota, self.longest) {
			(None, None, None) => Ok(Pricing::PerCall { price }),
			(Some(period), Some(quota), None) => Ok(Pricing::Subscription { price, period, quota }),
			(None, None, Some(longest)) => Ok(Pricing::Session { price, longest }),
			_ => Err(wrong("price", "a subscription has period and quota, a session has longest")),
		}
	}

	fn answering(&self, before: Option<&Rules>) -> Result<Answering, AgentError> {
		match (self.commit, self.reveal, self.report, before) {
			(None, None, None, Some(before)) => Ok(before.answering),
			(None, None, None, None) => Ok(DEFAULT_ANSWERING),
			(Some(commit), Some(reveal), None, _) => Ok(Answering::CommitReveal { commit, reveal }),
			(None, None, Some(answer), _) => Ok(Answering::SignedReport { answer }),
			_ => Err(wrong("commit", "name commit and reveal, or report alone")),
		}
	}
}

/// Ten blocks for each step.
const DEFAULT_ANSWERING: Answering = Answering::CommitReveal { commit: 10, reveal: 10 };

/// Four fifths for those who do the work.
const DEFAULT_SHARES: Shares = Shares {
	owner: Share(100_000_000),
	operators: Share(800_000_000),
	developer: Share(0),
	treasury: Share(50_000_000),
	burned: Share(50_000_000),
};

fn wrong(what: &str, why: &str) -> AgentError {
	AgentError::Usage(format!("{what}: {why}"))
}

fn missing(what: &str) -> AgentError {
	wrong(what, &format!("it is missing; name it in the file of terms or with --{what}"))
}

fn needed<'a>(what: &str, value: &'a Option<String>) -> Result<&'a str, AgentError> {
	value.as_deref().ok_or_else(|| missing(what))
}

fn named<T>(what: &str, value: Result<T, String>) -> Result<T, AgentError> {
	value.map_err(|why| wrong(what, &why))
}

fn label(text: &str) -> Result<String, String> {
	match text.len() {
		0 => Err("it is empty".into()),
		length if length > LONGEST_LABEL => {
			Err(format!("{text:?} has {length} bytes, and may have {LONGEST_LABEL}"))
		}
		_ => Ok(text.into()),
	}
}

fn admission(text: &str) -> Result<Admission, String> {
	let seats = |count: &str| count.parse().ok().filter(|seats: &u32| *seats > 0);
	match text.split_once(':') {
		None if text == "open" => Ok(Admission::Open),
		None if text == "approved" => Ok(Admission::Approved),
		Some(("elected", count)) if seats(count).is_some() => {
			Ok(Admission::Elected { seats: seats(count).unwrap_or(1) })
		}
		_ => Err(format!("{text:?} is none of open, approved, elected:SEATS")),
	}
}

fn kind(text: &str) -> Result<AnswerKind, String> {
	match text {
		"number" => Ok(AnswerKind::Number),
		"hash" => Ok(AnswerKind::Hash),
		_ => Err(format!("{text:?} is neither number nor hash")),
	}
}

fn consensus(text: &str, decimals: u32) -> Result<Consensus, String> {
	let distance = |text: &str| {
		let number = parse_decimal(text, decimals).map_err(|error| error.to_string())?;
		u128::try_from(number).map_err(|_| "a distance is not below zero".to_string())
	};
	match text.split_once(':') {
		None if text == "plurality" => Ok(Consensus::Plurality),
		None if text == "median" => Ok(Consensus::Median { limit: None }),
		None if text == "first" => Ok(Consensus::First),
		Some(("median", limit)) => Ok(Consensus::Median { limit: Some(distance(limit)?) }),
		Some(("schelling", tolerance)) => {
			Ok(Consensus::Schelling { tolerance: distance(tolerance)? })
		}
		_ => Err(format!(
			"{text:?} is none of plurality, median, median:LIMIT, schelling:TOLERANCE, first"
		)),
	}
}

fn shares(list: &[String]) -> Result<Shares, String> {
	let nothing = Share(0);
	let mut shares = Shares {
		owner: nothing,
		operators: nothing,
		developer: nothing,
		treasury: nothing,
		burned: nothing,
	};
	let mut seen = Vec::new();
	let mut sum = 0u64;
	for text in list {
		let (who, share) = text
			.split_once('=')
			.ok_or_else(|| format!("{text:?} is not of the form operators=80"))?;
		let share = parse_percent(share)?;
		let place = match who {
			"owner" => &mut shares.owner,
			"operators" => &mut shares.operators,
			"developer" => &mut shares.developer,
			"treasury" => &mut shares.treasury,
			"burned" => &mut shares.burned,
			_ => {
				return Err(format!(
					"{who:?} is none of owner, operators, developer, treasury, burned"
				))
			}
		};
		if seen.contains(&who) {
			return Err(format!("{who} is there twice"));
		}
		seen.push(who);
		*place = share;
		sum = sum.saturating_add(share.0.into());
	}
	if sum == WHOLE {
		Ok(shares)
	} else {
		Err("they do not make exactly 100 %".into())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	type Spoil = fn(&mut Terms);

	const FILE: &str = r#"
		category = "weather"
		tags = ["rain", "daily", "rain"]
		admission = "elected:5"
		min-stake = "100"
		price = "0.5"
		answers = "number"
		commit = 6
		reveal = 8
		consensus = "median:0.5"
		quorum = 3
		shares = ["operators=80", "owner=10", "treasury=5", "burned=5"]
	"#;

	fn owner() -> AccountId {
		AccountId::from([7; 32])
	}

	fn file() -> Terms {
		toml::from_str(FILE).unwrap()
	}

	#[test]
	fn file_is_understood() {
		let terms = file().registration(&owner(), 3).unwrap();
		assert_eq!(terms.listing.tags, ["daily", "rain"]);
		assert_eq!(terms.admission, Admission::Elected { seats: 5 });
		assert_eq!(terms.min_stake, 100_000_000_000_000);
		let rules = terms.rules;
		assert_eq!(rules.pricing, Pricing::PerCall { price: 500_000_000_000 });
		assert_eq!(rules.answering, Answering::CommitReveal { commit: 6, reveal: 8 });
		assert_eq!(rules.consensus, Consensus::Median { limit: Some(500) });
		assert_eq!((rules.quorum, rules.developer), (3, owner()));
		assert_eq!(rules.shares.operators, Share(800_000_000));
	}

	#[test]
	fn json_is_understood_and_unknown_keys_are_refused() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("terms.json");
		std::fs::write(&path, r#"{"min-stake": "5", "report": 20}"#).unwrap();
		let terms = Terms::load(&path).unwrap();
		assert_eq!((terms.min_stake.as_deref(), terms.report), (Some("5"), Some(20)));
		std::fs::write(&path, r#"{"min_stake": "5"}"#).unwrap();
		let error = Terms::load(&path).unwrap_err().to_string();
		assert!(error.contains("min_stake") && error.contains("terms.json"), "{error}");
	}

	#[test]
	fn options_go_before_the_file() {
		let options = Terms {
			price: Some("7".into()),
			period: Some(100),
			quota: Some(5),
			report: Some(9),
			tags: vec!["snow".into()],
			..Terms::default()
		};
		let terms = options.or(file());
		let all = terms.registration(&owner(), 6).unwrap();
		assert_eq!(all.listing.tags, ["snow"]);
		let price = 7_000_000_000_000;
		assert_eq!(all.rules.pricing, Pricing::Subscription { price, period: 100, quota: 5 });
		assert_eq!(all.rules.answering, Answering::SignedReport { answer: 9 });
		// A price alone is another price for what the file describes.
		let file = Terms { period: Some(50), quota: Some(2), ..file() };
		let terms = Terms { price: Some("7".into()), ..Terms::default() }.or(file);
		let pricing = terms.registration(&owner(), 6).unwrap().rules.pricing;
		assert_eq!(pricing, Pricing::Subscription { price, period: 50, quota: 2 });
	}

	#[test]
	fn new_version_keeps_what_it_does_not_change() {
		let before = file().registration(&owner(), 6).unwrap().rules;
		let same = Terms::default().rules(&AccountId::from([9; 32]), 6, Some(&before)).unwrap();
		assert_eq!(same, before);
		let dearer = Terms { price: Some("1".into()), ..Terms::default() };
		let after = dearer.rules(&owner(), 6, Some(&before)).unwrap();
		assert_eq!(after.pricing, Pricing::PerCall { price: 1_000_000_000_000 });
		assert_eq!(after.consensus, before.consensus);
		let by_quota = Pricing::Subscription { price: 5, period: 100, quota: 9 };
		let subscribed = Rules { pricing: by_quota, ..before };
		let after = dearer.rules(&owner(), 6, Some(&subscribed)).unwrap();
		let price = 1_000_000_000_000;
		assert_eq!(after.pricing, Pricing::Subscription { price, period: 100, quota: 9 });
	}

	#[test]
	fn mistakes_are_named() {
		let with = |spoil: Spoil| {
			let mut terms = file();
			spoil(&mut terms);
			terms.registration(&owner(), 6).unwrap_err().to_string()
		};
		let cases: [(Spoil, &str); 13] = [
			(|terms| terms.category = None, "category: it is missing"),
			(|terms| terms.category = Some("x".repeat(33)), "33 bytes"),
			(|terms| terms.tags = (0..9).map(|n| format!("{n}")).collect(), "there are 9"),
			(|terms| terms.admission = Some("elected:0".into()), "elected:SEATS"),
			(|terms| terms.min_stake = Some("0".into()), "min-stake"),
			(|terms| terms.price = None, "price: it is missing"),
			(|terms| terms.quota = Some(4), "period and quota"),
			(|terms| terms.answers = Some("text".into()), "neither number nor hash"),
			(|terms| terms.reveal = None, "commit and reveal"),
			(|terms| terms.consensus = Some("median:-1".into()), "not below zero"),
			(|terms| terms.quorum = Some(0), "at least 1"),
			(|terms| terms.shares = vec!["operators=99.9999999".into()], "exactly 100"),
			(|terms| terms.developer = Some("nobody".into()), "SS58"),
		];
		for (spoil, part) in cases {
			let error = with(spoil);
			assert!(error.contains(part), "{part} is missing in: {error}");
		}
		let twice = shares(&["owner=50".into(), "owner=50".into()]).unwrap_err();
		assert!(twice.contains("twice"), "{twice}");
	}
}
