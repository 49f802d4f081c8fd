"""Dates that take the place of others: ``was 4 december, nu 9 december``, ``van 1 april naar 1 mei``, ``3 mei in plaats van 12 april``.

A correction is an operator on any date, whatever that is the date of: the old one says nothing any more, the new one all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from indexer.parse.dategrammar import WEEKDAY, DateMention
from indexer.parse.openings import at_words

_DAY = rf"(?:(?:de|het|the|op|on|per|om)\s+)*(?:{WEEKDAY}\.?,?\s+)?(?:de\s+)?[\s:(~*_]*$"
_OLD_BEFORE = re.compile(
    rf"(?:\b(?:was|waren|stond|oorspronkelijke?|aanvankelijke?|eerder|eerst|voorheen|vorige|in plaats van|i\.p\.v\.?|ipv|previously|originally|original|instead of|rather than|formerly|oude?|old|noemden|meldden)\b[^.\n\d]{{0,45}}?|\b(?:niet|geen|not)\s+|~~\s*){_DAY}"
)
# After a date, before the one that it came in the place of.
_TURNED = re.compile(
    rf"(?:\b(?:in plaats van|i\.p\.v\.?|ipv|instead of|rather than)\b|[(,;]\s*(?:(?:dus|en|and) ){{0,2}}(?:(?:(?:de|die|deze|the|this) )?(?:(?:sluitings?|reactie|inschrijf|aanmeld)datum|sluiting|deadline|(?:reactie|inschrijf)termijn|closing date|dat|dit|that) )?(?:niet|not|was|eerst|eerder|voorheen|oorspronkelijk|aanvankelijk|previously|originally|formerly|first(?= (?:until|till|by|before|on)\b))\b)[^.\n\d]{{0,30}}?{_DAY}"
)
_OLD_AFTER = re.compile(
    r"\s*(?:~~|[(),;]*\s*(?:is |zijn |komt te |has |die |dat |which )*(?:vervallen\b|vervalt\b|geldt niet\b|klopte? niet\b|was (?:niet juist|onjuist|fout|een fout|verkeerd)|no longer|cancelled|wrong\b|maar (?:dat|dit) (?:is|was|klopt)\b))"
)
# Behind a date that no other stands beside: it was taken back.
_LAPSED = re.compile(
    r"[\s*_]*(?:uur\b\s*)?[(\[,;–-]{1,2}[\s*_]*(?:(?:is|zijn|deze datum|dit|this date|has been|datum) )*(?:inmiddels |nu |now )?(?:vervallen\b|vervalt\b(?! op)|komt te vervallen|ingetrokken|niet (?:meer|langer) (?:geldig|van kracht|van toepassing)|geldt niet (?:meer|langer)|achterhaald|(?:gewijzigd|verlengd|verschoven|uitgesteld|opgeschoven|aangepast)[,;]? zie\b|zie (?:mededeling|rectificatie|wijziging|erratum|correctie)|no longer (?:valid|applies|applicable)|cancelled|withdrawn|superseded|void\b|(?:replaced|changed|extended|postponed|moved|amended)[,;]? see\b|see (?:notice|rectification|amendment|correction))"
)
_NEW_BEFORE = re.compile(
    rf"\b(?:wordt|worden|is|nu|nieuwe?|new|now|maar|naar|to|bedoeld|moet|zijn|should be|juiste?|door|by|but)\b(?:\s+(?:(?:slui\w+|start|begin|eind)?datum|date|deadline|is|was|nu|now|dus|zijn|be|worden|het|er|je|u|hebt|heb|heeft|nog|tijd|tot|en met|kan|kunt|until|till|you|have)\b)*[\s:]*{_DAY}"
)
# Between two dates: the second takes the place of the first, whatever stands before that.
_LINK = re.compile(
    rf"(?!\s+(?:en|and) (?:het|de|the) (?:slot|einde?|begin|start|end)\b)[\s)\]]*(?:uur|u|hrs)?[^.;\d\n]{{0,60}}?(?:\bnaar\b|\bwordt(?: nu)?\b|\bis nu\b|\b(?:vervangen|gewijzigd|veranderd|replaced|changed)\b[^.;\d\n]{{0,15}}\b(?:door|in|by|to)\b|->|→|=>)\s*{_DAY}"
)
_ARROW, _MOST_MOVED = re.compile(r"->|→|=>"), dt.timedelta(days=45)
_TO = re.compile(rf"[\s)\]]*(?:to|tot|until|t/m)\s+{_DAY}")
_MOVES = re.compile(
    r"\b(?:moved|changed|extended|postponed|shifted|rescheduled|brought forward|pushed back|verschoven|opgeschoven|uitgesteld|verlengd|opgerekt|verruimd|vervroegd|gewijzigd|aangepast|verzet)\b"
)
_AMENDS = re.compile(
    rf"\b(?:verschui\w*|schuift|verschoven|opgeschoven|verplaatst|verlengd|gewijzigd|verzet|opgerekt|verruimd|uitgesteld|vervroegd|aangepast|moved|changed|extended|postponed|shifted|rescheduled|pushed back)\b[^.\n\d]{{0,25}}\b(?:naar|tot(?: en met)?|t/m|in|to|until|till)\s+{_DAY}"
)
# "1 februari (update 26-11: dit is 1 maart geworden)"
_BECOMES = re.compile(
    rf"\b(?:(?:dit|dat|die|deze|this|it|that) (?:is|wordt|werd|has|was)|(?:is|wordt|werd) (?:dit|dat|die|deze|het)) (?:nu |inmiddels |now |been )?{_DAY}"
)
_BECAME = re.compile(r"\s*(?:geworden|gemaakt|now\b|instead\b)")
_STAMP = re.compile(
    r"\b(?:update|updated|edit|wijziging|gewijzigd|rectificatie|correctie|bijgewerkt|aangepast)(?: (?:van|op|d\.d\.|dd|of|on))? $"
)
# "19-11-2026 11:00 (gewijzigd op 9 november; was ...)"
_CHANGED_ON = re.compile(
    r"\b(?:gewijzigd|aangepast|bijgewerkt|verlengd|verschoven|gepubliceerd|updated?|amended|changed|extended|published) (?:op|d\.d\.|dd|on) (?:\w+(?:dag|day),? )?$"
)
_BACK, _BEFORE, _AHEAD, _APART, _STAMPED = 70, 8, 40, 170, 24  # characters
_SIGN = re.compile(
    at_words(
        r"nieuw|new|naar|wordt|nu|to|->|→|=>|was|vervang|gewijzigd|veranderd|maar|~~|plaats van|i\.p\.v|ipv|instead|eerst|eerder|previous|origin|oude|old|niet|geen|not|verval|geldt|klopt|bedoeld|moet|oorspronk|aanvank|door|by|update|geworden|gemaakt|is dat|is het"
    )
)


class Corrections(NamedTuple):
    """Indices of dates: of each one that was given up, the one that came in its place, and the reverse."""

    new_of: dict[int, int]
    old_of: dict[int, int]


def corrections(low: str, mentions: Sequence[DateMention]) -> Corrections:
    """Which of the dates of a text in lower case take the place of others."""
    new_of: dict[int, int] = {}
    turned: dict[int, int] = {}
    for index in range(len(mentions) - 1):
        last = index + 1
        if last + 1 < len(mentions) and _is_stamp(low, mentions[last]):
            last += 1
        first, second = mentions[index], mentions[last]
        if second.start - first.date_end > _APART:
            continue
        if not _SIGN.search(low, max(first.start - _BEFORE, 0), second.start):
            continue
        between = low[first.date_end : second.start]
        floor = mentions[index - 1].end if index else 0
        if _gives_way(low, max(floor, first.start - _BACK), first, second):
            new_of[index] = last
        elif "\n" not in between and _TURNED.search(between):
            turned[last] = index - 1 if index and tells_when(low, first) else index
    for old, new in turned.items():
        if old not in new_of and new not in new_of:
            new_of[old] = new
    return Corrections(new_of, {new: old for old, new in new_of.items()})


def _is_old(low: str, floor: int, mention: DateMention) -> bool:
    return _OLD_BEFORE.search(low, max(floor, mention.start - _BACK), mention.start) is not None


def _is_stamp(low: str, mention: DateMention) -> bool:
    """Whether a date only says when a correction was made: ``(update 26-11: dit is 1 maart geworden)``."""
    return (
        _STAMP.search(low, max(mention.start - _STAMPED, 0), mention.start) is not None
        and low[mention.end : mention.end + 2].lstrip()[:1] == ":"
    )


def _gives_way(low: str, floor: int, first: DateMention, second: DateMention) -> bool:
    if _BECOMES.search(low, first.end, second.start) and _BECAME.match(low, second.end):
        return True
    if _LINK.fullmatch(low, first.end, second.start):
        # By so much no date moves: the arrow leads from the first day of the work to the last.
        apart = first.has_year == second.has_year and second.first - first.first > _MOST_MOVED
        return not (apart and _ARROW.search(low, first.end, second.start))
    if _TO.fullmatch(low, first.end, second.start):
        return _MOVES.search(low, floor, first.start) is not None
    given_up = _OLD_AFTER.match(low, first.end, first.end + _AHEAD)
    return (given_up is not None or _is_old(low, floor, first)) and (
        _NEW_BEFORE.search(low, max(first.end, second.start - _BACK), second.start) is not None
        or low.startswith("~~", first.date_end)
        or low.startswith("~~", first.end)
    )


def tells_when(low: str, mention: DateMention) -> bool:
    """Whether a date only says when another was changed: ``gewijzigd op 9 november``."""
    return _CHANGED_ON.search(low, max(mention.start - _STAMPED - 16, 0), mention.start) is not None


def lapsed(low: str, mention: DateMention) -> bool:
    """Whether the words right behind a date say that it holds no longer: ``3 december, 12:00 uur (vervallen)``."""
    return _LAPSED.match(low, mention.end, mention.end + _AHEAD) is not None


def amends(low: str, mention: DateMention) -> bool:
    """Whether the words right before a date say that another one moved to it: ``verschuift naar maandag 19 april``."""
    return _AMENDS.search(low, max(mention.start - _BACK, 0), mention.start) is not None
