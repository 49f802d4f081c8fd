"""Sketches of texts, and which of them lie near enough for a second look.

A MinHash sketch (Broder, On the resemblance and containment of documents, 1997) is a row of numbers of which two texts
share about as large a part as they share of their word pairs. Rows are cut into bands; texts with one band in common are
candidates (locality-sensitive hashing: Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3). A copy may
have kept a quarter of its word pairs, and with narrow bands nearly all such pairs are found, at the price of candidates
that the facts and the second look then refuse. Narrow bands are therefore used only within a gemeente, wide ones where
no gemeente is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash
from spacy.lang.nl.stop_words import STOP_WORDS

from indexer.twins.facts import Facts

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

Sketch = NDArray[np.uint32]


def sketch(text: str) -> bytes:
    """The sketch of a text: ``SLOTS`` little-endian 32-bit numbers; empty for a text of less than two telling words.

    It goes by the words as written: their keys would find hardly more, at ten times the cost.
    """
    words = [word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS]
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
    found: set[tuple[int, int]] = set()
    for members in _by_gemeente(own):
        found.update(_near(own, rows, members, BAND))
    unplaced = {index for index, fact in enumerate(own) if not fact.gemeenten}
    if unplaced:
        near = _near(own, rows, list(range(len(own))), WIDE_BAND)
        found.update(pair for pair in near if not unplaced.isdisjoint(pair))
    return sorted(
        (told[one], told[other])
        for one, other in found
        if np.count_nonzero(rows[one] == rows[other]) >= LEAST_ESTIMATE * SLOTS
    )


def _by_gemeente(facts: Sequence[Facts]) -> Iterable[list[int]]:
    groups: dict[str, list[int]] = {}
    for index, fact in enumerate(facts):
        for gemeente in fact.gemeenten:
            groups.setdefault(gemeente, []).append(index)
    return groups.values()


def _near(facts: Sequence[Facts], rows: Sketch, members: list[int], width: int) -> Iterator[tuple[int, int]]:
    """Pairs among the members that share a band and do not state what cannot hold of one assignment."""
    part = rows[members]
    for band in range(0, SLOTS, width):
        buckets: dict[bytes, list[int]] = {}
        for index, key in zip(members, part[:, band : band + width], strict=True):
            buckets.setdefault(key.tobytes(), []).append(index)
        for bucket in buckets.values():
            yield from _pairs(facts, bucket)


def _pairs(facts: Sequence[Facts], bucket: list[int]) -> Iterator[tuple[int, int]]:
    if len(bucket) <= MOST_IN_BUCKET:
        yield from combinations(sorted(bucket), 2)
        return
    by_day = sorted(bucket, key=lambda index: (sorted(facts[index].days.items()), facts[index].id))
    for at, one in enumerate(by_day):
        for other in by_day[at + 1 : at + 1 + NEIGHBOURS]:
            yield min(one, other), max(one, other)
