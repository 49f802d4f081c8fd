"""The pipeline with and without a trained model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed

from indexer.language.pipeline import get_pipeline, make_pipeline, model_in_use
from indexer.parse import parser
from indexer.parse.parser import make_doc, parse_source
from indexer.readers import SourceText

CASES = json.loads((Path(__file__).parents[2] / "cases/language/sentences.json").read_text(encoding="utf-8"))
NO_MODEL = "nl_no_such_model"
# words, tags (one a word) and where an entity stands, all in sentences of our own
TRAINING = [
    ("Wij zoeken een coach in Almelo . De start is in mei .", "P V D N A E . D N V A N .", "Almelo"),
    ("De gemeente Ede zoekt een regisseur . Je werkt in Ede .", "D N E V D N . P V A E .", "Ede"),
    ("Een coach werkt in Zwolle . Een regisseur werkt in mei .", "D N V A E . D N V A N .", "Zwolle"),
]


@pytest.fixture(scope="module")
def rules_only() -> Language:
    return make_pipeline(NO_MODEL)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny pipeline of the small model's shape, trained here, with components that nothing here uses."""
    fix_random_seed(0)
    nlp = spacy.blank("nl")
    nlp.meta.update(name="tiny", version="1.2.3")
    for component in ("tagger", "senter", "ner"):
        nlp.add_pipe(component)
    nlp.add_pipe("entity_ruler")
    examples = []
    for text, tags, place in TRAINING:
        words = text.split()
        stops = [position for position, word in enumerate(words) if word == "."]
        begins: list[bool | int | None] = [n == 0 or n - 1 in stops for n in range(len(words))]
        doc = spacy.tokens.Doc(nlp.vocab, words=words, tags=tags.split(), sent_starts=begins)
        doc.ents = [
            spacy.tokens.Span(doc, token.i, token.i + 1, "LOC") for token in doc if token.text == place
        ]
        examples.append(Example(nlp.make_doc(text), doc))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimizer)
    nlp.disable_pipe("senter")
    path = tmp_path_factory.mktemp("models") / "nl_tiny"
    nlp.to_disk(path)
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_sentences(rules_only: Language, case: dict[str, object]) -> None:
    doc = rules_only(str(case["text"]))
    found = [sentence.text.strip() for sentence in doc.sents]
    assert [text for text in found if text] == case["sentences"]


@settings(deadline=None)  # the first example loads the dictionary
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_text_is_kept_to_the_character(text: str) -> None:
    doc = get_pipeline()(text)
    assert doc.text == text
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


def test_lemmas_are_the_analysers(rules_only: Language) -> None:
    doc = rules_only("De gemeenten zochten 3 coaches.")
    assert [token.lemma_ for token in doc] == ["de", "gemeente", "zoeken", "3", "coach", "."]


def test_lemmas_survive_a_memory_zone(rules_only: Language) -> None:
    for _ in range(2):
        with rules_only.memory_zone():
            assert rules_only("herindicatiegesprekken")[0].lemma_ == "herindicatiegesprek"


def test_without_a_model(rules_only: Language) -> None:
    assert model_in_use(rules_only) is None
    assert not {"tagger", "ner"} & set(rules_only.pipe_names)


def test_cached_once_a_process() -> None:
    assert get_pipeline() is get_pipeline()


def test_with_a_model(trained: Path) -> None:
    nlp = make_pipeline(str(trained))
    assert model_in_use(nlp) == "nl_tiny 1.2.3"
    assert {"tagger", "senter", "ner"} <= set(nlp.pipe_names)
    assert "entity_ruler" not in nlp.component_names
    text = "Wij zoeken een coach in Almelo . De start is in mei .\nEen coach"
    doc = nlp(text)
    assert doc.text == text
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Wij zoeken een coach in Almelo .",
        "De start is in mei .",
        "Een coach",
    ]
    assert [entity.text for entity in doc.ents] == ["Almelo"]
    assert doc[0].tag_ == "P"
    assert doc[2].lemma_ == "een"


def test_a_model_does_not_end_a_sentence_after_an_abbreviation(trained: Path) -> None:
    doc = make_pipeline(str(trained))("Een coach werkt o.a. De start is in mei .")
    assert [token.is_sent_start for token in doc if token.text == "De"] == [False]


def test_a_broken_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 'nl'", encoding="utf-8")
    with pytest.raises((OSError, ValueError)):
        make_pipeline(str(tmp_path))


@pytest.mark.parametrize(
    "text", ["Zie o.a. art. 2 (Wmo), m.b.t. zzp'ers: d.w.z. 3 uur p/w.", "  twee\n\nregels, o.a. deze"]
)
def test_kept_words_give_the_tokens_that_spacy_gives(rules_only: Language, text: str) -> None:
    bare = [token.text for token in spacy.blank("nl")(text)]
    for _ in range(2):
        assert [token.text for token in rules_only(text)] == bare


def test_characters_run_together_are_cut_and_kept(rules_only: Language) -> None:
    text = "een " + "(" * 1000 + " twee\n" + "x" * 450 + ". drie"
    doc = rules_only(text)
    assert doc.text == text
    assert max(len(token) for token in doc) <= 200


def test_a_document_is_read_with_the_model(trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = make_pipeline(str(trained))
    monkeypatch.setattr(parser, "_model", lambda: nlp)
    text = "Wij zoeken een coach in Almelo . De start is in mei ."
    doc: Any = make_doc(SourceText(text))
    plain = nlp(text)
    assert [(t.text, t.tag_, t.lemma_, t.is_sent_start) for t in doc] == [
        (t.text, t.tag_, t.lemma_, t.is_sent_start) for t in plain
    ]
    assert [(e.text, e.label_) for e in doc.ents] == [("Almelo", "LOC")]
    assert doc._.layout.text == text
    assert [place.name for place in parse_source(SourceText(text), file="x", id="x").places] == ["Almelo"]
