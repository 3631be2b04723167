//! The model file: one safetensors file with the weights, the labels, the vocabulary and the split table.
//!
//! A file that does not fit the program is refused when it is loaded, with a [`ModelError`] that says
//! why; what was loaded can be run without further checks.

mod error;
mod parts;
mod tensors;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use record::{HappeningClass, NameType, Reality, Role, Upos};
use safetensors::tensor::SafeTensors;
use serde::Deserialize;

pub use error::ModelError;

use crate::atoms::Splits;
use crate::decode::{Bio, BioTag};
use crate::network::encoder::Encoder;
use crate::network::heads::Heads;
use crate::pieces::Vocabulary;
use tensors::Tensors;

/// What the metadata of a model file must give as its format.
pub const FORMAT: &str = "rapporteur-language";

/// The version of the format that this program reads.
pub const VERSION: &str = "3";

/// The roles of attributions in the order of the model's outputs: for each a matrix of [`ROLE_TAGS`], that of the word
/// before by that of the word.
pub(crate) const ROLE_ORDER: [Role; 3] = [Role::Source, Role::Cue, Role::Content];

/// The tags of a role in the order of the model's outputs.
pub(crate) const ROLE_TAGS: [BioTag<()>; 3] = [BioTag::Outside, BioTag::Begin(()), BioTag::Inside(())];

/// What is said of a word as a happening, in the order of the model's outputs; after them come a number for having no
/// time, and the two vectors by which a happening and the words of its time are found.
pub(crate) const HAPPENING_PARTS: [&str; 5] = ["class", "reality", "weight", "type", "placement"];

/// Numbers of the vectors that find a happening's time.
pub(crate) const TIME_VECTOR: usize = 32;

/// Numbers of the vector that happenings are compared by.
pub(crate) const IDENTITY_VECTOR: usize = 64;

/// The English model, part of the program.
static ENGLISH: &[u8] = include_bytes!("../../../../models/english.safetensors");

/// A loaded model.
pub struct Model {
    pub(crate) name: String,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) splits: Splits,
    pub(crate) labels: Labels,
    pub(crate) encoder: Encoder,
    pub(crate) heads: Heads,
}

/// What the classes of the heads stand for.
pub(crate) struct Labels {
    pub upos: Vec<Upos>,
    pub xpos: Vec<Arc<str>>,
    pub feats: Vec<Arc<str>>,
    pub lemma: Vec<String>,
    pub relation: Vec<Arc<str>>,
    pub names: Bio<NameType>,
    /// `None` for no happening.
    pub class: Vec<Option<HappeningClass>>,
    pub reality: Vec<Reality>,
    /// PLOVER types; `None` for none.
    pub kind: Vec<Option<Arc<str>>>,
}

/// The labels of [`HAPPENING_PARTS`] that the program knows by their place.
const WEIGHTS: [&str; 4] = ["none", "detail", "row", "main"];
/// Against the day of publication.
const PLACEMENTS: [&str; 3] = ["before", "on", "after"];

/// The sizes that the file gives for itself.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Config {
    pub layers: usize,
    pub hidden: usize,
    pub heads: usize,
    pub ffn: usize,
    pub window: usize,
    pub arc: usize,
    pub rel: usize,
}

impl Model {
    /// The English model that comes with the program.
    ///
    /// # Errors
    /// A [`ModelError`] if the program was built with a model file of another version.
    pub fn english() -> Result<Self, ModelError> {
        Self::load(ENGLISH)
    }

    /// Reads a model from the bytes of its file.
    ///
    /// # Errors
    /// A [`ModelError`] if the bytes are not a whole model of this version.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let unreadable = |why: safetensors::SafeTensorError| ModelError::Unreadable(why.to_string());
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(unreadable)?;
        let metadata = header.metadata().clone().unwrap_or_default();
        check_version(&metadata)?;
        let tensors = Tensors(SafeTensors::deserialize(bytes).map_err(unreadable)?);
        let config: Config = parsed(&metadata, "config")?;
        config.check()?;
        let labels: BTreeMap<String, Vec<String>> = parsed(&metadata, "labels")?;
        let splits = Splits(parsed(&metadata, "splits")?);
        let vocabulary = Vocabulary::new(tensors.text("vocab")?)
            .ok_or_else(|| ModelError::Missing("special pieces in its vocabulary".into()))?;
        Ok(Self {
            name: format!("{} {VERSION}", metadata.get("name").map_or("unnamed", String::as_str)),
            encoder: parts::encoder(&tensors, config)?,
            heads: parts::heads(&tensors, config, &labels)?,
            labels: Labels::new(&labels)?,
            vocabulary,
            splits,
        })
    }

    /// Its name and version.
    pub fn name(&self) -> &str {
        &self.name
    }
}

