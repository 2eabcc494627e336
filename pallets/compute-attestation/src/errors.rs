//! What can be wrong with a call.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod attestation_errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The account is not a vendor: governance has to admit it first.
		VendorNotFound,
		/// The account is a vendor already.
		VendorExists,
		/// The vendor is revoked. That is final.
		VendorRevoked,
		/// Only the vendor of a record may change it.
		NotVendor,
		/// The vendor has as many models or manifests as one may ever have.
		TooManyRecords,
		/// No model has this id.
		ModelNotFound,
		/// The model is revoked. That is final.
		ModelRevoked,
		/// Units must be at least 1 and at most `MaxComputeUnits`.
		UnitsOutOfBounds,
		/// No manifest has this id.
		ManifestNotFound,
		/// The manifest is revoked. That is final.
		ManifestRevoked,
		/// The manifest has expired: ask its vendor for a new one.
		ManifestExpired,
		/// A manifest holds at least one chip.
		ManifestEmpty,
		/// A manifest expires in a later block.
		InvalidExpiry,
		/// The Merkle proof does not lead from this chip, as one of the manifest's leaves, to its root:
		/// it has the wrong siblings, or too few or too many of them for the leaf's number.
		InvalidManifestProof,
		/// A claim or a retirement names at least one chip.
		NoChips,
		/// The manifest's vendor has revoked the chip. That is final.
		ChipRevoked,
		/// The chip is claimed already.
		ChipAlreadyClaimed,
		/// The provider would have more chips than one may have.
		TooManyChips,
		/// The provider's chips differ in too many manifests and rounds: wait until some have passed
		/// their warm-up, or retire those of a manifest.
		TooManyBatches,
		/// The key, or the sum of the keys, is the identity, under which anyone can sign.
		IdentityKey,
		/// A stored key is not a point of the group. Claims refuse such keys as not possessed, so
		/// this is a fault of the chain's.
		InvalidKey,
		/// The possession proof is not this chip's, or not for this chain, provider and claim: the
		/// statement holds how many claims the provider has made before.
		InvalidPossession,
		/// The account's free balance does not cover the collateral: add funds or claim fewer
		/// chips. Keep some free for fees, which `prove` only gives back.
		CollateralMissing,
		/// The provider is suspended: answer a challenge, or retire all chips, first.
		Suspended,
		/// The account has never claimed a chip.
		ProviderNotFound,
		/// No challenge is open, or none has opened yet: wait for `ChallengeOpened`.
		NoOpenChallenge,
		/// The challenge's response window is over.
		WindowClosed,
		/// The open challenge is of another round.
		WrongRound,
		/// The provider has answered this challenge.
		AlreadyProved,
		/// Absent chips are listed in ascending order, each once.
		AbsentNotSorted,
		/// The provider has no chip of this index, or nobody has claimed this chip.
		UnknownChip,
		/// At least one chip answers.
		AllChipsAbsent,
		/// None of the chips that answer counts: wait for the round it counts from. Chips of a
		/// revoked vendor, model or manifest never do.
		InWarmUp,
		/// The signature is not by the present chips over this challenge, provider and absent list.
		InvalidSignature,
		/// The round's response window is still open.
		RoundStillOpen,
		/// Only the last two challenges can be reported.
		RoundNotReportable,
		/// The provider owed no answer to this round.
		NotDue,
		/// The provider answered this round.
		NotAbsent,
		/// The provider was reported for this round already.
		AlreadyReported,
		/// The provider has not answered one of the last two challenges, damped ones that are closed
		/// left out: answer it if it is open, or have the miss reported, then retire or withdraw.
		AnswerOwed,
		/// Chips to retire are listed by ascending index, each once.
		IndicesNotSorted,
		/// So many of the provider's chips of this model are reserved that none can leave.
		ChipsReserved,
		/// The provider has fewer chips of this model that are not reserved.
		CapacityExceeded,
		/// Fewer chips are reserved.
		NotReserved,
		/// No collateral has waited long enough.
		NothingToWithdraw,
		/// None of the provider's power has been revoked since the last check.
		NothingRevoked,
		/// Power cannot be pointed at this account: it is no validator.
		NotBackable,
		/// An amount above zero is needed.
		NothingToFund,
		/// The provider has proved nothing in this round, has claimed its reward, or it has expired;
		/// or no round is named.
		RewardNotFound,
		/// The chain lets this account claim no rewards for now: it may ask for fuel, for example.
		ClaimNotAllowed,
		/// The round's pot is not shared yet: wait for the next challenge.
		RoundNotSettled,
		/// A number left its range: no more ids, rounds or power fit.
		Overflow,
	}
}
