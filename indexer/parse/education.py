"""The lowest level of education asked: ``mbo``, ``hbo`` or ``wo``.

A level counts under a label, or beside words that make it a demand ("werk- en denkniveau", "afgeronde ... opleiding").
Schools, students and colleagues of a level are not a demand on the candidate; what is only a plus does not lower or
raise the level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import ASKING, Layout
from indexer.parse.openings import at_words
from indexer.parse.stems import places_of, sentences_at
from indexer.record import EDUCATION_LEVELS

_LEVEL = re.compile(
    r"(?<![\w.])(?:(?P<mbo>mbo['’]er|mbo[+]?(?:[- ]?(?:niveau[- ]?)?[1-4])?|middelbaar beroeps\w*|vocational (?:education|degree|level))"
    r"|(?P<hbo>hbo['’]er|(?:post-?)?hbo[+]?|hogere? beroeps\w*|bachelor(?:['’]?s|diploma|opleiding|titel|graad|niveau)?(?! of law)|hogeschool|higher (?:professional|vocational)|universit(?:y|ies) of applied sciences?)"
    r"|(?P<wo>wo[+]?|"
    r"wetenschappelijke?(?= (?:opleiding|niveau|werk|denk|diploma|studie|vooropleiding|graad|achtergrond|master))|universitaire?|universiteit|academische?|academicus|(?:post-?)?master(?:s|['’]s|diploma|opleiding|titel|graad|niveau)?|(?:university|academic)(?=\W*$| (?:degree|level|education|working|training|master))))(?![\w])"
)
_STEMS = (
    "mbo",
    "hbo",
    "beroeps",
    "bachelor",
    "master",
    "universi",
    "academi",
    "hogeschool",
    "vocational",
    "wetenschappelijk",
    "higher",
)
_WO = re.compile(r"wo\b(?<=\bwo)")  # letters first: a search for them alone is quick
# What follows a level when a school, a class or a group of people is meant.
_OTHERS = re.compile(
    r"['’]?s?[- ]?(?:\w+-)?(?:studenten|student\b|leerling\w*|schol\w*|school\w*|instelling\w*|onderwijs\b|docent\w*|college\w*|raad\b|stagiair\w*|collega\w*|jeugd\w*professional\w*|professionals?|"
    r"ers\b|medewerkers?|class|coach\b|scrum|ziekenhui\w*|centr\w+|werkplaats\w*|gebouw|vrijwilligers|jongeren|kennisinstelling\w*|opleidingen|lector\w*|van amsterdam|van utrecht|utrecht|rotterdam|amsterdam|"
    r"leiden\b|groningen|tilburg|wageningen|twente|maastricht|nijmegen|delft|inholland|saxion|windesheim|plan\b|programme plan|students?)",
    re.I,
)
_BEFORE_OTHERS = re.compile(
    at_words(
        r"^(?:de |een |onze |sommige )?(?:cliënt|jongere|jeugdige|deelnemer|inwoner|leerling|student|ouder|statushouder)\w*\b|"
        r"(?:onderwijs|leerlingen|studenten|jongeren|docenten|instellingen|scholen|overgang|doorstroom|uitstroom|partners|vo|po|samenwerking met|lector\w*|stagiairs?)\s+(?:\S+\s+){0,3}$|"
        r"\b(?:grotendeels|merendeels|deels|meest|voornamelijk)\s+$|(?:van wie|waarvan|onder wie|among whom|of whom)\s+(?:\S+\s+){0,5}$|"
        r"(?:eurs|enten|ers|isten|coaches) \((?:[mh]bo, |wo, ){0,2}$|"
        r"(?:onderzoek|verbonden aan|bestaat uit|ontwikkeld (?:door|met)|scrum|data|[kc]ollega['’]?s (?:met|op)|team (?:\w+ )?(?:van|met)|medewerkers (?:met|op))\s+(?:\S+\s+){0,3}$",
        any_case=True,
    ),
    re.I,
)
# "Leerplichtambtenaar vo/mbo": kinds of schools.
_SCHOOLS_BEFORE = re.compile(r"\b(?:v?s?o|po|vo|bao)[ ]?[/&+-][ ]?$")
_SCHOOLS_BEHIND = re.compile(r"[ ]?[/&+-][ ]?(?:v?s?o|po|vo|bao)\b")
_DEMAND = re.compile(
    at_words(
        r"niveau|denk|opleiding|diploma|voldoende|genoeg|in (?:die|deze) richting|afgerond|geschoold|opgeleid|degree|education|level|achtergrond|graduate|minimaal|minstens|ten ?minste|at least|minimum|geslaagd|behaald|getuigschrift|studie|vooropleiding|werk- en|titel|vereist|gevraagd|gezocht|zoeken|zoekt|required|verplicht|graad|gestudeerd|university|studeerde|afgestudeerd|iets op|gedaan(?! door)|gevolgd|voltooid|in bezit|gehaald|gevormd|beschikt over|beschikken over|\beis\b|of hoger|or higher|ondergrens|als basis|\bmust\b|nodig|moet(?:en)?\b|genoeg|volstaat|iemand met|vragen|vraagt|eisen",
        any_case=True,
    ),
    re.I,
)
_PLUS = re.compile(
    at_words(
        r"\bpr[eé]\b|mooi meegenomen|geen must|not required|voorkeur|wenselijk|pluspunt|preferabl|\ba plus\b|advantage|liefst|idealiter",
        any_case=True,
    ),
    re.I,
)
# Behind a level only what is said of it: "bij voorkeur" belongs to what follows.
_PLUS_AFTER = re.compile(r"\bpr[eé]\b|(?:de|onze|een) voorkeur|wenselijk|pluspunt|preferabl|\ba plus\b|advantage|mooi meegenomen", re.I)  # fmt: skip
# "wo-opleiding (bij voorkeur bestuurskunde)": which study is wished, not whether there is one.
_WHICH_STUDY = re.compile(r"\((?:bij voorkeur|(?:het )?liefst|idealiter|preferably|ideally) \w")
_NOT_NEEDED = re.compile(r"\b(?:geen|nooit|never)\b[^.;]{0,30}$|\bno\b[^.;]{0,20}$", re.I)
_NOT_AFTER = re.compile(r"[^.;,]{0,50}\b(?:niet|not)\b (?:vereist|nodig|noodzakelijk|verplicht|voldoende|toereikend|genoeg|required|necessary|sufficient|enough)|[^.;,]{0,30}volsta\w* niet|[^.;,]{0,30}\b(?:verlang|vraag|vragen|eis|eisen|verwacht)\w* (?:ik|wij|we|ze|zij) (?:\w+ )?niet\b", re.I)  # fmt: skip
# A sentence with a verb tells something of the level; one without is a demand in short: "Hbo social work of pedagogiek."
_VERB = re.compile(
    r"\b(?:is|zijn|was|heeft|hebben|wordt|worden|kan|kunnen|werkt|werken|biedt|start|organiseert|has|have|are|offers)\b"
)
# No sentence names more; one that does is no sentence.
_MOST_LEVELS = 40
_LEVELS_BEFORE = re.compile(
    r"\b(?:mbo|hbo|wo)(?:[ ]?(?:/|of|,|-)[ ]?(?:mbo|hbo|wo)){1,2}\)?[ ]?:[ ]?(?:minimaal |min\. )?$"
)
_REACH = 60
# "Je hebt mbo-4 of hbo": what somebody has.
_HAS = re.compile(
    r"\b(?:je|jij|u|you) (?:hebt|heeft|have) (?:een |an? )?(?:[mh]bo[+]?(?:-[1-4])?[ -]?(?:of|en|/|or)[ -]?)?$"
)
_OR_ANOTHER = re.compile(r"^(?:\s*(?:/|of|or)\s*(?:mbo|hbo|wo)[+]?(?!\w))+")
_WILL_DO = re.compile(
    r"\b(?:is|zijn|mag|kan|volstaat|voldoet|vinden we) (?:dan |voor ons )?ook\b|\book (?:goed|prima|akkoord|welkom|mogelijk|voldoende)\b"
)
# An answer or an amendment that asks less: "de eis van een wo-diploma vervalt; hbo is genoeg".
_ASKS_LESS = re.compile(
    r"\b(?:vervalt|vervallen|geschrapt|losgelaten|versoepeld|(?:wordt|is) (?:gewijzigd|aangepast|veranderd) in|no longer required|changed (?:in)?to)\b"
)
_YOU = re.compile(r"\b(?:je|jij|u|you)\b")
_SOUGHT = re.compile(
    r"zoek|gezocht|vragen|vraagt|gevraagd|looking for|denk(?:t|en)? (?:\w+ )?aan\b|voor ogen"
)
_SEEN = re.compile(r"\W*(?:\w+\W+)?voor ogen\b")
# An item of a row of facts.
_ITEM_BEFORE, _ITEM_AFTER = re.compile(r"(?:^|[:;,•*|-])\s*$"), re.compile(r"\s*(?:[,;.|]|$)")


# "Volstaat mbo 4?", "moet je hbo hebben?": somebody asks it, and the answer decides.
_QUESTION = re.compile(
    r"\W*(?:\w+ ?: )?(?:en |maar )?(?:volstaat|volstaan|moet|mag|kan|is|geldt|telt|wordt|must|can|is|does|would)\b[^.!?]*\?\s*$"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    level: str
    start: int
    end: int


def read(doc: Doc) -> Iterator[Candidate]:
    """One candidate for each sentence or label that asks a level, the lowest where it names several."""
    layout: Layout = doc._.layout
    low = layout.low
    labels = [pair for pair in layout.labels if pair.key == "education"]
    for pair in layout.labelled("education"):
        asked = [a for a in _levels(layout, pair.start, pair.end) if not _aside(low, a, pair.start, pair.end)]
        yield from _lowest(low, asked, "label", 0.9, pair.start)
    for start, end in layout.pieces():
        asked = _levels(layout, start, end) if end - start <= 25 else []
        if asked and not layout.is_noise(start) and not re.search(r"[a-z]", _LEVEL.sub("", low[start:end])):
            yield from _lowest(low, asked, "form", 0.6, start)
    offsets = sorted([*places_of(low, _STEMS), *(match.start() for match in _WO.finditer(low))])
    before: list[_Asked] = []
    for start, end in sentences_at(layout, offsets):
        if any(pair.start < end and start < pair.end for pair in labels):
            continue
        asking = layout.section_at(start).kind in ASKING
        named = [a for a in _levels(layout, start, end) if not _aside(low, a, start, end)]
        asked = [a for a in named if _demanded(low, a, start, end) or _alone(low, a, start, end, asking)]
        # "Master or bachelor in HR": the other one as well.
        asked += [a for a in named if a not in asked and any(_joined(low, a, b) for b in asked)]
        weight = 0.8 if asking else 0.65
        if asked and before and _WILL_DO.search(low, start, end) and _below(asked, before):
            weight += 0.05  # "Wo-diploma. Een hbo-diploma met acht jaar ervaring is ook goed."
        if asked and before and (less := _ASKS_LESS.search(low, start, end)):
            asked, weight = [one for one in asked if one.start > less.start()], 0.86
        if asked and _QUESTION.match(low, start, end):
            weight -= 0.3
        before += asked
        yield from _lowest(low, asked, "requirement" if asking else "prose", weight, start)


def _below(asked: list[_Asked], others: list[_Asked]) -> bool:
    """Whether the lowest of these levels is lower than all others."""
    first, second = (min(EDUCATION_LEVELS.index(one.level) for one in each) for each in (asked, others))
    return first < second


def _joined(text: str, one: _Asked, other: _Asked) -> bool:
    """Whether nothing but *or* stands between two levels."""
    first, last = (one, other) if one.start < other.start else (other, one)
    return text[first.end : last.start].strip() in ("of", "or", "/")


def _levels(layout: Layout, start: int, end: int) -> list[_Asked]:
    # By themselves: a label may be glued to its value (``Opleidingmbo 4``).
    found = islice(_LEVEL.finditer(layout.low[start:end]), _MOST_LEVELS)
    asked = (_Asked(str(m.lastgroup), start + m.start(), start + m.end()) for m in found)
    kept = [one for one in asked if not layout.is_unticked(one.start)]
    # "mbo/hbo: hbo": behind the colon stands which of them.
    chosen = [one for one in kept if _LEVELS_BEFORE.search(layout.low, start, one.start)]
    return chosen or kept


def _demanded(text: str, asked: _Asked, start: int, end: int) -> bool:
    window = (
        text[max(start, asked.start - _REACH) : asked.start]
        + " "
        + text[asked.end : min(end, asked.end + _REACH)]
    )
    own = text[asked.start : asked.end]
    return own.endswith(("diploma", "opleiding", "titel", "graad", "niveau")) or bool(_DEMAND.search(window))


def _alone(text: str, asked: _Asked, start: int, end: int, asking: bool) -> bool:
    """A bare level at the head of a requirement (``hbo social work``), a person of that level (``een hbo'er``), or a
    line that holds levels and nothing else."""
    person = re.fullmatch(r"[mh]bo['’]er|academicus", text[asked.start : asked.end], re.I)
    if person and (
        asking
        or (asked.start - start <= 4 and not text.startswith("de ", start))
        or _SOUGHT.search(text, start, asked.start)
        or _SEEN.match(text, asked.end, end)
    ):
        return True
    if asking and asked.start - start <= 12 and end - start <= 60:
        return True
    if _HAS.search(text, start, asked.start):
        return True
    before, after = text[start : asked.start].rstrip(), text[asked.end : end].lstrip()
    if before.endswith("(") and after.startswith(")") and _YOU.search(text, start, asked.start):
        return True  # "Je bent een ervaren projectmanager (wo)"
    after = _OR_ANOTHER.sub("", after)
    if before.endswith((",", ";")) and after[:1] in (",", ".", "") and not _LEVEL.search(before[-14:]):
        return True  # one of a list of facts: "32 uur, hbo, per 1 mei"
    clause = text.find(",", asked.end, end)
    stop = clause if clause > 0 else end
    opens = not re.search(r"\w", text[start : asked.start]) or text.startswith(": ", asked.start - 2)
    if opens and stop - asked.start <= 70 and not _VERB.search(text, asked.end, stop):
        return True
    return end - start <= 40 and not re.search(
        r"[a-z]", re.sub(r"\[ ?x ?\]|\b(?:en|of)\b", "", _LEVEL.sub("", text[start:end]))
    )


def _aside(text: str, asked: _Asked, start: int, end: int) -> bool:
    """Whether the level is that of others, or is said not to be asked."""
    before = text[start : asked.start]
    if _SCHOOLS_BEFORE.search(before) or _SCHOOLS_BEHIND.match(text, asked.end, end):
        return True
    if _OTHERS.match(text, asked.end, end) or _BEFORE_OTHERS.search(
        before[-70:] if len(before) > 70 else before
    ):
        return True
    if _NOT_NEEDED.search(before) or _NOT_AFTER.match(text, asked.end, end):
        return True
    word = text[asked.start : asked.end].lower()
    if word.endswith(("diploma", "opleiding", "titel", "graad", "niveau")):
        return False
    if word == "master" and _ITEM_BEFORE.search(before) and _ITEM_AFTER.match(text, asked.end, end):
        return False  # "Eisen: master, 8 jaar ervaring"
    if word == "academicus":
        return False
    if word.startswith(("universit", "academi", "hogeschool", "master")):
        return not re.match(r"[\s/'’-]*(?:\S+\s+){0,2}\S*(?:niveau|opleiding|diploma|geschoold|opgeleid|denk|degree|level|education|titel|graad|studie|achtergrond|gevormd|master|of|/|in\b|op het gebied)|[^\w]*$", text[asked.end : min(end, asked.end + 45)], re.I) and not re.search(r"(?:minimaal|(?:af)?ge?stude?er[dt]e? (?:af )?aan (?:de|een)|afgeronde?|niveau|opleiding|diploma|/|bachelor(?:['’]s)?(?: of| or|/)?|hbo[ -]?(?:of|en)?|universitaire)\s*$", before, re.I)  # fmt: skip
    return False


def _lowest(text: str, asked: list[_Asked], rule: str, weight: float, floor: int) -> Iterator[Candidate]:
    """The lowest of the levels named together, those that are a mere plus left out."""
    firm = [a for a in asked if not _is_plus(text, a, asked, floor)]
    if firm:
        low = min(firm, key=lambda a: EDUCATION_LEVELS.index(a.level))
        yield Candidate("education", low.level, low.start, low.end, rule, weight)


def _is_plus(text: str, asked: _Asked, others: list[_Asked], floor: int) -> bool:
    previous = max((o.end for o in others if o.end <= asked.start), default=floor)
    following = min((o.start for o in others if o.start >= asked.end), default=len(text))
    clause_end = min([i for i in (text.find(mark, asked.end) for mark in (".", ";", "\n", ",")) if i >= 0], default=len(text))  # fmt: skip
    if of_study := _WHICH_STUDY.search(text, asked.end, clause_end):
        clause_end = of_study.start()
    return bool(
        _PLUS.search(text, max(previous, asked.start - 30, text.rfind(",", floor, asked.start)), asked.start)
        or (_PLUS_AFTER if following < clause_end else _PLUS).search(
            text, asked.end, min(following, clause_end)
        )
    )
