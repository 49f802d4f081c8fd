"""How texts name their fields and sections, as loaded from ``labels.toml`` and ``headings.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


def _load(name: str) -> dict[str, object]:
    return tomllib.loads(files("indexer.knowledge").joinpath(name).read_text(encoding="utf-8"))


@cache
def label_keys() -> dict[str, str]:
    """Label form in lower case -> the field's key (``"uren per week"`` -> ``"hours"``)."""
    forms: dict[str, str] = {}
    for key, values in _load("labels.toml").items():
        if key in ("keyword", "question"):
            continue
        for form in values:  # type: ignore[attr-defined]  # tomllib types every value as object
            if forms.setdefault(form, key) != key:
                raise ValueError(f"labels.toml: {form!r} stands under both {forms[form]!r} and {key!r}")
    return forms


@cache
def label_keywords() -> tuple[tuple[str, str], ...]:
    """(keyword, the field's key) for labels that are not listed, in the order they are to be tried."""
    table = _load("labels.toml")["keyword"]
    return tuple((word, key) for key, words in table.items() for word in words)  # type: ignore[attr-defined]


@cache
def questions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(the field's key, pattern over a question in lower case), in the order they are to be tried."""
    table = _load("labels.toml")["question"]
    return tuple((key, re.compile("|".join(patterns))) for key, patterns in table.items())  # type: ignore[attr-defined]


@cache
def section_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(section kind, pattern over a heading in lower case), in the order they are to be tried."""
    table = _load("headings.toml")["section"]
    return tuple((row["kind"], re.compile("|".join(row["patterns"]))) for row in table)  # type: ignore[attr-defined]
