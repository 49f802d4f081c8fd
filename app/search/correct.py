"""Spelling help for a whole query: which of its words the index cannot know, and what they were likely meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from app.search.query import Word
from app.search.reader import Reader
from app.search.spelling import Speller
from app.search.text_query import TextQuery
from indexer.index.schema import TEXT_FIELDS, stream_field
from indexer.knowledge import places
from indexer.knowledge.synonyms import groups
from indexer.language.inflection import known_lemma
from indexer.language.lexicon import fold

MOST_CORRECTED: Final = 6
"""How many words of a query are looked up at most."""
_SURELY: Final = 1.0
"""A whole word no further off than this is what was meant; no need to look at halves."""
RARE: Final = 2
"""A word in at most so many assignments may itself be a slip of the pen."""
_MUCH_MORE: Final = 5
"""How many times as frequent another word must be to ask whether that was meant."""


def corrected(snapshot: Reader, speller: Speller, q: str, text: TextQuery) -> str | None:
    """``q`` with every word that the index does not hold replaced by the one likely meant; ``None`` when there is
    nothing to replace. Words of the dictionary and of the synonyms, and names of places are taken as meant, whether the index holds them
    or not.
    """
    replaced = q
    for word in _plain_words(text):
        if not _in_index(snapshot, word) and not _is_word(word.text):
            nearest = speller.nearest(word.text)
            composed = None if nearest and nearest[1] <= _SURELY else speller.composed(word.text)
            meant = [found for found in (nearest, composed) if found]
            if meant:
                replaced = _replace(replaced, word.text, min(meant, key=lambda found: found[1])[0])
    return replaced if replaced != q else None


def asked_for(speller: Speller, q: str, text: TextQuery) -> str | None:
    """``q`` with rare words replaced by much more frequent ones very near to them: worth a question, no more."""
    replaced = q
    for word in _plain_words(text):
        count = speller.count(word.text)
        nearest = speller.nearest(word.text, 1) if count <= RARE and not _is_word(word.text) else None
        if nearest is not None and speller.count(nearest[0]) >= _MUCH_MORE * max(1, count):
            replaced = _replace(replaced, word.text, nearest[0])
    return replaced if replaced != q else None


def _plain_words(text: TextQuery) -> Iterator[Word]:
    words = (word for word in text.words if word.form == "word" and word.text.isalpha())
    for word, _ in zip(words, range(MOST_CORRECTED), strict=False):
        yield word


def _is_word(text: str) -> bool:
    known = known_lemma(fold(text)) is not None or fold(text) in _of_synonyms()
    return known or places.locate(text) is not None


@cache
def _of_synonyms() -> frozenset[str]:
    """Every word of a name that stands in the table of synonyms, most of them English or abbreviations."""
    return frozenset(
        fold(word)
        for group in groups()
        for member in group.members
        for word in re.findall(r"[^\W\d_]+", member)
    )


def _in_index(snapshot: Reader, word: Word) -> bool:
    """Whether any text could meet the word: as it is, by all its parts, or by a synonym."""
    key = word.keys[0]

    def held(stream: str, term: str) -> bool:
        return any(snapshot.doc_freqs([(stream_field(f, stream), term) for f in TEXT_FIELDS]))

    if held("wholes", key.whole) or all(held("stems", stem) for stem in key.smallest_stems):
        return True
    return any(all(held("wholes", own.whole) for own in synonym.keys) for synonym in word.synonyms)


def _replace(q: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, q)
