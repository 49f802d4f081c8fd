"""Our search beside that of the peers, on the same documents, in the same run.

First every peer answers searches by filters alone, where totals and facets must be the same as ours to the last document: a peer
that finds something else is no measure. Then the classes of the mix that it can answer, warmed up first, in turn with ours.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from app.search.engine import Engine
from tests.benchmarks.building import laid_aside
from tests.benchmarks.in_process import ROUNDS
from tests.benchmarks.peers import PEERS, Peer, Question, document, question
from tests.benchmarks.peers.protocol import ours as our_facets
from tests.benchmarks.searches import Search, filters_alone, of_kind
from tests.benchmarks.timing import figures, seconds_of

COMPARED: Final = (
    "words",
    "and",
    "filter",
    "region",
    "rate range",
    "facets",
    "multi-select",
    "sort",
    "prefix",
)
ALONE: Final = "filters alone"
_WARMING_ROUNDS: Final = 3
"""A virtual machine compiles what it runs often, and a database reads its files; both are at their best after these."""
_LONG_SECONDS: Final = 60.0
"""A peer whose whole mix takes longer is asked it once to get warm and once against the clock."""

Asked = list[tuple[Search, Question]]


def asked_of_peers() -> dict[str, Asked]:
    """By class the searches that every peer can answer."""
    kinds = {kind: of_kind(kind) for kind in COMPARED} | {ALONE: filters_alone()}
    return {
        kind: [(search, plain) for search in searches if (plain := question(search.request)) is not None]
        for kind, searches in kinds.items()
    }


def compare(
    engine: Engine,
    folder: Path,
    count: int,
    wanted: Sequence[str],
    told: Callable[[str], None],
    kept: Callable[[dict[str, Any]], None],
) -> None:
    """Ours and each peer by class: times, ratio to ours, mean total. ``kept`` is given all of it, after each peer."""
    asked = asked_of_peers()
    own: dict[str, list[float]] = {kind: [] for kind in asked}
    found: list[dict[str, Any]] = []
    totals = {kind: _total(engine, searches) for kind, searches in asked.items()}
    for kind_of_peer in PEERS:
        if wanted and kind_of_peer.name not in wanted:
            found.append({"name": kind_of_peer.name, "missing": "not asked for in this run"})
        elif reason := kind_of_peer.available():
            found.append({"name": kind_of_peer.name, "missing": reason})
        else:
            told(f"peer {kind_of_peer.name}")
            with tempfile.TemporaryDirectory(dir=folder) as home:
                peer = kind_of_peer(Path(home))
                try:
                    found.append(_measured(peer, engine, folder, count, asked, own))
                finally:
                    peer.close()
            kept(_told(own, totals, found))
    for kind, searches in asked.items():  # no peer was there
        own[kind] = own[kind] or _ours(engine, searches)
    kept(_told(own, totals, found))


def _told(
    own: dict[str, list[float]], totals: dict[str, float], peers: list[dict[str, Any]]
) -> dict[str, Any]:
    ours = {kind: {**figures(times), "total": totals[kind]} for kind, times in own.items()}
    return {"ours": ours, "peers": peers}


def _ours(engine: Engine, searches: Asked) -> list[float]:
    return [seconds_of(lambda asked=search.request: engine.search(asked)) for search, _ in searches]


def _total(engine: Engine, searches: Asked) -> float:
    return statistics.fmean(engine.search(search.request)["total"] for search, _ in searches)


def _measured(
    peer: Peer,
    engine: Engine,
    folder: Path,
    count: int,
    asked: dict[str, Asked],
    own: dict[str, list[float]],
) -> dict[str, Any]:
    """One peer; what ours takes meanwhile is added to ``own``. Class by class the two take turns, so that what slows the
    machine down for a while does so to both.
    """
    started = time.perf_counter()
    peer.build(document(number, record) for number, record in enumerate(laid_aside(folder, count), 1))
    built = time.perf_counter() - started
    differing = [told for search, plain in asked[ALONE] if (told := _difference(peer, engine, search, plain))]
    started = time.perf_counter()
    _warm_up(peer, asked)
    long = time.perf_counter() - started > _LONG_SECONDS
    for _ in range(0 if long else _WARMING_ROUNDS - 1):
        _warm_up(peer, asked)
    kinds = {}
    for kind, searches in asked.items():
        theirs, ours = [], []
        _ours(engine, searches)
        for _ in range(1 if long else ROUNDS):
            theirs += [peer.search(plain) for _, plain in searches]
            ours += _ours(engine, searches)
        own[kind] += ours
        times = [answer.seconds for answer in theirs]
        kinds[kind] = {
            **figures(times),
            "total": statistics.fmean(answer.total for answer in theirs),
            "ratio": statistics.median(times) / statistics.median(ours),
        }
    return {
        "name": peer.name,
        "version": peer.version(),
        "cannot": peer.cannot,
        "buildSeconds": built,
        "bytes": peer.size_bytes(),
        "compared": len(asked[ALONE]),
        "differing": differing,
        "kinds": kinds,
    }


def _warm_up(peer: Peer, asked: dict[str, Asked]) -> None:
    for searches in asked.values():
        for _, plain in searches:
            peer.search(plain)


def _difference(peer: Peer, engine: Engine, search: Search, plain: Question) -> str | None:
    """How the peer's answer differs from ours; ``None`` when it does not."""
    theirs, own = peer.search(plain), engine.search(search.request)
    if theirs.total != own["total"]:
        return f"{search.request.to_params()}: total {theirs.total}, ours {own['total']}"
    facets = our_facets(own["facets"])
    wrong = [name for name in facets if theirs.facets.get(name) != facets[name]]
    return f"{search.request.to_params()}: facets {wrong}" if wrong else None
