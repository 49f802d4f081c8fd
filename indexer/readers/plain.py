"""Plain text as every reader hands it on: characters made plain, lines tidied, bounds kept.

Unicode forms and categories as in the Unicode Standard: NFC is annex 15, white space and format characters
are the properties ``White_Space`` and general category ``Cf``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from indexer.readers.source import Limits, ReadError

_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_ODD_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Control characters, the soft hyphen, zero-width and directional marks, fillers, tags and stray surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# Word writes list bullets as private-use characters of the Symbol and Wingdings fonts.
_BULLET = re.compile("[ ]*[•·▪◦‣⁃∙●○■□▫➢➤►▸✓✔❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc]+ *(?=\\S)")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_SPACES = re.compile(" {2,}")
# A tab between two words sets a value apart from its label.
_CELL_TAB = re.compile(r"(?<=[^\s:])\t+(?=\S)")
_BLANK_RUN = re.compile("\n{3,}")
_LINE_END_RUN = re.compile(r"\n(?: *\n)*")
_FEWEST_ENDS, _MOST_DOUBLED = 8, 0.9
_DIGIT = re.compile(r"\d")
LONGEST_STRUCK = 60  # characters


def clean_characters(text: str) -> str:
    """Lines end in ``\\n``, every other space is ``U+0020``, unseen characters are gone; Unicode NFC.

    Line structure, indentation, bullets and runs of spaces stay as they are; a tab between words becomes a gap of two.
    """
    text = _CELL_TAB.sub("  ", _LINE_ENDS.sub("\n", text))
    text = _ODD_SPACES.sub(" ", text)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def single_spaced(text: str) -> str:
    """The text with its line ends halved where each was doubled: none stands alone, and a blank line is three of them.

    A text in paragraphs, with a blank line between any two and no more, comes back as it is.
    """
    ends = [len(run[0].replace(" ", "")) for run in _LINE_END_RUN.finditer(text.strip())]
    doubled = sum(size % 2 == 0 for size in ends)
    if len(ends) < _FEWEST_ENDS or min(ends) < 2 or max(ends) < 4 or doubled < _MOST_DOUBLED * len(ends):
        return text
    return _LINE_END_RUN.sub(lambda run: "\n" * max(1, len(run[0].replace(" ", "")) // 2), text)


def one_line(text: str | None) -> str | None:
    """The text cleaned and on one line, or None when nothing is left."""
    return " ".join(clean_characters(text or "").split()) or None


def tidy(text: str, *, gaps: bool = False) -> str:
    """Cleaned text with bullets as ``- ``, no indentation, one blank line at most, and single spaces; with ``gaps`` those
    between words stay as wide as they are, for a text whose columns they set apart.
    """
    lines = (_tidy_line(line, gaps) for line in clean_characters(text).split("\n"))
    return _BLANK_RUN.sub("\n\n", "\n".join(lines)).strip("\n")


def _tidy_line(line: str, gaps: bool) -> str:
    line = _PRIVATE_USE.sub("", _BULLET.sub("- ", line, count=1) if _BULLET.match(line) else line)
    return line.strip() if gaps else _SPACES.sub(" ", line.strip())


def join_blocks(blocks: Iterable[str]) -> str:
    """Blocks of lines with one blank line between them; empty ones are left out."""
    return "\n\n".join(block.strip("\n") for block in blocks if block.strip())


def bounded(text: str, limits: Limits, *, empty: str = "it holds no text, only white space") -> str:
    """The text itself. Raises :class:`ReadError` when it is empty or longer than ``limits.text_chars``."""
    if not text.strip():
        raise ReadError(empty)
    if len(text) > limits.text_chars:
        raise ReadError(
            f"its text is {len(text):,} characters, more than the bound of {limits.text_chars:,} characters"
        )
    return text


def human_size(count: int) -> str:
    """A number of bytes as a person reads it: ``20.0 MiB``."""
    if count < 1024:
        return f"{count} bytes"
    size = count / 1024
    for unit in ("KiB", "MiB"):
        if size < 1024:
            return f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GiB"


def is_replaced(struck: str, beside: str) -> bool:
    """Whether words that are struck out hold a figure, and another stands beside them that holds in its place."""
    return len(struck) <= LONGEST_STRUCK and bool(_DIGIT.search(struck)) and bool(_DIGIT.search(beside))
