//! What is wrong with a request, in OpenAI's form.

use hyper::StatusCode;
use serde_json::{json, Value};

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
	/// The body is not JSON.
	#[error("the body is not JSON: {0}")]
	NotJson(String),
	/// The body does not arrive whole.
	#[error("the body does not arrive: {0}")]
	Broken(String),
	/// The body is not an object.
	#[error("the body has to be an object")]
	NotAnObject,
	/// A field is not there.
	#[error("{0} is missing")]
	Missing(String),
	/// There is a field that means nothing.
	#[error("{0} is not known here")]
	Unknown(String),
	/// A field has another type.
	#[error("{field} has to be {wanted}")]
	WrongType {
		/// Which.
		field: String,
		/// What it has to be.
		wanted: &'static str,
	},
	/// A number is too small or too large.
	#[error("{field} is {value}, and may be {least} to {most}")]
	OutOfRange {
		/// Which.
		field: &'static str,
		/// What it is.
		value: String,
		/// Least.
		least: f64,
		/// Most.
		most: f64,
	},
	/// Something that is not done here.
	#[error("{field}: {reason}")]
	Unsupported {
		/// Which field asks for it.
		field: &'static str,
		/// Why.
		reason: &'static str,
	},
	/// There is no such model.
	#[error("there is no model {0} here")]
	Model(String),
	/// There is no such path.
	#[error("there is nothing at {0}")]
	Path(String),
	/// The path takes another method.
	#[error("{path} does not take {method}")]
	Method {
		/// Which.
		method: String,
		/// Where.
		path: String,
	},
	/// The body is too long.
	#[error("the body has more than {0} bytes")]
	TooLarge(usize),
	/// The body takes too long.
	#[error("the body has not arrived in time")]
	TooSlow,
}

impl Refusal {
	/// The status.
	pub fn status(&self) -> StatusCode {
		match self {
			Self::Model(_) | Self::Path(_) => StatusCode::NOT_FOUND,
			Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
			Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
			Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
			_ => StatusCode::BAD_REQUEST,
		}
	}

	/// The body.
	pub fn body(&self) -> Value {
		let (param, code) = match self {
			Self::NotJson(_) => (None, Some("invalid_json")),
			Self::Broken(_) | Self::TooSlow => (None, Some("incomplete_body")),
			Self::NotAnObject => (None, Some("wrong_type")),
			Self::Missing(field) => (Some(field.as_str()), Some("missing_field")),
			Self::Unknown(field) => (Some(field.as_str()), Some("unknown_field")),
			Self::WrongType { field, .. } => (Some(field.as_str()), Some("wrong_type")),
			Self::OutOfRange { field, .. } => (Some(*field), Some("out_of_range")),
			Self::Unsupported { field, .. } => (Some(*field), Some("unsupported")),
			Self::Model(_) => (Some("model"), Some("model_not_found")),
			Self::Path(_) | Self::Method { .. } => (None, None),
			Self::TooLarge(_) => (None, Some("too_large")),
		};
		// What somebody has sent comes back no longer than it is of use.
		let message: String = self.to_string().chars().take(300).collect();
		let param = param.map(|param| param.chars().take(100).collect::<String>());
		json!({ "error": {
			"message": message, "type": "invalid_request_error", "param": param, "code": code,
		} })
	}
}
