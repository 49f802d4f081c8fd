"""Bars between facts that were written with another sign: a line of a frame, or a letter that looks like one."""

from __future__ import annotations

import re

_DRAWN = str.maketrans("│┃║", "|||")
# "HBO I 2 years I 28 hours": letters that stand alone in a short line, where the parts between them are facts.
_LETTERED = re.compile(r"^[^\n]{2,60}? ([Il]) [^\n]{2,60}? \1 [^\n]{2,120}$", re.M)
_FACT = re.compile(
    r"(?:max\.? )?€ ?\d[\d.,]*(?:,-)?(?: .{0,12})?|(?:\d{1,3}|\d{1,2}[,.]\d)(?: ?(?:-|–|tot|to|à) ?\d{1,3})? ?(?:uur|uren|hours?|hrs|maand(?:en)?|mnd|months?|jaar|years?|weken|weeks|fte|dagen|days)(?: .{0,15})?|(?:hbo|mbo|wo)\b.{0,20}|(?:scale|schaal) \w{1,4}",
    re.I,
)
_FEWEST, _LONGEST = 2, 40  # parts that are facts; characters of any part


def with_bars(text: str) -> str:
    """The text with a bar for each of these signs: as long as it was, every other character where it stood."""
    if "│" in text or "┃" in text or "║" in text:
        text = text.translate(_DRAWN)
    return _LETTERED.sub(_barred, text) if " I " in text or " l " in text else text


def _barred(line: re.Match[str]) -> str:
    parts = line[0].split(f" {line[1]} ")
    facts = sum(_FACT.fullmatch(part.strip()) is not None for part in parts)
    return " | ".join(parts) if facts >= _FEWEST and max(map(len, parts)) <= _LONGEST else line[0]
