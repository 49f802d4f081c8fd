"""Who may call whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return found


@pytest.mark.parametrize(
    ("room", "never"),
    [
        ("indexer", "app"),
        ("app/search", "app.api"),
        ("app/search", "app.pages"),
        ("app/search", "app.wording"),
        ("app/wording", "app.api"),
        ("app/wording", "app.pages"),
        ("app/api", "app.pages"),
    ],
)
def test_nothing_reaches_back_up(room: str, never: str) -> None:
    files = list((ROOT / room).rglob("*.py"))
    assert files
    reaching = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in files
        for name in _imported(file)
        if name == never or name.startswith(f"{never}.")
    ]
    assert reaching == []
