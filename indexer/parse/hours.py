"""Hours per week: ``32``, ``24 - 36 uur``, ``twee dagen per week``, ``60 uur per maand``, ``0,67 fte``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Layout
from indexer.parse.numbers import WORD_PATTERN, behind_number, parse_number, tidy
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around, first_near
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
_UNIT_STEMS = ("uur", "uren", "hr", "hour", "dag", "day", "fte")
_SHORT_UNIT = re.compile(r"\d\s?u\b")
_PER = (
    r"\s*(?:\([^)]{1,20}\)\s*)?(?:werk\s+)?(?P<per>(?:inzet\s+)?(?:per|/|p\.?/?|a|in de|in een|elke|iedere)\s*(?:werk|kalender)?(?P<period>weken|week|wk\b|w\b\.?|maand|mnd|m\b|month|jaar|year|dag|day)"
    r"|wekelijks|weekly|maandelijks|monthly)"
)
_STATED = re.compile(rf"{_RANGE}\s*[- ]?{_UNIT}(?:{_PER})?")
_BARE = re.compile(rf"{_RANGE}")
_FULL_WEEK = re.compile(
    r"(?:1\s*fte|full-?time|voltijds?)\s*(?:=|is|\(|staat gelijk aan|:)\s*(\d{2})\s*(?:uur|uren|hours)|(\d{2})-urige werkweek",
)
_WORKING_DAY = re.compile(
    rf"(?:(?:werk)?dag(?:en)?|days?)\s*(?:van|à|=|is|telt|telling|of)\s*(?P<a>{_N})\s*(?:uur|uren|hours)|(?P<b>\b\d)\s*(?:uur|hours)\s*(?:per|a|/)\s*(?:werk)?(?:dag|day)\b",
)
_DAYS_OF = re.compile(
    rf"(?P<days>{_N})\s*(?:(?:werk)?dagen\s*(?:per week\s*)?(?:van|à)|x|×|keer|maal)\s*(?P<hours>{_N})\s*(?:uur|u\b)",
)
_OR_MORE = re.compile(
    rf"\s*(?:uur|uren)?\s*,?\s*\(?\s*(?:eventueel|evt\.?|uitbreidbaar (?:naar|tot)|met uitloop (?:naar|tot)|mogelijk)\s*(?P<n>{_N})",
)
# Words around a number of hours that make it something else than the weekly effort.
_NOT_EFFORT = re.compile(
    r"binnen\s+$|\bom\s+$|\bvoor\s+$|vóór\s+$|uiterlijk\s+$|reistijd|responstijd|bereikbaar|open(?:ings)?\w*\s+van|24/7|[.:]\s*$|caseload",
)
_OF_OTHERS = re.compile(
    r"reistijd|reizen|bereikbaarheid|piket|dienstrooster|in loondienst|\bopen(?:ings|gesteld)?\b|geopend|naar school|\bstage\b|huiswerk|spreekuur|"
    r"per (?:cliënt|client|gezin|inwoner|jeugdige|leerling|deelnemer|traject|dossier)\b|"
    r"^(?:de |alle |veel |sommige |onze )?(?:kinderen|jeugdigen|cliënten|inwoners|deelnemers|leerlingen|jongeren|vrijwilligers|bewoners|statushouders)\b",
)
_EFFORT_CUE = re.compile(
    r"\b(inzet\w*|reken op|uren|het gaat om|werkt|werken|omvang|opdracht|beschikbaar\w*|inhuur\w*|werkweek|gemiddeld|effort|week\b.{0,20}\bin overleg|zoek\w*|gezocht|iemand|nodig|je werkt|jij werkt|werk je|"
    r"u werkt|you(?: will)? work|available|looking for|assignment|volume|role|klus|functie|meedraai\w*|kandidaat|professional|interim\w*|vacature|contract\w*|"
    r"dienstverband|te verdelen|verdeeld|flexibel|looptijd|voor de duur|period|commitment)\b",
)
_AT_THE_CLIENT = re.compile(
    r"kantoor|op locatie|aanwezig|thuis|stadhuis|gemeentehuis|city hall|office|on.?site|in huis|op de werkvloer|beide locaties|gereserveerd",
)
_AMENDED = re.compile(
    r"gewijzigd|aangepast|verhoogd|verlaagd|bijgesteld|teruggebracht|uitgebreid naar|in plaats van|in afwijking|rectificatie|correctie|changed|amended",
)
_ELSEWHERE = ("interview", "deadline", "contact", "reference", "published", "salary", "education", "remote")


# "De inzet bedraagt 24 uur", "omvang 24 uur": hours a week without the words.
_SAID_OF_HOURS = re.compile(
    r"\b(?:inzet|omvang|uren|urenomvang|aanstelling|hours)\b(?: (?:is|bedraagt|van|per week|circa|gemiddeld|about))*\s*:?\s*$",
)
_ONCE = re.compile(r"\s*(?:per (?!week)|voor |reistijd|in totaal|total|training|na |scholing)")


@dataclass(frozen=True, slots=True)
class _Scale:
    """What a full-time job and a working day count here, in hours."""

    full_week: float
    day: float

    def of(self, unit: str) -> float:
        if unit.startswith("dagd"):
            return self.day / 2
        if unit.startswith(("dag", "werkdag", "day")):
            return self.day
        return self.full_week if unit.startswith("fte") else 1.0


def _scale(layout: Layout) -> _Scale:
    """Eight hours a day and 36 a full week, unless the text says otherwise."""
    week = first_near(_FULL_WEEK, layout.low, layout.low, ("fte", "full", "voltijd", "-urige"), 10, 50)
    day = first_near(_WORKING_DAY, layout.low, layout.low, ("dagen van", "dag van", "dag =", "dag is", "dag telt", "dagen à", "uur per", "uur/", "hours", "day of", "days of"), 20, 40)  # fmt: skip
    length = parse_number(day["a"] or day["b"]) if day else HOURS_A_DAY
    return _Scale(
        float(week[1] or week[2]) if week else HOURS_A_FTE, length if 4 <= length <= 10 else HOURS_A_DAY
    )


def _convert(match: re.Match[str], unit: str, period: str, scale: _Scale) -> Hours | None:
    low = parse_number(match["low"])
    high = parse_number(match["high"]) if match["high"] else low
    factor = scale.of(unit)
    if period.startswith(("maand", "mnd", "month")) or period == "m":
        factor /= WEEKS_A_MONTH
    elif period.startswith(("jaar", "year", "dag")) or period == "day":
        return None
    low, high = tidy(low * factor), tidy(high * factor)
    if not (0 <= low <= high <= MOST_HOURS) or high == 0:
        return None
    bound = (match["bound"] or "").strip().lower()
    if bound and not match["high"]:
        most = bound.startswith(("max", "ten hoogste", "hooguit", "tot", "up"))
        return Hours(None, high) if most else Hours(low, None)
    return Hours(low, high)


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
    scale = _scale(doc._.layout)
    labelled = list(_from_labels(doc, scale))
    yield from labelled
    yield from _from_pieces(doc, scale)
    yield from _from_prose(doc, scale, labelled[0].value if labelled else None)


def _from_labels(doc: Doc, scale: _Scale) -> Iterator[Candidate]:
    for pair in doc._.layout.labelled("hours"):
        value = doc._.layout.low[pair.start : pair.end]
        # Prose under a label (a heading with a paragraph) is read as prose below.
        if len(value) > 90:
            continue
        found = _in_value(pair.label, value, scale)
        if found:
            yield Candidate("hours", found[0], pair.label_start, pair.start + found[1], "label", 0.9)


_DATE_GOES_ON = re.compile(r"\s?(?:[-./]\s?\d|(?:jan|feb|m[aer]|apr|ju[ln]|aug|sep|o[kc]t|nov|dec))")


def _in_value(label: str, value: str, scale: _Scale) -> tuple[Hours, int] | None:
    """Hours in a label's value and where the words that say so end."""
    days = _DAYS_OF.search(value)
    if days:
        total = tidy(parse_number(days["days"]) * parse_number(days["hours"]))
        return (Hours(total, total), days.end()) if 0 < total <= MOST_HOURS else None
    unit, period = _label_unit(label)
    stated = [m for m in _STATED.finditer(value) if (m["period"] or "").lower() not in ("dag", "day")]
    weekly = [m for m in stated if _period(m) in ("week", "weken", "w", "wk")] or stated
    # "3 dagen per week (27 uur)": the hours are the more precise.
    best = None
    if weekly and weekly[0]["unit"][0] in "dDwWfF":
        best = next(
            (m for m in stated if m["unit"][0] in "uUhH" and value[: m.start()].endswith(("(", "(="))), None
        )
    best = best or next(iter(weekly), None)
    match = best or _BARE.match(value)
    if match is None or not best and _DATE_GOES_ON.match(value, match.end()):
        return None
    said = (best["unit"].lower(), _period(best) or period) if best else (unit, period)
    hours = _convert(match, *said, scale)
    more = _OR_MORE.match(value, match.end())
    if hours and more and hours.min == hours.max and hours.min is not None:
        most = tidy(parse_number(more["n"]) * scale.of(said[0]))
        if hours.min < most <= MOST_HOURS:
            return Hours(hours.min, most), more.end()
    return (hours, match.end()) if hours else None


