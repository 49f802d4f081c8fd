"""Every reason of a reader can be told in Dutch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.reasons import in_dutch

READERS = Path(__file__).parents[2] / "indexer" / "readers"
_OPENING = re.compile(
    r"(?:it|its|there) (?:is|has|packs|unpacks|holds|cannot|does|XML|text|kind|parts|elements|character|attachment|header)\b"
)
_ENGLISH = re.compile(r"\b(?:it|its|the|than|more|that|which|not|of the|cannot|is an?)\b")


def _told(file: Path) -> Iterator[str]:
    """What the readers say: every text in the source that opens as such a reason does, with a number for what varies."""
    inner: set[ast.AST] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            inner |= set(node.values)
            parts = [str(p.value) if isinstance(p, ast.Constant) else "7" for p in node.values]
            text = "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inner:
            text = node.value
        else:
            continue
        if _OPENING.match(text) and "\n" not in text:
            yield text


REASONS = sorted({text for file in READERS.glob("*.py") for text in _told(file)})


def test_the_reasons_are_found() -> None:
    assert len(REASONS) > 25
    assert "it is encrypted" in REASONS


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_its_dutch(reason: str) -> None:
    sample = reason.replace(
        "it is 7, more than the bound of 7", "it is 7.0 MiB, more than the bound of 7.0 MiB"
    )
    dutch = in_dutch(sample)
    assert dutch != sample
    assert not _ENGLISH.search(dutch)


@pytest.mark.parametrize(
    ("reason", "dutch"),
    [
        ("it is a binary file, not text", "is geen tekst maar een binair bestand"),
        ("its text is 1,234,567 characters, more than the bound of 400,000 characters", "de tekst is 1.234.567 tekens, hoogstens 400.000"),
        ("its attachment cannot be read: it is encrypted", "de bijlage is niet te lezen: is versleuteld"),
        ("it is a named pipe, not a regular file", "is een pijp (FIFO), geen gewoon bestand"),
        ("it is 30.0 MiB, more than the bound of 20.0 MiB", "te groot: 30.0 MiB, hoogstens 20.0 MiB"),
        ("it is no Word document that can be read (KeyError: x)", "is geen leesbaar bestand van de soort Word-document (KeyError: x)"),
        ("iets heel anders", "iets heel anders"),
    ],
)  # fmt: skip
def test_reasons_in_dutch(reason: str, dutch: str) -> None:
    assert in_dutch(reason) == dutch
