"""The service for a long time while everything happens at once: ``python -m tests.benchmarks.soak [SECONDS]``.

Clients search without a pause; every twenty seconds a night's run re-indexes a corpus that has changed, and half of the runs
are killed at a random moment. Prints how the server's memory and its open files went, and ends with status 1 where an answer
failed, something was lost, or either grew: the last third against the third before it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.house import House

SECONDS = 600.0
NIGHT_SECONDS = 20.0
KILLED = 0.5
CLIENTS = 3
GROWTH = 0.05
"""The share by which the memory in the last third may pass that in the third before it, besides SLACK_MB."""
SLACK_MB = 4.0
SLACK_FILES = 3


@dataclass
class Course:
    """The server's own memory in MB (pages shared with files, which the system takes back at will, left out) and its open
    files, each second.
    """

    process: int
    memory: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    _end: threading.Event = field(default_factory=threading.Event)

    def note(self) -> None:
        """Note both until told to end."""
        home = Path(f"/proc/{self.process}")
        while not self._end.wait(1.0):
            lines = (home / "status").read_text().splitlines()
            (kilobytes,) = (line.split()[1] for line in lines if line.startswith("RssAnon"))
            self.memory.append(int(kilobytes) / 1024)
            self.files.append(len(list((home / "fd").iterdir())))

    def end(self) -> None:
        self._end.set()


def thirds(values: list[float]) -> list[float]:
    """The median of each third."""
    step = len(values) // 3
    return [statistics.median(values[at * step : (at + 1) * step]) for at in range(3)]


def grew(course: Course) -> list[str]:
    """What grew, if anything."""
    _, before, after = thirds(course.memory)
    _, fewer, more = thirds([float(count) for count in course.files])
    told = []
    if after > before * (1 + GROWTH) + SLACK_MB:
        told.append(f"memory from {before:.1f} to {after:.1f} MB")
    if more > fewer + SLACK_FILES:
        told.append(f"open files from {fewer:g} to {more:g}")
    return told


def nights(house: House, until: float) -> tuple[int, int]:
    """Nights until that moment, the last of them a good one; how many there were, and how many were killed."""
    from tests.faults.house import killed

    count = cut = 0
    while time.monotonic() < until:
        began = time.monotonic()
        house.change()
        count += 1
        if house.chance.random() < KILLED:
            cut += killed(house).startswith("signal")
        else:
            house.good_night()
        time.sleep(max(0.0, min(until, began + NIGHT_SECONDS) - time.monotonic()))
    house.good_night()
    return count, cut


def main(seconds: float = SECONDS) -> int:
    # Here, because every process that a night starts loads this module anew.
    import random

    from tests.app.api.serving import served
    from tests.faults.house import House
    from tests.faults.readers import Readers

    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        house = House(home, random.Random(1))
        house.good_night()
        server = stack.enter_context(served(house.data, limit_local=0, limit_open=0, remembered_megabytes=0))
        readers = stack.enter_context(Readers(server.url, CLIENTS, pause=0.0))
        course = Course(server.process.pid)
        noting = threading.Thread(target=course.note)
        noting.start()
        try:
            count, cut = nights(house, time.monotonic() + seconds)
        finally:
            course.end()
            noting.join()
    failed = readers.failed
    print(
        f"{seconds:g} s: {sum(readers.answers.values())} answers, {len(failed)} failed; {count} nights, {cut} of them killed"
    )
    print(f"generations met: {len(readers.generations)}")
    print(
        f"memory in MB, median of each third: {', '.join(f'{value:.1f}' for value in thirds(course.memory))}"
    )
    print(f"at its most {max(course.memory):.1f}, at the end {course.memory[-1]:.1f}")
    files = [float(count) for count in course.files]
    print(
        f"open files, median of each third: {', '.join(f'{value:g}' for value in thirds(files))}; at most {max(files):g}"
    )
    for line in [*failed[:5], *(f"grew: {what}" for what in grew(course))]:
        print(f"  {line}")
    return 1 if failed or grew(course) else 0


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:2])))
