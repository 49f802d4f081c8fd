"""A row of labels above a row of values in a table that lost what parted its cells: ``BegindatumEinddatumUren p/w`` above
``1 maart 202731 augustus 202728 uur``.

Whoever copies a table out of a PDF gets such rows. The labels are told apart by their capitals, and each must be one; the values
by the form that each label asks for.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from indexer.language.days import MONTHS
from indexer.parse.columns import Cell
from indexer.parse.label_words import key_in_block, known_form
from indexer.parse.labels import glued_words

_FEWEST, _MOST, _LONGEST = 3, 9, 200  # labels in a row; characters of it
_DATE = (
    rf"(?:\d{{1,2}}[-./]\d{{1,2}}[-./](?:20\d\d|\d\d)|\d{{1,2}} (?:{'|'.join(MONTHS)}) 20\d\d|20\d\d-\d\d-\d\d)"
    r"(?:,? (?:om )?\d{1,2}[:.]\d\d(?: ?(?:uur|u))?)?|[Zz]\.?[Ss]\.?[Mm]\.?|(?:[Pp]er )?[Dd]irect|[Ii]n overleg|[Nn]\.?[Tt]\.?[Bb]\.?"
)
_LENGTH = r"\d{1,2} ?(?:maand(?:en)?|mnd|weken|jaar)"
# What a value looks like by the key of its label; any other is words, up to where a capital or a figure is glued to them.
_FORMS = {
    **dict.fromkeys(("start", "end", "deadline", "published", "interview"), _DATE),
    "hours": r"\d{1,2}(?:[.,]\d)?(?: ?(?:-|–|tot|à|/) ?\d{1,2})?(?: ?(?:uren|uur|u(?![a-z]))(?: (?:per week|p/w))?|(?: per week| p/w))?",
    "duration": rf"{_LENGTH}|\d{{1,2}}",
    "extension": rf"\d ?[x×] ?{_LENGTH}|{_LENGTH}|[Jj]a|[Nn]ee|[Mm]ogelijk|[Gg]een|optie \w+",
    "rate": r"(?:max\.? |maximaal )?€? ?\d{2,3}(?:[.,]\d\d)?(?:,-)?(?: (?:per uur|p/u))?(?: (?:excl|incl)\.?(?: btw)?)?",
}
_COUNT = r"\d{1,2}"
_COUNTED = re.compile(r"aantal(?: (?:personen|plekken|posities|kandidaten))?", re.I)
_WORDS = r"\S.*?(?<=[a-zà-ÿ0-9)])(?=[A-Z0-9€]|$)"


def glued_rows(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int, list[Cell]]]:
    """The same as :func:`indexer.parse.columns.label_rows`: the index of the label line, of the value line, and the pairs."""
    for index, (offset, words) in enumerate(lines[:-1]):
        if not 12 < len(words) < _LONGEST or ":" in words or "  " in words:
            continue
        if (spans := _labels(words)) is None:
            continue
        base, value = lines[index + 1]
        found = _pattern(tuple(words[start:end] for start, end in spans)).fullmatch(value)
        if found is None:
            continue
        yield (
            index,
            index + 1,
            [
                Cell(key_in_block(words[start:end]), offset + start, offset + end, base + found.start(n), base + found.end(n))
                for n, (start, end) in enumerate(spans, start=1)
            ],
        )  # fmt: skip


def _labels(words: str) -> list[tuple[int, int]] | None:
    """The labels that a row is glued together of; None where one of its parts is none."""
    edges = [0, *glued_words(words), len(words)]
    if not _FEWEST < len(edges) <= _MOST + 1:
        return None
    spans = list(itertools.pairwise(edges))
    parts = [words[start:end] for start, end in spans]
    return spans if all(known_form(part) or _COUNTED.fullmatch(part) for part in parts) else None


@lru_cache(maxsize=64)
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """How a row of values under these labels looks, a group for each."""
    forms = (
        _COUNT if _COUNTED.fullmatch(label) else _FORMS.get(key_in_block(label), _WORDS) for label in labels
    )
    return re.compile(r"\s*".join(f"({form})" for form in forms))
