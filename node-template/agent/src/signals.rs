//! Being asked to stop.

use tokio::sync::watch;

/// Tells when the operator has asked the agent to stop, by SIGTERM or SIGINT.
#[derive(Clone, Debug)]
pub struct Shutdown(watch::Receiver<u32>);

impl Shutdown {
	/// Starts to listen for signals.
	pub fn on_signals() -> std::io::Result<Self> {
		let (sender, receiver) = watch::channel(0);
		#[cfg(unix)]
		{
			use tokio::signal::unix::{signal, SignalKind};
			let mut terminate = signal(SignalKind::terminate())?;
			let mut interrupt = signal(SignalKind::interrupt())?;
			tokio::spawn(async move {
				loop {
					let name = tokio::select! {
						_ = terminate.recv() => "SIGTERM",
						_ = interrupt.recv() => "SIGINT",
					};
					tracing::info!(signal = name, "asked to stop");
					sender.send_modify(|times| *times += 1);
				}
			});
		}
		#[cfg(not(unix))]
		tokio::spawn(async move {
			while tokio::signal::ctrl_c().await.is_ok() {
				sender.send_modify(|times| *times += 1);
			}
		});
		Ok(Self(receiver))
	}

	/// A shutdown that is asked for by setting the sender to 1, and for good by setting it to 2.
	pub fn from_watch(receiver: watch::Receiver<u32>) -> Self {
		Self(receiver)
	}

	/// Waits until the agent is asked to stop.
	pub async fn requested(&mut self) {
		self.times(1).await;
	}

	/// Waits until the agent is asked a second time: at once, then.
	pub async fn insisted(&mut self) {
		self.times(2).await;
	}

	async fn times(&mut self, times: u32) {
		if self.0.wait_for(|seen| *seen >= times).await.is_err() {
			// Nobody can ask any more.
			std::future::pending::<()>().await;
		}
	}
}
