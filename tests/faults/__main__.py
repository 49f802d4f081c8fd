"""``python -m tests.faults [ROUNDS] [SEED]``: so many runs are killed at random moments, a quarter as many get a full disk, and
as many each too little memory and too small files, with a server that is read from throughout. Ends with what came of it, or
with the first thing that was lost.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.rounds import Tally


def _show(name: str, tally: Tally, seconds: float) -> None:
    print(f"{name}: nothing lost in {sum(tally.ended.values())} rounds ({seconds:.0f} s)")
    for how, times in sorted(tally.ended.items()):
        print(f"  {how}: {times}")
    print(
        f"  {tally.answers} answers, {len(tally.failed)} failed, from {tally.generations} generations",
        flush=True,
    )


def main(count: int = 200, seed: int = 1) -> None:
    # Here, because every process that a night starts loads this module anew.
    from tests.faults.house import killed, on_a_full_disk, small_disk, with_small_files, without_memory
    from tests.faults.rounds import rounds

    def told(number: int, how: str) -> None:
        if number % 20 == 0:
            print(f"  ... {number}", flush=True)

    started = time.monotonic()
    _show("kills", rounds([killed], count, seed=seed, told=told), time.monotonic() - started)
    quarter = max(1, count // 4)
    with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder) / "disk") as mounted:
        if mounted:
            started = time.monotonic()
            data = Path(folder) / "disk" / "data"
            tally = rounds([on_a_full_disk], quarter, seed=seed, data=data, told=told)
            _show("a full disk (tmpfs)", tally, time.monotonic() - started)
        else:
            print("a full disk: no small file system can be mounted here; small files alone are tried")
    started = time.monotonic()
    tally = rounds([without_memory, with_small_files], 2 * quarter, seed=seed, told=told)
    _show("too little memory, too small files", tally, time.monotonic() - started)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
