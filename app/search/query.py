"""What was typed -> a query, word by word. Each word becomes a
disjunction-max over fields and over the ways it can meet a text; words are joined by AND. The parts stay
reachable, so that a hit can be explained and highlighted by the very queries that found it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from app.search.dialect import Clause, Dialect
from app.search.expansion import Synonym, phrase_lengths, synonyms
from app.search.filters import is_open
from app.search.grammar import Form, Scope, Term
from app.search.weights import function_words, weights
from indexer.index.keys import STREAMS, Key, keys
from indexer.index.schema import TEXT_FIELDS, day, stream_field
from indexer.language.lexicon import fold

NEAR_SLOP: Final = 4
"""How many places apart the parts of a compound may stand in running text."""
MOST_KEYS: Final = 12
"""How many keys of one term count; a term such as a-b-c-d has many."""
MOST_WORDS: Final = 32
"""How many words of a query count in all."""
SYNONYM_FIELDS: Final = ("title", "competency_text", "body")
"""Where a synonym may stand; names of places and organisations have none."""
SYNONYM_SLOP: Final = 1
"""How many places apart the words of a synonym may stand."""
_REMEMBERED: Final = 4_096
_MOST_BUILDERS: Final = 8
MOST_TOGETHER: Final = 6
"""Up to how many words are looked for beside each other."""

_SCOPED: Final[dict[Scope | None, tuple[str, ...]]] = {
    None: TEXT_FIELDS,
    "title": ("title",),
    "organisation": ("organisation_text",),
}


class Alternative(NamedTuple):
    """One way in which a word can meet a field. ``how`` is a name in the match weights, or ``phrase``; ``via`` the
    synonym or the part that met in its stead.
    """

    how: str
    field: str
    query: Clause
    via: str | None = None


_FIELD_OF: Final = {
    (stream, field): stream_field(field, stream) for stream in STREAMS for field in TEXT_FIELDS
}


@dataclass(frozen=True)
class Word:
    """A word of the query, or a phrase or prefix. ``keys`` has one entry but for a phrase."""

    text: str
    form: Form
    keys: tuple[Key, ...]
    alternatives: tuple[Alternative, ...]
    dialect: Dialect = dataclasses.field(compare=False, repr=False)
    scope: Scope | None = None
    synonyms: tuple[Synonym, ...] = ()
    phrase_length: int = 1
    """How many words of the query say one thing together with it, *sociaal domein* being one thing."""
    loose: bool = False
    """Whether a part of a compound may meet in its stead."""

    @cached_property
    def query(self) -> Clause:
        met = self.dialect.best_of([a.query for a in self.alternatives], weights().tie)
        if self.phrase_length == 1:
            return met
        return self.dialect.boosted(met, self.phrase_length ** -weights().phrase_damping)

    @property
    def weightless(self) -> bool:
        """Whether a query with other words need not have this one."""
        return self.form == "word" and self.text.casefold() in function_words()


class QueryBuilder:
    """Turns terms into words in one dialect. Remembers words and synonyms: building queries costs more than
    looking them up, and people type the same words.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._match, self._field = weights().match, weights().field
        self.words = lru_cache(maxsize=_REMEMBERED)(self._words)
        self._with: dict[tuple[object, ...], Word] = {}
        self.gains = lru_cache(maxsize=_MOST_BUILDERS)(self._gains)
        self._synonym_ways = lru_cache(maxsize=_REMEMBERED)(self._built_synonym_ways)

    def _words(self, term: Term) -> tuple[Word, ...]:
        """The words of a term; a word that falls apart (wmo-consulent) gives several. May be empty."""
        found = keys(term.text)[:MOST_KEYS]
        fields = _SCOPED[term.scope]
        if not found:
            return ()
        match term.form:
            case "phrase" if len(found) > 1:
                ways = [(tuple(found), term.text, self._phrase(found, fields))]
            case "phrase":
                exact = tuple(
                    self._weighed("whole", f, self._term(f, "wholes", found[0].whole)) for f in fields
                )
                ways = [(tuple(found), term.text, exact)]
            case "prefix":
                ways = [((found[0],), term.text, self._prefix(term.text, found[0], fields))]
            case "word":
                ways = [((key,), key.text, tuple(self._ways(key, fields))) for key in found]
        return tuple(
            Word(text, term.form, own, alternatives, self._dialect, term.scope)
            for own, text, alternatives in ways
        )

    def expanded(self, words: Sequence[Word]) -> list[Word]:
        """The words of a row with their synonyms as further alternatives."""
        row = [word.keys[0] for word in words]
        return [
            word
            if word.weightless or not (own or length > 1)
            else self._with_synonyms(word, tuple(own), length)
            for word, own, length in zip(words, synonyms(row), phrase_lengths(row), strict=True)
        ]

    def _with_synonyms(self, word: Word, own: tuple[Synonym, ...], length: int) -> Word:
        known = (word.text, length, *((synonym.text, synonym.shared) for synonym in own))
        if known not in self._with:
            if len(self._with) >= _REMEMBERED:
                self._with.clear()
            further = tuple(way for synonym in own for way in self._synonym_ways(synonym))
            ways = (*word.alternatives, *further)
            self._with[known] = replace(word, alternatives=ways, synonyms=own, phrase_length=length)
        return self._with[known]

    def loosened(self, word: Word) -> Word:
        """The word with each part of its compound as a further, weak alternative."""
        key = word.keys[0]
        if word.form != "word" or word.scope is not None or key.leaves < 2:
            return word
        pieces = [
            self._weighed("piece", field, self._term(field, "stems", stem), via=part)
            for part, stem in zip(key.smallest, key.smallest_stems, strict=True)
            for field in TEXT_FIELDS
        ]
        return replace(word, alternatives=(*word.alternatives, *pieces), loose=True)

    def _built_synonym_ways(self, synonym: Synonym) -> tuple[Alternative, ...]:
        """A synonym as a word of its own or within a compound; one of several words as a phrase."""
        ways: list[Alternative] = []
        parts = [part for key in synonym.keys for part in key.smallest]
        wholes = [key.whole for key in synonym.keys]
        how, via, shared = synonym.relation, synonym.text, synonym.shared
        part = weights().match["part"]
        for field in SYNONYM_FIELDS:
            exact = self._sequence(field, "wholes", wholes, 0 if len(wholes) == 1 else SYNONYM_SLOP)
            ways.append(self._weighed(how, field, exact, len(wholes) * shared, via=via))
            if how == "joined":
                continue  # the parts beside each other are met word by word
            inside = self._sequence(field, "parts", parts, 0)
            ways.append(self._weighed(how, field, inside, len(parts) * shared, share=part, via=via))
        return tuple(ways)

    def _term(self, field: str, stream: str, key: str) -> Clause:
        return self._dialect.term(_FIELD_OF[stream, field], key)

    def _sequence(self, field: str, stream: str, found: Sequence[str], slop: int) -> Clause:
        if slop and len(found) > 1:
            return self._dialect.near(_FIELD_OF[stream, field], found, slop)
        return self._dialect.phrase(_FIELD_OF[stream, field], found)

    def _weighed(
        self,
        how: str,
        field: str,
        query: Clause,
        keys: int = 1,
        *,
        share: float = 1.0,
        via: str | None = None,
    ) -> Alternative:
        """``keys`` is how many keys a query for one word sums over; without it parts would outweigh their
        whole. ``share`` is what of the weight it gets.
        """
        worth = share * self._match.get(how, 1.0) * self._field[field] / keys
        return Alternative(how, field, self._dialect.boosted(query, worth), via)

    def _ways(self, key: Key, fields: Sequence[str]) -> Iterator[Alternative]:
        for field in fields:
            yield self._weighed("whole", field, self._term(field, "wholes", key.whole))
            count = key.leaves
            yield self._weighed("part", field, self._sequence(field, "parts", key.smallest, 0), count)
            yield self._weighed("stem", field, self._sequence(field, "stems", key.smallest_stems, 0), count)
            if count > 1:
                yield self._weighed("separate", field, self._separate(key, field), count)

    def _separate(self, key: Key, field: str) -> Clause:
        """All parts of a compound in one field; in running text they must stand close, or they mean
        nothing.
        """
        if field == "body":
            return self._sequence(field, "stems", key.smallest_stems, NEAR_SLOP)
        return self._dialect.boolean([self._term(field, "stems", stem) for stem in key.smallest_stems])

    def _phrase(self, found: Sequence[Key], fields: Sequence[str]) -> tuple[Alternative, ...]:
        wholes = [key.whole for key in found]
        return tuple(self._weighed("phrase", f, self._sequence(f, "wholes", wholes, 0)) for f in fields)

    def _prefix(self, text: str, key: Key, fields: Sequence[str]) -> tuple[Alternative, ...]:
        start = "".join(char for char in fold(text) if char.isalnum())
        ways: list[Alternative] = []
        for field in fields:
            ways.append(self._weighed("whole", field, self._term(field, "wholes", key.whole)))
            for stream in ("wholes", "parts"):
                begins = self._dialect.prefix(_FIELD_OF[stream, field], start)
                ways.append(self._weighed("prefix", field, self._dialect.constant(begins, 1.0)))
        return tuple(ways)

    def together(self, words: Sequence[Word]) -> list[Clause]:
        """A gain for the words standing beside each other in the title or the text."""
        plain = [word.keys[0].whole for word in words if word.form == "word"]
        if not 2 <= len(plain) <= MOST_TOGETHER or len(plain) != len(words):
            return []
        rows = [self._sequence(field, "wholes", plain, 1) for field in ("title", "body")]
        return [self._dialect.boosted(self._dialect.best_of(rows), weights().together)]

    def _gains(self, today: dt.date) -> tuple[tuple[str, Clause], ...]:
        """Small constants for what is open and recent, by name."""
        dialect = self._dialect
        gains = [("open", dialect.constant(is_open(dialect, today), weights().open))]
        for days, worth in weights().recent:
            since = dt.date.fromordinal(max(1, day(today) - days))
            gains.append((f"recent-{days}", dialect.constant(dialect.days("published", since), worth)))
        return tuple(gains)


