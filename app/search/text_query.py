"""The typed words as one query: groups of words that must be met, what is added for, what is left out. It is built for
what passes some filters, because what looks at places in texts is narrowed by them itself where the engine would not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.search.dialect import Clause, Dialect, Filter
from app.search.filters import BROAD, Filters
from app.search.query import Gains, Word, expandable
from app.search.weights import weights

Sides = tuple[tuple[Word, ...], ...]
"""Alternatives of which one must be met, each of them words that must all be met."""


@dataclass(frozen=True)
class TextQuery:
    """The typed words as a query. Each group holds alternatives, each of them words that must all be met."""

    groups: tuple[Sides, ...]
    excluded: tuple[tuple[Word, ...], ...]
    together: tuple[Clause, ...]
    gains: Gains
    dialect: Dialect = dataclasses.field(compare=False, repr=False)

    @property
    def ranks(self) -> bool:
        """Whether there are words to rank by."""
        return bool(self.groups)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words by which a hit is found, in the order typed; *de* and *en* beside others are none."""
        return tuple(word for group in self.groups for side in group for word in side)

    @cached_property
    def plain(self) -> bool:
        """Whether it is words alone, without quotes, prefixes, a field or OF: what may be read with some latitude."""
        return all(len(group) == 1 and expandable(group[0][0]) for group in self.groups)

    @cached_property
    def all_met(self) -> Clause | None:
        """A gain for meeting every word, among hits that need not."""
        return self._all_met(())

    def _all_met(self, within: Sequence[Filter]) -> Clause | None:
        if len(self.groups) < 2:
            return None
        met = self.dialect.boolean(self._joined(lambda word: word.counted_under(within)))
        return self.dialect.constant(met, weights().all_words)

    def query(
        self, needed: int | None = None, strict: TextQuery | None = None, under: Filters | None = None
    ) -> Clause:
        """The scored query under filters. ``needed`` is how many of the groups suffice (all of them when ``None``); what also
        meets ``strict`` gains by that.
        """
        filters = under or {}
        within = self._worth_narrowing(filters)
        met = self._needed(needed, lambda word: word.query_under(within))
        if self.groups:
            narrowed = self.dialect.narrowed
            gains = [narrowed(clause, within) for clause in self.together]
            if strict is not None and (all_met := strict._all_met(within)) is not None:
                gains.append(all_met)
            met = self.dialect.gaining(met, [*gains, *self.gains.together])
        return self.dialect.narrowed(met, filters.values())

    def counted(self, needed: int | None = None, under: Filters | None = None) -> Clause:
        """What :meth:`query` finds, without what only adds to a score."""
        filters = under or {}
        within = self._worth_narrowing(filters)
        met = self._needed(needed, lambda word: word.counted_under(within))
        return self.dialect.narrowed(met, filters.values())

    @property
    def sought_apart(self) -> list[str]:
        """The keys of the compounds whose parts are looked for apart from each other in long texts."""
        words = dict.fromkeys(word.keys[0].whole for word in self.words if word.sought_apart)
        return list(words)

    def in_one_piece(self, compounds: Container[str]) -> TextQuery:
        """The same without that for the compounds with these keys."""

        def whole(word: Word) -> Word:
            return word.in_one_piece if word.sought_apart and word.keys[0].whole in compounds else word

        groups = tuple(tuple(tuple(map(whole, side)) for side in group) for group in self.groups)
        return dataclasses.replace(self, groups=groups)

    def _worth_narrowing(self, filters: Filters) -> list[Filter]:
        """The filters that leave little enough to look at, where that helps the engine."""
        if not self.dialect.narrows_alternatives:
            return []
        return [own for name, own in filters.items() if name not in BROAD]

    def _needed(self, needed: int | None, met: Callable[[Word], Clause]) -> Clause:
        dialect = self.dialect
        joined = self._joined(met)
        if not joined:
            must = [dialect.constant(dialect.everything(), 0.0)]
        elif needed is None or needed >= len(joined):
            must = joined
        else:
            must = [dialect.boolean(should=joined, needed=needed)]
        excluded = [self._all_of([word.query for word in words]) for words in self.excluded]
        return must[0] if len(must) == 1 and not excluded else dialect.boolean(must, must_not=excluded)

    def _joined(self, met: Callable[[Word], Clause]) -> list[Clause]:
        """A clause for each group; ``met`` gives that of a word."""
        return [
            self._any_of([self._all_of([met(word) for word in side]) for side in group])
            for group in self.groups
        ]

    def _all_of(self, queries: Sequence[Clause]) -> Clause:
        return queries[0] if len(queries) == 1 else self.dialect.boolean(queries)

    def _any_of(self, queries: list[Clause]) -> Clause:
        return queries[0] if len(queries) == 1 else self.dialect.best_of(queries)
