"""What a query is made of. The rooms of the search say what must be met in these few words; a dialect of each engine puts
it in that engine's own terms, so that one piece of code decides what is asked, whichever engine answers.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple

from indexer.index.day_blocks import cover
from indexer.index.schema import day

Clause = Any
"""A query in an engine's own terms; opaque to all but its dialect and its reader. Clauses are never changed once made."""


class Filter(NamedTuple):
    """What narrows a search and adds nothing to a score: documents that meet every clause of ``met`` and none of ``unmet``.

    What most documents are without is told by ``unmet``: an engine leaves a few out faster than it goes through all others.
    """

    met: tuple[Clause, ...] = ()
    unmet: tuple[Clause, ...] = ()


class Dialect(ABC):
    """The words of a query language. Fields are those of :mod:`indexer.index.schema`; scores are BM25 with k1 1.2, b 0.75 over
    the whole index.
    """

    narrows_alternatives: ClassVar[bool] = False
    """Whether the engine meets every one of some alternatives in all documents before it looks at what narrows them, so that
    costly ones are worth narrowing each by itself.
    """

    @abstractmethod
    def term(self, field: str, value: str) -> Clause:
        """Documents with this very value or key."""

    @abstractmethod
    def terms(self, field: str, values: Sequence[str]) -> Clause:
        """Documents with one of the values, without a score; none where there is no value."""

    @abstractmethod
    def between(
        self, field: str, low: float | None = None, high: float | None = None, *, edges: bool = True
    ) -> Clause:
        """Documents whose figure lies between the bounds, these counted in where ``edges``; the score says nothing."""

    def days(self, field: str, first: dt.date | None = None, last: dt.date | None = None) -> Clause:
        """Documents whose day lies between the two, both counted in, without a score."""
        bounds = (None if bound is None else day(bound) for bound in (first, last))
        return self.terms(field, cover(*bounds))

    def still_open(self, today: dt.date) -> Clause:
        """Documents that are open on a day: not closed by their own text, and with a last day to be open
        (:func:`indexer.record.open_until`) that is this one, later or not known. The score says nothing.
        """
        return self.none_of(self.over(today))

    def over(self, today: dt.date) -> tuple[Clause, Clause]:
        """Of what is not open on a day, what is closed by its own text, and whose last day has passed."""
        return self.term("status", "closed"), self.days("until", last=today - dt.timedelta(days=1))

    def graded_days(self, field: str, firsts: Sequence[tuple[dt.date, float]], last: dt.date) -> Clause:
        """Documents whose day lies in one of the spans that end on ``last``, both ends counted in; their first days come latest
        first. Each span adds its worth to the score, and so do all that reach further back.
        """
        graded, until = [], last
        for number, (first, _) in enumerate(firsts):
            worth = sum(own for _, own in firsts[number:])
            graded += [
                self.constant(self.term(field, block), worth) for block in cover(day(first), day(until))
            ]
            until = first - dt.timedelta(days=1)
        return self.any_of(graded)

    @abstractmethod
    def phrase(self, field: str, keys: Sequence[str], slop: int = 0) -> Clause:
        """The keys (one at least) in a row; two may be ``slop`` places out of line."""

    @abstractmethod
    def prefix(self, field: str, start: str) -> Clause:
        """Documents with a key that begins so; the score says nothing."""

    @abstractmethod
    def boolean(
        self,
        must: Sequence[Clause] = (),
        should: Sequence[Clause] = (),
        must_not: Sequence[Clause] = (),
        needed: int | None = None,
    ) -> Clause:
        """All of ``must``, none of ``must_not``; the scores of what is met add up. At least ``needed`` of ``should`` are met: when
        ``None``, one where nothing must be met, else none.
        """

    @abstractmethod
    def best_of(self, clauses: Sequence[Clause], tie: float = 0.0) -> Clause:
        """The best score among those that are met, plus this share of the others."""

    @abstractmethod
    def boosted(self, clause: Clause, by: float) -> Clause:
        """Its score multiplied."""

    @abstractmethod
    def constant(self, clause: Clause, score: float) -> Clause:
        """The same documents, all with one score."""

    @abstractmethod
    def narrowed(self, scored: Clause, by: Iterable[Filter]) -> Clause:
        """Those that also pass every one of the filters; the same scores."""

    @abstractmethod
    def scored_by(self, clause: Clause, field: str, worths: Sequence[tuple[float, str]]) -> Clause:
        """The same documents, scored by the highest worth among the values they have in a field; 0 where they have none."""

    @abstractmethod
    def everything(self) -> Clause:
        """All documents."""

    @abstractmethod
    def nothing(self) -> Clause:
        """No document."""

    def near(self, field: str, keys: Sequence[str], slop: int) -> Clause:
        """Each key at most ``slop`` places out of line with the next; the keys score, where they stand in the field.

        More than two are looked for two by two. A phrase of three with slop finds other documents in tantivy when it scores
        than when it counts, and others again in Lucene; and the two engines score words that stand apart differently.
        """
        pairs = [
            self.constant(self.phrase(field, pair, slop), 0.0)
            for pair in pairwise(keys)
            if pair[0] != pair[1]
        ]
        return self.boolean([*(self.term(field, key) for key in dict.fromkeys(keys)), *pairs])

    def gaining(self, scored: Clause, gains: Sequence[Clause]) -> Clause:
        """The same documents; each of the gains adds its score where it is met."""
        return self.boolean([scored], gains) if gains else scored

    def all_of(self, clauses: Sequence[Clause]) -> Clause:
        """Documents that meet every clause; all documents when there is none."""
        return self.boolean([*clauses, self.everything()])

    def any_of(self, clauses: Sequence[Clause]) -> Clause:
        """Documents that meet at least one; none when there is none."""
        return self.boolean(should=clauses)

    def none_of(self, clauses: Sequence[Clause]) -> Clause:
        """Documents that meet no clause."""
        return self.boolean([self.everything()], must_not=clauses)
