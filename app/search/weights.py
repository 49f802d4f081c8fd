"""The weights of ranking and the words that carry none, read from their data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Weights:
    """See ``weights.toml`` for what each is worth and why."""

    tie: float
    field: dict[str, float]
    match: dict[str, float]
    phrase_damping: float
    alone: float
    together: float
    all_words: float
    open: float
    stated: float
    recent: tuple[tuple[int, float], ...]


@cache
def weights() -> Weights:
    """The weights in force. Raises ``KeyError`` when the data file misses one."""
    data = tomllib.loads(resources.files("app.search").joinpath("weights.toml").read_text("utf-8"))
    gain = data["gain"]
    recent = tuple((int(days), float(worth)) for days, worth in gain["recent"])
    return Weights(
        data["tie"],
        data["field"],
        data["match"],
        data["phrase_damping"],
        data["alone"],
        gain["together"],
        gain["all_words"],
        gain["open"],
        gain["stated"],
        recent,
    )


@cache
def function_words() -> frozenset[str]:
    """Words a query does not require when it has others."""
    text = resources.files("app.search").joinpath("function_words.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
