"""How facts are written, case by case."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.pages.fragments import keep_marks
from app.wording import dutch

CASES = Path(__file__).resolve().parents[2] / "cases" / "pages"
TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads((CASES / "dutch.toml").read_text("utf-8"))
PLAIN = [(name, case) for name, cases in TABLE.items() if name != "closing" for case in cases]


@pytest.mark.parametrize(("name", "case"), PLAIN, ids=[f"{name}-{case['expected']}" for name, case in PLAIN])
def test_writes_as_the_dutch_do(name: str, case: dict[str, Any]) -> None:
    assert getattr(dutch, name)(case.get("given")) == case["expected"].replace("_", "\u00a0")


@pytest.mark.parametrize("case", TABLE["closing"], ids=lambda case: f"{case['now']} {case['expected']}")
def test_says_when_it_closes(case: dict[str, Any]) -> None:
    now = dt.datetime.fromisoformat(case["now"]).replace(tzinfo=dutch.AMSTERDAM)
    assert dutch.closing(case["given"], now) == (case["expected"], case["state"])


@pytest.mark.parametrize(
    "case", json.loads((CASES / "fragments.json").read_text("utf-8")), ids=lambda c: c["given"]
)
def test_a_fragment_holds_no_markup_but_marks(case: dict[str, str]) -> None:
    assert str(keep_marks(case["given"])) == case["expected"]
