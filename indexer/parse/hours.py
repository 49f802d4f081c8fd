"""Hours per week: ``32``, ``24 - 36 uur``, ``twee dagen per week``, ``60 uur per maand``, ``0,67 fte``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.numbers import WORD_PATTERN, parse_number, tidy
from indexer.parse.windows import find_in_windows
from indexer.record import Hours

HOURS_A_DAY = 8.0
WEEKS_A_MONTH = 4.33
# A full working week in the collective agreements of gemeenten, social work and youth care (cao Gemeenten,
# Sociaal Werk, Jeugdzorg): what one fte is where the text does not say it.
HOURS_A_FTE = 36.0
MOST_HOURS = 60.0

_N = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|\b(?:{WORD_PATTERN})\b)"
_ABOUT = r"(?:ca\.?|circa|gemiddeld|ongeveer|plusminus|±|\+/-|zo'?n|about|approximately|on average|indicatief|naar verwachting)"
_RANGE = (
    rf"(?P<bound>(?:minimaal|min\.?|ten minste|minstens|vanaf|at least|maximaal|max\.?|ten hoogste|hooguit|tot maximaal|tot|up to|maximum)\s+)?"
    rf"(?:{_ABOUT}\s+)?(?:tussen(?: de)?\s+)?(?P<low>{_N})"
    rf"(?:\s*(?:uur|uren|hours?|dagen|days|fte)?\s*(?:-|–|—|/|à|a|tot en met|t/m|tot maximaal|tot|en|to|of|or|and)\s*(?:{_ABOUT}\s+)?(?:maximaal\s+|max\.?\s+)?(?P<high>{_N}))?"
)
_UNIT = r"(?P<unit>uren|uur|u\b|hrs?\b|hours?\b|hour\b|(?:werk)?dagen\b|(?:werk)?dag\b|days?\b|dagdelen\b|dagdeel\b|fte'?s?\b)"
_UNIT_ANCHOR = re.compile(r"uur|uren|hrs?\b|hours?\b|dag|days?\b|fte|(?<=\d)\s?u\b", re.I)
_PER = (
    r"\s*(?:\([^)]{1,20}\)\s*)?(?P<per>(?:inzet\s+)?(?:per|/|p\.?/?|a|in de|in een|elke|iedere)\s*(?P<period>week|weken|w\b\.?|maand|mnd|m\b|month|jaar|year|dag|day)"
    r"|wekelijks|weekly|maandelijks|monthly)"
)
_STATED = re.compile(rf"{_RANGE}\s*[- ]?{_UNIT}(?:{_PER})?", re.I)
_BARE = re.compile(rf"{_RANGE}", re.I)
_FULL_WEEK = re.compile(
    r"(?:1\s*fte|fulltime|voltijds?)\s*(?:=|is|\(|staat gelijk aan|:)\s*(\d{2})\s*(?:uur|uren)|(\d{2})-urige werkweek",
    re.I,
)
# Words around a number of hours that make it something else than the weekly effort.
_NOT_EFFORT = re.compile(
    r"binnen\s+$|\bom\s+$|\bvoor\s+$|vóór\s+$|uiterlijk\s+$|reistijd|responstijd|bereikbaar|open(?:ings)?\w*\s+van|24/7|[.:]\s*$|caseload",
    re.I,
)
_EFFORT_CUE = re.compile(
    r"\b(inzet|uren|omvang|opdracht|beschikbaar\w*|per week|inhuur|werkweek|voor\s+(?:gemiddeld|ca|circa|minimaal|maximaal)?|gemiddeld|effort|week)\b",
    re.I,
)


def _convert(match: re.Match[str], unit: str, period: str, full_week: float) -> Hours | None:
    low = parse_number(match["low"])
    high = parse_number(match["high"]) if match["high"] else low
    factor = 1.0
    if unit.startswith(("dagd",)):
        factor = HOURS_A_DAY / 2
    elif unit.startswith(("dag", "werkdag", "day")):
        factor = HOURS_A_DAY
    elif unit.startswith("fte"):
        factor = full_week
    if period.startswith(("maand", "mnd", "month")) or period == "m":
        factor /= WEEKS_A_MONTH
    elif period.startswith(("jaar", "year", "dag")) or period == "day":
        return None
    low, high = tidy(low * factor), tidy(high * factor)
    if not (0 <= low <= high <= MOST_HOURS) or high == 0:
        return None
    bound = (match["bound"] or "").strip().lower()
    if bound and not match["high"]:
        return (
            Hours(None, high)
            if bound.startswith(("max", "ten hoogste", "hooguit", "tot", "up"))
            else Hours(low, None)
        )
    return Hours(low, high)


def _full_week(text: str) -> float:
    said = _FULL_WEEK.search(text)
    return float(said[1] or said[2]) if said else HOURS_A_FTE


def _period(match: re.Match[str]) -> str:
    words = (match["per"] or "").lower()
    if words.startswith(("maand", "month")):
        return "maand"
    return (match["period"] or ("week" if words else "")).lower().rstrip(".")


def _label_unit(label: str) -> tuple[str, str]:
    """Unit and period that the label itself gives to a bare number."""
    low = label.lower()
    unit = "dagen" if "dag" in low else "fte" if "fte" in low else "uur"
    return unit, "maand" if "maand" in low else "week"


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``hours``, converted to hours per week (8 a day, a month of 4.33 weeks)."""
    full_week = _full_week(doc._.layout.text)
    yield from _from_labels(doc, full_week)
    yield from _from_prose(doc, full_week)


