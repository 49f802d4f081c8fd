"""Fits ``date_odds.txt``: what the words around a date say on its role: ``python -m tests.fit_date_odds [--write]``.

A logistic model (softmax over the roles and none) over the dates in running text of texts whose dates are known: the development
half of the gold files and the cases of ``tests/cases/fields``. A date has the role of the
field that has its day; one that has none is of none where the gold tells all dates of its text, or where a case says that no date of it
has the role. Of the other dates of a case nothing is known, and they are left out.

``--folds N`` says, of the dates of which no sign tells a role, how many are found and how many of these rightly, and of those that the
words take back, how many rightly, by weights that were fitted to other texts: of other folders, and other cases.
"""

from __future__ import annotations

import argparse
import json
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from indexer.parse.date_odds import ENOUGH, PLACES, ROLES, START, TOO_LITTLE, signs, words_of
from indexer.parse.date_roles import Role
from indexer.parse.parser import make_doc
from indexer.parse.posting import Dates
from indexer.readers import read
from indexer.readers.source import SourceText
from tests.logistic import Sparse

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "indexer" / "knowledge" / "date_odds.txt"
CASES = ROOT / "tests" / "cases"
GOLD = (
    ROOT / "corpus" / "gold.jsonl",
    # Not asked.jsonl, which tells no dates.
    *(ROOT / "tests" / "strangers" / f"{name}.jsonl" for name in ("gold", "listings", "misleading")),
)
FIELDS: dict[str, Role] = {
    "published": "published",
    "deadline": "deadline",
    "start_date": "start",
    "end_date": "end",
}
IN_GOLD: dict[str, Role] = {
    "published": "published",
    "deadline": "deadline",
    "startDate": "start",
    "endDate": "end",
}
# A label says what these are.
LABELLED = frozenset({"start", "end", "deadline", "published", "period", "duration", "contact", "extension"})
LEAST = 4  # texts in which a sign stands
STRENGTH = 0.03  # pull of a weight towards 0, as a share of one date
STEPS, RATE = 300, 0.15
SMALLEST = 0.1  # a weight below says nothing in any text
NOT_TAKEN: Role = "published"  # it is settled before the others, by signs alone
SIDES: tuple[Role | None, ...] = (None, *ROLES)
HEADING = """\
# What each word says on the role of a date beside it: published, deadline, start, end, over none (natural logarithms; their sum is
# divided by the root of how many there are). "=": a word anywhere in the sentence; "<" and ">": among the words before and behind the
# date, "<<" and ">>" right there, "<2" and ">2" the two right there; "above" and "below": in the sentences around it; "*": always.
# Fitted to texts whose dates are known: python -m tests.fit_date_odds
"""
Array = np.ndarray


class Row(NamedTuple):
    """A date in running text: its signs, the role that the signs of ``date_roles.py`` tell, its true one, and its text."""

    signs: list[str]
    told: Role | None
    is_else: bool
    """Whether they tell of something besides."""
    role: Role | None
    text: int
    beside: str


def rows() -> tuple[list[Row], Counter[str]]:
    """The dates of all texts, and how often each word stands in them in lower case."""
    found: list[Row] = []
    plain: Counter[str] = Counter()
    for number, (source, beside, days, whole) in enumerate(_texts()):
        dates = Dates(make_doc(source))
        of_text = list(_rows_of(dates, number, beside, days, whole))
        if of_text:
            plain.update({word for word in words_of(dates.text) if word.islower()} | {"#", "ROLE"})
        found += of_text
    return found, plain


def _texts() -> Iterator[tuple[SourceText, str, dict[Role, str | None], bool]]:
    """Each text, what stands beside it in one part when the fit is tried, the day of each role, and whether all are told."""
    for path in GOLD:
        for entry in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if entry.get("set") == "evaluation" or entry["kind"] not in ("assignment", "vacancy"):
                continue
            days = {IN_GOLD[key]: row["value"] for key, row in entry["fields"].items() if key in IN_GOLD}
            folder = entry["file"].rpartition("/")[0] or path.name
            yield read(path.parent / entry["file"]), folder, days, True
    for field, role in FIELDS.items():
        table = tomllib.loads((CASES / "fields" / f"{field}.toml").read_text(encoding="utf-8"))
        for case in table["case"]:
            value = case.get("value")
            yield SourceText(case["text"]), case["text"], {role: str(value) if value else None}, False


def _rows_of(
    dates: Dates, number: int, beside: str, days: Mapping[Role, str | None], whole: bool
) -> Iterator[Row]:
    for index, mention in enumerate(dates.mentions):
        covering = dates.covering(mention)
        if (
            dates.where(mention).noise
            or mention.precision == "year"
            or dates.given_up(mention)
            or dates.replaces(index)
            or covering is not None
            and covering.key in LABELLED
            or (settled := dates.settle(mention)) is None
        ):
            continue
        scores = dates.scores(index)
        best = scores.best()
        told = best[0] if best else None
        fits = [
            role for role, day in days.items() if str(settled.last if role == "end" else settled.first) == day
        ]
        if not (fits or whole or (told is None and None in days.values())):
            continue
        role = (told if told in fits else fits[0]) if fits else None
        found = [
            f"{mark} {words}".rstrip()
            for mark, words in signs(dates.layout, mention, scores, dates.place(index))
        ]
        yield Row(found, told, told is None and scores.other > 0, role, number, beside)


