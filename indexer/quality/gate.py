"""The gate: whether a new generation may take over from the one in use.

A share alone is no bound: of ten documents one is a tenth. So every bound is a share or a number of documents, whichever
allows more. Only what would take something from who searches is a breach; more records, or fields stated more often, pass.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from indexer.quality.canaries import Answer, Canary
from indexer.quality.measures import Measures

LEAST_FOR_MEANS: Final = 30
"""Of fewer assignments a mean says little."""
MISREAD: Final = ("rate", "hours", "endBeforeStart", "farDeadline", "commonTitle")
"""The oddities that tell of reading gone wrong. That no place is stated is held by its coverage, and texts that are posted
twice take nothing from anyone.
"""


@dataclass(frozen=True, slots=True)
class GateBounds:
    """How much worse a generation may be. Shares are between 0 and 1, ``slack`` is a number of documents.

    ``records``: the share of the records (and of the assignments) that may be gone. ``set_aside``: by how much the share of
    documents set aside may rise; ``reader``: the same among the files of one kind. ``coverage``: the share of what stated
    a field that may no longer do so, with as many assignments. ``oddities``: by how much the share of assignments with an
    oddity may rise. ``canaries``: the share of its hits that each search drawn from the generation in use must keep, and the
    share of the titles that must find their own.
    """

    records: float = 0.10
    set_aside: float = 0.10
    reader: float = 0.25
    coverage: float = 0.20
    oddities: float = 0.05
    canaries: float = 0.50
    slack: int = 3


@dataclass(frozen=True, slots=True)
class Breach:
    """What went beyond its bound: ``what`` is a measure (``records``, ``stated:rate``, ``canary:NAME`` and so on), ``before``
    its figure in the generation in use, ``after`` the new one, ``bound`` the figure that it should at least (or for what
    should not rise: at most) have been.
    """

    what: str
    before: float | None
    after: float
    bound: float

    def to_json(self) -> dict[str, Any]:
        return {"what": self.what, "before": self.before, "after": self.after, "bound": self.bound}


def judge(before: Measures, after: Measures, bounds: GateBounds) -> Iterator[Breach]:
    """Every breach in the measures; the figures of what is stated and odd are for as many assignments as there are now."""
    yield from _fallen("records", before.records, after.records, bounds.records, bounds.slack)
    yield from _fallen("assignments", before.assignments, after.assignments, bounds.records, bounds.slack)
    yield from _risen(
        "setAside", before.set_aside, before.seen, after.set_aside, after.seen, bounds.set_aside, bounds.slack
    )
    for suffix, (seen, aside) in after.files.items():
        then_seen, then_aside = before.files.get(suffix, (0, 0))
        what = f"files:{suffix}"
        yield from _risen(what, then_aside, then_seen, aside, seen, bounds.reader, bounds.slack)
    if before.assignments and after.assignments:
        yield from _among_assignments(before, after, bounds)


def _among_assignments(before: Measures, after: Measures, bounds: GateBounds) -> Iterator[Breach]:
    ratio = after.assignments / before.assignments
    for name, count in before.stated.items():
        if name in after.stated:  # one that the record no longer has was taken out on purpose
            expected = count * ratio
            slack = max(bounds.slack, 2 * math.sqrt(expected))  # what comes and goes varies by about the root
            yield from _fallen(f"stated:{name}", expected, after.stated[name], bounds.coverage, slack)
    if min(before.assignments, after.assignments) >= LEAST_FOR_MEANS:
        for name, mean in before.means.items():
            yield from _fallen(f"mean:{name}", mean, after.means.get(name, 0.0), bounds.coverage, 0)
    for name in MISREAD:
        then, odd = before.oddities.get(name), after.oddities.get(name)
        if then is not None and odd is not None:
            both = (then.count, before.assignments, odd.count, after.assignments)
            yield from _risen(f"oddity:{name}", *both, bounds.oddities, bounds.slack)


def _fallen(what: str, before: float, after: float, share: float, slack: float) -> Iterator[Breach]:
    least = before - max(share * before, slack)
    if after < least:
        yield Breach(what, round(before, 2), after, round(max(least, 0), 2))


def _risen(
    what: str, before: int, of_before: int, after: int, of_after: int, share: float, slack: float
) -> Iterator[Breach]:
    expected = before / of_before * of_after if of_before else 0.0
    most = expected + max(share * of_after, slack)
    if after > most:
        yield Breach(what, round(expected, 2), after, round(most, 2))


def judge_canaries(
    canaries: Sequence[Canary], answers: Sequence[Answer | None], bounds: GateBounds
) -> Iterator[Breach]:
    """Every breach among the searches; ``answers`` are those of the new generation, in the same order."""
    known = found = 0
    for canary, answer in zip(canaries, answers, strict=True):
        if answer is None:
            continue
        what = f"canary:{canary.name}"
        if canary.title:
            # A title that others have come to share may sink; only when many do something is wrong with finding.
            known += not answer.gone
            found += not answer.gone and not answer.missing
            continue
        if canary.before is not None:
            usual = (
                bounds.canaries if canary.params else 1 - bounds.records
            )  # the latter is a search for everything
            keep = usual if canary.keep is None else canary.keep
            slack = 0 if canary.own else bounds.slack
            yield from _fallen(what, canary.before, answer.total, 1 - keep, slack)
        if answer.total < canary.at_least:
            yield Breach(what, canary.before, answer.total, canary.at_least)
        if answer.missing:
            ids = len(canary.finds)
            yield Breach(f"{what}:finds", ids, ids - len(answer.missing), ids)
    yield from _fallen("titles", known, found, 1 - bounds.canaries, bounds.slack)
