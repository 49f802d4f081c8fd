"""The run that is going on, and who does which part of it: small documents in one index of the cluster.

Every change is made on the condition that the document is as it was read, so that of two who want the same one gets it. Who
has taken a part gives signs of life; others watch for these rather than compare clocks, and take over a part whose holder
gives none. Each holder of a part has a higher number than the one before, by which the index refuses what an earlier one
still sends (:func:`indexer.cluster.writer.send`).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from indexer.cluster.client import (
    ConflictError,
    OpenSearch,
    OpenSearchException,
    RequestError,
    TransportError,
)
from indexer.cluster.served import runs_index
from indexer.cluster.writer import ClusterError

LEASE_SECONDS: Final = 30.0
"""After so long without a sign of life a part is free."""
SIGNS: Final = 6
"""How many signs of life are given in that time."""
NIGHT: Final = dt.timedelta(hours=12)
"""A run that is not done after so long is not joined without its name being said: it is last night's."""
FINISH: Final = "finish"
_RUN: Final = "run"
_UNAVAILABLE: Final = 503
_PATIENCE_SECONDS: Final = 20.0
_ASKED_AGAIN: Final = 0.3
_LEDGER: Final = "ledger"
_SETTINGS: Final = {"number_of_shards": 1, "number_of_replicas": 1, "auto_expand_replicas": "0-2"}

log = logging.getLogger(__name__)


class PartBusy(Exception):
    """Another is doing this. The message says what and where."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run: into which generation, in how many parts, from which ledger (``None``: there was none yet).

    ``token`` is its own in the cluster, ``name`` what people call it, ``now`` the moment by which all parts go (UTC).
    ``base`` is the generation that served when it began. ``versions`` is a text that is the same where two programs read and
    write the same. ``state`` is ``open``, ``stopped`` (by the gate) or ``done``.
    """

    token: str
    name: str
    generation: str
    parts: int
    full: bool
    now: str
    versions: str
    base: str | None
    ledger: str | None
    state: str = "open"

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.now)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a machine that does a part asks for. Without ``name`` any run will do that began in the last hours."""

    parts: int
    name: str | None
    full: bool
    force: bool
    versions: str
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class _Read:
    """A document as it was read; ``at`` is what a change is made on the condition of, nothing where there is none yet."""

    content: dict[str, Any]
    at: dict[str, Any]


def _patient(ask: Callable[..., Any], **named: Any) -> Any:
    """What the cluster answers, asked for some seconds where it is busy making or moving the shard."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return ask(**named)
        except TransportError as error:
            if error.status_code != _UNAVAILABLE or time.monotonic() > end:
                raise
        time.sleep(_ASKED_AGAIN)


