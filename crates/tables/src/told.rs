//! Tables of a story: what was said, where accounts differ, what is offered and alleged, and who rests on whom.

use crate::cell::{Cell, Kind, id, label};
use crate::columns::Column;
use crate::reports::{REPORT, SPANS, WORDS};
use crate::{Fill, Rows, Table};
use record::story::DiscrepancyAccount;
use record::{EntityId, Evidence, Story};

pub(crate) const STATEMENTS: Table = Table {
    name: "statements",
    what: "Something that was said, merged over the reports that quote it.",
    columns: &[
        Column::always("statement", Kind::Int, "its number in the story, from 0"),
        Column::maybe("speaker", Kind::Text, "who: an entity of the story"),
        Column::maybe("source", Kind::Text, "the source in the report's words"),
        Column::always("source_class", Kind::Text, "as in attributions"),
        Column::always("kind", Kind::Text, "`direct`, `indirect` or `mixed`"),
        Column::maybe("cue", Kind::Text, "the report's words for the saying"),
        Column::always("content", Kind::Text, "the words"),
        Column::maybe("said_at", Kind::Text, "when, ISO 8601"),
        Column::maybe("addressee", Kind::Text, "to whom"),
        Column::maybe("via", Kind::Text, "through whom"),
    ],
    rows: Fill::Story(statements),
};

fn statements(story: &Story, rows: &mut Rows) {
    for (number, one) in story.statements.iter().enumerate() {
        rows.add([
            number.into(),
            one.speaker.map_or(Cell::Null, id),
            one.source.as_ref().into(),
            label(one.source_class),
            label(one.kind),
            one.cue.as_ref().into(),
            Cell::from(&one.content),
            one.said_at.as_ref().into(),
            one.addressee.as_ref().into(),
            one.via.as_ref().into(),
        ]);
    }
}

pub(crate) const STATEMENT_WORDS: Table = Table {
    name: "statement_words",
    what: "Where a report has a statement.",
    columns: &[Column::always("statement", Kind::Int, "the statement"), REPORT, SPANS, WORDS],
    rows: Fill::Story(statement_words),
};

fn statement_words(story: &Story, rows: &mut Rows) {
    for (number, one) in story.statements.iter().enumerate() {
        for words in &one.evidence {
            rows.add([number.into(), id(&words.report), Cell::from(&words.span), Cell::from(&words.quote)]);
        }
    }
}

pub(crate) const DIFFERENCES: Table = Table {
    name: "differences",
    what: "One side of a difference between accounts, with the words of one report.",
    columns: &[
        Column::always("difference", Kind::Text, "its id: `d0` for accounts that differ, `f0` for numbers that do"),
        Column::maybe("event", Kind::Text, "the happening of the story that it is about"),
        Column::always("attribute", Kind::Text, "what they differ in; `count` for numbers"),
        Column::always("kind", Kind::Text, "`conflict`, `differs in detail` or `counted differently`"),
        Column::always("value", Kind::Text, "what this side says"),
        REPORT,
        SPANS,
        WORDS,
    ],
    rows: Fill::Story(differences),
};

fn differences(story: &Story, rows: &mut Rows) {
    for one in &story.discrepancies {
        let head = || {
            let event = one.about.map_or(Cell::Null, id);
            [Cell::from(&one.id), event, Cell::from(&one.attribute), label(one.kind)]
        };
        sides(rows, head, &one.accounts);
    }
    for (number, one) in story.figures.iter().enumerate() {
        let head = || [format!("f{number}").into(), Cell::Null, "count".into(), "counted differently".into()];
        sides(rows, head, &one.accounts);
    }
}

fn sides(rows: &mut Rows, head: impl Fn() -> [Cell; 4], accounts: &[DiscrepancyAccount]) {
    for account in accounts {
        for words in &account.evidence {
            let value = Cell::from(&account.value);
            rows.add(head().into_iter().chain([value]).chain(cited(Some(words))));
        }
    }
}

pub(crate) const LEDGER: Table = Table {
    name: "ledger",
    what: "What is offered, asked or alleged; its words are those of its steps.",
    columns: &[
        Column::always("entry", Kind::Text, "its id: `p0` for proposals, `l0` for allegations"),
        Column::always("kind", Kind::Text, "`proposal`, `offer`, `demand`, `invitation`, `commitment` or `allegation`"),
        Column::maybe("by", Kind::Text, "whose: an entity of the story"),
        Column::maybe("to", Kind::Text, "to whom, or against whom"),
        Column::always("what", Kind::Text, "what, in a report's words"),
        Column::maybe("status", Kind::Text, "where a proposal stands"),
    ],
    rows: Fill::Story(ledger),
};

