//! Fixed-point numbers as people and endpoints write them.

/// Most decimals that a schema may ask for: what fits into 128 bits beside a number of some size.
pub const MOST_DECIMALS: u32 = 30;

/// Longest text that is read as a number.
const LONGEST: usize = 200;

/// A text is no number that can be an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
	/// It is not a number as JSON writes it.
	#[error("it is not a number such as -12.5 or 3e2")]
	NotANumber,
	/// It does not fit into 128 bits with the schema's decimals.
	#[error("the number does not fit into 128 bits")]
	Overflow,
}

/// Reads a number as JSON writes it, in units of 10^−`decimals`. What it says beyond that is rounded to
/// the nearest, halves away from zero; floating point plays no part in it.
pub fn parse_decimal(text: &str, decimals: u32) -> Result<i128, DecimalError> {
	let text = text.trim();
	if text.len() > LONGEST {
		return Err(DecimalError::NotANumber);
	}
	let (negative, rest) = match text.strip_prefix('-') {
		Some(rest) => (true, rest),
		None => (false, text),
	};
	let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
		Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
		None => (rest, 0),
	};
	let (whole, fraction) = match mantissa.split_once('.') {
		Some((_, "")) => return Err(DecimalError::NotANumber),
		Some(parts) => parts,
		None => (mantissa, ""),
	};
	let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	let padded = whole.len() > 1 && whole.starts_with('0');
	if whole.is_empty() || padded || !digits_only(whole) || !digits_only(fraction) {
		return Err(DecimalError::NotANumber);
	}
	let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
	// Where the point is, counted from the first digit, once the number is in units of the last place.
	let places = i64::try_from(whole.len()).map_err(|_| DecimalError::NotANumber)?;
	let point = places.saturating_add(exponent).saturating_add(decimals.into());
	let magnitude = scaled(&digits, point)?;
	let number = if negative {
		0i128.checked_sub_unsigned(magnitude)
	} else {
		0i128.checked_add_unsigned(magnitude)
	};
	number.ok_or(DecimalError::Overflow)
}

/// The digits as a number, if the point stands before digit `point`, rounded.
fn scaled(digits: &[u8], point: i64) -> Result<u128, DecimalError> {
	let Ok(point) = usize::try_from(point) else { return Ok(0) };
	if digits.iter().all(|digit| *digit == 0) {
		return Ok(0);
	}
	let mut number = 0u128;
	for place in 0..point {
		// 39 digits are more than 128 bits, and a large exponent must not take long.
		let digit = digits.get(place).copied().unwrap_or(0);
		let next = number.checked_mul(10).and_then(|ten| ten.checked_add(digit.into()));
		number = next.ok_or(DecimalError::Overflow)?;
	}
	let up = digits.get(point).is_some_and(|digit| *digit >= 5);
	number.checked_add(u128::from(up)).ok_or(DecimalError::Overflow)
}

fn parse_exponent(text: &str) -> Result<i64, DecimalError> {
	let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
	if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
		return Err(DecimalError::NotANumber);
	}
	// More than this is beyond all numbers in either direction.
	let size = digits.parse::<i64>().unwrap_or(i64::MAX).min(1_000_000);
	Ok(if text.starts_with('-') { -size } else { size })
}

/// A fixed-point number as people write it, exact.
pub fn show_decimal(number: i128, decimals: u32) -> String {
	let sign = if number < 0 { "-" } else { "" };
	let width = decimals as usize;
	let digits = format!("{:0>width$}", number.unsigned_abs(), width = width.saturating_add(1));
	let (whole, fraction) = digits.split_at(digits.len().saturating_sub(width));
	match fraction.trim_end_matches('0') {
		"" => format!("{sign}{whole}"),
		fraction => format!("{sign}{whole}.{fraction}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn numbers_are_exact() {
		for (text, number) in [
			("0", 0),
			("-0", 0),
			("1", 1_000_000),
			("12.5", 12_500_000),
			("-0.000001", -1),
			("123.456789", 123_456_789),
			("1e3", 1_000_000_000),
			("1.5E-3", 1_500),
			("0e999999999999999999999", 0),
			(" 7 ", 7_000_000),
			("0.1000000000000000055511151231257827", 100_000),
		] {
			assert_eq!(parse_decimal(text, 6), Ok(number), "{text}");
		}
		assert_eq!(parse_decimal("170141183460469231731687303715884105727", 0), Ok(i128::MAX));
		assert_eq!(parse_decimal("-170141183460469231731687303715884105728", 0), Ok(i128::MIN));
	}

	#[test]
	fn what_is_too_fine_is_rounded() {
		for (text, number) in [
			("0.0000004", 0),
			("0.0000005", 1),
			("-0.0000005", -1),
			("1.9999999", 2_000_000),
			("1e-9", 0),
			("5e-7", 1),
			("9e-999999999999", 0),
		] {
			assert_eq!(parse_decimal(text, 6), Ok(number), "{text}");
		}
	}

	#[test]
	fn other_texts_are_refused() {
		for text in [
			"", "-", "+1", "1.", ".5", "01", "1e", "1e+", "0x10", "NaN", "Infinity", "1_000",
			"1,5", "--1", "1 2", "١",
		] {
			assert_eq!(parse_decimal(text, 6), Err(DecimalError::NotANumber), "{text}");
		}
		assert_eq!(parse_decimal(&"1".repeat(201), 0), Err(DecimalError::NotANumber));
		for text in
			["170141183460469231731687303715884105728", "1e39", "-1e999999999999", "1e1000000"]
		{
			assert_eq!(parse_decimal(text, 0), Err(DecimalError::Overflow), "{text}");
		}
		assert_eq!(
			parse_decimal("170141183460469231731687303715885", 6),
			Err(DecimalError::Overflow)
		);
	}

	proptest! {
		#[test]
		fn what_is_shown_is_read_back(number in any::<i128>(), decimals in 0..MOST_DECIMALS) {
			prop_assert_eq!(parse_decimal(&show_decimal(number, decimals), decimals), Ok(number));
		}

		#[test]
		fn no_text_panics(text in ".{0,40}", decimals in 0..MOST_DECIMALS) {
			let _ = parse_decimal(&text, decimals);
		}

		#[test]
		fn floats_are_read_as_they_are_written(value in -1e9f64..1e9) {
			let number = parse_decimal(&serde_json::to_string(&value).unwrap(), 6).unwrap();
			prop_assert!((number as f64 / 1e6 - value).abs() < 1e-6);
		}
	}
}
