"""Fits the weights of ``kind.toml``, ``kind_words.txt`` and ``kind_parts.txt`` to texts whose kind is known:
``python -m tests.fit_kind GOLD.jsonl ... [--write]``.

Two logistic models share the signs: does a text offer work, tell a story or neither (softmax over ``offer``, ``article`` and
``other``), and is the work offered for hire or permanent. Each kind counts as much as the others, however many texts it has.
A weight is drawn towards a prior (1 where the table names none) and never below 0, so that what a sign says stays what its name says; weights are
rounded to tenths. Signs are hidden at random while fitting, so that no text leans on a few of them. The cases of
``tests/cases/kind.toml``, ``kind_hard.toml``, ``kind_mixed.toml``, ``kind_pages.toml``, ``kind_told.toml``, ``kind_portal.toml``, the documents of ``asking_told.jsonl`` and the blocks are always among the texts; of a
gold file only what it calls development, where it tells the sets apart, unless ``--all``. What all words say together is fitted apart from
the signs (``fit_kind_words.py``), and added. What the best part of a text says (``fit_kind_parts.py``) is fitted first, and is a sign
like the others.

The weight of ``brief`` is fitted last, to the texts of a few sentences alone (those of ``kind_brief.toml`` among them), with all other
weights as they are: texts so short would bend the weights of all signs.

``--folds N`` fits N times more, each time without one of N parts of the texts, and says how many of the texts left out are
told right, a source at a time: what the weights do on texts they were not fitted to.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np

from indexer.parse.choose import choose
from indexer.parse.kind import decide, find_all
from indexer.parse.kind_parts import OFFERS, OFFERS_NOT, parts, said
from indexer.parse.kind_signs import signs
from indexer.parse.kind_words import Row, told_by, words_of
from indexer.parse.parser import candidates, make_doc
from indexer.readers import read
from indexer.readers.source import SourceText
from indexer.record import Kind
from tests import fit_kind_parts, fit_kind_words
from tests.asking_told import told
from tests.fit_kind_parts import cross_fitted, fit_parts
from tests.fit_kind_words import fit_words

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "indexer" / "knowledge" / "kind.toml"
WORDS = TABLE.with_name("kind_words.txt")
PARTS = TABLE.with_name("kind_parts.txt")
CASES = [
    ROOT / "tests" / "cases" / name
    for name in (
        "kind.toml",
        "kind_hard.toml",
        "kind_mixed.toml",
        "kind_pages.toml",
        "kind_told.toml",
        "kind_portal.toml",
    )
]
BRIEF_CASES = ROOT / "tests" / "cases" / "kind_brief.toml"
BRIEF, STEP = "brief", 0.1
HIGHEST = 1.0  # with more, some of the cases that are to be read as they say are not
EXAMPLE = "an-example"  # the best part of what holds one is not asked after
BLOCKS = ROOT / "tests" / "cases" / "blocks.toml"  # assignments all
PRIOR, MOST = 1.0, 3.5
STRENGTH = 0.06  # pull towards the prior, as a share of one text of each kind
HIDDEN = 0.4  # share of its signs that a text hides at every step, as the words of a stranger would
STEPS, RATE = 3000, 0.02
SIDES: tuple[tuple[tuple[str, ...], dict[Kind, str]], ...] = (
    (
        ("offer", "article", "other"),
        {"assignment": "offer", "vacancy": "offer", "article": "article", "other": "other"},
    ),
    (("hire", "permanent"), {"assignment": "hire", "vacancy": "permanent"}),
)
Array = np.ndarray


def texts(gold: list[Path], *, every: bool) -> Iterator[tuple[str, SourceText, Kind]]:
    """Where a text comes from, the text and its kind: the blocks, the cases, then the gold files."""
    for block in tomllib.loads(BLOCKS.read_text(encoding="utf-8"))["block"]:
        if block["set"] == "development":
            yield BLOCKS.name, SourceText(block["text"]), "assignment"
    for path in CASES:
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield path.name, SourceText(case["text"]), case["kind"]
    for case in told("asking_told.jsonl"):
        if case.kind:
            yield "asking_told.jsonl", SourceText(case.text), cast(Kind, case.kind)
    for path in gold:
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if every or entry.get("set") != "evaluation":
                yield str(path), read(path.parent / entry["file"]), entry["kind"]


def brief_cases() -> Iterator[tuple[SourceText, Kind]]:
    """Texts of a few sentences and their kinds."""
    for case in tomllib.loads(BRIEF_CASES.read_text(encoding="utf-8"))["case"]:
        yield SourceText(case["text"]), case["kind"]


def times(source: SourceText) -> Array:
    """How often each sign counts in a text."""
    doc = make_doc(source)
    seen = find_all(doc, choose(doc, candidates(doc))[2])
    return np.array([seen[s.name].times if s.name in seen else 0 for s in signs().all], dtype=float)


def parts_of(source: SourceText) -> list[set[str]]:
    """The different words of each part of a text."""
    return [found for found, _, _ in parts(make_doc(source)._.layout)]


@cache
def columns() -> dict[str, int]:
    """Where the two signs of the best part, that of an example and that of a brief text stand among all signs."""
    return {
        sign.name: at
        for at, sign in enumerate(signs().all)
        if sign.name in (OFFERS, OFFERS_NOT, EXAMPLE, BRIEF)
    }


@cache
def priors() -> Array:
    """What the weights of each sign are drawn towards (signs x 1)."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["sign"]
    return np.array([[row.get("prior", PRIOR)] for row in rows])


