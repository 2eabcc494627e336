//! The networks have learned something, and it is what this program teaches them.

// Helpers of tests are tests.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use vajra_model::{
	rainfall::Accuracy,
	reports::{HELD_OUT, LABELS},
	weather::{self, Weather},
	Model, SEED,
};

#[test]
fn rainfall_is_far_better_than_the_mean() {
	let Accuracy { error, error_of_mean } = Model::shipped().unwrap().rainfall.accuracy();
	// A twentieth or so is noise that no measurement shows.
	assert!(error < 1.2, "{error} mm");
	assert!(error < error_of_mean / 6.0, "{error} mm, with the mean {error_of_mean} mm");
}

#[test]
fn rainfall_is_right_where_it_is_known() {
	let model = Model::shipped().unwrap().rainfall;
	let mut wrong = 0;
	for station in 0..40 {
		for day in 0..50 {
			let weather = Weather::of(station, day);
			let (estimate, rain) = (model.estimate(&weather), weather::rain(&weather));
			assert!(estimate >= 0.0);
			wrong += u32::from((estimate - rain).abs() > 3.0);
		}
	}
	assert!(wrong < 100, "{wrong} of 2000 days are wrong by more than 3 mm");
}

#[test]
fn reports_are_told_apart() {
	let model = Model::shipped().unwrap().reports;
	let wrong: Vec<_> = HELD_OUT
		.iter()
		.filter(|(label, report)| model.label(report) != *label)
		.map(|(label, report)| (label, model.label(report), report))
		.collect();
	// Chance would be a sixth.
	assert!(model.accuracy() >= 0.8, "{wrong:#?}");
	// None is guessed for all that is not known.
	for label in LABELS {
		let of_it = HELD_OUT.iter().filter(|(_, report)| model.label(report) == label).count();
		assert!((4..=14).contains(&of_it), "{label}: {of_it}");
	}
}

#[test]
fn the_shipped_weights_are_those_of_the_seed() {
	let folder = tempfile::tempdir().unwrap();
	let trained = Model::train(SEED);
	assert_eq!(trained, Model::shipped().unwrap());
	trained.save(folder.path()).unwrap();
	// Cargo runs tests in their package's folder, which is not always the one they were built in.
	let shipped = Path::new("weights");
	let mut size = 0;
	for file in ["rainfall.safetensors", "reports.safetensors"] {
		let bytes = std::fs::read(shipped.join(file)).unwrap();
		assert!(bytes == std::fs::read(folder.path().join(file)).unwrap(), "{file}");
		size += bytes.len();
	}
	assert!(size < 200_000, "{size} bytes");
	// Another seed makes others.
	assert_ne!(vajra_model::rainfall::Rainfall::train(SEED + 1), trained.rainfall);
}
