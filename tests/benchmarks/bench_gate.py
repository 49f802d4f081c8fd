"""How often the gate stops an ordinary night, and whether it stops the bad ones: ``python -m tests.benchmarks.bench_gate [NIGHTS]``.

Collections of several sizes live through ordinary nights: a share of the documents goes, as many come, some cannot be read.
No text is read for it: what each document states is drawn by chance, as often as in the sample corpus. Prints for each size
the share of ordinary nights that were stopped, and of each disaster the share that was.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from indexer.quality.gate import GateBounds, judge
from indexer.quality.measures import Measures, Odd

SIZES = (10, 30, 100, 1_000)
CHURN = 0.03
STATED = {
    "title": 0.99,
    "places": 0.97,
    "hours": 0.95,
    "rate": 0.80,
    "extension": 0.6,
    "asap": 0.15,
    "budgetTotal": 0.07,
}
KINDS_OF_FILE = (".txt", ".txt", ".html", ".html", ".pdf")
UNREADABLE = 0.01
ODD = 0.01


@dataclass(frozen=True, slots=True)
class Document:
    file: str
    stated: frozenset[str]
    characters: int
    readable: bool
    odd: bool


def draw(rng: random.Random) -> Document:
    stated = frozenset(name for name, share in STATED.items() if rng.random() < share)
    length = int(rng.lognormvariate(8, 0.5))
    return Document(rng.choice(KINDS_OF_FILE), stated, length, rng.random() >= UNREADABLE, rng.random() < ODD)


def measured(documents: Sequence[Document], *, stale: bool = False) -> Measures:
    """What a generation of these documents measures. With ``stale`` what cannot be read kept its record."""
    held = [one for one in documents if one.readable or stale]
    seen = Counter(one.file for one in documents)
    aside = Counter(one.file for one in documents if not one.readable)
    stated = Counter(name for one in held for name in one.stated)
    return Measures(
        records=len(held),
        kinds={"assignment": len(held)},
        seen=len(documents),
        set_aside=aside.total(),
        files={kind: (seen[kind], aside[kind]) for kind in seen},
        stated={name: stated[name] for name in STATED},
        means={"characters": sum(one.characters for one in held) / max(len(held), 1)},
        oddities={"rate": Odd(sum(one.odd for one in held))},
    )


def night(documents: Sequence[Document], rng: random.Random) -> list[Document]:
    stay = [one for one in documents if rng.random() >= CHURN]
    size = len(documents)
    come = sum(rng.random() < CHURN for _ in range(size)) + (len(stay) < 0.8 * size)
    return stay + [draw(rng) for _ in range(come)]


def _half_gone(documents: Sequence[Document], _: random.Random) -> list[Document]:
    return list(documents[: len(documents) // 2])


def _lost(name: str) -> Callable[[Sequence[Document], random.Random], list[Document]]:
    return lambda documents, rng: [replace(one, stated=one.stated - {name}) for one in documents]


def _no_pdf(documents: Sequence[Document], _: random.Random) -> list[Document]:
    return [replace(one, readable=one.readable and one.file != ".pdf") for one in documents]


def _odd_rates(documents: Sequence[Document], rng: random.Random) -> list[Document]:
    return [replace(one, odd=rng.random() < 0.3) for one in documents]


def _half_texts(documents: Sequence[Document], _: random.Random) -> list[Document]:
    return [replace(one, characters=one.characters // 2) for one in documents]


DISASTERS: dict[str, Callable[[Sequence[Document], random.Random], list[Document]]] = {
    "half the documents gone": _half_gone,
    "no rate any more": _lost("rate"),
    "no total amount any more": _lost("budgetTotal"),
    "no pdf readable": _no_pdf,
    "three in ten rates odd": _odd_rates,
    "half of each text": _half_texts,
}


@dataclass(slots=True)
class Tally:
    nights: int
    stopped: Counter[str]
    caught: Counter[str]


def live(size: int, nights: int, rng: random.Random, bounds: GateBounds) -> Tally:
    """So many nights of a collection; each disaster is tried on each of them, and undone."""
    documents = [draw(rng) for _ in range(size)]
    tally = Tally(nights, Counter(), Counter())
    for _ in range(nights):
        before = measured(documents)
        documents = night(documents, rng)
        if breaches := list(judge(before, measured(documents), bounds)):
            tally.stopped["any"] += 1
            tally.stopped.update({breach.what for breach in breaches})
        for name, strike in DISASTERS.items():
            after = measured(strike(documents, rng), stale=name == "no pdf readable")
            tally.caught[name] += any(judge(measured(documents), after, bounds))
    return tally


def main() -> None:
    nights = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    for size in SIZES:
        tally = live(size, nights, random.Random(size), GateBounds())
        why = ", ".join(f"{what} {count}" for what, count in tally.stopped.most_common() if what != "any")
        print(
            f"{size} documents: {tally.stopped['any'] / nights:.4f} of {nights} ordinary nights stopped {why and f'({why})'}"
        )
        for name in DISASTERS:
            print(f"  {name}: {tally.caught[name] / nights:.2f} stopped")


if __name__ == "__main__":
    main()
