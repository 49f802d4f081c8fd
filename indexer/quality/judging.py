"""One night at the gate: measures the new generation, asks it the canaries, and says whether it may take over."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import orjson

from indexer.quality import canaries as canary
from indexer.quality import measures
from indexer.quality.canaries import Answer, Ask, Canary, Titled
from indexer.quality.facts import FactsTable
from indexer.quality.gate import Breach, GateBounds, judge, judge_canaries
from indexer.quality.measures import Measures
from indexer.store import Store

QUALITY = "quality.json"
"""What a generation measured when it was made, and its canaries with their answers; in its own directory."""

Verdict = Literal["passed", "stopped", "overruled", "first"]
"""``overruled``: it would have been stopped, and was told to go on. ``first``: there is nothing to compare with."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a generation by its :data:`QUALITY`."""

    measures: Measures
    canaries: tuple[Canary, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict and what it rests on; ``answers`` are those to ``asked``, none where nothing was built."""

    verdict: Verdict
    before: Measures | None
    after: Measures
    breaches: tuple[Breach, ...] = ()
    asked: tuple[Canary, ...] = ()
    answers: tuple[Answer | None, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "verdict": self.verdict,
            "before": self.before.to_json() if self.before else None,
            "after": self.after.to_json(),
            "breaches": [breach.to_json() for breach in self.breaches],
            "canaries": [
                {**one.to_json(), "total": answer.total, "missing": list(answer.missing), "gone": answer.gone}
                for one, answer in zip(self.asked, self.answers, strict=True)
                if answer is not None
            ],
        }


def read_quality(generation: Path | None) -> Known | None:
    """What is known of a generation; ``None`` when there is no generation, or nothing that can be read."""
    if generation is None:
        return None
    try:
        data = orjson.loads((generation / QUALITY).read_bytes())
        return Known(measures.from_json(data["measures"]), tuple(map(canary.from_json, data["canaries"])))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s van generatie %s is onbruikbaar: %s", QUALITY, generation.name, error)
        return None


class Gate:
    """The gate of one run; ``before`` is what is known of the generation in use, ``None`` when that is nothing."""

    def __init__(
        self, current: Path | None, bounds: GateBounds, own: Sequence[Canary], ask: Ask | None, *, force: bool
    ) -> None:
        self.before = read_quality(current)
        self._serving = (
            current is not None
        )  # where nothing serves, a stop would only keep everything from everyone
        self._bounds, self._own, self._ask, self._force = bounds, own, ask, force

    def unchanged(self, sources: Measures) -> Judgement:
        """The judgement where the generation in use holds these very records: only the reading may have become worse."""
        assert self.before is not None
        after = replace(
            self.before.measures,
            seen=sources.seen, set_aside=sources.set_aside, stale=sources.stale, files=sources.files,
        )  # fmt: skip
        breaches = tuple(judge(self.before.measures, after, self._bounds))
        return Judgement(self._verdict(breaches), self.before.measures, after, breaches)

    def built(
        self, building: Path, store: Store, sources: Measures, hidden: Collection[str], today: dt.date
    ) -> Judgement:
        """The judgement of the generation in ``building``; what the next night needs is written there."""
        table = FactsTable(store.database)
        table.refresh()
        after = measures.measure(table, sources, store.record, hidden, today)
        asked, drawn = self._canaries(building, lambda most: _titled(table, store, hidden, most))
        answers = list(self._ask(building, [*asked, *drawn])) if self._ask else []
        old, new = answers[: len(asked)], answers[len(asked) :]
        breaches: list[Breach] = []
        if self.before is not None:
            breaches += judge(self.before.measures, after, self._bounds)
        breaches += judge_canaries(asked, old, self._bounds)
        kept = [one for one in canary.answered(asked, old) if one.own] + list(canary.answered(drawn, new))
        data = {"measures": after.to_json(), "canaries": [one.to_json() for one in kept]}
        (building / QUALITY).write_bytes(orjson.dumps(data))
        before = self.before.measures if self.before else None
        return Judgement(self._verdict(breaches), before, after, tuple(breaches), tuple(asked), tuple(old))

    def _verdict(self, breaches: Sequence[Breach]) -> Verdict:
        if breaches and self._serving:
            return "overruled" if self._force else "stopped"
        return "passed" if self.before else "first"

    def _canaries(self, building: Path, titled: Titled) -> tuple[list[Canary], list[Canary]]:
        """Those of a person and of the generation in use, and those that the new one gives itself for the next night."""
        if self._ask is None:
            return [], []
        known = self.before.canaries if self.before else ()
        totals = {(one.name, one.params): one.before for one in known if one.own}
        own = [replace(one, before=totals.get((one.name, one.params))) for one in self._own]
        asked = [*own, *(one for one in known if not one.own)]
        return asked, list(canary.drawn_from(building, titled))


def _titled(table: FactsTable, store: Store, hidden: Collection[str], most: int) -> Iterator[tuple[str, str]]:
    for id in table.alone(most):
        record = store.record(id)
        if record is not None and id not in hidden:
            yield id, record["title"]
