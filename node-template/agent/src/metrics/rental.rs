//! What a provider that rents out tells.

use super::{fault, CommonMetrics, Maker};
use crate::{
	amount::rough_vaj,
	chain::{Balance, BlockNumber, Chain},
	error::AgentError,
};
use substrate_prometheus_endpoint::{Counter, Gauge, PrometheusError, F64, U64};

/// What a provider that rents out tells.
#[derive(Clone, Debug)]
pub struct RentalMetrics {
	/// What each daemon tells.
	pub common: CommonMetrics,
	orders: Gauge<U64>,
	leases: Gauge<U64>,
	accepted: Counter<U64>,
	objected: Counter<U64>,
	delivered: Counter<U64>,
	started: Counter<U64>,
	restarted: Counter<U64>,
	failed: Counter<U64>,
	rent: Counter<F64>,
}

impl RentalMetrics {
	/// Metrics of a provider on `chain`.
	pub fn new(chain: &Chain) -> Result<Self, AgentError> {
		CommonMetrics::new(chain).and_then(Self::with).map_err(fault)
	}

	fn with(common: CommonMetrics) -> Result<Self, PrometheusError> {
		let make = Maker(&common.registry);
		Ok(Self {
			orders: make.gauge("vajra_rental_orders", "Orders that are not closed")?,
			leases: make.gauge("vajra_rental_leases_running", "Leases that run")?,
			accepted: make.counter("vajra_rental_orders_accepted_total", "Accepted orders")?,
			objected: make.counter(
				"vajra_rental_orders_not_accepted_total",
				"Orders beyond the limits of this provider",
			)?,
			delivered: make
				.counter("vajra_rental_credentials_delivered_total", "Delivered credentials")?,
			started: make.counter("vajra_rental_sessions_started_total", "Started sessions")?,
			restarted: make.counter(
				"vajra_rental_sessions_restarted_total",
				"Sessions started again that had ended before their lease",
			)?,
			failed: make.counter(
				"vajra_rental_transactions_failed_total",
				"Transactions that did not get through",
			)?,
			rent: make.amount_counter(
				"vajra_rental_rent_vaj_total",
				"Rent that reached the payee by this run's transactions",
			)?,
			common,
		})
	}

	/// The best block that was noted last.
	pub(crate) fn best(&self) -> BlockNumber {
		BlockNumber::try_from(self.common.best.get()).unwrap_or(BlockNumber::MAX)
	}

	/// Notes orders that are open, and leases that run.
	pub(crate) fn orders(&self, open: u64, running: u64) {
		self.orders.set(open);
		self.leases.set(running);
	}

	/// Notes an accepted order.
	pub(crate) fn accepted(&self) {
		self.accepted.inc();
	}

	/// Notes an order beyond the limits.
	pub(crate) fn objected(&self) {
		self.objected.inc();
	}

	/// Notes delivered credentials.
	pub(crate) fn delivered(&self) {
		self.delivered.inc();
	}

	/// Notes a started session.
	pub(crate) fn started(&self, again: bool) {
		self.started.inc();
		if again {
			self.restarted.inc();
		}
	}

	/// Notes a transaction that did not get through.
	pub(crate) fn failed(&self) {
		self.failed.inc();
	}

	/// Notes rent that reached the payee.
	pub(crate) fn earned(&self, rent: Balance) {
		self.rent.inc_by(rough_vaj(rent));
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::sync::Arc;
	use substrate_prometheus_endpoint::prometheus::TextEncoder;

	#[test]
	fn provider_tells_what_it_rents_out() {
		let common = CommonMetrics::with_sight(Arc::default()).unwrap();
		let metrics = RentalMetrics::with(common).unwrap();
		metrics.orders(3, 2);
		metrics.accepted();
		metrics.delivered();
		metrics.started(false);
		metrics.started(true);
		metrics.objected();
		metrics.failed();
		metrics.earned(1_500_000_000_000);
		let text = TextEncoder::new().encode_to_string(&metrics.common.registry.gather()).unwrap();
		for line in [
			"vajra_rental_orders 3",
			"vajra_rental_leases_running 2",
			"vajra_rental_orders_accepted_total 1",
			"vajra_rental_orders_not_accepted_total 1",
			"vajra_rental_credentials_delivered_total 1",
			"vajra_rental_sessions_started_total 2",
			"vajra_rental_sessions_restarted_total 1",
			"vajra_rental_transactions_failed_total 1",
			"vajra_rental_rent_vaj_total 1.5",
		] {
			assert!(text.lines().any(|other| other == line), "{line} is missing in:\n{text}");
		}
	}
}
