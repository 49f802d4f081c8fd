"""Where numbers of hours and days can stand in a text at all: plain tests that spare the patterns most of their work."""

from __future__ import annotations

import re

from indexer.parse.dategrammar import figures
from indexer.parse.hours_words import SHORT_UNIT, UNIT_STEMS
from indexer.parse.numbers import WORDS
from indexer.parse.stems import places_of

_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?$")
_ENDINGS = frozenset(word[-3:] for word in WORDS)
_PER_WORD = re.compile(r"(?:\bper|/|\bp\.?/?|\bin de|\ba|(?<=\d)p\.?/?)\s*$")


def counted_units(low: str) -> list[int]:
    """Where units of time stand right behind a number: only there hours are stated."""
    short = [end for _, end, _ in figures(low) if _ends_in_short_unit(low, end)]
    return sorted({*short, *(at for at in places_of(low, UNIT_STEMS) if is_counted(low, at))})


def _ends_in_short_unit(low: str, figure_end: int) -> bool:
    """Whether a unit of one letter stands behind a figure: ``24u``, ``24 h``."""
    behind = low[figure_end : figure_end + 2]
    return ("u" in behind or "h" in behind) and SHORT_UNIT.match(low, figure_end - 1) is not None


def is_counted(low: str, at: int) -> bool:
    """Whether a number in digits or words, or what may close one, stands right before the offset."""
    if low[at - 1 : at].isalpha() and not low.startswith("werk", at - 4):
        return False  # within a word: "huurt", "maandag"
    if low[at - 2 : at].isdecimal() or low[at - 1 : at] == " " and low[at - 2 : at - 1].isdecimal():
        return True
    before = low[max(0, at - 30) : at].rstrip(" \t\n\xa0-")
    if before.endswith("werk"):
        before = before[:-4].rstrip(" \t\n\xa0-")
    last = before[-1:]
    if last.isdigit() or last in ("+", ")"):
        return True
    if before[-3:] not in _ENDINGS:
        return False
    word = _LAST_WORD.search(before)
    return word is not None and (word[0] in WORDS or word[0].rpartition("-")[2] in WORDS)


def before_per(low: str, at: int) -> int:
    """Where the words that lead to a period begin: "per week", "/week", "in de week"."""
    per = _PER_WORD.search(low, max(0, at - 8), at)
    return per.start() if per else at
