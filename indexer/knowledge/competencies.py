"""The competencies and the ways a text asks for them, as loaded from ``competencies.toml`` and ``asking.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


class Untried(str):
    """The id of a competency, found by words that no text has borne out yet."""

    __slots__ = ()


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One competency: its Dutch label, its group's id, the patterns that carry it, and those that no text has borne out yet."""

    id: str
    label: str
    group: str
    patterns: tuple[str, ...]
    untried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """How a text asks: patterns by the kind of cue, word lists by what they decide, and
    phrases that hold the words of a competency and mean another thing;
    patterns over a heading in lower case by the kind of section it opens;
    pairs of ids, the narrower before the wider, by what becomes of the narrower one."""

    cues: dict[str, tuple[str, ...]]
    words: dict[str, frozenset[str]]
    ignored: tuple[str, ...]
    headings: dict[str, re.Pattern[str]]
    wider: dict[str, frozenset[tuple[str, str]]]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("indexer.knowledge").joinpath(name).read_text(encoding="utf-8"))


@cache
def groups() -> dict[str, str]:
    """Group id -> Dutch label, in the order they are to be shown."""
    return dict(_read("competencies.toml")["groups"])


def orders(pattern: str) -> tuple[str, ...]:
    """Both orders of ``doing & done``: "trainingen geven", "geven van ... trainingen", "trainingen heeft gegeven"."""
    one, mark, other = pattern.partition(" & ")
    return (f"{one} ~ {other}", f"{other} ~ {one}") if mark else (pattern,)


@cache
def competencies() -> dict[str, Entry]:
    """Every competency by id. Raises ``ValueError`` naming the entry that breaks a rule of the table."""
    table = _read("competencies.toml")
    entries: dict[str, Entry] = {}
    owners: dict[str, str] = {}
    for group in groups():
        for key, row in table[group].items():
            if not _ID.fullmatch(key) or key in entries:
                raise ValueError(f"competencies.toml: {key!r} is no id, or stands there twice")
            if (
                {*row, "untried"} != {"label", "patterns", "untried"}
                or not row["label"]
                or not row["patterns"]
            ):
                raise ValueError(f"competencies.toml: {key!r} needs a label and patterns and nothing else")
            patterns, untried = (
                tuple(own for pattern in row.get(name, ()) for own in orders(pattern))
                for name in ("patterns", "untried")
            )
            for pattern in (*patterns, *untried):
                if owners.setdefault(pattern, key) != key:
                    raise ValueError(
                        f"competencies.toml: {pattern!r} stands under {owners[pattern]!r} and {key!r}"
                    )
            entries[key] = Entry(key, row["label"], group, patterns, untried)
    if unknown := set(table) - set(groups()) - {"groups"}:
        raise ValueError(f"competencies.toml: no such group: {', '.join(sorted(unknown))}")
    return entries


@cache
def asking() -> Asking:
    """The cues and words of ``asking.toml``. Raises ``ValueError`` for a pair with an id that is no competency."""
    table = _read("asking.toml")
    return Asking(
        {kind: tuple(patterns) for kind, patterns in table["cues"].items()},
        {kind: frozenset(words) for kind, words in table["words"].items()},
        tuple(table["ignored"]["patterns"]),
        {kind: re.compile("|".join(patterns)) for kind, patterns in table["headings"].items()},
        {kind: _pairs(rows) for kind, rows in table["wider"].items()},
    )


def _pairs(rows: dict[str, list[str]]) -> frozenset[tuple[str, str]]:
    pairs = frozenset((own, wider) for own, row in rows.items() for wider in row)
    if unknown := {key for pair in pairs for key in pair} - set(competencies()):
        raise ValueError(f"asking.toml: no such competency: {', '.join(sorted(unknown))}")
    return pairs
