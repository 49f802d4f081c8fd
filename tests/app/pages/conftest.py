"""The application over the samples, its clock standing still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.pages.routes import current_moment
from app.search.engine import Engine
from app.settings import Settings
from tests.app.pages import samples


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = samples.published(tmp_path_factory.mktemp("pages"))
    app = create_app(Settings(data=data))
    app.dependency_overrides[current_moment] = lambda: samples.NOW
    with TestClient(app, follow_redirects=False) as client:
        app.state.engine.close()
        app.state.engine = Engine(data, today=lambda: samples.NOW.date())
        yield client


@pytest.fixture(scope="session")
def empty_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """No index yet."""
    with TestClient(create_app(Settings(data=tmp_path_factory.mktemp("empty")))) as client:
        yield client
