"""Values that stand above their labels, in cards of two lines or in one block: which way they read is seen from all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.parse.columns import FIGURE, LONGEST_VALUE, Cell
from indexer.parse.label_words import DIGIT, FIGURES, key_in_block, known_form

_LONGEST_CARD = 50
_ANSWER = re.compile(
    r"(?:ja|nee|yes|no|mogelijk|niet mogelijk|possible)\b.{0,20}", re.I
)  # above what asks for it
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
_MOST_ABOVE = 3  # lines over the first value of a block
# What is said under an amount, of which no word need be one for a rate: "€ 88" above "maximaal, excl. btw".
_UNDER_AMOUNT = re.compile(
    r"\b(?:max\w*|min\w*|ten hoogste|hooguit|ex\w*|incl\w*|all-?in|btw|vat|uur|hour|plafond|ceiling|indicati\w+)\b",
    re.I,
)
_TOTAL = re.compile(
    r"\b(?:vast\w* (?:prijs|bedrag)|fixed price|totaal|in total|total|hele (?:klus|opdracht))\b", re.I
)
_AMOUNT = re.compile(
    r"(?:€|eur\b|euro\b) ?(?P<whole>\d[\d.]*)|(?P<bare>\d[\d.]*)(?:,\d\d|,-+)?(?: ?€| euro\b|,-)", re.I
)
_HIGHEST_HOUR = 250  # euro


def labels_below(
    lines: Sequence[tuple[int, str]], alone: Sequence[str | None]
) -> Iterator[tuple[list[int], list[Cell]]]:
    """Blocks in which each value stands above its label: value, label, value, label, and a blank line after the last."""
    index = 0
    while index < len(lines):
        last = index
        while last < len(lines) and lines[last][1]:
            last += 1
        for skipped in range(_MOST_ABOVE + 1):
            if values := _values_of(lines, alone, range(index, last), skipped):
                yield (
                    [*range(index + skipped, last)],
                    [_value_above(lines, alone, value) for value in values],
                )
                break
        index = max(last, index + 1)


def _values_of(
    lines: Sequence[tuple[int, str]], alone: Sequence[str | None], whole: range, skipped: int
) -> range | None:
    """The lines of a block that are each above their label; ``skipped`` lines of a title and a client may stand over them, which
    are no labels, and then each value is one of its label.
    """
    block = whole[skipped:]
    values, labels = block[::2], block[1::2]
    if (
        len(labels) < _FEWEST_SPREAD
        or len(values) != len(labels)
        or any(alone[at] for at in values)
        or not all(len(lines[at][1]) <= LONGEST_VALUE and lines[at][1][-1] not in ":?" for at in block)
    ):
        return None
    if skipped and (
        any(_below_key(lines, alone, at) for at in whole[:skipped])
        or not all(_fits(_below_key(lines, alone, at + 1), lines[at][1]) for at in values)
    ):
        return None
    told = all(alone[at] for at in labels) or _most_below(lines, alone, values, _NEARLY_ALL)
    return values if told else None


def _fits(key: str | None, value: str) -> bool:
    """Whether a value is one of a label with this key, as far as its form tells."""
    return key not in FIGURES or _VALUE_OF.get(key or "", _A_DATE).search(value.lower()) is not None


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
        and _may_be_below(lines, alone, at)
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


def _may_be_below(lines: Sequence[tuple[int, str]], alone: Sequence[str | None], at: int) -> bool:
    """Whether a line may be the label of the one above it: what a colon or a question mark closes asks for what is below, but for
    a question under an answer of its kind.
    """
    value, label = lines[at][1], lines[at + 1][1]
    if label[-1] not in ":?":
        return True
    key = _below_key(lines, alone, at + 1)
    answers = key in FIGURES and DIGIT.search(value) is not None and _fits(key, value)
    return label[-1] == "?" and value[-1] != "?" and (answers or _ANSWER.fullmatch(value) is not None)


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
    fits = all(_fits(keys[n], lines[run[n - 1]][1]) for n in asked)
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
    words may tell, or the amount above it, and more may be said behind it (``standplaats, hybride``).
    """
    words = lines[at][1]
    if alone[at] or len(words) > _LONGEST_CARD or DIGIT.search(words):
        return alone[at]
    key = key_in_block(words.split(",")[0])
    if key in ("free", "other") and at and (paid := _AMOUNT.search(lines[at - 1][1])):
        amount = int((paid["whole"] or paid["bare"]).replace(".", "") or 0)
        if _TOTAL.search(words) and amount > _HIGHEST_HOUR:
            return "budget"
        if _UNDER_AMOUNT.search(words) and amount <= _HIGHEST_HOUR:
            return "rate"
    return key if key != "free" else None


def _value_above(lines: Sequence[tuple[int, str]], alone: Sequence[str | None], value: int) -> Cell:
    return _cell(lines, alone, value, value + 1)


def _cell(lines: Sequence[tuple[int, str]], alone: Sequence[str | None], value: int, label: int) -> Cell:
    (start, said), (at, words) = lines[value], lines[label]
    return Cell(_below_key(lines, alone, label) or "free", at, at + len(words), start, start + len(said))
