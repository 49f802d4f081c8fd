"""Dutch (and English) numbers as they stand in assignments: digits, decimal commas, thousands points, words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexer.parse.openings import either

_HALVES: dict[str, float] = {
    "half": 0.5, "halve": 0.5, "anderhalve": 1.5, "anderhalf": 1.5, "tweeënhalf": 2.5, "tweeënhalve": 2.5, "twee en een halve": 2.5,
    "drieënhalf": 3.5, "drieënhalve": 3.5, "drie en een halve": 3.5, "vierenhalf": 4.5, "vierenhalve": 4.5, "vier en een halve": 4.5,
    "tweeëneenhalf": 2.5, "tweeëneenhalve": 2.5, "drieëneenhalf": 3.5, "drieëneenhalve": 3.5, "viereneenhalf": 4.5, "viereneenhalve": 4.5,
    "one and a half": 1.5, "two and a half": 2.5, "three and a half": 3.5, "four and a half": 4.5,
}  # fmt: skip
_DIGITS: dict[str, float] = {
    "een": 1, "één": 1, "eén": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
}  # fmt: skip
_TENS: dict[str, float] = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90,
}  # fmt: skip
_TEENS: dict[str, float] = {
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18,
    "negentien": 19, "honderd": 100,
}  # fmt: skip
_ENGLISH_DIGITS: dict[str, float] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_ENGLISH_TENS: dict[str, float] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ENGLISH_TEENS: dict[str, float] = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "hundred": 100,
}  # fmt: skip
ENGLISH: dict[str, float] = {
    **_ENGLISH_DIGITS, **_ENGLISH_TEENS, **_ENGLISH_TENS,
    **{f"{ten}{link}{one}": value + more for one, more in _ENGLISH_DIGITS.items() for ten, value in _ENGLISH_TENS.items() for link in "- "},
}  # fmt: skip
WORDS: dict[str, float] = {
    **_HALVES, **_DIGITS, **_TEENS, **_TENS, **ENGLISH,
    **{f"{one}{link}{ten}": value + more for one, more in _DIGITS.items() for ten, value in _TENS.items() for link in ("en", "ën")},
}  # fmt: skip

_LAST = (*(word for word in WORDS if " " not in word and "-" not in word), "honderd", "duizend", "thousand")
_LARGE = (("duizend", 1000.0), ("thousand", 1000.0), ("honderd", 100.0), ("hundred", 100.0))
_ONCE = ("", "a", "an", "een")  # what may stand for one before such a word


# Compounds ("vierentwintig", "twenty-four") by their parts, so that the pattern stays short.
WORD_PATTERN = (
    rf"(?:(?:{either(_DIGITS)})(?:en|ën))?(?:{either(_TENS)})"
    rf"|(?:{either(_ENGLISH_TENS)})(?:[- ](?:{either(_ENGLISH_DIGITS)}))?"
    rf"|{either([*_HALVES, *_DIGITS, *_TEENS, *_ENGLISH_DIGITS, *_ENGLISH_TEENS])}"
)
# "honderdvijf", "honderd en drie", "tweehonderd tien", "a hundred and five". Each part stands in it as seldom as can be: it is
# part of dozens of patterns, which take a third of the time that getting ready to parse takes.
_DUTCH_HUNDRED = rf"(?:{either(_DIGITS)})?honderd"
_ENGLISH_HUNDRED = rf"(?:(?:an?|{either(_ENGLISH_DIGITS)}) )?hundred"
HUNDREDS_PATTERN = (
    rf"(?:{_DUTCH_HUNDRED}(?:\s?(?:en|ën))?\s?|{_ENGLISH_HUNDRED}(?: and)? )(?:{WORD_PATTERN})"
    rf"|{_DUTCH_HUNDRED}|{_ENGLISH_HUNDRED}|{WORD_PATTERN}"
)
# "achtenveertigduizend", "twaalfduizend vijfhonderd", "forty thousand"
THOUSANDS_PATTERN = rf"(?:(?:(?:{HUNDREDS_PATTERN})\s?)?(?:duizend|thousand)(?:\s?(?:en|and))?\s?)?(?:{HUNDREDS_PATTERN})|(?:(?:{HUNDREDS_PATTERN})\s?)?(?:duizend|thousand)"
# 1.234,56 | 45.000 | 1,234.56 | 83,95 | 85.5 | 85
NUMBER_PATTERN = r"(?<!\d)(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?![\d]))"
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?")


def parse_number(words: str) -> float:
    """The value of a number in digits or a number word. Raises ``ValueError`` on anything else.

    Points or commas before groups of three digits separate thousands, any other one is the decimal sign: ``45.000`` is
    forty-five thousand, ``83,95`` and ``83.95`` are the same.
    """
    low = words.lower().strip()
    if low.isdecimal():
        return float(low)
    if low in WORDS:
        return WORDS[low]
    if (spoken := _spoken(low)) is not None:
        return spoken
    if _GROUPED.fullmatch(low):
        head, decimals = low, ""
        if low[-3] in ".," or low[-2] in ".,":
            cut = max(low.rfind("."), low.rfind(","))
            head, decimals = low[:cut], low[cut + 1 :]
        return float(re.sub(r"[.,]", "", head) + "." + (decimals or "0"))
    return float(low.replace(",", "."))


def _spoken(low: str) -> float | None:
    """The value of hundreds and thousands in words, None for anything else."""
    for word, factor in _LARGE:
        head, found, rest = low.partition(word)
        if found:
            head, rest = head.strip(), re.sub(r"^(?:en|ën|and)\s*", "", rest.strip())
            times = 1.0 if head in _ONCE else _spoken(head)
            more = _spoken(rest) if rest else 0.0
            return None if times is None or more is None else times * factor + more
    return WORDS.get(low)


def first_letters(words: Iterable[str]) -> str:
    """The first three letters of all words as a pattern: most places in a text are passed over at a glance."""
    return either(word[:3] for word in words)


def ends_in_number(low: str, at: int) -> bool:
    """Whether the word right before an offset closes a number in words."""
    return low[max(at - 20, 0) : at].rstrip().endswith(_LAST)


def tidy(value: float, digits: int = 2) -> float:
    """Rounded, with whole numbers free of binary noise."""
    return round(value, digits)
