"""The only way in which text from a document becomes markup: a fragment that may hold ``<mark>`` and nothing else."""

from __future__ import annotations

import html
import re
from typing import Final

from markupsafe import Markup, escape

_MARKS: Final = re.compile(r"(</?mark>)")


def keep_marks(fragment: str) -> Markup:
    """A fragment in which only balanced ``<mark>`` and ``</mark>`` are markup; all else is escaped text.

    Fragments arrive HTML-escaped. They are unescaped and escaped anew, so that nothing depends on how well that was
    done: whatever else looks like a tag comes out as the text of it.
    """
    pieces: list[str] = []
    inside = False
    for piece in _MARKS.split(fragment):
        if piece == "<mark>" or piece == "</mark>":
            opens = piece == "<mark>"
            if opens != inside:
                pieces.append(piece)
                inside = opens
        else:
            pieces.append(str(escape(html.unescape(piece))))
    if inside:
        pieces.append("</mark>")
    return Markup("".join(pieces))
