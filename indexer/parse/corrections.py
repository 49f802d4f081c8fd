"""A value that another takes the place of, whatever it is of: ``niet 36 maar 28 uur``, ``van 24 naar 20``, ``€ 92 i.p.v. € 85``.

The old value stands for nothing any more, and the new one often goes without its unit, which the old one has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from indexer.parse.numbers import HUNDREDS_PATTERN, NUMBER_PATTERN, parse_number
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around

_UNITS = r"(?:\s*(?:€|euro|uur|uren|hours?|(?:werk)?dag(?:en)?|days?|maand(?:en)?|mnd|months?|weken|weeks?|jaar|jaren|years?|kwarta(?:al|len)|per (?:week|uur|maand|hour|month)|p/w|p/u|pw|a (?:week|month)|an hour|in de week)(?!\w))*"
_NUMBER = rf"(?:{NUMBER_PATTERN}|\b(?!een\b)(?:{HUNDREDS_PATTERN})\b)"


def _value(name: str) -> str:
    return rf"(?P<{name}_sign>(?:€|\beuro?)\s?)?(?P<{name}>{_NUMBER})(?:,-+)?(?P<{name}_unit>{_UNITS})"


def _words(most: int) -> str:
    return rf"(?:[a-zà-ÿ'’]+[,:]?\s+){{0,{most}}}?"


_PAST = r"(?:was|waren|stonden|stond|sprak\w*|meldden|noemden|vermeldden|eerst|eerder|oorspronkelijk\w*|voorheen|aanvankelijk|previously|originally|formerly|initially)"
_NOW = r"(?:moeten|moet|wordt|worden|is|zijn|nu|now|juist|werd|should|becomes?|became|geldt)"
# Each holds one of the signs that are sought first, and reads the old and the new value.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:niet(?: langer| meer)?|geen|not|no longer)\s+{_words(2)}{_value('old')}\s*,?\s*(?:maar|but|doch)\s+{_words(3)}{_value('new')}",
        rf"\b(?:van|from)\s+{_value('old')}\s*(?:naar|to|tot)\s+{_value('new')}",
        rf"\b{_PAST}\b\s+(?:[a-zà-ÿ'’]+\s+){{0,4}}?{_value('old')}\s*(?:[,;:–(-]|en|and|maar|but)?\s*(?:[a-zà-ÿ'’]+\s+){{0,3}}?{_NOW}\b:?\s+(?:[a-zà-ÿ'’]+\s+){{0,4}}?{_value('new')}",
        rf"\b(?:in plaats van|i\.p\.v\.?|ipv|instead of)\s+(?:[a-zà-ÿ'’]+\s+){{0,3}}?{_value('old')}\s*,?\s+(?:[a-zà-ÿ'’]+\s+){{1,6}}?{_value('new')}",
        rf"{_value('new')}\s*,?\s*\(?(?:in plaats van|i\.p\.v\.?|ipv|instead of|rather than|en niet|and not|en geen|, not|, niet|, geen)\s*(?:[a-zà-ÿ'’]+\s+){{0,3}}?{_value('old')}",
    )
)
_CHANGED = re.compile(
    r"wijzig\w*|aangepast|passen\b.{0,40}\baan|verho(?:og|g)\w*|verla(?:ag|g)\w*|bijgesteld|teruggebracht|verkort\w*|verleng\w*|ingekort|uitgebreid|opgehoogd|gaat|gaan|ging|changed|amended|reduced|increased|raised|lowered|shortened|extended|went|goes"
)
_STEMS = (" maar ", " but ", " naar ", "in plaats van", "i.p.v", "ipv ", "instead of", "rather than", "was ", "stond", "eerst ", "eerder ", "oorspronk", "voorheen", "aanvankelijk", "previously", "originally", "from ", "en niet", "en geen")  # fmt: skip
_REACH = 70  # characters to either side of a sign


@dataclass(frozen=True, slots=True)
class Correction:
    """Two numbers, each with its offsets, and the units said with either."""

    old: tuple[int, int]
    new: tuple[int, int]
    value: float
    units: str
    start: int
    end: int
    changes: bool  # said as a change from the one to the other


@lru_cache(maxsize=4)
def corrections(low: str) -> tuple[Correction, ...]:
    """The corrections in a text in lower case, in order."""
    signs = [at for at in places_of(low, _STEMS) if _has_number(low, at)]
    found: dict[tuple[int, int], Correction] = {}
    for pattern in _PATTERNS if signs else ():
        for match in find_around(pattern, low, signs, _REACH, _REACH):
            around = low[max(match.start() - 60, 0) : match.end() + 40]
            if pattern is _PATTERNS[1] and not _CHANGED.search(around):
                continue
            units = " ".join(match[part] or "" for part in ("old_unit", "new_unit", "old_sign", "new_sign"))
            pair = Correction(match.span("old"), match.span("new"), parse_number(match["new"]), units, *match.span(), pattern is _PATTERNS[1])  # fmt: skip
            found.setdefault(pair.new, pair)
    return tuple(sorted(found.values(), key=lambda one: one.start))


def role_of(low: str, start: int, end: int) -> Literal["old", "new"] | None:
    """Whether the number between two offsets is replaced by another, or replaces one."""
    for one in corrections(low):
        if one.old[0] < end and start < one.old[1]:
            return "old"
        if one.new[0] < end and start < one.new[1]:
            return "new"
    return None


def _has_number(low: str, at: int) -> bool:
    """Whether numbers stand close to a sign; most have none, which their digits tell soonest."""
    near = low[max(at - 40, 0) : at + 40]
    digits = sum(sign.isdecimal() for sign in near)
    return digits > 0 or any(part in near for part in (" uur", "uren", "maand", "euro", "hours", "month", "dagen", "days", " jaar"))  # fmt: skip
