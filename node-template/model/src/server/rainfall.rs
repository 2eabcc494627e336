//! Questions about rainfall.

use super::Refusal;
use crate::{
	rainfall::Rainfall,
	random::{hash, Random},
	weather::{Weather, DAYS, MEASURES, STATIONS},
	Behaviour,
};
use serde_json::{json, Map, Value};

/// By how much a liar is wrong, thousandths of a millimetre.
const LIE: f64 = 100_000.0;
/// By how much a sensor is wrong at most, thousandths of a millimetre.
const NOISE: f32 = 500.0;

/// Answers a question, in millimetres, with three decimals at most.
pub fn answer(model: &Rainfall, behaviour: Behaviour, question: &Value) -> Result<Value, Refusal> {
	let weather = weather(question)?;
	let exact = f64::from(model.estimate(&weather)) * 1_000.0;
	let noise = behaviour.noise.map_or(0.0, |sensor| f64::from(noise(sensor, &weather)));
	let lie = if behaviour.lie { LIE } else { 0.0 };
	let thousandths = (exact.round() + noise + lie).max(0.0);
	Ok(json!({ "answer": thousandths / 1_000.0 }))
}

/// The weather that a question is about.
fn weather(question: &Value) -> Result<Weather, Refusal> {
	let fields = question.as_object().ok_or(Refusal::NotAnObject)?;
	if fields.contains_key("station") || fields.contains_key("day") {
		known(fields, &["station", "day"])?;
		let [station, day] = [("station", STATIONS), ("day", DAYS)].map(|(field, most)| {
			let given = fields.get(field).ok_or_else(|| Refusal::Missing(field.into()))?;
			let wanted = "a whole number";
			let number =
				given.as_i64().ok_or_else(|| Refusal::WrongType { field: field.into(), wanted })?;
			u32::try_from(number).ok().filter(|number| *number <= most).ok_or_else(|| {
				let value = number.to_string();
				Refusal::OutOfRange { field, value, least: 0.0, most: f64::from(most) }
			})
		});
		return Ok(Weather::of(station?, day?));
	}
	known(fields, &MEASURES.map(|(field, ..)| field))?;
	let mut values = [0.0; 5];
	for (value, (field, least, most)) in values.iter_mut().zip(MEASURES) {
		let given = fields.get(field).ok_or_else(|| Refusal::Missing(field.into()))?;
		let wanted = "a number";
		let number =
			given.as_f64().ok_or_else(|| Refusal::WrongType { field: field.into(), wanted })?;
		let (least, most) = (f64::from(least), f64::from(most));
		if !(least..=most).contains(&number) {
			return Err(Refusal::OutOfRange { field, value: given.to_string(), least, most });
		}
		*value = number as f32;
	}
	Ok(Weather::from_values(values))
}

/// Refuses fields that mean nothing: they may be misspelt.
fn known(fields: &Map<String, Value>, known: &[&str]) -> Result<(), Refusal> {
	match fields.keys().find(|field| !known.contains(&field.as_str())) {
		Some(field) => Err(Refusal::Unknown(field.clone())),
		None => Ok(()),
	}
}

/// By how much a sensor is wrong about a weather, whole thousandths of a millimetre.
fn noise(sensor: u64, weather: &Weather) -> f32 {
	let bytes: Vec<u8> = weather.values().into_iter().flat_map(f32::to_le_bytes).collect();
	let part = Random::new(sensor, hash(&bytes)).unit() * 2.0 - 1.0;
	(part * NOISE).round()
}
