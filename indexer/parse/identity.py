"""What the assignment is called, its reference, and who it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse import organisations, titles
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.windows import find_near

_REFERENCE_INLINE = re.compile(
    r"(?:\b(?:referentie(?:nummer)?|kenmerk|aanvraag(?:nummer)?|opdracht(?:nummer)?|volgnummer|vacaturenummer|uitvraag|dossier|ref\.?|reference(?: number)?|project id|inhuuraanvraag|assignment|request)"
    r"(?:\s*(?:nr|nummer|no|number)\.?|(?: van)? (?:deze |de |this )?(?:aanvraag|opdracht|request|assignment) is)?\s*[:#]?\s*|#)(?P<ref>(?=[\w./-]*\d)[A-Za-z0-9][\w./-]{2,24}\w)",
    re.I,
)
_STEMS = (
    "referent",
    "kenmerk",
    "aanvraag",
    "opdracht",
    "volgnummer",
    "vacaturenummer",
    "uitvraag",
    "dossier",
    "ref",
    "project id",
    "assignment",
    "request",
    "#",
)
# "TN 2026 118" behind a word that names a number: letters, then figures set apart.
_REFERENCE_IN_PARTS = re.compile(
    r"\b(?:referentienummer|kenmerk|aanvraagnummer|opdrachtnummer|vacaturenummer|project id|reference number)\s*[:#]?\s*(?P<ref>[A-Z]{2,5}(?: \d{2,8}){1,2})\b",
    re.I,
)
_REFERENCE_VALUE = re.compile(r"[A-Za-z0-9][\w./-]*(?: [\w./-]*\d[\w./-]*){0,2}")
# Figures that are no number of a file: a year, a date, hours, a version.
_NO_REFERENCE = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.](?:\d\d|\d{4})|\d\.\d|\d{1,3}(?:-\d{1,3})?", re.I
)

_YEAR = re.compile(r"(?:19|20)\d\d")


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``title``, ``reference`` and ``organisation``."""
    yield from titles.read(doc)
    yield from _references(doc)
    yield from organisations.read(doc)


def _references(doc: Doc) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.text
    for pair in layout.labelled("reference"):
        match = _REFERENCE_VALUE.match(pair.text)
        if (
            match
            and any(c.isdigit() for c in match[0])
            and len(pair.text) <= 60
            and not _YEAR.fullmatch(match[0])
        ):
            end = pair.start + match.end()
            yield Candidate("reference", match[0].strip(" ."), pair.label_start, end, "label", 0.9)
    for pattern, weight in ((_REFERENCE_IN_PARTS, 0.65), (_REFERENCE_INLINE, 0.6)):
        for match in find_near(pattern, text, layout.low, _STEMS, 25, 70):
            if layout.is_noise(match.start()) or _NO_REFERENCE.fullmatch(match["ref"]):
                continue
            yield Candidate("reference", match["ref"], match.start("ref"), match.end("ref"), "inline", weight)
