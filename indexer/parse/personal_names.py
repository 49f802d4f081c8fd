"""Names of people, told by what stands around them: a cue, a telephone number, the place in a letter, a chat or a post.

A name counts only with such a cue. How sure its form has to be depends on the cue: behind ``mevrouw`` any capital will do,
behind ``bel`` two unknown words or a common first name, and behind a role a common first name or initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from simplemma import is_known

from indexer.knowledge import places
from indexer.knowledge.personal import personal_words
from indexer.language.analyser import split_compound
from indexer.language.lexicon import fold

Span = tuple[int, int]

_UPPER = "A-ZÀ-ÖØ-ÞĆČĐŁŚŞŠŹŻŽİĞ"
_CAPITAL = rf"[{_UPPER}](?:[^\W\d_]+|['’][^\W\d_]+)(?:-(?:(?:van|de[rn]?|te[rn])[ ]){{1,2}}[{_UPPER}][^\W\d_]+|['’-][^\W\d_]+)*"
_INITIALS = rf"(?:(?:[{_UPPER}]|IJ|Th|Ch|Chr|Ph|Fr|St)\.[ -]?){{1,5}}"
_PARTICLES = r"(?:(?:[Vv]an|[Dd]e[rn]?|[Hh]et|['’]t|[Tt]e[rn]?|in|[Oo]p|aan|uit|[Ee]l|[Aa][li]t?|[Bb][ei]n|d[aiu]|dos|l[ae]|[Vv]on|zu|tot)[ ]){0,3}"
_NAME = re.compile(
    rf"(?<![\w./█-])(?<![\w█]@)(?:(?P<initials>{_INITIALS})(?P<behind>{_PARTICLES}{_CAPITAL}(?:(?:[ ]?-[ ]?|[ ]tot[ ]){_CAPITAL})?)"
    rf"|(?P<first>{_CAPITAL})(?P<rest>(?:[ ]{_INITIALS}(?=[ ]?[^\W\d_]{{2}}))?"
    rf"(?:[ ]{_PARTICLES}{_CAPITAL}(?!\.\w)){{0,4}})(?P<letter>[ ]{_PARTICLES}[{_UPPER}]\.(?!\w))?)"
)
# The class stands first: a search for it alone is quick, what stands before it is looked at only there.
_HEAD = re.compile(
    rf"[{_UPPER}](?<![\w./█-].)(?<![\w█]@.)(?:[^\W\d_]++(?:['’-][^\W\d_]+)*+(?!\.)|[^\W\d_]{{0,2}}\.(?=[ -]?[^\W\d_'’])|[^\W\d_]+(?:['’-][^\W\d_]+)*)"
)
_SURNAME = re.compile(rf"(?:{_INITIALS}[ ]?)?{_PARTICLES}{_CAPITAL}")
_PART = re.compile(rf"[ ]({_PARTICLES})({_CAPITAL})")
_CAPITALISED = re.compile(rf"[{_UPPER}](?<![\w.@/-].)[^\W\d_]*")
_BEFORE = re.compile(r"(['’\w-]+)[ ]$")
_HOUSE_NUMBER = re.compile(r"[ ]\d")
_LONGEST = 60
_NEAR_BODY = 40  # characters
_DIMINUTIVES = ("tje", "tsje", "je", "ke", "ina")  # Sjoerdje, Gertjanke: names made of names


@dataclass(frozen=True, slots=True)
class Person:
    """A name where it stands. ``sure``: a common first name or initials give it away, not only its capitals.

    ``first`` is empty where the text gives initials or a surname alone; ``last`` holds its particles.
    """

    start: int
    end: int
    first: str
    last: str
    sure: bool


@lru_cache(maxsize=20_000)
def is_first_name(word: str) -> bool:
    """Whether a word, or the part of it before a hyphen, is a common first name."""
    names = personal_words().first_names
    low = fold(word).partition("-")[0]
    return low in names or any(
        low.endswith(e) and len(low) > len(e) + 3 and low.removesuffix(e) in names for e in _DIMINUTIVES
    )


@lru_cache(maxsize=20_000)
def _is_ordinary(word: str) -> bool:
    """Whether a word is none that only a name can be: a Dutch word, a place, an organisation's or a function word."""
    low = fold(word)
    listed = personal_words().words
    if low in listed["never"] or low in listed["organisation"]:
        return True
    if any(is_known(part.lower(), lang="nl") for part in (word, word.partition("-")[0])):
        return True
    return places.resolve(word) is not None or bool(split_compound(low))


def _barred(word: str) -> bool:
    low, listed = fold(word), personal_words().words
    return low in listed["organisation"] or low in listed["never"] or (len(word) > 1 and word.isupper())


def sure_names(text: str) -> Iterator[Person]:
    """All names in the text that a common first name or initials give away."""
    at = 0
    for match in _HEAD.finditer(text):
        word = match[0]
        if not (word[-1] == "." or is_first_name(word)) or match.start() < at:
            continue
        whole = _NAME.match(text, match.start(), match.start() + _LONGEST)
        person = _read(text, whole) if whole else None
        if person is not None and person.sure:
            yield person
            at = person.end
        elif whole and person is None:
            at = whole.end()  # in the name of a thing (Stichting Jan Pieter Heije) no other name begins


