//! What is sold: compute for rent, and AI services.

use super::{tokens::Treasury, *};
use crate::{
	constants::{
		rental::{
			BOND, DEPOSIT, DRAW, FEE, HALF_LIFE, MAX_DURATION, PENALTY, PERIODS, RECORD_DEPOSIT,
		},
		service::{
			CALLBACK_ATTEMPTS, DEVIATION, DOUBT, EVALUATION, LEAVE_DELAY, MAX_PERIOD, MAX_WINDOW,
			MIN_COMMON, MIN_PRICE, MIN_STAKE, MIN_WINDOW, REPUTATION_HALF_LIFE, RETENTION,
			SERVICE_DEPOSIT, SILENCE, WITNESSES,
		},
	},
	Balances, ComputeAttestation, RainInsurance, ServiceRegistry, Signature,
};
use frame_support::{
	traits::{tokens::imbalance::ResolveTo, ConstU32, Get},
	weights::IdentityFee,
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_rental_escrow::{Conditions, RentalTerms, Shares};
use pallet_service_registry::{
	consensus::Standard, CallbackTerms, ReputationTerms, ServiceTerms, SlashTerms, WeightInfo as _,
};
use pallet_token_emission::{
	causes::{Rentals, Services, Slashes},
	Burned, Placed,
};
use sp_runtime::{DispatchError, DispatchResult};
use vajra_primitives::service::{ConsumerId, OnResult, RequestId, ServiceResult};

/// The treasury, as a sink of other pallets than pallet-token-emission.
type ToTreasury = Placed<Runtime, ResolveTo<Treasury, Balances>>;

/// What providers and renters agree to.
pub struct Leases;

impl Get<RentalTerms<BlockNumber>> for Leases {
	fn get() -> RentalTerms<BlockNumber> {
		RentalTerms {
			conditions: Conditions {
				periods: PERIODS,
				shares: Shares {
					deposit: DEPOSIT,
					bond: BOND,
					penalty: PENALTY,
					draw: DRAW,
					fee: FEE,
				},
			},
			max_duration: MAX_DURATION,
			record_deposit: RECORD_DEPOSIT,
			half_life: HALF_LIFE,
		}
	}
}

impl pallet_rental_escrow::Config for Runtime {
	type Currency = Balances;
	// Root, which is the sudo key until governance lands.
	type ArbiterOrigin = EnsureRoot<AccountId>;
	type BlockNumberProvider = System;
	type Capacity = ComputeAttestation;
	type Downtime = ComputeAttestation;
	type Compute = ComputeAttestation;
	type Signature = Signature;
	type Terms = Leases;
	// What a rent from oneself costs.
	type Fees = Burned<Runtime, Rentals>;
	type Forfeits = ToTreasury;
	type MaxBids = ConstU32<64>;
	type MaxTasks = ConstU32<16>;
	type MaxCiphertext = ConstU32<1_024>;
	type WeightInfo = pallet_rental_escrow::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Leases;
}

#[cfg(feature = "runtime-benchmarks")]
mod rental_benchmarks {
	use super::*;
	use pallet_compute_attestation::benchmarking::{absentee, lessor};
	use sp_core::{crypto::KeyTypeId, sr25519};
	use sp_runtime::{traits::IdentifyAccount, MultiSigner};
	use vajra_primitives::ModelId;

	const KEYS: KeyTypeId = KeyTypeId(*b"rent");

	fn key(seed: u32) -> sr25519::Public {
		let seed = alloc::format!("//party//{seed}").into_bytes();
		sp_io::crypto::sr25519_generate(KEYS, Some(seed))
	}

	impl pallet_rental_escrow::BenchmarkHelper<AccountId, Signature> for Leases {
		fn provide(provider: &AccountId, model: ModelId, chips: u32) {
			lessor::<Runtime>(provider, model, chips);
		}

		fn miss(provider: &AccountId) {
			absentee::<Runtime>(provider);
		}

		fn signer(seed: u32) -> AccountId {
			MultiSigner::from(key(seed)).into_account()
		}

		fn sign(seed: u32, payload: &[u8]) -> Signature {
			sp_io::crypto::sr25519_sign(KEYS, &key(seed), payload).unwrap_or_default().into()
		}
	}
}

/// What services, operators and consumers agree to.
pub struct ServiceRules;

impl Get<ServiceTerms> for ServiceRules {
	fn get() -> ServiceTerms {
		ServiceTerms {
			deposit: SERVICE_DEPOSIT,
			min_stake: MIN_STAKE,
			min_price: MIN_PRICE,
			min_common: MIN_COMMON,
			min_window: MIN_WINDOW,
			max_window: MAX_WINDOW,
			max_period: MAX_PERIOD,
			leave_delay: LEAVE_DELAY,
			retention: RETENTION,
			slashes: SlashTerms { deviation: DEVIATION, silence: SILENCE, witnesses: WITNESSES },
			callbacks: CallbackTerms {
				// A tenth of a second of the reference machine.
				max_weight: Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND / 10, 1024 * 1024),
				attempts: CALLBACK_ATTEMPTS,
			},
			reputation: ReputationTerms { half_life: REPUTATION_HALF_LIFE, doubt: DOUBT },
			evaluation: EVALUATION,
		}
	}
}

