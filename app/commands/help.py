"""Help in Dutch."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_DUTCH = {
    "Usage:": "Gebruik:",
    "Options:": "Opties:",
    "Commands:": "Commando's:",
    "[OPTIONS] COMMAND [ARGS]...": "COMMANDO ...",
    "[OPTIONS]": "[OPTIES]",
    "Arguments:": "Argumenten:",
    "{BESTAND}...": "BESTAND...",
    "{GOLD.jsonl}": "GOLD.jsonl",
    "{NAAM}": "NAAM",
    "{BESTAND}": "BESTAND",
    "{ID}": "ID",
    "[required]": "[verplicht]",
    "Show this message and exit.": "Toon deze uitleg.",
}
_TYPE = re.compile(r" <[^>]*>(?=  )")  # the Python type of an argument, which is no news to a person


def _in_dutch(text: str) -> str:
    """The words that typer itself puts in a help text, which it offers no way to set."""
    for english, dutch in _DUTCH.items():
        text = text.replace(english, dutch)
    return _TYPE.sub("", text)


class Group(TyperGroup):
    """A group of commands whose help is in Dutch."""

    def get_help(self, ctx: Any) -> str:
        return _in_dutch(super().get_help(ctx))


class Command(TyperCommand):
    """A command whose help is in Dutch."""

    def get_help(self, ctx: Any) -> str:
        return _in_dutch(super().get_help(ctx))
