"""A small corpus of finished records, with evidence, for tests of the pages. The clock stands at ``NOW``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from indexer.knowledge.competencies import competencies
from indexer.record import Competency, Evidence, Hours, Place, Rate, Record, Sibling
from tests.app.search.builders import publish

NOW = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)

VRIEZENVEEN = Place("Vriezenveen", "Twenterand", "Overijssel", ("Twente",), 52.4083, 6.6222)
ALMELO = Place("Almelo", "Almelo", "Overijssel", ("Twente",), 52.3567, 6.6625)
APELDOORN = Place("Apeldoorn", "Apeldoorn", "Gelderland", ("Stedendriehoek",), 52.2112, 5.9699)
GOES = Place("Goes", "Goes", "Zeeland", ("Oosterschelderegio",), 51.504, 3.889)
UTRECHT = Place("Utrecht", "Utrecht", "Utrecht", (), 52.0907, 5.1214)

PROCESS = Competency("procesbegeleiding", "Procesbegeleiding", "vaardigheid")
CONNECTING = Competency("verbindend", "Verbindend", "houding")
YOUTH = Competency("jeugdzorg", "Jeugdzorg", "kennis")
DEBT = Competency("schuldhulpverlening", "Schuldhulpverlening", "kennis", required=False)

MANY = tuple(
    Competency(entry.id, entry.label, entry.group)
    for group in ("houding", "vaardigheid", "methode", "registratie")
    for entry in [entry for entry in competencies().values() if entry.group == group][6:11]
)
"""What one closed assignment asks for: enough for a long list, of several groups, none of them asked for elsewhere."""

PROCESS_TEXT = """\
Procesbegeleider jongerenwerk

Uren per week:
12
Looptijd: 1 april 2026 tot en met 31 december 2026
Budget: € 45.000

Wat je gaat doen
Je begeleidt het team van jongerenwerkers in de gemeente Twenterand. De vier organisaties werken nog <b>naast</b> elkaar.

• je doet procesbegeleiding bij het team
• je bent een verbinder & bouwer

Wat we vragen
1. ervaring met procesbegeleiding
2. kennis van jeugdzorg, 12 uur per week beschikbaar
"""


PARTED_TEXT = """\
Gebiedsregisseur

De opdracht
Je brengt de partners in de wijk bij elkaar en houdt de voortgang in het oog.

Wat wij vragen:
- ervaring met regie
- kennis van de Wmo

Wat wij bieden
Een hecht team en een plek op het gemeentehuis.
"""


EVIL_TEXT = "<script>alert(2)</script> jeugd & gezin"


def evidence(text: str, **words: str | tuple[str, ...]) -> dict[str, tuple[Evidence, ...]]:
    """Evidence by the words themselves, each found at its first place in the text."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for field, given in words.items():
        pieces = (given,) if isinstance(given, str) else given
        found[field] = tuple(Evidence(text.index(w), text.index(w) + len(w), w, "label") for w in pieces)
    return found


def _competency_evidence(text: str, **words: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(text.index(w), text.index(w) + len(w), w, "skill", id) for id, w in words.items())


def record(id: str, **values: Any) -> Record:
    """An assignment with sensible values where none are given."""
    plain: dict[str, Any] = {
        "id": id,
        "file": f"{id}.txt",
        "kind": "assignment",
        "text": values.get("title", id),
    }
    return Record(**{**plain, **values})


