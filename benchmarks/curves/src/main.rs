//! `vajra-curves`: what each supply schedule pays and comes to over twenty years, as a plot and a table.
//!
//! The numbers are those of the pallet's own code, for the presets that it publishes.

use anyhow::{anyhow, ensure, Result};
use clap::Parser;
use pallet_token_emission::{presets, Balance, Curve, Halving, Height, Schedule, Stepped};
use plotters::prelude::*;
use sp_arithmetic::FixedU128;
use std::{fmt::Write, fs, path::PathBuf};

/// A unit in planck.
const UNIT: Balance = 1_000_000_000_000;
const YEARS: u32 = 20;
/// Points of a line in a year.
const POINTS: u32 = 73;

/// Draws reward and supply of each schedule over twenty years.
#[derive(Parser)]
#[command(version)]
struct Cli {
	/// Seconds between blocks.
	#[arg(long, default_value_t = 3)]
	block_time: u64,

	/// The folder for `emission.svg` and `emission.md`.
	#[arg(long, default_value = "benchmarks/results")]
	out: PathBuf,
}

/// A schedule with what is there at first, and the cap.
struct Supply {
	name: &'static str,
	curve: Curve,
	allocated: Balance,
	cap: Balance,
	colour: RGBColor,
}

impl Supply {
	fn new(
		name: &'static str,
		schedule: Schedule,
		allocated: Balance,
		cap: Balance,
		colour: RGBColor,
	) -> Result<Self> {
		let curve = schedule.curve().map_err(|error| anyhow!("{name}: {error:?}"))?;
		Ok(Self { name, curve, allocated, cap, colour })
	}

	/// What there is after a height, if nothing is burned.
	fn at(&self, height: Height) -> Balance {
		self.allocated.saturating_add(self.curve.total(height)).min(self.cap)
	}

	/// What is minted in a span of heights.
	fn minted(&self, after: Height, to: Height) -> Balance {
		self.at(to) - self.at(after)
	}
}

/// The schedules, in the order in which the documentation has them.
fn supplies(day: Height) -> Result<Vec<Supply>> {
	let year = 365 * day;
	let beta = FixedU128::from_rational(1, 2_000);
	let stepped = Stepped::published(UNIT, year, 3 * year, 6 * year, beta);
	let (ten, hundred) = (presets::ten_billion(UNIT, day), presets::hundred_billion(UNIT, day));
	let smooth = match hundred.schedule {
		Schedule::Halving(halving) => Schedule::Halving(Halving { smooth: true, ..halving }),
		other => other,
	};
	let at_first = hundred.allocated();
	Ok(vec![
		Supply::new("stepped", Schedule::Stepped(stepped), 0, Balance::MAX, RED)?,
		Supply::new("halving", hundred.schedule, at_first, hundred.max_supply, BLUE)?,
		Supply::new("smooth halving", smooth, at_first, hundred.max_supply, CYAN)?,
		Supply::new("cycles", ten.schedule, ten.allocated(), ten.max_supply, BLACK)?,
		Supply::new("fixed", Schedule::Fixed, 10_000_000_000 * UNIT, Balance::MAX, MAGENTA)?,
	])
}

/// Planck as units, for drawing.
fn units(amount: Balance) -> f64 {
	amount as f64 / UNIT as f64
}

fn main() -> Result<()> {
	let cli = Cli::parse();
	ensure!((1..=86_400).contains(&cli.block_time), "a block takes 1 to 86400 seconds");
	let day = 86_400 / cli.block_time;
	let supplies = supplies(day)?;
	fs::create_dir_all(&cli.out)?;
	draw(&cli.out.join("emission.svg"), &supplies, day)?;
	fs::write(cli.out.join("emission.md"), table(&supplies, day, cli.block_time)?)?;
	Ok(())
}

