//! Claims and answers that must not pass, as real extrinsics on a live chain: each fails with its
//! own named error and leaves the pallet's state as it was.

mod harness;

use anyhow::{bail, Context, Result};
use harness::{Scene, ROUNDS, SOON};
use sp_core::{sr25519::Pair, Blake2Hasher, Pair as _, H256};
use std::{collections::BTreeMap, time::Duration};
use subxt::{
	config::DefaultExtrinsicParamsBuilder,
	dynamic,
	error::{DispatchError, TransactionEventsError},
	ext::frame_decode::storage::encode_storage_key_prefix,
	rpcs::client::rpc_params,
	utils::AccountId32,
};
use vajra_agent::{
	chain::{Chain, ChipClaim, ManifestEntry, Signer, SubmitError},
	local::{ChainView, ChallengeRecord, Deadline, Player, PALLET},
};
use vajra_primitives::{
	manifest_leaf, CatStatement, ChipKey, ChipSignature, ModelId, Possession, SerialHash,
};

const OWNER: Player = Player::CHARLIE;
const OTHER: Player = Player::DAVE;

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

/// All of the pallet's state and all balances on hold. Of what the pallet's hook moves in each
/// round, the network's power is in it as a sum.
async fn state(chain: &Chain, view: &ChainView) -> Result<BTreeMap<String, String>> {
	let hash: H256 = view.rpc().request("chain_getBlockHash", rpc_params![]).await?;
	let prefix = |pallet: &str, entry: &str| {
		format!("0x{}", hex::encode(encode_storage_key_prefix(pallet, entry)))
	};
	let moved =
		["Challenge", "PreviousChallenge", "NetworkPower"].map(|entry| prefix(PALLET, entry));
	let pallet = &prefix(PALLET, "Providers")[..2 + 32];
	let holds = &prefix("Balances", "Holds")[..];
	let mut state = BTreeMap::new();
	for start in [pallet, holds] {
		let keys: Vec<String> = view
			.rpc()
			.request("state_getKeysPaged", rpc_params![start, 1_000, None::<String>, hash])
			.await?;
		assert!(!keys.is_empty(), "no state under {start}");
		for key in keys.into_iter().filter(|key| !moved.iter().any(|entry| key.starts_with(entry)))
		{
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
		("no chip", main_id, vec![], "NoClaims"),
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
	let due = view.provider(&owner).await?.context("the owner has no record")?.due_from;
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
