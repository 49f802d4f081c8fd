"""Lengths of time as assignments write them: ``6 maanden``, ``zes (6) maanden``, ``40 weken``, ``anderhalf jaar``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.numbers import WORD_PATTERN, WORDS, first_letters, parse_number
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around

# Number words that stand before a unit of time and hardly anywhere else.
_WORDS: dict[str, float] = {"driekwart": 0.75, "half a": 0.5, "a": 1, "an": 1}
_MORE_WORDS = "|".join(sorted((w for w in _WORDS if w not in ("a", "an")), key=len, reverse=True))
_UNIT = r"(?:maand(?:en|je|jes|s)?|mnd\.?|mths?|months?|weken|week(?:je)?|weeks|wkn\.?|jaren|jaar(?:tje)?|jr\.?|years?|kwartaal|kwartalen|quarters?)"
NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d)?|\b(?:{_MORE_WORDS}|{WORD_PATTERN})\b|\bhalf(?=jaar))"
_ROUGH = r"minimaal|maximaal|max\.?|circa|ca\.?|ongeveer|initieel|in eerste instantie|vooralsnog|voorlopig"


# Behind years: "1 jaar en 6 maanden", but not "1 jaar en 6 maanden verlenging".
AND_MONTHS = rf"(?:(?<=jaar|year|ears),? (?:en|and) (?P<more>{NUMBER})[- ]?(?:maanden|maand|mnd|months?)\b(?! (?:verleng|opti|exten|extra|daarna)))?"

_OPENINGS = first_letters(
    [*WORDS, *_MORE_WORDS.split("|"), *(word.rstrip(r"\.?") for word in _ROUGH.split("|"))]
)
_LENGTH = (
    rf"(?=\d|\b{_OPENINGS})(?P<about>(?:{_ROUGH})\s+)?"
    rf"(?P<low>{NUMBER})\s*(?:\(\s*[\wëé]+\s*\)\s*)?(?:(?:-|–|à|tot|to|of)\s*(?P<high>{NUMBER})\s*)?-?(?:kalender|volle? |hele? |vol |heel |more |extra |additional |further )?(?P<unit>{_UNIT})"
    rf"{AND_MONTHS}"
)
LENGTH = re.compile(rf"{_LENGTH}(?!(?-i:[a-zë]))", re.I)
# For a text in lower case: without a look at the case it takes a third of the time. Whether a unit goes on in small letters
# ("6 maandenlang", unlike "6 maandenStart") is seen in the text itself.
_IN_LOW = re.compile(_LENGTH)
_GOES_ON = frozenset("abcdefghijklmnopqrstuvwxyzë")
LENGTH_STEMS = ("maand", "mnd", "month", "week", "weken", "jaar", "jaren", "year", "kwarta", "quarter", " jr", "wkn", "mths")  # fmt: skip
# "Vijf jaar relevante werkervaring", "twee jaar of langer": what is asked of the candidate.
_OF_EXPERIENCE = re.compile(
    r"\s?\w+(?: of (?:meer|langer))?\s+(?:(?!met\b|iemand\b|een\b|en\b|with\b|vanaf\b)[^\W\d]+[\s-]+){0,3}(?:(?:werk)?ervaring|experience|\w*praktijk)\b"
)
_ENDS = tuple({*WORDS, *_WORDS, "half"})  # of the words before a unit
_IN_MONTHS = {"m": 1.0, "w": 12 / 52, "j": 12.0, "y": 12.0, "k": 3.0, "q": 3.0}


def number_of(words: str) -> float:
    """The value of a match of :data:`NUMBER`."""
    low = words.lower()
    return _WORDS[low] if low in _WORDS else parse_number(low)


def in_months(value: float, unit: str) -> float:
    """Months in a number of months, weeks, quarters or years, to half a month."""
    return round(value * _IN_MONTHS[unit[0].lower()] * 2) / 2


def more_months(match: re.Match[str]) -> float:
    """The months that a match of :data:`AND_MONTHS` adds to its years."""
    return number_of(match["more"]) if match["more"] else 0


def months(match: re.Match[str]) -> float | None:
    """Months of a match of :data:`LENGTH`, its upper end where it is a range; None beyond five years."""
    length = in_months(number_of(match["high"] or match["low"]), match["unit"]) + more_months(match)
    return length if 0 < length <= 60 else None


def find_lengths(text: str, low: str) -> Iterator[re.Match[str]]:
    """Matches of :data:`LENGTH` in order: tried only before a unit that a number leads to ("uur per week" has none)."""
    units = [
        at
        for at in places_of(low, LENGTH_STEMS)
        if _is_counted(low, at) and not _OF_EXPERIENCE.match(low, at)
    ]
    found = list(find_around(_IN_LOW, low, units, 60, 20)) if units else []
    if any(text[match.end() : match.end() + 1] in _GOES_ON for match in found):
        return find_around(LENGTH, text, units, 60, 20)
    return iter(found)


# One of these stands in each match of :data:`LENGTH`.
_UNITS = ("maand", "mnd", "mth", "month", "weken", "week", "wkn", "jaar", "jaren", "jr", "year", "kwarta", "quarter")  # fmt: skip


def length_in(words: str) -> re.Match[str] | None:
    """The first length of time in some words."""
    return LENGTH.search(words) if any(map(words.lower().__contains__, _UNITS)) else None


def tells_length(text: str, low: str, start: int, end: int) -> bool:
    """Whether a length of time stands between two offsets: its unit is sought first, which most sentences have not."""
    said = low[start:end]
    return (
        any(map(said.__contains__, _UNITS))
        and _IN_LOW.search(low, start, end) is not None
        and LENGTH.search(text, start, end) is not None
    )


# What may stand between the number and the unit.
_BETWEEN = ("kalender", "volle", "vol", "heel", "hele", "more", "extra", "additional", "further")


def _is_counted(low: str, unit: int) -> bool:
    head = low[max(unit - 40, 0) : unit].rstrip().rstrip("-").rstrip()
    for between in _BETWEEN if head.endswith(_BETWEEN) else ():
        head = head.removesuffix(between).rstrip().rstrip("-").rstrip()
    return head.endswith(_ENDS) or head[-1:].isdigit() or head.endswith(")")
