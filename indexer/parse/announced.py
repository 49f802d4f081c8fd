"""Sentences that tell a fact to have changed, with its new value in them or in the next: ``De einddatum is vervroegd.``

Whoever writes that knows what the lines above say: the new value goes before a label.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from indexer.language.days import MONTH_BEGINS
from indexer.parse.layout import Layout, Line
from indexer.parse.numbers import NUMBER_PATTERN, WORD_PATTERN, parse_number
from indexer.parse.put_aside import put_aside
from indexer.parse.windows import find_near

# What a sentence that disowns the lines above names: only that is in doubt then.
NAMED = {
    "hours": re.compile(r"\b(?<!per )(?:uur|uren|urental|dagen|hours|days)\b", re.I),
    "rate": re.compile(r"€|\b(?:euro|tarief|uurprijs|bedrag|rate)\b", re.I),
    "places": re.compile(r"\b(?:plaats|standplaats|locatie|werkplek|place|location)\b", re.I),
    "dates": re.compile(r"\b(?:datum|data|sluiting|start|begin|einde|date|dates|deadline|termijn)\b", re.I),
}
# What a sentence tells to have changed, its new value in the same sentence or in the next: "De einddatum is vervroegd."
_CHANGES = {
    "hours": r"urenaantal|aantal (?:uren|dagen|werkdagen)|uren|(?:week|uren)?omvang|(?:week|uren)?inzet|(?<!office )(?<!opening )(?<!business )(?<!visiting )hours|workload|number of days",
    "rate": r"(?:uur|dag)?tarief|uurprijs|bedrag|maximum(?:tarief)?|plafond|rate",
    "start_date": r"(?:start|begin|ingangs|aanvangs)datum|datum van ingang|aanvang|start(?:ing)? date",
    "end_date": r"eind(?:e|datum)|afloop(?:datum)?|slot|end(?:ing)? date",
    "duration_months": r"looptijd|duur|opdrachtduur|duration",
}
_ANY = "|".join(_CHANGES.values())
# "De duur van de behandeling" is not that of the work.
_OF_THE_WORK = (
    r"(?! (?:van|voor|of|for) (?!(?:(?:de|deze|het|dit|je|jouw|uw|the|this|your) )?"
    r"(?:opdracht|klus|inzet|inhuur|werk|rol|functie|gevraagde|assignment|job|role|work|engagement)))"
)
_BY = (
    r"vervroegd|naar voren gehaald|naar achteren (?:geschoven|gehaald)|verplaatst|verschoven|opgeschoven|uitgesteld|gewijzigd|"
    r"aangepast|bijgesteld|verhoogd|verlaagd|opgehoogd|opgetrokken|verruimd|uitgebreid|verlengd|verkort|ingekort|teruggebracht|losgelaten|"
    r"te (?:laag|hoog|krap|ruim|kort|lang|weinig|veel|vroeg|laat)\b|onjuist|niet (?:juist|correct)|verkeerd|fout\b|achterhaald|"
    r"(?:niet|niet meer|niet langer) (?:haalbaar|realistisch|actueel)|onhaalbaar|no longer (?:feasible|realistic)|out of date|"
    r"brought forward|postponed|moved|changed|amended|raised|lowered|extended|shortened|reduced|increased|wrong"
)
MOVED_TO = re.compile(rf"\b(?:{_BY}) (?:\w+ ){{0,4}}?(?:naar|tot|op|in|to|until)\s+(?:\w+dag,? )?$")
"""The words right before the value that a change is told to end in."""
_NOW = r"(?:nu|inmiddels|alsnog|toch|voortaan|now)"
_ANNOUNCED = re.compile(
    rf"\b(?P<what>{_ANY})\b{_OF_THE_WORK}[^.;:\n]{{0,40}}?\b(?:(?:is|zijn|wordt|worden|werd|blijkt|blijken|bleek|has been|have been|was|were)"
    rf" (?:(?!(?:dat|dit|de|het|die|deze|the|this|that) )\w+ ){{0,4}}?(?:{_BY})|vervalt|vervallen|komt te vervallen|klopte? niet|lapses|schui(?:ft|ven)\b[^.;:\n]{{0,25}} op\b|omhoog\b|omlaag\b"
    rf"|(?:is|zijn|wordt|worden|are|bedraagt) {_NOW}\b)"
    rf"|\b(?:heeft|hebben|has|have|is|zijn|wordt|worden|werd|blijkt|bleek)\b[^.;:\n]{{0,40}}?\b(?P<done>{_ANY})\b{_OF_THE_WORK}[^.;:\n]{{0,25}}?\b(?:{_BY})"
    rf"|\b(?:fout|vergissing|mistake|error) (?:\w+ )?(?:in|bij|with) (?:de|het|the) (?P<wrong>{_ANY})\b"
    r"|\b(?:er|hierboven|erboven|bovenaan|(?:kop|titel|advertentie)) st(?:aat|ond) (?P<stood>[^.;\n]{1,50}?),? maar\b"
    # "De 36 uur in de kop is de standaardwaarde die het systeem invult."
    r"|\b(?P<above>\d[\d.,]* (?:uur|uren|euro|dagen|maanden)\b[^.;:\n]{0,12} (?:in de kop|in de titel|in het overzicht|hierboven|bovenaan)) (?:is|zijn|was)\b",
)
_ANNOUNCING = (
    "vervroegd", "naar voren", "naar achteren", "verplaatst", "verschoven", "opgeschoven", "uitgesteld", "gewijzigd", "aangepast",
    "bijgesteld", "verhoogd", "verlaagd", "opgehoogd", "opgetrokken", "verruimd", "uitgebreid", "verlengd", "verkort", "ingekort",
    "teruggebracht", "losgelaten", "achterhaald", "haalbaar", "realistisch", "niet actueel", "meer actueel", "langer actueel",
    " te laag", " te hoog", " te krap", " te ruim", " te kort", " te lang", " te weinig", " te veel", " te vroeg", " te laat",
    "onjuist", "niet juist", "niet correct", "verkeerd", " fout", "brought forward", "postponed", " moved", "changed", "amended",
    "raised", "lowered", "extended", "shortened", "reduced", "increased", "feasible", "realistic", "out of date", " wrong", "vervalt",
    "vervallen", "klopt niet", "klopte niet", "lapses", "vergissing", "mistake", " error", "er staat ", "er stond ", "boven staat ",
    "boven stond ", "bovenaan st", "kop st", "titel st", "advertentie st", "in de kop", "in de titel", "in het overzicht", "hierboven",
    "bovenaan", "schuift", "schuiven", " omhoog", " omlaag",
    "is nu", "is inm", "is als", "is toch", "is now", "zijn nu", "zijn inm", "zijn als", "zijn toch", "are now", "wordt nu", "wordt als",
    "wordt toch", "worden nu", "worden als", "worden toch", "bedraagt nu", "bedraagt inm", "bedraagt als", "bedraagt toch", "is voort", "zijn voort",
)  # fmt: skip
# What holds now, of the work itself: "De opdracht loopt nu tot en met 31 december", "Reageren kan nu tot en met 19 januari".
_WORK = r"(?:opdracht|klus|inhuur|inzet|aanstelling|assignment|work|job|engagement|contract period|we|wij|je|u|you)"
_AS_IT_IS = re.compile(
    rf"\b{_WORK}\b[^.;:!\n\d]{{0,25}}\b(?P<starts>begin(?:t|nen)?|start(?:en)?) (?:pas )?{_NOW}\b(?! eenmaal)"
    rf"|\b{_WORK}\b[^.;:!\n\d]{{0,25}}\bnow (?P<will_start>start|begin)s?\b"
    rf"|\b(?P<ends>opdracht|klus|inhuur|inzet|assignment|work|job|engagement)\b{_OF_THE_WORK}[^.;:!\n\d]{{0,25}}\b"
    rf"(?:(?:loopt|duurt|eindigt|stopt) (?:dus )?{_NOW}(?! eenmaal)|now (?:runs?|lasts?|ends?)|is (?:{_NOW} )?(?:verlengd|verkort|ingekort)(?! met)|has been (?:extended|shortened)(?! by))\b"
    rf"|\b(?P<asks>opdrachtgever|klant|gemeente|client|we|wij|ze|zij)\b[^.;:!\n\d]{{0,20}}\b(?:(?:vraagt|vragen|zoekt|zoeken|wil|willen|wenst) {_NOW}(?! ook)|now (?:needs?|asks? for|wants?|seeks?))\b(?! also)"
    rf"|\b(?P<assumes>we|wij|ze) (?:gaan|rekenen) {_NOW} (?:uit van|op)\b|\b(?P<became>het|dat) (?:is|zijn) {_NOW} (?=[^.;:\n]{{1,25}} geworden\b)"
    r"|\b(?P<answer>reageren|solliciteren|aanmelden|inschrijven|aanbieden)\b[^.;:!\n\d]{0,12}\b(?:kan|mag) (?:nog )?"
    rf"{_NOW}\b|\b(?P<may_answer>kunt|kun|kan)(?: (?:je|u|jullie|zich)){{0,2}} {_NOW} (?:nog )?(?:reageren|solliciteren|inschrijven|aanmelden)\b"
    r"|\b(?P<can_answer>(?:can now (?:still )?(?:respond|apply|answer|reply)|applications? (?:is|are|can) now))\b"
)
_AS_IT_IS_STEMS = (" nu", " inmiddels", " alsnog", " toch", " voortaan", " now ", "verlengd", "verkort", "ingekort", "been extended", "been shortened")  # fmt: skip
_FIELDS_AS_IT_IS = {
    "starts": ("start_date",),
    "will_start": ("start_date",),
    "ends": ("end_date", "duration_months"),
    "asks": ("hours",),
    "assumes": ("hours", "duration_months"),
    "became": ("hours", "duration_months"),
    "answer": ("deadline", "deadline_at"),
    "may_answer": ("deadline", "deadline_at"),
    "can_answer": ("deadline", "deadline_at"),
}

# A value of the facts above of which a sentence says that it will not do, or that it stands there: "1 maart halen we niet".
_UNIT = r"(?:uur|uren|hours?|dagen|days|maanden|months|euro)"
_VALUE = rf"(?P<value>€ ?\d[\d.,]*|(?:\d{{1,3}}|\b(?:{WORD_PATTERN})) (?:{MONTH_BEGINS}[a-z]*|{_UNIT})\b|{MONTH_BEGINS}[a-z]* \d{{1,2}}\b|\d{{1,3}}(?= (?:is|was|blijkt|bleek) te ))"
_NUMBER = re.compile(rf"(?<![\w.,])(?:{NUMBER_PATTERN}|\b(?:{WORD_PATTERN})\b)")
_WILL_NOT_DO = re.compile(
    rf"(?=[€\d]|\b\w)(?:{_VALUE}[^.;:\n\d]{{0,30}}?(?: 20\d\d)?[^.;:\n\d]{{0,30}}?\b(?:te (?:krap|weinig|veel|vroeg|laat|kort|lang|laag|hoog)\b|niet (?:meer |langer )?(?:haalbaar|realistisch|genoeg|voldoende|lukt|lukken|gehaald|redden|halen)"
    r"|(?:lukt|lukken|volstaat|redden|halen)\b[^.;:\n\d]{0,15}\bniet\b|onhaalbaar|no longer (?:feasible|realistic|possible)|not (?:feasible|enough|possible)|too (?:early|late|little|much|short|long|low|high))"
    rf"|\b(?:halen|redden|haalt|redt) (?:we|wij|ze) {_VALUE.replace('<value>', '<missed>')}(?: 20\d\d)? niet\b"
    rf"|\b(?:overzicht|bullets|kop|rijtje|lijstje|advertentie|tabel|gegevens|samenvatting|hierboven|bovenaan|overview|summary|above)\b[^.;:\n\d]{{0,60}}?\b(?:staat|stond|staan|says?|said|shows?)\b[^.;:\n\d]{{0,20}}?{_VALUE.replace('<value>', '<told>')})"
)
# A value is dear to look for, so these are as few words as each way of saying it cannot do without.
_WILL_NOT_DO_STEMS = (
    "te krap", "te weinig", "te veel", "te vroeg", "te laat", "te kort", "te lang", "te laag", "te hoog", "haalbaar", "realisti",
    "niet genoeg", "niet voldoende", "meer genoeg", "meer voldoende", "langer genoeg", "langer voldoende", "lukt", "lukken",
    "volstaat", "gehaald", "redden", "halen", "haalt", "redt", "no longer", "feasible", "not enough", "not possible", "too early",
    "too late", "too little", "too much", "too short", "too long", "too low", "too high", "overzicht", "bullets", "kop ", "kop,", "rijtje",
    "lijstje", "advertentie", "tabel", "gegevens", "samenvatting", "hierboven", "bovenaan", "overview", "summary", "above",
)  # fmt: skip
_OF_KEY = {
    "hours": ("hours",),
    "rate": ("rate",),
    "start": ("start_date",),
    "end": ("end_date",),
    "duration": ("duration_months",),
    "deadline": ("deadline", "deadline_at"),
}
_OF_UNIT = {
    **dict.fromkeys(("uur", "uren", "hour", "hours", "dagen", "days"), "hours"),
    **dict.fromkeys(("maanden", "months"), "duration_months"),
}
# What turns a sentence to the value that holds now.
_TURNS_TO = re.compile(
    rf"\b(?:{_NOW}|wordt|worden|maken|maar|nieuwe?|juiste?|correcte?|nader inzien|moet(?:en)?|gaan uit|ga uit|reken|is bijgekomen|should|becomes?|but|instead)\b"
)

_LONGEST_SENTENCE, _LONGEST_VALUE = 400, 80  # characters
_MOST_LABELS = 5  # of a kind; a header has no more
_HOLDS = re.compile(r"\b(?:dat|dit|that|this) (?:klopt|blijft|is (?:juist|correct)|still holds|stays)\b")


_Found = tuple[re.Match[str], ...]


@lru_cache(maxsize=4)
def _sentences(low: str) -> tuple[_Found, _Found, _Found]:
    """What tells a change, what holds now and what is given up, in a text in lower case: several readers ask for it."""
    return (
        tuple(find_near(_ANNOUNCED, low, low, _ANNOUNCING, 110, 70)),
        tuple(find_near(_AS_IT_IS, low, low, _AS_IT_IS_STEMS, 90, 40)),
        tuple(find_near(_WILL_NOT_DO, low, low, _WILL_NOT_DO_STEMS, 120, 110)),
    )


def announced(layout: Layout) -> Iterator[tuple[int, int, str]]:
    """Where a sentence tells that a fact has changed, to the end of the next one, and the field of that fact."""
    changed, holds, given_up = _sentences(layout.low)
    for match in changed:
        if layout.is_noise(match.start()):
            continue
        start, end = match.end() if match["stood"] else match.start(), _sentence_end(layout, match.end() - 1)
        said = match["what"] or match["done"] or match["wrong"]
        fields = [field for field, words in _CHANGES.items() if said and re.fullmatch(words, said)]
        if told := match["stood"] or match["above"]:
            fields = [field for field, words in NAMED.items() if words.search(told)]
        if not match["stood"]:
            end = _next_sentence(layout, end)
        yield from ((start, end, field) for field in fields)
    for match in holds:
        if not layout.is_noise(match.start()):
            end = _sentence_end(layout, match.end() - 1)
            yield from ((match.start(), end, field) for field in _FIELDS_AS_IT_IS[match.lastgroup or ""])
    yield from _given_up(layout, given_up)
    yield from put_aside(layout)


def _given_up(layout: Layout, found: _Found) -> Iterator[tuple[int, int, str]]:
    """Where a sentence gives up a value of the facts above, and the field of the label that it stands under."""
    labels = {key: layout.labelled(key)[:_MOST_LABELS] for key in _OF_KEY} if found else {}
    for match in found:
        value = match["value"] or match["missed"] or match["told"]
        end = _next_sentence(layout, _sentence_end(layout, match.end() - 1))
        if match["told"]:
            end = _next_sentence(layout, end)
            if _HOLDS.search(layout.low, match.end(), end) or not _TURNS_TO.search(
                layout.low, match.end(), end
            ):
                continue
        if layout.is_noise(match.start()):
            continue
        if match["told"] and (unit := _OF_UNIT.get(value.rsplit(" ", 1)[-1])):
            yield match.end(), end, unit
            continue
        for key, pairs in labels.items():
            if any(
                pair.end <= match.start() and _stands_in(value, pair.text[:_LONGEST_VALUE].lower())
                for pair in pairs
            ):
                yield from ((match.end(), end, field) for field in _OF_KEY[key])


def _stands_in(value: str, words: str) -> bool:
    """Whether the value of a label holds another: the same day, or the same number with whatever unit."""
    if re.search(MONTH_BEGINS, value):
        return re.search(rf"(?<!\d){re.escape(value)}(?![a-z\d])", words) is not None
    number = _NUMBER.search(value)
    return number is not None and any(
        parse_number(one[0]) == parse_number(number[0]) for one in _NUMBER.finditer(words)
    )


def _sentence_end(layout: Layout, at: int) -> int:
    """The end of the sentence around an offset; of one that goes on and on, a place not too far off."""
    return min(layout.sentence_at(at)[1], at + _LONGEST_SENTENCE)


def _next_sentence(layout: Layout, end: int) -> int:
    """The end of the sentence behind the one that ends there."""
    return _sentence_end(layout, min(end + 1, len(layout.text) - 1))


# The heading of a correction below the facts, and a line that leads in to one: "Rectificatie 1 december", "passen wij aan:".
_CORRECTION = r"amendment|nagekomen(?: bericht| mededeling| informatie)?|erratum|addendum|rectifi\w+|corrigendum|correctie|correction|update"
_HEADS = re.compile(
    rf"\W*(?:{_CORRECTION}|wijziging(?:en)?|aanpassing(?:en)?|nota van (?:inlichtingen|wijziging(?:en)?)|let op)\b"
    r"(?:(?![.:] )[^\n]){0,80}$",
    re.I,
)
_LEADS = re.compile(
    r"\b(?:gewijzigd|aangepast|wijzig(?:t|en)|kloppen? niet(?: meer)?|vervangen|replaced|replaces|amended|changed|incorrect)\b[^.\n]{0,40}:$"
    r"|\bpas(?:sen|t)?\b[^.\n]{3,80} aan:$",
    re.I,
)
_TURNS = re.compile(
    r"\b(?:niet (?:op|meer|langer|in)|nieuwe?|gewijzigd|verschoven|vervalt|aangepast|verplaatst|instead|replaces?|no longer)\b",
    re.I,
)
# The same on one line: "EDIT 29 november: de gemeente belde, het wordt drie dagen."
_ON_ITS_LINE = re.compile(rf"\W*(?:{_CORRECTION}|edit)\b[^:.\n]{{0,40}}:\s+\S", re.I)
_NOTICE = re.compile(r"\W*let op\b", re.I)
_LONGEST_HEAD, _LONGEST_BLOCK = 90, 1_500  # characters


def corrected_below(layout: Layout) -> Iterator[tuple[int, int]]:
    """Where a correction of the facts above stands: from its heading, or the line that leads in to it, to the next section."""
    for line in layout.lines:
        words = line.text
        if not line.start or not words:
            continue
        if _ON_ITS_LINE.match(words):
            yield line.start, line.end
            continue
        if len(words) > 2 * _LONGEST_HEAD:
            continue
        leads = words.endswith(":") and _LEADS.search(words) is not None
        if not leads and not (len(words) <= _LONGEST_HEAD and _HEADS.match(words)):
            continue
        end = min(layout.section_at(min(line.end + 1, len(layout.text) - 1)).end, line.end + _LONGEST_BLOCK)
        if not _NOTICE.match(words) or _TURNS.search(layout.text, line.end, end):
            yield line.start, end
    yield from _told_in_passing(layout)


# What closes a correction without a heading, and what only such a one says: "De rest klopt gewoon", "later dan hierboven staat".
_AS_IT_WAS = (
    r"(?:klopt|kloppen|(?:blij(?:ft|ven)|staat|staan)\b[^.\n]{0,30}?\b(?:zoals|gewoon|staan|gelijk|hetzelfde|ongewijzigd|onveranderd|van kracht|"
    r"overeind|gelden|in stand)|(?:is|zijn) (?:ongewijzigd|onveranderd)|verander(?:t|en) niet|niet (?:getornd|veranderd|gewijzigd)|unchanged|"
    r"remains? (?:as|the same|unchanged|valid)|stays? (?:as|the same)|stands?|not (?:been )?(?:changed|touched)|do(?:es)? not change)\b"
)
_REST = (
    r"(?:de rest|al het (?:overige|andere)|het overige|(?:de |alle )?(?:overige|andere) (?:gegevens|kerngegevens|voorwaarden|punten|feiten|data)|"
    r"hetgeen hierboven niet|everything else|the rest|(?:the |all )?other (?:details|terms|facts|dates|conditions|data)|the dates)\b[^.\n]{0,80}?\b"
)
_IN_PASSING = re.compile(
    rf"\b{_REST}{_AS_IT_WAS}|\b(?:later|eerder|vroeger|anders?|andere|meer|minder|hoger|lager|korter|langer)(?: \w+)? dan (?:er |wat )?(?:hier ?boven|bovenaan|in de kop)\b"
    r"|\bbij nader inzien\b|\banders dan (?:eerst|eerder|aanvankelijk)\b|\bcontrary to what\b|\b(?:figures|data|details) above date from before\b",
)
_IN_PASSING_STEMS = (
    "de rest ", "overige", "andere gegevens", "andere voorwaarden", "andere punten", "andere feiten", "andere data",
    "al het andere", "hetgeen hierboven", "everything else", "the rest", "other details", "other terms", "other facts", "other dates",
    "other conditions", "other data", "the dates", "hierboven", "hier boven", "nader inzien", "anders dan", "contrary to", "date from before",
)  # fmt: skip
_SHORT_GROUP = 160  # characters; a shorter paragraph speaks of the one above it


def _told_in_passing(layout: Layout) -> Iterator[tuple[int, int]]:
    """Paragraphs that correct the facts above without a heading, with the one above where they are short."""
    lines = layout.lines
    starts = [line.start for line in lines]
    for match in find_near(_IN_PASSING, layout.low, layout.low, _IN_PASSING_STEMS, 40, 130):
        number = bisect_right(starts, match.start()) - 1
        last = _group(lines, number, 1)
        first = _group(lines, number, -1)
        if lines[last].end - lines[first].start < _SHORT_GROUP and first > 1:
            first = _group(lines, first - 1 - (lines[first - 1].kind == "blank"), -1)
        start, end = max(lines[first].start, match.end() - _LONGEST_BLOCK), lines[last].end
        yield (start if start >= layout.header_end else lines[number].start), end


def _group(lines: list[Line], number: int, step: int) -> int:
    """The last line, or for a step of -1 the first, of those with no blank one between; no further than a block may reach."""
    origin = lines[number].start
    while (
        0 <= number + step < len(lines)
        and lines[number + step].kind != "blank"
        and abs(lines[number + step].start - origin) < _LONGEST_BLOCK
    ):
        number += step
    return number
