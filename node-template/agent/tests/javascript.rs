//! A stock JavaScript client, @polkadot/api from npm, against the real node; and what renters' front ends
//! sign, byte for byte.

mod harness;

use anyhow::{ensure, Context, Result};
use harness::{Scene, SOON};
use serde_json::{json, Value};
use sp_arithmetic::Perbill;
use sp_core::{crypto::AccountId32, sr25519, ByteArray, Pair, H256};
use std::{
	fs,
	path::{Path, PathBuf},
	process::Command,
};
use tokio::sync::OnceCell;
use vajra_agent::local::{LocalError, Player, Process};
use vajra_primitives::rental::{
	wrapped, Conditions, Finish, OrderKind, OrderStatement, OrderTerms, Periods, Rating, Role,
	Settlement, Shares, SubTask, Verification,
};

const FILES: [&str; 4] = ["package.json", "package-lock.json", "check.mjs", "rental-messages.mjs"];

#[tokio::test(flavor = "multi_thread")]
async fn stock_client_reads_a_provider_and_transfers() -> Result<()> {
	let scene = Scene::start("javascript").await?;
	let folder = installed_client(scene.logs()).await?;
	scene.vendor().await?;
	let shipment = scene.cast.ship(Player::BOB, "first", 3).await?;
	let mut provider = scene.cast.provider(Player::CHARLIE, "first", &shipment)?;
	scene.claimed(Player::CHARLIE, 3).await?;

	let mut command = Command::new("node");
	command.current_dir(&folder).args([
		"check.mjs",
		&scene.node.url(),
		&Player::CHARLIE.account().to_string(),
	]);
	let mut check = spawn("client", &mut command, scene.logs())?;
	let seen = result(&mut check, &scene.logs().join("client.log")).await?;
	let record = scene.view.provider(&Player::CHARLIE.account()).await?.context("no provider")?;
	assert_eq!(seen["chips"], 3);
	assert_eq!(seen["aggregateKey"], format!("0x{}", hex::encode(record.aggregate_key)));
	assert!(seen["finalizedIn"].as_u64().is_some_and(|block| block > 0), "{seen}");
	assert!(provider.stop(SOON).await?.success());
	Ok(())
}

type Statement = OrderStatement<AccountId32, u32, Vec<SubTask<u32>>>;

/// An order for a deployment with a part of each width, checked in one of the ways there are.
fn statement(verification: Verification) -> Statement {
	let kind = OrderKind::InferenceDeployment {
		model: H256::repeat_byte(10),
		dataset: H256::repeat_byte(11),
		verification,
		tasks: vec![
			SubTask { weight: 13, replicas: 14, blocks: 15 },
			SubTask { weight: u32::MAX, replicas: 256, blocks: 1 << 24 },
		],
	};
	let parts = Perbill::from_parts;
	let terms = OrderTerms {
		renter: AccountId32::new([2; 32]),
		provider: AccountId32::new([3; 32]),
		payee: AccountId32::new([4; 32]),
		model: 5,
		chips: 6,
		price: 1 << 100,
		duration: 8,
		max_duration: u32::MAX,
		kind,
		key: [16; 32],
		rent: u128::MAX,
		deposit: 18,
		bond: 19,
		conditions: Conditions {
			periods: Periods {
				accept: 20,
				deliver: 21,
				confirm: 22,
				rate: 23,
				counter: 24,
				grace: 25,
				arbitration: 26,
				notice: 27,
			},
			shares: Shares {
				deposit: parts(28),
				bond: parts(29),
				penalty: parts(30),
				draw: parts(31),
				fee: Perbill::one(),
			},
		},
	};
	OrderStatement { genesis: H256::repeat_byte(1), order: u64::MAX / 3, terms }
}

fn hire() -> Statement {
	let mut hire = statement(Verification::Unverified);
	hire.terms.kind = OrderKind::TimeHire { image: H256::repeat_byte(9) };
	hire
}

