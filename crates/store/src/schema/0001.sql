-- Format 1. {key}, {blob}, {index} stand for what SQLite and PostgreSQL write differently; docs/library.md describes the tables.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE stories (
    no {key},
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    published_first TEXT,
    published_last TEXT,
    first_day BIGINT,
    last_day BIGINT,
    reports BIGINT NOT NULL,
    lines BIGINT NOT NULL,
    stale BIGINT NOT NULL
);
CREATE INDEX stories_stale ON stories (stale);

CREATE TABLE briefs (
    story BIGINT PRIMARY KEY REFERENCES stories (no) ON DELETE CASCADE,
    merged {blob} NOT NULL
);

CREATE TABLE reports (
    no {key},
    id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    url TEXT,
    outlet TEXT,
    title TEXT,
    published TEXT,
    day BIGINT,
    story BIGINT REFERENCES stories (no),
    line BIGINT,
    version BIGINT NOT NULL,
    added TEXT NOT NULL
);
CREATE INDEX reports_url ON reports (url);
CREATE INDEX reports_story ON reports (story, day);
CREATE INDEX reports_day ON reports (day);

CREATE TABLE versions (
    no {key},
    report BIGINT NOT NULL REFERENCES reports (no) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    content TEXT NOT NULL,
    added TEXT NOT NULL,
    path TEXT NOT NULL,
    url TEXT,
    outlet TEXT,
    title TEXT,
    published TEXT,
    text TEXT NOT NULL,
    model TEXT NOT NULL,
    UNIQUE (report, version)
);

CREATE TABLE readings (
    version BIGINT PRIMARY KEY REFERENCES versions (no) ON DELETE CASCADE,
    report {blob} NOT NULL,
    reading {blob} NOT NULL,
    analysis {blob} NOT NULL
);

CREATE TABLE profiles (
    report BIGINT PRIMARY KEY REFERENCES reports (no) ON DELETE CASCADE,
    profile {blob} NOT NULL
);

CREATE TABLE keys (
    key BIGINT NOT NULL,
    day BIGINT NOT NULL,
    report BIGINT NOT NULL,
    PRIMARY KEY (key, day, report)
){index};

CREATE TABLE counts (
    key BIGINT PRIMARY KEY,
    reports BIGINT NOT NULL
);

CREATE TABLE apart (
    story BIGINT NOT NULL REFERENCES stories (no) ON DELETE CASCADE,
    other BIGINT NOT NULL REFERENCES stories (no) ON DELETE CASCADE,
    why TEXT NOT NULL,
    PRIMARY KEY (story, other)
);
CREATE INDEX apart_other ON apart (other);

CREATE TABLE entities (
    no BIGINT PRIMARY KEY,
    story BIGINT NOT NULL REFERENCES stories (no) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    folded TEXT NOT NULL,
    side BIGINT,
    mentions BIGINT NOT NULL
);
CREATE INDEX entities_story ON entities (story);
CREATE INDEX entities_folded ON entities (folded, kind);

CREATE TABLE names (
    folded TEXT NOT NULL,
    entity BIGINT NOT NULL REFERENCES entities (no) ON DELETE CASCADE,
    use TEXT NOT NULL,
    name TEXT NOT NULL,
    report BIGINT NOT NULL REFERENCES reports (no),
    first_byte BIGINT NOT NULL,
    end_byte BIGINT NOT NULL,
    PRIMARY KEY (folded, entity, use)
);
CREATE INDEX names_entity ON names (entity);
CREATE INDEX names_report ON names (report);

CREATE TABLE mentions (
    entity BIGINT NOT NULL REFERENCES entities (no) ON DELETE CASCADE,
    report BIGINT NOT NULL REFERENCES reports (no),
    first_byte BIGINT NOT NULL,
    end_byte BIGINT NOT NULL
);
CREATE INDEX mentions_entity ON mentions (entity);
CREATE INDEX mentions_report ON mentions (report);

CREATE TABLE happenings (
    no BIGINT PRIMARY KEY,
    story BIGINT NOT NULL REFERENCES stories (no) ON DELETE CASCADE,
    id TEXT NOT NULL,
    class TEXT NOT NULL,
    kind TEXT,
    mode TEXT,
    cameo TEXT,
    headline TEXT NOT NULL,
    date TEXT,
    first_day TEXT,
    last_day TEXT,
    place TEXT,
    factuality TEXT NOT NULL,
    polarity TEXT NOT NULL,
    reports BIGINT NOT NULL,
    lines BIGINT NOT NULL,
    listed BIGINT NOT NULL,
    main BIGINT NOT NULL
);
CREATE INDEX happenings_story ON happenings (story);
CREATE INDEX happenings_kind ON happenings (kind, first_day);
CREATE INDEX happenings_day ON happenings (first_day);

