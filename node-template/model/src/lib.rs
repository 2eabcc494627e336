//! A small model that runs on any CPU, for the operators of AI services: something real to ask, where a
//! large model would be too much.
//!
//! There are two networks, trained by this program on data that it makes itself:
//!
//! - [`rainfall`] tells from five measurements how much it rains. It has learned from simulated weather.
//! - [`reports`] tells from a report about crops which peril it is about. It has learned from sentences
//!   that were written for it.
//!
//! [`server`] serves both over HTTP, the second in OpenAI's form.
//!
//! ## The same on every machine
//!
//! Operators are paid if they agree, and may be slashed if they do not, so that the same question must
//! have the same answer on every machine, to the last bit. Libraries for networks choose their kernels by
//! the processor, and these add in different orders. Here everything is `f32`, in one thread, in an order
//! that is written down; it takes nothing but additions, products, comparisons and square roots,
//! which IEEE 754 defines exactly, and functions of `libm`, which are made of these. Training is as
//! exact: the same seed makes the same weights, byte for byte, and a test makes them again.

#![warn(missing_docs)]

pub mod network;
pub mod rainfall;
pub mod random;
pub mod reports;
pub mod server;
pub mod weather;
pub mod weights;

use rainfall::Rainfall;
use reports::Reports;
use std::path::Path;
use weights::WeightsError;

/// The seed that the shipped weights were trained from.
pub const SEED: u64 = 2_026;

/// How a server behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behaviour {
	/// It answers wrongly, to play a liar.
	pub lie: bool,
	/// Its numbers are a little off, as those of a sensor of its own would be. The seed is the sensor.
	pub noise: Option<u64>,
}

/// Both networks.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
	/// How much it rains.
	pub rainfall: Rainfall,
	/// What reports are about.
	pub reports: Reports,
}

impl Model {
	/// With the weights that are part of this program.
	pub fn shipped() -> Result<Self, WeightsError> {
		let rainfall = include_bytes!("../weights/rainfall.safetensors");
		let reports = include_bytes!("../weights/reports.safetensors");
		Ok(Self { rainfall: Rainfall::read(rainfall)?, reports: Reports::read(reports)? })
	}

	/// Trained from a seed.
	pub fn train(seed: u64) -> Self {
		Self { rainfall: Rainfall::train(seed), reports: Reports::train(seed) }
	}

	/// Writes the weights to a folder.
	pub fn save(&self, folder: &Path) -> anyhow::Result<()> {
		std::fs::create_dir_all(folder)?;
		std::fs::write(folder.join("rainfall.safetensors"), self.rainfall.write()?)?;
		std::fs::write(folder.join("reports.safetensors"), self.reports.write()?)?;
		Ok(())
	}
}
