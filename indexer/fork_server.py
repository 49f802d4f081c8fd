"""The process that every worker is forked from. It is started by ``exec``, and so inherits no lock, and loads the parser with
all its tables once for all of them.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from typing import Final

READY: Final = "indexer.ready"
"""The module that makes it ready for the program's own parser."""


def context(*modules: str) -> ForkServerContext:
    """How to start workers; a server that is not there yet will load ``modules``."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(list(modules))
    return made


def begin() -> None:
    """Start it now, before it is needed: it gets ready while the run sees what changed. Returns at once, and does nothing
    where it was begun before. Raises ``OSError`` when no process can be started.
    """
    context(READY)
    forkserver.ensure_running()
