//! The rental pallet's calls. A `nonce` of one's own makes it possible to have several on their way at
//! once.

use super::{
	super::{
		codegen, submit::Until, AccountId, Balance, BlockNumber, Chain, ChainError, Included,
		Signer, SubmitError,
	},
	read::{generated_need, generated_role},
	Delivery, Need, Offer, Outcome, Split,
};
use codegen::{
	rental_escrow::events,
	runtime_types::{
		bounded_collections::bounded_vec::BoundedVec,
		pallet_rental_escrow::{pallet::Call as PalletCall, types as generated},
		sp_arithmetic::per_things::Perbill,
		sp_runtime::MultiSignature,
		vajra_primitives::rental as messages,
	},
};
use sp_core::H256;
use vajra_primitives::{
	rental::{OrderId, Role, Score, Settlement},
	ModelId,
};

/// An order that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
	/// Its id.
	pub order: OrderId,
	/// Rent on hold, planck.
	pub rent: Balance,
	/// Deposit on hold, planck.
	pub deposit: Balance,
}

/// What became of an order's money by a call, planck, and how it closed, if it did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Settled {
	/// Rent that reached the payee.
	#[serde(serialize_with = "digits")]
	pub paid: Balance,
	/// Rent that was kept back as a fee.
	#[serde(serialize_with = "digits")]
	pub fee: Balance,
	/// Rent that is the renter's again.
	#[serde(serialize_with = "digits")]
	pub refund: Balance,
	/// Bond that the renter got.
	#[serde(serialize_with = "digits")]
	pub compensation: Balance,
	/// Bond that is the provider's again.
	#[serde(serialize_with = "digits")]
	pub bond: Balance,
	/// Deposit that is the renter's again.
	#[serde(serialize_with = "digits")]
	pub deposit: Balance,
	/// How the order closed.
	pub outcome: Option<Outcome>,
}

/// As text: JSON's readers lose digits of large numbers.
fn digits<S: serde::Serializer>(amount: &Balance, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.collect_str(amount)
}

impl Settled {
	/// What a call's events say about an order; `None` if its money did not move.
	fn of(included: &Included, order: OrderId) -> Result<Option<Self>, SubmitError> {
		let settled = included.all_events::<events::RentSettled>()?;
		let closed = included.all_events::<events::OrderClosed>()?;
		let settled = settled.iter().find(|event| event.order == order);
		let closed = closed.iter().find(|event| event.order == order);
		if settled.is_none() && closed.is_none() {
			return Ok(None);
		}
		let mut all = Self::default();
		if let Some(event) = settled {
			all.paid = event.paid;
			all.fee = event.fee;
			all.refund = event.refund;
			all.compensation = event.compensation;
			all.bond = event.bond;
		}
		if let Some(event) = closed {
			all.deposit = event.deposit;
			all.outcome = Some(outcome(&event.outcome));
		}
		Ok(Some(all))
	}
}

fn outcome(outcome: &generated::state::Outcome) -> Outcome {
	use generated::state::Outcome as From;
	match outcome {
		From::Cancelled => Outcome::Cancelled,
		From::NotAccepted => Outcome::NotAccepted,
		From::NotDelivered => Outcome::NotDelivered,
		From::NotConfirmed => Outcome::NotConfirmed,
		From::Signed => Outcome::Signed,
		From::Agreed => Outcome::Agreed,
		From::ProviderSilent => Outcome::ProviderSilent,
		From::BothSilent => Outcome::BothSilent,
		From::RatedLate => Outcome::RatedLate,
		From::Forfeited => Outcome::Forfeited,
		From::Arbitrated => Outcome::Arbitrated,
	}
}

fn pallet() -> codegen::rental_escrow::calls::api::TransactionApi {
	codegen::tx().rental_escrow()
}

fn generated_offer(offer: &Offer) -> generated::market::Offer<AccountId, BlockNumber> {
	generated::market::Offer {
		price: offer.price,
		max_chips: offer.max_chips,
		min_duration: offer.min_duration,
		max_duration: offer.max_duration,
		payee: offer.payee,
		datasets: BoundedVec(offer.datasets.clone()),
	}
}

impl Chain {
	/// The next nonce of an account, what waits in the node's pool counted in.
	pub async fn next_nonce(&self, account: &AccountId) -> Result<u64, ChainError> {
		Ok(self.rpc.system_account_next_index(account).await?)
	}

	/// Offers the signer's chips of a model, or changes the offer.
	pub async fn list_capacity(
		&self,
		provider: &Signer,
		model: ModelId,
		offer: &Offer,
	) -> Result<Included, SubmitError> {
		let account = Self::account_of(provider);
		let listed = self.best().await?.offer(model, &account).await?.is_some();
		let offer = generated_offer(offer);
		if listed {
			let call = pallet().update_listing(model, offer);
			self.submit(provider, &call, Until::Finalized, None).await
		} else {
			let call = pallet().list_capacity(model, offer);
			self.submit(provider, &call, Until::Finalized, None).await
		}
	}

