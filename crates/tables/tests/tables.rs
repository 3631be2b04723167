//! Rows written out by hand, and the files read again.

#![allow(clippy::unwrap_used, reason = "tests")]

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use record::reading::{Form, Mention, Timex, TimexFunction, TimexType};
use record::{Analysis, EntityId, MentionId, NameType, Reading, Report, ReportId, Span, TimexId};
use tables::{Source, Table};

const TEXT: &str = "Émile Varn met her on 5 May 2031.";

fn report() -> Report {
    Report {
        id: ReportId("r1".to_owned()),
        path: "varn.txt".to_owned(),
        tags: vec!["talks".to_owned()],
        text: TEXT.to_owned(),
        ..Report::default()
    }
}

fn reading() -> Reading {
    let mention = |id, start, end, form, entity| Mention {
        id: MentionId(id),
        span: Span::new(start, end),
        head: Span::new(start, end),
        kind: NameType::Per,
        form,
        entity,
    };
    let time = Timex {
        id: TimexId(0),
        span: Span::new(23, 33),
        kind: TimexType::Date,
        value: "2031-05-05".to_owned(),
        modifier: None,
        anchor: None,
        function: TimexFunction::None,
        unresolved: None,
    };
    Reading {
        mentions: vec![mention(0, 0, 11, Form::Name, Some(EntityId(0))), mention(1, 16, 19, Form::Pronoun, None)],
        times: vec![time],
        ..Reading::default()
    }
}

fn batch(name: &str) -> RecordBatch {
    let (report, analysis, reading) = (report(), Analysis::default(), reading());
    let source = Source { report: &report, analysis: &analysis, reading: &reading };
    Table::named(name).unwrap().batch(&[source], None).unwrap()
}

fn words(batch: &RecordBatch, column: &str) -> Vec<Option<String>> {
    let column = batch.column_by_name(column).unwrap().as_string::<i32>();
    column.iter().map(|word| word.map(str::to_owned)).collect()
}

#[test]
fn words_stand_where_the_spans_say() {
    let mentions = batch("mentions");
    assert_eq!(words(&mentions, "words"), [Some("Émile Varn".to_owned()), Some("her".to_owned())]);
    assert_eq!(words(&mentions, "entity"), [Some("x0".to_owned()), None]);
    let spans = mentions.column_by_name("spans").unwrap().as_list::<i32>().value(1);
    let ends: Vec<i64> =
        spans.as_struct().columns().iter().map(|column| column.as_primitive::<Int64Type>().value(0)).collect();
    assert_eq!(ends, [16, 19]);
}

#[test]
fn what_no_report_says_is_null() {
    let reports = batch("reports");
    for column in ["outlet", "title", "published", "earliest", "url"] {
        assert_eq!(reports.column_by_name(column).unwrap().null_count(), 1, "{column}");
    }
    assert_eq!(words(&reports, "path"), [Some("varn.txt".to_owned())]);
}

#[test]
fn days_count_from_1970() {
    // 61 years with 15 leap days (1972 to 2028), then 31 + 28 + 31 + 30 + 4 days of 2031.
    let earliest = batch("times").column_by_name("earliest").unwrap().as_primitive::<Date32Type>().value(0);
    assert_eq!(earliest, 61 * 365 + 15 + 124);
}

#[test]
fn files_hold_what_was_written_and_the_same_bytes_each_time() {
    let mentions = batch("mentions");
    let (mut parquet, mut again, mut arrow) = (Vec::new(), Vec::new(), Vec::new());
    tables::write_parquet(&mentions, &mut parquet).unwrap();
    tables::write_parquet(&mentions, &mut again).unwrap();
    assert_eq!(parquet, again);
    tables::write_arrow(&mentions, &mut arrow).unwrap();
    let read: Vec<RecordBatch> = arrow_ipc::reader::FileReader::try_new(std::io::Cursor::new(arrow), None)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(read, [mentions]);
    assert_eq!((&parquet[..4], &parquet[parquet.len() - 4..]), (&b"PAR1"[..], &b"PAR1"[..]));
}

#[test]
fn every_table_is_made_of_nothing_too() {
    for table in Table::ALL {
        let batch = table.batch(&[], Some(&record::Story::default())).unwrap();
        assert_eq!((batch.num_rows(), batch.num_columns()), (0, table.columns.len()), "{}", table.name);
    }
}

#[test]
fn the_description_is_current() {
    let written = include_str!("../../../docs/tables.md");
    assert!(written == tables::describe(), "run: cargo run -p tables --example describe > docs/tables.md");
}
