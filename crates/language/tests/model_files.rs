//! Files that are not models of this program are refused, with an error that says why.

mod common;

use common::Recipe;
use language::{Model, ModelError};

fn error(file: &[u8]) -> ModelError {
    match Model::load(file) {
        Ok(_) => panic!("the model was taken"),
        Err(error) => error,
    }
}

#[test]
fn a_sound_file_is_taken() {
    let model = Model::load(&Recipe::small().file()).expect("a sound model");
    assert_eq!(model.name(), "made-up 3");
}

#[test]
fn half_a_file() {
    let file = Recipe::small().file();
    for length in [0, 1, 7, 8, 100, file.len() / 2, file.len() - 1] {
        let error = error(&file[..length]);
        assert!(matches!(error, ModelError::Unreadable(_)), "{length}: {error}");
        assert!(error.to_string().contains("checksum"), "{error}");
    }
}

#[test]
fn something_else_altogether() {
    assert!(matches!(error(b"<html>not a model</html>"), ModelError::Unreadable(_)));
    let other = error(&Recipe::small().with("format", "pt").file());
    assert_eq!(other, ModelError::Foreign { format: Some("pt".into()) });
    let mut bare = Recipe::small();
    bare.metadata.clear();
    assert_eq!(error(&bare.file()), ModelError::Foreign { format: None });
}

#[test]
fn another_version() {
    let error = error(&Recipe::small().with("version", "2").file());
    assert_eq!(error, ModelError::Version { found: "2".into() });
    assert!(error.to_string().contains("format version 2") && error.to_string().contains("reads version 3"));
}

#[test]
fn missing_parts() {
    for name in ["vocab", "layer.1.down.weight", "layer.0.qkv.scale", "head.lemma.bias", "embeddings.gap", "head.root"]
    {
        let error = error(&Recipe::small().without(name).file());
        assert!(error.to_string().contains(name), "{error}");
    }
    let mut recipe = Recipe::small();
    recipe.metadata.remove("labels");
    assert!(error(&recipe.file()).to_string().contains("labels"));
    let no_root = Recipe::small();
    let labels = no_root.metadata["labels"].replace("\"root\"", "\"dep\"");
    assert!(error(&no_root.with("labels", &labels).file()).to_string().contains("root"));
}

#[test]
fn shapes_that_do_not_fit() {
    let cases: [(&str, &[usize]); 10] = [
        ("embeddings.shape", &[11, 64]),
        ("layer.0.up.weight", &[64, 128]),
        ("layer.0.norm2.bias", &[65]),
        ("head.upos.weight", &[6, 64]),
        ("head.rel.weight", &[4, 17, 16]),
        ("head.arc.weight", &[32, 32]),
        ("head.attribution.weight", &[9, 64]),
        ("head.names.transitions", &[5, 4]),
        ("head.happening.weight", &[17, 64]),
        ("head.identity.bias", &[63]),
    ];
    for (name, shape) in cases {
        let error = error(&Recipe::small().reshaped(name, shape).file());
        assert!(matches!(&error, ModelError::Tensor { name: found, .. } if found == name), "{error}");
    }
}

#[test]
fn configurations_that_the_network_cannot_run() {
    let config = Recipe::small().metadata["config"].clone();
    for (from, to) in [
        ("\"hidden\":64", "\"hidden\":60"),
        ("\"hidden\":64", "\"hidden\":0"),
        ("\"heads\":4", "\"heads\":5"),
        ("\"window\":64", "\"window\":8"),
        ("\"window\":64", "\"window\":65"),
        ("\"ffn\":128", "\"ffn\":18446744073709551615"),
        ("\"arc\":32", "\"arc\":\"many\""),
    ] {
        let error = error(&Recipe::small().with("config", &config.replace(from, to)).file());
        assert!(matches!(error, ModelError::Config(_)), "{to}: {error}");
    }
}

#[test]
fn weights_that_are_no_numbers() {
    let mut recipe = Recipe::small();
    let tensor = recipe.tensors.get_mut("layer.0.out.bias").expect("there is one");
    tensor.2[..4].copy_from_slice(&f32::NAN.to_le_bytes());
    assert!(error(&recipe.file()).to_string().contains("finite"));
}

#[test]
fn labels_that_the_program_does_not_know() {
    let recipe = Recipe::small();
    for (from, to) in [
        ("\"B-PER\"", "\"B-PLANET\""),
        ("\"NOUN\"", "\"NAME\""),
        ("\"cue:B\"", "\"hint:B\""),
        ("\"speech\"", "\"song\""),
        ("\"planned\"", "\"plotted\""),
        ("\"row\"", "\"line\""),
        ("\"after\"", "\"later\""),
    ] {
        let labels = recipe.metadata["labels"].replace(from, to);
        let error = error(&Recipe::small().with("labels", &labels).file());
        assert!(matches!(error, ModelError::Config(_)), "{error}");
    }
}
