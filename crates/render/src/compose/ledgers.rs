//! What is on the table, and what is alleged.

use super::View;
use crate::dates;
use crate::document::{Inline, Line, Row, Section, SectionKind, Verdict, words};
use record::EntityId;
use record::story::{Discrepancy, DiscrepancyKind, ProposalKind, ResponseKind};

/// Proposals with their history.
pub(super) fn proposals(view: &View<'_>) -> Section {
    let rows = view.story.proposals.iter().map(|proposal| {
        let mut line: Line = vec![Inline::Quote(proposal.what.clone())];
        for (i, step) in proposal.history.iter().enumerate() {
            line.push(words(if i == 0 { "—" } else { "→" }));
            let mut step_words = step.status.clone();
            if let Some(by) = name(view, step.by) {
                step_words.push_str(" by ");
                step_words.push_str(&amid(by));
            }
            let to = name(view, proposal.to).filter(|_| i == 0 && is_given(proposal.kind));
            if let Some(to) = to {
                step_words.push_str(" to ");
                step_words.push_str(&amid(to));
            }
            if let Some(date) = &step.date {
                step_words.push_str(", ");
                step_words.push_str(&dates::short(date));
            }
            line.push(words(step_words));
            line.push(view.cite(&step.evidence));
        }
        Row { id: proposal.id.clone(), label: kind(proposal.kind).to_owned(), line, ..Row::default() }
    });
    Section {
        heading: "On the table".to_owned(),
        aside: String::new(),
        kind: SectionKind::Ledger,
        rows: rows.collect(),
    }
}

/// Whether it is put to somebody: a demand is made of him.
fn is_given(kind: ProposalKind) -> bool {
    matches!(kind, ProposalKind::Proposal | ProposalKind::Offer | ProposalKind::Commitment)
}

/// As it stands inside a line: "The envoys" began a sentence of its report.
fn amid(name: &str) -> String {
    name.strip_prefix("The ")
        .filter(|rest| rest.starts_with(char::is_lowercase))
        .map_or_else(|| name.to_owned(), |rest| format!("the {rest}"))
}

/// What the reports count differently.
pub(super) fn figures(view: &View<'_>) -> Section {
    let rows = view.story.figures.iter().map(|figures| {
        let mut line: Line = Vec::new();
        for account in figures.accounts.iter().skip(1) {
            if !line.is_empty() {
                line.push(words("·"));
            }
            line.push(words(account.value.clone()));
            line.push(view.cite(&account.evidence));
        }
        let first = figures.accounts.first();
        let label = first.map_or_else(String::new, |account| account.value.clone());
        if let Some(account) = first {
            line.insert(0, view.cite(&account.evidence));
            line.insert(1, words("or"));
        }
        Row { label, line, ..Row::default() }
    });
    Section {
        heading: "Counted differently".to_owned(),
        aside: String::new(),
        kind: SectionKind::Ledger,
        rows: rows.collect(),
    }
}

/// What one speaker is said to have said in words that do not go together.
pub(super) fn said_differently(view: &View<'_>) -> Section {
    let found = view.story.discrepancies.iter().filter(|found| found.about.is_none());
    let rows = found.map(|found| {
        let (line, verdict) = (sides(view, found), verdict(found));
        let label = found.attribute.strip_prefix("words of ").unwrap_or(&found.attribute).to_owned();
        Row { label, line, verdict: Some(verdict), ..Row::default() }
    });
    Section {
        heading: "Said differently".to_owned(),
        aside: String::new(),
        kind: SectionKind::Ledger,
        rows: rows.collect(),
    }
}

/// Differences that another reader found: each with who it was.
pub(super) fn by_another_reader(view: &View<'_>) -> Section {
    let found = view.story.discrepancies.iter().filter_map(|found| Some((found, found.by.as_ref()?)));
    let rows = found.map(|(found, by)| {
        let mut line = sides(view, found);
        line.push(Inline::Muted(format!("read by {by}")));
        Row { label: found.attribute.clone(), line, verdict: Some(verdict(found)), ..Row::default() }
    });
    Section {
        heading: "Told differently".to_owned(),
        aside: String::new(),
        kind: SectionKind::Ledger,
        rows: rows.collect(),
    }
}

/// The sides of a difference, each with its words.
pub(super) fn sides(view: &View<'_>, found: &Discrepancy) -> Line {
    let mut line = Line::new();
    for account in &found.accounts {
        if !line.is_empty() {
            line.push(words("·"));
        }
        line.push(words(account.value.clone()));
        line.push(view.cite(&account.evidence));
    }
    line
}

/// Whether both sides of a difference can be true.
pub(super) fn verdict(found: &Discrepancy) -> Verdict {
    match found.kind {
        DiscrepancyKind::Conflict => Verdict::Disputed,
        DiscrepancyKind::Detail => Verdict::Compatible,
    }
}

/// Allegations with the answers to them.
pub(super) fn allegations(view: &View<'_>) -> Section {
    let rows = view.story.allegations.iter().map(|allegation| {
        let by = name(view, allegation.by).unwrap_or("unnamed");
        let label = match name(view, allegation.against) {
            Some(against) => format!("{by} → {against}"),
            // Claimed by nobody of nobody: all that is known is that somebody denies it.
            None if allegation.by.is_none() => "denied".to_owned(),
            None => by.to_owned(),
        };
        let mut line: Line = vec![Inline::Quote(allegation.what.clone()), view.cite(&allegation.evidence)];
        for response in &allegation.responses {
            let answer = match response.kind {
                ResponseKind::Denied => "denied",
                ResponseKind::Dismissed => "dismissed",
                ResponseKind::Admitted => "admitted",
                ResponseKind::NoResponse => "no response",
            };
            line.push(words("→"));
            line.push(words(match name(view, response.by) {
                Some(by) => format!("{answer} by {}", amid(by)),
                None => answer.to_owned(),
            }));
            line.push(view.cite(&response.evidence));
        }
        Row { id: allegation.id.clone(), label, line, ..Row::default() }
    });
    Section { heading: "Alleged".to_owned(), aside: String::new(), kind: SectionKind::Ledger, rows: rows.collect() }
}

fn name<'a>(view: &View<'a>, entity: Option<EntityId>) -> Option<&'a str> {
    entity.map(|entity| view.name(entity)).filter(|name| !name.is_empty())
}

fn kind(kind: ProposalKind) -> &'static str {
    match kind {
        ProposalKind::Proposal => "proposal",
        ProposalKind::Offer => "offer",
        ProposalKind::Demand => "demand",
        ProposalKind::Invitation => "invitation",
        ProposalKind::Commitment => "commitment",
    }
}
