"""What a file may hold many of takes time in proportion to how many there are."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from indexer.readers import Limits, json_ld, markdown
from indexer.readers.html import without_leaked_json
from indexer.readers.hyphens import LINE_HYPHEN, mend_hyphens

LIMITS = Limits()


def _read_markdown(text: str) -> None:
    markdown.read(text.encode(), LIMITS)


GROWING: dict[str, tuple[Callable[[str], object], Callable[[int], str]]] = {
    "soft breaks": (_read_markdown, lambda n: "a\n" * (2_000 * n)),
    "labels": (_read_markdown, lambda n: "Uren: 1\n" * (1_000 * n)),
    "struck words": (_read_markdown, lambda n: "3 ~~2~~ " * (1_500 * n)),
    "struck words on lines": (_read_markdown, lambda n: "3 ~~2~~\n" * (500 * n)),
    "white space in JSON-LD": (json_ld.objects_in, lambda n: '{"a":1' + " " * (2_000 * n) + "}"),
    "one long word": (mend_hyphens, lambda n: "a" * (2_000 * n) + " b" + LINE_HYPHEN + "\nc"),
    "backslashes": (without_leaked_json, lambda n: "\\" * (2_000 * n)),
    "leaked JSON": (without_leaked_json, lambda n: '"a": "b": "c": {' + " " * (2_000 * n) + "x"),
}


def _seconds(work: Callable[[str], object], text: str) -> float:
    """Of this process alone, the best of some: what others do on the machine counts for nothing."""
    times = []
    for _ in range(4):
        started = time.process_time()
        work(text)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("name", GROWING)
def test_four_times_as_much_takes_about_four_times_as_long(name: str) -> None:
    work, text = GROWING[name]
    work(text(1))
    assert _seconds(work, text(4)) < 8 * _seconds(work, text(1)) + 0.005