	/// Takes the signer's offer back.
	pub async fn unlist_capacity(
		&self,
		provider: &Signer,
		model: ModelId,
	) -> Result<Included, SubmitError> {
		self.submit(provider, &pallet().unlist_capacity(model), Until::Finalized, None).await
	}

	/// Takes a provider's listing.
	pub async fn place_order(
		&self,
		renter: &Signer,
		provider: &AccountId,
		need: &Need,
		max_price: Balance,
	) -> Result<(Placed, Included), SubmitError> {
		let call = pallet().place_order(*provider, generated_need(need), max_price);
		let included = self.submit(renter, &call, Until::Finalized, None).await?;
		let event = included.event::<events::OrderPlaced>("OrderPlaced")?;
		let placed = Placed { order: event.order, rent: event.rent, deposit: event.deposit };
		Ok((placed, included))
	}

	/// Asks for bids.
	pub async fn request_order(
		&self,
		renter: &Signer,
		need: &Need,
		max_price: Balance,
	) -> Result<(Placed, Included), SubmitError> {
		let call = pallet().request(generated_need(need), max_price);
		let included = self.submit(renter, &call, Until::Finalized, None).await?;
		let event = included.event::<events::OrderRequested>("OrderRequested")?;
		let placed = Placed { order: event.order, rent: event.rent, deposit: event.deposit };
		Ok((placed, included))
	}

	/// Bids for a request, and gives the bond, planck.
	pub async fn bid(
		&self,
		provider: &Signer,
		order: OrderId,
		price: Balance,
		max_duration: BlockNumber,
		payee: &AccountId,
	) -> Result<(Balance, Included), SubmitError> {
		let call = pallet().bid(order, price, max_duration, *payee);
		let included = self.submit(provider, &call, Until::Finalized, None).await?;
		Ok((included.event::<events::BidPlaced>("BidPlaced")?.bond, included))
	}

	/// Takes a bid back.
	pub async fn withdraw_bid(
		&self,
		signer: &Signer,
		order: OrderId,
		provider: &AccountId,
		until: Until,
		nonce: Option<u64>,
	) -> Result<Included, SubmitError> {
		self.submit(signer, &pallet().withdraw_bid(order, *provider), until, nonce).await
	}

	/// Takes a provider's bid.
	pub async fn take_bid(
		&self,
		renter: &Signer,
		order: OrderId,
		provider: &AccountId,
		max_price: Balance,
	) -> Result<(Placed, Included), SubmitError> {
		let call = pallet().take_bid(order, *provider, max_price);
		let included = self.submit(renter, &call, Until::Finalized, None).await?;
		let event = included.event::<events::BidTaken>("BidTaken")?;
		Ok((Placed { order, rent: event.rent, deposit: event.deposit }, included))
	}

	/// Gives up an order that nobody has accepted.
	pub async fn cancel_order(
		&self,
		signer: &Signer,
		order: OrderId,
	) -> Result<(Option<Settled>, Included), SubmitError> {
		let included = self.submit(signer, &pallet().cancel(order), Until::Finalized, None).await?;
		Ok((Settled::of(&included, order)?, included))
	}

	/// Accepts an order whose terms have this hash, and gives the bond, planck.
	pub async fn accept_order(
		&self,
		provider: &Signer,
		order: OrderId,
		terms: H256,
		nonce: Option<u64>,
	) -> Result<(Balance, Included), SubmitError> {
		let call = pallet().accept(order, terms);
		let included = self.submit(provider, &call, Until::InBlock, nonce).await?;
		Ok((included.event::<events::OrderAccepted>("OrderAccepted")?.bond, included))
	}

	/// Delivers credentials, and gives their hash.
	pub async fn deliver_credentials(
		&self,
		provider: &Signer,
		order: OrderId,
		delivery: &Delivery,
		nonce: Option<u64>,
	) -> Result<(H256, Included), SubmitError> {
		use generated::order::Credentials;
		let credentials = match delivery {
			Delivery::Ciphertext(bytes) => Credentials::Ciphertext(BoundedVec(bytes.clone())),
			Delivery::Hash(hash) => Credentials::Hash(*hash),
		};
		let call = pallet().deliver(order, credentials);
		let included = self.submit(provider, &call, Until::InBlock, nonce).await?;
		let event = included.event::<events::CredentialsDelivered>("CredentialsDelivered")?;
		Ok((event.hash, included))
	}

	/// Confirms that credentials open: the lease begins. Gives the block after its last.
	pub async fn confirm_credentials(
		&self,
		renter: &Signer,
		order: OrderId,
		terms: H256,
		credentials: H256,
	) -> Result<(BlockNumber, Included), SubmitError> {
		let call = pallet().confirm(order, terms, credentials);
		let included = self.submit(renter, &call, Until::Finalized, None).await?;
		Ok((included.event::<events::LeaseStarted>("LeaseStarted")?.ends_at, included))
	}

