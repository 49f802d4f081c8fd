"""Importing this loads all that parsing a document and making it ready for the index need: modules, word lists, the patterns
that are compiled at first use. The fork server does so once for all workers, and no document waits for it.
"""

from __future__ import annotations

import gc

import indexer.warmed  # noqa: F401
from indexer import document

document.prepare()
# What is loaded stays; a worker that collected garbage among it would copy the pages that all of them share.
gc.freeze()
