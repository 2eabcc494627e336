//! Progress of the demo: spinners on a terminal, plain lines elsewhere.

use super::summary::StepReport;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
	io::{stderr, IsTerminal},
	time::{Duration, Instant},
};

/// Shows and records the steps.
pub(super) struct Progress {
	titles: &'static [(&'static str, &'static str)],
	done: Vec<StepReport>,
	/// Names of the current step, when it began and its spinner, if there is a terminal.
	current: Option<(&'static str, Instant, Option<ProgressBar>)>,
	last_note: String,
	/// When a note was last printed as a line.
	printed: Option<Instant>,
}

/// Time between two notes that are printed as lines.
const LINE_EVERY: Duration = Duration::from_secs(5);

impl Progress {
	/// A display for steps of (name, title).
	pub(super) fn start(titles: &'static [(&'static str, &'static str)]) -> Self {
		Self { titles, done: Vec::new(), current: None, last_note: String::new(), printed: None }
	}

	/// Begins the next step.
	pub(super) fn begin(&mut self) {
		let number = self.done.len();
		let Some((name, title)) = self.titles.get(number).copied() else { return };
		let line = format!("[{}/{}] {title}", number + 1, self.titles.len());
		eprintln!("{line}");
		let bar = stderr().is_terminal().then(|| {
			let bar = ProgressBar::new_spinner();
			if let Ok(style) =
				ProgressStyle::with_template("      {spinner} {elapsed:>4} {wide_msg}")
			{
				bar.set_style(style);
			}
			bar.enable_steady_tick(Duration::from_millis(120));
			bar
		});
		self.last_note.clear();
		self.printed = None;
		self.current = Some((name, Instant::now(), bar));
	}

	/// Shows how the current step stands.
	pub(super) fn note(&mut self, note: impl Into<String>) {
		let note = note.into();
		if note == self.last_note {
			return;
		}
		if let Some((_, _, bar)) = &self.current {
			match bar {
				Some(bar) => bar.set_message(note.clone()),
				None if self.printed.is_none_or(|at| at.elapsed() >= LINE_EVERY) => {
					eprintln!("      {note}");
					self.printed = Some(Instant::now());
				}
				None => {}
			}
		}
		self.last_note = note;
	}

	/// Ends the current step well.
	pub(super) fn succeed(&mut self, detail: String) {
		self.end(true, detail);
	}

	/// Ends the current step, or the demo as a whole between steps, with an error.
	pub(super) fn fail(&mut self, detail: &str) {
		if self.current.is_none() {
			self.current = Some(("finish", Instant::now(), None));
		}
		self.end(false, detail.to_owned());
	}

	fn end(&mut self, ok: bool, detail: String) {
		let Some((name, began, bar)) = self.current.take() else { return };
		let seconds = began.elapsed();
		let mark = if ok { "ok  " } else { "FAIL" };
		let line = format!("{mark} {name} ({} s): {detail}", seconds.as_secs());
		if let Some(bar) = bar {
			bar.finish_and_clear();
		}
		eprintln!("      {line}");
		self.done.push(StepReport::new(name, ok, detail, seconds));
	}

	/// The steps so far.
	pub(super) fn finish(self) -> Vec<StepReport> {
		self.done
	}
}
