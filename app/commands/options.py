"""Options that several commands have, and what a group of them comes to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="MAP",
        help="Map van de index; anders $OPDRACHTEN_DATA, anders ./data.",
        show_default=False,
    ),
]
Engine = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="MOTOR",
        help="tantivy (index op deze machine) of opensearch (in een cluster); anders $OPDRACHTEN_ENGINE, anders tantivy.",
        show_default=False,
    ),
]
Url = Annotated[
    list[str] | None,
    typer.Option(
        "--url",
        metavar="URL",
        help="Adres van een knoop van het cluster, vaker mag; anders $OPDRACHTEN_OPENSEARCH_URLS.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Geef het antwoord als één regel JSON.")]
Part = Annotated[
    str | None,
    typer.Option(
        "--part",
        metavar="I/N",
        help="Doe alleen deel I van N; andere machines doen de andere. Met het laatste deel wordt overgeschakeld.",
        show_default=False,
    ),
]
Run = Annotated[
    str | None,
    typer.Option(
        "--run",
        metavar="NAAM",
        help="Bij --part: de run waar dit deel bij hoort; anders de run die gaande is, of een nieuwe.",
        show_default=False,
    ),
]
