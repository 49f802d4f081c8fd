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

from app.search.dialect import Clause, Dialect, Filter
from app.search.expansion import Synonym, phrase_lengths, synonyms
from app.search.grammar import Form, Scope, Term
from app.search.weights import function_words, weights
from indexer.index.keys import STREAMS, Key, keys
from indexer.index.schema import TEXT_FIELDS, day, stream_field
from indexer.language.lexicon import fold

NEAR_SLOP: Final = 4
"""How many places apart the parts of a compound may stand in running text."""
OFTEN: Final = 1_000
"""A compound that is written in so many texts is met by these: its parts apart from each other, of which there are more still
and which say less, are looked for only where little else is found.
"""
MOST_KEYS: Final = 12
"""How many keys of one term count; a term such as a-b-c-d has many."""
MOST_WORDS: Final = 32
"""How many words of a query count in all."""
SYNONYM_FIELDS: Final = ("title", "competency_text", "body")
"""Where a synonym may stand; names of places and organisations have none."""
SYNONYM_SLOP: Final = 1
"""How many places apart the words of a synonym may stand."""
_HOLDING: Final = frozenset({"whole", "part"})
"""In what ways a text holds a word itself."""
_RELATED: Final = frozenset({"near", "wider"})
"""Synonyms that say something else than the word."""
_REMEMBERED: Final = 4_096
_MOST_BUILDERS: Final = 8
AHEAD: Final = dt.timedelta(days=7)
"""A text dated up to so far ahead is new, too; one dated later is dated wrongly."""
MOST_TOGETHER: Final = 6
"""Up to how many words are looked for beside each other."""

_SCOPED: Final[dict[Scope | None, tuple[str, ...]]] = {
    None: TEXT_FIELDS,
    "title": ("title",),
    "organisation": ("organisation_text",),
}


