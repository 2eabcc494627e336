//! The commands about stake.

use super::values::account;
use crate::{
	amount::{parse_percent, parse_positive_vaj},
	chain::{AccountId, Balance, Share},
	report::HexInput,
};
use clap::{ArgGroup, Subcommand};

/// Commands of candidates.
#[derive(Debug, Subcommand)]
pub enum CandidateCommand {
	/// Stand for election, with a bond on hold.
	Register {
		/// The bond, in VAJ.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		bond: Balance,
		/// Share of the rewards that is one's own before they are shared by stake, in percent.
		#[arg(long, value_name = "PERCENT", value_parser = parse_percent)]
		commission: Share,
	},
	/// Have one's own node make session keys, and register them.
	Keys {
		/// WebSocket URL of the validator's own node; by default the one that transactions go to.
		#[arg(long, value_name = "URL")]
		node: Option<String>,
	},
	/// Add to the bond.
	BondMore {
		/// How much, in VAJ.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		amount: Balance,
	},
	/// Take from the bond what is above the least. It waits for its release.
	BondLess {
		/// How much, in VAJ.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		amount: Balance,
	},
	/// Set the commission for eras to come: once in an era, by a bounded step.
	Commission {
		/// The commission, in percent.
		#[arg(value_name = "PERCENT", value_parser = parse_percent)]
		commission: Share,
	},
	/// Stay out of elections.
	Chill,
	/// Stand for election again.
	Resume,
	/// Leave: the whole bond waits for its release, and the account can register again.
	Leave,
	/// Leave jail when its time is over.
	Unjail,
	/// List those that can be elected by stake, most first.
	List {
		/// At most so many; by default all of them.
		#[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
		limit: Option<u32>,
	},
	/// Show a candidate.
	Show {
		/// Its account; by default one's own.
		#[arg(value_name = "ACCOUNT", value_parser = account)]
		candidate: Option<AccountId>,
	},
}

/// Commands of delegators.
#[derive(Debug, Subcommand)]
pub enum DelegateCommand {
	/// Delegate to a candidate, or more to one that was delegated to before.
	Add {
		/// The candidate.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		candidate: AccountId,
		/// How much, in VAJ.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		amount: Balance,
	},
	/// Take stake back from a candidate. It waits for its release.
	#[command(group = ArgGroup::new("how-much").required(true).args(["amount", "all"]))]
	Remove {
		/// The candidate.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		candidate: AccountId,
		/// How much, in VAJ.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		amount: Option<Balance>,
		/// All of it.
		#[arg(long)]
		all: bool,
	},
	/// Move stake from one candidate to another, without a wait.
	#[command(group = ArgGroup::new("how-much").required(true).args(["amount", "all"]))]
	Move {
		/// The candidate that it leaves.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		from: AccountId,
		/// The candidate that it joins.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		to: AccountId,
		/// How much, in VAJ.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		amount: Option<Balance>,
		/// All that can move.
		#[arg(long)]
		all: bool,
	},
	/// Release stake, delegated or bonded, that has waited long enough.
	Withdraw {
		/// Whose; by default one's own. Anyone may release it, to its owner.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		account: Option<AccountId>,
	},
	/// Show what an account has at stake, and what waits for its release.
	Show {
		/// The account; by default one's own.
		#[arg(value_name = "ACCOUNT", value_parser = account)]
		account: Option<AccountId>,
	},
}

/// Reports of validators that have signed twice.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
	/// Report two blocks of one author for one slot.
	Babe {
		/// One header: the hash of a block that the node has, the hex of a SCALE-encoded header with its
		/// seal, or @ and the name of a file that holds either.
		#[arg(long, value_name = "HEX")]
		first: HexInput,
		/// The other one.
		#[arg(long, value_name = "HEX")]
		second: HexInput,
	},
	/// Report two votes of one authority in one round of finality.
	Grandpa {
		/// The hex of a SCALE-encoded equivocation proof of GRANDPA's, or @ and the name of a file that
		/// holds it.
		#[arg(long, value_name = "HEX")]
		proof: HexInput,
	},
}
