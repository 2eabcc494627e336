//! The chain's records in the agent's words, and back.

use super::{
	super::{codegen, AccountId, Share},
	Admission, Answer, AnswerKind, Answering, Consensus, Found, Listing, NoResult, Operator,
	OperatorStanding, Pricing, Request, Rules, Seat, SeatState, Service, ServiceStatus, Shares,
};
use codegen::runtime_types::{
	bounded_collections::bounded_vec::BoundedVec,
	pallet_service_registry::{consensus::Standard, types as generated, views},
	sp_arithmetic::per_things::Perbill,
	vajra_primitives::service as messages,
};

pub(super) type GeneratedRules = generated::service::Rules<AccountId, Standard>;

pub(super) fn label(name: &str) -> BoundedVec<u8> {
	BoundedVec(name.as_bytes().to_vec())
}

pub(super) fn text(label: BoundedVec<u8>) -> String {
	String::from_utf8_lossy(&label.0).into_owned()
}

pub(super) fn listing(listing: generated::service::Listing) -> Listing {
	Listing {
		category: text(listing.category),
		tags: listing.tags.0.into_iter().map(text).collect(),
	}
}

pub(super) fn status(status: generated::service::Status) -> ServiceStatus {
	match status {
		generated::service::Status::Active => ServiceStatus::Active,
		generated::service::Status::Paused => ServiceStatus::Paused,
		generated::service::Status::Retired => ServiceStatus::Retired,
	}
}

pub(super) fn pricing(pricing: generated::service::Pricing) -> Pricing {
	use generated::service::Pricing as Generated;
	match pricing {
		Generated::PerCall { price } => Pricing::PerCall { price },
		Generated::Subscription { price, period, quota } => {
			Pricing::Subscription { price, period, quota }
		}
		Generated::Session { price, longest } => Pricing::Session { price, longest },
	}
}

pub(super) fn service(record: generated::service::Service<AccountId>) -> Service {
	Service {
		owner: record.owner,
		status: status(record.status),
		listing: listing(record.listing),
		admission: match record.admission {
			generated::service::Admission::Open => Admission::Open,
			generated::service::Admission::Approved => Admission::Approved,
			generated::service::Admission::Elected { seats } => Admission::Elected { seats },
		},
		min_stake: record.min_stake,
		current: record.current,
		operators: record.operators,
		users: record.users,
		tested: record.tested.map(|tested| Share(tested.score.0)),
	}
}

pub(super) fn found(found: views::Found<AccountId>) -> (Found, generated::service::Rank) {
	let place = found.place;
	let found = Found {
		service: found.service,
		owner: found.owner,
		status: status(found.status),
		listing: listing(found.listing),
		version: found.version,
		pricing: pricing(found.pricing),
		operators: found.operators,
		score: Share(found.score.0),
	};
	(found, place)
}

pub(super) fn rules(rules: GeneratedRules) -> Rules {
	let shares = rules.shares;
	Rules {
		pricing: pricing(rules.pricing),
		answering: match rules.answering {
			generated::service::Answering::CommitReveal { commit, reveal } => {
				Answering::CommitReveal { commit, reveal }
			}
			generated::service::Answering::SignedReport { answer } => {
				Answering::SignedReport { answer }
			}
		},
		kind: match rules.kind {
			messages::AnswerKind::Number => AnswerKind::Number,
			messages::AnswerKind::Hash => AnswerKind::Hash,
		},
		consensus: match rules.consensus {
			Standard::Plurality => Consensus::Plurality,
			Standard::Median { limit } => Consensus::Median { limit },
			Standard::Schelling { tolerance } => Consensus::Schelling { tolerance },
			Standard::First => Consensus::First,
		},
		quorum: rules.quorum,
		shares: Shares {
			owner: Share(shares.owner.0),
			operators: Share(shares.operators.0),
			developer: Share(shares.developer.0),
			treasury: Share(shares.treasury.0),
			burned: Share(shares.burned.0),
		},
		developer: rules.developer,
	}
}

