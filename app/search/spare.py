"""A second thread for a search: tantivy leaves other threads of Python alone while it searches and while it counts, so that one
search does both at once where a core is free.

Where other searches run, none is: then handing work from thread to thread only adds to what all of them wait for. There are as many
such threads as cores but one, and work that none of them has begun is done by who asked for it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import Final, TypeVar

Result = TypeVar("Result")
_CORES: Final = len(os.sched_getaffinity(0))


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_CORES - 1, thread_name_prefix="spare")


class Spare:
    """Knows how many searches run, and lends a thread to one that is alone. For all threads."""

    def __init__(self, *, lends: bool = True) -> None:
        """One that does not ``lend`` is for a process that is to keep to one core."""
        self._lends = lends and _CORES > 1
        self._lock = threading.Lock()
        self._running = 0

    @contextmanager
    def searching(self) -> Iterator[None]:
        """A search runs for as long as this block."""
        with self._lock:
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1

    @property
    def free(self) -> bool:
        """Whether there is a thread for the search that asks."""
        return self._lends and self._running <= 1

    def begin(self, work: Callable[[], Result]) -> Callable[[], Result]:
        """Have work done by another thread where one is free. What is returned gives its result or raises what it raised: it waits
        for work that has begun, and does itself what has not.
        """
        if not self.free:
            return work
        future = _threads().submit(work)
        return lambda: work() if future.cancel() else future.result()
