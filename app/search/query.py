"""What was typed -> a tantivy query, word by word.

tantivy's own query parser is never used: it ends the process on deeply nested input. Each word becomes a
disjunction-max over fields and over the ways it can meet a text; words are joined by AND. The parts stay
reachable, so that a hit can be explained and highlighted by the very queries that found it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import tantivy
from tantivy import FieldType, Occur, Query

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
    query: Query
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
    scope: Scope | None = None
    synonyms: tuple[Synonym, ...] = ()
    phrase_length: int = 1
    """How many words of the query say one thing together with it, *sociaal domein* being one thing."""
    loose: bool = False
    """Whether a part of a compound may meet in its stead."""

    @cached_property
    def query(self) -> Query:
        met = Query.disjunction_max_query([a.query for a in self.alternatives], weights().tie)
        if self.phrase_length == 1:
            return met
        return Query.boost_query(met, self.phrase_length ** -weights().phrase_damping)

    @property
    def weightless(self) -> bool:
        """Whether a query with other words need not have this one."""
        return self.form == "word" and self.text.casefold() in function_words()


class QueryBuilder:
    """Turns terms into words against one schema. Remembers words and synonyms: building queries costs more than
    looking them up, and people type the same words.
    """

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema
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
        return tuple(Word(text, term.form, own, alternatives, term.scope) for own, text, alternatives in ways)

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

    def _term(self, field: str, stream: str, key: str) -> Query:
        return Query.term_query(self._schema, _FIELD_OF[stream, field], key, index_option="freq")

    def _sequence(self, field: str, stream: str, found: Sequence[str], slop: int) -> Query:
        """The keys in a row. tantivy's phrase query panics on fewer than two."""
        if len(found) == 1:
            return self._term(field, stream, found[0])
        words: list[str | tuple[int, str]] = list(found)
        return Query.phrase_query(self._schema, _FIELD_OF[stream, field], words, slop=slop)

    def _weighed(
        self, how: str, field: str, query: Query, keys: int = 1, *, share: float = 1.0, via: str | None = None
    ) -> Alternative:
        """``keys`` is how many keys a query for one word sums over; without it parts would outweigh their
        whole. ``share`` is what of the weight it gets.
        """
        worth = share * self._match.get(how, 1.0) * self._field[field] / keys
        return Alternative(how, field, Query.boost_query(query, worth), via)

    def _ways(self, key: Key, fields: Sequence[str]) -> Iterator[Alternative]:
        for field in fields:
            yield self._weighed("whole", field, self._term(field, "wholes", key.whole))
            count = key.leaves
            yield self._weighed("part", field, self._sequence(field, "parts", key.smallest, 0), count)
            yield self._weighed("stem", field, self._sequence(field, "stems", key.smallest_stems, 0), count)
            if count > 1:
                yield self._weighed("separate", field, self._separate(key, field), count)

    def _separate(self, key: Key, field: str) -> Query:
        """All parts of a compound in one field; in running text they must stand close, or they mean
        nothing.
        """
        if field == "body":
            return self._sequence(field, "stems", key.smallest_stems, NEAR_SLOP)
        stems = [(Occur.Must, self._term(field, "stems", stem)) for stem in key.smallest_stems]
        return Query.boolean_query(stems)

    def _phrase(self, found: Sequence[Key], fields: Sequence[str]) -> tuple[Alternative, ...]:
        wholes = [key.whole for key in found]
        return tuple(self._weighed("phrase", f, self._sequence(f, "wholes", wholes, 0)) for f in fields)

    def _prefix(self, text: str, key: Key, fields: Sequence[str]) -> tuple[Alternative, ...]:
        pattern = "".join(char for char in fold(text) if char.isalnum()) + ".*"
        ways: list[Alternative] = []
        for field in fields:
            ways.append(self._weighed("whole", field, self._term(field, "wholes", key.whole)))
            for stream in ("wholes", "parts"):
                begins = Query.regex_query(self._schema, stream_field(field, stream), pattern)
                ways.append(self._weighed("prefix", field, Query.const_score_query(begins, 1.0)))
        return tuple(ways)

    def together(self, words: Sequence[Word]) -> list[Query]:
        """A gain for the words standing beside each other in the title or the text."""
        plain = [word.keys[0].whole for word in words if word.form == "word"]
        if not 2 <= len(plain) <= MOST_TOGETHER or len(plain) != len(words):
            return []
        rows = (self._sequence(field, "wholes", plain, 1) for field in ("title", "body"))
        return [Query.boost_query(Query.disjunction_max_query(list(rows)), weights().together)]

    def _gains(self, today: dt.date) -> tuple[tuple[str, Query], ...]:
        """Small constants for what is open and recent, by name."""
        gains = [("open", Query.const_score_query(is_open(self._schema, today), weights().open))]
        for days, worth in weights().recent:
            since = max(1, day(today) - days)
            recent = Query.range_query(self._schema, "published", FieldType.Unsigned, lower_bound=since)
            gains.append((f"recent-{days}", Query.const_score_query(recent, worth)))
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
    together: tuple[Query, ...]
    gains: tuple[tuple[str, Query], ...]

    @property
    def ranks(self) -> bool:
        """Whether there are words to rank by."""
        return bool(self.groups)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word that may be met, in the order typed."""
        return (*(word for group in self.groups for side in group for word in side), *self.optional)

    @cached_property
    def plain(self) -> bool:
        """Whether it is words alone, without quotes, prefixes, a field or OF: what may be read with some latitude."""
        return all(len(group) == 1 and expandable(group[0][0]) for group in self.groups)

    @property
    def all_met(self) -> Query | None:
        """A gain for meeting every word, among hits that need not."""
        if len(self.groups) < 2:
            return None
        met = Query.boolean_query([(Occur.Must, query) for query in self._joined()])
        return Query.const_score_query(met, weights().all_words)

    def _joined(self) -> list[Query]:
        return [_any_of([_all_of(side) for side in group]) for group in self.groups]

    def query(self, needed: int | None = None, strict: TextQuery | None = None) -> Query:
        """The scored query. ``needed`` is how many of the groups suffice (all of them when ``None``); what also
        meets ``strict`` gains by that.
        """
        clauses: list[tuple[Occur, Query]] = []
        joined = self._joined()
        if not joined:
            clauses.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        elif needed is None or needed >= len(joined):
            clauses += [(Occur.Must, query) for query in joined]
        else:
            some = [(Occur.Should, query) for query in joined]
            clauses.append((Occur.Must, Query.boolean_query(some, minimum_number_should_match=needed)))
        if joined:
            gains = [*(word.query for word in self.optional), *self.together, *(q for _, q in self.gains)]
            clauses += [(Occur.Should, query) for query in gains]
            if strict is not None and strict.all_met is not None:
                clauses.append((Occur.Should, strict.all_met))
        clauses += [(Occur.MustNot, _all_of(words)) for words in self.excluded]
        return Query.boolean_query(clauses)


def _all_of(words: Sequence[Word]) -> Query:
    if len(words) == 1:
        return words[0].query
    return Query.boolean_query([(Occur.Must, word.query) for word in words])


def _any_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)
