"""What facets count, as numbers in columns of their own.

Where every document has exactly one number, tantivy need not look up where those of a document begin, nor see to it that
none of them counts twice: where much is found it then counts several times faster than over texts of which a document has
some or none (``python -m tests.benchmarks.bench_columns``). So the values of :data:`COMBINED`, of which there are few combinations,
are counted by combination, and whoever reads the counts adds them up. Of :data:`APART` there are too many combinations: there each
value has a number, and a document has its numbers in ascending order, for unordered ones take half as long again or more.

Numbers are given out in the order in which records come; which values each stands for is told in the vocabulary of the
index. The lowest and the highest figure of a range have columns, too, with a figure beyond all others where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from indexer.index.buckets import RANGES


def buckets_field(name: str) -> str:
    """The field of the buckets of a range."""
    return f"{name}_bucket"


_OF_VALUES: Final = ("province", "organisation", "contract_form", "education", "remote", "kind")
COMBINED: Final = (*_OF_VALUES, *map(buckets_field, RANGES))
APART: Final = ("gemeente", "region", "competency")
NONE_LEAST: Final = 1e12
NONE_MOST: Final = -1.0
"""The lowest and the highest figure of a record that states none; no hours, euros or months lie beyond them."""


class Stated(NamedTuple):
    """What a record states of a range: the buckets it lies in, and the lowest and highest figure."""

    buckets: list[int]
    least: float
    most: float


def number_column(field: str) -> str:
    """The column of the numbers of a field."""
    return f"{field}_number"


def least_column(name: str) -> str:
    """The column of the lowest figure of a range."""
    return f"{name}_least"


def most_column(name: str) -> str:
    """The column of the highest figure of a range."""
    return f"{name}_most"


_COLUMNS: Final = "".join(
    (
        *(f',"{number_column(field)}":%d' for field in _OF_VALUES),
        *(f',"{number_column(field)}":%s' for field in APART),
        *(
            f',"{number_column(buckets_field(name))}":%d,"{least_column(name)}":%r,"{most_column(name)}":%r'
            for name in RANGES
        ),
    )
)
_NOTHING: Final = Stated([], NONE_LEAST, NONE_MOST)


class _Known(dict[tuple[Any, ...], int]):
    """The numbers given out so far: one that is asked for and not there is the next."""

    def __missing__(self, values: tuple[Any, ...]) -> int:
        number = self[values] = len(self)
        return number


class Numbers:
    """Gives out the numbers of one index."""

    def __init__(self) -> None:
        self._known = {field: _Known() for field in (*COMBINED, *APART)}

    def fields(self, values: Iterable[tuple[str, str]], stated: Mapping[str, Stated]) -> str:
        """The columns of a record as JSON, each behind a comma. ``values`` are those of its facets, each once, ``stated`` what
        it states of :data:`RANGES`.
        """
        known, held = self._known, dict[str, list[str]]()
        for field, value in values:
            held.setdefault(field, []).append(value)
        told: list[Any] = [known[field][tuple(sorted(held.get(field, ())))] for field in _OF_VALUES]
        for field in APART:
            numbers = known[field]
            told.append(sorted([numbers[value,] for value in held.get(field, ())]))
        for name in RANGES:
            own = stated.get(name, _NOTHING)
            told += (known[buckets_field(name)][tuple(own.buckets)], own.least, own.most)
        return _COLUMNS % tuple(told)

    def as_json(self) -> dict[str, list[tuple[Any, ...]]]:
        """Field -> for each number in turn the values that it stands for."""
        return {field: list(known) for field, known in self._known.items()}
