//! Ids, newtypes, signed messages and traits that Vajra's pallets and the programs around them share.
//!
//! Nothing here touches storage. A trait enters this crate only when two pallets need it.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

pub mod message;
pub mod rental;
pub mod service;
pub mod traits;

pub use message::{manifest_leaf, CatStatement, Possession, Transfer};
pub use traits::{Accrual, Capacity, Downtime, ProvedCompute};

/// Rated compute of one chip of a model, in units that governance defines.
pub type ComputeUnits = u64;

/// A sum of compute units over chips.
pub type Power = u128;

/// Number of a round of challenges; rounds are the windows of `RoundLength` blocks since genesis.
pub type RoundIndex = u32;

/// Place of a chip among its provider's chips, from 0 and without holes.
pub type ChipIndex = u32;

/// Id of a chip model.
pub type ModelId = u32;

/// Id of a manifest: one shipment of chips of one model.
pub type ManifestId = u32;

/// A chip's public key: a point of ristretto255, compressed.
pub type ChipKey = sp_core::sr25519::Public;

/// An ordinary sr25519 signature, made by one chip or by many together.
pub type ChipSignature = sp_core::sr25519::Signature;

/// Blake2-256 of a chip's serial number.
pub type SerialHash = sp_core::H256;