class Runs:
    """The documents of one alias. Methods raise what the client raises."""

    def __init__(self, client: OpenSearch, alias: str, lease: float = LEASE_SECONDS) -> None:
        self.client, self.lease = client, lease
        self.index = runs_index(alias)

    def prepare(self) -> None:
        """Make the index where it is not there yet."""
        try:
            body = {"settings": _SETTINGS, "mappings": {"enabled": False}}
            self.client.indices.create(index=self.index, body=body)
        except RequestError as error:
            if error.error != "resource_already_exists_exception":
                raise

    def read(self, name: str) -> _Read:
        found = _patient(self.client.get, index=self.index, id=name, ignore=(404,))
        if not found.get("found"):
            return _Read({}, {"op_type": "create"})
        at = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        return _Read(found["_source"], at)

    def write(self, name: str, content: dict[str, Any], at: dict[str, Any]) -> dict[str, Any]:
        """Put a document where it is as it was read; returns what the next change is made on the condition of. Raises
        ``ConflictError`` where it is not.
        """
        try:
            told = _patient(self.client.index, index=self.index, id=name, body=content, **at)
        except ConflictError:
            known = self.read(name)
            if known.content != content:
                raise
            return known.at  # an earlier try arrived without its answer coming back
        return {"if_seq_no": told["_seq_no"], "if_primary_term": told["_primary_term"]}

    def ledger(self) -> str | None:
        """The index that holds the ledger as it is now."""
        return self.read(_LEDGER).content.get("index")

    def point_at(self, ledger: str) -> None:
        """From now on the ledger is there."""
        self.write(_LEDGER, {"index": ledger}, self.read(_LEDGER).at)

    def forget_ledger(self) -> None:
        """There is no ledger any more that can be used: the next run begins without."""
        self.write(_LEDGER, {}, self.read(_LEDGER).at)

    def last(self) -> Run | None:
        """The run that was begun last, whatever became of it."""
        known = self.read(_RUN)
        return Run(**known.content) if known.content else None

    def end(self, run: Run, state: str) -> None:
        """The run is ``done``, or was ``stopped``. No part of it is taken up again, but a stopped one to be forced."""
        known = self.read(_RUN)
        if known.content.get("token") != run.token:
            raise ClusterError(f"run {run.name} is intussen vervangen door een andere")
        self.write(_RUN, asdict(replace(run, state=state)), known.at)

    def joined(
        self,
        wanted: Wanted,
        begin: Callable[[], Run],
        withdraw: Callable[[Run], None],
        drop: Callable[[Run], None],
    ) -> Run:
        """The run that goes on, or else a new one that ``begin`` makes ready. ``withdraw`` takes back what ``begin`` made, where
        another machine was faster: the two may be for one generation. ``drop`` takes away all that is left of a run that was
        never done. Raises :class:`ClusterError` where a run goes on that is another than what is wanted, :class:`PartBusy`
        where somebody is still at one that is to give way.
        """
        while True:
            known = self.read(_RUN)
            before = Run(**known.content) if known.content else None
            if before is not None and _fits(before, wanted):
                return _agreed(before, wanted)
            if before is not None and before.state != "done":
                self._let_go(before)
            new = begin()
            try:
                self.write(_RUN, asdict(new), known.at)
            except ConflictError:
                withdraw(new)
                continue
            if before is not None and before.state != "done":
                (withdraw if before.generation == new.generation else drop)(before)
            return new

    def _let_go(self, run: Run) -> None:
        """Raises :class:`PartBusy` where somebody is at a part of the run."""
        for key in _keys(run):
            if _is_busy(known := self.read(key), run):
                self._watch(key, known, run)

    def states(self, run: Run) -> dict[int, str]:
        """What became of each part: ``done``, ``busy``, ``free`` (begun and given up) or ``absent``."""
        states = {}
        for part in range(1, run.parts + 1):
            content = self.read(part_key(part)).content
            states[part] = content["state"] if content.get("token") == run.token else "absent"
        return states

    def held(self, run: Run) -> dict[str, str]:
        """The parts, and the finish, whose holders give signs of life, and on which machine. Takes as long as the lease where
        one gives none.
        """
        busy = {key: known for key in _keys(run) if _is_busy(known := self.read(key), run)}
        held: dict[str, str] = {}
        end = time.monotonic() + self.lease
        while len(held) < len(busy) and time.monotonic() < end:
            time.sleep(self.lease / SIGNS / 2)
            changed = [key for key in busy.keys() - held.keys() if self.read(key).at != busy[key].at]
            held |= {key: _host(busy[key]) for key in changed}
        return {key: held[key] for key in busy if key in held}

    @contextlib.contextmanager
    def claimed(self, run: Run, key: str) -> Iterator[Claim | None]:
        """Hold a part, or the finish, of a run while the block lasts; ``None`` where it is done already. Raises
        :class:`PartBusy` where another holds it. What is not told to be done when the block ends is free again.
        """
        claim = self._claim(run, key)
        if claim is None:
            yield None
            return
        try:
            yield claim
        finally:
            claim.release()

    def _claim(self, run: Run, key: str) -> Claim | None:
        while True:
            known = self.read(key)
            same = known.content.get("token") == run.token
            if same and known.content["state"] == "done":
                return None
            if same and known.content["state"] == "busy":
                self._watch(key, known, run)
            number = known.content["number"] + 1 if same else 1
            content = {
                "token": run.token, "state": "busy", "number": number, "signs": 0, "host": socket.gethostname(),
                "holder": secrets.token_hex(8),
            }  # fmt: skip
            with contextlib.suppress(ConflictError):
                return Claim(self, key, content, self.write(key, content, known.at))

    def _watch(self, key: str, known: _Read, run: Run) -> None:
        """Return when the holder has given no sign of life for the whole lease; raises :class:`PartBusy` at the first one."""
        end = time.monotonic() + self.lease
        while time.monotonic() < end:
            time.sleep(self.lease / SIGNS / 2)
            if self.read(key).at != known.at:
                raise PartBusy(busy_with(key, run, _host(known)))


