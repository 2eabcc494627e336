//! Random sequences of all calls, by several providers with chips of several models and vendors.
//! Some vendors publish what is not so: roots over more chips than the manifest says.
//!
//! After each step and each block every invariant holds and no money is made or lost. A refused
//! call leaves no trace. Nobody is reported for a round that it could not answer, and nobody who
//! could and did not escapes a report. In the end all leases end, all chips retire, and all
//! collateral that was not slashed comes back.

use crate::{mock::*, *};
use frame_support::{
	dispatch::GetDispatchInfo,
	storage::with_storage_layer,
	traits::{
		fungible::{Balanced, Inspect},
		GetCallName, OnUnbalanced,
	},
	BoundedVec,
};
use proptest::{
	prelude::*,
	strategy::ValueTree,
	test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use sp_runtime::{traits::Dispatchable, DispatchError, ModuleError, Perbill, StateVersion};
use std::collections::{BTreeMap, BTreeSet};
use vajra_primitives::{Capacity, ChipIndex, ManifestId, ModelId, RoundIndex};

/// The last one can pay for chips only while they need no collateral.
const PROVIDERS: [u64; 4] = [ALICE, BOB, CAROL, POOR];
/// Accounts that can become vendors.
const NEWCOMERS: [u64; 2] = [102, 103];
/// Manifests and models that are there from the start; later ones have the next ids.
const MANIFESTS: u32 = 4;
const MODELS: u32 = 3;
/// Chips of these manifests, and more that only later ones list.
const SEEDS: u32 = 22;
const MORE_SEEDS: u32 = 26;

/// What is shipped: manifest 1 lists some of manifest 0's chips again, manifest 3 is another
/// vendor's and lists some of them, too.
fn shipped(manifest: ManifestId) -> Shipment {
	match manifest {
		0 => shipment(),
		1 => Shipment::new(0, 4..12),
		2 => Shipment::new(1, 12..18),
		_ => Shipment::new(2, (0..3).chain(18..SEEDS)),
	}
}

fn vendor_of(manifest: ManifestId) -> u64 {
	if manifest == 3 {
		OTHER_VENDOR
	} else {
		VENDOR
	}
}

fn ship() {
	register_model(LIGHT_UNITS);
	publish(&shipped(1));
	publish(&shipped(2));
	let (other, last) = (|| RuntimeOrigin::signed(OTHER_VENDOR), shipped(3));
	ComputeAttestation::register_model(other(), Default::default(), 7).unwrap();
	ComputeAttestation::publish_manifest(other(), 2, last.root(), last.len(), EXPIRY).unwrap();
}

#[derive(Clone, Debug)]
enum Step {
	RegisterVendor {
		vendor: u64,
	},
	RegisterModel {
		vendor: u64,
		units: u64,
	},
	/// By `vendor`, or else by the model's. If not `honest`, the manifest says that it has half as
	/// many chips as its root is over.
	Publish {
		vendor: Option<u64>,
		model: ModelId,
		seeds: Vec<u32>,
		blocks: u64,
		honest: bool,
	},
	/// If `free`, without chips that cannot be claimed.
	Claim {
		who: u64,
		manifest: ManifestId,
		picks: Vec<usize>,
		free: bool,
	},
	TakeOver {
		who: u64,
		seed: u32,
	},
	Retire {
		who: u64,
		indices: Vec<ChipIndex>,
	},
	Withdraw {
		who: u64,
	},
	Back {
		who: u64,
		validator: Option<u64>,
	},
	Fund {
		amount: u64,
	},
	Emit {
		amount: u64,
	},
	/// If `told`, with what the view says can be claimed.
	ClaimRewards {
		who: u64,
		back: Vec<u32>,
		told: bool,
	},
	Prune {
		who: u64,
	},
	RevokeChip {
		manifest: ManifestId,
		pick: usize,
	},
	RevokeManifest {
		manifest: ManifestId,
		prune: bool,
	},
	RevokeModel {
		model: ModelId,
		prune: bool,
	},
	RevokeVendor {
		vendor: u64,
		prune: bool,
	},
	Reserve {
		who: u64,
		model: ModelId,
		chips: u32,
	},
	Release {
		who: u64,
		model: ModelId,
		chips: u32,
	},
	Prove {
		who: u64,
		absent: Vec<ChipIndex>,
	},
	Report {
		who: u64,
		back: u32,
	},
	/// Reports everybody for each of the last two challenges.
	ReportAll {
		late_first: bool,
	},
	/// The next challenge, answered by some with some of their chips, and its whole window.
	Round {
		answers: [Option<Vec<ChipIndex>>; 4],
	},
	Pass {
		blocks: u64,
		draw: Option<u64>,
	},
	Rate {
		per_unit: u64,
	},
}

fn step() -> impl Strategy<Value = Step> {
	use prop::{collection, option, sample};
	let who = || sample::select(PROVIDERS.to_vec());
	let manifest = || prop_oneof![0..MANIFESTS, MANIFESTS..MANIFESTS + 3];
	let model = || 0..MODELS + 2;
	let vendor = || sample::select([&[VENDOR, OTHER_VENDOR], &NEWCOMERS[..]].concat());
	let indices = |most| {
		collection::btree_set(0u32..8, 0..most).prop_map(|set| set.into_iter().collect::<Vec<_>>())
	};
	// The first one keeps the network up, the third is often silent.
	let answers = [0.95, 0.75, 0.3, 0.5].map(|often| option::weighted(often, indices(3)).boxed());
	let often = prop::bool::weighted(0.7);
	prop_oneof![
		4 => vendor().prop_map(|vendor| Step::RegisterVendor { vendor }),
		5 => (vendor(), sample::select(vec![0, 5, UNITS, 1_000, 1_001]))
			.prop_map(|(vendor, units)| Step::RegisterModel { vendor, units }),
		14 => (
			option::weighted(0.2, vendor()),
			// The first two models' vendor has no manifest left.
			sample::select(vec![0, 1, 2, 2, 2, 3, 3, 4]),
			collection::btree_set(0..MORE_SEEDS, 0..8),
			sample::select(vec![0, 10, 10, EXPIRY, EXPIRY]),
			any::<bool>(),
		)
			.prop_map(|(vendor, model, seeds, blocks, honest)| {
				let seeds = seeds.into_iter().collect();
				Step::Publish { vendor, model, seeds, blocks, honest }
			}),
		24 => (who(), manifest(), collection::vec(0usize..8, 1..5), often)
			.prop_map(|(who, manifest, picks, free)| Step::Claim { who, manifest, picks, free }),
		14 => (who(), 0..MORE_SEEDS).prop_map(|(who, seed)| Step::TakeOver { who, seed }),
		12 => (who(), indices(4)).prop_map(|(who, indices)| Step::Retire { who, indices }),
		6 => who().prop_map(|who| Step::Withdraw { who }),
		6 => (who(), sample::select(vec![None, Some(VALIDATOR), Some(OTHER_VALIDATOR), Some(BOB)]))
			.prop_map(|(who, validator)| Step::Back { who, validator }),
		6 => sample::select(vec![0, 1, 500, 3_000]).prop_map(|amount| Step::Fund { amount }),
		4 => (0u64..5_000).prop_map(|amount| Step::Emit { amount }),
		10 => (who(), collection::vec(0u32..6, 0..4), often)
			.prop_map(|(who, back, told)| Step::ClaimRewards { who, back, told }),
		3 => who().prop_map(|who| Step::Prune { who }),
		5 => (manifest(), 0usize..8)
			.prop_map(|(manifest, pick)| Step::RevokeChip { manifest, pick }),
		2 => (manifest(), any::<bool>())
			.prop_map(|(manifest, prune)| Step::RevokeManifest { manifest, prune }),
		1 => (1..MODELS + 2, any::<bool>())
			.prop_map(|(model, prune)| Step::RevokeModel { model, prune }),
		1 => (sample::select(vec![OTHER_VENDOR, OTHER_VENDOR, NEWCOMERS[0]]), any::<bool>())
			.prop_map(|(vendor, prune)| Step::RevokeVendor { vendor, prune }),
		14 => (who(), sample::select(vec![0, 0, 0, 1, 2, 3]), 0u32..4)
			.prop_map(|(who, model, chips)| Step::Reserve { who, model, chips }),
		4 => (who(), model(), 0u32..5)
			.prop_map(|(who, model, chips)| Step::Release { who, model, chips }),
		10 => (who(), indices(4)).prop_map(|(who, absent)| Step::Prove { who, absent }),
		8 => (who(), 0u32..3).prop_map(|(who, back)| Step::Report { who, back }),
		24 => any::<bool>().prop_map(|late_first| Step::ReportAll { late_first }),
		40 => answers.prop_map(|answers| Step::Round { answers }),
		8 => (1u64..12, sample::select(vec![Some(0), Some(1), Some(1), None]))
			.prop_map(|(blocks, draw)| Step::Pass { blocks, draw }),
		2 => sample::select(vec![0, RATE, RATE, 7]).prop_map(|per_unit| Step::Rate { per_unit }),
	]
}

/// What is known apart from the chain's records.
struct World {
	issuance: u64,
	/// What each manifest's root is over, and who has published it.
	shipments: Vec<(u64, Shipment)>,
	/// Chips that leases hold.
	leases: BTreeMap<(u64, ModelId), u32>,
	/// Whether a provider could answer a round for as long as its challenge was open.
	able: BTreeMap<(RoundIndex, u64), bool>,
	/// The last round up to which a provider's misses are forgiven: it was out.
	forgiven: BTreeMap<u64, RoundIndex>,
	/// How often each call was done and refused.
	tally: BTreeMap<&'static str, [u32; 2]>,
	/// Why calls were refused, and how often.
	errors: BTreeMap<&'static str, u32>,
}

impl World {
	/// Dispatches a call, and says whether it was done. What is refused leaves no trace.
	fn submit(&mut self, name: &'static str, origin: RuntimeOrigin, call: Call<Test>) -> bool {
		let call = RuntimeCall::from(call);
		let most = call.get_dispatch_info().call_weight;
		self.traceless(name, || {
			let spent = call.dispatch(origin).map_err(|error| error.error)?;
			assert!(spent.actual_weight.is_none_or(|weight| weight.all_lte(most)), "{name}");
			Ok(())
		})
	}

	fn traceless(
		&mut self,
		name: &'static str,
		run: impl FnOnce() -> Result<(), DispatchError>,
	) -> bool {
		let before = sp_io::storage::root(StateVersion::V1);
		let result = run();
		if let Err(error) = result {
			assert_eq!(sp_io::storage::root(StateVersion::V1), before, "{name}: {error:?}");
			match error {
				DispatchError::Module(ModuleError { message: Some(message), .. }) => {
					assert_ne!(message, "Overflow", "{name}");
					*self.errors.entry(message).or_default() += 1;
				}
				DispatchError::Token(_) => {}
				error => panic!("{name}: unexpected {error:?}"),
			}
		}
		self.tally.entry(name).or_default()[usize::from(result.is_err())] += 1;
		self.observe();
		result.is_ok()
	}

	/// Power that the provider's chips have in `round`, by the registry and not by its records.
	fn power(who: u64, round: RoundIndex) -> u64 {
		let counts = |slot: &SlotOf<Test>| {
			let manifest = Manifests::<Test>::get(slot.manifest).unwrap();
			let model = Models::<Test>::get(manifest.model).unwrap();
			let vendor = Vendors::<Test>::get(model.vendor).unwrap();
			let revoked = [manifest.revoked, model.revoked, vendor.revoked];
			slot.counts_from <= round && revoked == [None; 3]
		};
		Slots::<Test>::iter_prefix_values(who).filter(counts).map(|slot| slot.units).sum()
	}

	fn observe(&mut self) {
		check_state();
		assert_eq!(Balances::total_issuance(), self.issuance);
		for (who, model, record) in Capacities::<Test>::iter() {
			let leased = self.leases.get(&(who, model)).copied().unwrap_or_default();
			assert_eq!(record.reserved + record.lost, leased, "leases of {who}");
		}
		let now = ComputeAttestation::current_round().unwrap();
		let open = ComputeAttestation::open_challenge().map(|challenge| challenge.round);
		for who in PROVIDERS {
			let out = Providers::<Test>::get(who).is_some_and(|provider| provider.suspended);
			if out {
				self.forgiven.insert(who, now);
			}
			if let Some(round) = open {
				let able = !out && Self::power(who, round) > 0;
				*self.able.entry((round, who)).or_insert(true) &= able;
			}
		}
	}

	fn pass(&mut self, blocks: u64) {
		for _ in 0..blocks {
			run_to_block(System::block_number() + 1);
			self.observe();
		}
	}

	fn prove(&mut self, who: u64, absent: &[ChipIndex]) {
		if Challenge::<Test>::exists() {
			let gone: BTreeSet<_> = absent.iter().copied().collect();
			let seeds = seeds_of(who);
			let present = (0..).zip(&seeds).filter(|(index, _)| !gone.contains(index));
			let statement = statement(who, absent);
			let signature = answer(present.map(|(_, seed)| *seed), &statement);
			let absent = BoundedVec::truncate_from(absent.to_vec());
			let call = Call::prove { round: statement.round, absent, signature };
			self.submit("prove", RuntimeOrigin::signed(who), call);
		}
	}

	/// Whether a report has to be taken.
	fn guilty(&self, round: RoundIndex, who: u64) -> bool {
		let challenge = [Challenge::<Test>::get(), PreviousChallenge::<Test>::get()]
			.into_iter()
			.flatten()
			.find(|challenge| challenge.round == round);
		let (Some(challenge), Some(provider)) = (challenge, Providers::<Test>::get(who)) else {
			return false;
		};
		self.able.get(&(round, who)) == Some(&true)
			&& self.forgiven.get(&who).is_none_or(|until| *until < round)
			&& challenge.closes_at < System::block_number()
			&& provider.answer(round).is_none()
			&& !provider.was_reported(round)
	}

	fn report(&mut self, round: RoundIndex, who: u64) {
		let guilty = self.guilty(round, who);
		let stake = held(who);
		let call = Call::report_absence { round, provider: who };
		if self.submit("report_absence", RuntimeOrigin::signed(WATCHER), call) {
			assert_eq!(self.able.get(&(round, who)), Some(&true), "round {round}, {who}");
			let damped = [Challenge::<Test>::get(), PreviousChallenge::<Test>::get()]
				.into_iter()
				.flatten()
				.any(|c| c.round == round && !ComputeAttestation::met_quorum(&c));
			assert!(held(who) == stake || held(who) < stake && !damped);
		} else {
			assert!(!guilty, "{who} escapes a report for {round}");
		}
	}

	/// Reports a provider for each of the last two challenges.
	fn report_both(&mut self, late_first: bool, who: u64) {
		let mut rounds = [PreviousChallenge::<Test>::get(), Challenge::<Test>::get()];
		if late_first {
			rounds.reverse();
		}
		for challenge in rounds.into_iter().flatten() {
			self.report(challenge.round, who);
		}
	}

	fn withdraw(&mut self, who: u64) -> bool {
		let call = Call::withdraw_collateral { provider: who };
		self.submit("withdraw_collateral", RuntimeOrigin::signed(WATCHER), call)
	}

	fn prune(&mut self, who: u64) {
		let call = Call::prune_revoked { provider: who };
		self.submit("prune_revoked", RuntimeOrigin::signed(WATCHER), call);
	}

	fn prune_all(&mut self, prune: bool) {
		for who in PROVIDERS.into_iter().filter(|_| prune) {
			self.prune(who);
		}
	}

	fn retire(&mut self, who: u64, indices: Vec<ChipIndex>) -> bool {
		let indices = BoundedVec::truncate_from(indices);
		let (call, stake) = (Call::retire_chips { indices }, held(who));
		let done = self.submit("retire_chips", RuntimeOrigin::signed(who), call);
		assert_eq!(held(who), stake, "what is retired waits");
		done
	}

	fn release(&mut self, who: u64, model: ModelId, chips: u32) -> bool {
		let held = self.leases.get(&(who, model)).copied().unwrap_or_default();
		let left = held.checked_sub(chips);
		self.leases.insert((who, model), left.unwrap_or(held));
		let run = || with_storage_layer(|| ComputeAttestation::release(&who, model, chips));
		let done = self.traceless("release", run);
		assert_eq!(done, left.is_some());
		done
	}

	/// A manifest with its vendor and what its root is over. Of the ids that are picked from, the
	/// last one stands for a manifest that is not there.
	fn shipment(&self, pick: ManifestId) -> (ManifestId, u64, Shipment) {
		let known = self.shipments.len();
		let id = if pick < MANIFESTS + 2 { pick as usize % known } else { known };
		let (vendor, shipment) = self.shipments.get(id).unwrap_or(&self.shipments[0]).clone();
		(id as ManifestId, vendor, shipment)
	}

	fn publish(&mut self, vendor: u64, shipment: Shipment, chips: u32, expires_at: u64) {
		let root = shipment.root();
		let call = Call::publish_manifest { model: shipment.model, root, chips, expires_at };
		if self.submit("publish_manifest", RuntimeOrigin::signed(vendor), call) {
			self.shipments.push((vendor, shipment));
		}
		assert_eq!(NextManifestId::<Test>::get(), self.shipments.len() as u32);
	}

	fn take(&mut self, step: Step) {
		let signed = RuntimeOrigin::signed;
		match step {
			Step::RegisterVendor { vendor } => {
				let call = Call::register_vendor { vendor, name: Default::default() };
				self.submit("register_vendor", RuntimeOrigin::root(), call);
			}
			Step::RegisterModel { vendor, units } => {
				let call = Call::register_model { name: Default::default(), units };
				self.submit("register_model", signed(vendor), call);
			}
			Step::Publish { vendor, model, seeds, blocks, honest } => {
				let owner = Models::<Test>::get(model).map(|model| model.vendor);
				let vendor = vendor.or(owner).unwrap_or(VENDOR);
				let shipment = Shipment::new(model, seeds);
				let chips = if honest { shipment.len() } else { shipment.len().div_ceil(2) };
				self.publish(vendor, shipment, chips, System::block_number() + blocks);
			}
			Step::Claim { who, manifest, picks, free } => {
				let (manifest, vendor, shipment) = self.shipment(manifest);
				let pick = |pick: usize| shipment.seeds[pick % shipment.seeds.len()];
				let mut seeds: Vec<_> = picks.into_iter().map(pick).collect();
				if free {
					seeds.sort_unstable();
					seeds.dedup();
					seeds.retain(|seed| {
						!Chips::<Test>::contains_key(key(*seed))
							&& !RevokedChips::<Test>::contains_key(vendor, key(*seed))
					});
				}
				let claims = shipment.claims(who, seeds);
				self.submit("claim_chips", signed(who), Call::claim_chips { manifest, claims });
			}
			Step::TakeOver { who, seed } => {
				let from = Chips::<Test>::get(key(seed)).map_or(ALICE, |chip| chip.provider);
				let possession = sign(&chip(seed), &transfer(from, who, seed).payload());
				let call = Call::take_over_chip { chip: key(seed), possession };
				self.submit("take_over_chip", signed(who), call);
			}
			Step::Retire { who, indices } => {
				self.retire(who, indices);
			}
			Step::Withdraw { who } => {
				self.withdraw(who);
			}
			Step::Back { who, validator } => {
				self.submit("back", signed(who), Call::back { validator });
			}
			Step::Fund { amount } => {
				self.submit("fund_rewards", signed(WATCHER), Call::fund_rewards { amount });
			}
			Step::Emit { amount } => {
				self.issuance += amount;
				RoundPot::<Test>::on_unbalanced(<Balances as Balanced<u64>>::issue(amount));
				self.observe();
			}
			Step::ClaimRewards { who, back, told } => {
				let now = ComputeAttestation::current_round().unwrap();
				let rewards = ComputeAttestation::rewards_of(who);
				let mut rounds: Vec<_> =
					back.iter().map(|back| now.saturating_sub(*back)).collect();
				if told {
					rounds = rewards.iter().map(|(round, _)| *round).take(3).collect();
				}
				// What a user is told is what a user gets.
				let find = |round| rewards.iter().find(|(known, _)| known == round);
				let due: Option<Vec<_>> = rounds.iter().map(find).collect();
				let once = rounds.iter().collect::<BTreeSet<_>>().len() == rounds.len();
				let due = due
					.filter(|due| once && !due.is_empty())
					.map(|due| due.iter().map(|(_, sum)| sum).sum());
				let before = free(who);
				let rounds = BoundedVec::truncate_from(rounds);
				let call = Call::claim_rewards { rounds };
				let done = self.submit("claim_rewards", signed(who), call);
				assert_eq!(done.then(|| free(who) - before), due);
			}
			Step::Prune { who } => self.prune(who),
			Step::RevokeChip { manifest, pick } => {
				let (manifest, vendor, shipment) = self.shipment(manifest);
				let chip = shipment.entry(shipment.seeds[pick % shipment.seeds.len()]);
				let call = Call::revoke_chip { manifest, chip };
				self.submit("revoke_chip", signed(vendor), call);
			}
			Step::RevokeManifest { manifest, prune } => {
				let (manifest, vendor, _) = self.shipment(manifest);
				self.submit("revoke_manifest", signed(vendor), Call::revoke_manifest { manifest });
				self.prune_all(prune);
			}
			Step::RevokeModel { model, prune } => {
				let vendor = Models::<Test>::get(model).map_or(VENDOR, |model| model.vendor);
				self.submit("revoke_model", signed(vendor), Call::revoke_model { model });
				self.prune_all(prune);
			}
			Step::RevokeVendor { vendor, prune } => {
				let call = Call::revoke_vendor { vendor };
				self.submit("revoke_vendor", RuntimeOrigin::root(), call);
				self.prune_all(prune);
			}
			Step::Reserve { who, model, chips } => {
				let available = ComputeAttestation::available(&who, model);
				let held = self.leases.get(&(who, model)).copied().unwrap_or_default();
				// Written before the records are compared.
				if chips <= available {
					self.leases.insert((who, model), held + chips);
				}
				let run = || with_storage_layer(|| ComputeAttestation::reserve(&who, model, chips));
				let done = self.traceless("reserve", run);
				assert!(done == (chips <= available) || chips == 0, "{available} were available");
			}
			Step::Release { who, model, chips } => {
				self.release(who, model, chips);
			}
			Step::Prove { who, absent } => self.prove(who, &absent),
			Step::Report { who, back } => {
				let latest = Challenge::<Test>::get().map_or(0, |challenge| challenge.round);
				self.report(latest.saturating_sub(back), who);
			}
			Step::ReportAll { late_first } => {
				for who in PROVIDERS {
					self.report_both(late_first, who);
				}
			}
			Step::Round { answers } => {
				NextDraw::set(Some(1));
				let latest = Challenge::<Test>::get().map(|challenge| challenge.round);
				while Challenge::<Test>::get().map(|challenge| challenge.round) == latest {
					self.pass(1);
				}
				for (who, absent) in PROVIDERS.into_iter().zip(answers) {
					let chips = Providers::<Test>::get(who).map_or(0, |provider| provider.chips);
					if let (Some(absent), true) = (absent, chips > 0) {
						let some = absent.into_iter().filter(|index| *index < chips);
						let some: Vec<_> = some.take(chips as usize - 1).collect();
						self.prove(who, &some);
					}
				}
				self.pass(challenge().closes_at + 1 - System::block_number());
			}
			Step::Pass { blocks, draw } => {
				NextDraw::set(draw);
				self.pass(blocks);
			}
			Step::Rate { per_unit } => PerUnit::set(per_unit),
		}
	}

	/// Everybody leaves, with all that is theirs.
	fn leave(&mut self) {
		for ((who, model), chips) in self.leases.clone() {
			assert!(self.release(who, model, chips));
		}
		NextDraw::set(None);
		self.pass(ROUND);
		for who in PROVIDERS {
			while Providers::<Test>::get(who).is_some_and(|provider| provider.chips > 0) {
				let indices: Vec<_> = (0..record(who).chips.min(4)).collect();
				if !self.retire(who, indices.clone()) {
					// It owes answers: have the misses reported.
					self.report_both(false, who);
					assert!(self.retire(who, indices), "{who} cannot leave");
				}
			}
		}
		self.pass(THREE_ROUNDS);
		for who in PROVIDERS {
			if held(who) > 0 && !self.withdraw(who) {
				self.report_both(false, who);
				assert!(held(who) == 0 || self.withdraw(who), "{who} cannot withdraw");
			}
			assert_eq!(held(who), 0);
		}
		assert_eq!(Chips::<Test>::iter().count() + Slots::<Test>::iter().count(), 0);
		assert_eq!(Capacities::<Test>::iter().count(), 0);
		assert_eq!(NetworkPower::<Test>::get().total(), Some(0));
		assert!(Manifests::<Test>::iter_values().all(|manifest| manifest.claimed == 0));
		let accounts = frame_system::Account::<Test>::iter_keys();
		let all: u64 = accounts.map(|account| Balances::total_balance(&account)).sum();
		assert_eq!(all, self.issuance);
	}
}

/// Plays steps on a new chain on which each slash takes `slash` percent, and returns what was
/// called and why calls were refused.
fn play(
	slash: u32,
	steps: Vec<Step>,
) -> (BTreeMap<&'static str, [u32; 2]>, BTreeMap<&'static str, u32>) {
	let mut reached = Default::default();
	ExtBuilder::default().claimed(ALICE, 0..4).claimed(BOB, [4, 5]).build_and_execute(|| {
		ship();
		claim_from(2, &shipped(2), CAROL, 12..15).unwrap();
		Costs::set(Penalties { slash: Perbill::from_percent(slash), ..penalties() });
		let mut world = World {
			issuance: Balances::total_issuance(),
			shipments: (0..MANIFESTS).map(|id| (vendor_of(id), shipped(id))).collect(),
			leases: Default::default(),
			able: Default::default(),
			forgiven: Default::default(),
			tally: Default::default(),
			errors: Default::default(),
		};
		for step in steps {
			world.take(step);
		}
		world.leave();
		reached = (world.tally, world.errors);
	});
	reached
}

/// How many sequences are tried; more with `PROPTEST_CASES`.
fn cases() -> u32 {
	std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

fn campaign() -> impl Strategy<Value = (u32, Vec<Step>)> {
	(prop::sample::select(vec![10, 45, 100]), prop::collection::vec(step(), 1..120))
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: cases(),
		failure_persistence: None,
		..Default::default()
	})]

	#[test]
	fn any_sequence_of_calls_keeps_the_invariants((slash, steps) in campaign()) {
		play(slash, steps);
	}
}

