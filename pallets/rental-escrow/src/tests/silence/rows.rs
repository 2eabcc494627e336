//! The ways for an order to end.

use super::*;

/// A way for an order to end.
pub struct Row {
	/// What happens.
	pub name: &'static str,
	/// Makes an order, and what the sides do about it. From then on they are silent.
	pub sides: fn() -> OrderId,
	/// How many deadlines pass until it is closed.
	pub deadlines: u32,
	/// How it closes.
	pub outcome: Outcome,
	/// How much more renter, provider, payee, fees and forfeits have.
	pub gains: [i128; 5],
}

/// A draw in the middle of an ordinary lease: 80 % of 1,000, which is just what the bond covers.
const DRAWN: i128 = 800;
/// What the payee has of it.
const DRAWN_NET: i128 = 784;

fn drawn() -> OrderId {
	let id = running();
	run_to_block(51);
	assert_ok!(Rental::draw(signed(PROVIDER), id));
	id
}

fn to_end(id: OrderId) -> OrderId {
	run_to_deadline(id);
	id
}

pub fn rate(who: AccountId, id: OrderId) -> OrderId {
	assert_ok!(Rental::rate(signed(who), id, 80));
	id
}

fn both_rate(id: OrderId) -> OrderId {
	rate(PROVIDER, rate(RENTER, id))
}

pub fn dispute(who: AccountId, id: OrderId) -> OrderId {
	assert_ok!(Rental::dispute(signed(who), id, Default::default()));
	id
}

/// Ends a lease after 40 of its 100 blocks.
fn end(who: AccountId, id: OrderId) -> OrderId {
	run_to_block(41);
	assert_ok!(Rental::end(signed(who), id));
	id
}

/// Draws after 40 blocks: 80 % of 800.
fn draw_then_end(who: AccountId) -> OrderId {
	let id = running();
	run_to_block(41);
	assert_ok!(Rental::draw(signed(PROVIDER), id));
	end(who, id)
}

/// 20 blocks of the lease turn out to be missed.
fn missed(id: OrderId) -> OrderId {
	miss(60, 80);
	id
}

pub fn bid_for(id: OrderId) -> OrderId {
	assert_ok!(Rental::bid(signed(PROVIDER), id, PRICE, DURATION, PAYEE));
	id
}

fn bid_taken() -> OrderId {
	let id = bid_for(requested());
	assert_ok!(Rental::take_bid(signed(RENTER), id, PROVIDER, PRICE));
	id
}

/// The renter's time passes, and the provider rates in its own.
fn provider_rates_after_the_renter_s_time(id: OrderId) -> OrderId {
	rate(PROVIDER, to_end(to_end_resolved(id)))
}

/// The lease is resolved to be over.
pub fn to_end_resolved(id: OrderId) -> OrderId {
	run_to_deadline(id);
	resolve(id);
	id
}

/// The renter's time passes after the provider's rating, and it rates then.
fn renter_rates_late(id: OrderId) -> OrderId {
	rate(RENTER, to_end(rate(PROVIDER, to_end(id))))
}

const NOTHING: [i128; 5] = [0; 5];

