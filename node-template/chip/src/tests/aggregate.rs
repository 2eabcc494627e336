use super::*;
use crate::aggregate::{subtract, sum, AggregateError};
use proptest::prelude::*;

const IDENTITY: [u8; 32] = [0; 32];

#[test]
fn sum_refuses_nothing_and_invalid_keys() {
	assert_eq!(sum(&[]), Err(AggregateError::Empty));
	let good = element(1).key();
	let bad = ChipKey::from_raw([0xff; 32]);
	assert_eq!(sum(&[good, bad]), Err(AggregateError::InvalidPoint(bad)));
	let identity = ChipKey::from_raw(IDENTITY);
	assert_eq!(sum(&[good, identity]), Err(AggregateError::IdentityKey));
	assert_eq!(subtract(&good, &[bad]), Err(AggregateError::InvalidPoint(bad)));
	assert_eq!(subtract(&identity, &[good]), Err(AggregateError::IdentityKey));
}

#[test]
fn sums_that_are_the_identity_are_refused() {
	let (x, minus_x) = (element_of(private(1)).key(), element_of(-private(1)).key());
	assert_eq!(sum(&[x, minus_x]), Err(AggregateError::IdentitySum));
	assert_eq!(subtract(&x, &[x]), Err(AggregateError::IdentitySum));
}

proptest! {
	#[test]
	fn subtracting_the_absent_is_adding_the_present(seeds in prop::collection::hash_set(any::<u64>(), 2..12), split in any::<prop::sample::Index>()) {
		let keys: Vec<_> = seeds.into_iter().map(|seed| element(seed).key()).collect();
		let (absent, present) = keys.split_at(split.index(keys.len()));
		let all = sum(&keys).unwrap();
		prop_assert_eq!(subtract(&all, absent), sum(present));
	}

	#[test]
	fn order_does_not_matter(mut seeds in prop::collection::vec(any::<u64>(), 1..8)) {
		let add = |seeds: &[u64]| {
			let keys: Vec<_> = seeds.iter().map(|seed| element(*seed).key()).collect();
			sum(&keys)
		};
		let before = add(&seeds);
		seeds.reverse();
		prop_assert_eq!(before, add(&seeds));
	}
}
