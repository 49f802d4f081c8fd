"""What a night loads for its check is loaded while documents are read, and a fault in that stops it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.index.generations import Generations
from indexer.reindex import reindex
from tests.indexer.night import tools


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("Opdracht a")
    return folder


def test_documents_are_read_while_the_check_is_made_ready(corpus: Path, tmp_path: Path) -> None:
    read = threading.Event()
    in_time: list[bool] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "parse" and done == total == 1:
            read.set()

    slow = replace(tools(), get_ready=lambda: in_time.append(read.wait(60)))
    report = reindex([corpus], tmp_path / "data", jobs=1, tools=slow, progress=progress)
    assert in_time == [True]
    assert (report.parsed, report.outcome) == (1, "switched")


def test_a_fault_in_making_ready_leaves_everything_as_it_was(corpus: Path, tmp_path: Path) -> None:
    def fails() -> None:
        raise LookupError("no word lists")

    with pytest.raises(LookupError, match="no word lists"):
        reindex([corpus], tmp_path / "data", jobs=1, tools=replace(tools(), get_ready=fails))
    assert Generations(tmp_path / "data").current() is None


def test_a_night_in_which_nothing_changed_makes_nothing_ready(corpus: Path, tmp_path: Path) -> None:
    data, called = tmp_path / "data", []
    ready = replace(tools(), get_ready=lambda: called.append(1))
    for _ in range(2):
        report = reindex([corpus], data, jobs=1, tools=ready)
    assert called == [1]
    assert report.outcome == "unchanged"