def names_in(text: str, start: int, end: int) -> Iterator[Person]:
    """The names whose form gives them away (``sure``), and those that only capitals do, between two offsets."""
    at = start
    while match := _NAME.search(text, at, end):
        at = match.end()
        person = _read(text, match)
        if person is not None:
            yield person
            at = person.end
        elif match["first"] and _barred(match["first"]):
            at = match.end("first")


def name_at(text: str, start: int, end: int) -> Person | None:
    """The name that begins exactly at ``start``."""
    match = _NAME.match(text, start, min(end, start + _LONGEST))
    return _read(text, match) if match else None


def _read(text: str, match: re.Match[str]) -> Person | None:
    if match["initials"]:
        last = match["behind"]
        words = last.split()
        if (
            _is_numbered_heading(text, match)
            or match["initials"].strip().lower() in personal_words().words["initialism"]
        ):
            return None
        if any(map(_barred, (w for w in words if w[0].isupper()))) or _is_thing(
            text, match.start(), match.end(), words[-1]
        ):
            return None
        return Person(match.start(), match.end(), "", last, True)
    first, start = match["first"], match.start()
    ambiguous = fold(first) in personal_words().words["ambiguous"]
    surname = match.end("first")
    end = None if _barred(first) and not ambiguous else _end_of_name(match)
    if end is None:
        return None
    last = text[surname:end].strip()
    if (not last and _barred(first)) or _is_thing(text, start, end, (last or first).split()[-1]):
        return None
    return Person(start, end, first, last, is_first_name(first) and bool(last or not ambiguous))


# How the words for bodies end, which as long as that are no last name: Van der Groep is one.
_WHERE, _SHORTEST_BODY = ("van ", "van de ", "van het "), 8
_OF_BODIES = (
    "bedrijf", "organisatie", "dienst", "centrum", "bibliotheek", "corporatie", "waterschap", "cooperatie", "regio",
    "veiligheidshuis", "buurthuis", "dorpshuis", "wijkhuis", "groep", "steunpunt", "team", "verband", "loket", "werkplein",
    "thuiszorg", "jeugdhulp", "jeugdzorg", "welzijn", "locatie",
)  # fmt: skip


def _end_of_name(match: re.Match[str]) -> int | None:
    """Where a name ends that begins with a first name; ``None`` for the name of an organisation."""
    end = surname = match.end("first")
    for part in _PART.finditer(match["rest"]):
        particles, word = part[1].lower(), part[2]
        if end > surname and particles in ("van ", "tot "):
            break  # Thijs Oldenkamp van Noorderflex: a last name is there, what follows is where he works
        if _barred(word):
            if _goes_on_as_organisation(word) and not particles:
                return None
            break
        if particles in _WHERE and len(word) > _SHORTEST_BODY and fold(word).endswith(_OF_BODIES):
            break  # mevrouw Hiemstra van Werkbedrijf De Ploegschaar
        if end > surname and not particles and _is_ordinary(word):
            break  # Karin Vissering Uren per week: a last name is there, and another word begins
        end = surname + part.end()
    return match.end() if match["letter"] and end == match.end("rest") else end


def _is_numbered_heading(text: str, match: re.Match[str]) -> bool:
    """``H. Procedure`` at the start of a line numbers a section."""
    start, behind = match.start(), match["behind"]
    alone = (
        len(match["initials"].strip()) == 2
        and behind[0].isupper()
        and (start == 0 or text[start - 1] == "\n")
    )
    return alone and _is_ordinary(behind)


def _goes_on_as_organisation(word: str) -> bool:
    """``Karin Visser Advies`` is an organisation; ``Karin Visser Gemeente Ede`` is a name and where she works."""
    listed = personal_words().words
    return fold(word) in listed["organisation"] and fold(word) not in listed["organisation_head"]


def _is_thing(text: str, start: int, end: int, last: str) -> bool:
    """Whether a name is that of a street, a school, a law or a gemeente, by its ending and what stands around it."""
    listed = personal_words().words
    low = fold(last)
    if any(low.endswith(ending) and len(low) > len(ending) + 2 for ending in listed["street"]):
        return True
    if _HOUSE_NUMBER.match(text, end) and any(low.endswith(ending) for ending in listed["streetlike"]):
        return True
    before = _BEFORE.search(text, max(0, start - 20), start)
    return before is not None and before[1].lower() in listed["thing"]


def is_likely(person: Person) -> bool:
    """Whether capitals alone make a name: two words or more of which none is an ordinary one at its head."""
    return bool(person.first and person.last) and not _is_ordinary(person.first) and not _places(person.last)


def is_lone_name(person: Person) -> bool:
    """Whether one capital word can be a name where a name is due (the one who speaks, signs or is greeted)."""
    return person.sure or is_first_name(person.first) or not _is_ordinary(person.first)


@lru_cache(maxsize=20_000)
def _places(last: str) -> bool:
    return any(part[0].isupper() and places.resolve(part) is not None for part in last.split())


