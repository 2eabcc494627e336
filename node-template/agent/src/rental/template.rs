//! The command that a provider rents out, with places for what changes from lease to lease.

use std::{collections::BTreeMap, str::FromStr};

/// The places that a command can have.
pub const PLACES: [&str; 7] = ["folder", "host", "port", "token_file", "context", "order", "chips"];

/// A command, split into words before anything is put in: what is put in stays within its word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<String>);

impl Template {
	/// A command of these words.
	pub fn of(words: &[&str]) -> Self {
		Self(words.iter().map(|word| word.to_string()).collect())
	}

	/// The command with everything in its place: the program and its arguments.
	pub fn fill(&self, values: &BTreeMap<&'static str, String>) -> (String, Vec<String>) {
		let mut words = self.0.iter().map(|word| fill(word, values));
		let program = words.next().unwrap_or_default();
		(program, words.collect())
	}

	/// Whether a place is in it.
	pub fn has(&self, place: &str) -> bool {
		let place = format!("{{{place}}}");
		self.0.iter().any(|word| word.contains(&place))
	}
}

fn fill(word: &str, values: &BTreeMap<&'static str, String>) -> String {
	let (mut filled, mut rest) = (String::new(), word);
	// From left to right, so that what is put in is not looked through again.
	while let Some(start) = rest.find('{') {
		let (before, from) = rest.split_at(start);
		filled.push_str(before);
		let found = values.iter().find_map(|(name, value)| {
			let after = from.strip_prefix('{')?.strip_prefix(name)?.strip_prefix('}')?;
			Some((value, after))
		});
		match found {
			Some((value, after)) => {
				filled.push_str(value);
				rest = after;
			}
			None => {
				filled.push('{');
				rest = &from[1..];
			}
		}
	}
	filled.push_str(rest);
	filled
}

impl FromStr for Template {
	type Err = String;

	/// Reads words apart by spaces; quotes, single or double, keep words together.
	fn from_str(text: &str) -> Result<Self, String> {
		let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
		for letter in text.chars() {
			match (quote, letter) {
				(Some(open), letter) if letter == open => quote = None,
				(None, '"' | '\'') => {
					quote = Some(letter);
					word.get_or_insert_default();
				}
				(None, letter) if letter.is_whitespace() => words.extend(word.take()),
				(_, letter) => word.get_or_insert_default().push(letter),
			}
		}
		if let Some(open) = quote {
			return Err(format!("the quote {open} is not closed"));
		}
		words.extend(word);
		if words.first().is_none_or(String::is_empty) {
			return Err("it names no program".into());
		}
		for word in &words {
			for (start, _) in word.match_indices('{') {
				let name = word[start + 1..].split('}').next().unwrap_or_default();
				let looks_like_one =
					!name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
				if looks_like_one && word[start..].contains('}') && !PLACES.contains(&name) {
					let known = PLACES.map(|place| format!("{{{place}}}")).join(" ");
					return Err(format!("there is no place {{{name}}}; there are {known}"));
				}
			}
		}
		Ok(Self(words))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn filled(text: &str, values: &[(&'static str, &str)]) -> Vec<String> {
		let values = values.iter().map(|(name, value)| (*name, value.to_string())).collect();
		let (program, arguments) = text.parse::<Template>().unwrap().fill(&values);
		[vec![program], arguments].concat()
	}

	#[test]
	fn words_are_split_before_values_are_put_in() {
		let values = [("folder", "/a b/{port}"), ("port", "4000")];
		assert_eq!(
			filled("prog {folder} --at={port}, 'two words' \"\" x{port}{port}", &values),
			["prog", "/a b/{port}", "--at=4000,", "two words", "", "x40004000"]
		);
		// Values cannot end a word or a quote.
		assert_eq!(filled("prog {folder}", &[("folder", "' ; rm -rf /")])[1], "' ; rm -rf /");
		assert_eq!(filled("sh -c 'echo ${HOME} {} {'", &[])[2], "echo ${HOME} {} {");
	}

	#[test]
	fn commands_that_cannot_be_meant_are_refused() {
		for (text, word) in [
			("", "no program"),
			("   ", "no program"),
			("'' a", "no program"),
			("prog 'open", "not closed"),
			("prog {volume}", "{volume}"),
		] {
			let error = text.parse::<Template>().unwrap_err();
			assert!(error.contains(word), "{text}: {error}");
		}
	}

	#[test]
	fn places_are_found() {
		let template: Template = "prog --listen {host}:{port}".parse().unwrap();
		assert!(template.has("port") && !template.has("folder"));
	}
}
