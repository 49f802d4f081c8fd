"""Documents made to do harm are set aside with a reason, in bounded time and memory, and the rest is read."""

from __future__ import annotations

import os
import resource
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.reindex import Report, real_tools, reindex
from indexer.store import MOST_TRIES, Store
from indexer.workers import Bounds
from tests.indexer.bombs import BOMBS, SLOW, WORKER
from tests.indexer.night import run, served, tools

SECONDS = 5.0
MEMORY = 3 * 1024**3 // 2
GOOD = "Regisseur jeugd\n\nLocatie: Almelo\nUren per week: 24\n"


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, float, dict[str, int]]:
    """One run over all bombs but the slow ones, with three good documents among them: what it told, how long it took, and
    the characters of each text that was read.
    """
    home = tmp_path_factory.mktemp("bombs")
    corpus = home / "corpus"
    corpus.mkdir()
    for name in BOMBS.keys() - SLOW:
        (corpus / name).write_bytes(BOMBS[name][0]())
    for name in ("aaa.txt", "mmm.txt", "zzz.txt"):
        (corpus / name).write_text(GOOD + name)
    using = replace(real_tools(), bounds=Bounds(SECONDS, MEMORY))
    started = time.monotonic()
    report = reindex([corpus], home / "data", jobs=2, tools=using)
    seconds = time.monotonic() - started
    with Store(home / "data" / "store.sqlite") as store:
        return report, seconds, {record["file"]: len(record["text"]) for record in store.records()}


def test_the_good_documents_are_read(after: tuple[Report, float, dict[str, int]]) -> None:
    report, _, texts = after
    assert {"aaa.txt", "mmm.txt", "zzz.txt"} <= texts.keys()
    assert report.built
    assert report.seen == len(BOMBS) - len(SLOW) + 3


@pytest.mark.parametrize("name", sorted(BOMBS.keys() - SLOW))
def test_a_bomb_is_set_aside_or_read_within_bounds(
    after: tuple[Report, float, dict[str, int]], name: str
) -> None:
    report, _, texts = after
    expected = BOMBS[name][1]
    told = dict(report.set_aside).get(name)
    if expected is None:
        assert told is None
        assert texts[name] <= 400_000
    else:
        assert told is not None and told.startswith(expected)
        assert name not in texts


def test_all_of_it_takes_no_longer_than_the_bounds_allow(after: tuple[Report, float, dict[str, int]]) -> None:
    """Few reach the bound on time; the others must not come near it together."""
    report, seconds, _ = after
    overdue = sum(reason.startswith(WORKER) for _, reason in report.set_aside)
    assert overdue <= 2
    assert seconds < 60 + overdue * SECONDS
    # Of all processes of this kind that ended so far the largest, in KiB; no worker passed its bound.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 2 * 1024**3


def test_special_files_are_never_opened(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "goed.txt").write_text("Goed")
    os.mkfifo(corpus / "pijp.txt")
    (corpus / "apparaat.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(corpus)  # a socket's name is short
        listening.bind("socket.txt")
        os.chdir(here)
        report = run(corpus, tmp_path / "data")
    assert report.set_aside == [
        ("apparaat.txt", "verwijst naar een bestand buiten de collectie"),
        ("pijp.txt", "is geen gewoon bestand"),
        ("socket.txt", "is geen gewoon bestand"),
    ]
    assert set(served(tmp_path / "data")) == {"goed.txt"}


@pytest.mark.parametrize("text", ["HANG", "CRASH"])
def test_what_takes_a_worker_along_is_let_be_after_some_nights(tmp_path: Path, text: str) -> None:
    """Else a hundred of such files, sent by anyone, take all the nights there are."""
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    (corpus / "goed.txt").write_text("Goed")
    (corpus / "bom.txt").write_text(f"{text} en uit")
    using = tools(bounds=Bounds(seconds=0.5))

    def tried() -> tuple[list[str], bool]:
        with Store(data / "store.sqlite") as store:
            settled = {row.file: row.parser_version for row in store.rows()}["bom.txt"] is not None
        return [file for file, _ in run(corpus, data, using=using).set_aside], settled

    assert run(corpus, data, using=using).set_aside[0][0] == "bom.txt"
    assert [tried() for _ in range(MOST_TRIES)] == [
        (["bom.txt"], n >= MOST_TRIES - 1) for n in range(MOST_TRIES)
    ]
    (corpus / "bom.txt").write_text("Weer goed")
    assert run(corpus, data, using=using).set_aside == []