/// The rows of the design's table, in its order; each with what draws and misses make of it.
pub const SILENCES: [Row; 24] = [
	Row {
		name: "nobody bids",
		sides: requested,
		deadlines: 1,
		outcome: Outcome::NotAccepted,
		gains: NOTHING,
	},
	Row {
		name: "no bid is taken",
		sides: || bid_for(requested()),
		deadlines: 1,
		outcome: Outcome::NotAccepted,
		gains: NOTHING,
	},
	Row {
		name: "the provider does not accept",
		sides: placed,
		deadlines: 1,
		outcome: Outcome::NotAccepted,
		gains: NOTHING,
	},
	Row {
		name: "the provider delivers nothing",
		sides: accepted,
		deadlines: 1,
		outcome: Outcome::NotDelivered,
		gains: [200, -200, 0, 0, 0],
	},
	Row {
		name: "the provider delivers nothing after its bid",
		sides: bid_taken,
		deadlines: 1,
		outcome: Outcome::NotDelivered,
		gains: [200, -200, 0, 0, 0],
	},
	Row {
		name: "the renter does not confirm",
		sides: delivered,
		deadlines: 1,
		outcome: Outcome::NotConfirmed,
		gains: NOTHING,
	},
	// Renter silent after the end.
	Row {
		name: "the renter never rates",
		sides: || rate(PROVIDER, ended()),
		deadlines: 2,
		outcome: Outcome::Forfeited,
		gains: [-2_200, 0, 1_960, 40, 200],
	},
	Row {
		name: "the renter never rates, the provider in its own time",
		sides: || provider_rates_after_the_renter_s_time(running()),
		deadlines: 1,
		outcome: Outcome::Forfeited,
		gains: [-2_200, 0, 1_960, 40, 200],
	},
	Row {
		name: "the renter rates late",
		sides: || renter_rates_late(running()),
		deadlines: 0,
		outcome: Outcome::RatedLate,
		gains: [-2_000, 0, 1_960, 40, 0],
	},
	Row {
		name: "the renter never rates, part is drawn",
		sides: || rate(PROVIDER, to_end(drawn())),
		deadlines: 2,
		outcome: Outcome::Forfeited,
		gains: [-2_200, 0, 1_960, 40, 200],
	},
	Row {
		name: "the renter rates late, part is drawn and part missed",
		sides: || renter_rates_late(missed(drawn())),
		deadlines: 0,
		outcome: Outcome::RatedLate,
		gains: [-1_600, 0, 1_568, 32, 0],
	},
	// Provider silent after the renter rated.
	Row {
		name: "the provider does not rate",
		sides: || rate(RENTER, ended()),
		deadlines: 1,
		outcome: Outcome::ProviderSilent,
		gains: NOTHING,
	},
	Row {
		name: "the provider does not rate, part is drawn",
		sides: || rate(RENTER, to_end(drawn())),
		deadlines: 1,
		outcome: Outcome::ProviderSilent,
		gains: [0, -DRAWN, DRAWN_NET, DRAWN - DRAWN_NET, 0],
	},
	Row {
		name: "the provider does not rate, part is drawn and part missed",
		sides: || rate(RENTER, missed(to_end(drawn()))),
		deadlines: 1,
		outcome: Outcome::ProviderSilent,
		gains: [0, -DRAWN, DRAWN_NET, DRAWN - DRAWN_NET, 0],
	},
	// Both silent.
	Row {
		name: "nobody rates",
		sides: running,
		deadlines: 3,
		outcome: Outcome::BothSilent,
		gains: NOTHING,
	},
	Row {
		name: "nobody rates, part is drawn",
		sides: drawn,
		deadlines: 3,
		outcome: Outcome::BothSilent,
		gains: [0, -DRAWN, DRAWN_NET, DRAWN - DRAWN_NET, 0],
	},
	Row {
		name: "nobody rates, part is drawn and part missed",
		sides: || missed(drawn()),
		deadlines: 3,
		outcome: Outcome::BothSilent,
		gains: [0, -DRAWN, DRAWN_NET, DRAWN - DRAWN_NET, 0],
	},
	// Missed rounds.
	Row {
		name: "both rate",
		sides: || both_rate(ended()),
		deadlines: 0,
		outcome: Outcome::Signed,
		gains: [-2_000, 0, 1_960, 40, 0],
	},
	Row {
		name: "both rate, part is missed",
		sides: || both_rate(missed(ended())),
		deadlines: 0,
		outcome: Outcome::Signed,
		gains: [-1_600, 0, 1_568, 32, 0],
	},
	Row {
		name: "both rate, part is drawn and all missed",
		sides: || {
			let id = to_end(drawn());
			miss(0, 110);
			both_rate(id)
		},
		deadlines: 0,
		outcome: Outcome::Signed,
		gains: [0, -DRAWN, DRAWN_NET, DRAWN - DRAWN_NET, 0],
	},
	// The arbiter is silent.
	Row {
		name: "a dispute lapses, nobody had rated",
		sides: || dispute(RENTER, to_end(drawn())),
		deadlines: 3,
		outcome: Outcome::BothSilent,
		gains: [0, -DRAWN, DRAWN_NET, DRAWN - DRAWN_NET, 0],
	},
	Row {
		name: "a dispute lapses, the renter had rated",
		sides: || dispute(PROVIDER, rate(RENTER, ended())),
		deadlines: 2,
		outcome: Outcome::ProviderSilent,
		gains: NOTHING,
	},
	Row {
		name: "a dispute lapses, the provider had rated",
		sides: || dispute(RENTER, rate(PROVIDER, ended())),
		deadlines: 3,
		outcome: Outcome::Forfeited,
		gains: [-2_200, 0, 1_960, 40, 200],
	},
	Row {
		name: "a dispute lapses, the renter's time was over",
		sides: || dispute(PROVIDER, to_end(to_end_resolved(running()))),
		deadlines: 3,
		outcome: Outcome::BothSilent,
		gains: NOTHING,
	},
];

