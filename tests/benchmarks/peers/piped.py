"""A peer in a process of its own that reads documents and questions as lines and tells, with each answer, what it took itself.

Fields of a line are separated by tabs, the values of one by the unit separator, so that a program without a JSON reader can
read them as well.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from typing import IO

from tests.benchmarks.peers.protocol import RANGES, Answer, Document, Facets, Question

UNIT = "\x1f"
END = "."
_VALUES = ("province", "region", "competency", "contract_form", "education", "remote", "hours", "rate")
_WAIT_SECONDS = 10


class Piped:
    """Talks to the process. Raises ``RuntimeError`` when that ends in the middle."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("no pipes")
        self._to: IO[str] = self._process.stdin
        self._from: IO[str] = self._process.stdout

    def line(self) -> str:
        line = self._from.readline()
        if not line:
            raise RuntimeError(f"the process of the peer ended with status {self._process.wait()}")
        return line.rstrip("\n")

    def build(self, documents: Iterable[Document]) -> None:
        for one in documents:
            self._to.write(_document(one))
        self._to.write(END + "\n")
        self._to.flush()
        self.line()

    def search(self, asked: Question) -> Answer:
        self._to.write(_question(asked))
        self._to.flush()
        seconds, total, first, *counted = self.line().split("\t")
        facets: Facets = {name: {} for name in asked.facets}
        for line in counted:
            name, *pairs = line.split(UNIT)
            facets[name] = {value: int(count) for value, _, count in (pair.rpartition("=") for pair in pairs)}
        return Answer(int(total), tuple(map(int, filter(None, first.split(",")))), facets, float(seconds))

    def close(self) -> None:
        """Let it end, and see that it does."""
        self._to.close()
        try:
            self._process.wait(_WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._from.close()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _document(one: Document) -> str:
    values = [UNIT.join(one.values[name]) for name in _VALUES]
    spans = [UNIT.join(map(repr, one.spans.get(name, ()))) for name in RANGES]
    cells = [
        str(one.number),
        str(int(one.shown)),
        str(one.published),
        _plain(one.head),
        _plain(one.body),
        *values,
        *spans,
    ]
    return "\t".join(cells) + "\n"


def _question(asked: Question) -> str:
    together, own = asked.counted()
    chosen = [UNIT.join(asked.chosen.get(name, ())) for name in _VALUES]
    spans = [UNIT.join(map(repr, asked.ranges.get(name, ()))) for name in RANGES]
    cells = [
        " ".join(asked.words),
        str(int(asked.prefix)),
        str(int(asked.published)),
        ",".join(together),
        ",".join(own),
        *chosen,
        *spans,
    ]
    return "\t".join(cells) + "\n"
