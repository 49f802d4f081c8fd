"""Lines of links past the frame of a page (``Skip to content``): they lead on within it, and no reader of it sees them.

A copy of a page as text has them as its first line, often with nothing between one and the next. They are the technique G1 of
the Web Content Accessibility Guidelines (W3C); the wordings are those of common frameworks.
"""

from __future__ import annotations

import re

_PART = (
    r"(?:main |primary |secondary |site |page |hoofd ?-?|primaire |algemene |belangrijkste )?"
    r"(?:contents?|navigation|footer|header|menu|search(?: ?bar)?|side ?bar|inhoud|navigatie|voettekst|zoeken|zoekveld|zoekbalk|zijbalk|zoekopdracht)"
)
_LINK = (
    rf"(?:(?:skip|jump|go)(?: directly| straight)? to (?:the )?{_PART}(?: of (?:the|this) page)?"
    rf"|(?:overslaan en )?(?:(?:ga|spring|meteen|direct|snel|door|verder|en) ){{0,3}}naar (?:de |het )?{_PART}(?: gaan| van de(?:ze)? pagina)?"
    rf"|(?:(?:main|page) (?:content|navigation|menu)|hoofd[ -]?(?:inhoud|navigatie|menu))|{_PART} overslaan|skip (?:the )?navigation|skip links?)"
)
_BETWEEN = r"[^\w\n]{0,8}"
_LINE = re.compile(rf"^{_BETWEEN}(?:{_LINK}{_BETWEEN})+(?:\n+|\Z)", re.I | re.M)
_TRIED = re.compile(
    r"\b(?:skip|jump|go) |\bnaar |\boverslaan\b|\b(?:main|page) [cnm]|\bhoofd[ -]?[inm]", re.I
)
_TOP = 3_000  # characters: the links stand above the text, or below the banner that stands above it


def without_skip_links(text: str) -> str:
    """The text without the lines near its top that hold links past the frame of the page and no more; a text of nothing else
    comes back as it is.
    """
    if _TRIED.search(text, 0, _TOP) is None:
        return text
    edge = text.find("\n", _TOP) + 1 or len(text)
    left = _LINE.sub("", text[:edge]) + text[edge:]
    return left if left.strip() else text
