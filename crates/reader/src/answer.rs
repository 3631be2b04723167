//! What a model answered, as far as it is of the schema. A part that is not costs itself and no other.

use crate::tally::Tally;
use record::HappeningClass;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The most that is taken of each list, as the schema has it.
const HAPPENINGS: usize = 24;
const ACTS: usize = 12;
const STATEMENTS: usize = 24;
/// No string is longer, in bytes; the schema counts characters, and less.
const LONGEST: usize = 4000;

/// What was said of a piece of a report.
#[derive(Debug, Default)]
pub struct Answer {
    /// What happened.
    pub happenings: Vec<Happening>,
    /// What was done by speaking.
    pub acts: Vec<Act>,
    /// What was said.
    pub statements: Vec<Statement>,
}

/// Something that happened, as the model has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happening {
    /// The clause.
    pub words: String,
    /// The word that says it.
    pub trigger: String,
    /// Who did it.
    pub who: Vec<String>,
    /// To or with whom.
    pub whom: Vec<String>,
    /// Where; empty if nowhere.
    #[serde(rename = "where")]
    pub place: String,
    /// When; empty if not told.
    pub when: String,
    /// Numbers with what they count.
    pub numbers: Vec<String>,
    /// What kind of happening.
    pub class: HappeningClass,
    /// PLOVER type, or `NONE`.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Whether it happened.
    pub reality: Reality,
    /// From 1 to 3.
    pub matters: u8,
    /// Whether the piece is about it.
    pub main: bool,
}

/// Something done by speaking.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Which.
    pub kind: ActKind,
    /// The clause.
    pub words: String,
    /// The word that says it.
    pub trigger: String,
    /// Who.
    pub by: String,
    /// To or against whom.
    pub to: String,
}

/// Something said.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Words for who said it.
    pub speaker: String,
    /// Words for the saying.
    pub cue: String,
    /// What was said.
    pub content: String,
}

/// The types of PLOVER.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the names are PLOVER's")]
pub enum Kind {
    None,
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// Whether something happened, as the model has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reality {
    /// It did.
    Happened,
    /// It is to come.
    Planned,
    /// It may be.
    Possible,
    /// If something else is so.
    Conditional,
    /// It did not.
    Denied,
}

/// What is done by speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ActKind {
    Proposal,
    Offer,
    Demand,
    Invitation,
    Promise,
    Accusation,
    Denial,
    Refusal,
    Acceptance,
}

impl Kind {
    /// As the contract has it.
    pub fn label(self) -> Option<String> {
        (self != Self::None).then(|| format!("{self:?}").to_uppercase())
    }
}

impl ActKind {
    /// Its PLOVER type, where there is one.
    pub fn kind(self) -> Kind {
        match self {
            Self::Demand | Self::Invitation => Kind::Request,
            Self::Promise | Self::Acceptance => Kind::Agree,
            Self::Accusation => Kind::Accuse,
            Self::Refusal => Kind::Reject,
            Self::Proposal | Self::Offer | Self::Denial => Kind::None,
        }
    }
}

/// What was said of two sentences.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairAnswer {
    /// Whether both tell of one happening.
    pub one: bool,
    /// The first's words for it.
    pub a: String,
    /// The second's.
    pub b: String,
    /// In what they differ.
    pub differences: Vec<Value>,
}

/// Something in which two sentences differ.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DifferenceAnswer {
    /// What.
    pub about: About,
    /// The first's words.
    pub a: String,
    /// The second's.
    pub b: String,
    /// Whether not both can be true.
    pub conflict: bool,
}

/// In what two accounts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum About {
    Time,
    Place,
    Number,
    Who,
    What,
    Cause,
    Length,
    Other,
}

impl About {
    /// As the contract names attributes.
    pub fn label(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Place => "place",
            Self::Number => "count",
            Self::Who => "who",
            Self::What => "what",
            Self::Cause => "cause",
            Self::Length => "duration",
            Self::Other => "detail",
        }
    }
}

/// An answer about a report; `None`, and counted, where it is none.
pub fn report(words: &str, tally: &mut Tally) -> Option<Answer> {
    let Some(Value::Object(mut object)) = json(words) else {
        tally.malformed += 1;
        return None;
    };
    let mut list = |name: &str| object.remove(name);
    let lists = [list("happenings"), list("acts"), list("statements")];
    // What the schema does not know is not looked at.
    tally.malformed += object.len();
    let [happenings, acts, statements] = lists;
    Some(Answer {
        happenings: items(happenings, HAPPENINGS, tally),
        acts: items(acts, ACTS, tally),
        statements: items(statements, STATEMENTS, tally),
    })
}