pub(super) fn generated_rules(rules: &Rules) -> GeneratedRules {
	let Shares { owner, operators, developer, treasury, burned } = rules.shares;
	GeneratedRules {
		pricing: match rules.pricing {
			Pricing::PerCall { price } => generated::service::Pricing::PerCall { price },
			Pricing::Subscription { price, period, quota } => {
				generated::service::Pricing::Subscription { price, period, quota }
			}
			Pricing::Session { price, longest } => {
				generated::service::Pricing::Session { price, longest }
			}
		},
		answering: match rules.answering {
			Answering::CommitReveal { commit, reveal } => {
				generated::service::Answering::CommitReveal { commit, reveal }
			}
			Answering::SignedReport { answer } => {
				generated::service::Answering::SignedReport { answer }
			}
		},
		kind: match rules.kind {
			AnswerKind::Number => messages::AnswerKind::Number,
			AnswerKind::Hash => messages::AnswerKind::Hash,
		},
		consensus: match rules.consensus {
			Consensus::Plurality => Standard::Plurality,
			Consensus::Median { limit } => Standard::Median { limit },
			Consensus::Schelling { tolerance } => Standard::Schelling { tolerance },
			Consensus::First => Standard::First,
		},
		quorum: rules.quorum,
		shares: generated::service::Shares {
			owner: Perbill(owner.0),
			operators: Perbill(operators.0),
			developer: Perbill(developer.0),
			treasury: Perbill(treasury.0),
			burned: Perbill(burned.0),
		},
		developer: rules.developer,
	}
}

pub(super) fn generated_listing(listing: &Listing) -> generated::service::Listing {
	generated::service::Listing {
		category: label(&listing.category),
		tags: BoundedVec(listing.tags.iter().map(|tag| label(tag)).collect()),
	}
}

pub(super) fn generated_admission(admission: Admission) -> generated::service::Admission {
	match admission {
		Admission::Open => generated::service::Admission::Open,
		Admission::Approved => generated::service::Admission::Approved,
		Admission::Elected { seats } => generated::service::Admission::Elected { seats },
	}
}

pub(super) fn standing(standing: generated::operator::Standing) -> OperatorStanding {
	match standing {
		generated::operator::Standing::Pending => OperatorStanding::Pending,
		generated::operator::Standing::Serving => OperatorStanding::Serving,
		generated::operator::Standing::Benched => OperatorStanding::Benched,
		generated::operator::Standing::Leaving { until } => OperatorStanding::Leaving { until },
	}
}

pub(super) fn operator(record: generated::operator::Operator) -> Operator {
	Operator {
		registration: record.registration,
		stake: record.stake,
		standing: standing(record.standing),
		open: record.open,
		shortfall: record.shortfall,
	}
}

pub(super) fn answer(answer: messages::Answer) -> Answer {
	match answer {
		messages::Answer::Number(number) => Answer::Number(number),
		messages::Answer::Hash(hash) => Answer::Hash(hash),
	}
}

pub(super) fn generated_answer(answer: Answer) -> messages::Answer {
	match answer {
		Answer::Number(number) => messages::Answer::Number(number),
		Answer::Hash(hash) => messages::Answer::Hash(hash),
	}
}

pub(super) fn result(
	result: Result<messages::Answer, messages::NoResult>,
) -> Result<Answer, NoResult> {
	result.map(answer).map_err(|reason| match reason {
		messages::NoResult::TooFew => NoResult::TooFew,
		messages::NoResult::Tie => NoResult::Tie,
		messages::NoResult::NoAgreement => NoResult::NoAgreement,
	})
}

pub(super) fn request(record: generated::request::Request<AccountId>) -> Request {
	let seat = |seat: generated::request::Seat<AccountId>| Seat {
		operator: seat.operator,
		stake: seat.stake,
		state: match seat.state {
			generated::request::SeatState::Silent => SeatState::Silent,
			generated::request::SeatState::Committed(hash) => SeatState::Committed(hash),
			generated::request::SeatState::Answered { answer: given, .. } => {
				SeatState::Answered(answer(given))
			}
		},
	};
	Request {
		service: record.service,
		version: record.version,
		consumer: record.consumer,
		fee: record.fee,
		sealed: record.sealed,
		asked_at: record.asked_at,
		commit_until: record.commit_until,
		answer_until: record.answer_until,
		panel: record.panel.0.into_iter().map(seat).collect(),
	}
}
