//! The canonical form of a JSON document, and its fingerprint.
//!
//! The form is that of RFC 8785 (JCS): members sorted by the UTF-16 code units of their names, no white
//! space, numbers as ECMAScript writes them, texts escaped no more than they must be. Two documents with
//! the same content have one form, however they are laid out. As RFC 8785 asks, a document that names one
//! member twice is refused, since its readers may disagree about it; integers beyond 2^53, which not all
//! readers know, count as the nearest double.

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use sp_core::H256;
use std::fmt;

/// A document has no canonical form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
	/// It is no JSON document.
	#[error("it is no JSON document: {0}")]
	NotJson(String),
	/// It cannot be written.
	#[error("it has no canonical form: {0}")]
	NoForm(String),
}

/// Reads a JSON document, in which no member may be named twice.
pub fn parse(document: &str) -> Result<Value, CanonicalError> {
	serde_json::from_str::<Strict>(document)
		.map(|strict| strict.0)
		.map_err(|error| CanonicalError::NotJson(error.to_string()))
}

/// The canonical form of a document.
pub fn canonical(document: &Value) -> Result<Vec<u8>, CanonicalError> {
	serde_json_canonicalizer::to_vec(document)
		.map_err(|error| CanonicalError::NoForm(error.to_string()))
}

/// The fingerprint of a document: Blake2-256 of its canonical form.
pub fn fingerprint(document: &Value) -> Result<H256, CanonicalError> {
	Ok(H256(sp_crypto_hashing::blake2_256(&canonical(document)?)))
}

/// The name that serde_json gives to the digits of a number, where it keeps them.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// A number by its digits, the same whether serde_json keeps these or not.
fn number(digits: &str) -> Result<Value, String> {
	let integer = digits.parse::<i64>().map(Number::from);
	if let Ok(number) = integer.or_else(|_| digits.parse::<u64>().map(Number::from)) {
		return Ok(Value::Number(number));
	}
	let double = digits.parse::<f64>().ok().and_then(Number::from_f64);
	double.map(Value::Number).ok_or_else(|| "a number beyond all doubles".into())
}

/// A value without members of the same name.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		StrictSeed.deserialize(deserializer).map(Self)
	}
}

struct StrictSeed;

impl<'de> DeserializeSeed<'de> for StrictSeed {
	type Value = Value;

	fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
		deserializer.deserialize_any(self)
	}
}

impl<'de> Visitor<'de> for StrictSeed {
	type Value = Value;

	fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("a JSON value")
	}

	fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
		Ok(Value::Null)
	}

	fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
		Ok(Value::Bool(value))
	}

	fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
		Ok(Value::Number(value.into()))
	}

	fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
		Ok(Value::Number(value.into()))
	}

	fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
		let number = Number::from_f64(value);
		number.map(Value::Number).ok_or_else(|| E::custom("a number beyond all doubles"))
	}

	fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
		Ok(Value::String(value.into()))
	}

	fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
		let mut array = Vec::new();
		while let Some(item) = items.next_element_seed(StrictSeed)? {
			array.push(item);
		}
		Ok(Value::Array(array))
	}

	fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
		let mut object = Map::new();
		while let Some(name) = members.next_key::<String>()? {
			// Where another crate of the build has `arbitrary_precision` on, this is how numbers come.
			if name == NUMBER_TOKEN && object.is_empty() {
				return number(&members.next_value::<String>()?).map_err(de::Error::custom);
			}
			if object.contains_key(&name) {
				return Err(de::Error::custom(format!("the member {name:?} is there twice")));
			}
			let value = members.next_value_seed(StrictSeed)?;
			object.insert(name, value);
		}
		Ok(Value::Object(object))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn form(document: &str) -> String {
		String::from_utf8(canonical(&parse(document).unwrap()).unwrap()).unwrap()
	}

	#[test]
	fn form_is_that_of_the_rfc() {
		// RFC 8785, 3.2.2 and 3.2.3.
		let document = r#"{
			"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
			"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
			"literals": [null, true, false]
		}"#;
		let expected =
			"{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,\
			1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
		assert_eq!(form(document), expected);
		// Its example of how members are sorted.
		let document = r#"{ "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis" }"#;
		let sorted: Vec<String> = form(document)
			.split("\":\"")
			.skip(1)
			.map(|part| part.split('"').next().unwrap().to_owned())
			.collect();
		assert_eq!(
			sorted,
			[
				"Carriage Return",
				"One",
				"Control",
				"Latin Small Letter O With Diaeresis",
				"Euro Sign",
				"Emoji: Grinning Face",
				"Hebrew Letter Dalet With Dagesh"
			]
		);
	}

	#[test]
	fn layout_does_not_change_the_fingerprint() {
		let print = |document: &str| fingerprint(&parse(document).unwrap()).unwrap();
		let one = print("{\"b\": [1.0, 2], \"a\": \"\\u0041\"}");
		assert_eq!(one, print("{\n\t\"a\":\"A\",\"b\":[1,2e0]\n}"));
		assert_ne!(one, print("{\"a\":\"A\",\"b\":[2,1]}"));
		// Blake2-256 of `{}`, by another implementation (Python's hashlib).
		assert_eq!(format!("{:?}", print(" { } ")), EMPTY_OBJECT);
	}

	const EMPTY_OBJECT: &str = "0xc09da522dac261c3d2566230bed10d2f3ef13f8e7654576c12e857e07f786098";

	#[test]
	fn ambiguous_documents_are_refused() {
		for document in
			["", "{", "{\"a\":1,\"a\":2}", "{\"b\":{\"a\":1,\"\\u0061\":1}}", "[1e999]", "{} x"]
		{
			assert!(matches!(parse(document), Err(CanonicalError::NotJson(_))), "{document}");
		}
		let twice = parse("{\"a\":1,\"a\":2}").unwrap_err().to_string();
		assert!(twice.contains("\"a\" is there twice"), "{twice}");
	}
}
