"""The kind of section that each sentence stands in, as far as that decides what is asked of the candidate.

It adds to the layout's own reading what headings, lists and lead-ins say: ``asking.toml`` lists more wordings of headings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache

from indexer.knowledge.competencies import asking, competencies
from indexer.parse.asking_marks import is_form
from indexer.parse.layout import NOISE, Layout, Line, Section
from indexer.parse.phrases import Phrases
from indexer.parse.roles import is_role

SILENT = NOISE | {"contact"}
LISTS = frozenset({"requirements", "preferences", "competencies"})
ASKING_KINDS = LISTS | {"profile", "award"}
_PURE = 0.6
_FILLED = re.compile(r"\S")
# What a lead-in announces, in this order. Work first: "wij verwachten de volgende resultaten:".
_LEADS = (
    ("profile", re.compile(r"\bnodig\b|\b(?:moet|dient|moeten|dienen)\b.{0,40}\b(?:hebben|zijn|kunnen|beschikken|voldoen)\b")),
    ("tasks", re.compile(r"\b(?:taken|taak|takenpakket|werkzaamheden|verantwoordelijk\w*|resultaten|resultaat|producten|zorgt|levert|houdt in|bestaat uit|ga je|gaat u|doe je|opdracht(?:nemer)?|doel|doelen|tasks|deliver\w*|responsib\w*|role is|zal|zullen)\b")),
    ("preferences", re.compile(r"\b(?:mag|wens(?:en)?|gewenst|pr[eé]|voorkeur|handig|mooi|fijn|leuk|liefst|meegenomen|pluspunt\w*|nice|plus|bonus|preferred|desirable)\b")),
    ("profile", re.compile(r"\b(?:zoek\w*|gezocht|gevraagd\w*|vragen|vraagt|verwacht\w*|moet|moeten|beschik\w*|kandida\w*|iemand|functionaris|professional|eisen|eist|breng|brengt|heb je nodig|talenten|talent|bagage|papieren|kwaliteiten|competenties|vaardigheden|eigenschappen|criteria|kenmerken|persoonskenmerken|looking for|need|must|you have|you are|you bring)\b")),
)  # fmt: skip
_LONGEST_ITEM = 110
_BRACKET = re.compile(r"\s*\([^)]*\)|\s+\d+$")
_CALL = re.compile(r"\b(?:gezocht|wanted)\W*$", re.I)


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
        self._led = _led_lines(layout.lines)
        self.is_form = is_form(layout.text)

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
        if led := self._led.get(line.start):
            return led
        number = max(0, bisect_left(self._starts, line.start + 1) - 1)
        kind = self._kinds[number]
        if kind == "preferences" and not line.bullet:
            section = self._layout.sections[number]
            filled = _FILLED.search(self._layout.text, section.body, section.end)
            if filled and filled.start() < line.start and self._layout.line_at(filled.start()).bullet:
                return "profile"
        return kind


def _led_lines(lines: list[Line]) -> dict[int, str]:
    """The kind of each line in a list under a lead-in that ends in a colon, by the line's start."""
    led: dict[int, str] = {}
    kind: str | None = None
    listed = parted = False
    for line in lines:
        if line.kind == "blank":
            parted = listed
        elif (
            _CALL.search(line.text) and len(line.text) < _LONGEST_ITEM
        ):  # "Jobcoach gezocht!", and a list right below
            kind, listed, parted = "profile", False, False
        elif line.text.endswith(":"):
            kind = lead_kind(line.text) if line.kind != "heading" else None
            listed = parted = False
        elif kind and (line.kind == "heading" or (parted and not line.bullet)):
            kind = None
        elif kind and (
            line.bullet or not line.text[0].isupper() or (not listed and len(line.text) < _LONGEST_ITEM)
        ):
            led[line.start] = kind
            listed = True
        elif kind:
            kind = None
    return led


@lru_cache(maxsize=4096)
def lead_kind(words: str) -> str | None:
    """The kind of section that words before a colon announce, None where they say neither work nor asking."""
    low = words.lower()
    low = low[max(low.rfind(". "), low.rfind("? ")) + 1 :]
    return heading_kind(low) or next((kind for kind, pattern in _LEADS if pattern.search(low)), None)


@lru_cache(maxsize=4096)
def heading_kind(heading: str) -> str | None:
    """The kind of section that a heading opens by the wording listed here, None where it is left to the layout."""
    low = heading.lower().strip(" #*_:–-/")
    words = low.split()
    if len(words) == 2 and words[0] in ("de", "het", "the") and is_role(words[1]):
        return "description"  # its bullets may be of either kind: "heeft ervaring met", "stelt een plan op"
    return next((kind for kind, pattern in asking().headings.items() if pattern.search(low)), None)


@lru_cache(maxsize=4096)
def is_pure(heading: str) -> bool:
    """Whether a heading is itself a competency or a row of them: ``Klantgericht``, ``Planmatig – creatief``."""
    words = phrases().words(_BRACKET.sub("", heading))
    found = phrases().find("asked", words, words.heads["asked"], len(words))
    covered = {index for match in found if match.key for index in match.words}
    return len(covered) >= _PURE * max(1, len(words))
