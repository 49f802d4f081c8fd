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


_WALKED: Final = 8
"""Of so many times as many values each is looked at in the time that it takes to put the wanted ones in order."""


class Labelled:
    """The values of a field in an index. Immutable."""

    def __init__(
        self, values: Mapping[str, object], labels: Mapping[str, str], shown_as: Mapping[str, str]
    ) -> None:
        """``values`` are those that records have, ``labels`` the names of those that are not shown as they are, ``shown_as``
        the values in whose place another one is shown.
        """
        shown = sorted((labels.get(value, value), value) for value in values)
        self.labels: Final = {value: label for label, value in shown}
        """Value -> its name, by that name, then by value."""
        self._shown_as: Final = shown_as
        self._places: Final = {value: place for place, (_, value) in enumerate(shown)}

    def merged(self, counts: Mapping[str, int]) -> Mapping[str, int]:
        """The counts, each under the value that is shown."""
        others = self._shown_as.keys() & counts.keys()
        if not others:
            return counts
        merged = dict(counts)
        for value in others:
            shown = self._shown_as[value]
            merged[shown] = merged.get(shown, 0) + merged.pop(value)
        return merged

    def in_order(self, values: Mapping[str, object]) -> list[str]:
        """Those values by label, then by themselves."""
        if _WALKED * len(values) > len(self.labels):
            return [value for value in self.labels if value in values]
        return sorted(values, key=self._places.__getitem__)
