//! A chain of this runtime without a node: genesis from a preset, blocks with real VRF outputs,
//! timestamps and signatures, and the state's checks after each block.

use crate::{
	constants::time::{EPOCH_DURATION_IN_SLOTS, SLOT_DURATION},
	genesis_config_presets, AccountId, Babe, Balance, Balances, BlockNumber, Executive, Hash,
	Header, Runtime, RuntimeCall, RuntimeEvent, RuntimeGenesisConfig, Session, SessionKeys,
	SignedPayload, System, TxExtension, UncheckedExtrinsic,
};
use codec::Encode;
use frame_support::genesis_builder_helper::build_state;
use serde_json::{json, Value};
use sp_consensus_babe::{
	digests::{CompatibleDigestItem, PreDigest, SecondaryVRFPreDigest},
	AuthorityPair, Slot,
};
use sp_core::crypto::VrfSecret;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::{DigestItem, Era},
	traits::Header as _,
	ApplyExtrinsicResult, Digest, MultiSignature,
};
use std::cell::Cell;

/// The slot of block 1: some time after 1970, as on a real chain.
const FIRST_SLOT: u64 = 1_000_000;

/// The whole configuration of a preset: its patch over the default.
pub fn genesis_json(preset: &str) -> Value {
	let mut json = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
	let patch = genesis_config_presets::get_preset(&preset.into()).unwrap();
	merge(&mut json, &serde_json::from_slice(&patch).unwrap());
	json
}

/// Merges a patch (RFC 7396) into a JSON value.
pub fn merge(target: &mut Value, patch: &Value) {
	let Value::Object(patch) = patch else {
		*target = patch.clone();
		return;
	};
	if !target.is_object() {
		*target = json!({});
	}
	let target = target.as_object_mut().unwrap();
	for (key, value) in patch {
		if value.is_null() {
			target.remove(key);
		} else {
			merge(target.entry(key.clone()).or_insert(Value::Null), value);
		}
	}
}

/// A chain at its genesis block, built through the runtime's own genesis builder.
pub fn new_chain(preset: &str) -> sp_io::TestExternalities {
	new_chain_of(&genesis_json(preset))
}

/// A chain at the genesis block of a whole configuration.
pub fn new_chain_of(genesis: &Value) -> sp_io::TestExternalities {
	let mut ext = sp_io::TestExternalities::default();
	ext.execute_with(|| {
		build_state::<RuntimeGenesisConfig>(genesis.to_string().into_bytes()).unwrap();
		// What the client stores with the genesis block.
		frame_system::BlockHash::<Runtime>::insert(0, genesis_hash());
	});
	ext
}

/// Hash that stands for block 0's.
pub fn genesis_hash() -> Hash {
	Hash::repeat_byte(0x47)
}

/// BABE's key pair of a validator with development keys.
pub fn babe_pair(validator: &AccountId) -> AuthorityPair {
	Sr25519Keyring::from_account_id(validator).unwrap().pair().into()
}

/// Whether a block in this slot would open an epoch.
fn opens_epoch(slot: Slot) -> bool {
	*Babe::genesis_slot() != 0 && *slot >= *Babe::current_epoch_start() + EPOCH_DURATION_IN_SLOTS
}

/// The validators that may author in a slot, with their places: all but those that are disabled. The
/// block that opens an epoch is one of that epoch's validators'.
fn able(slot: Slot) -> Vec<(u32, AccountId)> {
	let jailed = |account: &AccountId| {
		let candidate = pallet_dpos::Candidates::<Runtime>::get(account);
		candidate.is_some_and(|candidate| candidate.jailed_until.is_some())
	};
	let (validators, disabled) = if opens_epoch(slot) {
		let queued = Session::queued_keys().into_iter().map(|(account, _)| account);
		let queued: Vec<_> = queued.collect();
		// Session disables them anew as it starts, unless they are too many of the set.
		let out = (0..).zip(&queued).filter(|(_, account)| jailed(account));
		let out = out.map(|(index, _)| index).take((queued.len() - 1) / 3).collect();
		(queued, out)
	} else {
		(Session::validators(), Session::disabled_validators())
	};
	(0..).zip(validators).filter(|(index, _)| !disabled.contains(index)).collect()
}

/// The validator whose turn a slot is here: round-robin, to have each of them author, but for those
/// that are disabled.
fn author(slot: Slot) -> (u32, AccountId) {
	let able = able(slot);
	able[*slot as usize % able.len()].clone()
}

/// The digest with which a validator claims a slot.
pub fn claim_slot(slot: Slot, index: u32, pair: &AuthorityPair) -> Digest {
	// The block may open an epoch, whose randomness has been announced by the last one.
	let genesis = match *Babe::genesis_slot() {
		0 => slot,
		_ => Babe::genesis_slot(),
	};
	let epoch = sp_consensus_babe::epoch_index(slot, genesis, EPOCH_DURATION_IN_SLOTS);
	let randomness = if epoch > Babe::epoch_index() {
		Babe::next_epoch().randomness
	} else {
		Babe::randomness()
	};
	let sign_data = sp_consensus_babe::make_vrf_sign_data(&randomness, slot, epoch);
	let claim = PreDigest::SecondaryVRF(SecondaryVRFPreDigest {
		authority_index: index,
		slot,
		vrf_signature: pair.as_ref().vrf_sign(&sign_data),
	});
	Digest { logs: vec![<DigestItem as CompatibleDigestItem>::babe_pre_digest(claim)] }
}

