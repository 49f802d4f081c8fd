"""Hours a week that the running text puts in the place of those in the facts above: ``Bij nader inzien: reken op 24 tot 32 uur.``

That something has changed is told by :mod:`indexer.parse.announced`. What is told then goes without the words of effort that hours
in a sentence are known by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse import hours_words as words
from indexer.parse.announced import announced, corrected_below
from indexer.parse.candidate import Candidate
from indexer.parse.corrections import role_of
from indexer.parse.hours_beside import is_of_another
from indexer.parse.hours_clauses import of_else
from indexer.parse.hours_scale import MONTH, WEEK, Scale, between, convert, period_of
from indexer.parse.hours_values import is_old, widened
from indexer.parse.layout import Layout
from indexer.parse.limits import part_at
from indexer.parse.numbers import parse_number
from indexer.parse.put_aside import unit_of_old
from indexer.parse.stems import clause_at
from indexer.parse.windows import find_near
from indexer.record import Hours

_ANNOUNCED, _BELOW, _ENDS = 0.94, 0.55, 0.92
_FEWEST, _MOST = 4.0, 40.0
_MOST_LABELS = 5  # a header has no more
# What leads to the value that holds now.
_LEADS = re.compile(
    r"(?:[:=]|\b(?:op|van|uit van|wordt|worden|word|is|zijn|naar|tot|voor|nu|toch|alsnog|inmiddels|voortaan|vragen|vraagt|moet|moeten|dus|wel|er|liever|aan|iets|alles|ergens|met|on|asks? for|to|be|now|becomes?|are|of))\s*[(~]?$"
)
# "28 uur te krap": what is given up itself.
_WILL_NOT_DO = re.compile(
    r"\s*(?:per week |in de week |a week )?(?:\w+ ){0,2}?(?:te (?:krap|weinig|veel|ruim|kort|lang)\b|niet\b|not\b|too \w+)"
)
_TURN = re.compile(
    r":\s+(?=(?:reken|ga(?:at)? uit|denk|het (?:wordt|worden|gaat)|(?:we|wij) vragen|count on|it (?:will be|is now|becomes))\b)"
)
_COUNT = re.compile(rf"\b(?:er|naar|tot|op) (?P<n>{words.N}) (?:van\b|per week|in de week)")
# "Drie dagen is het minimum; wie vier dagen kan, mag vier dagen komen": from the one to the other.
_LEAST_AND_MORE = re.compile(
    rf"(?<![\w.,])(?P<low>{words.N}) (?P<unit>uur|dagen|hours|days)(?: (?:per|in de|a) week)? (?:is|are|vormt|geldt als) (?:(?:het|de|ons|onze|the|our) )?(?:(?:absolute )?(?:minimum|ondergrens|onderkant|lower limit)|genoeg|voldoende|enough)\b"
    rf"(?P<more>[^.\n\d]{{0,40}}?[,;][^.;\n\d]{{0,45}}?\b(?P<high>{words.N}) (?:uur|dagen|hours|days)\b[^.;\n\d]{{0,25}})"
)
# "Twee dagen is het minimum. In drukke weken worden dat er drie": from the one to the other, now and then.
_NOW_AND_THEN = re.compile(
    rf"(?<![\w.,])(?P<bound>(?:minimaal|minstens|ten minste|op zijn minst|at least) )?(?P<low>{words.N}) (?P<unit>uur|dagen|hours|days)(?: (?:per|in de|a) week)?"
    r"(?P<floor> (?:is|are|vormt) (?:(?:het|de|ons|onze|the|our) )?(?:absolute )?(?:minimum|minste|ondergrens|onderkant|least))?\b[^.;\n\d]{0,60}?[.,;] [^.;\n\d]{0,15}?"
    r"\b(?:in (?:\w+ )?(?:drukke|druk|piek|spits|busy|peak)\w*|(?:rond|tijdens|bij|around|during) [^.,;\n\d]{3,25}?|soms|af en toe|een enkele (?:keer|week)|(?:als|wanneer) het [^.,;\n\d]{3,20}?|sometimes|occasionally)\b"
    rf"[^.;\n\d]{{0,45}}?\b(?P<high>{words.N})\b(?! (?:keer|maand|weken|jaar|colleg|times|months|weeks))(?P<other> (?:uur|dagen|hours|days))?"
)
# It counts only with a least beside it, which fewer texts have than words for now and then.
_AT_LEAST_STEMS = ("minim", "minst", "least", "ondergrens", "onderkant")
_MAY_BE_MORE = re.compile(
    r"\b(?:mag|kan|kunnen|(?:is|zijn) (?:ook|prima|welkom)|maximum|bovengrens|may|can|are welcome|is fine)\b"
)
_LEAST_AND_MORE_STEMS = ("minimum", "ondergrens", "onderkant", "lower limit", "genoeg", "voldoende", "enough")  # fmt: skip


def from_amended(layout: Layout, scale: Scale, labelled: list[Candidate]) -> Iterator[Candidate]:
    """Candidates where a change of the hours is announced and in a correction below the facts; what these say already
    (``labelled``) is no change."""
    told = [(start, end, _ANNOUNCED) for start, end, field in announced(layout) if field == "hours"]
    told += [(start, end, _BELOW) for start, end in corrected_below(layout)]
    done = dict.fromkeys((_ANNOUNCED, _BELOW), 0)
    for start, end, weight in sorted(told):
        if end > done[weight]:  # what two announcements have in common is read once
            known = {one.value for one in labelled[:_MOST_LABELS] if one.end <= start}
            yield from _within(layout, scale, max(start, done[weight]), end, weight, known)
            done[weight] = end
    for new in unit_of_old(layout):
        first, last = clause_at(layout, new.start)
        value = new.value * scale.of(new.unit)
        if (
            new.unit.startswith(("u", "h", "da"))
            and _FEWEST <= value <= _MOST
            and not of_else(layout, first, last)
        ):
            yield Candidate("hours", Hours(value, value), new.start, new.end, "prose", _ANNOUNCED)
    yield from _least_and_more(layout, scale)
    yield from _now_and_then(layout, scale)


def _within(
    layout: Layout, scale: Scale, start: int, end: int, weight: float, known: set[object]
) -> Iterator[Candidate]:
    low = layout.low
    for match in words.STATED.finditer(low, start, end):
        unit, period = match["unit"], period_of(match)
        at = match.start("low") if not match["bound"] else match.start()
        first, last = clause_at(layout, at)
        if (
            layout.is_noise(at)
            or not _LEADS.search(low, max(start, at - 30), match.start())
            or (period and period not in WEEK and period not in MONTH)
            or words.OF_THE_CLOCK.fullmatch(match["low"])
            or words.BEHIND_DATE.search(low, max(at - words.BACK_TO_DATE, 0), at)
            or words.ANSWER_BY.search(low, first, last)
            or words.ONCE.match(low, match.end())
            or _WILL_NOT_DO.match(low, match.end())
            or role_of(low, match.start("low"), match.end("low")) == "old"
            or is_old(low, match, first)
            or _is_of_else(layout, at, _turned(low, max(first, start), at), last)
        ):
            continue
        hours = convert(match, unit, period, scale)
        if hours is None:
            continue
        hours, until = widened(low, match, unit, hours, scale, first, last)
        if hours not in known and _FEWEST <= (hours.max or hours.min or 0) <= _MOST:
            yield Candidate("hours", hours, at, until, "prose", weight)
    for match in _COUNT.finditer(low, start, end) if weight == _ANNOUNCED else ():
        value = parse_number(match["n"])
        hours = between(value, value) if 8 <= value <= _MOST else None
        if hours and hours not in known:
            yield Candidate("hours", hours, *match.span("n"), "prose", weight)


def _turned(low: str, first: int, at: int) -> int:
    """Where the part begins that turns to the reader: "De afdeling heeft dat verruimd: reken op 24 uur"."""
    turn = _TURN.search(low, first, at)
    return turn.end() if turn else first


def _is_of_else(layout: Layout, at: int, first: int, last: int) -> bool:
    """Whether the sentence around an offset tells other people's hours, or those at one place alone."""
    part = part_at(layout.low, at, first, last)
    return (
        of_else(layout, first, last)
        or is_of_another(layout.low, first, last)
        or words.AT_THE_CLIENT.search(layout.low, *part) is not None
    )


