//! `vajra-compare`: sets the reports of several pallets side by side and says how many times as much
//! one call costs as another.
//!
//! `make bench-peers` measures what it needs and calls it.

use anyhow::{bail, Context, Result};
use clap::Parser;
use frame_support::weights::{constants::ParityDbWeight, RuntimeDbWeight};
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap, fmt::Write as _, fs, path::PathBuf, process::ExitCode, str::FromStr,
};

/// Compares calls of reports that `vajra-bench` wrote in one run on one machine.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
	/// A report of `vajra-bench`; repeat for each pallet, and for each round where the same calls were
	/// measured in several.
	#[arg(long = "report", required = true)]
	reports: Vec<PathBuf>,

	/// Two calls to compare, as `<pallet>::<call>=<pallet>::<call>`; repeat at will.
	#[arg(long = "pair")]
	pairs: Vec<Pair>,

	/// Two calls that must cost the same, in the same form; repeat at will. The second may take at most
	/// `--at-most` times as long as the first, each by the shortest of all its runs in all rounds, and
	/// must neither read nor write more. The run fails otherwise, after the file is written.
	#[arg(long = "same", requires = "at_most")]
	same: Vec<Pair>,

	/// How many times as long the second call of a `--same` may take.
	#[arg(long, value_name = "RATIO", value_parser = limit)]
	at_most: Option<f64>,

	/// The JSON file to write.
	#[arg(long)]
	out: PathBuf,
}

fn limit(text: &str) -> Result<f64, String> {
	match text.parse() {
		Ok(ratio) if (1.0..1_000.0).contains(&ratio) => Ok(ratio),
		_ => Err("a ratio is a number from 1 on, for example 1.05".into()),
	}
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Pair {
	call: String,
	against: String,
}

impl FromStr for Pair {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text.split_once('=') {
			Some((call, against)) if call.contains("::") && against.contains("::") => {
				Ok(Self { call: call.into(), against: against.into() })
			}
			_ => Err("a pair is `<pallet>::<call>=<pallet>::<call>`".into()),
		}
	}
}