fn hexed(bytes: impl AsRef<[u8]>) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// A statement as a front end writes it down.
fn statement_json(statement: &Statement) -> Value {
	let terms = &statement.terms;
	let kind = match &terms.kind {
		OrderKind::TimeHire { image } => json!({ "TimeHire": { "image": hexed(image) } }),
		OrderKind::InferenceDeployment { model, dataset, verification, tasks } => {
			let task = |task: &SubTask<u32>| json!({ "weight": task.weight, "replicas": task.replicas, "blocks": task.blocks });
			let verification = match verification {
				Verification::Proved(hash) => json!({ "Proved": hexed(hash) }),
				other => json!(format!("{other:?}")),
			};
			json!({ "InferenceDeployment": {
				"model": hexed(model),
				"dataset": hexed(dataset),
				"verification": verification,
				"tasks": tasks.iter().map(task).collect::<Vec<_>>(),
			} })
		}
	};
	let Conditions { periods, shares } = terms.conditions;
	json!({
		"genesis": hexed(statement.genesis),
		"order": statement.order.to_string(),
		"terms": {
			"renter": terms.renter.to_string(),
			"provider": terms.provider.to_string(),
			"payee": hexed(&terms.payee),
			"model": terms.model,
			"chips": terms.chips,
			"price": terms.price.to_string(),
			"duration": terms.duration,
			"maxDuration": terms.max_duration,
			"kind": kind,
			"key": hexed(terms.key),
			"rent": terms.rent.to_string(),
			"deposit": terms.deposit.to_string(),
			"bond": terms.bond.to_string(),
			"conditions": {
				"periods": {
					"accept": periods.accept,
					"deliver": periods.deliver,
					"confirm": periods.confirm,
					"rate": periods.rate,
					"counter": periods.counter,
					"grace": periods.grace,
					"arbitration": periods.arbitration,
					"notice": periods.notice,
				},
				"shares": {
					"deposit": shares.deposit.deconstruct(),
					"bond": shares.bond.deconstruct(),
					"penalty": shares.penalty.deconstruct(),
					"draw": shares.draw.deconstruct(),
					"fee": shares.fee.deconstruct(),
				},
			},
		},
	})
}

/// What the two sides of an order sign about it, and that as a front end writes it down.
fn signed_messages(order: H256) -> ([Rating; 2], [Finish<u32>; 2], Value) {
	let genesis = H256::repeat_byte(1);
	let roles = [Role::Renter, Role::Provider];
	let settlement =
		Settlement { rent: u128::MAX - 1, renter_score: 90, provider_score: 0, expires_at: 7 };
	let ratings = roles.map(|role| Rating { genesis, order, role, score: 100 });
	let finishes = roles.map(|role| Finish { genesis, order, role, settlement });
	let about = |role: Role| json!({ "genesis": hexed(genesis), "order": hexed(order), "role": format!("{role:?}") });
	let rated = roles.map(|role| {
		let mut message = about(role);
		message["score"] = json!(100);
		message
	});
	let finished = roles.map(|role| {
		let mut message = about(role);
		message["settlement"] = json!({
			"rent": settlement.rent.to_string(),
			"renterScore": settlement.renter_score,
			"providerScore": settlement.provider_score,
			"expiresAt": settlement.expires_at,
		});
		message
	});
	(ratings, finishes, json!({ "ratings": rated, "finishes": finished }))
}

