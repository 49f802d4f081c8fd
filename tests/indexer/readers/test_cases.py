"""Tables of documents and the plain text a person would write down from them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.readers import Limits, html, mail, markdown, text

_CASES = Path(__file__).resolve().parents[2] / "cases" / "readers"


def _cases(name: str) -> list[Any]:
    with (_CASES / f"{name}.toml").open("rb") as file:
        return [pytest.param(case, id=case["name"]) for case in tomllib.load(file)["case"]]


def _expected(case: dict[str, Any]) -> str:
    expected: str = case["text"]
    return expected.removeprefix("\n")


@pytest.mark.parametrize("case", _cases("html"))
def test_html(case: dict[str, Any]) -> None:
    assert html.read(case["page"].encode(), Limits()).text == _expected(case)


@pytest.mark.parametrize("case", _cases("markdown"))
def test_markdown(case: dict[str, Any]) -> None:
    source = markdown.read(case["source"].encode(), Limits())
    assert source.text == _expected(case)
    assert source.title == case.get("title")


@pytest.mark.parametrize("case", _cases("mail"))
def test_mail(case: dict[str, Any]) -> None:
    source = mail.read(case["source"].lstrip("\n").encode(), Limits())
    assert source.text == _expected(case)
    assert (source.title, source.received) == (case.get("title"), case.get("received"))


@pytest.mark.parametrize("case", _cases("text"))
def test_text(case: dict[str, Any]) -> None:
    assert text.read(case["source"].encode(case["encoding"]), Limits()).text == case["text"]
