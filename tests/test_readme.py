"""What the README tells of commands, make targets, settings and the first search is true."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from typer.main import get_command

from app.cli import app
from app.search.engine import Engine
from app.search.request import SearchRequest
from app.settings import PREFIX, Settings
from indexer.reindex import reindex
from tests.accuracy import README, ROOT

TEXT = README.read_text(encoding="utf-8")
# The first search was written down on this day; which assignments are open decides the order.
DAY = dt.date(2026, 11, 22)


def test_every_command_exists_and_every_command_is_told() -> None:
    told = set(re.findall(r"`opdrachten ([a-z]+)", TEXT))
    assert told == set(get_command(app).commands)  # type: ignore[attr-defined]


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    told = set(re.findall(r"`(?:PORT=\d+ )?make ([a-z]+)`", TEXT))
    assert told and told <= targets


def test_every_setting_named_exists() -> None:
    named = {name.lower() for name in re.findall(rf"{PREFIX}([A-Z_]+)", TEXT)}
    assert named and named <= set(Settings.model_fields)


def _agrees(told: Any, got: Any) -> bool:
    """Whether an answer is as told; ``"..."`` in a list or an object stands for what was left out."""
    if isinstance(told, dict):
        if "..." not in told and not set(told) <= set(got):
            return False
        return all(_agrees(value, got[name]) for name, value in told.items() if name != "...")
    if isinstance(told, list):
        return all(_agrees(a, b) for a, b in zip([t for t in told if t != "..."], got, strict=False))
    return bool(told == got)


def test_the_first_search_answers_as_shown(tmp_path: Path) -> None:
    address = re.search(r"/v1/assignments\?(\S+?)'", TEXT)
    shown = re.search(r"```json\n(.*?)```", TEXT, re.S)
    assert address and shown
    reindex([ROOT / "corpus"], tmp_path, jobs=2, full=False)
    engine = Engine(tmp_path, today=lambda: DAY)
    try:
        answer = engine.search(SearchRequest.from_query(parse_qsl(address[1])))
    finally:
        engine.close()
    told = json.loads(shown[1])
    assert _agrees(told, answer), answer
