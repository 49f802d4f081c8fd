"""One generation that lies in a cluster. Of the index nothing is held here; what is read once, into memory, are the vocabulary
and the log of changes.
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import orjson
from cachetools import LRUCache

from app.search.cluster.beside import ClusterBeside
from app.search.cluster.counting import aggregations, counts
from app.search.cluster.dialect import ClusterDialect
from app.search.dialect import Clause, Filter
from app.search.reader import After, Beside, Counts, EngineUnavailable, Found, Group, Wanted
from app.search.vocabulary import Vocabulary
from indexer.cluster.client import NoConnection, NotFoundError, OpenSearch, TransportError
from indexer.cluster.mapping import SHOWN, SURROUNDINGS
from indexer.exchange.journal import Journal
from indexer.index.keys import STREAMS
from indexer.index.schema import TEXT_FIELDS, stream_field
from indexer.record import blanked

_BY_SCORE: Final = ({"_score": "desc"}, {"id": "asc"})
_UNABLE: Final = frozenset({429, 500, 502, 503, 504})
_WALKED: Final = 500
_REMEMBERED: Final = 4_096
"""Of how many keys it is known in how many records they stand: each is asked for once, since a generation never changes."""
_NO_MORE: Final[Mapping[str, Any]] = {}
_EVERY_FIELD: Final = tuple(
    {"term": {stream_field(field, stream): {"value": ""}}} for field in TEXT_FIELDS for stream in STREAMS
)
"""Met by nothing. Asked beside a query so that every shard tells how long each field is: of a field that is asked for in
phrases alone a shard tells that only where it holds a word of the phrase, and scores would depend on which words lie together.
"""


class Held(NamedTuple):
    """A record as it came with a hit: its id, its card as JSON, its text, and the surroundings of that as JSON."""

    id: str
    card: str
    text: str
    surroundings: str


class ClusterReader(Vocabulary):
    """The :class:`app.search.reader.Reader` of a cluster. ``index`` is where the records are, never the alias, so that what
    is asked in several steps is asked of one generation.
    """

    dialect = ClusterDialect()

    def __init__(
        self, client: OpenSearch, index: str, name: str, vocabulary: bytes, journal: bytes | None
    ) -> None:
        """Open generation ``name`` with what its files hold; raises :class:`EngineUnavailable`, ``KeyError``, or ``ValueError``
        where index and vocabulary do not belong together.
        """
        self.name = name
        self._client, self._index = client, index
        self._lock = threading.Lock()
        self._doc_freqs: LRUCache[tuple[str, str], int] = LRUCache(_REMEMBERED)
        super().__init__(orjson.loads(vocabulary))
        self.journal = None if journal is None else Journal.of_bytes(journal, name)
        if self.count(self.dialect.everything()) != self.record_count:
            raise ValueError(f"records and vocabulary of generation {name} do not belong together")

    def _search(self, body: dict[str, Any], **params: Any) -> dict[str, Any]:
        """An answer drawn from every part of the index, or none."""
        found: dict[str, Any] = asked(
            self._client.search, index=self._index, body=body, allow_partial_search_results="false", **params
        )
        if found["timed_out"] or found["_shards"]["failed"]:
            raise EngineUnavailable("a part of the index did not answer")
        return found

    def _found(
        self,
        query: Clause,
        size: int,
        sort: Sequence[Any],
        after: Sequence[Any],
        more: Mapping[str, Any] = _NO_MORE,
        *,
        scored: bool,
    ) -> dict[str, Any]:
        """Scores are worked out over the whole index, not a shard at a time (``dfs``). ``more`` is the rest of the request."""
        body = {
            "query": _over_all(query) if scored else {"bool": {"filter": [query]}},
            "size": size,
            "sort": sort,
            "_source": SHOWN,
            "track_total_hits": scored and "aggs" not in more,
            **more,
        }
        if after:
            body["search_after"] = after
        return self._search(body, search_type="dfs_query_then_fetch" if scored else "query_then_fetch")

    def count(self, query: Clause) -> int:
        body = {"query": {"bool": {"filter": [query]}}, "size": 0, "track_total_hits": True}
        return int(self._search(body)["hits"]["total"]["value"])

    def ranked(self, query: Clause, limit: int, after: After | None = None) -> tuple[Sequence[Found], int]:
        hits, found = self.ranked_with(query, limit, after)
        return hits, int(found["hits"]["total"]["value"])

    def ranked_with(
        self, query: Clause, limit: int, after: After | None, more: Mapping[str, Any] = _NO_MORE
    ) -> tuple[Sequence[Found], dict[str, Any]]:
        """The hits, and the whole answer to a request that has ``more``. The key of a hit are the bits of its score, a 32-bit
        float that is not negative.
        """
        behind = (_score(after.key), after.id) if after else ()
        found = self._found(query, limit, _BY_SCORE, behind, more, scored=True)
        hits = found["hits"]["hits"]
        return [Found(_held(hit), float(hit["sort"][0]), _bits(hit["sort"][0])) for hit in hits], found

    def keyed(self, query: Clause, key: str, limit: int, after: After | None = None) -> Sequence[Found]:
        return self.keyed_with(query, key, limit, after)[0]

    def keyed_with(
        self, query: Clause, key: str, limit: int, after: After | None, more: Mapping[str, Any] = _NO_MORE
    ) -> tuple[Sequence[Found], dict[str, Any]]:
        """As :meth:`ranked_with`. Equal keys are told apart by the id."""
        behind = (after.key, after.id) if after else ()
        found = self._found(query, limit, ({key: "asc"}, {"id": "asc"}), behind, more, scored=False)
        return [Found(_held(hit), 0.0, int(hit["sort"][0])) for hit in found["hits"]["hits"]], found

    def counted_with(self, query: Clause, more: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a request for no hits that has ``more``."""
        return self._search(
            {"query": {"bool": {"filter": [query]}}, "size": 0, "track_total_hits": False, **more}
        )

    def beside(self, selected: Mapping[str, Filter], groups: Sequence[Group]) -> Beside:
        return ClusterBeside(self, selected, groups)

    def some(self, query: Clause, most: int) -> Sequence[Held]:
        return [doc for docs in self.walk(query, min(most, _WALKED)) for doc in docs][:most] if most else []

    def walk(self, query: Clause, at_a_time: int) -> Iterator[Sequence[Held]]:
        behind: tuple[str, ...] = ()
        while docs := [
            _held(hit)
            for hit in self._found(query, at_a_time, ({"id": "asc"},), behind, scored=False)["hits"]["hits"]
        ]:
            yield docs
            if len(docs) < at_a_time:
                return
            behind = (docs[-1].id,)

    def scores(self, under: Callable[[Filter], Clause], docs: Sequence[Held]) -> Sequence[float]:
        these = under(Filter((self._these(docs),)))
        body = {"query": _over_all(these), "size": len(docs), "_source": False, "track_total_hits": True}
        hits = self._search(body, search_type="dfs_query_then_fetch")["hits"]["hits"]
        scored = {hit["_id"]: float(hit["_score"]) for hit in hits}
        return [scored[doc.id] for doc in docs]

    def worths(self, queries: Sequence[Clause], docs: Sequence[Held]) -> Callable[[Clause, Held], float]:
        """All in one request: each query bears a number, and a hit names those it meets with their scores."""
        numbers = {id(query): str(number) for number, query in enumerate(queries)}
        asking = [
            {"bool": {"must": [query], "_name": numbers[id(query)]}}
            for query in {id(q): q for q in queries}.values()
        ]
        body = {
            "query": {"bool": {"filter": [self._these(docs)], "should": [*asking, *_EVERY_FIELD]}},
            "size": len(docs),
            "_source": False,
            "track_total_hits": True,
        }
        found = self._search(
            body, search_type="dfs_query_then_fetch", params={"include_named_queries_score": "true"}
        )
        met = {hit["_id"]: hit.get("matched_queries", {}) for hit in found["hits"]["hits"]}
        return lambda query, doc: float(met[doc.id].get(numbers[id(query)], 0.0))

    def _these(self, docs: Sequence[Held]) -> Clause:
        return {"terms": {"id": [doc.id for doc in docs]}}

    def aggregate(self, query: Clause, wanted: Wanted) -> Counts:
        asked = {"aggs": aggregations(wanted, self.values)}
        return counts(wanted, self.counted_with(query, asked)["aggregations"])

    def doc_freqs(self, keys: Sequence[tuple[str, str]]) -> Sequence[int]:
        with self._lock:
            known = {key: self._doc_freqs[key] for key in keys if key in self._doc_freqs}
        if asked := [key for key in dict.fromkeys(keys) if key not in known]:
            known.update(zip(asked, self._counted(asked), strict=True))
            with self._lock:
                self._doc_freqs.update(known)
        return [known[key] for key in keys]

    def _counted(self, keys: Sequence[tuple[str, str]]) -> list[int]:
        filters = [self.dialect.term(field, key) for field, key in keys]
        aggregations = {"keys": {"filters": {"filters": filters}}}
        body = {"query": {"match_all": {}}, "size": 0, "aggs": aggregations, "track_total_hits": False}
        buckets = self._search(body)["aggregations"]["keys"]["buckets"]
        return [int(bucket["doc_count"]) for bucket in buckets]

    def card(self, doc: Held) -> dict[str, Any]:
        card: dict[str, Any] = orjson.loads(doc.card)
        return card

    def written(self, doc: Held) -> bytes:
        return doc.card.encode()

    def text(self, doc: Held) -> str:
        return doc.text

    def own_text(self, doc: Held) -> str:
        return blanked(doc.text, orjson.loads(doc.surroundings))

    @property
    def marked(self) -> None:
        return None

    def line(self, doc: Held) -> bytes:
        return b'%s,"text":%s}' % (doc.card[:-1].encode(), orjson.dumps(doc.text))

    def find(self, record_id: str) -> Held | None:
        found = self.some(self.dialect.term("id", record_id), 1)
        return found[0] if found else None

    def export(self) -> Iterator[dict[str, Any]]:
        for docs in self.walk(self.dialect.everything(), _WALKED):
            for doc in docs:
                yield {**self.card(doc), "text": doc.text}


def _over_all(query: Clause) -> Clause:
    return {"bool": {"must": [query], "should": _EVERY_FIELD}}


def _held(hit: Mapping[str, Any]) -> Held:
    source = hit["_source"]
    # An index that was written before these were kept has none.
    return Held(hit["_id"], source["card"], source["text"], source.get(SURROUNDINGS, "[]"))


def _bits(score: float) -> int:
    return int.from_bytes(struct.pack(">f", score), "big")


def _score(bits: int) -> float:
    score: float = struct.unpack(">f", bits.to_bytes(4, "big"))[0]
    return score


def asked(ask: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """What the cluster answers; :class:`EngineUnavailable` where it cannot, whatever the client calls that."""
    try:
        return ask(*args, **named)
    except NoConnection as error:  # a time-out is one as well
        raise EngineUnavailable(f"the cluster cannot be reached ({type(error).__name__})") from error
    except NotFoundError as error:
        raise EngineUnavailable("the index is no longer there") from error
    except TransportError as error:
        if error.status_code in _UNABLE:
            raise EngineUnavailable(f"the cluster answers with status {error.status_code}") from error
        raise