fn check_version(metadata: &HashMap<String, String>) -> Result<(), ModelError> {
    let format = metadata.get("format").cloned();
    if format.as_deref() != Some(FORMAT) {
        return Err(ModelError::Foreign { format });
    }
    match metadata.get("version") {
        Some(version) if version == VERSION => Ok(()),
        other => Err(ModelError::Version { found: other.cloned().unwrap_or_else(|| "unknown".into()) }),
    }
}

fn parsed<T: serde::de::DeserializeOwned>(metadata: &HashMap<String, String>, key: &str) -> Result<T, ModelError> {
    let json = metadata.get(key).ok_or_else(|| ModelError::Missing(format!("`{key}` in its metadata")))?;
    serde_json::from_str(json).map_err(|why| ModelError::Config(format!("`{key}` is not what it should be: {why}")))
}

impl Labels {
    fn new(labels: &BTreeMap<String, Vec<String>>) -> Result<Self, ModelError> {
        let shared = |head| Ok(list(labels, head)?.iter().map(|label| Arc::from(label.as_str())).collect());
        let unknown = |head: &str, label: &str| ModelError::Config(format!("`{label}` is no label of `{head}`"));
        let upos = |label: &String| Upos::from_label(label).ok_or_else(|| unknown("upos", label));
        let name = |label: &String| bio(label, NameType::from_label).ok_or_else(|| unknown("names", label));
        let names = list(labels, "names")?.iter().map(name).collect::<Result<_, _>>()?;
        let expected = ["source", "cue", "content"].iter().flat_map(|role| ["O", "B", "I"].map(|tag| (*role, tag)));
        let attribution = list(labels, "attribution")?;
        if !attribution.iter().map(|label| label.split_once(':')).eq(expected.map(Some)) {
            return Err(ModelError::Config(
                "the labels of `attribution` are not the ones that this program reads".into(),
            ));
        }
        for (head, known) in [("weight", &WEIGHTS[..]), ("placement", &PLACEMENTS[..])] {
            if list(labels, head)? != known {
                return Err(ModelError::Config(format!(
                    "the labels of `{head}` are not the ones that this program reads"
                )));
            }
        }
        let class = |label: &String| match label.as_str() {
            "none" => Ok(None),
            name => HappeningClass::from_label(name).map(Some).ok_or_else(|| unknown("class", label)),
        };
        let reality = |label: &String| Reality::from_label(label).ok_or_else(|| unknown("reality", label));
        let kind = |label: &String| (label != "none").then(|| Arc::from(label.as_str()));
        Ok(Self {
            class: list(labels, "class")?.iter().map(class).collect::<Result<_, _>>()?,
            reality: list(labels, "reality")?.iter().map(reality).collect::<Result<_, _>>()?,
            kind: list(labels, "type")?.iter().map(kind).collect(),
            upos: list(labels, "upos")?.iter().map(upos).collect::<Result<_, _>>()?,
            xpos: shared("xpos")?,
            feats: shared("feats")?,
            lemma: list(labels, "lemma")?.clone(),
            relation: shared("rel")?,
            names: Bio::new(names),
        })
    }
}

/// `O`, `B-PER`, `I-PER`.
fn bio<T>(label: &str, kind: impl Fn(&str) -> Option<T>) -> Option<BioTag<T>> {
    match label.split_once('-') {
        None if label == "O" => Some(BioTag::Outside),
        Some(("B", name)) => Some(BioTag::Begin(kind(name)?)),
        Some(("I", name)) => Some(BioTag::Inside(kind(name)?)),
        _ => None,
    }
}

/// The labels of a head; there is at least one.
fn list<'a>(labels: &'a BTreeMap<String, Vec<String>>, head: &str) -> Result<&'a Vec<String>, ModelError> {
    labels
        .get(head)
        .filter(|list| !list.is_empty())
        .ok_or_else(|| ModelError::Missing(format!("labels of the head `{head}`")))
}
