//! Session keys without a key: nobody makes blocks.

// The macro's code expects at least one.
#![allow(unused_mut, unused_variables)]

use alloc::vec::Vec;
use sp_runtime::impl_opaque_keys;

impl_opaque_keys! {
	/// The keys of a validator: none.
	pub struct SessionKeys {}
}
