//! A network of layers, each of which adds up its inputs, weighted, with rectifiers in between
//! (`max(0, x)`); and how it learns: by gradient descent, one example at a time.

use crate::random::Random;

/// An input by its place. Inputs that are not named are zero.
pub type Input = (usize, f32);

/// A layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
	/// How many outputs it has.
	outputs: usize,
	/// A row of weights for each input.
	weights: Vec<f32>,
	/// What is added to each output.
	biases: Vec<f32>,
}

impl Layer {
	/// A layer, if there are as many weights as there should be.
	pub fn new(inputs: usize, weights: Vec<f32>, biases: Vec<f32>) -> Option<Self> {
		let outputs = biases.len();
		let fits = outputs > 0 && inputs.checked_mul(outputs) == Some(weights.len());
		let finite = weights.iter().chain(&biases).all(|value| value.is_finite());
		(fits && finite).then_some(Self { outputs, weights, biases })
	}

	/// First weights: small ones, so that outputs are about as large as inputs.
	fn random(inputs: usize, outputs: usize, used: usize, random: &mut Random) -> Self {
		let scale = 3.0 / (used.max(1) as f32).sqrt();
		let weights = (0..inputs * outputs).map(|_| random.bell() * scale).collect();
		Self { outputs, weights, biases: vec![0.0; outputs] }
	}

	/// How many inputs it has.
	pub fn inputs(&self) -> usize {
		self.weights.len() / self.outputs
	}

	/// How many outputs it has.
	pub fn outputs(&self) -> usize {
		self.outputs
	}

	/// Its weights, a row for each input.
	pub fn weights(&self) -> &[f32] {
		&self.weights
	}

	/// What is added to its outputs.
	pub fn biases(&self) -> &[f32] {
		&self.biases
	}

	fn row(&self, input: usize) -> &[f32] {
		let start = input.saturating_mul(self.outputs);
		self.weights.get(start..start + self.outputs).unwrap_or(&[])
	}

	fn forward(&self, inputs: &[Input]) -> Vec<f32> {
		let mut sums = self.biases.clone();
		for (input, value) in inputs {
			for (sum, weight) in sums.iter_mut().zip(self.row(*input)) {
				*sum += value * weight;
			}
		}
		sums
	}

	/// Moves its weights against the gradient, and returns that by its inputs.
	fn learn(&mut self, inputs: &[Input], slopes: &[f32], rate: f32) -> Vec<f32> {
		let mut back = Vec::with_capacity(inputs.len());
		for (input, value) in inputs {
			let start = input.saturating_mul(self.outputs);
			let row = self.weights.get_mut(start..start + self.outputs).unwrap_or(&mut []);
			let mut slope_here = 0.0;
			for (weight, slope) in row.iter_mut().zip(slopes) {
				slope_here += *weight * slope;
				*weight -= rate * slope * value;
			}
			back.push(slope_here);
		}
		for (bias, slope) in self.biases.iter_mut().zip(slopes) {
			*bias -= rate * slope;
		}
		back
	}
}

/// Layers, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
	layers: Vec<Layer>,
}

impl Network {
	/// A network, if there is a layer, and each fits the one before.
	pub fn new(layers: Vec<Layer>) -> Option<Self> {
		let fits = layers.windows(2).all(|pair| pair[0].outputs() == pair[1].inputs());
		(fits && !layers.is_empty()).then_some(Self { layers })
	}

	/// A network that has learned nothing. `widths` are the inputs, then the outputs of each layer;
	/// `used` is how many inputs are not zero in most examples.
	pub fn random(widths: &[usize], used: usize, random: &mut Random) -> Self {
		let layers = widths.windows(2).enumerate().map(|(place, pair)| {
			let used = if place == 0 { used } else { pair[0] };
			Layer::random(pair[0], pair[1], used, random)
		});
		Self { layers: layers.collect() }
	}

	/// Its layers.
	pub fn layers(&self) -> &[Layer] {
		&self.layers
	}

	/// What it makes of its inputs.
	pub fn forward(&self, inputs: &[Input]) -> Vec<f32> {
		let mut values = inputs.to_vec();
		let mut outputs = Vec::new();
		for (place, layer) in self.layers.iter().enumerate() {
			if place > 0 {
				values = rectified(&outputs);
			}
			outputs = layer.forward(&values);
		}
		outputs
	}

