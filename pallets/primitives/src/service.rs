//! AI services: what operators, evaluators and consumers commit to or sign, byte for byte; how a
//! provider off chain checks who calls it; and how a pallet asks a service and hears of the result.
//!
//! Each message starts with a domain of its own, followed by the genesis hash of the chain and the id
//! of what it is about, so that a signature or commitment made for one purpose, chain, request or
//! account is worth nothing for another. All payloads are SCALE.

use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash, IdentifyAccount, Verify},
	DispatchError, DispatchResult, Perbill, Weight,
};

/// Id of a service, never used twice.
pub type ServiceId = u32;

/// Number of a version of a service's interface and terms, from 1 on.
pub type ServiceVersion = u32;

/// Id of a request, never used twice.
pub type RequestId = u64;

/// Id of an evaluation, never used twice.
pub type EvaluationId = u64;

/// Name of what takes results on chain: a pallet, or a host of contracts.
pub type ConsumerId = [u8; 8];

/// Domain of [`Commitment`].
pub const COMMITMENT_DOMAIN: &[u8; 27] = b"vajra/service/commitment/v1";

/// Domain of [`Observation`].
pub const OBSERVATION_DOMAIN: &[u8; 28] = b"vajra/service/observation/v1";

/// Domain of [`ScoreCommitment`].
pub const SCORE_DOMAIN: &[u8; 22] = b"vajra/service/score/v1";

/// Domain of [`SignedCall`].
pub const CALL_DOMAIN: &[u8; 21] = b"vajra/service/call/v1";

/// What an operator says.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Answer {
	/// A fixed-point number; the service's schema says where its point is.
	Number(i128),
	/// Hash of an answer that is kept elsewhere.
	Hash(H256),
}

/// What kind of answers a service gives.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum AnswerKind {
	/// [`Answer::Number`].
	Number,
	/// [`Answer::Hash`].
	Hash,
}

impl Answer {
	/// What kind of answer it is.
	pub fn kind(&self) -> AnswerKind {
		match self {
			Self::Number(_) => AnswerKind::Number,
			Self::Hash(_) => AnswerKind::Hash,
		}
	}
}

/// Why a request has no result.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum NoResult {
	/// Too few answers came in time.
	TooFew,
	/// Two answers have as many voices.
	Tie,
	/// No answer has enough voices.
	NoAgreement,
}

/// What came of a request.
pub type ServiceResult = Result<Answer, NoResult>;

/// What an operator commits to before anybody reveals an answer. The operator is part of it, so that
/// a commitment that somebody has copied can never be opened by the copyist.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Commitment<AccountId> {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The request.
	pub request: RequestId,
	/// Who answers.
	pub operator: AccountId,
	/// The answer.
	pub answer: Answer,
	/// 32 random bytes, fresh for each commitment, so that answers cannot be guessed.
	pub salt: H256,
}

impl<AccountId: Encode> Commitment<AccountId> {
	/// The bytes that are hashed.
	pub fn payload(&self) -> Vec<u8> {
		(COMMITMENT_DOMAIN, self).encode()
	}

	/// Blake2-256 of the payload: what goes on chain.
	pub fn hash(&self) -> H256 {
		BlakeTwo256::hash(&self.payload())
	}
}

/// What an operator signs for a report.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Observation<AccountId> {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The request.
	pub request: RequestId,
	/// Who answers.
	pub operator: AccountId,
	/// The answer.
	pub answer: Answer,
}

impl<AccountId: Encode> Observation<AccountId> {
	/// The bytes that the operator signs.
	pub fn payload(&self) -> Vec<u8> {
		(OBSERVATION_DOMAIN, self).encode()
	}
}

/// What an evaluator commits to before anybody reveals a score.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct ScoreCommitment<AccountId> {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The evaluation.
	pub evaluation: EvaluationId,
	/// Who has tested.
	pub evaluator: AccountId,
	/// The score: one is perfect.
	pub score: Perbill,
	/// 32 random bytes, fresh for each commitment.
	pub salt: H256,
}

impl<AccountId: Encode> ScoreCommitment<AccountId> {
	/// The bytes that are hashed.
	pub fn payload(&self) -> Vec<u8> {
		(SCORE_DOMAIN, self).encode()
	}

	/// Blake2-256 of the payload: what goes on chain.
	pub fn hash(&self) -> H256 {
		BlakeTwo256::hash(&self.payload())
	}
}

/// A call that a consumer makes to a service off chain, signed.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SignedCall<AccountId> {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The service.
	pub service: ServiceId,
	/// Its version.
	pub version: ServiceVersion,
	/// Who calls, and signs.
	pub consumer: AccountId,
	/// Whom it calls, and nobody else is paid for it.
	pub operator: AccountId,
	/// A number that the consumer uses once with this service. Ascending ones are always taken;
	/// older ones as long as they fit in the [`NonceWindow`].
	pub nonce: u64,
	/// The last block in which the call is good.
	pub expiry: u64,
	/// Blake2-256 of the body of the call.
	pub request: H256,
}

