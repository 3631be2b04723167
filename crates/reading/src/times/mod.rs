//! Time expressions as TIMEX3 has them, resolved.
//!
//! ```text
//! block ─tokens→ words ─grammar→ meanings ─resolve→ values
//! ```
//! A meaning says what the words say and no more ("the week before last", "May 17"); its value is placed in the
//! calendar by the publication date, the tense of the verb above, and the times spoken of before. [`find`] is a pure
//! function of the report: once the publication date has been inferred, set it in the report and read again. Without
//! it a value keeps `X` for what is not known: `XXXX-05-17` for "May 17", `XXXX-WXX-2` for "Tuesday", `XXXX-XX-XX` for
//! "yesterday", and says why ([`record::reading::Unresolved`]).

mod direction;
mod grammar;
mod lexicon;
mod meaning;
mod plans;
mod resolve;
mod tense;
mod tokens;
pub mod value;

use direction::Surroundings;
use meaning::{Base, Cycle, Meaning};
use record::reading::{Timex, TimexFunction};
use record::{Analysis, BlockKind, NameType, Report, Sentence, Span, TimexId, Upos};
use resolve::{Context, Published};
use tokens::Words;

/// Finds every time expression of a report's title, body and captions, and the dates in its dateline.
///
/// The analysis tells tense; with none, or a wrong one, the words around an expression do.
pub fn find(report: &Report, analysis: &Analysis) -> Vec<Timex> {
    let published =
        report.published.as_ref().map_or_else(Published::default, |published| Published::new(&published.value));
    let stated = report.published.as_ref().and_then(|published| published.span);
    let mut times = Vec::new();
    let mut recent = Vec::new();
    for block in &report.blocks {
        let head = matches!(block.kind, BlockKind::Dateline | BlockKind::Byline);
        let wanted = block.kind.is_reporting() || head || stated.is_some_and(|span| block.span.overlaps(span));
        if !wanted {
            continue;
        }
        let words = Words::new(report.words(block.span), block.span.start);
        let expressions = grammar::expressions(&words);
        let surroundings = Surroundings { words: &words, expressions: &expressions, analysis };
        // An entry of a live page is of its own time.
        let own = block.time.as_ref().filter(|_| block.kind.is_reporting()).map(|time| Published::new(time));
        let published = own.filter(|own| own.date.is_some()).unwrap_or(published);
        let mut context = Context::new(published, &surroundings, std::mem::take(&mut recent));
        for (index, expression) in expressions.iter().enumerate() {
            let span = words.span(expression.words.start, expression.words.end);
            if named(analysis, span, &expression.meaning) || is_paper(analysis, span, &expression.meaning) {
                continue;
            }
            let publication = stated.is_some_and(|stated| stated.overlaps(span));
            if !block.kind.is_reporting() && !publication {
                continue;
            }
            let id = TimexId(times.len());
            let resolved = context.resolve(&expression.meaning, index, id);
            times.push(Timex {
                id,
                span,
                kind: resolved.kind,
                value: resolved.value,
                modifier: resolved.modifier.map(str::to_owned),
                anchor: resolved.anchor,
                function: if publication { TimexFunction::PublicationTime } else { TimexFunction::None },
                unresolved: resolved.unresolved,
            });
        }
        recent = context.into_recent();
    }
    times
}

/// Whether "daily" or "weekly" is a noun: a paper.
fn is_paper(analysis: &Analysis, span: Span, meaning: &Meaning) -> bool {
    let sentence = || analysis.sentences.get(analysis.sentence_at(span.start)?);
    let noun = |sentence: &Sentence| {
        let at = sentence.tokens.partition_point(|token| token.span.end <= span.start);
        sentence
            .tokens
            .get(at)
            .is_some_and(|token| token.span == span && matches!(token.upos, Upos::Noun | Upos::Propn))
    };
    matches!(meaning, Meaning::Every(_)) && sentence().is_some_and(noun)
}

/// Whether a month, day, weekday or holiday is part of a longer name, "the Sunday Mirror", "the March 23 Front", or
/// a month is a person: "his wife, April".
fn named(analysis: &Analysis, span: Span, meaning: &Meaning) -> bool {
    let Meaning::Point(point) = meaning else { return false };
    let Base::Cycle { cycle, .. } = point.base else { return false };
    let after = analysis.names.partition_point(|name| name.span.end <= span.start);
    let Some(name) = analysis.names.get(after).filter(|name| name.span.contains(span)) else { return false };
    let longer = name.span.len() > span.len();
    match cycle {
        Cycle::Month(_) if name.kind == NameType::Per => true,
        Cycle::Month(_) | Cycle::Weekday(_) | Cycle::Holiday(_) | Cycle::Season(_) => {
            longer && matches!(name.kind, NameType::Per | NameType::Org | NameType::Work | NameType::Fac)
        }
        Cycle::Day(..) => longer && name.kind == NameType::Org,
        _ => false,
    }
}
