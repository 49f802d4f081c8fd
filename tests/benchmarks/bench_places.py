"""How fast places are read: ``python tests/benchmarks/bench_places.py [FILE...]``.

Prints milliseconds for a document of 500 words (candidates and choice together, layout and tokens given) and the ratio to
spaCy's bare Dutch tokenizer on the same texts in the same run: the ratio carries over to another machine, the figure does
not. Also the time in which the gazetteer is first taken up. Without files it reads the texts in ``corpus/``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

_ROUNDS = 9
_WORDS = 500


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the best of a few rounds: other work on the machine does not count."""
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Prints three lines."""
    start = time.process_time()
    from indexer.knowledge import places as gazetteer  # imported here to be timed

    gazetteer.resolve("Vriezenveen")
    loading = time.process_time() - start

    from indexer.parse import places
    from indexer.parse.parser import make_doc
    from indexer.readers.source import SourceText

    root = Path(__file__).parents[2]
    paths = [Path(name) for name in sys.argv[1:]] or sorted((root / "corpus").rglob("*.txt"))
    documents = [make_doc(SourceText(path.read_text(encoding="utf-8"))) for path in paths]
    words = sum(len(doc.text.split()) for doc in documents)
    tokenizer = spacy.blank("nl").tokenizer
    ours = seconds(lambda: [places.select(list(places.read(doc)), doc) for doc in documents])
    bare = seconds(lambda: [tokenizer(doc.text) for doc in documents])
    print(f"gazetteer taken up in        {loading * 1000:6.1f} ms")
    print(
        f"places, {_WORDS} words            {ours / words * _WORDS * 1000:6.2f} ms ({len(documents)} documents, {words} words)"
    )
    print(f"ratio to spaCy's tokenizer   {ours / bare:6.2f}")


if __name__ == "__main__":
    main()
