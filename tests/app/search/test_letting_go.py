"""A generation that no longer serves is let go of at once, with its memory and its open files."""

from __future__ import annotations

import datetime as dt
import gc
import time
import weakref
from pathlib import Path

from app.search.answer import answer
from app.search.request import SearchRequest
from app.search.snapshot import Snapshot
from app.search.suggest import Suggester
from tests.app.search.builders import publish, random_records

MOST_SECONDS = 5


def test_nothing_waits_for_python_to_look_for_cycles(tmp_path: Path) -> None:
    path = publish(tmp_path, random_records(30, seed=1))
    gc.collect()
    gc.disable()
    try:
        snapshot = Snapshot(path)
        suggester = Suggester(snapshot)
        suggester.suggest("je", 5)
        snapshot.nearby((52.4, 6.6), 20)
        snapshot.speller.nearest("begelieder")
        answer(snapshot, SearchRequest(q="begelieder jeugd"), dt.date(2026, 3, 10), None)
        held = weakref.ref(snapshot)
        del snapshot, suggester
        # The thread that counted facets lets go of its work just behind telling what it found.
        until = time.monotonic() + MOST_SECONDS
        while held() is not None and time.monotonic() < until:
            time.sleep(0.01)
        assert held() is None
    finally:
        gc.enable()
