"""Queries as tantivy's own. Its query parser is never used: it ends the process on deeply nested input."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Final

import tantivy
from tantivy import FieldType, Occur, Query

from app.search.dialect import Clause, Dialect, Filter
from indexer.index import as_of
from indexer.index.buckets import RANGES
from indexer.index.keys import STREAMS
from indexer.index.schema import TEXT_FIELDS, stream_field

_KEYS: Final = frozenset(stream_field(field, stream) for field in TEXT_FIELDS for stream in STREAMS)
_FRACTIONS: Final = frozenset(f"{field}_{end}" for field in RANGES for end in ("low", "high"))


_FEW: Final = 128
"""Up to so many values are sought one by one; a set of them is made ready anew for each search, which takes longer."""


class TantivyDialect(Dialect):
    """For the indexes of one schema."""

    narrows_alternatives = True

    def __init__(self, schema: tantivy.Schema, written: dt.date | None = None) -> None:
        """``written`` is the day from which the index tells what is open and recent, ``None`` where it does not."""
        self.schema = schema
        self._written = written
        self._spans = {} if written is None else as_of.spans(written)

    def days(self, field: str, first: dt.date | None = None, last: dt.date | None = None) -> Clause:
        span = self._spans.get((field, first, last))
        return super().days(field, first, last) if span is None else self.terms(as_of.FIELD, [span])

    def term(self, field: str, value: str) -> Clause:
        if field in _KEYS:
            return Query.term_query(self.schema, field, value, index_option="freq")
        return Query.term_query(self.schema, field, value)

    def terms(self, field: str, values: Sequence[str]) -> Clause:
        if len(values) > _FEW:
            return Query.term_set_query(self.schema, field, values)
        each = [Query.term_query(self.schema, field, value, index_option="basic") for value in values]
        one = each[0] if len(each) == 1 else Query.boolean_query([(Occur.Should, query) for query in each])
        return Query.const_score_query(one, 1.0) if each else Query.empty_query()

    def still_open(self, today: dt.date) -> Clause:
        return self.terms(as_of.FIELD, [as_of.OPEN]) if today == self._written else super().still_open(today)

    def graded_days(self, field: str, firsts: Sequence[tuple[dt.date, float]], last: dt.date) -> Clause:
        if not firsts or any((field, first, last) not in self._spans for first, _ in firsts):
            return super().graded_days(field, firsts, last)
        # What does not lie in the longest span, as most do not, is looked up in that one alone.
        each = [self.constant(self.days(field, first, last), worth) for first, worth in firsts]
        return reduce(lambda within, span: self.gaining(span, [within]), each)

    def between(
        self, field: str, low: float | None = None, high: float | None = None, *, edges: bool = True
    ) -> Clause:
        kind = FieldType.Float if field in _FRACTIONS else FieldType.Unsigned
        edge_low, edge_high = edges or low is None, edges or high is None  # no bound has no edge to leave out
        return Query.range_query(self.schema, field, kind, low, high, edge_low, edge_high)

    def phrase(self, field: str, keys: Sequence[str], slop: int = 0) -> Clause:
        if len(keys) == 1:  # tantivy's phrase query panics on fewer than two
            return self.term(field, keys[0])
        words: list[str | tuple[int, str]] = list(keys)
        return Query.phrase_query(self.schema, field, words, slop=slop)

    def prefix(self, field: str, start: str) -> Clause:
        return Query.regex_query(self.schema, field, start + ".*")

    def boolean(
        self,
        must: Sequence[Clause] = (),
        should: Sequence[Clause] = (),
        must_not: Sequence[Clause] = (),
        needed: int | None = None,
    ) -> Clause:
        clauses = [(Occur.Must, clause) for clause in must]
        clauses += [(Occur.Should, clause) for clause in should]
        clauses += [(Occur.MustNot, clause) for clause in must_not]
        if needed is None:
            return Query.boolean_query(clauses)
        return Query.boolean_query(clauses, minimum_number_should_match=needed)

    def best_of(self, clauses: Sequence[Clause], tie: float = 0.0) -> Clause:
        return Query.disjunction_max_query(clauses, tie)

    def boosted(self, clause: Clause, by: float) -> Clause:
        return Query.boost_query(clause, by)

    def constant(self, clause: Clause, score: float) -> Clause:
        return Query.const_score_query(clause, score)

    def narrowed(self, scored: Clause, by: Iterable[Filter]) -> Clause:
        filters = list(by)
        clauses = [
            (Occur.Must, Query.const_score_query(clause, 0.0)) for one in filters for clause in one.met
        ]
        clauses += [(Occur.MustNot, clause) for one in filters for clause in one.unmet]
        return Query.boolean_query([(Occur.Must, scored), *clauses]) if clauses else scored

    def gaining(self, scored: Clause, gains: Sequence[Clause]) -> Clause:
        # One within the other each is looked up for what was found; together they would be gone through from end to end.
        for gain in gains:
            scored = Query.boolean_query([(Occur.Must, scored), (Occur.Should, gain)])
        return scored

    def scored_by(self, clause: Clause, field: str, worths: Sequence[tuple[float, str]]) -> Clause:
        of_values = [self.constant(self.term(field, value), worth) for worth, value in worths]
        best = [self.best_of(of_values)] if of_values else []
        return self.boolean([self.constant(clause, 0.0)], best)

    def everything(self) -> Clause:
        return Query.all_query()

    def nothing(self) -> Clause:
        return Query.empty_query()
