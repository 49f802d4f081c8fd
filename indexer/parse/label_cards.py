"""Values that stand above their labels, in cards of two lines or in one block: which way they read is seen from all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.parse.columns import FIGURE, LONGEST_VALUE, Cell
from indexer.parse.label_words import DIGIT, FIGURES, key_in_block, known_form

_LONGEST_CARD = 50
# Of how many pairs of lines the lower one must be known for a label, to take it for one in all.
_MOST, _NEARLY_ALL = 0.5, 0.7
# What a value looks like by the key of its label; of all others it is a day.
_A_DATE = re.compile(
    r"\b(?:jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)|\d[-/.]\d{1,2}\b|z\.?s\.?m|asap|as soon|direct|week \d|kwartaal|\bq\d"
)
_VALUE_OF = {
    "hours": re.compile(r"\d.*(?:u\b|uur|uren|h\b|hrs|hours|dag|day|fte)|^\d{1,2}(?: ?[-–] ?\d{1,2})?$"),
    "rate": re.compile(r"€|\beuro?\b|conform"),
    "budget": re.compile(r"€|\beuro?\b"),
    "duration": re.compile(r"maand|mnd|month|week|jaar|year"),
}
_SHORTEST_SPREAD, _FEWEST_SPREAD = 6, 3  # lines, and labels among them


def labels_below(
    lines: Sequence[tuple[int, str]], alone: Sequence[str | None]
) -> Iterator[tuple[list[int], list[Cell]]]:
    """Blocks in which each value stands above its label: value, label, value, label, and a blank line after the last."""
    index = 0
    while index < len(lines):
        last = index
        while last < len(lines) and lines[last][1]:
            last += 1
        block = range(index, last)
        values, labels = block[::2], block[1::2]
        if (
            len(labels) >= 3
            and len(values) == len(labels)
            and not any(alone[at] for at in values)
            and all(len(lines[at][1]) <= LONGEST_VALUE and lines[at][1][-1] not in ":?" for at in block)
            and (all(alone[at] for at in labels) or _most_below(lines, alone, values, _NEARLY_ALL))
        ):
            yield list(block), [_value_above(lines, alone, value) for value in values]
        index = max(last, index + 1)


def cards_below(
    lines: Sequence[tuple[int, str]], alone: Sequence[str | None]
) -> Iterator[tuple[list[int], list[Cell]]]:
    """Three or more blocks of two lines in a row, each a value above its label, blank lines between.

    What most of them are the others are too, also where nobody knows the label.
    """
    blocks = [
        at
        for at in range(len(lines) - 1)
        if lines[at][1]
        and (at == 0 or not lines[at - 1][1])
        and lines[at + 1][1]
        and (at + 2 >= len(lines) or not lines[at + 2][1])
        and not alone[at]
        and len(lines[at][1]) <= LONGEST_VALUE
        and len(lines[at + 1][1]) <= _LONGEST_CARD
        and lines[at + 1][1][-1] not in ":?"  # what such a label asks stands below it
    ]
    run: list[int] = []
    for at in [*blocks, len(lines) + 9]:
        if run and at - run[-1] != 3:
            told = [start for start in run if len(run) > 2 and _below_key(lines, alone, start + 1)]
            cards = [start for start in run if told and told[0] <= start <= told[-1]]
            if len(told) >= 3 and (
                all(_listed(lines, alone, start + 1) for start in cards)
                or _most_below(lines, alone, cards, _MOST)
            ):
                yield (
                    [line for start in cards for line in (start, start + 1)],
                    [_value_above(lines, alone, start) for start in cards],
                )
            run = []
        run.append(at)


def spread_below(
    lines: Sequence[tuple[int, str]], alone: Sequence[str | None]
) -> Iterator[tuple[list[int], list[Cell]]]:
    """Values above their labels, each line between blank ones.

    In the middle a label stands between two values either way; at the end none stands below the last.
    """
    run: list[int] = []
    for at, (_, words) in enumerate([*lines, (0, "-" * (LONGEST_VALUE + 1))]):
        single = words and len(words) <= LONGEST_VALUE and not (at and lines[at - 1][1])
        if single and not (at + 1 < len(lines) and lines[at + 1][1]):
            run.append(at)
        elif words:
            if len(run) >= _SHORTEST_SPREAD and (values := _spread(lines, alone, run)):
                labels = [run[run.index(at) + 1] for at in values]
                yield (
                    [*values, *labels],
                    [_cell(lines, alone, value, label) for value, label in zip(values, labels, strict=True)],
                )
            run = []


def _spread(lines: Sequence[tuple[int, str]], alone: Sequence[str | None], run: Sequence[int]) -> list[int]:
    """The values of a run of lines that are each above its label; empty where they are not, or one is no value of such a label."""
    keys = [_below_key(lines, alone, at) for at in run]
    asked = [n for n, key in enumerate(keys) if key in FIGURES]
    if len(asked) < _FEWEST_SPREAD or any((n - asked[0]) % 2 for n in asked):
        return []
    first, last = asked[0], asked[-1]
    if (
        first == 0
        or first > 1
        and keys[first - 2]
        or last + 1 < len(run)
        and DIGIT.search(lines[run[last + 1]][1])
    ):
        return []
    fits = all(_VALUE_OF.get(keys[n] or "", _A_DATE).search(lines[run[n - 1]][1].lower()) for n in asked)
    return [run[n - 1] for n in range(first, last + 1, 2)] if fits else []


def _listed(lines: Sequence[tuple[int, str]], alone: Sequence[str | None], at: int) -> bool:
    """Whether a line is a listed label, be it an ordinary word too."""
    return bool(alone[at] or known_form(lines[at][1].split(",")[0]))


def _most_below(
    lines: Sequence[tuple[int, str]], alone: Sequence[str | None], values: Sequence[int], share: float
) -> bool:
    """Whether more than this share of lines are values above their labels, two figures among them, and far fewer labels above
    their values.
    """
    below = [key for at in values if (key := _label_of(lines, alone, at + 1, lines[at][1]))]
    above = [at for at in values if _label_of(lines, alone, at, lines[at + 1][1])]
    return (
        len(below) > share * len(values)
        and len(below) > 2 * len(above)
        and sum(key in FIGURES for key in below) > 1
    )


def _label_of(
    lines: Sequence[tuple[int, str]], alone: Sequence[str | None], at: int, value: str
) -> str | None:
    """What a line is the label of, where the value beside it may be one of that."""
    key = _below_key(lines, alone, at)
    return key if key and (key not in FIGURES or FIGURE.search(value)) else None


def _below_key(lines: Sequence[tuple[int, str]], alone: Sequence[str | None], at: int) -> str | None:
    """What the line below a value is the label of, where such pairs stand in a row: there an ordinary word is one too, one of its
    words may tell, and more may be said behind it (``standplaats, hybride``).
    """
    words = lines[at][1]
    if alone[at] or len(words) > _LONGEST_CARD or DIGIT.search(words):
        return alone[at]
    key = key_in_block(words.split(",")[0])
    return key if key != "free" else None


def _value_above(lines: Sequence[tuple[int, str]], alone: Sequence[str | None], value: int) -> Cell:
    return _cell(lines, alone, value, value + 1)


def _cell(lines: Sequence[tuple[int, str]], alone: Sequence[str | None], value: int, label: int) -> Cell:
    (start, said), (at, words) = lines[value], lines[label]
    return Cell(_below_key(lines, alone, label) or "free", at, at + len(words), start, start + len(said))