/// What is read of a report.
#[derive(Debug, Deserialize)]
struct Report {
	pallet: String,
	date: String,
	machine: Machine,
	steps: u32,
	repeat: u32,
	calls: Vec<Call>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
struct Machine {
	cpu: String,
	cores: usize,
	memory_mib: u64,
}

#[derive(Debug, Deserialize)]
struct Call {
	name: String,
	ref_time_ps: u64,
	proof_size: u64,
	reads: u64,
	writes: u64,
	measured: Times,
	slopes: Vec<Slope>,
}

#[derive(Clone, Debug, Deserialize)]
struct Times {
	min_ps: u64,
	median_ps: u64,
}

#[derive(Debug, Deserialize)]
struct Slope {
	component: String,
	max: u32,
	ref_time_ps: u64,
	proof_size: u64,
	reads: u64,
	writes: u64,
	measured_at_max: Times,
}

#[derive(Debug, Serialize)]
struct Comparison {
	date: String,
	machine: Machine,
	steps: u32,
	repeat: u32,
	database: Database,
	calls: Vec<Cost>,
	ratios: Vec<Ratio>,
}

/// What an access is taken to cost.
#[derive(Debug, Serialize)]
struct Database {
	name: &'static str,
	read_ps: u64,
	write_ps: u64,
}

/// What a call costs with every component at its highest.
#[derive(Clone, Debug, Serialize)]
struct Cost {
	call: String,
	at: BTreeMap<String, u32>,
	/// In how many rounds it was measured. Times but the shortest are the middle one of theirs.
	rounds: usize,
	/// The fitted time, state in memory.
	ref_time_ps: u64,
	/// The same plus the database's `reads` and `writes`: what the chain charges.
	ref_time_with_database_ps: u64,
	reads: u64,
	writes: u64,
	proof_size: u64,
	/// Measured, not fitted.
	median_ps: u64,
	min_ps: u64,
}

/// How many times as much `against` costs as `call`.
#[derive(Debug, Serialize)]
struct Ratio {
	call: String,
	against: String,
	ref_time: f64,
	ref_time_with_database: f64,
	median: f64,
	shortest: f64,
	reads: f64,
	writes: f64,
	proof_size: f64,
	/// What `shortest` may be, where the two must cost the same.
	#[serde(skip_serializing_if = "Option::is_none")]
	at_most: Option<f64>,
}

/// The middle one of some numbers, or the lower of the two; 0 of none.
fn middle(numbers: impl Iterator<Item = u64>) -> u64 {
	let mut numbers: Vec<_> = numbers.collect();
	numbers.sort_unstable();
	numbers.get(numbers.len().saturating_sub(1) / 2).copied().unwrap_or(0)
}

impl Cost {
	fn of(pallet: &str, call: &Call, database: RuntimeDbWeight) -> Self {
		let full = |base: u64, slope: fn(&Slope) -> u64| {
			call.slopes.iter().fold(base, |sum, component| {
				sum.saturating_add(slope(component).saturating_mul(component.max.into()))
			})
		};
		let ref_time_ps = full(call.ref_time_ps, |slope| slope.ref_time_ps);
		let reads = full(call.reads, |slope| slope.reads);
		let writes = full(call.writes, |slope| slope.writes);
		// `measured_at_max` has the other components at their highest too.
		let measured = call.slopes.first().map_or(&call.measured, |slope| &slope.measured_at_max);
		Self {
			call: format!("{pallet}::{}", call.name),
			at: call.slopes.iter().map(|slope| (slope.component.clone(), slope.max)).collect(),
			rounds: 1,
			ref_time_ps,
			ref_time_with_database_ps: ref_time_ps
				.saturating_add(database.reads_writes(reads, writes).ref_time()),
			reads,
			writes,
			proof_size: full(call.proof_size, |slope| slope.proof_size),
			median_ps: measured.median_ps,
			min_ps: measured.min_ps,
		}
	}

	/// What several rounds say about one call. What slows a machine down for a while does not make its
	/// shortest run longer, if only one of the rounds is spared.
	fn of_rounds(rounds: &[Self]) -> Option<Self> {
		let number = |what: fn(&Self) -> u64| rounds.iter().map(what);
		let most = |what: fn(&Self) -> u64| number(what).max().unwrap_or(0);
		Some(Self {
			rounds: rounds.len(),
			ref_time_ps: middle(number(|cost| cost.ref_time_ps)),
			ref_time_with_database_ps: middle(number(|cost| cost.ref_time_with_database_ps)),
			reads: most(|cost| cost.reads),
			writes: most(|cost| cost.writes),
			proof_size: most(|cost| cost.proof_size),
			median_ps: middle(number(|cost| cost.median_ps)),
			min_ps: number(|cost| cost.min_ps).min().unwrap_or(0),
			..rounds.first()?.clone()
		})
	}
}

impl Ratio {
	fn of(call: &Cost, against: &Cost, at_most: Option<f64>) -> Self {
		// What costs nothing is counted as costing one.
		let ratio = |cost: fn(&Cost) -> u64| {
			let times = cost(against) as f64 / cost(call).max(1) as f64;
			(times * 1_000.0).round() / 1_000.0
		};
		Self {
			call: call.call.clone(),
			against: against.call.clone(),
			ref_time: ratio(|cost| cost.ref_time_ps),
			ref_time_with_database: ratio(|cost| cost.ref_time_with_database_ps),
			median: ratio(|cost| cost.median_ps),
			shortest: ratio(|cost| cost.min_ps),
			reads: ratio(|cost| cost.reads),
			writes: ratio(|cost| cost.writes),
			proof_size: ratio(|cost| cost.proof_size),
			at_most,
		}
	}

