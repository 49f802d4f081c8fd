"""The service under load while generations switch; in full it is ``python -m tests.benchmarks.bench_load``."""

from __future__ import annotations

from tests.benchmarks.bench_load import SIZE, Client, Tally, load

SECONDS = 15.0


def test_no_answer_fails_or_comes_from_two_generations() -> None:
    tally = load(SECONDS)
    assert tally.failed == []
    assert tally.mixed == []
    assert len(tally.generations) >= 2, "no switch was met"
    assert set(tally.answered) == {
        "search",
        "record",
        "similar",
        "suggestions",
        "conditional",
        "page",
        "snapshot",
        "feed",
    }
    assert sum(tally.answered.values()) > 100


def test_the_load_test_would_tell() -> None:
    """An answer from two generations, one that counts another's records, and one that fails are noted."""
    tally = Tally()
    client = Client("http://127.0.0.1:1", tally)
    assert client._check("search", "Generatie 1", SIZE + 1) == 1
    assert tally.mixed == []
    assert client._check("search", "Generatie 1 en Generatie 2") is None
    client._check("search", "Generatie 2", SIZE + 1)
    client._check("search", "")
    assert len(tally.mixed) == 3
    client.complete()
    assert len(tally.failed) == 1
