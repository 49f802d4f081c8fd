"""Whether the text itself says that the assignment is open or closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.windows import find_near

_CLOSED_VALUE = re.compile(
    r"gesloten|vervuld|ingevuld|closed|filled|verlopen|beëindigd|ingetrokken|geannuleerd|vergeven|gegund|niet meer beschikbaar|on hold|cancelled",
    re.I,
)
_OPEN_VALUE = re.compile(r"\bopen\b|actief|active|lopend|gepubliceerd|beschikbaar|nieuw", re.I)
_THING = r"(?:inhuur)?(?:opdracht|aanvraag|project|vacature|uitvraag|inschrijving|klus|assignment|request|position|vacancy)"
_SOON = r"(?:inmiddels\s+|reeds\s+|al\s+|helaas\s+|nu\s+|already\s+|now\s+)*"
_CLOSED = re.compile(
    rf"\b(?:deze|dit|de|this|the)\s+{_THING}\s+(?:is|has been|staat)\s+{_SOON}"
    r"(?:gesloten|vervuld|ingevuld|vergeven|verlopen|ingetrokken|gegund|closed|filled|withdrawn|niet (?:meer|langer) (?:beschikbaar|open))"
    r"|(?:reageren|inschrijven|aanmelden|solliciteren)(?: op deze \w+)? is (?:niet meer|niet langer) mogelijk|\bno longer (?:accepting|open)|\binschrijving gesloten"
    rf"|\bniet meer (?:op|voor) (?:deze|dit) {_THING} (?:reageren|aanmelden|inschrijven|solliciteren)"
    r"|\btermijn (?:voor|om te) (?:reageren|reacties|inschrijven) is (?:verstreken|voorbij|verlopen)"
    r"|\b(?:inmiddels|al) (?:hebben (?:we|wij)|heb ik|is er) (?:al )?(?:iemand|een (?:geschikte )?kandidaat) gevonden",
    re.I,
)
_CLOSED_STEMS = (
    "gesloten",
    "vervuld",
    "ingevuld",
    "vergeven",
    "verlopen",
    "ingetrokken",
    "gegund",
    "closed",
    "filled",
    "withdrawn",
    "niet meer",
    "niet langer",
    "no longer",
    "verstreken",
    "voorbij",
    "gevonden",
)
_OPEN = re.compile(
    rf"\b(?:deze|dit|this)\s+{_THING}\s+(?:is|staat)\s+(?:nog\s+|still\s+)?open\b|\breageren is (?:nog )?mogelijk",
    re.I,
)
_OPEN_STEMS = ("nog open", "is open", "staat open", "still open", "nog mogelijk", "is mogelijk")
_IN_TITLE = re.compile(r"\((?:gesloten|vervuld|ingevuld|closed|verlopen)\)\s*$", re.I)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``status``: ``open`` or ``closed``."""
    layout = doc._.layout
    text = layout.text
    for pair in layout.labelled("status"):
        if len(pair.text) <= 60:
            closed, opened = _CLOSED_VALUE.search(pair.text), _OPEN_VALUE.search(pair.text)
            if closed or opened:
                value = "closed" if closed else "open"
                yield Candidate("status", value, pair.label_start, pair.end, "label", 0.9)
    for start, end in layout.pieces()[:12]:
        if match := _IN_TITLE.search(text, start, end):
            yield Candidate("status", "closed", match.start(), match.end(), "heading", 0.8)
    for pattern, stems, value, weight in (
        (_CLOSED, _CLOSED_STEMS, "closed", 0.85),
        (_OPEN, _OPEN_STEMS, "open", 0.7),
    ):
        for match in find_near(pattern, text, layout.low, stems):
            if not layout.is_noise(match.start()):
                yield Candidate("status", value, match.start(), match.end(), "banner", weight)
