"""The store keeps ids, last good records and reasons, and nothing of a run that was cut."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from indexer.store import LONG_ID_LENGTH, Store, StoreError, content_hash, document_id

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


def test_a_file_that_is_no_database_is_refused_by_name(path: Path) -> None:
    path.write_bytes(b"dit is geen database" * 100)
    with pytest.raises(StoreError, match=r"store\.sqlite"):
        Store(path)


def test_a_commit_is_synced_to_the_disk(path: Path) -> None:
    with Store(path) as store:
        assert store._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store._db.execute("PRAGMA synchronous").fetchone() == (2,)  # 2 is FULL
