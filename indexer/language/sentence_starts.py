"""The component of the pipeline that sets where sentences begin (:mod:`indexer.language.sentences`)."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from indexer.language.sentences import boundaries
from indexer.language.texts import TEXT

COMPONENT = "dutch_sentences"


class DutchSentences:
    """Sets sentence starts; with ``decide_all`` false, leaves the undecided to a trained component."""

    def __init__(self, decide_all: bool = True) -> None:
        self.decide_all = decide_all

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        starts, continued = boundaries(doc.user_data.get(TEXT) or doc.text)
        offsets = doc.to_array("IDX").astype(np.int64).tolist()
        marks = np.full(len(offsets), -1 if self.decide_all else 0, dtype=np.int64)
        for positions, mark in ((continued, -1), (starts, 1)):
            indices = [bisect_left(offsets, position) for position in positions]
            marks[[index for index in indices if index < len(offsets)]] = mark
        marks[0] = 1
        values: Any = marks.astype(np.uint64).reshape(-1, 1)
        doc.from_array(["SENT_START"], values)
        return doc


@Language.factory(
    COMPONENT, default_config={"decide_all": True}, assigns=["token.is_sent_start", "doc.sents"]
)
def _create(nlp: Language, name: str, decide_all: bool) -> DutchSentences:
    return DutchSentences(decide_all)
