//! The story's parts.

use super::{
	events::OperatorSlashed,
	harness::SOON,
	stage::{
		account, operator, requests, Stage, COMMIT, CONSUMER, LIAR, OPERATORS, PRICE, REVEAL,
		SLEEPER, STAKE, UNIT,
	},
};
use anyhow::{ensure, Context, Result};
use serde_json::json;
use std::{
	collections::{BTreeMap, BTreeSet},
	time::Duration,
};
use subxt_signer::sr25519::dev;
use vajra_agent::{
	chain::services::{Answer, NoResult, RequestId, SeatState, Settled},
	http::{Call, HttpError},
	local::Deadline,
	operator::{text_hash, PlainObservation},
};

/// How many questions are asked of each service.
const QUESTIONS: usize = 50;

/// Shares that the runtime takes for a lie and for silence, in per cent.
const LIE: u128 = 10;
const SILENCE: u128 = 1;

/// How far sensors' noise may be off, thousandths of a millimetre.
const NOISE: u128 = 500;

/// Longest wait for an operator's reply.
const HTTP_WITHIN: Duration = Duration::from_secs(10);

/// Those that answer, as they should or not.
const AWAKE: [usize; 4] = [0, 1, 2, 3];

fn stations() -> Vec<String> {
	(0..QUESTIONS).map(|n| json!({ "station": n * 7, "day": n * 11 + 3 }).to_string()).collect()
}

/// What happens to crops, said in different words.
fn reports() -> Vec<String> {
	const WORDS: [&str; 10] = [
		"The river is over its banks",
		"Not a drop of rain for two months and the soil is dust",
		"The buds are black after a night below zero",
		"Ice as large as eggs has broken the glass houses",
		"Locusts have eaten half of the maize",
		"The gale has laid the wheat flat",
		"Fields are under water up to the knee",
		"The wells are dry and the leaves curl",
		"Aphids are on every bean",
		"White rime on the vines this morning",
	];
	(0..QUESTIONS).map(|n| format!("{}, field {n}", WORDS[n % WORDS.len()])).collect()
}

fn inputs(questions: &[String]) -> Vec<&str> {
	questions.iter().flat_map(|question| ["--input", question]).collect()
}

/// Fifty medians; a kill between commitments and reveals. Gives the service.
pub async fn by_median(stage: &mut Stage) -> Result<u32> {
	let schema = stage.file("rain.json");
	let (commit, reveal) = (COMMIT.to_string(), REVEAL.to_string());
	let service = stage
		.publish(&[
			"--schema",
			&schema,
			"--answers",
			"number",
			"--commit",
			&commit,
			"--reveal",
			&reveal,
			"--consensus",
			"median:1",
			"--quorum",
			"3",
		])
		.await?;
	for place in AWAKE {
		run_rain(stage, place, service)?;
	}
	let questions = stations();
	let asked = stage.consume(service, &inputs(&questions)).await?;
	let ids = requests(&asked)?;
	ensure!(ids.len() == QUESTIONS, "{} requests were made", ids.len());

	// The sleeper keeps the window for commitments open to its end.
	let killed = 0;
	let chain = stage.chain.clone();
	Deadline::after(SOON)
		.until_seen("commitments of the first operator", async || {
			let at = chain.best().await?;
			let open = at.requests_among(&ids).await?;
			let committed = open.iter().filter(|(_, request)| {
				let seat = request.seat_of(&account(&operator(killed)));
				let state = seat.map(|seat| request.panel[seat].state);
				matches!(state, Some(SeatState::Committed(_)))
			});
			let committed = committed.count();
			ensure!(open.len() == ids.len(), "too late: requests are finalised already");
			Ok::<_, anyhow::Error>(match committed == ids.len() {
				true => Ok(()),
				false => Err(format!("{committed} of {} committed", ids.len())),
			})
		})
		.await?;
	stage.told.read(&stage.scene.view).await?;
	let who = account(&operator(killed));
	ensure!(!stage.told.revealed.iter().any(|event| event.operator == who), "killed too late");
	stage.kill_and_restart(killed)?;

	let settled = stage.settled(&ids).await?;
	stage.told.read(&stage.scene.view).await?;
	for (question, settled) in questions.iter().zip(&settled) {
		let truth = stage.ask_truth("/rainfall", serde_json::from_str(question)?).await?;
		let truth = truth["answer"].as_f64().context("no number")? * 1_000.0;
		let truth = truth.round() as i128;
		let Ok(Answer::Number(number)) = settled.result else {
			anyhow::bail!("{question}: {settled:?}");
		};
		ensure!(number.abs_diff(truth) <= NOISE, "{question}: {number}, and it is {truth}");
		ensure!((settled.asked, settled.answered, settled.confirmed) == (5, 4, 3), "{settled:?}");
	}
	let of = |events: Vec<(RequestId, _)>| {
		events.into_iter().filter(|(_, operator)| *operator == who).map(|(id, _)| id).collect()
	};
	let told = &stage.told;
	let committed: Vec<RequestId> =
		of(told.committed.iter().map(|event| (event.request, event.operator)).collect());
	let revealed: BTreeSet<RequestId> =
		of(told.revealed.iter().map(|event| (event.request, event.operator)).collect())
			.into_iter()
			.collect();
	ensure!(committed.len() == QUESTIONS, "the killed operator committed {committed:?}");
	ensure!(revealed == ids.iter().copied().collect(), "the killed operator revealed {revealed:?}");
	check_slashes(stage, service, &ids).await?;
	Ok(service)
}

