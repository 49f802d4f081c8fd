"""Many phrases found in one pass over a text: a trie over word slots, written as in ``competencies.toml``.

A slot is one word of a pattern with its alternatives. Each different word of a text is looked up once and remembered,
so that a text costs one dictionary look-up a word and a short walk where a phrase begins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, compress
from operator import itemgetter
from typing import NamedTuple

from indexer.language.analyser import lemma

# (team)coaching, team's, p&c and a word cut at a line's end are one word; jeugd- (en gezinswerk) keeps its hyphen.
_WORD = re.compile(
    r"(\w+(?:(?=[&'’)-])(?:[&'’]\w+|(?<!\d)\)[a-zà-ÿ]{3,}|-(?=,?\s+(?:en|of|and|or)\b)|-\n[ \t]*(?!(?:en|of|and|or)\b)[a-zà-ÿ]\w*))?)"
)
_LONGEST_WORD = 100  # characters; a longer one is no word
_GAP = 3
_REMEMBERED = 60_000
# Forms are told apart by a bit of this many before they are looked up; a prime, so that neighbours differ.
_BITS = 1021
_ANY = 1 << _BITS
# Of a row: taken from all rows of a text without a step of the interpreter a word.
_SLOTS, _BITS_OF, _IS_JOINED, _FIRSTS = map(itemgetter, range(4))


class Match(NamedTuple):
    """A phrase found: its key, and the indices of the words that carry it (words of a gap left out)."""

    key: Hashable
    words: tuple[int, ...]


@dataclass(slots=True)
class Words:
    """The words of a text as columns: offsets, the words, the slots each can fill, what is known of each; ``heads``: where
    phrases may begin, by family.
    """

    starts: list[int]
    ends: list[int]
    texts: list[str]
    slots: Sequence[tuple[int, ...]]
    heads: dict[str, list[int]]
    rows: list[_Row]

    def __len__(self) -> int:
        return len(self.starts)

    def folded(self, index: int) -> str:
        return fold(self.texts[index])


@dataclass(slots=True)
class _Node:
    """What may follow: the nodes behind each form of a word, and the same nodes by the slot that they stand for."""

    next: dict[int, list[_Node]] = field(default_factory=dict)
    slots: dict[str, _Node] = field(default_factory=dict)
    gap: _Node | None = None
    keys: tuple[Hashable, ...] = ()


_SEALED: dict[str, _Node] = {}


class _Head(NamedTuple):
    """Behind a first word: the phrases that it is all of, and by slot the nodes where one goes on, at once or after a gap.

    Most words that could begin a phrase are passed by on the bits of those slots: ``near`` where a phrase is full or leaves a
    gap with the next word (or with this one: the bit of any word), ``next`` and ``third`` where two more words are set,
    ``far`` after a gap.
    """

    near: int
    next: int
    third: int
    far: int
    keys: tuple[Hashable, ...]
    onward: dict[int, list[_Node]]
    resumes: dict[int, list[_Node]]


class _Row(NamedTuple):
    """What is known of a word: the numbers of its forms and their bits, whether a bracket or a hyphen is part of it, and for
    each family where its phrases go on that begin with it.
    """

    slots: tuple[int, ...]
    bits: int
    is_joined: bool
    firsts: tuple[_Head | None, ...]


def _bits(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number % _BITS
    return found


@lru_cache(maxsize=_REMEMBERED)
def fold(word: str) -> str:
    """Lower case without accents, brackets inside the word or apostrophes: ``(Team)coach`` -> ``teamcoach``."""
    plain = unicodedata.normalize("NFKD", word.lower())
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
        self._roots: dict[str, _Node] = {}
        # Forms of words by how they are told, each with its number.
        self._by_key: dict[str, int] = {}
        self._by_prefix: dict[str, int] = {}
        self._by_suffix: dict[str, int] = {}
        self._by_form: dict[str, int] = {}
        self._numbers = 0
        for family, patterns in families.items():
            self._roots[family] = _Node()
            for key, pattern in patterns:
                self._add(self._roots[family], key, pattern)
            _seal(self._roots[family])
        self._order = {family: number for number, family in enumerate(self._roots)}
        self._known: dict[str, _Row] = {}

    def _add(self, root: _Node, key: Hashable, pattern: str) -> None:
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
    def _gap(node: _Node) -> _Node:
        node.gap = node.gap or _Node()
        return node.gap

    def _behind(self, node: _Node, slot: str) -> _Node:
        """The node behind a slot that stands at a node."""
        if slot in node.slots:
            return node.slots[slot]
        further = node.slots[slot] = _Node()
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

    def _look_up(self, word: str) -> _Row:
        if (known := self._known.get(word)) is not None:
            return known
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        if len(word) > _LONGEST_WORD:
            return self._row((), False)
        low = fold(word)
        found = {self._by_key.get(key_of(word)), self._by_form.get(word.rstrip("-"))}
        for cut in range(3, len(low) + 1):
            found.add(self._by_prefix.get(low[:cut]))
            found.add(self._by_suffix.get(low[-cut:]))
        numbers = tuple(sorted(number for number in found if number is not None))
        row = self._known[word] = self._row(numbers, ")" in word or word[-1] == "-")
        return row

    def _row(self, slots: tuple[int, ...], is_joined: bool) -> _Row:
        firsts = tuple(_head(root, slots) for root in self._roots.values())
        return _Row(slots, _bits(slots) | _ANY, is_joined, firsts)

    def words(self, text: str) -> Words:
        """The words of a text with the slots that they can fill."""
        known, look_up = self._known, self._look_up
        stretches = _WORD.split(text)  # what stands between two words, and each word
        texts = stretches[1::2]
        offsets = list(accumulate(map(len, stretches)))
        starts = offsets[:-1:2]
        rows = [row or look_up(raw) for raw, row in zip(texts, map(known.get, texts), strict=True)]
        for index in compress(range(len(rows)), map(_IS_JOINED, rows)):
            if texts[index][-1] != "-":
                starts[index] -= text[starts[index] - 1 : starts[index]] == "("
            elif index + 2 < len(texts):
                rows[index] = self._completed(rows[index], fold(texts[index]), fold(texts[index + 2]))
        bits = [*map(_BITS_OF, rows), *[_ANY] * (_GAP + 1)]
        firsts = list(map(_FIRSTS, rows))
        heads = {
            family: _heads(list(map(itemgetter(number), firsts)), bits)
            for family, number in self._order.items()
        }
        return Words(starts, offsets[1::2], texts, list(map(_SLOTS, rows)), heads, rows)

    def _completed(self, row: _Row, stem: str, other: str) -> _Row:
        """``proces-`` in ``proces- en projectbegeleiding`` fills the slots of ``procesbegeleiding`` too."""
        for cut in range(3, len(other) - 2):
            slots = self._look_up(stem + other[cut:]).slots
            if set(slots) - set(row.slots):
                return self._row(tuple({*row.slots, *slots}), True)
        return row

    def find(self, family: str, words: Words, heads: Iterable[int], high: int) -> list[Match]:
        """All phrases of a family that begin at one of ``heads`` and end before ``words[high]``."""
        found: list[Match] = []
        slots, rows, number = words.slots, words.rows, self._order[family]
        for index in heads:
            head = rows[index][3][number]
            if head is None:
                continue
            _, _, _, far, keys, onward, resumes = head
            for key in keys:
                found.append(Match(key, (index,)))
            after = index + 1
            if onward and after < high:
                for slot in slots[after]:
                    for node in onward.get(slot, ()):
                        _walk(node, slots, after + 1, high, (index, after), found)
            if not far:
                continue
            for ahead in range(after, after + _GAP + 1 if after + _GAP < high else high):
                for slot in slots[ahead]:
                    for node in resumes.get(slot, ()):
                        _walk(node, slots, ahead + 1, high, (index, ahead), found)
        return found


def _seal(root: _Node) -> None:
    """Let go of what only building needs: the fewer objects there are, the less the garbage collector has to visit."""
    nodes = [root]
    while nodes:
        node = nodes.pop()
        nodes += node.slots.values()
        if node.gap:
            nodes.append(node.gap)
        node.slots = _SEALED


def _head(root: _Node, slots: tuple[int, ...]) -> _Head | None:
    """Where the phrases of a family go on behind a word, None where none begins with it."""
    keys: list[Hashable] = []
    onward: dict[int, list[_Node]] = {}
    resumes: dict[int, list[_Node]] = {}
    for node in [node for slot in slots for node in root.next.get(slot, ())]:
        keys += [key for key in node.keys if key not in keys]
        for slot, further in node.next.items():
            onward.setdefault(slot, []).extend(further)
        for slot, further in node.gap.next.items() if node.gap else ():
            resumes.setdefault(slot, []).extend(further)
    if not (keys or onward or resumes):
        return None
    ends = [slot for slot, nodes in onward.items() if any(node.keys or node.gap for node in nodes)]
    near = _bits(ends) | (_ANY if keys else 0)
    third = _bits(slot for nodes in onward.values() for node in nodes for slot in node.next)
    return _Head(near, near | _bits(onward), third, _bits(resumes), tuple(keys), onward, resumes)


def _heads(firsts: Sequence[_Head | None], bits: Sequence[int]) -> list[int]:
    """The words with which a phrase of a family may begin, judged by the words that follow."""
    found = []
    # Most words begin nothing: those are passed by without a step of the interpreter.
    for at, head in zip(compress(range(len(firsts)), firsts), filter(None, firsts), strict=True):
        near, onward, third, far, _, _, _ = head
        ahead = bits[at + 1]
        if (onward & ahead and (near & ahead or third & bits[at + 2])) or (
            far and far & (ahead | bits[at + 2] | bits[at + 3] | bits[at + 4])
        ):
            found.append(at)
    return found


def _walk(
    node: _Node,
    slots: Sequence[tuple[int, ...]],
    index: int,
    high: int,
    used: tuple[int, ...],
    found: list[Match],
) -> None:
    for key in node.keys:
        found.append(Match(key, used))
    if index >= high:
        return
    for slot in slots[index] if node.next else ():
        for further in node.next.get(slot, ()):
            _walk(further, slots, index + 1, high, (*used, index), found)
    if node.gap is not None:
        onward = node.gap.next
        for ahead in range(index, min(index + _GAP + 1, high)):
            for slot in slots[ahead]:
                for further in onward.get(slot, ()):
                    _walk(further, slots, ahead + 1, high, (*used, ahead), found)
