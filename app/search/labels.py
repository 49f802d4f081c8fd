"""What a person reads for a value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final


@cache
def facet_labels() -> dict[str, dict[str, str]]:
    """Parameter -> value -> its name for people."""
    return tomllib.loads(resources.files("app.search").joinpath("labels.toml").read_text("utf-8"))


class Labelled:
    """The values of a field in an index. Immutable."""

    def __init__(self, values: Mapping[str, object], labels: Mapping[str, str]) -> None:
        """``values`` are those that records have, ``labels`` the names of those that are not shown as they are."""
        shown = sorted((labels.get(value, value), value) for value in values)
        self.labels: Final = {value: label for label, value in shown}
        self._places: Final = {value: place for place, (_, value) in enumerate(shown)}

    def in_order(self, values: Mapping[str, object]) -> list[str]:
        """Those values by label, then by themselves."""
        return sorted(values, key=self._places.__getitem__)