class Alternative(NamedTuple):
    """One way in which a word can meet a field. ``how`` is a name in the match weights, or ``phrase``; ``via`` the
    synonym or the part that met in its stead. ``costly`` is one that looks at places in long texts; what an ``implied`` one
    meets, another one of the same word meets too.
    """

    how: str
    field: str
    query: Clause
    via: str | None = None
    costly: bool = False
    implied: bool = False


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
        """What meets the word, scored."""
        return self._scored([way.query for way in self.alternatives])

    @cached_property
    def counted(self) -> Clause:
        """What meets the word, with as little as finds it."""
        return self.dialect.any_of([way.query for way in self.alternatives if not way.implied])

    def query_under(self, filters: Sequence[Filter]) -> Clause:
        """:attr:`query`, of which only what passes the filters matters."""
        return self._scored(self._under(filters, self.alternatives)) if self._narrows(filters) else self.query

    def counted_under(self, filters: Sequence[Filter]) -> Clause:
        """:attr:`counted`, of which only what passes the filters matters."""
        if not self._narrows(filters):
            return self.counted
        needed = [way for way in self.alternatives if not way.implied]
        return self.dialect.any_of(self._under(filters, needed))

    def _narrows(self, filters: Sequence[Filter]) -> bool:
        return bool(filters) and any(way.costly for way in self.alternatives)

    def _under(self, filters: Sequence[Filter], ways: Sequence[Alternative]) -> list[Clause]:
        return [self.dialect.narrowed(way.query, filters) if way.costly else way.query for way in ways]

    def _scored(self, queries: Sequence[Clause]) -> Clause:
        met = self.dialect.best_of(queries, weights().tie)
        if self.phrase_length == 1:
            return met
        return self.dialect.boosted(met, self.phrase_length ** -weights().phrase_damping)

    @property
    def sought_apart(self) -> bool:
        """Whether its parts are looked for apart from each other in long texts."""
        return any(map(_is_apart, self.alternatives))

    @cached_property
    def in_one_piece(self) -> Word:
        """The word without that."""
        return replace(self, alternatives=tuple(way for way in self.alternatives if not _is_apart(way)))

    @property
    def weightless(self) -> bool:
        """Whether it asks nothing beside other words."""
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

    def left_out(self, term: Term) -> tuple[Word, ...]:
        """The words of a term that must not be met together. A word shuts out what holds it, inflected or within a compound:
        -jeugd jeugdhulp as well; not what only stands for it, nor what is derived from it, nor its own parts apart.
        """
        if term.form != "word":
            return self.words(term)
        found = self.words(term)
        if len(found) != 1:
            return self.words(Term(term.text, "phrase", term.scope))
        ways = tuple(way for way in found[0].alternatives if way.how in _HOLDING)
        return (replace(found[0], alternatives=ways),)

    def expanded(self, words: Sequence[Word]) -> list[Word]:
        """The words of a row with their synonyms as further alternatives."""
        row = [word.keys[0] for word in words]
        alone = sum(not word.weightless for word in words) == 1
        return [
            word
            if word.weightless or not (own or length > 1)
            else self._with_synonyms(word, tuple(own), length, alone=alone)
            for word, own, length in zip(words, synonyms(row), phrase_lengths(row), strict=True)
        ]

    def _with_synonyms(self, word: Word, own: tuple[Synonym, ...], length: int, *, alone: bool) -> Word:
        known = (word.text, length, alone, *((synonym.text, synonym.shared) for synonym in own))
        if known not in self._with:
            if len(self._with) >= _REMEMBERED:
                self._with.clear()
            further = tuple(way for synonym in own for way in self._synonym_ways(synonym))
            related = alone and any(synonym.relation in _RELATED for synonym in own)
            ways = (*(self._before_related(word) if related else word.alternatives), *further)
            self._with[known] = replace(word, alternatives=ways, synonyms=own, phrase_length=length)
        return self._with[known]

    def _before_related(self, word: Word) -> tuple[Alternative, ...]:
        """The ways of a word that is asked for alone, where what is only related to it may meet in its stead: a text that holds the
        word itself says more. Beside other words it matters more how many of them are met.
        """
        held = self._weighed(
            "whole", "body", self._term("body", "wholes", word.keys[0].whole), share=weights().alone
        )
        return tuple(held if (way.how, way.field) == ("whole", "body") else way for way in word.alternatives)

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
            if field != "body":
                inside, count = self._sequence(field, "parts", parts, 0), len(parts)
            elif len(wholes) == 1:  # in long texts by its own key, as :meth:`_ways_in_text` does
                inside, count = self._term(field, "parts", wholes[0]), 1
            else:
                continue
            ways.append(self._weighed(how, field, inside, count * shared, share=part, via=via))
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
        implied: bool = False,
        costly: bool = False,
    ) -> Alternative:
        """``keys`` is how many keys a query for one word sums over; without it parts would outweigh their
        whole. ``share`` is what of the weight it gets.
        """
        worth = share * self._match.get(how, 1.0) * self._field[field] / keys
        costly = costly or (keys > 1 and field == "body")
        return Alternative(how, field, self._dialect.boosted(query, worth), via, costly, implied)

    def _ways(self, key: Key, fields: Sequence[str]) -> Iterator[Alternative]:
        for field in fields:
            if field == "body":
                yield from self._ways_in_text(key)
                continue
            count = key.leaves
            yield self._weighed("whole", field, self._term(field, "wholes", key.whole))
            inside = self._sequence(field, "parts", key.smallest, 0)
            related = self._sequence(field, "stems", key.smallest_stems, 0)
            # Where parts stand, their stems stand; and parts in a row are not far apart.
            yield self._weighed("part", field, inside, count, implied=True)
            yield self._weighed("stem", field, related, count, implied=count > 1)
            if count > 1:
                apart = self._dialect.boolean(
                    [self._term(field, "stems", stem) for stem in key.smallest_stems]
                )
                yield self._weighed("separate", field, apart, count)

    def _ways_in_text(self, key: Key) -> Iterator[Alternative]:
        """In long texts looking at places takes far longer than looking up keys: that is done but for the parts of a compound
        apart from each other, which must stand close, or they mean nothing.
        """
        yield self._weighed("whole", "body", self._term("body", "wholes", key.whole))
        # Where a word stands within a longer one, its stem stands.
        yield self._weighed("part", "body", self._term("body", "parts", key.whole), implied=True)
        yield self._weighed("stem", "body", self._term("body", "stems", key.stem))
        if key.leaves > 1:
            near = self._sequence("body", "stems", key.smallest_stems, NEAR_SLOP)
            yield self._weighed("separate", "body", near, key.leaves)

    def _phrase(self, found: Sequence[Key], fields: Sequence[str]) -> tuple[Alternative, ...]:
        wholes = [key.whole for key in found]
        return tuple(
            self._weighed("phrase", f, self._sequence(f, "wholes", wholes, 0), costly=f == "body")
            for f in fields
        )

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

    def _gains(self, today: dt.date, stated: tuple[str, ...] = ()) -> Gains:
        dialect, recent = self._dialect, weights().recent
        still_open = dialect.constant(dialect.still_open(today), weights().open)
        since = [dt.date.fromordinal(max(1, day(today) - days)) for days, _ in recent]
        until = today + AHEAD
        named = [
            (f"recent-{days}", dialect.constant(dialect.days("published", first, until), worth))
            for (days, worth), first in zip(recent, since, strict=True)
        ]
        graded = [(first, worth) for (_, worth), first in zip(recent, since, strict=True)]
        told = [
            (
                f"stated-{field}",
                dialect.constant(dialect.none_of([dialect.term("missing", field)]), weights().stated),
            )
            for field in stated
        ]
        together = still_open, dialect.graded_days("published", graded, until), *(gain for _, gain in told)
        return Gains((("open", still_open), *named, *told), together)


def _is_apart(way: Alternative) -> bool:
    """Whether it meets the parts of a compound apart from each other in long texts."""
    return way.how == "separate" and way.costly


def expandable(word: Word) -> bool:
    """Whether synonyms may stand for it: a plain word, asked for anywhere."""
    return word.form == "word" and word.scope is None


class Gains(NamedTuple):
    """Small constants for what is open and recent, and for what states figures that were asked for: each by its name, and all of them in as few clauses as give the same sum."""

    named: tuple[tuple[str, Clause], ...]
    together: tuple[Clause, ...]
