"""Sentences that tell a fact to have changed, with its new value in them or in the next: ``De einddatum is vervroegd.``

Whoever writes that knows what the lines above say: the new value goes before a label.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from indexer.parse.layout import Layout, Line
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
    "hours": r"urenaantal|aantal uren|uren|omvang|urenomvang|hours",
    "rate": r"(?:uur|dag)?tarief|uurprijs|bedrag|rate",
    "start_date": r"(?:start|begin|ingangs|aanvangs)datum|datum van ingang|aanvang|start(?:ing)? date",
    "end_date": r"eind(?:e|datum)|afloop(?:datum)?|slot|end(?:ing)? date",
    "duration_months": r"looptijd|duur|duration",
}
_BY = (
    r"vervroegd|naar voren gehaald|naar achteren (?:geschoven|gehaald)|verplaatst|verschoven|opgeschoven|uitgesteld|gewijzigd|"
    r"aangepast|bijgesteld|verhoogd|verlaagd|te (?:laag|hoog|krap|ruim)\b|onjuist|niet (?:juist|correct)|verkeerd|fout\b|"
    r"brought forward|postponed|moved|changed|amended|raised|lowered|wrong"
)
_ANNOUNCED = re.compile(
    rf"\b(?P<what>{'|'.join(_CHANGES.values())})\b[^.;:\n]{{0,40}}?\b(?:(?:is|zijn|wordt|worden|werd|blijkt|blijken|bleek|has been|have been|was|were)"
    rf" (?:\w+ ){{0,4}}?(?:{_BY})|vervalt|vervallen|komt te vervallen|klopte? niet|lapses)"
    rf"|\b(?:fout|vergissing|mistake|error) (?:\w+ )?(?:in|bij|with) (?:de|het|the) (?P<wrong>{'|'.join(_CHANGES.values())})\b"
    r"|\b(?:er|hierboven|erboven|bovenaan|(?:kop|titel|advertentie)) st(?:aat|ond) (?P<stood>[^.;\n]{1,50}?),? maar\b"
    # "De 36 uur in de kop is de standaardwaarde die het systeem invult."
    r"|\b(?P<above>\d[\d.,]* (?:uur|uren|euro|dagen|maanden)\b[^.;:\n]{0,12} (?:in de kop|in de titel|in het overzicht|hierboven|bovenaan)) (?:is|zijn|was)\b",
)
_ANNOUNCING = (
    "vervroegd", "naar voren", "naar achteren", "verplaatst", "verschoven", "opgeschoven", "uitgesteld", "gewijzigd", "aangepast",
    "bijgesteld", "verhoogd", "verlaagd", " te laag", " te hoog", " te krap", " te ruim", "onjuist", "niet juist", "niet correct",
    "verkeerd", " fout", "brought forward", "postponed", " moved", "changed", "amended", "raised", "lowered", " wrong", "vervalt",
    "vervallen", "klopt niet", "klopte niet", "lapses", "vergissing", "mistake", " error", "er staat ", "er stond ", "boven staat ", "boven stond ", "bovenaan st", "kop st", "titel st", "advertentie st",
    "in de kop", "in de titel", "in het overzicht", "hierboven", "bovenaan",
)  # fmt: skip


def announced(layout: Layout) -> Iterator[tuple[int, int, str]]:
    """Where a sentence tells that a fact has changed, to the end of the next one, and the field of that fact."""
    for match in find_near(_ANNOUNCED, layout.low, layout.low, _ANNOUNCING, 110, 70):
        if layout.is_noise(match.start()):
            continue
        start, end = match.end() if match["stood"] else match.start(), layout.sentence_at(match.end() - 1)[1]
        said = match["what"] or match["wrong"]
        fields = [field for field, words in _CHANGES.items() if said and re.fullmatch(words, said)]
        if told := match["stood"] or match["above"]:
            fields = [field for field, words in NAMED.items() if words.search(told)]
        if not match["stood"]:
            end = layout.sentence_at(min(end + 1, len(layout.text) - 1))[1]
        yield from ((start, end, field) for field in fields)


# The heading of a correction below the facts, and a line that leads in to one: "Rectificatie 1 december", "passen wij aan:".
_CORRECTION = r"amendment|erratum|addendum|rectifi\w+|corrigendum|correctie|correction|update"
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
