"""Settings from the flags of a command, the environment and defaults."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from app.commands.terminal import USAGE, Stop, printable, tell

if TYPE_CHECKING:
    from app.settings import Settings


def settings(url: Sequence[str] | None = None, **flags: Any) -> Settings:
    """The settings with those flags that were given, ``url`` being the addresses of a cluster; raises ``Stop`` where a value
    cannot be used. Names in the environment that set nothing are told on standard error.
    """
    # Loaded when a command runs, so that help comes at once.
    from pydantic import ValidationError

    from app.settings import PREFIX, Settings

    for name in _idle(os.environ, PREFIX, Settings.model_fields):
        bare = name.upper().removeprefix(PREFIX).lower()
        near = difflib.get_close_matches(bare, list(Settings.model_fields), n=1)
        hint = f"; bedoelde u {PREFIX}{near[0].upper()}?" if near else ""
        tell(f"opdrachten: {printable(name)} in de omgeving stelt niets in{hint}")
    flags["opensearch_urls"] = url
    given = {name: value for name, value in flags.items() if value not in (None, [])}
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong: dict[str, str] = {}  # of a list with several wrong entries one line is enough
        for one in error.errors():
            name = str(one["loc"][0]).upper().removeprefix(PREFIX).lower()
            flag = {"opensearch_urls": "--url"}.get(name, f"--{name}")
            shown = flag if name in given else PREFIX + name.upper()
            wrong.setdefault(shown, _told(one, Settings.model_fields[name]))
        lines = "\n  ".join(f"{name}: {told}" for name, told in wrong.items())
        raise Stop(f"onbruikbare instelling:\n  {lines}", USAGE) from None


def _idle(environment: Mapping[str, str], prefix: str, known: Mapping[str, Any]) -> Iterator[str]:
    """Names that begin as those of settings do and are none; upper and lower case are the same, as where settings are read."""
    for name in sorted(environment):
        if name.upper().startswith(prefix) and name.upper().removeprefix(prefix).lower() not in known:
            yield name


def _told(error: Mapping[str, Any], field: Any) -> str:
    """What can be given instead. The value itself is shown where it can hold no password."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    kinds = [kind for kind in (field.annotation, *get_args(field.annotation)) if kind in (bool, int, float)]
    if get_origin(field.annotation) is Literal:
        wanted = f"kies uit {', '.join(get_args(field.annotation))}"
    elif bool in kinds:
        wanted = "geef true of false"
    elif kinds:
        wanted = f"geef een {'geheel ' if int in kinds else ''}getal{_bounds(field.metadata)}"
    else:
        return f"deze waarde kan niet. {field.description}"
    return f"‘{printable(str(error['input']))}’ kan niet; {wanted}"


def _bounds(metadata: Sequence[Any]) -> str:
    """From where to where, as the field says it."""
    said = {name: getattr(one, name) for one in metadata for name in ("ge", "gt", "le") if hasattr(one, name)}
    high = f" tot en met {said['le']}" if "le" in said else ""
    if "gt" in said:
        return f" boven {said['gt']}{',' if high else ''}{high}"
    return f" van {said['ge']}{high or ' of meer'}" if "ge" in said else high
