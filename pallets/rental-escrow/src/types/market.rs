//! What is offered and asked for.

use super::Balance;
use crate::math;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::BoundedVec;
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{traits::AtLeast32BitUnsigned, Perbill};
use vajra_primitives::{
	rental::{EncryptionKey, OrderKind, SubTask, WHOLE_CHIP},
	ModelId, Power,
};

/// Most data sets of one listing.
pub type DatasetLimit = ConstU32<8>;

/// A provider's chips of one model, for rent.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Offer<AccountId, BlockNumber> {
	/// Price of one chip for one block, planck.
	pub price: Balance,
	/// Most chips of one order.
	pub max_chips: u32,
	/// Shortest lease, in blocks.
	pub min_duration: BlockNumber,
	/// Longest lease, extensions included, in blocks.
	pub max_duration: BlockNumber,
	/// Who gets the rent.
	pub payee: AccountId,
	/// Hashes of data sets that lie near the chips.
	pub datasets: BoundedVec<H256, DatasetLimit>,
}

/// An offer, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Listing<AccountId, BlockNumber> {
	/// The offer.
	pub offer: Offer<AccountId, BlockNumber>,
	/// What is on hold for the record in the provider's account, planck.
	pub storage: Balance,
}

/// What a renter needs.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Need<BlockNumber, Tasks> {
	/// The chips' model.
	pub model: ModelId,
	/// How many chips.
	pub chips: u32,
	/// For how many blocks.
	pub duration: BlockNumber,
	/// What for.
	pub kind: OrderKind<Tasks>,
	/// What credentials are to be encrypted to.
	pub key: EncryptionKey,
}

/// What is wrong with a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
	/// It asks for no chips.
	NoChips,
	/// Its sub-tasks are empty, last longer than the lease, or none of them as long.
	InvalidTasks,
	/// Its sub-tasks do not take as many chips as it asks for.
	ChipsMismatch,
	/// Its key is zero, to which nothing can be encrypted.
	InvalidKey,
}

impl<BlockNumber, Tasks> Need<BlockNumber, Tasks>
where
	BlockNumber: AtLeast32BitUnsigned + Copy,
	Tasks: AsRef<[SubTask<BlockNumber>]> + AsMut<[SubTask<BlockNumber>]>,
{
	/// The number of its sub-tasks.
	pub fn tasks(&self) -> u32 {
		match &self.kind {
			OrderKind::TimeHire { .. } => 0,
			OrderKind::InferenceDeployment { tasks, .. } => {
				u32::try_from(tasks.as_ref().len()).unwrap_or(u32::MAX)
			}
		}
	}

	/// Checks all but the duration's bounds.
	pub fn check(&self) -> Result<(), Flaw> {
		if self.chips == 0 {
			return Err(Flaw::NoChips);
		}
		if self.key == EncryptionKey::default() {
			return Err(Flaw::InvalidKey);
		}
		let OrderKind::InferenceDeployment { tasks, .. } = &self.kind else { return Ok(()) };
		let tasks = tasks.as_ref();
		let sound = tasks.iter().all(|task| {
			task.weight > 0
				&& task.replicas > 0
				&& !task.blocks.is_zero()
				&& task.blocks <= self.duration
		});
		if !sound || !tasks.iter().any(|task| task.blocks == self.duration) {
			return Err(Flaw::InvalidTasks);
		}
		let weight = tasks.iter().fold(0u128, |sum, task| {
			let product = u128::from(task.weight).saturating_mul(task.replicas.into());
			sum.saturating_add(product)
		});
		if weight.div_ceil(WHOLE_CHIP.into()) != u128::from(self.chips) {
			return Err(Flaw::ChipsMismatch);
		}
		Ok(())
	}

	/// Thousandths of a chip times blocks, after `elapsed` blocks of the lease. Blocks in which the
	/// provider was away do not count: `down` says how many these were in the first so many of the
	/// lease.
	pub fn metered(
		&self,
		elapsed: BlockNumber,
		down: impl Fn(BlockNumber) -> BlockNumber,
	) -> Option<u128> {
		let elapsed = elapsed.min(self.duration);
		let up = |blocks: BlockNumber| -> u128 {
			let blocks = blocks.min(elapsed);
			blocks.saturating_sub(down(blocks)).unique_saturated_into()
		};
		match &self.kind {
			OrderKind::TimeHire { .. } => math::metered([(WHOLE_CHIP, self.chips, up(elapsed))]),
			OrderKind::InferenceDeployment { tasks, .. } => {
				let tasks = tasks.as_ref().iter();
				math::metered(tasks.map(|task| (task.weight, task.replicas, up(task.blocks))))
			}
		}
	}

	/// Lengthens the lease, and what lasts as long as it does.
	pub fn extend(&mut self, blocks: BlockNumber) -> Option<()> {
		let longer = self.duration.checked_add(&blocks)?;
		if let OrderKind::InferenceDeployment { tasks, .. } = &mut self.kind {
			for task in tasks.as_mut() {
				if task.blocks == self.duration {
					task.blocks = longer;
				}
			}
		}
		self.duration = longer;
		Some(())
	}
}

/// A provider's bid for a request.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Bid<AccountId, BlockNumber> {
	/// Price of one chip for one block, planck.
	pub price: Balance,
	/// Longest lease, extensions included, in blocks.
	pub max_duration: BlockNumber,
	/// Who gets the rent.
	pub payee: AccountId,
	/// What is on hold as a bond in the provider's account, planck.
	pub bond: Balance,
	/// What is on hold for the record there, planck.
	pub storage: Balance,
}

