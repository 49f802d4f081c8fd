"""Joint organisations that bear the names of their members: ``Werkorganisatie Druten Wijchen``, ``SWV PO Best-Boxtel``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.knowledge import places as gazetteer
from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.name_trie import walk
from indexer.parse.place_hints import other_field
from indexer.parse.place_labels import area_of
from indexer.parse.place_values import names_in_value
from indexer.parse.place_work import JOINT, JOINT_STEMS
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around
from indexer.record import Place

_MEMBERS, _AREA = 0.46, 0.45
_MOST_MEMBERS = 3  # of more than these no more is said than the province that they share
_MOST_NAMED = 8000
_BETWEEN = re.compile(r" en |/| & |, | |-")


class _Joint(NamedTuple):
    """A name at ``text[start:end]`` and the gemeenten in it; ``whole`` where it is made up of these, side by side."""

    start: int
    end: int
    members: Sequence[Place]
    whole: bool


def _joint(layout: Layout) -> Iterator[_Joint]:
    text = layout.text
    stems = [at for at in places_of(layout.low, JOINT_STEMS) if at < _MOST_NAMED]
    for match in find_around(JOINT, text, stems, 2, 200):
        label = layout.label_covering(match.start())
        if label is not None and label.key != "organisation" and other_field(layout, match.start()):
            continue
        if layout.is_noise(match.start()):
            continue
        end, members = _side_by_side(text, *match.span("names"))
        if len(members) > 1:
            yield _Joint(match.start(), end, members, len(members) <= _MOST_MEMBERS)
            continue
        inside = names_in_value(text, *match.span("names"))
        members = [place for m in inside if (place := gazetteer.resolve_gemeente(m.name))]
        if len(members) > 1:
            yield _Joint(match.start(), inside[-1].end, members, False)


def _side_by_side(text: str, start: int, stop: int) -> tuple[int, list[Place]]:
    """The gemeenten that a name begins with, also where one is an ordinary word (``Duiven``), and where the last ends."""
    members: list[Place] = []
    end, at = start, start
    while (found := walk(text, at, stop)) and (place := gazetteer.resolve_gemeente(found[1])):
        members.append(place)
        end = found[0]
        if (between := _BETWEEN.match(text, end, stop)) is None:
            break
        at = between.end()
    return end, members


def of_members(layout: Layout, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The members of a joint organisation, where nothing else is known: all of two or three that it is named after, no more than
    the province that they share of others.
    """
    titles = [c for c in found if c.rule == "title" and c.value.gemeente == c.value.name]
    for start, end, members, whole in _joint(layout):
        # What a title holds of the name stands for all of it.
        inside = max((c.weight for c in titles if start <= c.start < end), default=None)
        if whole and inside is not None:
            for place in members:
                yield Candidate("places", place, start, end, "title", inside)
        elif whole:
            for place in members:
                yield Candidate("places", place, start, end, "organisation", _MEMBERS)
        elif (area := area_of(members)) is not None:
            yield Candidate("places", area, start, end, "organisation", _AREA)