/// An answer about two sentences; `None`, and counted, where it is none.
pub fn pair(words: &str, tally: &mut Tally) -> Option<(PairAnswer, Vec<DifferenceAnswer>)> {
    const DIFFERENCES: usize = 6;
    let Some(mut answer) = json(words).and_then(|value| serde_json::from_value::<PairAnswer>(value).ok()) else {
        tally.malformed += 1;
        return None;
    };
    let differences = Value::Array(std::mem::take(&mut answer.differences));
    Some((answer, items(Some(differences), DIFFERENCES, tally)))
}

/// The JSON of an answer. Models put it into fences of Markdown; nothing else around it is allowed.
fn json(words: &str) -> Option<Value> {
    let words = words.trim();
    let inner = words.strip_prefix("```json").or_else(|| words.strip_prefix("```"));
    let words = inner.and_then(|rest| rest.strip_suffix("```")).unwrap_or(words);
    serde_json::from_str(words.trim()).ok()
}

fn items<T: DeserializeOwned>(list: Option<Value>, most: usize, tally: &mut Tally) -> Vec<T> {
    let Some(Value::Array(list)) = list else {
        tally.malformed += 1;
        return Vec::new();
    };
    tally.malformed += list.len().saturating_sub(most);
    let mut all = Vec::new();
    for item in list.into_iter().take(most) {
        match (is_short(&item)).then(|| serde_json::from_value(item)) {
            Some(Ok(item)) => all.push(item),
            _ => tally.malformed += 1,
        }
    }
    all
}

fn is_short(item: &Value) -> bool {
    match item {
        Value::String(words) => words.len() <= LONGEST,
        Value::Array(list) => list.len() <= 16 && list.iter().all(is_short),
        Value::Object(object) => object.values().all(is_short),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MET: &str = r#"{"words":"The envoys met","trigger":"met","who":["The envoys"],"whom":[],"where":"","when":"",
        "numbers":[],"class":"occurrence","type":"CONSULT","reality":"happened","matters":3,"main":true}"#;

    #[test]
    fn one_bad_part_costs_itself() {
        let mut tally = Tally::default();
        let words = format!(r#"{{"happenings":[{MET},{{"words":"x"}},7],"acts":[],"statements":[],"tool":"send"}}"#);
        let answer = report(&words, &mut tally).unwrap();
        assert_eq!((answer.happenings.len(), tally.malformed), (1, 3));
        assert_eq!(answer.happenings[0].kind.label().as_deref(), Some("CONSULT"));
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for words in ["", "{\"happenings\":[", "I cannot do that", "[]", "null", "{} {}", "Sure! {}"] {
            let mut tally = Tally::default();
            assert!(report(words, &mut tally).is_none(), "{words}");
            assert_eq!(tally.malformed, 1, "{words}");
        }
        let deep = "[".repeat(100_000);
        assert!(report(&deep, &mut Tally::default()).is_none());
    }

    #[test]
    fn a_flood_is_cut() {
        let many = vec![MET; 1000].join(",");
        let mut tally = Tally::default();
        let words = format!("```json\n{{\"happenings\":[{many}],\"acts\":[],\"statements\":[]}}\n```");
        assert_eq!(report(&words, &mut tally).unwrap().happenings.len(), HAPPENINGS);
        assert_eq!(tally.malformed, 1000 - HAPPENINGS);
    }

    #[test]
    fn answers_as_the_schema_has_them_are_read_whole() {
        let words = format!(
            r#"{{"happenings":[{MET}],"acts":[{{"kind":"demand","words":"a","trigger":"a","by":"a","to":""}}],
                "statements":[{{"speaker":"a","cue":"said","content":"b"}}]}}"#
        );
        let validator = jsonschema::validator_for(&crate::prompts::REPORT.schema).unwrap();
        assert!(validator.is_valid(&serde_json::from_str(&words).unwrap()));
        let mut tally = Tally::default();
        let answer = report(&words, &mut tally).unwrap();
        assert_eq!((answer.happenings.len(), answer.acts.len(), answer.statements.len()), (1, 1, 1));
        assert_eq!(tally, Tally::default());
    }
}