	/// What is wrong, where the two should cost the same.
	fn complaint(&self) -> Option<String> {
		let at_most = self.at_most?;
		let Self { call, against, shortest, reads, writes, .. } = self;
		if *shortest > at_most {
			Some(format!(
				"{against} takes {shortest} times as long as {call}, not {at_most} at most"
			))
		} else if *reads > 1.0 || *writes > 1.0 {
			Some(format!("{against} reads {reads} and writes {writes} times as much as {call}"))
		} else {
			None
		}
	}
}

impl Comparison {
	/// `same` are those of `pairs` that must cost the same, and how much more the second may take.
	fn new(reports: &[Report], pairs: &[Pair], same: (&[Pair], Option<f64>)) -> Result<Self> {
		let [first, rest @ ..] = reports else { bail!("no report") };
		if let Some(other) = rest.iter().find(|report| {
			(&report.machine, report.steps, report.repeat)
				!= (&first.machine, first.steps, first.repeat)
		}) {
			bail!(
				"{} and {} were not measured in the same way on the same machine",
				first.pallet,
				other.pallet
			);
		}
		let database = ParityDbWeight::get();
		let measured = reports.iter().flat_map(|report| {
			report.calls.iter().map(|call| Cost::of(&report.pallet, call, database))
		});
		// In the order of their first rounds.
		let mut rounds: Vec<Vec<Cost>> = Vec::new();
		for cost in measured {
			match rounds.iter_mut().find(|known| known.iter().any(|one| one.call == cost.call)) {
				Some(known) => known.push(cost),
				None => rounds.push(vec![cost]),
			}
		}
		let calls: Vec<Cost> = rounds.iter().filter_map(|rounds| Cost::of_rounds(rounds)).collect();
		let find = |name: &str| {
			calls
				.iter()
				.find(|cost| cost.call == name)
				.with_context(|| format!("no report has measured `{name}`"))
		};
		let (same, at_most) = same;
		let pairs = pairs.iter().map(|pair| (pair, None));
		let ratios = pairs
			.chain(same.iter().map(|pair| (pair, at_most)))
			.map(|(pair, at_most)| Ok(Ratio::of(find(&pair.call)?, find(&pair.against)?, at_most)))
			.collect::<Result<_>>()?;
		Ok(Self {
			date: first.date.clone(),
			machine: first.machine.clone(),
			steps: first.steps,
			repeat: first.repeat,
			database: Database {
				name: "ParityDB",
				read_ps: database.read,
				write_ps: database.write,
			},
			calls,
			ratios,
		})
	}

	/// What costs more than it may.
	fn complaints(&self) -> Vec<String> {
		self.ratios.iter().filter_map(Ratio::complaint).collect()
	}

