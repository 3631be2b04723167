//! Who published a report, as its page says.

use super::dateline::Opening;
use super::{agencies, collapse, line, mastheads, pattern};
use record::evidence::Stated;
use record::report::{Block, Credit, CreditKind};
use record::{Basis, BlockKind, Span};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words of the longest name of an outlet.
const LONGEST: usize = 6;

/// What opens a line that says who holds the rights.
static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:©|\([cC]\)|(?i:copyright))[\s,]*(?:(?:©|\([cC]\)|\d{4}(?:\s*[-–]\s*\d{4})?|(?i:by))[\s,]*)*")
});
/// What a company's name has behind the outlet's.
static COMPANY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:[,\s]+(?:inc|llc|ltd|limited|company|co|corp|corporation|plc|gmbh|s\.?a|pty|holdings|group|publishing|publications|all|rights|reserved))+\.?$",
    )
});

/// The outlet that a page states, or that its credits let conclude.
pub fn find(
    text: &str,
    blocks: &[Block],
    opening: Option<&Opening>,
    title: Option<&Stated>,
    credits: &[Credit],
) -> Option<Stated> {
    let stated = |span: Span| Stated { value: collapse(span.of(text)), span: Some(span), basis: Basis::Stated };
    let holder = holder(text, blocks);
    let repeated = repeated(text, blocks);
    let agrees = |span: &Span| {
        holder.is_some_and(|holder| {
            let (one, other) = (holder.of(text).to_lowercase(), span.of(text).to_lowercase());
            one.contains(&other) || other.contains(&one)
        })
    };
    let house = || {
        let (name, span) = opening?.house.clone()?;
        (!agencies::is_agency(&name)).then(|| stated(span))
    };
    let via = || {
        let via = credits.iter().find(|credit| credit.kind == CreditKind::Via)?;
        Some(Stated { value: via.name.clone(), span: Some(via.span), basis: Basis::Inferred })
    };
    let own_holder = holder.filter(|span| !agencies::is_agency(span.of(text)));
    beside_title(text, blocks, title)
        .map(stated)
        .or_else(|| repeated.iter().copied().find(agrees).map(stated))
        .or_else(|| masthead(text, blocks).map(stated))
        .or_else(house)
        .or_else(|| repeated.first().copied().map(stated))
        .or_else(|| own_holder.map(stated))
        .or_else(via)
}

/// An outlet's name on a line of its own above the report.
fn masthead(text: &str, blocks: &[Block]) -> Option<Span> {
    let body = blocks.iter().position(|block| block.kind == BlockKind::Body)?;
    let used = |words: &str| mastheads::is_named_in(words, text.get(blocks[body].span.start..).unwrap_or(""));
    let above = blocks[..body].iter().enumerate();
    let mut named = above.filter(|(_, block)| block.kind == BlockKind::Boilerplate);
    let is_name = |at: usize, words: &str| {
        mastheads::is_masthead(words, at == 0) || at == 0 && (mastheads::has_motto(words) || used(words))
    };
    let named = named.find(|(at, block)| is_name(*at, block.span.of(text)) || is_numbered(text, blocks, *at));
    if let Some((_, block)) = named {
        let name = mastheads::name(block.span.of(text));
        return Some(Span::new(block.span.start, block.span.start + name.len()));
    }
    let mut dated = blocks[..body].iter().filter(|block| block.kind == BlockKind::Dateline);
    dated.find_map(|block| {
        let span = line::outlet(block.span.of(text))?;
        Some(Span::new(block.span.start + span.start, block.span.start + span.end))
    })
}

/// Whether the line below counts the issues of the outlet that the block `at` must name then.
fn is_numbered(text: &str, blocks: &[Block], at: usize) -> bool {
    let next = blocks.get(at + 1).filter(|next| next.kind == BlockKind::Dateline);
    let short = |words: &str| words.split_whitespace().count() <= LONGEST && !crate::plain::is_furniture(words);
    next.is_some_and(|next| mastheads::has_number(next.span.of(text))) && short(blocks[at].span.of(text))
}

/// The name in `Headline | Name`, a line that repeats the headline with the site's name behind it.
fn beside_title(text: &str, blocks: &[Block], title: Option<&Stated>) -> Option<Span> {
    let title = title?;
    blocks.iter().filter(|block| matches!(block.kind, BlockKind::Boilerplate | BlockKind::Title)).find_map(|block| {
        let words = block.span.of(text);
        let at = words.rfind([' ', '|'])?;
        let cut = [" | ", " - ", " – ", " — ", " · ", " : "]
            .iter()
            .filter_map(|mark| Some((words.rfind(mark)?, mark.len())))
            .max()?;
        let (head, name) = (words.get(..cut.0)?, words.get(cut.0 + cut.1..)?);
        let whole = crate::plain::alike(head, &title.value);
        let short = (1..=LONGEST).contains(&name.split_whitespace().count());
        (at > 0 && whole && short).then(|| Span::new(block.span.end - name.len(), block.span.end))
    })
}

/// Who holds the copyright, without the words of a company's form.
fn holder(text: &str, blocks: &[Block]) -> Option<Span> {
    let furniture = |block: &&Block| matches!(block.kind, BlockKind::Boilerplate | BlockKind::Credit);
    blocks.iter().filter(furniture).find_map(|block| {
        let words = block.span.of(text);
        let words = words.get(..words.floor_char_boundary(400))?;
        let start = RIGHTS.find(words)?.end();
        let mut kept = named(words.get(start..)?);
        if let Some(stop) = kept.find(". ") {
            kept = &kept[..stop];
        }
        if let Some(company) = COMPANY.find(kept) {
            kept = &kept[..company.start()];
        }
        // The year may stand behind the name as well: "© The Norland Post 2031".
        let year = kept.rsplit_once(' ').filter(|(_, end)| end.len() == 4 && end.bytes().all(|b| b.is_ascii_digit()));
        let kept = year.map_or(kept, |(name, _)| name).trim_end_matches(['.', ',', ' ']);
        let is_name = kept.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_uppercase));
        let start = block.span.start + start;
        is_name.then(|| Span::new(start, start + kept.len()))
    })
}

/// The words at the start of `rest` that make a name.
fn named(rest: &str) -> &str {
    const WORDS: usize = 7;
    let mut end = 0;
    for word in rest.split_inclusive(' ').take(WORDS) {
        let bare = word.trim();
        let opens = bare.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        if !opens && !matches!(bare, "of" | "and" | "the" | "de" | "la" | "&") {
            break;
        }
        end += word.len();
        if bare.contains(['|', '•', ';', '·']) {
            break;
        }
    }
    rest[..end].trim_end()
}

/// Short lines that come at least twice outside the report, those that come most often first.
fn repeated(text: &str, blocks: &[Block]) -> Vec<Span> {
    let mut seen: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Boilerplate) {
        let words = block.span.of(text);
        let count = words.split_whitespace().count();
        let name =
            (1..=LONGEST).contains(&count) && words.len() < 60 && words.chars().next().is_some_and(char::is_uppercase);
        if name && !crate::plain::is_furniture(words) && super::dates::first(words).is_none() {
            seen.entry(words).or_insert((0, block.span)).0 += 1;
        }
    }
    let mut found: Vec<(usize, Span)> = seen.into_values().filter(|(count, _)| *count > 1).collect();
    found.sort_by_key(|(count, span)| (std::cmp::Reverse(*count), span.start));
    found.into_iter().map(|(_, span)| span).collect()
}
