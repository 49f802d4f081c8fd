"""Parsing, beside spaCy's bare Dutch tokenizer on the same texts in the same run. Processor time, one core.

Both run as a worker does: what is loaded is left out of the search for garbage (``indexer.ready``).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import spacy

import indexer.ready  # noqa: F401
from indexer.parse.parser import parse_source
from indexer.readers import SUFFIXES, SourceText, read

CORPUS = Path(__file__).parents[2] / "corpus"
WORDS = 500
ROUNDS = 9


def _texts() -> list[SourceText]:
    files = sorted(f for f in CORPUS.rglob("*") if f.suffix in SUFFIXES and f.parent != CORPUS)
    return [read(file) for file in files]


def _seconds(*works: Callable[[], object]) -> list[float]:
    """The least of several rounds for each: what it takes when nothing else disturbs it. They take turns, so that what
    slows the machine down for a while does so to all.
    """
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            begun = time.process_time()
            work()
            best[number] = min(best[number], time.process_time() - begun)
    return best


def main() -> None:
    texts = _texts()
    words = sum(len(text.text.split()) for text in texts)
    bare = spacy.blank("nl")
    for text in texts:  # fill the caches of both
        parse_source(text, file="x", id="x")
        bare(text.text)
    parsing, tokenizing = _seconds(
        lambda: [parse_source(text, file="x", id="x") for text in texts],
        lambda: [bare(text.text) for text in texts],
    )
    share = WORDS / words
    print(f"{len(texts)} documents, {words} words")
    print(f"parse:           {1 / (parsing * share):6.0f} documents of {WORDS} words a second")
    print(f"spaCy tokenizer: {1 / (tokenizing * share):6.0f} documents of {WORDS} words a second")
    print(f"ratio parse / tokenizer: {parsing / tokenizing:.1f}")


if __name__ == "__main__":
    main()