	/// Lengthens a lease, and gives the rent that comes with it, planck, and the block after its last.
	pub async fn extend_lease(
		&self,
		renter: &Signer,
		order: OrderId,
		blocks: BlockNumber,
	) -> Result<(Balance, BlockNumber, Included), SubmitError> {
		let call = pallet().extend(order, blocks);
		let included = self.submit(renter, &call, Until::Finalized, None).await?;
		let event = included.event::<events::LeaseExtended>("LeaseExtended")?;
		Ok((event.rent, event.ends_at, included))
	}

	/// Draws rent of a lease that runs, and gives what reached the payee, planck.
	pub async fn draw_rent(
		&self,
		provider: &Signer,
		order: OrderId,
		nonce: Option<u64>,
	) -> Result<(Balance, Included), SubmitError> {
		let included = self.submit(provider, &pallet().draw(order), Until::InBlock, nonce).await?;
		Ok((included.event::<events::RentDrawn>("RentDrawn")?.amount, included))
	}

	/// Ends a lease early, and gives the block after its last.
	pub async fn end_lease(
		&self,
		signer: &Signer,
		order: OrderId,
	) -> Result<(BlockNumber, Included), SubmitError> {
		let included = self.submit(signer, &pallet().end(order), Until::Finalized, None).await?;
		Ok((included.event::<events::LeaseEnded>("LeaseEnded")?.ended_at, included))
	}

	/// Rates the other side. The second rating settles.
	pub async fn rate_order(
		&self,
		signer: &Signer,
		order: OrderId,
		score: Score,
		until: Until,
		nonce: Option<u64>,
	) -> Result<(Option<Settled>, Included), SubmitError> {
		let included = self.submit(signer, &pallet().rate(order, score), until, nonce).await?;
		Ok((Settled::of(&included, order)?, included))
	}

	/// Settles an order as both sides have signed it. Anyone may.
	pub async fn settle_signed(
		&self,
		signer: &Signer,
		order: OrderId,
		settlement: &Settlement<BlockNumber>,
		renter: [u8; 64],
		provider: [u8; 64],
	) -> Result<(Option<Settled>, Included), SubmitError> {
		let settlement = messages::Settlement {
			rent: settlement.rent,
			renter_score: settlement.renter_score,
			provider_score: settlement.provider_score,
			expires_at: settlement.expires_at,
		};
		let [renter, provider] = [renter, provider].map(MultiSignature::Sr25519);
		let call = pallet().settle_signed(order, settlement, renter, provider);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		Ok((Settled::of(&included, order)?, included))
	}

	/// Rates for a side that has signed its rating. Anyone may.
	pub async fn rate_signed(
		&self,
		signer: &Signer,
		order: OrderId,
		role: Role,
		score: Score,
		signature: [u8; 64],
	) -> Result<(Option<Settled>, Included), SubmitError> {
		let signature = MultiSignature::Sr25519(signature);
		let call = pallet().rate_signed(order, generated_role(role), score, signature);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		Ok((Settled::of(&included, order)?, included))
	}

	/// Opens a dispute, and gives the first block in which the arbiter decides no more.
	pub async fn dispute_order(
		&self,
		signer: &Signer,
		order: OrderId,
		evidence: H256,
	) -> Result<(BlockNumber, Included), SubmitError> {
		let call = pallet().dispute(order, evidence);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		Ok((included.event::<events::DisputeOpened>("DisputeOpened")?.until, included))
	}

	/// Decides a dispute; `sudo` is the key of the chain's sudo account.
	pub async fn resolve_dispute(
		&self,
		sudo: &Signer,
		order: OrderId,
		split: Split,
	) -> Result<(Option<Settled>, Included), SubmitError> {
		let split = generated::order::Split {
			rent: Perbill(split.rent.0),
			deposit: Perbill(split.deposit.0),
			bond: Perbill(split.bond.0),
		};
		let call = codegen::Call::RentalEscrow(PalletCall::resolve_dispute { order, split });
		let call = codegen::tx().sudo().sudo(call);
		let included = self.submit(sudo, &call, Until::Finalized, None).await?;
		// The outer call succeeds even where the inner one fails: the event tells.
		let event = included.event::<codegen::sudo::events::Sudid>("Sudo::Sudid")?;
		if let Err(error) = event.sudo_result {
			return Err(SubmitError::Refused(self.refusal(&included, error).await));
		}
		Ok((Settled::of(&included, order)?, included))
	}

	/// Does what follows from an order's deadline. Anyone may, and it is free where it succeeds.
	pub async fn resolve_order(
		&self,
		signer: &Signer,
		order: OrderId,
		until: Until,
		nonce: Option<u64>,
	) -> Result<(Option<Settled>, Included), SubmitError> {
		let included = self.submit(signer, &pallet().resolve(order), until, nonce).await?;
		Ok((Settled::of(&included, order)?, included))
	}
}
