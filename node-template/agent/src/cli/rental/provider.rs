//! The commands of providers that rent out.

use super::values::{hash, host};
use crate::{
	amount::parse_positive_vaj,
	chain::{AccountId, Balance, BlockNumber},
	cli::values::account,
	error::AgentError,
	rental::{
		finish::{Proposal, SignedFinish},
		template::Template,
		Options, Policy, UidRange,
	},
};
use clap::{ArgGroup, Args, Subcommand};
use sp_core::H256;
use std::{net::SocketAddr, path::PathBuf};
use vajra_primitives::{
	rental::{OrderId, Score},
	ModelId,
};

/// What providers do to rent out.
#[derive(Debug, Subcommand)]
pub enum ProviderRentalCommand {
	/// Offer one's chips of a model for rent, or change the offer.
	List {
		/// The chips' model.
		#[arg(long, value_name = "ID")]
		model: ModelId,
		/// Most chips of one order.
		#[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
		chips: u32,
		/// Price of one chip for one block, in VAJ.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		price: Balance,
		/// Shortest lease, in blocks.
		#[arg(
			long,
			value_name = "BLOCKS",
			default_value_t = 1,
			value_parser = clap::value_parser!(u32).range(1..)
		)]
		min_blocks: BlockNumber,
		/// Longest lease, extensions included, in blocks.
		#[arg(long, value_name = "BLOCKS", value_parser = clap::value_parser!(u32).range(1..))]
		max_blocks: BlockNumber,
		/// Who gets the rent; by default oneself.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		payee: Option<AccountId>,
		/// Hash of a data set that lies near the chips; can be given more than once.
		#[arg(long = "dataset", value_name = "HASH", value_parser = hash)]
		datasets: Vec<H256>,
	},
	/// Take an offer back. Orders that are made stay.
	Unlist {
		/// The chips' model.
		#[arg(long, value_name = "ID")]
		model: ModelId,
	},
	/// Bid for a request. A bond is put on hold; if the renter takes the bid, the order is accepted.
	Bid {
		/// The request.
		#[arg(value_name = "ORDER")]
		order: OrderId,
		/// Price of one chip for one block, in VAJ.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		price: Balance,
		/// Longest lease, extensions included, in blocks; by default that of the request.
		#[arg(long, value_name = "BLOCKS")]
		max_blocks: Option<BlockNumber>,
		/// Who gets the rent; by default oneself.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		payee: Option<AccountId>,
		/// The state folder of `provider serve`, which then withdraws the bid if it is not taken. Not
		/// while that runs: it finds bids that are taken by itself.
		#[arg(long, value_name = "DIR")]
		state: Option<PathBuf>,
	},
	/// Take a bid back, as long as it is not taken. A `provider serve` does so by itself once it cannot be
	/// taken any more.
	WithdrawBid {
		/// The request.
		#[arg(value_name = "ORDER")]
		order: OrderId,
		/// Whose bid; by default one's own. Anyone may once it cannot be taken any more, and that is free.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		provider: Option<AccountId>,
	},
	/// Accept orders, deliver credentials, start what is rented when a lease begins and stop it when it
	/// ends, rate, and draw rent, until stopped.
	Serve(Box<ServeArgs>),
	/// End a lease early. Costs a penalty out of the bond.
	EndLease {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
	},
	/// Rate a renter. A `provider serve` does so by itself.
	Rate {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
		/// From 0 to 100.
		#[arg(long, value_parser = clap::value_parser!(u8).range(0..=100))]
		score: Score,
	},
	/// Sign a settlement off chain, and print it: with the renter's signature anyone can submit it.
	SignFinish(FinishArgs),
}

