//! The provider's door: where renters come before their lease begins.
//!
//! `GET /orders/<id>/hello` proves that the provider has the order's token, and `GET
//! /orders/<id>/credentials` gives the ciphertext to anyone who asks: only the renter can open it.

use super::http::{self, Answer};
use crate::state::State;
use hyper::{body::Incoming, Method, Request, StatusCode};
use std::sync::Arc;
use tokio::net::TcpListener;
use vajra_primitives::rental::OrderId;

/// The path of an order's proof.
pub fn hello_path(order: OrderId) -> String {
	format!("/orders/{order}/hello")
}

/// The path of an order's ciphertext.
pub fn credentials_path(order: OrderId) -> String {
	format!("/orders/{order}/credentials")
}

/// Serves what the state knows, until it is dropped.
pub(super) async fn serve(listener: TcpListener, state: Arc<State>) {
	http::serve(listener, move |request| {
		let state = state.clone();
		async move { answer(&state, &request) }
	})
	.await
}

/// What a path asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
	Hello(OrderId),
	Ciphertext(OrderId),
}

fn wish(path: &str) -> Option<Wish> {
	let (order, what) = path.strip_prefix("/orders/")?.split_once('/')?;
	let order = order.parse().ok()?;
	match what {
		"hello" => Some(Wish::Hello(order)),
		"credentials" => Some(Wish::Ciphertext(order)),
		_ => None,
	}
}

fn answer(state: &State, request: &Request<Incoming>) -> Answer {
	let unknown = || http::refusal(StatusCode::NOT_FOUND, "there are no credentials of that order");
	let Some(wish) = wish(request.uri().path()).filter(|_| request.method() == Method::GET) else {
		let reason = "there are GET /orders/<id>/hello and /orders/<id>/credentials";
		return http::refusal(StatusCode::NOT_FOUND, reason);
	};
	let (Wish::Hello(order) | Wish::Ciphertext(order)) = wish;
	let access = match state.lease(order) {
		Ok(Some(record)) => record.access,
		Ok(None) => return unknown(),
		Err(error) => {
			tracing::warn!(order, %error, "the door cannot read the order's record");
			return http::refusal(StatusCode::INTERNAL_SERVER_ERROR, "try again later");
		}
	};
	match (wish, access) {
		(_, None) => unknown(),
		(Wish::Hello(_), Some(access)) => {
			http::hello(request.uri().query(), &access.token, &access.binding)
		}
		(Wish::Ciphertext(_), Some(access)) => {
			http::answer(StatusCode::OK, "application/octet-stream", access.ciphertext)
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn paths_are_read() {
		assert_eq!(wish(&hello_path(7)), Some(Wish::Hello(7)));
		assert_eq!(wish(&credentials_path(u64::MAX)), Some(Wish::Ciphertext(u64::MAX)));
		for path in
			["", "/", "/orders/", "/orders/7", "/orders/x/hello", "/orders/7/", "/orders/7/x"]
		{
			assert_eq!(wish(path), None, "{path}");
		}
	}
}
