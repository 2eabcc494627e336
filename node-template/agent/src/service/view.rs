//! Services for people and for programs. Amounts are in planck, as decimal text.

use crate::{
	amount::{percent, vaj},
	chain::{
		services::{
			Admission, AnswerKind, Answering, Consensus, Found, Operator, OperatorStanding,
			Pricing, Release, Service, ServiceId, ServiceStatus, ServiceVersion,
		},
		AccountId, Share,
	},
};
use serde::Serialize;
use sp_core::H256;

/// A service in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Listed {
	service: ServiceId,
	owner: AccountId,
	status: ServiceStatus,
	category: String,
	tags: Vec<String>,
	version: ServiceVersion,
	operators: u32,
	/// How its requests went, parts of a billion, where that was asked for.
	score: Option<u32>,
	price: Option<String>,
}

impl Listed {
	pub(super) fn of(id: ServiceId, service: &Service) -> Self {
		Self {
			service: id,
			owner: service.owner,
			status: service.status,
			category: service.listing.category.clone(),
			tags: service.listing.tags.clone(),
			version: service.current,
			operators: service.operators,
			score: None,
			price: None,
		}
	}

	pub(super) fn found(found: &Found) -> Self {
		Self {
			service: found.service,
			owner: found.owner,
			status: found.status,
			category: found.listing.category.clone(),
			tags: found.listing.tags.clone(),
			version: found.version,
			operators: found.operators,
			score: Some(found.score.0),
			price: Some(priced(&found.pricing)),
		}
	}
}

/// A list of services.
pub(super) fn list(services: &[Listed]) -> String {
	let mut text = format!("{} services", services.len());
	for service in services {
		text.push_str(&format!(
			"\n{:>6}  {:16}  {}{}, {} operators",
			service.service,
			service.category,
			service.tags.join(" "),
			match service.status {
				ServiceStatus::Active => "",
				ServiceStatus::Paused => " (PAUSED)",
				ServiceStatus::Retired => " (RETIRED)",
			},
			service.operators
		));
		if let Some(price) = &service.price {
			text.push_str(&format!(", {price}"));
		}
		if let Some(score) = service.score {
			text.push_str(&format!(", score {}", percent(Share(score))));
		}
	}
	text
}

/// What a price is for.
pub(super) fn priced(pricing: &Pricing) -> String {
	match pricing {
		Pricing::PerCall { price } => format!("{} a call", vaj(*price)),
		Pricing::Subscription { price, period, quota } => {
			format!("{} for {quota} calls in {period} blocks", vaj(*price))
		}
		Pricing::Session { price, longest } => {
			format!("{} a block, for {longest} blocks at most", vaj(*price))
		}
	}
}

/// A service with all that a consumer or an operator asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Shown {
	service: ServiceId,
	owner: AccountId,
	status: ServiceStatus,
	category: String,
	tags: Vec<String>,
	admission: Admission,
	min_stake: String,
	version: ServiceVersion,
	fingerprint: H256,
	pricing: String,
	/// Price of a call, of a subscription or of a block, planck.
	price: String,
	answers: &'static str,
	answering: Answering,
	consensus: String,
	quorum: u32,
	open: u32,
	serving: Vec<Serving>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Serving {
	operator: AccountId,
	stake: String,
	standing: OperatorStanding,
	open: u32,
	score: u32,
}

impl Shown {
	pub(super) fn of(
		id: ServiceId,
		service: &Service,
		release: &Release,
		operators: &[(AccountId, Operator, Share)],
	) -> Self {
		let rules = &release.rules;
		let price = match rules.pricing {
			Pricing::PerCall { price }
			| Pricing::Subscription { price, .. }
			| Pricing::Session { price, .. } => price,
		};
		Self {
			service: id,
			owner: service.owner,
			status: service.status,
			category: service.listing.category.clone(),
			tags: service.listing.tags.clone(),
			admission: service.admission,
			min_stake: service.min_stake.to_string(),
			version: release.version,
			fingerprint: release.fingerprint,
			pricing: priced(&rules.pricing),
			price: price.to_string(),
			answers: match rules.kind {
				AnswerKind::Number => "number",
				AnswerKind::Hash => "hash",
			},
			answering: rules.answering,
			consensus: match rules.consensus {
				Consensus::Plurality => "plurality".into(),
				Consensus::Median { limit: None } => "median".into(),
				Consensus::Median { limit: Some(limit) } => format!("median, limit {limit}"),
				Consensus::Schelling { tolerance } => format!("schelling, tolerance {tolerance}"),
				Consensus::First => "first".into(),
			},
			quorum: rules.quorum,
			open: service.users,
			serving: operators
				.iter()
				.map(|(account, record, score)| Serving {
					operator: *account,
					stake: record.stake.to_string(),
					standing: record.standing,
					open: record.open,
					score: score.0,
				})
				.collect(),
		}
	}

	pub(super) fn text(&self) -> String {
		let stake = |planck: &str| planck.parse().map_or_else(|_| planck.into(), vaj);
		let answering = match self.answering {
			Answering::CommitReveal { commit, reveal } => {
				format!("{commit} blocks to commit, {reveal} to reveal")
			}
			Answering::SignedReport { answer } => format!("{answer} blocks for signed reports"),
		};
		let mut text = format!(
			"service {} of {}: {:?}, {} {}\nversion {}, fingerprint {:?}\n{}; {}s by {}, quorum {}; \
			 {answering}\noperators: {:?}, stake {} at least; {} requests, subscriptions and sessions \
			 open",
			self.service,
			self.owner,
			self.status,
			self.category,
			self.tags.join(" "),
			self.version,
			self.fingerprint,
			self.pricing,
			self.answers,
			self.consensus,
			self.quorum,
			self.admission,
			stake(&self.min_stake),
			self.open,
		);
		for serving in &self.serving {
			text.push_str(&format!(
				"\n  {}  {}, {} open, score {}",
				serving.operator,
				stake(&serving.stake),
				serving.open,
				percent(Share(serving.score))
			));
		}
		text
	}
}
