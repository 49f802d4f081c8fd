"""How much a place in the text counts: what a table of changes puts in the place of the old, and what an older message said.

A correction above a quoted message, or the column of new values in a rectification, goes before the same fact told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from indexer.parse.announced import NAMED, announced, corrected_below
from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.older import older_from
from indexer.parse.windows import find_near

# Facts that change; who the client is and what is asked stand as often in the older message alone.
_CHANGING = frozenset(
    {
        "hours",
        "rate",
        "budget_total",
        "start_date",
        "end_date",
        "duration_months",
        "deadline",
        "deadline_at",
        "extension",
    }
)
# A value that a note below says more of: "36 per week [2]", "24-36 (zie toelichting 2)".
_NOTED = re.compile(
    r"(?:\[(?P<number>\d{1,2})\]|[(\[](?:zie|see) (?:ook |also )?(?:de |the )?(?:toelichting|noot|voetnoot|opmerking|note|footnote|remark)\b[^()\[\]\n]{0,20}[)\]])\s*[|]?\s*$",
    re.I,
)
# The words of a text as it stood before, in quotation marks.
_AS_IT_WAS = re.compile(
    r"\b(?:luidden?|stond|was|read|oorspronkelijke? (?:tekst|uitvraag|aanvraag)|original (?:text|request))\b[^\n\"“„]{0,40}:\s*(?P<quoted>[\"“„][^\"”\n]{10,400}[\"”])",
    re.I,
)
# What the running text says of the lines above it: "Het rijtje hierboven loopt achter".
_DISOWNED = re.compile(
    r"\b(?:(?:hierboven|bovenstaand\w*|bovenaan)\b|(?:kop(?:regel|tekst)|onderwerpregel|header|subject line|summary above)\b)[^.\n]{0,90}\b(?:loopt? achter|klopt? (?:\w+ ){0,2}niet|niet (?:meer|langer) (?:actueel|juist|geldig|correct|van toepassing|van kracht)\b|achterhaald|ingehaald|verouderd|is (?:nog )?de oude|(?:eerste|oude|vorige|eerdere) (?:raming|inschatting|versie|opgave|schatting|begroting)|is out of date|outdated|no longer (?:correct|accurate|valid|current|applies|apply)|is wrong)"
    # "Door een fout kloppen de regels hierboven niet", "Deze nota gaat voor op de gegevens hierboven"
    r"|\bklopp?en? (?:de|het|deze|dit) [^.\n]{0,40}\b(?:hierboven|bovenaan|bovenstaand\w*) niet\b"
    r"|\b(?:gaat|gaan|prevaleert|prevaleren|geldt|gelden) (?:\w+ )?(?:voor )?(?:op|boven) [^.\n]{0,40}\b(?:hierboven|bovenstaand\w*)|\b(?:prevails?|takes? precedence) over [^.\n]{0,30}\babove\b",
    re.I,
)
_DISOWNED_STEMS = ("hierboven", "bovenstaand", "bovenaan", "kopregel", "koptekst", "onderwerpregel", "header", "subject line", "summary above", "prevail", "precedence")  # fmt: skip
_AMENDED, _QUOTED = 0.05, 0.35
_MOST = 0.96
_ANNOUNCED_WEIGHT, _LEAST_ANNOUNCED = 0.94, 0.5
_CORRECTING, _SURER, _LATER, _LABELLED = 0.93, 0.02, 0.001, 0.004


class _Standing(NamedTuple):
    """Spans of a text: what was amended, what a note or a newer text puts in doubt, and where an older message begins."""

    amended: list[tuple[int, int]]
    doubtful: list[tuple[int, int]]
    older: int | None
    disowned: list[tuple[int, frozenset[str]]]
    changes: list[tuple[int, int, str]]
    below: list[tuple[int, int]]

    def weight(self, one: Candidate) -> Candidate:
        quoted = one.field != "places" and self.older is not None and one.start >= self.older
        if one.weight >= _LEAST_ANNOUNCED and not quoted:
            if one.field != "places" and (surer := self._surer(one)):
                return one._replace(weight=max(one.weight, _CORRECTING) + surer)
            if one.rule == "prose" and self._is_announced(one):
                return one._replace(weight=max(one.weight, _ANNOUNCED_WEIGHT))
        if one.field != "places" and _within(one, self.amended):
            return one._replace(rule="amended", weight=min(one.weight + _AMENDED, _MOST))
        doubted = quoted or _within(one, self.doubtful) or self._is_disowned(one)
        return one._replace(weight=one.weight - _QUOTED) if doubted else one

    def _surer(self, one: Candidate) -> float:
        """What a correction below the facts adds to its own: of two in it the surer one holds, or else the later."""
        for start, end in self.below:
            if start <= one.start < end:
                later = _LATER * (one.start - start) / (end - start)
                return _SURER * one.weight + later + _LABELLED * (one.rule == "label")
        return 0.0

    def _is_announced(self, one: Candidate) -> bool:
        return any(start <= one.start < end and field == one.field for start, end, field in self.changes)

    def _is_disowned(self, one: Candidate) -> bool:
        what = one.field if one.field in NAMED else "dates"
        told = one.rule == "prose"
        return not told and any(one.end <= at and (not names or what in names) for at, names in self.disowned)


def weighed(layout: Layout, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The same candidates, those of facts that change, and places, weighed by where they stand."""
    standing: _Standing | None = None  # most readers find nothing that it is needed for
    for one in found:
        if one.field not in _CHANGING and one.field != "places":
            yield one
            continue
        if standing is None:
            amended = [(pair.start, pair.end) for pair in layout.labels if pair.style == "amended"]
            doubtful = [*_noted(layout), *_as_it_was(layout.text)]
            disowned, changes = list(_disowned(layout)), list(announced(layout))
            below = list(corrected_below(layout))
            standing = _Standing(amended, doubtful, older_from(layout.text), disowned, changes, below)
        yield standing.weight(one)


def _within(one: Candidate, spans: list[tuple[int, int]]) -> bool:
    return any(start <= one.start < end for start, end in spans)


def _noted(layout: Layout) -> Iterator[tuple[int, int]]:
    """Labels with their values that a note says more of."""
    for pair in layout.labels:
        noted = _NOTED.search(pair.text) if pair.text.endswith((")", "]", "|")) else None
        if noted and (not noted["number"] or f"\n[{noted['number']}]" in layout.text):
            yield pair.label_start, pair.end


def _as_it_was(text: str) -> Iterator[tuple[int, int]]:
    if ': "' in text or ':\n"' in text or "“" in text or "„" in text:
        yield from (quoted.span("quoted") for quoted in _AS_IT_WAS.finditer(text))


def _disowned(layout: Layout) -> Iterator[tuple[int, frozenset[str]]]:
    """Where the running text disowns the lines above it, and the facts that it names; none where it speaks of all."""
    for match in find_near(_DISOWNED, layout.text, layout.low, _DISOWNED_STEMS, 80, 130):
        yield match.start(), frozenset(what for what, words in NAMED.items() if words.search(match[0]))
