"""The second look: how much of one description stands in another, and what was put in the place of what.

A posting that was shortened loses words; one that was filled in from the same form for another team has others in their
place. So words that are missing count little against two postings, and names and numbers that take each other's place
in sentences that are otherwise the same count heavily.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from indexer.language.analyser import Token, analyse
from indexer.language.lexicon import fold, function_words
from indexer.language.sentences import boundaries
from indexer.parse.layout import build_layout

SHORTEST: Final = 4
"""Sentences of fewer telling words are headings, labels and values."""
SAME: Final = 0.6
"""From this share of the shorter sentence's words on, two sentences say the same."""
LEAST: Final = 3
MISSING: Final = 0.8
"""How much a word that is missing takes away from a run of sentences to which a shared one adds 1."""
HEADER_FIELDS: Final = (
    "rate",
    "deadline",
    "deadlineAt",
    "published",
    "startDate",
    "endDate",
    "durationMonths",
    "extension",
    "hours",
    "reference",
    "status",
    "contractForms",
)
"""Sentences that these fields were read from differ between postings of one assignment."""
FRAME: Final = frozenset(
    {"related", "navigation", "contact", "procedure", "award", "conditions", "offer", "interview"}
)
"""Kinds of sections that are the portal's or the tender's, not the work's."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The telling keys of a sentence, the names (capitals inside a sentence) and the numbers among them."""

    keys: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a record says of the work itself. ``words`` is its telling words in all."""

    sentences: tuple[Sentence, ...]
    words: int


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """``shared`` is the share of the shorter description's words that its core has in common with the longer one, ``common``
    how many words that are, ``replaced`` in how many sentences of the core the longer one has other names or numbers.
    """

    shared: float
    common: int
    replaced: int


def telling_words(text: str) -> Iterator[list[Token]]:
    """The telling tokens of each sentence of a text that is long enough to be one."""
    starts = [0, *boundaries(text)[0]]
    cuts = sorted({*starts, *(at + 1 for at, char in enumerate(text) if char == ";")})
    sentences: list[list[Token]] = [[] for _ in cuts]
    for token in analyse(text):
        if fold(token.text) not in _folded_function_words() and (len(token.whole) > 1):
            sentences[bisect_right(cuts, token.start) - 1].append(token)
    return (sentence for sentence in sentences if len(sentence) >= SHORTEST)


@cache
def _folded_function_words() -> frozenset[str]:
    return frozenset(fold(word) for word in function_words())


def telling_of(record: dict[str, Any]) -> Telling:
    """The description in a record's JSON (with its text): without the header's facts and the portal's frame."""
    text = record["text"]
    layout = build_layout(text)
    facts = [
        (proof["start"], proof["end"])
        for field in HEADER_FIELDS
        for proof in record["evidence"].get(field, ())
    ]
    sentences = []
    for tokens in telling_words(text):
        start, end = tokens[0].start, tokens[-1].end
        if layout.section_at(start).kind in FRAME or any(a < end and start < b for a, b in facts):
            continue
        sentences.append(_sentence(tokens, text))
    return Telling(tuple(sentences), sum(len(sentence.keys) for sentence in sentences))


def _sentence(tokens: list[Token], text: str) -> Sentence:
    numbers = frozenset(token.whole for token in tokens if any(char.isdigit() for char in token.text))
    names = frozenset(
        token.whole
        for token in tokens
        if token.text[0].isupper()
        and text[: token.start].rstrip()[-1:] not in ".!?:;-•*"
        and token.whole not in numbers
    )
    return Sentence(frozenset(token.whole for token in tokens), names, numbers)


def likeness(one: Telling, other: Telling) -> Likeness:
    """Compare two descriptions. Symmetric."""
    shorter, longer = sorted((one, other), key=lambda telling: telling.words)
    found = _in(shorter, longer)
    if shorter.words == longer.words:
        found = max(found, _in(longer, shorter))
    return found


def _in(shorter: Telling, longer: Telling) -> Likeness:
    shared: list[tuple[int, int]] = []
    replaced: list[bool] = []
    for sentence in shorter.sentences:
        like = [candidate for candidate in longer.sentences if _alike(sentence, candidate)]
        common = sentence.keys.intersection(set().union(*(candidate.keys for candidate in like)))
        shared.append((len(common), len(sentence.keys)))
        replaced.append(bool(like) and all(_replaced(sentence, candidate) for candidate in like))
    start, end = _core(shared)
    in_core = sum(common for common, _ in shared[start:end])
    return Likeness(in_core / max(1, shorter.words), in_core, sum(replaced[start:end]))


def _alike(one: Sentence, other: Sentence) -> bool:
    both = len(one.keys & other.keys)
    return both >= LEAST and both >= SAME * min(len(one.keys), len(other.keys))


def _core(shared: list[tuple[int, int]]) -> tuple[int, int]:
    """Start and end of the run of sentences in which the most is shared: portals put theirs before and after the work, so
    what stands in the middle decides.
    """
    best = (0.0, 0, 0)
    for start in range(len(shared)):
        worth = 0.0
        for end, (common, words) in enumerate(shared[start:], start + 1):
            worth += common - MISSING * (words - common)
            best = max(best, (worth, start, end))
    return best[1], best[2]


def _replaced(one: Sentence, other: Sentence) -> bool:
    """Whether each names something, or gives a number, that the other does not."""
    return any(
        mine - other.keys and theirs - one.keys
        for mine, theirs in ((one.names, other.names), (one.numbers, other.numbers))
    )
