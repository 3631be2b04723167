//! The tables of events: columns, codes, dates, and nothing where nothing is known.

mod common;

use common::{export, file, rows};

/// Column `number` of each row, from 1.
fn column(table: &[Vec<String>], number: usize) -> Vec<&str> {
    table.iter().map(|row| row[number - 1].as_str()).collect()
}

#[test]
fn every_row_has_the_columns_of_its_data_set() {
    let cases = [
        ("gdelt-events", 61, 3),
        ("gdelt-mentions", 16, 5),
        ("gdelt-gkg", 27, 2),
        ("polecat", 40, 6),
        ("icews", 20, 6),
        ("phoenix", 26, 3),
    ];
    for (name, columns, lines) in cases {
        let table = rows(&file(name));
        assert_eq!(table.len(), lines, "{name}: {table:#?}");
        for row in &table {
            assert_eq!(row.len(), columns, "{name}: {row:?}");
        }
    }
}

#[test]
fn what_is_denied_or_planned_is_no_row_of_a_coded_table() {
    let codes = rows(&file("gdelt-events"));
    assert_eq!(column(&codes, 27), ["040", "040", "120"], "the leading zero stays");
    let types = rows(&file("polecat"));
    assert_eq!(column(&types, 3), ["Event Type", "CONSULT", "CONSULT", "CONSULT", "CONSULT", "REJECT"]);
}

#[test]
fn a_meeting_is_a_row_for_either_side() {
    let table = rows(&file("gdelt-events"));
    let (sources, targets) = (column(&table, 7), column(&table, 17));
    assert_eq!(sources, ["ÉLISE BRANDT", "TOMAS REYL", "TOMAS REYL"]);
    assert_eq!(targets, ["TOMAS REYL", "ÉLISE BRANDT", ""]);
    assert_eq!(column(&table, 32), ["2", "2", "1"], "clauses");
    assert_eq!(column(&table, 34), ["2", "2", "1"], "reports");
    assert_eq!(column(&table, 33), ["", "", "1"], "outlets, where every report has one");
}

#[test]
fn dates_and_codes_go_through_and_unknown_stays_empty() {
    let table = rows(&file("gdelt-events"));
    let met = &table[0];
    let parts: Vec<&str> = met[1..5].iter().map(String::as_str).collect();
    assert_eq!(parts, ["20310304", "203103", "2031", "2031.1753"]);
    assert_eq!((&*met[5], &*met[12]), ("GOV", "GOV"), "code and type of the first side");
    assert_eq!((&*met[15], &*met[22]), ("", ""), "the second has none");
    let coded: Vec<&str> = met[25..31].iter().map(String::as_str).collect();
    assert_eq!(coded, ["1", "040", "040", "04", "1", "1.0"]);
    assert_eq!((&*met[34], &*met[52], &*met[59]), ("", "Port Alder", ""), "tone, place, day of adding");
    assert_eq!(met[60], "https://www.courier.example/dam");
    let denial: Vec<&str> = table[2][1..5].iter().map(String::as_str).collect();
    assert_eq!(denial, ["", "", "", ""]);
    let phoenix = rows(&file("phoenix"));
    let parts: Vec<&str> = phoenix[0][1..5].iter().map(String::as_str).collect();
    assert_eq!(parts, ["20310304", "2031", "03", "04"]);
    let icews = rows(&file("icews"));
    assert_eq!((&*icews[1][1], &*icews[1][6]), ("2031-03-04", "040"));
    assert_eq!(icews[1][4], "Norland", "the country that she acts for");
}

#[test]
fn mentions_count_characters_and_have_the_numbers_of_their_rows() {
    let events = rows(&file("gdelt-events"));
    let mentions = rows(&file("gdelt-mentions"));
    let numbers = column(&events, 1);
    assert!(column(&mentions, 1).iter().all(|number| numbers.contains(number)));
    let first = mentions.iter().find(|row| row[5] == "https://www.courier.example/dam").unwrap();
    let text: Vec<char> = common::FIRST.chars().collect();
    let at: usize = first[9].parse().unwrap();
    assert_eq!(text[at..at + 3], ['m', 'e', 't'], "É is one character and two bytes");
    assert_eq!(first[2], "20310306163000", "UTC");
    assert_eq!(first[12], text.len().to_string());
    let second = mentions.iter().find(|row| row[5] == "second").unwrap();
    let empty: Vec<&str> = [&second[2], &second[3], &second[4], &second[6]].map(String::as_str).to_vec();
    assert_eq!(empty, ["", "", "", ""], "no date, address, outlet or sentence is known");
    let denial = mentions.last().unwrap();
    assert_eq!(denial[8], "-1", "there is no second party");
}

#[test]
fn names_and_quotations_of_a_report() {
    let table = rows(&file("gdelt-gkg"));
    let first = &table[0];
    assert_eq!((&*first[0], &*first[1], &*first[3]), ("first", "20310306163000", "courier.example"));
    assert_eq!(first[11], "Élise Brandt;Tomas Reyl;Reyl");
    assert!(first[10].contains("#Port Alder#######42"), "a tab is no end of a cell: {}", first[10]);
    assert_eq!(first[16].split(';').next(), Some("3#3#4#2031#56"));
    let parts: Vec<&str> = first[22].split('|').collect();
    assert_eq!(parts[1..], ["31", "told <the Courier>", "\"We closed nothing & will not \""]);
    assert_eq!((&*table[1][1], &*table[1][3], &*table[1][15]), ("", "", ""), "no date, source or tone");
}

#[test]
fn each_value_read_from_words_is_cited() {
    let (files, evidence) = export("gdelt-events");
    let table = rows(&files[""]);
    let cited = |row: &str, column: &str| -> Vec<&str> {
        evidence.iter().filter(|one| one[0] == row && one[1] == column).map(|one| one[4].as_str()).collect()
    };
    assert_eq!(cited("1", "EventCode"), ["met", "met"]);
    assert_eq!(cited("1", "SQLDATE"), ["4 March"]);
    assert_eq!(cited("1", "Actor1Name"), ["Élise Brandt", "Brandt"]);
    assert_eq!(cited("3", "SQLDATE"), [""; 0]);
    assert!(evidence.iter().all(|one| one[0].parse::<usize>().is_ok_and(|row| row >= 1 && row <= table.len())));
}

#[test]
fn the_same_story_gives_the_same_bytes() {
    for format in export::Format::ALL {
        let (one, other) = (export(format.name), export(format.name));
        assert_eq!(one, other, "{}", format.name);
        assert!(!format.lost.contains('\n') && !format.lost.is_empty(), "{}", format.name);
    }
}

#[test]
fn the_table_of_happenings_holds_plans_and_denials() {
    let written = file("csv");
    let mut reader = csv::Reader::from_reader(written.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let table: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let column = |name: &str| -> Vec<&str> {
        let at = head.iter().position(|one| one == name).unwrap();
        table.iter().map(|row| &row[at]).collect()
    };
    assert_eq!(column("factuality"), ["asserted", "asserted", "denied", "planned"]);
    assert_eq!(column("date"), ["2031-03-04", "", "", "2031-03-08"]);
    assert_eq!(column("actors"), ["Élise Brandt | Tomas Reyl", "Tomas Reyl", "Suderia", ""]);
    let lines: Vec<serde_json::Value> = file("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["actors"], serde_json::json!(["Élise Brandt", "Tomas Reyl"]));
    assert!(lines[1]["date"].is_null() && lines[1]["mode"].is_null());
    assert_eq!(lines[0]["lines"], 2);
}
