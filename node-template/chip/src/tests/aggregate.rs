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

	/// Keys that cancel out are refused as a sum, and as what is left when all others are absent. With
	/// any one of them away, and beside any other key, they are not.
	#[test]
	fn any_keys_that_cancel_out_are_refused(
		seeds in prop::collection::hash_set(any::<u64>(), 1..12).prop_map(Vec::from_iter),
		split in any::<prop::sample::Index>(),
		away in any::<prop::sample::Index>(),
		turn in any::<prop::sample::Index>(),
	) {
		let (group, others) = seeds.split_at(split.index(seeds.len()) + 1);
		let mut group: Vec<_> =
			cancelling(group.iter().copied()).into_iter().map(|private| element_of(private).key()).collect();
		let others: Vec<_> = others.iter().map(|seed| element(*seed).key()).collect();
		prop_assert_eq!(sum(&group), Err(AggregateError::IdentitySum));

		let mut all = [&group[..], &others[..]].concat();
		let turn = turn.index(all.len());
		all.rotate_left(turn);
		if others.is_empty() {
			prop_assert_eq!(sum(&all), Err(AggregateError::IdentitySum));
		} else {
			let total = sum(&all).unwrap();
			prop_assert_eq!(sum(&others), Ok(total));
			prop_assert_eq!(subtract(&total, &others), Err(AggregateError::IdentitySum));
			// The absent ones add up to nothing, so that the rest is the whole.
			prop_assert_eq!(subtract(&total, &group), Ok(total));
		}
		let one = group.swap_remove(away.index(group.len()));
		let rest = sum(&group).unwrap();
		prop_assert_eq!(sum(&[rest, one]), Err(AggregateError::IdentitySum));
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
