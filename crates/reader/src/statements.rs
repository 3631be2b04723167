//! What somebody is said to have said, held against the words.

use crate::answer::Statement;
use crate::ground::{Dropped, Ground};
use record::reading::{Attribution, AttributionKind, Form, Mention, SourceClass};
use record::{AttributionId, NameType, Span, Spans};

/// The speaker and the words for the saying stand no farther from what was said than this, in bytes.
const NEAR: usize = 300;
const QUOTES: [char; 5] = ['"', '“', '”', '«', '»'];

/// The attribution, if its words stand in the report: what was said at one place, who said it and the saying near it, and
/// who said it is a mention.
pub fn check(ground: &Ground<'_>, statement: &Statement) -> Result<Attribution, Dropped> {
    let content = ground
        .find_one(&statement.content, &[&statement.speaker, &statement.cue])
        .filter(|content| content.len() >= FEWEST)
        .ok_or(Dropped::NoWords)?;
    let near = |words: &str| {
        let places = ground.find(words).into_iter().filter(|place| !place.overlaps(content));
        places.map(|place| (distance(place, content), place)).filter(|(far, _)| *far <= NEAR).min()
    };
    let cue = match statement.cue.trim() {
        "" => None,
        words => Some(near(words).ok_or(Dropped::NoWords)?.1),
    };
    let (_, source) = near(&statement.speaker).ok_or(Dropped::NoWords)?;
    let mention = ground.mention_of(source).ok_or(Dropped::NoWords)?;
    let text = &ground.report.text;
    Ok(Attribution {
        cue: cue.map(Spans::from).unwrap_or_default(),
        content: content.into(),
        speaker: mention.entity,
        ..Attribution::bare(AttributionId(0), source, kind(text, content), class(mention))
    })
}

/// Fewer bytes say nothing.
const FEWEST: usize = 8;

fn distance(a: Span, b: Span) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

/// In whose words: by the quotation marks around and in them.
fn kind(text: &str, content: Span) -> AttributionKind {
    let before = text.get(..content.start).and_then(|before| before.chars().next_back());
    let after = text.get(content.end..).and_then(|after| after.chars().next());
    let mark = |c: Option<char>| c.is_some_and(|c| QUOTES.contains(&c));
    let words = content.of(text);
    let inside = words.contains(QUOTES);
    let around = mark(before) || words.starts_with(QUOTES);
    match (around && (mark(after) || words.ends_with(QUOTES) || !inside), inside) {
        (true, _) => AttributionKind::Direct,
        (false, true) => AttributionKind::Mixed,
        (false, false) => AttributionKind::Indirect,
    }
}

fn class(mention: &Mention) -> SourceClass {
    match (mention.form, mention.kind) {
        (Form::Name, NameType::Per) => SourceClass::Named,
        (_, NameType::Org | NameType::Gpe) => SourceClass::Organisation,
        (_, NameType::Work) => SourceClass::Document,
        (Form::Nominal, NameType::Per | NameType::Norp) => SourceClass::Anonymous,
        (Form::Pronoun, NameType::Per) if mention.entity.is_some() => SourceClass::Named,
        _ => SourceClass::Unknown,
    }
}
