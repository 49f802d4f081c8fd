"""What follows from facts that were read: duration from dates, an hourly figure from a total budget, a tidy title."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from indexer.knowledge import places as gazetteer
from indexer.parse import titles
from indexer.parse.candidate import ALONE, Candidate, Doc
from indexer.parse.choose import Chosen, Proof, evidence
from indexer.parse.hours_total import total_hours
from indexer.parse.layout import Layout
from indexer.parse.money import vat_of
from indexer.parse.place_names import find_names
from indexer.parse.rate_units import HIGHEST_RATE, LOWEST_RATE
from indexer.parse.roles import has_role
from indexer.parse.title_words import clean_title
from indexer.parse.vat import VAT, told_apart
from indexer.record import Evidence, Hours, Place, Rate

DAYS_A_MONTH = 30.4375
# A name behind one of these is part of an organisation's own name.
_JOINT = re.compile(
    r"\b(?:SWO|ISD|GR|MGR|GGD|RSD|RBL|CJG|BVO|Stichting|Regio|Samenwerkingsverband|Werkorganisatie|Werkplein)\b(?: [\w-]+){0,3}$"
)
_SET_APART = re.compile(
    r"\s*(?:(?:\s[-–—]|,)\s+|\()(?:in |te |(?:de )?(?:gemeente|regio) )?(?P<name>(?-i:[A-Z’']|de |den |het )[^,|()]{2,40})\)?$"
)
_NEXT_AMOUNT = re.compile(r"€|\beuro?\b|;")
_VAT_REACH = 40
"""Characters behind a budget within which its VAT is told."""
_FIELDS_OF_NO_ASSIGNMENT = ("title", "summary", "published")


def months_between(start: dt.date, end: dt.date) -> float:
    """Months from the first to the last day, both included, to half a month: (end - start + 1 day) / 30.4375."""
    return round(((end - start).days + 1) / DAYS_A_MONTH * 2) / 2


def duration_from_dates(chosen: Chosen, proof: Proof) -> None:
    start, end = chosen.get("start_date"), chosen.get("end_date")
    # What is read as a last resort, or is less than a month in a sentence, gives way to two dates.
    unsure = {ALONE, "prose"} if (chosen.get("duration_months") or 0) < 1 else {ALONE}
    told = [one for one in proof.get("durationMonths", ()) if one.rule not in unsure]
    if not told and start and end and end > start:
        months = months_between(start, end)
        if months > 0:
            chosen["duration_months"] = months
            both = (proof["startDate"][0], proof["endDate"][0])
            proof["durationMonths"] = tuple(replace(e, rule="from-dates") for e in both)


def rate_from_budget(layout: Layout, chosen: Chosen, proof: Proof) -> None:
    """``rate.derived``: the budget over all hours of the work, as the text tells them, else over hours a week x weeks where both
    are known. As every rate it is without VAT, which a budget that includes it loses. The sum is in the rule's name.
    """
    budget = chosen.get("budget_total")
    effort = (_told(layout) or _worked_out(chosen, proof)) if budget else None
    if not budget or effort is None:
        return
    with_vat = _includes_vat(layout, proof["budgetTotal"][0])
    derived = round(budget / (VAT if with_vat else 1) / effort.hours, 2)
    if not LOWEST_RATE <= derived <= HIGHEST_RATE:
        # Out of all proportion: then the amount is not the price of this assignment, unless a label says it is.
        if proof["budgetTotal"][0].rule == "prose":
            del chosen["budget_total"], proof["budgetTotal"]
        return
    chosen["rate"] = replace(chosen.get("rate", Rate()), derived=derived)
    taxed = f" incl. VAT / {VAT:g}" if with_vat else ""
    rule = f"derived: {budget:g} euro{taxed} / {effort.reckoned} = {derived:g}"
    sources = tuple(replace(source, rule=rule) for source in (proof["budgetTotal"][0], *effort.sources))
    proof["rate"] = (*proof.get("rate", ()), *sources)


def _includes_vat(layout: Layout, budget: Evidence) -> bool:
    """Whether the words of a budget, or what follows in its line before another amount, say that it includes VAT; where they say
    nothing, whether that is told of all amounts.
    """
    behind = _NEXT_AMOUNT.split(layout.low[budget.end : layout.line_at(budget.start).end], maxsplit=1)[0]
    said = vat_of(layout.low[budget.start : budget.end] + behind[:_VAT_REACH])
    apart = None if said else told_apart(layout)
    return "incl" in (said, apart and apart.vat)


class _Effort(NamedTuple):
    """All hours of the work together, how they were reckoned, and the words that they come from."""

    hours: float
    reckoned: str
    sources: tuple[Evidence, ...]


def _told(layout: Layout) -> _Effort | None:
    total = total_hours(layout)
    if total is None:
        return None
    words = Evidence(total.start, total.end, layout.text[total.start : total.end], "total")
    return _Effort(total.hours, f"{total.hours:g} hours", (words,))


def _worked_out(chosen: Chosen, proof: Proof) -> _Effort | None:
    hours, months = chosen.get("hours"), chosen.get("duration_months")
    known = [end for end in (hours.min, hours.max) if end] if isinstance(hours, Hours) else []
    if not known or not months:
        return None
    weekly = sum(known) / len(known)
    start, end = chosen.get("start_date"), chosen.get("end_date")
    weeks = ((end - start).days + 1) / 7 if start and end and end > start else months * DAYS_A_MONTH / 7
    sources = proof["hours"][0], proof["durationMonths"][0]
    return _Effort(weekly * weeks, f"({weekly:g} hours x {weeks:.1f} weeks)", sources)


def place_of_client(chosen: Chosen, proof: Proof) -> None:
    """The town that the client is named after, ``Stichting Buurtkracht Emmen``, where the text tells no place of work; that of a
    gemeente also where it tells no more than the province or region around it.
    """
    name = chosen.get("organisation") or ""
    wider = chosen.get("places") or ()
    if chosen.get("remote") == "remote" or " " not in name or not _may_be_within(wider, name):
        return
    town = next((m for m in find_names(name) if m.end == len(name) and m.start > 0 and not m.against), None)
    if town is None or town.kind not in ("place", "gemeente"):
        return
    place, told = gazetteer.resolve_gemeente(town.name), proof["organisation"][0]
    if place is None and gazetteer.namesakes(town.name) == 1:
        place = gazetteer.resolve(town.name)
    at = told.text.rfind(town.name)
    if wider and (place is None or place.province != wider[0].province):
        return
    if place and place.gemeente and at >= 0:
        start, end = told.start + at, told.start + at + len(town.name)
        chosen["places"] = (place,)
        proof["places"] = (Evidence(start, end, town.name, "organisation"), *proof.get("places", ()))


def _may_be_within(wider: Sequence[Place], client: str) -> bool:
    """Whether the place of a client may be more precise than those that are told: none, or a province or region alone."""
    return not wider or len(wider) == 1 and wider[0].gemeente is None and client.startswith("Gemeente ")


def tidy_title(chosen: Chosen) -> None:
    """Drop who seeks, and the place of work, at the end of the title where they only decorate."""
    title = chosen.get("title")
    if not title:
        return
    named = re.escape(chosen.get("organisation") or "-")
    whose = re.search(rf"\s+(?:[-–—|]|(?:voor|bij)(?: de| het)?)\s+{named}$", title)
    if whose and has_role(title[: whose.start()]):
        title = title[: whose.start()]
    places = chosen.get("places", ())
    names = [name for place in places for name in _names(place)]
    joined = [
        f"{a.name}{link}{b.name}"
        for a in places
        for b in places
        if a != b
        for link in (" en ", "/", " & ", ", ")
    ]
    for _ in range(2):
        for name in [*joined, *names]:
            if name.lower() not in title.lower():
                continue
            # "in/te/voor/bij X", "- X", ", X" or a bare X behind two words or more.
            shorter = re.sub(
                rf"(?:\s*[–—,|(/:]\s*|\s*-\s+|\s+-?)(?:(?:in|te|voor|bij)\s+)?(?:de\s+)?(?:regio\s+|gemeente\s+)?(?:{re.escape(name)}|(?<!voor ){re.escape(name)}{_QUARTER})\)?\s*$",
                "",
                title,
                flags=re.I,
            )
            if (
                shorter != title
                and len(shorter) >= 4
                and not shorter.lower().endswith((" van", " de", " en", " het"))
                and not _JOINT.search(shorter)
            ):
                title = clean_title(shorter)
    chosen["title"] = _without_a_place(title)


# "Opbouwwerker Goes-Zuid": which part of the town.
_QUARTER = r"[- ](?:noord|zuid|oost|west|centrum|binnenstad)"


def _without_a_place(title: str) -> str:
    """The title without a town or region that a comma, a dash or a bracket sets apart at its end."""
    apart = _SET_APART.search(title)
    if apart is None or not has_role(title[: apart.start()]):
        return title
    name = apart["name"]
    known = gazetteer.namesakes(name) > 0 or gazetteer.resolve_area(name) is not None
    return (
        clean_title(title[: apart.start()])
        if known and "word" not in gazetteer.ambiguous().get(gazetteer.normalise(name), ())
        else title
    )


def _names(place: Place) -> list[str]:
    names = [place.name, place.gemeente, place.province]
    return [name for name in dict.fromkeys(names) if name]


# "..., Hengelo, 20 uur p/w"
_FACTS_BEHIND = re.compile(r"\s*[,|–-]\s.*\b\d{1,2}\s*(?:uur|uren|u|hours?)\b.*", re.I)


def _without_facts(headline: str, title: str | None) -> str:
    """The headline, or the title that it begins with where nothing but place and hours stand behind."""
    named = title is not None and has_role(title) and headline.startswith(title)
    return title if title and named and _FACTS_BEHIND.fullmatch(headline, len(title)) else headline


def only_what_it_is(doc: Doc, kind: str, chosen: Chosen, proof: Proof, named: list[Candidate]) -> None:
    """An article or anything else that is no offer of work has no facts of an assignment, and its own heading as title."""
    if kind in ("article", "other"):
        headings = titles.headlines(doc._.layout) or [c for c in named if c.rule == "label"]
        if headings:
            first = min(headings, key=lambda c: (-c.weight, c.start))
            chosen["title"] = _without_facts(first.value, chosen.get("title"))
            proof["title"] = evidence(doc._.layout.text, [first])
        for field in [f for f in chosen if f not in _FIELDS_OF_NO_ASSIGNMENT]:
            del chosen[field]
        for name in [n for n in proof if n not in _FIELDS_OF_NO_ASSIGNMENT]:
            del proof[name]


def evidence_of_kind(reasons: tuple[Evidence, ...], proof: Proof) -> None:
    if reasons:
        proof["kind"] = reasons