def _from_labels(doc: Doc, full_week: float) -> Iterator[Candidate]:
    for pair in doc._.layout.labelled("hours"):
        value = doc._.layout.text[pair.start : pair.end]
        unit, period = _label_unit(pair.label)
        # Prose under a label (a heading with a paragraph) is read as prose below.
        if len(value) > 90:
            continue
        stated = [m for m in _STATED.finditer(value) if (m["period"] or "").lower() not in ("dag", "day")]
        best = next((m for m in stated if "week" in _period(m)), None) or next(iter(stated), None)
        match = best or _BARE.match(value)
        if match is None:
            continue
        if best:
            hours = _convert(best, best["unit"].lower(), _period(best) or period, full_week)
        else:
            hours = _convert(match, unit, period, full_week)
        if hours:
            yield Candidate("hours", hours, pair.label_start, pair.start + match.end(), "label", 0.9)


def _from_prose(doc: Doc, full_week: float) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.text
    for match in find_in_windows(_STATED, text, _UNIT_ANCHOR):
        start, end = match.span()
        before = text[max(0, start - 14) : start]
        period = _period(match)
        if (
            layout.is_noise(start)
            or (not period and _NOT_EFFORT.search(before))
            or (before[-1:].isalnum() or before[-1:] in ",.:")
            and before[-1:] != "."
        ):
            continue
        covering = layout.label_covering(start)
        if covering is not None and covering.key in (
            "interview",
            "deadline",
            "contact",
            "reference",
            "published",
            "salary",
        ):
            continue
        unit = match["unit"].lower()
        if unit in ("u",) and not period:
            continue
        weight = _prose_weight(doc, match, unit, period)
        hours = _convert(match, unit, period, full_week) if weight else None
        if hours:
            yield Candidate("hours", hours, start, end, "prose" if weight > 0.5 else "form", weight)


def _prose_weight(doc: Doc, match: re.Match[str], unit: str, period: str) -> float:
    """How sure it is that this is the weekly effort asked, 0 for not at all."""
    layout = doc._.layout
    text = layout.text
    line = layout.line_at(match.start())
    short = line.end - line.content <= 60
    first, last = layout.sentence_at(match.start())
    sentence = text[first:last]
    if re.search(
        r"reistijd|reizen|bereikbaarheid|piket|dienstrooster|per (?:cliënt|client|gezin|inwoner|jeugdige|leerling|deelnemer)",
        sentence,
        re.I,
    ):
        return 0.0
    if unit.startswith(("uu", "uren", "h", "u")):
        if "week" in period or period in ("w", "weken"):
            return 0.75 if _EFFORT_CUE.search(sentence) else 0.65
        if period in ("maand", "mnd", "month"):
            return 0.6
        if period:
            return 0.0
        return (
            0.45 if short and match.start() - line.content <= 3 and match.start() < layout.header_end else 0.0
        )
    if unit.startswith("fte"):
        return (
            0.55
            if _EFFORT_CUE.search(sentence)
            and not re.search(r"\b(team|formatie|afdeling|medewerkers)\b", sentence, re.I)
            else 0.0
        )
    if "week" in period or period in ("w", "weken"):
        on_site = re.search(
            r"kantoor|op locatie|aanwezig|thuis|stadhuis|gemeentehuis|office|on.?site|in huis|op de werkvloer",
            sentence,
            re.I,
        )
        return 0.35 if on_site else 0.62
    return 0.0
