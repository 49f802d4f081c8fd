"""``opdrachten reindex``, ``generations``, ``rollback`` and ``export``."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands import canaries, engines
from app.commands.terminal import (
    BUSY,
    DONE,
    FAILED,
    SET_ASIDE,
    STOPPED,
    USAGE,
    Stop,
    json_line,
    printable,
    tell,
    write,
    write_outcome,
)
from app.search.reader import EngineUnavailable
from app.settings import Settings
from indexer.index.check import CheckFailed
from indexer.index.generations import GenerationError
from indexer.index.served import Check, ServedError
from indexer.quality import wording
from indexer.quality.gate import GateBounds
from indexer.quality.nights import latest
from indexer.record import KINDS, Record
from indexer.reindex import Busy, NoRecordsError, Progress, reindex
from indexer.report import GateStopped, Report
from indexer.scan import CorpusError, EmptyCorpusError
from indexer.store import StoreError
from indexer.tools import Tools, Versions, real_tools
from indexer.workers import WorkerError

if TYPE_CHECKING:
    from app.search.reader import Reader

STAGE_LABELS = {
    "scan": "documenten zoeken",
    "parse": "documenten lezen",
    "write": "index schrijven",
    "check": "index nakijken",
    "publish": "overschakelen",
}
REASONS_SHOWN = 20


def run(settings: Settings, *, full: bool, force: bool, as_json: bool) -> int:
    """Re-index and report; return the exit status."""
    tools = tools_for(settings)
    with failures(), progress_shown() as progress:
        try:
            report = reindex(
                list(settings.corpus),
                settings.data,
                jobs=settings.jobs,
                full=full,
                force=force,
                progress=progress,
                tools=tools,
            )
        except GateStopped as stop:
            report = stop.report
    if as_json:
        write_outcome(json_line(report.to_json()))
    else:
        write_outcome(("\n".join(summary(report)) + "\n").encode("utf-8"))
    return ended(report, settings.data)


def ended(report: Report, nights: Path, again: str = "opdrachten reindex") -> int:
    """Tell what went wrong in a run, whose report is in ``nights``, and return the exit status. ``again`` is the command by
    which what was stopped can be taken up.
    """
    _tell_set_aside(report)
    _tell_judgement(report, nights, again)
    if report.outcome == "stopped":
        return STOPPED
    return SET_ASIDE if report.set_aside else DONE


@contextlib.contextmanager
def failures() -> Iterator[None]:
    """``Stop`` for everything that a run may fail by."""
    try:
        yield
    except CorpusError as error:
        raise Stop(str(error), USAGE) from error
    except Busy as error:
        raise Stop(f"{error}; deze keer is er niets gedaan", BUSY) from error
    except (
        EmptyCorpusError, NoRecordsError, StoreError, WorkerError, CheckFailed, GenerationError, ServedError,
        EngineUnavailable,
    ) as error:  # fmt: skip
        raise Stop(f"{error}; de index blijft zoals hij was", FAILED) from error


def tools_for(settings: Settings) -> Tools:
    """The program's own tools, with the check and the canaries of the search engine and what the settings say."""
    bounds = {field.name: getattr(settings, f"gate_{field.name}") for field in fields(GateBounds)}
    made = engines.making(settings)
    opened = canaries.Opening(made.read)
    return replace(
        _program(settings),
        write=made.write,
        check=partial(check, made.check, opened),
        served=made.served,
        keep_days=settings.stream_days,
        keep_generations=settings.keep_generations,
        grace_nights=settings.grace_nights,
        gate=GateBounds(**bounds),
        canaries=canaries.own(settings),
        ask=partial(canaries.ask, opened),
        keep_reports=settings.keep_reports,
        get_ready=load_search,
    )


def versions_for(settings: Settings) -> Versions:
    """What a run would build with; asked without reading the canaries, whose faults are a run's alone."""
    return _program(settings).versions()


def _program(settings: Settings) -> Tools:
    tools = real_tools()
    if not settings.keep_personal_data:
        return tools
    from indexer import document

    def versions() -> Versions:
        return replace(tools.versions(), parser=document.parser_version(keep_personal_data=True))

    return replace(tools, parse=document.parse_file_with_personal_data, versions=versions)


def load_search() -> None:
    """Load what :func:`check`, the canaries and the report need: the search engine, the word lists of a query's analysis, a
    template.
    """
    from app.search import answer, engine, exchange, expansion, suggest  # noqa: F401
    from indexer.quality import page

    expansion.table()
    page.load()