fn ledger(story: &Story, rows: &mut Rows) {
    let party = |one: Option<EntityId>| one.map_or(Cell::Null, id);
    for one in &story.proposals {
        let status = Cell::from(&one.status);
        rows.add([Cell::from(&one.id), label(one.kind), party(one.by), party(one.to), Cell::from(&one.what), status]);
    }
    for one in &story.allegations {
        let what = Cell::from(&one.what);
        rows.add([Cell::from(&one.id), "allegation".into(), party(one.by), party(one.against), what, Cell::Null]);
    }
}

pub(crate) const LEDGER_STEPS: Table = Table {
    name: "ledger_steps",
    what: "A step in the history of a proposal, or an answer to an allegation, with the words of one report.",
    columns: &[
        Column::always("entry", Kind::Text, "the entry of the ledger"),
        Column::always("step", Kind::Int, "its number, from 0"),
        Column::maybe("date", Kind::Text, "when, where known"),
        Column::always("status", Kind::Text, "`proposed`, `accepted`, `alleged`, `denied`, …"),
        Column::maybe("by", Kind::Text, "on whose side: an entity of the story"),
        Column::maybe("report", Kind::Text, "id of the report"),
        Column::maybe("spans", Kind::Spans, "where its words stand"),
        Column::maybe("words", Kind::Text, "the words"),
    ],
    rows: Fill::Story(ledger_steps),
};

fn ledger_steps(story: &Story, rows: &mut Rows) {
    for one in &story.proposals {
        for (number, step) in one.history.iter().enumerate() {
            let head = || [Cell::from(&one.id), number.into(), step.date.as_ref().into(), Cell::from(&step.status)];
            steps(rows, head, step.by, &step.evidence);
        }
    }
    for one in &story.allegations {
        steps(rows, || [Cell::from(&one.id), 0.into(), Cell::Null, "alleged".into()], one.by, &one.evidence);
        for (number, answer) in one.responses.iter().enumerate() {
            let head = || [Cell::from(&one.id), (number + 1).into(), Cell::Null, label(answer.kind)];
            steps(rows, head, answer.by, &answer.evidence);
        }
    }
}

/// A row for each report's words; one without any where there are none.
fn steps(rows: &mut Rows, head: impl Fn() -> [Cell; 4], by: Option<EntityId>, evidence: &[Evidence]) {
    let cited_or_none = evidence.iter().map(Some).chain(evidence.is_empty().then_some(None));
    for words in cited_or_none {
        rows.add(head().into_iter().chain([by.map_or(Cell::Null, id)]).chain(cited(words)));
    }
}

pub(crate) const LINEAGE: Table = Table {
    name: "lineage",
    what: "A report that rests on another, or on an outlet, with words that show it.",
    columns: &[
        Column::always("report", Kind::Text, "the report that derives"),
        Column::always("derives_from", Kind::Text, "the id of a report of the story, or the name of an outlet"),
        Column::always("basis", Kind::Text, "`credit`, `shared text` or `cites`"),
        Column::maybe("words_report", Kind::Text, "the report whose words they are"),
        Column::maybe("spans", Kind::Spans, "where they stand in it"),
        Column::maybe("words", Kind::Text, "the words"),
    ],
    rows: Fill::Story(lineage),
};

fn lineage(story: &Story, rows: &mut Rows) {
    for edge in &story.lineage {
        let cited_or_none = edge.evidence.iter().map(Some).chain(edge.evidence.is_empty().then_some(None));
        for words in cited_or_none {
            let head = [id(&edge.report), Cell::from(&edge.derives_from), label(edge.basis)];
            rows.add(head.into_iter().chain(cited(words)));
        }
    }
}

/// Report, place and words.
fn cited(words: Option<&Evidence>) -> [Cell; 3] {
    words.map_or([Cell::Null, Cell::Null, Cell::Null], |one| {
        [id(&one.report), Cell::from(&one.span), Cell::from(&one.quote)]
    })
}
