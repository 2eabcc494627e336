//! What is stored. None of it touches storage itself.

mod policy;
mod product;

pub use policy::{Policy, Stage, Unclaimable};
pub use product::{Peril, Product, Unsound};

/// Amounts, planck.
pub type Balance = u128;

/// Numbers of blocks.
pub type Blocks = u64;

/// Id of a product, never used twice.
pub type ProductId = u32;

/// Id of a policy, never used twice.
pub type PolicyId = u32;
