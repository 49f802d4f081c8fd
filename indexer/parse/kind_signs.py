"""The signs of ``kind.toml`` that words give: found in one pass over the text, whatever their number."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from math import inf
from typing import Any, NamedTuple

import ahocorasick

from indexer.parse.layout import NOISE, Layout
from indexer.parse.openings import at_words, either
from indexer.parse.windows import find_around

_REACH = 80  # characters around a stem in which its pattern is tried
_MOST_MATCHES = 12


@dataclass(frozen=True, slots=True)
class Sign:
    """``weights``: natural log-odds by side. The words and the pattern count up to ``most`` times, from ``least`` on."""

    name: str
    weights: Mapping[str, float]
    most: int
    least: int
    pattern: re.Pattern[str] | None
    cased: bool  # the pattern tells capitals apart; all others are tried on the text in lower case
    before: int
    needs: re.Pattern[str] | None = None  # finds something in lower case wherever the pattern does
    # The words say nothing where the first matches from them on, or the second finds something before them in the sentence.
    not_as: re.Pattern[str] | None = None
    not_behind: re.Pattern[str] | None = None


class Seen(NamedTuple):
    """A sign in a text: how often it counts, and the words that give it first."""

    times: int
    start: int
    end: int


class _Form(NamedTuple):
    """A word or phrase of a sign, by the sign's number."""

    sign: int
    within: float
    whole: bool  # it ends where a word ends
    line_start: bool
    line_end: bool


class _Meant(NamedTuple):
    """What the same words mean to the signs: those whose word or phrase they are, and those whose pattern has them for a
    stem, by number and within how many characters of the text.
    """

    phrase: str
    forms: list[_Form]
    stems: list[tuple[int, float]]


class Signs(NamedTuple):
    """All signs in the order of the table, where the sums of the sides begin, and what finds the words."""

    all: tuple[Sign, ...]
    by_name: Mapping[str, Sign]
    start: Mapping[str, float]
    automaton: Any


def _sign(row: Mapping[str, Any], contexts: Mapping[str, str]) -> Sign:
    pattern = row.get("pattern")
    cased = pattern is not None and "A-Z" in pattern
    return Sign(
        row["name"],
        row["weights"],
        row.get("most", 1),
        row.get("least", 1),
        re.compile(at_words(pattern, any_case=cased), re.M | re.I if cased else re.M) if pattern else None,
        cased,
        row.get("before", _REACH),
        re.compile(either(row["needs"])) if "needs" in row else None,
        *(re.compile(contexts[row[key]]) if key in row else None for key in ("not_as", "not_behind")),
    )


@cache
def signs() -> Signs:
    """The signs of ``kind.toml``."""
    data = tomllib.loads(files("indexer.knowledge").joinpath("kind.toml").read_text(encoding="utf-8"))
    meant: dict[str, _Meant] = {}
    for number, row in enumerate(data["sign"]):
        within = row.get("within", inf)
        for word in row.get("words", ()):
            phrase = word.removeprefix("^").removesuffix("\n").removesuffix("*")
            whole = not word.endswith("*") and phrase[-1].isalnum()
            form = _Form(number, within, whole, word[0] == "^", word[-1] == "\n")
            meant.setdefault(phrase, _Meant(phrase, [], [])).forms.append(form)
        for stem in row.get("stems", ()):
            meant.setdefault(stem, _Meant(stem, [], [])).stems.append((number, within))
    automaton = ahocorasick.Automaton()
    for phrase, of_signs in meant.items():
        automaton.add_word(phrase, of_signs)
    automaton.make_automaton()
    every = tuple(_sign(row, data["context"]) for row in data["sign"])
    return Signs(every, {sign.name: sign for sign in every}, data["start"], automaton)


class _Found:
    """What was found of each sign, by its number: where its different words stand first, and how often any of them does."""

    def __init__(self, known: tuple[Sign, ...]) -> None:
        self.known = known
        self.places: dict[int, dict[str, int]] = {}
        self.counts: dict[int, int] = {}
        self.full: set[int] = set()  # what counts as often as it may

    def add(self, number: int, words: str, start: int) -> None:
        sign, places = self.known[number], self.places.setdefault(number, {})
        places.setdefault(words, start)
        count = self.counts[number] = self.counts.get(number, 0) + 1
        if len(places) >= sign.most and count >= sign.least:
            self.full.add(number)

    def seen(self) -> dict[str, Seen]:
        seen = {}
        for number in sorted(self.places):
            sign, places = self.known[number], self.places[number]
            if self.counts[number] >= sign.least:
                words = min(places, key=places.__getitem__)
                times = min(len(places), sign.most)
                seen[sign.name] = Seen(times, places[words], places[words] + len(words))
        return seen


def find_signs(layout: Layout) -> dict[str, Seen]:
    """The signs whose words stand in the text, by name, in the order of the table."""
    table = signs()
    found = _Found(table.all)
    stems: defaultdict[int, list[int]] = defaultdict(list)
    low, full = layout.low, found.full
    noisy = bool(layout.unticked) or any(section.kind in NOISE for section in layout.sections)
    flat = low.replace("\n", " ").replace("\xa0", " ").replace("’", "'")
    for last, (phrase, forms, stem_of) in table.automaton.iter(flat):
        end = last + 1
        start = end - len(phrase)
        for number, within in stem_of:
            if start < within:
                stems[number].append(start)
        if not forms or (start and flat[start - 1].isalnum() and flat[start].isalnum()):
            continue  # no word begins there
        for form in forms:
            if form.sign in full or start >= form.within or not _stands(form, flat, low, start, end):
                continue
            if not (noisy and layout.is_noise(start)) and not _says_nothing(table.all[form.sign], low, start):
                found.add(form.sign, phrase, start)
    for number, offsets in stems.items():
        if number in full:
            continue
        sign = table.all[number]
        assert sign.pattern is not None
        text = layout.text if sign.cased else low
        sieve = (sign.needs, low) if sign.needs is not None else None
        tried = find_around(sign.pattern, text, sorted(offsets), sign.before, _REACH, sieve)
        for match in islice(tried, _MOST_MATCHES):
            if not (noisy and layout.is_noise(match.start())):
                found.add(number, match.group(), match.start())
    return found.seen()


def _stands(form: _Form, flat: str, low: str, start: int, end: int) -> bool:
    """Whether the words end there as whole words, and stand at the start or the end of a line where they must."""
    if form.whole and end < len(flat) and flat[end].isalnum():
        return False
    if form.line_start and not _opens_line(low, start):
        return False
    return not form.line_end or low[end : end + 2].lstrip(" :.")[:1] in ("", "\n")


def _says_nothing(sign: Sign, low: str, start: int) -> bool:
    """Whether the words stand in a context in which they say nothing of their sign: ``inwoners met een laag loon``."""
    if sign.not_as is not None and sign.not_as.match(low, start, start + _REACH):
        return True
    if sign.not_behind is None:
        return False
    before = low[max(start - _REACH, 0) : start].rstrip()
    return sign.not_behind.search(before, before.rfind(". ") + 1) is not None


def _opens_line(low: str, at: int) -> bool:
    """Whether no word of the line stands before the offset, only a bullet or the like."""
    floor = max(at - 12, 0)
    line = low.rfind("\n", floor, at) + 1
    if not line and floor:
        return False
    return not any(character.isalnum() for character in low[line:at])
