"""The schema of :mod:`indexer.index.schema` as a mapping, from the same lists of fields.

Keys come from our own analyser and are only split at spaces here. Scores are worked out by the same formula as on one machine:
OpenSearch's own BM25 takes as the number of documents those that state the field, tantivy all of them, so that a name of an
organisation would weigh differently; and it counts words of a phrase that stand apart as less than once, tantivy as once.
"""

from __future__ import annotations

from typing import Any, Final

from indexer.index.buckets import RANGES
from indexer.index.keys import STREAMS
from indexer.index.schema import (
    DAY_FIELDS,
    PLACELESS,
    RAW_FIELDS,
    SORT_KEYS,
    TEXT_FIELDS,
    stream_field,
)

SIMILARITY: Final = "keys"
SURROUNDINGS: Final = "surroundings"
SHOWN: Final = ("card", "text", SURROUNDINGS)
"""What is kept of a record to be shown: its JSON without the text, the text, and as JSON the stretches of it that tell nothing of
the assignment.
"""
LONGEST_KEY: Final = 8_000
"""Characters; Lucene takes no term above 32,766 bytes."""
MOST_CLAUSES: Final = 16_384
"""What a query of 32 words with all their synonyms may have of clauses; a cluster allows 1,024 unless told otherwise."""
_ALL: Final = "double all = Math.max({records}.0, field.docCount); "
"""A cluster checks a formula on made-up figures, in which more documents state a field than there may be in all."""
_WEIGHT: Final = (
    _ALL + "return query.boost * 2.2 * Math.log(1 + (all - term.docFreq + 0.5) / (term.docFreq + 0.5));"
)
_SCORE: Final = (
    _ALL + "double length = doc.length * all / field.sumTotalTermFreq; double times = Math.ceil(doc.freq);"
    " return weight * times / (times + 1.2 * (0.25 + 0.75 * length));"
)


def similarity(records: int) -> dict[str, Any]:
    """The formula of the scores in an index of so many records, k1 being 1.2 and b 0.75. Such a script takes no parameters."""
    weight, score = (source.format(records=records) for source in (_WEIGHT, _SCORE))
    return {"type": "scripted", "weight_script": {"source": weight}, "script": {"source": score}}


def settings(shards: int) -> dict[str, Any]:
    """The settings of an index that is being loaded: nothing is copied or made visible until it is complete."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "merge.policy.expunge_deletes_allowed": 0,  # percent: whoever asks for it wants every replaced record gone
        "similarity": {SIMILARITY: similarity(1)},
        "analysis": {
            "tokenizer": {"keys": {"type": "whitespace", "max_token_length": LONGEST_KEY}},
            "analyzer": {"keys": {"type": "custom", "tokenizer": "keys"}},
        },
    }


def properties() -> dict[str, Any]:
    """Every field of a record's document."""
    keys = {"type": "text", "analyzer": "keys", "similarity": SIMILARITY}
    value = {"type": "keyword", "norms": True, "similarity": SIMILARITY}
    shown = {"type": "keyword", "index": False, "doc_values": False}
    fields: dict[str, Any] = {"id": {"type": "keyword"}, **dict.fromkeys(SHOWN, shown)}
    fields |= {stream_field(field, stream): keys for field in TEXT_FIELDS for stream in STREAMS}
    fields |= {key: {**keys, "index_options": "freqs"} for key in PLACELESS}
    fields |= dict.fromkeys((*RAW_FIELDS, *DAY_FIELDS, "missing", "twin", "point"), value)
    for field in RANGES:
        fields |= {f"{field}_{end}": {"type": "double"} for end in ("low", "high", "stated")}
        fields[f"{field}_bucket"] = {"type": "integer"}
    fields |= {key: {"type": "long"} for key in SORT_KEYS}
    return fields


def mapping() -> dict[str, Any]:
    """The mapping; only what is shown is kept as it is, keys can be made from that anew."""
    return {
        "dynamic": "strict",
        "_source": {"includes": list(SHOWN)},
        "properties": properties(),
    }
