"""Dutch (and English) numbers as they stand in assignments: digits, decimal commas, thousands points, words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

WORDS: dict[str, float] = {
    "half": 0.5, "halve": 0.5, "een": 1, "één": 1, "eén": 1, "anderhalve": 1.5, "anderhalf": 1.5, "twee": 2, "tweeënhalf": 2.5, "tweeënhalve": 2.5, "twee en een halve": 2.5, "drie en een halve": 3.5, "vier en een halve": 4.5, "drieënhalve": 3.5, "drie": 3,
    "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "vijftien": 15, "zestien": 16,
    "achttien": 18, "twintig": 20, "vierentwintig": 24, "achtentwintig": 28, "tweeëndertig": 32, "zesendertig": 36, "veertig": 40,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "eighteen": 18,
    "twenty-four": 24,
}  # fmt: skip
WORD_PATTERN = "|".join(sorted(WORDS, key=len, reverse=True))
# 1.234,56 | 45.000 | 1,234.56 | 83,95 | 85.5 | 85
NUMBER_PATTERN = r"(?<!\d)(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?![\d]))"
_NUMBER_ENDS = tuple(WORDS)
_FARTHEST = 40  # characters of blanks and the like between a number and its unit
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?")


def parse_number(words: str) -> float:
    """The value of a number in digits or a number word. Raises ``ValueError`` on anything else.

    Points or commas before groups of three digits separate thousands, any other one is the decimal sign: ``45.000`` is
    forty-five thousand, ``83,95`` and ``83.95`` are the same.
    """
    low = words.lower().strip()
    if low in WORDS:
        return WORDS[low]
    if _GROUPED.fullmatch(low):
        head, decimals = low, ""
        if low[-3] in ".," or low[-2] in ".,":
            cut = max(low.rfind("."), low.rfind(","))
            head, decimals = low[:cut], low[cut + 1 :]
        return float(re.sub(r"[.,]", "", head) + "." + (decimals or "0"))
    return float(low.replace(",", "."))


def behind_number(low: str, offsets: Iterable[int], *between: str) -> Iterator[int]:
    """Those of the offsets of a unit in a text in lower case that a number in digits or words stands before.

    Blanks, a hyphen, brackets around the number and the words ``between`` may part the two. It lets through a few too many
    and never one too few.
    """
    for at in offsets:
        before = low[max(0, at - _FARTHEST) : at]
        for word in between:
            before = before.removesuffix(word)
        before = before.rstrip().removesuffix("-").rstrip()
        if before and (before[-1].isdigit() or before[-1] == ")" or before.endswith(_NUMBER_ENDS)):
            yield at


def tidy(value: float, digits: int = 2) -> float:
    """Rounded, with whole numbers free of binary noise."""
    return round(value, digits)
