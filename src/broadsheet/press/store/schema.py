"""The tables of the press's own file."""

from __future__ import annotations

#: A file of another version is begun anew: everything in it can be pressed again.
VERSION = 7

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

-- A pressed page (name: its path) or fragment (name: its name and arguments).
CREATE TABLE pressing (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The row of the table of addresses that answered, 0 where none did.
    address_id INTEGER NOT NULL DEFAULT 0,
    -- Of what the address showed, as "table:key"; "" for a fixed page.
    subject TEXT NOT NULL DEFAULT '',
    headers TEXT NOT NULL,
    pressed_at REAL NOT NULL,
    seconds REAL NOT NULL,
    reason TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    -- When it changes by itself.
    due_at REAL,
    -- Its place in the order of all changes of the store, by which the pack follows.
    serial INTEGER,
    UNIQUE (kind, name)
);
CREATE INDEX pressing_address ON pressing (address_id) WHERE address_id > 0;
CREATE INDEX pressing_due ON pressing (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX pressing_serial ON pressing (serial) WHERE serial IS NOT NULL;
CREATE INDEX pressing_latest ON pressing (pressed_at);

-- The text of a pressing; a fragment has one for each story that must not see itself.
CREATE TABLE body (
    pressing_id INTEGER NOT NULL,
    without INTEGER NOT NULL DEFAULT 0,
    -- JSON: [length, packed length, CRC-32, its shift] of a piece, [fragment, without] of a place.
    layout TEXT NOT NULL,
    packed BLOB NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (pressing_id, without)
) WITHOUT ROWID;

-- What was dropped, for the pack.
CREATE TABLE gone (
    serial INTEGER PRIMARY KEY,
    pressing_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL
);

-- What must be pressed, and when it may be tried.
CREATE TABLE queue (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    priority INTEGER NOT NULL,
    since REAL NOT NULL,
    reason TEXT NOT NULL,
    not_before REAL NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    -- JSON: all that changes touched of it, where it waits for nothing else; "" otherwise.
    through TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE INDEX queue_order ON queue (priority, since);

-- Rows that were read: which columns, and a digest of what stood in them.
CREATE TABLE columns (
    id INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    names TEXT NOT NULL,
    UNIQUE (table_name, names)
);
CREATE TABLE row_read (
    pressing_id INTEGER NOT NULL,
    columns_id INTEGER NOT NULL,
    row TEXT NOT NULL,
    digest INTEGER NOT NULL,
    -- What a pressing read stands together, to be compared when it is pressed again.
    PRIMARY KEY (pressing_id, columns_id, row)
) WITHOUT ROWID;
-- A change finds the sets of columns in which its row was read, of which there are many.
CREATE INDEX row_read_row ON row_read (row, columns_id, digest);

-- Questions that were asked: their form, their SQL, their arguments.
CREATE TABLE shape (id INTEGER PRIMARY KEY, form TEXT UNIQUE);
CREATE TABLE statement (id INTEGER PRIMARY KEY, sql TEXT UNIQUE);
CREATE TABLE question (
    id INTEGER PRIMARY KEY,
    shape_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    arguments TEXT NOT NULL,
    -- JSON: for each source of the shape what its rows must satisfy.
    conditions TEXT NOT NULL,
    -- JSON: where the last row stands in the order of a list that is cut off; "" otherwise.
    boundary TEXT NOT NULL DEFAULT '',
    UNIQUE (statement_id, arguments, shape_id)
);
CREATE TABLE question_key (
    shape_id INTEGER NOT NULL,
    source INTEGER NOT NULL,
    value TEXT NOT NULL,
    question_id INTEGER NOT NULL,
    PRIMARY KEY (shape_id, source, value, question_id)
) WITHOUT ROWID;
CREATE INDEX question_key_question ON question_key (question_id);
CREATE TABLE asked (
    pressing_id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    -- 0 where the answer can't be compared.
    digest INTEGER NOT NULL,
    PRIMARY KEY (pressing_id, question_id)
) WITHOUT ROWID;
CREATE INDEX asked_question ON asked (question_id, digest);

-- Which fragments stand in which pressing.
CREATE TABLE held (
    fragment_id INTEGER NOT NULL,
    pressing_id INTEGER NOT NULL,
    PRIMARY KEY (fragment_id, pressing_id)
) WITHOUT ROWID;
CREATE INDEX held_pressing ON held (pressing_id);

-- Addresses whose page was taken down: a pressing that began before is not kept.
CREATE TABLE takedown (id INTEGER PRIMARY KEY AUTOINCREMENT, address_id INTEGER, at REAL);

-- The changes, still waiting in the log, that a pressing's snapshot already held.
CREATE TABLE held_change (
    change_id INTEGER NOT NULL,
    pressing_id INTEGER NOT NULL,
    PRIMARY KEY (change_id, pressing_id)
) WITHOUT ROWID;
CREATE INDEX held_change_pressing ON held_change (pressing_id);

-- What the CDN must forget and the site's database does not know yet.
CREATE TABLE purge (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    urgent INTEGER NOT NULL
);

-- What was pressed lately, for people.
CREATE TABLE pressed (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    at REAL NOT NULL,
    seconds REAL NOT NULL,
    reason TEXT NOT NULL,
    -- pressed, dropped, failed
    result TEXT NOT NULL,
    error TEXT NOT NULL DEFAULT '',
    is_changed INTEGER NOT NULL DEFAULT 1
);
"""
