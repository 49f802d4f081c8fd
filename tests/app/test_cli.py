"""The command line itself: its names, its help, and what it says to wrong usage."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import app
from tests.app.commands.running import ROOT, opdrachten

COMMANDS = json.loads((ROOT / "tests/cases/commands.json").read_text(encoding="utf-8"))["commands"]


def test_the_commands_and_options_are_those_agreed() -> None:
    import typer.main

    commands: dict[str, Any] = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    for name, command in list(commands.items()):
        commands |= {f"{name} {below}": one for below, one in getattr(command, "commands", {}).items()}
    found = {
        name: sorted(
            option for parameter in command.params for option in parameter.opts if option[:2] == "--"
        )
        for name, command in commands.items()
    }
    assert found == {name: sorted(options) for name, options in COMMANDS.items()}


def test_help_loads_nothing_heavy() -> None:
    heavy = ("spacy", "tantivy", "fastapi", "pydantic", "simplemma", "lxml")
    check = f"import sys, app.cli; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert result.stdout.strip() == "[]", result.stderr


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_dutch(name: str) -> None:
    result = opdrachten(*name.split(), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Gebruik: ")
    assert not re.search(r"Usage|Options|Commands|Show this|<path>|<text>|<list", result.stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ["parse"],
        ["parse", "--text", "a.txt", "b.txt"],
        ["parse", "--text", "--explain", "a.txt"],
        ["reindex", "--jobs", "0"],
        ["reindex", "--corpus", "/bestaat/niet"],
        ["serve", "--port", "99999"],
        ["search", "x", "--filter", "province"],
        ["search", "x", "--filter", "kleur=rood"],
        ["keys"],
        ["keys", "create"],
        ["keys", "create", "Banenbord", "--scope", "alles"],
        ["keys", "create", "Banenbord", "--days", "0"],
        ["keys", "create", " "],
        ["keys", "revoke", "../../etc"],
        ["evaluate"],
        ["evaluate", "/bestaat/niet.jsonl"],
        ["onbekend"],
        [],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], tmp_path: Path) -> None:
    extra = (
        ["--data", str(tmp_path)]
        if arguments[:1] in (["reindex"], ["search"]) or len(arguments) > 2 and arguments[0] == "keys"
        else []
    )
    result = opdrachten(*arguments, *extra)
    assert result.exit_code == 2
    assert result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("parse", "BESTAND ontbreekt"),
        ("keys create", "NAAM ontbreekt"),
        ("parse --foo x", "de optie --foo bestaat niet"),
        ("reindex -x", "de optie -x bestaat niet"),
        ("reindex --ful", "de optie --ful bestaat niet; bedoelde u --full?"),
        ("reindex --jobs", "bij --jobs hoort een waarde: --jobs AANTAL"),
        ("search --filter", "bij --filter hoort een waarde: --filter NAAM=WAARDE"),
        ("search x --json=ja", "bij --json hoort geen waarde"),
        ("search jeugd zorg", "‘zorg’ is te veel; zet woorden die samen horen tussen aanhalingstekens"),
        ("generations nu", "‘nu’ is te veel"),
        ("reindex --jobs 0", "--jobs vraagt om een geheel getal van 1 of meer"),
        ("serve --port abc", "--port vraagt om een geheel getal van 0 tot en met 65535"),
        ("keys create X --days 4000", "--days vraagt om een geheel getal van 1 tot en met 3650"),
        ("serv", "het commando ‘serv’ bestaat niet; bedoelde u serve?"),
        ("keys \x1b[31m", "het commando ‘\ufffd[31m’ bestaat niet"),
        ("--versie", "de optie --versie bestaat niet"),
    ],
)
def test_wrong_usage_is_told_in_dutch(arguments: str, told: str) -> None:
    result = opdrachten(*arguments.split())
    first, usage, more = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (2, "")
    assert first == f"opdrachten: {told}"
    assert usage.startswith("Gebruik: ")
    assert "OPTIONS" not in usage
    assert "{" not in usage
    assert more.startswith("Uitleg: ")
    assert more.endswith(" --help")
