"""One cluster for all tests that need one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.cluster.nodes import Cluster, missing, running


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three nodes. Where they cannot be started a test is skipped and says what it needs; on a machine that is there to run
    every test that is an error.
    """
    needed = missing()
    if needed and os.environ.get("CI"):
        pytest.fail(f"a cluster cannot be started: it needs {needed}")
    if needed:
        pytest.skip(f"needs {needed}")
    with running(tmp_path_factory.mktemp("cluster")) as started:
        yield started
