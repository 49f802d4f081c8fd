"""``opdrachten search`` and ``serve``."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import socket
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from app.commands import wording
from app.commands.terminal import DONE, FAILED, USAGE, Stop, clean, json_line, printable, tell, why, write
from app.search.engine import Answering, GoneGeneration, NoGeneration, open_engine
from app.search.reader import EngineUnavailable
from app.search.request import InvalidRequest, SearchRequest
from app.settings import Settings
from indexer.index.generations import GenerationError, Generations, check_sums
from indexer.reasons import of_system
from indexer.record import Hours, Rate

PATH = "/v1/assignments"
FACET_LABELS = {
    "province": "provincie",
    "gemeente": "gemeente",
    "competency": "competentie",
    "contractForm": "contractvorm",
    "education": "opleiding",
    "remote": "werkplek",
}
FACET_VALUES = 5
DOCTOR = "wat eraan te doen is zegt: opdrachten doctor"
NARROWEST = 100  # columns; below it a table of six columns is no longer readable


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[Answering]:
    """The engine on the current generation; ``Stop`` where there is none or it does not open, or cannot be reached."""
    try:
        engine = open_engine(settings)
        name = engine.generation
    except NoGeneration:
        raise Stop(
            f"in {settings.data} is nog geen index; maak die met: opdrachten reindex", FAILED
        ) from None
    except (OSError, ValueError) as error:
        told = why(error) if isinstance(error, OSError) else error
        raise Stop(f"de index in {settings.data} gaat niet open: {told}; {DOCTOR}", FAILED) from error
    except EngineUnavailable as error:
        raise _unreachable(error) from error
    del name
    try:
        yield engine
    except EngineUnavailable as error:
        raise _unreachable(error) from error
    except (ValueError, LookupError) as error:
        if settings.engine != "tantivy" or (fault := _fault(settings.data, engine.generation)) is None:
            raise
        raise Stop(f"de index is beschadigd: {fault}; {DOCTOR}", FAILED) from error
    finally:
        engine.close()


def _fault(data: Path, generation: str) -> str | None:
    """What is damaged in a generation by the sums that were made at its build, if anything."""
    try:
        check_sums(Generations(data).directory / generation)
    except (GenerationError, OSError) as error:
        return str(error)
    return None


def _unreachable(error: EngineUnavailable) -> Stop:
    return Stop(f"de index is niet bereikbaar: {error}", FAILED)


def search(settings: Settings, query: str, filters: Sequence[str], *, as_json: bool) -> int:
    """Search as the API does: ``filters`` are its parameters as ``name=value``."""
    params = [("q", query)] if query else []
    for item in filters:
        name, equals, value = item.partition("=")
        if not equals or not name:
            raise Stop(f"een filter is naam=waarde, niet {printable(item)!r}", USAGE)
        params.append((name, value))
    try:
        request = SearchRequest.from_query(params)
        with opened(settings) as engine:
            found = engine.search(request)
    except InvalidRequest as error:
        wrong = "\n".join(f"  {item.parameter}: {item.message}" for item in error.errors)
        raise Stop(f"deze zoekvraag kan niet:\n{wrong}", USAGE) from error
    except GoneGeneration as error:
        raise Stop("de index is vernieuwd sinds deze cursor; zoek opnieuw zonder cursor", FAILED) from error
    if as_json:
        write(json_line(as_answer(request, found)))
    else:
        show(found)
    return DONE


def as_answer(request: SearchRequest, found: dict[str, Any]) -> dict[str, Any]:
    """The API's answer, in its order; its links are relative, since no server is spoken to."""

    def page(cursor: str | None) -> str:
        params = replace(request, cursor=cursor).to_params()
        return f"{PATH}?{urlencode(params, quote_via=quote)}" if params else PATH

    rest = dict(found)
    following = rest.pop("nextCursor", None)
    links = {"self": page(request.cursor), "first": page(None)}
    if following:
        links["next"] = page(following)
    first = {name: rest.pop(name) for name in ("total", "items", "facets", "interpreted")}
    return {**first, "links": links, **rest}


def spelled_and_met(found: dict[str, Any]) -> Iterator[str]:
    """Where what was found is not what was typed: how it was spelled, and how many hold all words."""
    if corrected := found["corrected"]:
        typed, searched = printable(corrected["from"]), printable(corrected["to"])
        yield f"Niets voor ‘{typed}’; dit is wat ‘{searched}’ vindt."
    elif meant := found["didYouMean"]:
        yield f"Bedoelde u ‘{printable(meant)}’?"
    if found["metAll"] < found["total"]:
        yield f"{found['metAll'] or 'Geen'} ervan {'hebben' if found['metAll'] > 1 else 'heeft'} al uw woorden."