	/// The same as tables for a terminal, times in microseconds.
	fn table(&self) -> String {
		let mut out = String::new();
		let _ = writeln!(
			out,
			"{:<54} {:>11} {:>11} {:>11} {:>6} {:>6} {:>8}",
			"call", "ref time µs", "with db µs", "median µs", "reads", "writes", "proof B"
		);
		for cost in &self.calls {
			let at = cost.at.iter().map(|(name, value)| format!(" {name}={value}"));
			let _ = writeln!(
				out,
				"{:<54} {:>11} {:>11} {:>11} {:>6} {:>6} {:>8}",
				format!("{}{}", cost.call, at.collect::<String>()),
				micros(cost.ref_time_ps),
				micros(cost.ref_time_with_database_ps),
				micros(cost.median_ps),
				cost.reads,
				cost.writes,
				cost.proof_size
			);
		}
		if !self.ratios.is_empty() {
			let _ = writeln!(
				out,
				"\n{:<54} {:>11} {:>11} {:>11} {:>11} {:>6} {:>6}  as much as",
				"times as much costs",
				"ref time",
				"with db",
				"median",
				"shortest",
				"reads",
				"writes"
			);
		}
		for ratio in &self.ratios {
			let _ = writeln!(
				out,
				"{:<54} {:>11.2} {:>11.2} {:>11.2} {:>11.2} {:>6.1} {:>6.1}  {}",
				ratio.against,
				ratio.ref_time,
				ratio.ref_time_with_database,
				ratio.median,
				ratio.shortest,
				ratio.reads,
				ratio.writes,
				match ratio.at_most {
					Some(at_most) => format!("{} (shortest: {at_most} at most)", ratio.call),
					None => ratio.call.clone(),
				}
			);
		}
		let _ = write!(
			out,
			"\n{}: {}, {} cores, {} MiB, {} steps, {} repeats",
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

fn main() -> ExitCode {
	match run(Cli::parse()) {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("error: {error:#}");
			ExitCode::FAILURE
		}
	}
}

fn run(cli: Cli) -> Result<()> {
	let reports = cli
		.reports
		.iter()
		.map(|path| {
			let text = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
			serde_json::from_slice(&text)
				.with_context(|| format!("{} is no report of vajra-bench", path.display()))
		})
		.collect::<Result<Vec<Report>>>()?;
	let comparison = Comparison::new(&reports, &cli.pairs, (&cli.same, cli.at_most))?;
	fs::write(&cli.out, format!("{}\n", serde_json::to_string_pretty(&comparison)?))
		.with_context(|| format!("cannot write {}", cli.out.display()))?;
	println!("{}\n\ncomparison: {}", comparison.table(), cli.out.display());
	let complaints = comparison.complaints();
	if !complaints.is_empty() {
		bail!("what should cost the same does not:\n{}", complaints.join("\n"));
	}
	Ok(())
}

fn micros(picoseconds: u64) -> String {
	format!("{:.1}", picoseconds as f64 / 1e6)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn report(pallet: &str, call: &str, base: u64, slope: u64) -> Report {
		serde_json::from_value(serde_json::json!({
			"pallet": pallet,
			"date": "2026-01-01",
			"machine": { "cpu": "cpu", "cores": 2, "memory_mib": 1 },
			"steps": 2,
			"repeat": 1,
			"calls": [{
				"name": call, "ref_time_ps": base, "proof_size": 3, "reads": 2, "writes": 1,
				"measured": { "samples": 9, "min_ps": 1, "median_ps": 2, "max_ps": 3 },
				"slopes": [{
					"component": "n", "min": 0, "max": 10, "ref_time_ps": slope,
					"ref_time_error_ps": 0, "proof_size": 0, "reads": 4, "writes": 5,
					"measured_at_min": { "samples": 1, "min_ps": 1, "median_ps": 1, "max_ps": 1 },
					"measured_at_max": { "samples": 1, "min_ps": 7, "median_ps": 8, "max_ps": 9 },
				}],
			}],
		}))
		.unwrap()
	}

	const NO_LIMIT: (&[Pair], Option<f64>) = (&[], None);

	/// A call without components, measured like this.
	fn flat(call: &str, reads: u64, min_ps: u64, median_ps: u64) -> Report {
		let mut report = report("ours", call, median_ps, 0);
		let call = &mut report.calls[0];
		(call.slopes, call.reads) = (vec![], reads);
		call.measured = Times { min_ps, median_ps };
		report
	}

	/// What is said of two calls that must cost the same but for a twentieth.
	fn complaints(reports: &[Report]) -> Vec<String> {
		let same = ["ours::few=ours::many".parse().unwrap()];
		Comparison::new(reports, &[], (&same, Some(1.05))).unwrap().complaints()
	}

	#[test]
	fn rounds_of_a_call_are_one_cost() {
		let rounds = [flat("few", 2, 90, 100), flat("few", 2, 80, 300), flat("few", 2, 200, 210)];
		let comparison = Comparison::new(&rounds, &[], NO_LIMIT).unwrap();
		let [cost] = &comparison.calls[..] else { panic!("one call") };
		assert_eq!((cost.rounds, cost.min_ps), (3, 80));
		assert_eq!((cost.median_ps, cost.ref_time_ps), (210, 210));
		assert_eq!((middle([].into_iter()), middle([2, 1].into_iter())), (0, 1));
	}

	#[test]
	fn calls_that_cost_the_same_are_not_complained_about() {
		// A machine that was busy for a while in each of the rounds.
		let reports = [
			flat("few", 2, 100, 110),
			flat("many", 2, 190, 500),
			flat("few", 2, 180, 190),
			flat("many", 2, 105, 400),
		];
		assert!(complaints(&reports).is_empty());
	}

	#[test]
	fn calls_that_cost_more_are_complained_about() {
		let [slow] = &complaints(&[flat("few", 2, 1_000, 9), flat("many", 2, 1_051, 9)])[..] else {
			panic!("one complaint")
		};
		assert!(slow.contains("ours::many takes 1.051 times as long as ours::few"), "{slow}");
		let [more] = &complaints(&[flat("few", 2, 100, 9), flat("many", 3, 90, 9)])[..] else {
			panic!("one complaint")
		};
		assert!(more.contains("reads 1.5"), "{more}");
	}

	#[test]
	fn limits_are_ratios_from_one_on() {
		assert_eq!(limit("1.05"), Ok(1.05));
		for wrong in ["0.9", "NaN", "inf", "x", ""] {
			assert!(limit(wrong).is_err(), "{wrong}");
		}
		// Two calls that must cost the same need one.
		let of = |more: &[&str]| {
			let given = ["compare", "--report", "a", "--out", "b", "--same", "a::b=a::c"];
			Cli::try_parse_from(given.iter().chain(more))
		};
		assert!(of(&[]).is_err() && of(&["--at-most", "1.05"]).is_ok());
	}

	#[test]
	fn components_count_at_their_highest() {
		let reports = [report("pallet_a", "pay", 1_000, 100)];
		let comparison = Comparison::new(&reports, &[], NO_LIMIT).unwrap();
		let [cost] = &comparison.calls[..] else { panic!("one call") };
		assert_eq!(cost.call, "pallet_a::pay");
		assert_eq!(cost.at, [("n".to_string(), 10)].into());
		assert_eq!((cost.ref_time_ps, cost.reads, cost.writes), (2_000, 42, 51));
		assert_eq!((cost.median_ps, cost.min_ps, cost.proof_size), (8, 7, 3));
		let database = &comparison.database;
		assert_eq!(
			cost.ref_time_with_database_ps,
			2_000 + 42 * database.read_ps + 51 * database.write_ps
		);
	}

	#[test]
	fn ratios_say_how_many_times_as_much_the_second_costs() {
		let reports = [report("ours", "pay", 1_000, 0), report("theirs", "pay", 1_000, 4_900)];
		let pairs = ["ours::pay=theirs::pay".parse().unwrap()];
		let comparison = Comparison::new(&reports, &pairs, NO_LIMIT).unwrap();
		assert_eq!(comparison.ratios[0].ref_time, 50.0);
		assert_eq!(comparison.ratios[0].reads, 1.0);
		assert!(comparison.table().contains(" 50.00 "));
	}

	#[test]
	fn what_cannot_be_compared_is_refused() {
		let pair = ["ours::pay=theirs::pay".parse().unwrap()];
		let reports = [report("ours", "pay", 1, 0)];
		let error = Comparison::new(&reports, &pair, NO_LIMIT).unwrap_err();
		assert!(error.to_string().contains("`theirs::pay`"), "{error}");

		let mut other = report("theirs", "pay", 1, 0);
		other.machine.cpu = "another".into();
		let reports = [report("ours", "pay", 1, 0), other];
		let error = Comparison::new(&reports, &pair, NO_LIMIT).unwrap_err();
		assert!(error.to_string().contains("same machine"), "{error}");

		assert!("ours=theirs".parse::<Pair>().is_err());
	}
}
