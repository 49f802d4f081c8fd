"""A sentence or two of the text itself that say what the assignment is: who is sought, by whom, and what for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from math import inf
from operator import or_
from typing import Any, NamedTuple

import ahocorasick

from indexer.parse.asking_units import units
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Layout
from indexer.parse.personal import find
from indexer.parse.roles import has_role, is_role
from indexer.parse.telling import Telling

_LEAST, _MOST = 40, 220  # characters
_LEAST_SOUGHT = 25  # characters of a sentence that says who is sought
_CUT = 120  # a longer sentence is cut at a comma, but not before this
_SILENT = frozenset(
    {
        "contact",
        "conditions",
        "procedure",
        "award",
        "interview",
        "related",
        "navigation",
        "offer",
        "availability",
    }
)
_ASKING = frozenset({"requirements", "preferences", "competencies", "profile"})
_TRIES = 3  # sentences that may hold a name before one without is given up
_LITTLE = -0.3  # and over which one is taken along that the next goes back to
_BARE = 0.5  # points less for a sentence that names nobody and no assignment
_ENOUGH = 0.2  # points under which a sentence tells nothing of the assignment
_MORE = 0.5  # and from which the next one is taken along, or where the first is short
_SHORT = 110
_SOUGHT = re.compile(
    r"\b(?:op zoek naar|zoek(?:en|t)?\b|gezocht|looking for|seek\w*|hiring|we need|needs an?\b|behoefte aan|inhuur van|de inzet van|inhuren|(?:schakelt|huurt) .{1,80} in\b|vragen (?:wij|we)|gevraagd\b|nodig\b|(?:doen|uit te brengen) voor een|vervang\w+)"
)
_SOMEBODY = re.compile(
    r"\b(?:iemand|professionals?|kracht|manager|someone|persoon|collega|specialist|coach|starter|medior|senior|expert|deskundige|partij|versterking|(?:ervaren|tijdelijke) vervang(?:er|ing|ster)|(?:twee|drie|vier|vijf|zes|extra|tijdelijke) (?:\w+ )?\w+(?:ers|enten|eurs|isten))\b"
)
_PURPOSE = re.compile(r"\b(?:die|om|zodat|waarmee|who|to|that)\b.{3,}\b(?:\w{4,}(?:en|t)|\w+s)\b")
_GOAL = re.compile(
    r"\b(?:(?:de|deze|jouw|je|het doel van de) opdracht|doel\b|kern\b|taak\b|klus\b|het gaat om|het draait om|aan jou|rol\b|the assignment|purpose|goal|you will|ga je|breng je|zorg je)\b"
)
_DONE_BY = re.compile(
    r"\b(?:als \w+|je|jij|u|you|(?:de|het|the) (?:\w+ )?\w+)\s(?:\w+t|leid\w*|begeleid\w*|bouw\w*|richt|zet|maak\w*|adviseer\w*|onderzoek\w*|beoordeel\w*|neem\w*|help\w*|voer\w*|werk\w*|ondersteun\w*)\b"
    r"|\b(?:leid|begeleid|bouw|richt|maak|adviseer|onderzoek|beoordeel|neem|help|voer|ondersteun) (?:je|jij|u)\b"
)
_BY = re.compile(
    r"\b(?:gemeenten?|provincie|regio|stichting|ggd|organisatie|municipality|city|afdeling|team)\b"
)
_TERMS = re.compile(
    r"\b(?:dba|zzp\S*|zelfstandigen?|payroll|detachering|cv|offertes?|tarief|tarieven|reageren|reactie|aanvraag is|gepubliceerd|btw|verlenging|interview|gesprekken|inschrijv\w+|procedure|(?:uren|dagen|hours|days) (?:per|a|in de) week|volume|thuis|from home|kantoor|op locatie|diploma|hbo|wo|mbo|loondienst|werkgever|meer informatie|deadline|klik|arbeidsrelatie|dienstbetrekking|gegund|net binnen|binnengekomen|bijgewerkt|logo|contact op|e-?mail)\b|€"
)
_QUALITY = re.compile(r"\b(?:je|u|you) (?:bent|hebt|beschikt|are|have)\b|\bervaring\b|\bexperience\b")
_NUMBER = re.compile(r"\b\d[\d.,]*\b")
_WORD = re.compile(r"[a-zà-ÿ]{4,}")
_BACKGROUND = re.compile(
    r"\b(?:was|waren|werd|werden|steeg|daalde|had|hadden|sinds|wonen|gevonden|vertrok\w*|verlaten|met pensioen|je komt in|(?:je|jij) komt te werken|werken er|er werken|werken (?:circa|ruim|zo'n|bijna|ongeveer)|heeft \d|er komt|bestaat uit|telt|vertegenwoordigt|ligt|maakt? deel uit)\b"
)
# "Het team opereert zelfstandig", "onze organisatie zet zich in voor": of who there is, not of what is to be done.
_OF_A_BODY = re.compile(
    r"\W*(?:(?:het|de|ons|onze|dit|deze|the|our) )?(?:\w*team|afdeling|organisatie|gemeente|stichting|dienst|cluster|domein|vereniging|department|organisation|municipality)\b(?: (?!die\b|dat\b)[\w-]+){0,4}? (?:opereert|werkt|zet zich|staat (?:voor|bekend)|levert|richt zich|is verantwoordelijk|is er voor|draagt|streeft|gelooft|helpt|biedt|works|operates|is responsible|stands for)\b"
)
_OF_BODY, _UNDER_IT = 0.6, 0.6  # points less and more
# The heading that calls the work by its name.
_WORK = re.compile(r"\W*(?:(?:de|jouw|je|over de|inhoud van de) )?(?:opdracht|klus|assignment)\w*\W*$", re.I)
# What a law or a policy is for, how many people there are, how one is hired: of no assignment, unless it says who is sought.
_NOT_IT = re.compile(
    r"\b(?:(?:wet|regeling|verordening|richtlijn|\w*beleid|act)\b[^.]{0,25}\b(?:(?:heeft|hebben) (?:als|tot) doel|beoogt|aims)|(?:kern|doel|uitgangspunt(?:en)?) van (?:dit|het|ons|deze|de|een) (?:\w+ )?(?:\w*beleid\w*|\w*wet|regeling|verordening)|arbeidsrelatie|dienstbetrekking|arbeidsovereenkomst|detacheringsbureau|aanbieden op|bij ons in dienst|\d[\d.,]* (?:inwoners|residents|inhabitants|medewerkers))\b"
)
# A word that names the assignment, or the reader who is given a task; a role and who is sought are told apart already.
_ABOUT_IT = re.compile(
    r"\b(?:opdracht\w*|klus|project\w*|offerte\w*|onderzoek\w*|evaluatie|doel|taak|rol|functie|inhuur|werkzaamheden|het gaat om|het draait om|assignment|goal|purpose|role|je|jij|jou|jouw|u|uw|you|your)\b"
)
# What only goes on about the sentence before it.
_GOES_BACK = re.compile(
    r"\W*(?:dat wil zeggen|dit betekent|dat betekent|hier\w*|daar(?!om\b)\w*|dat\b|this means|that means)\b"
)
# "Bekijk de opdracht ook op ...": the page asks its visitor to look on, and tells nothing of the work.
_LOOK_ON = re.compile(
    r"\W*(?:bekijk|lees|ontdek|vind|open|view|read|see|check|find|discover)\b[^.!?;\n]{0,40}\b(?:opdracht(?:en)?|klus(?:sen)?|vacatures?|(?:aan|uit)vraag|website|pagina|assignments?|jobs?|vacancy|vacancies)\b",
)
_PIPED = re.compile(r"(?:[^|.\n]{1,40} \| )+(?=[A-Z])")

# "18 jul 2025Als projectleider ...": the value above a text without a blank in between.
_GLUED = re.compile(r"\d{1,2} [a-z]{3,9}\.? \d{4}(?=[“\"'A-Z])|\d{1,2}-\d{1,2}-\d{4}(?=[“\"'A-Z])")

# What a word of a sentence must hold for a pattern to be worth trying, and the patterns that are kept so.
_STEMS: dict[re.Pattern[str], tuple[str, ...]] = {
    _SOUGHT: ("zoek", "zocht", "looking", "seek", "hiring", "need", "behoefte", "inhu", "inzet", "huurt", "schakelt", "vragen", "gevraagd", "nodig", "doen", "brengen", "vervang"),
    _SOMEBODY: ("iemand", "professional", "kracht", "manager", "someone", "persoon", "collega", "specialist", "coach", "starter", "medior", "senior", "expert", "deskundige", "partij", "versterking", "vervang", "ers", "enten", "eurs", "isten"),
    _PURPOSE: ("die", "om", "zodat", "waarmee", "who", "to", "that"),
    _GOAL: ("opdracht", "doel", "kern", "taak", "klus", "gaat", "draait", "jou", "rol", "assignment", "purpose", "goal", "will", "ga", "breng", "zorg"),
    _BY: ("gemeente", "provincie", "regio", "stichting", "ggd", "organisatie", "municipality", "city", "afdeling", "team"),
    _TERMS: ("dba", "zzp", "zelfstandig", "payroll", "detachering", "cv", "offerte", "tarie", "reageren", "reactie", "aanvraag", "gepubliceerd", "btw", "verlenging", "interview", "gesprekken", "inschrijv", "procedure", "week", "volume", "thuis", "home", "kantoor", "locatie", "diploma", "hbo", "wo", "mbo", "loondienst", "werkgever", "informatie", "deadline", "klik", "arbeidsrelatie", "dienstbetrekking", "gegund", "binnen", "bijgewerkt", "logo", "contact", "mail"),
    _QUALITY: ("bent", "hebt", "beschikt", "are", "have", "ervaring", "experience"),
    _BACKGROUND: ("was", "waren", "werd", "steeg", "daalde", "had", "sinds", "wonen", "gevonden", "vertrok", "verlaten", "pensioen", "komt", "werken", "heeft", "bestaat", "telt", "vertegenwoordigt", "ligt", "maak"),
    _NUMBER: tuple("0123456789"),
    _NOT_IT: ("wet", "regeling", "verordening", "richtlijn", "beleid", "act", "arbeids", "dienst", "detachering", "aanbieden", "inwoners", "residents", "inhabitants", "medewerkers"),
    _ABOUT_IT: ("opdracht", "klus", "project", "offerte", "onderzoek", "evaluatie", "doel", "taak", "rol", "functie", "inhuur", "werkzaamheden", "gaat", "draait", "assignment", "goal", "purpose", "je", "jij", "jou", "u", "you"),
}  # fmt: skip
# By the identity of the pattern: to work out its hash takes a pass over all that it was compiled to.
_BITS = {id(pattern): 1 << number for number, pattern in enumerate(_STEMS)}
_ANY_STEM: Any = ahocorasick.Automaton()
for _stem in dict.fromkeys(stem for stems in _STEMS.values() for stem in stems):
    _ANY_STEM.add_word(_stem, sum(_BITS[id(pattern)] for pattern, stems in _STEMS.items() if _stem in stems))
_ANY_STEM.make_automaton()
_MAY_SEEK, _MAY_AIM, _MAY_MEAN, _MAY_ACT = (_BITS[id(pattern)] for pattern in (_SOUGHT, _GOAL, _PURPOSE, _BY))
_ROLE = 1 << len(_STEMS)
_ANY_WORD = re.compile(r"[\w-]+")


def _signs(word: str) -> int:
    """Bits for the patterns that a sentence with this word may hold, and for a role that is not a team of them; the word is
    what stands between two blanks, in lower case."""
    signs = 0
    for _, bits in _ANY_STEM.iter(word):
        signs |= bits
    return signs | _ROLE if any(map(_is_one, _ANY_WORD.findall(word))) else signs


_telling = Telling(_signs)


def _is_one(word: str) -> bool:
    """Whether a word names one role, and not a team of them."""
    return not word.endswith(("s", "en")) and is_role(word)


class _Span(NamedTuple):
    """A sentence that may tell something of the assignment: its offsets, and whether it stands under a heading that asks, is
    an item of a list, or stands under one that calls the work by its name."""

    start: int
    end: int
    asks: bool
    bullet: bool
    of_it: bool


def read(doc: Doc) -> Iterator[Candidate]:
    """One candidate for ``summary``, white space as single blanks: the sentence that tells most, the next one if it fits."""
    layout: Layout = doc._.layout
    about = _title_words(layout)
    spans = list(_spans(layout, units(doc)))
    sentences = [_Sentence(layout, span, about) for span in spans]
    found = _most_telling(layout, spans, sentences)
    tasks = _first_tasks(layout) if found is None or sentences[found].is_bare else None
    if found is None or tasks is not None:
        yield from filter(None, (tasks,))
        return
    start, end = spans[found][:2]
    back = found > 0 and _GOES_BACK.match(layout.low, start, end) is not None
    if back and _follows(layout, spans[found - 1], spans[found]) and sentences[found - 1].points() > _LITTLE:
        start = spans[found - 1].start  # "De regio start een project. Hiervoor zoekt zij een projectleider."
    end = _trimmed(layout.text, start, end)
    if found + 1 < len(spans):
        after, stop = spans[found + 1][:2]
        close = not layout.text[end:after].strip() and "\n\n" not in layout.text[end:after]
        short = end - start < _SHORT and after - start < _CUT
        stop = _trimmed(layout.text, start, stop)
        if close and (short or layout.text[stop - 1] in ".!"):
            more = sentences[found + 1].points()
            end = stop if more >= (_ENOUGH if short else _MORE) else end
    yield Candidate("summary", " ".join(layout.text[start:end].split()), start, end, "sentence", 0.6)


def _most_telling(layout: Layout, spans: list[_Span], sentences: list[_Sentence]) -> int | None:
    """The number of the sentence that tells most; one with a name in it, that is not to be shown, only where no other tells enough."""
    bounds = [sentence.most() for sentence in sentences]
    # Those that may tell most come first, so that few are read.
    order = sorted(range(len(spans)), key=bounds.__getitem__, reverse=True)
    named: int | None = None
    for _ in range(min(_TRIES, len(spans))):
        best, points = len(spans), -inf
        for number in order:
            if bounds[number] <= points:
                break
            told = sentences[number].points(points)
            # Of two that tell as much the first in the text counts.
            if told > points or told == points and number < best:
                best, points = number, told
        if points < (_ENOUGH if named is None else _MORE):
            break
        if not find(layout.text[spans[best].start : spans[best].end]):
            return best
        named = best if named is None else named
        order.remove(best)
    return _barest(sentences) if named is None else named


def _barest(sentences: list[_Sentence]) -> int | None:
    """The one that tells most of those that name nobody and no assignment."""
    told = [(-each.points(), number) for number, each in enumerate(sentences) if each.is_bare]
    least = min(told, default=None)
    return least[1] if least is not None and -least[0] >= _ENOUGH - _BARE else None


def _follows(layout: Layout, before: _Span, span: _Span) -> bool:
    """Whether a sentence stands right behind another, and both are short enough to be read as one."""
    between = layout.text[before.end : span.start]
    return not between.strip() and "\n\n" not in between and span.end - before.start <= _MOST


def _first_tasks(layout: Layout) -> Candidate | None:
    """The first items of a list of tasks, as many as are short enough together."""
    section = next((section for section in layout.sections if section.kind == "tasks"), None)
    if section is None:
        return None
    items = [line for line in layout.lines if section.body <= line.start < section.end and line.bullet]
    while len(items) > 1 and items[-1].end - items[0].content > _MOST:
        items.pop()
    if not items or items[-1].end - items[0].content < _LEAST_SOUGHT:
        return None
    value = "; ".join(" ".join(line.text.strip(" ;,.").split()) for line in items)
    return Candidate("summary", value[:_MOST], items[0].content, items[-1].end, "tasks", 0.4)


def _spans(layout: Layout, sentences: Iterable[tuple[int, int]]) -> Iterator[_Span]:
    """The sentences of the body and the items of its lists, no rows of a table."""
    text, lines, sections = layout.text, layout.lines, layout.sections
    at = under = 0  # the line and the section of the sentence; these come in order
    for start, end in sentences:
        if end - start < _LEAST and not (
            end - start >= _LEAST_SOUGHT and _SOUGHT.search(layout.low, start, end)
        ):
            continue
        while at + 1 < len(lines) and lines[at + 1].start <= start:
            at += 1
        while under + 1 < len(sections) and sections[under + 1].start <= start:
            under += 1
        line, section = lines[at], sections[under].kind
        if section in _SILENT or line.kind in ("heading", "blank") or _LOOK_ON.match(layout.low, start, end):
            continue
        if line.kind == "label" and end - line.start < _SHORT:
            continue
        if (glued := _GLUED.match(text, start)) is not None:
            start = glued.end()
        if (piped := _PIPED.match(text, start, end)) is not None and end - piped.end() >= _LEAST:
            start = piped.end()  # "Interim | Gemeente | Limburg | Je gaat als projectleider ..."
        words = text[start:end].strip()
        if "   " in words or "\t" in words or not (line.bullet or words[-1:] in (".", "!", ";", "?")):
            continue
        if not (layout.unticked and layout.is_unticked(start)):
            of_it = not line.bullet and _WORK.match(sections[under].heading) is not None
            yield _Span(start, end, section in _ASKING, line.bullet, of_it)


def _title_words(layout: Layout) -> set[str]:
    """The words of the first piece at the top that names a role."""
    spans = [(pair.start, pair.end) for pair in layout.labelled("title")] + layout.pieces()
    title = next((layout.low[a:b] for a, b in spans if b - a <= 90 and has_role(layout.text[a:b])), "")
    return set(_WORD.findall(title))


class _Sentence:
    """How much a sentence tells of the assignment: who is sought, the title's words, the client and the purpose."""

    def __init__(self, layout: Layout, span: _Span, about: set[str]) -> None:
        start, end, asks, bullet, of_it = span
        self.words = words = layout.low[start:end].strip()
        self.signs = signs = reduce(or_, _telling.of(words.split()), 0)
        self.role = bool(signs & _ROLE)
        self.of_it = of_it
        # What no pattern is needed for.
        points = 0.7 * self.role - 0.8 * asks - 0.4 * bullet + _UNDER_IT * of_it
        points += 1.2 * len(_held(about, words)) / len(about) if about else 0.0
        points -= 1.1 * ("€" in words) + 0.4 * (words[-1] not in ".!?") + 0.5 * words.endswith((":", "?"))
        self.plain = points - 0.7 * (end - start > 2 * _MOST) - 0.6 * start / max(len(layout.text), 1)

    def most(self) -> float:
        """What the points cannot exceed, in far less time."""
        signs = self.signs
        sought = (2.0 if self.role else 1.1) * (signs & _MAY_SEEK > 0)
        points = self.plain + 0.4 + sought + 0.7 * (signs & _MAY_AIM > 0)
        return points + 0.6 * (signs & _MAY_MEAN > 0) + 0.3 * (signs & _MAY_ACT > 0) + 1e-9

    def points(self, least: float = -inf) -> float:
        """The points of the sentence, or none where they cannot be more than ``least``: then its verb is not sought."""
        words, role = self.words, self.role
        sought = self.seeks
        points = self.plain + 1.1 * sought + 0.9 * (sought and role)
        if not sought:
            points -= 2.0 * self._holds(_NOT_IT) + _BARE * self.is_bare
            points -= 0.5 * (_GOES_BACK.match(words) is not None)
        points += 0.6 * ((role or sought) and self._holds(_PURPOSE)) + 0.7 * self._holds(_GOAL)
        by = 0.3 * self._holds(_BY)
        terms = 1.1 * ("€" not in words and self._holds(_TERMS)) + 0.7 * self._holds(_QUALITY)
        numbers = 0.5 * (self._may(_NUMBER) and len(_NUMBER.findall(words)) > 2)
        background = (0.3 if sought else 0.9) * self._holds(_BACKGROUND)
        if points + 0.4 + by - terms - numbers - background + 1e-9 <= least:
            return -inf
        points += 0.4 * (_DONE_BY.search(words) is not None) + by
        points -= terms + numbers + background
        if sought or _OF_A_BODY.match(words) is None:
            return points
        # It comes after what tells of the work, and is told where nothing does.
        return max(points - _OF_BODY, min(points, _ENOUGH - _BARE * self.is_bare))

    @property
    def is_bare(self) -> bool:
        """Whether neither a role, nor the reader, nor the assignment is named, not even by the heading: told only where
        nothing else is.
        """
        return not (self.role or self.of_it or self._holds(_ABOUT_IT) or self.seeks)

    @property
    def seeks(self) -> bool:
        """Whether it says who is sought."""
        return self._holds(_SOUGHT) and (self.role or self._holds(_SOMEBODY))

    def _may(self, pattern: re.Pattern[str]) -> bool:
        return self.signs & _BITS[id(pattern)] > 0

    def _holds(self, pattern: re.Pattern[str]) -> bool:
        return self.signs & _BITS[id(pattern)] > 0 and pattern.search(self.words) is not None


def _held(about: set[str], words: str) -> set[str]:
    """Which of some words stand in a sentence; most sentences hold the letters of none."""
    near = [word for word in about if word in words]
    return set(_WORD.findall(words)).intersection(near) if near else set()


def _trimmed(text: str, start: int, end: int) -> int:
    """The end without trailing blanks; a long sentence ends at its last comma or semicolon that leaves it short enough."""
    end = start + len(text[start:end].rstrip())
    if end - start <= _MOST:
        return end
    cuts = [mark.start() for mark in re.finditer(r"[,;:](?=\s)", text[start + _CUT : start + _MOST])]
    if cuts:
        return start + _CUT + cuts[-1]
    blank = text.rfind(" ", start, start + _MOST)
    return blank if blank > start else start + _MOST