CREATE TABLE participants (
    happening BIGINT NOT NULL REFERENCES happenings (no) ON DELETE CASCADE,
    entity BIGINT NOT NULL REFERENCES entities (no) ON DELETE CASCADE,
    part TEXT NOT NULL,
    PRIMARY KEY (happening, entity, part)
);
CREATE INDEX participants_entity ON participants (entity);

CREATE TABLE accounts (
    happening BIGINT NOT NULL REFERENCES happenings (no) ON DELETE CASCADE,
    report BIGINT NOT NULL REFERENCES reports (no),
    first_byte BIGINT NOT NULL,
    end_byte BIGINT NOT NULL,
    trigger_first_byte BIGINT NOT NULL,
    trigger_end_byte BIGINT NOT NULL,
    factuality TEXT NOT NULL,
    on_word_of TEXT,
    event TEXT NOT NULL
);
CREATE INDEX accounts_happening ON accounts (happening);
CREATE INDEX accounts_report ON accounts (report);

CREATE TABLE statements (
    no BIGINT PRIMARY KEY,
    story BIGINT NOT NULL REFERENCES stories (no) ON DELETE CASCADE,
    speaker BIGINT REFERENCES entities (no) ON DELETE CASCADE,
    source TEXT,
    source_class TEXT NOT NULL,
    kind TEXT NOT NULL,
    cue TEXT,
    content TEXT NOT NULL,
    said_at TEXT,
    first_day TEXT,
    last_day TEXT,
    addressee TEXT,
    via TEXT
);
CREATE INDEX statements_story ON statements (story);
CREATE INDEX statements_speaker ON statements (speaker);
CREATE INDEX statements_day ON statements (first_day);

CREATE TABLE differences (
    no BIGINT PRIMARY KEY,
    story BIGINT NOT NULL REFERENCES stories (no) ON DELETE CASCADE,
    id TEXT NOT NULL,
    happening BIGINT REFERENCES happenings (no) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    attribute TEXT NOT NULL
);
CREATE INDEX differences_story ON differences (story);
CREATE INDEX differences_happening ON differences (happening);

CREATE TABLE sides (
    difference BIGINT NOT NULL REFERENCES differences (no) ON DELETE CASCADE,
    side BIGINT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (difference, side)
);

CREATE TABLE acts (
    no BIGINT PRIMARY KEY,
    story BIGINT NOT NULL REFERENCES stories (no) ON DELETE CASCADE,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    by_entity BIGINT REFERENCES entities (no) ON DELETE CASCADE,
    to_entity BIGINT REFERENCES entities (no) ON DELETE CASCADE,
    what TEXT NOT NULL,
    status TEXT NOT NULL,
    date TEXT,
    first_day TEXT,
    last_day TEXT
);
CREATE INDEX acts_story ON acts (story);
CREATE INDEX acts_by ON acts (by_entity);
CREATE INDEX acts_to ON acts (to_entity);

CREATE TABLE steps (
    act BIGINT NOT NULL REFERENCES acts (no) ON DELETE CASCADE,
    step BIGINT NOT NULL,
    date TEXT,
    status TEXT NOT NULL,
    by_entity BIGINT REFERENCES entities (no) ON DELETE CASCADE,
    PRIMARY KEY (act, step)
);

CREATE TABLE lineage (
    no BIGINT PRIMARY KEY,
    story BIGINT NOT NULL REFERENCES stories (no) ON DELETE CASCADE,
    report BIGINT NOT NULL REFERENCES reports (no),
    derives_from TEXT NOT NULL,
    basis TEXT NOT NULL
);
CREATE INDEX lineage_story ON lineage (story);
CREATE INDEX lineage_report ON lineage (report);

CREATE TABLE evidence (
    datum TEXT NOT NULL,
    no BIGINT NOT NULL,
    part BIGINT NOT NULL,
    place BIGINT NOT NULL,
    story BIGINT NOT NULL REFERENCES stories (no) ON DELETE CASCADE,
    report BIGINT NOT NULL REFERENCES reports (no),
    first_byte BIGINT NOT NULL,
    end_byte BIGINT NOT NULL,
    PRIMARY KEY (datum, no, part, place, first_byte)
){index};
CREATE INDEX evidence_story ON evidence (story);
CREATE INDEX evidence_report ON evidence (report);

CREATE TABLE changes (
    no {key},
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    report TEXT,
    story TEXT,
    detail TEXT
);
