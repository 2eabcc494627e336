//! Twenty thousand blocks with fees, tips, dust, slashes, burns and fuel; the ledger adds up at each.

use super::*;

#[test]
fn the_ledger_adds_up_at_each_of_many_blocks() {
	let cycles = Cycles { first: 20_000_000, ratio: percent(95), length: 777 };
	let builder = ExtBuilder::default().schedule(Schedule::Cycles(cycles)).mineable(250_000_000);
	builder.start(StartCondition::AtHeight(100)).build_and_execute(|| {
		for number in 1..=20_000u64 {
			let who = 1 + number % 8;
			if number.is_multiple_of(3) {
				// A new account, of which less than the existential deposit is left.
				let (new, value) = (1_000 + number, EXISTENTIAL + 200);
				let open = pallet_balances::Call::<Test>::transfer_keep_alive { dest: new, value };
				assert_ok!(extrinsic(who, open, 20, Balance::from(number % 5)).unwrap());
				let close =
					pallet_balances::Call::<Test>::transfer_allow_death { dest: who, value: 101 };
				assert_ok!(extrinsic(new, close, 0, 0).unwrap());
			}
			match number % 50 {
				7 => slash(who, 1_000 + Balance::from(number)),
				11 => {
					assert_ok!(Emission::burn(signed(who), 77));
				}
				13 => {
					assert_ok!(Emission::deposit_fuel(signed(who), 5_003));
				}
				29 => {
					let _ = Emission::burn_fuel(signed(9), who);
				}
				31 => {
					let _ = Emission::withdraw_fuel(signed(who));
				}
				_ => (),
			}
			Proved::set(!number.is_multiple_of(10));
			Known::set((!number.is_multiple_of(7)).then_some(AUTHOR));
			next_block();
		}
		let Ledger { minted, burned, .. } = ledger();
		assert_eq!(minted.scheduled(), 250_000_000, "the cap is reached");
		for cause in [
			BurnCause::Fees,
			BurnCause::Dust,
			BurnCause::Slashes,
			BurnCause::Fuel,
			BurnCause::Calls,
			BurnCause::Share,
		] {
			assert!(burned.of(cause) > 0, "{cause:?}");
		}
		assert!(progress().withheld > 0 && progress().cut > 0);
		assert_eq!(Balances::total_issuance(), GENESIS + 250_000_000 - burned.sum());
	});
}