def fit(found: Array, wanted: Array, share: Array, allowed: Array) -> tuple[Array, Array]:
    """Weights (signs x sides) and starts (sides) that minimise the mean loss a side plus the pull towards the prior.

    ``found``: texts x signs; ``wanted``: the column of each text's side; ``share``: how much each text counts; ``allowed``: signs x sides, 1 where a sign speaks.
    """
    weights, starts = allowed * priors(), np.zeros(allowed.shape[1])
    target = np.eye(allowed.shape[1])[wanted]
    chance = np.random.default_rng(1)
    moments = [np.zeros_like(weights), np.zeros_like(weights), np.zeros_like(starts), np.zeros_like(starts)]
    for step in range(1, STEPS + 1):
        shown = found * (chance.random(found.shape) > HIDDEN)
        sums = shown @ weights + starts
        odds = np.exp(sums - sums.max(axis=1, keepdims=True))
        error = (odds / odds.sum(axis=1, keepdims=True) - target) * share[:, None]
        slopes = (
            (shown.T @ error + STRENGTH / found.shape[1] * (weights - priors())) * allowed,
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


def fit_all(found: Array, kinds: Sequence[Kind]) -> dict[str, dict[str, float]]:
    """The weights of every sign a side, and under "" the starts, rounded to tenths."""
    fitted: dict[str, dict[str, float]] = {}
    for sides, side_of in SIDES:
        rows = [i for i, kind in enumerate(kinds) if kind in side_of]
        allowed = np.array([[float(side in s.weights) for side in sides] for s in signs().all])
        columns = np.array([sides.index(side_of[kinds[i]]) for i in rows])
        ours = [kinds[i] for i in rows]
        share = np.array([1.0 / (ours.count(kind) * len(set(ours))) for kind in ours])
        weights, starts = fit(found[rows], columns, share, allowed)
        for column, side in enumerate(sides):
            fitted.setdefault("", {})[side] = round(float(starts[column]), 1)
            for sign, row in zip(signs().all, weights, strict=True):
                if side in sign.weights:
                    fitted.setdefault(sign.name, {})[side] = round(float(row[column]), 1)
    return fitted


def verdict_on(row: Array, text: str, fitted: dict[str, dict[str, float]], words: dict[str, Row]) -> Kind:
    """The kind of a text, of which a row says how often each sign counts."""
    sums = dict(fitted[""])
    for side, weight in told_by(words_of(text.lower()), words).items():
        sums[side] += weight
    for sign, count in zip(signs().all, row, strict=True):
        for side, weight in fitted[sign.name].items():
            sums[side] += weight * count
    return decide(sums)


def fit_brief(
    rows: Sequence[tuple[Array, str, Kind]], fitted: dict[str, dict[str, float]], words: dict[str, Row]
) -> float:
    """The least weight of ``brief`` by which most of the brief texts are told right, each kind counting as much as the others."""
    kinds = Counter(kind for _, _, kind in rows)

    def right(weight: float) -> float:
        tried = {**fitted, BRIEF: {"offer": weight}}
        return sum((verdict_on(row, text, tried, words) == kind) / kinds[kind] for row, text, kind in rows)

    return max(
        np.arange(0.0, HIGHEST + STEP, STEP).round(1).tolist(),
        key=lambda weight: (round(right(weight), 4), -weight),
    )


def cross_validated(
    found: Array, told_in: Sequence[str], kinds: Sequence[Kind], folds: int, seed: int = 0
) -> list[Kind]:
    """What each text is told to be by weights that were fitted without it; equal texts stand in one part."""
    first: dict[bytes, int] = {}
    groups = [first.setdefault(row.tobytes(), i) for i, row in enumerate(found)]
    part = np.random.default_rng(seed).permutation(len(kinds))[groups] % folds
    verdicts: list[Kind] = ["other"] * len(kinds)
    for fold in range(folds):
        rest = np.flatnonzero(part != fold).tolist()
        ours = [kinds[i] for i in rest]
        fitted, words = fit_all(found[rest], ours), fit_words([told_in[i] for i in rest], ours)
        for i in np.flatnonzero(part == fold).tolist():
            verdicts[i] = verdict_on(found[i], told_in[i], fitted, words)
    return verdicts


def main() -> None:
    """Fit both models, say how they do on the same texts and on others, and write the weights where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path, nargs="*")
    arguments.add_argument("--all", action="store_true")
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--folds", type=int, default=0)
    options = arguments.parse_args()
    known = list(texts(options.gold, every=options.all))
    found = np.array([times(source) for _, source, _ in known])
    kinds = [kind for _, _, kind in known]
    told_in = [source.text for _, source, _ in known]
    # Of its best part a text is told by what was fitted to others: to its own the weights of all signs would bend.
    in_parts = [parts_of(source) for _, source, _ in known]
    plain = fit_kind_parts.plain_words(told_in)
    for row, score in zip(found, cross_fitted(in_parts, kinds, plain), strict=True):
        for name, count in said(score).items() if not row[columns()[EXAMPLE]] else ():
            row[columns()[name]] = count
    is_brief = found[:, columns()[BRIEF]] > 0
    briefs = [
        (row.copy(), text, kind)
        for row, text, kind, is_so in zip(found, told_in, kinds, is_brief, strict=True)
        if is_so
    ]
    found[:, columns()[BRIEF]] = 0  # until the others are fitted
    fitted, words = fit_all(found, kinds), fit_words(told_in, kinds)
    of_cases = [(times(source), source.text, kind) for source, kind in brief_cases()]
    fitted[BRIEF] = {"offer": fit_brief([*briefs, *of_cases], fitted, words)}
    found[is_brief, columns()[BRIEF]] = 1
    verdicts = {"fitted": [verdict_on(*each, fitted, words) for each in zip(found, told_in, strict=True)]}
    if options.folds > 1:
        verdicts["cross-validated"] = cross_validated(found, told_in, kinds, options.folds)
    for name, ours in verdicts.items():
        right, all_ = Counter[str](), Counter[str]()
        for (origin, _, kind), verdict in zip(known, ours, strict=True):
            right[origin] += kind == verdict
            all_[origin] += 1
        print(f"{name}: {sum(right.values())} of {len(known)} right")
        for origin, count in all_.items():
            print(f"    {origin}: {right[origin]} of {count}")
    if options.write:
        TABLE.write_text(rewritten(TABLE.read_text(encoding="utf-8"), fitted), encoding="utf-8")
        WORDS.write_text(fit_kind_words.written(words), encoding="utf-8")
        PARTS.write_text(fit_kind_parts.written(fit_parts(in_parts, kinds, plain)), encoding="utf-8")


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
