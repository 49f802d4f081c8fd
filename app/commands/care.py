"""``opdrachten doctor``, ``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path

from app.commands import engines
from app.commands.indexing import versions_for
from app.commands.terminal import BUSY, DONE, FAILED, Stop, json_line, printable, write, write_outcome
from app.settings import Settings
from indexer.backup import BackupError, Made, backup, restore
from indexer.doctor import Diagnosis
from indexer.index.generations import GenerationError
from indexer.reasons import no_folder
from indexer.reindex import Busy
from indexer.store import StoreError

WRONG = 1  # the doctor found something that wants mending
_MARKS = {"ok": "goed  ", "note": "let op", "wrong": "FOUT  "}


def doctor(settings: Settings, *, repair: bool, as_json: bool) -> int:
    """Tell what is wrong and how to mend it; the exit status is 1 where something still is."""
    try:
        found = engines.keeping(settings).examined(versions_for(settings), repair)
    except Busy as error:
        raise Stop(f"{error}; er is niets hersteld", BUSY) from error
    told = (
        json_line(_plain(found))
        if as_json
        else "".join(f"{line}\n" for line in _lines(found)).encode("utf-8")
    )
    (write_outcome if repair else write)(told)
    return DONE if found.healthy else WRONG


def _plain(found: Diagnosis) -> dict[str, object]:
    return {
        "healthy": found.healthy,
        "findings": [
            {"level": one.level, "what": one.what, "mend": one.mend, "repaired": one.repaired}
            for one in found.findings
        ],
        "setAside": [{"file": one.file, "reason": one.reason, "stale": one.stale} for one in found.set_aside],
    }


def _lines(found: Diagnosis) -> list[str]:
    lines = []
    for one in found.findings:
        mark = "hersteld" if one.repaired else _MARKS[one.level]
        lines.append(f"{mark:<8}  {printable(one.what)}")
        if one.mend and not one.repaired:
            lines.append(f"{'':<8}  -> {printable(one.mend)}")
    if found.set_aside:
        lines.append("")
        lines.append("Niet leesbaar:")
    for document in found.set_aside:
        kept = " (de laatste goede lezing blijft staan)" if document.stale else ""
        lines.append(f"  {printable(document.file)}: {printable(document.reason)}{kept}")
    return lines


def make_backup(settings: Settings, target: Path) -> int:
    """Write a backup to ``target``."""
    if target.is_dir():
        raise Stop(f"{target} is een map; noem een bestand, zoals {target / 'opdrachten.tar.zst'}", FAILED)
    if not target.absolute().parent.is_dir():
        raise Stop(f"{no_folder(target.absolute().parent)}; er is geen reservekopie gemaakt", FAILED)
    try:
        made = backup(settings.data, settings.keys_directory, target)
    except (BackupError, GenerationError, StoreError) as error:
        raise Stop(f"er is geen reservekopie gemaakt: {error}", FAILED) from error
    size = max(1, target.stat().st_size // 1_000_000)
    write_outcome(f"Reservekopie {target}: {_told(made)}, {size} MB.\n".encode())
    return DONE


def put_back(settings: Settings, source: Path) -> int:
    """Put a backup back."""
    try:
        made = restore(source, settings.data, settings.keys_directory)
    except Busy as error:
        raise Stop(f"{error}; er is niets teruggezet", BUSY) from error
    except (BackupError, GenerationError, StoreError) as error:
        raise Stop(f"er is niets teruggezet: {error}", FAILED) from error
    write_outcome(
        f"Teruggezet uit {source}: {_told(made)}. De volgende reindex leest wat sindsdien veranderde.\n".encode()
    )
    return DONE


def _told(made: Made) -> str:
    return f"generatie {made.generation} van {made.created}, {made.records} documenten"
