"""The days of a procedure on one line, and what each is on the next: ``(●) 3 feb 2026 --- (○) 17 feb 2026, 14:00 --- (○) 16 mrt
2026`` above ``Geplaatst   Sluit   Start``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.language.days import MONTH_BEGINS
from indexer.parse.columns import Cell
from indexer.parse.label_words import key_in_block

_FEWEST, _LONGEST = 3, 200  # days; characters of a line
_DAY = re.compile(
    rf"(?:[a-z]{{2,9}}\.? )?(?:\d{{1,2}} {MONTH_BEGINS}[a-z]*\.?(?: (?:20\d\d|['’]\d\d))?|\d{{1,2}}[-/.]\d{{1,2}}(?:[-/.](?:20)?\d\d)?)"
    r"(?:,? (?:om )?\d{1,2}[:.]\d\d(?: ?(?:uur|u|h|cet|cest))?)?",
    re.I,
)
_BETWEEN_DAYS = re.compile(r"[^\w\n]*")
_BETWEEN_LABELS = re.compile(r"\s{2,}|\s*(?:[|>→»·•]|[-–—]{2,})\s*")
_OF_DAYS = frozenset(("published", "deadline", "start", "end"))


def timelines(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[list[int], list[Cell]]]:
    """The same as :func:`indexer.parse.columns.label_blocks`: the indexes of the two lines, and the pairs."""
    for index, (offset, words) in enumerate(lines[:-1]):
        if len(words) > _LONGEST or words.count("20") + words.count("/") + words.count("-") < _FEWEST - 1:
            continue
        days = list(_DAY.finditer(words))
        if len(days) < _FEWEST or not all(map(_BETWEEN_DAYS.fullmatch, _rest(words, days))):
            continue
        base, below = lines[index + 1]
        labels = list(_cells(below))
        keys = [key_in_block(below[start:end]) for start, end in labels]
        if len(labels) == len(days) and len(_OF_DAYS.intersection(keys)) > 1:
            yield (
                [index, index + 1],
                [
                    Cell(key, base + start, base + end, offset + day.start(), offset + day.end())
                    for key, (start, end), day in zip(keys, labels, days, strict=True)
                ],
            )


def _rest(words: str, days: Sequence[re.Match[str]]) -> Iterator[str]:
    """What stands before, between and behind the days."""
    done = 0
    for day in days:
        yield words[done : day.start()]
        done = day.end()
    yield words[done:]


def _cells(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    for between in [*_BETWEEN_LABELS.finditer(words), None]:
        end = between.start() if between else len(words)
        if end > start:
            yield start, end
        start = between.end() if between else end
