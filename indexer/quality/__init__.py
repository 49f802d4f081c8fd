"""Whether a new generation is good enough to take over, and the report that every night leaves.

:mod:`~indexer.quality.facts` notes of each record what it states and what is odd in it, :mod:`~indexer.quality.measures` adds
that up, :mod:`~indexer.quality.gate` holds it against the generation in use, :mod:`~indexer.quality.nights` keeps what came of
it, and :mod:`~indexer.quality.page` shows that to a person.
"""