impl<AccountId: Encode> SignedCall<AccountId> {
	/// The bytes that the consumer signs.
	pub fn payload(&self) -> Vec<u8> {
		(CALL_DOMAIN, self).encode()
	}

	/// Whether it is the call with this body.
	pub fn is_about(&self, body: &[u8]) -> bool {
		self.request == BlakeTwo256::hash(body)
	}

	/// Whether the consumer has signed it.
	pub fn is_signed<Signature>(&self, signature: &Signature) -> bool
	where
		Signature: Verify<Signer: IdentifyAccount<AccountId = AccountId>>,
	{
		signature.verify(&self.payload()[..], &self.consumer)
	}
}

/// What is wrong with a signed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallRefused {
	/// It was signed for another chain.
	WrongChain,
	/// It was signed for another service.
	WrongService,
	/// It was signed for a version that is not served here.
	WrongVersion,
	/// It was signed for another operator.
	WrongOperator,
	/// Its last block is over.
	Expired,
	/// It would be good for longer than calls may be: sign it with an earlier expiry.
	ExpiryTooFar,
	/// The consumer has not signed it.
	BadSignature,
	/// Its nonce was used before, or is too old to tell.
	Replayed,
	/// It was signed for another body.
	WrongBody,
	/// The chain says that the consumer may not call the service now.
	NotPermitted,
}

/// What a provider lets in: calls that are whole, that the chain permits, and once each.
///
/// [`Gate::verify`] says whether a call is what it seems. Then the provider asks the chain, by the
/// view function `may_call` of pallet-service-registry, and no sooner, so that nobody makes it ask by calls
/// that are not signed. With the chain's answer [`Verified::admit`] lets the call in. Where a subscription
/// pays, the chain's answer is only whole with that of `is_redeemable`, for the call's nonce and expiry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate<AccountId> {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The service.
	pub service: ServiceId,
	/// The version that is served.
	pub version: ServiceVersion,
	/// Who serves.
	pub operator: AccountId,
	/// For how many blocks a call may be good. Nonces must be remembered for as long.
	pub longest_life: u64,
}

impl<AccountId: Encode + PartialEq> Gate<AccountId> {
	/// Whether a call with this body is good at block `now`, but for its nonce and the chain's view.
	pub fn verify<'a, Signature>(
		&self,
		call: &'a SignedCall<AccountId>,
		body: &[u8],
		signature: &Signature,
		now: u64,
	) -> Result<Verified<'a, AccountId>, CallRefused>
	where
		Signature: Verify<Signer: IdentifyAccount<AccountId = AccountId>>,
	{
		refuse(!call.is_about(body), CallRefused::WrongBody)?;
		self.check(call, signature, now)?;
		Ok(Verified { call })
	}

	/// Lets a call in at block `now`, once, whose body and right to call the provider has checked.
	/// Nothing is remembered of a call that is refused, so that nobody uses up a nonce of somebody
	/// else's.
	pub fn admit<Signature>(
		&self,
		call: &SignedCall<AccountId>,
		signature: &Signature,
		now: u64,
		replays: &mut impl Replays<AccountId>,
	) -> Result<(), CallRefused>
	where
		Signature: Verify<Signer: IdentifyAccount<AccountId = AccountId>>,
	{
		self.check(call, signature, now)?;
		Verified { call }.admit(true, replays)
	}

	/// Whether a call is for this gate, good at block `now`, and signed.
	fn check<Signature>(
		&self,
		call: &SignedCall<AccountId>,
		signature: &Signature,
		now: u64,
	) -> Result<(), CallRefused>
	where
		Signature: Verify<Signer: IdentifyAccount<AccountId = AccountId>>,
	{
		refuse(call.genesis != self.genesis, CallRefused::WrongChain)?;
		refuse(call.service != self.service, CallRefused::WrongService)?;
		refuse(call.version != self.version, CallRefused::WrongVersion)?;
		refuse(call.operator != self.operator, CallRefused::WrongOperator)?;
		refuse(call.expiry < now, CallRefused::Expired)?;
		refuse(call.expiry.saturating_sub(now) > self.longest_life, CallRefused::ExpiryTooFar)?;
		refuse(!call.is_signed(signature), CallRefused::BadSignature)
	}
}

/// A call that its consumer has signed, for this provider, with this body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the call is not let in yet, and its nonce not used up"]
pub struct Verified<'a, AccountId> {
	call: &'a SignedCall<AccountId>,
}

impl<AccountId> Verified<'_, AccountId> {
	/// The call.
	pub fn call(&self) -> &SignedCall<AccountId> {
		self.call
	}

	/// Lets it in, once, if the chain says that its consumer may call. Nothing is remembered of a call that is
	/// refused.
	pub fn admit(
		self,
		permitted: bool,
		replays: &mut impl Replays<AccountId>,
	) -> Result<(), CallRefused> {
		refuse(!permitted, CallRefused::NotPermitted)?;
		let SignedCall { service, consumer, nonce, .. } = self.call;
		refuse(!replays.accept(*service, consumer, *nonce), CallRefused::Replayed)
	}
}

