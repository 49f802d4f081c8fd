"""How a report is told in Dutch, in the terminal and on the page alike. What is told is the report's JSON."""

from __future__ import annotations

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from indexer.language.days import MONTHS, WEEKDAYS
from indexer.record import AMSTERDAM

_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_RISING: Final = ("setAside", "files", "oddity")


@cache
def words() -> dict[str, dict[str, str]]:
    """The words by subject and name."""
    return tomllib.loads(files("indexer.quality").joinpath("words.toml").read_text(encoding="utf-8"))


def word(subject: str, name: str) -> str:
    """The word for a name; the name itself where it is newer than the words."""
    return words()[subject].get(name, name)


def shown(value: Any) -> str:
    """Text of others on one line, without characters that could steer a terminal or turn the reading direction."""
    text = " ".join(str(value).encode("utf-8", "backslashreplace").decode("utf-8").split())
    return "".join("\ufffd" if unicodedata.category(letter) in _UNSAFE else letter for letter in text)


def number(value: float | None) -> str:
    """``1.234`` or ``3,5``; a dash for what is not known."""
    if value is None:
        return "–"
    if float(value).is_integer():
        return f"{int(value):,}".replace(",", ".")
    whole, _, rest = f"{value:,.1f}".partition(".")
    return f"{whole.replace(',', '.')},{rest}"


def share(part: float | None, whole: float | None) -> str:
    """A part as a percentage, with a decimal where it is small or nearly all."""
    if part is None or not whole:
        return "–"
    percent = 100 * part / whole
    return (
        f"{percent:.1f}".replace(".", ",") + "%"
        if 0 < percent < 10 or 99 < percent < 100
        else f"{percent:.0f}%"
    )


def local(started: str) -> dt.datetime:
    """A moment of a report (UTC, ISO 8601) on a Dutch clock."""
    return dt.datetime.fromisoformat(started).astimezone(AMSTERDAM)


def day(started: str) -> str:
    """``26 november 2026``."""
    at = local(started)
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def short_day(started: str) -> str:
    """``26 nov``."""
    at = local(started)
    return f"{at.day} {MONTHS[at.month - 1][:3]}"


def moment(started: str) -> str:
    """``donderdag 26 november 2026, 03:00 uur``."""
    at = local(started)
    return f"{WEEKDAYS[at.weekday()]} {day(started)}, {at:%H:%M} uur"


def outcome(report: Mapping[str, Any]) -> str:
    """How a night ended, by its name in the words."""
    quality = report.get("quality") or {}
    if quality.get("verdict") == "overruled" and report["outcome"] in ("switched", "unchanged"):
        return "forced"
    return str(report["outcome"])


def what(breach: Mapping[str, Any]) -> str:
    """What went beyond its bound."""
    measure, _, name = str(breach["what"]).partition(":")
    if measure == "canary" and name.endswith(":finds"):
        measure, name = "finds", name.removesuffix(":finds")
    if measure == "mean":
        return word("mean", name)
    subject = {"stated": "field", "oddity": "oddity"}.get(measure)
    return word("breach", measure).replace("{}", word(subject, name) if subject else shown(name))


def rises(breach: Mapping[str, Any]) -> bool:
    """Whether it is a measure that should not rise."""
    return str(breach["what"]).partition(":")[0] in _RISING


def bound(breach: Mapping[str, Any]) -> str:
    """``minstens 80``."""
    return f"{'hoogstens' if rises(breach) else 'minstens'} {number(breach['bound'])}"


def breach(one: Mapping[str, Any]) -> str:
    """A breach in one line: what, from, to, bound."""
    before = f"van {number(one['before'])} naar " if one["before"] is not None else "nu "
    return f"{what(one)}: {before}{number(one['after'])} ({bound(one)})"


def odd_value(name: str, value: Any) -> str:
    """What is odd about an example."""
    match name, value:
        case (("rate" | "hours"), [low, high]):
            ends = [number(end) for end in dict.fromkeys((low, high)) if end is not None]
            return f"{' tot '.join(ends)} {'euro' if name == 'rate' else 'uur'}"
        case "endBeforeStart", [start, end]:
            return f"van {_date(start)} tot {_date(end)}"
        case "farDeadline", str():
            return f"sluit {_date(value)}"
    return shown(value) if value else ""


def _date(iso: str) -> str:
    date = dt.date.fromisoformat(iso)
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
