//! Numbers that look random and are the same everywhere, for data and for first weights.

use rand_chacha::{
	rand_core::{RngCore, SeedableRng},
	ChaCha8Rng,
};

/// A stream of numbers.
#[derive(Clone, Debug)]
pub struct Random(ChaCha8Rng);

impl Random {
	/// The stream of a seed, for a purpose.
	pub fn new(seed: u64, purpose: u64) -> Self {
		let mut bytes = [0; 32];
		bytes[..8].copy_from_slice(&seed.to_le_bytes());
		bytes[8..16].copy_from_slice(&purpose.to_le_bytes());
		Self(ChaCha8Rng::from_seed(bytes))
	}

	/// From 0 up to 1, without it, in steps that `f32` holds exactly.
	pub fn unit(&mut self) -> f32 {
		(self.0.next_u32() >> 8) as f32 / 16_777_216.0
	}

	/// Between −1 and 1, most often near 0: the mean of four, which is close to normal, with a standard
	/// deviation of 0.29.
	pub fn bell(&mut self) -> f32 {
		let sum: f32 = (0..4).map(|_| self.unit()).sum();
		sum / 2.0 - 1.0
	}

	/// Below `limit`, which must not be zero.
	pub fn below(&mut self, limit: usize) -> usize {
		// As `limit` is small, the bias is too.
		(self.0.next_u64() % limit.max(1) as u64) as usize
	}

	/// One of several.
	pub fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> Option<&'a T> {
		if all.is_empty() {
			return None;
		}
		all.get(self.below(all.len())).copied()
	}

	/// Puts things in another order.
	pub fn shuffle<T>(&mut self, things: &mut [T]) {
		for last in (1..things.len()).rev() {
			things.swap(last, self.below(last + 1));
		}
	}
}

/// A hash of bytes, 64-bit FNV-1a: for features, ids and a sensor's noise, not for secrets.
pub fn hash(bytes: &[u8]) -> u64 {
	bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
		(hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn streams_are_the_same_everywhere() {
		let mut random = Random::new(1, 2);
		let first: Vec<usize> = (0..4).map(|_| random.below(1_000)).collect();
		let mut again = Random::new(1, 2);
		assert_eq!(first, (0..4).map(|_| again.below(1_000)).collect::<Vec<_>>());
		assert_ne!(first, (0..4).map(|_| Random::new(1, 3).below(1_000)).collect::<Vec<_>>());
		assert!((0..1_000).all(|_| (0.0..1.0).contains(&random.unit())));
		assert!((0..1_000).all(|_| (-1.0..=1.0).contains(&random.bell())));
	}

	#[test]
	fn hashes_are_those_of_fnv() {
		assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
		assert_eq!(hash(b"a"), 0xaf63_dc4c_8601_ec8c);
		assert_eq!(hash(b"foobar"), 0x8594_4171_f739_67e8);
	}

	#[test]
	fn shuffling_keeps_everything() {
		let mut things: Vec<u32> = (0..100).collect();
		Random::new(7, 0).shuffle(&mut things);
		assert_ne!(things, (0..100).collect::<Vec<_>>());
		things.sort_unstable();
		assert_eq!(things, (0..100).collect::<Vec<_>>());
	}
}
