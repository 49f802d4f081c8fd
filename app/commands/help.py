"""Help, and what is said to wrong usage, in Dutch."""

from __future__ import annotations

import difflib
import re
from typing import IO, Any

import typer
from typer.core import TyperCommand, TyperGroup

from app.commands.terminal import printable, tell

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


class Misuse(typer.BadParameter):
    """Wrong usage, told in Dutch."""

    def __init__(self, message: str, context: Any) -> None:
        super().__init__(message, context)
        self._usage = _in_dutch(context.get_usage())
        self._path = context.command_path

    def show(self, file: IO[Any] | None = None) -> None:
        """Tell it on standard error, with how the command is used and where more is told."""
        tell(f"opdrachten: {printable(self.message)}\n{self._usage}\nUitleg: {self._path} --help")


class Group(TyperGroup):
    """A group of commands whose help is in Dutch, and what it says to wrong usage."""

    def get_help(self, ctx: Any) -> str:
        return _in_dutch(super().get_help(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Raises :class:`Misuse`."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            raise _told(error, self, ctx) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Raises :class:`Misuse`."""
        if self.get_command(ctx, args[0]) is None:
            near = _near(args[0], self.list_commands(ctx))
            raise Misuse(f"het commando ‘{args[0]}’ bestaat niet{near}", ctx)
        return super().resolve_command(ctx, args)


class Command(TyperCommand):
    """A command whose help is in Dutch, and what it says to wrong usage."""

    def get_help(self, ctx: Any) -> str:
        return _in_dutch(super().get_help(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Raises :class:`Misuse`."""
        ctx.allow_extra_args = True  # what is left over is told here
        try:
            super().parse_args(ctx, args)
        except Exception as error:
            raise _told(error, self, ctx) from None
        if ctx.args:
            together = "; zet woorden die samen horen tussen aanhalingstekens" * bool(_arguments(self, ctx))
            raise Misuse(f"‘{ctx.args[0]}’ is te veel{together}", ctx)
        return []


def _told(error: Exception, command: Any, context: Any) -> Exception:
    """The same in Dutch where it is about an argument or an option, by what the library tells of it besides its own words."""
    parameters = command.get_params(context)
    if isinstance(error, typer.BadParameter) and error.param is not None:
        name = _name(error.param)
        if not error.message:  # of what is missing it has none
            return Misuse(f"{name} ontbreekt", context)
        return Misuse(f"{name} vraagt om {_wanted(error.param)}", context)
    option = getattr(error, "option_name", None)
    if option is None:
        return error
    known = {name: one for one in parameters for name in one.opts if name.startswith("-")}
    if option not in known:
        return Misuse(f"de optie {option} bestaat niet{_near(option, list(known))}", context)
    if getattr(known[option], "is_flag", False):
        return Misuse(f"bij {option} hoort geen waarde", context)
    return Misuse(f"bij {option} hoort een waarde: {option} {known[option].metavar}", context)


def _arguments(command: Any, context: Any) -> list[Any]:
    return [one for one in command.get_params(context) if one.param_type_name == "argument"]


def _name(parameter: Any) -> str:
    return str(parameter.opts[-1] if parameter.param_type_name == "option" else parameter.metavar)


def _wanted(parameter: Any) -> str:
    """What is to be given; all that is not taken as it comes are whole numbers."""
    low, high = parameter.min, parameter.max
    return f"een geheel getal van {low}" + (f" tot en met {high}" if high is not None else " of meer")


def _near(given: str, known: list[str]) -> str:
    near = difflib.get_close_matches(given, known, n=1)
    return f"; bedoelde u {near[0]}?" if near else ""