	/// Learns from an example. `slopes` tells from the outputs how much worse it gets with each of
	/// them; `rate` is how far it goes.
	pub fn learn(&mut self, inputs: &[Input], rate: f32, slopes: impl FnOnce(&[f32]) -> Vec<f32>) {
		let mut all = vec![inputs.to_vec()];
		let mut outputs = Vec::new();
		for (place, layer) in self.layers.iter().enumerate() {
			if place > 0 {
				all.push(rectified(&outputs));
			}
			if let Some(values) = all.last() {
				outputs = layer.forward(values);
			}
		}
		let mut slopes = slopes(&outputs);
		for (layer, values) in self.layers.iter_mut().zip(&all).rev() {
			let back = layer.learn(values, &slopes, rate);
			// Those that the rectifiers let through; the others had no part in the outputs.
			slopes = vec![0.0; layer.inputs()];
			for ((input, _), slope) in values.iter().zip(back) {
				if let Some(place) = slopes.get_mut(*input) {
					*place = slope;
				}
			}
		}
	}
}

/// The values above zero.
fn rectified(values: &[f32]) -> Vec<Input> {
	values.iter().copied().enumerate().filter(|(_, value)| *value > 0.0).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Half the squared error of the only output.
	fn loss(network: &Network, inputs: &[Input], target: f32) -> f32 {
		let error = network.forward(inputs)[0] - target;
		error * error / 2.0
	}

	#[test]
	fn gradients_are_those_that_differences_show() {
		let network = Network::random(&[3, 6, 5, 1], 3, &mut Random::new(4, 0));
		let (inputs, target) = ([(0, 0.5), (1, -0.8), (2, 0.3)], 0.7);
		// What a step of rate one takes off is the gradient.
		let mut moved = network.clone();
		moved.learn(&inputs, 1.0, |outputs| vec![outputs[0] - target]);
		let step = 1e-2;
		for layer in 0..3 {
			for weight in 0..network.layers[layer].weights.len() {
				let nudged = |by: f32| {
					let mut other = network.clone();
					other.layers[layer].weights[weight] += by;
					loss(&other, &inputs, target)
				};
				let slope = (nudged(step) - nudged(-step)) / (2.0 * step);
				let before = network.layers[layer].weights[weight];
				let taken = before - moved.layers[layer].weights[weight];
				assert!((slope - taken).abs() < 5e-3, "{layer} {weight}: {slope} {taken}");
			}
		}
	}

	#[test]
	fn it_learns_what_no_single_layer_can() {
		let mut network = Network::random(&[2, 8, 1], 2, &mut Random::new(1, 0));
		let examples = [(0.0, 0.0, 0.0), (0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0)];
		for _ in 0..2_000 {
			for (a, b, target) in examples {
				network.learn(&[(0, a), (1, b)], 0.05, |outputs| vec![outputs[0] - target]);
			}
		}
		for (a, b, target) in examples {
			let output = network.forward(&[(0, a), (1, b)])[0];
			assert!((output - target).abs() < 0.1, "{a} {b}: {output}");
		}
	}

	#[test]
	fn layers_that_do_not_fit_are_refused() {
		assert_eq!(Layer::new(2, vec![0.0; 5], vec![0.0; 3]), None);
		assert_eq!(Layer::new(2, vec![], vec![]), None);
		assert_eq!(Layer::new(1, vec![f32::NAN], vec![0.0]), None);
		let layer = |inputs: usize, outputs: usize| {
			Layer::new(inputs, vec![0.0; inputs * outputs], vec![0.0; outputs]).unwrap()
		};
		assert_eq!(Network::new(vec![]), None);
		assert_eq!(Network::new(vec![layer(2, 3), layer(2, 1)]), None);
		assert!(Network::new(vec![layer(2, 3), layer(3, 1)]).is_some());
	}

	#[test]
	fn inputs_that_are_not_there_are_zero() {
		let network = Network::random(&[3, 4, 2], 3, &mut Random::new(9, 0));
		let whole = network.forward(&[(0, 0.5), (1, 0.0), (2, 0.25)]);
		assert_eq!(network.forward(&[(0, 0.5), (2, 0.25)]), whole);
		assert_eq!(network.forward(&[(0, 0.5), (2, 0.25), (99, 1.0)]), whole);
	}
}
