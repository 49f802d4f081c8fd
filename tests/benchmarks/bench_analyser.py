"""How fast texts become keys: ``python tests/benchmarks/bench_analyser.py [FILE...]``.

Prints tokens a second, first seen (cold: every word looked up and split) and seen before (warm), beside a tokenizer that
does no more than find and lowercase words, in the same run: ratios carry over to another machine, figures do not.
Without files it reads the texts in ``corpus/`` and falls back to the words of the compound cases.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from indexer.language.analyser import analyse
from indexer.language.derivation import derivation_key
from indexer.language.pipeline import make_pipeline

ROOT = Path(__file__).parents[2]
_WORD = re.compile(r"\w+")
_ROUNDS = 5
_LEAST_WORDS = 30_000


def plain(text: str) -> list[tuple[int, int, str]]:
    """The yardstick: lowercase words with their offsets."""
    return [(found.start(), found.end(), found.group().lower()) for found in _WORD.finditer(text)]


def texts() -> list[str]:
    """What is analysed, as documents of a natural size."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "corpus").rglob("*.txt"))
    found = [path.read_text(encoding="utf-8") for path in paths]
    cases = json.loads((ROOT / "tests/cases/language/compounds.json").read_text(encoding="utf-8"))
    return found or [" ".join(case["word"] for case in cases)]


def seconds(work: Callable[[], object]) -> float:
    """The best of a few rounds."""
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Prints the table."""
    documents = texts()
    analyse("warm de tabellen op met schuldhulpverlening")  # tables are loaded once a process
    start = time.perf_counter()
    tokens = sum(len(analyse(text)) for text in documents)
    cold = time.perf_counter() - start
    repeats = max(1, _LEAST_WORDS // tokens)
    repeated = documents * repeats
    total = tokens * repeats
    warm = seconds(lambda: [analyse(text) for text in repeated])
    yardstick = seconds(lambda: [plain(text) for text in repeated])
    wholes = [token.whole for text in documents for token in analyse(text)]
    derive = seconds(lambda: [derivation_key(whole) for whole in wholes])
    query = seconds(lambda: [analyse("jeugdzorg begeleider twente 24 uur") for _ in range(1000)]) / 1000
    print(f"{'analyser, warm':<34}{total / warm:>12,.0f} tokens/s")
    print(f"{'analyser, cold':<34}{tokens / cold:>12,.0f} tokens/s")
    print(f"{'derivation key, warm':<34}{len(wholes) / derive:>12,.0f} keys/s")
    print(f"{'plain lowercase words':<34}{total / yardstick:>12,.0f} tokens/s")
    print(f"{'warm analyser over plain':<34}{warm / yardstick:>12.2f} times the time")
    print(f"{'a query of five words':<34}{query * 1000:>12.4f} ms")
    bare, pipeline = spacy.blank("nl"), make_pipeline("no_model")
    for text in documents:
        pipeline(text)
    base = seconds(lambda: [bare(text) for text in repeated])
    full = seconds(lambda: [pipeline(text) for text in repeated])
    words = sum(len(text.split()) for text in repeated)
    print(f"{'pipeline without a model':<34}{words / full:>12,.0f} words/s")
    print(f"{'pipeline over bare tokenizer':<34}{full / base:>12.2f} times the time")


if __name__ == "__main__":
    main()
