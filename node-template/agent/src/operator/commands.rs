//! What operators do now and then: join, add to their stake, leave, withdraw.

use crate::{
	amount::vaj,
	chain::{
		services::{OperatorStanding, ServiceId},
		AccountId, Balance, Chain, Included, Signer,
	},
	chips::print,
	error::AgentError,
	output::Output,
	vendor::Receipt,
};
use serde::Serialize;

fn stands(standing: OperatorStanding) -> &'static str {
	match standing {
		OperatorStanding::Pending => "waits for the owner's approval",
		OperatorStanding::Serving => "serves",
		OperatorStanding::Benched => "does not serve: its stake is too low for that",
		OperatorStanding::Leaving { .. } => "is leaving",
	}
}

/// Puts stake on a service, to operate it.
pub async fn join(
	chain: &Chain,
	signer: &Signer,
	service: ServiceId,
	stake: Balance,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Printed {
		service: ServiceId,
		registration: u64,
		stake: String,
		standing: OperatorStanding,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let (joined, included) = chain.join_service(signer, service, stake).await?;
	let printed = Printed {
		service,
		registration: joined.registration,
		stake: joined.stake.to_string(),
		standing: joined.standing,
		receipt: (&included).into(),
	};
	let text = format!(
		"{} has {} on service {service}, and {} (block {})",
		Chain::account_of(signer),
		vaj(joined.stake),
		stands(joined.standing),
		included.block.number
	);
	print(output, &text, &printed)
}

/// Adds to the signer's stake.
pub async fn add_stake(
	chain: &Chain,
	signer: &Signer,
	service: ServiceId,
	amount: Balance,
	output: Output,
) -> Result<(), AgentError> {
	let (stake, standing, included) = chain.add_operator_stake(signer, service, amount).await?;
	let text = format!("the stake on service {service} is {}; it {}", vaj(stake), stands(standing));
	done(output, text, &included)
}

/// Leaves a service.
pub async fn leave(
	chain: &Chain,
	signer: &Signer,
	service: ServiceId,
	output: Output,
) -> Result<(), AgentError> {
	let (until, included) = chain.leave_service(signer, service).await?;
	let text = format!(
		"left service {service}; let `operator run` go on until what was asked is answered. The stake can \
		 be withdrawn from block {until} on"
	);
	done(output, text, &included)
}

/// Releases the stake of an operator that has left; the signer's own if none is named.
pub async fn withdraw(
	chain: &Chain,
	signer: &Signer,
	service: ServiceId,
	operator: Option<&AccountId>,
	output: Output,
) -> Result<(), AgentError> {
	let own = Chain::account_of(signer);
	let operator = operator.unwrap_or(&own);
	let (amount, included) = chain.withdraw_operator_stake(signer, service, operator).await?;
	done(output, format!("{} are released to {operator}", vaj(amount)), &included)
}

/// Shows an operator's record.
pub async fn show(
	chain: &Chain,
	service: ServiceId,
	account: &AccountId,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Shown {
		service: ServiceId,
		operator: AccountId,
		registration: u64,
		stake: String,
		standing: OperatorStanding,
		open: u32,
		shortfall: String,
	}
	let record = chain.best().await?.operator(service, account).await?;
	let record = record.ok_or_else(|| {
		AgentError::Usage(format!("{account} is no operator of service {service}"))
	})?;
	let shown = Shown {
		service,
		operator: *account,
		registration: record.registration,
		stake: record.stake.to_string(),
		standing: record.standing,
		open: record.open,
		shortfall: record.shortfall.to_string(),
	};
	let mut text = format!(
		"{account} has {} on service {service}, and {}; {} requests and sessions are open",
		vaj(record.stake),
		stands(record.standing),
		record.open
	);
	if record.shortfall > 0 {
		text.push_str(&format!("; slashes missed {}", vaj(record.shortfall)));
	}
	print(output, &text, &shown)
}

fn done(output: Output, text: String, included: &Included) -> Result<(), AgentError> {
	let receipt = Receipt::from(included);
	print(output, &format!("{text} (block {})", receipt.block), &receipt)
}
