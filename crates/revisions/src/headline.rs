//! Another headline, and whether it is surer of itself or less.

use crate::words::words;
use crate::{Change, ChangeKind};
use record::{Evidence, Report, Spans};

/// Words by which a headline says that it is not sure.
const HEDGES: [&str; 26] = [
    "may",
    "might",
    "could",
    "reportedly",
    "allegedly",
    "alleged",
    "apparently",
    "apparent",
    "suspected",
    "possible",
    "possibly",
    "likely",
    "claim",
    "claims",
    "claimed",
    "say",
    "says",
    "said",
    "reports",
    "accused",
    "rumoured",
    "feared",
    "fears",
    "unconfirmed",
    "appears",
    "according",
];

pub(crate) fn headline(before: &Report, after: &Report) -> Option<Change> {
    let title = |report: &Report| -> Option<(String, Evidence)> {
        let title = report.title.as_ref()?;
        let evidence = match title.span {
            Some(span) => report.evidence(span),
            // From outside the text: its words, and no bytes.
            None => Evidence { report: report.id.clone(), span: Spans::default(), quote: title.value.clone() },
        };
        Some((title.value.clone(), evidence))
    };
    let (old, new) = (title(before)?, title(after)?);
    let (was, is) = (words(&old.0), words(&new.0));
    if was == is && sure(&old.0) == sure(&new.0) {
        return None;
    }
    let hedged = |words: &[String], title: &str| {
        words.iter().filter(|word| HEDGES.contains(&word.as_str())).count() + usize::from(!sure(title))
    };
    let kind = match hedged(&was, &old.0).cmp(&hedged(&is, &new.0)) {
        std::cmp::Ordering::Less => ChangeKind::HeadlineSoftened,
        std::cmp::Ordering::Greater => ChangeKind::HeadlineHardened,
        std::cmp::Ordering::Equal => ChangeKind::Headline,
    };
    Some(Change { kind, about: None, before: Some(old.1), after: Some(new.1) })
}

/// A headline that asks is not sure.
fn sure(title: &str) -> bool {
    !title.trim_end().ends_with('?')
}
