"""Tables that take long to make, written down once beside the libraries, where every process finds them at its start.

``make install`` writes them (``python -m indexer.keep``). A table that is not there, damaged or of another version is as if it
had never been written: whoever needs it makes it.
"""

from __future__ import annotations

import logging
import marshal
import os
import sys
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

_DIGEST_SIZE: Final = 16

log = logging.getLogger(__name__)


def kept_at(name: str, version: str) -> Path:
    """Where a table of this name and version is kept, as this Python reads it."""
    digest = blake2b(f"{version} {sys.implementation.cache_tag}".encode(), digest_size=8).hexdigest()
    return Path(sys.prefix, "share", "opdrachtzoeker", f"{name}-{digest}.bin")


def write(path: Path, table: dict[str, Any]) -> None:
    """Keep a table of plain values at ``path``, in place of those of other versions. Raises ``OSError``."""
    data = marshal.dumps(table)
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.with_suffix(f".{os.getpid()}")
    building.write_bytes(blake2b(data, digest_size=_DIGEST_SIZE).digest() + data)
    building.replace(path)
    name, _, _ = path.name.rpartition("-")
    for other in path.parent.glob(f"{name}-*"):
        if other != path:
            other.unlink(missing_ok=True)


def read(path: Path) -> dict[str, Any] | None:
    """The table that is kept at ``path``; ``None`` where there is none that is whole."""
    try:
        kept = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        log.warning("de tabel %s is niet te lezen en wordt opnieuw gemaakt: %s", path, error)
        return None
    data = memoryview(kept)[_DIGEST_SIZE:]
    if blake2b(data, digest_size=_DIGEST_SIZE).digest() != kept[:_DIGEST_SIZE]:
        log.warning("de tabel %s is beschadigd en wordt opnieuw gemaakt", path)
        return None
    table: dict[str, Any] = marshal.loads(data)
    return table
