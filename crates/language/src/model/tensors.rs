//! Reading named tensors out of a model file, each checked against the shape it must have.

use safetensors::tensor::{Dtype, SafeTensors, TensorView};

use super::ModelError;
use crate::network::encoder::ByteTable;
use crate::network::linear::quantised;

/// The tensors of a file.
pub struct Tensors<'a>(pub SafeTensors<'a>);

impl<'a> Tensors<'a> {
    fn view(&self, name: &str, shape: &[usize]) -> Result<TensorView<'a>, ModelError> {
        let view = self.0.tensor(name).map_err(|_| ModelError::Missing(format!("tensor `{name}`")))?;
        if view.shape() != shape {
            return Err(mismatch(name, format!("of shape {shape:?}"), format!("of shape {:?}", view.shape())));
        }
        Ok(view)
    }

    /// How many rows the tensor has.
    pub fn rows(&self, name: &str) -> Result<usize, ModelError> {
        let view = self.0.tensor(name).map_err(|_| ModelError::Missing(format!("tensor `{name}`")))?;
        Ok(view.shape().first().copied().unwrap_or(0))
    }

    /// A text stored as bytes.
    pub fn text(&self, name: &str) -> Result<&'a str, ModelError> {
        let view = self.0.tensor(name).map_err(|_| ModelError::Missing(format!("tensor `{name}`")))?;
        std::str::from_utf8(view.data()).map_err(|_| mismatch(name, "UTF-8 text".into(), "something else".into()))
    }

    /// A tensor of floats of 16 or 32 bits.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let view = self.view(name, shape)?;
        let floats: Vec<f32> = match view.dtype() {
            Dtype::F32 => view.data().as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect(),
            Dtype::F16 => view.data().as_chunks().0.iter().map(|bytes| half(u16::from_le_bytes(*bytes))).collect(),
            other => return Err(mismatch(name, "of floats".into(), format!("of type {other:?}"))),
        };
        if floats.iter().any(|x| !x.is_finite()) {
            return Err(mismatch(name, "of finite numbers".into(), "not a number somewhere".into()));
        }
        Ok(floats)
    }

    /// Rows of byte weights with their scales; float weights are cut into bytes.
    pub fn bytes(&self, name: &str, shape: [usize; 2]) -> Result<ByteTable, ModelError> {
        let view = self.view(name, &shape)?;
        if view.dtype() != Dtype::I8 {
            let (rows, scale) = quantised(&self.floats(name, &shape)?, shape[1]);
            return Ok(ByteTable { rows, scale });
        }
        let scale = name.strip_suffix(".weight").unwrap_or(name);
        let scale = self.floats(&format!("{scale}.scale"), &[shape[0]])?;
        Ok(ByteTable { rows: view.data().iter().map(|byte| i8::from_le_bytes([*byte])).collect(), scale })
    }
}

fn mismatch(name: &str, expected: String, found: String) -> ModelError {
    ModelError::Tensor { name: name.to_owned(), expected, found }
}

/// A half-precision number.
fn half(bits: u16) -> f32 {
    let bits = u32::from(bits);
    let (sign, exponent, fraction) = (bits >> 15 << 31, bits >> 10 & 0x1f, bits & 0x3ff);
    let size = match exponent {
        // Too small for an exponent of its own.
        0 => fraction as f32 / (1 << 24) as f32,
        31 => f32::from_bits(0xff << 23 | fraction << 13),
        _ => f32::from_bits((exponent + (127 - 15)) << 23 | fraction << 13),
    };
    f32::from_bits(size.to_bits() | sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves() {
        for (bits, value) in [(0x3c00, 1.0), (0xc000, -2.0), (0x7bff, 65504.0), (0x0001, 5.960_464_5e-8), (0, 0.0)] {
            assert_eq!(half(bits), value);
        }
        assert!(half(0x7c01).is_nan());
    }
}
