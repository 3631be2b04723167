//! A user's own SQL reads and cannot write.

mod common;

use common::{ferries, places};
use store::Cell;

#[test]
fn a_query_is_answered() {
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        library.refresh(10).expect("told");
        let found =
            library.sql("SELECT id, 1 AS one, 1.5 AS more, NULL AS none FROM reports ORDER BY id; ").expect("rows");
        assert_eq!(found.columns, ["id", "one", "more", "none"]);
        let first = [Cell::Text("ferry-a".to_owned()), Cell::Int(1), Cell::Real(1.5), Cell::Null];
        assert_eq!(found.rows[0], first);
        let said =
            library.sql("SELECT count(*) FROM mentions m JOIN reports r ON r.no = m.report -- all").expect("rows");
        assert!(matches!(said.rows[0][0], Cell::Int(count) if count > 5));
        let with = library.sql("WITH a AS (SELECT 2 AS n) SELECT n + 1 FROM a").expect("rows");
        assert_eq!(with.rows, [[Cell::Int(3)]]);
    }
}

#[test]
fn a_query_cannot_write() {
    let hostile = [
        "DELETE FROM reports",
        "INSERT INTO meta VALUES ('a', 'b')",
        "UPDATE meta SET value = '99'",
        "DROP TABLE meta",
        "CREATE TABLE x (a BIGINT)",
        "WITH gone AS (DELETE FROM meta RETURNING name) SELECT * FROM gone",
        "SELECT 1; DELETE FROM meta",
        "COMMIT; DELETE FROM meta",
        "SELECT 1) AS asked; DELETE FROM meta; --",
        "PRAGMA writable_schema = ON",
        "PRAGMA query_only = OFF",
        "ATTACH 'other.db' AS other",
        "VACUUM INTO 'copy.db'",
        "BEGIN",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        "INSERT INTO words (words) VALUES ('delete-all')",
        "COPY meta TO '/tmp/meta'",
        "",
        "nonsense",
    ];
    for place in places() {
        let mut library = place.open();
        library.add(&ferries()).expect("added");
        let before = library.sql("SELECT name, value FROM meta ORDER BY name").expect("rows");
        for query in hostile {
            if let Ok(found) = library.sql(query) {
                assert!(found.rows.len() <= 1, "{query:?} gave {found:?}");
            }
        }
        assert_eq!(library.sql("SELECT name, value FROM meta ORDER BY name").expect("rows"), before);
        let checked = library.check().expect("checked");
        assert_eq!((checked.reports, checked.problems), (3, Vec::new()));
        assert_eq!(library.sql("DELETE FROM meta").expect_err("refused").code.split('-').next(), Some("library/sql"));
        assert!(library.search("ferry", 9, None).expect("found").hits.len() == 3);
        library.add(&[common::entry("later", "", "Dam", "The dam holds")]).expect("it goes on");
    }
}
