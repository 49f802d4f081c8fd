"""Tables as lines that a person can read aloud: ``label: value``.

Two columns give one line a row. More columns under a header row give a ``header: value`` line a cell, with a
blank line between rows. Without a header row the cells of a row stand on one line between bars.
"""

from __future__ import annotations

from collections.abc import Sequence

_LABEL_CHARS = 60
_HEADER_WORDS = 5


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
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return ""
    width = max(len(row) for row in filled)
    if width == 1:
        return "\n".join(row[0].strip() for row in filled)
    if width == 2:
        return "\n".join(label_line(*(row if len(row) == 2 else (row[0], ""))) for row in filled)
    if header is None:
        header = looks_like_header(filled)
    if not header or len(filled) == 1:
        return "\n".join(" | ".join(cell.strip() for cell in row if cell.strip()) for row in filled)
    names = list(filled[0]) + [""] * (width - len(filled[0]))
    blocks = [
        "\n".join(label_line(name, cell) for name, cell in zip(names, row, strict=False) if cell.strip())
        for row in filled[1:]
    ]
    return "\n\n".join(blocks)
