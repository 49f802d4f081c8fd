"""Other assignments that the foot of a page lists, whatever the words above them are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from indexer.parse.lines import Line
from indexer.parse.roles import has_role

_FACT = re.compile(
    r"\b\d{1,2}(?:[.,]\d)?(?: ?(?:-|–|tot|to) ?\d{1,2})? ?(?:u|uur|uren|h|hrs|hours|fte)\b|€|\beur\b|\b(?:start|sluit|gesloten|vervuld|closed|closes|filled|reageer|reageren|apply|from|vanaf|per)\b",
    re.I,
)
_PARTS = re.compile(r"\s*[|·•;]\s*|,\s+|\s+[-–—]\s+")
_HEADS = ("Hoofd ", "Head of ")  # no role by the word alone
_FEWEST, _LOOKED_AT = 2, 14  # entries, and lines that are looked through for them
_LONGEST_ENTRY, _LONGEST_ROLE = 160, 8  # characters, words


def are_listed(lines: Sequence[Line], index: int) -> bool:
    """Whether two entries or more stand right below a line, each a role with its facts on the same line or on the next."""
    below = [line for line in islice(lines, index + 1, index + 1 + _LOOKED_AT) if line.kind != "blank"]
    at = entries = 0
    while entries < _FEWEST and (size := _lines_of_entry(below, at)):
        entries, at = entries + 1, at + size
    return entries >= _FEWEST


def end_of_list(lines: Sequence[Line], index: int) -> int:
    """The index of the first line behind the entries that stand right below a line."""
    below = (at for at in range(index + 1, len(lines)) if lines[at].kind != "blank")
    ahead = list(islice(below, 2))  # an entry has no more lines
    while size := _lines_of_entry([lines[at] for at in ahead], 0):
        ahead = [*ahead[size:], *islice(below, size)]
    return ahead[0] if ahead else len(lines)


def _lines_of_entry(lines: Sequence[Line], at: int) -> int:
    """How many lines an entry has that begins there, 0 where none does."""
    if at >= len(lines):
        return 0
    role, _, rest = _parted(lines[at].text)
    if not role or len(role.split()) > _LONGEST_ROLE or not role[0].isupper():
        return 0
    if not has_role(role) and not role.startswith(_HEADS):
        return 0
    if rest:
        return 1 if _FACT.search(rest) and lines[at].text[-1] not in ".?!:" else 0
    facts = lines[at + 1].text if at + 1 < len(lines) else ""
    return 2 if len(facts) <= _LONGEST_ENTRY and _PARTS.search(facts) and _FACT.search(facts) else 0


def _parted(words: str) -> tuple[str, str, str]:
    """The first part of a line, what parts it from the rest, and the rest; all empty where the line is no short one."""
    if len(words) > _LONGEST_ENTRY:
        return "", "", ""
    parting = _PARTS.search(words)
    if parting is None:
        return words, "", ""
    return words[: parting.start()], parting[0], words[parting.end() :]
