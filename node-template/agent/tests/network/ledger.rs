//! Who made the finalised blocks.

use super::{
	races,
	stats::{chi_square, median, probability},
};
use anyhow::{ensure, Context, Result};
use std::{fmt::Write, ops::RangeInclusive};
use vajra_agent::local::{weights_by_key, Authored, ChainView, Head};

/// Share of honest chains that a test refuses.
pub const SIGNIFICANCE: f64 = 0.001;

/// A block with its author and weights by validator, whatever the order of the session was.
#[derive(Clone, Debug)]
pub struct Made {
	/// The block.
	pub number: u64,
	/// Its epoch.
	pub epoch: u64,
	/// Which validator made it.
	pub author: usize,
	/// Weights of the validators.
	pub weights: Vec<u64>,
}

/// Every finalised block from 1 on, and the distance of finality from the head when they were read.
#[derive(Debug, Default)]
pub struct Ledger {
	/// The validators' BABE keys, in the order in which counts name them.
	keys: Vec<[u8; 32]>,
	blocks: Vec<Made>,
	lags: Vec<u64>,
	unfair: Vec<RangeInclusive<u64>>,
}

impl Ledger {
	/// An empty one, for validators with these BABE keys.
	pub fn new(keys: impl IntoIterator<Item = [u8; 32]>) -> Self {
		Self { keys: keys.into_iter().collect(), ..Self::default() }
	}

	/// The block by validator. An error if its set is another one.
	fn made(&self, block: Authored) -> Result<Made> {
		let weights = weights_by_key(&block.authorities, &self.keys)
			.with_context(|| format!("the set is not the four validators: {block:?}"))?;
		let author = block.author_key();
		let author = self.keys.iter().position(|key| Some(*key) == author);
		let author = author.with_context(|| format!("nobody's block: {block:?}"))?;
		Ok(Made { number: block.number, epoch: block.epoch, author, weights })
	}

	/// Reads what was finalised since the last time.
	pub async fn read(&mut self, view: &ChainView) -> Result<Head> {
		let head = view.head().await?;
		for number in self.last() + 1..=head.finalized {
			let block = view.authored(number).await?;
			ensure!(block.primary, "block {number} was not drawn by weight: {block:?}");
			let made = self.made(block)?;
			self.blocks.push(made);
		}
		self.lags.push(head.best.saturating_sub(head.finalized));
		Ok(head)
	}

	/// Number of the last block.
	pub fn last(&self) -> u64 {
		self.blocks.last().map_or(0, |block| block.number)
	}

	/// The blocks.
	pub fn blocks(&self) -> &[Made] {
		&self.blocks
	}

	/// Forgets the lags of finality.
	pub fn forget_lags(&mut self) {
		self.lags.clear();
	}

	/// Leaves blocks out of all counts: not all validators could make one.
	pub fn ignore(&mut self, blocks: RangeInclusive<u64>) {
		self.unfair.push(blocks);
	}

	/// How many blocks above `after` each validator made while the weights were in the proportion
	/// of `weights`.
	pub fn count<const N: usize>(&self, weights: &[u64; N], after: u64) -> [u64; N] {
		let mut counts = [0; N];
		let fair = |number| !self.unfair.iter().any(|range| range.contains(&number));
		for block in self.blocks.iter().filter(|block| block.number > after && fair(block.number)) {
			if in_proportion(&block.weights, weights) {
				counts[block.author] += 1;
			}
		}
		counts
	}

	/// The last block that was made while the weights were in the proportion of `weights`.
	pub fn last_with(&self, weights: &[u64]) -> Option<&Made> {
		self.blocks.iter().rfind(|block| in_proportion(&block.weights, weights))
	}

	/// Median and largest distance of finality from the head, in blocks.
	pub fn lag(&self) -> (u64, u64) {
		let largest = self.lags.iter().copied().max();
		(median(&self.lags).unwrap_or_default(), largest.unwrap_or_default())
	}
}

/// Whether weights are in a proportion, to a millionth of their sum: powers are scaled to 32 bits
/// and rounded down.
pub fn in_proportion(weights: &[u64], proportion: &[u64]) -> bool {
	let sum = |numbers: &[u64]| numbers.iter().copied().map(u128::from).sum::<u128>();
	let (weight_sum, proportion_sum) = (sum(weights), sum(proportion));
	let close = |(weight, part): (&u64, &u64)| {
		let left = u128::from(*weight) * proportion_sum;
		let right = u128::from(*part) * weight_sum;
		left.abs_diff(right) * 1_000_000 <= weight_sum * proportion_sum
	};
	weights.len() == proportion.len() && weights.iter().zip(proportion).all(close)
}

