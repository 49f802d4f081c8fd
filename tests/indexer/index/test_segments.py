"""Segments: in the order of what they were given, however many there are."""

from __future__ import annotations

import errno
import json
import os
import random
from pathlib import Path

import pytest
import tantivy

from indexer.index import schema, segments
from indexer.index.segments import SegmentOrderError, Segments


def _document(number: int, words: str) -> str:
    return json.dumps({"id": f"{number:06}", "ordinal": number, "title": "alle", "body": words})


def _write(directory: Path, documents: list[str], expected: int) -> tantivy.Index:
    directory.mkdir()
    with Segments(directory, expected) as written:
        for document in documents:
            written.add(document)
        written.finish()
    index = tantivy.Index.open(str(directory))
    schema.register(index)
    return index


def _equals_in_order(index: tantivy.Index, count: int) -> list[int]:
    query = tantivy.Query.const_score_query(tantivy.Query.term_query(index.schema, "title", "alle"), 1.0)
    searcher = index.searcher()
    hits = searcher.search(query, count).hits
    return [int(value or 0) for value in searcher.fast_field_values("ordinal", [at for _, at in hits])]


@pytest.mark.parametrize(
    ("count", "expected", "number"),
    [
        pytest.param(1, 0, 1, id="one"),
        pytest.param(99, 99, 1, id="too few for two"),
        pytest.param(100, 100, 2, id="both cores"),
        pytest.param(399, 399, 2, id="two full"),
        pytest.param(401, 401, 3, id="a third"),
        pytest.param(1_000, 1_000, 5, id="many"),
        pytest.param(460, 150, 6, id="more than was said"),
        pytest.param(150, 450, 1, id="fewer than was said"),
        pytest.param(450, 0, 3, id="nothing was said"),
    ],
)
def test_equal_hits_stand_in_the_order_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, expected: int, number: int
) -> None:
    monkeypatch.setattr(segments, "MOST_DOCUMENTS", 200)
    monkeypatch.setattr(segments, "WORTH_TWO", 100)
    index = _write(
        tmp_path / "i", [_document(number, f"woord w{number}") for number in range(count)], expected
    )
    assert index.searcher().num_segments == number
    assert index.searcher().num_docs == count
    assert _equals_in_order(index, count) == list(range(count))
    assert not [path for path in (tmp_path / "i").iterdir() if path.is_dir()]


def test_a_stretch_that_overflows_keeps_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "HEAP_BYTES", 15_000_000)
    chance = random.Random(5)
    words = [f"w{number}" for number in range(40_000)]
    documents = [_document(number, " ".join(chance.choices(words, k=100))) for number in range(5_000)]
    index = _write(tmp_path / "i", documents, len(documents))
    assert index.searcher().num_segments > 2, "nothing overflowed, so nothing was tested"
    assert _equals_in_order(index, len(documents)) == list(range(len(documents)))


def test_documents_in_another_order_are_told(tmp_path: Path) -> None:
    with pytest.raises(SegmentOrderError, match="0 tot 5"):
        _write(tmp_path / "i", [_document(number, "x") for number in (0, 2, 5)], 3)


def test_as_many_segments_as_one_find_the_same_with_the_same_scores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(7)
    words = [f"w{number}" for number in range(60)]
    documents = [
        _document(number, " ".join(chance.choices(words, k=chance.randint(3, 40)))) for number in range(500)
    ]
    one = _write(tmp_path / "one", documents, len(documents))
    monkeypatch.setattr(segments, "MOST_DOCUMENTS", 90)
    many = _write(tmp_path / "many", documents, len(documents))
    assert (one.searcher().num_segments, many.searcher().num_segments) == (1, 6)
    for word in words:
        found = []
        for index in (one, many):
            hits = index.searcher().search(tantivy.Query.term_query(index.schema, "body", word), 500).hits
            ordinals = index.searcher().fast_field_values("ordinal", [at for _, at in hits])
            found.append(list(zip(ordinals, [score for score, _ in hits], strict=True)))
        assert found[0] == found[1]
        assert found[0]


def test_a_lock_that_comes_while_a_folder_is_removed_is_removed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, late = os.rmdir, ["lock"]

    def rmdir(path: str, *, dir_fd: int | None = None) -> None:
        if late:
            (tmp_path / "index" / "0" / late.pop()).touch()
        real(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "rmdir", rmdir)
    index = _write(tmp_path / "index", [_document(number, "zorg") for number in range(3)], 3)
    assert _equals_in_order(index, 3) == [0, 1, 2]
    assert not late
    assert not (tmp_path / "index" / "0").exists()


def test_a_folder_that_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rmdir(path: str, *, dir_fd: int | None = None) -> None:
        raise OSError(errno.ENOTEMPTY, "Directory not empty", path)

    monkeypatch.setattr(os, "rmdir", rmdir)
    with pytest.raises(OSError, match="not empty"):
        _write(tmp_path / "index", [_document(0, "zorg")], 1)
