//! How much it rains, out of five measurements.

use crate::{
	network::{Input, Network},
	random::Random,
	weather::{self, Weather},
	weights::{self, WeightsError},
};

/// Inputs, and outputs of each layer.
const WIDTHS: [usize; 4] = [5, 24, 16, 1];

/// Examples that it learns from.
const EXAMPLES: usize = 3_000;
/// How often it goes through them.
const EPOCHS: usize = 40;
/// How far it goes with the first example. It slows down evenly.
const RATE: f32 = 0.02;
/// Millimetres in a unit of its output.
const SCALE: f32 = 20.0;

/// Middle and spread of each measurement, by which inputs come to be about one.
const NORMS: [(f32, f32); 5] =
	[(14.0, 8.0), (1_014.0, 9.0), (64.0, 14.0), (5.0, 4.0), (50.0, 22.0)];

/// What streams of numbers are for.
mod purpose {
	pub const FIRST_WEIGHTS: u64 = 10;
	pub const EXAMPLES: u64 = 11;
	pub const ORDER: u64 = 12;
	pub const HELD_OUT: u64 = 13;
}

/// The network.
#[derive(Clone, Debug, PartialEq)]
pub struct Rainfall(Network);

/// Errors on days that it has not learned from, mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accuracy {
	/// Root of the mean square.
	pub error: f32,
	/// The same of who always says the mean.
	pub error_of_mean: f32,
}

impl Rainfall {
	/// Out of a file.
	pub fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
		weights::read(bytes, &WIDTHS).map(Self)
	}

	/// For a file.
	pub fn write(&self) -> Result<Vec<u8>, WeightsError> {
		weights::write(&self.0)
	}

	/// How much it rains, mm a day.
	pub fn estimate(&self, weather: &Weather) -> f32 {
		let output = self.0.forward(&inputs(weather)).first().copied().unwrap_or(0.0);
		(output * SCALE).max(0.0)
	}

	/// Trains one from a seed.
	pub fn train(seed: u64) -> Self {
		let first = &mut Random::new(seed, purpose::FIRST_WEIGHTS);
		let mut network = Network::random(&WIDTHS, WIDTHS[0], first);
		let mut examples = weather::examples(seed, purpose::EXAMPLES, EXAMPLES);
		let mut order = Random::new(seed, purpose::ORDER);
		for epoch in 0..EPOCHS {
			order.shuffle(&mut examples);
			let rate = RATE * (EPOCHS - epoch) as f32 / EPOCHS as f32;
			for (weather, rain) in &examples {
				let target = rain / SCALE;
				// The square's slope, but for errors of more than one unit, from where on it stays.
				network.learn(&inputs(weather), rate, |outputs| {
					outputs.iter().map(|output| (output - target).clamp(-1.0, 1.0)).collect()
				});
			}
		}
		Self(network)
	}

	/// How good it is on days that nobody learns from.
	pub fn accuracy(&self) -> Accuracy {
		let days = weather::examples(0, purpose::HELD_OUT, 2_000);
		let count = days.len() as f32;
		let mean = days.iter().map(|(_, rain)| rain).sum::<f32>() / count;
		let error = |estimate: &dyn Fn(&Weather) -> f32| {
			let squares = days.iter().map(|(weather, rain)| {
				let error = estimate(weather) - rain;
				error * error
			});
			(squares.sum::<f32>() / count).sqrt()
		};
		Accuracy { error: error(&|day| self.estimate(day)), error_of_mean: error(&|_| mean) }
	}
}

fn inputs(weather: &Weather) -> Vec<Input> {
	let values = weather.values().into_iter().zip(NORMS);
	values.map(|(value, (middle, spread))| (value - middle) / spread).enumerate().collect()
}
