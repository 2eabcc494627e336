//! The report an auditor reads: the fitted weights of each call beside the times that were measured.

use crate::{
	analysis::{slope_of, Analysis, Batch, Call, Sample},
	machine::Machine,
};
use anyhow::{Context, Result};
use serde::Serialize;
use std::fmt::Write as _;

#[derive(Debug, Serialize)]
pub struct Report {
	pub pallet: String,
	pub date: String,
	pub machine: Machine,
	pub steps: u32,
	pub repeat: u32,
	pub calls: Vec<CallReport>,
}

#[derive(Debug, Serialize)]
pub struct CallReport {
	pub name: String,
	/// The fitted weight with every component at zero. Database costs are not in it.
	pub ref_time_ps: u64,
	pub proof_size: u64,
	pub reads: u64,
	pub writes: u64,
	/// Over all samples, whatever their components.
	pub measured: Times,
	pub slopes: Vec<SlopeReport>,
}

/// Measured wall-clock times in picoseconds, database in memory.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Times {
	pub samples: usize,
	pub min_ps: u64,
	pub median_ps: u64,
	pub max_ps: u64,
}

/// What one more of a component costs, and what was measured at both ends of its range while the
/// other components were at their highest.
#[derive(Debug, Serialize)]
pub struct SlopeReport {
	pub component: String,
	pub min: u32,
	pub max: u32,
	pub ref_time_ps: u64,
	pub ref_time_error_ps: u64,
	pub proof_size: u64,
	pub reads: u64,
	pub writes: u64,
	pub measured_at_min: Times,
	pub measured_at_max: Times,
}

impl Report {
	pub fn new(analysis: Analysis, batches: &[Batch], machine: Machine) -> Result<Self> {
		let calls = analysis
			.calls
			.iter()
			.map(|call| CallReport::new(call, batches))
			.collect::<Result<_>>()?;
		Ok(Self {
			pallet: analysis.pallet,
			date: analysis.date,
			machine,
			steps: analysis.steps,
			repeat: analysis.repeat,
			calls,
		})
	}

	/// The same as a table for a terminal, times in microseconds.
	pub fn table(&self) -> String {
		let mut out = String::new();
		let _ = writeln!(
			out,
			"{:<28} {:>11} {:>8} {:>6} {:>6}  per component",
			"call", "ref time µs", "proof B", "reads", "writes"
		);
		for call in &self.calls {
			let slopes = call
				.slopes
				.iter()
				.map(|s| {
					format!(
						"+{} µs/{name} ({name}={}: {} µs, {name}={}: {} µs)",
						micros(s.ref_time_ps),
						s.min,
						micros(s.measured_at_min.median_ps),
						s.max,
						micros(s.measured_at_max.median_ps),
						name = s.component,
					)
				})
				.collect::<Vec<_>>();
			let _ = writeln!(
				out,
				"{:<28} {:>11} {:>8} {:>6} {:>6}  {}",
				call.name,
				micros(call.ref_time_ps),
				call.proof_size,
				call.reads,
				call.writes,
				slopes.join(", ")
			);
		}
		let _ = write!(
			out,
			"{}: {}, {} cores, {} MiB, {} steps, {} repeats",
			self.date,
			self.machine.cpu,
			self.machine.cores,
			self.machine.memory_mib,
			self.steps,
			self.repeat
		);
		out
	}
}

impl CallReport {
	fn new(call: &Call, batches: &[Batch]) -> Result<Self> {
		let batch = batches
			.iter()
			.find(|batch| batch.benchmark == call.name)
			.with_context(|| format!("no measurements of `{}`", call.name))?;
		let times = |wanted: &dyn Fn(&Sample) -> bool| {
			Times::of(batch.time_results.iter().filter(|sample| wanted(sample))).with_context(
				|| format!("no measurements of `{}` at the end of a range", call.name),
			)
		};
		let slopes = call
			.ranges
			.iter()
			.map(|range| {
				let name = &range.component;
				let (ref_time_ps, ref_time_error_ps) = slope_of(&call.ref_time_slopes, name);
				Ok(SlopeReport {
					component: name.clone(),
					min: range.min,
					max: range.max,
					ref_time_ps,
					ref_time_error_ps,
					proof_size: slope_of(&call.proof_size_slopes, name).0,
					reads: slope_of(&call.reads_slopes, name).0,
					writes: slope_of(&call.writes_slopes, name).0,
					measured_at_min: times(&|s| s.is_at(name, range.min, &call.ranges))?,
					measured_at_max: times(&|s| s.is_at(name, range.max, &call.ranges))?,
				})
			})
			.collect::<Result<_>>()?;
		Ok(Self {
			name: call.name.clone(),
			ref_time_ps: call.ref_time,
			proof_size: call.proof_size,
			reads: call.reads,
			writes: call.writes,
			measured: times(&|_| true)?,
			slopes,
		})
	}
}

