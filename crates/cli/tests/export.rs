//! `rapporteur export` on the story that the project carries.

mod common;

use common::{example, rapporteur};
use std::ffi::OsString;
use std::path::Path;

fn arguments(format: &str, more: &[&Path]) -> Vec<OsString> {
    let mut all: Vec<OsString> = vec!["export".into(), format.into(), example().into()];
    for (flag, path) in ["--output", "--evidence"].iter().zip(more) {
        all.extend([flag.into(), path.into()]);
    }
    all
}

#[test]
fn the_list_tells_what_is_lost() {
    let ran = rapporteur(["export", "--list"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for format in ["gdelt-events", "polecat", "timeml", "brat", "icalendar", "graphml"] {
        assert!(ran.out.lines().any(|line| line.starts_with(format)), "{format}");
    }
    assert_eq!(ran.out.matches("lost: ").count() * 2, ran.out.lines().count());
}

#[test]
fn a_table_goes_to_standard_output_with_all_its_columns() {
    let ran = rapporteur(arguments("gdelt-events", &[]));
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.lines().count() > 3, "{}", ran.out);
    assert!(ran.out.lines().all(|line| line.matches('\t').count() == 60), "{}", ran.out);
    assert!(ran.out.contains("\tILSE BRANDT\t"), "{}", ran.out);
}

#[test]
fn the_evidence_has_the_words_of_the_cells() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, evidence) = (folder.path().join("table"), folder.path().join("evidence.tsv"));
    let ran = rapporteur(arguments("polecat", &[&table, &evidence]));
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    let table = std::fs::read_to_string(table).expect("the table");
    let evidence = std::fs::read_to_string(evidence).expect("the evidence");
    let head: Vec<&str> = table.lines().next().expect("a head").split('\t').collect();
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert!(evidence.lines().count() > rows.len());
    for line in evidence.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 5, "{line}");
        let row = &rows[cells[0].parse::<usize>().expect("a number") - 1];
        let column = head.iter().position(|name| *name == cells[1]).expect("a column");
        assert!(!row[column].is_empty(), "an empty cell rests on nothing: {line}");
    }
}

#[test]
fn brat_makes_a_folder_whose_offsets_fit() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("brat");
    let ran = rapporteur(arguments("brat", &[&out]));
    assert_eq!(ran.status, 0, "{}", ran.err);
    let mut marked = 0;
    for file in std::fs::read_dir(&out).expect("the folder").map(|file| file.expect("a file").path()) {
        if file.extension().is_none_or(|ending| ending != "ann") {
            continue;
        }
        let text: Vec<char> = std::fs::read_to_string(file.with_extension("txt")).expect("its text").chars().collect();
        let annotations = std::fs::read_to_string(&file).expect("annotations");
        for line in annotations.lines().filter(|line| line.starts_with('T')) {
            let [_, place, words] = line.splitn(3, '\t').collect::<Vec<_>>().try_into().expect("three cells");
            let (_, places) = place.split_once(' ').expect("a type");
            let pieces: Vec<String> = places
                .split(';')
                .map(|piece| {
                    let (start, end) = piece.split_once(' ').expect("two offsets");
                    let offset = |digits: &str| digits.parse::<usize>().expect("a number");
                    text[offset(start)..offset(end)].iter().collect()
                })
                .collect();
            assert_eq!(pieces.join(" "), words, "{}: {line}", file.display());
            marked += 1;
        }
    }
    assert!(marked > 200, "{marked}");
}

#[test]
fn wrong_usage_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x");
    for (arguments, words) in [
        (arguments("gdelt", &[]), "one of gdelt-events"),
        (arguments("timeml", &[]), "-o FOLDER"),
        (arguments("brat", &[&path, &path]), "leave out --evidence"),
        (arguments("csv", &[&path, &path]), "another name"),
    ] {
        let ran = rapporteur(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    assert!(!path.exists());
    assert_eq!(rapporteur(["export"]).status, 2);
}

#[test]
fn parquet_is_a_folder_of_tables_and_the_manifest_says_what_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let (out, manifest) = (folder.path().join("tables"), folder.path().join("manifest.json"));
    let mut all = arguments("parquet", &[&out]);
    all.extend(["--manifest".into(), manifest.clone().into()]);
    let ran = rapporteur(all);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(manifest).expect("the manifest")).expect("JSON");
    assert_eq!((&manifest["format"], manifest["reports"].as_array().map(Vec::len)), (&"parquet".into(), Some(6)));
    assert!(manifest["lost"].as_array().is_some_and(|lost| !lost.is_empty()));
    let files = manifest["files"].as_array().expect("files");
    assert!(files.len() > 20);
    for file in files {
        let bytes = std::fs::read(out.join(file["name"].as_str().expect("a name"))).expect("the file");
        assert_eq!((Some(bytes.len() as u64), &bytes[..4]), (file["bytes"].as_u64(), &b"PAR1"[..]));
    }
}
