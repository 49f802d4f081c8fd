"""The store keeps ids, last good records and reasons, and nothing of a run that was cut."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from indexer.looking import count_set_aside
from indexer.store import LONG_ID_LENGTH, Origin, Store, StoreError, content_hash, document_id
from indexer.store_tables import STORE_VERSION, suffix_of

CASES = json.loads((Path(__file__).parents[1] / "cases" / "document_ids.json").read_text(encoding="utf-8"))
MONDAY, TUESDAY = "2026-11-02T03:00:00Z", "2026-11-03T03:00:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def record(id: str, file: str, title: str = "Jongerenwerker") -> dict[str, Any]:
    return {"id": id, "file": file, "title": title, "text": "tekst"}


def added(store: Store, file: str, *, sha: str = "s1", corpus: str = "corpus", title: str = "t") -> str:
    id = store.add(corpus, file, sha, MONDAY)
    store.save(id, sha, "p1", record(id, file, title))
    return id


@pytest.mark.parametrize(("one", "other"), CASES["same"])
def test_same_document_same_id(one: str, other: str) -> None:
    assert one != other
    assert document_id(one) == document_id(other)


@pytest.mark.parametrize(("one", "other"), CASES["different"])
def test_other_document_other_id(one: str, other: str) -> None:
    assert document_id(one) != document_id(other)


@pytest.mark.parametrize("file", ["a.txt", "map/één twee.docx", "x" * 500, "#?&=.html"])
def test_an_id_is_short_and_safe_in_an_address(file: str) -> None:
    assert re.fullmatch(r"[a-z2-7]{12}", document_id(file))


def test_content_hash_is_of_the_bytes_alone(tmp_path: Path) -> None:
    one, other, changed = tmp_path / "one", tmp_path / "other", tmp_path / "changed"
    one.write_bytes(b"abc")
    other.write_bytes(b"abc")
    changed.write_bytes(b"abd")
    assert content_hash(one) == content_hash(other) != content_hash(changed)


def test_content_hash_is_of_all_bytes_of_a_large_file(tmp_path: Path) -> None:
    large = tmp_path / "large"
    for size in (0, (1 << 16) - 1, 1 << 16, 200_001):
        data = bytes(number % 251 for number in range(size))
        large.write_bytes(data)
        assert content_hash(large) == hashlib.blake2b(data, digest_size=20).hexdigest()


@pytest.mark.parametrize("name", ["a.TXT", "map.d/a", "map/a.b.Html", ".a", ".a.txt", "a.", "a..pdf", "", "é.Docx", ". a", "a. b"])  # fmt: skip
def test_the_kind_of_a_file_is_what_pathlib_says(name: str) -> None:
    assert suffix_of(name) == PurePosixPath(name).suffix.lower()


def test_what_was_committed_is_there_in_the_next_run(path: Path) -> None:
    with Store(path) as store:
        id = added(store, "a.txt")
        store.commit()
    with Store(path) as store:
        assert [(r.id, r.file, r.sha, r.parser_version, r.stale) for r in store.rows()] == [
            (id, "a.txt", "s1", "p1", False)
        ]
        assert list(store.records()) == [record(id, "a.txt", "t")]


def test_what_was_not_committed_never_happened(path: Path) -> None:
    with Store(path) as store:
        added(store, "a.txt")
        store.commit()
        added(store, "b.txt")
    with Store(path) as store:
        assert [r.file for r in store.rows()] == ["a.txt"]


def test_a_failure_keeps_the_last_good_record_and_tells_why(path: Path) -> None:
    with Store(path) as store:
        id = added(store, "a.txt")
        store.fail(id, "s2", "p1", "geen tekst")
        (row,) = store.rows()
        assert (row.stale, row.error, row.sha, row.has_record) == (True, "geen tekst", "s2", True)
        assert list(store.records()) == [record(id, "a.txt", "t")]
        store.save(id, "s3", "p1", record(id, "a.txt", "weer goed"))
        (row,) = store.rows()
        assert (row.stale, row.error) == (False, None)


def test_a_document_that_never_could_be_read_has_no_record(path: Path) -> None:
    with Store(path) as store:
        id = store.add("corpus", "a.pdf", "s1", MONDAY)
        store.fail(id, "s1", "p1", "kapot")
        (row,) = store.rows()
        assert (row.stale, row.has_record, row.error) == (False, False, "kapot")
        assert list(store.records()) == []
        assert store.content()[0] == 0


def test_a_document_that_is_removed_and_comes_back_has_its_id_back(path: Path) -> None:
    with Store(path) as store:
        id = added(store, "a.txt")
        store.remove(id, TUESDAY)
        assert list(store.rows()) == []
        assert list(store.records()) == []
        assert store.add("corpus", "a.txt", "s9", TUESDAY) == id
        (row,) = store.rows()
        assert (row.sha, row.parser_version, row.has_record) == ("s9", None, False)


def test_a_moved_document_keeps_its_id_and_tells_its_new_place(path: Path) -> None:
    with Store(path) as store:
        id = added(store, "oud.txt")
        (row,) = store.rows()
        store.move(row, "corpus", "nieuw.txt")
        assert [(r.id, r.file) for r in store.rows()] == [(id, "nieuw.txt")]
        assert list(store.records()) == [record(id, "nieuw.txt", "t")]


def test_a_new_file_where_a_moved_one_lay_gets_an_id_of_its_own(path: Path) -> None:
    with Store(path) as store:
        moved = added(store, "a.txt")
        (row,) = store.rows()
        store.move(row, "corpus", "b.txt")
        again = added(store, "a.txt")
        assert again != moved
        assert {r.file: r.id for r in store.rows()} == {"a.txt": again, "b.txt": moved}


def test_the_same_path_in_more_folders_gives_different_ids(path: Path) -> None:
    with Store(path) as store:
        first = added(store, "x.txt", corpus="een")
        second = added(store, "x.txt", corpus="twee")
        assert first == document_id("x.txt")
        assert second == document_id("twee/x.txt")


def test_an_id_that_is_taken_twice_over_becomes_longer(path: Path) -> None:
    with Store(path) as store:
        added(store, "x.txt", corpus="een")
        added(store, "twee/x.txt", corpus="een")
        third = added(store, "x.txt", corpus="twee")
        assert len(third) == LONG_ID_LENGTH
        assert len({r.id for r in store.rows()}) == 3


def test_parsed_as_wants_the_same_bytes_kind_and_parser(path: Path) -> None:
    with Store(path) as store:
        id = added(store, "a.TXT", sha="s1")
        assert store.parsed_as("s1", ".txt", "p1") == record(id, "a.TXT", "t")
        assert store.parsed_as("s1", ".md", "p1") is None
        assert store.parsed_as("s1", ".txt", "p2") is None
        assert store.parsed_as("s2", ".txt", "p1") is None
        store.fail(id, "s1", "p1", "later kapot")
        assert store.parsed_as("s1", ".txt", "p1") is None


def test_the_content_digest_knows_the_records_and_not_the_road_to_them(tmp_path: Path) -> None:
    digests = []
    for name, order in (("one", ["a.txt", "b.txt"]), ("other", ["b.txt", "a.txt"])):
        with Store(tmp_path / name) as store:
            for file in order:
                added(store, file)
            digests.append(store.content())
            before = store.content()
            store.saw(document_id("a.txt"), TUESDAY)
            assert store.content() == before
            added(store, "c.txt")
            assert store.content() != before
    assert digests[0] == digests[1]
    assert digests[0][0] == 2


def test_ids_and_sample_are_of_the_records_alone(path: Path) -> None:
    with Store(path) as store:
        ids = [added(store, f"{n}.txt", title=str(n)) for n in range(9)]
        store.fail(store.add("corpus", "kapot.txt", "s", MONDAY), "s", "p1", "kapot")
        assert store.ids() == sorted(ids)
        assert len(list(store.sample(4))) == 4
        assert {r["id"] for r in store.sample(99)} == set(ids)


def test_marks_are_made_once_for_a_record_and_a_version(path: Path) -> None:
    made: list[str] = []

    def make(record: dict[str, Any]) -> bytes | None:
        made.append(record["title"])
        return None if record["title"] == "geen" else record["title"].encode()

    with Store(path) as store:
        one, gone = added(store, "a.txt", title="een"), added(store, "b.txt", title="twee")
        added(store, "c.txt", title="geen")
        assert set(store.marks("v1", make)) == {b"een", b"twee"}
        store.commit()
    assert sorted(made) == ["een", "geen", "twee"]
    made.clear()
    with Store(path) as store:
        assert len(list(store.marks("v1", make))) == 2
        assert made == []
        store.save(one, "s2", "p1", record(one, "a.txt", "anders"))
        store.remove(gone, TUESDAY)
        assert list(store.marks("v1", make)) == [b"anders"]
        assert made == ["anders"]
        made.clear()
        assert list(store.marks("v2", make)) == [b"anders"]
        assert sorted(made) == ["anders", "geen"]


def test_a_store_of_a_later_version_is_refused(path: Path) -> None:
    with Store(path) as store:
        store.commit()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreError, match="versie 99"):
        Store(path)


# What the program of version 1 made, word for word.
VERSION_1 = (
    """CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    corpus TEXT NOT NULL,          -- label of the corpus folder
    file TEXT NOT NULL,            -- path below it, posix
    sha TEXT NOT NULL,             -- blake2b of the bytes last tried
    parser_version TEXT,           -- NULL: not settled, try again in the next run
    first_seen TEXT NOT NULL,      -- UTC, ISO 8601
    last_seen TEXT NOT NULL,
    removed TEXT,                  -- since when it is gone; such a row keeps the id and holds no record
    error TEXT,                    -- why the last attempt failed
    stale INTEGER NOT NULL,        -- 1: the record is of an earlier state of the file
    digest TEXT,                   -- blake2b of the record
    record TEXT                    -- JSON, with text; NULL when the document never could be read
)""",
    "CREATE UNIQUE INDEX documents_place ON documents (corpus, file)",
    "CREATE INDEX documents_sha ON documents (sha)",
    "CREATE INDEX documents_digest ON documents (id, digest) WHERE digest IS NOT NULL",
    """CREATE TABLE IF NOT EXISTS marks (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,          -- of the record that the mark was made from
    version TEXT NOT NULL,
    mark BLOB                      -- NULL: a record that can have no twin
)""",
    "PRAGMA user_version = 1",
)
OLD_ROWS = (
    ("i1", "corpus", "map/a.TXT", "s1", "p1", MONDAY, TUESDAY, None, None, 0, "d1", '{"id":"i1","text":"t"}'),
    ("i2", "corpus", "b.pdf", "s2", "p1", MONDAY, TUESDAY, None, "it is encrypted", 1, "d2", '{"id":"i2"}'),
    ("i3", "corpus", "c", "s3", None, MONDAY, MONDAY, TUESDAY, None, 0, None, None),
)


@pytest.fixture
def old(path: Path) -> Path:
    database = sqlite3.connect(path, isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", *VERSION_1):
        database.execute(statement)
    database.executemany(f"INSERT INTO documents VALUES ({', '.join('?' * 12)})", OLD_ROWS)
    database.execute("INSERT INTO marks VALUES ('i1', 'd1', 'v1', x'01')")
    database.close()
    return path


def _tables(path: Path) -> set[str]:
    database = sqlite3.connect(path)
    try:
        return {sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    finally:
        database.close()


def test_a_store_of_version_1_becomes_one_of_this_version(old: Path, tmp_path: Path) -> None:
    with Store(old) as store:
        assert [
            (r.id, r.file, r.suffix, r.place, r.parser_version, r.stale, r.error) for r in store.rows()
        ] == [
            ("i2", "b.pdf", ".pdf", "b.pdf", None, True, "it is encrypted"),
            ("i1", "map/a.TXT", ".txt", "map/a.TXT", "p1", False, None),
        ]
        assert store.parsed_as("s1", ".txt", "p1") == {"id": "i1", "text": "t"}
        assert list(store.marks("v1", lambda record: None)) == [b"\x01"]
        assert store.add("corpus", "c", "s9", "2026-11-04T03:00:00Z") == "i3"
        columns = "id, kind, first_seen, last_seen, removed, missing, url"
        query = f"SELECT {columns} FROM documents JOIN seen USING (id) ORDER BY id"
        assert store.database.execute(query).fetchall() == [
            ("i1", "folder", MONDAY, TUESDAY, None, None, None),
            ("i2", "folder", MONDAY, TUESDAY, None, None, None),
            ("i3", "folder", MONDAY, "2026-11-04T03:00:00Z", None, None, None),
        ]
        store.commit()
    with Store(tmp_path / "new") as store:
        store.commit()
    assert _tables(old) == _tables(tmp_path / "new")
    database = sqlite3.connect(old)
    assert database.execute("PRAGMA user_version").fetchone() == (STORE_VERSION,)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


# What the program of version 2 made of its one table that is another now, word for word.
VERSION_2 = (
    """CREATE TABLE documents (
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
    last_seen TEXT NOT NULL,
    missing TEXT,                  -- since when it is not in its source; its record is kept for the time of grace
    removed TEXT,                  -- since when it is gone; such a row keeps the id and holds no record
    error TEXT,                    -- why the last attempt failed
    stale INTEGER NOT NULL,        -- 1: the record is of an earlier state of the file
    digest TEXT,                   -- blake2b of the record
    record TEXT                    -- JSON, with text; NULL when the document never could be read
)""",
    *VERSION_1[1:-1],
    "PRAGMA user_version = 2",
)
ROW_OF_2 = (
    "i1", "bron", "x.eml", "maildir", "cur/1", "https://example.nl/1", ".eml", "s1", "p1", 2, MONDAY, TUESDAY, TUESDAY,
    None, "stuk", 1, "d1", '{"id":"i1"}',
)  # fmt: skip


def test_a_store_of_version_2_keeps_all_that_it_knew(path: Path, tmp_path: Path) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    for statement in VERSION_2:
        database.execute(statement)
    columns = [name for _, name, *_ in database.execute("PRAGMA table_info(documents)")]
    database.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(ROW_OF_2))})", ROW_OF_2)
    database.close()
    with Store(path) as store:
        query = f"SELECT {', '.join(columns)} FROM documents JOIN seen USING (id)"
        assert store.database.execute(query).fetchall() == [ROW_OF_2]
        store.commit()
    with Store(tmp_path / "new") as store:
        store.commit()
    assert _tables(path) == _tables(tmp_path / "new")


def test_what_is_seen_again_unchanged_is_noted_without_touching_its_row(path: Path) -> None:
    with Store(path) as store:
        origin = Origin("folder", "a.txt", ".txt")
        id = store.add("corpus", "a.txt", "s1", MONDAY, origin)
        (row,) = store.rows()
        assert row.tells(origin, TUESDAY)
        assert not row.tells(Origin("folder", "a.txt", ".md"), TUESDAY)
        assert not row.tells(Origin("folder", "a.txt", ".txt", seen="2020-01-01T00:00:00Z"), TUESDAY)
        store.saw_again([id], TUESDAY)
        query = "SELECT first_seen, last_seen FROM documents JOIN seen USING (id)"
        assert store.database.execute(query).fetchall() == [(MONDAY, TUESDAY)]
        store.miss(id, TUESDAY)
        (row,) = store.rows()
        assert not row.tells(origin, TUESDAY)


def test_a_run_that_is_cut_leaves_the_store_of_version_1(old: Path) -> None:
    before = _tables(old)
    with Store(old) as store:
        assert len(list(store.rows())) == 2
    assert _tables(old) == before
    database = sqlite3.connect(old)
    assert database.execute("PRAGMA user_version").fetchone() == (1,)
    assert database.execute("SELECT * FROM documents ORDER BY id").fetchall() == list(OLD_ROWS)
    database.close()


def test_a_server_of_this_version_reads_a_store_of_version_1(old: Path) -> None:
    assert count_set_aside(old) == 1


def test_a_document_tells_where_it_came_from(path: Path) -> None:
    with Store(path) as store:
        origin = Origin("feed", "f.jsonl, regel 3", ".html", "https://example.nl/x", MONDAY)
        id = store.add("f.jsonl", "x", "s1", TUESDAY, origin)
        query = "SELECT kind, place, suffix, url, first_seen, last_seen FROM documents JOIN seen USING (id)"
        expected = ("feed", "f.jsonl, regel 3", ".html", "https://example.nl/x", MONDAY, TUESDAY)
        assert store.database.execute(query).fetchone() == expected
        store.remove(id, TUESDAY)
        assert store.database.execute("SELECT url FROM documents").fetchone() == (None,)


def test_a_file_that_is_no_database_is_refused_by_name(path: Path) -> None:
    path.write_bytes(b"dit is geen database" * 100)
    with pytest.raises(StoreError, match=r"store\.sqlite"):
        Store(path)


def test_a_full_disk_is_told_as_such(path: Path) -> None:
    with (
        pytest.raises(StoreError, match=r"store\.sqlite is niet te gebruiken: de schijf is vol"),
        Store(path) as store,
    ):
        added(store, "a.txt")
        store.commit()
        store.database.execute("PRAGMA max_page_count = 20")
        for number in range(1_000):
            added(store, f"{number}.txt", title="x" * 500)
    with Store(path) as store:
        assert [row.file for row in store.rows()] == ["a.txt"]


def test_a_commit_is_synced_to_the_disk(path: Path) -> None:
    with Store(path) as store:
        assert store._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store._db.execute("PRAGMA synchronous").fetchone() == (2,)  # 2 is FULL


def test_what_was_set_aside_is_counted_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite opens a log beside the store for readers too, and reads nothing where it cannot."""
    path = tmp_path / "store.sqlite"
    with Store(path) as store:
        store.fail(store.add("c", "a.txt", "1", MONDAY), "1", "p", "stuk")
        store.commit()
    (tmp_path / "store.sqlite-wal").mkdir()
    with pytest.raises(StoreError):
        count_set_aside(path)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert count_set_aside(path) == 1