impl Times {
	/// `None` without a sample.
	fn of<'a>(samples: impl Iterator<Item = &'a Sample>) -> Option<Self> {
		let mut times: Vec<u64> =
			samples.map(|sample| sample.extrinsic_time.saturating_mul(1_000)).collect();
		times.sort_unstable();
		Some(Self {
			samples: times.len(),
			min_ps: *times.first()?,
			median_ps: *times.get(times.len() / 2)?,
			max_ps: *times.last()?,
		})
	}
}

fn micros(picoseconds: u64) -> String {
	format!("{:.1}", picoseconds as f64 / 1e6)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::analysis::{split, template, Range, Slope};

	fn sample(a: u32, b: u32, nanos: u64) -> Sample {
		Sample { components: vec![("a".into(), a), ("b".into(), b)], extrinsic_time: nanos }
	}

	fn analysis() -> Analysis {
		let range = |component: &str| Range { component: component.into(), min: 0, max: 10 };
		let call = Call {
			name: "prove".into(),
			ref_time: 5_000,
			proof_size: 7,
			reads: 2,
			writes: 1,
			ranges: vec![range("a"), range("b")],
			ref_time_slopes: vec![Slope { component: "a".into(), slope: 3, error: 1 }],
			proof_size_slopes: vec![],
			reads_slopes: vec![Slope { component: "b".into(), slope: 1, error: 0 }],
			writes_slopes: vec![],
		};
		Analysis {
			pallet: "pallet_a".into(),
			date: "2026-01-01".into(),
			cpu: "cpu".into(),
			steps: 2,
			repeat: 1,
			calls: vec![call],
		}
	}

	fn machine() -> Machine {
		Machine { cpu: "cpu".into(), cores: 2, memory_mib: 1 }
	}

	#[test]
	fn ends_of_a_range_are_measured_with_the_others_at_their_highest() {
		let samples = vec![
			sample(0, 10, 30),
			sample(10, 10, 50),
			sample(0, 10, 10),
			sample(0, 10, 20),
			sample(10, 0, 40),
		];
		let batches = [Batch { benchmark: "prove".into(), time_results: samples }];
		let report = Report::new(analysis(), &batches, machine()).unwrap();
		let call = &report.calls[0];
		assert_eq!(
			call.measured,
			Times { samples: 5, min_ps: 10_000, median_ps: 30_000, max_ps: 50_000 }
		);
		let [a, b] = &call.slopes[..] else { panic!("two components") };
		assert_eq!(
			a.measured_at_min,
			Times { samples: 3, min_ps: 10_000, median_ps: 20_000, max_ps: 30_000 }
		);
		assert_eq!(a.measured_at_max.median_ps, 50_000);
		assert_eq!((a.ref_time_ps, a.ref_time_error_ps, a.reads), (3, 1, 0));
		assert_eq!((b.measured_at_min.median_ps, b.measured_at_max.median_ps), (40_000, 50_000));
		assert_eq!((b.ref_time_ps, b.reads), (0, 1));
		assert!(report.table().contains("prove"));
	}

	#[test]
	fn a_call_without_measurements_is_refused() {
		let batches = [Batch { benchmark: "other".into(), time_results: vec![] }];
		let error = Report::new(analysis(), &batches, machine()).unwrap_err();
		assert!(error.to_string().contains("no measurements of `prove`"), "{error}");
	}

	#[test]
	fn a_rendered_template_comes_apart() {
		let json = r#"{"pallet":"p","date":"d","cpu":"c","steps":2,"repeat":1,"calls":[]}"#;
		let joined = template();
		let (weights_template, rest) = joined.split_once("\n==== analysis ====\n").unwrap();
		assert!(weights_template.contains("pub trait WeightInfo"));
		assert!(rest.trim_start().starts_with('{'));
		let rendered = joined.replace(rest, json);
		let (weights, analysis) = split(&rendered).unwrap();
		assert_eq!(weights, weights_template);
		assert_eq!(analysis.pallet, "p");
		assert!(split("nothing").is_err());
	}
}
