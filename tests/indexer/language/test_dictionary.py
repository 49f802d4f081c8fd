"""The dictionary's file is read here as simplemma itself reads it."""

from __future__ import annotations

import pytest
from simplemma import is_known
from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

from indexer.language.dictionary import decoded, written_forms
from indexer.language.lexicon import is_written


def test_forms_are_those_of_simplemma() -> None:
    assert written_forms() == dict(DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl"))


@pytest.mark.parametrize(
    "data", [b"", b"SMFC1\x01\x00", b"SMFC1\x00\x02\x00\x01a\xfe", b"SMFC1\x00\x01\x00\x05a"]
)
def test_other_streams_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, IndexError)):
        decoded(data)


@pytest.mark.parametrize(
    "word", ["amsterdam", "cliënt", "client", "café", "cafe", "foto's", "foto’s", "zzp'er", "qwxz"]
)
def test_words_are_written_where_simplemma_knows_them(word: str) -> None:
    assert is_written(word) == is_known(word, lang="nl")
