"""Tables as lines that a person can read aloud: ``label: value``.

Two columns give one line a row, and so do labels and values that take turns in four, stand below each other in one cell, or line
by line in two. More columns under a header row give a ``header: value`` line a cell, with a blank line between rows, unless the
header says that the first column holds the labels. Without a header row the cells of a row stand on one line between bars.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.knowledge.wording import label_keys

_LABEL_CHARS = 60
_HEADER_WORDS = 5
_CARD_LINES = 3
_ENDS_SENTENCE = (".", ";", ",")
# What stands above a column of labels.
_OVER_LABELS = re.compile(
    r"onderwerp|onderdeel|kenmerk(?:en)?|gegevens?|item|veld|rubriek|aspect|vraag|punt|topic|subject|field|detail|question",
    re.I,
)


def label_line(label: str, value: str) -> str:
    """``label: value``; a label that ends in its own punctuation keeps it, an empty side is left out."""
    label, value = label.strip(), value.strip()
    if not label or not value:
        return label or value
    if len(label) > _LABEL_CHARS or "\n" in label:
        return f"{label}\n{value}"
    head = label if label[-1] in ":?.!" else f"{label}:"
    return f"{head} {value}" if head[-1] == ":" and "\n" not in value else f"{head}\n{value}"


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns: short words without digits, above at least one row."""
    return len(rows) > 1 and all(
        cell.strip() and len(cell.split()) <= _HEADER_WORDS and not any(c.isdigit() for c in cell)
        for cell in rows[0]
    )


def table_lines(rows: Sequence[Sequence[str]], *, header: bool | None = None) -> str:
    """Rows of cells as lines. ``header``: the first row names the columns; None leaves it to its looks."""
    filled = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return ""
    width = max(len(row) for row in filled)
    if width == 1:
        return "\n".join(row[0] for row in filled)
    if not header and _are_cards(filled):
        return "\n".join(label_line(*cell.split("\n", 1)) for row in filled for cell in row if cell)
    if width == 2:
        return "\n".join(_pair(*(row if len(row) == 2 else (row[0], ""))) for row in filled)
    if not header and pairs_in_turn(filled):
        return "\n".join(
            label_line(*row[at : at + 2])
            for row in filled
            for at in range(0, len(row), 2)
            if any(row[at : at + 2])
        )
    if header is None:
        header = looks_like_header(filled)
    if not header or len(filled) == 1:
        return "\n".join(" | ".join(cell for cell in row if cell) for row in filled)
    if _OVER_LABELS.fullmatch(filled[0][0].rstrip(":")):
        return "\n".join(
            label_line(row[0], "\n".join(cell for cell in row[1:] if cell)) for row in filled[1:]
        )
    names = filled[0] + [""] * (width - len(filled[0]))
    blocks = [
        "\n".join(label_line(name, cell) for name, cell in zip(names, row, strict=False) if cell)
        for row in filled[1:]
    ]
    return "\n\n".join(blocks)


def _is_label(text: str) -> bool:
    """Whether a line may name what stands beside or below it: a few words without digits, and no sentence."""
    return (
        0 < len(text.split()) <= _HEADER_WORDS
        and text[0].isalpha()
        and not _has_digit(text)
        and ":" not in text[:-1]
        and not text.endswith(_ENDS_SENTENCE)
    )


def _pair(label: str, value: str) -> str:
    """Two cells as one line, or line by line where the one holds as many labels as the other values."""
    labels, values = label.split("\n"), value.split("\n")
    if len(labels) == len(values) > 1 and all(map(_is_label, labels)):
        return "\n".join(map(label_line, labels, values))
    return label_line(label, value)


def _are_cards(rows: Sequence[Sequence[str]]) -> bool:
    """Whether each cell holds a label and its value below it."""
    cells = [cell.split("\n") for row in rows for cell in row if cell]
    return (
        len(cells) > 2
        and all(1 < len(lines) <= _CARD_LINES and _is_label(lines[0]) for lines in cells)
        and len({lines[0] for lines in cells}) == len(cells)
    )


def pairs_in_turn(rows: Sequence[Sequence[str]]) -> bool:
    """Whether labels and values take turns in each row: what stands where a label would is called as texts call their fields."""
    labels = [cell for row in rows for cell in row[::2] if cell]
    values = [cell for row in rows for cell in row[1::2] if cell]
    if max(map(len, rows)) % 2 or not all(map(_is_label, labels)) or any(map(_names_field, values)):
        return False
    return all(label.endswith(":") for label in labels) or 2 * sum(map(_names_field, labels)) >= len(labels)


def _names_field(text: str) -> bool:
    return text.rstrip(" :").lower() in label_keys()


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)
