"""All of :mod:`tests.benchmarks.performance` on 10,000 documents, its page in the work folder: a few minutes."""

from __future__ import annotations

from tests.benchmarks.performance import WORK, main

DOCUMENTS = 10_000

if __name__ == "__main__":
    main(["--documents", str(DOCUMENTS), "--page", str(WORK / "performance.md")])
