//! What the benchmarking library hands back: its analysis, and the raw measurements behind it.
//!
//! Both come from one run. The library renders its analysis through a template, and knows nothing
//! richer than one template per run, so [`template`] joins the pallet's weights file and a JSON page
//! into one, and [`split`] takes the result apart again.

use anyhow::{Context, Result};
use serde::Deserialize;

const WEIGHTS: &str = include_str!("../weights.hbs");
const ANALYSIS: &str = include_str!("../analysis.hbs");
const SEPARATOR: &str = "\n==== analysis ====\n";

/// The one template that renders the weights file and the analysis.
pub fn template() -> String {
	[WEIGHTS, ANALYSIS].join(SEPARATOR)
}

/// Takes apart what [`template`] rendered: the weights file and the analysis.
pub fn split(rendered: &str) -> Result<(&str, Analysis)> {
	let (weights, json) =
		rendered.split_once(SEPARATOR).context("the rendered benchmarks have no analysis")?;
	let analysis = serde_json::from_str(json).context("the rendered analysis is no valid JSON")?;
	Ok((weights, analysis))
}

/// The fitted model of each call: a base and a slope per component.
#[derive(Debug, Deserialize)]
pub struct Analysis {
	pub pallet: String,
	pub date: String,
	pub cpu: String,
	pub steps: u32,
	pub repeat: u32,
	pub calls: Vec<Call>,
}

#[derive(Debug, Deserialize)]
pub struct Call {
	pub name: String,
	/// Picoseconds.
	pub ref_time: u64,
	/// Bytes.
	pub proof_size: u64,
	pub reads: u64,
	pub writes: u64,
	pub ranges: Vec<Range>,
	pub ref_time_slopes: Vec<Slope>,
	pub proof_size_slopes: Vec<Slope>,
	pub reads_slopes: Vec<Slope>,
	pub writes_slopes: Vec<Slope>,
}

#[derive(Debug, Deserialize)]
pub struct Range {
	pub component: String,
	pub min: u32,
	pub max: u32,
}

/// What one more of `component` adds.
#[derive(Debug, Deserialize)]
pub struct Slope {
	pub component: String,
	pub slope: u64,
	pub error: u64,
}

/// The slope of `component`; components without one cost nothing.
pub fn slope_of(slopes: &[Slope], component: &str) -> (u64, u64) {
	slopes
		.iter()
		.find(|slope| slope.component == component)
		.map_or((0, 0), |slope| (slope.slope, slope.error))
}

/// The raw measurements of one call, as the library's `--json-file` has them.
#[derive(Debug, Deserialize)]
pub struct Batch {
	pub benchmark: String,
	pub time_results: Vec<Sample>,
}

#[derive(Debug, Deserialize)]
pub struct Sample {
	pub components: Vec<(String, u32)>,
	/// Nanoseconds.
	pub extrinsic_time: u64,
}

impl Sample {
	/// Whether this sample has `component` at `value` and all others at their highest.
	pub fn is_at(&self, component: &str, value: u32, ranges: &[Range]) -> bool {
		self.components.iter().all(|(name, at)| {
			let wanted = if name == component {
				Some(value)
			} else {
				ranges.iter().find(|range| range.component == *name).map(|range| range.max)
			};
			wanted == Some(*at)
		})
	}
}
