"""Personal data in a text, and a record without it.

Mail addresses, telephone numbers, addresses of people on a network and names of contacts are left out of what is stored and
served: each character of them but white space becomes one mask, so that every offset stays where it was. The fields are read
before that. Names count where a cue stands beside them, and then everywhere in the text; who is named without any cue, an
organisation, a street or a law keeps its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from indexer.parse.personal_addresses import find_addresses
from indexer.parse.personal_cues import people
from indexer.parse.personal_names import likely_from_mailbox, mentions
from indexer.record import Evidence, Record

Span = tuple[int, int]

# No word character, so that no search finds it, and no bullet, so that no line of a text turns into an item of a list.
MASK = "█"
_SHOWN = re.compile(r"\S")
_MASKED = re.compile(rf"{MASK}+(?: {MASK}+)*")
_LOOSE_ENDS = " \t,;:|·•–—-/()"
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+(?!\s+[A-ZÀ-Ý0-9])[^.!?]*)*[.!?]*\s*")
_SHORTEST_SUMMARY = 60
_MOST_MAILBOXES = 100  # different addresses whose owner is sought in the text


def find(text: str) -> list[Span]:
    """Spans of all personal data, in order, none overlapping another. Never raises on any text."""
    addresses = find_addresses(text)
    found = list(people(text, addresses))
    for address in islice(dict.fromkeys(text[start:end] for start, end in addresses), _MOST_MAILBOXES):
        found += likely_from_mailbox(text, address)
    spans = [*addresses, *((p.start, p.end) for p in found), *mentions(text, found)]
    return _merged(spans)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with each character of the spans but white space replaced by one :data:`MASK`; its length stays."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += text[at:start], _SHOWN.sub(MASK, text[start:end])
        at = end
    return "".join([*parts, text[at:]])


def without_personal_data(record: Record) -> Record:
    """The record with personal data masked in its text, and out of every value that is text.

    - evidence: the words at the same offsets of the masked text;
    - ``summary``: its sentences without personal data where they say enough, else masked as in the text;
    - ``title`` and ``organisation``: without the masked words, unknown when nothing is left;
    - ``reference`` and ``source_url``: unknown when they hold personal data.
    """
    spans = find(record.text)
    names = sorted({record.text[start:end] for start, end in spans}, key=len, reverse=True)
    if not names and not any(map(find, _strings(record))):
        return record
    text = masked(record.text, spans)
    values: dict[str, Any] = {
        "title": _remainder(record.title, names),
        "organisation": _remainder(record.organisation, names),
        "summary": _summary(record.summary, names),
        "reference": _whole(record.reference, names),
    }
    evidence = {
        name: tuple(_as_shown(e, text) for e in proof)
        for name, proof in record.evidence.items()
        if values.get(name, "") is not None  # none of a value that is unknown now
    }
    url = _whole(record.source_url, names)
    return replace(record, text=text, evidence=evidence, source_url=url, **values)


def _as_shown(evidence: Evidence, text: str) -> Evidence:
    words = text[evidence.start : evidence.end]
    return evidence if words == evidence.text else replace(evidence, text=words)


def _strings(record: Record) -> Iterable[str]:
    values = (record.title, record.organisation, record.summary, record.reference, record.source_url)
    return (value for value in values if value)


def _masked_value(value: str, names: Sequence[str]) -> str:
    """A value as the text would show it: what was found there is masked here too, with what its own form gives away."""
    spans = find(value)
    for name in names:
        if name not in value:
            continue
        spans += (match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", value))
    return masked(value, _merged(spans))


def _remainder(value: str | None, names: Sequence[str]) -> str | None:
    if value is None or MASK not in (shown := _masked_value(value, names)):
        return value
    left = re.sub(r"\s{2,}", " ", _MASKED.sub("", shown)).strip(_LOOSE_ENDS)
    return left if sum(map(str.isalpha, left)) > 2 else None


def _whole(value: str | None, names: Sequence[str]) -> str | None:
    return None if value is None or MASK in _masked_value(value, names) else value


def _summary(value: str | None, names: Sequence[str]) -> str | None:
    if value is None or MASK not in (shown := _masked_value(value, names)):
        return value
    kept = "".join(s for s in _SENTENCE.findall(shown) if MASK not in s).strip()
    return kept if len(kept) >= _SHORTEST_SUMMARY else shown