/// The steps are worth something only if each call is often done and often refused. The sequences
/// are the same at each run.
#[test]
fn sequences_reach_every_call() {
	let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
	let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
	let (mut tally, mut errors) = (BTreeMap::<_, [u32; 2]>::new(), BTreeMap::<_, u32>::new());
	for _ in 0..80 {
		let (slash, steps) = campaign().new_tree(&mut runner).unwrap().current();
		let (called, refused) = play(slash, steps);
		for (name, [done, refused]) in called {
			let sum = tally.entry(name).or_default();
			*sum = [sum[0] + done, sum[1] + refused];
		}
		for (name, count) in refused {
			*errors.entry(name).or_default() += count;
		}
	}
	for name in [
		"register_vendor",
		"register_model",
		"publish_manifest",
		"claim_chips",
		"prove",
		"report_absence",
		"retire_chips",
		"withdraw_collateral",
		"take_over_chip",
		"back",
		"fund_rewards",
		"claim_rewards",
		"prune_revoked",
		"revoke_chip",
		"reserve",
		"release",
	] {
		let [done, refused] = tally.get(name).copied().unwrap_or_default();
		assert!(done > 5 && refused > 0, "{name}: {done} done, {refused} refused; {tally:?}");
	}
	println!("done and refused: {tally:?}, because of: {errors:?}");
	// None is left out, however many there will be.
	for name in Call::<Test>::get_call_names() {
		let [done, refused] = tally.get(name).copied().unwrap_or_default();
		assert!(done > 0 && refused > 0, "{name}: {done} done, {refused} refused; {tally:?}");
	}
	for name in [
		"AnswerOwed",
		"ChipsReserved",
		"Suspended",
		"NotDue",
		"ChipRevoked",
		"InvalidManifestProof",
		"ManifestExpired",
	] {
		assert!(errors.contains_key(name), "{name} is not among {errors:?}");
	}
}
