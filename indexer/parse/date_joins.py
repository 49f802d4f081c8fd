"""Dates that belong to what stands beside them: the ends of a period, a rough date and the exact one behind it, a label that
runs into a date.
"""

from __future__ import annotations

import re

from indexer.parse.dategrammar import SEASON, WEEKDAY, DateMention
from indexer.parse.label_words import key_in_block
from indexer.parse.layout import Labelled, Layout

_PRECISELY = re.compile(
    r"[\s,(;:]*(?:om )?(?:exact\w*|precies\w*|namelijk|te weten|en wel|to be precise)[^\n.;\d]{0,25}", re.I
)
_RUN_IN = re.compile(r"(?<![A-Z])[A-Z][a-z]+(?: (?:[a-z/]+|[a-z]\.)){0,3}$")
_LONGEST_LABEL = 40  # characters
_OF_DATES = ("start", "end", "deadline", "period", "published")
# What joins the first and the last day of a period.
RANGE = re.compile(
    r"^\s*\)?\s*(?:\([^)]*\))?\s*(?:,?\s*(?:beschikbaar|inzetbaar|available|en loopt|loopt|met een looptijd|en duurt|(?:en|and) (?:je |will |you |dat )*(?:blijft?|stays?|running|runs|ending|ends|lopend|lasts|lasting|loop je|duurt)))?\s*(?:tot en met|t/m|tm|tot|until|till|to|through|thru|->|-|–|—|/(?!\s*uiterlijk)|>|→|en duurt tot|up to)\s*(?:(?:uiterlijk|minimaal|zeker|ten minste|minstens|in (?:ieder|elk) geval|at least)\s*)?(?:en met\s*|and including\s*)?"
    rf"(?:(?:de|het|the)\s+|{WEEKDAY}\.?,?\s+)?(?:{SEASON}\s*\()?$",
    re.I,
)


def is_period(text: str, found: list[DateMention]) -> bool:
    """Whether the first two dates of a value are the ends of a period."""
    return len(found) > 1 and bool(RANGE.match(text[found[0].date_end : found[1].start]))


def exactly(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """The same dates, ``eind december, exacte datum: 18-12-2026`` as one: that of the day."""
    kept: list[DateMention] = []
    for mention in mentions:
        rough = kept[-1] if kept and kept[-1].precision != "day" and mention.precision == "day" else None
        if rough is not None and _PRECISELY.fullmatch(text, rough.end, mention.start):
            kept[-1] = mention._replace(start=rough.start)
        else:
            kept.append(mention)
    return kept


def run_in_label(layout: Layout, mention: DateMention) -> Labelled | None:
    """The label that runs into a date: ``OpenPublicatie11-05-2026Aanvang01-07-2026``."""
    text, start, end = layout.text, mention.start, mention.end
    if start == 0 or not text[start - 1].isalpha() or layout.is_noise(start):
        return None
    label = _RUN_IN.search(text, max(start - _LONGEST_LABEL, 0), start)
    key = key_in_block(label[0]) if label else "free"
    if label is None or key not in _OF_DATES:
        return None
    covering = layout.label_covering(start)
    if covering is not None and covering.label_start >= label.start():
        return None
    return Labelled(key, label[0], label.start(), start, end, text[start:end], "run-together")
