//! Which peril a report about crops is about.
//!
//! A report is taken apart into its words and their groups of three to four letters, each of which is
//! hashed to one of the network's inputs; so that it makes something of words that it has not seen if they
//! look like those that it has. It has no idea of grammar, and says something of any text.

mod held_out;
mod phrases;

use crate::{
	network::{Input, Network},
	random::{hash, Random},
	weights::{self, WeightsError},
};
use std::collections::BTreeMap;

pub use held_out::HELD_OUT;

/// What a report can be about.
pub const LABELS: [&str; 6] = ["drought", "flood", "frost", "hail", "pests", "storm"];

/// Places to which groups of letters are hashed.
const PLACES: usize = 1_024;
/// Inputs, and outputs of each layer.
const WIDTHS: [usize; 3] = [PLACES, 20, LABELS.len()];
/// Most words of a report that are read.
const WORDS: usize = 400;
/// Most letters of a word that are read.
const LETTERS: usize = 24;

/// Sentences that it learns from.
const EXAMPLES: usize = 2_400;
/// How often it goes through them.
const EPOCHS: usize = 6;
/// How far it goes with the first one. It slows down evenly.
const RATE: f32 = 0.3;

/// What streams of numbers are for.
mod purpose {
	pub const FIRST_WEIGHTS: u64 = 20;
	pub const EXAMPLES: u64 = 21;
	pub const ORDER: u64 = 22;
}

/// The network.
#[derive(Clone, Debug, PartialEq)]
pub struct Reports(Network);

impl Reports {
	/// Out of a file.
	pub fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
		weights::read(bytes, &WIDTHS).map(Self)
	}

	/// For a file.
	pub fn write(&self) -> Result<Vec<u8>, WeightsError> {
		weights::write(&self.0)
	}

	/// The place in [`LABELS`] of what a report is most likely about. Of two that are as likely, the first.
	pub fn judge(&self, report: &str) -> usize {
		let outputs = self.0.forward(&inputs(report));
		let better = |best: (usize, f32), (place, output): (usize, &f32)| {
			if *output > best.1 {
				(place, *output)
			} else {
				best
			}
		};
		outputs.iter().enumerate().fold((0, f32::NEG_INFINITY), better).0
	}

	/// The word for that.
	pub fn label(&self, report: &str) -> &'static str {
		LABELS[self.judge(report) % LABELS.len()]
	}

	/// Trains one from a seed.
	pub fn train(seed: u64) -> Self {
		// Small first weights: groups of letters that no example has keep theirs, and are to say little.
		let first = &mut Random::new(seed, purpose::FIRST_WEIGHTS);
		let mut network = Network::random(&WIDTHS, 100, first);
		let mut random = Random::new(seed, purpose::EXAMPLES);
		let mut examples: Vec<_> = (0..EXAMPLES)
			.map(|number| {
				let label = number % LABELS.len();
				(inputs(&phrases::sentence(label, &mut random)), label)
			})
			.collect();
		let mut order = Random::new(seed, purpose::ORDER);
		for epoch in 0..EPOCHS {
			order.shuffle(&mut examples);
			let rate = RATE * (EPOCHS - epoch) as f32 / EPOCHS as f32;
			for (inputs, label) in &examples {
				network.learn(inputs, rate, |outputs| {
					let mut slopes = shares(outputs);
					if let Some(slope) = slopes.get_mut(*label) {
						*slope -= 1.0;
					}
					slopes
				});
			}
		}
		Self(network)
	}

	/// Which part of the sentences that it has not learned from it gets right.
	pub fn accuracy(&self) -> f32 {
		let right = HELD_OUT.iter().filter(|(label, report)| self.label(report) == *label).count();
		right as f32 / HELD_OUT.len() as f32
	}
}

/// How likely each output is (softmax), for the cross entropy's slope.
fn shares(outputs: &[f32]) -> Vec<f32> {
	let most = outputs.iter().copied().fold(f32::NEG_INFINITY, f32::max);
	let powers: Vec<f32> = outputs.iter().map(|output| libm::expf(output - most)).collect();
	let sum: f32 = powers.iter().sum();
	powers.into_iter().map(|power| power / sum).collect()
}

/// Words, in small letters.
fn words(report: &str) -> impl Iterator<Item = String> + '_ {
	report
		.split(|c: char| !c.is_alphanumeric())
		.filter(|word| !word.is_empty())
		.take(WORDS)
		.map(|word| word.chars().take(LETTERS).flat_map(char::to_lowercase).collect())
}

/// How often each place is hit, damped, and scaled so that the squares have a sum of one.
fn inputs(report: &str) -> Vec<Input> {
	let mut hits = BTreeMap::<usize, f32>::new();
	let mut hit = |group: &[char]| {
		let text: String = group.iter().collect();
		*hits.entry((hash(text.as_bytes()) % PLACES as u64) as usize).or_default() += 1.0;
	};
	for word in words(report) {
		let letters: Vec<char> = format!("<{word}>").chars().collect();
		hit(&letters);
		for size in [3, 4] {
			letters.windows(size).filter(|group| group.len() < letters.len()).for_each(&mut hit);
		}
	}
	let squares: f32 = hits.values().sum();
	// The root of each count: its square is the count.
	hits.into_iter().map(|(place, count)| (place, (count / squares).sqrt())).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn groups_of_letters_have_a_length_of_one() {
		for report in ["a", "The river is over its banks", "ÄÖÜ 123 🌾🌾", &"x ".repeat(10_000)]
		{
			let squares: f32 = inputs(report).iter().map(|(_, value)| value * value).sum();
			assert!((squares - 1.0).abs() < 1e-4, "{report:.20}: {squares}");
		}
		assert_eq!(inputs(""), []);
		assert_eq!(inputs(" ,;!"), []);
	}

	#[test]
	fn letters_case_and_punctuation_do_not_matter() {
		assert_eq!(inputs("Hail! HAIL; hail"), inputs("hail hail hail"));
	}

	#[test]
	fn shares_add_up() {
		let shares = shares(&[1.0, 2.0, 1_000.0, -1_000.0]);
		assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-6);
		assert_eq!(shares[2], 1.0);
	}

	#[test]
	fn held_out_sentences_are_not_learned_from() {
		for (label, report) in HELD_OUT {
			assert!(LABELS.contains(label));
			assert!(phrases::all().all(|phrase| !report.contains(phrase)), "{report}");
		}
		for label in LABELS {
			assert_eq!(HELD_OUT.iter().filter(|(other, _)| *other == label).count(), 8, "{label}");
		}
	}
}
