//! Reading listings and orders.

use super::{
	super::{codegen, AccountId, At, Balance, BlockNumber, ChainError, Share},
	Bid, Delivery, Ending, Held, Kind, Lease, Need, Offer, Order, OrderState, Query, Ranked, Rated,
	Reputation,
};
use codegen::runtime_types::{
	bounded_collections::bounded_vec::BoundedVec, pallet_rental_escrow::types as generated,
	sp_arithmetic::per_things::Perbill as GeneratedPerbill, vajra_primitives::rental as messages,
};
use sp_arithmetic::Perbill;
use sp_core::H256;
use vajra_primitives::{
	rental::{Conditions, OrderId, OrderKind, Periods, Role, Shares, SubTask, Verification},
	ModelId,
};

/// Listings or orders that one request asks for.
const PAGE: u32 = 256;

pub(super) type GeneratedTasks = BoundedVec<messages::SubTask<BlockNumber>>;
type GeneratedNeed = generated::market::Need<BlockNumber, GeneratedTasks>;
type GeneratedOrder = generated::order::Order<AccountId, BlockNumber, GeneratedTasks>;

fn views() -> codegen::rental_escrow::view_functions::ViewFunctionsApi {
	codegen::view_functions().rental_escrow()
}

impl At {
	/// An order that is not closed, as it is with what its deadlines have done by this block.
	pub async fn order(&self, id: OrderId) -> Result<Option<Order>, ChainError> {
		Ok(self.view(views().order(id)).await?.map(order))
	}

	/// An order as it is stored: what its deadlines do is done once somebody has it done.
	pub async fn stored_order(&self, id: OrderId) -> Result<Option<Order>, ChainError> {
		let address = codegen::storage().rental_escrow().orders();
		Ok(self.fetch(address, (id,)).await?.map(order))
	}

	/// The id of the next order.
	pub async fn next_order_id(&self) -> Result<OrderId, ChainError> {
		let address = codegen::storage().rental_escrow().next_order_id();
		Ok(self.fetch(address, ()).await?.unwrap_or_default())
	}

	/// All orders that are not closed, by id.
	pub async fn orders(&self) -> Result<Vec<(OrderId, Order)>, ChainError> {
		let (mut all, mut after) = (Vec::new(), None);
		loop {
			let (page, next) = self.view(views().orders(after, PAGE)).await?;
			all.extend(page.into_iter().map(|(id, record)| (id, order(record))));
			match next {
				Some(last) => after = Some(last),
				None => break,
			}
		}
		all.sort_by_key(|(id, _)| *id);
		Ok(all)
	}

	/// Bids for a request, the cheapest first.
	pub async fn bids(&self, order: OrderId) -> Result<Vec<Bid>, ChainError> {
		let bids = self.view(views().bids(order)).await?;
		let mut bids: Vec<_> = bids
			.into_iter()
			.map(|(provider, bid)| Bid {
				provider,
				price: bid.price,
				max_duration: bid.max_duration,
				bond: bid.bond,
			})
			.collect();
		bids.sort_by_key(|bid| (bid.price, bid.provider.0));
		Ok(bids)
	}

	/// Is a provider's bid for a request there? It stays until it is withdrawn.
	pub async fn has_bid(&self, order: OrderId, who: &AccountId) -> Result<bool, ChainError> {
		let address = codegen::storage().rental_escrow().bids();
		Ok(self.fetch(address, (order, *who)).await?.is_some())
	}

	/// A provider's offer of chips of a model.
	pub async fn offer(
		&self,
		model: ModelId,
		provider: &AccountId,
	) -> Result<Option<Offer>, ChainError> {
		let address = codegen::storage().rental_escrow().listings();
		Ok(self.fetch(address, (model, *provider)).await?.map(|listing| {
			let offer = listing.offer;
			Offer {
				price: offer.price,
				max_chips: offer.max_chips,
				min_duration: offer.min_duration,
				max_duration: offer.max_duration,
				payee: offer.payee,
				datasets: offer.datasets.0,
			}
		}))
	}

