"""What of a page surrounds the text of an assignment: what it leads to, other assignments, what others say below it."""

from __future__ import annotations

import re

from indexer.parse.lines import Section
from indexer.record import Kind, Span

_OF_ONE: frozenset[Kind] = frozenset({"assignment", "vacancy"})
"""An overview or a newsletter is about all that it lists."""
# What a page leads to is told in words, not in sentences: "Aanmelden" may head how to apply as well.
_SENTENCE = re.compile(r"[^.!?\n]{30,}[.!?](?=\s|$)")


def read(text: str, sections: list[Section], kind: Kind) -> tuple[Span, ...]:
    """The stretches of a text that tell nothing of the assignment itself, in order."""
    if kind not in _OF_ONE:
        return ()
    found: list[Span] = []
    for section in sections:
        if not _surrounds(text, section):
            continue
        if found and found[-1][1] == section.start:
            found[-1] = found[-1][0], section.end
        else:
            found.append((section.start, section.end))
    return tuple(found)


def _surrounds(text: str, section: Section) -> bool:
    if section.start == section.end:
        return False
    if section.kind == "navigation":
        return _SENTENCE.search(text, section.start, section.end) is None
    return section.kind == "related"
