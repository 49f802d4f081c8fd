"""How many records may be suggested by each word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from indexer.index.prepared import Prepared

MOST_WORDS: Final = 300_000
"""How many suggestable words an index keeps at most; while counting twice as many are held."""


class Tally:
    """Counts words; those of a record stand in one string, with spaces between them."""

    def __init__(self, counts: Mapping[str, int] | None = None) -> None:
        self.counts: Counter[str] = Counter(counts)
        self.exact = True
        """Whether every word is counted, and not only the most frequent."""

    def add(self, words: str) -> None:
        """Count the words of one record more."""
        self.counts.update(words.split(" ") if words else ())
        if len(self.counts) > 2 * MOST_WORDS:
            self.counts = Counter(dict(self.counts.most_common(MOST_WORDS)))
            self.exact = False

    def take(self, words: str) -> None:
        """Undo :meth:`add` for the words of a record that were counted."""
        for word in words.split(" ") if words else ():
            self.counts[word] -= 1
            if not self.counts[word]:
                del self.counts[word]

    def told(self) -> list[tuple[str, int]]:
        """The most frequent words, each with its count, in order."""
        return sorted(self.counts.most_common(MOST_WORDS))


@dataclass(frozen=True, slots=True)
class Tallied:
    """Records by ascending id without their words, which were counted before; the tally is made when all have been read."""

    records: Iterable[Prepared]
    tally: Callable[[], Tally]

    def __iter__(self) -> Iterator[Prepared]:
        return iter(self.records)


def tally_of(records: Iterable[Prepared]) -> Tally | None:
    """The tally of the words of records that come without; to be asked for when all have been read."""
    return records.tally() if isinstance(records, Tallied) else None
