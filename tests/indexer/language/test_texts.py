"""The doc of a text that rules alone read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

from indexer.language.pipeline import get_pipeline
from indexer.language.texts import TEXT, LazyDoc

LAZY = "Wij zoeken o.a. een coach in Ede.  De start is 1 mei.\n- zzp'er"


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    """The first text in a process waits for what is loaded, and no other does."""
    assert get_pipeline().make_doc("een").text == "een"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_it_has_the_tokens_of_the_text(text: str) -> None:
    made, lazy = get_pipeline().make_doc(text), LazyDoc(text)
    assert [(t.text, t.whitespace_, t.idx) for t in lazy] == [(t.text, t.whitespace_, t.idx) for t in made]
    assert len(LazyDoc(text)) == len(made)
    assert LazyDoc(text).text == made.text == text


def test_what_the_rules_ask_of_it_makes_no_tokens() -> None:
    lazy = LazyDoc(LAZY)
    assert lazy.user_data[TEXT] == LAZY
    assert (lazy._.layout, lazy._.source) == (None, None)
    lazy._.layout = "made"
    assert "made" not in vars(lazy)
    with pytest.raises(AttributeError):
        _ = lazy._.no_such_extension


def test_the_doc_that_it_becomes_holds_what_it_was_given() -> None:
    lazy = LazyDoc(LAZY)
    lazy._.layout = "layout"
    lazy.user_data["kept"] = 1
    assert isinstance(lazy.made, Doc)
    assert lazy.made is lazy.made
    assert lazy.made._.layout == "layout"
    assert lazy.made.user_data["kept"] == 1
    assert lazy.vocab is get_pipeline().vocab
    with pytest.raises(AttributeError):
        _ = lazy.no_such_attribute


def test_matchers_and_spans_find_its_tokens() -> None:
    nlp = get_pipeline()
    phrases = PhraseMatcher(nlp.vocab)
    phrases.add("role", [nlp.make_doc("coach")])
    words = Matcher(nlp.vocab)
    words.add("place", [[{"ORTH": "Ede"}]])
    assert [(start, end) for _, start, end in phrases(LazyDoc(LAZY).made)] == [(4, 5)]
    assert [(start, end) for _, start, end in words(LazyDoc(LAZY).made)] == [(6, 7)]
    assert LazyDoc(LAZY)[2:4].text == "o.a. een"
    assert LazyDoc(LAZY).char_span(0, 3).text == "Wij"


def test_it_goes_through_the_pipeline() -> None:
    lazy, made = get_pipeline()(LazyDoc(LAZY).made), get_pipeline()(LAZY)
    assert [s.text for s in lazy.sents] == [s.text for s in made.sents]
    assert [t.lemma_ for t in lazy] == [t.lemma_ for t in made]
