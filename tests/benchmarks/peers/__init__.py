"""Other search engines on the same records and searches: one module a peer, behind one small protocol."""

from __future__ import annotations

from tests.benchmarks.peers.lucene_peer import Lucene
from tests.benchmarks.peers.postgres import Postgres
from tests.benchmarks.peers.protocol import Answer, Document, Peer, Question, document, question
from tests.benchmarks.peers.sqlite import Sqlite
from tests.benchmarks.peers.xapian_peer import Xapian

PEERS: tuple[type[Peer], ...] = (Sqlite, Postgres, Xapian, Lucene)

__all__ = ["PEERS", "Answer", "Document", "Peer", "Question", "document", "question"]