def _least_and_more(layout: Layout, scale: Scale) -> Iterator[Candidate]:
    for match in find_near(_LEAST_AND_MORE, layout.low, layout.low, _LEAST_AND_MORE_STEMS, 60, 110):
        first, last = clause_at(layout, match.start())
        unit = scale.of(match["unit"])
        ends = sorted(parse_number(match[end]) * unit for end in ("low", "high"))
        hours = between(*ends)
        if not _MAY_BE_MORE.search(match["more"]):
            continue
        of_else_said = words.AT_THE_CLIENT.search(layout.low, first, last) or of_else(layout, first, last)
        if hours and ends[0] >= _FEWEST and not of_else_said and not layout.is_noise(match.start()):
            yield Candidate("hours", hours, match.start(), match.end(), "prose", _ENDS)


def _now_and_then(layout: Layout, scale: Scale) -> Iterator[Candidate]:
    for match in find_near(_NOW_AND_THEN, layout.low, layout.low, _AT_LEAST_STEMS, 60, 220):
        other = (match["other"] or match["unit"]).strip()
        if not (match["bound"] or match["floor"]) or scale.of(other) != scale.of(match["unit"]):
            continue
        low, high = (parse_number(match[end]) * scale.of(other) for end in ("low", "high"))
        first, last = clause_at(layout, match.start())
        elsewhere = words.AT_THE_CLIENT.search(layout.low, first, match.end()) or of_else(layout, first, last)
        if _FEWEST <= low < high <= _MOST and not elsewhere and not layout.is_noise(match.start()):
            yield Candidate("hours", Hours(low, high), match.start(), match.end(), "prose", _ENDS)
