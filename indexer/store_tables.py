"""The tables of the store, and how a store of an earlier version becomes one of this."""

from __future__ import annotations

import sqlite3

STORE_VERSION = 3

# The record stands last: SQLite reads a row's front without touching the pages that hold its long tail.
_DOCUMENTS = """CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    corpus TEXT NOT NULL,          -- label of the source
    file TEXT NOT NULL,            -- what it is known by there: a path below the folder, a name, an id
    kind TEXT NOT NULL,            -- of the source: folder, maildir or feed
    place TEXT NOT NULL,           -- where to look, for a person
    url TEXT,                      -- the address that the source tells
    suffix TEXT NOT NULL,          -- as which kind of file the bytes are read
    sha TEXT NOT NULL,             -- blake2b of the bytes last tried
    parser_version TEXT,           -- NULL: not settled, try again in the next run
    tries INTEGER NOT NULL DEFAULT 0,  -- how often reading these bytes took a worker along
    first_seen TEXT NOT NULL,      -- UTC, ISO 8601
    missing TEXT,                  -- since when it is not in its source; its record is kept for the time of grace
    removed TEXT,                  -- since when it is gone; such a row keeps the id and holds no record
    error TEXT,                    -- why the last attempt failed
    stale INTEGER NOT NULL,        -- 1: the record is of an earlier state of the file
    digest TEXT,                   -- blake2b of the record
    record TEXT                    -- JSON, with text; NULL when the document never could be read
)"""
_INDEXES = (
    "CREATE UNIQUE INDEX documents_place ON documents (corpus, file)",
    "CREATE INDEX documents_sha ON documents (sha)",
    "CREATE INDEX documents_digest ON documents (id, digest) WHERE digest IS NOT NULL",
)
# It changes every night for every document, and beside the records that would be as good as writing all of them.
_SEEN = """CREATE TABLE seen (
    id TEXT PRIMARY KEY,
    last_seen TEXT NOT NULL        -- UTC, ISO 8601
) WITHOUT ROWID"""
# A new table rather than other columns: those that are added come to stand behind the record. Version 1 knew folders alone;
# what could not be read is tried once more, so that its reason is told in the words of this version.
_KEPT = "id, corpus, file, sha, first_seen, removed, error, stale, digest, record"
_SINCE_2 = "kind, place, url, suffix, tries, missing, parser_version"
_FROM = {
    1: f"""INSERT INTO documents ({_KEPT}, kind, place, suffix, parser_version)
    SELECT {_KEPT}, 'folder', file, suffix_of(file), iif(error IS NULL, parser_version, NULL) FROM documents_before""",
    2: f"INSERT INTO documents ({_KEPT}, {_SINCE_2}) SELECT {_KEPT}, {_SINCE_2} FROM documents_before",
}


# What twins are found by, kept so that a night reads no text anew that it has seen. It holds nothing that cannot be made
# again from the records, and is added to a store that was made without it.
_MARKS = """CREATE TABLE IF NOT EXISTS marks (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,          -- of the record that the mark was made from
    version TEXT NOT NULL,
    mark BLOB                      -- NULL: a record that can have no twin
)"""


def suffix_of(file: str) -> str:
    """The kind of a file by its name: that of ``pathlib.PurePath.suffix``, in lower case."""
    name = file.rstrip("/").rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


def prepared(database: sqlite3.Connection) -> int:
    """Make the tables in a store that is new or of an earlier version, within the transaction that is open; return the version
    that it then has. One of a later version is left as it is.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version not in (0, *_FROM):
        if version == STORE_VERSION:
            database.execute(_MARKS)
        return int(version)
    if version:
        database.execute("ALTER TABLE documents RENAME TO documents_before")
    database.execute(_DOCUMENTS)
    database.execute(_SEEN)
    if version:
        database.create_function("suffix_of", 1, suffix_of, deterministic=True)
        database.execute(_FROM[version])
        database.execute("INSERT INTO seen SELECT id, last_seen FROM documents_before")
        database.execute("DROP TABLE documents_before")  # with its indexes, whose names come free
    for statement in _INDEXES:
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {STORE_VERSION}")
    database.execute(_MARKS)
    return STORE_VERSION
