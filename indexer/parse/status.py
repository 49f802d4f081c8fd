"""Whether the text itself says that the assignment is open or closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc

_CLOSED_VALUE = re.compile(
    r"gesloten|vervuld|ingevuld|closed|filled|verlopen|beëindigd|ingetrokken|geannuleerd|vergeven|niet meer beschikbaar",
    re.I,
)
_OPEN_VALUE = re.compile(r"\bopen\b|actief|active|lopend|gepubliceerd|beschikbaar", re.I)
_CLOSED = re.compile(
    r"\b(?:deze|dit|de|this)\s+(?:opdracht|aanvraag|project|vacature|uitvraag|inschrijving|assignment|request|position)\s+(?:is|has been|staat)\s+(?:inmiddels\s+|reeds\s+|al\s+|helaas\s+|nu\s+|already\s+)*"
    r"(?:gesloten|vervuld|ingevuld|vergeven|verlopen|closed|filled|niet meer (?:beschikbaar|open))|(?:reageren|inschrijven|aanmelden) is (?:niet meer|niet langer) mogelijk|\bno longer accepting|\binschrijving gesloten",
    re.I,
)
_OPEN = re.compile(
    r"\b(?:deze|dit|this)\s+(?:opdracht|aanvraag|project|uitvraag|assignment)\s+(?:is|staat)\s+(?:nog\s+|still\s+)?open\b|\breageren is (?:nog )?mogelijk",
    re.I,
)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``status``: ``open`` or ``closed``."""
    layout = doc._.layout
    text = layout.text
    for pair in layout.labelled("status"):
        if len(pair.text) <= 60:
            value = (
                "closed"
                if _CLOSED_VALUE.search(pair.text)
                else "open"
                if _OPEN_VALUE.search(pair.text)
                else None
            )
            if value:
                yield Candidate("status", value, pair.label_start, pair.end, "label", 0.9)
    for pattern, value, weight in ((_CLOSED, "closed", 0.85), (_OPEN, "open", 0.7)):
        for match in pattern.finditer(text):
            if not layout.is_noise(match.start()):
                yield Candidate("status", value, match.start(), match.end(), "banner", weight)
