"""Fixtures for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The reference material beside the checkout; in CI its absence fails the test, elsewhere it skips it."""
    directory = Path(__file__).resolve().parents[2] / "shared"
    if not directory.is_dir():
        reason = "the reference material ../shared is not beside this checkout"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return directory
