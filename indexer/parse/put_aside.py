"""A value that a writer thought of first and then puts aside: ``In mijn hoofd was het vier dagen. Na overleg zeg ik: 24 tot 32 uur.``

It stands in running text alone, with no label to be changed. That it is put aside takes two signs: the value is told as a plan or a
guess of before, and a turn to what holds now follows in the same sentence or in the next two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from indexer.language.days import MONTH_BEGINS
from indexer.parse.layout import Layout
from indexer.parse.numbers import NUMBER_PATTERN, WORD_PATTERN, WORDS, first_letters, parse_number
from indexer.parse.stems import clause_at, places_of
from indexer.parse.subjects import is_of_other
from indexer.parse.windows import find_around

_FIELDS = (
    ("hours", re.compile(r"u|h|da")),
    ("duration_months", re.compile(r"ma|mnd|mo|j|ye|w|kw|ha")),
    ("rate", re.compile(r"€|eu")),
)
_UNIT = r"(?:uur|uren|hours?|dag(?:en)?|days?|maand(?:en)?|mnd|months?|jaar|years?|weken|weeks|kwarta(?:al|len)|euro)\b"
_NUMBER = rf"(?:{NUMBER_PATTERN}|\b(?:{WORD_PATTERN})\b)"
_BEGINS = r"aanvang|ingang|\bstart|\bbegin|\baan de slag|\blos\b"
_ENDS = r"\beind|\bafloop|\btot\b|\blaatste|\buntil\b|\bend"
_DUE = r"reage|reactie|slui|deadline|inschrij|aanmeld|stuur|apply|clos"
# What was thought, hoped or said, by a word that means no more than that; and one that does beside a word of before.
_THOUGHT = (
    r"in (?:mijn|ons|haar|zijn) hoofd|in gedachten|dacht(?:en)?\b[^.;!?\n\d]{0,20}? aan|mikten? \w{0,8} ?op|hoopten? \w{0,8} ?op|"
    r"(?:ging(?:en)?)\b[^.;!?\n\d]{0,20}? uit van|(?:begon(?:nen)?|had(?:den)? het) (?:\w+ )?over|riep(?:en)?|rekenden? \w{0,8} ?op|"
    r"sp(?:rak|raken) (?:\w+ ){0,3}?(?:over|van)|noemden?|schre(?:ef|ven)|(?:stond|lag) (?:\w+ )?op|vorig jaar betaalden (?:we|wij)|zei(?:den)?|gokten?|vermeldden?|"
    r"in mind|was thinking of|thought (?:of|about|(?:it|this) (?:would|might) \w+)|hoped for|started (?:out )?(?:at|with)|aimed for|i said|we said|planned (?:on|for)"
)
_BEFORE = (
    r"eerst|eerder|aanvankelijk|oorspronkelijk|in eerste instantie|vorige (?:brief|mail|bericht|week|keer|oproep)|"
    r"(?:mijn|ons|onze|haar|het|de) (?:eerste |aanvankelijke )?(?:plan|idee|gedachte|inschatting|voornemen|insteek|bedoeling)|originally|initially|at first"
)
_WAS = (
    r"was|waren|zou(?:den)?|stond(?:en)?|leek|wilden?|vroeg(?:en)?|meenden?|had(?:den)?|were|had|wanted|would"
)
_VALUE = rf"(?:€ ?\d[\d.,]*|\d{{1,2}} {MONTH_BEGINS}[a-z]*|{MONTH_BEGINS}[a-z]* \d{{1,2}}\b|(?!(?:een|één|a) (?!{_UNIT})){_NUMBER}(?: ?(?:-|à|tot|of|to|or) ?{_NUMBER})?(?:[ -]{_UNIT})?)"
_PER = r"(?: (?:per|in de|a) week| per uur| an hour)?"
_IN_MIND = r"(?:in gedachten|in (?:mijn|ons) hoofd|(?:het|ons|mijn) (?:eerste )?(?:idee|plan|gedachte|voornemen)|in mind|the (?:plan|idea))"
_ASIDE = re.compile(
    rf"(?=[€\d]|\b[^\W_])(?:\b(?:(?P<thought>{_THOUGHT})|(?:{_BEFORE})\b[^.;!?\n\d]{{0,30}}?\b(?:{_WAS})|(?:{_WAS})\b[^.;!?\n\d]{{0,30}}?\b(?:{_BEFORE})|(?P<count>(?:het|dat) (?:was|waren) er))\b"
    rf"[^.;!?\n\d]{{0,40}}?(?<![\d.,]){_VALUE}"
    rf"|(?<![\d.,]){_VALUE}{_PER} (?:had|hadden|was|waren)\b[^.;!?\n\d]{{0,30}}?\b{_IN_MIND}\b|\b(?:had|hadden) (?:[a-z]+ ){{0,2}}?{_VALUE}{_PER} {_IN_MIND}\b"
    # "De startdatum van 1 februari laten we los"
    rf"|(?<![\d.,]){_VALUE}{_PER}[^.;!?\n\d]{{0,25}}? (?P<given_up>lat(?:en) (?:we|wij|ik) (?:los|varen)|is van de baan|schrappen (?:we|wij)|gaat niet door|is geschrapt)\b)"
)
_TOLD = re.compile(rf"(?<![\d.,]){_VALUE}")
# What no value goes without: most of the stems, ordinary words as they are, have none beside them.
_MAY_BE_VALUE = re.compile(
    rf"\d|\b(?={first_letters(WORDS)})(?!(?:een|één|a)\b(?! ?{_UNIT}))(?:{WORD_PATTERN})\b"
)
_BACK, _AHEAD = 60, 110  # characters around a stem
_OF_UNIT = re.compile(rf"{_UNIT}$")
_STEMS = (
    "hoofd", "gedacht", "dacht", "mikte", "hoopte", "uit van", "begon", "had het", "hadden het", "riep", "rekende", "sprak", "spraken",
    "noemde", "lag ", "stond ", "vorig jaar", "schreef", "schreven", "zei", "gokte", "vermeldde", "in mind", "thinking", "thought", "hoped", "started ", "aimed", "i said",
    "we said", "planned", "laten we", "laten wij", "laten ik", "van de baan", "schrap", "gaat niet door", "eerst", "eerder", "aanvankelijk", "oorspronkelijk", "vorige", "plan", "idee", "inschatting",
    "voornemen", "insteek", "bedoeling", "originally", "initially", "at first", "was er", "waren er", "the idea",
)  # fmt: skip
# What was, was thought or is given up stands in each such statement; the ordinary ones among the stems stand in many others.
_SIEVE = re.compile(
    "was|waren|had|zou|stond|hoofd|dacht|leek|wilde|vroeg|meende|would|were|want|laten (?:w|ik)|van de baan|schrap|niet door|mikt|hoopte|ging|begon|riep|rekende|"
    "spra|noemde|schre|lag |betaald|zei|gokte|vermeldde|in mind|thought|hoped|started|aimed|said|planned"
)
# What turns to the value that holds.
_TURN = re.compile(
    r"\b(?:na (?:\w+ )?(?:overleg|ruggespraak|beraad|een gesprek|een telefoontje|een rondje|enig rekenwerk)|inmiddels|bij nader inzien|uiteindelijk|toch|preciezer|realistischer|liever|"
    r"gaan? (?:\w+ )?uit van|(?:het|dat) (?:wordt|worden|werd|werden|is nu|zijn nu)|(?:wordt|worden|werd|werden|schuift) (?:het|dat|er)|schuift|houd(?:en)? (?:ik|we|wij|ze) (?:het|we)|zeg ik|"
    r"stem(?:t|de|den|men)\b|ingestemd|akkoord|ble(?:ek|ken)|blijk(?:t|en)|gebleken|niet (?:meer |langer )?(?:haalbaar|gelukt|lukken|redden|halen|realistisch)|(?:lukt|redden|halen)\b[^.;\n]{0,20}\bniet|"
    r"terugnemen|teruggefloten|vastgesteld|kwamen|komen|uitgekomen|genoeg|voldoende|te (?:kort|krap|veel|weinig|lang|vroeg|laat|ruim|duur|hoog|laag)|opgeschoven|opgerekt|opgetrokken|verhoogd|verlaagd|verruimd|dit jaar|laten? (?:we|ik|wij) los|"
    r"weet ik beter|onzin|vergeet dat|dat laatste|in plaats daarvan|nu\b|after (?:talking|a talk|consulting)|settled on|turned out|agreed|now|instead|but|in the end|realistically|too (?:soon|long|short|much|little))\b"
)
# Whose plan it is, or what of the work it is of: "de wachttijd was eerst drie maanden" is no plan of who hires.
_OF_WHO_HIRES = re.compile(
    r"\b(?:ik|we|wij|ze|zij|hij|je|i|she|he|opdracht\w*|klus|inhuur|inzet|looptijd|duur|start\w*|aanvang|begin\w*|uren|omvang|contract\w*|periode|termijn|tarief|"
    r"plan|idee|gedachte|inschatting|voornemen|insteek|bedoeling|hoofd|(?:het|dat) (?:was|waren)|assignment|job|raad|college|bestuur|directie|gemeente|board)\b"
)
_OF_OTHERS = re.compile(r"\b\w*aanbieders?\b|\bleveranciers?\b|\bcliënten\b|\binwoners\b|\bkandidaten\b")
# "Eerst dacht ik aan 24 uur, en daar blijf ik bij": nothing is put aside.
_STAYS = re.compile(r"\b(?:blijf|blijven|blijft|klopt|nog steeds|stick to|still holds)\b")
_NEXT, _LONGEST, _AROUND = 2, 300, 60  # sentences behind the one of the value; characters


# The new number that goes without the unit, which the old one has: "inmiddels is dat opgerekt tot zes".
_ALONE = re.compile(
    rf"\b(?:tot|naar|op|van|er|to|on|nu|toch|it|is|dat|het|wordt|worden|become|becomes) (?!een\b)(?P<n>{_NUMBER})"
    r"(?=\s*(?:$|[.,;!)\n]|geworden\b|van gemaakt\b|per week\b|in de week\b|a week\b|is genoeg\b|volsta|instead\b))"
)


class Unsaid(NamedTuple):
    """A new number without a unit, and the unit of the one that was put aside."""

    value: float
    unit: str
    start: int
    end: int
    old: int  # where the one put aside is told


def unit_of_old(layout: Layout) -> Iterator[Unsaid]:
    """The one new number of each value put aside that stands there without its unit."""
    for match, end in _turned(layout):
        unit = _unit(_value(match))
        told = list(_ALONE.finditer(layout.low, match.end(), end))
        if unit and len(told) == 1:
            yield Unsaid(parse_number(told[0]["n"]), unit, *told[0].span("n"), match.start())


def put_aside(layout: Layout) -> Iterator[tuple[int, int, str]]:
    """From behind each value that was put aside to where the new one may stand, and the field that it is of."""
    low = layout.low
    for match, end in _turned(layout):
        first = max(layout.sentence_at(match.start())[0], match.start() - _AROUND)
        for field in _fields(_value(match), low[first:end], match["count"]):
            yield match.end(), end, field


@lru_cache(maxsize=4)
def _asides(low: str) -> tuple[re.Match[str], ...]:
    """All that may put a value aside in a text in lower case: several readers ask for it."""
    near = [at for at in places_of(low, _STEMS) if _MAY_BE_VALUE.search(low, max(at - _BACK, 0), at + _AHEAD)]
    return tuple(find_around(_ASIDE, low, near, _BACK, _AHEAD, (_SIEVE, low)))


def _turned(layout: Layout) -> Iterator[tuple[re.Match[str], int]]:
    """What puts a value aside and is followed by a turn to another, and where that one may still stand."""
    low = layout.low
    for match in _asides(low):
        first, last = clause_at(layout, match.start())
        if (
            layout.is_noise(match.start())
            or not _OF_WHO_HIRES.search(low, first, match.end())
            or _OF_OTHERS.search(low, first, match.end())
            or is_of_other(low, first, last)
        ):
            continue
        end = _reach(layout, match.end())
        turn = _TURN.search(low, match.end(), end)
        if match["given_up"] or turn is not None and not _STAYS.search(low, match.end(), turn.end()):
            yield match, end


def _value(match: re.Match[str]) -> str:
    """The value that is put aside: of those in the words the one with a unit, a sign or a month, else the last."""
    told = [one[0] for one in _TOLD.finditer(match[0])]
    return next((one for one in told if _unit(one) or "€" in one or re.search(MONTH_BEGINS, one)), told[-1])


def _unit(value: str) -> str | None:
    unit = _OF_UNIT.search(value)
    return unit[0] if unit else None


def _reach(layout: Layout, at: int) -> int:
    """The end of the sentence around an offset and of the next ones on its line."""
    stop = min(layout.line_at(at).end, at + _LONGEST)
    for _ in range(_NEXT + 1):
        end = layout.sentence_at(at)[1]
        if end >= stop:
            return stop
        at = end + 1 if end + 1 < stop else end
    return min(end, stop)


def _fields(value: str, around: str, counted: str | None) -> tuple[str, ...]:
    """The fields that a value may be of: a count ("het waren er zes") of each whose unit the new one may name, another bare number
    is an amount of money or none."""
    unit = _unit(value)
    if re.search(MONTH_BEGINS, value) and not unit:
        if re.search(_DUE, around):
            return ()
        return (
            ("end_date",) if re.search(_ENDS, around) and not re.search(_BEGINS, around) else ("start_date",)
        )
    if "€" in value:
        return ("rate",)
    if unit:
        return tuple(field for field, begins in _FIELDS if begins.match(unit))
    return ("hours", "duration_months") if counted else ("rate",)
