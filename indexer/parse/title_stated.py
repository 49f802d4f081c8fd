"""The role that a sentence states outright, an answer gives, or a row of small words names: ``Het gaat om de functie van ...``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.roles import is_role
from indexer.parse.title_labels import MOST_LINES, is_name
from indexer.parse.title_prose import made, sentence_end
from indexer.parse.title_words import clean_title
from indexer.parse.windows import find_near

_WORK = r"(?:functie|rol|opdracht|positie|vacature|klus|baan|role|position|post|assignment|job|contract)"
# "De rol waarvoor wij u benaderen is die van contractmanager", "The role is that of a policy adviser".
_IS_THAT_OF = re.compile(
    rf"\b{_WORK}\b[^.!?;\n]{{0,70}}?\b(?:(?:is|wordt|betreft) die van|is that of)\s+(?:een |an? )?(?=\w)",
    re.I,
)
_IS_THAT_OF_STEMS = (" die van", " that of")
# "Het gaat om de functie van schuldhulpverlener", "Het betreft een projectleider".
_IT_IS = re.compile(
    rf"\b(?:het|dit) (?:gaat|betreft|draait)(?: (?:hier|daarbij|nu|dus|namelijk|dan))?(?: om)? (?:(?:de|een) (?:[\w-]+ )?{_WORK} (?:van|als|voor) (?:een )?|een )(?=\w)",
    re.I,
)
_IT_IS_STEMS = ("gaat", "betreft", "draait")
# "Het moet een kwartiermaker worden", "Het wordt dus een projectleider".
_TO_BE = re.compile(
    r"\b(?:het|dat|dit) (?:(?P<must>moet|zou|mag|zal|kan)|wordt)(?: (?:dus|dan|wel|nu|toch|echt|daarom))* (?:een|'n) (?=\w)",
    re.I,
)
_TO_BE_STEMS = ("het moet ", "dat moet ", "dit moet ", "t zou ", "t mag ", "t zal ", "t kan ", "t wordt ")
_BECOMES = re.compile(r" (?:(?:moeten|kunnen) )?(?:worden|zijn)\b")
# Before that verb what follows the role is part of its name: "een kwartiermaker jeugdhulp op school worden".
_OF_NAME = re.compile(r" (?:op|in|aan) [a-zà-ÿ-]{4,}")
# "The assignment is for a single evaluator".
_IS_FOR_ONE = re.compile(
    rf"\b(?:the|this) {_WORK} (?:is|calls|asks) for (?:an?|one) (?:(?:single|independent|freelance|part-time|full-time) )*(?=\w)",
    re.I,
)
_IS_FOR_ONE_STEMS = (" for a ", " for an ", " for one ")
# "Hierin heeft de regioadviseur een centrale rol", "De rol van de inkoper is ...", "the analyst plays a key role": told, not sought.
_HAS_A_PART = re.compile(
    r"\b(?:(?:heeft|speelt|vervult|krijgt) (?:(?:hierin|daarin|hierbij|daarbij) )?(?:de|onze) (?=[^.,;:\n]{3,60} een (?:[\w-]+ ){0,3}rol\b)"
    r"|(?:de|onze) (?=[\w-]+(?: [\w-]+){0,4} (?:heeft|speelt|vervult|krijgt) (?:\w+ )?een (?:[\w-]+ ){0,3}rol\b)"
    r"|de rol van de (?=[\w-]+(?: [\w-]+){0,4} (?:is|bestaat|omvat|houdt)\b)"
    r"|(?:the|our) (?=[\w-]+(?: [\w-]+){0,4} (?:plays|has|fulfils) an? (?:[\w-]+ ){0,2}role\b))",
    re.I,
)
_HAS_A_PART_STEMS = (" rol ", " rol.", " rol,", " role ", " role.", " role,", "de rol van de ")
_PART_VERB = re.compile(r" (?:heeft|speelt|vervult|krijgt|een|is|bestaat|omvat|houdt|plays|has|fulfils)\b")
_PASSING = 0.32
_MOST = 40


def read(layout: Layout) -> Iterator[Candidate]:
    """Candidates for ``title`` with the rule ``made``, from sentences that say what the role is."""
    yield from _stated(layout)
    yield from _to_be(layout)
    yield from _with_a_part(layout)
    yield from _answered(layout)
    yield from _in_a_row(layout)


def _stated(layout: Layout) -> Iterator[Candidate]:
    for pattern, stems, before, weight in (
        (_IS_THAT_OF, _IS_THAT_OF_STEMS, 100, 0.62),
        (_IT_IS, _IT_IS_STEMS, 8, 0.57),
        (_IS_FOR_ONE, _IS_FOR_ONE_STEMS, 40, 0.6),
    ):
        for match in islice(find_near(pattern, layout.text, layout.low, stems, before, 90), _MOST):
            found = made(layout, match.end(), sentence_end(layout, match.start()), weight, layout.header_end)
            if found and found.start - match.end() < 30:
                yield found


def _with_a_part(layout: Layout) -> Iterator[Candidate]:
    for match in islice(find_near(_HAS_A_PART, layout.text, layout.low, _HAS_A_PART_STEMS, 130, 90), _MOST):
        stop = sentence_end(layout, match.start())
        verb = _PART_VERB.search(layout.text, match.end(), stop)
        found = made(layout, match.end(), verb.start() if verb else stop, _PASSING, 0)
        if found and found.start == match.end():
            yield found


def _to_be(layout: Layout) -> Iterator[Candidate]:
    for match in islice(find_near(_TO_BE, layout.text, layout.low, _TO_BE_STEMS, 2, 60), _MOST):
        stop = sentence_end(layout, match.start())
        verb = _BECOMES.search(layout.text, match.end(), stop) if match["must"] else None
        if match["must"] and verb is None:
            continue
        found = made(layout, match.end(), verb.start() if verb else stop, 0.57, layout.header_end)
        if found is None or found.start - match.end() >= 30:
            continue
        if verb and _OF_NAME.fullmatch(layout.text, found.end, verb.start()):
            title = clean_title(layout.text[found.start : verb.start()])
            found = found._replace(value=title, end=verb.start())
        yield found


# Who or what is sought, and not whom one works with.
_ASKS_WHOM = re.compile(
    r"[\W_]*(?:(?:en|maar|dus|and) )?(?:(?:naar|om) )?(?:wie|wat|welke|who|what|which)\b[^?\n]{0,50}\b(?:zoek\w*|gezocht|nodig|gevraagd|missen|worden|functie|rol|role|position|looking for|needed|need)\b[^?\n]{0,40}\?[\W_]*",
    re.I,
)
_WITH_WHOM = re.compile(
    r"\b(?:samen|collega\w*|met|naast|aan|rapporte\w+|leiding\w*|binnen|in|bij|with|report\w*)\b|\b(?:doet|does)\b",
    re.I,
)
_ANSWER = re.compile(r"[\W_]*(?:(?:antwoord|answer)\s*:?\s*)?(?:(?:een|één|'n|an?)\s+)?(?=[^\W\d_])", re.I)


def _answered(layout: Layout) -> Iterator[Candidate]:
    """The role that opens the answer to who is sought: ``Wie zoeken jullie?`` above ``Een gezinscoach.``"""
    if "?\n" not in layout.text:
        return
    filled = [line for line in layout.lines[:MOST_LINES] if line.kind != "blank"]
    for asked, answer in pairwise(filled):
        if not asked.text.endswith("?") or not _ASKS_WHOM.fullmatch(asked.text):
            continue
        if _WITH_WHOM.search(asked.text):
            continue
        opened = _ANSWER.match(answer.text)
        at = answer.content + (opened.end() if opened else 0)
        found = made(layout, at, sentence_end(layout, at), 0.76, 0)
        if found and found.start - at < 30:
            yield found


# "... eindklant gemeente Zaanstad functie kwaliteitsmedewerker schuldhulp werkplek Zaandam inzet 20 uur": labels in small letters
# and their values, with no more than a comma between them.
_NEXT = r"(?:werkplek|standplaats|werklocatie|locatie|plaats|inzet|uren|aantal|omvang|start|startdatum|ingang|ingangsdatum|begin|looptijd|duur|periode|einde|tarief|uurtarief|opdrachtgever|eindklant|klant|afdeling|aanvraagnr|kenmerk|deadline|sluiting)"
_IN_A_ROW = re.compile(
    rf"\s(?:functie|functienaam|rol|profiel) (?P<role>[^\W\d_][\w/&-]*(?: [\w/&-]+){{0,7}}?),? {_NEXT} (?=\w)"
)
_IN_A_ROW_STEMS = ("functie ", "functienaam ", "rol ", "profiel ")
_OTHER_LABEL = re.compile(rf"(?<!\w){_NEXT} (?=\w)")
_FEWEST = 3  # labels beside the role's own
_NEAR = 200  # characters


def _in_a_row(layout: Layout) -> Iterator[Candidate]:
    """The role in a row of small labels and their values that nothing parts."""
    for match in islice(find_near(_IN_A_ROW, layout.text, layout.low, _IN_A_ROW_STEMS, 2, 130), _MOST):
        words = match["role"]
        around = layout.text[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        labels = {label[0] for label in _OTHER_LABEL.finditer(around)}
        first = words.split(" ")[0]
        named = is_role(first) or len(words.split()) < 5 and is_name(words)
        if len(labels) >= _FEWEST and named and is_name(words) and not layout.is_noise(match.start()):
            yield Candidate("title", clean_title(words), *match.span("role"), "made", 0.74)
