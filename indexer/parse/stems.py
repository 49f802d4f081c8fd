"""Where the few sentences stand that a field's slower rules have to read.

The modules ask after some seven hundred stems in all. One pass of an Aho-Corasick automaton over the text in lower case finds
where each of them stands in a twentieth of the time that a search for each by itself takes.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

import ahocorasick

from indexer.parse.layout import Layout

_SHORT = 300  # characters; in a text this short a search for each stem is quicker than a pass
_MOST_STEMS = 5_000  # stems stand in the code; should some be made of a text, they do not pile up
# A fifth of all that a pass would find, for what few texts are asked: each is sought where it is.
_EVERYWHERE = frozenset({"de ", "een ", "the "})
Stems = tuple[str, ...]


class _LastText:
    """The stems that were asked after so far, and where they stand in the last text that any was sought in."""

    def __init__(self) -> None:
        self.low: str = ""
        self.passing = ""  # the last other text; one that is asked after once is not worth a pass
        # Where the stems of the automaton stand in the text, together for each set of stems.
        self.of_set: defaultdict[int, list[int]] = defaultdict(list)
        self.sets: dict[int, tuple[int, Stems]] = {}  # by identity: their numbers
        self.ready = 0  # sets that were there when the text was passed over
        self.asked: dict[str, list[int]] = {}  # each stem with the sets that it is in
        self.covered = 0  # stems in the automaton
        self.automaton = ahocorasick.Automaton()

    def take(self, low: str) -> None:
        """Find all stems in this text. A stem asked after only later is in the automaton from the next text on."""
        if len(self.asked) > self.covered:
            for stem, sets in islice(self.asked.items(), self.covered, None):
                self.automaton.add_word(stem, (stem if _may_overlap(stem) else "", len(stem) - 1, sets))
            self.automaton.make_automaton()
            self.covered = len(self.asked)
        self.low, self.ready = low, len(self.sets)
        ends: dict[str, int] = {}
        of_set = self.of_set = defaultdict(list)
        for last, (stem, back, sets) in self.automaton.iter(low) if self.covered else ():
            start = last - back
            if stem:
                if start <= ends.get(stem, -1):
                    continue  # a stem that overlaps itself counts once
                ends[stem] = last
            for number in sets:
                of_set[number].append(start)

    def found(self, stems: Stems) -> list[int] | None:
        """Where the stems of a set stand, None for one that the pass over the text did not know yet."""
        number, known = self.sets.get(id(stems), (-1, None))
        if known is not stems:
            self._note(stems)
            return None
        return sorted(self.of_set.get(number, ())) if number < self.ready else None

    def _note(self, stems: Stems) -> None:
        """Remember a set of stems for the next text."""
        if len(self.asked) < _MOST_STEMS > len(self.sets) and _EVERYWHERE.isdisjoint(stems):
            number = len(self.sets)
            self.sets[id(stems)] = number, stems
            for stem in dict.fromkeys(stems):
                self.asked.setdefault(stem, []).append(number)


class _OfThread(threading.local):
    def __init__(self) -> None:
        self.text = _LastText()


_last = _OfThread()


def _may_overlap(stem: str) -> bool:
    """Whether a stem may begin before it has ended: one that begins as it ends."""
    return any(stem.startswith(stem[at:]) for at in range(1, len(stem)))


def _offsets(low: str, stem: str) -> list[int]:
    found: list[int] = []
    at = low.find(stem)
    while at >= 0:
        found.append(at)
        at = low.find(stem, at + len(stem))
    return found


def places_of(low: str, stems: Stems) -> list[int]:
    """Offsets of every stem in a text in lower case, in order. Which stems these are is remembered by the tuple itself: one
    that is written out, and not put together for each text.
    """
    if len(low) >= _SHORT:
        last = _last.text
        if low is not last.low and low is last.passing:
            last.take(low)
        if low is last.low:
            if (known := last.found(stems)) is not None:
                return known
        elif not last.low.startswith(low):  # what is asked of the beginning of a text makes it no other text
            last.passing = low
    found: list[int] = []
    for stem in stems:
        found += _offsets(low, stem)
    return sorted(found)


def sentences_at(layout: Layout, offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence around one of the rising offsets, those in noise left out."""
    done = 0
    for at in offsets:
        if at >= done and not layout.is_noise(at):
            start, end = layout.sentence_at(at)
            done = max(end, at + 1)
            yield start, end


def clause_at(layout: Layout, at: int, reach: int = 300) -> tuple[int, int]:
    """Start and end of the sentence around an offset, cut at a blank where it goes on for more than ``reach`` characters
    to either side: what is that far away says nothing of the words here, and a text run together stays bounded in time."""
    start, end = layout.sentence_at(at)
    if at - start > reach:
        start = max(start, layout.text.find(" ", at - reach, at) + 1)
    if end - at > reach:
        end = max(layout.text.rfind(" ", at, at + reach), at + 1)
    return start, end
