"""What a generation knows of the whole: values with their counts, words to suggest and to spell by, points on the map."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache, partial
from typing import Any, Final

from app.search.geo import distance_km
from app.search.labels import Labelled, facet_labels
from app.search.parameters import VALUE_FACETS
from app.search.spelling import Speller
from indexer.index.schema import point_term
from indexer.knowledge.places import other_names
from indexer.language.lexicon import fold

_NEAR_CACHE: Final = 64
_AS_WRITTEN: Final = frozenset({"organisation"})
"""Fields whose values are as texts write them, and of which a record has one: what a filter takes for the same is counted as one."""
_NAMES: Final = ("place", "gemeente", "province", "region", "organisation")


class Vocabulary:
    """Read once, immutable. ``vocabulary`` is as :mod:`indexer.index.writer` makes it; raises ``KeyError`` and ``ValueError`` on
    anything else.
    """

    def __init__(self, vocabulary: dict[str, Any]) -> None:
        self.record_count: int = vocabulary["records"]
        self.words: Sequence[tuple[str, int]] = [(word, count) for word, count in vocabulary["words"]]
        self.values: dict[str, dict[str, int]] = {f: dict(v) for f, v in vocabulary["values"].items()}
        self.competency_labels: dict[str, str] = vocabulary["competencyLabels"]
        self._stored = {field: _called(field, values) for field, values in self.values.items()}
        points = [(lat, lon) for lat, lon in vocabulary["points"]]
        # Of the points alone: a cache that holds the snapshot would keep it, and its open files, until Python next looks
        # for cycles, which may be many generations later.
        self.distances = lru_cache(maxsize=_NEAR_CACHE)(partial(_distances, points))

    @cached_property
    def speller(self) -> Speller:
        """Spelling help over the words people write in this generation and in the names of its places."""
        counts = dict(self.words)
        for field in _NAMES:
            for name, count in self.values[field].items():
                for word in re.findall(r"[^\W\d_]+", name.lower()):
                    counts[word] = max(counts.get(word, 0), count)
        return Speller({word: count for word, count in counts.items() if count})

    @cached_property
    def labelled(self) -> dict[str, Labelled]:
        """Field -> its values by what people read for them, for each field that facets count."""
        labels = {**facet_labels(), "competency": self.competency_labels}
        return {
            field: Labelled(
                self.values[field], labels.get(facet, {}), self._alike(field) if field in _AS_WRITTEN else {}
            )
            for facet, field in VALUE_FACETS.items()
        }

    def _alike(self, field: str) -> dict[str, str]:
        """The values that are the same as a more frequent one but for case and accents, each with that one."""
        counts, alike = self.values[field], dict[str, str]()
        for same in self._stored[field].values():
            most = min(same, key=lambda value: (-counts[value], value))
            alike.update((value, most) for value in same if value != most)
        return alike

    def stored(self, field: str, value: str) -> Sequence[str]:
        """The values of ``field`` that ``value`` means: the same but for case and accents, and of a place also what people call it."""
        return self._stored[field].get(fold(value), ())

    def nearby(self, point: tuple[float, float], radius_km: float) -> list[str]:
        """The terms of the points within the radius, the edge counted in."""
        distances = self.distances(point)
        end = bisect_right(distances, radius_km, key=lambda pair: pair[0])
        return [term for _, term in distances[:end]]


def _distances(points: Sequence[tuple[float, float]], point: tuple[float, float]) -> list[tuple[float, str]]:
    """Every one of the points where work is, nearest first: kilometres and the point's term."""
    return sorted((distance_km(point, p), point_term(*p)) for p in points)


def _called(field: str, values: dict[str, int]) -> dict[str, tuple[str, ...]]:
    """The values by each of their names, folded."""
    called: dict[str, tuple[str, ...]] = {}
    for value in values:
        for name in forms(field, value):
            called[name] = (*called.get(name, ()), value)
    return called


def forms(field: str, value: str) -> Sequence[str]:
    """All that a filter takes for ``value``, folded: itself, and of a place what people call it."""
    return _names(field).get(fold(value), (fold(value),))


@cache
def _names(field: str) -> dict[str, tuple[str, ...]]:
    """Of a name of a place, folded, all names of that place, its own among them: *den haag* is *'s-gravenhage*, *friesland* is
    *fryslan*.
    """
    found: dict[str, dict[str, None]] = {}
    for name, others in other_names().get(field, {}).items():
        group = dict.fromkeys(map(fold, (name, *others)))
        for form in group:
            found.setdefault(form, {}).update(group)
    return {form: tuple(group) for form, group in found.items()}
