//! The provider's chips, seated as on the chain.

use crate::{chain::AccountId, error::AgentError};
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vajra_chip::{AggregateSigner, Answer, ChipKeyFile, SignError, SoftwareElement};
use vajra_primitives::{CatStatement, ChipIndex, ChipKey};

/// A provider's chips: those of its key file, each at the index that the chain gave it.
pub struct Bank {
	/// Chips with an index on the chain.
	seats: Vec<(ChipIndex, SoftwareElement)>,
	/// Chips without one: not claimed, or revoked.
	unseated: Vec<SoftwareElement>,
	/// The chain's list, also of chips that are not in the key file.
	roster: BTreeMap<ChipIndex, ChipKey>,
	/// The aggregate key on the chain when the roster was read.
	aggregate: Option<ChipKey>,
	/// Serial numbers of the key file.
	serials: HashMap<String, ChipKey>,
}

impl std::fmt::Debug for Bank {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("Bank")
			.field("seats", &self.seats.len())
			.field("unseated", &self.unseated.len())
			.finish_non_exhaustive()
	}
}

impl Bank {
	/// Unlocks all chips of a key file.
	pub fn unlock(file: &ChipKeyFile) -> Result<Self, AgentError> {
		let mut unseated = Vec::with_capacity(file.entries().len());
		let mut serials = HashMap::with_capacity(file.entries().len());
		for entry in file.entries() {
			let element = SoftwareElement::unlock(entry)
				.map_err(|source| AgentError::Unlock { serial: entry.serial().into(), source })?;
			unseated.push(element);
			serials.insert(entry.serial().to_string(), entry.key());
		}
		Ok(Self { seats: Vec::new(), unseated, roster: BTreeMap::new(), aggregate: None, serials })
	}

	/// Was the roster read under this aggregate key? Every claim and every revocation changes it.
	pub fn is_current(&self, aggregate: &ChipKey) -> bool {
		self.aggregate.as_ref() == Some(aggregate)
	}

	/// Forgets the roster, so that it is read again.
	pub fn invalidate(&mut self) {
		self.aggregate = None;
	}

	/// Gives each chip the index that the chain says.
	pub fn seat(&mut self, aggregate: ChipKey, roster: Vec<(ChipIndex, ChipKey)>) {
		use vajra_chip::SecureElement;
		let by_key: HashMap<[u8; 32], ChipIndex> =
			roster.iter().map(|(index, key)| (key.0, *index)).collect();
		let all = self.seats.drain(..).map(|(_, element)| element).chain(self.unseated.drain(..));
		let (mut seats, mut unseated) = (Vec::new(), Vec::new());
		for element in all {
			match by_key.get(&element.key().0) {
				Some(index) => seats.push((*index, element)),
				None => unseated.push(element),
			}
		}
		seats.sort_unstable_by_key(|(index, _)| *index);
		self.seats = seats;
		self.unseated = unseated;
		self.roster = roster.into_iter().collect();
		self.aggregate = Some(aggregate);
	}

	/// Number of chips on the chain.
	pub fn chips(&self) -> u32 {
		self.roster.len() as u32
	}

	/// Chips on the chain that are not in the key file: nobody here can make them answer.
	pub fn unreachable(&self) -> BTreeSet<ChipIndex> {
		let seated: BTreeSet<_> = self.seats.iter().map(|(index, _)| *index).collect();
		self.roster.keys().copied().filter(|index| !seated.contains(index)).collect()
	}

	/// The index of the chip with this serial number, if it is claimed.
	pub fn index_of(&self, serial: &str) -> Option<ChipIndex> {
		let key = self.serials.get(serial)?;
		self.roster.iter().find(|(_, other)| *other == key).map(|(index, _)| *index)
	}

	/// Lets all chips but the dark ones answer a challenge together. Slow; not for an async task.
	pub fn answer(
		&mut self,
		genesis: H256,
		provider: &AccountId,
		round: u32,
		seed: H256,
		dark: &BTreeSet<ChipIndex>,
	) -> Result<Answer, SignError> {
		let question = CatStatement {
			genesis,
			provider: vajra_chip::AccountId32::from(provider.0),
			round,
			seed,
			absent: Vec::new(),
		};
		AggregateSigner::sign(&mut self.seats, question, dark)
	}

	/// The key under which the chain verifies an answer with these absentees.
	pub fn expected_key(&self, absent: &[ChipIndex]) -> Option<ChipKey> {
		let aggregate = self.aggregate.as_ref()?;
		let keys: Option<Vec<_>> = absent.iter().map(|index| self.roster.get(index)).collect();
		vajra_chip::aggregate::subtract(aggregate, keys?).ok()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn bank(count: usize) -> (Bank, Vec<ChipKey>) {
		let file = ChipKeyFile::generate(count, "BANK").unwrap();
		(Bank::unlock(&file).unwrap(), file.keys())
	}

	fn roster(keys: &[ChipKey]) -> Vec<(ChipIndex, ChipKey)> {
		(0..).zip(keys.iter().copied()).collect()
	}

	fn answer(bank: &mut Bank, dark: &[ChipIndex]) -> Result<Answer, SignError> {
		let dark = dark.iter().copied().collect();
		bank.answer(H256::zero(), &AccountId::from([1; 32]), 3, H256::zero(), &dark)
	}

	#[test]
	fn seats_follow_the_chain() {
		let (mut bank, keys) = bank(4);
		let aggregate = vajra_chip::aggregate::sum(&keys[..3]).unwrap();
		assert!(!bank.is_current(&aggregate));
		// The fourth chip is not claimed.
		bank.seat(aggregate, roster(&keys[..3]));
		assert!(bank.is_current(&aggregate));
		assert_eq!(bank.chips(), 3);
		assert_eq!(bank.index_of("BANK-000002"), Some(2));
		assert_eq!(bank.index_of("BANK-000003"), None);
		let signed = answer(&mut bank, &[1]).unwrap();
		assert_eq!(Some(signed.aggregate), bank.expected_key(&[1]));

		// The vendor revokes chip 0; the last chip takes its index.
		let aggregate = vajra_chip::aggregate::sum(&keys[1..3]).unwrap();
		bank.seat(aggregate, vec![(0, keys[2]), (1, keys[1])]);
		assert_eq!(bank.index_of("BANK-000002"), Some(0));
		let signed = answer(&mut bank, &[]).unwrap();
		assert_eq!(Some(signed.aggregate), bank.expected_key(&[]));
	}

	#[test]
	fn chips_of_other_files_are_unreachable() {
		let (mut bank, mut keys) = bank(2);
		keys.push(ChipKeyFile::generate(1, "ELSEWHERE").unwrap().keys()[0]);
		let aggregate = vajra_chip::aggregate::sum(&keys).unwrap();
		bank.seat(aggregate, roster(&keys));
		assert_eq!(bank.unreachable(), BTreeSet::from([2]));
		let signed = answer(&mut bank, &[2]).unwrap();
		assert_eq!(Some(signed.aggregate), bank.expected_key(&[2]));
		// Left in, it would be missing from the signature.
		let signed = answer(&mut bank, &[]).unwrap();
		assert_ne!(Some(signed.aggregate), bank.expected_key(&[]));
	}

	#[test]
	fn nothing_is_signed_without_chips() {
		let (mut bank, keys) = bank(1);
		assert!(matches!(answer(&mut bank, &[]), Err(SignError::NoChipLeft { .. })));
		bank.seat(keys[0], roster(&keys));
		assert!(matches!(answer(&mut bank, &[0]), Err(SignError::NoChipLeft { .. })));
		assert!(answer(&mut bank, &[]).is_ok());
	}
}