/// Early ends, after 40 blocks; each with what silence, draws and misses make of it.
pub const EARLY_ENDS: [Row; 17] = [
	// The renter: 800 for its time, and 160 for 8 blocks of notice.
	Row {
		name: "by the renter",
		sides: || both_rate(end(RENTER, running())),
		deadlines: 0,
		outcome: Outcome::Signed,
		gains: [-960, 0, 940, 20, 0],
	},
	Row {
		name: "by the renter, part is drawn",
		sides: || both_rate(draw_then_end(RENTER)),
		deadlines: 0,
		outcome: Outcome::Signed,
		// Two fees, each rounded up: 13 of 640, and 7 of 320.
		gains: [-960, 0, 940, 20, 0],
	},
	Row {
		name: "by the renter, who knows of a miss: 10 blocks less, no notice",
		sides: || {
			miss(20, 30);
			both_rate(end(RENTER, running()))
		},
		deadlines: 0,
		outcome: Outcome::Signed,
		gains: [-600, 0, 588, 12, 0],
	},
	Row {
		name: "by the renter, a miss is found out later",
		sides: || {
			let id = end(RENTER, running());
			miss(20, 30);
			both_rate(id)
		},
		deadlines: 0,
		outcome: Outcome::Signed,
		gains: [-600, 0, 588, 12, 0],
	},
	Row {
		name: "by the renter, in the first block",
		sides: || {
			let id = running();
			assert_ok!(Rental::end(signed(RENTER), id));
			both_rate(id)
		},
		deadlines: 0,
		outcome: Outcome::Signed,
		gains: [-160, 0, 156, 4, 0],
	},
	Row {
		name: "by the renter, when less is left than the notice",
		sides: || {
			let id = running();
			run_to_block(97);
			assert_ok!(Rental::end(signed(RENTER), id));
			both_rate(id)
		},
		deadlines: 0,
		outcome: Outcome::Signed,
		gains: [-2_000, 0, 1_960, 40, 0],
	},
	Row {
		name: "by the renter, who never rates",
		sides: || rate(PROVIDER, end(RENTER, running())),
		deadlines: 2,
		outcome: Outcome::Forfeited,
		gains: [-1_160, 0, 940, 20, 200],
	},
	Row {
		name: "by the renter, the provider is silent",
		sides: || rate(RENTER, draw_then_end(RENTER)),
		deadlines: 1,
		outcome: Outcome::ProviderSilent,
		gains: [0, -640, 627, 13, 0],
	},
	Row {
		name: "by the renter, both are silent",
		sides: || draw_then_end(RENTER),
		deadlines: 2,
		outcome: Outcome::BothSilent,
		gains: [0, -640, 627, 13, 0],
	},
	// The provider: 800 for its time, less 200.
	Row {
		name: "by the provider",
		sides: || both_rate(end(PROVIDER, running())),
		deadlines: 0,
		outcome: Outcome::Signed,
		gains: [-600, -200, 784, 16, 0],
	},
	Row {
		name: "by the provider, part is drawn and part missed",
		sides: || {
			let id = draw_then_end(PROVIDER);
			miss(20, 30);
			both_rate(id)
		},
		deadlines: 0,
		outcome: Outcome::Signed,
		// It has drawn 640, and has earned 600.
		gains: [-400, -240, 627, 13, 0],
	},
	Row {
		name: "by the provider, in the first block",
		sides: || {
			let id = running();
			assert_ok!(Rental::end(signed(PROVIDER), id));
			both_rate(id)
		},
		deadlines: 0,
		outcome: Outcome::Signed,
		gains: [200, -200, 0, 0, 0],
	},
	Row {
		name: "by the provider, the renter never rates",
		sides: || rate(PROVIDER, end(PROVIDER, running())),
		deadlines: 2,
		outcome: Outcome::Forfeited,
		gains: [-800, -200, 784, 16, 200],
	},
	Row {
		name: "by the provider, which is silent then",
		sides: || rate(RENTER, draw_then_end(PROVIDER)),
		deadlines: 1,
		outcome: Outcome::ProviderSilent,
		gains: [200, -840, 627, 13, 0],
	},
	Row {
		name: "by the provider, both are silent",
		sides: || draw_then_end(PROVIDER),
		deadlines: 2,
		outcome: Outcome::BothSilent,
		gains: [200, -840, 627, 13, 0],
	},
	Row {
		name: "by the provider, a dispute lapses",
		sides: || dispute(RENTER, draw_then_end(PROVIDER)),
		deadlines: 3,
		outcome: Outcome::BothSilent,
		gains: [200, -840, 627, 13, 0],
	},
	// Both.
	Row {
		name: "by both",
		sides: || {
			let id = drawn();
			let settlement =
				Settlement { rent: 500, renter_score: 9, provider_score: 8, expires_at: 60 };
			let signed_by = |who, role| sign(who, finish(id, role, settlement).payload());
			let renter = signed_by(RENTER, Role::Renter);
			let provider = signed_by(PROVIDER, Role::Provider);
			assert_ok!(Rental::settle_signed(signed(STRANGER), id, settlement, renter, provider));
			id
		},
		deadlines: 0,
		outcome: Outcome::Agreed,
		// 800 is drawn, of which 300 comes back out of the bond.
		gains: [-500, -300, DRAWN_NET, DRAWN - DRAWN_NET, 0],
	},
];
