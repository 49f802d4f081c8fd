"""Importing this loads the word lists that making a record ready and marking it need. The fork server does so once for all
workers, and the first document of none waits for it.
"""

from __future__ import annotations

from indexer.index.prepared import prepare, to_bytes
from indexer.record import Record, to_json
from indexer.twins import made_mark

_ANY = Record(
    id="", file="", kind="assignment", title="Jeugdhulpverlener", text="Jeugdhulpverlener gevraagd in Almelo"
)
to_bytes(prepare(_ANY))
made_mark(to_json(_ANY, with_text=True))