fn run_rain(stage: &mut Stage, place: usize, service: u32) -> Result<()> {
	let (schema, url) =
		(stage.file("rain.json"), format!("{}/rainfall", stage.models[place].url()));
	stage.run(place, service, &["--schema", &schema, "--endpoint", &url])
}

/// Liar and sleeper lose what the rules say for each of these requests, one after the other, and nobody
/// else loses anything; what they have left is what the chain says.
async fn check_slashes(stage: &mut Stage, service: u32, ids: &[RequestId]) -> Result<()> {
	let slashes: Vec<&OperatorSlashed> =
		stage.told.slashed.iter().filter(|slash| slash.service == service).collect();
	let mut left: BTreeMap<usize, u128> = BTreeMap::new();
	for place in [LIAR, SLEEPER] {
		let who = account(&operator(place));
		let mut stake = STAKE * UNIT;
		let mut punished = BTreeSet::new();
		for slash in slashes.iter().filter(|slash| slash.operator == who) {
			// A lie costs of what was at stake, silence of what is left.
			let wanted = match place {
				LIAR => STAKE * UNIT * LIE / 100,
				_ => (stake * SILENCE).div_ceil(100),
			};
			let amount = wanted.min(stake);
			let expected = (place == LIAR, amount, wanted - amount);
			ensure!((slash.answered, slash.amount, slash.shortfall) == expected, "{slash:?}");
			ensure!(punished.insert(slash.request), "twice for one request: {slash:?}");
			stake -= amount;
		}
		ensure!(punished == ids.iter().copied().collect(), "operator {place}: {punished:?}");
		left.insert(place, stake);
	}
	ensure!(slashes.len() == 2 * ids.len(), "others were slashed, too: {slashes:?}");
	let at = stage.chain.finalized().await?;
	for place in 0..OPERATORS {
		let record = at.operator(service, &account(&operator(place))).await?;
		let record = record.with_context(|| format!("operator {place} is gone"))?;
		let stake = left.get(&place).copied().unwrap_or(STAKE * UNIT);
		ensure!((record.stake, record.open) == (stake, 0), "operator {place}: {record:?}");
	}
	Ok(())
}

/// Of the four that still serve one answers: the consumer has its money back.
pub async fn without_quorum(stage: &mut Stage, service: &u32) -> Result<()> {
	stage.stop(&[1, 2, 3]).await?;
	let at = stage.chain.finalized().await?;
	let before = at.funds(&account(CONSUMER)).await?;
	let slashes = stage.told.slashed.len();
	let asked = stage.consume(*service, &["--input", "{\"station\":1,\"day\":1}"]).await?;
	let ids = requests(&asked)?;
	let during = stage.chain.finalized().await?.funds(&account(CONSUMER)).await?;
	ensure!(during.reserved == before.reserved + PRICE * UNIT, "nothing is on hold: {during:?}");
	let settled = stage.settled(&ids).await?;
	let [Settled { result, answered, confirmed, .. }] = &settled[..] else {
		anyhow::bail!("{settled:?}");
	};
	ensure!((*result, *answered, *confirmed) == (Err(NoResult::TooFew), 1, 0), "{settled:?}");
	let after = stage.chain.finalized().await?.funds(&account(CONSUMER)).await?;
	ensure!(after.reserved == before.reserved, "the fee is still on hold: {after:?}");
	ensure!(after.free == during.free + PRICE * UNIT, "the fee is not back: {during:?}, {after:?}");
	stage.told.read(&stage.scene.view).await?;
	ensure!(stage.told.slashed.len() == slashes, "somebody was slashed for a question to nobody");
	for place in [2, 3] {
		run_rain(stage, place, *service)?;
	}
	Ok(())
}

