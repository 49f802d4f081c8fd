"""A value that another takes the place of, whatever it is of: ``niet 36 maar 28 uur``, ``van 24 naar 20``, ``€ 92 i.p.v. € 85``.

The old value stands for nothing any more, and the new one often goes without its unit, which the old one has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from indexer.parse.late import late
from indexer.parse.numbers import HUNDREDS_PATTERN, NUMBER_PATTERN, WORDS, first_letters, parse_number
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around

_UNITS = r"(?:\s*(?:€|euro|uur|uren|hours?|(?:werk)?dag(?:en)?|days?|maand(?:en)?|mnd|months?|weken|weeks?|jaar|jaren|years?|kwarta(?:al|len)|per (?:week|uur|maand|hour|month)|p/w|p/u|pw|a (?:week|month)|an hour|in de week)(?!\w))*"
_NUMBER = rf"(?:{NUMBER_PATTERN}|\b(?!een\b)(?:{HUNDREDS_PATTERN})\b)"


_NO_DATE = (
    r"(?!\d|[.,:/-]?\d|\s*(?:jan|feb|m(?:aa)?rt|maart|march|apr|mei\b|may\b|ju[nl]|aug|sep|o[kc]t|nov|dec))"
)


def _value(name: str) -> str:
    return (
        rf"(?P<{name}_sign>(?:€|\beuro?)\s?)?(?P<{name}>{_NUMBER}){_NO_DATE}(?:,-+)?(?P<{name}_unit>{_UNITS})"
    )


def _words(most: int) -> str:
    return rf"(?:[a-zà-ÿ'’]+[,:]?\s+){{0,{most}}}?"


_PAST = r"(?:was|waren|stonden|stond|staat|staan|sprak\w*|meldden|noemden|vermeldden|eerst|eerder|oorspronkelijk\w*|voorheen|aanvankelijke?|previously|originally|formerly|initially)"
_NOW = r"(?:moeten|moet|wordt|worden|is|zijn|nu|now|juist|werd|should|becomes?|became|geldt)"
# How a correction is said; the second is a change from the one to the other.
_WAYS = (
    rf"\b(?:niet(?: langer| meer)?|geen|not|no longer)\s+{_words(2)}{_value('old')}\s*,?\s*(?:(?:maar|but|doch)\s+{_words(3)}|(?<=,\s){_words(3)}toch\s+){_value('new')}",
    rf"\b(?:van|from)\s+{_value('old')}\s*(?:naar|to|tot)\s+{_value('new')}",
    rf"\b{_PAST}\b\s+{_words(4)}{_value('old')}\s*(?:[,;:–(-]|en|and|maar|but)?\s*{_words(3)}{_NOW}\b:?\s+{_words(4)}{_value('new')}",
    rf"\b(?:in plaats van|i\.p\.v\.?|ipv|instead of)\s+{_words(3)}{_value('old')}\s*,?\s+(?:[a-zà-ÿ'’]+\s+){{1,6}}?{_value('new')}",
    rf"{_value('new')}(?:\s+(?:zijn|worden|moeten zijn))?\s*,?\s*(?:\(?(?:in plaats van|i\.p\.v\.?|ipv|instead of|rather than)|en niet(?! (?:hoger|meer|lager|minder|langer|boven|onder)\b)|and not(?! (?:more|less|higher|lower|over|above)\b)|en geen|, ?not|, ?niet|, ?geen|\((?:was|voorheen|eerder|previously|formerly))\s*{_words(3)}{_value('old')}",
    # "Achttien uur had ik begroot, maar de wethouder heeft er twintig van gemaakt"
    rf"{_value('old')}[^.;\n]{{0,30}},?\s+(?:maar|but)\s+{_words(5)}er\s+{_value('new')}\s+van\s+(?:gemaakt|maken)",
    # "Achtentwintig uur per week... nee wacht, dat is die andere. Vierentwintig uur"
    rf"{_value('old')}\s*[.…,–-]{{1,5}}\s*(?:o |oh )?(?:nee|no),? (?:wacht|sorry|ik (?:bedoel|zeg het verkeerd|lieg|vergis me)|wait|i mean)\b[,.:…]*\s*(?:[a-zà-ÿ'’]+[,.:…]*\s+){{0,9}}?{_value('new')}",
    # "De drie maanden zijn verdubbeld naar zes", "75 euro. Dat bedrag is opgehoogd naar tachtig"
    rf"{_value('old')}[^;\n\d]{{0,50}}?\b(?:is|zijn|werd|werden|was|has been|have been)\s+{_words(3)}(?:verdubbeld|verhoogd|opgehoogd|verlaagd|bijgesteld|teruggebracht|ingekort|gehalveerd|raised|doubled|lowered)\s+(?:naar|tot|to)\s+{_words(1)}{_value('new')}",
    # "Eerst had ze het over 36 uur, maar toen ze het rooster erbij pakte werd dat 32"
    rf"\b{_PAST}\b\s+{_words(4)}{_value('old')}\s*,?\s*(?:maar|but)\s+{_words(8)}(?:werd|wordt|is|became)\s+(?:dat|het|that|it)\s+{_value('new')}",
)
_INSTEAD = ("in plaats van", "i.p.v", "ipv ", "instead of")
# One of these stands in each of them.
_SIGNS: tuple[tuple[str, ...], ...] = (
    (" maar ", " but ", " doch ", " toch "),
    (" naar ", " from "),
    ("was ", "waren ", "stond", "staat ", "staan ", " sprak", "meldden", "noemden", "eerst ", "eerder ", "oorspronk", "voorheen", "aanvankelijk", "previously", "originally", "formerly", "initially"),
    _INSTEAD,
    (*_INSTEAD, "rather than", "en niet ", "and not ", "en geen ", ", niet ", ", geen ", ", not ", "was ", "voorheen", "eerder ", "previously", "formerly"),
    (" van gemaakt", " van maken"),
    ("nee wacht", "nee, wacht", "nee sorry", "nee, sorry", "nee, ik ", "nee ik ", "no wait", "no, wait", "no sorry", "no, sorry", "no, i mean"),
    ("verdubbeld ", "verhoogd ", "opgehoogd ", "verlaagd ", "bijgesteld ", "teruggebracht ", "ingekort ", "gehalveerd ", "raised to ", "doubled to ", "lowered to "),
    ("werd dat ", "werd het ", "wordt dat ", "wordt het ", "is dat ", "became "),
)  # fmt: skip
_PATTERNS = tuple(
    zip(map(late, _WAYS), _SIGNS, (False, True, False, False, False, False, False, False, False), strict=True)
)
_ALL_SIGNS = tuple(sorted({sign for signs in _SIGNS for sign in signs}))
_UNIT_STEMS = ("uur", "uren", "maand", "€", "euro", "dagen", "jaar", "hour", "month", "days", "mnd", "year")
_ANY_NUMBER = re.compile(rf"\d+|\b(?={first_letters(WORDS)})(?:{HUNDREDS_PATTERN})\b")
_CHANGED = re.compile(
    r"wijzig\w*|aangepast|passen\b.{0,40}\baan|verho(?:og|g)\w*|verla(?:ag|g)\w*|bijgesteld|teruggebracht|verkort\w*|verleng\w*|ingekort|uitgebreid|opgehoogd|stijg(?:t|en)|daal(?:t|de|den)|dalen|groei(?:t|en)|gaat|gaan|ging|changed|amended|reduced|increased|raised|lowered|shortened|extended|went|goes|rises?|drops?|grows?"
)
_REACH = 90  # characters to either side of a sign


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
    found: dict[tuple[int, int], Correction] = {}
    signs = [at for at in places_of(low, _ALL_SIGNS) if _has_numbers(low, at)]
    for pattern, stems, changes in _PATTERNS if signs else ():
        own = [at for at in signs if low.startswith(stems, at)]
        for match in find_around(pattern(), low, own, _REACH, _REACH) if own else ():
            if changes and not _CHANGED.search(low, max(match.start() - 60, 0), match.end() + 40):
                continue
            units = " ".join(match[part] or "" for part in ("old_unit", "new_unit", "old_sign", "new_sign"))
            value = parse_number(match["new"])
            pair = Correction(match.span("old"), match.span("new"), value, units, *match.span(), changes)
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


def _has_numbers(low: str, at: int) -> bool:
    """Whether a unit and two numbers stand close to a sign; most have none."""
    near = low[max(at - _REACH, 0) : at + _REACH]
    if not any(map(near.__contains__, _UNIT_STEMS)):
        return False
    first = _ANY_NUMBER.search(near)
    return first is not None and _ANY_NUMBER.search(near, first.end()) is not None
