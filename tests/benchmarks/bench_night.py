"""A night in which one document in a hundred changed, against a run from nothing over the same documents.

``python -m tests.benchmarks.bench_night 10000`` for another number than ``make bench`` takes. Both runs are the command
itself, in processes of their own; the ratio is of the time from start to end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.assignments import write_corpus

DOCUMENTS = 10_000
CHANGED = 0.01
NIGHTS = 3
COMMAND = Path(sys.executable).with_name("opdrachten")
# A night finds the program's modules compiled, as they are after their first use.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _run(corpus: Path, data: Path) -> tuple[float, dict[str, object]]:
    """Seconds, and the report. Raises ``CalledProcessError``."""
    begun = time.monotonic()
    command = [COMMAND, "reindex", "--corpus", corpus, "--data", data, "--json"]
    done = subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
    return time.monotonic() - begun, json.loads(done.stdout)


def _change(files: list[Path], night: int) -> int:
    """Another sentence in some of the documents, spread over all; returns how many."""
    changed = files[night :: round(1 / CHANGED)]
    for file in changed:
        file.write_text(
            file.read_text(encoding="utf-8") + f"\nGewijzigd in nacht {night}.\n", encoding="utf-8"
        )
    return len(changed)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as name:
        corpus, data = Path(name, "corpus"), Path(name, "data")
        write_corpus(corpus, count)
        files = sorted(corpus.rglob("*.txt"))
        whole, report = _run(corpus, data)
        print(f"{count} documents from nothing: {whole:.1f} s, by stage {report['seconds']}")
        ratios = []
        for night in range(NIGHTS):
            changed = _change(files, night)
            took, report = _run(corpus, data)
            if report["parsed"] != changed or report["records"] != count:
                raise RuntimeError(f"{changed} documents were changed, and the report says {report}")
            ratios.append(took / whole)
            print(f"{changed} changed: {took:.1f} s, by stage {report['seconds']}")
        print(f"ratio of such a night to a run from nothing: {sorted(ratios)[NIGHTS // 2]:.3f}")


if __name__ == "__main__":
    main()
