"""Many phrases found in one pass over a text: a trie over word slots, written as in ``competencies.toml``.

A slot is one word of a pattern with its alternatives. Each different word of a text is looked up once and remembered,
so that a text costs one dictionary look-up a word and a short walk where a phrase begins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import accumulate
from threading import Lock
from typing import Any, NamedTuple

import numpy as np

from indexer.language.analyser import lemma
from indexer.parse.phrase_heads import ANY, GAP, Head, Row, Rows, bits_of

# (team)coaching, team's, p&c and a word cut at a line's end are one word; jeugd- (en gezinswerk) keeps its hyphen.
_WORD = re.compile(
    r"(\w++(?:(?=[&'’)-])(?:[&'’]\w+|(?<!\d)\)[a-zà-ÿ]{3,}|-(?=,?\s+(?:en|of|and|or)\b)|-\n[ \t]*(?!(?:en|of|and|or)\b)[a-zà-ÿ]\w*))?+)"
)
_LONGEST_WORD = 100  # characters; a longer one is no word
_SHORTEST_PART = 3  # letters of a word by which the forms are looked up that it may begin or end with
_REMEMBERED = 60_000


class Match(NamedTuple):
    """A phrase found: its key, and the indices of the words that carry it (words of a gap left out)."""

    key: Hashable
    words: tuple[int, ...]


# A match from the tuple of its parts: its own constructor is a function in Python, and each text has some seventy.
_match: Callable[[tuple[Hashable, tuple[int, ...]]], Match] = partial(tuple.__new__, Match)


@dataclass(slots=True)
class Words:
    """The words of a text as columns: offsets, the words, what is known of each word; ``heads``: where phrases may begin, by
    family.
    """

    starts: list[int]
    ends: list[int]
    texts: list[str]
    rows: Rows
    numbers: list[int]  # of each word in ``rows``
    heads: dict[str, list[int]]

    def __len__(self) -> int:
        return len(self.starts)

    def folded(self, index: int) -> str:
        return self.rows.folded[self.numbers[index]]

    def folded_in(self, first: int, last: int) -> list[str]:
        """Those of the words from the first up to the last, that one not included; both stand in the text."""
        folded = self.rows.folded
        return [folded[number] for number in self.numbers[first:last]]


@dataclass(slots=True)
class Node:
    """What may follow: the nodes behind each form of a word, and the same nodes by the slot that they stand for."""

    next: dict[int, list[Node]] = field(default_factory=dict)
    slots: dict[str, Node] = field(default_factory=dict)
    gap: Node | None = None
    keys: tuple[Hashable, ...] = ()


_SEALED: dict[str, Node] = {}


@lru_cache(maxsize=_REMEMBERED)
def fold(word: str) -> str:
    """Lower case without accents, brackets inside the word or apostrophes: ``(Team)coach`` -> ``teamcoach``."""
    low = word.lower()
    if low.isascii() and low.isalnum():
        return low
    plain = unicodedata.normalize("NFKD", low)
    return "".join(c for c in plain if c.isalnum() or c == "&")


@lru_cache(maxsize=_REMEMBERED)
def key_of(word: str) -> str:
    """What inflections of a word share. Present participles stay apart from their verb (verbindend, verbinden)."""
    low = fold(word)
    if low in ("gegeven", "gehouden"):  # left as they are by the analyser: "gegevens" is no form of "geven"
        return low.removeprefix("ge")
    if len(low) > 6 and low.endswith(("end", "ende")):
        return low.removesuffix("e")
    found = fold(lemma(low))
    if found != low or len(low) < 6:
        return found
    for ending, base in (("gerichte", "gericht"), ("ende", "end"), ("ige", "ig"), ("ische", "isch"), ("elijke", "elijk"), ("ieve", "ief"), ("iele", "ieel"), ("ers", "er"), ("te", "t")):  # fmt: skip
        if low.endswith(ending):
            return low.removesuffix(ending) + base
    return low


class Phrases:
    """Patterns by family and key; families are searched apart, over one reading of the words.

    Raises ``ValueError`` on a pattern without words or one that begins or ends with a gap.
    """

    def __init__(self, families: Mapping[str, Iterable[tuple[Hashable, str]]]) -> None:
        self._roots: dict[str, Node] = {}
        # Forms of words by how they are told, each with its number.
        self._by_key: dict[str, int] = {}
        self._by_prefix: dict[str, int] = {}
        self._by_suffix: dict[str, int] = {}
        self._by_form: dict[str, int] = {}
        self._numbers = 0
        for family, patterns in families.items():
            self._roots[family] = Node()
            for key, pattern in patterns:
                self._add(self._roots[family], key, pattern)
            _seal(self._roots[family])
        self._by_start = _grouped(self._by_prefix, slice(_SHORTEST_PART))
        self._by_end = _grouped(self._by_suffix, slice(-_SHORTEST_PART, None))
        self._order = {family: number for number, family in enumerate(self._roots)}
        # The words met last, and those met before these: half of all that is remembered each.
        self._rows, self._before = Rows(len(self._roots)), Rows(len(self._roots))
        self._adding = Lock()

    def _add(self, root: Node, key: Hashable, pattern: str) -> None:
        slots = pattern.split()
        if not slots or slots[0] == "~" or slots[-1] == "~" or all(slot.endswith("?") for slot in slots):
            raise ValueError(f"{key}: {pattern!r} must begin and end with a word")
        nodes = [root]
        for slot in slots:
            if slot == "~":
                nodes = [self._gap(node) for node in nodes]
                continue
            further = [self._behind(node, slot.removesuffix("?")) for node in nodes]
            nodes = nodes + further if slot.endswith("?") else further
        for node in nodes:
            if key not in node.keys:
                node.keys += (key,)

    @staticmethod
    def _gap(node: Node) -> Node:
        node.gap = node.gap or Node()
        return node.gap

    def _behind(self, node: Node, slot: str) -> Node:
        """The node behind a slot that stands at a node."""
        if slot in node.slots:
            return node.slots[slot]
        further = node.slots[slot] = Node()
        for number in {self._number(slot, word) for word in slot.split("|")}:
            node.next.setdefault(number, []).append(further)
        return further

    def _number(self, slot: str, word: str) -> int:
        if word.startswith("="):
            table, form = self._by_form, word[1:]
        elif word.endswith("*"):
            table, form = self._by_prefix, fold(word)
        elif word.startswith("*"):
            table, form = self._by_suffix, fold(word)
        else:
            table, form = self._by_key, key_of(word)
        if not form:
            raise ValueError(f"{slot!r} holds an empty word")
        if form not in table:
            self._numbers += 1
            table[form] = self._numbers
        return table[form]

    def _read(self, word: str) -> Row:
        """What is known of a word that was not met before."""
        if len(word) > _LONGEST_WORD:
            return self._row((), False, fold(word))
        low = fold(word)
        whole = self._by_key.get(key_of(word)), self._by_form.get(word.rstrip("-"))
        found = {number for number in whole if number is not None}
        if len(low) >= _SHORTEST_PART:
            starts = self._by_start.get(low[:_SHORTEST_PART], ())
            found.update(number for form, number in starts if low.startswith(form))
            ends = self._by_end.get(low[-_SHORTEST_PART:], ())
            found.update(number for form, number in ends if low.endswith(form))
        numbers = tuple(sorted(found))
        return self._row(numbers, ")" in word or word[-1] == "-", low)

    def _row(self, slots: tuple[int, ...], is_joined: bool, folded: str) -> Row:
        firsts = tuple(_head(root, slots) for root in self._roots.values())
        return Row(slots, bits_of(slots) | ANY, is_joined, firsts, folded)

    def words(self, text: str) -> Words:
        """The words of a text with the slots that they can fill."""
        if len(self._rows.slots) > _REMEMBERED // 2:
            # Whoever reads with the old ones goes on with them.
            self._before, self._rows = self._rows, Rows(len(self._roots))
        rows = self._rows
        stretches = _WORD.split(text)  # what stands between two words, and each word
        texts = stretches[1::2]
        offsets = list(accumulate(map(len, stretches)))
        starts = offsets[:-1:2]
        numbers: Any = list(map(rows.numbers.get, texts))
        if None in numbers:
            numbers = [
                number or self._number_of(rows, word) for word, number in zip(texts, numbers, strict=True)
            ]
        followed = numbers + [0] * (GAP + 1)
        array = np.array(followed)
        for index in rows.joined(array):
            if texts[index][-1] != "-":
                starts[index] -= text[starts[index] - 1 : starts[index]] == "("
            elif index + 2 < len(texts):
                array[index] = followed[index] = numbers[index] = self._completed(
                    rows, numbers[index], texts[index], texts[index + 2]
                )
        heads = dict(zip(self._order, rows.heads(followed, array), strict=True))
        return Words(starts, offsets[1::2], texts, rows, numbers, heads)

    def _number_of(self, rows: Rows, word: str) -> int:
        with self._adding:
            known = rows.numbers.get(word)
            return known or rows.add(word, self._before.row(word) or self._read(word))

    def _completed(self, rows: Rows, number: int, word: str, other: str) -> int:
        """``proces-`` in ``proces- en projectbegeleiding`` fills the slots of ``procesbegeleiding`` too."""
        together = f"{word} {other}"
        if (known := rows.numbers.get(together)) is not None:
            return known
        slots, stem, end = rows.slots[number], fold(word), fold(other)
        for cut in range(3, len(end) - 2):
            further = rows.slots[self._number_of(rows, stem + end[cut:])]
            if set(further) - set(slots):
                with self._adding:
                    return rows.add(together, self._row(tuple({*slots, *further}), True, stem))
        return number

    def find(self, family: str, words: Words, heads: Iterable[int], high: int) -> list[Match]:
        """All phrases of a family that begin at one of ``heads`` and end before ``words[high]``."""
        found: list[Match] = []
        numbers, slots = words.numbers, words.rows.slots
        firsts = words.rows.heads_of[self._order[family]]
        for index in heads:
            head = firsts[numbers[index]]
            if head is None:
                continue
            _, _, _, far, keys, onward, resumes = head
            for key in keys:
                found.append(_match((key, (index,))))
            after = index + 1
            if onward and after < high:
                for slot in slots[numbers[after]]:
                    for node in onward.get(slot, ()):
                        _walk(node, slots, numbers, after + 1, high, (index, after), found)
            if not far:
                continue
            for ahead in range(after, after + GAP + 1 if after + GAP < high else high):
                for slot in slots[numbers[ahead]]:
                    for node in resumes.get(slot, ()):
                        _walk(node, slots, numbers, ahead + 1, high, (index, ahead), found)
        return found


def _grouped(forms: Mapping[str, int], part: slice) -> dict[str, list[tuple[str, int]]]:
    """Forms with their numbers by the letters that they begin or end with."""
    groups: dict[str, list[tuple[str, int]]] = {}
    for form, number in forms.items():
        groups.setdefault(form[part], []).append((form, number))
    return groups


def _seal(root: Node) -> None:
    """Let go of what only building needs: the fewer objects there are, the less the garbage collector has to visit."""
    nodes = [root]
    while nodes:
        node = nodes.pop()
        nodes += node.slots.values()
        if node.gap:
            nodes.append(node.gap)
        node.slots = _SEALED


def _head(root: Node, slots: tuple[int, ...]) -> Head | None:
    """Where the phrases of a family go on behind a word, None where none begins with it."""
    keys: list[Hashable] = []
    onward: dict[int, list[Node]] = {}
    resumes: dict[int, list[Node]] = {}
    for node in [node for slot in slots for node in root.next.get(slot, ())]:
        keys += [key for key in node.keys if key not in keys]
        for slot, further in node.next.items():
            onward.setdefault(slot, []).extend(further)
        for slot, further in node.gap.next.items() if node.gap else ():
            resumes.setdefault(slot, []).extend(further)
    if not (keys or onward or resumes):
        return None
    ends = [slot for slot, nodes in onward.items() if any(node.keys or node.gap for node in nodes)]
    near = bits_of(ends) | (ANY if keys else 0)
    third = bits_of(slot for nodes in onward.values() for node in nodes for slot in node.next)
    return Head(near, near | bits_of(onward), third, bits_of(resumes), tuple(keys), onward, resumes)


def _walk(
    node: Node,
    slots: list[tuple[int, ...]],
    numbers: list[int],
    index: int,
    high: int,
    used: tuple[int, ...],
    found: list[Match],
) -> None:
    for key in node.keys:
        found.append(_match((key, used)))
    if index >= high:
        return
    if onward := node.next:
        for slot in slots[numbers[index]]:
            for further in onward.get(slot, ()):
                _walk(further, slots, numbers, index + 1, high, (*used, index), found)
    if node.gap is not None:
        onward = node.gap.next
        for ahead in range(index, min(index + GAP + 1, high)):
            for slot in slots[numbers[ahead]]:
                for further in onward.get(slot, ()):
                    _walk(further, slots, numbers, ahead + 1, high, (*used, ahead), found)
