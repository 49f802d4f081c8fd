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


def begin(*modules: str) -> None:
    """Start it now, before it is needed: it gets ready while the run sees what changed. Returns at once.

    ``modules`` are loaded besides the parser. Raises ``OSError`` when no process can be started.
    """
    context(READY, *modules)
    forkserver.ensure_running()
