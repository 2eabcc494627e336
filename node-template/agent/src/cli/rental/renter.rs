//! The commands of renters.

use super::{
	provider::FinishArgs,
	values::{hash, task, weights},
};
use crate::{
	amount::parse_positive_vaj,
	chain::{AccountId, Balance, BlockNumber, Kind, Weights},
	cli::values::account,
	renter::{HireOptions, Whom},
};
use clap::{ArgGroup, Args, Subcommand};
use sp_core::H256;
use std::path::PathBuf;
use vajra_primitives::{
	rental::{OrderId, OrderKind, Score, SubTask, Verification},
	ModelId,
};

/// What renters do.
#[derive(Debug, Subcommand)]
pub enum RenterCommand {
	/// Hire chips, wait for the credentials and open them.
	Hire(Box<HireArgs>),
	/// Check an order's credentials and confirm that they open: the lease begins.
	Confirm {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
		/// The state folder that the order was made with.
		#[arg(long, value_name = "DIR")]
		state: PathBuf,
		/// The provider's address, where only the hash of the credentials is on the chain.
		#[arg(long, value_name = "URL")]
		door: Option<String>,
	},
	/// Show what opens an order's session, or run a command in it.
	Open {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
		/// The state folder that the order was made with.
		#[arg(long, value_name = "DIR")]
		state: PathBuf,
		/// Talk to a session on another machine without encryption.
		#[arg(long)]
		in_the_clear: bool,
		/// The command and its arguments, after --.
		#[arg(last = true, value_name = "COMMAND")]
		command: Vec<String>,
	},
	/// Lengthen a lease at its price.
	Extend {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
		/// By how many blocks.
		#[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
		blocks: BlockNumber,
	},
	/// End a lease early. The time of notice is paid for, unless the provider has missed rounds.
	End {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
	},
	/// Rate the provider after the end, and agree to the settlement. What the provider has missed and
	/// nobody has reported is reported first.
	Rate {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
		/// From 0 to 100.
		#[arg(long, value_parser = clap::value_parser!(u8).range(0..=100))]
		score: Score,
	},
	/// Ask the arbiter, instead of rating. Either side may.
	#[command(group = ArgGroup::new("what").required(true).args(["evidence", "evidence_hash"]))]
	Dispute {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
		/// A file with the evidence, whose hash goes on the chain.
		#[arg(long, value_name = "FILE")]
		evidence: Option<PathBuf>,
		/// The hash of the evidence.
		#[arg(long, value_name = "HASH", value_parser = hash)]
		evidence_hash: Option<H256>,
	},
	/// Give up an order that nobody has accepted. Either side may.
	Cancel {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
	},
	/// Do what follows from an order's deadline that has passed. Anyone may, and it is free where it
	/// succeeds.
	Resolve {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
	},
	/// List an account's orders, and requests that wait for bids.
	Orders {
		/// The account; by default one's own.
		#[arg(value_name = "ACCOUNT", value_parser = account)]
		account: Option<AccountId>,
	},
	/// Sign a settlement off chain, and print it: with the provider's signature anyone can submit it.
	SignFinish(FinishArgs),
}

/// Options of `renter hire`.
#[derive(Clone, Debug, Args)]
#[command(group = ArgGroup::new("whom").args(["provider", "bids_within", "strategy"]))]
#[command(group = ArgGroup::new("what-for").args(["image", "deploy"]))]
pub struct HireArgs {
	/// The chips' model.
	#[arg(long, value_name = "ID")]
	model: ModelId,
	/// How many chips.
	#[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
	chips: u32,
	/// For how many blocks.
	#[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
	blocks: BlockNumber,
	/// The highest price of one chip for one block, in VAJ.
	#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
	max_price: Balance,
	/// State folder: the keys of one's orders are in it.
	#[arg(long, value_name = "DIR")]
	state: PathBuf,
	/// Hire from this provider.
	#[arg(long, value_name = "ACCOUNT", value_parser = account)]
	provider: Option<AccountId>,
	/// Post a request, and take the cheapest bid after so many blocks, or shortly before the request's
	/// deadline if that is earlier.
	#[arg(long, value_name = "BLOCKS", value_parser = clap::value_parser!(u32).range(1..))]
	bids_within: Option<BlockNumber>,
	/// How much each quality of a listing counts, such as price=3,reputation=1; of load, price,
	/// reputation, affinity and power. By default the price alone.
	#[arg(long, value_name = "WEIGHTS", value_parser = weights)]
	strategy: Option<Weights>,
	/// Hash of the environment's image, for a lease of time.
	#[arg(long, value_name = "HASH", value_parser = hash)]
	image: Option<H256>,
	/// Deploy the model with this hash, instead of hiring time.
	#[arg(long, value_name = "HASH", value_parser = hash)]
	deploy: Option<H256>,
	/// Hash of the data set of what is deployed, or that the chips should be near.
	#[arg(long, value_name = "HASH", value_parser = hash)]
	dataset: Option<H256>,
	/// A part of what is deployed, as chips x replicas x blocks, such as 0.5x4x100; can be given more
	/// than once.
	#[arg(long = "task", value_name = "TASK", value_parser = task, requires = "deploy")]
	tasks: Vec<SubTask<BlockNumber>>,
	/// The provider's address, where only the hash of the credentials is on the chain.
	#[arg(long, value_name = "URL")]
	door: Option<String>,
	/// Begin the lease as soon as the credentials have opened.
	#[arg(long)]
	confirm: bool,
	/// Do not wait for the credentials.
	#[arg(long, conflicts_with = "confirm")]
	no_wait: bool,
}

impl HireArgs {
	pub(super) fn options(self) -> HireOptions {
		let whom = match (self.provider, self.bids_within) {
			(Some(provider), _) => Whom::Provider(provider),
			(_, Some(blocks)) => Whom::Bidder(blocks),
			_ => {
				let price_alone = Weights { price: 1, ..Weights::default() };
				Whom::Best(self.strategy.unwrap_or(price_alone))
			}
		};
		let kind: Kind = match self.deploy {
			Some(model) => OrderKind::InferenceDeployment {
				model,
				dataset: self.dataset.unwrap_or_default(),
				verification: Verification::Unverified,
				tasks: self.tasks,
			},
			None => OrderKind::TimeHire { image: self.image.unwrap_or_default() },
		};
		HireOptions {
			model: self.model,
			chips: self.chips,
			blocks: self.blocks,
			max_price: self.max_price,
			kind,
			dataset: self.dataset,
			whom,
			state: self.state,
			door: self.door,
			confirm: self.confirm,
			no_wait: self.no_wait,
		}
	}
}
