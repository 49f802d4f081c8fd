"""Queries in OpenSearch's query language, as dictionaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from app.search.dialect import Clause, Dialect, Filter

_NOTHING: Final[Clause] = {"match_none": {}}
_BY_WORTH: Final = (
    "double best = 0; for (value in doc[params.field]) {"
    " def worth = params.worths.get(value); if (worth != null && worth > best) { best = worth; } } return best;"
)
"""One script for all requests, so that it is compiled once; thousands of clauses in its stead would be too many."""
_VALUED: Final = frozenset({"term", "prefix"})
"""Queries that hold what belongs to them under the name of their field."""


class ClusterDialect(Dialect):
    """Without a state of its own: one serves all generations."""

    def term(self, field: str, value: str) -> Clause:
        return {"term": {field: {"value": value}}}

    def terms(self, field: str, values: Sequence[str]) -> Clause:
        return {"constant_score": {"filter": {"terms": {field: list(values)}}}} if values else _NOTHING

    def between(
        self, field: str, low: float | None = None, high: float | None = None, *, edges: bool = True
    ) -> Clause:
        names = ("gte", "lte") if edges else ("gt", "lt")
        bounds = {name: bound for name, bound in zip(names, (low, high), strict=True) if bound is not None}
        return {"range": {field: bounds}}

    def phrase(self, field: str, keys: Sequence[str], slop: int = 0) -> Clause:
        if len(keys) == 1:
            return self.term(field, keys[0])
        return {"match_phrase": {field: {"query": " ".join(keys), "slop": slop}}}

    def prefix(self, field: str, start: str) -> Clause:
        return {"prefix": {field: {"value": start}}}

    def boolean(
        self,
        must: Sequence[Clause] = (),
        should: Sequence[Clause] = (),
        must_not: Sequence[Clause] = (),
        needed: int | None = None,
    ) -> Clause:
        if not must and not should:
            return _NOTHING  # which OpenSearch would read as everything
        body: dict[str, Any] = {}
        scoring = [clause for clause in must if not _scoreless(clause)]
        if scoring:
            body["must"] = scoring
        if len(scoring) < len(must):
            body["filter"] = [clause["constant_score"]["filter"] for clause in must if _scoreless(clause)]
        if should:
            body["should"] = list(should)
            body["minimum_should_match"] = needed if needed is not None else int(not must)
        if must_not:
            body["must_not"] = list(must_not)
        return {"bool": body}

    def best_of(self, clauses: Sequence[Clause], tie: float = 0.0) -> Clause:
        return {"dis_max": {"queries": list(clauses), "tie_breaker": tie}} if clauses else _NOTHING

    def boosted(self, clause: Clause, by: float) -> Clause:
        ((kind, body),) = clause.items()
        if kind in _VALUED:
            ((field, inner),) = body.items()
            return {kind: {field: {**inner, "boost": by * inner.get("boost", 1.0)}}}
        return {"bool": {"must": [clause], "boost": by}}

    def constant(self, clause: Clause, score: float) -> Clause:
        return {"constant_score": {"filter": clause, "boost": score}}

    def narrowed(self, scored: Clause, by: Iterable[Filter]) -> Clause:
        filters = list(by)
        met = [clause for one in filters for clause in one.met]
        unmet = [clause for one in filters for clause in one.unmet]
        if not met and not unmet:
            return scored
        body: dict[str, Any] = {"must": [scored]}
        return {"bool": body | ({"filter": met} if met else {}) | ({"must_not": unmet} if unmet else {})}

    def scored_by(self, clause: Clause, field: str, worths: Sequence[tuple[float, str]]) -> Clause:
        params = {"field": field, "worths": {value: worth for worth, value in worths}}
        within = {"bool": {"filter": [clause]}}
        return {"script_score": {"query": within, "script": {"source": _BY_WORTH, "params": params}}}

    def everything(self) -> Clause:
        return {"match_all": {}}

    def nothing(self) -> Clause:
        return _NOTHING


def _scoreless(clause: Clause) -> bool:
    constant = clause.get("constant_score")
    return constant is not None and constant.get("boost") == 0.0
