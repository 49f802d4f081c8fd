"""Lucene with its Dutch analyzer: a small Java program (``lucene/LucenePeer.java``) that lives as long as the run."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.building import ROOT, folder_bytes
from tests.benchmarks.peers.piped import Piped
from tests.benchmarks.peers.protocol import Answer, Document, Question

_JARS = ROOT / ".tools" / "lucene"
_SOURCE = Path(__file__).with_name("lucene") / "LucenePeer.java"
_MAIN = "LucenePeer"


class Lucene:
    """See :class:`tests.benchmarks.peers.protocol.Peer`."""

    name = "Lucene"
    cannot = "No compounds, unless one brings a dictionary of their parts. Joint facets take a search each."

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        classes = folder / "classes"
        subprocess.run(
            [
                "javac",
                "-Xlint:-deprecation",
                "-XDsuppressNotes",
                "-cp",
                f"{_JARS}/*",
                "-d",
                str(classes),
                str(_SOURCE),
            ],
            check=True,
        )
        self._java = ["java", "-Xms1g", "-Xmx3g", "-cp", f"{classes}:{_JARS}/*", _MAIN]
        self._piped = Piped([*self._java, str(folder / "index")])

    @staticmethod
    def available() -> str | None:
        if not (shutil.which("java") and shutil.which("javac")):
            return "no Java; install Debian's openjdk-17-jdk-headless"
        if not any(_JARS.glob("lucene-core-*.jar")):
            return "no Lucene; fetch it with make bench-tools (Maven)"
        return None

    def version(self) -> str:
        return subprocess.run(self._java, capture_output=True, text=True, check=True).stdout.strip()

    def build(self, documents: Iterable[Document]) -> None:
        self._piped.build(documents)

    def search(self, asked: Question) -> Answer:
        return self._piped.search(asked)

    def size_bytes(self) -> int:
        return folder_bytes(self._folder / "index")

    def close(self) -> None:
        self._piped.close()