def show(found: dict[str, Any]) -> None:
    """The results as a table, and below it how they divide."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    total, items = found["total"], found["items"]
    width = max(shutil.get_terminal_size((120, 24)).columns, NARROWEST)
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        shown = f", hier de eerste {len(items)}" if len(items) < total else ""
        console.print(f"{'1 opdracht' if total == 1 else f'{total} opdrachten'} gevonden{shown}")
        for line in spelled_and_met(found):
            console.print(line)
        if items:
            table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
            for heading in ("opdracht", "plaats", "uren", "tarief", "start", "sluit"):
                table.add_column(heading, overflow="fold", ratio=5 if heading == "opdracht" else None)
            for item in items:
                table.add_row(*(Text(cell) for cell in row(item)))
            console.print(table)
        for line in facet_lines(found.get("facets") or {}):
            console.print(line)
    told = [line.rstrip() for line in captured.get().splitlines()]
    write(("\n".join(told) + "\n").encode("utf-8"))


def row(item: dict[str, Any]) -> list[str]:
    """One result in six cells; what is not known is a dash."""
    hours = Hours(item["hours"]["min"], item["hours"]["max"])
    rate = Rate(**{name: item["rate"].get(name) for name in ("min", "max", "derived")})
    title = [item["title"] or "(zonder titel)", item["organisation"] or "", item["id"]]
    start = _date(item["startDate"]) or ("z.s.m." if item["asap"] else "")
    cells = [
        ", ".join(place["name"] for place in item["places"]),
        wording.hours(hours).removesuffix(" uur per week"),
        wording.rate(rate).removesuffix(" per uur"),
        start,
        _date(item["deadline"]),
    ]
    return ["\n".join(printable(part) for part in title if part), *(printable(cell) or "-" for cell in cells)]


def _date(value: str | None) -> str:
    return wording.date(dt.date.fromisoformat(value)) if value else ""


def facet_lines(facets: dict[str, Any]) -> Iterator[str]:
    """For each facet worth a line, its most frequent values with their counts."""
    for name, label in FACET_LABELS.items():
        values = [value for value in facets.get(name) or () if value["count"]]
        if len(values) < 2:
            continue
        told = ", ".join(f"{clean(value['label'])} {value['count']}" for value in values[:FACET_VALUES])
        more = f", en {len(values) - FACET_VALUES} andere" if len(values) > FACET_VALUES else ""
        yield f"{label + ':':<14}{told}{more}"


def serve(settings: Settings) -> int:
    """Serve pages and API until told to stop; say where first. ``Stop`` where one cannot listen there, or what is named as the
    data folder cannot be one.
    """
    _see(settings.data)
    settings = settings.model_copy(update={"port": _free_port(settings.host, settings.port)})
    from app.main import serve as serve_app

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    here = "127.0.0.1" if settings.host == "0.0.0.0" else host
    write(f"Opdrachtzoeker draait op http://{here}:{settings.port} (stoppen met Ctrl-C)\n".encode())
    if settings.engine == "tantivy" and not list(Generations(settings.data).complete()):
        tell(
            f"in {settings.data} is nog geen index; de server neemt haar vanzelf over, na: opdrachten reindex"
        )
    try:
        serve_app(settings)
    except SystemExit as error:
        if error.code:
            raise Stop("de server is niet gestart; hierboven staat waarom", FAILED) from error
    return DONE


def _see(data: Path) -> None:
    """See that the data folder can be looked into, or is not there yet; ``Stop`` where it is neither."""
    try:
        next(data.iterdir(), None)
    except FileNotFoundError:
        return
    except OSError as error:
        why = of_system(error) or error.strerror
        raise Stop(
            f"de server is niet gestart: {data}: {why}; --data vraagt om de map van reindex", FAILED
        ) from error


def _free_port(host: str, port: int) -> int:
    """The port itself, or for 0 a free one; ``Stop`` where one cannot listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Stop(
                f"op {host}, poort {port} kan niet worden geluisterd: {of_system(error) or error.strerror}",
                FAILED,
            ) from error
        return int(probe.getsockname()[1])
