"""A page that stands on one line, or a paragraph of one, its line ends lost on the way: where they were.

Nothing is put into the text; a line of it is only looked at in parts. A part begins at a label, at a bullet, at the next number of
a list, where facts stand side by side above the text, and where a sentence begins that no stop parts from the words before it:
these are then a heading of its own, or the end of a value and a heading (``Uren per week: 32 Over de opdracht De gemeente``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.parse.heading_words import section_kind
from indexer.parse.label_forms import VALUE_LIKE, form_at
from indexer.parse.label_words import WEAK, known_form
from indexer.parse.openings import either
from indexer.parse.roles import FIELD, is_role

SHORTEST = 250
"""Characters of a line that may be a page, or a paragraph of one."""
# Characters of a long line, and the parts that it falls into, or a shorter one.
_LONG, _FEWEST, _FEWEST_OF_SHORT = 600, 3, 4
_MOST_LABEL_WORDS, _MOST_HEADING_WORDS, _LONGEST_HEADING = 5, 8, 60
_NEAR, _FEWEST_IN_RUN = 80, 3  # characters from the colon of a label to the next label; labels of a run
_LONGEST_HEAD = 800  # characters
_FEWEST_BETWEEN, _WIDEST_GAP = 8, 4  # gaps or bars of a line; blanks, where more part paragraphs
_GAP, _BAR = re.compile(r"[ \t]{2,}|\t"), re.compile(r" \| ")

# Words that open a sentence, in capitals within one as part of a name alone: then a capital follows.
_OPENERS = (
    "De Het Een Je Jij Jouw We Wij Onze Ons Voor In Als Op Om Binnen Bij Er Dit Deze Die Dat Ben Heb Heeft Vanuit Vanaf Samen Met Door Naast Na Wat "
    "Hoe Wie Momenteel Daarnaast Daarbij Tijdens Sinds Graag Reageren Reageer Iemand Gezocht Zoeken Zoekt "
    "The You Your We Our A An As At For This These If It To"
).split()
_ADDRESSES = "Beste Hoi Hallo Hi Hey Dear Geachte Goedemorgen Goedemiddag".split()
_OPENING = re.compile(rf"{either(_OPENERS)} [a-zà-ÿ\d]|{either(_ADDRESSES)} \w")
# The same without a stop before it: behind a letter, a figure or one of these signs and a blank. Few capitals stand so, and the
# words are sought at those alone.
_UNSTOPPED = re.compile(
    "|".join(
        rf"{first}(?<=[^\W_] .|[)%€\"'’+>] .){either(word[1:] for word in words if word[0] == first)}{follows}"
        for words, follows in ((_OPENERS, r" [a-zà-ÿ\d]"), (_ADDRESSES, r" \w"))
        for first in sorted({word[0] for word in words})
    )
)
_SIGN = re.compile(r"[•·▪◦‣●○■□✓✔✅➢➤►](?= ?\S)")
_DASH = re.compile(r"[-–—*] (?=[\w€])")
# What stands before the dash of an item, where another item or its heading ends.
_LISTED = frozenset(";.:,?)")
_COLON = re.compile(r"[:?] ")
_NUMBER = re.compile(r"(?:(\d{1,2})|([a-h]))[.)] (?=[A-ZÀ-Ý])")
_CAPITAL = re.compile(r"[A-ZÀ-Ý](?:(?<= .)|(?<=[a-z0-9.)%€].)(?=[a-z]))")
_VALUE = re.compile(r"[ :]+[A-ZÀ-Ý\d€]")
_PHRASE = r"[A-ZÀ-Ý][\w’'/&-]*(?: (?:[a-zà-ÿ][\w’'/&-]*|/|&|\([^()]{1,30}\)|[A-Z]{2,5}|Wet|Wmo)){0,6}"
_HEADING = re.compile(rf"(?:^|(?<= )){_PHRASE}[?:]?$")
_STOPPED = re.compile(r"[a-zà-ÿ)]{2}[.;!] (?=[A-ZÀ-Ý])")
# What announces others than this assignment; what stands below is not its own.
_OTHERS = re.compile(
    rf"(?=(?:Vergelijkba|Soortgelijk|Gerelateerd|Ander|Meer|Overige|Ook|Recent|Nieuw|Laatste|Misschien|Lees|Bekijk|Similar|Related|Other|More|Latest|You|Uit))({_PHRASE})[:?]? "
)
_BACK = re.compile(r"[‹«←] (?=[a-zA-Z])")
# Above the text facts stand side by side, and nothing parts them.
_FACT = re.compile(
    r"(?:Gemeente|GGD|Stichting|Regio|Provincie) [A-ZÀ-Ý]|(?:[Mm]ax(?:imaal)?\.? )?€ ?\d|Max\.? \d|\d{1,2}(?: ?(?:[-–]|tot|à) ?\d{1,2})? (?:uur|uren|hours)\b"
    r"|\d{1,2}(?:e|ste|de)? (?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)|\d{1,2}-\d{1,2}-\d{4}|(?:Geplaatst|Gepubliceerd|Sluit|Gesloten|Open|Posted|Closes|Closing)\b"
)
# Behind one of these a fact goes on: "vanaf 1 mei", "voor Gemeente Oss".
_GOES_ON = re.compile(
    r"(?:\b(?:van|voor|bij|in|op|tot|en|of|de|het|per|t/m|vanaf|na|om|aan|met|uit|over|start|begin|eind|medio|uiterlijk|maximaal|ongeveer|circa|for|at|by|the|on|and|to|from|until|geplaatst|gepubliceerd|sluit|posted|closes)|[^\w)\]'’]|\d) $",
    re.I,
)
_WORD = re.compile(r"\S+")
# What belongs to the name of a role, in front of it and behind it.
_RANK = re.compile(
    r"(?:\b(?:Project|Programme?|Location|Policy|Quality|Team|School|Attendance|Youth|Social|Case|Process|Change|Contract|Functional|Functioneel|Interim|Senior|Medior|Junior|Freelance|Ervaren|Tijdelijke?|Strategisch|Ambulant|Sociaal)[ -]?)+$",
    re.I,
)
_SUBJECT = re.compile(
    rf" (?:(?:(?i:{FIELD})|Sociaal|Sociale|Domein|Werk|Maatschappelijke|Ondersteuning|Oekraïne|[A-Z]{{2,5}})\b|[a-zà-ÿ&/(+][\w’'/&()+-]*)"
)
_SHOUTED = re.compile(r" (?:[A-ZÀ-Ý][A-ZÀ-Ý&/()+-]*\b|[&/])")


class Part(NamedTuple):
    """Where a part of a line begins, and whether it opens a paragraph: a heading, or what stands below one."""

    start: int
    opens: bool


class _Role(NamedTuple):
    """Where the name of a role begins and where what follows it does; ``None`` where a part begins or ends there anyway."""

    start: int | None
    end: int | None


def parts_of(line: str) -> list[Part]:
    """The parts of a line, the first at its start; that one alone where no line ends were lost."""
    fewest = _FEWEST if len(line) >= _LONG else _FEWEST_OF_SHORT
    if len(line) >= _LONG and (between := _between(line)):
        return [Part(0, False), *between]
    if len(line) < SHORTEST:
        return [Part(0, False)]
    sentences = list(_sentences(line))
    if not sentences and not _may_have_parts(line, fewest):
        return [Part(0, False)]
    runs = list(_runs(line))
    items = sorted((*_bullets(line), *_numbers(line)))
    opens = dict.fromkeys((0, *items), False)
    end = _end_of_head(line)
    role = _role(line, end)
    for start in (*_before_colons(line), *(start for start, _ in runs), *_facts(line, end, runs)):
        # What stands right behind a bullet is its item.
        if start - 2 not in opens and start - 3 not in opens:
            opens.setdefault(start, False)
    if role.end is not None:
        opens.setdefault(role.end, False)
    if role.start is not None:
        opens[role.start] = True  # a title stands apart from a menu above it
    opens.update(dict.fromkeys(_others(line), True))
    for start in (*items, *sentences):
        heading = _heading_before(line, start)
        if heading is not None:
            opens[heading] = opens[start] = True
        else:
            opens.setdefault(start, True)
    return (
        [Part(start, opens[start]) for start in sorted(opens)] if len(opens) >= fewest else [Part(0, False)]
    )


def _between(line: str) -> list[Part]:
    """The parts of a line that one sign stands between, a wide gap or a bar, again and again; none where it does not."""
    for sign in (_GAP, _BAR):
        found = [
            Part(gap.end(), len(gap[0]) > _WIDEST_GAP and sign is _GAP)
            for gap in sign.finditer(line)
            if gap.end() < len(line)
        ]
        if len(found) >= _FEWEST_BETWEEN:
            return found
    return []


def _may_have_parts(line: str, fewest: int) -> bool:
    """Whether a line holds as many signs of a part as it must, which most prose does not."""
    signs = line.count(": ") + line.count("? ") + line.count(" - ")
    if signs >= fewest - 1 or len(line) >= _LONG or " 1. " in line or " 1) " in line:
        return True
    return not line.isascii() and _SIGN.search(line) is not None


def _before_colons(line: str) -> Iterator[int]:
    """Where labels begin: the longest known one before each colon or question mark, or close behind another any words in the form of one."""
    floor = last = -_NEAR
    for colon in _COLON.finditer(line):
        end = colon.start()
        low = max(0, floor, end - _LONGEST_HEADING)
        words = [word.start() for word in _WORD.finditer(line, low, end)]
        starts = [start for start in words[-_MOST_LABEL_WORDS:] if line[start].isupper()]
        found = next((start for start in starts if known_form(line[start:end])), None)
        if found is None and low - last < _NEAR:
            phrase = _HEADING.search(line, low, end)
            found = phrase.start() if phrase else None
        floor = colon.end()
        if found is not None:
            last = floor
            yield found


def _runs(line: str) -> Iterator[tuple[int, int]]:
    """Where labels begin and end that nothing but a blank parts from their value, three or more of them close to each other."""
    found: list[tuple[int, int]] = []
    for capital in _CAPITAL.finditer(line):
        at = capital.start()
        form = form_at(line, at) if not found or at >= found[-1][1] else None
        if form is None or not _VALUE.match(line, form[1]):
            continue
        if line[at : form[1]].lower() not in WEAK or VALUE_LIKE.match(line, form[1] + 1):
            found.append((at, form[1]))
    run: list[tuple[int, int]] = []
    for label in found:
        if run and label[0] - run[-1][0] > 2 * _NEAR:
            yield from run if len(run) >= _FEWEST_IN_RUN else ()
            run = []
        run.append(label)
    yield from run if len(run) >= _FEWEST_IN_RUN else ()


def _end_of_head(line: str) -> int:
    """Where the first sentence begins, above which facts stand side by side; 0 where there is none near the start."""
    prose = _OPENING.search(line, 0, _LONGEST_HEAD)
    return prose.start() if prose else 0


def _facts(line: str, until: int, labels: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where facts begin that stand side by side above the text, and are not the value of a label."""
    for fact in _FACT.finditer(line, 0, until):
        at = fact.start()
        if at and not _goes_on(line, at) and not any(start <= at <= value + 1 for start, value in labels):
            yield at