	/// An order's credentials.
	pub async fn credentials(&self, order: OrderId) -> Result<Option<Delivery>, ChainError> {
		use generated::order::Credentials;
		let address = codegen::storage().rental_escrow().delivered();
		Ok(self.fetch(address, (order,)).await?.map(|credentials| match credentials {
			Credentials::Ciphertext(bytes) => Delivery::Ciphertext(bytes.0),
			Credentials::Hash(hash) => Delivery::Hash(hash),
		}))
	}

	/// What the provider of a lease that runs may draw now, planck.
	pub async fn drawable(&self, order: OrderId) -> Result<Balance, ChainError> {
		self.view(views().drawable(order)).await
	}

	/// Rent, deposit and bond of an order at a price, planck; `None` where there is no such order.
	pub async fn quote(
		&self,
		need: &Need,
		price: Balance,
	) -> Result<Option<(Balance, Balance, Balance)>, ChainError> {
		self.view(views().quote(generated_need(need), price)).await
	}

	/// What an account is thought of in a role.
	pub async fn reputation(&self, who: &AccountId, role: Role) -> Result<Reputation, ChainError> {
		let reputation = self.view(views().reputation_of(*who, generated_role(role))).await?;
		Ok(Reputation { mean: Share(reputation.mean.0), weight: reputation.weight })
	}

	/// All providers whose listings meet a need, the best first.
	pub async fn rank(&self, query: &Query) -> Result<Vec<Ranked>, ChainError> {
		let (mut all, mut after) = (Vec::new(), None);
		loop {
			let asked = views().rank_providers(generated_query(query), after, PAGE);
			let (page, next) = self.view(asked).await?;
			all.extend(page.into_iter().map(|ranked| Ranked {
				provider: ranked.provider,
				price: ranked.price,
				available: ranked.available,
				score: Share(ranked.score.0),
			}));
			match next {
				Some(last) => after = Some(last),
				None => break,
			}
		}
		all.sort_by_key(|ranked| {
			(std::cmp::Reverse(ranked.score.0), ranked.price, ranked.provider.0)
		});
		Ok(all)
	}

	/// Longest ciphertext that the chain takes, in bytes.
	pub fn max_ciphertext(&self) -> Result<usize, ChainError> {
		let constant = codegen::constants().rental_escrow().max_ciphertext();
		let length = self.inner.constants().entry(constant).map_err(subxt::Error::from)?;
		Ok(length as usize)
	}
}

fn order(record: GeneratedOrder) -> Order {
	Order {
		renter: record.renter,
		supply: record.supply.map(|supply| (supply.provider, supply.payee)),
		need: Need {
			model: record.need.model,
			chips: record.need.chips,
			duration: record.need.duration,
			kind: kind(record.need.kind),
			key: record.need.key,
		},
		price: record.price,
		max_duration: record.max_duration,
		rent: record.rent,
		deposit: record.deposit,
		bond: record.bond,
		conditions: conditions(record.conditions),
		hash: record.hash,
		state: state(&record.state),
		until: record.until,
		held: Held {
			rent: record.held.rent,
			deposit: record.held.deposit,
			bond: record.held.bond,
			storage: record.held.storage,
		},
		paid: record.paid,
		lease: record.lease.map(|lease| Lease {
			started_at: lease.started_at,
			ends_at: lease.ends_at,
			ending: ending(&lease.ending),
		}),
		credentials: record.credentials,
		renter_score: record.scores.renter,
		provider_score: record.scores.provider,
		disputed: record.disputed,
		bids: record.bids,
	}
}

fn state(state: &generated::state::OrderState) -> OrderState {
	use generated::state::{OrderState as From, Rated as FromRated};
	match state {
		From::Requested => OrderState::Requested,
		From::Placed => OrderState::Placed,
		From::Accepted => OrderState::Accepted,
		From::Delivered => OrderState::Delivered,
		From::Running => OrderState::Running,
		From::Ended => OrderState::Ended,
		From::Overdue => OrderState::Overdue,
		From::RenterRated => OrderState::RenterRated,
		From::ProviderRated => OrderState::ProviderRated,
		From::Unrated => OrderState::Unrated,
		From::Disputed(rated) => OrderState::Disputed(match rated {
			FromRated::Nobody => Rated::Nobody,
			FromRated::Renter => Rated::Renter,
			FromRated::Provider => Rated::Provider,
		}),
	}
}

