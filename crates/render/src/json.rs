//! The shapes of the contract.

use record::grouped::GroupedStory;
use record::{Analysis, Reading, Report, Span, Story};
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

/// One line of `rapporteur read`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ReadLine")]
struct ReadLine<'a> {
    #[serde(flatten)]
    report: &'a Report,
    sentences: Vec<SentenceLine<'a>>,
    #[serde(flatten)]
    reading: &'a Reading,
    model: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct SentenceLine<'a> {
    span: Span,
    block: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    tokens: Option<Vec<TokenLine<'a>>>,
}

#[derive(Serialize, JsonSchema)]
struct TokenLine<'a> {
    span: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    multiword: Option<Span>,
    lemma: &'a str,
    upos: &'a str,
    xpos: &'a str,
    feats: &'a str,
    /// From 1; 0 for the root, as in CoNLL-U.
    head: usize,
    deprel: &'a str,
}

/// A report with all that was read from it, as one line of JSON; words and trees only with `tokens`.
///
/// # Errors
/// When a value cannot be written as JSON, which none of these types allows.
pub fn reading(
    report: &Report,
    analysis: &Analysis,
    reading: &Reading,
    tokens: bool,
) -> Result<String, serde_json::Error> {
    let sentences = analysis.sentences.iter().map(|sentence| SentenceLine {
        span: sentence.span,
        block: sentence.block,
        tokens: tokens.then(|| sentence.tokens.iter().map(token).collect()),
    });
    serde_json::to_string(&ReadLine { report, sentences: sentences.collect(), reading, model: &analysis.model })
}

fn token(token: &record::Token) -> TokenLine<'_> {
    TokenLine {
        span: token.span,
        multiword: token.multiword,
        lemma: &token.lemma,
        upos: token.upos.label(),
        xpos: &token.xpos,
        feats: &token.feats,
        head: token.head.map_or(0, |head| head + 1),
        deprel: &token.deprel,
    }
}

/// A report as it came in, as one line of JSON.
///
/// # Errors
/// As [`reading`].
pub fn report(report: &Report) -> Result<String, serde_json::Error> {
    serde_json::to_string(report)
}

/// A story as one indented object.
///
/// # Errors
/// As [`reading`].
pub fn story(story: &Story) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(story)
}

/// The stories of a pile as one indented list.
///
/// # Errors
/// As [`reading`].
pub fn stories(stories: &[GroupedStory]) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(stories)
}

/// JSON Schema of a line of `rapporteur read`.
pub fn reading_schema() -> Schema {
    schema_for!(ReadLine<'_>)
}

/// JSON Schema of a line of `rapporteur ingest --format jsonl`.
pub fn report_schema() -> Schema {
    schema_for!(Report)
}

/// JSON Schema of `rapporteur brief --format json`.
pub fn story_schema() -> Schema {
    schema_for!(Story)
}

/// JSON Schema of `rapporteur stories --format json`.
pub fn stories_schema() -> Schema {
    schema_for!(Vec<GroupedStory>)
}

/// A schema as indented JSON.
///
/// # Errors
/// As [`reading`].
pub fn schema(schema: &Schema) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(schema)
}
