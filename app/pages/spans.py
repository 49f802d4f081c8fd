"""Evidence laid over a text: stretches that each know which facts were read from them.

Evidence of several facts may overlap in any way. The text is cut at every begin and end, so that each stretch carries
one set of facts and no markup ever has to cross other markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """Characters ``start`` to ``end`` are words that ``fact`` was read from; ``anchor`` is their id in the page. Where they are
    ``overruled`` they say something else than the fact.
    """

    start: int
    end: int
    fact: str
    anchor: str
    overruled: bool = False


class Stretch(NamedTuple):
    """A piece of text and the facts read from it; ``anchors`` are the ids of the marks that begin to show here."""

    text: str
    facts: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


def marks(
    evidence: Mapping[str, Sequence[Mapping[str, Any]]], names: Mapping[str, str], length: int
) -> list[Mark]:
    """The marks of a record's evidence, by position.

    ``names`` says which fact of the page an evidence field belongs to; competencies are facts of their own, named by
    their id. Evidence outside a text of ``length`` characters, or without characters, is left out. The same words are one mark
    of a fact that several fields belong to, overruled where they are that in one of these: another hour of the same day.
    """
    found: dict[tuple[str, int, int], Mark] = {}
    counts: dict[str, int] = {}
    for field, pieces in evidence.items():
        for piece in pieces:
            fact = f"competency-{piece['id']}" if piece.get("id") else names.get(field)
            if fact is None or not 0 <= piece["start"] < piece["end"] <= length:
                continue
            words = fact, piece["start"], piece["end"]
            overruled = bool(piece.get("overruled"))
            if words in found:
                found[words] = found[words]._replace(overruled=found[words].overruled or overruled)
                continue
            counts[fact] = counts.get(fact, 0) + 1
            anchor = f"woorden-{fact}-{counts[fact]}"
            found[words] = Mark(piece["start"], piece["end"], fact, anchor, overruled)
    return sorted(found.values())


class Weaver:
    """Cuts pieces of one text, asked for in order; each anchor comes out once, where its words first show."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        self._text = text
        self._marks = list(marks)
        self.shown: set[str] = set()

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """The stretches of ``text[start:end]``. White space alone is never marked."""
        here = [mark for mark in self._marks if mark.start < end and mark.end > start]
        cuts = sorted(
            {start, end, *(at for mark in here for at in (mark.start, mark.end) if start < at < end)}
        )
        for left, right in pairwise(cuts):
            text = self._text[left:right]
            over = [mark for mark in here if mark.start <= left and mark.end >= right] if text.strip() else []
            new = [mark.anchor for mark in over if mark.anchor not in self.shown]
            self.shown.update(new)
            yield Stretch(text, tuple(dict.fromkeys(mark.fact for mark in over)), tuple(new))
