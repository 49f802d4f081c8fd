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
def label_keywords() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(the field's key, pattern over a label in lower case) for labels that are not listed, in the order they are to be
    tried.
    """
    return _patterns("keyword")


@cache
def questions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(the field's key, pattern over a question in lower case), in the order they are to be tried."""
    return _patterns("question")


def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = _load("labels.toml")[table]
    return tuple((row["key"], re.compile("|".join(row["patterns"]))) for row in rows)  # type: ignore[attr-defined]


@cache
def section_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(section kind, pattern over a heading in lower case), in the order they are to be tried."""
    table = _load("headings.toml")["section"]
    return tuple((row["kind"], re.compile("|".join(row["patterns"]))) for row in table)  # type: ignore[attr-defined]
