//! What the formats of whole reports share.

use crate::pile::Source;
use record::reading::Form;
use record::{BlockKind, Evidence, NameType};
use serde_json::Value;
use std::collections::BTreeSet;

/// The paragraphs of reporting without titles and captions, an empty line between.
pub(crate) fn body(source: &Source<'_>) -> String {
    let blocks = source.report.blocks.iter().filter(|block| block.kind == BlockKind::Body);
    blocks.map(|block| source.report.words(block.span)).collect::<Vec<_>>().join("\n\n")
}

/// The names of a report of some kinds, each once, with its first words.
pub(crate) fn named(source: &Source<'_>, kinds: &[NameType]) -> Vec<(String, NameType, Evidence)> {
    let mut seen = BTreeSet::new();
    let entities = source.reading.entities.iter().filter(|entity| kinds.contains(&entity.kind));
    let named = entities.filter_map(|entity| {
        let own = |one: &&record::reading::Mention| one.entity == Some(entity.id) && one.form == Form::Name;
        let mention = source.reading.mentions.iter().find(own)?;
        Some((entity.name.clone(), entity.kind, source.report.evidence(mention.head)))
    });
    named.filter(|(name, kind, _)| seen.insert((name.clone(), *kind))).collect()
}

/// An object without the properties that nothing is known for.
pub(crate) fn known(value: Value) -> Value {
    match value {
        Value::Object(properties) => {
            let kept = properties
                .into_iter()
                .filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|entries| !entries.is_empty()));
            Value::Object(kept.collect())
        }
        other => other,
    }
}
