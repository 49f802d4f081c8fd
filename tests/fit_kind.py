"""Fits the weights of ``kind.toml`` to texts whose kind is known: ``python -m tests.fit_kind GOLD.jsonl ... [--write]``.

Two logistic models share the signs: does a text offer work, tell a story or neither (softmax over ``offer``, ``article`` and
``other``), and is the work offered for hire or permanent. Each kind counts as much as the others, however many texts it has.
A weight is drawn towards a prior of 1 and never below 0, so that what a sign says stays what its name says; weights are
rounded to tenths. Signs are hidden at random while fitting, so that no text leans on a few of them. The cases of ``tests/cases/kind.toml`` and the blocks are always among the texts; of a gold file only what it calls
development, where it tells the sets apart, unless ``--all``.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from indexer.parse.choose import choose
from indexer.parse.kind import find_all
from indexer.parse.kind_signs import signs
from indexer.parse.parser import candidates, make_doc
from indexer.readers import read
from indexer.readers.source import SourceText

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "indexer" / "knowledge" / "kind.toml"
CASES = ROOT / "tests" / "cases" / "kind.toml"
BLOCKS = ROOT / "tests" / "cases" / "blocks.toml"  # assignments all
PRIOR, STRENGTH, MOST = (
    1.0,
    0.06,
    3.5,
)  # strength: pull towards the prior, as a share of one text of each kind
HIDDEN = 0.4  # share of its signs that a text hides at every step, as the words of a stranger would
STEPS, RATE = 3000, 0.02
SIDE = {"assignment": "offer", "vacancy": "offer", "article": "article", "other": "other"}
Array = np.ndarray


def texts(gold: list[Path], *, every: bool) -> Iterator[tuple[SourceText, str]]:
    """Sources with their kind: the cases, the blocks, then the gold files."""
    for block in tomllib.loads(BLOCKS.read_text(encoding="utf-8"))["block"]:
        if block["set"] == "development":
            yield SourceText(block["text"]), "assignment"
    for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]:
        yield SourceText(case["text"]), case["kind"]
    for path in gold:
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if every or entry.get("set") != "evaluation":
                yield read(path.parent / entry["file"]), entry["kind"]


def times(source: SourceText) -> Array:
    """How often each sign counts in a text."""
    doc = make_doc(source)
    seen = find_all(doc, choose(doc, candidates(doc))[2])
    return np.array([seen[s.name].times if s.name in seen else 0 for s in signs().all], dtype=float)


def fit(found: Array, wanted: Array, share: Array, allowed: Array) -> tuple[Array, Array]:
    """Weights (signs x sides) and starts (sides) that minimise the mean loss a side plus the pull towards the prior.

    ``found``: texts x signs; ``wanted``: the column of each text's side; ``share``: how much each text counts; ``allowed``: signs x sides, 1 where a sign speaks.
    """
    weights, starts = allowed * PRIOR, np.zeros(allowed.shape[1])
    target = np.eye(allowed.shape[1])[wanted]
    chance = np.random.default_rng(1)
    moments = [np.zeros_like(weights), np.zeros_like(weights), np.zeros_like(starts), np.zeros_like(starts)]
    for step in range(1, STEPS + 1):
        shown = found * (chance.random(found.shape) > HIDDEN)
        sums = shown @ weights + starts
        odds = np.exp(sums - sums.max(axis=1, keepdims=True))
        error = (odds / odds.sum(axis=1, keepdims=True) - target) * share[:, None]
        slopes = (
            (shown.T @ error + STRENGTH / found.shape[1] * (weights - PRIOR)) * allowed,
            error.sum(axis=0),
        )
        for number, (values, slope) in enumerate(zip((weights, starts), slopes, strict=True)):  # Adam
            first, second = moments[2 * number], moments[2 * number + 1]
            first += 0.1 * (slope - first)
            second += 0.001 * (slope**2 - second)
            values -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
        weights = np.clip(weights, 0.0, MOST) * allowed
        starts -= starts[0]
        starts[1:] = starts[1:].mean()  # what no sign speaks for is as little a story as anything else
    return weights, starts


def main() -> None:
    """Fit both models, say how they do on the same texts, and write the weights where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path, nargs="*")
    arguments.add_argument("--all", action="store_true")
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    known = list(texts(options.gold, every=options.all))
    found = np.array([times(source) for source, _ in known])
    kinds = [kind for _, kind in known]
    fitted: dict[str, dict[str, float]] = {}
    for sides, wanted in (
        (("offer", "article", "other"), [SIDE[kind] for kind in kinds]),
        (("hire", "permanent"), [{"assignment": "hire", "vacancy": "permanent"}.get(k, "") for k in kinds]),
    ):
        rows = [i for i, side in enumerate(wanted) if side]
        allowed = np.array([[float(side in s.weights) for side in sides] for s in signs().all])
        columns = np.array([sides.index(wanted[i]) for i in rows])
        ours = [kinds[i] for i in rows]
        share = np.array([1.0 / (ours.count(kind) * len(set(ours))) for kind in ours])
        weights, starts = fit(found[rows], columns, share, allowed)
        right = (found[rows] @ weights + starts).argmax(axis=1) == columns
        print(f"{'/'.join(sides)}: {right.sum()} of {len(rows)} right")
        for column, side in enumerate(sides):
            fitted.setdefault("", {})[side] = round(float(starts[column]), 1)
            for sign, row in zip(signs().all, weights, strict=True):
                if side in sign.weights:
                    fitted.setdefault(sign.name, {})[side] = round(float(row[column]), 1)
    if options.write:
        TABLE.write_text(rewritten(TABLE.read_text(encoding="utf-8"), fitted), encoding="utf-8")


def rewritten(table: str, fitted: dict[str, dict[str, float]]) -> str:
    """The table with the fitted numbers in place of its own; the words stay."""
    for side, value in fitted[""].items():
        table = re.sub(rf"(?m)^{side} = .*$", f"{side} = {value}", table, count=1)
    for name, weights in fitted.items():
        told = ", ".join(f"{side} = {value}" for side, value in weights.items())
        table = re.sub(rf'(?m)^(name = "{re.escape(name)}"\nweights = ).*$', rf"\g<1>{{ {told} }}", table)
    return table


if __name__ == "__main__":
    main()
