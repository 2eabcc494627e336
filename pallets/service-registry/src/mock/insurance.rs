//! An insurance against drought: farmers pay a premium, and when a claim is made a service says how much
//! it has rained. Who buys a policy need not trust the insurer, and the insurer not the farmer.
//!
//! It shows what a consumer on chain has to do: ask through `Oracle`, remember its own requests, act
//! on results of those only, and fail where it cannot act, so that the callback can be tried again.

// The macros expand to `expect`.
#![allow(clippy::expect_used)]

pub use pallet::*;

#[frame_support::pallet]
pub mod pallet {
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, tokens::Preservation},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::traits::AccountIdConversion;
	use vajra_primitives::service::{
		Answer, Ask, AskInput, ConsumerId, OnResult, Oracle, RequestId, ServiceId, ServiceResult,
		ServiceVersion,
	};

	/// The name under which results come.
	pub const CONSUMER: ConsumerId = *b"drought!";

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// What is paid.
		type Currency: fungible::Mutate<Self::AccountId, Balance = u128>;
		/// Who knows how much it has rained.
		type Oracle: Oracle<Self::AccountId>;
	}

	/// A policy.
	#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
	pub struct Policy<AccountId> {
		/// Who is insured.
		pub farmer: AccountId,
		/// For how much.
		pub sum: u128,
		/// Rain below which it is paid, thousandths of a millimetre.
		pub drought: i128,
	}

	/// Policies by number.
	#[pallet::storage]
	pub type Policies<T: Config> = StorageMap<_, Twox64Concat, u32, Policy<T::AccountId>>;

	/// The policy of each claim that waits for its result.
	#[pallet::storage]
	pub type Claims<T: Config> = StorageMap<_, Twox64Concat, RequestId, u32>;

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such policy.
		PolicyNotFound,
		/// The result is for no claim.
		ClaimNotFound,
		/// The service has not answered with a number.
		NotANumber,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Buys a policy.
		#[pallet::call_index(0)]
		#[pallet::weight(T::DbWeight::get().writes(1))]
		pub fn insure(
			origin: OriginFor<T>,
			policy: u32,
			sum: u128,
			drought: i128,
		) -> DispatchResult {
			let farmer = ensure_signed(origin)?;
			Policies::<T>::insert(policy, Policy { farmer, sum, drought });
			Ok(())
		}

		/// Claims a policy's sum. The sender pays the service.
		#[pallet::call_index(1)]
		#[pallet::weight(T::DbWeight::get().writes(1))]
		pub fn claim(
			origin: OriginFor<T>,
			policy: u32,
			service: ServiceId,
			version: ServiceVersion,
			fingerprint: H256,
		) -> DispatchResult {
			let farmer = ensure_signed(origin)?;
			ensure!(Policies::<T>::contains_key(policy), Error::<T>::PolicyNotFound);
			let ask = Ask {
				service,
				version,
				fingerprint,
				input: AskInput::Bytes(b"rain this year, in thousandths of a millimetre".to_vec()),
				callback: Some((CONSUMER, policy.encode())),
			};
			let request = T::Oracle::ask(&farmer, ask)?;
			Claims::<T>::insert(request, policy);
			Ok(())
		}
	}

	impl<T: Config> Pallet<T> {
		/// The account that sums are paid from.
		pub fn pot() -> T::AccountId {
			PalletId(*b"insuranc").into_account_truncating()
		}
	}

	impl<T: Config> OnResult<T::AccountId> for Pallet<T> {
		fn weight(consumer: ConsumerId, data: &[u8]) -> Option<Weight> {
			(consumer == CONSUMER && data.len() == 4).then_some(Weight::from_all(90))
		}

		fn on_result(
			_: ConsumerId,
			request: RequestId,
			_: &T::AccountId,
			_: &[u8],
			result: &ServiceResult,
		) -> DispatchResult {
			// Anybody can make a request that names this consumer: only its own count, and of these it
			// knows the policy itself.
			let policy = Claims::<T>::take(request).ok_or(Error::<T>::ClaimNotFound)?;
			let rain = match result {
				Ok(Answer::Number(rain)) => *rain,
				Ok(Answer::Hash(_)) => return Err(Error::<T>::NotANumber.into()),
				// The farmer has its money back, and may claim again.
				Err(_) => return Ok(()),
			};
			let Policy { farmer, sum, drought } =
				Policies::<T>::get(policy).ok_or(Error::<T>::PolicyNotFound)?;
			if rain < drought {
				use fungible::Mutate;
				T::Currency::transfer(&Self::pot(), &farmer, sum, Preservation::Preserve)?;
				Policies::<T>::remove(policy);
			}
			Ok(())
		}
	}
}
