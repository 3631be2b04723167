//! `rapporteur sql`.

use super::library::{open, refresh_if_possible};
use super::{Common, Done, Stopped, json_failed};
use crate::arguments::SqlFormat;
use crate::output::{Kind, Out};
use render::clean;
use serde_json::{Map, Value, to_string_pretty, to_value};
use store::{Cell, Selected};

/// Signs of a cell that a table shows.
const WIDEST: usize = 60;

pub(super) fn run(query: &str, format: SqlFormat, common: Common) -> Result<Done, Stopped> {
    let mut library = open(&common)?;
    refresh_if_possible(&mut library)?;
    let selected = library.sql(query)?;
    let (kind, words) = match format {
        SqlFormat::Table => (Kind::Text, table(&selected)),
        SqlFormat::Csv => (Kind::Data, csv(&selected)),
        SqlFormat::Json => (Kind::Json, objects(&selected).map_err(json_failed)? + "\n"),
    };
    let mut out = Out::open(common.output.as_deref(), kind)?;
    out.write(&words)?;
    out.finish()?;
    Ok(Done::All)
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Int(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

fn table(selected: &Selected) -> String {
    let shown = |text: &str| {
        let line = clean(text).replace('\n', " ");
        match line.char_indices().nth(WIDEST) {
            Some((at, _)) => format!("{}…", &line[..at]),
            None => line,
        }
    };
    let heads: Vec<String> = selected.columns.iter().map(|name| shown(name)).collect();
    let rows: Vec<Vec<String>> =
        selected.rows.iter().map(|row| row.iter().map(|cell| shown(&words(cell))).collect()).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain(heads.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let count = format!("({} row{})\n", rows.len(), if rows.len() == 1 { "" } else { "s" });
    line(&heads) + &line(&rule) + &rows.iter().map(|row| line(row)).collect::<String>() + &count
}

/// As RFC 4180 has it, with single line ends.
fn csv(selected: &Selected) -> String {
    let quoted = |text: &str| {
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let heads = selected.columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(",") + "\n";
    let row = |row: &Vec<Cell>| row.iter().map(|cell| quoted(&words(cell))).collect::<Vec<_>>().join(",") + "\n";
    heads + &selected.rows.iter().map(row).collect::<String>()
}

fn objects(selected: &Selected) -> serde_json::Result<String> {
    let object = |row: &Vec<Cell>| -> serde_json::Result<Value> {
        let pairs = selected.columns.iter().cloned().zip(row);
        let pairs: serde_json::Result<Map<String, Value>> =
            pairs.map(|(name, cell)| Ok((name, to_value(cell)?))).collect();
        Ok(Value::Object(pairs?))
    };
    to_string_pretty(&selected.rows.iter().map(object).collect::<serde_json::Result<Vec<Value>>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected() -> Selected {
        Selected {
            columns: vec!["id".to_owned(), "title, as printed".to_owned()],
            rows: vec![
                vec![Cell::Int(12), Cell::Text("A \"dam\"\nbreaks\u{1b}[2J".to_owned())],
                vec![Cell::Null, Cell::Real(0.5)],
            ],
        }
    }

    #[test]
    fn rows_for_a_terminal() {
        assert_eq!(
            table(&selected()),
            "id  title, as printed\n--  -------------------\n12  A \"dam\" breaks[2J\n    0.5\n(2 rows)\n"
                .replace("-------------------", "-----------------")
        );
    }

    #[test]
    fn rows_for_programs() {
        assert_eq!(csv(&selected()), "id,\"title, as printed\"\n12,\"A \"\"dam\"\"\nbreaks\u{1b}[2J\"\n,0.5\n");
        let rows: Value = serde_json::from_str(&objects(&selected()).unwrap()).unwrap();
        assert_eq!(rows[1], serde_json::json!({"id": null, "title, as printed": 0.5}));
    }
}
