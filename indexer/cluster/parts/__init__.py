"""A generation that several machines make together, each of them one part of it.

What they must agree on lies in the cluster: the *run* (:mod:`~indexer.cluster.parts.runs`), the documents that the first of
them found, and the *ledger* (:mod:`~indexer.cluster.parts.ledger`): the store of :mod:`indexer.store` without the records,
with the log of changes. Each machine compares all documents with the whole ledger, so that ids, moves and the time of grace
come out as on one machine, and then reads and loads only those whose ids are its own. It leaves beside the index what the
whole needs to know of each record: its row, its mark, its words, its facts. Whoever completes the last part
(:mod:`~indexer.cluster.parts.finish`) draws twins, log, vocabulary and the judgement of the gate from these, loads anew the
records that have siblings, and moves the alias.
"""
