"""The command ``opdrachten``: reads arguments, calls one function, prints.

What a command does stands in :mod:`app.commands` and is loaded only when it runs, so that help comes at once.
Exit statuses: 0 done; 1 done, but some input was set aside; 2 wrong usage; 3 failed and nothing changed; 4
another run is going on and nothing changed; 5 the quality gate stopped the switch and nothing changed; 6 a part is
done, and others are not: nothing was switched.
"""

from __future__ import annotations

import atexit
import functools
import gc
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from app.commands.help import Command, Group
from app.commands.options import Data, Engine, Json, Part, Run, Url
from app.commands.settings import settings
from app.commands.terminal import FAILED, INTERRUPTED, USAGE, Stop, pipe_closed, tell, why

# A night makes millions of objects, nearly all of which go by themselves or live as long as it does.
_OBJECTS_BEFORE_A_LOOK = 100_000

app = typer.Typer(
    cls=Group,
    name="opdrachten",
    help="Zoekmachine voor freelance opdrachten in het sociaal domein.",
    epilog=(
        "Statuscode: 0 gelukt, 1 gelukt maar niet alles was leesbaar, 2 verkeerd gebruik, 3 mislukt, 4 bezig, "
        "5 nieuwe index tegengehouden, 6 deel klaar maar andere delen nog niet."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

keys = typer.Typer(
    cls=Group,
    name="keys",
    help="Beheer de sleutels van wie is aangesloten. Een server die draait neemt elke wijziging vanzelf over.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(keys, short_help="Beheer de sleutels van de API.")


def command(
    name: str, summary: str, group: typer.Typer = app
) -> Callable[[Callable[..., int]], Callable[..., None]]:
    """Register a command with its line in the list; its exit status is what the function returns, or what
    ``Stop`` says.
    """

    def register(work: Callable[..., int]) -> Callable[..., None]:
        @functools.wraps(work)
        def run(*args: object, **kwargs: object) -> None:
            try:
                status = work(*args, **kwargs)
                if sys.stdout is not None:
                    sys.stdout.flush()
            except Stop as stop:
                if stop.message:
                    tell(f"opdrachten: {stop.message}")
                status = stop.status
            except BrokenPipeError:
                pipe_closed()
            except KeyboardInterrupt:
                tell("opdrachten: afgebroken")
                status = INTERRUPTED
            except OSError as error:
                tell(f"opdrachten: {why(error)}")
                status = FAILED
            except Exception:
                # Python's own status for this would be 1, which here means that all but some input was done.
                traceback.print_exc()
                status = FAILED
            raise typer.Exit(status)

        group.command(name, cls=Command, short_help=summary)(run)
        return run

    return register


@command("parse", "Lees opdrachten uit bestanden.")
def parse(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="BESTAND", help="txt, md, html, pdf, docx of eml.", show_default=False),
    ],
    explain: Annotated[
        bool, typer.Option("--explain", help="Toon elk veld met de woorden waar het vandaan komt.")
    ] = False,
    text: Annotated[
        bool, typer.Option("--text", help="Geef alleen de tekst waarin het bewijs telt (één bestand).")
    ] = False,
) -> int:
    """Lees opdrachten uit bestanden; geeft per bestand één regel JSON."""
    if text and (explain or len(files) != 1):
        raise Stop("--text hoort bij één bestand en gaat niet samen met --explain", USAGE)
    from app.commands import reading

    keep = settings().keep_personal_data
    return reading.parse(files, explain=explain, text=text, keep_personal_data=keep)


@command("reindex", "Werk de index bij.")
def reindex(
    corpus: Annotated[
        list[Path] | None,
        typer.Option(
            "--corpus",
            metavar="MAP",
            help="Map met opdrachten, Maildir of .jsonl, vaker mag; anders $OPDRACHTEN_CORPUS, anders ./corpus.",
            show_default=False,
        ),
    ] = None,
    data: Data = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            metavar="AANTAL",
            min=1,
            help="Aantal werkprocessen; anders het aantal kernen.",
            show_default=False,
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Lees alles opnieuw, ook wat niet veranderde.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Schakel ook over als de controle op kwaliteit dat zou tegenhouden."),
    ] = False,
    engine: Engine = None,
    url: Url = None,
    part: Part = None,
    run: Run = None,
    as_json: Json = False,
) -> int:
    """Lees wat veranderde, bouw een nieuwe generatie van de index, kijk die na, vergelijk haar met die in gebruik is en
    schakel over.
    """
    from indexer import fork_server

    fork_server.begin()  # where app.start has not; it gets ready while this process reads what changed
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK, 50, 100)
    from app.commands import indexing

    chosen = settings(data=data, corpus=corpus, jobs=jobs, engine=engine, url=url)
    if part is not None:
        from app.commands import parts

        return parts.run(chosen, part, run, full=full, force=force, as_json=as_json)
    if run is not None:
        raise Stop("--run hoort bij --part", USAGE)
    return indexing.run(chosen, full=full, force=force, as_json=as_json)


@command("nights", "Toon de verslagen van de nachten.")
def nights(data: Data = None, as_json: Json = False) -> int:
    """Toon hoe elke keer dat reindex liep is geëindigd, de oudste eerst, en waar het verslag als pagina staat."""
    from app.commands import nights

    return nights.run(settings(data=data), as_json=as_json)


@command("serve", "Start de pagina's en de API.")
def serve(
    data: Data = None,
    host: Annotated[
        str | None,
        typer.Option(
            "--host", metavar="ADRES", help="Adres om op te luisteren; anders 127.0.0.1.", show_default=False
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="POORT",
            min=0,
            max=65535,
            help="Poort; anders $PORT, anders 8000.",
            show_default=False,
        ),
    ] = None,
    engine: Engine = None,
    url: Url = None,
) -> int:
    """Start de pagina's en de API; een nieuwe generatie wordt vanzelf opgepakt."""
    from app.commands import searching

    return searching.serve(settings(data=data, host=host, port=port, engine=engine, url=url))


