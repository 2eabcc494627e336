//! Input that must not pass, as real extrinsics on a live chain: each fails with its own named error
//! and leaves the pallet's state as it was. The agent's commands refuse it in words.

mod harness;

use anyhow::{bail, Context, Result};
use harness::{complaint, Scene, ROUNDS, SOON};
use sp_core::{sr25519::Pair, Blake2Hasher, Pair as _, H256};
use std::{collections::BTreeMap, net::TcpListener, time::Duration};
use subxt::{
	config::DefaultExtrinsicParamsBuilder,
	dynamic,
	error::{DispatchError, TransactionEventsError},
	ext::frame_decode::storage::encode_storage_key_prefix,
	rpcs::client::rpc_params,
	utils::AccountId32,
};
use tokio::sync::Mutex;
use vajra_agent::{
	chain::{Chain, ChipClaim, ManifestEntry, Signer, SubmitError, Until},
	local::{ChainView, ChallengeRecord, Deadline, Player, PALLET},
};
use vajra_primitives::{
	manifest_leaf, CatStatement, ChipKey, ChipSignature, ModelId, Possession, SerialHash, Transfer,
};

const OWNER: Player = Player::CHARLIE;
const OTHER: Player = Player::DAVE;
/// Owns nothing.
const STRANGER: Player = Player::EVE;

/// One chain at a time: rounds are short, and a busy machine must not cost an answer.
static TURN: Mutex<()> = Mutex::const_new(());

/// A chip whose key is at hand. One chip's part of an aggregate signature over an answer in which
/// all others are absent is an ordinary signature, so no more is needed here.
struct Chip {
	pair: Option<Pair>,
	key: ChipKey,
	serial: SerialHash,
}

impl Chip {
	fn new(number: u8) -> Self {
		let pair = Pair::from_seed(&[number; 32]);
		let key = pair.public();
		Self { pair: Some(pair), key, serial: H256::repeat_byte(number) }
	}

	/// A chip with the identity point as its key: anyone could sign for it.
	fn identity() -> Self {
		Self { pair: None, key: ChipKey::from_raw([0; 32]), serial: H256::repeat_byte(0xff) }
	}

	fn sign(&self, message: &[u8]) -> ChipSignature {
		self.pair.as_ref().map(|pair| pair.sign(message)).unwrap_or_default()
	}

	/// The proof of possession for an account's claim number `claim`.
	fn possession(&self, genesis: H256, provider: &AccountId32, claim: u32) -> ChipSignature {
		let provider = *provider;
		self.sign(&Possession { genesis, provider, claim, chip: self.key }.payload())
	}

	fn answer(&self, statement: &CatStatement<AccountId32>) -> [u8; 64] {
		self.sign(&statement.payload()).0
	}
}

/// A shipment's tree.
struct Tree(Vec<Vec<u8>>);

impl Tree {
	fn new(model: ModelId, chips: &[&Chip]) -> Self {
		Self(chips.iter().map(|chip| manifest_leaf(model, &chip.serial, &chip.key)).collect())
	}

	fn root(&self) -> H256 {
		binary_merkle_tree::merkle_root::<Blake2Hasher, _>(&self.0)
	}

	fn entry(&self, leaf: u32, chip: &Chip) -> ManifestEntry {
		let proof = binary_merkle_tree::merkle_proof::<Blake2Hasher, _, _>(&self.0, leaf);
		ManifestEntry { key: chip.key, serial: chip.serial, leaf, proof: proof.proof }
	}
}

fn claim(entry: ManifestEntry, possession: ChipSignature) -> ChipClaim {
	ChipClaim { entry, encrypted_key: vec![1; 40], possession }
}

/// The name of the error that a submission met.
fn error_name<T: std::fmt::Debug>(result: Result<T, SubmitError>) -> Result<String> {
	match result {
		Err(error) => match error.attestation_error() {
			Some(name) => Ok(name.to_owned()),
			None => Err(error.into()),
		},
		Ok(done) => bail!("it was accepted: {done:?}"),
	}
}

/// The account with the validators' pot, into which every fee goes.
fn fee_pot() -> String {
	let mut account = [0; 32];
	account[..12].copy_from_slice(b"modlvaj/dpos");
	hex::encode(account)
}

