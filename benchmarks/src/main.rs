//! `vajra-bench`: measures one pallet of a runtime with the SDK's benchmarking library, writes the
//! pallet's weights file and a JSON report.
//!
//! `make bench PALLET=<crate name>` builds what it needs and calls it.

mod analysis;
mod machine;
mod report;

use analysis::Batch;
use anyhow::{anyhow, Context, Result};
use clap::Parser;
use frame_benchmarking_cli::PalletCmd;
use machine::Machine;
use report::Report;
use sp_runtime::traits::BlakeTwo256;
use std::{
	fs,
	path::{Path, PathBuf},
	process::ExitCode,
};

/// Measures a pallet's benchmarks on the WASM executor, and writes its weights and a report.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
	/// The pallet's crate name, with dashes or underscores.
	#[arg(long)]
	pallet: String,

	/// The runtime's WASM, built with the feature `runtime-benchmarks`.
	#[arg(long)]
	runtime: PathBuf,

	/// The weights file to write; none without it.
	#[arg(long)]
	weights: Option<PathBuf>,

	/// The JSON report to write.
	#[arg(long)]
	report: PathBuf,

	/// Only these benchmarks, separated by commas; also those that are evidence and no weight. Then no
	/// weights file is written.
	#[arg(long, conflicts_with = "weights")]
	extrinsic: Option<String>,

	/// How many values of each component to measure.
	#[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(2..))]
	steps: u32,

	/// How often to measure each value, at least.
	#[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
	repeat: u32,

	/// How long to measure each benchmark, at least, in seconds.
	#[arg(long, default_value_t = 10)]
	min_duration: u64,
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
	if !cli.runtime.is_file() {
		return Err(anyhow!(
			"no runtime at {}; `make bench PALLET={}` builds it",
			cli.runtime.display(),
			cli.pallet
		));
	}
	sc_cli::LoggerBuilder::new("info").init().map_err(|error| anyhow!("logging: {error}"))?;

	// Nothing is written to its place before the whole run has succeeded.
	let scratch = tempfile::tempdir().context("no temporary folder")?;
	let template = scratch.path().join("template.hbs");
	let rendered = scratch.path().join("rendered");
	let raw = scratch.path().join("raw.json");
	fs::write(&template, analysis::template()).context("no temporary file")?;

	let command = library_command(&cli, &template, &rendered, &raw)?;
	command
		.run_with_spec::<BlakeTwo256, ()>(None)
		.map_err(|error| anyhow!("{error}"))
		.with_context(|| format!("benchmarks of {} failed", cli.pallet))?;

	let rendered = fs::read_to_string(&rendered).context("the library rendered nothing")?;
	let raw = fs::read(&raw).context("the library wrote no measurements")?;
	let batches: Vec<Batch> = serde_json::from_slice(&raw).context("unknown measurements")?;
	let (weights, analysis) = analysis::split(&rendered)?;
	let machine = Machine::this(analysis.cpu.clone());
	let report = Report::new(analysis, &batches, machine)?;

	if let Some(path) = &cli.weights {
		write(path, weights)?;
		println!("weights: {}", path.display());
	}
	write(&cli.report, &format!("{}\n", serde_json::to_string_pretty(&report)?))?;
	println!("report:  {}\n\n{}", cli.report.display(), report.table());
	Ok(())
}

/// The library's own command for this run; its fields are not all public, its arguments are.
fn library_command(cli: &Cli, template: &Path, rendered: &Path, raw: &Path) -> Result<PalletCmd> {
	let text = |path: &Path| {
		path.to_str().map(str::to_owned).with_context(|| format!("odd path {}", path.display()))
	};
	let mut arguments = vec![
		"pallet".into(),
		format!("--runtime={}", text(&cli.runtime)?),
		"--genesis-builder=runtime".into(),
		format!("--pallet={}", cli.pallet),
		format!("--extrinsic={}", cli.extrinsic.as_deref().unwrap_or("*")),
		format!("--steps={}", cli.steps),
		format!("--repeat={}", cli.repeat),
		format!("--min-duration={}", cli.min_duration),
		format!("--template={}", text(template)?),
		format!("--output={}", text(rendered)?),
		format!("--json-file={}", text(raw)?),
		"--quiet".into(),
	];
	if cli.extrinsic.is_some() {
		arguments.push("--extra".into());
	}
	PalletCmd::try_parse_from(arguments).context("the benchmarking library refused its arguments")
}

fn write(path: &Path, text: &str) -> Result<()> {
	if let Some(folder) = path.parent() {
		fs::create_dir_all(folder)
			.with_context(|| format!("cannot create {}", folder.display()))?;
	}
	fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