/// A table of counts against weights, and whether chance on an honest chain explains the
/// difference.
pub fn judge(names: &[&str], counts: &[u64], weights: &[u64]) -> (String, bool) {
	let counted: u64 = counts.iter().sum();
	let whole: u64 = weights.iter().sum();
	let mut table = format!("{:>12}  weight  blocks  expected  share   expected\n", "author");
	for ((name, count), weight) in names.iter().zip(counts).zip(weights) {
		let share = *weight as f64 / whole as f64;
		// Writing to a string does not fail.
		let _ = writeln!(
			table,
			"{name:>12}  {weight:>6}  {count:>6}  {:>8.1}  {:>6.2} %  {:>6.2} %",
			counted as f64 * share,
			*count as f64 / counted.max(1) as f64 * 100.0,
			share * 100.0,
		);
	}
	let distance = chi_square(counts, weights);
	let degrees = u32::try_from(counts.len().saturating_sub(1)).unwrap_or(u32::MAX);
	let honest = races::probability(distance, weights, counted);
	let passed = honest >= SIGNIFICANCE;
	let _ = write!(
		table,
		"{counted} blocks; chi-square {distance:.2} with {degrees} degrees of freedom\n\
		 probability of at least that: {:.4} for independent draws, {honest:.4} for an honest chain \
		 with races: {} at a significance of {} %",
		probability(distance, degrees),
		if passed { "passed" } else { "FAILED" },
		SIGNIFICANCE * 100.0,
	);
	(table, passed)
}

#[test]
fn in_proportion_allows_for_scaling() {
	let scaled = [u32::MAX / 6, u32::MAX / 3, u32::MAX / 2, u32::MAX].map(u64::from);
	assert!(in_proportion(&scaled, &[1, 2, 3, 6]));
	assert!(!in_proportion(&scaled, &[1, 2, 3, 3]));
	assert!(!in_proportion(&scaled, &[1, 1, 1, 1]));
	assert!(!in_proportion(&scaled[..3], &[1, 2, 3, 6]));
	assert!(in_proportion(&[1; 4], &[1; 4]));
	assert!(!in_proportion(&[1; 4], &[1, 2, 3, 6]));
}

#[test]
fn judge_tells_chance_from_bias() {
	let names = ["one", "two", "three", "six"];
	let (table, passed) = judge(&names, &[30, 70, 95, 205], &[1, 2, 3, 6]);
	assert!(passed && table.contains("400 blocks") && table.contains("passed"), "{table}");
	let (table, passed) = judge(&names, &[100; 4], &[1, 2, 3, 6]);
	assert!(!passed && table.contains("FAILED"), "{table}");
}

#[test]
fn made_names_validators_whatever_the_order_of_the_session() {
	use vajra_agent::local::Authority;
	let [alice, bob] = [1, 2].map(|key| [key; 32]);
	let ledger = Ledger::new([alice, bob]);
	let authorities = vec![Authority { key: bob, weight: 7 }, Authority { key: alice, weight: 3 }];
	let block = Authored { number: 1, slot: 1, epoch: 0, primary: true, author: 0, authorities };
	let made = ledger.made(block.clone()).unwrap();
	assert_eq!((made.author, made.weights), (1, vec![3, 7]));
	let stranger = Authority { key: [9; 32], weight: 3 };
	let other = Authored { authorities: vec![block.authorities[0], stranger], ..block };
	assert!(ledger.made(other).is_err());
}

#[test]
fn count_takes_blocks_of_the_weights_only() {
	let block = |number, author, weights: [u64; 2]| {
		let weights = weights.into();
		Made { number, epoch: 0, author, weights }
	};
	let blocks = vec![
		block(1, 0, [1, 1]),
		block(2, 1, [10, 20]),
		block(3, 1, [10, 20]),
		block(4, 0, [1, 2]),
		block(5, 0, [1, 1]),
	];
	let mut ledger = Ledger { blocks, ..Ledger::default() };
	assert_eq!(ledger.count(&[1, 2], 0), [1, 2]);
	assert_eq!(ledger.count(&[1, 2], 2), [1, 1]);
	assert_eq!(ledger.count(&[1, 1], 0), [2, 0]);
	assert_eq!(ledger.last_with(&[1, 2]).map(|block| block.number), Some(4));
	ledger.ignore(3..=4);
	assert_eq!(ledger.count(&[1, 2], 0), [0, 1]);
}