def _role(line: str, until: int) -> _Role:
    """Where the name of the first role that stands above the text begins and ends, as far as something else stands there."""
    for word in _WORD.finditer(line, 0, until):
        if not is_role(word[0]):
            continue
        start, end = word.span()
        if rank := _RANK.search(line, 0, start):
            start = rank.start()
        if not line[start].isupper():
            continue
        before = line[:start].rstrip()
        subject = _SHOUTED if word[0].isupper() else _SUBJECT
        while further := subject.match(line, end):
            end = further.end()
        end += 1
        ends = line[end - 1 : end] == " " and line[end : end + 1].isupper() and not _goes_on(line, end)
        return _Role(start if before and before[-1] != ":" else None, end if ends else None)
    return _Role(None, None)


def _goes_on(line: str, at: int) -> bool:
    """Whether what stands before an offset needs what stands there."""
    return _GOES_ON.search(line, max(0, at - 12), at) is not None


def _bullets(line: str) -> Iterator[int]:
    if not line.isascii():
        yield from (sign.start() for sign in _SIGN.finditer(line) if line.endswith(" ", 0, sign.start()))
    for dash in _DASH.finditer(line):
        at = dash.start()
        before = line[at - 2 : at - 1] if line.endswith(" ", 0, at) else ""
        if before in _LISTED or before.isalnum() and dash[0] == "- " and line[dash.end()].isupper():
            yield at