/// The slot after the one of the block made last.
pub fn next_slot() -> Slot {
	match *Babe::current_slot() {
		0 => FIRST_SLOT.into(),
		slot => (slot + 1).into(),
	}
}

/// Opens the next block in a slot, by the validator whose turn it is.
pub fn open_block(slot: Slot) {
	let (index, validator) = author(slot);
	open_block_by(slot, index, &validator);
}

/// Opens a block that can take reports of a validator: not one of its own, which it must not finish
/// once it is disabled, and not one that opens an epoch.
pub fn open_block_for_report_of(offender: Sr25519Keyring) {
	let fits = |slot| author(slot).1 != offender.to_account_id() && !opens_epoch(slot);
	while !fits(next_slot()) {
		make_block(vec![]);
	}
	open_block(next_slot());
}

/// Makes a block in the next slot, by the next of those validators that are not `silent`.
#[cfg(feature = "fast-runtime")]
pub fn make_block_without(silent: &[Sr25519Keyring]) {
	let slot = next_slot();
	let mut able = able(slot);
	able.retain(|(_, account)| silent.iter().all(|silent| silent.to_account_id() != *account));
	let (index, validator) = &able[*slot as usize % able.len()];
	open_block_by(slot, *index, validator);
	close_block();
}

/// Opens the next block in a slot, by a validator, and sets its time.
pub fn open_block_by(slot: Slot, index: u32, validator: &AccountId) {
	let number = System::block_number() + 1;
	let parent = frame_system::BlockHash::<Runtime>::get(number - 1);
	let digest = claim_slot(slot, index, &babe_pair(validator));
	let header = Header::new(number, Default::default(), Default::default(), parent, digest);
	Executive::initialize_block(&header);
	let now = *slot * SLOT_DURATION;
	let time = UncheckedExtrinsic::new_bare(pallet_timestamp::Call::set { now }.into());
	Executive::apply_extrinsic(time).unwrap().unwrap();
}

/// Closes the open block, records its hash as the client would, and checks the state.
pub fn close_block() -> Header {
	let header = Executive::finalize_block();
	frame_system::BlockHash::<Runtime>::insert(header.number(), header.hash());
	if CHECKED.get() {
		check_state();
	}
	header
}

thread_local! {
	static CHECKED: Cell<bool> = const { Cell::new(true) };
}

/// Makes blocks after which nothing is checked: where something else does, or must not hold.
pub fn without_checks<R>(make: impl FnOnce() -> R) -> R {
	CHECKED.set(false);
	let made = make();
	CHECKED.set(true);
	made
}

/// Makes a block in the next slot with the given signed calls, each of which must be included. Session
/// fills the block that opens an epoch, so that calls go into the one after it.
pub fn make_block(calls: Vec<(Sr25519Keyring, RuntimeCall)>) -> Vec<ApplyExtrinsicResult> {
	if !calls.is_empty() && opens_epoch(next_slot()) {
		make_block(vec![]);
	}
	open_block(next_slot());
	let results = calls
		.into_iter()
		.map(|(signer, call)| Executive::apply_extrinsic(signed(signer, call)))
		.collect();
	close_block();
	results
}

/// Makes empty blocks up to a height.
pub fn run_to(height: BlockNumber) {
	while System::block_number() < height {
		make_block(vec![]);
	}
}

/// A call signed as a wallet signs it.
pub fn signed(signer: Sr25519Keyring, call: RuntimeCall) -> UncheckedExtrinsic {
	tipped(signer, call, 0)
}

/// A signed call with a tip, in planck.
pub fn tipped(signer: Sr25519Keyring, call: RuntimeCall, tip: Balance) -> UncheckedExtrinsic {
	let account = signer.to_account_id();
	let extension: TxExtension = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::immortal()),
		frame_system::CheckNonce::from(System::account_nonce(&account)),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(tip),
		frame_system::WeightReclaim::new(),
	);
	let payload = SignedPayload::new(call.clone(), extension.clone()).unwrap();
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		account.into(),
		MultiSignature::Sr25519(signature),
		extension,
	)
}

/// The session keys of a validator with development keys.
pub fn session_keys(validator: Sr25519Keyring) -> SessionKeys {
	let finality = sp_keyring::Ed25519Keyring::iter()
		.find(|key| key.to_string() == validator.to_string())
		.unwrap();
	SessionKeys { babe: validator.public().into(), grandpa: finality.public().into() }
}

/// Whether an event was deposited since the open block began.
pub fn happened(wanted: impl Fn(&RuntimeEvent) -> bool) -> bool {
	System::events().iter().any(|record| wanted(&record.event))
}

/// Checks that hold between all pallets: the accounts add up to the issuance.
pub fn check_state() {
	let held: Balance = frame_system::Account::<Runtime>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum();
	assert_eq!(held, Balances::total_issuance());
	crate::ComputeAttestation::do_try_state().unwrap();
	crate::RentalEscrow::do_try_state().unwrap();
	crate::ServiceRegistry::do_try_state().unwrap();
	crate::Dpos::do_try_state().unwrap();
	crate::TokenEmission::do_try_state().unwrap();
	#[cfg(feature = "try-runtime")]
	{
		use frame_support::traits::{TryState, TryStateSelect};
		<crate::AllPalletsWithSystem as TryState<BlockNumber>>::try_state(
			System::block_number(),
			TryStateSelect::All,
		)
		.unwrap();
	}
}
