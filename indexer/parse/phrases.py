"""Many phrases found in one pass over a text: a trie over word slots, written as in ``competencies.toml``.

A slot is one word of a pattern with its alternatives. Each different word of a text is looked up once and remembered,
so that a text costs one dictionary look-up a word and a short walk where a phrase begins.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import insort
from collections.abc import Hashable, Iterable, KeysView, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from indexer.language.analyser import lemma

# (team)coaching, team's, p&c and a word cut at a line's end are one word; jeugd- (en gezinswerk) keeps its hyphen.
_WORD = re.compile(
    r"\w+(?:[&'’]\w+|(?<!\d)\)[a-zà-ÿ]{3,}|-(?=,?\s+(?:en|of|and|or)\b)|-\n[ \t]*(?!(?:en|of|and|or)\b)[a-zà-ÿ]\w*)?"
)
_GAP = 3
_REMEMBERED = 60_000


class Match(NamedTuple):
    """A phrase found: its key, and the indices of the words that carry it (words of a gap left out)."""

    key: Hashable
    words: tuple[int, ...]


@dataclass(slots=True)
class Words:
    """The words of a text as columns: offsets, the words, the slots each can fill; ``heads``: where phrases may begin."""

    starts: list[int]
    ends: list[int]
    texts: list[str]
    slots: list[tuple[int, ...]]
    heads: dict[str, list[int]]

    def __len__(self) -> int:
        return len(self.starts)

    def folded(self, index: int) -> str:
        return fold(self.texts[index])


@dataclass(slots=True)
class _Node:
    next: dict[int, _Node] = field(default_factory=dict)
    gap: _Node | None = None
    keys: tuple[Hashable, ...] = ()


class _Head(NamedTuple):
    """The nodes behind a first word: whether a phrase ends there, and the slots with which one goes on, at once or after a gap."""

    nodes: tuple[_Node, ...]
    ends: bool
    onward: frozenset[int]
    resumes: frozenset[int]


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
        self._ids: dict[str, int] = {}
        self._by_key: dict[str, list[int]] = {}
        self._by_prefix: dict[str, list[int]] = {}
        self._by_suffix: dict[str, list[int]] = {}
        self._by_form: dict[str, list[int]] = {}
        for family, patterns in families.items():
            self._roots[family] = _Node()
            for key, pattern in patterns:
                self._add(self._roots[family], key, pattern)
        # A word's slots, and the families in which a phrase may begin with it.
        self._known: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {}
        self._first: dict[str, dict[str, _Head]] = {family: {} for family in families}

    def _add(self, root: _Node, key: Hashable, pattern: str) -> None:
        slots = pattern.split()
        if not slots or slots[0] == "~" or slots[-1] == "~" or all(slot.endswith("?") for slot in slots):
            raise ValueError(f"{key}: {pattern!r} must begin and end with a word")
        nodes = [root]
        for slot in slots:
            if slot == "~":
                nodes = [self._gap(node) for node in nodes]
                continue
            number = self._slot(slot.removesuffix("?"))
            further = [node.next.setdefault(number, _Node()) for node in nodes]
            nodes = nodes + further if slot.endswith("?") else further
        for node in nodes:
            if key not in node.keys:
                node.keys += (key,)

    @staticmethod
    def _gap(node: _Node) -> _Node:
        node.gap = node.gap or _Node()
        return node.gap

    def _slot(self, slot: str) -> int:
        if slot in self._ids:
            return self._ids[slot]
        number = self._ids[slot] = len(self._ids)
        for word in slot.split("|"):
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
            table.setdefault(form, []).append(number)
        return number

    def _look_up(self, word: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The slots that a word can fill, and the families where it can begin a phrase."""
        if (known := self._known.get(word)) is not None:
            return known
        if len(self._known) > _REMEMBERED:
            self._known.clear()
            for nodes in self._first.values():
                nodes.clear()
        low = fold(word)
        found = {*self._by_key.get(key_of(word), ()), *self._by_form.get(word.rstrip("-"), ())}
        for cut in range(3, len(low) + 1):
            found.update(self._by_prefix.get(low[:cut], ()))
            found.update(self._by_suffix.get(low[-cut:], ()))
        families = tuple(name for name, root in self._roots.items() if not found.isdisjoint(root.next))
        self._known[word] = tuple(sorted(found)), families
        return self._known[word]

    def words(self, text: str) -> Words:
        """The words of a text with the slots that they can fill."""
        known, look_up = self._known, self._look_up
        spans = [match.span() for match in _WORD.finditer(text)]
        texts = [text[start:end] for start, end in spans]
        rows = [known.get(raw) or look_up(raw) for raw in texts]
        starts = [start for start, _ in spans]
        for index in [i for i, raw in enumerate(texts) if ")" in raw and raw[-1] != "-"]:
            starts[index] -= text[starts[index] - 1 : starts[index]] == "("
        firsts = [(index, row[1]) for index, row in enumerate(rows) if row[1]]
        heads = {family: [i for i, families in firsts if family in families] for family in self._roots}
        words = Words(starts, [end for _, end in spans], texts, [row[0] for row in rows], heads)
        for index in [i for i, raw in enumerate(texts) if raw[-1] == "-"]:
            self._complete(words, index)
        return words

    def _complete(self, words: Words, index: int) -> None:
        """``proces-`` in ``proces- en projectbegeleiding`` fills the slots of ``procesbegeleiding`` too."""
        if index + 2 >= len(words):
            return
        own = self._look_up(words.texts[index])[0]
        stem, other = words.folded(index), words.folded(index + 2)
        for cut in range(3, len(other) - 2):
            slots, families = self._look_up(stem + other[cut:])
            if set(slots) - set(own):
                words.slots[index] = tuple({*own, *slots})
                for family in families:
                    if index not in words.heads[family]:
                        insort(words.heads[family], index)
                return

    def find(self, family: str, words: Words, heads: Iterable[int], high: int) -> list[Match]:
        """All phrases of a family that begin at one of ``heads`` and end before ``words[high]``."""
        found: list[Match] = []
        known, slots, texts = self._first[family], words.slots, words.texts
        for index in heads:
            raw = texts[index]
            head = known.get(raw) or self._head(family, raw, slots[index])
            onward = slots[index + 1] if index + 1 < high else ()
            if not (
                head.ends
                or not head.onward.isdisjoint(onward)
                or (head.resumes and _resumes(head.resumes, slots, index + 1, high))
            ):
                continue
            for node in head.nodes:
                # Most heads lead nowhere: look ahead here, and walk only where a phrase goes on.
                if (
                    node.keys
                    or (onward and not node.next.keys().isdisjoint(onward))
                    or (node.gap is not None and _resumes(node.gap.next.keys(), slots, index + 1, high))
                ):
                    _walk(node, slots, index + 1, high, (index,), found)
        return found

    def _head(self, family: str, raw: str, slots: tuple[int, ...]) -> _Head:
        """Where the phrases of a family go on after this word, remembered but for halved compounds."""
        root = self._roots[family].next
        nodes = tuple(root[slot] for slot in slots if slot in root)
        head = _Head(
            nodes,
            any(node.keys for node in nodes),
            frozenset(slot for node in nodes for slot in node.next),
            frozenset(slot for node in nodes if node.gap for slot in node.gap.next),
        )
        if raw[-1] != "-":
            self._first[family][raw] = head
        return head


def _resumes(
    onward: KeysView[int] | frozenset[int], slots: list[tuple[int, ...]], index: int, high: int
) -> bool:
    """Whether one of the words that a gap reaches can go on behind it."""
    for own in slots[index : min(index + _GAP + 1, high)]:  # noqa: SIM110 - half the time of any()
        if own and not onward.isdisjoint(own):
            return True
    return False


def _walk(
    node: _Node,
    slots: list[tuple[int, ...]],
    index: int,
    high: int,
    used: tuple[int, ...],
    found: list[Match],
) -> None:
    for key in node.keys:
        found.append(Match(key, used))
    if index >= high:
        return
    if node.next:
        for slot in slots[index]:
            if (further := node.next.get(slot)) is not None:
                _walk(further, slots, index + 1, high, (*used, index), found)
    if node.gap is not None:
        onward = node.gap.next
        for ahead in range(index, min(index + _GAP + 1, high)):
            for slot in slots[ahead]:
                if (further := onward.get(slot)) is not None:
                    _walk(further, slots, ahead + 1, high, (*used, ahead), found)
