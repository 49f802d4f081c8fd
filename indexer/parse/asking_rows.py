"""Rows that say themselves whether they ask or wish: by the first cell, by a code, or under a heading in the first cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from indexer.parse.layout import Line
from indexer.parse.roles import is_role

_FEWEST_CODES, _FEWEST_ROWS = 3, 2
_WORDS_OF_HEADING, _WORDS_OF_TITLE = 5, 4
# "E1   Kennis van de Awb", "(W) Ervaring met Zorgned", "N2  Power BI": requirements and wishes in a row of their own, under any
# heading.
_ANY_CODE = re.compile(r"\n[^\w\n]{0,8}[EKMNW][\d)\]]")
_CODED = re.compile(r"(?:([EKMNW])\d{1,2}(?:[.)]|\b)|[(\[]([EKMNW])\d{0,2}[)\]])\s+\S")
_CODES = {
    "E": "requirements",
    "K": "requirements",
    "M": "requirements",
    "W": "preferences",
    "N": "preferences",
}
# "Vereist | kennis van de Wgs", "wens 2: Carel", "knock-out – VOG".
_MARKED = re.compile(
    r"(?:(vereiste?|(?:minimum|harde )?eis|verplicht|must(?:[ -]?have)?|knock-?out|noodzakelijk|required|mandatory|essential)"
    r"|(gewenst|wenselijk|wens|pr[eé]|nice(?:[ -]to[ -]have)?|optioneel|optional|preferred|desirable))"
    r"(?: ?\d{1,2})?(?:[ \t]*\||:|[ \t]+[-–—]|\t| {2})\s*[^\s|]",
    re.I,
)


def row_kinds(
    text: str,
    lines: list[Line],
    heading_kind: Callable[[str], str | None],
    is_asking: Callable[[list[Line]], bool],
) -> Iterator[tuple[int, str]]:
    """The kind of section that each row of itself stands in, by the start of its line; ``heading_kind`` tells that of a heading,
    ``is_asking`` whether most of some lines ask something by their own words.
    """
    if _ANY_CODE.search(text):
        yield from _coded(lines, is_asking)
    yield from _headed(text, lines, heading_kind)
    marked = [(line.start, kind) for line in lines if (kind := marked_kind(line.text))]
    if len(marked) >= _FEWEST_ROWS:
        yield from marked


def marked_kind(line: str) -> str | None:
    """What the first cell of a row says of it, None where it says nothing or the row only asks after it."""
    found = _MARKED.match(line.lstrip("|* \t"))
    if found is None or line.rstrip("| \t").endswith("?"):
        return None
    return "requirements" if found.group(1) else "preferences"


def _coded(lines: list[Line], is_asking: Callable[[list[Line]], bool]) -> Iterator[tuple[int, str]]:
    """Each line that begins with the code of a requirement or a wish, where there are several, of both kinds; other codes than
    E and W number much else too, and count where what they number asks.
    """
    found = [(line, match[1] or match[2]) for line in lines if (match := _CODED.match(line.text)) is not None]
    known = [(line, code) for line, code in found if code in "EW"]
    for coded in (known, found):
        enough = len(coded) >= _FEWEST_CODES and len({_CODES[code] for _, code in coded}) > 1
        if enough and (coded is known or is_asking([line for line, _ in coded])):
            yield from ((line.start, _CODES[code]) for line, code in coded)
            return


def _headed(
    text: str, lines: list[Line], heading_kind: Callable[[str], str | None]
) -> Iterator[tuple[int, str]]:
    """Each line whose first cell is a heading over what stands beside it: ``WIE BEN JE | empathisch en nuchter``."""
    at = text.find("|")
    number = 0
    while at >= 0:
        while number < len(lines) and lines[number].end <= at:
            number += 1
        if number == len(lines):
            return  # a bar behind the last words
        line = lines[number]
        cell, _, rest = line.text.strip("| ").partition("|")
        if rest.strip() and "|" not in rest and len(cell.split()) <= _WORDS_OF_HEADING:
            kind = heading_kind(cell.strip())
            if kind is not None and not any(map(is_role, rest.split()[:_WORDS_OF_TITLE])):
                yield line.start, kind  # not "Gevraagd profiel | Senior contractmanager"
        at = text.find("|", line.end)
