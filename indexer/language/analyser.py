"""One analyser for documents and queries."""

from __future__ import annotations

from simplemma import Lemmatizer

_LEMMATIZER = Lemmatizer()


def lemma(word: str) -> str:
    return _LEMMATIZER.lemmatize(word.lower(), "nl").replace("_", "")
