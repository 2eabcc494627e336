use super::*;
use alloc::{string::String, vec};
use sp_core::{sr25519, Pair};
use sp_runtime::{AccountId32, MultiSignature};

type Terms = OrderTerms<u64, u32, Vec<SubTask<u32>>>;

fn terms() -> Terms {
	OrderTerms {
		renter: 2,
		provider: 3,
		payee: 4,
		model: 5,
		chips: 6,
		price: 7,
		duration: 8,
		max_duration: 9,
		kind: OrderKind::InferenceDeployment {
			model: H256::repeat_byte(10),
			dataset: H256::repeat_byte(11),
			verification: Verification::Proved(H256::repeat_byte(12)),
			tasks: vec![SubTask { weight: 13, replicas: 14, blocks: 15 }],
		},
		key: [16; 32],
		rent: 17,
		deposit: 18,
		bond: 19,
		conditions: Conditions {
			periods: Periods {
				accept: 20,
				deliver: 21,
				confirm: 22,
				rate: 23,
				counter: 24,
				grace: 25,
				arbitration: 26,
				notice: 27,
			},
			shares: Shares {
				deposit: Perbill::from_parts(28),
				bond: Perbill::from_parts(29),
				penalty: Perbill::from_parts(30),
				draw: Perbill::from_parts(31),
				fee: Perbill::from_parts(32),
			},
		},
	}
}

fn statement() -> OrderStatement<u64, u32, Vec<SubTask<u32>>> {
	OrderStatement { genesis: H256::repeat_byte(1), order: 33, terms: terms() }
}

fn rating() -> Rating {
	let order = statement().hash();
	Rating { genesis: H256::repeat_byte(1), order, role: Role::Renter, score: 90 }
}

fn finish() -> Finish<u32> {
	Finish {
		genesis: H256::repeat_byte(1),
		order: statement().hash(),
		role: Role::Renter,
		settlement: Settlement { rent: 5, renter_score: 90, provider_score: 80, expires_at: 7 },
	}
}

/// A number's little-endian bytes, in hexadecimal, as wide as the number is.
fn le<const N: usize>(bytes: [u8; N]) -> String {
	hex::encode(bytes)
}

#[test]
fn payloads_are_pinned() {
	let numbers =
		|from: u32, to: u32| (from..=to).map(|number| le(number.to_le_bytes())).collect::<String>();
	let order = [
		&hex::encode(ORDER_DOMAIN)[..],
		&"01".repeat(32),
		&le(33u64.to_le_bytes()),
		&le(2u64.to_le_bytes()),
		&le(3u64.to_le_bytes()),
		&le(4u64.to_le_bytes()),
		&numbers(5, 6),
		&le(7u128.to_le_bytes()),
		&numbers(8, 9),
		"01",
		&"0a".repeat(32),
		&"0b".repeat(32),
		"03",
		&"0c".repeat(32),
		"04",
		&numbers(13, 15),
		&"10".repeat(32),
		&le(17u128.to_le_bytes()),
		&le(18u128.to_le_bytes()),
		&le(19u128.to_le_bytes()),
		&numbers(20, 32),
	];
	assert_eq!(hex::encode(statement().payload()), order.concat());
	assert_eq!(statement().hash(), BlakeTwo256::hash(&statement().payload()));

	let hire = OrderKind::<Vec<SubTask<u32>>>::TimeHire { image: H256::repeat_byte(9) };
	assert_eq!(hex::encode(hire.encode()), ["00", &"09".repeat(32)].concat());

	let hash = hex::encode(statement().hash());
	let pinned = [&hex::encode(RATING_DOMAIN)[..], &"01".repeat(32), &hash, "00", "5a"];
	assert_eq!(hex::encode(rating().payload()), pinned.concat());
	let pinned = [
		&hex::encode(FINISH_DOMAIN)[..],
		&"01".repeat(32),
		&hash,
		"00",
		&le(5u128.to_le_bytes()),
		"5a",
		"50",
		"07000000",
	];
	assert_eq!(hex::encode(finish().payload()), pinned.concat());
}

