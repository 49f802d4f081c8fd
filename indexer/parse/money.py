"""Amounts of money in a text, with what they are per and what bounds them; :mod:`rate` and :mod:`budget` decide what they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from indexer.parse.late import late
from indexer.parse.limits import is_refused
from indexer.parse.numbers import (
    HUNDREDS_PATTERN,
    NUMBER_PATTERN,
    THOUSANDS_PATTERN,
    ends_in_number,
    parse_number,
)
from indexer.parse.openings import at_words
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around, find_near

Per = Literal["hour", "day", "half day", "other"]

# Plain substrings; "eur" alone stands in every "adviseur".
CURRENCY = ("€", " eur", "\neur", "(eur", "0eur", "5eur")
_AMOUNT = re.compile(
    rf"(?=[\d€e])(?:(?P<before>€|\beuro\b|\beur\b)\s*)?(?P<n>{NUMBER_PATTERN})(?:,-+|,=|,–|\.-+|-,)?(?:\s?(?P<thousand>k\b|mille\b|duizend\b)|(?P<million>\s?(?:miljoen|million|mln|miljard)))?(?:\s*(?P<after>€(?!\s?\d)|euro[’']?s?\b|eur\b)(?:\s+(?:en\s+)?(?P<cents>\d\d)(?:\s+cent\b|(?=\s+per\s+uur)))?)?"
)
# "vijfentachtig euro", "tussen de tachtig en honderd euro", "honderd per uur"
_spoken = late(
    rf"\b(?:(?P<v>{THOUSANDS_PATTERN})\s+(?=(?:euros?\s+)?(?:en|tot|à|to|and|of)\b)(?:[a-z]+\s+){{1,3}}?)??(?P<w>{THOUSANDS_PATTERN})\s+(?P<of>euro(?:[’']?s)?\b(?:\s+(?:(?:en\s+)?(?P<cents>{THOUSANDS_PATTERN})\s+cent\b|(?P<rest>{THOUSANDS_PATTERN})(?=\s+per\s+uur)|(?P<round>vijfentwintig|vijftig|vijfenzeventig|vijfennegentig)(?=[.,;!?)]|\s+(?:excl?|incl|all|zonder|plus)\b|\s*$)))?|(?:per|an)\s+(?:uur|hour)\b)"
)
_WORD_STEMS = (" euro", " per uur", " per hour", " an hour")
_LONGEST_WORDS = 75
_LONGEST_CENTS = 40  # characters from where the word for money begins
_JOIN = re.compile(
    r"\s*(?:\((?:min\w*|max\w*|ondergrens|bovengrens)\.?\)\s*)?(?:(?:per uur|p/u|p\.u\.|euro)\s*)?(?:,?\s*(?P<word>-|–|—|tot en met|t/m|tot|en|à|a|to|and|/|naar)\s*(?P<most>(?:een )?(?:maximaal|max\.?|ten hoogste|hooguit|maximum(?:tarief|prijs)?|bovengrens)(?: van)?\s*:?\s*)?(?:de\s+)?|,\s*(?P<only>(?:(?:maximaal|max\.?|maximum)(?: (?:uur)?tarief| prijs)?|maximum(?:tarief|prijs))\s*:?\s*))",
)
# "en" joins the two ends of a range only after a word that opens one.
_OPENS = re.compile(
    r"\b(?:tussen|between|van|from|min\w*|bandbreedte|ligt|onder|ondergrens)\b[^€\d.;]{0,15}$"
)
_CHANGES = re.compile(
    r"\b(?:gewijzigd|aangepast|verhoogd|verlaagd|bijgesteld|gaat|ging|opgehoogd|changed|raised|increased|amended)\b[^.;]{0,60}$|\bvan\s*$",
)
_HOUR = r"(?:(?:per|p\.?/?|/|an?|in (?:het|een)|voor (?:elk|ieder|een)|(?:for )?(?:each|every)(?: of the \w+)?)\s*(?:gewerkt\w* )?(?:uur|uren|u\b|hours?|hr|h\b))"
_VAT_WORDS = r"(?:(?:excl\w*|incl\w*|ex)\b\.?\s*(?:of\s*)?(?:21 ?%\s*)?(?:btw|vat|b\.t\.w\.?)?\s*,?\s*)"
# Gross is said of wages, but of a rate too where VAT comes on top of it.
BEFORE_VAT = r"[^;\n]{1,60}\b(?:btw|vat)\b"
_GROSS = rf"(?:bruto\s+(?={BEFORE_VAT}))"
_PER_HOUR = re.compile(
    rf"(?:\s+(?:piek|ballen|pop)\b)?[\s,.\-=–]*(?:\((?:excl|incl|ex\b|all)[^)]{{0,25}}\)\s*)?{_VAT_WORDS}?(?:all-?in\s*)?(?:\(?(?:euro?|€)\s?)?{_GROSS}?{_HOUR}",
)
_PER_DAY = re.compile(
    rf"[\s,.\-=–]*(?:\([^)]{{0,25}}\)\s*)?{_VAT_WORDS}?(?:per|p/|p\.\s?(?=d\b)|/|a)\s*(?:werk)?(?:dag(?!deel)|day|d\b)"
)
# "560 euro uitgetrokken voor een dag van acht uur"
_FOR_A_DAY = re.compile(
    r" (?:[a-zà-ÿ]+ ){0,2}(?:voor|for) (?:een|elke|iedere|a|an|each|every) (?:hele |volle |gewerkte |full )?(?:werk)?(?:dag|day)\b(?! (?:in|per) )"
)
_PER_HALF_DAY = re.compile(
    rf"[\s,.\-=–]*(?:\([^)]{{0,25}}\)\s*)?{_VAT_WORDS}?(?:per|p/|/|a)\s*(?:dagdeel|half(?: a |-| )day)"
)
_PER_OTHER = re.compile(
    r"[\s,.\-=–]*(?:bruto\s*)?(?:per|p/|/|a|elke?|iedere?|each)\s*(?:maand|mnd|month|jaar|year|km|kilometer|kwartaal|traject|cliënt|client|jeugdige|inwoner|kind|gezin|deelnemer|leerling|week|reis|rit|product|pupil|stuk|huishouden|persoon|aanvraag|plaatsing|gesprek|sessie|bijeenkomst|keer|nacht|woning|dossier)",
)


class Money(NamedTuple):
    """One amount, or the two ends of a range. ``currency``: the text calls it money. ``new``: it replaces an older one."""

    low: float
    high: float | None
    start: int
    end: int
    currency: bool
    new: bool = False


class _One(NamedTuple):
    value: float
    start: int
    end: int
    before: bool
    after: bool


def _one(match: re.Match[str]) -> _One:
    factor = 1000 if match["thousand"] else 1_000_000 if match["million"] else 1
    value = parse_number(match["n"]) * factor + (int(match["cents"]) / 100 if match["cents"] else 0)
    return _One(value, match.start(), match.end(), match["before"] is not None, match["after"] is not None)


def _in_words(text: str, start: int = 0, stop: int | None = None) -> list[_One]:
    """Amounts in words before each ``euro`` or ``per uur`` that no digit leads to, in a stretch of the text."""
    if stop is None:
        units = [at + 1 for at in places_of(text, _WORD_STEMS)]
    else:
        units = sorted(at + 1 for stem in _WORD_STEMS if (at := text.find(stem, start, stop)) >= 0)
    units = [at for at in units if text[at - 2 : at - 1].isalpha() and ends_in_number(text, at)]
    found = [
        _One(
            parse_number(match[end]) + (_cents(match) if end == "w" else 0),
            match.start(end),
            _end_of(match, end),
            False,
            match["of"].startswith("euro"),
        )
        for match in find_around(_spoken(), text, units, _LONGEST_WORDS, _LONGEST_CENTS)
        for end in ("v", "w")
        if match[end]
    ]
    return [_with_euros_before(text, one) for one in found if start <= one.start]


# "zevenentachtig vijftig per uur": what stands before the unit are the cents.
_EUROS_BEFORE = re.compile(rf"(?<![\w-])(?P<euros>{HUNDREDS_PATTERN})\s$")
_LOWEST_EUROS, _REACH_OF_EUROS = 30, 30  # euro an hour; characters
_ROUND_CENTS = (25, 50, 75, 95)


def _with_euros_before(text: str, one: _One) -> _One:
    """The same amount, or with the euros that stand right before it, where it is no more than their cents."""
    if one.value not in _ROUND_CENTS:
        return one
    euros = _EUROS_BEFORE.search(text, max(0, one.start - _REACH_OF_EUROS), one.start)
    if euros is None or parse_number(euros["euros"]) < _LOWEST_EUROS:
        return one
    return one._replace(value=parse_number(euros["euros"]) + one.value / 100, start=euros.start("euros"))


def _cents(match: re.Match[str]) -> float:
    """The part of a euro told behind it: ``honderdtwee euro en vijftig cent``, ``tachtig euro vijftig per uur``."""
    cents = match["cents"] or match["rest"] or match["round"]
    part = parse_number(cents) if cents else 0
    return part / 100 if part < 100 else 0


def _end_of(match: re.Match[str], end: str) -> int:
    """Where an amount in words ends, the word that calls it money with it."""
    return match.end("of") if end == "w" and match["of"].startswith("euro") else match.end(end)


def _merged(found: list[_One], more: list[_One]) -> list[_One]:
    return sorted([*found, *more], key=lambda one: one.start) if more else found


def money(text: str, start: int, end: int) -> Iterator[Money]:
    """Amounts and bare numbers in a stretch of text in lower case, in order, the two ends of a range together."""
    found = [_one(match) for match in _AMOUNT.finditer(text, start, end)]
    return _together(text, start, _merged(found, _in_words(text, start, end)))


def money_near(low: str, stems: tuple[str, ...], before: int, after: int) -> Iterator[Money]:
    """What :func:`money` finds around plain substrings of a text in lower case."""
    found = [_one(match) for match in find_near(_AMOUNT, low, low, stems, before, after)]
    return _together(low, 0, _merged(found, _in_words(low)))


def _together(text: str, floor: int, found: list[_One]) -> Iterator[Money]:
    index = 0
    while index < len(found):
        first, second = found[index], found[index + 1] if index + 1 < len(found) else None
        joined = _joined(text, floor, first, second) if second else None
        if second and joined == "range":
            yield Money(first.value, second.value, first.start, second.end, _is_money(first) or _is_money(second))  # fmt: skip
            index += 1
        elif second and joined == "new":
            yield Money(second.value, None, second.start, second.end, True, True)
            index += 1
        else:
            yield Money(first.value, None, first.start, first.end, _is_money(first))
        index += 1


def _is_money(one: _One) -> bool:
    return one.before or one.after


def _joined(text: str, floor: int, first: _One, second: _One) -> Literal["range", "new"] | None:
    """How two numbers hang together: as a range, or the second in the place of the first."""
    join = _JOIN.fullmatch(text, first.end, second.start)
    if join is None or not (_is_money(first) or _is_money(second)):
        bare = join and not re.search(r"[\d./-]$", text[max(floor, first.start - 1) : first.start])
        if not bare or join is None or join["word"] == "naar":
            return None
    word = (join["word"] or "").lower()
    ahead = text[max(floor, first.start - 70) : first.start]
    if word == "naar":
        return "new" if _CHANGES.search(ahead) else None
    if not first.value < second.value <= 3 * first.value:
        return None
    if word in ("en", "and") and not join["most"] and not _OPENS.search(ahead):
        return None
    if join["only"] and not re.search(r"min\w*[^\d]{0,15}$", ahead):
        return None
    # "24 uur / € 85": a number before a bar or dash is no amount because the one behind it is.
    if second.before and not _is_money(first) and word in ("-", "–", "—", "/", "a", "tot"):
        return None
    return "range"


def per(text: str, end: int) -> tuple[Per | None, int]:
    """What an amount that ends at ``end`` is per, and where the words that say so end."""
    if hour := _PER_HOUR.match(text, end, end + 60):
        return "hour", hour.end()
    if day := _PER_DAY.match(text, end, end + 60):
        return "day", day.end()
    if day := _FOR_A_DAY.match(text, end, end + 60):
        return "day", day.end()
    if half := _PER_HALF_DAY.match(text, end, end + 60):
        return "half day", half.end()
    if other := _PER_OTHER.match(text, end, end + 40):
        return "other", other.end()
    return None, end


_EXCL = re.compile(
    at_words(
        r"\b(?:excl(?:usief|\.)?|ex\.?|exclusive|excluding|zonder)\s*(?:of\s*)?(?:de\s*)?(?:21\s*%\s*)?(?:btw|vat|b\.t\.w)|\bexcl\w*\.? (?:\w+ )?\w+ en btw|\b(?:niet|not|without) incl\w*\.?\s*(?:of\s*)?(?:de\s*)?(?:21\s*%\s*)?(?:btw|vat)|\b(?:btw|vat|omzetbelasting) (?:is )?(?:niet (?:inbegrepen|meegerekend|inclusief)|not included)|\b(?:vermeerder(?:en|d)|verhogen|verhoogd) met (?:de |21 ?% )?btw|\d(?:,-)? ex\b|\d(?:,-)? excl\b\.?(?=\s*(?:$|[,;)\n]))"
    ),
)
_INCL = re.compile(
    r"(?<!niet )(?<!not )\b(?:incl(?:usief|\.)?|inclusive|including|met)\s*(?:of\s*)?(?:21\s*%\s*)?(?:btw|vat|b\.t\.w)|\bbtw (?:is )?(?:inbegrepen|meegerekend)|\bincludes? (?:21\s*% )?(?:btw|vat)\b|\b(?:daar )?zit (?:\S+ procent |21 ?% )?btw (?:al )?in\b|\bbtw\b[^.;]{0,12}\bzit (?:daar|er|hier)(?: \w+)? in\b",
)


def vat_of(context: str) -> str | None:
    """``excl`` or ``incl``, whichever is said first of VAT."""
    if not any(map(context.__contains__, ("ex", "btw", "vat", "b.t.w", "omzetbelasting"))):
        return None
    incl, excl = _INCL.search(context), _EXCL.search(context)
    if incl and excl:
        return "excl" if excl.start() < incl.start() else "incl"
    return "incl" if incl else "excl" if excl else None


_TELLS_BACK = re.compile(r"[.;]?\s*(?:daar|daarin|hierin|dat|dit|this|that)\b[^.;€]{0,60}")


def vat_said(text: str, start: int, end: int) -> str | None:
    """What a sentence says of VAT, or the next where that points back: "Daar zit 21% btw al in."."""
    behind = _TELLS_BACK.match(text, end)
    return vat_of(text[start:end]) or (vat_of(behind[0]) if behind else None)


_LETTERS = r"[^€\d.;]{0,40}$"
_MOST_BEFORE = re.compile(
    r"(?:\bmax\w*|\bmaximum(?:tarief|bedrag)?\b[^€\d.;]*\b(?:verhoogd|verlaagd|bijgesteld|aangepast|gewijzigd|gebracht)\b|maximum\w*|ten hoogste|hoogstens|\btot\b|\bt/m(?=\s*(?:€|euro?)?\s*$)|up to|plafond\w*|hoogste|niet hoger (?:\w+ ){0,2}dan|niet meer (?:\w+ ){0,2}dan|no (?:more|higher) than|not (?:exceed|more than)|hooguit|bovengrens|limiet|"
    r"oplopen tot|niet boven|highest|gemaximeerd|begrensd|gelimiteerd|beperkt tot|afgetopt|cap(?:ped)?\b|ceiling|at most|limited to|[<≤])[^€\d]{0,55}$",
)
_LEAST_BEFORE = re.compile(
    rf"(?:\bmin(?:\.|imaal|imum\w*|imale)?(?!\w)|ten minste|minstens|\bvanaf\b|\bv\.a\.|\bno (?:less|lower) than\b|from|at least|ondergrens|niet lager dan|niet onder|laagst\w* (?:\w+ ){{0,2}}(?:uur)?(?:tarief|prijs)|lowest (?:\w+ ){{0,2}}(?:rate|price)){_LETTERS}",
)
_MOST_AFTER = re.compile(
    r"\s*(?:p\.?/?u\.?|/uur|/hour|/h\b|per uur|per hour|an hour|euro)?\s*(?:(?:ex|incl)\w*\.?(?: btw| vat)?)?\s*[,;–-]?\s*\(?(?:max(?:imaal|imum)?\b|plafond\b|ceiling\b|cap\b|tops\b|at most\b|of (?:minder|lager)\b|meer (?:zit|is|kan|geld|kunnen|hebben)\b[^.]{0,40}\bniet|hoger (?:kan|gaat|mag|gaan|kunnen)\b[^.]{0,30}\bniet|"
    r"(?:en )?(?:niet|geen (?:cent|euro)|no|not) (?:a \w+ )?(?:meer|hoger|more|higher)\b(?! (?:en|and|of) (?:ook )?(?:niet minder|no less|minder))|(?:per uur )?betal\w+ (?:ze|we|wij|zij) niet|is (?:\w+ ){0,4}(?:max\w*|bovengrens|plafond|limiet|grens|top|limit|ceiling|cap)\b|is (?:de|het|ons|onze) pijngrens\b|(?:te vergeven|beschikbaar),? (?:en )?meer niet\b|als (?:max\w*|plafond|bovengrens)|(?:de|het|ons|onze) (?:bovengrens|maximum|plafond|limiet)\b|(?:en )?(?:dat|dit) is (?:\w+ ){0,3}(?:max\w*|plafond|grens|bovengrens|limiet|uiterste)\b|(?:and )?(?:that|this)(?: is|[’']s) (?:\w+ ){0,3}(?:max\w*|limit|ceiling|cap|most)\b|niet (?:te boven|overschrijden|overstijgen|overschreden)\b)",
)
# The same in a sentence of its own behind that of the amount: "82 euro per uur. Dat is het maximum.", "Hoger gaan ze niet."
_MOST_NEXT = re.compile(
    r"(?:[^.;!?€\d\n]|(?<=\bex)\.|(?<=\bexcl)\.|(?<=\bincl)\.){0,60}[.;!]\s{1,2}"
    r"(?:(?:en )?(?:dat|dit) is (?:\w+ ){0,3}(?:max\w*|plafond|bovengrens|limiet|uiterste)\b|(?:that|this)(?: is|['’]s) (?:\w+ ){0,3}(?:max\w*|limit|ceiling|cap)\b"
    r"|(?:hoger|verder) (?:dan dat )?(?:kan|gaat|mag|gaan|kunnen)\b(?: [^\W\d]+){0,3} niet\b(?! (?:alleen|veel|bekend)))"
)
_FAR_BEFORE = 120  # characters; what bounds an amount from further away is not read
_STAYS = re.compile(r"[^.;]{0,40}\bblijv|[^.;]{0,30}\b(?:stay|remain)")
_STAY = re.compile(r"\bblijf(?:t|ven)?\b[^.;€\d]{0,40}\bonder(?: de| het)?\s*$")
_OVER = re.compile(r"(?:\bboven|verder dan|hoger (?:is |zijn |ligt )?dan|(?:hogere?|duurdere?) \w+ dan|meer (?:\w+ )?dan|\babove|\bover|more than|higher than|in excess of|exceeding)(?: de| het| een (?:uur)?tarief van)?\s*$")  # fmt: skip
_UNDER = re.compile(
    r"(?:\bonder|\bbeneden|\bvoor minder dan|lager (?:is |zijn )?dan|\bbelow|lower than)(?: de| het)?\s*$"
)


# "€ 0 - € 72 per uur": the lower end of a form that nobody filled in.
_FROM_NOTHING = re.compile(
    r"(?:^|[^\d.,])0(?:[.,]00?|,-)?(?: euro)? ?(?:-|–|tot(?: en met)?|t/m|en|to|and) ?(?:max\.? )?(?:€ ?)?$"
)


def bounds(text: str, found: Money, floor: int, stop: int, label: str = "") -> tuple[float | None, float | None]:  # fmt: skip
    """The two ends that an amount gives, from what its sentence (``floor`` to ``stop``) and its label say around it."""
    if found.high is not None:
        return found.low, found.high
    before = f"{label} " + text[floor : found.start]
    if found.new:  # the bound of the amount that is replaced holds for the new one
        before = re.sub(r"[\d€].*", "", before)
    before = before[-_FAR_BEFORE:]
    if _OVER.search(before):
        return (None, found.low) if is_refused(text, found.start, floor, stop) else (None, None)
    if _UNDER.search(before):
        if _STAYS.match(text, found.end, stop) or _STAY.search(before):
            return None, found.low
        return (found.low, None) if is_refused(text, found.start, floor, stop) else (None, None)
    if (
        _FROM_NOTHING.search(before)
        or _MOST_BEFORE.search(before)
        or _MOST_AFTER.match(text, found.end, min(stop, found.end + 70))
        or _MOST_NEXT.match(text, found.end)
    ):
        return None, found.low
    if _LEAST_BEFORE.search(before):
        return found.low, None
    return found.low, found.low


def is_refused_above(text: str, found: Money, floor: int, stop: int) -> bool:
    """Whether the sentence refuses what lies above the amount: then the amount is a ceiling, also without another word."""
    return _OVER.search(text[floor : found.start]) is not None and is_refused(text, found.start, floor, stop)
