"""A page and its facets in one request: the selected filters narrow the hits only after all has been counted (``post_filter``),
and each group of facets is counted under those that it does not leave out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from app.search.cluster.counting import aggregations, counts
from app.search.cluster.dialect import ClusterDialect
from app.search.dialect import Clause, Filter
from app.search.reader import After, Counts, Found, Group, Wanted

if TYPE_CHECKING:
    from app.search.cluster.reader import ClusterReader

_TOTAL: Final = "total"
_EVERYTHING: Final[Clause] = {"match_all": {}}


class ClusterBeside:
    """The :class:`app.search.reader.Beside` of a cluster, for one page."""

    dialect = ClusterDialect()

    def __init__(
        self, reader: ClusterReader, selected: Mapping[str, Filter], groups: Sequence[Group]
    ) -> None:
        self.base: Clause = _EVERYTHING
        self.total = 0
        self.counted: Sequence[Counts] = []
        self._reader, self._selected, self._groups = reader, selected, groups
        self._asked = False

    def ranked(self, query: Clause, limit: int, after: After | None = None) -> tuple[Sequence[Found], int]:
        hits, answer = self._reader.ranked_with(query, limit, after, self._more())
        self._take(answer)
        return hits, self.total

    def keyed(self, query: Clause, key: str, limit: int, after: After | None = None) -> Sequence[Found]:
        if self._asked and not self.total:
            return []
        hits, answer = self._reader.keyed_with(self.base, key, limit, after, self._more(query))
        self._take(answer)
        return hits

    def count(self) -> None:
        self._take(self._reader.counted_with(self.base, self._more()))

    def _more(self, kept: Clause = _EVERYTHING) -> dict[str, Any]:
        """What a request has besides its query: by what its hits are narrowed, and, the first time, what is counted."""
        filters = [*self._selected.values(), *([Filter((kept,))] if kept != _EVERYTHING else [])]
        narrowing = self._passing(filters)
        more: dict[str, Any] = {"post_filter": narrowing} if narrowing != _EVERYTHING else {}
        if not self._asked:
            total = {_TOTAL: {"filter": self._passing(self._selected.values())}}
            more["aggs"] = total | {
                str(number): self._counting(*group) for number, group in enumerate(self._groups)
            }
        return more

    def _counting(self, left_out: str | None, wanted: Wanted) -> dict[str, Any]:
        under = [own for name, own in self._selected.items() if name != left_out]
        return {"filter": self._passing(under), "aggs": aggregations(wanted, self._reader.values)}

    def _passing(self, filters: Iterable[Filter]) -> Clause:
        return self.dialect.narrowed(_EVERYTHING, filters)

    def _take(self, answer: dict[str, Any]) -> None:
        if not self._asked:
            found = answer["aggregations"]
            self.total = int(found[_TOTAL]["doc_count"])
            self.counted = [
                counts(wanted, found[str(number)]) for number, (_, wanted) in enumerate(self._groups)
            ]
            self._asked = True