/// Fifty pluralities of words.
pub async fn by_plurality(stage: &mut Stage) -> Result<()> {
	stage.stop(&[0, 1, 2, 3]).await?;
	let schema = stage.file("words.json");
	let (commit, reveal) = (COMMIT.to_string(), REVEAL.to_string());
	let service = stage
		.publish(&[
			"--schema",
			&schema,
			"--answers",
			"hash",
			"--commit",
			&commit,
			"--reveal",
			&reveal,
			"--consensus",
			"plurality",
			"--quorum",
			"3",
		])
		.await?;
	for place in AWAKE {
		let url = stage.models[place].url().to_owned();
		let more = ["--endpoint", &url, "--format", "openai", "--model", "vajra-reports-1"];
		stage.run(place, service, &more)?;
	}
	let questions = reports();
	let from: Vec<_> =
		[LIAR, 0].map(|place| format!("http://127.0.0.1:{}", stage.ports[place])).into();
	let mut more = inputs(&questions);
	more.extend(["--wait", "--within", "150", "--from", &from[0], "--from", &from[1]]);
	let asked = stage.consume(service, &more).await?;
	stage.check_running()?;
	let ids = requests(&asked)?;
	let settled = stage.settled(&ids).await?;
	let shown = asked["requests"].as_array().context("no requests")?;
	for ((question, settled), shown) in questions.iter().zip(&settled).zip(shown) {
		let body = json!({ "model": "vajra-reports-1", "messages": [{ "role": "user", "content": question }] });
		let truth = stage.ask_truth("/v1/chat/completions", body).await?;
		let truth = truth["choices"][0]["message"]["content"].as_str().context("no words")?;
		ensure!(settled.result == Ok(Answer::Hash(text_hash(truth))), "{question}: {settled:?}");
		ensure!((settled.asked, settled.answered, settled.confirmed) == (5, 4, 3), "{settled:?}");
		// The liar serves other words, which the consumer does not take.
		ensure!(shown["text"] == truth, "{question}: {shown}");
	}
	stage.told.read(&stage.scene.view).await?;
	check_slashes(stage, service, &ids).await
}

/// Signed answers, told to each other, and reported by the leader. The last operator starts late, and
/// somebody speaks in its name before it does.
pub async fn by_report(stage: &mut Stage) -> Result<()> {
	const ALL: [usize; 5] = [0, 1, 2, 3, 4];
	stage.stop(&AWAKE).await?;
	let schema = stage.file("rain.json");
	// Half of the window is for all to answer; then the leader reports what is there.
	let service = stage
		.publish(&[
			"--schema",
			&schema,
			"--answers",
			"number",
			"--report",
			"60",
			"--consensus",
			"median",
			"--quorum",
			"5",
		])
		.await?;
	let run = |stage: &mut Stage, place: usize| {
		let url = format!("{}/rainfall", stage.models[place].url());
		let peers: Vec<_> = ALL
			.iter()
			.filter(|other| **other != place)
			.map(|other| format!("http://127.0.0.1:{}", stage.ports[*other]))
			.collect();
		let mut more = vec!["--schema", &schema, "--endpoint", &url];
		more.extend(peers.iter().flat_map(|peer| ["--peer", peer.as_str()]));
		stage.run(place, service, &more)
	};
	for place in AWAKE {
		run(stage, place)?;
	}
	let questions: Vec<_> = stations().into_iter().take(10).collect();
	let asked = stage.consume(service, &inputs(&questions)).await?;
	let ids = requests(&asked)?;
	forge(stage, ids[0], SLEEPER).await?;
	run(stage, SLEEPER)?;

	let settled = stage.settled(&ids).await?;
	stage.told.read(&stage.scene.view).await?;
	for settled in &settled {
		ensure!(settled.result.is_ok() && settled.answered == 5, "{settled:?}");
	}
	for id in &ids {
		let reports: Vec<_> =
			stage.told.reported.iter().filter(|report| report.request == *id).collect();
		let sum: u32 = reports.iter().map(|report| report.observations).sum();
		ensure!(sum == 5, "request {id}: {reports:?}");
		ensure!(reports.len() == 1, "request {id} was reported by several: {reports:?}");
	}
	Ok(())
}

/// Tells the second operator an answer in the name of one that has not signed it. It is refused for that
/// reason, and stays unknown.
async fn forge(stage: &Stage, request: RequestId, name: usize) -> Result<()> {
	let url = format!("http://127.0.0.1:{}/observations/{request}", stage.ports[1]);
	let call = |body| Call { url: &url, body, bearer: None, within: HTTP_WITHIN, most: 10_000 };
	let known = async || {
		let known = stage.client.ask(call(None)).await?;
		Ok::<_, anyhow::Error>(serde_json::from_slice::<Vec<PlainObservation>>(&known)?)
	};
	Deadline::after(SOON)
		.until("the signed answers of those who are there", async || {
			Ok::<_, anyhow::Error>((known().await?.len() == AWAKE.len()).then_some(()))
		})
		.await?;
	let forged = json!({
		"operator": account(&operator(name)),
		"answer": { "number": "1" },
		"signature": hex::encode(dev::eve().sign(b"rain").0),
	});
	let told = stage.client.ask(call(Some(forged.to_string().into_bytes()))).await;
	let refused = matches!(
		&told,
		Err(HttpError::Status { code: 400, words }) if words.contains("has not signed this")
	);
	ensure!(refused, "{told:?}");
	ensure!(known().await?.len() == AWAKE.len(), "a forged answer was taken");
	Ok(())
}
