//! What owners of services do, and how services are found.

use super::{view, Schema, Terms};
use crate::{
	amount::vaj,
	chain::{
		services::{OperatorStanding, Release, Service, ServiceId, ServiceVersion},
		AccountId, Chain, Included, Signer,
	},
	chips::print,
	error::AgentError,
	output::Output,
	vendor::Receipt,
};
use serde::Serialize;
use sp_core::H256;
use std::path::{Path, PathBuf};

/// A service, or a version of one, to be published.
#[derive(Clone, Debug)]
pub struct Publication {
	/// The schema's file.
	pub schema: PathBuf,
	/// A file of terms.
	pub file: Option<PathBuf>,
	/// Terms that go before the file's.
	pub terms: Terms,
}

impl Publication {
	fn read(self) -> Result<(Schema, Terms), AgentError> {
		let schema = Schema::load(&self.schema)?;
		let terms = match &self.file {
			Some(path) => self.terms.or(Terms::load(path)?),
			None => self.terms,
		};
		Ok((schema, terms))
	}
}

#[derive(Serialize)]
struct Published {
	service: ServiceId,
	version: ServiceVersion,
	fingerprint: H256,
	decimals: u32,
	#[serde(flatten)]
	receipt: Receipt,
}

/// Registers a service.
pub async fn publish(
	chain: &Chain,
	signer: &Signer,
	publication: Publication,
	output: Output,
) -> Result<(), AgentError> {
	let (schema, terms) = publication.read()?;
	let terms = terms.registration(&Chain::account_of(signer), schema.decimals)?;
	let (service, included) = chain
		.register_service(
			signer,
			&terms.listing,
			terms.admission,
			terms.min_stake,
			schema.fingerprint,
			&terms.rules,
		)
		.await?;
	let published = Published {
		service,
		version: 1,
		fingerprint: schema.fingerprint,
		decimals: schema.decimals,
		receipt: (&included).into(),
	};
	let text = format!(
		"service {service} is registered in block {}; fingerprint {:?}",
		included.block.number, schema.fingerprint
	);
	print(output, &text, &published)
}

/// Publishes a new version. What its terms leave open stays as it is in the latest one.
pub async fn publish_version(
	chain: &Chain,
	signer: &Signer,
	service: ServiceId,
	publication: Publication,
	output: Output,
) -> Result<(), AgentError> {
	let (schema, terms) = publication.read()?;
	let (record, latest) = known(chain, service).await?;
	let rules = terms.rules(&record.owner, schema.decimals, Some(&latest.rules))?;
	let (version, included) =
		chain.publish_version(signer, service, schema.fingerprint, &rules).await?;
	let published = Published {
		service,
		version,
		fingerprint: schema.fingerprint,
		decimals: schema.decimals,
		receipt: (&included).into(),
	};
	let text = format!(
		"version {version} of service {service} is published in block {}; fingerprint {:?}",
		included.block.number, schema.fingerprint
	);
	print(output, &text, &published)
}

/// A change of a service by its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
	/// Take no new customers for a while.
	Pause,
	/// Take new customers again.
	Resume,
	/// Take no new customers ever again.
	Retire,
	/// Remove it, once nothing refers to it.
	Remove,
}

/// Changes a service of the signer's.
pub async fn change(
	chain: &Chain,
	signer: &Signer,
	service: ServiceId,
	change: Change,
	output: Output,
) -> Result<(), AgentError> {
	let (included, text) = match change {
		Change::Pause => (chain.pause_service(signer, service).await?, "takes no new customers"),
		Change::Resume => (chain.resume_service(signer, service).await?, "takes customers again"),
		Change::Retire => (
			chain.retire_service(signer, service).await?,
			"is retired; remove it with `service remove` once nothing refers to it",
		),
		Change::Remove => {
			(chain.remove_service(signer, service).await?, "is removed, and its deposit released")
		}
	};
	done(output, format!("service {service} {text}"), &included)
}

/// Lists a service elsewhere.
pub async fn relist(
	chain: &Chain,
	signer: &Signer,
	service: ServiceId,
	terms: &Terms,
	output: Output,
) -> Result<(), AgentError> {
	let listing = terms.listing()?;
	let included = chain.update_listing(signer, service, &listing).await?;
	done(output, format!("service {service} is listed under {}", listing.category), &included)
}

/// Lets an operator serve that waits for approval, or lets one go.
pub async fn decide(
	chain: &Chain,
	signer: &Signer,
	service: ServiceId,
	operator: &AccountId,
	approve: bool,
	output: Output,
) -> Result<(), AgentError> {
	let record = chain.best().await?.operator(service, operator).await?;
	let record = record.ok_or_else(|| {
		AgentError::Usage(format!("{operator} is no operator of service {service}"))
	})?;
	// By its registration: had it left and come back since, that would be another one.
	let registration = record.registration;
	if approve {
		if record.standing != OperatorStanding::Pending {
			return Err(AgentError::Usage(format!("{operator} does not wait for approval")));
		}
		let included = chain.approve_operator(signer, service, operator, registration).await?;
		return done(output, format!("{operator} serves service {service}"), &included);
	}
	let (until, included) = chain.dismiss_operator(signer, service, operator, registration).await?;
	let text = format!(
		"{operator} is dismissed from service {service}; its stake of {} waits until block {until}",
		vaj(record.stake)
	);
	done(output, text, &included)
}

/// Shows services: all, or those of a category or with a tag, the best first.
pub async fn list(
	chain: &Chain,
	category: Option<&str>,
	tag: Option<&str>,
	output: Output,
) -> Result<(), AgentError> {
	let at = chain.best().await?;
	let found = match (category, tag) {
		(Some(category), _) => at.services_by_category(category).await?,
		(None, Some(tag)) => at.services_by_tag(tag).await?,
		(None, None) => {
			let all: Vec<_> = at
				.services()
				.await?
				.iter()
				.map(|(id, service)| view::Listed::of(*id, service))
				.collect();
			return print(output, &view::list(&all), &all);
		}
	};
	let listed: Vec<_> = found.iter().map(view::Listed::found).collect();
	print(output, &view::list(&listed), &listed)
}

/// Shows a service.
pub async fn show(chain: &Chain, service: ServiceId, output: Output) -> Result<(), AgentError> {
	let (record, release) = known(chain, service).await?;
	let operators = chain.best().await?.operators_of(service).await?;
	let shown = view::Shown::of(service, &record, &release, &operators);
	print(output, &shown.text(), &shown)
}

/// A service that must be there, and its latest version.
pub(crate) async fn known(
	chain: &Chain,
	service: ServiceId,
) -> Result<(Service, Release), AgentError> {
	let missing = || AgentError::Usage(format!("there is no service {service}"));
	let at = chain.best().await?;
	let record = at.service(service).await?.ok_or_else(missing)?;
	let release = at.release(service, Some(record.current)).await?.ok_or_else(missing)?;
	Ok((record, release))
}

/// The fingerprint of a schema's file, without a chain.
pub fn fingerprint(path: &Path, output: Output) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Printed {
		fingerprint: H256,
		decimals: u32,
	}
	let schema = Schema::load(path)?;
	let printed = Printed { fingerprint: schema.fingerprint, decimals: schema.decimals };
	print(output, &format!("{:?}", schema.fingerprint), &printed)
}

fn done(output: Output, text: String, included: &Included) -> Result<(), AgentError> {
	let receipt = Receipt::from(included);
	print(output, &format!("{text} (block {})", receipt.block), &receipt)
}
