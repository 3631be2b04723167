//! Passages that reports have in common, word for word.
//!
//! Words inside quotation marks do not count: two reporters who sat in one press conference write down the
//! same quotation without having copied each other.

use crate::pile::{Pile, Telling};
use crate::words::fold;
use record::{BlockKind, Span};
use std::collections::{BTreeMap, HashMap};

/// Words in a row that are hardly ever the same by chance.
const RUN: usize = 8;

/// Reports that share one run and are compared with each other; a run in more of them is a set phrase.
const MOST_OWNERS: usize = 32;

/// What two reports share, the earlier in the pile first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shared {
    pub a: usize,
    pub b: usize,
    /// The part of the shorter one's own words that stand in the other, 0 to 1.
    pub part: f64,
    /// The longest passage, where it stands in each.
    pub passage: (Span, Span),
    /// Its length in words.
    pub words: usize,
}

/// A report's own words.
struct Own {
    words: Vec<(String, Span)>,
    /// Where each run of [`RUN`] words begins, `None` where it crosses into a quotation or another block.
    whole: Vec<bool>,
}

impl Own {
    fn of(telling: &Telling<'_>) -> Self {
        let mut own = Self { words: Vec::new(), whole: Vec::new() };
        let text = &telling.report.text;
        for block in telling.report.blocks.iter().filter(|block| block.kind == BlockKind::Body) {
            let first = own.words.len();
            let mut quoted = false;
            let mut start: Option<usize> = None;
            let mut cuts: Vec<usize> = Vec::new();
            let words = block.span.of(text);
            for (at, c) in words.char_indices().chain(std::iter::once((words.len(), ' '))) {
                if c.is_alphanumeric() {
                    start.get_or_insert(at);
                    continue;
                }
                if let Some(from) = start.take() {
                    let span = Span::new(block.span.start + from, block.span.start + at);
                    if quoted {
                        cuts.push(own.words.len());
                    }
                    own.words.push((fold(span.of(text)), span));
                }
                match c {
                    '"' => quoted = !quoted,
                    '\u{201C}' | '\u{AB}' | '\u{201E}' => quoted = true,
                    '\u{201D}' | '\u{BB}' => quoted = false,
                    _ => {}
                }
            }
            // A run may not hold a quoted word, nor leave its paragraph.
            let mut next_cut = own.words.len();
            own.whole.resize(own.words.len(), false);
            let mut cut = cuts.len();
            for i in (first..own.words.len()).rev() {
                if cut > 0 && cuts[cut - 1] == i {
                    cut -= 1;
                    next_cut = i;
                }
                own.whole[i] = i + RUN <= next_cut;
            }
        }
        own
    }

    fn run(&self, at: usize) -> Option<u64> {
        self.whole.get(at).filter(|whole| **whole)?;
        // FNV-1a: the same on every machine; a rare collision is ruled out when the passage is compared.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for (word, _) in &self.words[at..at + RUN] {
            for byte in word.bytes().chain(std::iter::once(b' ')) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Some(hash)
    }
}

/// Every two reports that share at least one run.
pub(crate) fn shared(pile: &Pile<'_>) -> Vec<Shared> {
    let own: Vec<Own> = pile.tellings.iter().map(Own::of).collect();
    let mut owners: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
    for (report, words) in own.iter().enumerate() {
        for at in 0..words.words.len() {
            let Some(hash) = words.run(at) else { continue };
            let list = owners.entry(hash).or_default();
            if list.len() < MOST_OWNERS && list.last().is_none_or(|(last, _)| *last != report) {
                list.push((report, at));
            }
        }
    }
    let mut pairs: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for (report, words) in own.iter().enumerate() {
        for at in 0..words.words.len() {
            let Some(list) = words.run(at).and_then(|hash| owners.get(&hash)) else { continue };
            for &(other, there) in list.iter().filter(|(other, _)| *other < report) {
                if own[other].words[there..there + RUN].iter().zip(&words.words[at..at + RUN]).all(|(x, y)| x.0 == y.0)
                {
                    pairs.entry((other, report)).or_default().push((there, at));
                }
            }
        }
    }
    pairs.into_iter().filter_map(|((a, b), runs)| measure(a, b, &own[a], &own[b], &runs)).collect()
}

/// `runs` hold the places in `a` and `b`, in order of `b`.
fn measure(a: usize, b: usize, own_a: &Own, own_b: &Own, runs: &[(usize, usize)]) -> Option<Shared> {
    let mut covered = 0;
    let mut end = 0;
    let (mut best, mut current) = ((0, 0, 0), (0, 0, 0));
    for &(at_a, at_b) in runs {
        covered += (at_b + RUN) - end.max(at_b).min(at_b + RUN);
        end = at_b + RUN;
        // The same passage goes on while both step by one word.
        let (start_a, start_b, length) = current;
        current = if length >= RUN && at_b == start_b + length - RUN + 1 && at_a == start_a + length - RUN + 1 {
            (start_a, start_b, length + 1)
        } else {
            (at_a, at_b, RUN)
        };
        if current.2 > best.2 {
            best = current;
        }
    }
    let shorter = own_a.words.len().min(own_b.words.len()).max(1);
    let (start_a, start_b, words) = best;
    let passage =
        |own: &Own, start: usize| Some(own.words.get(start)?.1.cover(own.words.get(start + words.checked_sub(1)?)?.1));
    Some(Shared {
        a,
        b,
        part: (covered as f64 / shorter as f64).min(1.0),
        passage: (passage(own_a, start_a)?, passage(own_b, start_b)?),
        words,
    })
}
