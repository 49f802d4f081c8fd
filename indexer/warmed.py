"""Importing this loads the word lists that making a record ready needs. The fork server does so once for all workers, and
the first document of none waits for it.
"""

from __future__ import annotations

from indexer.index.prepared import prepare, to_bytes
from indexer.record import Record

to_bytes(prepare(Record(id="", file="", kind="other", text="Jeugdhulpverlener gevraagd")))
