"""The places in a text where a name is due: behind a cue, above a role, beside a number, in a letter, a chat or a post."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import ahocorasick

from indexer.knowledge.personal import personal_words
from indexer.language.lexicon import fold
from indexer.parse.lines import lowered
from indexer.parse.openings import at_words
from indexer.parse.personal_names import (
    Person,
    is_first_name,
    is_likely,
    is_lone_name,
    name_at,
    names_in,
    sure_names,
    surname_at,
)
from indexer.parse.speakers import SIGNED

Span = tuple[int, int]

_SENTENCE_END = re.compile(r"[.!?](?:(?<=[!?]) |(?<=\.)\n|(?<=(?:[^\W\d_]|█){3}\.) +(?=[^\W\d_]|█))")
_APART = frozenset(".,:;!?()[]/|*'\"’”“–•·>")
# Words that may stand between a cue and the name it announces.
_LINK = re.compile(
    r"[\s]*(?:(?:person|persoon)\b)?[\s:;,.(–—-]*(?:(?:op|opnemen|met|via|binnen|gemeente|bij|aan|kan|mag|ook|de|het|je|jouw|uw|een|eens|vrijblijvend|even|van|"
    r"gerust|naar|is|zijn|ons|onze|mij|cv|en|motivatie|heer|with|our|to|please|for|the|your|vragen|voor|per|mail|telefoon|contactpersoon|collega)\b[\s:;,(]*){0,9}"
)
_NEAR, _BESIDE = 110, 70
_GAP_BEFORE, _LABEL_ENDS = " ,:(–—|-", re.compile(r"[\n:.,]")
# In lower case, each letter sought before the start of a word is looked for: whom a letter is for, who is given the work.
_ATTENTION = re.compile(
    at_words(r"\bt\.?a\.?v\.?:?[ ](?:(?:de heer|mevrouw|dhr\.|mw\.)[ ])?|\bin (?:de )?persoon van[ ](?:onze (?:collega )?)?|\bin the person of[ ]")
)  # fmt: skip
_SELF = re.compile(at_words(r"\b(?:mijn naam is|ik heet|ik ben|my name is|i am|i'm)[ ]"))
_ROLE_BEHIND = re.compile(r"(?: \([^()\n]{1,20}\))?[ ]*(?:[,(|·•–—-][ ]*|\n[ ]*)((?:[\w&-]+[ ]?){1,3})")
_ROLE_IN_BRACKETS = re.compile(r"[ ]\(([\w-]+(?:[ ][\w-]+){0,2})\)")
_OF_ADDRESS = re.compile(r"(?:\bde|\bgeachte|\bbeste|\baan|\bweledele|^|\n)[ ]*$", re.I)
_PRONOUNS = r"(?:[ ]\([^()\n]{1,20}\))?"
_AUTHOR = re.compile(rf"{_PRONOUNS}[ ]*[·•|][ ]")
_CHAT = re.compile(
    r"[ ]*\[?(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},? )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\]?[ –-]+(?=[^\W\d_])"
)
_DIGIT_AHEAD = re.compile(r"\n(?= *\[?\d)")  # before a line that may be one of a chat
_SPEAKER_END = re.compile(r"(?: ?[|(][^\n:]{1,40})?:")
# "Saskia Noorderkade 09:12", "Petra V. (accountmanager)  8:51", and what is said on the next line.
_SIGNED = re.compile(rf"{SIGNED}[ ]*\n(?=[^\n]*\S)")
_CLOCK_ENDS = re.compile(r"\d[:.][0-5]\d(?: uur)? *$", re.M)
_LINE_END = re.compile(rf"{_PRONOUNS}[ ]*(?:[,|·•(–-][^\n]*)?[.,]?[ ]*(?=\n|$)")
_BY = re.compile(r"[ ](?:door|by):?[ ]")
_BEHIND_NUMBER = re.compile(r"[ ]?[(,|–-]?[ ]?(?:(?:vraag naar|ask for|t\.a\.v\.|van)[ ])?")
_CLOSED = re.compile(r"[.;?!]")
_CAPITAL_AHEAD = re.compile(r"[ (][A-ZÀ-ÖØ-ÞĆČĐŁŚŞŠŹŻŽİĞ][^\W\d_]+[ ]")
_HEAD_LINES = 12
_CLOSING_LINE = 45
_BULLETS = ("- ", "* ", "• ", "– ")
_SIGNED_LEAST = 3  # messages in a chat


@dataclass(slots=True)
class _Page:
    """A text with its names that need no capitals alone to be told (``sure``), and where those begin."""

    text: str
    sure: list[Person]
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [person.start for person in self.sure]

    def sure_from(self, start: int, end: int) -> list[Person]:
        """The sure names that begin between two offsets."""
        return self.sure[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def name_at(self, start: int) -> Person | None:
        """The name that begins at ``start``, of whatever form, on that line."""
        text = self.text
        if start >= len(text) or not text[start].isupper():
            return None
        return name_at(text, start, _line_end(text, start))


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for kind in _BY_KIND:
        for word in personal_words().cues[kind]:
            kinds[word] = (*kinds.get(word, ()), kind)
    return kinds


def people(text: str, addresses: Iterable[Span]) -> Iterator[Person]:
    """Everyone whom a cue gives away, some more than once."""
    page = _Page(text, list(sure_names(text)))
    kinds, low = _kinds(), lowered(text)
    for word, start in _cues(low):
        for kind in kinds[word]:
            yield from _BY_KIND[kind](page, start, start + len(word))
    for start, end in _headed(low):
        yield from _header(page, start, end)
    for start, end in addresses:
        yield from _beside(page, start, end)
    for pattern, signs in (
        (_ATTENTION, ("a.v", "tav ", "persoon van ", "person of ")),
        (_SELF, ("naam is ", "ik heet ", "ik ben ", "name is ", "i am ", "i'm ")),
    ):
        if any(map(low.__contains__, signs)):
            for match in pattern.finditer(low):
                person = page.name_at(match.end())
                if person and (person.sure or is_likely(person)):
                    yield person
    yield from _with_role(page)
    yield from _authors(page)
    yield from _speakers(page)
    yield from _signed(page)


def _headed(low: str) -> Iterator[Span]:
    """The words of a header before a colon. The colon is sought first: few words of a text stand before one."""
    words = tuple(personal_words().cues["header"])
    at = low.find(":")
    while at >= 0:
        if low.endswith(words, 0, at) and not (low[at + 1 : at + 2].isalnum() or low.startswith("_", at + 1)):
            for word in words:
                start = at - len(word)
                before = low[start - 1 : start] if start else ""
                if low.endswith(word, 0, at) and not (before.isalnum() or before in ("_", "-")):
                    yield start, at
        at = low.find(":", at + 1)


@cache
def _automaton() -> Any:
    """Finds every cue in a text in one pass."""
    automaton = ahocorasick.Automaton()
    for word in _kinds():
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def _cues(low: str) -> Iterator[tuple[str, int]]:
    """The cues among the words of a text in lower case, and where they begin. One that blanks or these signs set apart
    nowhere is none anywhere.
    """
    found: list[tuple[str, int]] = []
    apart: set[str] = set()
    for last, word in _automaton().iter(low):
        start, end = last + 1 - len(word), last + 1
        before, behind = low[start - 1 : start] or " ", low[end : end + 1] or " "
        if not (before.isalnum() or behind.isalnum() or before in "_-" or behind == "_"):
            found.append((word, start))
            if (before in _APART or before.isspace()) and (behind in _APART or behind.isspace()):
                apart.add(word)
    return (cue for cue in found if cue[0] in apart)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _stretch(text: str, at: int, most: int) -> int:
    """The end of the sentence from ``at``, of its line, or of ``most`` characters."""
    end = min(_line_end(text, at), at + most)
    stop = _SENTENCE_END.search(text, at, end)
    return stop.start() if stop else end


def _label(page: _Page, start: int, end: int) -> Iterator[Person]:
    """``Contactpersoon: X``, also with X on the next line."""
    text = page.text
    at = _past(text, end, " :")
    if at < len(text) and text[at] != "\n":
        yield from _near(page, start, end)
        return
    person = page.name_at(_past(text, at, " \n:"))
    if person and person.start - end < 8 and (person.sure or is_likely(person)):
        yield person


def _past(text: str, at: int, characters: str) -> int:
    while at < len(text) and text[at] in characters:
        at += 1
    return at


def _near(page: _Page, start: int, end: int) -> Iterator[Person]:
    """Names behind a cue in the same sentence; one that capitals alone give away stands right behind the linking words."""
    text = page.text
    sure = page.sure_from(end, end + _NEAR)
    if not sure and not _CAPITAL_AHEAD.search(text, end, end + _NEAR):
        return
    stop = _stretch(text, end, _NEAR)
    yield from (person for person in sure if person.start < stop)
    link = _LINK.match(text, end, stop)
    person = page.name_at(link.end()) if link else None
    if person and person.start < stop and is_likely(person):
        yield person


def _title(page: _Page, start: int, end: int) -> Iterator[Person]:
    """``mevrouw X``, ``dhr. P. X``; titles follow each other (``mr. drs.``)."""
    text = page.text
    word = text[start:end].lower()
    at = end + (text[end : end + 1] == ".")
    if text[at : at + 1] != " " or (
        word == "heer" and not _OF_ADDRESS.search(text, max(0, start - 10), start)
    ):
        return
    learned = word in personal_words().cues["learned"]
    person = surname_at(text, at + 1, _line_end(text, at), learned=learned)
    if person:
        yield person


def _with_role(page: _Page) -> Iterator[Person]:
    """``teamleider X``, ``Accountmanager Jeugd: X``, ``X (jurist)``, and ``X, teamleider`` or the role on the line below."""
    text = page.text
    for person in page.sure:
        if _after_role(text, person.start):
            yield person
            continue
        behind = (_ROLE_BEHIND if person.last else _ROLE_IN_BRACKETS).match(text, person.end)
        if behind and any(map(_is_role, behind[1].split())):
            yield person


def _after_role(text: str, start: int) -> bool:
    """Whether the word before an offset says what someone does, or a word of the label that ends there."""
    before = text[max(0, start - _BESIDE) : start].rstrip(" ")
    if before.endswith(":"):
        return any(map(_is_role, _LABEL_ENDS.split(before[:-1])[-1].split()))
    words = before.rstrip(_GAP_BEFORE).removesuffix("\n").rsplit(maxsplit=1)
    return bool(words) and _is_role(words[-1])


def _is_role(word: str) -> bool:
    return fold(word).endswith(tuple(personal_words().words["role"]))


def _greeting(page: _Page, start: int, end: int) -> Iterator[Person]:
    """``Beste X,`` at the start of a line, or of what someone says in a chat."""
    text = page.text
    before = text[max(0, start - 2) : start].rstrip(" ")
    if before and before[-1] not in "\n:].!?":
        return
    person = page.name_at(end + 1) if text[end : end + 1] == " " else None
    if person and is_lone_name(person):
        closed = text[person.end : person.end + 1] in (",", "!", ":", ".", "\n", "")
        if closed or person.sure:
            yield person


def _closing(page: _Page, start: int, end: int) -> Iterator[Person]:
    """The name under ``Met vriendelijke groet,``: behind it, or on one of the next three lines with words."""
    text = page.text
    if _line_end(text, end) - _line_start(text, start) > _CLOSING_LINE:
        return
    at = _past(text, end, " ,.!")
    at += 4 if text.startswith("van ", at) else 0
    for _ in range(4):
        if text.startswith("█", at):
            return  # the name was left out before
        if person := page.name_at(at):
            fits = person.sure or is_likely(person) or (not person.last and is_lone_name(person))
            if fits and _LINE_END.match(text, person.end):
                yield person
            return
        end = _line_end(text, at)
        if end - at > _CLOSING_LINE or text[at : at + 2] in _BULLETS:
            return  # "Wishes", and a list below it
        at = _past(text, end, " \n")


def _header(page: _Page, start: int, end: int) -> Iterator[Person]:
    """``Van: X <mail>``, ``Tekst: X``."""
    text = page.text
    person = page.name_at(_past(text, end + 1, " \"'"))
    alone = not text[_line_start(text, start) : start].strip(" >*")
    if person and ((person.sure and (alone or person.last)) or (alone and is_likely(person))):
        yield person


def _maker(page: _Page, start: int, end: int) -> Iterator[Person]:
    """``Door X``, ``Ingevuld door: X``."""
    text = page.text
    at = end + text.startswith(":", end)
    for person in page.sure_from(at + 1, at + 2):
        if text[at] == " " and person.last:
            yield person


def _posted(page: _Page, start: int, end: int) -> Iterator[Person]:
    """``Geplaatst door X``."""
    by = _BY.match(page.text, end)
    person = page.name_at(by.end()) if by else None
    if person and (person.sure or is_likely(person)):
        yield person


_BY_KIND = {
    "label": _label,
    "near": _near,
    "title": _title,
    "greeting": _greeting,
    "closing": _closing,
    "maker": _maker,
    "posted": _posted,
}


def _beside(page: _Page, start: int, end: int) -> Iterator[Person]:
    """Names before or right behind a number or address on its line, and alone on the three lines above it."""
    text = page.text
    line = _line_start(text, start)
    low = max(line, start - _BESIDE)
    yield from (person for person in page.sure_from(low, start))
    for person in names_in(text, low, start):
        between = text[person.end : start]
        if len(between) < 16 and not _CLOSED.search(between) and is_likely(person):
            yield person
    gap = _BEHIND_NUMBER.match(text, end)
    yield from (p for p in page.sure_from(end, end + 20) if gap and p.start == gap.end() and p.last)
    for _ in range(3):
        if line == 0:
            return
        line = _line_start(text, line - 1)
        for person in page.sure_from(line, line + 1):
            if person.last and _LINE_END.match(text, person.end):
                yield person


def _authors(page: _Page) -> Iterator[Person]:
    """``X · Teamleider`` in the first lines of a post, who comments under it (``X: text``), and who is called (``@X``)."""
    text = page.text
    for person in page.sure:
        if text[person.start - 1 : person.start] == "@":
            yield person
        if not person.last or not _starts_line(text, person.start):
            continue
        if (
            text.startswith(": ", person.end)
            or text.count("\n", 0, person.start) < _HEAD_LINES
            and _AUTHOR.match(text, person.end)
        ):
            yield person


def _starts_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _speakers(page: _Page) -> Iterator[Person]:
    """Who speaks in a chat, with a time before each line."""
    text = page.text
    said: list[Person] = []
    # A search for the start of a line would try each character.
    starts = [0, *(ahead.start() + 1 for ahead in _DIGIT_AHEAD.finditer(text))]
    for match in filter(None, (_CHAT.match(text, start) for start in starts)):
        person = page.name_at(match.end())
        if person and _SPEAKER_END.match(text, person.end):
            said.append(person)
    names = [text[p.start : p.end] for p in said]
    if len(names) > len(set(names)):  # in a programme of a day nobody comes back; in a chat someone does
        yield from (p for p in said if is_lone_name(p) or p.last.endswith("."))


def _signed(page: _Page) -> Iterator[Person]:
    """Who speaks in a chat, with a time behind each name and below it what is said."""
    text = page.text
    timed = (text.rfind("\n", 0, clock.start()) + 1 for clock in _CLOCK_ENDS.finditer(text))
    signed = filter(None, (_SIGNED.match(text, line) for line in timed))
    said = [match for match in signed if not _SIGNED.match(text, match.end())]
    names = [match["name"] for match in said]
    if len(names) < _SIGNED_LEAST or len(names) == len(set(names)):  # nobody comes back
        return
    for match in said:
        person = page.name_at(match.start())
        if person and person.end <= match.end("name"):
            if person.last or is_lone_name(
                person
            ):  # "Pauze 10:30" comes back too, in a programme of three days
                yield person
        elif is_first_name((words := match["name"].split())[0]):  # a last name that is also that of a street
            yield Person(match.start(), match.end("name"), words[0], " ".join(words[1:]), True)
