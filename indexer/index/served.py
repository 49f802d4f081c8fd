"""Where the index of a generation lies, and what has to be done there when generations come and go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

from indexer.index.generations import Generations
from indexer.index.prepared import Prepared
from indexer.record import Record

Write = Callable[[Path, Iterable[Prepared], int, dt.date], int]
"""Writes an index for the generation in a directory, of about so many records, on a Dutch date, and returns how many it holds.
The records may be :class:`~indexer.index.tally.Tallied`."""
Check = Callable[[Path, Sequence[str], Iterable[Record]], None]
"""Holds a written index against the ids it must have and some of its records; raises ``CheckFailed``."""


ELSEWHERE: Final = "cluster.json"
"""In the directory of a generation whose index is not there: where it is."""


class ServedError(Exception):
    """The place where the index lies cannot be reached, or does not do what it is told. The message says what."""


class Served(Protocol):
    """Called by the holder of the re-index lock, in the order of the methods. Generations are known by their directories."""

    def begin(self, generations: Generations) -> None:
        """A run starts: what a dead one left is cleared away, what it did not come to is done."""

    def holds(self, generation: Path) -> bool:
        """Whether the index of a complete generation is there."""

    def prepare(self, building: Path) -> None:
        """The generation passed the gate: all but the switch is done, so that nothing is left that takes long or may fail."""

    def switch(self, generation: Path) -> None:
        """It has become the current one; from now on it answers."""

    def remove(self, names: Sequence[str]) -> None:
        """These generations are no longer kept."""


class Here:
    """The index lies in the generation's own directory, and the pointer is the switch."""

    def begin(self, generations: Generations) -> None: ...

    def holds(self, generation: Path) -> bool:
        return not (generation / ELSEWHERE).is_file()

    def prepare(self, building: Path) -> None: ...

    def switch(self, generation: Path) -> None: ...

    def remove(self, names: Sequence[str]) -> None: ...