#[test]
fn each_term_changes_the_hash() {
	let base = statement();
	let periods = terms().conditions.periods;
	let shares = terms().conditions.shares;
	let with = |change: &dyn Fn(&mut Terms)| {
		let mut terms = terms();
		change(&mut terms);
		OrderStatement { terms, ..statement() }
	};
	let ruled = |periods, shares| with(&|terms| terms.conditions = Conditions { periods, shares });
	type Change = dyn Fn(&mut H256, &mut H256, &mut Verification, &mut Vec<SubTask<u32>>);
	let kind = |change: &Change| {
		with(&|terms| match &mut terms.kind {
			OrderKind::InferenceDeployment { model, dataset, verification, tasks } => {
				change(model, dataset, verification, tasks)
			}
			OrderKind::TimeHire { .. } => unreachable!(),
		})
	};
	let one = Perbill::from_parts(1);
	let variants = [
		OrderStatement { genesis: H256::zero(), ..statement() },
		OrderStatement { order: 0, ..statement() },
		with(&|terms| terms.renter = 0),
		with(&|terms| terms.provider = 0),
		with(&|terms| terms.payee = 0),
		with(&|terms| terms.model = 0),
		with(&|terms| terms.chips = 0),
		with(&|terms| terms.price = 0),
		with(&|terms| terms.duration = 0),
		with(&|terms| terms.max_duration = 0),
		with(&|terms| terms.kind = OrderKind::TimeHire { image: H256::zero() }),
		kind(&|model, _, _, _| *model = H256::zero()),
		kind(&|_, dataset, _, _| *dataset = H256::zero()),
		kind(&|_, _, verification, _| *verification = Verification::Sampled),
		kind(&|_, _, _, tasks| tasks[0].weight = 0),
		kind(&|_, _, _, tasks| tasks[0].replicas = 0),
		kind(&|_, _, _, tasks| tasks[0].blocks = 0),
		kind(&|_, _, _, tasks| tasks.clear()),
		with(&|terms| terms.key = [0; 32]),
		with(&|terms| terms.rent = 0),
		with(&|terms| terms.deposit = 0),
		with(&|terms| terms.bond = 0),
		ruled(Periods { accept: 0, ..periods }, shares),
		ruled(Periods { deliver: 0, ..periods }, shares),
		ruled(Periods { confirm: 0, ..periods }, shares),
		ruled(Periods { rate: 0, ..periods }, shares),
		ruled(Periods { counter: 0, ..periods }, shares),
		ruled(Periods { grace: 0, ..periods }, shares),
		ruled(Periods { arbitration: 0, ..periods }, shares),
		ruled(Periods { notice: 0, ..periods }, shares),
		ruled(periods, Shares { deposit: one, ..shares }),
		ruled(periods, Shares { bond: one, ..shares }),
		ruled(periods, Shares { penalty: one, ..shares }),
		ruled(periods, Shares { draw: one, ..shares }),
		ruled(periods, Shares { fee: one, ..shares }),
	];
	for variant in variants {
		assert_ne!(variant.hash(), base.hash());
	}
}

#[test]
fn each_field_changes_what_is_signed() {
	let base = rating();
	let variants = [
		Rating { genesis: H256::zero(), ..rating() },
		Rating { order: H256::zero(), ..rating() },
		Rating { role: Role::Provider, ..rating() },
		Rating { score: 0, ..rating() },
	];
	for variant in variants {
		assert_ne!(variant.payload(), base.payload());
	}
	let base = finish();
	let settled = |settlement| Finish { settlement, ..finish() };
	let variants = [
		Finish { genesis: H256::zero(), ..finish() },
		Finish { order: H256::zero(), ..finish() },
		Finish { role: Role::Provider, ..finish() },
		settled(Settlement { rent: 0, ..base.settlement }),
		settled(Settlement { renter_score: 0, ..base.settlement }),
		settled(Settlement { provider_score: 0, ..base.settlement }),
		settled(Settlement { expires_at: 0, ..base.settlement }),
	];
	for variant in variants {
		assert_ne!(variant.payload(), base.payload());
	}
}

#[test]
fn real_signatures_are_checked_plain_and_wrapped() {
	let pair = sr25519::Pair::from_seed(&[7; 32]);
	let who = AccountId32::from(pair.public().0);
	let payload = rating().payload();
	let sign = |bytes: &[u8]| MultiSignature::from(pair.sign(bytes));
	assert!(is_signed_by(&payload, &sign(&payload), &who));
	assert!(is_signed_by(&payload, &sign(&wrapped(&payload)), &who));
	assert!(!is_signed_by(&payload, &sign(&finish().payload()), &who));
	assert!(!is_signed_by(&payload, &sign(&payload), &AccountId32::from([1; 32])));
}

#[test]
fn each_role_has_another() {
	assert_eq!(Role::Renter.other(), Role::Provider);
	assert_eq!(Role::Provider.other(), Role::Renter);
}
