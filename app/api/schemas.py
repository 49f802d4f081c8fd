"""The shapes of answers, for the description and for the tests that hold the answers against it. Answers are
not validated again while they are served.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.search.facets import MOST_VALUES
from app.search.parameters import FACETS


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


class Shape(BaseModel):
    """Keys in camelCase; every key that has no default is always there."""

    model_config = ConfigDict(alias_generator=_camel, populate_by_name=True, serialize_by_alias=True)


Address = Annotated[str, Field(json_schema_extra={"format": "uri"}, description="Volledig adres.")]


class Place(Shape):
    """Een plaats waar het werk is."""

    name: str = Field(description="Naam van de plaats, de gemeente of het gebied.")
    gemeente: str | None = Field(description="Officiële naam van de gemeente van nu.")
    province: str | None = Field(description="Provincie.")
    regions: list[str] = Field(description="Regio’s waar de plaats in ligt.")
    lat: float | None = Field(description="Breedtegraad (WGS 84).", ge=-90, le=90)
    lon: float | None = Field(description="Lengtegraad (WGS 84).", ge=-180, le=180)


class Hours(Shape):
    """Uren per week. Eén getal in de tekst geeft twee gelijke grenzen."""

    min: float | None = Field(description="Minste aantal uren per week.")
    max: float | None = Field(description="Meeste aantal uren per week.")


class RateFigures(Shape):
    """Tarief in euro per uur, zonder btw. Alleen een maximum laat min leeg; een vast tarief geeft beide."""

    min: float | None = Field(description="Laagste tarief dat de tekst noemt.")
    max: float | None = Field(description="Hoogste tarief dat de tekst noemt.")
    vat: Literal["excl", "incl"] | None = Field(description="Wat de tekst over btw zegt.")
    derived: float | None = Field(
        description="Uitgerekend uit een totaalbudget, de uren en de duur; staat niet zo in de tekst."
    )


class Competency(Shape):
    """Iets wat van de kandidaat wordt gevraagd."""

    id: str = Field(description="Vaste naam, te gebruiken in de parameter competency.")
    label: str = Field(description="Naam voor mensen.")
    group: str = Field(description="Groep, zoals houding, vaardigheid of diploma.")
    required: bool = Field(description="False als de tekst het een pré noemt.")


class Evidence(Shape):
    """De woorden waaruit een waarde is gelezen."""

    start: int = Field(ge=0, description="Plaats van het eerste teken in de tekst, geteld vanaf 0.")
    end: int = Field(ge=0, description="Plaats achter het laatste teken.")
    text: str = Field(description="De woorden zelf.")
    rule: str = Field(description="Naam van de regel die ze las.")
    id: str | None = Field(default=None, description="Bij competenties: welke.")
    overruled: bool | None = Field(
        default=None,
        description="True bij woorden die iets anders zeggen en niet zijn gevolgd; anders afwezig.",
    )


class Sibling(Shape):
    """Een andere plaatsing van dezelfde opdracht."""

    id: str = Field(description="Kenmerk van die plaatsing, zelf ook op te vragen.")
    file: str = Field(description="Bestand waaruit die is gelezen.")
    source_url: str | None = Field(description="Adres van die plaatsing.")
    primary: bool = Field(description="True bij de plaatsing die zoekopdrachten tonen.")
    differs: dict[str, list[Any]] = Field(
        description="Per veld waarin de plaatsingen verschillen de waarde hier en de waarde daar, zoals bij rate of deadline."
    )


class Card(Shape):
    """Wat er over een opdracht bekend is. Onbekend is null, nooit 0."""

    id: str = Field(description="Vast kenmerk, ook als de tekst verandert.")
    file: str = Field(description="Bestand waaruit dit is gelezen.")
    source_url: str | None = Field(description="Adres van de oorspronkelijke plaatsing.")
    kind: Literal["assignment", "vacancy", "article", "other"] = Field(
        description="Tijdelijke opdracht, vaste baan, artikel of iets anders."
    )
    title: str | None = Field(description="Naam van de functie.")
    reference: str | None = Field(description="Kenmerk van de opdrachtgever of bemiddelaar.")
    organisation: str | None = Field(description="Voor wie het werk is, niet de bemiddelaar.")
    summary: str | None = Field(description="Korte samenvatting, in woorden van de tekst.")
    places: list[Place] = Field(description="Waar het werk is.")
    remote: Literal["onsite", "hybrid", "remote"] | None = Field(
        description="Op locatie, deels thuis of geheel op afstand."
    )
    hours: Hours
    rate: RateFigures
    budget_total: float | None = Field(description="Totaalbudget voor deze opdracht in euro.")
    start_date: dt.date | None = Field(description="Begindatum.")
    asap: bool = Field(
        description="Zo snel mogelijk te beginnen; naast een datum alleen waar de tekst beide zegt."
    )
    end_date: dt.date | None = Field(description="Einddatum, als de tekst die noemt.")
    duration_months: float | None = Field(description="Duur in maanden, op een half afgerond.")
    extension: str | bool | None = Field(
        description="Verlenging, zoals 2x6 maanden; true als alleen de mogelijkheid is genoemd."
    )
    deadline: dt.date | None = Field(description="Sluitingsdatum.")
    deadline_at: dt.datetime | None = Field(
        description="Sluitingsmoment in UTC, als de tekst een tijd noemt."
    )
    published: dt.date | None = Field(description="Plaatsingsdatum.")
    status: Literal["open", "closed"] | None = Field(description="Wat de tekst zelf zegt.")
    contract_forms: list[Literal["zzp", "detachering", "loondienst"]] = Field(
        description="Vormen die de tekst toestaat."
    )
    education: Literal["mbo", "hbo", "wo"] | None = Field(description="Laagste gevraagde opleiding.")
    competencies: list[Competency] = Field(description="Wat van de kandidaat wordt gevraagd.")
    evidence: dict[str, list[Evidence]] = Field(description="Voor elk ingevuld veld de woorden in de tekst.")
    primary: bool = Field(
        description="False als een andere plaatsing van dezelfde opdracht beter is beschreven; zoeken toont dan die."
    )
    siblings: list[Sibling] = Field(description="Andere plaatsingen van dezelfde opdracht.")


class Assignment(Card):
    """Een opdracht met haar tekst."""

    text: str = Field(description="De volledige tekst, waarin de plaatsen van evidence tellen.")


class Item(Card):
    """Een gevonden opdracht."""

    score: float = Field(description="Hoe goed ze past; alleen binnen één antwoord te vergelijken.")
    distance_km: float | None = Field(default=None, description="Afstand tot near in kilometers.")
    highlights: dict[str, list[str]] | None = Field(
        default=None,
        description="Per veld fragmenten als HTML: al het andere dan de mark-elementen is onschadelijk gemaakt.",
    )
    explanation: dict[str, Any] | list[Any] | str | None = Field(
        default=None, description="Waarom deze opdracht past, als daar met explain om is gevraagd."
    )


class ValueCount(Shape):
    """Hoeveel opdrachten een waarde hebben."""

    value: str = Field(description="Waarde om mee te filteren.")
    label: str = Field(description="Naam voor mensen.")
    count: int = Field(
        ge=0,
        description=(
            "Aantal opdrachten, van wat dit verzoek vindt zonder het eigen filter van het facet: waar metAll minder is dan "
            "total tellen ook die mee die een deel van de woorden hebben. Met het filter erbij wordt opnieuw beslist of woorden "
            "worden losgelaten, dus total kan dan anders zijn."
        ),
    )


class Bucket(Shape):
    """Een stuk van een reeks, van en met from tot to."""

    start: float | None = Field(alias="from", description="Ondergrens; null is zonder grens.")
    to: float | None = Field(description="Bovengrens; null is zonder grens.")
    count: int = Field(ge=0, description="Aantal opdrachten waarvan het bereik dit stuk raakt.")


class RangeFacet(Shape):
    """Verdeling van een getal over de gevonden opdrachten."""

    buckets: list[Bucket]
    min: float | None = Field(description="Laagste genoemde getal.")
    max: float | None = Field(description="Hoogste genoemde getal.")
    unknown: int = Field(ge=0, description="Aantal opdrachten dat niets noemt.")


class PageLinks(Shape):
    """Adressen om verder te bladeren."""

    self_link: Address = Field(alias="self", description="Deze bladzijde.")
    first: Address = Field(description="De eerste bladzijde.")
    next: Address | None = Field(default=None, description="De volgende; ontbreekt op de laatste.")


class Chip(Shape):
    """Een stuk van de zoekvraag dat als filter is gelezen."""

    parameter: str = Field(
        description="Naam van de parameter. Bij q is een woord uitgesloten; dat staat als -woord ook in rest."
    )
    value: str = Field(description="Waarde, zoals in het adres.")
    text: str = Field(description="De woorden waaruit dit is gelezen.")
    start: int = Field(ge=0, description="Plaats van het eerste teken in q, geteld vanaf 0.")
    end: int = Field(ge=0, description="Plaats achter het laatste teken.")
    label: str = Field(description="Omschrijving voor mensen; gelijk voor beide grenzen van een bereik.")


class Interpreted(Shape):
    """Wat er uit de zoekvraag als filter is gelezen."""

    chips: list[Chip] = Field(description="De filters, in de volgorde van de zoekvraag.")
    rest: str = Field(description="De tekst die overbleef en waarop is gezocht.")


class Corrected(Shape):
    """Een verbeterde spelling."""

    typed: str = Field(alias="from", description="Wat er is getypt.")
    to: str = Field(description="Waar in plaats daarvan op is gezocht.")


class SearchAnswer(Shape):
    """Antwoord op een zoekvraag."""

    total: int = Field(
        ge=0,
        description="Hoeveel opdrachten passen; ook die met een deel van de woorden, als dat er meer dan metAll maakt.",
    )
    items: list[Item] = Field(description="Deze bladzijde ervan.")
    facets: dict[str, list[ValueCount] | RangeFacet] = Field(
        description=(
            f"Tellingen per filter; een filter beperkt zijn eigen tellingen niet. Van waarden komen de {MOST_VALUES} die het "
            "vaakst voorkomen."
        ),
        json_schema_extra={"propertyNames": {"enum": list(FACETS)}},
    )
    interpreted: Interpreted | None = Field(description="Filters die uit q zijn gelezen.")
    links: PageLinks
    took_ms: float = Field(ge=0, description="Hoe lang het zoeken duurde, in milliseconden.")
    relaxed: bool = Field(description="Of woorden zijn losgelaten omdat niets ze alle had.")
    corrected: Corrected | None = Field(
        description="Gezocht op een verbeterde spelling, omdat wat er is getypt nergens staat."
    )
    did_you_mean: str | None = Field(description="Een andere spelling, als er weinig is gevonden.")
    met_all: int = Field(
        ge=0,
        description="Hoeveel van total alle woorden hebben; zijn dat er weinig, dan volgen die met een deel ervan.",
    )


class ScoredCard(Card):
    """Een opdracht die op een andere lijkt."""

    score: float = Field(description="Hoe sterk ze lijkt; alleen binnen één antwoord te vergelijken.")


class SimilarLinks(Shape):
    """Adressen bij vergelijkbare opdrachten."""

    self_link: Address = Field(alias="self", description="Dit antwoord.")
    assignment: Address = Field(description="De opdracht waarop deze lijken.")


class SimilarAnswer(Shape):
    """Vergelijkbare opdrachten, de meest gelijkende eerst."""

    items: list[ScoredCard]
    links: SimilarLinks


class Suggestion(Shape):
    """Een aanvulling."""

    text: str = Field(description="De aangevulde tekst.")
    type: Literal["word", "place", "competency", "organisation"] = Field(description="Soort.")
    count: int = Field(ge=0, description="Aantal opdrachten.")
    parameter: str | None = Field(default=None, description="Filter dat hierbij hoort.")
    value: str | None = Field(default=None, description="Waarde van dat filter.")


class SelfLink(Shape):
    """Adres van dit antwoord."""

    self_link: Address = Field(alias="self", description="Dit antwoord.")


class SuggestionsAnswer(Shape):
    """Aanvullingen op wat is getypt, de vaakst voorkomende eerst."""

    items: list[Suggestion]
    links: SelfLink


class StreamEvent(Shape):
    """Eén wijziging van de verzameling open opdrachten."""

    sequence: int = Field(ge=0, description="Volgnummer; loopt op en is er maar één keer.")
    type: Literal["added", "changed", "removed"] = Field(
        description="Nu open, nog open maar veranderd, of niet meer open."
    )
    id: str = Field(description="Kenmerk van de opdracht.")
    at: dt.datetime = Field(
        description="Wanneer dit is vastgelegd, in UTC; bij expired het moment van sluiten."
    )
    fields: list[str] | None = Field(
        default=None, description="Bij changed: de namen van de gegevens die veranderden."
    )
    reason: Literal["closed", "expired", "withdrawn", "duplicate"] | None = Field(
        default=None,
        description=(
            "Bij removed: gesloten volgens de tekst, voorbij (de sluitingsdatum, of de laatste dag van het werk als er geen "
            "sluitingsdatum bekend is), ingetrokken (of geen opdracht meer), of dubbel met een andere plaatsing."
        ),
    )
    duplicate_of: str | None = Field(
        default=None, description="Bij duplicate: de plaatsing die nu wordt getoond."
    )
    record: Assignment | None = Field(
        default=None, description="Bij added en changed: de opdracht zoals zij nu is."
    )


class ErrorDetail(Shape):
    """Wat er mis is met één parameter."""

    parameter: str = Field(description="Naam van de parameter.")
    message: str = Field(description="Wat er niet klopt en wat wel mag.")


class Problem(Shape):
    """Een fout, volgens RFC 9457."""

    type: Annotated[str, Field(json_schema_extra={"format": "uri-reference"})] = Field(
        description="Adres van de uitleg bij dit soort fout."
    )
    title: str = Field(description="Naam van dit soort fout.")
    status: int = Field(ge=400, le=599, description="HTTP-status.")
    detail: str = Field(description="Wat er deze keer mis is.")
    instance: str = Field(description="Pad van het verzoek.")
    errors: list[ErrorDetail] | None = Field(default=None, description="Alle fouten in de parameters.")


class Alive(Shape):
    """De dienst draait."""

    status: Literal["ok"]


class Ready(Shape):
    """De dienst kan antwoorden."""

    status: Literal["ready"]
    generation: str = Field(description="Naam van de generatie die antwoordt.")
    created: dt.datetime = Field(description="Wanneer zij is gemaakt, in UTC.")
    records: int = Field(ge=0, description="Aantal documenten, van elke soort.")
    language_model: str | None = Field(description="Taalmodel waarmee is gelezen; null is zonder.")


SHAPES: tuple[type[Shape], ...] = (
    SearchAnswer,
    Assignment,
    SimilarAnswer,
    SuggestionsAnswer,
    StreamEvent,
    Problem,
    Alive,
    Ready,
)
