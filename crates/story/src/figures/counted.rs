//! Numbers that reports give with what they count: "143 trucks", "$52 million", "a 30 percent duty".

use super::Figure;
use crate::pile::{Pile, Telling};
use crate::words::{content, fold, lines, stem};
use record::analysis::Upos;
use record::numbers::whole;
use record::{BlockKind, Sentence, Span, Token};
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// What is counted in so many senses that the noun alone tells nothing: people, money, parts.
static GENERAL: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../data/general-units.txt")).collect());

/// Words of a sentence that are compared, of an endless one the first.
const MOST_WORDS: usize = 60;

/// A number with what it counts.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub report: usize,
    pub figure: Figure,
    /// Stem of the noun; of a percentage also that of what it is a part of.
    pub what: String,
    /// Whether the noun alone does not tell what is counted.
    pub general: bool,
    /// From the number to the noun.
    pub span: Span,
    /// The sentence's meaningful words, without numbers.
    pub context: BTreeSet<String>,
    /// Which sentence of the pile.
    pub sentence: usize,
}

/// All of them, report by report.
pub(super) fn all(pile: &Pile<'_>) -> Vec<Counted> {
    let mut found = Vec::new();
    let mut sentences = 0;
    for (report, telling) in pile.tellings.iter().enumerate() {
        for sentence in &telling.analysis.sentences {
            sentences += 1;
            let block = telling.report.blocks.get(sentence.block).map(|block| block.kind);
            if matches!(block, Some(BlockKind::Body | BlockKind::Title | BlockKind::Caption)) {
                of_sentence(report, sentences, sentence, telling, &mut found);
            }
        }
    }
    found
}

fn of_sentence(report: usize, at: usize, sentence: &Sentence, telling: &Telling<'_>, found: &mut Vec<Counted>) {
    let times = &telling.reading.times;
    let first = times.partition_point(|time| time.span.end <= sentence.span.start);
    let is_time = |span: Span| {
        times[first..]
            .iter()
            .take_while(|time| time.span.start < sentence.span.end)
            .any(|time| time.span.overlaps(span))
    };
    let mut context = None;
    for (i, token) in sentence.tokens.iter().enumerate() {
        let noun = token.head.filter(|_| is_number(token, telling));
        let Some(noun) = noun else { continue };
        let counts = &sentence.tokens[noun];
        let countable = matches!(counts.upos, Upos::Noun | Upos::Sym);
        let run = run(sentence, i);
        let value = run.of(&telling.report.text);
        if !countable || is_time(run) || is_time(counts.span) {
            continue;
        }
        let Some(figure) = figure(value, telling.before(run.start)) else { continue };
        let lemma = fold(&counts.lemma);
        let general = counts.upos == Upos::Sym || GENERAL.contains(lemma.as_str());
        let of = part_of(sentence, noun).filter(|_| matches!(lemma.as_str(), "percent" | "%" | "cent"));
        let what =
            format!("{} {}", stem(&lemma), of.map(|of| stem(&fold(&sentence.tokens[of].lemma))).unwrap_or_default());
        let context = context.get_or_insert_with(|| {
            let words = content(telling.words(sentence.span)).into_iter();
            words
                .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()) && whole(word).is_none())
                .take(MOST_WORDS)
                .collect()
        });
        let (context, span) = (BTreeSet::clone(context), run.cover(counts.span));
        found.push(Counted { report, figure, what, general: general && of.is_none(), span, context, sentence: at });
    }
}

/// A number by its tag; or by its word, where it begins a sentence and is taken for an adjective or half a compound:
/// "Fourteen river pilots".
fn is_number(token: &Token, telling: &Telling<'_>) -> bool {
    match token.relation() {
        "nummod" => token.upos == Upos::Num,
        "amod" | "compound" | "det" => {
            let word = telling.words(token.span);
            word.chars().all(char::is_alphabetic) && whole(&fold(word)).is_some_and(|n| n > 1)
        }
        _ => false,
    }
}

/// The number's words: "52 million".
fn run(sentence: &Sentence, at: usize) -> Span {
    let mut span = sentence.tokens[at].span;
    for i in sentence.children(at).filter(|&i| sentence.tokens[i].upos == Upos::Num) {
        span = span.cover(sentence.tokens[i].span);
    }
    span
}

/// What a percentage is of, or what it measures: "30 percent *duty*", "percent of *votes*".
fn part_of(sentence: &Sentence, noun: usize) -> Option<usize> {
    let head =
        sentence.tokens[noun].head.filter(|_| matches!(sentence.tokens[noun].relation(), "compound" | "nmod" | "amod"));
    head.or_else(|| sentence.child(noun, "nmod"))
}

/// "1.1 billion", "seventeen", "4,500", in thousandths.
fn figure(value: &str, before: &str) -> Option<Figure> {
    const MANY: [(&str, u64); 6] = [
        ("thousand", 1_000),
        ("million", 1_000_000),
        ("mn", 1_000_000),
        ("billion", 1_000_000_000),
        ("bn", 1_000_000_000),
        ("trillion", 1_000_000_000_000),
    ];
    let value = fold(value).replace(',', "");
    let mut words = value.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    let (digits, glued) = first.split_at(first.trim_end_matches(char::is_alphabetic).len());
    let unit = |word: &str| MANY.iter().find(|(name, _)| *name == word).map(|(_, many)| *many);
    let (bare, scale) = match second {
        Some(second) => (first, unit(second)?),
        None if digits.is_empty() || glued.is_empty() => (first, 1),
        None => (digits, unit(glued)?),
    };
    // In thousandths, so that 1.1 percent lies beside 1 percent.
    let exact = whole(bare).and_then(|n| n.checked_mul(scale)?.checked_mul(1_000));
    let n = exact.or_else(|| {
        let n: f64 = bare.parse().ok().filter(|n: &f64| (0.0..1e6).contains(n))?;
        Some((n * scale as f64 * 1_000.0).round() as u64)
    })?;
    Figure::parse(&n.to_string(), before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disagreements::Relation;

    #[test]
    fn numbers_as_they_are_written() {
        let exact = |value| figure(value, "").and_then(|figure| figure.exact()).map(|n| n / 1_000);
        assert_eq!(exact("1.1 billion"), Some(1_100_000_000));
        assert_eq!(exact("6.8bn"), Some(6_800_000_000));
        assert_eq!(exact("4,500"), Some(4_500));
        assert_eq!(exact("seventeen"), Some(17));
        assert_eq!(exact("forty million"), Some(40_000_000));
        assert_eq!(figure("1.5", "about").map(|a| a.relate(&figure("2", "").unwrap())), Some(Relation::Compatible));
        assert_eq!((exact("many"), exact("1 2 3"), exact("")), (None, None, None));
    }
}
