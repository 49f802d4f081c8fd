"""With which words of a text a phrase may begin, judged for all its words at once by the words that follow.

Every form of a word has a number, and a bit of 1021 by that number. Laid over each other those make 62, which fit in one
number of an array: a few steps over the array of a text leave aside most of its words.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from indexer.parse.phrases import Node

GAP = 3  # words at most that a gap in a phrase passes over
# Forms are told apart by a bit of this many before they are looked up; a prime, so that neighbours differ.
_BITS = 1021
ANY = 1 << _BITS
_FEW = 62
_ANY_OF_FEW = 1 << _FEW


class Head(NamedTuple):
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
    onward: dict[int, list[Node]]
    resumes: dict[int, list[Node]]


class Row(NamedTuple):
    """What is known of a word: the numbers of its forms and their bits, whether a bracket or a hyphen is part of it, and for
    each family where its phrases go on that begin with it; and the word as :func:`~indexer.parse.phrases.fold` gives it.
    """

    slots: tuple[int, ...]
    bits: int
    is_joined: bool
    firsts: tuple[Head | None, ...]
    folded: str


def bits_of(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number % _BITS
    return found


def _few(bits: int) -> int:
    """The bits laid over each other."""
    found = _ANY_OF_FEW if bits & ANY else 0
    bits &= ANY - 1
    while bits:
        found |= bits & (_ANY_OF_FEW - 1)
        bits >>= _FEW
    return found


class Rows:
    """What is known of all words met so far, by number: their slots, how they are folded, for each family their heads; and
    their bits as an array: of the word itself, then those of its heads (``near`` of each family, ``next`` of each family, and
    so on). Number 0 is no word: what stands behind the last.
    """

    def __init__(self, families: int) -> None:
        self.numbers: dict[str, int] = {}
        self.slots: list[tuple[int, ...]] = []
        self.folded: list[str] = []
        self.heads_of: list[list[Head | None]] = [[] for _ in range(families)]
        self._families = families
        self._all_bits: list[int] = []
        self._bits: Any = np.zeros((1 + 4 * families, 1024), np.int64)
        self._joined: Any = np.zeros(1024, np.bool_)
        self.add("", Row((), ANY, False, (None,) * families, ""))

    def add(self, word: str, row: Row) -> int:
        """Keep the row of a word; one at a time, others may read meanwhile."""
        number = len(self.slots)
        if number == len(self._joined):
            self._bits = np.concatenate([self._bits, np.zeros_like(self._bits)], axis=1)
            self._joined = np.concatenate([self._joined, np.zeros_like(self._joined)])
        self._bits[0, number] = _few(row.bits)
        if any(row.firsts):
            ways = [head[:4] if head else (0, 0, 0, 0) for head in row.firsts]
            self._bits[1:, number] = [_few(bits) for of_way in zip(*ways, strict=True) for bits in of_way]
        self._joined[number] = row.is_joined
        self._all_bits.append(row.bits)
        for of_family, head in zip(self.heads_of, row.firsts, strict=True):
            of_family.append(head)
        self.folded.append(row.folded)
        self.slots.append(row.slots)
        self.numbers[word] = number
        return number

    def row(self, word: str) -> Row | None:
        """What was kept of a word."""
        number = self.numbers.get(word)
        if number is None:
            return None
        firsts = tuple(of_family[number] for of_family in self.heads_of)
        is_joined = bool(self._joined[number])
        return Row(self.slots[number], self._all_bits[number], is_joined, firsts, self.folded[number])

    def joined(self, numbers: Any) -> list[int]:
        """Where in an array of numbers words stand of which a bracket or a hyphen is part."""
        found: list[int] = self._joined[numbers].nonzero()[0].tolist()
        return found

    def heads(self, numbers: list[int], array: Any) -> list[list[int]]:
        """For each family the words with which a phrase may begin, in numbers that end in no word four times, as a list and as
        an array.
        """
        size, families = len(numbers) - GAP - 1, self._families
        columns = self._bits.take(array, 1)
        first, second, third, fourth = (columns[0, ahead : size + ahead] for ahead in range(1, GAP + 2))
        near, onward, onward_from, far = columns[1:, :size].reshape(4, families, size)
        within = first | second
        within |= third
        within |= fourth
        # Each step writes over what it reads and no other needs: a new array takes as long as the step itself.
        near &= first
        onward_from &= second
        near |= onward_from
        onward &= first
        far &= within
        may_begin = (onward != 0) & (near != 0) | (far != 0)
        return [
            self._sifted(of_family.nonzero()[0].tolist(), numbers, family)
            for family, of_family in enumerate(may_begin)
        ]

    def _sifted(self, found: Iterable[int], numbers: list[int], family: int) -> list[int]:
        """The same by all the bits."""
        bits, heads = self._all_bits, self.heads_of[family]
        kept = []
        for at in found:
            head = heads[numbers[at]]
            if head is None:
                continue
            near, onward, third, far, keys, _, _ = head
            if not keys:
                ahead, second = bits[numbers[at + 1]], bits[numbers[at + 2]]
                if not (onward & ahead and (near & ahead or third & second)) and not (
                    far and far & (ahead | second | bits[numbers[at + 3]] | bits[numbers[at + 4]])
                ):
                    continue
            kept.append(at)
        return kept
