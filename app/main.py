"""The application: one engine, the API and the pages around it."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import functools
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app import pages
from app.api import (
    answers,
    assignments,
    documentation,
    exchange,
    feeds,
    job_feed,
    logs,
    operations,
    problems,
    suggestions,
)
from app.api.envelope import Compression, Envelope
from app.api.keys import Keys
from app.api.limits import Limits
from app.api.metrics import Metrics
from app.api.protocol import protocol
from app.api.streaming import Streams
from app.search.engine import NoGeneration, open_engine
from app.search.reader import EngineUnavailable
from app.search.request import SearchRequest
from app.settings import Settings

log = logging.getLogger(__name__)


def create_app(settings: Settings | None = None) -> FastAPI:
    """An application on its own settings. It opens the index when it starts (``lifespan``) and takes up new
    generations while it runs; without an index it starts as well and answers 503 until there is one.

    ``app.state`` carries ``settings``, ``metrics``, ``clock`` and, while it runs, ``engine`` and ``threads``.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=_lifespan)
    app.state.settings = settings or Settings()
    app.state.metrics = Metrics()
    app.state.clock = functools.partial(dt.datetime.now, dt.UTC)
    problems.install(app)
    for router in (
        assignments.router,
        suggestions.router,
        exchange.router,
        feeds.router,
        job_feed.router,
        operations.router,
        documentation.router,
        pages.router,
    ):
        app.include_router(router)
    app.state.error_page = pages.error_page
    app.state.streams = Streams(app.state.settings.most_streams)
    _surround(app, app.state.settings)
    return app


def _surround(app: FastAPI, settings: Settings) -> None:
    """The middleware, from the inside out."""
    metrics = app.state.metrics
    origin = settings.origin or ""
    app.add_middleware(Compression)
    app.add_middleware(Limits, settings=settings, keys=Keys(settings.keys_directory), metrics=metrics)
    app.add_middleware(Envelope, metrics=metrics, secure=origin.startswith("https://"))
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(map(str, settings.trusted_proxies)))


def serve(settings: Settings) -> None:
    """Serve until told to stop. The server's own headers, access log (it holds what was searched for) and
    belief in a proxy's headers are off.
    """
    app = create_app(settings)
    app.state.flush_log = logs.set_up(settings)
    base = urlsplit(settings.origin or "").path
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        http=protocol(settings.client_seconds, base, app.state.metrics.refused),
        ws="none",
        log_config=None,
        server_header=False,
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    engine = await asyncio.to_thread(open_engine, settings)
    app.state.engine = engine
    await asyncio.to_thread(_warm, app)
    engine.observe = app.state.metrics.searched
    app.state.threads = ThreadPoolExecutor(settings.search_threads, thread_name_prefix="search")
    watching = asyncio.create_task(_watch(app, settings.refresh_seconds))
    try:
        yield
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
        app.state.threads.shutdown(wait=True, cancel_futures=True)
        engine.close()
        if flush := getattr(app.state, "flush_log", None):
            await asyncio.to_thread(flush)


def _take_up(app: FastAPI) -> bool:
    changed: bool = app.state.engine.refresh()
    return changed


def _warm(app: FastAPI) -> None:
    """Load the word lists and the gazetteer now, which the first visitor would wait for."""
    request = SearchRequest.from_query([("q", "procesbegeleider"), ("near", "Utrecht")])
    with contextlib.suppress(NoGeneration, EngineUnavailable):
        app.state.engine.search(request)
        app.state.engine.suggest("proces", 1)


async def _watch(app: FastAPI, seconds: float) -> None:
    """Take up new generations. One that cannot be opened is told once, and the old one goes on answering."""
    told = ""
    while True:
        await asyncio.sleep(seconds)
        try:
            changed = await asyncio.to_thread(answers.guarded, _take_up, app)
        except Exception as error:
            app.state.metrics.refresh_failures.inc()
            if repr(error) != told:
                log.exception("the new generation cannot be opened")
            told = repr(error)
            continue
        told = ""
        if changed:
            app.state.metrics.refreshes.inc()
            log.info("generation %s answers from now on", app.state.engine.generation)
