-- Format 2: what a desk corrected. docs/library.md describes the tables.

CREATE TABLE corrections (
    no {key},
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    correction TEXT NOT NULL,
    undone TEXT
);
