//! Values that the commands about rented compute take.

use crate::{
	chain::{BlockNumber, Weights},
	rental::Binding,
};
use sp_core::H256;
use vajra_primitives::rental::{SubTask, WHOLE_CHIP};

pub(super) fn hash(text: &str) -> Result<H256, String> {
	let mut bytes = [0; 32];
	hex::decode_to_slice(text.trim_start_matches("0x"), &mut bytes)
		.map_err(|_| "give 64 digits of hex".to_string())?;
	Ok(H256(bytes))
}

pub(super) fn context(text: &str) -> Result<Binding, String> {
	let mut bytes = [0; 72];
	hex::decode_to_slice(text, &mut bytes).map_err(|_| "give 144 digits of hex".to_string())?;
	Ok(Binding::from_bytes(&bytes))
}

pub(super) fn host(text: &str) -> Result<String, String> {
	let fits = |letter: char| letter.is_ascii_alphanumeric() || ".-[]:".contains(letter);
	match !text.is_empty() && text.chars().all(fits) {
		true => Ok(text.into()),
		false => Err("give a host name or an address, without a port".into()),
	}
}

pub(super) fn weights(text: &str) -> Result<Weights, String> {
	let mut weights = Weights::default();
	for part in text.split(',') {
		let wrong = || format!("{part:?} is no weight; an example is price=3,reputation=1");
		let (name, weight) = part.split_once('=').ok_or_else(wrong)?;
		let weight = weight.trim().parse().map_err(|_| wrong())?;
		match name.trim() {
			"load" => weights.load = weight,
			"price" => weights.price = weight,
			"reputation" => weights.reputation = weight,
			"affinity" => weights.affinity = weight,
			"power" => weights.power = weight,
			_ => return Err(wrong()),
		}
	}
	match weights == Weights::default() {
		true => Err("nothing counts".into()),
		false => Ok(weights),
	}
}

/// Reads a sub-task: chips with up to three decimals, replicas, blocks.
pub(super) fn task(text: &str) -> Result<SubTask<BlockNumber>, String> {
	let wrong = || format!("{text:?} is no sub-task; an example is 0.5x4x100");
	let mut parts = text.split('x');
	let (Some(chips), Some(replicas), Some(blocks), None) =
		(parts.next(), parts.next(), parts.next(), parts.next())
	else {
		return Err(wrong());
	};
	let (whole, decimals) = chips.split_once('.').unwrap_or((chips, ""));
	if decimals.len() > 3 || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
		return Err(wrong());
	}
	let whole: u32 = whole.parse().map_err(|_| wrong())?;
	let thousandths: u32 = format!("{decimals:0<3}").parse().map_err(|_| wrong())?;
	let weight = whole.checked_mul(WHOLE_CHIP).and_then(|weight| weight.checked_add(thousandths));
	Ok(SubTask {
		weight: weight.filter(|weight| *weight > 0).ok_or_else(wrong)?,
		replicas: replicas.parse().map_err(|_| wrong())?,
		blocks: blocks.parse().map_err(|_| wrong())?,
	})
}