fn draw(path: &std::path::Path, supplies: &[Supply], day: Height) -> Result<()> {
	let area = SVGBackend::new(path, (900, 900)).into_drawing_area();
	area.fill(&WHITE)?;
	let (top, bottom) = area.split_vertically(450);
	let step = 365 * day / u64::from(POINTS);
	let points = 1..=YEARS * POINTS;
	let year = |point: u32| f64::from(point) / f64::from(POINTS);
	panel(&top, "Minted in a day, units", (1e4, 1e8), supplies, |supply| {
		let per_day = |point: u32| {
			let to = step * u64::from(point);
			units(supply.minted(to - step, to)) * day as f64 / step as f64
		};
		// Nothing has no place on this scale.
		points
			.clone()
			.map(|point| (year(point), per_day(point)))
			.filter(|(_, y)| *y > 0.0)
			.collect()
	})?;
	panel(&bottom, "Supply, units", (1e8, 1e11), supplies, |supply| {
		let supply = |point: u32| units(supply.at(step * u64::from(point)));
		points
			.clone()
			.map(|point| (year(point), supply(point)))
			.filter(|(_, y)| *y >= 1e8)
			.collect()
	})?;
	area.present()?;
	Ok(())
}

/// One chart over all years, with a scale in powers of ten.
fn panel<'a, B: DrawingBackend>(
	area: &DrawingArea<B, plotters::coord::Shift>,
	title: &str,
	(low, high): (f64, f64),
	supplies: &'a [Supply],
	points: impl Fn(&'a Supply) -> Vec<(f64, f64)>,
) -> Result<()>
where
	B::ErrorType: 'static,
{
	let mut chart = ChartBuilder::on(area)
		.caption(title, ("sans-serif", 20))
		.margin(15)
		.x_label_area_size(30)
		.y_label_area_size(70)
		.build_cartesian_2d(0f64..f64::from(YEARS), (low..high).log_scale())?;
	chart
		.configure_mesh()
		.x_desc("years")
		.y_label_formatter(&|value| format!("{value:.0e}"))
		.draw()?;
	for supply in supplies {
		let colour = supply.colour;
		chart
			.draw_series(LineSeries::new(points(supply), colour.stroke_width(2)))?
			.label(supply.name)
			.legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(2)));
	}
	chart
		.configure_series_labels()
		.position(SeriesLabelPosition::LowerMiddle)
		.background_style(WHITE.mix(0.8))
		.border_style(BLACK)
		.draw()?;
	Ok(())
}

/// Reward and supply at the beginning of some years.
fn table(supplies: &[Supply], day: Height, block_time: u64) -> Result<String> {
	let mut text = format!(
		"# Emission over {YEARS} years\n\nUnits, at a block every {block_time} s and if nothing is burned. \
		 Made by `vajra-curves`; the plot is [emission.svg](emission.svg).\n\n"
	);
	for (title, is_reward) in [("Reward of a block", true), ("Supply", false)] {
		write!(text, "| {title} after |")?;
		supplies.iter().try_for_each(|supply| write!(text, " {} |", supply.name))?;
		write!(text, "\n| --- |{}\n", " ---: |".repeat(supplies.len()))?;
		for years in [0, 1, 2, 3, 4, 6, 8, 10, 15, 20u64] {
			let height = years * 365 * day;
			write!(text, "| {years} years |")?;
			for supply in supplies {
				if is_reward {
					write!(text, " {:.6} |", units(supply.minted(height, height + 1)))?;
				} else {
					write!(text, " {:.0} |", units(supply.at(height)))?;
				}
			}
			text.push('\n');
		}
		text.push('\n');
	}
	text.push_str(
		"Stepped: 100, 75 and 50 units to the end of years 1, 3 and 6, then 30, β = 1/2000. Halving: the \
		 preset of 100 billion, every 730 days. Smooth halving: the same first reward. Cycles: the preset \
		 of 10 billion. Fixed: 10 billion at genesis.\n",
	);
	Ok(text.replace("| 1 years |", "| 1 year |"))
}
