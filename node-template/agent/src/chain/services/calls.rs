//! The service pallet's calls.

use super::{
	super::{
		codegen, submit::Until, AccountId, Balance, Chain, ChainError, Included, Refusal, Signer,
		SubmitError,
	},
	convert::{
		generated_admission, generated_answer, generated_listing, generated_rules, result, standing,
	},
	Admission, Answer, Blocks, Input, Listing, OperatorStanding, Registration, RequestId, Rules,
	ServiceId, ServiceResult, ServiceVersion, SignedObservation,
};
use codegen::{
	runtime_types::{
		bounded_collections::bounded_vec::BoundedVec,
		pallet_service_registry::{pallet::Call as PalletCall, types as generated},
		sp_runtime::MultiSignature,
	},
	service_registry::events,
};
use sp_core::H256;
use vajra_primitives::service::ConsumerId;

/// An account that has put stake on a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joined {
	/// What tells it from an earlier one of the same account.
	pub registration: Registration,
	/// Its stake, planck.
	pub stake: Balance,
	/// Where it stands.
	pub standing: OperatorStanding,
}

/// A request that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
	/// Its id.
	pub request: RequestId,
	/// What a result costs, planck.
	pub fee: Balance,
	/// How many operators are asked.
	pub asked: u32,
	/// The last block for answers.
	pub answer_until: Blocks,
}

/// What finalising a request brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finalised {
	/// The result.
	pub result: ServiceResult,
	/// Whether a consumer on chain took it; `None` if none was to hear of it.
	pub delivered: Option<bool>,
}

/// One thing that an operator does about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
	/// Commit to an answer.
	Commit(RequestId, H256),
	/// Reveal it.
	Reveal(RequestId, Answer, H256),
	/// Report signed answers.
	Report(RequestId, Vec<SignedObservation>),
	/// Finalise the request.
	Finalize(RequestId),
}

impl Step {
	/// The request.
	pub fn request(&self) -> RequestId {
		match self {
			Self::Commit(request, _)
			| Self::Reveal(request, ..)
			| Self::Report(request, _)
			| Self::Finalize(request) => *request,
		}
	}

	/// What it does, in a word.
	pub fn name(&self) -> &'static str {
		match self {
			Self::Commit(..) => "commit",
			Self::Reveal(..) => "reveal",
			Self::Report(..) => "report",
			Self::Finalize(..) => "finalize",
		}
	}

	fn call(&self) -> PalletCall {
		match self {
			Self::Commit(request, commitment) => {
				PalletCall::commit { request: *request, commitment: *commitment }
			}
			Self::Reveal(request, answer, salt) => PalletCall::reveal {
				request: *request,
				answer: generated_answer(*answer),
				salt: *salt,
			},
			Self::Report(request, observations) => PalletCall::report {
				request: *request,
				observations: BoundedVec(observations.iter().map(observation).collect()),
			},
			Self::Finalize(request) => PalletCall::finalize { request: *request },
		}
	}
}

/// What came of steps that were sent together.
#[derive(Debug)]
pub struct Stepped {
	/// Where they are; `None` where the only one was refused.
	pub included: Option<Included>,
	/// For each step why the chain refused it, if it did.
	pub refused: Vec<Option<Refusal>>,
}

fn observation(
	signed: &SignedObservation,
) -> generated::request::SignedObservation<AccountId, MultiSignature> {
	generated::request::SignedObservation {
		operator: signed.operator,
		answer: generated_answer(signed.answer),
		signature: MultiSignature::Sr25519(signed.signature),
	}
}

fn pallet() -> codegen::service_registry::calls::api::TransactionApi {
	codegen::tx().service_registry()
}

fn input(input: &Input) -> generated::request::Input {
	match input {
		Input::Bytes(bytes) => generated::request::Input::Bytes(BoundedVec(bytes.clone())),
		Input::Hash(hash) => generated::request::Input::Hash(*hash),
	}
}

impl Chain {
	/// Gives accounts so much of what the signer has, planck each.
	pub async fn endow(
		&self,
		signer: &Signer,
		accounts: &[AccountId],
		amount: Balance,
	) -> Result<Included, SubmitError> {
		use codegen::runtime_types::pallet_balances::pallet::Call as BalancesCall;
		let calls = accounts.iter().map(|account| {
			let dest = subxt::utils::MultiAddress::Id(*account);
			codegen::Call::Balances(BalancesCall::transfer_keep_alive { dest, value: amount })
		});
		let call = codegen::tx().utility().batch_all(calls.collect());
		self.submit(signer, &call, Until::Finalized, None).await
	}

