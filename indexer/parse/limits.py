"""What makes a value one end of a range, whatever it is of: ``niet minder dan 24``, ``boven € 95 niet``, ``min. 16, max. 24``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from indexer.parse.late import late
from indexer.parse.numbers import HUNDREDS_PATTERN, NUMBER_PATTERN, parse_number
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around

Limit = Literal["most", "least"]

_NO = r"(?:niet|geen|nooit|no|not|never)"
# Filling between a word that bounds and its number: "maximaal inzetbaar aantal uren per week:".
_FILL = r"(?:\s+(?:ligt|op|van|de|het|een|circa|ca\.?|zo'n|ongeveer|uw|je|jouw|inzetbaar|aantal|uren|uur|per|week|inzet|tarief|uurtarief|prijs|of|is|at|the|a|to|for)\b)*\s*[:=]?\s*(?:€\s?|euro?\s+)?$"
_MOST_BEFORE = re.compile(
    rf"(?:\bmax(?:imaal|imum|imale)?\b\.?|\b(?:ten|op zijn|op z'n) hoogste?\b|\bhoogstens|\bhooguit|\bbovengrens|\bplafond(?:tarief|prijs)?|\bat most|\bup to|\blimited to|\bcapped at|\b(?:gemaximeerd|gemaximaliseerd|begrensd) (?:op|tot)|\bnot exceed(?:ing)?|\b{_NO} (?:\w+ ){{0,2}}(?:meer|hoger|langer|more|higher|longer|over|boven)(?: (?:dan|than))?|(?<!<)[<≤]){_FILL}"
)
_LEAST_BEFORE = re.compile(
    rf"(?:\bmin(?:imaal|imum|imale)?\b\.?|\bten ?minste|\bminstens|\b(?:op zijn|op z'n) minst|\bondergrens|\bbodem|\bvanaf|\bv\.a\.?|\bat least|\bat a minimum|\b{_NO} (?:\w+ ){{0,2}}(?:minder|lager|korter|less|lower|fewer|shorter|under|onder|beneden)(?: (?:dan|than))?|(?<!>)[>≥]){_FILL}"
)
_OVER = re.compile(r"(?:\bboven|\bmeer dan|\bhoger dan|\bverder dan|\blanger dan|\babove|\bover|\bmore than|\bhigher than|\bexceeding)(?: de| het)?\s*(?:€\s?)?$")  # fmt: skip
_UNDER = re.compile(r"(?:\bonder|\bbeneden|\bminder dan|\blager dan|\bkorter dan|\bbelow|\bunder|\bless than|\bfewer than|\blower than)(?: de| het)?\s*(?:€\s?)?$")  # fmt: skip
# What is said of a value that will not do, anywhere in its sentence, or by the word "not" in its part.
_REFUSED = re.compile(
    r"\bniet$|\bniet[.!,;]|niet in behandeling|\bniet te (?:reageren|solliciteren|schrijven)\b|terzijde|uitgesloten|uitsluiting|ongeldig|afgewezen|geweigerd|\bkunnen (?:wij|we) niet|(?:wij|we) (?:kunnen|gaan|betalen)? ?niet|niet (?:betal|geaccepteerd|accepte|mogelijk|meegenomen|beoordeeld|toegestaan|in aanmerking|bespreekbaar|haalbaar)|"
    r"\b(?:lukt|gaat) (?:\w+ )?niet\b|zit (?:\w+ ){0,4}niet in|niet mee|niet gaan|geen (?:punten|optie|zin)|val(?:t|len?) (?:\w+ )?af\b|buiten beschouwing|knock-?out|\bha(?:ak|akt|ken) (?:we|wij|ik) af\b|\bafhaken\b|\bhoef(?:t|ven)? (?:\w+ ){1,4}niet\b|te (?:weinig|veel|duur|laag|hoog)\b|onvoldoende|niemand|"
    r"rejected|not be considered|not considered|excluded|cannot|can't|won't|will not|disqualif|discarded|declined|set aside|nobody|no one|too (?:few|little|much|many|low|high)|insufficient"
)
_NOT = re.compile(
    r"\b(?:niet|no|not|nooit|never|geen)\b(?! (?:uitgesloten|erg|verplicht|nodig|noodzakelijk|a problem|bezwaar))"
)
_MOST_AFTER = re.compile(
    r"[\s,(–-]*(?:of minder|or less|or fewer|max(?:imaal|imum)?\b(?!\.?\s*(?:\w+\s)?[€\d])|tops\b|at most\b|at the most\b|(?:is |geldt als )?(?:de|het|onze) (?:bovengrens|maximum|plafond|limiet)\b|hooguit\b|als maximum|as a maximum|(?:en |and )?(?:niet|geen (?:uur|cent|euro|dag)|not|no) (?:\w+ )?(?:meer|hoger|more|higher)\b(?!,? (?:en|of|noch|and|or|nor) (?:ook )?(?:niet |geen |not |no )?(?:minder|lager|less|lower)))"
)
_LEAST_AFTER = re.compile(
    r"[\s,(–-]*(?:of (?:meer|hoger)|or (?:more|higher)|en (?:meer|hoger)|min(?:imaal|imum)?\b(?! \d)|at least\b|at the least\b|als minimum|as a minimum|of langer|or longer)"
)


_PARTS = re.compile(r"[;:]\s|,\s|\s[–—-]\s|\b(?:maar|terwijl|en|but|while|whereas|and)\b")


def part_at(low: str, at: int, first: int, last: int) -> tuple[int, int]:
    """The part of a sentence (``first`` to ``last``) around an offset, as commas and conjunctions cut it."""
    cuts = [cut.end() for cut in _PARTS.finditer(low, first, at)]
    ahead = _PARTS.search(low, at, last)
    return max(cuts, default=first), ahead.start() if ahead else last


def is_refused(text: str, at: int, floor: int, stop: int) -> bool:
    """Whether a clause (``floor`` to ``stop``) says of the value in it that it will not do."""
    if _REFUSED.search(text, floor, stop):
        return True
    first, last = part_at(text, at, floor, stop)
    opened, closed = text.find("(", at, last), text.find(")", last, stop)
    if opened >= 0 and closed >= 0 and text.find(")", opened, last) < 0:
        # "Boven € 88 (ex btw, reiskosten erin) krijg ik het niet": what stands in brackets parts nothing.
        last = part_at(text, closed, floor, stop)[1]
    return _NOT.search(text, first, last) is not None


def limit_of(text: str, start: int, end: int, floor: int, stop: int) -> Limit | None:
    """Which end of a range the value at ``start`` to ``end`` is, by the words right around it in a clause of lower case
    (``floor`` to ``stop``); None for a value that stands for itself."""
    before = text[max(floor, start - 60) : start]
    if _MOST_BEFORE.search(before):
        return None if _NOR_LESS.search(before) else "most"
    if _LEAST_BEFORE.search(before):
        return None if _NOR_MORE.search(before) else "least"
    if (over := _OVER.search(before)) or _UNDER.search(before):
        unwilling = text.startswith("wie ", floor)  # "wie minder dan 28 uur wil werken, raakt de draad kwijt"
        return ("most" if over else "least") if unwilling or is_refused(text, start, floor, stop) else None
    if _MOST_AFTER.match(text, end, stop):
        return "most"
    return "least" if _LEAST_AFTER.match(text, end, stop) else None


# "Niet meer en niet minder dan": neither end.
_NOR_MORE = re.compile(
    rf"\b(?:meer|hoger|langer|more|higher|longer)\s*,?\s*(?:en|and|of|or|noch|nor)\s+(?:ook )?(?:{_NO} )?(?:\w+ )?(?:dan |than )?[\w ]*$"
)
_NOR_LESS = re.compile(
    rf"\b(?:minder|lager|korter|less|lower|shorter)\s*,?\s*(?:en|and|of|or|noch|nor)\s+(?:ook )?(?:{_NO} )?(?:\w+ )?(?:dan |than )?[\w ]*$"
)


class TwoEnds(NamedTuple):
    """The two ends of a range, each named, where they stand, and all the words around them."""

    low: float
    high: float
    start: int
    end: int
    words: str


def _number(name: str) -> str:
    return rf"(?:€\s?|euro?\s+)?(?P<{name}>{NUMBER_PATTERN}|\b(?:{HUNDREDS_PATTERN})\b)"


_LEAST = r"(?:\b(?:niet|not) (?:(?:lager|minder|lower|less) (?:dan|than)|(?:onder|under|below)(?: de)?)|\bmin(?:imaal|imum|imale|\b)\.?(?:\s?(?:uur)?tarief|\s?prijs|\s?aantal)?|\bten ?minste|\bminstens|\bondergrens|\bonderkant|\blower (?:limit|end)|\bat least|\bvanaf|\b(?:laagste|lowest) (?:\w+ ){0,2}(?:(?:uur)?tarief|(?:uur)?prijs|rate|price))"
_MOST = r"(?:\b(?:niet|not) (?:(?:hoger|meer|higher|more) (?:dan|than)|(?:boven|over|above)(?: de)?)|\bmax(?:imaal|imum|imale|\b)\.?(?:\s?(?:uur)?tarief|\s?prijs|\s?aantal)?|\bten hoogste|\bhoogstens|\bhooguit|\bbovengrens|\bbovenkant|\bupper (?:limit|end)|\bat most|\b(?:hoogste|highest) (?:\w+ ){0,2}(?:(?:uur)?tarief|(?:uur)?prijs|rate|price))"
_LEAD = r"[^\d€.;\n]{0,20}?\s*[:=]?\s*"
_named = late(
    rf"{_LEAST}{_LEAD}{_number('low')}(?P<of>(?:,-+)?(?:\([^()]*\)|[^\d€;()]){{0,30}}?){_MOST}{_LEAD}{_number('high')}"
)
# The names first, then the values: "(ondergrens | bovengrens)", and below it "€ 85 | € 95".
_headed = late(
    rf"{_LEAST}\s*(?:[|/–-]|en|and)\s*{_MOST}[^\d€]{{0,25}}{_number('low')}(?P<of>[^\d€\n]{{0,25}}){_number('high')}"
)
# "Vierentwintig uur is het minste, tweeëndertig het meeste"
_behind = late(
    rf"{_number('low')}(?P<of>\s*(?:uur|uren|euro|hours|dagen)?\s*(?:per week\s*)?)(?:is|zijn) (?:voor \w+ )?(?:het|de) (?:minste|minimum|ondergrens)\s*,?\s*(?:en\s+)?{_number('high')}\s*(?:uur|uren|euro|hours)?\s*(?:is )?(?:het|de) (?:meeste|maximum|bovengrens)"
)
# "Minder dan achttien uur per week heeft geen zin, meer dan vierentwintig is niet nodig"
_neither = late(
    rf"\b(?:minder|lager|less|fewer) (?:dan|than) {_number('low')}(?P<of>[^.;\d]{{0,30}}?)\b(?:geen|niet|no|not)\b[^.;\d]{{0,25}}?\b(?:meer|hoger|more|higher) (?:dan|than) {_number('high')}[^.;]{{0,25}}?\b(?:niet|geen|not|no)\b"
)
# "Met minder dan 24 uur per week schieten we niks op; 32 is het maximum"
_under_and_most = late(
    rf"\b(?:minder|lager|less|fewer) (?:dan|than) {_number('low')}(?P<of>[^.;\d]{{0,30}}?)\b(?:geen|niet|niks|niets|no|not|nothing)\b[^.\d]{{0,25}}?[;,.] (?:en |and )?{_number('high')}\s*(?:uur|uren|euro|hours)?\s*(?:is|zijn) (?:voor \w+ )?(?:het|de|ons|the) (?:maximum|bovengrens|plafond|meeste|limiet|limit)\b"
)
# "Een tarief van minder dan € 85 of meer dan € 108 leidt tot uitsluiting"
_outside = late(
    rf"\b(?:minder|lager|less|lower|fewer) (?:dan|than) {_number('low')}(?P<of>(?:,-+)?[^.;\d€]{{0,25}}?)\b(?:of|or|dan wel) (?:meer|hoger|more|higher) (?:dan|than) {_number('high')}[^.;]{{0,70}}?\b(?:uitsluit\w*|uitgesloten|terzijde|ongeldig|afgewezen|niet|excluded|rejected|exclusion|not)\b"
)
_DAYS, _HOURS = re.compile(r"\bdag|\bday"), re.compile(r"\s*(?:uur|uren|hours?)\b")  # an end each: no range
_TOP_STEMS = (
    "max",
    "hoog",
    "boven",
    "upper",
    "highest",
    "at most",
    "meeste",
    "hoger dan",
    "meer dan",
    "more than",
    "higher than",
    "not over",
    "not above",
)
_STEMS = (
    "minder dan",
    "lager dan",
    "less than",
    "fewer than",
    "niet lager",
    "niet minder",
    "not less",
    "not lower",
    "niet onder",
    "not under",
    "not below",
    "min.",
    "minim",
    "min ",
    "minst",
    "onderg",
    "onderkant",
    "lower ",
    "lowest ",
    "laagste ",
    "at least",
    "vanaf ",
)


@lru_cache(maxsize=4)
def named_ends(low: str) -> tuple[TwoEnds, ...]:
    """Ranges of which both ends are called by name, in a text in lower case."""
    found = []
    signs = [at for at in places_of(low, _STEMS) if any(word in low[at : at + 130] for word in _TOP_STEMS)]
    for pattern, ahead in (
        ((_named, 4), (_headed, 4), (_behind, 60), (_neither, 4), (_under_and_most, 4), (_outside, 4))
        if signs
        else ()
    ):
        for match in find_around(pattern(), low, signs, ahead, 130):
            ends = parse_number(match["low"]), parse_number(match["high"])
            if ends[0] <= ends[1] and not (_DAYS.search(match["of"]) and _HOURS.match(low, match.end())):
                words = (
                    low[max(match.start() - 60, 0) : match.start()]
                    + "|"
                    + low[match.end() : match.end() + 30]
                )
                found.append(TwoEnds(*ends, *match.span(), words + "|" + match["of"]))
    return tuple(found)