/// All of the pallet's state and all balances on hold, but for fees. Of what the pallet's hook moves
/// in each round, the network's power is in it as a sum.
async fn state(chain: &Chain, view: &ChainView) -> Result<BTreeMap<String, String>> {
	let hash: H256 = view.rpc().request("chain_getBlockHash", rpc_params![]).await?;
	let prefix = |pallet: &str, entry: &str| {
		format!("0x{}", hex::encode(encode_storage_key_prefix(pallet, entry)))
	};
	let moved = ["Challenge", "PreviousChallenge", "NetworkPower", "Pots"]
		.map(|entry| prefix(PALLET, entry));
	let pallet = &prefix(PALLET, "Providers")[..2 + 32];
	let holds = &prefix("Balances", "Holds")[..];
	let mut state = BTreeMap::new();
	for start in [pallet, holds] {
		let keys: Vec<String> = view
			.rpc()
			.request("state_getKeysPaged", rpc_params![start, 1_000, None::<String>, hash])
			.await?;
		assert!(!keys.is_empty(), "no state under {start}");
		let stays = |key: &String| {
			!moved.iter().any(|entry| key.starts_with(entry)) && !key.ends_with(&fee_pot())
		};
		for key in keys.into_iter().filter(stays) {
			let value = view.rpc().request("state_getStorage", rpc_params![&key, hash]).await?;
			state.insert(key, value);
		}
	}
	let power = chain.best().await?.network_power().await?;
	let waiting: u128 = power.warming.iter().map(|(_, power)| power).sum();
	state.insert("the network's power".into(), (power.mature + waiting).to_string());
	Ok(state)
}

/// A `prove` call with its expected outcome: an error's name (`A or B` where both are right), or
/// none.
struct Answer {
	case: &'static str,
	round: u32,
	absent: Vec<u32>,
	signature: [u8; 64],
	error: Option<&'static str>,
}

/// Sends answers of one account at once and compares what becomes of them.
async fn send(view: &ChainView, signer: &Signer, answers: &[Answer]) -> Result<()> {
	let best = view.at_best().await?;
	let mut nonce = best.tx().account_nonce(&signer.public_key().to_account_id()).await?;
	let mut sent = Vec::new();
	for answer in answers {
		let Answer { case, round, absent, signature, .. } = answer;
		let call =
			dynamic::transaction(PALLET, "prove", (*round, absent.clone(), signature.to_vec()));
		let params = DefaultExtrinsicParamsBuilder::new().nonce(nonce).build();
		let transaction = best.tx().create_signed(&call, signer, params).await.context(*case)?;
		sent.push((answer, transaction.submit_and_watch().await.context(*case)?));
		nonce += 1;
	}
	for (answer, progress) in sent {
		let case = answer.case;
		let in_block = tokio::time::timeout(SOON, progress.wait_for_finalized())
			.await
			.with_context(|| format!("{case}: not finalised in time"))?
			.context(case)?;
		let seen = match in_block.wait_for_success().await {
			Ok(_) => None,
			Err(TransactionEventsError::ExtrinsicFailed(DispatchError::Module(error))) => {
				let details = error.details()?;
				assert_eq!(details.pallet.name(), PALLET, "{case}: {error}");
				Some(details.variant.name.clone())
			}
			Err(error) => return Err(anyhow::Error::from(error).context(case)),
		};
		let expected = match (&seen, answer.error) {
			(None, None) => true,
			(Some(seen), Some(names)) => names.split(" or ").any(|name| name == seen),
			_ => false,
		};
		assert!(expected, "{case}: {seen:?} instead of {:?}", answer.error);
	}
	Ok(())
}

/// Waits until a block is reached.
async fn block(view: &ChainView, number: u64) -> Result<()> {
	Deadline::after(SOON)
		.until(&format!("block {number}"), async || {
			Ok((view.head().await?.best >= number).then_some(()))
		})
		.await
}

