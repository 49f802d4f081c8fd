"""``opdrachten keys create``, ``list`` and ``revoke``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from app.api.keys import SCOPES, Key, KeyProblem, Keys
from app.commands import wording
from app.commands.terminal import DONE, FAILED, USAGE, Stop, json_line, printable, write
from app.settings import Settings

_STATES = {"valid": "geldig", "expired": "verlopen", "revoked": "ingetrokken"}


def create(settings: Settings, name: str, scopes: Sequence[str], days: int, *, as_json: bool) -> int:
    """Make a key and show its token, this once."""
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        raise Stop(f"--scope kent {' en '.join(SCOPES)}, niet {unknown[0]}", USAGE)
    try:
        key, token = Keys(settings.keys_directory).create(name, scopes, days)
    except KeyProblem as error:
        raise Stop(str(error), USAGE) from error
    if as_json:
        write(json_line({**_shown(key), "token": token}))
        return DONE
    assert key.expires is not None
    until = wording.date(key.expires.date())
    told = [
        f"Sleutel {key.id} voor {printable(key.name)} geldt voor {' en '.join(key.scopes)}, tot {until}.",
        "Geef hem door langs een veilige weg; hij is hierna niet meer op te vragen:",
        token,
    ]
    write(("\n".join(told) + "\n").encode("utf-8"))
    return DONE


def list_all(settings: Settings, *, as_json: bool) -> int:
    """One line a key, the oldest first."""
    try:
        found = Keys(settings.keys_directory).list()
    except KeyProblem as error:
        raise Stop(str(error), FAILED) from error
    if as_json:
        write(b"".join(json_line(_shown(key)) for key in found))
        return DONE
    lines = [_line(key) for key in found] or [
        "Er zijn nog geen sleutels; maak er een met: opdrachten keys create NAAM"
    ]
    write(("\n".join(lines) + "\n").encode("utf-8"))
    return DONE


def revoke(settings: Settings, id: str) -> int:
    """Refuse a key from now on."""
    try:
        key = Keys(settings.keys_directory).revoke(id)
    except KeyProblem as error:
        raise Stop(str(error), USAGE) from error
    write(f"Sleutel {key.id} van {printable(key.name)} is ingetrokken.\n".encode())
    return DONE


def _line(key: Key) -> str:
    now = dt.datetime.now(dt.UTC)
    until = wording.date(key.expires.date()) if key.expires else "altijd"
    used = wording.date(key.last_used) if key.last_used else "nooit"
    state = _STATES[key.state(now)]
    scopes = "+".join(key.scopes)
    return f"{key.id}  {state:<11}  {scopes:<13}  tot {until}  gebruikt {used}  {printable(key.name)}"


def _shown(key: Key) -> dict[str, Any]:
    """The key without its digest, which is of no use to a reader."""
    values = {name: value for name, value in key.to_json().items() if name != "digest"}
    state = key.state(dt.datetime.now(dt.UTC))
    return {**values, "state": state, "lastUsed": key.last_used.isoformat() if key.last_used else None}