/// Options of `provider serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
	/// Folder for what the agent remembers: tokens of sessions are in it.
	#[arg(long, value_name = "DIR")]
	pub(super) state: PathBuf,
	/// Folder for the leases' folders; by default in the state folder. Where each lease has a user of
	/// its own, all users must be able to pass through it.
	#[arg(long, value_name = "DIR")]
	pub(super) leases: Option<PathBuf>,
	/// Where renters ask for a proof of the credentials before they confirm. Sessions listen at the same
	/// address, at ports of their own.
	#[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:0")]
	pub(super) listen: SocketAddr,
	/// How renters call this machine; by default by the address it listens at.
	#[arg(long, value_name = "NAME", value_parser = host)]
	pub(super) public_host: Option<String>,
	/// What is started when a lease begins, such as 'prog --listen {host}:{port} --token-file
	/// {token_file} {folder}', with the places {folder} {host} {port} {token_file} {context} {order}
	/// {chips}. It starts in the leased folder. By default the agent's own session, which runs commands
	/// there.
	#[arg(long, value_name = "COMMAND")]
	pub(super) command: Option<Template>,
	/// What is run, as this user, when a session has ended: 'docker rm -f lease-{order}', say.
	#[arg(long, value_name = "COMMAND")]
	pub(super) cleanup: Option<Template>,
	/// Users that leases run as, each as one of its own, where this runs as root. Nothing else should run
	/// as these: daemons on one machine are best given users of their own.
	#[arg(long, value_name = "FIRST-LAST", default_value = "62000-62999")]
	pub(super) uids: UidRange,
	/// Leases run as the agent's own user, also where that is root.
	#[arg(long)]
	pub(super) own_user: bool,
	/// Only the hash of credentials goes on the chain: renters fetch them here.
	#[arg(long)]
	pub(super) by_hash: bool,
	/// End all sessions when asked to stop. They are started again with this agent, if their leases
	/// still run.
	#[arg(long)]
	pub(super) end_sessions: bool,
	/// Most chips of an order.
	#[arg(long, value_name = "COUNT", default_value_t = u32::MAX)]
	pub(super) max_chips: u32,
	/// Longest lease, in blocks.
	#[arg(long, value_name = "BLOCKS", default_value_t = BlockNumber::MAX)]
	pub(super) max_blocks: BlockNumber,
	/// Least price of one chip for one block, in VAJ.
	#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj, default_value = "0.000000000001")]
	pub(super) min_price: Balance,
	/// Most orders at a time.
	#[arg(long, value_name = "COUNT", default_value_t = 64)]
	pub(super) max_leases: usize,
	/// Draw rent during a lease whenever so much of it can be, in VAJ; by default it comes at the end.
	#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
	pub(super) draw_at: Option<Balance>,
	/// What renters are rated with.
	#[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u8).range(0..=100))]
	pub(super) score: Score,
	/// Serve Prometheus metrics at this address, /metrics.
	#[arg(long, value_name = "ADDR:PORT")]
	pub(super) metrics_addr: Option<SocketAddr>,
}

/// A settlement that is to be signed.
#[derive(Clone, Debug, Args)]
#[command(group = ArgGroup::new("content").args(["rent", "given"]))]
pub struct FinishArgs {
	/// The order.
	#[arg(value_name = "ORDER")]
	pub(super) order: OrderId,
	/// The provider's part of the rent, what it has drawn included, in VAJ; by default the whole.
	#[arg(long, value_name = "VAJ", value_parser = crate::amount::parse_vaj)]
	pub(super) rent: Option<Balance>,
	/// What the renter thinks of the provider, from 0 to 100.
	#[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u8).range(0..=100))]
	pub(super) renter_score: Score,
	/// What the provider thinks of the renter, from 0 to 100.
	#[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u8).range(0..=100))]
	pub(super) provider_score: Score,
	/// Blocks for which the settlement is good.
	#[arg(long, value_name = "BLOCKS", default_value_t = 600)]
	pub(super) expires_in: BlockNumber,
	/// What the other side has signed: the same is signed then.
	#[arg(
		long = "from",
		id = "given",
		value_name = "FILE",
		conflicts_with_all = ["renter_score", "provider_score", "expires_in"]
	)]
	pub(super) given: Option<PathBuf>,
}

impl FinishArgs {
	pub(super) fn proposal(&self) -> Result<Proposal, AgentError> {
		Ok(match &self.given {
			Some(path) => Proposal::Given(SignedFinish::load(path)?),
			None => Proposal::New {
				rent: self.rent,
				renter_score: self.renter_score,
				provider_score: self.provider_score,
				expires_in: self.expires_in,
			},
		})
	}
}

impl ServeArgs {
	pub(super) fn options(self) -> Options {
		Options {
			state: self.state,
			leases: self.leases,
			listen: self.listen,
			public_host: self.public_host,
			command: self.command,
			cleanup: self.cleanup,
			uids: self.uids,
			own_user: self.own_user,
			by_hash: self.by_hash,
			end_sessions: self.end_sessions,
			policy: Policy {
				max_chips: self.max_chips,
				max_blocks: self.max_blocks,
				min_price: self.min_price,
				max_leases: self.max_leases,
				draw_at: self.draw_at,
				score: self.score,
			},
			metrics: self.metrics_addr,
		}
	}
}
