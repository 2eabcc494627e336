//! The commands and their arguments.

use super::{
	rental::{ArbiterCommand, ProviderRentalCommand, RelayCommand, RenterCommand, SessionArgs},
	service::{ConsumerCommand, OperatorCommand, ServiceCommand},
	staking::{CandidateCommand, DelegateCommand, ReportCommand},
	values::account,
};
use crate::{
	amount::parse_positive_vaj,
	chain::{AccountId, Balance, BlockNumber},
	demo::DemoArgs,
};
use clap::{ArgGroup, Subcommand};
use std::{net::SocketAddr, path::PathBuf};
use vajra_primitives::{ManifestId, ModelId, RoundIndex};

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Admit and revoke vendors. Signed with the chain's sudo key.
	#[command(subcommand)]
	Governance(Governance),
	/// Register models, publish manifests, revoke.
	#[command(subcommand)]
	Vendor(Vendor),
	/// Make and show chips in software, for development.
	#[command(subcommand)]
	Chips(Chips),
	/// Claim chips, answer challenges, claim rewards, give chips up.
	#[command(subcommand)]
	Provider(ProviderCommand),
	/// Report providers that do not answer, and earn a part of what they lose; take out power that
	/// was revoked.
	#[command(subcommand)]
	Watcher(WatcherCommand),
	/// Hire chips, use them, rate; see one's orders.
	#[command(subcommand)]
	Renter(RenterCommand),
	/// Decide disputes about orders. Signed with the chain's sudo key.
	#[command(subcommand)]
	Arbiter(ArbiterCommand),
	/// Submit what others have signed.
	#[command(subcommand)]
	Relay(RelayCommand),
	/// Run commands for whoever has a token. `provider serve` starts it for each lease by default.
	#[command(hide = true)]
	Session(SessionArgs),
	/// Publish AI services, decide about their operators, find services.
	#[command(subcommand)]
	Service(ServiceCommand),
	/// Operate a service: answer requests by asking an HTTP endpoint.
	#[command(subcommand)]
	Operator(OperatorCommand),
	/// Ask services, and see what came of it.
	#[command(subcommand)]
	Consumer(ConsumerCommand),
	/// Show, claim and pay out what stake has earned; fill the pots that providers share.
	#[command(subcommand)]
	Rewards(RewardsCommand),
	/// Stand for election as a validator, change one's terms, leave.
	#[command(subcommand)]
	Candidate(CandidateCommand),
	/// Delegate to candidates, move stake, take it back.
	#[command(subcommand)]
	Delegate(DelegateCommand),
	/// Show the validators of this era and the next.
	Validators,
	/// Report a validator that has signed twice, and earn a part of what it loses.
	#[command(subcommand)]
	ReportEquivocation(ReportCommand),
	/// Play the whole story on a chain of its own, from the first chip to the last proof.
	Demo(DemoArgs),
	/// Show the chain's heads, challenges, providers and validators.
	Status {
		/// Show this provider only.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		provider: Option<AccountId>,
	},
}

/// Commands of governance.
#[derive(Debug, Subcommand)]
pub enum Governance {
	/// Admit a vendor.
	RegisterVendor {
		/// The vendor's account.
		#[arg(long, value_parser = account)]
		account: AccountId,
		/// Its name, at most 64 bytes.
		#[arg(long, value_parser = name)]
		name: String,
	},
	/// Revoke a vendor. Final.
	RevokeVendor {
		/// The vendor's account.
		#[arg(long, value_parser = account)]
		account: AccountId,
	},
}

/// Commands of vendors.
#[derive(Debug, Subcommand)]
pub enum Vendor {
	/// Register a chip model; prints its id.
	Model {
		/// Its name, at most 64 bytes.
		#[arg(long, value_parser = name)]
		name: String,
		/// Rated compute of one chip.
		#[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
		units: u64,
	},
	/// Publish a manifest over all chips of a file; writes the manifest file.
	Manifest {
		/// The chips' model.
		#[arg(long, value_name = "ID")]
		model: ModelId,
		/// The chip file.
		#[arg(long, value_name = "FILE")]
		chips: PathBuf,
		/// Blocks until the chips can no longer be claimed.
		#[arg(
			long,
			value_name = "BLOCKS",
			default_value_t = 100_000,
			value_parser = clap::value_parser!(u32).range(1..),
		)]
		expires_in: BlockNumber,
		/// Where the manifest file goes. Nothing is overwritten.
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
	},
	/// Revoke a model. Final.
	RevokeModel {
		/// Its id.
		#[arg(long, value_name = "ID")]
		model: ModelId,
	},
	/// Revoke a manifest. Final.
	RevokeManifest {
		/// Its id.
		#[arg(long, value_name = "ID")]
		manifest: ManifestId,
	},
	/// Revoke one chip. Final; its owner loses its power at once.
	RevokeChip {
		/// The manifest file that lists it.
		#[arg(long, value_name = "FILE")]
		manifest: PathBuf,
		/// Its serial number.
		#[arg(long)]
		serial: String,
	},
}

/// Commands about chip files.
#[derive(Debug, Subcommand)]
pub enum Chips {
	/// Make chips with new keys. Nothing is overwritten.
	Make {
		/// How many.
		#[arg(long, value_parser = clap::value_parser!(u32).range(1..=65_536))]
		count: u32,
		/// Where the chip file goes.
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
		/// Start of the serial numbers.
		#[arg(long, default_value = "SOFT")]
		serial_prefix: String,
	},
	/// Show the public parts of a chip file.
	Show {
		/// The chip file.
		#[arg(long, value_name = "FILE")]
		chips: PathBuf,
	},
}

