//! The live status line, and logs that do not tear it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
	io::{self, IsTerminal, Write},
	time::Duration,
};
use tracing_subscriber::{fmt::MakeWriter, EnvFilter};

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
	/// For people.
	#[default]
	Text,
	/// One JSON object a line.
	Json,
}

/// A line at the bottom of the terminal that shows what is going on. Where standard error is not
/// a terminal, or logs are JSON, it is not shown.
#[derive(Clone, Debug)]
pub struct StatusLine(ProgressBar);

impl StatusLine {
	/// A line that is not shown.
	pub fn hidden() -> Self {
		Self(ProgressBar::hidden())
	}

	fn visible() -> Self {
		let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
		if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
			bar.set_style(style);
		}
		Self(bar)
	}

	/// Shows `text`.
	pub fn set(&self, text: impl Into<String>) {
		let text: String = text.into();
		if !self.0.is_hidden() && self.0.message().is_empty() {
			self.0.enable_steady_tick(Duration::from_millis(200));
		}
		self.0.set_message(text);
	}

	/// Takes the line away.
	pub fn clear(&self) {
		self.0.finish_and_clear();
	}
}

/// Writes log lines above the status line.
#[derive(Clone, Debug)]
struct AboveStatusLine(StatusLine);

impl Write for AboveStatusLine {
	fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
		self.0 .0.suspend(|| io::stderr().write(buffer))
	}

	fn flush(&mut self) -> io::Result<()> {
		io::stderr().flush()
	}
}

impl<'a> MakeWriter<'a> for AboveStatusLine {
	type Writer = Self;

	fn make_writer(&'a self) -> Self::Writer {
		self.clone()
	}
}

/// Starts logging to standard error and gives the status line that goes with it.
///
/// `filter` has the usual form, such as `info` or `warn,vajra_agent=debug`.
pub fn init(format: LogFormat, filter: &str) -> Result<StatusLine, String> {
	let filter = EnvFilter::try_new(filter).map_err(|error| {
		format!("{filter:?} is not a log filter: {error}; an example is warn,vajra_agent=debug")
	})?;
	let terminal = io::stderr().is_terminal();
	let line = if terminal && format == LogFormat::Text {
		StatusLine::visible()
	} else {
		StatusLine::hidden()
	};
	let logs = tracing_subscriber::fmt()
		.with_env_filter(filter)
		.with_writer(AboveStatusLine(line.clone()))
		.with_ansi(terminal);
	// A second start in one process (tests do that) keeps the first one's logs.
	let started = match format {
		LogFormat::Text => logs.try_init(),
		LogFormat::Json => logs.json().flatten_event(true).with_ansi(false).try_init(),
	};
	if let Err(error) = started {
		tracing::debug!(%error, "logging was started before");
	}
	Ok(line)
}