_PIECE = re.compile(
    rf"(?:(?:inzet|omvang|uren)\s+|[~±]\s*)?{_STATED.pattern}\s*(?:\([^()]{{1,30}}\))?[.!]?", re.I
)


def _from_pieces(doc: Doc, scale: _Scale) -> Iterator[Candidate]:
    """``28 uur`` alone on a line of the header or between its pipes or dots."""
    layout = doc._.layout
    for start, end in layout.pieces():
        if end - start > 45 or layout.is_noise(start):
            continue
        match = _PIECE.fullmatch(layout.low, start, end)
        if match and (match["unit"][0] in "uUhHfF" or match["per"]):
            read = _in_value("", layout.low[match.start("low") - len(match["bound"] or "") : end], scale)
            hours = read[0] if read else None
            if hours:
                weight = 0.86 if match["per"] else 0.7
                yield Candidate("hours", hours, start, end, "form", weight)


def _from_prose(doc: Doc, scale: _Scale, labelled: Hours | None) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.low
    units = behind_number(layout.low, places_of(layout.low, _UNIT_STEMS), "werk")
    offsets = {*units, *(m.start() for m in _SHORT_UNIT.finditer(text))}
    for match in find_around(_STATED, text, sorted(offsets), 80, 60):
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
        if covering is not None and covering.key in _ELSEWHERE:
            continue
        unit = match["unit"].lower()
        if unit in ("u",) and not period:
            continue
        weight = _prose_weight(doc, match, unit, period)
        hours = _convert(match, unit, period, scale) if weight else None
        if hours:
            weight = _against_label(layout, match, hours, labelled, weight)
            yield Candidate("hours", hours, start, end, "prose" if weight > 0.5 else "form", weight)


