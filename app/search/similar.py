"""More like this: by competencies, by the words of the title, and by the words that set a text apart from
the rest.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from app.search.dialect import Clause
from app.search.expansion import synonyms
from app.search.reader import Doc, Found, Reader
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


def similar_query(snapshot: Reader, doc: Doc) -> Clause:
    """Records of the same kind that share something telling with this one, itself left out."""
    card = snapshot.card(doc)
    dialect = snapshot.dialect
    telling = [
        dialect.boosted(dialect.term("competency", competency["id"]), _COMPETENCY)
        for competency in card["competencies"]
        if competency["group"] != _ATTITUDE
    ]
    for key in dict.fromkeys(key for word in keys(card["title"] or "") for key in word.stems):
        if key not in function_words() and len(key) >= _SHORTEST_WORD:
            telling.append(dialect.boosted(dialect.term("title_stems", key), _TITLE))
    for synonym in {s.text: s for found in synonyms(keys(card["title"] or "")) for s in found}.values():
        if synonym.relation in _TELLING_RELATIONS and len(synonym.keys) == 1:
            telling.append(dialect.boosted(dialect.term("title", synonym.keys[0].whole), _TITLE_SYNONYM))
    for key in domain_words(snapshot, snapshot.own_text(doc)[:LONGEST_TEXT]):
        telling.append(dialect.boosted(dialect.term("body", key), _BODY))
    kind = dialect.constant(dialect.term("kind", card["kind"]), 0.0)
    left_out = [dialect.term("id", card["id"]), dialect.term("twin", HIDDEN)]
    others = dialect.constant(dialect.none_of(left_out), 0.0)
    return dialect.boolean([kind, others, dialect.any_of(telling)])


def domain_words(snapshot: Reader, text: str) -> list[str]:
    """The keys that are frequent in this text and rare elsewhere (tf-idf), the most telling first. None of an English
    text: what is rarest about it among Dutch ones is its English, and that is no likeness.
    """
    words = keys(text)
    if sum(word.whole in _ENGLISH for word in words) > _ENGLISH_SHARE * len(words):
        return []
    counts = Counter(word.whole for word in words if len(word.whole) >= _SHORTEST_WORD)
    total = max(1, snapshot.record_count)
    worth: list[tuple[float, str]] = []
    telling = [key for key in counts if key not in function_words() and key.isalpha()]
    for key, documents in zip(telling, snapshot.doc_freqs([("body", key) for key in telling]), strict=True):
        if 2 <= documents <= max(2, _COMMON * total):
            worth.append((-(1 + math.log(counts[key])) * math.log(1 + total / documents), key))
    return [key for _, key in heapq.nsmallest(MOST_DOMAIN_WORDS, worth)]


def similar_hits(snapshot: Reader, doc: Doc, limit: int) -> Sequence[Found]:
    """At most ``limit`` records like this one, the most like first."""
    return snapshot.ranked(similar_query(snapshot, doc), limit)[0] if limit >= 1 else []
