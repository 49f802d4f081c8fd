"""Settings: from flags (keyword arguments), then environment variables ``OPDRACHTEN_*``, then defaults.

Descriptions are Dutch: they are shown to the person who runs the service.
"""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, AliasChoices, Field, HttpUrl, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "OPDRACHTEN_"
LOCAL_LIMIT: Final = 600_000
"""Requests a minute from an address of the machine or its own network while no limit was set: more than can be answered,
so that neither a test of the load nor the visitors of a proxy that was not named are held up as one.
"""


def _usable_cores() -> int:
    # A container often gets fewer cores than the machine has; only Linux tells which.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _bare(url: HttpUrl) -> HttpUrl:
    if url.query or url.fragment or url.username or url.password:
        raise ValueError("geef alleen het adres, zonder vraagteken, hekje, naam of wachtwoord")
    return url


class Settings(BaseSettings):
    """Everything that can be set. Raises ``pydantic.ValidationError`` on a value that cannot be used."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, populate_by_name=True, frozen=True, extra="forbid"
    )

    data: Path = Field(default=Path("data"), description="Map waarin de index en zijn generaties staan.")
    engine: Literal["tantivy", "opensearch"] = Field(
        default="tantivy",
        description=(
            "Waar de index staat en wie zoekt: tantivy, op deze machine, of opensearch, in een cluster (docs/scale.md). "
            "Voor het tweede is de extra cluster nodig: pip install .[cluster]."
        ),
    )
    opensearch_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("http://127.0.0.1:9200",),
        min_length=1,
        description=(
            "Adressen van de knopen van het cluster, gescheiden door komma’s. Valt er een uit, dan wordt een ander gevraagd; "
            "noem ze daarom alle. Een naam en wachtwoord staan zo nodig in het adres."
        ),
    )
    opensearch_alias: str = Field(
        default="opdrachten",
        pattern=r"^[a-z][a-z0-9_]{0,63}$",
        description=(
            "Naam waaronder het cluster de index kent. Een naam hoort bij één map van de index: reindex ruimt op wat onder die "
            "naam staat en niet van die map is."
        ),
    )
    opensearch_shards: int = Field(
        default=1,
        ge=1,
        le=1_024,
        description="In hoeveel delen (shards) het cluster een nieuwe index bewaart; zie docs/scale.md voor hoeveel.",
    )
    corpus: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(Path("corpus"),),
        min_length=1,
        description=(
            "Waar de opdrachtteksten staan: mappen met bestanden, een Maildir (herkend aan cur, new en tmp) of een "
            "bestand met JSON-regels (.jsonl of .ndjson). Met map=, maildir= of jsonl= voor het pad wordt gezegd welke van "
            "de drie het is. In de omgeving gescheiden door het teken dat ook PATH scheidt (een dubbelepunt, op Windows een "
            "puntkomma)."
        ),
    )
    grace_nights: int = Field(
        default=1,
        ge=0,
        le=366,
        description=(
            "Hoeveel nachten een opdracht die uit haar bron verdween nog blijft staan, voor als zij terugkomt. 0 haalt "
            "haar meteen weg."
        ),
    )
    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Adres waarop de server luistert. Met 0.0.0.0 is hij ook van buiten te bereiken.",
    )
    port: int = Field(
        default=8000,
        ge=0,
        le=65_535,
        validation_alias=AliasChoices(f"{PREFIX}PORT", "PORT"),
        description="Poort waarop de server luistert; 0 kiest een vrije. Zonder deze geldt ook PORT.",
    )
    jobs: int = Field(
        default_factory=_usable_cores,
        ge=1,
        le=1_024,
        description="Aantal processen waarmee teksten worden gelezen. Standaard zoveel als er kernen zijn.",
    )
    base_url: Annotated[HttpUrl, AfterValidator(_bare)] | None = Field(
        default=None,
        description=(
            "Adres waaronder de dienst van buiten bekend is, zoals https://opdrachten.example.nl; nodig achter "
            "een proxy. Links beginnen hiermee. Standaard het adres waarop het verzoek binnenkwam."
        ),
    )
    keep_personal_data: bool = Field(
        default=False,
        description=(
            "Of namen van contactpersonen, mailadressen en telefoonnummers in de teksten blijven staan. Standaard "
            "worden ze onleesbaar gemaakt; na een wijziging leest de volgende reindex alles opnieuw."
        ),
    )
    refresh_seconds: float = Field(
        default=1.0,
        gt=0,
        le=3_600,
        description="Om de hoeveel seconden de server kijkt of er een nieuwe generatie van de index is.",
    )
    cache_seconds: int = Field(
        default=60,
        ge=0,
        le=86_400,
        description="Hoeveel seconden een ander een antwoord mag bewaren voordat hij navraagt of het nog geldt.",
    )
    stream_days: int = Field(
        default=90,
        ge=90,
        le=3_650,
        description="Hoeveel dagen wijzigingen minstens bewaard blijven voor wie een kopie bijhoudt (/v1/stream).",
    )
    keep_generations: int = Field(
        default=3,
        ge=2,
        le=1_000,
        description=(
            "Hoeveel generaties van de index bewaard blijven, de huidige meegeteld. Zoveel min één keer is er terug te gaan."
        ),
    )
    gate_records: float = Field(
        default=0.10,
        ge=0,
        le=1,
        description=(
            "Welk deel van de documenten, en van de opdrachten, in één nacht mag verdwijnen voordat reindex niet "
            "overschakelt (0,10 is een tiende). Wie alles wil toelaten kiest 1."
        ),
    )
    gate_set_aside: float = Field(
        default=0.10,
        ge=0,
        le=1,
        description="Hoeveel het deel van de documenten dat terzijde wordt gelegd in één nacht mag stijgen.",
    )
    gate_reader: float = Field(
        default=0.25,
        ge=0,
        le=1,
        description="Hetzelfde voor de bestanden van één soort, zoals alle pdf’s samen.",
    )
    gate_coverage: float = Field(
        default=0.20,
        ge=0,
        le=1,
        description=(
            "Welk deel van de opdrachten die iets noemen (een tarief, een plaats) dat in één nacht niet meer mag "
            "doen, ook als maar weinig opdrachten het noemen."
        ),
    )
    gate_oddities: float = Field(
        default=0.05,
        ge=0,
        le=1,
        description="Hoeveel het deel van de opdrachten met iets vreemds, zoals een tarief van 4.000 euro, mag stijgen.",
    )
    gate_canaries: float = Field(
        default=0.50,
        ge=0,
        le=1,
        description="Welk deel van zijn vondsten elke proefzoekvraag moet houden die uit de vorige index is afgeleid.",
    )
    gate_slack: int = Field(
        default=3,
        ge=0,
        le=1_000_000,
        description="Zoveel documenten mag het altijd schelen; in een kleine verzameling is één document al snel een tiende.",
    )
    canaries: Path | None = Field(
        default=None,
        description=(
            "Bestand met eigen proefzoekvragen. Standaard canaries.toml in de map van de index, als dat er is."
        ),
    )
    keep_reports: int = Field(
        default=90,
        ge=1,
        le=3_650,
        description="Hoeveel verslagen van reindex bewaard blijven; de oudste gaan weg.",
    )
    remembered_megabytes: int = Field(
        default=32,
        ge=0,
        le=10_000,
        description=(
            "Hoeveel geheugen onthouden antwoorden op zoekvragen, met de vragen, samen innemen, in megabytes; dezelfde vraag op "
            "dezelfde dag en index krijgt dan hetzelfde antwoord zonder opnieuw te zoeken. 0 onthoudt niets."
        ),
    )
    search_threads: int = Field(
        default_factory=lambda: max(4, 2 * _usable_cores()),
        ge=1,
        le=256,
        description="Hoeveel zoekvragen tegelijk worden beantwoord; de rest wacht. Met 1 houdt elke zoekvraag zich aan één kern, het "
        "beste waar er zoveel servers naast elkaar draaien als er kernen zijn.",
    )
    timeout_seconds: float = Field(
        default=10.0,
        gt=0,
        le=300,
        description="Hoeveel seconden een verzoek mag duren, het wachten meegerekend, voordat het wordt afgebroken.",
    )
    client_seconds: float = Field(
        default=60.0,
        gt=0,
        le=3_600,
        description=(
            "Hoeveel seconden een ander mag doen over het sturen van een verzoek, en over het aannemen van wat "
            "voor hem klaarstaat. Daarna gaat de verbinding dicht."
        ),
    )
    most_requests: int = Field(
        default=1_000,
        ge=1,
        le=100_000,
        description="Hoeveel verzoeken er tegelijk onderhanden mogen zijn; wat daarboven komt krijgt 503.",
    )
    most_streams: int = Field(
        default=64,
        ge=1,
        le=10_000,
        description=(
            "Hoeveel lange antwoorden (snapshot, stream en jobs.xml) er tegelijk onderweg mogen zijn; wat daarboven "
            "komt krijgt 503. Elk neemt tot 4 MB geheugen zolang de ontvanger leest."
        ),
    )
    limit_open: int = Field(
        default=3_000,
        ge=0,
        description=(
            "Hoeveel verzoeken per minuut één adres zonder sleutel mag doen (bij IPv6 één /64). 0 is zonder grens."
        ),
    )
    limit_key: int = Field(
        default=30_000,
        ge=0,
        description="Hoeveel verzoeken per minuut één sleutel mag doen. 0 is zonder grens.",
    )
    limit_local: int | None = Field(
        default=None,
        ge=0,
        description=(
            "Hoeveel verzoeken per minuut een adres van de machine zelf of van het eigen netwerk (zoals 127.0.0.1, "
            "10.x, 172.16.x, 192.168.x) mag doen, waar ook een proxy kan staan die niet bij trusted_proxies is "
            f"genoemd. Standaard {LOCAL_LIMIT}; is limit_open ingesteld, dan die."
        ),
    )
    exchange_open: bool = Field(
        default=True,
        description=(
            "Of snapshot en stream ook zonder sleutel te lezen zijn, binnen de grens voor iedereen. Anders is een "
            "sleutel met exchange nodig."
        ),
    )
    keys: Path | None = Field(
        default=None,
        description="Map met de sleutels. Standaard de map keys in de map van de index.",
    )
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        default=(),
        description=(
            "Adressen of netwerken van de eigen proxy’s, gescheiden door komma’s. Alleen van hen worden "
            "X-Forwarded-For en X-Forwarded-Proto geloofd. Standaard van niemand."
        ),
    )
    log_format: Literal["auto", "text", "json"] = Field(
        default="auto",
        description="Vorm van de logregels: text, json, of auto: text op een terminal en anders json.",
    )
    log_details: bool = Field(
        default=False,
        description=(
            "Of bij een fout in een verzoek ook de melding van de fout in het log komt. Daar kunnen gezochte "
            "woorden in staan; zonder staan er alleen de soort fout en de plaats in het programma."
        ),
    )
    contact_email: str = Field(
        default="beheer@example.nl",
        min_length=3,
        pattern=r"^[^@\s]+@[^@\s]+$",
        description="Mailadres van de beheerder, dat in de beschrijving van de API staat.",
    )

    @field_validator("corpus", mode="before")
    @classmethod
    def _folders(cls, value: Any) -> Any:
        """One path, or several in one string as in ``PATH``."""
        if isinstance(value, str):
            return [part for part in value.split(os.pathsep) if part]
        return [value] if isinstance(value, Path) else value

    @field_validator("engine")
    @classmethod
    def _installed(cls, value: str) -> str:
        if value == "opensearch" and find_spec("opensearchpy") is None:
            raise ValueError("voor opensearch is de extra cluster nodig: pip install .[cluster]")
        return value

    @field_validator("opensearch_urls", mode="before")
    @classmethod
    def _nodes(cls, value: Any) -> Any:
        urls = (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )
        if not all(re.fullmatch(r"https?://[^/\s]+/?", url) for url in urls):
            raise ValueError("geef adressen zoals http://10.0.0.1:9200, zonder pad")
        return urls

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: Any) -> Any:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @property
    def keys_directory(self) -> Path:
        """Where the keys are kept."""
        return self.keys or self.data / "keys"

    @property
    def canaries_file(self) -> Path | None:
        """Where a person's canary searches stand; ``None`` when there are none."""
        if self.canaries is not None:
            return self.canaries
        usual = self.data / "canaries.toml"
        return usual if usual.is_file() else None

    @property
    def local_limit(self) -> int:
        """Requests a minute from an address of the machine or its own network; 0 is without bound."""
        if self.limit_local is not None:
            return self.limit_local
        return self.limit_open if "limit_open" in self.model_fields_set else LOCAL_LIMIT

    @property
    def origin(self) -> str | None:
        """``base_url`` without a slash at its end."""
        return str(self.base_url).rstrip("/") if self.base_url else None
