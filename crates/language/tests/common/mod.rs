//! A small model with made-up weights: right in form, so that everything but the scores can be tested.
#![allow(dead_code, reason = "not every test file uses all of it")]

use std::collections::{BTreeMap, HashMap};

use safetensors::tensor::{Dtype, TensorView};

/// The pieces that the small model knows.
const VOCABULARY: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n.\n,\n!\n?\n-\n'\n\"\n(\n)\nthe\nenvoy\ntalks\nof\nnor\n##land\nsaid\n\
    don\ndo\nn\nt\ns\nwill\nmeet\na\nb\n##b\nx\n##x\n1\n##1\nin\nhall";

/// What is said of a word as a happening.
const HAPPENING: [&str; 5] = ["class", "reality", "weight", "type", "placement"];

/// The parts of a model file, to be put together or spoilt.
pub struct Recipe {
    pub metadata: HashMap<String, String>,
    pub tensors: BTreeMap<String, (Dtype, Vec<usize>, Vec<u8>)>,
    noise: u64,
}

impl Recipe {
    /// A sound model.
    pub fn small() -> Self {
        let config = r#"{"layers":2,"hidden":64,"heads":4,"ffn":128,"window":64,"arc":32,"rel":16,"quantised":true}"#;
        let labels: BTreeMap<&str, Vec<&str>> = BTreeMap::from([
            ("boundary", vec!["join", "word", "sentence"]),
            ("upos", vec!["NOUN", "VERB", "PUNCT", "PART", "AUX"]),
            ("xpos", vec!["NN", "VBD", "."]),
            ("feats", vec!["_", "Number=Sing", "Mood=Ind|Tense=Past"]),
            ("lemma", vec!["l;0;", "l;1;", "=be", "broken"]),
            ("names", vec!["O", "B-PER", "I-PER", "B-GPE", "I-GPE"]),
            (
                "attribution",
                vec![
                    "source:O",
                    "source:B",
                    "source:I",
                    "cue:O",
                    "cue:B",
                    "cue:I",
                    "content:O",
                    "content:B",
                    "content:I",
                ],
            ),
            ("class", vec!["none", "occurrence", "speech", "plan"]),
            ("reality", vec!["asserted", "planned", "denied"]),
            ("weight", vec!["none", "detail", "row", "main"]),
            ("type", vec!["none", "CONSULT", "ASSAULT"]),
            ("placement", vec!["before", "on", "after"]),
            ("rel", vec!["nsubj", "root", "obj", "nmod:poss"]),
        ]);
        let metadata = [
            ("format", "rapporteur-language".to_owned()),
            ("version", "3".to_owned()),
            ("name", "made-up".to_owned()),
            ("config", config.to_owned()),
            ("labels", serde_json::to_string(&labels).expect("plain lists")),
            ("splits", r#"{"cannot":[3]}"#.to_owned()),
        ];
        let metadata = metadata.map(|(key, value)| (key.to_owned(), value)).into();
        let mut recipe = Self { metadata, tensors: BTreeMap::new(), noise: 42 };
        recipe.add_encoder(VOCABULARY.lines().count());
        recipe.add_heads(&labels);
        let vocabulary = VOCABULARY.as_bytes().to_vec();
        recipe.tensors.insert("vocab".into(), (Dtype::U8, vec![vocabulary.len()], vocabulary));
        recipe
    }

    fn add_encoder(&mut self, vocabulary: usize) {
        self.bytes("embeddings.word", [vocabulary, 64]);
        self.bytes_scale("embeddings.word", vocabulary);
        for (name, rows) in [("position", 64), ("shape", 12), ("gap", 4)] {
            self.floats(&format!("embeddings.{name}"), &[rows, 64], 0.5);
        }
        self.norm("embeddings.norm");
        for layer in 0..2 {
            for (part, outputs, inputs) in [("qkv", 192, 64), ("out", 64, 64), ("up", 128, 64), ("down", 64, 128)] {
                let name = format!("layer.{layer}.{part}");
                self.bytes(&format!("{name}.weight"), [outputs, inputs]);
                self.bytes_scale(&name, outputs);
                self.floats(&format!("{name}.bias"), &[outputs], 0.1);
            }
            self.norm(&format!("layer.{layer}.norm1"));
            self.norm(&format!("layer.{layer}.norm2"));
        }
    }

    fn add_heads(&mut self, labels: &BTreeMap<&str, Vec<&str>>) {
        let mut linear = |name: &str, outputs| {
            self.floats(&format!("head.{name}.weight"), &[outputs, 64], 0.3);
            self.floats(&format!("head.{name}.bias"), &[outputs], 0.1);
        };
        for (name, labels) in labels.iter().filter(|(name, _)| **name != "rel" && !HAPPENING.contains(name)) {
            // The parts of attributions have a score for each pair of a role's three labels.
            linear(name, if *name == "attribution" { labels.len() * 3 } else { labels.len() });
        }
        // The labels of a happening, one number for having no time, and two vectors of 32 that find the time.
        linear("happening", HAPPENING.iter().map(|part| labels[part].len()).sum::<usize>() + 1 + 2 * 32);
        linear("identity", 64);
        for (name, size) in [("arc_head", 32), ("arc_dep", 32), ("rel_head", 16), ("rel_dep", 16)] {
            linear(name, size);
        }
        self.floats("head.names.transitions", &[5, 5], 0.3);
        self.floats("head.arc.weight", &[33, 32], 0.3);
        self.floats("head.rel.weight", &[4, 17, 17], 0.3);
        self.floats("head.root", &[64], 1.0);
    }

    /// The file.
    pub fn file(&self) -> Vec<u8> {
        let views = self.tensors.iter().map(|(name, (dtype, shape, bytes))| {
            (name, TensorView::new(*dtype, shape.clone(), bytes).expect("as many bytes as the shape asks for"))
        });
        safetensors::serialize(views, Some(self.metadata.clone())).expect("names and sizes are sound")
    }

    /// Sets a metadata entry.
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.metadata.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Removes a tensor.
    pub fn without(mut self, name: &str) -> Self {
        self.tensors.remove(name).expect("there is such a tensor");
        self
    }

    /// Puts made-up numbers of another shape in a tensor's place.
    pub fn reshaped(mut self, name: &str, shape: &[usize]) -> Self {
        self.floats(name, shape, 0.1);
        self
    }

    fn floats(&mut self, name: &str, shape: &[usize], size: f32) {
        let count: usize = shape.iter().product();
        let bytes = (0..count).flat_map(|_| (self.next() * size).to_le_bytes()).collect();
        self.tensors.insert(name.to_owned(), (Dtype::F32, shape.to_vec(), bytes));
    }

    fn bytes(&mut self, name: &str, shape: [usize; 2]) {
        let bytes = (0..shape[0] * shape[1]).map(|_| (self.next() * 63.0) as i8 as u8).collect();
        self.tensors.insert(name.to_owned(), (Dtype::I8, shape.to_vec(), bytes));
    }

    fn bytes_scale(&mut self, name: &str, rows: usize) {
        let bytes = (0..rows).flat_map(|_| (0.004 + self.next().abs() * 0.002).to_le_bytes()).collect();
        self.tensors.insert(format!("{name}.scale"), (Dtype::F32, vec![rows], bytes));
    }

    fn norm(&mut self, name: &str) {
        let ones = (0..64).flat_map(|_| 1f32.to_le_bytes()).collect();
        self.tensors.insert(format!("{name}.weight"), (Dtype::F32, vec![64], ones));
        self.floats(&format!("{name}.bias"), &[64], 0.1);
    }

    /// A number between -1 and 1, the same on every run.
    fn next(&mut self) -> f32 {
        self.noise ^= self.noise << 13;
        self.noise ^= self.noise >> 7;
        self.noise ^= self.noise << 17;
        (self.noise % 20_001) as f32 / 10_000.0 - 1.0
    }
}