def expandable(word: Word) -> bool:
    """Whether synonyms may stand for it: a plain word, asked for anywhere."""
    return word.form == "word" and word.scope is None


Sides = tuple[tuple[Word, ...], ...]
"""Alternatives of which one must be met, each of them words that must all be met."""


@dataclass(frozen=True)
class TextQuery:
    """The typed words as a query. Each group holds alternatives, each of them words that must all be met."""

    groups: tuple[Sides, ...]
    optional: tuple[Word, ...]
    excluded: tuple[tuple[Word, ...], ...]
    together: tuple[Clause, ...]
    gains: tuple[tuple[str, Clause], ...]
    dialect: Dialect = dataclasses.field(compare=False, repr=False)

    @property
    def ranks(self) -> bool:
        """Whether there are words to rank by."""
        return bool(self.groups)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word that may be met: :attr:`telling` ones in the order typed, then the others."""
        return (*self.telling, *self.optional)

    @cached_property
    def telling(self) -> tuple[Word, ...]:
        """The words by which a hit is found; *de* and *en* beside others are none."""
        return tuple(word for group in self.groups for side in group for word in side)

    @cached_property
    def plain(self) -> bool:
        """Whether it is words alone, without quotes, prefixes, a field or OF: what may be read with some latitude."""
        return all(len(group) == 1 and expandable(group[0][0]) for group in self.groups)

    @cached_property
    def all_met(self) -> Clause | None:
        """A gain for meeting every word, among hits that need not."""
        if len(self.groups) < 2:
            return None
        return self.dialect.constant(self.dialect.boolean(self._joined()), weights().all_words)

    def _joined(self) -> list[Clause]:
        return [self._any_of([self._all_of(side) for side in group]) for group in self.groups]

    def query(self, needed: int | None = None, strict: TextQuery | None = None) -> Clause:
        """The scored query. ``needed`` is how many of the groups suffice (all of them when ``None``); what also
        meets ``strict`` gains by that.
        """
        should: list[Clause] = []
        if self.groups:
            should = [*(word.query for word in self.optional), *self.together, *(q for _, q in self.gains)]
            if strict is not None and strict.all_met is not None:
                should.append(strict.all_met)
        return self.dialect.boolean(*self._needed(needed, should))

    def counted(self, needed: int | None = None) -> Clause:
        """What :meth:`query` finds, without what only adds to a score."""
        return self.dialect.boolean(*self._needed(needed, []))

    def _needed(
        self, needed: int | None, should: list[Clause]
    ) -> tuple[list[Clause], list[Clause], list[Clause]]:
        dialect = self.dialect
        joined = self._joined()
        if not joined:
            must = [dialect.constant(dialect.everything(), 0.0)]
        elif needed is None or needed >= len(joined):
            must = joined
        else:
            must = [dialect.boolean(should=joined, needed=needed)]
        return must, should, [self._all_of(words) for words in self.excluded]

    def _all_of(self, words: Sequence[Word]) -> Clause:
        return words[0].query if len(words) == 1 else self.dialect.boolean([word.query for word in words])

    def _any_of(self, queries: list[Clause]) -> Clause:
        return queries[0] if len(queries) == 1 else self.dialect.best_of(queries)
