"""Where the gate stops, and where it lets pass."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from indexer.quality.canaries import Answer, Canary
from indexer.quality.gate import Breach, GateBounds, judge, judge_canaries
from indexer.quality.measures import Measures, Odd
from tests.benchmarks.bench_gate import DISASTERS, live


def of(assignments: int, **changes: Any) -> Measures:
    base = Measures(
        records=assignments,
        kinds={"assignment": assignments},
        seen=assignments,
        files={".txt": (assignments, 0)},
        stated={"rate": assignments * 8 // 10, "budgetTotal": assignments // 20},
        means={"characters": 3000.0},
        oddities={"rate": Odd(0)},
    )
    return replace(base, **changes)


def breaches(before: Measures, after: Measures, **bounds: Any) -> list[str]:
    return [breach.what for breach in judge(before, after, GateBounds(**bounds))]


@pytest.mark.parametrize(
    ("before", "after", "stopped"),
    [
        (of(10), of(9), []),
        (of(10), of(7), []),
        (of(10), of(6), ["records", "assignments"]),
        (of(1000), of(900), []),
        (of(1000), of(899), ["records", "assignments"]),
        (of(1000), of(2000), []),
        (of(1000), of(1000, kinds={"assignment": 600, "vacancy": 400}), ["assignments"]),
        (of(1000), of(1000, set_aside=100), []),
        (of(1000), of(1000, set_aside=101), ["setAside"]),
        (of(10), of(10, set_aside=3), []),
        (of(1000, files={".pdf": (20, 0)}), of(1000, files={".pdf": (20, 6)}), ["files:.pdf"]),
        (of(1000, files={".pdf": (20, 6)}), of(1000, files={".pdf": (20, 6)}), []),
        (of(1000), of(1000, stated={"rate": 640, "budgetTotal": 36}), []),
        (of(1000), of(1000, stated={"rate": 639, "budgetTotal": 50}), ["stated:rate"]),
        (of(1000), of(1000, stated={"rate": 800, "budgetTotal": 0}), ["stated:budgetTotal"]),
        (of(1000), of(1000, stated={"rate": 800}), []),
        (of(1000), of(950, stated={"rate": 650, "budgetTotal": 45}), []),
        (of(1000), of(1000, means={"characters": 2399.0}), ["mean:characters"]),
        (of(20), of(20, means={"characters": 1000.0}), []),
        (of(1000), of(1000, oddities={"rate": Odd(50)}), []),
        (of(1000), of(1000, oddities={"rate": Odd(51)}), ["oddity:rate"]),
        (of(50, oddities={"sameTitle": Odd(0)}), of(50, oddities={"sameTitle": Odd(20)}), []),
        (of(50, oddities={"commonTitle": Odd(9)}), of(50, oddities={"commonTitle": Odd(12)}), []),
        (
            of(50, oddities={"commonTitle": Odd(9)}),
            of(50, oddities={"commonTitle": Odd(40)}),
            ["oddity:commonTitle"],
        ),
    ],
)
def test_bounds(before: Measures, after: Measures, stopped: list[str]) -> None:
    assert breaches(before, after) == stopped


def test_a_breach_tells_what_from_to_and_bound() -> None:
    assert next(judge(of(1000), of(800), GateBounds())) == Breach("records", 1000, 800, 900.0)
    ((breach),) = judge(of(1000), of(1000, set_aside=200), GateBounds())
    assert breach == Breach("setAside", 0.0, 200, 100.0)


def test_bounds_of_one_let_everything_pass() -> None:
    wide = dict.fromkeys(("records", "set_aside", "reader", "coverage", "oddities", "canaries"), 1.0)
    nothing = of(0, stated={"rate": 0, "budgetTotal": 0}, set_aside=1000, seen=1000)
    assert breaches(of(1000), nothing, **wide) == []


def test_ordinary_nights_pass_and_disasters_do_not() -> None:
    """Chance decides what comes and goes; the longer form is ``python -m tests.benchmarks.bench_gate``."""
    tally = live(200, 60, random.Random(1), GateBounds())
    assert tally.stopped["any"] == 0, tally.stopped
    assert {name: tally.caught[name] for name in DISASTERS if name != "no total amount any more"} == {
        name: 60 for name in DISASTERS if name != "no total amount any more"
    }


def asked(canary: Canary, answer: Answer | None, **bounds: Any) -> list[tuple[str, float]]:
    found = judge_canaries([canary], [answer], GateBounds(**bounds))
    return [(breach.what, breach.bound) for breach in found]


@pytest.mark.parametrize(
    ("canary", "answer", "stopped"),
    [
        (Canary("c", (("q", "jeugd"),), before=100), Answer(50), []),
        (Canary("c", (("q", "jeugd"),), before=100), Answer(49), [("canary:c", 50.0)]),
        (Canary("c", (), before=100), Answer(89), [("canary:c", 90.0)]),
        (Canary("c", (("q", "jeugd"),), before=5), Answer(2), []),
        (Canary("c", (("q", "jeugd"),)), Answer(0), []),
        (Canary("c", (("q", "jeugd"),), before=9), None, []),
        (Canary("c", (("q", "x"),), at_least=3, own=True), Answer(2), [("canary:c", 3)]),
        (Canary("c", (("q", "x"),), keep=0.9, own=True, before=10), Answer(8), [("canary:c", 9.0)]),
        (Canary("c", (("q", "x"),), finds=("a", "b"), own=True), Answer(9, ("b",)), [("canary:c:finds", 2)]),
    ],
)
def test_canaries(canary: Canary, answer: Answer | None, stopped: list[tuple[str, float]]) -> None:
    assert asked(canary, answer) == stopped


def test_titles_stop_together_and_not_where_the_record_has_gone() -> None:
    titles = [Canary(str(n), (("q", "t"),), finds=(str(n),), title=True) for n in range(12)]
    found, lost, gone = Answer(1), Answer(0, ("x",)), Answer(0, ("x",), gone=True)
    assert list(judge_canaries(titles, [found] * 6 + [lost] * 6, GateBounds())) == []
    assert list(judge_canaries(titles, [found] * 1 + [gone] * 11, GateBounds())) == []
    (breach,) = judge_canaries(titles, [found] * 5 + [lost] * 7, GateBounds())
    assert (breach.what, breach.before, breach.after, breach.bound) == ("titles", 12, 5, 6)