/// Commands of providers.
#[derive(Debug, Subcommand)]
pub enum ProviderCommand {
	/// Claim the chips that are not claimed yet, then answer every challenge and claim the rewards,
	/// until stopped.
	Run {
		/// The chip file.
		#[arg(long, value_name = "FILE")]
		chips: PathBuf,
		/// A manifest file of chips to claim; can be given more than once. Without it nothing is
		/// claimed.
		#[arg(long = "manifest", value_name = "FILE", required_if_eq("claim_only", "true"))]
		manifests: Vec<PathBuf>,
		/// Folder for what the agent remembers.
		#[arg(long, value_name = "DIR")]
		state: PathBuf,
		/// Maintenance list: a text file of chips that are out of service, by index (7), range
		/// (16-31) or serial number (serial:SOFT-000007). Read again for each challenge.
		#[arg(long, value_name = "FILE")]
		dark_file: Option<PathBuf>,
		/// Claim, wait until that is final, and stop.
		#[arg(long)]
		claim_only: bool,
		/// Serve Prometheus metrics at this address, /metrics.
		#[arg(long, value_name = "ADDR:PORT")]
		metrics_addr: Option<SocketAddr>,
	},
	/// Point the power of all one's chips at a validator, from the next round on.
	#[command(group = ArgGroup::new("whom").required(true).args(["validator", "nobody"]))]
	Back {
		/// The validator's account.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		validator: Option<AccountId>,
		/// No validator any more.
		#[arg(long)]
		nobody: bool,
	},
	/// Give chips up. Their collateral stays on hold for a while. A `provider run` with their
	/// manifest claims them again at its next start.
	#[command(group = ArgGroup::new("which").required(true).args(["chips", "all"]))]
	Retire {
		/// The chips, by index (7), range (16-31) or serial number (serial:SOFT-000007).
		#[arg(value_name = "CHIP")]
		chips: Vec<String>,
		/// All of them.
		#[arg(long)]
		all: bool,
	},
	/// Release collateral of retired chips that has waited long enough.
	Withdraw {
		/// Whose; by default one's own. Anyone may release it, to its owner.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		provider: Option<AccountId>,
	},
	/// Claim all rewards that can be claimed now. A `provider run` does so by itself.
	ClaimRewards,
	/// Renting out.
	#[command(flatten)]
	Rental(ProviderRentalCommand),
	/// Take claimed chips over from their owner, by the chips' own signatures.
	TakeOver {
		/// The chip file.
		#[arg(long, value_name = "FILE")]
		chips: PathBuf,
		/// Serial number of a chip to take over; can be given more than once. Without it all chips
		/// of the file are.
		#[arg(long = "serial", value_name = "SERIAL")]
		serials: Vec<String>,
	},
}

/// Commands of watchers.
#[derive(Debug, Subcommand)]
pub enum WatcherCommand {
	/// Report every provider that owed an answer and gave none, and take out all power that was
	/// revoked, until stopped.
	Run {
		/// Folder for what the agent remembers.
		#[arg(long, value_name = "DIR")]
		state: PathBuf,
		/// Serve Prometheus metrics at this address, /metrics.
		#[arg(long, value_name = "ADDR:PORT")]
		metrics_addr: Option<SocketAddr>,
		/// Also pay validators and their delegators for each era as soon as that is possible. It is
		/// free where it succeeds.
		#[arg(long)]
		payouts: bool,
	},
	/// Report one provider for one round. Free where the chain takes it; what it would refuse is not
	/// sent.
	Report {
		/// Who was absent.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		provider: AccountId,
		/// The round, one of the last two challenges'.
		#[arg(long, value_name = "N")]
		round: RoundIndex,
	},
	/// Take one provider's power that was revoked with its vendor, model or manifest out of what the
	/// network is expected to prove. Free where the chain takes it; what it would refuse is not sent.
	Prune {
		/// Whose.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		provider: AccountId,
	},
}

/// Commands about rewards.
#[derive(Debug, Subcommand)]
pub enum RewardsCommand {
	/// Add to the current round's pot. Providers share it by the power they prove.
	Fund {
		/// How much, in VAJ with up to 12 decimals.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		amount: Balance,
	},
	/// Show what an account's stake has earned, by era: what can be claimed, and what is to come.
	Show {
		/// The account; by default one's own.
		#[arg(value_name = "ACCOUNT", value_parser = account)]
		account: Option<AccountId>,
	},
	/// Claim what one's stake has earned.
	Claim {
		/// With this candidate only; by default with all. One's own account for what one has earned as
		/// a candidate.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		candidate: Option<AccountId>,
	},
	/// Add what one's stake has earned to it.
	Compound {
		/// With this candidate only; by default with all. One's own account for what one has earned as
		/// a candidate.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		candidate: Option<AccountId>,
	},
	/// Pay validators and their delegators for all eras that can be paid, oldest first. Anyone may,
	/// and it is free where it succeeds.
	Payout {
		/// This validator only; can be given more than once. By default all of them.
		#[arg(long = "validator", value_name = "ACCOUNT", value_parser = account)]
		validators: Vec<AccountId>,
	},
}

fn name(text: &str) -> Result<String, String> {
	match text.len() {
		1..=64 => Ok(text.into()),
		length => Err(format!("a name has 1 to 64 bytes, this one has {length}")),
	}
}
