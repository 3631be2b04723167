-- Format 1 of what watching keeps. Moments are ISO 8601 in UTC.

CREATE TABLE watch_sources (
    no INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,      -- JSON
    added TEXT NOT NULL,
    due TEXT NOT NULL,
    validators TEXT NOT NULL,    -- JSON: ETag, Last-Modified
    cursor TEXT,                 -- of a mailbox: what has been seen of it
    last_try TEXT,
    last_success TEXT,
    last_error TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    items INTEGER NOT NULL DEFAULT 0,
    reports INTEGER NOT NULL DEFAULT 0,
    versions INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE watch_items (
    source INTEGER NOT NULL REFERENCES watch_sources (no) ON DELETE CASCADE,
    item TEXT NOT NULL,          -- address or content id
    content TEXT NOT NULL,       -- hash of what the source said of it
    seen TEXT NOT NULL,
    page TEXT,                   -- address of its page, while that is looked at again
    validators TEXT,
    visits INTEGER NOT NULL DEFAULT 0,
    next_visit TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (source, item)
) WITHOUT ROWID;
CREATE INDEX watch_items_visit ON watch_items (next_visit) WHERE next_visit IS NOT NULL;

CREATE TABLE watch_hosts (
    host TEXT PRIMARY KEY,
    known TEXT NOT NULL          -- JSON: robots.txt, not before
) WITHOUT ROWID;

CREATE TABLE watch_questions (
    no INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL,      -- JSON: what is asked, who is told, when
    added TEXT NOT NULL,
    due TEXT NOT NULL            -- the next moment at which its facts may be sent
);

CREATE TABLE watch_stories (
    story TEXT PRIMARY KEY,
    state BLOB NOT NULL,         -- packed JSON of the story as it was last looked at
    title TEXT NOT NULL,
    open_until TEXT              -- the first day that is announced in it and not over
) WITHOUT ROWID;

CREATE TABLE watch_reports (
    report TEXT PRIMARY KEY      -- was in some story that was looked at
) WITHOUT ROWID;

CREATE TABLE watch_facts (
    no INTEGER PRIMARY KEY,
    story TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    found TEXT NOT NULL,
    fact TEXT NOT NULL           -- JSON
);
CREATE INDEX watch_facts_found ON watch_facts (found);

CREATE TABLE watch_keys (
    key TEXT PRIMARY KEY,
    fact INTEGER NOT NULL REFERENCES watch_facts (no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE watch_matches (
    question INTEGER NOT NULL REFERENCES watch_questions (no) ON DELETE CASCADE,
    fact INTEGER NOT NULL REFERENCES watch_facts (no) ON DELETE CASCADE,
    alert TEXT,                  -- the alert that carries it, once there is one
    PRIMARY KEY (question, fact)
) WITHOUT ROWID;

CREATE TABLE watch_alerts (
    key TEXT NOT NULL,           -- the same for each receiver, and on each try
    receiver TEXT NOT NULL,
    question TEXT NOT NULL,
    made TEXT NOT NULL,
    alert TEXT NOT NULL,         -- JSON
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dead')),
    tries INTEGER NOT NULL DEFAULT 0,
    due TEXT NOT NULL,
    sent TEXT,
    last_error TEXT,
    PRIMARY KEY (key, receiver)
) WITHOUT ROWID;
CREATE INDEX watch_alerts_due ON watch_alerts (state, due);

CREATE TABLE watch_unsubscribed (
    question TEXT NOT NULL,
    receiver TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (question, receiver)
) WITHOUT ROWID;