/// Pallets that hear of results.
pub struct ServiceConsumers;

impl OnResult<AccountId> for ServiceConsumers {
	fn weight(consumer: ConsumerId, data: &[u8]) -> Option<Weight> {
		match consumer {
			pallet_rain_insurance::CONSUMER => {
				<RainInsurance as OnResult<AccountId>>::weight(consumer, data)
			}
			_ => None,
		}
	}

	fn on_result(
		consumer: ConsumerId,
		request: RequestId,
		asked_by: &AccountId,
		data: &[u8],
		result: &ServiceResult,
	) -> DispatchResult {
		match consumer {
			pallet_rain_insurance::CONSUMER => {
				RainInsurance::on_result(consumer, request, asked_by, data, result)
			}
			_ => Err(DispatchError::Unavailable),
		}
	}
}

impl pallet_service_registry::Config for Runtime {
	type Currency = Balances;
	// Whoever has the stake.
	type EvaluatorOrigin = EnsureSigned<AccountId>;
	type BlockNumberProvider = System;
	type Signature = Signature;
	type Consensus = Standard;
	type Terms = ServiceRules;
	type Consumers = ServiceConsumers;
	type CallbackFee = IdentityFee<Balance>;
	type Treasury = ToTreasury;
	type Burned = Burned<Runtime, Services>;
	type Slashed = Burned<Runtime, Slashes>;
	type MaxOperators = MaxOperators;
	type MaxEvaluators = ConstU32<16>;
	type MaxInput = ConstU32<1_024>;
	type MaxVersions = ConstU32<16>;
	type WeightInfo = pallet_service_registry::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// Most operators of a service.
	pub const MaxOperators: u32 = 32;
	/// Id of the insurance's account.
	pub const InsurancePotId: PalletId = PalletId(*b"vaj/rain");
	/// Share of all sums insured that the pot must hold.
	pub const InsuranceReserve: Perbill = Perbill::from_percent(50);
	/// Blocks after which a claim that nobody has answered can be made again: no result of it is on its
	/// way any more, whose answers the holder might have seen.
	pub const InsurancePatience: u64 = 2 * MAX_WINDOW + RETENTION;
	/// What a question weighs at most.
	pub AskWeight: Weight =
		<Runtime as pallet_service_registry::Config>::WeightInfo::request(MaxOperators::get());
}

// The example of a pallet that asks services; a chain of one's own leaves it out.
impl pallet_rain_insurance::Config for Runtime {
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Oracle = ServiceRegistry;
	type AskWeight = AskWeight;
	type BlockNumberProvider = System;
	type PotId = InsurancePotId;
	type Reserve = InsuranceReserve;
	type Patience = InsurancePatience;
	type MaxProducts = ConstU32<64>;
	type MaxPolicies = ConstU32<10_000>;
	type MaxQuestion = ConstU32<256>;
	type WeightInfo = pallet_rain_insurance::weights::SubstrateWeight<Runtime>;
}
