"""An index is opened where nothing can be written, and stays good without the links it was opened through."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
import tantivy

from app.search.snapshot import Snapshot
from indexer.index.check import CheckFailed, check_index
from indexer.index.reading import opened
from indexer.index.writer import INDEX_DIRECTORY
from indexer.record import Record
from tests.indexer.index.writing import write_index

LOCK = ".tantivy-meta.lock"


@pytest.fixture
def unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A generation in whose index no lock can be taken, also not by root, whom no rights stop."""
    generation = tmp_path / "generation"
    write_index(
        generation,
        [Record("a", "a.txt", "assignment", text="een"), Record("b", "b.txt", "other", text="twee")],
    )
    lock = generation / INDEX_DIRECTORY / LOCK
    lock.unlink(missing_ok=True)
    lock.mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    return generation


@pytest.fixture
def links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the folders of links are made."""
    folder = tmp_path / "links"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_an_index_in_which_no_lock_can_be_taken_is_opened(unwritable: Path, links: Path) -> None:
    with pytest.raises(ValueError, match="Lockfile"):
        tantivy.Index.open(str(unwritable / INDEX_DIRECTORY))
    snapshot = Snapshot(unwritable)
    assert not list(links.iterdir())
    assert [row["id"] for row in snapshot.export()] == ["a", "b"]
    assert snapshot.count(tantivy.Query.all_query()) == 2
    assert sorted(file.name for file in unwritable.rglob(LOCK + "/*")) == []


def test_it_is_checked_as_any_other(unwritable: Path) -> None:
    check_index(unwritable, ["a", "b"], [])
    with pytest.raises(CheckFailed, match="telt 2 documenten"):
        check_index(unwritable, ["a"], [])
    (unwritable / INDEX_DIRECTORY / "meta.json").unlink()
    with pytest.raises(CheckFailed, match="gaat niet open"):
        check_index(unwritable, ["a", "b"], [])


def test_one_that_is_not_there_is_told(unwritable: Path) -> None:
    with pytest.raises(FileNotFoundError), opened(unwritable / "weg"):
        pass
    (unwritable / INDEX_DIRECTORY / "meta.json").unlink()
    with pytest.raises(ValueError), opened(unwritable / INDEX_DIRECTORY):
        pass


def test_the_links_go_also_where_a_lock_is_laid_there_meanwhile(
    unwritable: Path, links: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """tantivy looks for changes in a thread of its own, and takes its lock where it looks."""
    rmdir, laid = os.rmdir, list[Path]()

    def busy(path: str, **how: Any) -> None:
        for folder in links.iterdir():
            if not laid:
                laid.append(folder / LOCK)
                laid[0].touch()
        rmdir(path, **how)

    with opened(unwritable / INDEX_DIRECTORY) as index:
        searcher = index.searcher()
        monkeypatch.setattr(os, "rmdir", busy)
    assert laid
    assert not list(links.iterdir())
    assert searcher.num_docs == 2
