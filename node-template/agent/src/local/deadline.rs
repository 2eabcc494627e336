//! Waiting for conditions.

use super::LocalError;
use std::{
	fmt::Display,
	time::{Duration, Instant},
};

/// Time between two looks at a condition.
const PAUSE: Duration = Duration::from_millis(150);

/// A point in time until which conditions are awaited.
#[derive(Clone, Copy, Debug)]
pub struct Deadline {
	started: Instant,
	length: Duration,
	pause: Duration,
}

impl Deadline {
	/// A deadline `length` from now.
	pub fn after(length: Duration) -> Self {
		Self { started: Instant::now(), length, pause: PAUSE }
	}

	/// The same with another time between two looks: looking costs the machine something, too.
	pub fn every(self, pause: Duration) -> Self {
		Self { pause, ..self }
	}

	/// Has it passed?
	pub fn passed(&self) -> bool {
		self.started.elapsed() >= self.length
	}

	/// Looks again and again until `look` gives a value. An error of `look` ends the wait.
	pub async fn until<T, E, F>(&self, what: &str, mut look: F) -> Result<T, E>
	where
		E: From<LocalError>,
		F: AsyncFnMut() -> Result<Option<T>, E>,
	{
		loop {
			// A look that hangs (a dead connection) must not outlive the deadline.
			match tokio::time::timeout(self.left(), look()).await {
				Ok(Ok(Some(value))) => return Ok(value),
				Ok(Ok(None)) if !self.passed() => tokio::time::sleep(self.pause).await,
				Ok(Ok(None)) => return Err(self.timed_out(what, None).into()),
				Ok(Err(error)) => return Err(error),
				Err(_) => return Err(self.timed_out(what, Some("no answer".into())).into()),
			}
		}
	}

	/// The same, where a look that does not find it yet says what it saw instead. The last such
	/// word is shown if the deadline passes.
	pub async fn until_seen<T, E, F>(&self, what: &str, mut look: F) -> Result<T, E>
	where
		E: From<LocalError>,
		F: AsyncFnMut() -> Result<Result<T, String>, E>,
	{
		let mut last = None;
		let found = self
			.until(what, async || {
				Ok::<_, LocalError>(match look().await {
					Ok(Ok(value)) => Some(Ok(value)),
					Ok(Err(seen)) => {
						last = Some(seen);
						None
					}
					Err(error) => Some(Err(error)),
				})
			})
			.await;
		match found {
			Ok(result) => result,
			Err(LocalError::TimedOut { what, waited, last: hung }) => {
				let last = match (last, hung) {
					(Some(last), Some(hung)) => Some(format!("{last}, then {hung}")),
					(last, hung) => last.or(hung),
				};
				Err(LocalError::TimedOut { what, waited, last }.into())
			}
			Err(error) => Err(error.into()),
		}
	}

	/// The same as [`until`](Self::until), where an error counts as "not yet": a node that
	/// restarts answers nothing for a while. The last error is shown if the deadline passes.
	pub async fn until_despite_errors<T, E, F>(
		&self,
		what: &str,
		mut look: F,
	) -> Result<T, LocalError>
	where
		E: Display,
		F: AsyncFnMut() -> Result<Option<T>, E>,
	{
		let mut last = None;
		self.until(what, async || {
			last = match look().await {
				Ok(Some(value)) => return Ok(Some(value)),
				Ok(None) => None,
				Err(error) => Some(format!("{error:#}")),
			};
			Ok(None)
		})
		.await
		.map_err(|error: LocalError| match error {
			LocalError::TimedOut { what, waited, last: None } => {
				LocalError::TimedOut { what, waited, last }
			}
			other => other,
		})
	}

	/// What is left, but long enough for one look.
	fn left(&self) -> Duration {
		self.length.saturating_sub(self.started.elapsed()).max(PAUSE)
	}

	fn timed_out(&self, what: &str, last: Option<String>) -> LocalError {
		LocalError::TimedOut { what: what.into(), waited: self.length, last }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const LONG: Duration = Duration::from_secs(20);

	#[tokio::test]
	async fn until_returns_the_value_when_it_comes() {
		let mut looks = 0;
		let value = Deadline::after(LONG)
			.until("the third look", async || {
				looks += 1;
				Ok::<_, LocalError>((looks == 3).then_some("here"))
			})
			.await
			.unwrap();
		assert_eq!((value, looks), ("here", 3));
	}

	#[tokio::test]
	async fn until_ends_with_an_error_at_once() {
		let error = Deadline::after(LONG)
			.until("rain", async || Err::<Option<()>, _>(LocalError::ProgramMissing("x".into())))
			.await
			.unwrap_err();
		assert!(matches!(error, LocalError::ProgramMissing(_)));
	}

	#[tokio::test]
	async fn until_despite_errors_names_the_condition_and_the_last_error() {
		let error = Deadline::after(Duration::ZERO)
			.until_despite_errors("rain", async || Err::<Option<()>, _>("blue sky"))
			.await
			.unwrap_err();
		assert_eq!(error.to_string(), "waited 0 s in vain for rain; last seen: blue sky");
	}

	#[tokio::test]
	async fn until_seen_names_the_condition_and_what_was_seen() {
		let mut looks = 0;
		let error = Deadline::after(Duration::from_millis(20))
			.every(Duration::from_millis(1))
			.until_seen("rain", async || {
				looks += 1;
				Ok::<Result<(), _>, LocalError>(Err(format!("{looks} clouds")))
			})
			.await
			.unwrap_err();
		assert!(looks > 1);
		assert_eq!(
			error.to_string(),
			format!("waited 0 s in vain for rain; last seen: {looks} clouds")
		);
	}

	#[tokio::test]
	async fn until_seen_ends_with_an_error_at_once() {
		let error = Deadline::after(LONG)
			.until_seen("rain", async || {
				Err::<Result<(), String>, _>(LocalError::ProgramMissing("x".into()))
			})
			.await
			.unwrap_err();
		assert!(matches!(error, LocalError::ProgramMissing(_)));
	}

	#[tokio::test]
	async fn until_survives_a_look_that_never_ends() {
		let error = Deadline::after(Duration::from_millis(10))
			.until("an answer", async || {
				std::future::pending::<Result<Option<()>, LocalError>>().await
			})
			.await
			.unwrap_err();
		assert!(error.to_string().contains("no answer"), "{error}");
	}
}
