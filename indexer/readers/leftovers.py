"""What an export leaves in plain text of the format that it came from: tags, characters by their names, line ends written out."""

from __future__ import annotations

import html
import re
from typing import Final

_BLOCKS: Final = r"p|li|ul|ol|div|h[1-6]|tr|td|table"
_INLINES: Final = r"span|strong|b|em|i|u|a|font"


def _tag(names: str) -> re.Pattern[str]:
    return re.compile(rf"</?(?:{names})(?: [^<>]{{0,300}})?/?>", re.I)


_TAG: Final = _tag(f"br|{_BLOCKS}|{_INLINES}")
_BLOCK: Final = _tag(_BLOCKS)
_INLINE: Final = _tag(_INLINES)
_BREAK: Final = re.compile(r"<br ?/?>[ \t]*\n?", re.I)
_LINE_TAG: Final = re.compile(r"<(?:br|p|li|div|h[1-6]|tr)\b", re.I)
_FEWEST_TAGS: Final = 3
# HTML, section 13.1.4 (character references); those by name are in small letters but for a few, and end in a semicolon.
_NAMED: Final = re.compile(r"&(?:[a-zA-Z]{2,8}\d{0,2}|#\d{2,5}|#[xX][0-9a-fA-F]{2,4});")
_WRITTEN_OUT: Final = re.compile(r"(?:\\r)?\\n")
_FEWEST_WRITTEN_OUT: Final = 4


def without_names(text: str) -> str:
    """The text with characters instead of their names (``&euro; 85``), and with line ends where these were written out."""
    if "&" in text and _NAMED.search(text):
        text = _NAMED.sub(lambda name: html.unescape(name[0]), text)
    if "\\n" in text and text.count("\\n") >= max(_FEWEST_WRITTEN_OUT, text.count("\n")):
        text = _WRITTEN_OUT.sub("\n", text).replace("\\t", " ").replace('\\"', '"')
    return text


def without_breaks(text: str) -> str:
    """The text with line ends for tags that break lines, where it holds no other tag of a block."""
    if len(_BREAK.findall(text)) < _FEWEST_TAGS or _BLOCK.search(text):
        return text
    return _INLINE.sub("", _BREAK.sub("\n", text))


def as_markup(text: str) -> str | None:
    """The text as markup where it holds tags, with those for its line ends too where it has these besides; None where it is
    plain.
    """
    if "<" not in text or sum(1 for _ in _TAG.finditer(text)) < _FEWEST_TAGS:
        return None
    lines = sum(1 for _ in _LINE_TAG.finditer(text))
    return text if 2 * lines >= text.count("\n") else text.replace("\n", "<br>\n")
