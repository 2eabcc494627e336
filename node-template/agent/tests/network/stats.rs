//! Is it chance? Pearson's chi-square test.

/// Distance of counts from what they should be in proportion to `weights`:
/// `Σ (observed − expected)² / expected`. 0 where nothing was counted.
pub fn chi_square(observed: &[u64], weights: &[u64]) -> f64 {
	assert_eq!(observed.len(), weights.len(), "a count for each weight");
	assert!(weights.iter().all(|weight| *weight > 0), "what cannot happen has no part in this");
	let counted: u64 = observed.iter().sum();
	let whole: u64 = weights.iter().sum();
	if counted == 0 {
		return 0.0;
	}
	let distance = |(observed, weight): (&u64, &u64)| {
		let expected = counted as f64 * *weight as f64 / whole as f64;
		(*observed as f64 - expected).powi(2) / expected
	};
	observed.iter().zip(weights).map(distance).sum()
}

/// Probability that chance alone gives at least this chi-square, with so many degrees of freedom:
/// one fewer than there are counts.
///
/// It is `Q(k/2, x/2)`, the upper regularised incomplete gamma function, from the power series of
/// the lower one. Good to about ten digits after the point, which is all that a test needs.
pub fn probability(chi_square: f64, degrees: u32) -> f64 {
	assert!(degrees > 0 && chi_square >= 0.0, "no such distribution: {degrees}, {chi_square}");
	let (a, x) = (f64::from(degrees) / 2.0, chi_square / 2.0);
	// Γ(a + 1) from Γ(1/2) = √π or Γ(1) = 1.
	let half = degrees % 2 == 1;
	let mut gamma = if half { std::f64::consts::PI.sqrt() } else { 1.0 };
	let mut argument = if half { 0.5 } else { 1.0 };
	while argument < a + 0.75 {
		gamma *= argument;
		argument += 1.0;
	}
	if x == 0.0 {
		return 1.0;
	}
	let mut term = (a * x.ln() - x).exp() / gamma;
	let (mut lower, mut divisor) = (0.0, a);
	// Terms grow until the divisor passes x, and then shrink for good.
	while divisor < x || term > 1e-14 {
		lower += term;
		divisor += 1.0;
		term *= x / divisor;
	}
	(1.0 - lower).clamp(0.0, 1.0)
}

/// The middle of `values`; of an even number of them the lower one of the two. `None` without any.
pub fn median<T: Copy + PartialOrd>(values: &[T]) -> Option<T> {
	let mut sorted = values.to_vec();
	sorted.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
	sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

#[test]
fn probability_agrees_with_published_quantiles() {
	// (degrees of freedom, upper tail, quantile)
	let quantiles = [
		(1, 0.05, 3.841_459),
		(1, 0.001, 10.827_566),
		(2, 0.01, 9.210_340),
		(3, 0.95, 0.351_846),
		(3, 0.5, 2.365_974),
		(3, 0.05, 7.814_728),
		(3, 0.01, 11.344_867),
		(3, 0.001, 16.266_236),
		(4, 0.05, 9.487_729),
		(7, 0.001, 24.321_886),
		(10, 0.05, 18.307_038),
	];
	for (degrees, tail, quantile) in quantiles {
		let found = probability(quantile, degrees);
		assert!((found - tail).abs() < 1e-6, "{degrees}, {quantile}: {found}, not {tail}");
	}
}

#[test]
fn probability_has_the_right_ends() {
	for degrees in 1..12 {
		assert_eq!(probability(0.0, degrees), 1.0);
		assert!(probability(500.0, degrees) < 1e-9);
	}
	// Two degrees of freedom have a closed form.
	for x in [0.1, 1.0, 5.0, 20.0] {
		assert!((probability(x, 2) - f64::exp(-x / 2.0)).abs() < 1e-10);
	}
}

#[test]
fn chi_square_of_known_counts() {
	assert_eq!(chi_square(&[10, 20, 30, 60], &[1, 2, 3, 6]), 0.0);
	assert_eq!(chi_square(&[0, 0], &[1, 1]), 0.0);
	// Expected 50 and 50.
	assert_eq!(chi_square(&[60, 40], &[1, 1]), 4.0);
	// Expected 25, 50, 25: 1 + 0.5 + 0.
	assert_eq!(chi_square(&[30, 45, 25], &[1, 2, 1]), 1.5);
}

#[test]
fn wrong_weights_do_not_pass_for_chance() {
	// 400 blocks in the shares under the cap of a third, and in equal ones, against 1 : 2 : 3 : 6.
	for counts in [[44, 89, 133, 134], [100; 4]] {
		assert!(probability(chi_square(&counts, &[1, 2, 3, 6]), 3) < 1e-6, "{counts:?}");
	}
	// 120 blocks by weight against equal shares.
	assert!(probability(chi_square(&[10, 20, 30, 60], &[1; 4]), 3) < 1e-6);
}

#[test]
fn median_is_in_the_middle() {
	assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
	assert_eq!(median(&[4, 1, 3, 2]), Some(2));
	assert_eq!(median::<u64>(&[]), None);
}
