"""``opdrachten reindex --part``: one machine's part of a generation that several make together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from app.commands import engines, indexing
from app.commands.terminal import BUSY, USAGE, WAITING, Stop, json_line, tell, write_outcome
from app.settings import Settings
from indexer.report import GateStopped

if TYPE_CHECKING:
    from indexer.cluster.parts.part import Part, Turn

_PART = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
STATES = {"absent": "niet begonnen", "busy": "bezig", "free": "afgebroken"}


def run(settings: Settings, part: str, name: str | None, *, full: bool, force: bool, as_json: bool) -> int:
    """Do a part and report; return the exit status."""
    if settings.engine != "opensearch":
        raise Stop("--part kan alleen met een cluster: --engine opensearch", USAGE)
    asked = _asked(part, name)
    from indexer.cluster.parts.part import reindex_part
    from indexer.cluster.parts.runs import PartBusy, part_key

    tools = indexing.tools_for(settings)
    home = settings.data / part_key(asked.number)
    again = f"opdrachten reindex --part {asked.number}/{asked.of}"
    with indexing.failures(), indexing.progress_shown() as progress:
        try:
            turn = reindex_part(
                list(settings.corpus),
                settings.data,
                asked,
                engines.place(settings),
                jobs=settings.jobs,
                full=full,
                force=force,
                progress=progress,
                tools=tools,
            )
        except PartBusy as busy:
            raise Stop(f"{busy}; hier is niets gedaan", BUSY) from busy
        except GateStopped as stop:
            write_outcome(
                _json(stop.report.to_json(), asked) if as_json else _text(indexing.summary(stop.report))
            )
            return indexing.ended(stop.report, home, again)
    waiting = {"run": turn.run, "waitingFor": [{"part": n, "state": s} for n, s in turn.states.items()]}
    if as_json:
        write_outcome(_json({**turn.report.to_json(), **waiting}, asked))
    else:
        write_outcome(_text(told(asked, turn)))
    status = indexing.ended(turn.report, home, again)
    if turn.states:
        tell(still_missing(turn.states))
        return WAITING
    return status


def _asked(part: str, name: str | None) -> Part:
    from indexer.cluster.parts.part import Part

    found = _PART.fullmatch(part)
    if not found or int(found[1]) > int(found[2]):
        raise Stop(f"een deel is i/n, met i van 1 tot n, zoals 2/3, niet {part!r}", USAGE)
    if name is not None and not _NAME.fullmatch(name):
        raise Stop("de naam van een run bestaat uit hoogstens 64 letters, cijfers en . _ -", USAGE)
    return Part(int(found[1]), int(found[2]), name)


def _json(report: Mapping[str, Any], part: Part) -> bytes:
    return json_line({**report, "part": part.number, "parts": part.of})


def _text(lines: Iterator[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8")


def told(part: Part, turn: Turn) -> Iterator[str]:
    """What came of a turn, in a few lines."""
    report = turn.report
    if not turn.states and not turn.elsewhere:
        yield from indexing.summary(report)
        return
    yield f"Deel {part.number} van {part.of} van run {turn.run} is klaar: {report.parsed} gelezen, {report.records} in dit deel."
    if turn.elsewhere:
        yield f"Alle delen zijn klaar; {turn.elsewhere}."


def still_missing(states: Mapping[int, str]) -> str:
    """Which parts keep the switch waiting."""
    parts = ", ".join(f"{number} ({STATES[state]})" for number, state in states.items())
    return f"Nog niet overgeschakeld: {'deel' if len(states) == 1 else 'delen'} {parts} nog niet klaar"
