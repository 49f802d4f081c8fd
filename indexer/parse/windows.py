"""Where in a text a costly pattern is worth trying: around the cheap anchors that each of its matches holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.parse.stems import Stems, places_of

_MOST_MATCHES, _WITHIN = 60, 4000
_LONGEST_WORD = 100


def find_around(
    pattern: re.Pattern[str],
    text: str,
    offsets: Iterable[int],
    before: int,
    after: int,
    sieve: tuple[re.Pattern[str], str] | None = None,
) -> Iterator[re.Match[str]]:
    """Matches of ``pattern`` in the stretches from ``before`` characters ahead of rising offsets to ``after`` behind them.

    Stretches that overlap are joined, and none begins inside a word. A pattern whose matches all hold an offset, reach at most
    ``before`` characters back from the first and ``after`` on from the last finds in them what it finds in the whole text.
    Of more than 60 matches in 4,000 characters the rest are passed over: nothing is said so often, and what is then done with
    each match would take all the time there is.

    ``sieve``: a quicker pattern and the text in lower case, in which it matches wherever the other one does.
    """
    starts: list[int] = []
    for start, end in _stretches(text, offsets, before, after):
        if sieve is not None and sieve[0].search(sieve[1], start, end) is None:
            continue
        for match in pattern.finditer(text, start, end):
            if len(starts) < _MOST_MATCHES or match.start() - starts[-_MOST_MATCHES] > _WITHIN:
                starts.append(match.start())
                yield match


def _stretches(text: str, offsets: Iterable[int], before: int, after: int) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    start = end = -1
    for at in offsets:
        if end >= at - before:
            end = at + after
            continue
        if end >= 0:
            stretches.append((start, end))
        start, end = at - before, at + after
        if start <= 0:
            start = 0
        elif not text[start - 1].isspace():
            start -= len(text[max(start - _LONGEST_WORD, 0) : start].rsplit(None, 1)[-1])
    if end >= 0:
        stretches.append((start, min(end, len(text))))
    return stretches


def find_near(
    pattern: re.Pattern[str],
    text: str,
    low: str,
    stems: Stems,
    before: int = 80,
    after: int = 80,
    sieve: re.Pattern[str] | None = None,
) -> Iterator[re.Match[str]]:
    """Matches of ``pattern`` around the stems it cannot do without, in order; ``low`` is ``text`` in lower case, in which
    ``sieve`` matches wherever the pattern does.

    One pass over the text finds the stems of all modules, so that a text without any of these costs next to nothing.
    """
    offsets = places_of(low, stems)
    return find_around(pattern, text, offsets, before, after, sieve and (sieve, low)) if offsets else iter(())


def first_near(
    pattern: re.Pattern[str], text: str, low: str, stems: Stems, before: int = 80, after: int = 80
) -> re.Match[str] | None:
    """The first match that :func:`find_near` finds."""
    return next(find_near(pattern, text, low, stems, before, after), None)
