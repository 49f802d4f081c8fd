"""Times as they are told: the median and two high quantiles; and the machine that they were had on."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

LIBRARIES = ("tantivy", "orjson", "fastapi", "uvicorn")


def figures(seconds: Sequence[float]) -> dict[str, float]:
    """Milliseconds: ``median``, ``p95``, ``p99``, and of how many (``count``). Raises ``ValueError`` for none."""
    if not seconds:
        raise ValueError("nothing was timed")
    ordered = sorted(seconds)
    return {
        "median": statistics.median(ordered) * 1000,
        "p95": _quantile(ordered, 0.95) * 1000,
        "p99": _quantile(ordered, 0.99) * 1000,
        "count": len(ordered),
    }


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` of all do not exceed."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def seconds_of(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def in_turn(rounds: int, *works: Sequence[Callable[[], object]]) -> list[list[list[float]]]:
    """Seconds by work, item and round. The works take turns at every item, so that what slows the machine down for a while
    does so to all; one round more goes before, untimed.
    """
    if len({len(work) for work in works}) != 1:
        raise ValueError("works that take turns have the same number of items")
    times: list[list[list[float]]] = [[[] for _ in work] for work in works]
    for turn in range(rounds + 1):
        for at, items in enumerate(zip(*works, strict=True)):
            for number, item in enumerate(items):
                took = seconds_of(item)
                if turn:
                    times[number][at].append(took)
    return times


def flat(by_item: Iterable[Sequence[float]]) -> list[float]:
    return [took for item in by_item for took in item]


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").is_file() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "memoryGb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": platform.system() + " " + platform.release(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "loadBefore": round(os.getloadavg()[0], 2),
    }
