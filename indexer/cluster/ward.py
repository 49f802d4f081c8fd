"""What a doctor tells of an alias, whoever makes its index."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from indexer.cluster.condition import condition, room
from indexer.cluster.parts.beginning import Place
from indexer.cluster.served import InCluster, told
from indexer.doctor import FREE_FACTOR, Finding, of_room
from indexer.index.generations import Sentinel

FRESH_SECONDS: Final = 3_600
"""What lies beside the generations is left alone for so long: a run that is just beginning is not known yet."""
COPYING_SECONDS: Final = 60
"""What is new gets so much time to be copied."""
NODES: Final = "kijk of de knopen draaien, en of dit hun adressen zijn: OPDRACHTEN_OPENSEARCH_URLS of --url"
_START: Final = "start de knoop die uitviel"


class Ward:
    """Looks with ``place``, and mends with ``mending`` where that is given; whoever gives it sees to it that nobody makes or
    switches meanwhile. Methods raise ``ClusterError``.
    """

    def __init__(self, place: Place, mending: Place | None) -> None:
        self.place, self.mending = place, mending
        self.at = condition(place.client, place.alias)
        self.serving = self.at.serving

    def sentinel(self) -> Sentinel | None:
        """What the generation that serves was made of; ``None`` where none does, or one that cannot be used."""
        found = self.at.made_of[self.serving] if self.serving is not None else None
        return found if isinstance(found, Sentinel) else None

    def mended(self, what: str, mend: str) -> Finding:
        """Something wrong that a repair mends, or has mended just now."""
        return Finding("wrong", what, mend, repaired=self.mending is not None)

    def switch(self, generation: str) -> None:
        """Have it serve, where this is a repair."""
        if self.mending is not None:
            InCluster(self.mending.client, self.mending.alias, self.mending.shards).switch(Path(generation))
            self.serving = generation

    def remove(self, indices: Sequence[str]) -> None:
        """Take indices away, where this is a repair."""
        if self.mending is not None:
            for index in indices:
                told(self.mending.client.indices.delete, index=index, ignore_unavailable=True)

    def of_indices(self) -> Iterator[Finding]:
        """What is missing of indices, but of those of a generation: these are told of each."""
        own = {index for name in self.at.made_of for index in self.at.indices_of(name)}
        red = [index for index, health in self.at.health.items() if health == "red" and index not in own]
        if red:
            yield Finding(
                "wrong",
                f"een deel (shard) ontbreekt van {', '.join(red)}",
                f"{_START}; komt hij niet terug, zet dan een snapshot van het cluster terug",
            )
        old = time.time() - COPYING_SECONDS
        yellow = [
            index
            for index, health in self.at.health.items()
            if health == "yellow" and self.at.born.get(index, old) <= old
        ]
        if yellow:
            yield Finding(
                "note",
                f"niet elke kopie is er van {', '.join(yellow)}; valt er nog een knoop uit, dan kan de index wegvallen",
                f"{_START}, of zet er een bij; het cluster maakt de kopieën dan zelf",
            )
        if self.at.blocked:
            yield Finding(
                "wrong",
                f"het cluster laat in {len(self.at.blocked)} indices niet meer schrijven: de schijf van een knoop is vol",
                "maak daar ruimte vrij, of zet er een knoop bij; het cluster gaat dan zelf verder",
            )

    def of_serving(self, usable: Sequence[str], anew: str) -> Iterator[Finding]:
        """Whether what serves is there and whole. Of ``usable`` generations, oldest first, the last can take its place; where
        there is none, ``anew`` says what to do.
        """
        name = self.serving
        fault = self.at.faults().get(name) if name is not None else None
        if name is not None and fault is None:
            yield Finding("ok", f"generatie {name} is in het cluster in gebruik en heel")
            return
        what = "er is in het cluster geen generatie in gebruik"
        if fault is not None:
            what = f"generatie {name} is in gebruik en beschadigd: {fault.reason}"
        first = f"{_START}, of " if fault is not None and fault.passing else ""
        if usable:
            self.switch(usable[-1])
            yield self.mended(what, f"{first}ga terug naar {usable[-1]}: opdrachten doctor --repair")
        else:
            yield Finding("wrong", what, first + anew)

    def of_others(self, skipped: Collection[str]) -> Iterator[Finding]:
        """Which of the generations that do not serve are damaged, but for those that are being made."""
        for name, fault in self.at.faults().items():
            if name == self.serving or name in skipped:
                continue
            what = f"generatie {name} is beschadigd: {fault.reason}"
            if fault.passing:
                yield Finding("wrong", what, _START)
            else:
                self.remove(self.at.indices_of(name))
                yield self.mended(what, "opdrachten doctor --repair ruimt haar op")

    def of_leftovers(self, known: Collection[str | None]) -> Iterator[Finding]:
        """What lies there and belongs to nothing; ``known`` indices belong to a run."""
        old = time.time() - FRESH_SECONDS
        dead = [
            index for index in self.at.beside() if index not in known and self.at.born.get(index, old) <= old
        ]
        if dead:
            self.remove(dead)
            yield self.mended(
                f"een afgebroken run liet resten achter: {', '.join(dead)}",
                "opdrachten doctor --repair ruimt ze op",
            )

    def of_room(self) -> Finding:
        """Whether there is room for a generation more, with its copies."""
        free, used = room(self.place.client, self.at.indices_of(self.serving) if self.serving else [])
        return of_room("de schijven van het cluster", free, FREE_FACTOR * used)
