"""The role that a text names without saying that it is sought: one that it tells of, or the first it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.roles import FIELD, is_role
from indexer.parse.title_prose import NOT_SOUGHT, made, sentence_end
from indexer.parse.title_words import clean_title
from indexer.parse.windows import find_near

_THE_ROLE = re.compile(r"\b(?:de|onze|mijn(?: (?:enige|vaste))?|our)\s+(?=[a-z])", re.I)
_LEAVES = re.compile(
    r"vervang|verlof|\bleav(?:es|ing)\b|\bhas left\b|maternity|\bziek|vertr[eo]k|opvolg|pensioen|uitval|uitgevallen|\bval(?:t|len)\b[^.;]{0,40}\buit\b",
    re.I,
)
# "De juridisch beleidsadviseur bestudeert wetgeving": two words, and what the one who bears the name does.
_DOES = re.compile(
    r"(?P<field>(?: [a-zà-ÿ-]{4,}){1,2}?)?? (?:is|adviseert|bestudeert|ondersteunt|begeleidt|coördineert|stuurt|voert|zorgt|werkt|draagt|bewaakt|leidt|verzorgt|onderzoekt|toetst|krijgt|levert|maakt|schrijft|bouwt|ontwikkelt|organiseert|regelt|brengt|geeft|doet|verbindt)\b"
)


_SUBJECT = 3  # letters at least of what a role is for
_ROLE_BEHIND = re.compile(r"(?:[a-z]{4,}(?:isch|lijk|erend|ior)e? )?(?P<role>[\w-]+)")


def _names_a_role(word: str) -> bool:
    """Whether a word is a role, or one with what it is for behind a hyphen: ``wooncoach-ouderen``."""
    role, _, subject = word.partition("-")
    return is_role(word) or (len(subject) >= _SUBJECT and subject.isalpha() and is_role(role))


def told_of(layout: Layout) -> Iterator[Candidate]:
    """The role a text tells of again and again: ``De projectleider brengt ... De projectleider rapporteert ...``."""
    told: dict[str, list[Candidate]] = {}
    for number, match in enumerate(
        find_near(_THE_ROLE, layout.text, layout.low, ("de ", "onze ", "mijn ", "our "), 2, 14)
    ):
        if number > 400:
            break
        word = _ROLE_BEHIND.match(layout.text, match.end(), match.end() + 60)
        if word and _names_a_role(word["role"]) and not layout.is_noise(match.start()):
            one = Candidate("title", clean_title(word[0]), *word.span(), "made", 0.3)
            told.setdefault(word[0].lower(), []).append(one)
    for found in told.values():
        first = found[0]
        sentence = layout.sentence_at(first.start)
        if _LEAVES.search(layout.text[slice(*sentence)]):
            yield made(layout, first.start, sentence[1], first.weight, 0) or first
        elif does := _DOES.match(layout.text, first.end, first.end + 60):
            end = does.end("field") if does["field"] else first.end
            yield first._replace(value=clean_title(layout.text[first.start : end]), end=end)
        elif len(found) > 1:
            yield first


_NAMED = re.compile(r"\b(?:een|één|an?|zo['’]n) (?=[\w-])", re.I)
_ROLE_AND_FIELD = re.compile(rf"(?P<role>[\w-]+)(?: {FIELD}\b(?: (?:en|&) {FIELD}\b)?)?", re.I)
_FIRST_LINES = 2_000  # characters
_ENDS_NAME = re.compile(r"[.,;:(!?\n]|\s+(?:die|dat|voor|om|who|for|to)\b")
_SHORT_NAME = 3  # words


def first_named(layout: Layout) -> Iterator[Candidate]:
    """The last resort: the first role that the text names with an article, and not as somebody whom it tells of."""
    yield from islice(_named(layout, 0.25, NOT_SOUGHT), 1)


# With whom or by whom something is done, and who else.
_BESIDE_WORK = re.compile(
    rf"{NOT_SOUGHT.pattern}|(?:^|[\s(])(?:met|door|aan|onder|tussen|via|namens|en|of|als|dan|door|van|with|by|and|or|of|from|than|as)\s+$|(?:^|[.!?:]\s+)$",
    re.I,
)


def first_sought(layout: Layout, weight: float) -> Iterator[Candidate]:
    """The first role with an article that something is done for the sake of, where only a headline stands above the text."""
    yield from islice(_named(layout, weight, _BESIDE_WORK), 1)


def _named(layout: Layout, weight: float, passed: re.Pattern[str]) -> Iterator[Candidate]:
    for match in _NAMED.finditer(layout.text, 0, _FIRST_LINES):
        before = layout.text[max(0, match.start() - 60) : match.start()]
        found = made(layout, match.end(), sentence_end(layout, match.start()), weight, 0)
        if found is None or found.start - match.end() >= 20 or passed.search(before):
            continue
        if _ENDS_NAME.match(layout.text, found.end) and len(found.value.split()) <= _SHORT_NAME:
            yield found
            continue
        # What follows the role in such a sentence is as often its verb as part of its name.
        named = _ROLE_AND_FIELD.search(layout.text, found.start, found.end)
        while named and not is_role(named["role"]):
            named = _ROLE_AND_FIELD.search(layout.text, named.end("role"), found.end)
        if named:
            yield found._replace(value=clean_title(layout.text[found.start : named.end()]), end=named.end())
