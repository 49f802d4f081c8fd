"""Where a name that is an ordinary word too (``Leiden``, ``Best``) stands as only a place does."""

from __future__ import annotations

import re

from indexer.knowledge import places as gazetteer

_LONGEST_ROW = 120  # characters
_PROVINCES = "|".join(map(re.escape, gazetteer.provinces()))
_PROVINCE_BEHIND = re.compile(
    rf"(?:,\s*|\()(?:provincie )?(?:{_PROVINCES}|Friesland|NH|ZH|NB|N-H|Z-H|Gld|GLD|Ov|OV|Li|LB|Fl|FL|Fr|FR|Gr|GR|Dr|DR|Ze|ZLD|Utr|UT)\b"
)
_FIGURES = re.compile(
    r"€\s?\d|\b\d{1,3}(?:[,.-]\d+)?\s*(?:uur|uren|u\b|p/[uw]|hours|hrs|euro|maand|mnd|months)|\b\d{1,2}[-./]\d{1,2}[-./]\d{2,4}\b|\b\d{1,2} [a-z]{3,9}\.? 20\d\d\b"
)
_LISTED = re.compile(r"[-*•>]")


def in_a_slot(text: str, start: int, end: int) -> bool:
    """Whether a name that is an ordinary word too stands where a place does: before the name of a province, or as the whole of a
    line or of a piece of a row, beside figures.
    """
    if not text[start].isupper():
        return False
    least, most = max(start - _LONGEST_ROW, 0), end + _LONGEST_ROW
    floor = text.rfind("\n", least, start) + 1 or least
    line = text[floor:most].split("\n", 1)[0]
    before, after = text[floor:start].rstrip(), line[end - floor :].strip()
    if before and before[-1] not in "|·•" or len(line) > _LONGEST_ROW:
        return False
    if _PROVINCE_BEHIND.match(after):
        return True
    if before or after:
        return (not after or after[0] in "|·•") and _FIGURES.search(line) is not None
    beside = (
        text[max(floor - _LONGEST_ROW, 0) : floor].rstrip().rsplit("\n", 1)[-1],
        text[end : end + _LONGEST_ROW].strip().split("\n", 1)[0],
    )
    return any(_FIGURES.search(near) and not _LISTED.match(near) for near in beside)
