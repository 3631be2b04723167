//! The parts of the network, read from a model file.

use std::collections::BTreeMap;

use super::tensors::Tensors;
use super::{Config, HAPPENING_PARTS, IDENTITY_VECTOR, ModelError, ROLE_TAGS, TIME_VECTOR, list};
use crate::network::bytes::ByteRows;
use crate::network::encoder::{ByteTable, Embeddings, Encoder, Layer, Table};
use crate::network::heads::{Heads, Parser, ParserSizes, TAGS};
use crate::network::linear::{ByteLinear, Kernels, LARGEST, Linear};
use crate::network::rows::{LANES, Norm};

/// [`Shape`](crate::atoms::Shape)s.
const SHAPES: usize = 12;
/// [`Gap`](crate::atoms::Gap)s.
const GAPS: usize = 4;
/// Join, word, sentence.
const BOUNDARIES: usize = 3;
/// No window is shorter: the longest atom must fit beside the two special pieces.
const SHORTEST_WINDOW: usize = 32;
/// No size in a configuration is larger, so that no product of two overflows.
const LARGEST_SIZE: usize = 1 << 16;

/// The relation of a sentence's root.
const ROOT: &str = "root";

impl Config {
    /// Refuses sizes that the network can't run with.
    pub fn check(&self) -> Result<(), ModelError> {
        let Self { layers, hidden, heads, ffn, window, arc, rel } = *self;
        let wrong = |why: String| Err(ModelError::Config(why));
        if [layers, hidden, heads, ffn, window, arc, rel].iter().any(|&size| size == 0 || size > LARGEST_SIZE) {
            return wrong(format!("a size is 0 or over {LARGEST_SIZE}"));
        }
        if hidden % LANES != 0 || ffn % LANES != 0 {
            return wrong(format!("`hidden` ({hidden}) and `ffn` ({ffn}) must be multiples of {LANES}"));
        }
        if hidden % heads != 0 {
            return wrong(format!("`hidden` ({hidden}) must be a multiple of `heads` ({heads})"));
        }
        if window < SHORTEST_WINDOW {
            return wrong(format!("`window` ({window}) must be at least {SHORTEST_WINDOW}"));
        }
        Ok(())
    }
}

/// Reads the encoder.
pub fn encoder(tensors: &Tensors<'_>, config: Config) -> Result<Encoder, ModelError> {
    let Config { hidden, ffn, .. } = config;
    let names = (0..config.layers).map(|i| format!("layer.{i}"));
    let weights = |layer: &str| -> Result<[(String, ByteTable); 4], ModelError> {
        let read = |part: &str, shape| {
            let name = format!("{layer}.{part}");
            let table = tensors.bytes(&format!("{name}.weight"), shape)?;
            Ok::<_, ModelError>((name, table))
        };
        Ok([
            read("qkv", [3 * hidden, hidden])?,
            read("out", [hidden, hidden])?,
            read("up", [ffn, hidden])?,
            read("down", [hidden, ffn])?,
        ])
    };
    let tables = names.clone().map(|name| weights(&name)).collect::<Result<Vec<_>, _>>()?;
    let weights = tables.iter().flatten().flat_map(|(_, table)| &table.rows);
    let largest = weights.map(|weight| weight.unsigned_abs()).max().unwrap_or(0);
    let kernels = Kernels::default();
    let layers = tables.into_iter().zip(names).map(|(tables, name)| {
        let [qkv, out, up, down] = tables;
        let norm = |part: &str| norm(tensors, &format!("{name}.{part}"), hidden);
        let (qkv_bias, qkv) = scaled_queries(tensors, qkv, config)?;
        Ok(Layer {
            qkv: ByteLinear::new(&kernels, &qkv.rows, qkv.scale, qkv_bias),
            out: byte_linear(tensors, &kernels, out)?,
            norm1: norm("norm1")?,
            up: byte_linear(tensors, &kernels, up)?,
            down: byte_linear(tensors, &kernels, down)?,
            norm2: norm("norm2")?,
        })
    });
    Ok(Encoder {
        hidden,
        heads: config.heads,
        window: config.window,
        levels: kernels.levels(largest),
        embeddings: embeddings(tensors, config)?,
        layers: layers.collect::<Result<_, ModelError>>()?,
    })
}

fn embeddings(tensors: &Tensors<'_>, config: Config) -> Result<Embeddings, ModelError> {
    let hidden = config.hidden;
    let table = |name: &str, rows| Ok::<_, ModelError>(Table { rows: tensors.floats(name, &[rows, hidden])? });
    let vocabulary = tensors.text("vocab")?.lines().count();
    let positions = tensors.rows("embeddings.position")?;
    if positions < config.window {
        return Err(ModelError::Config(format!("{positions} positions for a window of {}", config.window)));
    }
    Ok(Embeddings {
        word: tensors.bytes("embeddings.word", [vocabulary, hidden])?,
        position: table("embeddings.position", positions)?,
        shape: table("embeddings.shape", SHAPES)?,
        gap: table("embeddings.gap", GAPS)?,
        norm: norm(tensors, "embeddings.norm", hidden)?,
    })
}

/// The layer for queries, keys and values, the queries' third divided by the root of a head's size.
fn scaled_queries(
    tensors: &Tensors<'_>,
    (name, mut table): (String, ByteTable),
    config: Config,
) -> Result<(Vec<f32>, ByteTable), ModelError> {
    let mut bias = tensors.floats(&format!("{name}.bias"), &[3 * config.hidden])?;
    let factor = 1.0 / ((config.hidden / config.heads) as f32).sqrt();
    for x in table.scale.iter_mut().take(config.hidden).chain(bias.iter_mut().take(config.hidden)) {
        *x *= factor;
    }
    Ok((bias, table))
}

