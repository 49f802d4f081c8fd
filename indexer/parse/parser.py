"""Plain text -> record. One road: layout, one module a field, one place that chooses, then what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from indexer.language.model import DEFAULT_MODEL, is_installed
from indexer.language.texts import TEXT, Doc, LazyDoc
from indexer.parse import (
    competencies,
    contract,
    dates,
    derive,
    duration,
    education,
    hours,
    identity,
    places,
    rate,
    remote,
    status,
    summary,
    surroundings,
)
from indexer.parse import kind as kinds
from indexer.parse.candidate import Candidate
from indexer.parse.choose import choose, evidence
from indexer.parse.layout import build_layout
from indexer.parse.lost_ends import joined, missing_ends, parted
from indexer.parse.older import unquoted, without_note
from indexer.parse.personal import without_personal_data
from indexer.parse.standing import weighed
from indexer.parse.structured import as_lines
from indexer.parse.unsaid import is_unsaid
from indexer.readers.source import Limits, SourceText
from indexer.record import Record

if TYPE_CHECKING:
    from spacy.language import Language

_FIELD_MODULES = (
    identity, places, hours, rate, dates, duration, status, contract, education, remote, competencies, summary,
)  # fmt: skip


@cache
def _model() -> Language | None:
    """The pipeline around the language model, looked for once a process; ``None`` where rules alone read."""
    if not is_installed(DEFAULT_MODEL):
        return None
    from indexer.language.pipeline import get_pipeline

    return get_pipeline()


def make_doc(source: SourceText, *, by_rules: bool = False) -> Doc:
    """The doc of a document with its layout (``doc._.layout``) and origin (``doc._.source``): spaCy's where there is a
    language model, else, or ``by_rules`` alone, one that makes its tokens when they are asked for.
    """
    text = source.text + as_lines(source.structured, Limits().text_chars - len(source.text))
    doc = _of_text(text, None if by_rules else _model())
    # The modules read ``layout.text``: ``doc.text`` is put together anew at every access.
    doc._.layout = build_layout(text)
    doc._.source = source
    return doc


def _of_text(text: str, nlp: Language | None) -> Doc:
    if nlp is None:  # no field module reads tokens, sentences or lemmas: theirs are the layout's
        return LazyDoc(text)
    doc = nlp.make_doc(text)
    doc.user_data[TEXT] = text
    return nlp(doc)


def candidates(doc: Doc) -> Iterator[Candidate]:
    """What every field module proposes, but for values that say there is none."""
    proposed = chain.from_iterable(module.read(doc) for module in _FIELD_MODULES)
    yield from weighed(doc._.layout, (one for one in proposed if not is_unsaid(one.value)))


def _as_written(record: Record, text: str) -> Record:
    """The record of a text whose signs of quoting were left out, with these signs again."""
    if record.text.startswith(text):
        return record
    text += record.text[len(text) :]
    proof = {
        name: tuple(replace(one, text=text[one.start : one.end]) for one in mentions)
        for name, mentions in record.evidence.items()
    }
    return replace(record, text=text, evidence=proof)


def parse_source(source: SourceText, *, file: str, id: str, keep_personal_data: bool = False) -> Record:
    """Read one document. Never raises on any text; what the text does not say stays unknown.

    Contact names, mail addresses and telephone numbers are left out of the record (:mod:`indexer.parse.personal`) after
    all fields were read, unless ``keep_personal_data``.
    """
    cuts = missing_ends(source.text)
    whole = parted(source.text, cuts) if cuts else source.text
    doc = make_doc(replace(source, text=without_note(unquoted(whole))))
    chosen, proof, by_field = choose(doc, candidates(doc))
    kind, reasons = kinds.read(doc, by_field)
    derive.place_of_client(chosen, proof)
    derive.tidy_title(chosen)
    derive.duration_from_dates(chosen, proof)
    derive.rate_from_budget(doc._.layout, chosen, proof)
    derive.only_what_it_is(doc, kind, chosen, proof, by_field.get("title", []))
    derive.evidence_of_kind(evidence(doc._.layout.text, reasons), proof)
    record = Record(
        id=id, file=file, kind=kind, source_url=source.url, evidence=proof, text=doc._.layout.text,
        surroundings=surroundings.read(doc._.layout.text, doc._.layout.sections, kind), **chosen,
    )  # fmt: skip
    record = _as_written(record, whole)
    shown = record if keep_personal_data else without_personal_data(record)
    return joined(shown, cuts) if cuts else shown
