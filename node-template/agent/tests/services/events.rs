//! What the chain says about services, decoded by name through its metadata.

use anyhow::Result;
use subxt::{ext::scale_decode::DecodeAsType, utils::AccountId32};
use vajra_agent::local::ChainView;

/// Name of the pallet in the runtime.
pub const SERVICES: &str = "ServiceRegistry";

/// An operator was slashed.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct OperatorSlashed {
	/// The service.
	pub service: u32,
	/// The operator.
	pub operator: AccountId32,
	/// The request.
	pub request: u64,
	/// Whether it has answered.
	pub answered: bool,
	/// What was taken, planck.
	pub amount: u128,
	/// What was not there, planck.
	pub shortfall: u128,
}

/// An operator has revealed its answer.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Revealed {
	/// The request.
	pub request: u64,
	/// The operator.
	pub operator: AccountId32,
}

/// An operator has committed to an answer.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Committed {
	/// The request.
	pub request: u64,
	/// The operator.
	pub operator: AccountId32,
}

/// Signed answers were reported.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Reported {
	/// The request.
	pub request: u64,
	/// How many new ones.
	pub observations: u32,
}

/// A consumer on chain was told of a result, or was not.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Callback {
	/// The request.
	pub request: u64,
}

/// An insurance has paid.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct PaidOut {
	/// The policy.
	pub policy: u32,
	/// Whom.
	pub holder: AccountId32,
	/// How much, planck.
	pub sum: u128,
	/// The result.
	pub answer: i128,
}

/// What the blocks so far have told.
#[derive(Clone, Debug, Default)]
pub struct Told {
	/// The last block that was read.
	pub read: u64,
	pub slashed: Vec<OperatorSlashed>,
	pub committed: Vec<Committed>,
	pub revealed: Vec<Revealed>,
	pub reported: Vec<Reported>,
	pub delivered: Vec<Callback>,
	pub failed: Vec<Callback>,
	pub paid_out: Vec<PaidOut>,
}

impl Told {
	/// Reads finalised blocks up to the last one.
	pub async fn read(&mut self, view: &ChainView) -> Result<()> {
		let to = view.head().await?.finalized;
		while self.read < to {
			self.read_block(view, self.read + 1).await?;
			self.read += 1;
		}
		Ok(())
	}

	async fn read_block(&mut self, view: &ChainView, number: u64) -> Result<()> {
		let events = view.api().at_block(number).await?.events().fetch().await?;
		for event in events.iter() {
			let event = event?;
			match (event.pallet_name(), event.event_name()) {
				(SERVICES, "OperatorSlashed") => {
					self.slashed.push(event.decode_fields_unchecked_as::<OperatorSlashed>()?);
				}
				(SERVICES, "Committed") => {
					self.committed.push(event.decode_fields_unchecked_as::<Committed>()?);
				}
				(SERVICES, "Revealed") => {
					self.revealed.push(event.decode_fields_unchecked_as::<Revealed>()?);
				}
				(SERVICES, "Reported") => {
					self.reported.push(event.decode_fields_unchecked_as::<Reported>()?);
				}
				(SERVICES, "CallbackDelivered") => {
					self.delivered.push(event.decode_fields_unchecked_as::<Callback>()?);
				}
				(SERVICES, "CallbackFailed") => {
					self.failed.push(event.decode_fields_unchecked_as::<Callback>()?);
				}
				("RainInsurance", "PaidOut") => {
					self.paid_out.push(event.decode_fields_unchecked_as::<PaidOut>()?);
				}
				_ => {}
			}
		}
		Ok(())
	}
}
