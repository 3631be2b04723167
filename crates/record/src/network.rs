//! A small network of one hidden layer, as the programs under `training/` write it: for judgments over a few dozen numbers.
//!
//! ```
//! use record::network::Network;
//!
//! let network = Network::read("# half of the first number, where it is above one\nbias\t0\nunit\t0.5\t-1\t1\t0\n", 2);
//! assert_eq!(network.sum(&[3.0, 9.0]), 1.0);
//! assert_eq!(network.sum(&[0.5, 9.0]), 0.0);
//! ```

/// Sums of the inputs, cut off below 0, and summed again.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// For each unit of the hidden layer its weights, its bias, and its weight in the sum.
    units: Vec<(Vec<f32>, f32, f32)>,
    bias: f32,
}

impl Network {
    /// Reads lines of tabs, `bias VALUE` and `unit OUT BIAS WEIGHT…`, with a weight for each of `inputs` numbers.
    /// Lines that begin with `#` are comments; a unit with another number of weights is of another version and is left
    /// out, which a test would show.
    pub fn read(data: &str, inputs: usize) -> Self {
        let mut network = Self::default();
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let name = fields.next().unwrap_or_default();
            let numbers: Vec<f32> = fields.filter_map(|field| field.parse().ok()).collect();
            match (name, numbers.as_slice()) {
                ("bias", [bias]) => network.bias = *bias,
                ("unit", [out, bias, weights @ ..]) if weights.len() == inputs => {
                    network.units.push((weights.to_vec(), *bias, *out));
                }
                _ => {}
            }
        }
        network
    }

    /// How many units its hidden layer has.
    pub fn units(&self) -> usize {
        self.units.len()
    }

    /// What it makes of the numbers: any size, above 0 for yes where it was fitted to say yes or no.
    pub fn sum(&self, input: &[f32]) -> f32 {
        let unit = |(weights, bias, out): &(Vec<f32>, f32, f32)| {
            let sum: f32 = weights.iter().zip(input).map(|(weight, x)| weight * x).sum();
            (sum + bias).max(0.0) * out
        };
        self.units.iter().map(unit).sum::<f32>() + self.bias
    }

    /// The same as a likelihood, 0 to 1.
    pub fn likely(&self, input: &[f32]) -> f32 {
        1.0 / (1.0 + (-self.sum(input)).exp())
    }
}
