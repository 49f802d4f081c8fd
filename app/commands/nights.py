"""``opdrachten nights``: the reports that the runs of ``reindex`` left."""

from __future__ import annotations

from typing import Any

from app.commands.terminal import DONE, FAILED, Stop, json_line, printable, write
from app.settings import Settings
from indexer.quality import wording
from indexer.quality.nights import Nights, latest


def run(settings: Settings, *, as_json: bool) -> int:
    """One line a run, oldest first; with ``as_json`` each report whole, one a line."""
    reports = Nights(settings.data).read(most=settings.keep_reports)
    if not reports:
        raise Stop(f"in {settings.data} is nog geen verslag; reindex maakt er elke keer een", FAILED)
    if as_json:
        for report in reports:
            write(json_line(report))
        return DONE
    lines = [line(report) for report in reports]
    if page := latest(settings.data):
        lines += ["", f"Als pagina: {page.absolute()}"]
    write(("\n".join(lines) + "\n").encode("utf-8", "backslashreplace"))
    return DONE


def line(report: dict[str, Any]) -> str:
    """When, how it ended, why where it failed, else how many documents the index holds or would have held, how many of them are
    not in their source, what was set aside.
    """
    at = wording.local(report["started"])
    told = wording.word("outcome", wording.outcome(report))
    quality = report.get("quality")
    if report.get("error") or not quality:  # what a failed run measured is not what there is
        details = [report["error"]] if report.get("error") else []
        return f"{at:%Y-%m-%d %H:%M}  {printable(': '.join([told, *details]))}"
    aside = report.get("setAsideTotal", 0)
    details = [f"{wording.number(quality['after']['records'])} documenten"]
    missing = report.get("missing", 0)
    details += [f"{wording.number(missing)} vermist"] * bool(missing)
    details += [f"{wording.number(aside)} terzijde"] * bool(aside)
    details += [wording.breach(breach) for breach in quality["breaches"][:1]]
    return f"{at:%Y-%m-%d %H:%M}  {printable(f'{told}: ' + ', '.join(details))}"
