//! Files that are no libraries, damaged, read-only, newer or in use.

mod common;

use common::{Place, entry, ferries};
use std::path::Path;
use std::time::{Duration, Instant};
use store::{Library, Location};

fn path(place: &Place) -> &Path {
    match &place.location {
        Location::File(path) => path,
        Location::Server(_) => unreachable!("a file was asked for"),
    }
}

fn code(place: &Place) -> String {
    Library::open(&place.location).err().map(|error| error.code).unwrap_or_default()
}

fn connection(place: &Place) -> rusqlite::Connection {
    rusqlite::Connection::open(path(place)).expect("a connection")
}

#[test]
fn what_is_no_library_is_left_alone() {
    let place = Place::file();
    std::fs::write(path(&place), "Dear diary, ".repeat(400)).expect("a file");
    assert_eq!(code(&place), "library/foreign");
    assert!(std::fs::read_to_string(path(&place)).expect("still there").starts_with("Dear diary"));
    let other = Place::file();
    connection(&other).execute_batch("CREATE TABLE songs (name TEXT)").expect("a database of others");
    assert_eq!(code(&other), "library/foreign");
    assert_eq!(Library::open_existing(&Place::file().location).err().expect("none there").code, "library/missing");
}

#[test]
fn a_newer_library_is_not_touched() {
    let place = Place::file();
    place.open().add(&ferries()).expect("added");
    connection(&place).execute("UPDATE meta SET value = '99' WHERE name = 'format'", []).expect("changed");
    let error = Library::open(&place.location).err().expect("refused");
    assert_eq!(error.code, "library/newer");
    assert!(error.message.contains("format 99"), "{}", error.message);
}

#[test]
fn a_damaged_file_is_a_clear_error() {
    let place = Place::file();
    let mut library = place.open();
    library.add(&ferries()).expect("added");
    library.refresh(10).expect("told");
    library.compact().expect("smaller");
    drop(library);
    let whole = std::fs::read(path(&place)).expect("bytes");
    let mut seen = 0;
    for (at, what) in
        [(0, 100), (4096, 4096), (whole.len() / 3, 8192), (whole.len() / 2, 4096), (whole.len() - 6000, 6000)]
    {
        let mut bytes = whole.clone();
        bytes[at..(at + what).min(whole.len())].fill(0xa5);
        std::fs::write(path(&place), bytes).expect("damaged");
        let found = Library::open(&place.location).and_then(|mut library| library.check());
        match found {
            Ok(checked) if checked.problems.is_empty() => {}
            Ok(_) => seen += 1,
            Err(error) => {
                assert!(["library/damaged", "library/foreign"].contains(&error.code.as_str()), "{error}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 4, "{seen} of 5 were seen");
    std::fs::write(path(&place), &whole[..whole.len() / 2]).expect("cut");
    let cut = Library::open(&place.location).and_then(|mut library| library.check());
    assert!(cut.is_err() || cut.is_ok_and(|checked| !checked.problems.is_empty()));
}

#[test]
fn a_broken_row_is_named_and_the_rest_goes_on() {
    let place = Place::file();
    let mut library = place.open();
    library.add(&ferries()).expect("added");
    connection(&place).execute("UPDATE readings SET reading = x'00' WHERE version = 1", []).expect("changed");
    let problems = library.check().expect("checked").problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("ferry-a"), "{problems:?}");
    assert_eq!(library.entry("ferry-a", None).expect_err("broken").code, "library/damaged");
    assert!(library.entry("ferry-b", None).expect("read").is_some());
}

#[test]
fn a_library_that_cannot_be_written_to_can_be_read() {
    let place = Place::file();
    let mut library = place.open();
    library.add(&ferries()).expect("added");
    library.refresh(10).expect("told");
    drop(library);
    let mut rights = std::fs::metadata(path(&place)).expect("there").permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(path(&place), rights).expect("read-only");
    if std::fs::OpenOptions::new().append(true).open(path(&place)).is_ok() {
        eprintln!("skipped: this user may write to every file");
        return;
    }
    let mut library = Library::open(&place.location).expect("opened");
    assert_eq!(library.stories().expect("stories").len(), 2);
    assert_eq!(library.search("ferry", 9, None).expect("found").hits.len(), 3);
    assert_eq!(library.add(&[entry("x", "", "Dam", "The dam holds")]).expect_err("refused").code, "library/read-only");
}

#[test]
fn two_writers_wait_for_each_other() {
    let place = Place::file();
    place.open();
    let writer = |name: &'static str| {
        let mut library = place.open();
        move || {
            for i in 0..20 {
                let report =
                    entry(&format!("{name}{i}"), "2031-03-05", "Dam", &format!("The dam number {i} of {name} holds"));
                library.add(&[report]).expect("added");
            }
        }
    };
    std::thread::scope(|scope| {
        for name in ["a", "b", "c"] {
            scope.spawn(writer(name));
        }
    });
    let checked = place.open().check().expect("checked");
    assert_eq!((checked.reports, checked.problems), (60, Vec::new()));
}

#[test]
fn a_writer_waits_for_one_that_is_at_it() {
    let place = Place::file();
    let mut library = place.open();
    let other = connection(&place);
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    let start = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(Duration::from_millis(400));
            other.execute_batch("COMMIT").expect("free");
        });
        library.add(&ferries()).expect("added");
    });
    assert!(start.elapsed() >= Duration::from_millis(400));
}

#[test]
fn a_copy_is_a_library() {
    let place = Place::file();
    let mut library = place.open();
    library.add(&ferries()).expect("added");
    library.refresh(10).expect("told");
    let copy = place.folder.path().join("copy.db");
    library.backup(&copy).expect("copied");
    assert_eq!(library.backup(&copy).expect_err("not over a file").code, "library/exists");
    let mut copied = Library::open(&Location::File(copy)).expect("opened");
    assert_eq!(copied.grouped(None).expect("stories"), library.grouped(None).expect("stories"));
    assert_eq!(copied.check().expect("checked").problems, Vec::<String>::new());
}

/// Every format that a library was ever kept in opens, and holds what it held. The files are made by `make_fixture`.
#[test]
fn older_formats_open() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut formats = 0;
    for file in std::fs::read_dir(folder).expect("the formats") {
        let packed = std::fs::read(file.expect("a file").path()).expect("bytes");
        let place = Place::file();
        std::fs::write(path(&place), zstd::decode_all(packed.as_slice()).expect("unpacked")).expect("a file");
        let mut library = place.open();
        assert_eq!(library.check().expect("checked").problems, Vec::<String>::new());
        assert_eq!(library.search("ozturk", 9, None).expect("found").hits.len(), 1);
        assert_eq!(library.stories().expect("stories").len(), 2);
        assert!(library.brief("ferry-a").expect("read").is_some());
        let kept = library.story("ferry-a").expect("read").expect("there");
        assert_eq!(kept.entries.len(), 2);
        assert_eq!(library.add(&ferries()).expect("added").unchanged.len(), 3);
        formats += 1;
    }
    assert!(formats >= 1);
}

/// Makes the fixture of this program's format: `cargo test -p store --test files make_fixture -- --ignored`.
#[test]
#[ignore = "only when the format changes"]
fn make_fixture() {
    let place = Place::file();
    let mut library = place.open();
    library.add(&ferries()).expect("added");
    library.refresh(10).expect("told");
    let format = library.check().expect("checked").format;
    library.compact().expect("smaller");
    drop(library);
    let packed = zstd::encode_all(std::fs::read(path(&place)).expect("bytes").as_slice(), 19).expect("packed");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(format!("{format}.db.zst")), packed).expect("written");
}
