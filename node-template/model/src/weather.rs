//! Simulated weather, to learn from and to be asked about.
//!
//! Each day at each station a disturbance passes, or does not. The stronger it is, the lower the pressure,
//! and the more humid, windy and cloudy it is; temperature follows the season. It rains as the
//! measurements say ([`rain`]), give or take a tenth that no measurement shows.
//!
//! It is no forecast and no record of any place. Whoever runs a service for real puts stations in its
//! stead.

use crate::random::Random;

/// What is measured, in the order in which the network has it: name, least and most.
pub const MEASURES: [(&str, f32, f32); 5] = [
	("temperature", -30.0, 45.0),
	("pressure", 950.0, 1_050.0),
	("humidity", 0.0, 100.0),
	("wind", 0.0, 40.0),
	("cloud", 0.0, 100.0),
];

/// Highest number of a station.
pub const STATIONS: u32 = 9_999;

/// Highest number of a day.
pub const DAYS: u32 = 36_500;

/// What a station measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weather {
	/// °C.
	pub temperature: f32,
	/// hPa.
	pub pressure: f32,
	/// Percent.
	pub humidity: f32,
	/// m/s.
	pub wind: f32,
	/// How much of the sky is covered, percent.
	pub cloud: f32,
}

impl Weather {
	/// The measurements, in the order of [`MEASURES`].
	pub fn values(&self) -> [f32; 5] {
		[self.temperature, self.pressure, self.humidity, self.wind, self.cloud]
	}

	/// Out of measurements in the order of [`MEASURES`].
	pub fn from_values([temperature, pressure, humidity, wind, cloud]: [f32; 5]) -> Self {
		Self { temperature, pressure, humidity, wind, cloud }
	}

	/// Of a day at a station.
	pub fn of(station: u32, day: u32) -> Self {
		let place = u64::from(station) << 32 | u64::from(day);
		let season = libm::sinf((day % 365) as f32 * (core::f32::consts::TAU / 365.0));
		// Where it is mild, and where winters are hard.
		let swing = 4.0 + (station % 9) as f32;
		Self::simulate(season * swing, &mut Random::new(place, 1))
	}

	/// Weather where the season makes so many degrees of difference.
	fn simulate(season: f32, random: &mut Random) -> Self {
		// Two days of five have a disturbance.
		let strength = ((random.unit() - 0.6) / 0.4).max(0.0);
		let values = [
			14.0 + season - 4.0 * strength + 9.0 * random.bell(),
			1_019.0 - 24.0 * strength + 12.0 * random.bell(),
			58.0 + 32.0 * strength + 28.0 * random.bell(),
			3.0 + 11.0 * strength + 5.0 * random.bell(),
			40.0 + 50.0 * strength + 45.0 * random.bell(),
		];
		Self::from_values(core::array::from_fn(|place| {
			let (_, least, most) = MEASURES[place];
			values[place].clamp(least, most)
		}))
	}
}

/// How much it rains in a day, mm. Moist air that is lifted, under clouds, rains; warm air holds more.
pub fn rain(weather: &Weather) -> f32 {
	let part = |value: f32, from: f32, to: f32| ((value - from) / (to - from)).clamp(0.0, 1.0);
	let moist = part(weather.humidity, 60.0, 100.0);
	let lifted = part(weather.pressure, 1_024.0, 984.0) + 0.4 * part(weather.wind, 2.0, 20.0);
	let clouded = part(weather.cloud, 30.0, 90.0);
	let holds = 0.6 + 0.8 * part(weather.temperature, -5.0, 30.0);
	60.0 * moist * lifted * clouded * holds
}

/// So many days, and how much it rained on each.
pub fn examples(seed: u64, purpose: u64, count: usize) -> Vec<(Weather, f32)> {
	let mut random = Random::new(seed, purpose);
	let mut day = || {
		let season = 24.0 * (random.unit() - 0.5);
		let weather = Weather::simulate(season, &mut random);
		(weather, rain(&weather) * (1.0 + 0.1 * random.bell()))
	};
	(0..count).map(|_| day()).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn weather_is_within_its_bounds_and_the_same_each_time() {
		for station in 0..20 {
			for day in 0..100 {
				let weather = Weather::of(station, day);
				assert_eq!(weather, Weather::of(station, day));
				for (value, (name, least, most)) in weather.values().into_iter().zip(MEASURES) {
					assert!((least..=most).contains(&value), "{name} is {value}");
				}
			}
		}
		assert_ne!(Weather::of(1, 2), Weather::of(2, 1));
	}

	#[test]
	fn some_days_are_dry_and_some_are_not() {
		let days = examples(1, 99, 2_000);
		let dry = days.iter().filter(|(_, rain)| *rain < 0.1).count();
		let wet = days.iter().filter(|(_, rain)| *rain > 20.0).count();
		assert!((400..1_600).contains(&dry), "{dry}");
		assert!((60..800).contains(&wet), "{wet}");
	}

	#[test]
	fn it_rains_as_it_is_measured() {
		let wet = Weather::from_values([15.0, 990.0, 95.0, 12.0, 95.0]);
		assert!(rain(&wet) > 30.0);
		assert_eq!(rain(&Weather { humidity: 50.0, ..wet }), 0.0);
		assert_eq!(rain(&Weather { cloud: 10.0, ..wet }), 0.0);
		assert!(rain(&Weather { pressure: 1_010.0, ..wet }) < rain(&wet));
		assert!(rain(&Weather { temperature: 25.0, ..wet }) > rain(&wet));
	}
}
