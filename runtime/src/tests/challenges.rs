//! When challenges open, with this runtime's randomness.

use super::mock::{new_chain, run_to};
use crate::{
	constants::time::{RESPONSE_WINDOW, ROUND_LENGTH},
	BlockNumber, ComputeAttestation, Runtime, System, DEVELOPMENT_PRESET,
};
use codec::Encode;
use frame_support::traits::OnInitialize;
use pallet_compute_attestation::Challenge;
use sp_io::hashing::blake2_256;

/// What BABE stores at the end of a block that carried a VRF output. A real output is as good as
/// uniform to anyone without the author's key, and so is a hash.
fn note_vrf_output(block: BlockNumber) {
	let output = (b"author", block).using_encoded(blake2_256);
	pallet_babe::AuthorVrfRandomness::<Runtime>::put(Some(output));
}

/// The block, counted from the window's first, that opens a window's challenge.
fn opening_block(window: BlockNumber) -> Option<BlockNumber> {
	let first = window * ROUND_LENGTH;
	let opens = |block: &BlockNumber| {
		note_vrf_output(block - 1);
		System::set_block_number(*block);
		System::reset_events();
		ComputeAttestation::on_initialize(*block);
		Challenge::<Runtime>::get().is_some_and(|challenge| challenge.opened_at == *block)
	};
	(first..first + ROUND_LENGTH).find(opens).map(|block| block - first)
}

/// Every block of a window that can open its challenge is equally likely to: a chi-square test at
/// a significance of 0.1 %. Its outcome is the same in every run, since nothing here is random.
#[test]
fn every_block_of_a_window_is_equally_likely_to_open_its_challenge() {
	const SPAN: BlockNumber = ROUND_LENGTH - RESPONSE_WINDOW;
	/// Expected for each of these blocks, of 3,600 windows.
	const EXPECTED: u32 = 3_600 / SPAN;
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		let mut counts = [0u32; SPAN as usize];
		for window in 1..=SPAN * EXPECTED {
			// A new epoch's randomness now and then, as on a chain.
			pallet_babe::NextRandomness::<Runtime>::put(blake2_256(&(window / 2).to_le_bytes()));
			counts[opening_block(window).expect("each window has its challenge") as usize] += 1;
		}
		let expected = f64::from(EXPECTED);
		let chi_square: f64 =
			counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
		// The 99.9 % quantile of chi-square, by Wilson and Hilferty.
		let freedom = f64::from(SPAN - 1);
		let deviation = 2.0 / (9.0 * freedom);
		let quantile = freedom * (1.0 - deviation + 3.0902 * deviation.sqrt()).powi(3);
		println!(
			"{} windows of {SPAN} blocks: chi-square {chi_square:.1} at {freedom} degrees of freedom, \
			 99.9 % quantile {quantile:.1}",
			SPAN * EXPECTED,
		);
		assert!(chi_square < quantile, "chi-square {chi_square}, counts {counts:?}");
	});
}

/// The same with real blocks and real VRF outputs: one challenge in each window, and not always at
/// the same place.
#[test]
fn each_window_of_a_chain_has_one_challenge() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		let mut places = std::collections::BTreeSet::new();
		for window in 1..=8 {
			run_to((window + 1) * ROUND_LENGTH - 1);
			let challenge = Challenge::<Runtime>::get().unwrap();
			assert_eq!(challenge.round, window);
			assert!(challenge.closes_at < (window + 1) * ROUND_LENGTH);
			places.insert(challenge.opened_at % ROUND_LENGTH);
		}
		assert!(places.len() > 1);
	});
}

/// Nobody knows the randomness of a round in which a chip counts when it is claimed, even at the
/// very end of a round.
#[cfg(not(feature = "fast-runtime"))]
#[test]
fn warm_up_spans_two_epochs() {
	use super::providers::{await_challenge, equip};
	use crate::Babe;
	use sp_keyring::Sr25519Keyring::Alice;

	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		run_to(2 * ROUND_LENGTH - 2);
		equip(&[(Alice, 10)]);
		let claimed = Babe::epoch_index();
		assert_eq!((System::block_number() + 1) % ROUND_LENGTH, 0);
		let challenge = await_challenge(None);
		assert_eq!(challenge.expected, 10);
		assert!(Babe::epoch_index() >= claimed + 2);
	});
}