	/// Registers a service of the signer's, and gives its id.
	pub async fn register_service(
		&self,
		signer: &Signer,
		listing: &Listing,
		admission: Admission,
		min_stake: Balance,
		fingerprint: H256,
		rules: &Rules,
	) -> Result<(ServiceId, Included), SubmitError> {
		let call = pallet().register_service(
			generated_listing(listing),
			generated_admission(admission),
			min_stake,
			fingerprint,
			generated_rules(rules),
		);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let event = included.event::<events::ServiceRegistered>("ServiceRegistered")?;
		Ok((event.service, included))
	}

	/// Publishes a new version of a service, and gives its number.
	pub async fn publish_version(
		&self,
		signer: &Signer,
		service: ServiceId,
		fingerprint: H256,
		rules: &Rules,
	) -> Result<(ServiceVersion, Included), SubmitError> {
		let call = pallet().publish_version(service, fingerprint, generated_rules(rules));
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let event = included.event::<events::VersionPublished>("VersionPublished")?;
		Ok((event.version, included))
	}

	/// Lists a service elsewhere.
	pub async fn update_listing(
		&self,
		signer: &Signer,
		service: ServiceId,
		listing: &Listing,
	) -> Result<Included, SubmitError> {
		let call = pallet().update_listing(service, generated_listing(listing));
		self.submit(signer, &call, Until::Finalized, None).await
	}

	/// Takes no new customers for a while.
	pub async fn pause_service(
		&self,
		signer: &Signer,
		service: ServiceId,
	) -> Result<Included, SubmitError> {
		self.submit(signer, &pallet().pause_service(service), Until::Finalized, None).await
	}

	/// Takes new customers again.
	pub async fn resume_service(
		&self,
		signer: &Signer,
		service: ServiceId,
	) -> Result<Included, SubmitError> {
		self.submit(signer, &pallet().resume_service(service), Until::Finalized, None).await
	}

	/// Takes no new customers ever again.
	pub async fn retire_service(
		&self,
		signer: &Signer,
		service: ServiceId,
	) -> Result<Included, SubmitError> {
		self.submit(signer, &pallet().retire_service(service), Until::Finalized, None).await
	}

	/// Removes a retired service, and releases its deposit.
	pub async fn remove_service(
		&self,
		signer: &Signer,
		service: ServiceId,
	) -> Result<Included, SubmitError> {
		self.submit(signer, &pallet().remove_service(service), Until::Finalized, None).await
	}

	/// Puts stake on a service, to operate it.
	pub async fn join_service(
		&self,
		signer: &Signer,
		service: ServiceId,
		stake: Balance,
	) -> Result<(Joined, Included), SubmitError> {
		let call = pallet().join(service, stake);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let event = included.event::<events::OperatorJoined>("OperatorJoined")?;
		let joined = Joined {
			registration: event.registration,
			stake: event.stake,
			standing: standing(event.standing),
		};
		Ok((joined, included))
	}

	/// Adds to the signer's stake, and gives what it is then, planck, and where it stands.
	pub async fn add_operator_stake(
		&self,
		signer: &Signer,
		service: ServiceId,
		amount: Balance,
	) -> Result<(Balance, OperatorStanding, Included), SubmitError> {
		let call = pallet().add_stake(service, amount);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let event = included.event::<events::StakeAdded>("StakeAdded")?;
		Ok((event.stake, standing(event.standing), included))
	}

	/// Lets an operator serve.
	pub async fn approve_operator(
		&self,
		signer: &Signer,
		service: ServiceId,
		operator: &AccountId,
		registration: Registration,
	) -> Result<Included, SubmitError> {
		let call = pallet().approve_operator(service, *operator, registration);
		self.submit(signer, &call, Until::Finalized, None).await
	}

	/// Lets an operator go, and gives the first block in which its stake can be withdrawn.
	pub async fn dismiss_operator(
		&self,
		signer: &Signer,
		service: ServiceId,
		operator: &AccountId,
		registration: Registration,
	) -> Result<(Blocks, Included), SubmitError> {
		let call = pallet().dismiss_operator(service, *operator, registration);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		Ok((included.event::<events::OperatorLeft>("OperatorLeft")?.until, included))
	}

	/// Leaves a service, and gives the first block in which the stake can be withdrawn.
	pub async fn leave_service(
		&self,
		signer: &Signer,
		service: ServiceId,
	) -> Result<(Blocks, Included), SubmitError> {
		let call = pallet().leave(service);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		Ok((included.event::<events::OperatorLeft>("OperatorLeft")?.until, included))
	}

	/// Releases the stake of an operator that has left, and gives it, planck. Anyone may.
	pub async fn withdraw_operator_stake(
		&self,
		signer: &Signer,
		service: ServiceId,
		operator: &AccountId,
	) -> Result<(Balance, Included), SubmitError> {
		let call = pallet().withdraw_stake(service, *operator);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		Ok((included.event::<events::StakeWithdrawn>("StakeWithdrawn")?.amount, included))
	}

