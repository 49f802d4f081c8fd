"""Fits ``asking_odds.txt``: what the words around a competency say on whether it is asked: ``python -m tests.fit_asking_odds [--write]``.

A logistic model over all that the rules of asking may reach in texts of which it is known what they ask: the development half
of the gold files, the cases of ``competencies.json``, the sentences of ``competency_wordings.txt`` and the texts of ``asking_told.jsonl``. What no rule reaches counts
``WEIGHT`` times as much as what one does, since of that alone the words decide, and so does each case.

``--folds N`` says, of what no rule reaches, how much is found and how much of that is right by weights that were fitted to other
texts: of other folders, and other cases.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from indexer.parse.asking import Sentence
from indexer.parse.asking_odds import AROUND, ENOUGH, PLACES, START, Odds
from indexer.parse.candidate import Doc
from indexer.parse.competencies import ODDS, Mention, mentions, reached
from indexer.parse.parser import make_doc
from indexer.parse.phrases import Words
from indexer.readers import read
from indexer.readers.source import SourceText
from tests.asking_told import HEAD, TAIL, told
from tests.logistic import Sparse, fit

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "indexer" / "knowledge" / "asking_odds.txt"
CASES = ROOT / "tests" / "cases" / "competencies.json"
WORDINGS = CASES.with_name("competency_wordings.txt")
GOLD = (ROOT / "corpus" / "gold.jsonl", *sorted((ROOT / "tests" / "strangers").glob("*.jsonl")))
LEAST = 4  # texts in which a sign stands
WEIGHT = 3.0
STRENGTH = 0.0625  # pull of a weight towards 0, as a share of one competency
STEPS, RATE = 300, 0.15
SMALLEST = 0.2  # a weight below says nothing in any text
HEADING = """\
# What each word says on whether a competency beside it is asked of the candidate (natural logarithms; their sum is divided by the
# root of how many there are). "=": a word anywhere in the sentence; "<" and ">": among the words before and behind the name,
# "<<" and ">>" right there; "1" and "2": at the head of the sentence; "before" and "next": in the sentences around it; "*": always.
# Fitted to texts of which it is known what they ask: python -m tests.fit_asking_odds
"""


class Text(NamedTuple):
    """A text, what stands beside it in one part when the fit is tried, what it asks, and by which words where that is told."""

    source: SourceText
    beside: str
    asked: frozenset[str]
    words: dict[str, list[str]] | None
    only: str | None = None
    """Where no more is known than whether this one is asked."""
    sure: bool = False
    """A case that is to be read as it says."""
    framed: bool = False
    """Whether the same words stand around it as around others."""


class Row(NamedTuple):
    """A competency where a text names it: its signs, whether a rule asks it, and whether it is asked; and the text."""

    signs: list[str]
    ruled: bool
    asked: bool
    text: int
    beside: str
    counts: float


def texts() -> Iterator[Text]:
    """Every text of which it is known what it asks and to which rules are fitted."""
    for path in GOLD:
        for entry in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if entry.get("set") == "evaluation" or entry["kind"] not in ("assignment", "vacancy"):
                continue
            given = entry["fields"].get("competencies", {"value": [], "words": []})
            words: dict[str, list[str]] = {}
            for key, said in zip(given["value"], given["words"], strict=True):
                words.setdefault(key, []).append(said.lower())
            folder = entry["file"].rpartition("/")[0] or path.name
            yield Text(read(path.parent / entry["file"]), folder, frozenset(words), words)
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        yield Text(SourceText(case["text"]), case["text"], frozenset(case["asked"]), None, sure=True)
    yield from _wordings()
    for case in told("asking_told.jsonl"):
        yield Text(SourceText(case.text), case.text, frozenset(case.asked), None, framed=case.kind is None)


def _wordings() -> Iterator[Text]:
    """What asks a competency stands in a list of what is asked, what only tells stands alone."""
    for line in WORDINGS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        key, *sentences = line.split(" | ")
        for sentence in sentences:
            words = sentence.removeprefix("- ").removeprefix("/ ").removeprefix("! ")
            if sentence.startswith("- "):
                yield Text(SourceText(words), key, frozenset(), None)
            elif not sentence.startswith("/ "):
                source = SourceText(f"Wat breng je mee?\n- {words}")
                yield Text(source, key, frozenset({key}), None, only=key)


def rows_of(number: int, text: Text, plain: Counter[str]) -> list[Row]:
    """All that the rules may reach in one text; left out is what is asked elsewhere in it and perhaps not here. Words that stand
    there in lower case are added to ``plain``.
    """
    doc: Doc = make_doc(text.source)
    low, rows, said = doc._.layout.low, list[Row](), set[str]()

    def noted(sentence: Sentence, before: bool | None, refused: set[str]) -> list[Mention]:
        words = sentence.words
        around = range(max(0, sentence.low - AROUND), min(sentence.high + AROUND, len(words)))
        said.update(words.folded(i) for i in around if words.texts[i].islower())
        follows, spans = before is not None, sentence.asked(before is not None)
        odds, own = Odds(sentence, follows=follows), list[Mention]()
        frame = _frame(text, words, sentence) if text.framed else frozenset[str]()
        for match, span, clause in reached(sentence, spans, refused):
            key, start = str(match.key), sentence.words.starts[match.words[0]]
            end = sentence.words.ends[match.words[-1]]
            asked = key in text.asked
            if text.only is not None and key != text.only:
                continue
            here = not asked or text.words is None or _stands(low, text.words[key], start, end)
            if here:
                counts = WEIGHT if span.rule == ODDS or text.sure else 1.0
                signs = [sign for sign in odds.signs(match) if sign not in frame]
                rows.append(Row(signs, span.rule != ODDS, asked, number, text.beside, counts))
            if span.rule != ODDS:
                own.append(Mention(key, start, end, not sentence.is_wish(span, clause, match), span.rule))
        return own

    for _ in mentions(doc, set(), noted):
        pass
    plain.update(said)
    return rows


def _frame(text: Text, words: Words, sentence: Sentence) -> frozenset[str]:
    """The signs that the frame of a sentence gives, which say nothing of it."""
    first = range(max(0, sentence.low - AROUND), sentence.low)
    next_ = range(sentence.high, min(sentence.high + AROUND, len(words)))
    end = len(text.source.text) - len(TAIL)
    before = (f"before {words.folded(i)}" for i in first if words.starts[i] < len(HEAD))
    return frozenset((*before, *(f"next {words.folded(i)}" for i in next_ if words.starts[i] >= end)))


def _stands(low: str, words: Sequence[str], start: int, end: int) -> bool:
    """Whether one of the words that prove something stands where it is named."""
    for said in words:
        at = low.find(said)
        while at >= 0:
            if at < end and start < at + len(said):
                return True
            at = low.find(said, at + 1)
    return False


def vocabulary(rows: Sequence[Row], plain: Mapping[str, int]) -> dict[str, int]:
    """The signs that are weighed, numbered; words that are never written in lower case are names, and left out."""
    counts, seen = Counter[str](), dict[str, int]()
    for row in rows:
        for sign in row.signs:
            place, _, word = sign.partition(" ")
            if seen.get(sign) != row.text and (place not in PLACES or plain[word] >= LEAST):
                seen[sign] = row.text
                counts[sign] += 1
    return {sign: number for number, sign in enumerate(sorted(s for s, n in counts.items() if n >= LEAST))}


def fitted(rows: Sequence[Row], plain: Mapping[str, int]) -> dict[str, float]:
    """The weights of every sign that says something, and under ``*`` what every sum begins with."""
    known = vocabulary(rows, plain)
    found = Sparse(
        [sorted(known[s] for s in row.signs if s in known) for row in rows],
        len(known),
        [len(row.signs) ** -0.5 for row in rows],
    )
    asked = np.array([row.asked for row in rows], float)
    counted = np.array([row.counts for row in rows])
    weights, start = fit(found, asked, counted, STRENGTH, STEPS, RATE)
    rounded = {sign: round(float(weights[at]), 1) for sign, at in known.items()}
    return {START: round(start, 1), **{s: v for s, v in rounded.items() if abs(v) >= SMALLEST}}


def logit(row: Row, known: dict[str, float]) -> float:
    """As :meth:`indexer.parse.asking_odds.Odds.logit`."""
    return known[START] + sum(filter(None, map(known.get, row.signs))) / len(row.signs) ** 0.5


def tried(rows: Sequence[Row], plain: Mapping[str, int], folds: int) -> None:
    """Say what is found of what no rule reaches, by weights that were fitted to other texts."""
    part = [zlib.crc32(row.beside.encode()) % folds for row in rows]
    found = right = missed = 0
    for fold in range(folds):
        known = fitted([row for row, own in zip(rows, part, strict=True) if own != fold], plain)
        for row, own in zip(rows, part, strict=True):
            if own == fold and not row.ruled:
                asks = logit(row, known) >= ENOUGH
                found, right = found + asks, right + (asks and row.asked)
                missed += row.asked and not asks
    print(f"of what no rule reaches {found} found, {right} of them right; {missed} missed")


def written(weights: dict[str, float]) -> str:
    """The table as it stands in its file."""
    return HEADING + "\n".join(f"{sign} {value:g}" for sign, value in sorted(weights.items())) + "\n"


def main() -> None:
    """Fit, say how it does on other texts, and write the weights where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--folds", type=int, default=0)
    options = arguments.parse_args()
    plain = Counter[str]()
    rows = [row for number, text in enumerate(texts()) for row in rows_of(number, text, plain)]
    print(f"{len(rows)} competencies named, {sum(not row.ruled for row in rows)} that no rule reaches")
    if options.folds > 1:
        tried(rows, plain, options.folds)
    if options.write:
        TABLE.write_text(written(fitted(rows, plain)), encoding="utf-8")


if __name__ == "__main__":
    main()
