"""Sketches of texts, and which of them lie near enough for a second look.

A MinHash sketch (Broder, On the resemblance and containment of documents, 1997) is a row of numbers of which two texts
share about as large a part as they share of their word pairs. Rows are cut into bands; texts with one band in common are
candidates (locality-sensitive hashing: Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3). A copy may
have kept a quarter of its word pairs, and with narrow bands nearly all such pairs are found, at the price of candidates
that the facts and the second look then refuse. Narrow bands are therefore used only within a gemeente, wide ones where
no gemeente is known.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.language.lexicon import function_words
from indexer.twins.facts import Facts

# rensa's allocator sets a gigabyte of addresses apart when it is loaded, which would count as memory of the process that parses.
os.environ.setdefault("MIMALLOC_ARENA_RESERVE", "64MiB")
from rensa import RMinHash

SLOTS: Final = 128
SEED: Final = 1
BAND: Final = 2
WIDE_BAND: Final = 4
LEAST_ESTIMATE: Final = 0.1
"""Candidates whose sketches agree in a smaller share are let go."""
MOST_IN_BUCKET: Final = 48
NEIGHBOURS: Final = 8
"""In a fuller bucket each text is compared only with this many that follow it by day and id: texts from one mould."""

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")

_AT_ONCE: Final = 100_000
_SMALL: Final = 1 << 16

Sketch = NDArray[np.uint32]
Indexes = NDArray[np.int64]


def sketch(text: str) -> bytes:
    """The sketch of a text: ``SLOTS`` little-endian 32-bit numbers; empty for a text of less than two telling words.

    It goes by the words as written: their keys would find hardly more, at ten times the cost.
    """
    telling_nothing = function_words()
    words = [word for word in _WORD.findall(text.lower()) if word not in telling_nothing]
    pairs = {f"{one} {other}" for one, other in pairwise(words)}
    if not pairs:
        return b""
    minhash = RMinHash(num_perm=SLOTS, seed=SEED)
    minhash.update(sorted(pairs))
    return np.array(minhash.digest(), dtype="<u4").tobytes()


def candidates(facts: Sequence[Facts], sketches: Sequence[bytes]) -> list[tuple[int, int]]:
    """Pairs of positions, the lower first, in order: texts that may be the same. Depends on the set of records alone,
    not on their order, but for the positions themselves.
    """
    told = [position for position, data in enumerate(sketches) if data]
    if len(told) < 2:
        return []
    rows = np.frombuffer(b"".join(sketches[position] for position in told), dtype="<u4").reshape(-1, SLOTS)
    own = [facts[position] for position in told]
    found = set(_near(own, rows, *_by_gemeente(own), BAND))
    unplaced = {index for index, fact in enumerate(own) if not fact.gemeenten}
    if unplaced:
        everyone = np.arange(len(own))
        near = _near(own, rows, everyone, np.zeros_like(everyone), WIDE_BAND)
        found.update(pair for pair in near if not unplaced.isdisjoint(pair))
    return [(told[one], told[other]) for one, other in _alike(rows, sorted(found))]


def _by_gemeente(facts: Sequence[Facts]) -> tuple[Indexes, Indexes]:
    """Every index once for each of its gemeenten, and beside it the number of that gemeente."""
    numbers: dict[str, int] = {}
    pairs = [
        (index, numbers.setdefault(gemeente, len(numbers)))
        for index, fact in enumerate(facts)
        for gemeente in sorted(fact.gemeenten)
    ]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _near(
    facts: Sequence[Facts], rows: Sketch, members: Indexes, groups: Indexes, width: int
) -> Iterator[tuple[int, int]]:
    """Pairs among the members of one group that share a band."""
    # Small numbers are sorted by their digits, which takes no comparison.
    small = groups.astype(np.uint16) if len(groups) and groups.max() < _SMALL else groups
    for start in range(0, SLOTS, width):
        # Two slots side by side are one number, which is sorted many times faster than rows are.
        band = np.ascontiguousarray(rows[members, start : start + width]).view("<u8")
        order = np.lexsort(band.T) if band.shape[1] > 1 else np.argsort(band[:, 0])
        order = order[np.argsort(small[order], kind="stable")]
        sorted_band, sorted_groups = band[order], small[order]
        same = (sorted_band[1:] == sorted_band[:-1]).all(axis=1) & (sorted_groups[1:] == sorted_groups[:-1])
        # Where a run of equal keys begins, and where it ends: one comes after an unequal neighbour, the other before one.
        edges = np.diff(np.concatenate(([False], same, [False])).astype(np.int8))
        for first, last in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
            yield from _pairs(facts, members[order[first : last + 1]].tolist())


def _alike(rows: Sketch, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Of the pairs those whose sketches agree enough, in order."""
    for start in range(0, len(pairs), _AT_ONCE):
        some = np.array(pairs[start : start + _AT_ONCE])
        agreeing = (rows[some[:, 0]] == rows[some[:, 1]]).sum(axis=1)
        yield from ((int(one), int(other)) for one, other in some[agreeing >= LEAST_ESTIMATE * SLOTS])


def _pairs(facts: Sequence[Facts], bucket: list[int]) -> Iterator[tuple[int, int]]:
    if len(bucket) <= MOST_IN_BUCKET:
        yield from combinations(sorted(bucket), 2)
        return
    by_day = sorted(bucket, key=lambda index: (sorted(facts[index].days.items()), facts[index].id))
    for at, one in enumerate(by_day):
        for other in by_day[at + 1 : at + 1 + NEIGHBOURS]:
            yield min(one, other), max(one, other)
