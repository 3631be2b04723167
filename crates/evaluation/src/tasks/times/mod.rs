//! Times against TimeML files, as TempEval-3 counts them (UzZaman et al. 2013): strict and relaxed spans, and type
//! and value among the relaxed matches. The creation time is given. Beside these, where events are put in time
//! ([`moments`]).

pub(super) mod document;
mod moments;

use super::{Failed, files, load, report};
use crate::scores::{Counts, Score};
use document::{Document, Gold};
use engine::Engine;
use rayon::prelude::*;
use record::reading::Timex;
use std::path::Path;

/// What is counted of time expressions.
const MEASURES: [&str; 4] = ["span, strict", "span, relaxed", "type", "value"];

/// Halves of a set, for tasks whose rules were written on one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// All of it.
    All,
    /// What rules were written on.
    Seen,
    /// What nobody looked at while writing rules.
    Held,
}

/// Which of the files are scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    All,
    /// The half that rules were written on from the start.
    Seen,
    /// The quarter that rules were written on later.
    Later,
    /// The quarter that nobody looked at while writing rules.
    Never,
}

impl Part {
    /// The part that a file belongs to, by its name.
    pub fn of(name: &str) -> Self {
        match (is_held(name), fnv(name) >> 32 & 1) {
            (false, _) => Self::Seen,
            (true, 0) => Self::Later,
            (true, _) => Self::Never,
        }
    }
}

/// Scores the `.tml` files below a folder.
///
/// # Errors
/// When a file cannot be read or is no TimeML.
pub fn run(engine: &Engine, set: &str, path: &Path, part: Part) -> Result<Vec<Score>, Failed> {
    let mut documents = Vec::new();
    for file in files(path, ".tml")? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if part == Part::All || part == Part::of(&name) {
            let text = load(&file)?;
            documents
                .push(Document::parse(&name, &text).map_err(|error| Failed(format!("{}: {error}", file.display())))?);
        }
    }
    let counted: Vec<Vec<Counts>> = documents
        .par_iter()
        .map(|document| {
            let read = engine.read(report(&document.name, &document.text, document.created.as_deref()));
            let mut counts = count(&document.times, &read.reading.times).to_vec();
            counts.extend(moments::count(document, &read.report, &read.analysis, &read.reading.times));
            counts
        })
        .collect();
    let names: Vec<&str> = MEASURES.iter().chain(&moments::MEASURES).copied().collect();
    let mut sums = vec![Counts::default(); names.len()];
    for document in counted {
        for (sum, counts) in sums.iter_mut().zip(document) {
            *sum += counts;
        }
    }
    // Files without links between events and times say nothing of them.
    let said = |at: &usize| *at < MEASURES.len() || sums[MEASURES.len()..].iter().any(|counts| counts.gold > 0);
    Ok((0..names.len()).filter(said).map(|at| Score::counts(set, names[at], sums[at])).collect())
}

/// Scores the texts written for this project, whose README says by whom and what was looked at.
///
/// # Errors
/// As [`run`].
pub fn own(engine: &Engine) -> Result<Vec<Score>, Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/times");
    let mut scores = run(engine, "our own texts, not looked at", &folder.join("not-looked-at"), Part::All)?;
    scores.extend(run(engine, "our own texts, looked at", &folder.join("looked-at"), Part::All)?);
    Ok(scores)
}

/// Half of the files, by a hash of their names, was not looked at while the first rules were written.
pub fn is_held(name: &str) -> bool {
    fnv(name) % 2 == 1
}

/// FNV-1a.
fn fnv(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

fn count(gold: &[Gold], system: &[Timex]) -> [Counts; 4] {
    let sizes = |correct| Counts { gold: gold.len(), system: system.len(), correct };
    let strict = gold.iter().filter(|gold| system.iter().any(|timex| timex.span == gold.span)).count();
    // Each is matched once: with its equal, else with the first that overlaps.
    let mut taken = vec![false; system.len()];
    let (mut relaxed, mut kinds, mut values) = (0, 0, 0);
    for gold in gold {
        let equal = (0..system.len()).find(|&i| !taken[i] && system[i].span == gold.span);
        let near = || (0..system.len()).find(|&i| !taken[i] && system[i].span.overlaps(gold.span));
        let Some(found) = equal.or_else(near) else { continue };
        taken[found] = true;
        relaxed += 1;
        let timex = &system[found];
        kinds += usize::from(format!("{:?}", timex.kind).eq_ignore_ascii_case(&gold.kind));
        values += usize::from(timex.value == gold.value);
    }
    [strict, relaxed, kinds, values].map(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::reading::{TimexFunction, TimexType};
    use record::{Span, TimexId};

    const FILE: &str = "<TimeML><DCT><TIMEX3 value=\"2031-03-05\">x</TIMEX3></DCT><TEXT>They <EVENT>met</EVENT> on \
        <TIMEX3 type=\"DATE\" value=\"2031-03-04\">Tuesday</TIMEX3> for <TIMEX3 type=\"DURATION\" value=\"PT3H\">three \
        hours</TIMEX3>.</TEXT></TimeML>";

    fn timex(span: Span, kind: TimexType, value: &str) -> Timex {
        Timex {
            id: TimexId(0),
            span,
            kind,
            value: value.to_owned(),
            modifier: None,
            anchor: None,
            function: TimexFunction::None,
            unresolved: None,
        }
    }

    #[test]
    fn perfect_empty_and_wrong() {
        let gold = Document::parse("f", FILE).unwrap().times;
        let perfect =
            [timex(gold[0].span, TimexType::Date, "2031-03-04"), timex(gold[1].span, TimexType::Duration, "PT3H")];
        assert_eq!(count(&gold, &perfect).map(|counts| counts.correct), [2, 2, 2, 2]);
        assert_eq!(count(&gold, &[]).map(|counts| (counts.gold, counts.correct)), [(2, 0); 4]);
        let longer = Span::new(gold[0].span.start - 3, gold[0].span.end);
        let wrong = [timex(longer, TimexType::Date, "2031-03-11"), timex(Span::new(0, 4), TimexType::Set, "P1D")];
        assert_eq!(count(&gold, &wrong).map(|counts| counts.correct), [0, 1, 1, 0]);
    }
}
