"""Whether a rate includes VAT, where that is told apart from it: under a label, on a line of its own, of all amounts at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.numbers import tidy
from indexer.parse.windows import find_near
from indexer.record import Rate

VAT: Final = 1.21  # the Dutch general rate, Wet op de omzetbelasting 1968, art. 9

_SAID = r"(excl|ex\b|incl)\w*\.?"
_OF_VAT = r"(?: of)?(?: 21 ?%)? (?:btw|vat)\b"
_OF_ALL = re.compile(
    # "BTW: excl.", also with its value below; "alle genoemde bedragen zijn exclusief btw"
    rf"^[^\w\n]*(?:btw|vat)\b(?:\s*\(?21 ?%\)?)?\s*[:|\n-]\s*{_SAID}(?=\W*$)"
    r"|\b(?:alle|genoemde|vermelde|de|all|these|the) (?:\w+ ){0,2}(?:tarieven|uurtarieven|bedragen|prijzen|rates|amounts|prices) "
    rf"(?:\w+ ){{0,3}}?(?:zijn|are) (?:steeds |altijd |allemaal |all )?{_SAID}{_OF_VAT}"
    # "en vraagt daarom een tarief inclusief btw." with the amount in the next sentence
    r"|\b(?:vraagt|vragen|rekent|rekenen|werkt|werken|hanteert|hanteren|noemt|geeft|asks?|quote)\b[^.;\d€\n]{0,60}\b(?:\w*tarie(?:f|ven)|prijs|prijzen|bedragen|rates?|prices?) "
    rf"{_SAID}{_OF_VAT}(?=\s*[.;])",
    re.M,
)
# "(exclusief btw)" and no more, in the line below
_BELOW = re.compile(rf"[^\w\n]*\n[^\w\n]*{_SAID}{_OF_VAT}[^\w\n]*(?:\n|$)")
_STEMS: Final = ("btw", "vat")
_REACH: Final = 120


class Told(NamedTuple):
    """``excl`` or ``incl``, and the words that say so."""

    vat: str
    start: int
    end: int


def _told(match: re.Match[str]) -> Told:
    said = next(filter(None, match.groups()))
    return Told("incl" if said == "incl" else "excl", match.start(), match.end())


def told_apart(layout: Layout) -> Told | None:
    """What is told of all amounts, once or each time alike."""
    matches = find_near(_OF_ALL, layout.low, layout.low, _STEMS, _REACH, 40)
    found = [_told(match) for match in matches if not layout.is_noise(match.start())]
    return found[0] if len({told.vat for told in found}) == 1 else None


def with_vat(layout: Layout, stated: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates for ``rate``, those that say nothing of VAT with what the line below says or what is told of all amounts;
    where it is included it is taken off. The words that tell it are further evidence of the firmest of them.
    """
    silent = [candidate for candidate in stated if candidate.value.vat is None]
    of_all = told_apart(layout) if silent else None
    firmest = min(stated, key=lambda c: (-c.weight, c.start), default=None)
    for candidate in stated:
        below = _BELOW.match(layout.low, candidate.end) if candidate.value.vat is None else None
        told = _told(below) if below else of_all
        if told is None or candidate.value.vat is not None:
            yield candidate
            continue
        value = _as_told(candidate.value, told.vat)
        yield candidate._replace(value=value)
        if candidate is firmest:
            words = layout.text[told.start : told.end]
            start = told.start + len(words) - len(words.lstrip())
            yield Candidate("rate", value, start, start + len(words.strip()), "vat", 0.3)


def _as_told(rate: Rate, vat: str) -> Rate:
    factor = VAT if vat == "incl" else 1.0
    ends = [None if end is None else tidy(end / factor) for end in (rate.min, rate.max)]
    return replace(rate, min=ends[0], max=ends[1], vat=vat)
