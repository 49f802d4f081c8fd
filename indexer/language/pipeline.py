"""The spaCy pipeline of every text: the small Dutch model where it is installed, else rules alone."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.lang.nl import Dutch
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab, create_vocab

from indexer.language.analyser import lemma
from indexer.language.model import DEFAULT_MODEL, is_installed
from indexer.language.sentence_starts import COMPONENT as SENTENCES
from indexer.language.texts import EXTENSIONS

LEMMAS = "dutch_lemmas"
# A model's other components cost time and nothing here reads what they set. Its lemmas give way to the
# analyser's, so that documents and queries keep one notion of a lemma.
_USED = frozenset({"tok2vec", "transformer", "tagger", "morphologizer", "senter", "ner"})
_UNUSED = ("lemmatizer", "attribute_ruler", "entity_ruler", "textcat")
_KEPT_LEMMAS = 100_000
_KEPT_WORDS = 100_000
_LONGEST_WORD = 200
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD}}}(?=\S)")

for _name in EXTENSIONS:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


class KeepingTokenizer:
    """spaCy's tokenizer, given each new word by itself first; the tokens of a text are the same.

    spaCy keeps how a word splits, but no longer so in a text that holds a special case (``o.a.``): it would split the words
    behind one anew in every text. Characters run together beyond any word are cut every 200, since the time that spaCy takes
    for them grows with the square of their number.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        tokenizer.max_cache_size = max(tokenizer.max_cache_size, _KEPT_WORDS)
        self._seen: set[str] = set()

    def __call__(self, text: str) -> Doc:
        new = set(text.split()) - self._seen
        if any(len(word) > _LONGEST_WORD for word in new):
            cuts = [0, *(found.end() for found in _LONG_WORD.finditer(text)), len(text)]
            pieces = [self._tokenizer(text[start:end]) for start, end in pairwise(cuts)]
            return _joined(pieces)
        if len(self._seen) > _KEPT_WORDS:
            self._seen.clear()
        self._seen |= new
        for word in new:
            self._tokenizer(word)
        doc: Doc = self._tokenizer(text)
        return doc


def _joined(pieces: list[Doc]) -> Doc:
    """One doc of the tokens of all; ``Doc.from_docs`` asks every token for its text and takes five times as long."""
    rows: Any = np.concatenate([piece.to_array(["ORTH", "SPACY"]) for piece in pieces if len(piece)])
    return Doc(pieces[0].vocab, words=rows[:, 0].tolist(), spaces=rows[:, 1].astype(bool).tolist())


@cache
def _vocab() -> Vocab:
    """The vocabulary of rules alone: made in no time, where its tokenizer's exceptions take a fifth of a second."""
    return create_vocab("nl", Dutch.Defaults)


class DutchLemmas:
    """Sets ``token.lemma_`` to the analyser's lemma, looking each different word of a text up once."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        known, add, words = self._known, doc.vocab.strings.add, doc.vocab.strings
        if len(known) > _KEPT_LEMMAS:
            known.clear()
        orths, places = np.unique(doc.to_array("ORTH"), return_inverse=True)
        keys: list[int] = []
        for orth in orths.tolist():
            found = known.get(orth)
            if found is None:
                found = known[orth] = _lemma_of(words[orth])
            # Added anew for each text: in a spaCy memory zone the strings of the last one are gone.
            keys.append(add(found))
        values: Any = np.array(keys, dtype=np.uint64)[places].reshape(-1, 1)
        doc.from_array(["LEMMA"], values)
        return doc


def _lemma_of(word: str) -> str:
    return lemma(word) if word[0].isalpha() else word


@Language.factory(LEMMAS, assigns=["token.lemma"])
def _create_lemmas(nlp: Language, name: str) -> DutchLemmas:
    return DutchLemmas()


def _load(model: str) -> Language:
    nlp = spacy.load(model, exclude=[*_UNUSED, "parser"])
    if "senter" in nlp.disabled:
        nlp.enable_pipe("senter")
    if "senter" not in nlp.pipe_names:
        nlp = spacy.load(model, exclude=_UNUSED)
    for name in list(nlp.component_names):
        if name not in _USED and name != "parser":
            nlp.remove_pipe(name)
    return nlp


def make_pipeline(model: str = DEFAULT_MODEL) -> Language:
    """A pipeline around ``model`` (an installed package or a directory), around rules alone without it.

    Sets sentence starts and lemmas always; tags and entities with a model only. ``doc.text`` is the text
    given, to the character. Raises ``OSError`` or ``ValueError`` when a model is there but does not load.
    """
    present = is_installed(model) or Path(model).is_dir()
    nlp = _load(model) if present else spacy.blank("nl", vocab=_vocab())
    trained = bool({"senter", "parser"} & set(nlp.pipe_names))
    nlp.add_pipe(SENTENCES, first=True, config={"decide_all": not trained})
    nlp.add_pipe(LEMMAS, last=True)
    if hasattr(nlp.tokenizer, "max_cache_size"):
        nlp.tokenizer = KeepingTokenizer(nlp.tokenizer)
    return nlp


@cache
def get_pipeline() -> Language:
    """The default pipeline, made once a process."""
    return make_pipeline()


def model_in_use(nlp: Language) -> str | None:
    """Name and version of the trained model in ``nlp`` (``"nl_core_news_sm 3.8.0"``), else ``None``."""
    if not (_USED | {"parser"}) & set(nlp.pipe_names):
        return None
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
