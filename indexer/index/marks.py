"""Where the words of a record stand, and by which keys each can be met: kept beside the index, so that what met a query is
marked without analysing texts again.

For each field of :data:`FIELDS` in turn there are its words, in order. In one piece of bytes:

- a head: for each field the number of its words and of their marks, 32 bits each;
- the marks (16 bits each, :func:`indexer.index.keys.mark_of`) of all words of all fields;
- the gaps: for each word how many characters lie between the word before it and this one;
- the lengths of the words, in characters;
- how many marks each word has. Gaps, lengths and numbers take 8 bits each; where that is too little, a word without marks and
  without length bridges the gap;
- the stretches of the text that tell nothing of the assignment, none in most: start and end, 32 bits each.

All little-endian. A mark says that a word may have a key, its characters then decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, starmap
from struct import Struct
from typing import TYPE_CHECKING, Final, NamedTuple

from indexer.index.keys import Streams, streams
from indexer.record import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sought = NDArray[np.bool_]

FIELDS: Final = ("title", "organisation", "summary", "text")
LONGEST_TEXT: Final = 60_000
"""How much of a text is marked, in characters; a whole assignment is seldom above 15,000."""
_HEAD: Final = Struct(f"<{2 * len(FIELDS)}I")
_SPAN: Final = Struct("<2I")
_MOST: Final = 255
_MARKS: Final = 1 << 16


class Standing(NamedTuple):
    """A word that may meet: its field, its position among the words there, its characters."""

    field: str
    position: int
    start: int
    end: int


def to_bytes(texts: Sequence[tuple[str, Streams | None]], surroundings: Sequence[Span] = ()) -> bytes:
    """The marks of the texts of :data:`FIELDS`, each with its streams where it has been analysed as a whole. ``surroundings``
    are those of a record; they are blanks in its text as it is given here.
    """
    head: list[int] = []
    marks, gaps, lengths, counts = bytearray(), bytearray(), bytearray(), bytearray()
    for text, found in texts:
        if found is None or len(text) > LONGEST_TEXT:
            text = text[:LONGEST_TEXT]
            found = streams(text)
        before = len(gaps), len(marks)
        marks += b"".join(found.marks)
        _add_places(found, gaps, lengths, counts)
        head += (len(gaps) - before[0], (len(marks) - before[1]) // 2)
    around = b"".join(starmap(_SPAN.pack, surroundings))
    return b"".join((_HEAD.pack(*head), marks, gaps, lengths, counts, around))


def surroundings(piece: bytes) -> list[Span]:
    """Those that :func:`to_bytes` was given."""
    head = _HEAD.unpack_from(piece)
    behind = _HEAD.size + 2 * sum(head[1::2]) + 3 * sum(head[0::2])
    return [(start, end) for start, end in _SPAN.iter_unpack(piece[behind:])]


def _add_places(found: Streams, gaps: bytearray, lengths: bytearray, counts: bytearray) -> None:
    sizes, between = found.sizes, found.gaps
    if max(between, default=0) <= _MOST and max(sizes, default=0) <= _MOST:
        gaps += bytes(between)
        lengths += bytes(sizes)
        counts += bytes(found.counts)
        return
    left = 0  # of a word too long to be told whole
    for gap, size, number in zip(between, sizes, found.counts, strict=True):
        bridges, rest = divmod(gap + left, _MOST)
        gaps += bytes([_MOST] * bridges + [rest])
        lengths += bytes([0] * bridges + [min(size, _MOST)])
        counts += bytes([0] * bridges + [number])
        left = max(0, size - _MOST)


def sought(marks: Iterable[int]) -> Sought:
    """What :func:`standing` looks words up by: of each number of 16 bits whether it is among the marks."""
    import numpy as np  # of which the writing of an index has no use

    table = np.zeros(_MARKS, dtype=bool)
    table[list(marks)] = True
    return table


def standing(pieces: Sequence[bytes], wanted: Sought) -> list[list[Standing]]:
    """For each piece that :func:`to_bytes` made its words with one of the marks that are wanted, by field and position.
    Positions of neighbours differ by one, but for a bridge. The pieces are looked through together: a page of them costs
    little more than one.
    """
    import numpy as np

    found: list[list[Standing]] = [[] for _ in pieces]
    heads = [_HEAD.unpack_from(piece) for piece in pieces]
    marks = [sum(head[1::2]) for head in heads]
    marked = b"".join(
        piece[_HEAD.size : _HEAD.size + 2 * own] for piece, own in zip(pieces, marks, strict=True)
    )
    at = np.flatnonzero(wanted[np.frombuffer(marked, "<u2")])
    if not at.size:
        return found
    columns: tuple[list[bytes], ...] = ([], [], [])
    for piece, head, own in zip(pieces, heads, marks, strict=True):
        total, start = sum(head[0::2]), _HEAD.size + 2 * own
        for column in columns:
            column.append(piece[start : start + total])
            start += total
    gaps, lengths, counts = (np.frombuffer(b"".join(column), np.uint8) for column in columns)
    numbers = np.unique(counts.cumsum(dtype=np.int64).searchsorted(at, side="right"))
    # Where each field of each piece begins among all words, and how many characters all before it have.
    firsts = np.array([0, *accumulate(words for head in heads for words in head[0::2])])
    field = firsts.searchsorted(numbers, side="right") - 1
    first = firsts[field]
    ends = np.zeros(len(gaps) + 1, np.int64)
    np.add(gaps, lengths, dtype=np.int64).cumsum(out=ends[1:])
    end = ends[numbers + 1] - ends[first]
    columns_of_found = (field, numbers - first, end - lengths[numbers], end)
    for of, *where in zip(*(column.tolist() for column in columns_of_found), strict=True):
        piece_number, name = divmod(of, len(FIELDS))
        found[piece_number].append(Standing(FIELDS[name], *where))
    return found
