"""More like this: by competencies, by the words of the title, and by the words that set a text apart from
the rest.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from typing import Any, Final

from tantivy import DocAddress, Occur, Query

from app.search.expansion import synonyms
from app.search.filters import none_of
from app.search.snapshot import Snapshot
from app.search.weights import function_words
from indexer.index.keys import keys
from indexer.index.schema import HIDDEN

MOST_DOMAIN_WORDS: Final = 20
LONGEST_TEXT: Final = 60_000
_COMPETENCY: Final = 1.5
_TITLE: Final = 2.0
_TITLE_SYNONYM: Final = 1.0
_TELLING_RELATIONS: Final = frozenset({"same", "near"})
_BODY: Final = 0.5
_ATTITUDE: Final = "houding"
"""The group of competencies that nearly every text asks for, whatever the work."""
_ENGLISH: Final = frozenset({"the", "and", "of", "to", "with"})
_ENGLISH_SHARE: Final = 0.05
_SHORTEST_WORD: Final = 4
_COMMON: Final = 0.5
"""A word in more than this share of all records is boilerplate and says nothing about likeness."""


def similar_query(snapshot: Snapshot, ordinal: int) -> Query:
    """Records of the same kind that share something telling with this one, itself left out."""
    card = snapshot.card(ordinal)
    schema = snapshot.schema
    telling = [
        Query.boost_query(Query.term_query(schema, "competency", competency["id"]), _COMPETENCY)
        for competency in card["competencies"]
        if competency["group"] != _ATTITUDE
    ]
    for key in dict.fromkeys(key for word in keys(card["title"] or "") for key in word.stems):
        if key not in function_words() and len(key) >= _SHORTEST_WORD:
            telling.append(Query.boost_query(Query.term_query(schema, "title_stems", key), _TITLE))
    for synonym in {s.text: s for found in synonyms(keys(card["title"] or "")) for s in found}.values():
        if synonym.relation in _TELLING_RELATIONS and len(synonym.keys) == 1:
            other = Query.term_query(schema, "title", synonym.keys[0].whole)
            telling.append(Query.boost_query(other, _TITLE_SYNONYM))
    for key in domain_words(snapshot, snapshot.text(ordinal)[:LONGEST_TEXT]):
        telling.append(Query.boost_query(Query.term_query(schema, "body", key), _BODY))
    kind = Query.const_score_query(Query.term_query(schema, "kind", card["kind"]), 0.0)
    left_out = [Query.term_query(schema, "id", card["id"]), Query.term_query(schema, "twin", HIDDEN)]
    others = Query.const_score_query(none_of(left_out), 0.0)
    like = Query.boolean_query([(Occur.Should, query) for query in telling])
    return Query.boolean_query([(Occur.Must, kind), (Occur.Must, others), (Occur.Must, like)])


def domain_words(snapshot: Snapshot, text: str) -> list[str]:
    """The keys that are frequent in this text and rare elsewhere (tf-idf), the most telling first. None of an English
    text: what is rarest about it among Dutch ones is its English, and that is no likeness.
    """
    words = keys(text)
    if sum(word.whole in _ENGLISH for word in words) > _ENGLISH_SHARE * len(words):
        return []
    counts = Counter(word.whole for word in words if len(word.whole) >= _SHORTEST_WORD)
    total = max(1, snapshot.record_count)
    worth: list[tuple[float, str]] = []
    for key, times in counts.items():
        if key in function_words() or not key.isalpha():
            continue
        documents = snapshot.searcher.doc_freq("body", key)
        if 2 <= documents <= max(2, _COMMON * total):
            worth.append((-(1 + math.log(times)) * math.log(1 + total / documents), key))
    return [key for _, key in heapq.nsmallest(MOST_DOMAIN_WORDS, worth)]


def similar_hits(snapshot: Snapshot, ordinal: int, limit: int) -> list[tuple[float, DocAddress]]:
    """Score and address of at most ``limit`` records like this one, the most like first."""
    if limit < 1:
        return []
    hits: Any = snapshot.searcher.search(similar_query(snapshot, ordinal), limit, count=True).hits
    return [(float(score), address) for score, address in hits]