@command("search", "Zoek in de index.")
def search(
    query: Annotated[
        str,
        typer.Argument(metavar="ZOEKVRAAG", help="Wat u zoekt, tussen aanhalingstekens.", show_default=False),
    ] = "",
    filters: Annotated[
        list[str] | None,
        typer.Option(
            "--filter",
            metavar="NAAM=WAARDE",
            help="Parameter van de API, zoals province=Gelderland of rateMin=90; vaker mag.",
            show_default=False,
        ),
    ] = None,
    data: Data = None,
    engine: Engine = None,
    url: Url = None,
    as_json: Json = False,
) -> int:
    """Zoek in de index, met dezelfde parameters en hetzelfde antwoord als de API."""
    from app.commands import searching

    return searching.search(
        settings(data=data, engine=engine, url=url), query, filters or [], as_json=as_json
    )


@command("generations", "Toon de generaties van de index.")
def generations(data: Data = None, engine: Engine = None, url: Url = None) -> int:
    """Toon de generaties van de index, de oudste eerst."""
    from app.commands import indexing

    return indexing.generations(settings(data=data, engine=engine, url=url))


@command("rollback", "Ga één generatie terug.")
def rollback(data: Data = None, engine: Engine = None, url: Url = None) -> int:
    """Ga één generatie terug; de volgende reindex bouwt weer een nieuwe."""
    from app.commands import indexing

    return indexing.back(settings(data=data, engine=engine, url=url))


@command("doctor", "Kijk na of alles in orde is.")
def doctor(
    data: Data = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Herstel wat zonder keuze te herstellen is.")
    ] = False,
    engine: Engine = None,
    url: Url = None,
    as_json: Json = False,
) -> int:
    """Kijk index, opslag en schijf na, zeg wat er mis is en hoe het te verhelpen is. Statuscode 1: er is iets mis."""
    from app.commands import care

    return care.doctor(settings(data=data, engine=engine, url=url), repair=repair, as_json=as_json)


@command("backup", "Maak een reservekopie.")
def backup(
    target: Annotated[
        Path,
        typer.Argument(metavar="BESTAND", help="Waarheen, zoals opdrachten.tar.zst.", show_default=False),
    ],
    data: Data = None,
) -> int:
    """Maak een reservekopie van index, opslag en sleutels. Dat kan terwijl de server draait en tijdens een reindex."""
    from app.commands import care

    return care.make_backup(settings(data=data), target)


@command("restore", "Zet een reservekopie terug.")
def restore(
    source: Annotated[Path, typer.Argument(metavar="BESTAND", help="De reservekopie.", show_default=False)],
    data: Data = None,
) -> int:
    """Zet een reservekopie terug en schakel ernaar over. Een server die draait neemt haar vanzelf over."""
    from app.commands import care

    return care.put_back(settings(data=data), source)


@command("export", "Geef alle opdrachten als JSON.")
def export(data: Data = None, engine: Engine = None, url: Url = None) -> int:
    """Geef elke opdracht met tekst als één regel JSON."""
    from app.commands import indexing

    return indexing.export(settings(data=data, engine=engine, url=url))


@command("evaluate", "Meet hoe goed er gelezen wordt.")
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD.jsonl", help="Goudbestand, naast zijn documenten.", show_default=False),
    ],
    sealed: Annotated[
        bool,
        typer.Option("--sealed", help="Toon de missers van de evaluatiehelft niet, alleen hun aantal."),
    ] = False,
    as_json: Json = False,
) -> int:
    """Vergelijk wat gelezen wordt met een goudbestand: precisie, recall en F1 per veld, en elke misser."""
    from app.commands import scoring

    return scoring.run(gold, sealed=sealed, as_json=as_json)


@command("create", "Maak een sleutel.", keys)
def create_key(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAAM", help="Van wie de sleutel is, zoals een organisatie.", show_default=False
        ),
    ],
    scopes: Annotated[
        list[str] | None,
        typer.Option(
            "--scope",
            metavar="BEREIK",
            help="read (hogere grens) of exchange (snapshot en stream), vaker mag; anders read.",
            show_default=False,
        ),
    ] = None,
    days: Annotated[
        int,
        typer.Option(
            "--days",
            metavar="AANTAL",
            min=1,
            max=3650,
            help="Hoeveel dagen hij geldt; anders 365.",
            show_default=False,
        ),
    ] = 365,
    data: Data = None,
    as_json: Json = False,
) -> int:
    """Maak een sleutel en toon hem, één keer: bewaard wordt alleen een vingerafdruk."""
    from app.commands import keys

    return keys.create(settings(data=data), name, scopes or ["read"], days, as_json=as_json)


@command("list", "Toon de sleutels.", keys)
def list_keys(data: Data = None, as_json: Json = False) -> int:
    """Toon de sleutels: van wie, waarvoor, tot wanneer en wanneer het laatst gebruikt."""
    from app.commands import keys

    return keys.list_all(settings(data=data), as_json=as_json)


@command("revoke", "Trek een sleutel in.", keys)
def revoke_key(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Zoals in: opdrachten keys list.", show_default=False)
    ],
    data: Data = None,
) -> int:
    """Trek een sleutel in. Een server die draait weigert hem binnen een seconde of twee."""
    from app.commands import keys

    return keys.revoke(settings(data=data), id)


def main() -> None:
    """The entry point of the console script."""
    atexit.register(gc.freeze)  # at the end all memory goes at once: looking for garbage first takes long
    app()


if __name__ == "__main__":
    main()
