"""The search parameters as data: what each holds and within which bounds. Names are the contract's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from indexer.record import CONTRACT_FORMS, EDUCATION_LEVELS, KINDS, REMOTE_FORMS

Holds = Literal[
    "text", "values", "number", "integer", "date", "choice", "choices", "switch", "names", "cursor"
]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. ``low`` and ``high`` are inclusive; ``unit`` is shown to people."""

    name: str
    holds: Holds
    attribute: str
    allowed: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    unit: str = ""


SORTS: Final = ("relevance", "published", "deadline", "rate", "start", "distance")
STATUS_CHOICES: Final = ("open", "closed", "all")
DUPLICATES: Final = ("hide", "show")
FACETS: Final = (
    "province",
    "gemeente",
    "region",
    "competency",
    "organisation",
    "contractForm",
    "education",
    "remote",
    "status",
    "kind",
    "hours",
    "rate",
    "duration",
)
NO_FACETS: Final = "none"

LONGEST_TEXT: Final = 16_000
LONGEST_VALUE: Final = 200
LONGEST_NAME: Final = 60
MOST_VALUES: Final = 50
LONGEST_CURSOR: Final = 1_000
DEFAULT_LIMIT: Final = 20

_HOURS: Final = (168, "uur per week")
_RATE: Final = (10_000, "euro per uur")
_MONTHS: Final = (600, "maanden")


def _amount(name: str, attribute: str, bound: tuple[float, str]) -> Parameter:
    return Parameter(name, "number", attribute, high=bound[0], unit=bound[1])


PARAMETERS: Final[tuple[Parameter, ...]] = (
    Parameter("q", "text", "q", high=LONGEST_TEXT),
    Parameter("place", "values", "place"),
    Parameter("gemeente", "values", "gemeente"),
    Parameter("province", "values", "province"),
    Parameter("region", "values", "region"),
    Parameter("near", "text", "near", high=LONGEST_VALUE),
    Parameter("radiusKm", "number", "radius_km", high=1_000, unit="km"),
    _amount("hoursMin", "hours_min", _HOURS),
    _amount("hoursMax", "hours_max", _HOURS),
    Parameter("hoursUnknown", "switch", "hours_unknown"),
    _amount("rateMin", "rate_min", _RATE),
    _amount("rateMax", "rate_max", _RATE),
    Parameter("rateUnknown", "switch", "rate_unknown"),
    _amount("durationMin", "duration_min", _MONTHS),
    _amount("durationMax", "duration_max", _MONTHS),
    Parameter("durationUnknown", "switch", "duration_unknown"),
    Parameter("startAfter", "date", "start_after"),
    Parameter("startBefore", "date", "start_before"),
    Parameter("publishedAfter", "date", "published_after"),
    Parameter("deadlineAfter", "date", "deadline_after"),
    Parameter("competency", "values", "competency"),
    Parameter("organisation", "values", "organisation"),
    Parameter("contractForm", "choices", "contract_form", allowed=CONTRACT_FORMS),
    Parameter("education", "choices", "education", allowed=EDUCATION_LEVELS),
    Parameter("remote", "choices", "remote", allowed=REMOTE_FORMS),
    Parameter("kind", "choices", "kind", allowed=KINDS),
    Parameter("status", "choice", "status", allowed=STATUS_CHOICES),
    Parameter("duplicates", "choice", "duplicates", allowed=DUPLICATES),
    Parameter("sort", "choice", "sort", allowed=SORTS),
    Parameter("limit", "integer", "limit", high=100),
    Parameter("cursor", "cursor", "cursor"),
    Parameter("facets", "names", "facets", allowed=FACETS),
    Parameter("highlight", "switch", "highlight"),
    Parameter("explain", "switch", "explain"),
    Parameter("interpret", "switch", "interpret"),
)
BY_NAME: Final[dict[str, Parameter]] = {parameter.name: parameter for parameter in PARAMETERS}
REPEATABLE: Final = frozenset({"values", "choices"})
VALUE_FACETS: Final[dict[str, str]] = {
    name: BY_NAME[name].attribute for name in FACETS if name in BY_NAME and BY_NAME[name].holds in REPEATABLE
}
"""The facets that count values, and the field of the index these stand in."""

PAIRS: Final = (
    ("hoursMin", "hoursMax"),
    ("rateMin", "rateMax"),
    ("durationMin", "durationMax"),
    ("startAfter", "startBefore"),
)
"""Parameters of which the first may not be above the second."""