def check(
    index: Check, opened: canaries.Opening, directory: Path, ids: Sequence[str], sample: Iterable[Record]
) -> None:
    """What the index says of itself, and then whether the very code that will serve it can."""
    index(directory, ids, sample)
    from app.search.answer import answer
    from app.search.engine import today_in_the_netherlands
    from app.search.request import SearchRequest
    from app.search.suggest import Suggester

    everything = [*(("kind", kind) for kind in KINDS), ("duplicates", "show")]
    try:
        snapshot = opened.anew(directory)
        Suggester(snapshot).suggest("op", 1)
        told = _told(snapshot)
        total = answer(snapshot, SearchRequest.from_query(everything), today_in_the_netherlands(), None)[
            "total"
        ]
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise CheckFailed(f"de zoekmachine kan de nieuwe generatie niet gebruiken ({reason})") from error
    if told[0] != told[1]:
        raise CheckFailed(f"de zoekmachine vindt {told[0]} open documenten, en verteld worden er {told[1]}")
    if total != len(ids):
        raise CheckFailed(f"de zoekmachine vindt {total} van de {len(ids)} documenten in de nieuwe generatie")


def _told(snapshot: Reader) -> tuple[int, int]:
    """How many records are open by a search, and how many by what others are told."""
    from app.search.exchange import Exchange

    journal = snapshot.journal
    if journal is None:
        return 0, 0
    return Exchange(snapshot, journal.day).count(KINDS), journal.open_count(KINDS, journal.day)


def summary(report: Report) -> Iterator[str]:
    """What the run did, in a few lines."""
    changes = {
        "nieuw": report.added,
        "gewijzigd": report.changed,
        "hernoemd": report.renamed,
        "vermist (blijft nog staan)": report.missing,
        "verdwenen": report.removed,
        "terzijde gelegd": len(report.set_aside),
    }
    told = ", ".join(f"{count} {word}" for word, count in changes.items() if count) or "geen verschil"
    yield f"{_documents(report.seen)} gezien: {told}."
    if report.outcome == "stopped":
        yield "Niet overgeschakeld: de nieuwe index is te veel slechter dan die in gebruik is. Er is niets veranderd."
        return
    if not report.built:
        yield f"Niets veranderd: generatie {report.generation} blijft, met {_documents(report.records)}."
        return
    yield f"{_documents(report.parsed)} gelezen, {report.reused} overgenomen."
    seconds = f"{sum(report.seconds.values()):.1f}".replace(".", ",")
    yield f"Generatie {report.generation} is in gebruik, met {_documents(report.records)} ({seconds} s)."


def _tell_judgement(report: Report, nights: Path, again: str) -> None:
    """What went beyond its bounds, and where the page of this night is."""
    judgement = report.judgement
    if judgement is None or not judgement.breaches:
        return
    tell("Over de grens, vergeleken met de index in gebruik:")
    for breach in judgement.breaches[:REASONS_SHOWN]:
        tell(f"  {printable(wording.breach(breach.to_json()))}")
    if len(judgement.breaches) > REASONS_SHOWN:
        tell(f"  en nog {len(judgement.breaches) - REASONS_SHOWN}; het verslag noemt ze alle")
    if page := latest(nights):
        tell(f"Verslag: {page}")
    if report.outcome == "stopped":
        tell(
            f"Klopt de nieuwe index toch, schakel dan over met: {again} --force (naast de andere opties van deze run)"
        )


def _documents(count: int) -> str:
    return f"{count} document" if count == 1 else f"{count} documenten"


def _tell_set_aside(report: Report) -> None:
    if not report.set_aside:
        return
    tell(f"Terzijde gelegd ({len(report.set_aside)}):")
    for file, reason in report.set_aside[:REASONS_SHOWN]:
        tell(f"  {printable(file)}: {printable(reason)}")
    if len(report.set_aside) > REASONS_SHOWN:
        tell(f"  en nog {len(report.set_aside) - REASONS_SHOWN}; --json noemt ze alle")


@contextlib.contextmanager
def progress_shown() -> Iterator[Progress]:
    """A progress bar on standard error where that is a terminal, else nothing."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {
            stage: bars.add_task(label, start=False, visible=False) for stage, label in STAGE_LABELS.items()
        }

        def show(stage: str, done: int, total: int) -> None:
            task = tasks[stage]
            if not bars.tasks[task].started:
                bars.start_task(task)
            bars.update(task, completed=done, total=total or None, visible=True)

        yield show


def generations(settings: Settings) -> int:
    """List the generations, oldest first."""
    kept = engines.keeping(settings)
    try:
        found = kept.listed()
    except ServedError as error:
        raise Stop(str(error), FAILED) from error
    if not found:
        raise Stop(f"in {kept.where} is nog geen generatie; maak er een met: opdrachten reindex", FAILED)
    for one in found:
        mark = "  in gebruik" if one.current else ""
        write(f"{one.name}  {one.created}  {_documents(one.records):>18}{mark}\n".encode())
    return DONE


def back(settings: Settings) -> int:
    """Go back one generation."""
    try:
        earlier = engines.keeping(settings).gone_back()
    except Busy as error:
        raise Stop(f"{error}; er is niet teruggegaan", BUSY) from error
    except (GenerationError, ServedError) as error:
        raise Stop(str(error), FAILED) from error
    write_outcome(f"Generatie {earlier} is weer in gebruik.\n".encode())
    return DONE


def export(settings: Settings) -> int:
    """Every record with its text, one a line."""
    from app.commands.searching import opened

    with opened(settings) as engine:
        for record in engine.export():
            write(json_line(record))
    return DONE
