"""Running the command in a test: in this process, or in one of its own where streams and signals matter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from app.cli import app

ROOT = Path(__file__).parents[3]
OPDRACHTEN = [sys.executable, "-m", "app.cli"]
SHELL = {name: value for name, value in os.environ.items() if not name.startswith("OPDRACHTEN_")}

REGISSEUR = """Regisseur jeugd

Opdrachtgever: Gemeente Almelo
Locatie: Almelo
Uren per week: 24
Tarief: maximaal € 95 per uur exclusief btw
Startdatum: 1 maart 2027
Einddatum: 31 augustus 2027
Sluitingsdatum: 1 februari 2027

Wij zoeken een ervaren regisseur die gezinnen met jeugdhulp begeleidt. Je kent de Jeugdwet en werkt samen met de scholen.
"""
CONSULENT = """Wmo-consulent

Opdrachtgever: Gemeente Ede
Locatie: Ede
Uren per week: 32 - 36
Startdatum: 1 april 2027
Sluitingsdatum: 15 februari 2027

Wij zoeken een Wmo-consulent die keukentafelgesprekken voert en beschikkingen schrijft.
"""


def opdrachten(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def shell(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [*OPDRACHTEN, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=SHELL, capture_output=True, timeout=120, **options)  # type: ignore[call-overload, no-any-return]
