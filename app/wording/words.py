"""The words of the pages, read once from ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The tables of ``words.toml``."""
    return tomllib.loads(resources.files("app.wording").joinpath("words.toml").read_text("utf-8"))