def vocabulary(rows: Sequence[Row], plain: Mapping[str, int]) -> dict[str, int]:
    """The signs that are weighed, numbered; words that are never written in lower case are names, and left out."""
    counts: Counter[str] = Counter()
    seen: dict[str, int] = {}
    for row in rows:
        for sign in row.signs:
            mark, _, words = sign.partition(" ")
            if seen.get(sign) != row.text and (
                mark not in PLACES or all(plain[w] >= LEAST for w in words.split())
            ):
                seen[sign] = row.text
                counts[sign] += 1
    return {sign: number for number, sign in enumerate(sorted(s for s, n in counts.items() if n >= LEAST))}


def sparse(rows: Sequence[Row], known: Mapping[str, int]) -> Sparse:
    """Which signs each date has."""
    return Sparse(
        [sorted(known[s] for s in row.signs if s in known) for row in rows],
        len(known),
        [len(row.signs) ** -0.5 for row in rows],
    )


def fit(found: Sparse, wanted: Array) -> tuple[Array, Array]:
    """Weights (signs x sides) and starts (sides) of a softmax, by Adam (D. Kingma, J. Ba, ICLR 2015)."""
    sides = len(SIDES)
    weights, starts = np.zeros((found.columns, sides)), np.zeros(sides)
    first, second = np.zeros((found.columns + 1, sides)), np.zeros((found.columns + 1, sides))
    target = np.eye(sides)[wanted]
    for step in range(1, STEPS + 1):
        error = probabilities(found, weights, starts) - target
        slope = np.stack([found.back(error[:, side]) for side in range(sides)], 1) + STRENGTH * weights
        slope = np.vstack([slope, error.sum(axis=0)])
        first += 0.1 * (slope - first)
        second += 0.01 * (slope**2 - second)
        move = RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        weights, starts = weights - move[:-1], starts - move[-1]
    return weights - weights[:, :1], starts - starts[0]


def probabilities(found: Sparse, weights: Array, starts: Array) -> Array:
    """Of each side for each date."""
    sums = np.stack([found.times(weights[:, side]) for side in range(len(SIDES))], 1) + starts
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def fitted(rows: Sequence[Row], known: Mapping[str, int]) -> tuple[Array, Array]:
    """The weights and starts for these dates."""
    return fit(sparse(rows, known), np.array([SIDES.index(row.role) for row in rows]))


def tried(rows: Sequence[Row], plain: Mapping[str, int], folds: int) -> None:
    """Say what weights that were fitted to other texts find and take back."""
    part = [zlib.crc32(row.beside.encode()) % folds for row in rows]
    known = [0, 0, 0, 0]
    for fold in range(folds):
        ours, others = (
            [r for r, p in zip(rows, part, strict=True) if (p == fold) is is_ours]
            for is_ours in (True, False)
        )
        numbers = vocabulary(others, plain)
        odds = probabilities(sparse(ours, numbers), *fitted(others, numbers))
        for row, chances in zip(ours, odds, strict=True):
            best = int(chances[1:].argmax()) + 1
            if row.told is None and not row.is_else and chances[best] >= ENOUGH and SIDES[best] != NOT_TAKEN:
                known[0] += 1
                known[1] += SIDES[best] == row.role
            elif row.told is not None and chances[SIDES.index(row.told)] <= TOO_LITTLE:
                known[2] += 1
                known[3] += row.told != row.role
    untold = sum(row.told is None and not row.is_else and row.role not in (None, NOT_TAKEN) for row in rows)
    print(f"of {untold} of which no sign tells the role {known[0]} are found, {known[1]} of them rightly")
    print(f"{known[2]} are taken back, {known[3]} of them rightly")


def main() -> None:
    """Fit the weights, say how they do on other texts, and write them where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folds", type=int, default=0)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    ours, plain = rows()
    print(f"{len(ours)} dates in running text")
    if options.folds > 1:
        tried(ours, plain, options.folds)
    if options.write:
        numbers = vocabulary(ours, plain)
        weights, starts = fitted(ours, numbers)
        told = {START: starts[1:], **{sign: weights[at, 1:] for sign, at in numbers.items()}}
        lines = [
            f"{sign} {' '.join(f'{weight:.1f}'.replace('-0.0', '0.0') for weight in row)}"
            for sign, row in told.items()
            if sign == START or np.abs(row).max() >= SMALLEST
        ]
        TABLE.write_text(HEADING + "".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