	/// Asks a service some questions: all of them, or none.
	#[allow(clippy::too_many_arguments)]
	pub async fn ask_service(
		&self,
		signer: &Signer,
		service: ServiceId,
		version: ServiceVersion,
		fingerprint: H256,
		inputs: &[Input],
		callback: Option<(ConsumerId, Vec<u8>)>,
		until: Until,
	) -> Result<(Vec<Asked>, Included), SubmitError> {
		let calls = inputs.iter().map(|question| {
			codegen::Call::ServiceRegistry(PalletCall::request {
				service,
				version,
				fingerprint,
				input: input(question),
				callback: callback.clone().map(|(id, data)| (id, BoundedVec(data))),
			})
		});
		let call = codegen::tx().utility().batch_all(calls.collect());
		let included = self.submit(signer, &call, until, None).await?;
		let events = included.all_events::<events::Requested>()?;
		let asked = events.into_iter().map(|event| Asked {
			request: event.request,
			fee: event.fee,
			asked: event.asked,
			answer_until: event.answer_until,
		});
		let asked: Vec<_> = asked.collect();
		if asked.len() != inputs.len() {
			return Err(SubmitError::NoEvent("Requested"));
		}
		Ok((asked, included))
	}

	/// Does what an operator has to do about some requests, each by itself: one that the chain refuses
	/// holds up no other. Waits for a block of the best chain.
	///
	/// A request that is finalised is free if it is alone, and a part of the fee among others.
	pub async fn take_steps(
		&self,
		signer: &Signer,
		steps: &[Step],
	) -> Result<Stepped, SubmitError> {
		if let [Step::Finalize(request)] = steps {
			let call = pallet().finalize(*request);
			return match self.submit(signer, &call, Until::InBlock, None).await {
				Ok(included) => Ok(Stepped { included: Some(included), refused: vec![None] }),
				Err(SubmitError::Refused(refusal)) => {
					Ok(Stepped { included: None, refused: vec![Some(refusal)] })
				}
				Err(error) => Err(error),
			};
		}
		let calls = steps.iter().map(|step| codegen::Call::ServiceRegistry(step.call()));
		let call = codegen::tx().utility().force_batch(calls.collect());
		let included = self.submit(signer, &call, Until::InBlock, None).await?;
		let refused = self.refused_items(&included, steps.len()).await?;
		Ok(Stepped { included: Some(included), refused })
	}

	/// Why items of a batch were refused, in their order.
	async fn refused_items(
		&self,
		included: &Included,
		items: usize,
	) -> Result<Vec<Option<Refusal>>, SubmitError> {
		let mut refused = Vec::with_capacity(items);
		for event in included.events.iter() {
			let event = event.map_err(|error| ChainError::from(subxt::Error::from(error)))?;
			match (event.pallet_name(), event.event_name()) {
				("Utility", "ItemCompleted") => refused.push(None),
				("Utility", "ItemFailed") => {
					let failed = event
						.decode_fields_unchecked_as::<codegen::utility::events::ItemFailed>()
						.map_err(|error| ChainError::from(subxt::Error::from(error)))?;
					refused.push(Some(self.refusal(included, failed.error).await));
				}
				_ => {}
			}
		}
		refused.resize(items, None);
		Ok(refused)
	}

	/// Finalises a request. Anyone may, and it is free where it succeeds.
	pub async fn finalize_request(
		&self,
		signer: &Signer,
		request: RequestId,
	) -> Result<(Finalised, Included), SubmitError> {
		let call = pallet().finalize(request);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let event = included.event::<events::Finalized>("Finalized")?;
		let delivered = delivered(&included)?;
		Ok((Finalised { result: result(event.result), delivered }, included))
	}

	/// Tries a callback again, and tells whether it was delivered.
	pub async fn retry_callback(
		&self,
		signer: &Signer,
		request: RequestId,
	) -> Result<(bool, Included), SubmitError> {
		let call = pallet().retry_callback(request);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let delivered = delivered(&included)?;
		Ok((delivered.ok_or(SubmitError::NoEvent("CallbackDelivered"))?, included))
	}

	/// Forgets a result that has been kept for long enough.
	pub async fn forget_result(
		&self,
		signer: &Signer,
		request: RequestId,
	) -> Result<Included, SubmitError> {
		self.submit(signer, &pallet().forget_result(request), Until::Finalized, None).await
	}
}

/// Whether a callback was delivered; `None` if there was none.
fn delivered(included: &Included) -> Result<Option<bool>, SubmitError> {
	if !included.all_events::<events::CallbackDelivered>()?.is_empty() {
		return Ok(Some(true));
	}
	let failed = included.all_events::<events::CallbackFailed>()?;
	Ok((!failed.is_empty()).then_some(false))
}
