//! A pallet that asks: an insurance against floods, whose pot is too small at first.

use super::{
	harness::SOON,
	stage::{account, Stage, CONSUMER, UNIT},
};
use anyhow::{ensure, Context, Result};
use std::time::Duration;
use subxt::{
	dynamic::{self, Value},
	ext::scale_value::{Composite, ValueDef},
	tx::TransactionStatus,
};
use subxt_signer::sr25519::Keypair;
use vajra_agent::{
	chain::services::ServiceId,
	cli::signer,
	local::{Deadline, Player},
};

/// Name of the pallet.
const INSURANCE: &str = "RainInsurance";

/// What is insured, VAJ; half of it is all that the pot must hold.
const SUM: u128 = 100;

/// A flood that every day brings: the policy is always paid.
const FLOOD_ABOVE: i128 = -1;

/// Buys a policy, claims it; the payment fails, and comes once the pot is full.
pub async fn pays_once_it_can(stage: &mut Stage, service: &ServiceId) -> Result<()> {
	let release = stage.chain.finalized().await?.release(*service, None).await?;
	let release = release.context("the service has no version")?;
	let now = stage.scene.view.head().await?.best;
	let sold_until = now + 15;
	let sudo = Player::ALICE.pair();
	let product = Value::named_composite([
		("question", Value::from_bytes(br#"{"station":7,"day":120}"#)),
		("peril", Value::named_variant("Flood", [("above", Value::i128(FLOOD_ABOVE))])),
		("service", Value::u128((*service).into())),
		("version", Value::u128(release.version.into())),
		("fingerprint", Value::from_bytes(release.fingerprint.0)),
		("rate", Value::u128(50_000_000)),
		("min_sum", Value::u128(UNIT)),
		("max_sum", Value::u128(1_000 * UNIT)),
		("sold_until", Value::u128(sold_until.into())),
		("claim_from", Value::u128((sold_until + 1).into())),
		("claim_until", Value::u128((now + 10_000).into())),
	]);
	let offer = Value::unnamed_variant(INSURANCE, [Value::unnamed_variant("offer", [product])]);
	send(stage, &sudo, "Sudo", "sudo", vec![offer]).await?;
	let half = Value::u128(SUM / 2 * UNIT);
	send(stage, &sudo, INSURANCE, "fund", vec![half]).await?;
	let farmer = signer(CONSUMER)?;
	let sum = Value::u128(SUM * UNIT);
	send(stage, &farmer, INSURANCE, "insure", vec![Value::u128(0), sum]).await?;
	Deadline::after(SOON)
		.until("the day on which claims are taken", async || {
			let best = stage.scene.view.head().await?.best;
			Ok::<_, anyhow::Error>((best > sold_until).then_some(()))
		})
		.await?;
	let request = stage.chain.best().await?.next_request().await?;
	send(stage, &farmer, INSURANCE, "claim", vec![Value::u128(0)]).await?;

	let settled = stage.settled(&[request]).await?;
	let [settled] = &settled[..] else { anyhow::bail!("{settled:?}") };
	ensure!(settled.result.is_ok() && settled.consumer == account(CONSUMER), "{settled:?}");
	stage.told.read(&stage.scene.view).await?;
	ensure!(stage.told.failed.iter().any(|event| event.request == request), "it did not fail");
	ensure!(stage.told.paid_out.is_empty(), "it was paid although the pot was too small");
	let shown =
		stage.scene.cast.ask_of(CONSUMER, &["consumer", "result", &request.to_string()]).await?;
	ensure!(shown["callback_waits"] == true, "{shown}");

	send(stage, &sudo, INSURANCE, "fund", vec![Value::u128(SUM * UNIT)]).await?;
	let before = stage.chain.finalized().await?.funds(&account(CONSUMER)).await?.free;
	let retry = ["consumer", "retry-callback", &request.to_string()];
	let retried = stage.scene.cast.ask_of(&super::stage::operator(4), &retry).await?;
	ensure!(retried["delivered"] == true, "{retried}");
	let after = stage.chain.finalized().await?.funds(&account(CONSUMER)).await?.free;
	ensure!(after == before + SUM * UNIT, "the farmer had {before}, and has {after}");
	stage.told.read(&stage.scene.view).await?;
	let [paid] = &stage.told.paid_out[..] else { anyhow::bail!("{:?}", stage.told.paid_out) };
	ensure!(
		(paid.policy, paid.sum) == (0, SUM * UNIT) && paid.holder == account(CONSUMER),
		"{paid:?}"
	);
	ensure!(Ok(paid.answer) == settled.result.map(number), "{paid:?}, {settled:?}");
	ensure!(stage.told.delivered.iter().any(|event| event.request == request), "not delivered");
	Ok(())
}

fn number(answer: vajra_agent::chain::services::Answer) -> i128 {
	match answer {
		vajra_agent::chain::services::Answer::Number(number) => number,
		vajra_agent::chain::services::Answer::Hash(_) => i128::MIN,
	}
}

/// Sends a call, and waits until it is final and has succeeded; that inner calls of sudo have, too.
async fn send(
	stage: &Stage,
	key: &Keypair,
	pallet: &str,
	call: &str,
	arguments: Vec<Value>,
) -> Result<()> {
	let what = format!("{pallet}.{call}");
	let payload = dynamic::tx(pallet, call, arguments);
	let follow = async {
		let best = stage.scene.view.at_best().await?;
		let mut progress = best.tx().sign_and_submit_then_watch_default(&payload, key).await?;
		while let Some(status) = progress.next().await {
			if let TransactionStatus::InFinalizedBlock(block) = status? {
				let events = block.wait_for_success().await?;
				for event in events.iter() {
					let event = event?;
					if event.event_name() == "Sudid" {
						let fields = event.decode_fields_unchecked_as::<Composite<()>>()?;
						ensure!(!failed(&fields), "{what}: {fields:?}");
					}
				}
				return Ok(());
			}
		}
		anyhow::bail!("the node stopped reporting about it")
	};
	tokio::time::timeout(Duration::from_secs(120), follow)
		.await
		.with_context(|| format!("{what} gets into no block"))?
		.context(what)
}

/// Whether the result in sudo's event is an error.
fn failed(fields: &Composite<()>) -> bool {
	fields.values().any(|value| match &value.value {
		ValueDef::Variant(variant) => variant.name == "Err",
		_ => false,
	})
}
