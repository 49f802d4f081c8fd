"""Figures that stand alone at the top of a text: in columns with wide gaps, or before the name of a province."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from indexer.parse.layout import Layout
from indexer.parse.stems import places_of

_GAP = re.compile(r"\s{3,}")
_PROVINCES = (
    "drenthe", "flevoland", "friesland", "fryslân", "gelderland", "groningen", "limburg", "noord-brabant", "noord-holland",
    "overijssel", "utrecht", "zeeland", "zuid-holland",
)  # fmt: skip
# "80 10 - 20 Zuid-Holland", "125 Zuid-Holland": rate, hours and province of a portal's list, without labels.
_BEFORE_PROVINCE = re.compile(
    r"^(?:(?P<rate>\d{2,3}(?:[.,]\d\d)?)(?: (?P<hours>\d{1,2} ?- ?\d{1,2}|\d{1,2})(?: uur)?)?|(?P<span>\d{1,2} ?- ?\d{1,2})(?: uur)?) "
    rf"(?:{'|'.join(_PROVINCES)})$",
    re.M,
)
# A lone figure this high is a rate (euro an hour), no number of hours a week.
_LOWEST_LONE_RATE = 60.0


class Figure(NamedTuple):
    """A figure and where it stands."""

    words: str
    start: int
    end: int


def pieces(layout: Layout) -> Iterator[tuple[int, int]]:
    """The pieces of the header, those that wide gaps part taken apart."""
    text = layout.text
    for start, end in layout.pieces():
        if "   " in text[start:end]:
            for gap in _GAP.finditer(text, start, end):
                if gap.start() > start:
                    yield start, gap.start()
                start = gap.end()
        if start < end:
            yield start, end


def before_province(layout: Layout) -> tuple[Figure | None, Figure | None]:
    """Rate and hours in a line of figures that ends in a province, None for what it does not hold."""
    if not places_of(layout.low, _PROVINCES):
        return None, None
    match = _BEFORE_PROVINCE.search(layout.low, 0, layout.header_end)
    if match is None or layout.is_noise(match.start()):
        return None, None
    alone = match["rate"] is not None and match["hours"] is None
    rate = match["rate"] and not (alone and float(match["rate"].replace(",", ".")) < _LOWEST_LONE_RATE)
    hours = "hours" if match["hours"] else "span" if match["span"] else None
    return (
        Figure(match["rate"], *match.span("rate")) if rate else None,
        Figure(match[hours], *match.span(hours)) if hours else None,
    )
