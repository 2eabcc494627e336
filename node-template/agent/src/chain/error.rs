//! What can go wrong between the agent and the chain.

use super::{AccountId, Balance};
use sp_core::H256;
use std::time::Duration;
use subxt::{
	error::{BackendError, DispatchError, ExtrinsicError, RpcError},
	rpcs::UserError,
};

/// The node or the runtime does not answer as it should.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
	/// Nothing listens at the URL.
	#[error("no node answers at {url} ({reason}); start one there, or name another with --url")]
	Unreachable {
		/// The URL.
		url: String,
		/// Why the last attempt failed.
		reason: String,
	},
	/// The URL cannot be used.
	#[error("{url} is not a node's WebSocket URL ({reason}); an example is ws://127.0.0.1:9944")]
	InvalidUrl {
		/// The URL.
		url: String,
		/// What is wrong with it.
		reason: String,
	},
	/// The connection broke; it is being re-established.
	#[error("the connection to the node was lost ({0}); it is being re-established")]
	Disconnected(String),
	/// The node was replaced by one of another chain.
	#[error(
		"the node now runs another chain (genesis {found:?}, before: {expected:?}); start the agent \
		 again with a state folder for that chain"
	)]
	OtherChain {
		/// Genesis of the chain that the agent was connected to.
		expected: H256,
		/// Genesis of the chain that is there now.
		found: H256,
	},
	/// The metadata does not fit.
	#[error(
		"the node's runtime is not the one this agent was built for ({0}); use the agent and the \
		 node of one and the same version"
	)]
	Incompatible(String),
	/// Anything else that the node or the client reports.
	#[error("the node did not answer as expected: {0}")]
	Node(String),
}

impl ChainError {
	/// Will the same request work once the connection is back?
	pub fn is_transient(&self) -> bool {
		matches!(self, Self::Disconnected(_) | Self::Node(_) | Self::Unreachable { .. })
	}
}

impl From<subxt::Error> for ChainError {
	fn from(error: subxt::Error) -> Self {
		use subxt::error::{ConstantError, RuntimeApiError, StorageError, ViewFunctionError};
		if error.is_disconnected_will_reconnect() {
			return Self::Disconnected(error.to_string());
		}
		match &error {
			subxt::Error::ExtrinsicError(
				ExtrinsicError::IncompatibleCodegen
				| ExtrinsicError::PalletNameNotFound(_)
				| ExtrinsicError::CallNameNotFound { .. },
			)
			| subxt::Error::StorageError(
				StorageError::IncompatibleCodegen
				| StorageError::PalletNameNotFound(_)
				| StorageError::StorageEntryNotFound { .. },
			)
			| subxt::Error::RuntimeApiError(
				RuntimeApiError::IncompatibleCodegen
				| RuntimeApiError::TraitNotFound(_)
				| RuntimeApiError::MethodNotFound { .. },
			)
			| subxt::Error::ConstantError(
				ConstantError::IncompatibleCodegen
				| ConstantError::PalletNameNotFound(_)
				| ConstantError::ConstantNameNotFound { .. },
			)
			| subxt::Error::ViewFunctionError(
				ViewFunctionError::IncompatibleCodegen
				| ViewFunctionError::PalletNotFound(_)
				| ViewFunctionError::ViewFunctionNotFound { .. },
			) => Self::Incompatible(error.to_string()),
			_ => Self::Node(error.to_string()),
		}
	}
}

impl From<subxt::rpcs::Error> for ChainError {
	fn from(error: subxt::rpcs::Error) -> Self {
		if error.is_disconnected_will_reconnect() {
			Self::Disconnected(error.to_string())
		} else {
			Self::Node(error.to_string())
		}
	}
}

/// A call that the chain executed and refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
	/// The pallet, empty where the error is none of a pallet's.
	pub pallet: String,
	/// The error's name.
	pub name: String,
	/// The error's documentation: what it means and what to do.
	pub docs: String,
	/// What the attempt cost, planck.
	pub fee: Balance,
}

impl std::fmt::Display for Refusal {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		if self.pallet.is_empty() {
			return f.write_str(&self.name);
		}
		write!(f, "{}::{}", self.pallet, self.name)?;
		if !self.docs.is_empty() {
			write!(f, ": {}", self.docs)?;
		}
		Ok(())
	}
}

impl From<DispatchError> for Refusal {
	fn from(error: DispatchError) -> Self {
		if let DispatchError::Module(module) = &error {
			if let Ok(details) = module.details() {
				return Self {
					pallet: details.pallet.name().into(),
					name: details.variant.name.clone(),
					docs: details.variant.docs.join(" ").trim().into(),
					fee: 0,
				};
			}
		}
		Self { pallet: String::new(), name: error.to_string(), docs: String::new(), fee: 0 }
	}
}

