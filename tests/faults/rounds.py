"""Nights that go wrong, each followed by a good one, with a server that is read from and a copy that is kept throughout."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from indexer.reindex import rollback
from tests.app.api.consumer import Consumer
from tests.app.api.serving import served
from tests.faults.house import House, Lost, Spoil
from tests.faults.readers import Readers

REFRESH_SECONDS = 0.1
CATCH_UP_SECONDS = 30.0
# A server hangs up on a connection that is idle for five seconds; one taken up again at that very moment would be reset.
_BRIEF = httpx.Limits(keepalive_expiry=1)


@dataclass
class Tally:
    """What came of it: how the spoilt runs ended, answers and those that failed, generations that were served."""

    ended: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    failed: list[str] = field(default_factory=list)
    generations: int = 0


def rounds(
    spoils: Sequence[Spoil],
    count: int,
    *,
    seed: int = 1,
    data: Path | None = None,
    servers: int = 1,
    in_a_row: int = 1,
    to_the_end: bool = True,
    told: Callable[[int, str], None] = lambda number, how: None,
) -> Tally:
    """So many spoilt nights, of each kind in turn, and a good one after each ``in_a_row``; then someone goes back one
    generation, and ``to_the_end`` there is a good night after that, and a run from nothing to compare with. Raises
    :class:`Lost` as soon as something is lost.
    """
    tally = Tally()
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        house = House(home, random.Random(seed), data)
        house.good_night()
        clients, readers = [], []
        for _ in range(servers):
            server = served(
                house.data,
                refresh_seconds=REFRESH_SECONDS,
                limit_local=0,
                limit_open=0,
                remembered_megabytes=0,
            )
            url = stack.enter_context(server).url
            clients.append(stack.enter_context(httpx.Client(base_url=url, timeout=30, limits=_BRIEF)))
            readers.append(stack.enter_context(Readers(url, clients=3 - servers, pause=0.03 * servers)))
        copy = Consumer(clients[0])  # type: ignore[arg-type]  # all that it asks of a client both have
        for number in range(1, count + 1):
            house.change()
            spoil = spoils[number % len(spoils)]
            how = spoil(house)
            tally.ended[f"{spoil.__name__}: {how}"] += 1
            if number % in_a_row == 0 or number == count:
                house.good_night()
                _caught_up(house, clients)
                _keeps_up(house, copy)
            if failed := [failure for reader in readers for failure in reader.failed]:
                raise Lost(f"failed answers: {failed[:3]}")
            told(number, how)
        rollback(house.data)
        _caught_up(house, clients)
        if to_the_end:
            house.good_night()
            _caught_up(house, clients)
            house.from_nothing(home)
    for reader in readers:
        tally.answers += sum(reader.answers.values())
        tally.failed += reader.failed
        tally.generations = max(tally.generations, len(reader.generations))
    return tally


def _caught_up(house: House, clients: Sequence[httpx.Client]) -> None:
    """Every server takes up what is pointed at within seconds."""
    current = house.generations.current()
    assert current is not None
    end = time.monotonic() + CATCH_UP_SECONDS
    for client in clients:
        while client.get("/readyz").json()["generation"] != current.name:
            if time.monotonic() > end:
                raise Lost(f"a server did not take up {current.name}")
            time.sleep(REFRESH_SECONDS / 2)


def _keeps_up(house: House, copy: Consumer) -> None:
    """Who keeps a copy and follows what is told of it holds just what is served."""
    copy.follow()
    held = {record["file"]: record for record in copy.held.values()}
    if held != (now := house.served()):
        raise Lost(f"a copy holds {sorted(held)}, served is {sorted(now)}, or other contents")