def process_leader() -> Record:
    """The record whose page the tests look at in detail: overlapping evidence, markup in the text, derived rate."""
    proof = evidence(
        PROCESS_TEXT,
        title="Procesbegeleider jongerenwerk",
        hours=("Uren per week:\n12", "12 uur per week"),
        startDate="1 april 2026",
        durationMonths="1 april 2026 tot en met 31 december 2026",
        endDate="31 december 2026",
        budgetTotal="€ 45.000",
        organisation="gemeente Twenterand",
        places="Twenterand",
    )
    proof["competencies"] = _competency_evidence(
        PROCESS_TEXT, procesbegeleiding="procesbegeleiding", verbindend="verbinder", jeugdzorg="jeugdzorg"
    )
    return record(
        "procesbegeleider",
        title="Procesbegeleider jongerenwerk",
        organisation="Gemeente Twenterand",
        reference="SRQ-1",
        source_url="https://portaal.example.nl/opdracht/1",
        summary="De gemeente zoekt een onafhankelijke procesbegeleider.",
        places=(VRIEZENVEEN,),
        hours=Hours(12, 12),
        rate=Rate(derived=96.15),
        budget_total=45000,
        start_date=dt.date(2026, 4, 1),
        end_date=dt.date(2026, 12, 31),
        duration_months=9,
        deadline=dt.date(2026, 3, 13),
        contract_forms=("zzp",),
        education="hbo",
        competencies=(PROCESS, CONNECTING, YOUTH),
        evidence=proof,
        text=PROCESS_TEXT,
    )


def records() -> list[Record]:
    """Assignments that are open, soon closed and closed; a vacancy and an article; enough for a second page."""
    chosen = [
        process_leader(),
        record(
            "consulent",
            title="Jeugdconsulent",
            organisation="Gemeente Apeldoorn",
            places=(APELDOORN,),
            hours=Hours(24, 32),
            rate=Rate(90, 110, "excl"),
            duration_months=6,
            asap=True,
            deadline=dt.date(2026, 3, 10),
            deadline_at=dt.datetime(2026, 3, 10, 10, 0, tzinfo=dt.UTC),
            extension="2x6 maanden",
            contract_forms=("zzp", "detachering"),
            remote="hybrid",
            competencies=(YOUTH,),
            text="Als jeugdconsulent voer je gesprekken met gezinnen.",
            siblings=(
                Sibling(
                    "wmo-01",
                    "wmo-01.txt",
                    None,
                    False,
                    {
                        "rate": ({"min": 90, "max": 110}, {"min": None, "max": 95}),
                        "deadline": ("2026-03-10", "2026-03-07"),
                    },
                ),
            ),
        ),
        record(
            "gesloten",
            title="Coördinator Toekomsttuin",
            organisation="Gemeente Apeldoorn",
            places=(APELDOORN,),
            hours=Hours(16, 16),
            rate=Rate(90, 110),
            deadline=dt.date(2024, 12, 16),
            status="closed",
            competencies=MANY,
            text="Als coördinator breng je de toekomsttuin verder. Deze opdracht is gesloten.",
        ),
        record("kwaad", title="<script>alert('x')</script>", organisation='"><img src=x onerror=alert(1)>',
               source_url="javascript:alert(1)", text=EVIL_TEXT, reference="jeugd",
               evidence={"reference": (
                   Evidence(26, 31, "jeugd", "label"),
                   Evidence(0, 25, "<script>alert(2)</script>", "prose", overruled=True),
               )}),
        record("opgedeeld", title="Gebiedsregisseur", status="closed", text=PARTED_TEXT),
        record("artikel", kind="article", title="Tarieven in het wijkteam", text="Een artikel over tarieven."),
        record("vacature", kind="vacancy", title="Senior jeugdconsulent", text="Een vaste baan als jeugdconsulent."),
    ]  # fmt: skip
    filling = [
        record(
            f"wmo-{number:02d}",
            title=f"Wmo-consulent {number}",
            organisation="Gemeente Goes" if number % 2 else "Gemeente Utrecht",
            places=(GOES if number % 2 else UTRECHT,),
            hours=Hours(8 + number, 8 + number),
            rate=Rate(None, 70 + number),
            competencies=(DEBT,),
            education="mbo",
            text="Je onderzoekt hulpvragen van inwoners voor de Wmo."
            # A slip of the pen, in one assignment alone.
            + (" Je onderzoektt ook de uitvoering." if number == 1 else ""),
        )
        for number in range(24)
    ]
    return [*chosen, *filling]


def published(data_dir: Path) -> Path:
    """The samples as an index under ``data_dir``."""
    publish(data_dir, records())
    return data_dir