fn ending(ending: &generated::order::Ending) -> Ending {
	use generated::order::Ending as From;
	match ending {
		From::InTime => Ending::InTime,
		From::WithNotice => Ending::WithNotice,
		From::WithoutNotice => Ending::WithoutNotice,
		From::ByProvider => Ending::ByProvider,
		From::ByAgreement => Ending::ByAgreement,
	}
}

fn conditions(conditions: messages::Conditions<BlockNumber>) -> Conditions<BlockNumber> {
	let messages::Conditions { periods, shares } = conditions;
	let share = |share: GeneratedPerbill| Perbill::from_parts(share.0);
	Conditions {
		periods: Periods {
			accept: periods.accept,
			deliver: periods.deliver,
			confirm: periods.confirm,
			rate: periods.rate,
			counter: periods.counter,
			grace: periods.grace,
			arbitration: periods.arbitration,
			notice: periods.notice,
		},
		shares: Shares {
			deposit: share(shares.deposit),
			bond: share(shares.bond),
			penalty: share(shares.penalty),
			draw: share(shares.draw),
			fee: share(shares.fee),
		},
	}
}

fn kind(kind: messages::OrderKind<GeneratedTasks>) -> Kind {
	use messages::{OrderKind as From, Verification as FromVerification};
	match kind {
		From::TimeHire { image } => OrderKind::TimeHire { image },
		From::InferenceDeployment { model, dataset, verification, tasks } => {
			OrderKind::InferenceDeployment {
				model,
				dataset,
				verification: match verification {
					FromVerification::Unverified => Verification::Unverified,
					FromVerification::Sampled => Verification::Sampled,
					FromVerification::Replicated => Verification::Replicated,
					FromVerification::Proved(hash) => Verification::Proved(hash),
				},
				tasks: tasks
					.0
					.into_iter()
					.map(|task| SubTask {
						weight: task.weight,
						replicas: task.replicas,
						blocks: task.blocks,
					})
					.collect(),
			}
		}
	}
}

pub(super) fn generated_need(need: &Need) -> GeneratedNeed {
	use messages::{OrderKind as To, Verification as ToVerification};
	let kind = match &need.kind {
		OrderKind::TimeHire { image } => To::TimeHire { image: *image },
		OrderKind::InferenceDeployment { model, dataset, verification, tasks } => {
			To::InferenceDeployment {
				model: *model,
				dataset: *dataset,
				verification: match verification {
					Verification::Unverified => ToVerification::Unverified,
					Verification::Sampled => ToVerification::Sampled,
					Verification::Replicated => ToVerification::Replicated,
					Verification::Proved(hash) => ToVerification::Proved(*hash),
				},
				tasks: BoundedVec(
					tasks
						.iter()
						.map(|task| messages::SubTask {
							weight: task.weight,
							replicas: task.replicas,
							blocks: task.blocks,
						})
						.collect(),
				),
			}
		}
	};
	let Need { model, chips, duration, key, .. } = *need;
	generated::market::Need { model, chips, duration, kind, key }
}

pub(super) fn generated_role(role: Role) -> messages::Role {
	match role {
		Role::Renter => messages::Role::Renter,
		Role::Provider => messages::Role::Provider,
	}
}

fn generated_query(query: &Query) -> generated::market::RankQuery<BlockNumber> {
	let dataset: Option<H256> = query.dataset;
	generated::market::RankQuery {
		model: query.model,
		chips: query.chips,
		duration: query.duration,
		max_price: query.max_price,
		dataset,
		familiar: query.familiar,
		full_power: query.full_power,
		strategy: generated::market::Strategy {
			load: query.weights.load,
			price: query.weights.price,
			reputation: query.weights.reputation,
			affinity: query.weights.affinity,
			power: query.weights.power,
		},
	}
}
