//! Amounts of VAJ as people write them: with up to 12 decimals, exact. And percentages.

use crate::chain::{Balance, Share};

/// Decimals of a VAJ.
const DECIMALS: usize = 12;

/// Planck in a VAJ.
const UNIT: Balance = 1_000_000_000_000;

/// An amount of planck as VAJ, exact.
pub fn vaj(planck: Balance) -> String {
	let (whole, rest) = (planck / UNIT, planck % UNIT);
	if rest == 0 {
		return format!("{whole} VAJ");
	}
	let digits = format!("{rest:0DECIMALS$}");
	format!("{whole}.{} VAJ", digits.trim_end_matches('0'))
}

/// An amount of planck as a number of VAJ, for gauges. Not exact.
pub fn rough_vaj(planck: Balance) -> f64 {
	planck as f64 / UNIT as f64
}

/// Reads an amount of VAJ, such as `12.5` or `12.5 VAJ`, in planck.
pub fn parse_vaj(text: &str) -> Result<Balance, String> {
	let wrong = |what: &str| format!("{what}; give an amount of VAJ such as 12 or 0.5");
	let number = text.strip_suffix("VAJ").unwrap_or(text).trim();
	let (whole, decimals) = match number.split_once('.') {
		Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
		Some(_) => return Err(wrong("there are no digits after the point")),
		None => (number, ""),
	};
	let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	if whole.is_empty() || !digits_only(whole) || !digits_only(decimals) {
		return Err(wrong("it is not a number of digits and at most one point"));
	}
	if decimals.len() > DECIMALS {
		return Err(wrong("a VAJ has 12 decimals, and it has more"));
	}
	let planck = || {
		let whole: Balance = whole.parse().ok()?;
		let rest: Balance = format!("{decimals:0<DECIMALS$}").parse().ok()?;
		whole.checked_mul(UNIT)?.checked_add(rest)
	};
	planck().ok_or_else(|| wrong("it is more than can exist"))
}

/// Reads an amount of VAJ above zero, in planck.
pub fn parse_positive_vaj(text: &str) -> Result<Balance, String> {
	match parse_vaj(text)? {
		0 => Err("it is nothing; give an amount of VAJ above 0".into()),
		planck => Ok(planck),
	}
}

/// Decimals of a percentage: a share has as many parts.
const PERCENT_DECIMALS: usize = 7;

/// Parts of a percent.
const PERCENT: u32 = 10_000_000;

/// A share as a percentage, exact.
pub fn percent(share: Share) -> String {
	let (whole, rest) = (share.0 / PERCENT, share.0 % PERCENT);
	if rest == 0 {
		return format!("{whole} %");
	}
	let digits = format!("{rest:0PERCENT_DECIMALS$}");
	format!("{whole}.{} %", digits.trim_end_matches('0'))
}

/// Reads a percentage from 0 to 100, such as `5`, `2.5` or `2.5%`.
pub fn parse_percent(text: &str) -> Result<Share, String> {
	let wrong = |what: &str| format!("{what}; give a percentage from 0 to 100 such as 5 or 2.5");
	let number = text.strip_suffix('%').unwrap_or(text).trim();
	let (whole, decimals) = match number.split_once('.') {
		Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
		Some(_) => return Err(wrong("there are no digits after the point")),
		None => (number, ""),
	};
	let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	if whole.is_empty() || !digits_only(whole) || !digits_only(decimals) {
		return Err(wrong("it is not a number of digits and at most one point"));
	}
	if decimals.len() > PERCENT_DECIMALS {
		return Err(wrong("it has more than 7 decimals"));
	}
	let parts = || {
		let whole: u32 = whole.parse().ok()?;
		let rest: u32 = format!("{decimals:0<PERCENT_DECIMALS$}").parse().ok()?;
		whole.checked_mul(PERCENT)?.checked_add(rest).filter(|parts| *parts <= 100 * PERCENT)
	};
	parts().map(Share).ok_or_else(|| wrong("it is more than the whole"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn amounts_are_exact() {
		assert_eq!(vaj(0), "0 VAJ");
		assert_eq!(vaj(64_000_000_000_000), "64 VAJ");
		assert_eq!(vaj(1), "0.000000000001 VAJ");
		assert_eq!(vaj(1_500_000_000_000), "1.5 VAJ");
	}

	#[test]
	fn amounts_are_read() {
		for (text, planck) in [
			("0", 0),
			("1", UNIT),
			("0.000000000001", 1),
			("1.5", UNIT + UNIT / 2),
			("1.50", UNIT + UNIT / 2),
			("007 VAJ", 7 * UNIT),
			("340282366920938463463374607.431768211455", Balance::MAX),
		] {
			assert_eq!(parse_vaj(text), Ok(planck), "{text}");
		}
	}

	#[test]
	fn other_texts_are_refused() {
		for text in [
			"",
			"VAJ",
			"-1",
			"+1",
			"1.",
			".5",
			"1.2.3",
			"1e3",
			"1,5",
			"1_000",
			"0x10",
			"١",
			"0.0000000000001",
			"340282366920938463463374607.431768211456",
			"340282366920938463463374608",
			"99999999999999999999999999999999999999999",
		] {
			assert!(parse_vaj(text).is_err(), "{text}");
		}
		assert!(parse_positive_vaj("0.000").is_err());
		assert_eq!(parse_positive_vaj("0.1"), Ok(UNIT / 10));
	}

	#[test]
	fn percentages_are_read_and_shown() {
		for (text, parts, shown) in [
			("0", 0, "0 %"),
			("5", 50_000_000, "5 %"),
			("2.5%", 25_000_000, "2.5 %"),
			("100 %", 1_000_000_000, "100 %"),
			("33.3333333", 333_333_333, "33.3333333 %"),
			("0.0000001", 1, "0.0000001 %"),
		] {
			assert_eq!(parse_percent(text), Ok(Share(parts)), "{text}");
			assert_eq!(percent(Share(parts)), shown);
		}
		for text in ["", "%", "-1", "101", "100.1", "5.", ".5", "1.00000001", "5e1", "99999999999"]
		{
			assert!(parse_percent(text).is_err(), "{text}");
		}
	}

	proptest! {
		#[test]
		fn what_is_shown_is_read_back(planck in any::<Balance>()) {
			prop_assert_eq!(parse_vaj(&vaj(planck)), Ok(planck));
		}

		#[test]
		fn no_text_panics(text in ".{0,40}") {
			let _ = parse_vaj(&text);
		}
	}
}