/// How much each quality counts in a ranking: any numbers, of which only the proportions matter.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub struct Strategy {
	/// How many of the chips on offer are free.
	pub load: u32,
	/// How far the price is below the highest that would be paid.
	pub price: u32,
	/// What renters think of the provider.
	pub reputation: u32,
	/// Whether the data set lies near the chips.
	pub affinity: u32,
	/// Proved power.
	pub power: u32,
}

/// What a ranking is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct RankQuery<BlockNumber> {
	/// The chips' model.
	pub model: ModelId,
	/// How many chips are needed.
	pub chips: u32,
	/// For how many blocks.
	pub duration: BlockNumber,
	/// The highest price of one chip for one block, planck.
	pub max_price: Balance,
	/// The data set that the chips should be near.
	pub dataset: Option<H256>,
	/// Value of rated orders, in planck, with which a reputation is believed by half; without any it is
	/// taken for middling.
	pub familiar: Balance,
	/// Proved power that is as good as any more.
	pub full_power: Power,
	/// How much each quality counts.
	pub strategy: Strategy,
}

/// A provider in a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Ranked<AccountId> {
	/// The provider.
	pub provider: AccountId,
	/// Its price of one chip for one block, planck.
	pub price: Balance,
	/// How many of its chips can be reserved now.
	pub available: u32,
	/// What the strategy makes of it: one is best.
	pub score: Perbill,
}

#[cfg(test)]
mod tests {
	use super::*;
	use vajra_primitives::rental::Verification;

	type Test = Need<u32, Vec<SubTask<u32>>>;

	fn deployment(chips: u32, tasks: &[(u32, u32, u32)]) -> Test {
		let task = |(weight, replicas, blocks): &(u32, u32, u32)| SubTask {
			weight: *weight,
			replicas: *replicas,
			blocks: *blocks,
		};
		Need {
			model: 0,
			chips,
			duration: 10,
			kind: OrderKind::InferenceDeployment {
				model: H256::zero(),
				dataset: H256::zero(),
				verification: Verification::Unverified,
				tasks: tasks.iter().map(task).collect(),
			},
			key: [1; 32],
		}
	}

	#[test]
	fn sub_tasks_take_the_chips_that_are_asked_for() {
		let check = |chips, tasks: &[_]| deployment(chips, tasks).check();
		assert_eq!(check(2, &[(500, 3, 10), (400, 1, 2)]), Ok(()));
		assert_eq!(check(1, &[(500, 3, 10)]), Err(Flaw::ChipsMismatch));
		assert_eq!(check(3, &[(500, 3, 10)]), Err(Flaw::ChipsMismatch));
		assert_eq!(check(u32::MAX, &[(u32::MAX, u32::MAX, 10)]), Err(Flaw::ChipsMismatch));
		assert_eq!(check(0, &[(500, 3, 10)]), Err(Flaw::NoChips));
	}

	#[test]
	fn sub_tasks_fit_the_lease() {
		let check = |tasks: &[_]| deployment(1, tasks).check();
		for tasks in [
			&[][..],
			&[(0, 1, 10)],
			&[(500, 0, 10)],
			&[(500, 1, 10), (500, 1, 0)],
			&[(500, 1, 11)],
			&[(500, 1, 9)],
		] {
			assert_eq!(check(tasks), Err(Flaw::InvalidTasks), "{tasks:?}");
		}
	}

	#[test]
	fn credentials_need_a_key() {
		let need = Test { key: [0; 32], ..deployment(1, &[(1_000, 1, 10)]) };
		assert_eq!(need.check(), Err(Flaw::InvalidKey));
	}

	#[test]
	fn extension_lengthens_what_lasts_as_long_as_the_lease() {
		let mut need = deployment(2, &[(1_000, 1, 10), (500, 2, 4)]);
		let metered = |need: &Test, elapsed| need.metered(elapsed, |_| 0);
		assert_eq!(metered(&need, 10), Some(10_000 + 4_000));
		need.extend(5).unwrap();
		assert_eq!((need.duration, need.check()), (15, Ok(())));
		assert_eq!(metered(&need, 15), Some(15_000 + 4_000));
		assert_eq!(metered(&need, 100), Some(15_000 + 4_000));
		assert_eq!(metered(&need, 3), Some(3_000 + 3_000));
		assert_eq!(need.extend(u32::MAX), None);
	}

	#[test]
	fn time_hire_is_metered_by_the_chip() {
		let kind = OrderKind::TimeHire { image: H256::zero() };
		let need = Test { kind, ..deployment(7, &[]) };
		assert_eq!(need.metered(3, |_| 0), Some(21_000));
		assert_eq!(need.metered(11, |_| 0), Some(70_000));
		assert_eq!(need.metered(11, |blocks| blocks - 1), Some(7_000));
		assert_eq!(need.metered(11, |blocks| blocks + 1), Some(0));
	}

	#[test]
	fn each_sub_task_has_its_own_time_away() {
		// Away in the blocks 2, 3 and 8.
		let away = |blocks: u32| [2, 3, 8].iter().filter(|block| **block < blocks).count() as u32;
		let need = deployment(2, &[(1_000, 1, 10), (500, 2, 4)]);
		assert_eq!(need.metered(10, away), Some(7_000 + 2_000));
		assert_eq!(need.metered(3, away), Some(2_000 + 2_000));
	}
}