def surname_at(text: str, start: int, end: int, *, learned: bool) -> Person | None:
    """The name behind a form of address: initials, particles and one capital, or a full name.

    Behind a learned title (``mr.``, ``dr.``) the names of streets and institutes are left alone.
    """
    full = name_at(text, start, end)
    if full is None:
        match = _SURNAME.match(text, start, end)
        if (
            not match
            or match[0].split()[0].lower() not in personal_words().words["particles"]
            or _barred(match[0].split()[-1])
        ):
            return None
        full = Person(start, match.end(), "", match[0], True)
    elif not full.last:
        full = Person(full.start, full.end, "", full.first, True)
    listed = personal_words().words
    if learned and fold(full.last).endswith((*listed["streetlike"], *listed["street"])):
        return None
    return full


def mentions(text: str, people: Iterable[Person]) -> Iterator[Span]:
    """Where the people are named again: in full, by the first name, or by a last name that is no ordinary word."""
    full: set[str] = set()
    firsts: dict[str, set[str]] = {}
    lasts: set[str] = set()
    for person in people:
        name = text[person.start : person.end]
        full.add(name)
        if person.first and len(person.first) > 1:
            firsts.setdefault(person.first, set()).add(person.last)
        last = person.last.split()
        if last and len(last[-1]) > 3 and not last[-1].endswith(".") and not _is_ordinary(last[-1]):
            lasts.add(person.last)
    for name in full:
        for start in occurrences(text, name):
            if not _hyphened(text, start, start + len(name)):
                yield start, start + len(name)
    for first, own in firsts.items():
        yield from _first_alone(text, first, own)
    for name in lasts:
        for start in occurrences(text, name):
            end = start + len(name)
            if (
                not _hyphened(text, start, end)
                and not _followed_by_capital(text, end)
                and not _after_thing(text, start)
            ):
                yield start, end


def occurrences(text: str, name: str, not_after: str = "_-/.█") -> Iterator[int]:
    """Where the word stands by itself, and not right behind one of some characters."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and (text[at - 1].isalnum() or text[at - 1] in not_after)) and not (
            end < len(text) and (text[end].isalnum() or text[end] == "_")
        ):
            yield at
        at = text.find(name, end)


def _first_alone(text: str, first: str, own: set[str]) -> Iterator[Span]:
    for form in (first, f"{first}s") if len(first) > 3 else (first,):
        for start in occurrences(text, form):
            end = start + len(form)
            if _hyphened(text, start, end) or _after_thing(text, start):
                continue
            if fold(first) in personal_words().words["ambiguous"] and _begins_sentence(text, start):
                continue
            if _followed_by_capital(text, end) and not any(
                text.startswith(f" {last}", end) for last in own if last
            ):
                continue
            yield start, end


def _hyphened(text: str, start: int, end: int) -> bool:
    return end + 1 < len(text) and text[end] in "-–" and text[end + 1].isalnum()


def _followed_by_capital(text: str, end: int) -> bool:
    return end + 1 < len(text) and text[end] == " " and text[end + 1].isupper()


def _after_thing(text: str, start: int) -> bool:
    before = _BEFORE.search(text, max(0, start - 20), start)
    return before is not None and before[1].lower() in personal_words().words["thing"]


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")
    return not before or before[-1] in ".!?\n:•█"


def likely_from_mailbox(text: str, address: str) -> Iterator[Person]:
    """The people whose name is the local part of an address: ``roos.wolters@`` for ``Roos`` and ``Wolters``."""
    local = re.split(r"@| ?[\[({]", address)[0].strip()
    parts = [part for part in re.split(r"[._+-]", local) if part]
    if not parts or fold(parts[0]) in personal_words().words["shared_mailbox"]:
        return
    first, last = parts[0], parts[-1] if len(parts) > 1 else ""
    if is_first_name(first):
        named = list(_capitalised(text, first, first=True))
        # linde@ may be that of Stichting Onder de Linde
        yield from (person for person in named if last or not _bears_body(text, person.start))
    if not is_first_name(first) and len(first) > 2 and not _is_ordinary(first.capitalize()):
        yield from filter(is_likely, _capitalised(text, first, first=True))
    if last and (is_first_name(first) or len(first) == 1) and not _is_ordinary(last.capitalize()):
        yield from _capitalised(text, last, first=False)


@cache
def _body_before() -> re.Pattern[str]:
    """What ends where the name of a body begins, or the last word of it: ``Stichting Onder de``."""
    bodies = "|".join(sorted(personal_words().words["body"]))
    return re.compile(rf"\b(?:{bodies})(?: (?:de|het|'t|onder|bij|in|aan|op|van|voor|den|der)){{0,3}} $")


def _bears_body(text: str, start: int) -> bool:
    return _body_before().search(fold(text[max(0, start - _NEAR_BODY) : start])) is not None


def _capitalised(text: str, wanted: str, *, first: bool) -> Iterator[Person]:
    folded = fold(wanted)
    for match in _CAPITALISED.finditer(text):
        if fold(match[0]) == folded:
            person = name_at(text, match.start(), len(text)) if first else None
            yield person or Person(match.start(), match.end(), "", match[0], True)
            return
