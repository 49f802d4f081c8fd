"""Our search beside that of the peers, on the same documents, in the same run.

First every peer answers searches by filters alone, where totals and facets must be the same as ours to the last document: a peer
that finds something else is no measure. Then the classes of the mix that it can answer, warmed up first.
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
    engine: Engine, folder: Path, count: int, wanted: Sequence[str], told: Callable[[str], None]
) -> dict[str, Any]:
    """Ours and each peer by class: times, ratio to ours, mean total."""
    asked = asked_of_peers()
    own = {kind: _ours(engine, searches) for kind, searches in asked.items()}
    found = []
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
    return {"ours": own, "peers": found}


def _ours(engine: Engine, searches: Asked) -> dict[str, Any]:
    times: list[float] = []
    for turn in range(ROUNDS + 1):
        took = [seconds_of(lambda asked=search.request: engine.search(asked)) for search, _ in searches]
        times += took if turn else []
    totals = [engine.search(search.request)["total"] for search, _ in searches]
    return {**figures(times), "total": statistics.fmean(totals)}


def _measured(
    peer: Peer, engine: Engine, folder: Path, count: int, asked: dict[str, Asked], own: dict[str, Any]
) -> dict[str, Any]:
    started = time.perf_counter()
    peer.build(document(number, record) for number, record in enumerate(laid_aside(folder, count), 1))
    built = time.perf_counter() - started
    differing = [told for search, plain in asked[ALONE] if (told := _difference(peer, engine, search, plain))]
    started = time.perf_counter()
    _ask(peer, asked)
    long = time.perf_counter() - started > _LONG_SECONDS
    for _ in range(0 if long else _WARMING_ROUNDS - 1):
        _ask(peer, asked)
    kinds: dict[str, list[float]] = {kind: [] for kind in asked}
    totals: dict[str, list[int]] = {}
    for _ in range(1 if long else ROUNDS):
        for kind, answers in _ask(peer, asked).items():
            kinds[kind] += [answer.seconds for answer in answers]
            totals[kind] = [answer.total for answer in answers]
    return {
        "name": peer.name,
        "version": peer.version(),
        "cannot": peer.cannot,
        "buildSeconds": built,
        "bytes": peer.size_bytes(),
        "compared": len(asked[ALONE]),
        "differing": differing,
        "kinds": {
            kind: {
                **figures(times),
                "total": statistics.fmean(totals[kind]),
                "ratio": statistics.median(times) * 1000 / own[kind]["median"],
            }
            for kind, times in kinds.items()
        },
    }


def _ask(peer: Peer, asked: dict[str, Asked]) -> dict[str, list[Any]]:
    return {kind: [peer.search(plain) for _, plain in searches] for kind, searches in asked.items()}


def _difference(peer: Peer, engine: Engine, search: Search, plain: Question) -> str | None:
    """How the peer's answer differs from ours; ``None`` when it does not."""
    theirs, own = peer.search(plain), engine.search(search.request)
    if theirs.total != own["total"]:
        return f"{search.request.to_params()}: total {theirs.total}, ours {own['total']}"
    facets = our_facets(own["facets"])
    wrong = [name for name in facets if theirs.facets.get(name) != facets[name]]
    return f"{search.request.to_params()}: facets {wrong}" if wrong else None