fn byte_linear(
    tensors: &Tensors<'_>,
    kernels: &Kernels,
    (name, table): (String, ByteTable),
) -> Result<ByteLinear, ModelError> {
    let bias = tensors.floats(&format!("{name}.bias"), &[table.scale.len()])?;
    Ok(ByteLinear::new(kernels, &table.rows, table.scale, bias))
}

fn norm(tensors: &Tensors<'_>, name: &str, width: usize) -> Result<Norm, ModelError> {
    Ok(Norm {
        weight: tensors.floats(&format!("{name}.weight"), &[width])?,
        bias: tensors.floats(&format!("{name}.bias"), &[width])?,
    })
}

/// Reads the heads.
pub fn heads(
    tensors: &Tensors<'_>,
    config: Config,
    labels: &BTreeMap<String, Vec<String>>,
) -> Result<Heads, ModelError> {
    let kernels = Kernels::default();
    let weights = |name: &str, outputs: usize| {
        let bias = tensors.floats(&format!("head.{name}.bias"), &[outputs])?;
        Ok::<_, ModelError>((tensors.floats(&format!("head.{name}.weight"), &[outputs, config.hidden])?, bias))
    };
    let (boundary, boundary_bias) = weights("boundary", BOUNDARIES)?;
    let (mut all, mut bias, mut places) = (Vec::new(), Vec::new(), [0; TAGS.len() + 1]);
    for (i, name) in TAGS.into_iter().enumerate() {
        let part = weights(name, outputs(name, labels)?)?;
        all.extend(part.0);
        bias.extend(part.1);
        places[i + 1] = bias.len();
    }
    let levels = kernels.levels(LARGEST);
    let names = list(labels, "names")?.len();
    Ok(Heads {
        name_transitions: tensors.floats("head.names.transitions", &[names, names])?,
        boundary: Linear::new(&kernels, &boundary, boundary_bias),
        tags: ByteLinear::from_floats(&kernels, &all, bias),
        places,
        parser: parser(tensors, &kernels, config, list(labels, "rel")?, levels)?,
        levels,
    })
}

/// How many numbers a head gives a word: one for each label, but for the parts of attributions one for each pair of a
/// role's labels, that of the word before and its own; for happenings those of all parts and two vectors.
fn outputs(head: &str, labels: &BTreeMap<String, Vec<String>>) -> Result<usize, ModelError> {
    Ok(match head {
        "attribution" => list(labels, head)?.len() * ROLE_TAGS.len(),
        "happening" => {
            let parts = HAPPENING_PARTS.iter().map(|part| Ok::<_, ModelError>(list(labels, part)?.len()));
            parts.sum::<Result<usize, _>>()? + 1 + 2 * TIME_VECTOR
        }
        "identity" => IDENTITY_VECTOR,
        _ => list(labels, head)?.len(),
    })
}

fn parser(
    tensors: &Tensors<'_>,
    kernels: &Kernels,
    config: Config,
    labels: &[String],
    levels: u8,
) -> Result<Parser, ModelError> {
    let sizes = ParserSizes { arc: config.arc, relation: config.rel, labels: labels.len() };
    let (mut all, mut bias) = (Vec::new(), Vec::new());
    for (name, size) in
        [("arc_head", sizes.arc), ("arc_dep", sizes.arc), ("rel_head", sizes.relation), ("rel_dep", sizes.relation)]
    {
        all.extend(tensors.floats(&format!("head.{name}.weight"), &[size, config.hidden])?);
        bias.extend(tensors.floats(&format!("head.{name}.bias"), &[size])?);
    }
    let root_label =
        labels.iter().position(|label| label == ROOT).ok_or_else(|| ModelError::Missing("relation `root`".into()))?;
    let mut parser = Parser {
        sizes,
        sides: ByteLinear::from_floats(kernels, &all, bias),
        arc: arc(tensors, kernels, sizes.arc)?,
        relation: relation(tensors, kernels, sizes)?,
        root: Vec::new(),
        root_label,
    };
    let root = tensors.floats("head.root", &[config.hidden])?;
    let mut bytes = ByteRows::default();
    bytes.quantise(&root, config.hidden, levels);
    parser.root = parser.sides(kernels, &bytes, &mut Vec::new(), &mut Vec::new()).to_vec();
    Ok(parser)
}

/// `[governor + 1, dependent]`, turned so that it is applied to governors.
fn arc(tensors: &Tensors<'_>, kernels: &Kernels, size: usize) -> Result<Linear, ModelError> {
    let weights = tensors.floats("head.arc.weight", &[size + 1, size])?;
    let turned: Vec<f32> =
        (0..size).flat_map(|to| (0..size).map(move |from| from * size + to)).map(|i| weights[i]).collect();
    Ok(Linear::new(kernels, &turned, weights[size * size..].to_vec()))
}

/// `[label, governor + 1, dependent + 1]`, applied to dependents.
fn relation(tensors: &Tensors<'_>, kernels: &Kernels, sizes: ParserSizes) -> Result<ByteLinear, ModelError> {
    let size = sizes.relation;
    let weights = tensors.floats("head.rel.weight", &[sizes.labels, size + 1, size + 1])?;
    let (mut turned, mut bias) = (Vec::with_capacity(weights.len()), Vec::new());
    for row in weights.chunks_exact(size + 1) {
        turned.extend_from_slice(&row[..size]);
        bias.push(row[size]);
    }
    Ok(ByteLinear::from_floats(kernels, &turned, bias))
}