class Claim:
    """A part that is held. A thread gives the signs of life; ``number`` is higher than that of every earlier holder."""

    def __init__(self, runs: Runs, key: str, content: dict[str, Any], at: dict[str, Any]) -> None:
        self._runs, self._key, self._content, self._at = runs, key, content, at
        self.number: int = content["number"]
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._lost = False
        self._thread = threading.Thread(target=self._give_signs, name=f"signs of {key}", daemon=True)
        self._thread.start()

    def _give_signs(self) -> None:
        while not self._over.wait(self._runs.lease / SIGNS):
            with self._lock:
                try:
                    self._change(signs=self._content["signs"] + 1)
                except ConflictError:
                    self._lost = True
                    return
                except OpenSearchException as error:  # tried again at the next sign
                    log.warning("geen teken van leven voor %s: %s", self._key, error)

    def _change(self, **changes: Any) -> None:
        content = {**self._content, **changes}
        try:
            self._at = self._runs.write(self._key, content, self._at)
        except ConflictError:
            # An earlier sign may have arrived without its answer coming back.
            known = self._runs.read(self._key)
            if known.content.get("holder") != self._content["holder"]:
                raise
            self._at = self._runs.write(self._key, content, known.at)
        self._content = content

    def check(self) -> None:
        """Raises :class:`ClusterError` where another has taken over, because no sign of life came through."""
        if self._lost:
            raise ClusterError(
                "een ander heeft dit deel overgenomen: het cluster hoorde hier te lang niets van"
            )

    def done(self) -> None:
        """Tell that it is done. Raises :class:`ClusterError` where another has taken over."""
        with self._lock:
            self.check()
            try:
                self._change(state="done")
            except ConflictError:
                self._lost = True
                self.check()

    def release(self) -> None:
        """Give it up where it was not told to be done, so that it can be taken up at once."""
        self._over.set()
        self._thread.join()
        if self._content["state"] != "busy" or self._lost:
            return
        try:
            self._change(state="free")
        except OpenSearchException as error:  # free by itself when the lease is over
            log.warning("%s is niet vrijgegeven: %s", self._key, error)


def part_key(part: int) -> str:
    """The name of a part, counted from 1, among the documents."""
    return f"part-{part}"


def _keys(run: Run) -> Iterator[str]:
    """Everything that can be held of a run."""
    yield from map(part_key, range(1, run.parts + 1))
    yield FINISH


def _is_busy(known: _Read, run: Run) -> bool:
    return known.content.get("token") == run.token and known.content["state"] == "busy"


def _host(known: _Read) -> str:
    return known.content.get("host") or "een andere machine"


def busy_with(key: str, run: Run, host: str) -> str:
    """What another is doing, as a sentence."""
    what = "de laatste stap" if key == FINISH else f"deel {key.removeprefix('part-')}"
    return f"{what} van run {run.name} wordt al gedaan, op {host}"


def _fits(run: Run, wanted: Wanted) -> bool:
    """Whether this is the run that is meant."""
    if run.state == "done" or (run.state == "stopped" and not wanted.force):
        return False
    return run.name == wanted.name if wanted.name else wanted.now - run.moment < NIGHT


def _agreed(run: Run, wanted: Wanted) -> Run:
    begun = f"run {run.name} is begonnen"
    if run.parts != wanted.parts:
        raise ClusterError(f"{begun} in {run.parts} delen, niet in {wanted.parts}")
    if run.full != wanted.full:
        raise ClusterError(f"{begun} {'met' if run.full else 'zonder'} --full")
    if run.versions != wanted.versions:
        raise ClusterError(f"{begun} met een andere versie van het programma of het taalmodel")
    return run
