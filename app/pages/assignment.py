"""One assignment as its page shows it: facts with their words, the text, and others like it."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from app.pages import calendar
from app.pages.body import Block, blocks, contents
from app.pages.item import Item, item
from app.pages.postings import Posting, best_rate, postings
from app.pages.spans import Mark, marks
from app.wording import dutch
from app.wording.records import host, path, title, web_address
from app.wording.words import words

MOST_SIMILAR: Final = 5
MOST_QUOTED: Final = 60
"""So many characters are quoted of words that were not followed."""
_TITLE: Final = "title"


class Words(NamedTuple):
    """Words in the text: their id in the page, and themselves, shortened."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What a fact was read from: the ids of its words in the text, the deciding ones first. ``overruled`` words say something
    else and were not followed.
    """

    anchors: Sequence[str] = ()
    overruled: Sequence[Words] = ()


_NO_PROOF: Final = Proof()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, the ids of its words in the text, the deciding ones first, and words that say otherwise."""

    name: str
    label: str
    value: str
    anchors: Sequence[str]
    overruled: Sequence[Words] = ()
    known: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class CompetencyGroup:
    """Competencies of one kind; ``note`` of each says where it is no requirement."""

    name: str
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Everything on the page of one assignment."""

    id: str
    title: str
    title_anchors: Sequence[str]
    kind: str
    kind_note: str | None
    closing: dutch.Closing
    facts: Sequence[Fact]
    competencies: Sequence[CompetencyGroup]
    blocks: Sequence[Block]
    contents: Sequence[Block]
    """The headings to go to."""
    address: str
    calendar: str | None
    """Where the closing day is an entry for a calendar, as long as it is to come."""
    deadline: str
    """The closing day or moment in ISO 8601, empty where it is not stated."""
    ends: str | None
    status: str | None
    source_url: str | None
    source_host: str | None
    postings: Sequence[Posting]
    best_rate: str | None
    """The highest rate in any posting, where one states it."""
    similar: Sequence[Item]


def assignment(
    record: Mapping[str, Any], similar: Sequence[Mapping[str, Any]], now: dt.datetime
) -> Assignment:
    """The page of a record with its text."""
    names = {field: table["name"] for table in words()["fact"] for field in table["evidence"]}
    kind = record["kind"]
    if kind == "assignment":
        del names["kind"]  # what the page is about needs no proof
    found = marks(record["evidence"], {**names, _TITLE: _TITLE}, len(record["text"]))
    shown, anchors = blocks(record["text"], found)
    proofs = _proofs(record["text"], found, anchors)
    best, _ = best_rate(record)
    url = web_address(record["sourceUrl"])
    return Assignment(
        id=record["id"],
        title=title(record),
        title_anchors=proofs.get(_TITLE, _NO_PROOF).anchors,
        kind=kind,
        kind_note=words()["kind_note"].get(kind),
        closing=dutch.closing(record, now),
        facts=_facts(record, proofs, now),
        competencies=_competency_groups(record["competencies"], proofs),
        blocks=shown,
        contents=contents(shown, title(record)),
        address=path(record["id"]),
        calendar=calendar.path(path(record["id"])) if calendar.closes_later(record, now) else None,
        deadline=record["deadlineAt"] or record["deadline"] or "",
        ends=record["endDate"],
        status=record["status"],
        source_url=url,
        source_host=host(url),
        postings=postings(record),
        best_rate=None if best is None else dutch.money(best),
        similar=[item(other, None, now) for other in similar],
    )


def _proofs(text: str, found: Sequence[Mark], shown: set[str]) -> dict[str, Proof]:
    """The words of each fact that the text shows, in the order of the evidence; what says otherwise twice is quoted once."""
    anchors: dict[str, list[str]] = {}
    overruled: dict[str, dict[str, Words]] = {}
    for mark in sorted(found, key=lambda mark: int(mark.anchor.rsplit("-", 1)[1])):
        if mark.anchor not in shown:
            continue
        if mark.overruled:
            quoted = textwrap.shorten(text[mark.start : mark.end], MOST_QUOTED, placeholder=" …")
            overruled.setdefault(mark.fact, {}).setdefault(quoted, Words(mark.anchor, quoted))
        else:
            anchors.setdefault(mark.fact, []).append(mark.anchor)
    return {
        fact: Proof(anchors.get(fact, ()), list(overruled.get(fact, {}).values()))
        for fact in {**anchors, **overruled}
    }


def _facts(record: Mapping[str, Any], proofs: Mapping[str, Proof], now: dt.datetime) -> list[Fact]:
    values = _values(record, now)
    facts: list[Fact] = []
    for table in words()["fact"]:
        name = table["name"]
        value, known, note = values[name]
        if known or (value and record["kind"] == "assignment"):
            shown = value if known else dutch.NOT_STATED
            proof = proofs.get(name, _NO_PROOF)
            facts.append(Fact(name, table["label"], shown, proof.anchors, proof.overruled, known, note))
    return facts


def _values(record: Mapping[str, Any], now: dt.datetime) -> dict[str, tuple[str, bool, str]]:
    """What each fact says, whether it is known, and a remark. A fact that is not known may say so or say nothing."""
    hours, rate = record["hours"], record["rate"]
    stated = rate["min"] is not None or rate["max"] is not None
    budget, remote, education = record["budgetTotal"], record["remote"], record["education"]
    end, published = record["endDate"], record["published"]
    extension = record["extension"]
    return {
        "kind": _if(record["kind"] != "assignment", words()["kind"][record["kind"]]),
        "organisation": (record["organisation"] or dutch.NOT_STATED, bool(record["organisation"]), ""),
        "places": (_places(record), bool(record["places"]), ""),
        "remote": _if(remote, words()["remote"].get(remote, "")),
        "hours": (dutch.hours(hours), hours["min"] is not None or hours["max"] is not None, ""),
        "rate": (dutch.rate(rate), stated or rate["derived"] is not None, _vat(rate) if stated else ""),
        "budgetTotal": _if(budget, dutch.money(budget or 0), "voor het geheel"),
        "start": (dutch.start(record), bool(record["asap"] or record["startDate"]), ""),
        "endDate": _if(end, end and dutch.day(end)),
        "duration": (dutch.duration(record["durationMonths"]), record["durationMonths"] is not None, ""),
        "extension": _if(extension, extension if isinstance(extension, str) else "mogelijk"),
        "closing": _closing(record, now),
        "published": _if(published, published and dutch.day(published)),
        "contractForms": _named("contractForm", record["contractForms"]),
        "education": _if(education, f"{words()['education'].get(education)} of hoger"),
        "reference": _if(record["reference"], record["reference"]),
    }


def _if(known: object, value: str | None, note: str = "") -> tuple[str, bool, str]:
    """A fact that is left out where it is not known."""
    return (value or "", True, note) if known else ("", False, "")


def _named(table: str, values: Sequence[str]) -> tuple[str, bool, str]:
    listed = dutch.listed([words()[table][value].lower() for value in values])
    return listed[:1].upper() + listed[1:], bool(values), ""


def _vat(rate: Mapping[str, Any]) -> str:
    """The figures are without VAT, whatever the text gave them with; a text that says nothing of it proves neither."""
    return str(words()["vat"].get(rate.get("vat"), f"btw {dutch.NOT_STATED}"))


def _closing(record: Mapping[str, Any], now: dt.datetime) -> tuple[str, bool, str]:
    words_, state = dutch.closing(record, now)
    if not record["deadline"]:
        return words_, state == "closed", ""
    at = record["deadlineAt"]
    written = dutch.long_day(record["deadline"]) + (f", {dutch.clock(at)}" if at else "")
    return written, True, "gesloten" if state == "closed" else words_


def _places(record: Mapping[str, Any]) -> str:
    places = record["places"]
    if not places:
        return dutch.NOT_STATED
    return "; ".join(_place(place) for place in places)


def _place(place: Mapping[str, Any]) -> str:
    around = [f"gemeente {place['gemeente']}"] if place["gemeente"] not in (None, place["name"]) else []
    if place["province"] not in (None, place["name"]):
        around.append(place["province"])
    return f"{place['name']} ({', '.join(around)})" if around else str(place["name"])


def _competency_groups(
    competencies: Sequence[Mapping[str, Any]], proofs: Mapping[str, Proof]
) -> list[CompetencyGroup]:
    groups: dict[str, list[Fact]] = {}
    for row in competencies:
        name = f"competency-{row['id']}"
        note = "" if row.get("required", True) else "pré"
        anchors = proofs.get(name, _NO_PROOF).anchors
        groups.setdefault(row["group"], []).append(Fact(name, "", row["label"], anchors, note=note))
    return [CompetencyGroup(name[:1].upper() + name[1:], facts) for name, facts in groups.items()]
