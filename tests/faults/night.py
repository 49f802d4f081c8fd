"""One night as a process of its own: the real store, index, check and switch, without the seconds that the language pipeline
takes to load.

The processes come from a fork server that has loaded all that they need, so that a kill at a random moment hits what the
run does and not what Python loads.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from app.commands.canaries import Opening
from app.commands.indexing import check
from app.search.snapshot import Snapshot
from indexer.index.check import check_index
from indexer.index.schema import SCHEMA_VERSION
from indexer.index.writer import write_prepared
from indexer.quality.gate import GateBounds
from indexer.reindex import Tools, Versions, reindex
from tests.faults.documents import parse, prepare

STAGE = "stage "


@dataclass(frozen=True)
class Bounds:
    """Bytes of memory beyond what the loaded program takes, and of a file; ``None`` is without bound."""

    memory: int | None = None
    file: int | None = None


def _versions() -> Versions:
    return Versions(SCHEMA_VERSION, "a1", "p1", None)


def tools() -> Tools:
    # The corpus is small: what goes in some killed nights is more than a tenth of it, and the gate would rightly stop that.
    gate = GateBounds(records=0.5)
    checked = partial(check, check_index, Opening(Snapshot))
    return Tools(
        frozenset({".json"}), _versions, parse, prepare, write_prepared, checked, grace_nights=0, gate=gate
    )


def begin(corpus: Path, data: Path, told: Path, bounds: Bounds) -> BaseProcess:
    """A night's run, begun; the stages that it comes to, and then its report as JSON or what went wrong, go line by line
    into the file ``told``.
    """
    told.unlink(missing_ok=True)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.night"])
    process = context.Process(target=_night, args=(corpus, data, told, bounds))
    process.start()
    return process


def _taken() -> int:
    """The address space that this process has now, in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _night(corpus: Path, data: Path, told: Path, bounds: Bounds) -> None:
    descriptor = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    if bounds.memory is not None:
        most = _taken() + bounds.memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    if bounds.file is not None:
        resource.setrlimit(
            resource.RLIMIT_FSIZE, (bounds.file, bounds.file)
        )  # Python ignores the signal: EFBIG

    def progress(stage: str, done: int, total: int) -> None:
        os.write(1, f"{STAGE}{stage}\n".encode())

    report: dict[str, Any] = reindex([corpus], data, jobs=1, tools=tools(), progress=progress).to_json()
    print(json.dumps(report))
    sys.stdout.flush()