def _numbers(line: str) -> Iterator[int]:
    """The numbers or letters of a list: each one more than the one before."""
    run: list[int] = []
    for item in _NUMBER.finditer(line):
        if not line.endswith(" ", 0, item.start()):
            continue
        number = int(item[1]) if item[1] else ord(item[2]) - ord("a") + 1
        if number != len(run) + 1:
            yield from run if len(run) > 1 else ()
            run = []
        if number == len(run) + 1:
            run.append(item.start())
    yield from run if len(run) > 1 else ()


def _others(line: str) -> Iterator[int]:
    """Where a list of others begins, and what heads it ends; where a link leads back to others."""
    for found in _OTHERS.finditer(line):
        if line.endswith(" ", 0, found.start()) and section_kind(found[1]) == "related":
            yield from (found.start(), found.end())
    if not line.isascii():
        yield from (back.start() for back in _BACK.finditer(line))


def _sentences(line: str) -> Iterator[int]:
    """Where a sentence begins without a stop before it."""
    yield from (opening.start() for opening in _UNSTOPPED.finditer(line))


def _heading_before(line: str, at: int) -> int | None:
    """Where the heading begins that stands right before a part; ``None`` where there is none."""
    low, end = max(0, at - 1 - _LONGEST_HEADING), at - 1
    stops = [stop.end() for stop in _STOPPED.finditer(line, low, end)]
    if stops and stops[-1] < end and line[end - 1] not in ".;,":
        words = line[stops[-1] : end]
        if len(words.split()) <= _MOST_HEADING_WORDS:
            return stops[-1]
    phrase = _HEADING.search(line, low, end)
    if phrase and phrase.start() > low and section_kind(phrase[0]):
        return phrase.start()
    return None
