"""Builds the documents of ``tests/cases/twins.toml``: an assignment's text in a broker's frame and under a header."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from indexer.parse.parser import parse_source
from indexer.readers.source import SourceText
from indexer.record import Record

Json = dict[str, Any]

CASES = Path(__file__).parents[1] / "cases" / "twins.toml"
SECTIONS = ("intro", "tasks", "asks", "wishes", "practical")
HEADINGS = {
    "labels": ("De opdracht", "Werkzaamheden", "Eisen", "Wensen", "Planning"),
    "next_line": ("Achtergrond", "Taken", "Functie-eisen", "Pre", "Praktisch"),
    "english": ("Omschrijving", "Taken", "Eisen", "Wensen", "Inzet"),
    "bullets": ("Context", "Wat ga je doen", "Wat breng je mee", "Mooi meegenomen", "Beschikbaarheid"),
    "vacancy": ("Over de functie", "Wat ga je doen", "Functie-eisen", "Wensen", "Wat bieden wij"),
}
LABELS = {
    "reference": ("Referentie", "Kenmerk", "Reference", "Kenmerk"),
    "organisation": ("Opdrachtgever", "Opdrachtgever", "Client", "Organisatie"),
    "place": ("Locatie", "Plaats", "Work location", "Standplaats"),
    "province": ("Provincie", "Provincie", "Region", "Provincie"),
    "hours": ("Uren per week", "Uren per week", "Hours per week", "Uren per week"),
    "rate": ("Tarief", "Tarief", "Rate", "Tarief"),
    "start": ("Startdatum", "Startdatum", "Starting date", "Aanvang opdracht"),
    "end": ("Einddatum", "Einddatum", "Ending date", "Einde opdracht"),
    "published": ("Publicatiedatum", "Geplaatst op", "Published", "Geplaatst"),
    "deadline": ("Sluitingsdatum", "Reageren voor", "Closing date", "Reageren t/m"),
}
HEADER_LAYOUTS = ("labels", "next_line", "english", "bullets")


@cache
def table() -> Json:
    return tomllib.loads(CASES.read_text("utf-8"))


def pairs() -> Iterator[tuple[str, bool, Json, Json]]:
    """Name, whether they are twins, and what makes either side."""
    standard = table()["header"]["standard"]
    for pair in table()["pair"]:
        first = {**standard, **pair["a"]}
        yield pair["name"], pair["twins"], first, {**first, **pair["b"]}


def record(side: Json, id: str) -> Record:
    """The document of one side as the program reads it."""
    return parse_source(SourceText(document(side)), file=f"{id}.txt", id=id)


def document(side: Json) -> str:
    """The plain text of one side."""
    text = table()["text"][side["text"]]
    fill = _filler(side)
    done = side.get("do", ())
    facts = {key: fill(side.get(key, text.get(key, ""))) for key in LABELS}
    title = side.get("title", text["title"])
    facts["title"] = fill(text["other_title"] if title == "other" else title)
    body = {
        section: [fill(_reworked(sentence, done)) for sentence in text[section]]
        for section in SECTIONS
        if f"no{section}" not in done
    }
    if "reorder" in done:
        body = {
            name: body[name] for name in ("asks", "wishes", "tasks", "intro", "practical") if name in body
        }
    frame = table()["broker"].get(side.get("broker", ""), {"name": "", "above": [], "below": []})
    return "\n".join(_LAYOUTS.get(side["layout"], _under_labels)(side["layout"], facts, body, frame)) + "\n"


def _filler(side: Json) -> Callable[[str], str]:
    words = side.get("set", {})
    return lambda text: re.sub(r"<(\w+)>", lambda found: str(words[found[1]]), text)


def _reworked(sentence: str, done: list[str]) -> str:
    plain = re.sub(r"\{([^}]*)\}", "" if "shorten" in done else r"\1", sentence)
    return re.sub(r"\[([^|\]]*)\|([^\]]*)\]", r"\2" if "reword" in done else r"\1", plain)


def _header(layout: str, facts: Json) -> Iterator[str]:
    column = HEADER_LAYOUTS.index(layout)
    for key, labels in LABELS.items():
        if not facts[key]:
            continue
        if layout == "bullets":
            yield f"- {labels[column]}: {facts[key]}"
        elif layout == "labels":
            yield f"{labels[column]}: {facts[key]}"
        else:
            yield from (labels[column] + (":" if layout == "english" else ""), facts[key])


def _sections(layout: str, body: dict[str, list[str]]) -> Iterator[str]:
    for section, sentences in body.items():
        yield from ("", HEADINGS[layout][SECTIONS.index(section)], "")
        if section in ("asks", "wishes"):
            yield from (f"- {sentence}" for sentence in sentences)
        else:
            yield " ".join(sentences)


def _under_labels(layout: str, facts: Json, body: dict[str, list[str]], frame: Json) -> Iterator[str]:
    if frame["name"]:
        yield from (frame["name"], "")
    yield from (facts["title"], "")
    yield from _header(layout, facts)
    if frame["above"]:
        yield from ("", " ".join(frame["above"]))
    yield from _sections(layout, body)
    if frame["below"]:
        yield from ("", "Procedure", "", " ".join(frame["below"]))


def _mail(layout: str, facts: Json, body: dict[str, list[str]], frame: Json) -> Iterator[str]:
    yield from ("Beste professional,", "", " ".join(frame["above"]), "")
    when = f"vanaf {facts['start']}" if facts["start"] else "op korte termijn"
    yield (
        f"Voor {facts['organisation']} zoeken wij {when} een {facts['title']} in {facts['place']}"
        f" voor {facts['hours']} uur per week."
    )
    if facts["rate"]:
        yield f"Het tarief is {facts['rate']} exclusief btw."
    for section, sentences in body.items():
        lead = {"asks": "Wij vragen: ", "wishes": "Een pre is "}.get(section, "")
        joined = "; ".join(sentences) + "." if lead else " ".join(sentences)
        yield from ("", lead + joined)
    if facts["deadline"]:
        yield from ("", f"Reageren kan tot {facts['deadline']}.")
    yield from ("", " ".join(frame["below"]), "", f"Met vriendelijke groet, {frame['name']}")


def _vacancy(layout: str, facts: Json, body: dict[str, list[str]], frame: Json) -> Iterator[str]:
    yield from (f"Vacature {facts['title']}", "", f"Werkgever: {facts['organisation']}")
    yield from (f"Standplaats: {facts['place']}", f"Uren per week: {facts['hours']}")
    yield from (
        "Salaris: schaal 9, maximaal € 5.062 bruto per maand",
        "Dienstverband: vast, na een jaar proef",
    )
    yield from _sections(layout, body)
    yield "Wij bieden een arbeidsovereenkomst, een individueel keuzebudget van 17,05 procent en pensioen bij het ABP."


_LAYOUTS = {"mail": _mail, "vacancy": _vacancy}
