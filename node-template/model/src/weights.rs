//! Weights in files, in the safetensors format, which other tools read too: a tensor for the weights of
//! each layer, of inputs × outputs, and one for its biases.

use crate::network::{Layer, Network};
use safetensors::{tensor::TensorView, Dtype, SafeTensorError, SafeTensors};

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
	/// It is not in the format.
	#[error("not in the safetensors format: {0:?}")]
	Format(SafeTensorError),
	/// It holds another network than the one that is wanted.
	#[error("these are not the weights of a network of {0:?}")]
	Other(Vec<usize>),
}

/// The bytes of a network's weights.
pub fn write(network: &Network) -> Result<Vec<u8>, WeightsError> {
	let bytes = |values: &[f32]| -> Vec<u8> {
		values.iter().flat_map(|value| value.to_le_bytes()).collect()
	};
	let tensors: Vec<(String, Vec<usize>, Vec<u8>)> = network
		.layers()
		.iter()
		.enumerate()
		.flat_map(|(place, layer)| {
			let shape = vec![layer.inputs(), layer.outputs()];
			[
				(format!("layer{place}.weight"), shape, bytes(layer.weights())),
				(format!("layer{place}.bias"), vec![layer.outputs()], bytes(layer.biases())),
			]
		})
		.collect();
	let views = tensors
		.iter()
		.map(|(name, shape, data)| {
			TensorView::new(Dtype::F32, shape.clone(), data).map(|view| (name.as_str(), view))
		})
		.collect::<Result<Vec<_>, _>>()
		.map_err(WeightsError::Format)?;
	safetensors::serialize(views, &None).map_err(WeightsError::Format)
}

/// A network out of the bytes of its weights. `widths` are its inputs, then the outputs of each layer.
pub fn read(bytes: &[u8], widths: &[usize]) -> Result<Network, WeightsError> {
	let other = || WeightsError::Other(widths.to_vec());
	let tensors = SafeTensors::deserialize(bytes).map_err(WeightsError::Format)?;
	let values = |name: String, shape: &[usize]| -> Result<Vec<f32>, WeightsError> {
		let tensor = tensors.tensor(&name).map_err(WeightsError::Format)?;
		if tensor.dtype() != Dtype::F32 || tensor.shape() != shape {
			return Err(other());
		}
		let whole = tensor.data().chunks_exact(4);
		Ok(whole.map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect())
	};
	let layers = widths
		.windows(2)
		.enumerate()
		.map(|(place, pair)| {
			let weights = values(format!("layer{place}.weight"), pair)?;
			let biases = values(format!("layer{place}.bias"), &pair[1..])?;
			Layer::new(pair[0], weights, biases).ok_or_else(other)
		})
		.collect::<Result<Vec<_>, _>>()?;
	let all = tensors.len() == 2 * layers.len();
	Network::new(layers).filter(|_| all).ok_or_else(other)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::random::Random;

	#[test]
	fn weights_come_back_as_they_were() {
		let network = Network::random(&[3, 4, 2], 3, &mut Random::new(1, 0));
		let bytes = write(&network).unwrap();
		assert_eq!(read(&bytes, &[3, 4, 2]).unwrap(), network);
		assert_eq!(write(&read(&bytes, &[3, 4, 2]).unwrap()).unwrap(), bytes);
	}

	#[test]
	fn other_bytes_are_refused() {
		let network = Network::random(&[3, 4, 2], 3, &mut Random::new(1, 0));
		let bytes = write(&network).unwrap();
		for widths in [&[3, 4, 3][..], &[4, 3, 2], &[3, 4, 2, 1], &[3, 4]] {
			assert!(read(&bytes, widths).is_err(), "{widths:?}");
		}
		assert!(matches!(read(b"", &[1, 1]), Err(WeightsError::Format(_))));
		assert!(matches!(read(&[0xff; 64], &[1, 1]), Err(WeightsError::Format(_))));
		assert!(read(&bytes[..bytes.len() - 1], &[3, 4, 2]).is_err());
		// A weight that is no number.
		let mut broken = bytes.clone();
		let end = broken.len();
		broken[end - 4..].copy_from_slice(&f32::NAN.to_le_bytes());
		assert!(matches!(read(&broken, &[3, 4, 2]), Err(WeightsError::Other(_))));
	}
}
