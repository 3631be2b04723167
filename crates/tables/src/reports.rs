//! Tables of what came in, and of its sentences and words.

use crate::cell::{Cell, Kind, days, id, label};
use crate::columns::Column;
use crate::{Fill, Rows, Source, Table};
use record::evidence::Stated;

/// The column that ties a row to its report.
pub(crate) const REPORT: Column = Column::always("report", Kind::Text, "id of the report");
/// Where the row's words stand.
pub(crate) const SPANS: Column = Column::always("spans", Kind::Spans, "where its words stand");
/// The words themselves.
pub(crate) const WORDS: Column = Column::always("words", Kind::Text, "the words, ranges joined by ` … `");

pub(crate) const REPORTS: Table = Table {
    name: "reports",
    what: "A report as it came in.",
    columns: &[
        REPORT,
        Column::always("path", Kind::Text, "the file, with `#n` for the n-th record in it"),
        Column::maybe("outlet", Kind::Text, "who published it"),
        Column::maybe("outlet_basis", Kind::Text, "`stated` in the text, `metadata` beside it, or `inferred`"),
        Column::maybe("title", Kind::Text, "its headline"),
        Column::maybe("byline", Kind::Text, "who wrote it, as stated"),
        Column::maybe("published", Kind::Text, "ISO 8601 to the precision known"),
        Column::maybe("published_basis", Kind::Text, "`stated`, `metadata` or `inferred`"),
        Column::maybe("earliest", Kind::Day, "the first day on which it can have been published"),
        Column::maybe("latest", Kind::Day, "the last"),
        Column::maybe("updated", Kind::Text, "when it was last changed, where that is another time"),
        Column::maybe("dateline", Kind::Text, "the place that opens it"),
        Column::maybe("language", Kind::Text, "BCP 47, as stated by the input"),
        Column::maybe("url", Kind::Text, "the address of its page"),
        Column::always("tags", Kind::Words, "subjects, as stated"),
        Column::always("credits", Kind::Words, "agencies, photographers and others named as origin"),
        Column::always("text", Kind::Text, "the text that every offset counts in"),
        Column::always("model", Kind::Text, "name and version of the language model"),
    ],
    rows: Fill::Reading(reports),
};

fn reports(source: &Source<'_>, rows: &mut Rows) {
    let report = source.report;
    let value = |stated: &Option<Stated>| Cell::from(stated.as_ref().map(|one| &one.value));
    let published = report.published.as_ref();
    let [earliest, latest] = days(published.map(|one| one.value.as_str()));
    rows.add([
        id(&report.id),
        Cell::from(&report.path),
        value(&report.outlet),
        report.outlet.as_ref().map_or(Cell::Null, |one| label(one.basis)),
        value(&report.title),
        value(&report.byline),
        published.map(|one| &one.value).into(),
        published.map_or(Cell::Null, |one| label(one.basis)),
        earliest,
        latest,
        report.updated.as_ref().map(|one| &one.value).into(),
        report.dateline.as_ref().map(|one| &one.place).into(),
        report.language.as_ref().into(),
        report.url.as_ref().into(),
        report.tags.clone().into(),
        Cell::Words(report.credits.iter().map(|credit| credit.name.clone()).collect()),
        Cell::from(&report.text),
        Cell::from(&source.analysis.model),
    ]);
}

pub(crate) const BLOCKS: Table = Table {
    name: "blocks",
    what: "A stretch of a report's text of one kind.",
    columns: &[
        REPORT,
        Column::always("block", Kind::Int, "its number in the report, from 0"),
        Column::always("kind", Kind::Text, "`title`, `body`, `caption`, `comment`, `boilerplate`, …"),
        SPANS,
        WORDS,
        Column::maybe("author", Kind::Text, "a comment's author"),
        Column::maybe("time", Kind::Text, "a comment's time as stated"),
    ],
    rows: Fill::Reading(blocks),
};

fn blocks(source: &Source<'_>, rows: &mut Rows) {
    for (number, block) in source.report.blocks.iter().enumerate() {
        rows.add([
            id(&source.report.id),
            number.into(),
            label(block.kind),
            block.span.into(),
            source.report.words(block.span).into(),
            block.author.as_ref().into(),
            block.time.as_ref().into(),
        ]);
    }
}

pub(crate) const SENTENCES: Table = Table {
    name: "sentences",
    what: "A sentence of a report.",
    columns: &[
        REPORT,
        Column::always("sentence", Kind::Int, "its number in the report, from 0"),
        Column::always("block", Kind::Int, "the number of its block"),
        SPANS,
        WORDS,
    ],
    rows: Fill::Reading(sentences),
};

fn sentences(source: &Source<'_>, rows: &mut Rows) {
    for (number, sentence) in source.analysis.sentences.iter().enumerate() {
        let words = source.report.words(sentence.span);
        rows.add([id(&source.report.id), number.into(), sentence.block.into(), sentence.span.into(), words.into()]);
    }
}

pub(crate) const TOKENS: Table = Table {
    name: "tokens",
    what: "A syntactic word of a sentence, Universal Dependencies v2.",
    columns: &[
        REPORT,
        Column::always("sentence", Kind::Int, "the number of its sentence"),
        Column::always("token", Kind::Int, "its number in the sentence, from 1 as in CoNLL-U"),
        SPANS,
        WORDS,
        Column::maybe("multiword", Kind::Spans, "for a part of a multiword token, the whole"),
        Column::always("lemma", Kind::Text, "dictionary form"),
        Column::always("upos", Kind::Text, "universal part of speech"),
        Column::always("xpos", Kind::Text, "Penn tag"),
        Column::always("feats", Kind::Text, "features as in CoNLL-U, `_` for none"),
        Column::always("head", Kind::Int, "the number of the word that governs it, 0 for the root"),
        Column::always("deprel", Kind::Text, "its relation to that word"),
    ],
    rows: Fill::Reading(tokens),
};

fn tokens(source: &Source<'_>, rows: &mut Rows) {
    for (number, sentence) in source.analysis.sentences.iter().enumerate() {
        for (place, token) in sentence.tokens.iter().enumerate() {
            rows.add([
                id(&source.report.id),
                number.into(),
                (place + 1).into(),
                token.span.into(),
                source.report.words(token.span).into(),
                token.multiword.into(),
                (&*token.lemma).into(),
                token.upos.label().into(),
                (&*token.xpos).into(),
                (&*token.feats).into(),
                token.head.map_or(0, |head| head + 1).into(),
                (&*token.deprel).into(),
            ]);
        }
    }
}