/// Waits for a challenge of `round` or a later one, just opened.
async fn fresh_challenge(view: &ChainView, round: u32) -> Result<ChallengeRecord> {
	Deadline::after(ROUNDS)
		.until(&format!("a challenge of round {round} or later"), async || {
			let challenge = view.challenge().await?.filter(|challenge| challenge.round >= round);
			// Enough of the window must be left to get transactions into it.
			let best = view.head().await?.best;
			Ok(challenge.filter(|challenge| best <= u64::from(challenge.opened_at) + 1))
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_by_name_and_changes_nothing() -> Result<()> {
	let _turn = TURN.lock().await;
	let scene = Scene::start("bad_input").await?;
	let view = &scene.view;
	let chain = Chain::connect(&scene.node.url(), Some(Duration::from_secs(60))).await?;
	let genesis = view.genesis();
	let (owner, other) = (OWNER.account(), OTHER.account());
	let vendor = Player::BOB.pair();

	// One model; a manifest with everything, one with a single chip, one that soon expires.
	chain.register_vendor(&Player::ALICE.pair(), &Player::BOB.account(), "Vendor").await?;
	let (model, _) = chain.register_model(&vendor, "model", 10).await?;
	let own = [1, 2, 3].map(Chip::new);
	let [others, revoked, spare, stray, late] = [4, 5, 6, 7, 8].map(Chip::new);
	let identity = Chip::identity();
	let main = Tree::new(model, &[&own[0], &own[1], &own[2], &others, &revoked, &spare, &identity]);
	let single = Tree::new(model, &[&stray]);
	let expiring = Tree::new(model, &[&late]);
	let best = u32::try_from(view.head().await?.best)?;
	let far = best + 100_000;
	let (main_id, _) = chain.publish_manifest(&vendor, model, main.root(), 7, far).await?;
	let (single_id, _) = chain.publish_manifest(&vendor, model, single.root(), 1, far).await?;
	let expiry = u32::try_from(view.head().await?.best)? + 15;
	let (expiring_id, _) =
		chain.publish_manifest(&vendor, model, expiring.root(), 1, expiry).await?;

	let first = |leaf: u32, chip: &Chip, provider: &AccountId32| {
		claim(main.entry(leaf, chip), chip.possession(genesis, provider, 0))
	};
	let claims = (0u32..).zip(&own).map(|(leaf, chip)| first(leaf, chip, &owner)).collect();
	chain.claim_chips(&OWNER.pair(), main_id, claims).await?;
	chain.claim_chips(&OTHER.pair(), main_id, vec![first(3, &others, &other)]).await?;
	chain.revoke_chip(&vendor, main_id, main.entry(4, &revoked)).await?;
	block(view, u64::from(expiry)).await?;

	// Claims.
	let before = state(&chain, view).await?;
	// The owner's next claim is its second, number 1.
	let good =
		|leaf: u32, chip: &Chip| claim(main.entry(leaf, chip), chip.possession(genesis, &owner, 1));
	let shown = |possession| vec![claim(main.entry(5, &spare), possession)];
	let foreign = Possession { genesis, provider: owner, claim: 1, chip: spare.key };
	let late_claim = claim(expiring.entry(0, &late), late.possession(genesis, &owner, 1));
	let elsewhere = H256::repeat_byte(7);
	let cases = [
		("another manifest's proof", single_id, vec![good(5, &spare)], "InvalidManifestProof"),
		("a revoked chip", main_id, vec![good(4, &revoked)], "ChipRevoked"),
		("an expired manifest", expiring_id, vec![late_claim], "ManifestExpired"),
		(
			"possession shown by a foreign chip",
			main_id,
			shown(stray.sign(&foreign.payload())),
			"InvalidPossession",
		),
		(
			"possession shown for another provider",
			main_id,
			shown(spare.possession(genesis, &other, 1)),
			"InvalidPossession",
		),
		(
			"possession shown on another chain",
			main_id,
			shown(spare.possession(elsewhere, &owner, 1)),
			"InvalidPossession",
		),
		(
			"possession shown for an earlier claim",
			main_id,
			shown(spare.possession(genesis, &owner, 0)),
			"InvalidPossession",
		),
		("the identity as a key", main_id, vec![good(6, &identity)], "IdentityKey"),
		("a chip that is claimed", main_id, vec![good(3, &others)], "ChipAlreadyClaimed"),
		("a chip twice", main_id, vec![good(5, &spare), good(5, &spare)], "ChipAlreadyClaimed"),
		(
			"a good chip and a bad one",
			main_id,
			vec![good(5, &spare), good(4, &revoked)],
			"ChipRevoked",
		),
		("no chip", main_id, vec![], "NoChips"),
	];
	for (case, manifest, claims, error) in cases {
		let result = chain.claim_chips(&OWNER.pair(), manifest, claims).await;
		assert_eq!(error_name(result).context(case)?, error, "{case}");
		assert_eq!(state(&chain, view).await?, before, "{case} changed the state");
	}

	// Answers. The owner's chips 0 and 1 are absent throughout: chip 2 signs alone.
	let statement =
		|challenge: &ChallengeRecord, provider: &AccountId32, absent: &[u32]| CatStatement {
			genesis,
			provider: *provider,
			round: challenge.round,
			seed: H256(challenge.seed),
			absent: absent.to_vec(),
		};
	let record = chain.best().await?.provider(&owner).await?.context("the owner has no record")?;
	let due = record.due_from.context("the owner's power never counts")?;
	let good_answer =
		|challenge: &ChallengeRecord| own[2].answer(&statement(challenge, &owner, &[0, 1]));
	let answer = |case, round, absent: &[u32], signature, error: &'static str| Answer {
		case,
		round,
		absent: absent.to_vec(),
		signature,
		error: Some(error).filter(|error| !error.is_empty()),
	};

	// A round in which all is well, so that there is something to replay.
	let first = fresh_challenge(view, due).await?;
	let (round, used) = (first.round, good_answer(&first));
	let answers = [
		answer("a good answer", round, &[0, 1], used, ""),
		answer("a second answer", round, &[0, 1], used, "AlreadyProved"),
	];
	send(view, &OWNER.pair(), &answers).await?;

	let second = fresh_challenge(view, round + 1).await?;
	let before = state(&chain, view).await?;
	let round = second.round;
	let good = good_answer(&second);
	let elsewhere =
		CatStatement { genesis: H256::repeat_byte(7), ..statement(&second, &owner, &[0, 1]) };
	let last_round = CatStatement { round: first.round, ..statement(&second, &owner, &[0, 1]) };
	let bad = [
		answer("another round's answer", round, &[0, 1], used, "InvalidSignature"),
		answer(
			"an answer that names another round",
			round,
			&[0, 1],
			own[2].answer(&last_round),
			"InvalidSignature",
		),
		answer(
			"another provider's answer",
			round,
			&[],
			others.answer(&statement(&second, &other, &[])),
			"InvalidSignature",
		),
		answer(
			"an answer that names another provider",
			round,
			&[0, 1],
			own[2].answer(&statement(&second, &other, &[0, 1])),
			"InvalidSignature",
		),
		answer(
			"another chain's answer",
			round,
			&[0, 1],
			own[2].answer(&elsewhere),
			"InvalidSignature",
		),
		answer("an answer with another absent list", round, &[0], good, "InvalidSignature"),
		answer("a closed round", first.round, &[0, 1], used, "WrongRound"),
		answer(
			"all chips absent",
			round,
			&[0, 1, 2],
			own[2].answer(&statement(&second, &owner, &[0, 1, 2])),
			"AllChipsAbsent",
		),
		answer(
			"unsorted absentees",
			round,
			&[1, 0],
			own[2].answer(&statement(&second, &owner, &[1, 0])),
			"AbsentNotSorted",
		),
		answer(
			"repeated absentees",
			round,
			&[0, 0],
			own[2].answer(&statement(&second, &owner, &[0, 0])),
			"AbsentNotSorted",
		),
		answer(
			"an absentee that is no chip",
			round,
			&[0, 9],
			own[2].answer(&statement(&second, &owner, &[0, 9])),
			"UnknownChip",
		),
	];
	send(view, &OWNER.pair(), &bad).await?;
	assert_eq!(state(&chain, view).await?, before, "a refused answer changed the state");

	// Too late with the right answer; the next challenge may have opened by then.
	block(view, u64::from(second.closes_at)).await?;
	let late = [answer("a late answer", round, &[0, 1], good, "WindowClosed or WrongRound")];
	send(view, &OWNER.pair(), &late).await?;
	assert_eq!(state(&chain, view).await?, before, "a late answer changed the state");
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_departures_backing_and_rewards_are_refused_by_name() -> Result<()> {
	let _turn = TURN.lock().await;
	let scene = Scene::start("bad_departures").await?;
	let view = &scene.view;
	let chain = Chain::connect(&scene.node.url(), Some(Duration::from_secs(60))).await?;
	let genesis = view.genesis();
	let (owner, other) = (OWNER.account(), OTHER.account());
	let (owner_key, stranger_key) = (OWNER.pair(), STRANGER.pair());
	let vendor = Player::BOB.pair();

	chain.register_vendor(&Player::ALICE.pair(), &Player::BOB.account(), "Vendor").await?;
	let (model, _) = chain.register_model(&vendor, "model", 10).await?;
	let own = [1, 2].map(Chip::new);
	let [others, spare] = [3, 4].map(Chip::new);
	let tree = Tree::new(model, &[&own[0], &own[1], &others, &spare]);
	let far = u32::try_from(view.head().await?.best)? + 100_000;
	let (id, _) = chain.publish_manifest(&vendor, model, tree.root(), 4, far).await?;
	let first = |leaf: u32, chip: &Chip, provider: &AccountId32| {
		claim(tree.entry(leaf, chip), chip.possession(genesis, provider, 0))
	};
	let claims = (0u32..).zip(&own).map(|(leaf, chip)| first(leaf, chip, &owner)).collect();
	chain.claim_chips(&owner_key, id, claims).await?;
	chain.claim_chips(&OTHER.pair(), id, vec![first(2, &others, &other)]).await?;
	let before = state(&chain, view).await?;

	// An answer is owed while the challenge is open, and no chip leaves before it.
	let record = chain.best().await?.provider(&owner).await?.context("the owner has no record")?;
	let due = record.due_from.context("the owner's power never counts")?;
	let challenge = fresh_challenge(view, due).await?;
	let round = challenge.round;
	let result = chain.retire_chips(&owner_key, vec![0]).await;
	assert_eq!(error_name(result)?, "AnswerOwed");
	assert_eq!(state(&chain, view).await?, before, "a refused retirement changed the state");
	// Both answer, so that nothing happens to either of them meanwhile. Chip 1 is absent: chip 0
	// signs alone.
	let statement = |provider: &AccountId32, absent: &[u32]| CatStatement {
		genesis,
		provider: *provider,
		round,
		seed: H256(challenge.seed),
		absent: absent.to_vec(),
	};
	let prove = |player: Player, chip: &Chip, absent: Vec<u32>| {
		let signature = chip.answer(&statement(&player.account(), &absent));
		let chain = &chain;
		async move {
			let signature = ChipSignature::from_raw(signature);
			chain.prove(&player.pair(), round, absent, signature).await
		}
	};
	tokio::try_join!(prove(OWNER, &own[0], vec![1]), prove(OTHER, &others, vec![]))?;

	let before = state(&chain, view).await?;
	let retire = |indices: &[u32]| chain.retire_chips(&owner_key, indices.to_vec());
	let reward = |rounds: &[u32]| chain.claim_rewards(&owner_key, rounds.to_vec(), Until::InBlock);
	let report = |round, account| chain.report_absence(&stranger_key, round, account, None);
	let transfer = |chip: &Chip, from: &AccountId32, claim: u32, seed: H256| {
		let (from, to) = (*from, owner);
		chip.sign(&Transfer { genesis, from, to, claim, chip: chip.key, seed }.payload())
	};
	let seed = H256(challenge.seed);
	let take = async |chip: &Chip, possession| {
		chain.take_over_chip(&owner_key, &chip.key, possession).await
	};
	let cases = [
		// First, while the round is open.
		("a reward of an open round", error_name(reward(&[round]).await)?, "RoundNotSettled"),
		("a chip of nobody retires", error_name(retire(&[0, 2]).await)?, "UnknownChip"),
		(
			"a stranger's absence",
			error_name(report(round, &STRANGER.account()).await)?,
			"ProviderNotFound or RoundStillOpen",
		),
		("no chip retires", error_name(retire(&[]).await)?, "NoChips"),
		("unsorted chips retire", error_name(retire(&[1, 0]).await)?, "IndicesNotSorted"),
		("a chip retires twice", error_name(retire(&[0, 0]).await)?, "IndicesNotSorted"),
		(
			"a stranger's chip retires",
			error_name(chain.retire_chips(&stranger_key, vec![0]).await)?,
			"ProviderNotFound",
		),
		(
			"nothing waits to be withdrawn",
			error_name(chain.withdraw_collateral(&stranger_key, &owner).await)?,
			"NothingToWithdraw",
		),
		(
			"a stranger's collateral",
			error_name(chain.withdraw_collateral(&owner_key, &STRANGER.account()).await)?,
			"ProviderNotFound",
		),
		("no validator", error_name(chain.back(&owner_key, Some(&other)).await)?, "NotBackable"),
		(
			"a stranger backs",
			error_name(chain.back(&stranger_key, Some(&Player::ALICE.account())).await)?,
			"ProviderNotFound",
		),
		(
			"nothing for the pot",
			error_name(chain.fund_rewards(&owner_key, 0).await)?,
			"NothingToFund",
		),
		("no round's reward", error_name(reward(&[]).await)?, "RewardNotFound"),
		(
			"a reward not earned",
			error_name(chain.claim_rewards(&stranger_key, vec![round], Until::InBlock).await)?,
			"RewardNotFound",
		),
		("a round that never was", error_name(reward(&[round + 7]).await)?, "RewardNotFound"),
		("a round to come", error_name(report(round + 7, &owner).await)?, "RoundNotReportable"),
		(
			"a chip of nobody changes hands",
			error_name(take(&spare, transfer(&spare, &other, 1, seed)).await)?,
			"UnknownChip",
		),
		(
			"a chip of one's own",
			error_name(take(&own[0], transfer(&own[0], &other, 1, seed)).await)?,
			"ChipAlreadyClaimed",
		),
		(
			"another chip's signature",
			error_name(take(&others, transfer(&spare, &other, 1, seed)).await)?,
			"InvalidPossession",
		),
		(
			"a signature from an earlier claim",
			error_name(take(&others, transfer(&others, &other, 0, seed)).await)?,
			"InvalidPossession",
		),
		(
			"a signature from an earlier challenge",
			error_name(take(&others, transfer(&others, &other, 1, H256::zero())).await)?,
			"InvalidPossession",
		),
		(
			"a signature from another owner",
			error_name(take(&others, transfer(&others, &STRANGER.account(), 1, seed)).await)?,
			"InvalidPossession",
		),
		(
			"a proof of possession instead",
			error_name(take(&others, others.possession(genesis, &owner, 1)).await)?,
			"InvalidPossession",
		),
	];
	for (case, seen, expected) in cases {
		assert!(expected.split(" or ").any(|name| name == seen), "{case}: {seen}, not {expected}");
	}
	assert_eq!(state(&chain, view).await?, before, "a refused call changed the state");

	// The same in the agent's words.
	let taken = TcpListener::bind("127.0.0.1:0")?;
	let taken = taken.local_addr()?.to_string();
	let work = scene.cast.work().join("refused").display().to_string();
	let other_text = other.to_string();
	let cases: [(&[&str], &[&str]); 7] = [
		(&["provider", "back", "--validator", &other_text], &["NotBackable"]),
		(&["provider", "retire", "7"], &["2 chips", "none of them: 7"]),
		(&["provider", "retire", "serial:NONE"], &["none of them: NONE"]),
		(&["provider", "retire", "seven"], &["chip 1", "seven"]),
		(&["provider", "withdraw"], &["retire chips first"]),
		(&["rewards", "fund", "--amount", "0.00"], &["above 0"]),
		(
			&["watcher", "run", "--state", &work, "--metrics-addr", &taken],
			&["--metrics-addr", &taken],
		),
	];
	for (args, parts) in cases {
		let words = complaint(&scene.cast, OWNER, args).await?;
		for part in parts {
			assert!(words.contains(part), "{args:?}: no {part} in {words}");
		}
	}
	assert_eq!(state(&chain, view).await?, before, "a refused command changed the state");
	Ok(())
}
