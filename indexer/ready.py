"""Importing this loads all that parsing a document and making it ready for the index need: modules, word lists, the patterns
that are compiled at first use. The fork server does so once for all workers, and no document waits for it.
"""

from __future__ import annotations

import gc
import signal

# Ctrl-C is for the run, which then stops its workers; a server that is still loading would tell of it as a fault.
_heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
# Nothing of what is loaded is garbage, and looking for it takes a sixth of the time.
gc.disable()

import indexer.warmed  # noqa: E402, F401
from indexer import document  # noqa: E402

document.prepare()
# What is loaded stays; a worker that collected garbage among it would copy the pages that all of them share. With that left
# out the collector may run as often as Python lets it: a parse leaves no cycles to collect, and with thresholds of 10,000 or
# 50,000 it took as many instructions as with the usual 700, within a thousandth.
gc.freeze()
gc.enable()
signal.signal(signal.SIGINT, _heard)
