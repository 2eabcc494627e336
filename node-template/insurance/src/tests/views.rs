//! What programs ask.

use super::*;

#[test]
fn quote_is_the_premium() {
	ready().build_and_execute(|| {
		let quote = Insurance::quote(0, SUM).unwrap();
		let gained = gains([FARMER], || {
			insure(FARMER, 0, SUM);
		});
		assert_eq!(gained, [-(quote as i128)]);
		assert_eq!(Insurance::quote(0, 999), None);
		assert_eq!(Insurance::quote(1, SUM), None);
	});
}

#[test]
fn spare_is_what_can_be_taken_out() {
	ready().build_and_execute(|| {
		assert_eq!(Insurance::spare(), 100_000);
		insure(FARMER, 0, SUM);
		assert_eq!(Insurance::spare(), 102_000 - SUM / 2);
		// In a chain that wants all to be covered, there may be less than that.
		Reserve::set(Perbill::one());
		assert_eq!(Insurance::spare(), 102_000 - SUM);
		insure(FARMER, 0, SUM);
		insure(FARMER, 0, 25_000);
		Reserve::set(percent(50));
		insure(FARMER, 0, 25_000);
		Reserve::set(Perbill::one());
		assert_eq!(Insurance::spare(), 0);
	});
}
