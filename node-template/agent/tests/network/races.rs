//! What chance does on an honest chain, races for slots included: a simulation.
//!
//! Each validator wins a slot with probability `1 − (1 − c)^share`, independently of the others, so
//! two of them can win the same one. Only one of their blocks stays: every validator builds on the
//! highest block it knows, on the first of equally high ones, and it knows its own first. That has
//! two effects that a textbook test does not know. Who makes more blocks wins more races, and an
//! author's blocks come in runs, which makes counts vary more than independent draws would.

use super::stats::chi_square;

/// Chains that are cut from the simulated one. Enough to tell one in a thousand.
const SAMPLES: u64 = 5_000;

/// Share of slots that someone wins.
const C: f64 = 0.5;

/// Numbers without a pattern (SplitMix64): the same for the same seed.
struct Dice(u64);

impl Dice {
	fn roll(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ (mixed >> 31)
	}

	/// Whether something of this probability happens.
	fn happens(&mut self, probability: f64) -> bool {
		((self.roll() >> 11) as f64) < probability * (1u64 << 53) as f64
	}
}

/// A block of the simulation: its parent, its height, its author.
#[derive(Clone, Copy)]
struct Block {
	parent: usize,
	height: u64,
	author: usize,
}

/// Authors of the canonical chain, from its first block on, when it is `height` blocks high.
fn honest_chain(weights: &[u64], height: u64, seed: u64) -> Vec<usize> {
	let whole: u64 = weights.iter().sum();
	let odds: Vec<_> = weights
		.iter()
		.map(|weight| 1.0 - f64::powf(1.0 - C, *weight as f64 / whole as f64))
		.collect();
	let mut dice = Dice(seed);
	let mut blocks = vec![Block { parent: 0, height: 0, author: 0 }];
	// What each validator builds on.
	let mut heads = vec![0; weights.len()];
	while blocks[heads[0]].height < height {
		let winners: Vec<_> = (0..weights.len()).filter(|who| dice.happens(odds[*who])).collect();
		let first = blocks.len();
		for author in winners {
			let parent = heads[author];
			blocks.push(Block { parent, height: blocks[parent].height + 1, author });
		}
		for (who, head) in heads.iter_mut().enumerate() {
			let mut news: Vec<_> = (first..blocks.len()).collect();
			// In any order, its own first.
			news.sort_by_cached_key(|block| (blocks[*block].author != who, dice.roll()));
			for block in news {
				if blocks[block].height > blocks[*head].height {
					*head = block;
				}
			}
		}
	}
	let mut authors = Vec::new();
	let mut at = heads[0];
	while at != 0 {
		authors.push(blocks[at].author);
		at = blocks[at].parent;
	}
	authors.reverse();
	authors
}

/// Counts of authors in stretches of `blocks` blocks of an honest chain.
fn honest_counts(weights: &[u64], blocks: u64, seed: u64) -> Vec<Vec<u64>> {
	let authors = honest_chain(weights, blocks * SAMPLES, seed);
	let stretches = authors.chunks_exact(usize::try_from(blocks).unwrap_or(usize::MAX));
	let count = |stretch: &[usize]| {
		let of = |who| stretch.iter().filter(|author| **author == who).count() as u64;
		(0..weights.len()).map(of).collect()
	};
	stretches.map(count).collect()
}

/// Probability that an honest chain is at least this far (in chi-square) from its weights after so
/// many blocks.
pub fn probability(distance: f64, weights: &[u64], blocks: u64) -> f64 {
	if blocks == 0 {
		return 1.0;
	}
	let samples = honest_counts(weights, blocks, 1);
	let far = samples.iter().filter(|counts| chi_square(counts, weights) >= distance).count();
	far as f64 / samples.len() as f64
}

#[test]
fn half_of_the_weight_wins_more_than_half_of_the_races() {
	let authors = honest_chain(&[1, 2, 3, 6], 200_000, 7);
	let share = |who| authors.iter().filter(|author| **author == who).count() as f64 / 200_000.0;
	let shares = [0, 1, 2, 3].map(share);
	for (share, expected) in shares.iter().zip([0.076, 0.156, 0.241, 0.527]) {
		assert!((share - expected).abs() < 0.006, "{shares:?}");
	}
}

#[test]
fn equal_weights_win_equally_often() {
	let authors = honest_chain(&[1; 4], 200_000, 8);
	for who in 0..4 {
		let share = authors.iter().filter(|author| **author == who).count() as f64 / 200_000.0;
		assert!((share - 0.25).abs() < 0.006, "{who}: {share}");
	}
}

#[test]
fn races_make_counts_vary_more_than_the_textbook_says() {
	// The textbook's quantile of one in a thousand.
	let chance = probability(16.266, &[1, 2, 3, 6], 400);
	assert!((0.004..0.02).contains(&chance), "{chance}");
	let chance = probability(16.266, &[1; 4], 120);
	assert!((0.001..0.008).contains(&chance), "{chance}");
}

#[test]
fn wrong_shares_do_not_pass_for_an_honest_chain() {
	// Shares under the cap of a third as an honest chain makes them, and equal ones.
	for counts in [[42, 87, 136, 135], [100; 4]] {
		let distance = chi_square(&counts, &[1, 2, 3, 6]);
		assert_eq!(probability(distance, &[1, 2, 3, 6], 400), 0.0, "{counts:?}");
	}
}