/// Refuses a call if something is wrong with it.
fn refuse(wrong: bool, why: CallRefused) -> Result<(), CallRefused> {
	if wrong {
		Err(why)
	} else {
		Ok(())
	}
}

/// Remembers which nonces were used.
pub trait Replays<AccountId> {
	/// Uses a nonce up. `false` if it was used before, or may have been.
	fn accept(&mut self, service: ServiceId, consumer: &AccountId, nonce: u64) -> bool;
}

/// A window for each service and consumer, in memory. Keep it across restarts, or wait after one for as
/// long as calls may live.
pub type NonceWindows<AccountId> = BTreeMap<(ServiceId, AccountId), NonceWindow>;

impl<AccountId: Ord + Clone> Replays<AccountId> for NonceWindows<AccountId> {
	fn accept(&mut self, service: ServiceId, consumer: &AccountId, nonce: u64) -> bool {
		self.entry((service, consumer.clone())).or_default().accept(nonce)
	}
}

/// Which of the last 128 nonces were used. Calls may come out of order within it.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct NonceWindow {
	/// The highest nonce that was used.
	highest: u64,
	/// Bit `n` says that `highest − n` was used. No bit at all: none was.
	used: u128,
}

impl NonceWindow {
	/// How many nonces it tells apart.
	pub const WIDTH: u64 = 128;

	/// Uses a nonce up. `false` if it was used before, or is too old to tell.
	pub fn accept(&mut self, nonce: u64) -> bool {
		match self.after(nonce) {
			Some(after) => {
				*self = after;
				true
			}
			None => false,
		}
	}

	/// Whether [`NonceWindow::accept`] would take a nonce.
	pub fn is_fresh(&self, nonce: u64) -> bool {
		self.after(nonce).is_some()
	}

	/// The window once a nonce is used.
	fn after(&self, nonce: u64) -> Option<Self> {
		if self.used == 0 {
			return Some(Self { highest: nonce, used: 1 });
		}
		if let Some(ahead) = nonce.checked_sub(self.highest).filter(|ahead| *ahead > 0) {
			let shift = u32::try_from(ahead).unwrap_or(u32::MAX);
			let used = self.used.checked_shl(shift).unwrap_or(0) | 1;
			return Some(Self { highest: nonce, used });
		}
		let behind = u32::try_from(self.highest.saturating_sub(nonce)).ok()?;
		let bit = 1u128.checked_shl(behind).filter(|bit| self.used & bit == 0)?;
		Some(Self { highest: self.highest, used: self.used | bit })
	}
}

/// What a pallet asks of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
	/// The service.
	pub service: ServiceId,
	/// Its version, which decides on price and rules.
	pub version: ServiceVersion,
	/// Fingerprint of that version's schema.
	pub fingerprint: H256,
	/// The question.
	pub input: AskInput,
	/// Who hears of the result, and what it is told besides.
	pub callback: Option<(ConsumerId, Vec<u8>)>,
}

/// A question, or its hash where operators have it from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskInput {
	/// The question itself.
	Bytes(Vec<u8>),
	/// Blake2-256 of the question.
	Hash(H256),
}

/// Asks services on behalf of accounts, which pay.
pub trait Oracle<AccountId> {
	/// Asks; the result comes later, through [`OnResult`].
	fn ask(consumer: &AccountId, ask: Ask) -> Result<RequestId, DispatchError>;
}

/// Nobody to ask.
impl<AccountId> Oracle<AccountId> for () {
	fn ask(_: &AccountId, _: Ask) -> Result<RequestId, DispatchError> {
		Err(DispatchError::Unavailable)
	}
}

/// Results for those on chain who wait for them. A runtime with several consumers tells them apart by
/// their ids; one of them may be a host of contracts, with the contract and its arguments in `data`.
pub trait OnResult<AccountId> {
	/// What [`OnResult::on_result`] weighs at most with this data. `None` if there is no such consumer,
	/// or it does not take this data.
	fn weight(consumer: ConsumerId, data: &[u8]) -> Option<Weight>;

	/// Takes a result. `asked_by` is who made the request, and chose `data`: anyone can name any
	/// consumer, so that a consumer acts only on requests that it knows to be its own. What fails is
	/// rolled back, and can be tried again for a while.
	fn on_result(
		consumer: ConsumerId,
		request: RequestId,
		asked_by: &AccountId,
		data: &[u8],
		result: &ServiceResult,
	) -> DispatchResult;
}

/// Nobody on chain waits for results.
impl<AccountId> OnResult<AccountId> for () {
	fn weight(_: ConsumerId, _: &[u8]) -> Option<Weight> {
		None
	}

	fn on_result(
		_: ConsumerId,
		_: RequestId,
		_: &AccountId,
		_: &[u8],
		_: &ServiceResult,
	) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}
}

#[cfg(test)]
mod tests;
