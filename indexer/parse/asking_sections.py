"""The kind of section that each sentence stands in, as far as that decides what is asked of the candidate.

It adds to the layout's own reading what headings, lists and lead-ins say: ``asking.toml`` lists more wordings of headings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache

from indexer.knowledge.competencies import asking, competencies
from indexer.parse.layout import NOISE, Layout, Line, Section
from indexer.parse.phrases import Phrases

SILENT = NOISE | {"contact"}
LISTS = frozenset({"requirements", "preferences", "competencies"})
ASKING_KINDS = LISTS | {"profile", "award"}
_PURE = 0.6
_FILLED = re.compile(r"\S")


@cache
def phrases() -> Phrases:
    """The taxonomy (family ``asked``; ignored phrases carry an empty key) and the cues (family ``cue``)."""
    asked = [(entry.id, pattern) for entry in competencies().values() for pattern in entry.patterns]
    ignored = [("", pattern) for pattern in asking().ignored]
    cues = [(kind, pattern) for kind, patterns in asking().cues.items() for pattern in patterns]
    return Phrases({"asked": asked + ignored, "cue": cues})


class Places:
    """The kind of section that each sentence stands in, with what headings and lists add to the layout's own reading."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._kinds: list[str] = []
        for number, section in enumerate(layout.sections):
            self._kinds.append(self._kind(number, section))
        self._starts = [section.start for section in layout.sections]

    def _kind(self, number: int, section: Section) -> str:
        before = self._kinds[number - 1] if number else "header"
        if section.kind in SILENT:
            return section.kind
        if not section.heading:
            return self._resumed(number, section)
        if kind := heading_kind(section.heading):
            return kind
        return before if before in ASKING_KINDS and is_pure(section.heading) else section.kind

    def _resumed(self, number: int, section: Section) -> str:
        """After a lead-in and its list the text goes on under the heading above."""
        for index in range(number - 1, -1, -1):
            above = self._layout.sections[index]
            if above.heading and not above.heading.endswith(":"):
                return self._kinds[index] if above.kind == section.kind else section.kind
        return section.kind

    def kind_at(self, line: Line) -> str:
        """The kind for a line; prose after a list of wishes is no wish any more."""
        number = max(0, bisect_left(self._starts, line.start + 1) - 1)
        kind = self._kinds[number]
        if kind == "preferences" and not line.bullet:
            section = self._layout.sections[number]
            filled = _FILLED.search(self._layout.text, section.body, section.end)
            if filled and filled.start() < line.start and self._layout.line_at(filled.start()).bullet:
                return "profile"
        return kind


@lru_cache(maxsize=4096)
def heading_kind(heading: str) -> str | None:
    """The kind of section that a heading opens by the wording listed here, None where it is left to the layout."""
    low = heading.lower().strip(" #*_:–-")
    return next((kind for kind, pattern in asking().headings.items() if pattern.search(low)), None)


@lru_cache(maxsize=4096)
def is_pure(heading: str) -> bool:
    """Whether a heading is itself a competency or a row of them: ``Klantgericht``, ``Planmatig – creatief``."""
    words = phrases().words(heading)
    found = phrases().find("asked", words, words.heads["asked"], len(words))
    covered = {index for match in found if match.key for index in match.words}
    return len(covered) >= _PURE * max(1, len(words))
