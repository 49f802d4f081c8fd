"""Keys of those who connect: made, listed and revoked by the command, taken up by a running server.

A key is ``opd_ID_SECRET``: the id finds its file, the secret proves it. Of the secret only a digest is kept. One file a
key (``keys/ID.json``), replaced as a whole, so that the command and any number of servers need no lock; the date a key
was last used is the time of an empty file beside it (``keys/ID.used``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import logging
import os
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, get_args

from starlette.requests import Request
from starlette.types import Scope

from app.api import problems
from indexer.record import moment

Scopes = Literal["read", "exchange"]
SCOPES: Final[tuple[str, ...]] = get_args(Scopes)
LONGEST_NAME: Final = 100
CALLER: Final = "opdrachten.key"
"""Where a request carries the key it came with."""
_PREFIX: Final = "opd"
_TOKEN: Final = re.compile(rf"{_PREFIX}_([a-z0-9]{{10}})_([A-Za-z0-9_-]{{43}})")
_ID: Final = re.compile(r"[a-z0-9]{10}")
_BEARER: Final = re.compile(r"bearer +(\S+)", re.IGNORECASE)
_FRESH_SECONDS: Final = 1.0
"""How long a key that was read stands for its file: so soon a revoked one is refused."""
_MOST_REMEMBERED: Final = 1_024

log = logging.getLogger(__name__)


class KeyProblem(Exception):
    """A key that cannot be made, read or revoked. The message says which and why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret. Moments are in UTC; ``digest`` is SHA-256 of the secret in hexadecimal, which needs no
    salt nor slowness: the secret is 256 random bits.
    """

    id: str
    name: str
    scopes: tuple[str, ...]
    digest: str
    created: dt.datetime
    expires: dt.datetime | None = None
    revoked: dt.datetime | None = None
    last_used: dt.date | None = None

    def state(self, now: dt.datetime) -> Literal["valid", "expired", "revoked"]:
        """Whether it opens anything at that moment."""
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.expires is not None and self.expires <= now else "valid"

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "id": self.id,
            "name": self.name,
            "scopes": list(self.scopes),
            "digest": self.digest,
            "created": _written(self.created),
            "expires": _written(self.expires),
            "revoked": _written(self.revoked),
        }


def _written(value: dt.datetime | None) -> str | None:
    return None if value is None else moment(value)


def _read(values: dict[str, Any], last_used: dt.date | None) -> Key:
    moments = {
        name: dt.datetime.fromisoformat(values[name]) if values[name] else None
        for name in ("created", "expires", "revoked")
    }
    if moments["created"] is None or not set(values["scopes"]) <= set(SCOPES):
        raise ValueError("created or scopes")
    return Key(
        values["id"],
        values["name"],
        tuple(values["scopes"]),
        values["digest"],
        moments["created"],
        moments["expires"],
        moments["revoked"],
        last_used,
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Keys:
    """The keys in one directory. A directory that is not there holds none."""

    def __init__(self, directory: Path, now: Callable[[], dt.datetime] = _now) -> None:
        self._directory = directory
        self._now = now
        self._remembered: OrderedDict[str, tuple[float, Key | None]] = OrderedDict()

    def create(self, name: str, scopes: Iterable[str], days: int | None) -> tuple[Key, str]:
        """A new key and the token to hand out, which is kept nowhere. ``days`` is how long it holds, ``None`` for
        ever. Raises :class:`KeyProblem` and ``OSError``.
        """
        wanted = tuple(scope for scope in SCOPES if scope in set(scopes))
        if not wanted or not name.strip() or len(name) > LONGEST_NAME:
            raise KeyProblem(f"een sleutel heeft een naam van hoogstens {LONGEST_NAME} tekens en een bereik")
        now = self._now().replace(microsecond=0)
        secret = secrets.token_urlsafe(32)
        id = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(10))
        expires = None if days is None else now + dt.timedelta(days=days)
        key = Key(id, name.strip(), wanted, _digest(secret), now, expires)
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._write(key)
        return key, f"{_PREFIX}_{id}_{secret}"

    def list(self) -> Sequence[Key]:
        """Every key, the oldest first. Raises :class:`KeyProblem` on a file that cannot be read."""
        if not self._directory.is_dir():
            return []
        ids = [path.stem for path in self._directory.glob("*.json") if _ID.fullmatch(path.stem)]
        found = [key for id in ids if (key := self._load(id)) is not None]
        return sorted(found, key=lambda key: (key.created, key.id))

    def revoke(self, id: str) -> Key:
        """Refuse the key from now on; one that was refused already stays as it is. Raises :class:`KeyProblem`."""
        key = self._load(id) if _ID.fullmatch(id) else None
        if key is None:
            raise KeyProblem(f"er is geen sleutel {id}; zie: opdrachten keys list")
        if key.revoked is None:
            key = replace(key, revoked=self._now().replace(microsecond=0))
            self._write(key)
        return key

    def find(self, token: str) -> Key | None:
        """The key that a token opens, ``None`` for one that is not known, has expired or was revoked."""
        parts = _TOKEN.fullmatch(token)
        key = self._known(parts[1]) if parts else None
        if parts is None or key is None or not hmac.compare_digest(_digest(parts[2]), key.digest):
            return None
        return key if key.state(self._now()) == "valid" else None

    def _known(self, id: str) -> Key | None:
        read, key = self._remembered.get(id, (0.0, None))
        if time.monotonic() - read > _FRESH_SECONDS:
            key = self._loaded(id)
            self._remembered[id] = (time.monotonic(), key)
            self._remembered.move_to_end(id)
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return key

    def _loaded(self, id: str) -> Key | None:
        try:
            return self._load(id)
        except (KeyProblem, OSError):
            log.exception("key %s cannot be read, and opens nothing", id)
            return None

    def _load(self, id: str) -> Key | None:
        path = self._directory / f"{id}.json"
        try:
            used = _last_used(self._directory / f"{id}.used")
            return _read(json.loads(path.read_text(encoding="utf-8")), used)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as error:
            raise KeyProblem(f"{path} is geen leesbare sleutel ({error})") from error

    def _write(self, key: Key) -> None:
        partial = self._directory / f".{key.id}.partial"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(json.dumps(key.to_json(), indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._directory / f"{key.id}.json")

    def used(self, key: Key) -> None:
        """Note that the key was used today: one touch of a file a day. A directory that may not be written keeps no
        dates, which is no reason to refuse a request.
        """
        if key.last_used == self._now().date():
            return
        path = self._directory / f"{key.id}.used"
        try:
            path.touch(mode=0o600)
            os.utime(path, (self._now().timestamp(),) * 2)
        except OSError:
            return
        self._remembered.pop(key.id, None)


def _last_used(path: Path) -> dt.date | None:
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()
    except FileNotFoundError:
        return None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("ascii")).hexdigest()


def authenticate(keys: Keys, authorization: str | None) -> Key | None:
    """The key that a request came with, ``None`` when it came with none.

    Another scheme than Bearer is not for this service (a proxy before it may use one) and passed over. Raises
    :class:`problems.Problem` (401) on a key that opens nothing: it must never be taken for no key.
    """
    if authorization is None or not authorization.lower().startswith("bearer"):
        return None
    given = _BEARER.fullmatch(authorization.strip())
    key = keys.find(given[1]) if given else None
    if key is None:
        detail = "De sleutel in de kop Authorization is niet bekend, verlopen of ingetrokken."
        challenge = {"WWW-Authenticate": 'Bearer realm="opdrachten", error="invalid_token"'}
        raise problems.Problem(problems.INVALID_KEY, detail, headers=challenge)
    keys.used(key)
    return key


def caller(scope: Scope) -> Key | None:
    """The key that this request came with, put there by :class:`app.api.limits.Limits`."""
    key: Key | None = scope.get(CALLER)
    return key


def require_scope(scope: Scopes) -> Callable[[Request], None]:
    """A dependency for a route that not everyone may read::

        @router.get("/v1/snapshot", dependencies=[Depends(require_scope("exchange"))])

    Without a key it answers 401, with one that lacks the scope 403, both as problem+json. ``exchange`` is open to all
    while the setting ``exchange_open`` says so, which is the default; ``read`` always is. An answer given for a key is
    marked ``private`` by the envelope, whatever the route says.
    """

    def required(request: Request) -> None:
        if scope == "read" or request.app.state.settings.exchange_open:
            return
        key = caller(request.scope)
        if key is None:
            detail = "Hiervoor is een sleutel nodig, in de kop Authorization: Bearer."
            challenge = {"WWW-Authenticate": f'Bearer realm="opdrachten", scope="{scope}"'}
            raise problems.Problem(problems.KEY_REQUIRED, detail, headers=challenge)
        if scope not in key.scopes:
            detail = f"Deze sleutel geldt voor {' en '.join(key.scopes)}, niet voor {scope}."
            challenge = {
                "WWW-Authenticate": f'Bearer realm="opdrachten", error="insufficient_scope", scope="{scope}"'
            }
            raise problems.Problem(problems.KEY_TOO_NARROW, detail, headers=challenge)

    return required
