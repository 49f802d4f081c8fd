"""Figures for Prometheus. Labels hold routes, never what was asked for: no query text, no addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest
from prometheus_client.process_collector import ProcessCollector

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The figures of one application; a registry of its own, so that several can live in one process."""

    def __init__(self) -> None:
        self.registry: Final = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests: Final = Counter(
            "opdrachten_http_requests",
            "Answered requests.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.duration: Final = Histogram(
            "opdrachten_http_request_seconds",
            "Time from request to the end of the answer.",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.search: Final = Histogram(
            "opdrachten_search_seconds",
            "Time the engine took to search.",
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.search_parts: Final = Histogram(
            "opdrachten_search_part_seconds",
            "Time the parts of a search took, as in Server-Timing.",
            ["part"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.limited: Final = Counter(
            "opdrachten_rate_limited_requests",
            "Requests refused because their caller made too many.",
            ["policy"],
            registry=self.registry,
        )
        self.refreshes: Final = Counter(
            "opdrachten_generation_switches", "New generations taken up.", registry=self.registry
        )
        self.refresh_failures: Final = Counter(
            "opdrachten_generation_switch_failures",
            "Generations that could not be opened.",
            registry=self.registry,
        )
        self.records: Final = Gauge(
            "opdrachten_records", "Records in the generation that answers.", registry=self.registry
        )
        self.generation_created: Final = Gauge(
            "opdrachten_generation_created_timestamp_seconds",
            "When the generation that answers was made.",
            registry=self.registry,
        )
        self.generation_age: Final = Gauge(
            "opdrachten_generation_age_seconds",
            "How long ago the generation that answers was made.",
            registry=self.registry,
        )
        self.set_aside: Final = Gauge(
            "opdrachten_documents_set_aside",
            "Documents that could not be read in the last run.",
            registry=self.registry,
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        self.requests.labels(method, route, str(status)).inc()
        self.duration.labels(route).observe(seconds)

    def searched(self, seconds: float, parts: Mapping[str, float]) -> None:
        """Note what a search took, and what each part of it."""
        self.search.observe(seconds)
        for part, took in parts.items():
            self.search_parts.labels(part).observe(took)

    def refused(self, status: int) -> None:
        """Count a request that the web server answered by itself, before there was one to route."""
        self.requests.labels("none", "none", str(status)).inc()

    def serving(self, records: int, created: dt.datetime) -> None:
        """Note which generation answers."""
        self.records.set(records)
        self.generation_created.set(created.timestamp())
        self.generation_age.set((dt.datetime.now(dt.UTC) - created).total_seconds())

    def exposition(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)
