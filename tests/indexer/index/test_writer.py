"""Writing an index: order, completeness, refusals."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from app.search.snapshot import Snapshot
from indexer.index.buckets import BUCKETS, overlapping, span
from indexer.index.writer import VOCABULARY
from indexer.record import to_json
from tests.app.search.builders import random_records, record
from tests.indexer.index.writing import write_index


def test_ordinals_follow_the_ids_whatever_the_order_of_arrival(tmp_path: Path) -> None:
    records = random_records(300, seed=11)
    assert [r.id for r in records] != sorted(r.id for r in records)
    assert write_index(tmp_path / "g", iter(records)) == 300
    snapshot = Snapshot(tmp_path / "g")
    expected = sorted((to_json(r, with_text=True) for r in records), key=lambda r: r["id"])
    assert list(snapshot.export()) == expected
    for ordinal, row in enumerate(expected):
        found = snapshot.find(row["id"])
        assert found is not None
        assert found[0] == ordinal
        assert found[1].doc == ordinal
    assert snapshot.searcher.num_segments == 1


@pytest.mark.parametrize("most", [0, 500])
def test_words_are_counted_alike_whenever_that_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    records = random_records(40, seed=3)
    write_index(tmp_path / "at the end", records)
    monkeypatch.setattr("indexer.index.writer.MOST_UNCOUNTED", most)
    write_index(tmp_path / "on the way", records)
    read = [(tmp_path / name / VOCABULARY).read_bytes() for name in ("at the end", "on the way")]
    assert read[0] == read[1]
    assert len(json.loads(read[0])["words"]) > 10


def test_text_of_any_kind_comes_back(tmp_path: Path) -> None:
    texts = {"a": "", "b": "é\u0000\u2028\U0001f600\n", "c": "x" * 100_000, "d": "w" * 70_000 + " zorg"}
    write_index(tmp_path / "g", [record(id, text=text) for id, text in texts.items()])
    assert {row["id"]: row["text"] for row in Snapshot(tmp_path / "g").export()} == texts


def test_two_records_with_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'a'.*second is of b\.txt"):
        write_index(tmp_path / "g", [record("a"), record("b"), record("a", file="b.txt")])


def test_a_directory_that_is_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "something").write_text("here")
    with pytest.raises(ValueError, match="not empty"):
        write_index(tmp_path, [])
    assert [path.name for path in tmp_path.iterdir()] == ["something"]


def test_a_vocabulary_of_another_index_is_refused(tmp_path: Path) -> None:
    write_index(tmp_path / "g", [record("a")])
    path = tmp_path / "g" / "vocabulary.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "records": 2}))
    with pytest.raises(ValueError, match="do not belong together"):
        Snapshot(tmp_path / "g")


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, None),
        (12, 12, [(8, 16)]),
        (16, 16, [(8, 16), (16, 24)]),
        (24, 36, [(16, 24), (24, 32), (32, 36), (36, 40)]),
        (None, 8, [(0, 8), (8, 16)]),
        (38, None, [(36, 40), (40, None)]),
    ],
)
def test_hours_fall_in_every_bucket_they_overlap(
    low: float | None, high: float | None, expected: list[tuple[float, float | None]] | None
) -> None:
    stated = span(low, high)
    if expected is None:
        assert stated is None
        return
    assert stated is not None
    assert [BUCKETS["hours"][n] for n in overlapping("hours", *stated)] == expected


@pytest.mark.parametrize("field", BUCKETS)
def test_buckets_leave_no_gap(field: str) -> None:
    ends = [math.inf if end is None else end for _, end in BUCKETS[field]]
    starts = [start for start, _ in BUCKETS[field]]
    assert starts[0] == 0
    assert ends[-1] == math.inf
    assert starts[1:] == ends[:-1]