def _against_label(
    layout: Layout, match: re.Match[str], hours: Hours, labelled: Hours | None, weight: float
) -> float:
    """What was amended later beats the header, and so does a range that makes its one number precise."""
    if labelled is None or hours == labelled or weight < 0.7:
        return weight
    first, last = layout.sentence_at(match.start())
    sentence = layout.low[first:last]
    if layout.says(_AMENDED, first, last):
        return 0.94
    lone = labelled.min == labelled.max and labelled.min in (hours.min, hours.max) and match["high"]
    if lone and re.search(r"zoek|inzet|omvang|opdracht|inhuur|looking for", sentence):
        return 0.91
    return weight


def _only_at_the_client(text: str, match: re.Match[str], first: int, last: int) -> bool:
    """Whether the days are those on location or at home (``minimaal twee dagen per week op kantoor``), not the whole effort."""
    close = re.split(r"[,;(]", text[match.end() : min(match.end() + 60, last)])[0]
    near = text[max(first, match.start() - 60) : match.start()] + close
    around = text[first:last] if match["bound"] else near
    return bool(_AT_THE_CLIENT.search(around))


def _prose_weight(doc: Doc, match: re.Match[str], unit: str, period: str) -> float:
    """How sure it is that this is the weekly effort asked, 0 for not at all."""
    layout = doc._.layout
    text = layout.low
    line = layout.line_at(match.start())
    short = line.end - line.content <= 60
    first, last = layout.sentence_at(match.start())
    sentence = text[first:last]
    if layout.says(_OF_OTHERS, first, last):
        return 0.0
    weekly = period in ("week", "weken", "w", "wk")
    cued = layout.says(_EFFORT_CUE, first, last)
    if unit.startswith(("uu", "uren", "h", "u")):
        if weekly:
            small = parse_number(match["high"] or match["low"]) < 4
            return 0.5 if small else 0.75 if cued else 0.6
        if period in ("maand", "mnd", "month"):
            return 0.6
        if not period and _SAID_OF_HOURS.search(text, max(first, match.start() - 40), match.start()):
            return (
                0.55
                if 4 <= parse_number(match["low"]) <= 40 and not _ONCE.match(text[match.end() : last])
                else 0.0
            )
        return 0.45 if not period and short and match.start() - line.content <= 3 and match.start() < layout.header_end else 0.0  # fmt: skip
    if unit.startswith("fte"):
        others = re.search(r"\b(team|formatie|afdeling|medewerkers|rekenen)\b", sentence)
        return 0.55 if cued and not others else 0.0
    if weekly and not _only_at_the_client(text, match, first, last):
        aside = match.start() < layout.header_end and short
        return 0.62 if cued else 0.5 if aside and parse_number(match["low"]) < 6 else 0.0
    return 0.0
