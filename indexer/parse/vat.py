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
_APART = re.compile(
    # "BTW: excl.", also with its value below; "(exclusief btw)" and no more; "alle genoemde bedragen zijn exclusief btw"
    rf"^[^\w\n]*(?:btw|vat)\b(?:\s*\(?21 ?%\)?)?\s*[:|\n-]\s*{_SAID}(?=\W*$)"
    rf"|^[^\w\n]*{_SAID}{_OF_VAT}\W*$"
    r"|\b(?:alle|genoemde|vermelde|de|all|these|the) (?:\w+ ){0,2}(?:tarieven|uurtarieven|bedragen|prijzen|rates|amounts|prices) "
    rf"(?:\w+ ){{0,3}}?(?:zijn|are) (?:steeds |altijd |allemaal |all )?{_SAID}{_OF_VAT}",
    re.M,
)
_STEMS: Final = ("btw", "vat")
_REACH: Final = 120


class Told(NamedTuple):
    """``excl`` or ``incl``, and the words that say so."""

    vat: str
    start: int
    end: int


def told_apart(layout: Layout) -> Told | None:
    """What is told of all amounts, once or each time alike."""
    found = []
    for match in find_near(_APART, layout.low, layout.low, _STEMS, _REACH, 40):
        said = next(filter(None, match.groups()))
        if not layout.is_noise(match.start()):
            found.append(Told("incl" if said == "incl" else "excl", *match.span()))
    return found[0] if len({told.vat for told in found}) == 1 else None


def with_vat(layout: Layout, stated: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates for ``rate``, those that say nothing of VAT with what is told apart; where that is included it is taken off.
    The words that tell it are further evidence of the firmest of them.
    """
    silent = [candidate for candidate in stated if candidate.value.vat is None]
    told = told_apart(layout) if silent else None
    if told is None:
        yield from stated
        return
    firmest = min(stated, key=lambda c: (-c.weight, c.start))
    for candidate in stated:
        if candidate.value.vat is None:
            if candidate is firmest:
                yield Candidate("rate", _as_told(candidate.value, told.vat), told.start, told.end, "vat", 0.3)
            candidate = candidate._replace(value=_as_told(candidate.value, told.vat))
        yield candidate


def _as_told(rate: Rate, vat: str) -> Rate:
    factor = VAT if vat == "incl" else 1.0
    ends = [None if end is None else tidy(end / factor) for end in (rate.min, rate.max)]
    return replace(rate, min=ends[0], max=ends[1], vat=vat)
