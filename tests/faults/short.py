"""``python -m tests.faults.short FOLDER``: the form for every day, in a process of its own because every process that a night
starts loads the main module anew, and that of a test runner is large. Ten kills, a full disk where one can be mounted (which
takes the rights to do so) and a file that cannot grow elsewhere, and no memory; with two servers, which take up every
generation alike, also when someone goes back. Prints what came of it as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(folder: str) -> None:
    from tests.faults.house import killed, on_a_full_disk, small_disk, with_small_files, without_memory
    from tests.faults.rounds import rounds

    disk = Path(folder) / "disk"
    with small_disk(disk) as mounted:
        spoils = [killed, killed, killed, on_a_full_disk if mounted else with_small_files, killed, killed]
        spoils = [*spoils, killed, killed, killed, without_memory, killed, killed]
        tally = rounds(spoils, 12, data=disk / "data", servers=2, in_a_row=6, to_the_end=False)
    print(json.dumps(vars(tally)))


if __name__ == "__main__":
    main(sys.argv[1])