/// A transaction did not do what it was sent for.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
	/// It is in a block and failed there.
	#[error("the chain refused: {0}")]
	Refused(Refusal),
	/// The account cannot pay.
	#[error("account {account} cannot pay the transaction fee; transfer some funds to it")]
	Fee {
		/// The signer.
		account: AccountId,
	},
	/// Another transaction of the same account is waiting in the pool, or was just included.
	#[error("another transaction of this account is on its way ({0}); try again in a few blocks")]
	Busy(String),
	/// The pool did not take it.
	#[error("the node's transaction pool refused the transaction: {0}")]
	Invalid(String),
	/// The pool dropped it, or the stream about it ended, before it was in a block.
	#[error("the node dropped the transaction before it was in a block: {0}")]
	Dropped(String),
	/// It was not in a block in time.
	#[error("the transaction was in no block after {} s; is the chain making blocks?", .0.as_secs())]
	TimedOut(Duration),
	/// It succeeded, but an event that belongs to it is missing.
	#[error("the transaction succeeded but its event {0} is missing; is this agent's version that of the runtime?")]
	NoEvent(&'static str),
	/// The chain could not be asked.
	#[error(transparent)]
	Chain(#[from] ChainError),
}

impl SubmitError {
	/// The name of the attestation pallet's error, where it is one.
	pub fn attestation_error(&self) -> Option<&str> {
		match self {
			Self::Refused(refusal) if refusal.pallet == super::PALLET => Some(&refusal.name),
			_ => None,
		}
	}

	/// What the attempt cost, planck: only what a block took up costs anything.
	pub fn fee(&self) -> Balance {
		match self {
			Self::Refused(refusal) => refusal.fee,
			_ => 0,
		}
	}

	/// May the transaction be in a block after all, or come into one?
	pub fn is_open_ended(&self) -> bool {
		matches!(self, Self::Dropped(_) | Self::TimedOut(_) | Self::NoEvent(_) | Self::Chain(_))
	}

	/// May the same call work a few blocks later, without anyone's doing?
	pub fn is_transient(&self) -> bool {
		match self {
			Self::Busy(_) | Self::Dropped(_) | Self::TimedOut(_) => true,
			Self::Chain(error) => error.is_transient(),
			_ => false,
		}
	}

	/// Reads the pool's answer to a submission.
	pub(super) fn from_submission(error: ExtrinsicError, account: &AccountId) -> Self {
		if let ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(
			RpcError::ClientError(subxt::rpcs::Error::User(user)),
		)) = &error
		{
			return Self::from_pool(user, account);
		}
		Self::Chain(subxt::Error::from(error).into())
	}

	fn from_pool(error: &UserError, account: &AccountId) -> Self {
		// Codes of the `author` RPC; the reason is in the data.
		const INVALID: i32 = 1010;
		const TEMPORARILY_BANNED: i32 = 1012;
		const ALREADY_IMPORTED: i32 = 1013;
		const PRIORITY_TOO_LOW: i32 = 1014;
		const IMMEDIATELY_DROPPED: i32 = 1016;
		let data = error.data.as_ref().map(|data| data.get().trim_matches('"').to_string());
		let text = match &data {
			Some(data) => format!("{}: {data}", error.message),
			None => error.message.clone(),
		};
		match error.code {
			TEMPORARILY_BANNED | ALREADY_IMPORTED | PRIORITY_TOO_LOW => Self::Busy(text),
			IMMEDIATELY_DROPPED => Self::Dropped(text),
			INVALID if text.contains("Inability to pay some fees") => {
				Self::Fee { account: *account }
			}
			// A nonce that is used up: a transaction was included since we read the state.
			INVALID if text.contains("outdated") => Self::Busy(text),
			_ => Self::Invalid(text),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn pool(code: i32, message: &str, data: Option<&str>) -> SubmitError {
		let data = data.map(|data| {
			serde_json::value::RawValue::from_string(format!("\"{data}\"")).expect("valid JSON")
		});
		SubmitError::from_pool(
			&UserError { code, message: message.into(), data },
			&AccountId::from([1; 32]),
		)
	}

	#[test]
	fn pool_answers_are_told_apart() {
		let fee = "Inability to pay some fees (e.g. account balance too low)";
		assert!(matches!(pool(1010, "Invalid Transaction", Some(fee)), SubmitError::Fee { .. }));
		assert!(matches!(
			pool(1010, "Invalid Transaction", Some("Transaction is outdated")),
			SubmitError::Busy(_)
		));
		assert!(matches!(
			pool(1010, "Invalid Transaction", Some("Transaction has a bad signature")),
			SubmitError::Invalid(_)
		));
		assert!(matches!(pool(1014, "Priority is too low", None), SubmitError::Busy(_)));
		assert!(matches!(pool(1016, "Immediately Dropped", None), SubmitError::Dropped(_)));
	}

	#[test]
	fn refusal_names_pallet_error_and_remedy() {
		let refusal = Refusal {
			pallet: "ComputeAttestation".into(),
			name: "WindowClosed".into(),
			docs: "The window is over. Wait for the next challenge.".into(),
			fee: 5,
		};
		assert_eq!(
			refusal.to_string(),
			"ComputeAttestation::WindowClosed: The window is over. Wait for the next challenge."
		);
		let error = SubmitError::Refused(refusal);
		assert_eq!(error.attestation_error(), Some("WindowClosed"));
		assert!(!error.is_transient());
		assert_eq!(error.fee(), 5);
	}

	#[test]
	fn what_was_sent_may_come_into_a_block_after_all() {
		let account = AccountId::from([1; 32]);
		for error in [
			SubmitError::Dropped(String::new()),
			SubmitError::TimedOut(Duration::ZERO),
			SubmitError::Chain(ChainError::Disconnected(String::new())),
		] {
			assert!(error.is_open_ended(), "{error}");
			assert_eq!(error.fee(), 0);
		}
		for error in [
			SubmitError::Fee { account },
			SubmitError::Busy(String::new()),
			SubmitError::Invalid(String::new()),
		] {
			assert!(!error.is_open_ended(), "{error}");
		}
	}
}
