"""Every figure of ``docs/performance.md``: ``python -m tests.benchmarks.performance --documents 100000 --page docs/performance.md``.

Makes the records (once; they are kept in the work folder), builds, searches in process and over HTTP, and asks the peers that can
be had. Progress goes to standard error. The run leaves its figures as JSON in the work folder; the page is made of those
of all the sizes asked for, with ``--render`` without measuring anew.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.search.engine import Engine
from tests.benchmarks import against_peers, in_process, over_http
from tests.benchmarks.building import ROOT, lay_aside, measured
from tests.benchmarks.peers import PEERS
from tests.benchmarks.report import bounds_table, write_page
from tests.benchmarks.timing import machine

WORK = ROOT / "data" / "benchmarks"
RESULT = "run.json"


def tell(line: str) -> None:
    print(f"{dt.datetime.now():%H:%M:%S} {line}", file=sys.stderr, flush=True)


def run(count: int, folder: Path, peers: Sequence[str], command: str) -> dict[str, Any]:
    """Measure everything at one size. ``peers`` are the names of those to ask; none means all. What was measured is kept after
    every step, so that a run that is ended early loses nothing.
    """
    started = time.monotonic()
    found: dict[str, Any] = {
        "documents": count,
        "date": dt.date.today().isoformat(),
        "command": command,
        "machine": machine(),
    }

    def keep(**more: Any) -> None:
        found.update(more, seconds=time.monotonic() - started)
        partial = folder / f"{RESULT}.partial"
        partial.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        partial.replace(folder / RESULT)

    tell(f"{count:,} documents: making records")
    lay_aside(folder, count, tell)
    tell("building")
    shutil.rmtree(folder / "data", ignore_errors=True)
    told, most = measured([sys.executable, "-m", "tests.benchmarks.building", str(count), str(folder)])
    keep(build={**json.loads(told), "peakBytes": most})
    data = folder / "data"
    engine = Engine(data)
    try:
        tell("searches in process")
        keep(**in_process.by_kind(engine))
        keep(facets=in_process.facets(engine))
        tell("over HTTP")
        keep(http=over_http.against_process(engine, data))
        keep(workers=over_http.workers(data))
        tell("switches")
        keep(afterSwitch=in_process.after_switch(engine, data))
        tell("peers")
        against_peers.compare(engine, folder, count, peers, tell, lambda told: keep(peers=told))
    finally:
        engine.close()
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    # Ended from outside it still stops the servers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # As one would type it, not as this interpreter was started.
    said = " ".join(sys.argv[1:] if arguments is None else arguments)
    command = f"python -m tests.benchmarks.performance {said}".strip()
    runs = []
    for count in options.documents:
        folder = options.work / str(count)
        folder.mkdir(parents=True, exist_ok=True)
        if options.render:
            runs.append(json.loads((folder / RESULT).read_text(encoding="utf-8")))
        else:
            runs.append(run(count, folder, options.peer or (), command))
    if options.page:
        write_page(options.page, runs)
    print(bounds_table(runs))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.performance", description=__doc__)
    parser.add_argument("--documents", type=int, action="append", help="how many; repeat for several sizes")
    parser.add_argument("--work", type=Path, default=WORK, help="folder for records, index and figures")
    parser.add_argument("--page", type=Path, help="the page to write, its pictures in pictures/ beside it")
    parser.add_argument(
        "--peer", action="append", choices=[peer.name for peer in PEERS], help="only these peers"
    )
    parser.add_argument("--render", action="store_true", help="make the page of figures that are there")
    options = parser.parse_args(arguments)
    options.documents = options.documents or [10_000]
    options.work = options.work.resolve()
    return options


if __name__ == "__main__":
    main()
