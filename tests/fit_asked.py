"""Tells the wordings of ``competencies.toml`` that texts have borne out from those that none has: ``python -m tests.fit_asked --write``.

A wording is borne out where it stands in the words that a person gave for its competency in a text that rules are written
for, in a case of ``competencies.json`` that asks the competency, or in a sentence of ``competency_wordings.txt``. The others
stand under ``untried``: they are guesses, and believed only in lists (:mod:`indexer.parse.competencies`).

Measured on the texts ``e`` and ``u`` to ``x`` as they were first read, by wordings borne out in all other sets: of what was
found by words that texts of two other sets had borne out 93 of 100 were right, by those of one set 69, by those of a
sentence alone 86, by the others 55: 68 in lists and 43 in prose.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.folded import Folded
from indexer.knowledge.competencies import competencies, orders
from indexer.parse.phrases import Phrases
from indexer.readers import read

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "indexer" / "knowledge" / "competencies.toml"
GOLD = (ROOT / "corpus" / "gold.jsonl", *sorted((ROOT / "tests" / "strangers").glob("*.jsonl")))
CASES = ROOT / "tests" / "cases" / "competencies.json"
WORDINGS = ROOT / "tests" / "cases" / "competency_wordings.txt"
_LONGEST = 120  # characters; words further apart do not stand in what a person gave
_ROW = re.compile(
    r'(?m)^([a-z0-9-]+) = \{ label = ("[^"]*"), patterns = (\[.*?\])(?:, untried = (\[.*\]))? \}$'
)
_UNASKED = ("- ", "/ ", "! ")

Borne = set[tuple[str, str]]  # id and wording, as the table has it


def wordings() -> Phrases:
    """All wordings, each under its id and itself."""
    rows = [
        ((key, wording), pattern)
        for key, _, *lists in table()
        for wording in (*lists[0], *lists[1])
        for pattern in orders(wording)
    ]
    return Phrases({"asked": rows})


def table() -> Iterator[tuple[str, str, list[str], list[str]]]:
    """The rows of the table: id, label, the wordings, the untried ones."""
    for row in _ROW.finditer(TABLE.read_text(encoding="utf-8")):
        yield row[1], json.loads(row[2]), json.loads(row[3]), json.loads(row[4] or "[]")


def found(
    phrases: Phrases, text: str, key: str, spans: Iterable[tuple[int, int]] | None
) -> Iterator[tuple[str, str]]:
    """The wordings of a competency that stand in one of the spans of a text, or anywhere in it."""
    words = phrases.words(text)
    for match in phrases.find("asked", words, words.heads["asked"], len(words)):
        own, wording = match.key  # type: ignore[misc]
        start, end = words.starts[match.words[0]], words.ends[match.words[-1]]
        if own != key or end - start > _LONGEST:
            continue
        if spans is None or any(start < high and low < end for low, high in spans):
            yield own, wording


def borne_out() -> Borne:
    """Every wording that a text, a case or a sentence bears out."""
    phrases, borne = wordings(), set[tuple[str, str]]()
    for path in GOLD:
        for entry in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            asked = entry["fields"].get("competencies")
            if entry["set"] != "development" or not asked:
                continue
            text = read(path.parent / entry["file"]).text
            folded = Folded(text)
            for key, given in zip(asked["value"], asked.get("words") or (), strict=False):
                borne.update(found(phrases, text, key, folded.find(given)))
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        for key in case["asked"]:
            borne.update(found(phrases, case["text"], key, None))
    for line in WORDINGS.read_text(encoding="utf-8").splitlines():
        key, *sentences = line.split(" | ")
        for sentence in sentences if key in competencies() else ():
            if not sentence.startswith(_UNASKED):
                borne.update(found(phrases, sentence, key, None))
    return borne


def rewritten(text: str, borne: Borne) -> str:
    """The table with each wording where it belongs. A competency without one that is borne out keeps its first."""

    def row(old: re.Match[str]) -> str:
        every = [*json.loads(old[3]), *json.loads(old[4] or "[]")]
        tried = [wording for wording in every if (old[1], wording) in borne] or every[:1]
        untried = [wording for wording in every if wording not in tried]
        rest = f", untried = {_listed(untried)}" if untried else ""
        return f"{old[1]} = {{ label = {old[2]}, patterns = {_listed(tried)}{rest} }}"

    return _ROW.sub(row, text)


def _listed(wordings: list[str]) -> str:
    return "[" + ", ".join(json.dumps(wording, ensure_ascii=False) for wording in wordings) + "]"


def main() -> None:
    """Say how many wordings are borne out; write the table where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    borne = borne_out()
    every = [(key, wording) for key, _, *lists in table() for wording in (*lists[0], *lists[1])]
    print(f"{len(borne)} of {len(set(every))} wordings are borne out")
    if options.write:
        TABLE.write_text(rewritten(TABLE.read_text(encoding="utf-8"), borne), encoding="utf-8")


if __name__ == "__main__":
    main()
