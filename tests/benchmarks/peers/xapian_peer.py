"""Xapian, by Debian's bindings for Debian's own Python, in a process of that (:mod:`tests.benchmarks.peers.xapian_helper`)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.building import folder_bytes
from tests.benchmarks.peers.piped import Piped
from tests.benchmarks.peers.protocol import Answer, Document, Question

_PYTHON = "/usr/bin/python3"
_HELPER = Path(__file__).with_name("xapian_helper.py")


class Xapian:
    """See :class:`tests.benchmarks.peers.protocol.Peer`."""

    name = "Xapian"
    cannot = (
        "No compounds. A facet with several values takes a slot and a spy each; joint facets a search each."
    )

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._piped = Piped([_PYTHON, str(_HELPER), str(folder / "xapian")])

    @staticmethod
    def available() -> str | None:
        if not Path(_PYTHON).is_file():
            return f"no {_PYTHON}"
        found = subprocess.run([_PYTHON, "-c", "import xapian"], capture_output=True)
        return "no Xapian bindings; install Debian's python3-xapian" if found.returncode else None

    def version(self) -> str:
        command = [_PYTHON, "-c", "import xapian; print(xapian.version_string())"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def build(self, documents: Iterable[Document]) -> None:
        self._piped.build(documents)

    def search(self, asked: Question) -> Answer:
        return self._piped.search(asked)

    def size_bytes(self) -> int:
        return folder_bytes(self._folder / "xapian")

    def close(self) -> None:
        self._piped.close()
