//! Stake of many, as shares of one sum.

use super::{Balance, Shares};
use crate::math;
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// Tokens that belong to many in proportion to their shares. Whatever changes the tokens changes
/// everybody's part, at the same cost for any number of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Pool {
	/// What all shares are worth, planck.
	pub tokens: Balance,
	/// Number of shares.
	pub shares: Shares,
}

impl Pool {
	/// What some of the shares are worth, rounded down.
	pub fn worth(&self, shares: Shares) -> Option<Balance> {
		math::worth(shares, self.tokens, self.shares)
	}

	/// Whether nobody is in it.
	pub fn is_empty(&self) -> bool {
		self.shares == 0
	}

	/// Whether it has lost all it had, so that nobody can buy shares.
	pub fn is_worthless(&self) -> bool {
		self.tokens == 0 && self.shares != 0
	}

	/// Takes tokens in, and returns the shares they buy.
	pub fn join(&mut self, tokens: Balance) -> Option<Shares> {
		let shares = math::shares_bought(tokens, self.tokens, self.shares)?;
		self.tokens = self.tokens.checked_add(tokens)?;
		self.shares = self.shares.checked_add(shares)?;
		Some(shares)
	}

	/// Takes shares back, and returns the tokens they were worth. The last ones get all there is.
	pub fn leave(&mut self, shares: Shares) -> Option<Balance> {
		let left = self.shares.checked_sub(shares)?;
		let tokens = if left == 0 { self.tokens } else { self.worth(shares)? };
		self.tokens = self.tokens.checked_sub(tokens)?;
		self.shares = left;
		Some(tokens)
	}

	/// Shares of `limit` that must leave to take `tokens` out; all of them if the tokens are all
	/// that they are worth.
	pub fn shares_for(&self, tokens: Balance, limit: Shares) -> Option<Shares> {
		if tokens >= self.worth(limit)? {
			return Some(limit);
		}
		math::shares_spent(tokens, self.tokens, self.shares).map(|shares| shares.min(limit))
	}

	/// Takes shares away, and returns the tokens they were worth, rounded up so that none of it stays
	/// with their owner. The last token goes with the last share.
	pub fn forfeit(&mut self, shares: Shares) -> Option<Balance> {
		let left = self.shares.checked_sub(shares)?;
		let worth = math::worth_up(shares, self.tokens, self.shares)?;
		let tokens = if left == 0 { self.tokens } else { self.spare(worth) };
		self.tokens = self.tokens.checked_sub(tokens)?;
		self.shares = left;
		Some(tokens)
	}

	/// Takes a share of the tokens out, rounded up, against everybody. Less than all never takes the
	/// last token: a pool of one would be worthless, and nobody could join it any more.
	pub fn cut(&mut self, share: Perbill) -> Balance {
		let cut = share.mul_ceil(self.tokens);
		let cut = if share == Perbill::one() { cut } else { self.spare(cut) };
		self.tokens = self.tokens.saturating_sub(cut);
		cut
	}

	/// What can be taken without the last token.
	fn spare(&self, tokens: Balance) -> Balance {
		tokens.min(self.tokens.saturating_sub(1))
	}
}
