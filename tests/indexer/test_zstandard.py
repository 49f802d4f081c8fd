"""One frame, whole, and nothing behind it."""

from __future__ import annotations

import pytest

from indexer.zstandard import decompressed, zstd

FRAME = zstd.compress(b"opdracht" * 1_000)


def test_a_frame_gives_what_it_holds() -> None:
    assert decompressed(FRAME) == b"opdracht" * 1_000
    assert decompressed(zstd.compress(b"")) == b""


@pytest.mark.parametrize("damaged", [b"", FRAME[:-1], FRAME[:4], FRAME + FRAME, FRAME + b"\0", b"opdracht"])
def test_what_is_not_one_whole_frame_is_told(damaged: bytes) -> None:
    with pytest.raises(zstd.ZstdError):
        decompressed(damaged)
