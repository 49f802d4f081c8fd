"""What goes wrong in a night loses nothing, and who reads meanwhile notices nothing.

The short form of ``python -m tests.faults 200``, which kills two hundred runs and fills a disk fifty times.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.exchange.journal import JOURNAL
from indexer.index.generations import Generations
from indexer.store import Store
from tests.indexer import night

ROOT = Path(__file__).parents[1]


def test_what_goes_wrong_in_a_night_loses_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.faults.short", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    tally = json.loads(done.stdout)
    ended: dict[str, int] = tally["ended"]
    assert sum(times for how, times in ended.items() if how.startswith("killed")) == 10
    assert sum(times for how, times in ended.items() if "went well" not in how) >= 5
    assert tally["failed"] == []
    assert tally["answers"] > 50
    assert tally["generations"] >= 2


def test_everything_is_on_the_disk_before_it_is_pointed_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Against a power cut: every file of the generation, then the store's commit, then the pointer; nothing is written to
    what was synced, and the store waits for the disk at its commit.
    """
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Opdracht a")
    steps: list[tuple[str, str]] = []
    real_sync, real_replace, real_rename, real_commit = os.fsync, Path.replace, Path.rename, Store.commit

    def fsync(descriptor: int) -> None:
        steps.append(("sync", str(Path(f"/proc/self/fd/{descriptor}").readlink().relative_to(tmp_path))))
        real_sync(descriptor)

    def replace(path: Path, target: Path) -> Path:
        steps.append(("replace", str(Path(target).relative_to(tmp_path))))
        return real_replace(path, target)

    def rename(path: Path, target: Path) -> Path:
        steps.append(("rename", str(Path(target).relative_to(tmp_path))))
        return real_rename(path, target)

    def commit(store: Store) -> None:
        assert store.database.execute("PRAGMA synchronous").fetchone() == (2,)
        steps.append(("commit", ""))
        real_commit(store)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(Store, "commit", commit)
    night.run(corpus, data)
    monkeypatch.undo()
    current = Generations(data).current()
    assert current is not None
    building, final = f"data/generations/.building-{current.name}", f"data/generations/{current.name}"
    at = {step: number for number, step in enumerate(steps)}
    moved, pointed = at["rename", final], at["replace", "data/current"]
    assert at["sync", "."] == 0  # the data folder itself, which is new
    for file in (*current.rglob("*"), current):
        below = file.relative_to(current).as_posix()
        assert at["sync", building if below == "." else f"{building}/{below}"] < moved
    assert at["commit", ""] < moved < at["sync", "data/generations"] < pointed
    assert at["sync", "data/.current.partial"] < pointed < at["sync", "data"]
    with sqlite3.connect(data / "store.sqlite") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert (current / JOURNAL).is_file()
