"""The report of a night as a page of its own: no script, nothing from elsewhere, readable by eye, ear and in print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from indexer.quality import pictures, wording
from indexer.quality.facts import KIND

MOST_ROWS: Final = 200
"""Documents set aside, and canaries, that the page names."""

Report = Mapping[str, Any]


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("indexer.quality", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = ("shown", "number", "share", "moment", "day", "short_day", "what", "bound", "rises")
    environment.filters.update({name: getattr(wording, name) for name in names})
    environment.globals.update(word=wording.word, odd_value=wording.odd_value, outcome=wording.outcome)
    return environment.get_template("page.html")


def load() -> None:
    """Read the template, which :func:`page` else does at its first use."""
    _template()


def page(reports: Sequence[Report]) -> str:
    """The page of the last of ``reports``, which are those of the nights up to it, oldest first; at least one."""
    report = reports[-1]
    quality = report.get("quality") or {}
    after, before = quality.get("after") or {}, quality.get("before") or {}
    return _template().render(
        report=report,
        after=after,
        before=before,
        breaches=quality.get("breaches", []),
        canaries=[one for one in quality.get("canaries", []) if not one["title"]][:MOST_ROWS],
        titles=[one for one in quality.get("canaries", []) if one["title"] and not one["gone"]],
        nights=list(reversed(reports)),
        assignments=_assignments(after),
        assignments_before=_assignments(before),
        fields=_fields(reports, after, before),
        charts=_charts(reports),
        oddities=_oddities(after, before),
        set_aside=report.get("setAside", [])[:MOST_ROWS],
        set_aside_total=report.get("setAsideTotal", len(report.get("setAside", []))),
        reasons=Counter(str(item["reason"]) for item in report.get("setAside", [])).most_common(8),
        seconds=sum((report.get("seconds") or {}).values()),
    )


def _assignments(measures: Mapping[str, Any]) -> int | None:
    return measures["kinds"].get(KIND, 0) if measures else None


def _over(reports: Sequence[Report], take: Callable[[Mapping[str, Any]], float | None]) -> list[float | None]:
    """A figure of the measures of each night, ``None`` for a night that has none."""
    measures = ((report.get("quality") or {}).get("after") for report in reports)
    return [take(one) if one else None for one in measures]


def _share(measures: Mapping[str, Any], name: str) -> float | None:
    every = _assignments(measures)
    return measures["stated"].get(name, 0) / every if every else None


def _fields(reports: Sequence[Report], after: Mapping[str, Any], before: Mapping[str, Any]) -> list[Any]:
    """For each field its name, this night, the generation in use, over the nights, and its picture; the most stated first."""
    found = []
    for name, stated in (after.get("stated") or {}).items():
        shares = _over(reports, lambda measures, name=name: _share(measures, name))  # type: ignore[misc]
        then = _share(before, name) if before else None
        known = [share for share in shares if share is not None]
        line = pictures.spark(name, shares)
        extremes = (min(known, default=0.0), max(known, default=0.0))
        found.append((name, stated, _share(after, name), then, extremes, line))
    return sorted(found, key=lambda row: -row[1])


def _charts(reports: Sequence[Report]) -> dict[str, pictures.Chart]:
    days = [wording.short_day(report["started"]) for report in reports]
    stages = wording.words()["stage"]
    seconds = {stage: [(report.get("seconds") or {}).get(stage) for report in reports] for stage in stages}
    return {
        "records": pictures.lines(
            {
                "all": _over(reports, lambda measures: measures["records"]),
                "assignments": _over(reports, _assignments),
            },
            days,
        ),
        "setAside": pictures.bars(
            {
                "stale": _over(reports, lambda measures: measures["stale"]),
                "lost": _over(reports, lambda measures: max(measures["setAside"] - measures["stale"], 0)),
            },
            days,
        ),
        "seconds": pictures.bars(seconds, days),
    }


def _oddities(after: Mapping[str, Any], before: Mapping[str, Any]) -> list[Any]:
    """For each oddity its name, how many there are and were, and examples."""
    then = (before.get("oddities") or {}) if before else {}
    return [
        (name, odd["count"], then[name]["count"] if name in then else None, odd["examples"])
        for name, odd in (after.get("oddities") or {}).items()
    ]
