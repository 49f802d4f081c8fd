"""For those who run the service: is it alive, is it ready, how is it doing."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.api import answers
from app.api.metrics import MEDIA_TYPE as METRICS_MEDIA_TYPE
from app.search.engine import NoGeneration
from app.search.reader import EngineUnavailable
from indexer.looking import count_set_aside
from indexer.store import STORE

router = APIRouter()


def _plain(content: bytes, media_type: str = answers.JSON) -> Response:
    return Response(content, media_type=media_type, headers={"Cache-Control": "no-store"})


def readiness(request: Request) -> dict[str, Any]:
    """What answers just now. Raises :class:`NoGeneration` or :class:`EngineUnavailable` when nothing does."""
    name, sentinel = answers.engine(request).made
    return {
        "status": "ready",
        "generation": name,
        "created": sentinel.created,
        "records": sentinel.records,
        "languageModel": sentinel.language_model,
    }


@router.get("/healthz")
async def alive(request: Request) -> Response:
    """The process answers."""
    return _plain(answers.dumps({"status": "ok"}))


@router.get("/readyz")
async def ready(request: Request) -> Response:
    """There is an index to answer from."""
    return _plain(answers.dumps(await answers.in_thread(request, readiness, request)))


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Figures for Prometheus."""
    return _plain(await answers.in_thread(request, _exposition, request), METRICS_MEDIA_TYPE)


def _exposition(request: Request) -> bytes:
    figures = request.app.state.metrics
    try:
        _, sentinel = answers.engine(request).made
        figures.serving(sentinel.records, dt.datetime.fromisoformat(sentinel.created))
    except (NoGeneration, EngineUnavailable):
        figures.records.set(0)  # nothing to be found, which is what the figure says
    figures.set_aside.set(_set_aside(answers.settings(request).data / STORE))
    exposition: bytes = figures.exposition()
    return exposition


def _set_aside(store: Path) -> int:
    """Counted anew only when the store has changed: it may hold a million documents."""
    files = (store, store.with_name(f"{store.name}-wal"))
    return _counted(store, tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in files))


@lru_cache(maxsize=8)
def _counted(store: Path, changed: tuple[int, ...]) -> int:
    return count_set_aside(store)
