//! Lists of chips as operators write them.
//!
//! Each line holds chip indices (`7`), ranges (`16-31`) or serial numbers (`serial:GPU-000007`),
//! separated by spaces or commas; `#` starts a comment. Square brackets are taken for spaces, so
//! that a JSON list of numbers will do.

use std::collections::BTreeSet;
use vajra_primitives::ChipIndex;

/// One item of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
	Range(ChipIndex, ChipIndex),
	Serial(String),
}

/// Some of a provider's chips, as operators name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChipList(Vec<Item>);

impl ChipList {
	/// Reads a list.
	pub fn parse(text: &str) -> Result<Self, String> {
		let mut items = Vec::new();
		for (number, line) in (1..).zip(text.lines()) {
			let line = line.split('#').next().unwrap_or_default();
			for word in line.split([' ', '\t', ',', '[', ']']).filter(|word| !word.is_empty()) {
				let item = item(word).ok_or_else(|| {
					format!(
						"line {number}: {word:?} is none of an index (7), a range (16-31) and a \
						 serial number (serial:GPU-000007)"
					)
				})?;
				items.push(item);
			}
		}
		Ok(Self(items))
	}

	/// Is nothing listed?
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	/// The listed serial numbers.
	pub fn serials(&self) -> impl Iterator<Item = &str> {
		self.0.iter().filter_map(|item| match item {
			Item::Serial(serial) => Some(serial.as_str()),
			Item::Range(..) => None,
		})
	}

	/// The listed ones of `chips` chips, by index, and what in the list is none of them.
	/// `index_of` finds a chip by its serial number.
	pub fn resolve(
		&self,
		chips: u32,
		index_of: impl Fn(&str) -> Option<ChipIndex>,
	) -> (BTreeSet<ChipIndex>, Vec<String>) {
		let (mut listed, mut unknown) = (BTreeSet::new(), Vec::new());
		for item in &self.0 {
			match item {
				Item::Range(from, to) => {
					// A list may be longer than the chips are many: look at those that exist.
					listed.extend(*from..chips.min(to.saturating_add(1)));
					if *to >= chips {
						unknown.push(to.to_string());
					}
				}
				Item::Serial(serial) => match index_of(serial) {
					Some(index) => drop(listed.insert(index)),
					None => unknown.push(serial.clone()),
				},
			}
		}
		(listed, unknown)
	}
}

fn item(word: &str) -> Option<Item> {
	if let Some(serial) = word.strip_prefix("serial:") {
		return (!serial.is_empty()).then(|| Item::Serial(serial.into()));
	}
	let (from, to) = word.split_once('-').unwrap_or((word, word));
	let (from, to) = (from.parse().ok()?, to.parse().ok()?);
	(from <= to).then_some(Item::Range(from, to))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Resolves a list for 6 chips.
	fn resolve(list: &ChipList) -> (BTreeSet<ChipIndex>, Vec<String>) {
		let serials = ["D-0", "D-1", "D-2", "D-3", "D-4", "D-5"];
		list.resolve(6, |serial| (0..).zip(serials).find(|(_, s)| *s == serial).map(|(n, _)| n))
	}

	#[test]
	fn lists_are_read() {
		let list = ChipList::parse("# rack 7\n1, 3-4\n\nserial:D-5 # fan\n").unwrap();
		assert_eq!(resolve(&list), (BTreeSet::from([1, 3, 4, 5]), vec![]));
		assert_eq!(ChipList::parse("").unwrap(), ChipList::default());
		assert_eq!(ChipList::parse("[1,2]").unwrap(), ChipList::parse("1\n2").unwrap());
	}

	#[test]
	fn chips_of_nobody_are_named() {
		let list = ChipList::parse("9 4-4000000000 serial:X").unwrap();
		let (dark, unknown) = resolve(&list);
		assert_eq!(dark, BTreeSet::from([4, 5]));
		assert_eq!(unknown, ["9", "4000000000", "X"]);
	}

	#[test]
	fn mistakes_are_shown_with_their_line() {
		for bad in ["x", "-1", "5-3", "serial:", "1-", "1 2 three"] {
			let error = ChipList::parse(&format!("0\n{bad}")).unwrap_err();
			assert!(error.starts_with("line 2"), "{bad}: {error}");
		}
	}
}