/// What a front end has signed is this payload, plain and as wallets sign it.
fn check_signed(seen: &Value, payload: &[u8], signer: &sr25519::Public) -> Result<()> {
	assert_eq!(seen["payload"], hexed(payload));
	let signature = |name: &str| -> Result<sr25519::Signature> {
		let text = seen[name].as_str().context("no signature")?;
		let bytes = hex::decode(text.trim_start_matches("0x"))?;
		sr25519::Signature::from_slice(&bytes)
			.map_err(|()| anyhow::anyhow!("{text} is no signature"))
	};
	assert!(sr25519::Pair::verify(&signature("signature")?, payload, signer));
	assert!(sr25519::Pair::verify(&signature("wrapped")?, wrapped(payload), signer));
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn front_ends_and_the_chain_mean_the_same_messages() -> Result<()> {
	let work = tempfile::tempdir()?;
	let folder = installed_client(work.path()).await?;
	let statements = [
		hire(),
		statement(Verification::Unverified),
		statement(Verification::Sampled),
		statement(Verification::Replicated),
		statement(Verification::Proved(H256::repeat_byte(12))),
	];
	let (ratings, finishes, mut messages) = signed_messages(statements[0].hash());
	messages["secret"] = json!("//Bob");
	messages["statements"] = statements.iter().map(statement_json).collect();
	let file = work.path().join("messages.json");
	fs::write(&file, serde_json::to_vec(&messages)?)?;

	let mut command = Command::new("node");
	command.current_dir(&folder).arg("rental-messages.mjs").arg(&file);
	let mut program = spawn("messages", &mut command, work.path())?;
	let seen = result(&mut program, &work.path().join("messages.log")).await?;
	assert_eq!(seen["statements"].as_array().map(Vec::len), Some(statements.len()));
	for (n, statement) in statements.iter().enumerate() {
		assert_eq!(seen["statements"][n]["payload"], hexed(statement.payload()));
		assert_eq!(seen["statements"][n]["hash"], hexed(statement.hash()));
	}
	let signer = sr25519::Pair::from_string("//Bob", None)?.public();
	assert_eq!(seen["signer"], hexed(signer));
	for (n, (rating, finish)) in ratings.iter().zip(&finishes).enumerate() {
		check_signed(&seen["ratings"][n], &rating.payload(), &signer)?;
		check_signed(&seen["finishes"][n], &finish.payload(), &signer)?;
	}
	Ok(())
}

/// The object that a program of the client prints as one line of JSON before it ends.
async fn result(program: &mut Process, log: &Path) -> Result<Value> {
	let status = program.wait(SOON * 2).await?;
	let words = fs::read_to_string(log)?;
	ensure!(status.success(), "the client fails with {status}:\n{words}");
	// Warnings of the client may come after its result.
	words
		.lines()
		.rev()
		.find_map(|line| serde_json::from_str(line).ok().filter(Value::is_object))
		.with_context(|| format!("the client printed no result:\n{words}"))
}

/// The client, which the first test that asks installs.
async fn installed_client(logs: &Path) -> Result<PathBuf> {
	static CLIENT: OnceCell<PathBuf> = OnceCell::const_new();
	CLIENT.get_or_try_init(|| install_client(logs)).await.cloned()
}

/// Installs what the lock file names in a folder outside the source tree, once.
async fn install_client(logs: &Path) -> Result<PathBuf> {
	let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/javascript");
	let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("javascript");
	let stamp = folder.join("installed-lock.json");
	fs::create_dir_all(&folder)?;
	for file in FILES {
		fs::copy(source.join(file), folder.join(file)).with_context(|| file)?;
	}
	let lock = fs::read(source.join("package-lock.json"))?;
	if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
		return Ok(folder);
	}
	let mut command = Command::new("npm");
	command.current_dir(&folder).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
	let mut npm = spawn("npm", &mut command, logs)?;
	let status = npm.wait(SOON * 3).await?;
	ensure!(status.success(), "`npm ci` fails with {status}:\n{}", npm.log_tail());
	fs::write(&stamp, lock)?;
	Ok(folder)
}

fn spawn(name: &str, command: &mut Command, logs: &Path) -> Result<Process> {
	let log = logs.join(format!("{name}.log"));
	Process::spawn(name, command, &log).map_err(|error| match error {
		LocalError::ProgramMissing(program) => {
			let program = program.display();
			anyhow::anyhow!("no `{program}`: install Node.js 18 or later with npm")
		}
		other => other.into(),
	})
}
