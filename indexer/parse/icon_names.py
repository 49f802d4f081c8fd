"""The names that signs leave in the text of a page: of an icon font, of a class of one, or in words beside what is drawn.

``event_busy``, ``fa-map-marker``, ``Locatie icoon``: what stands behind one, or on the line below it, is what it is a sign of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from indexer.language.days import MONTH_BEGINS, month_number

# The names of Material; the empty ones stand for no label.
MATERIAL: Final = {
    **dict.fromkeys(("location_on", "place", "pin_drop", "location_city", "room", "map", "near_me", "fmd_good", "my_location", "add_location"), "place"),
    **dict.fromkeys(("schedule", "access_time", "watch_later", "query_builder", "timer", "av_timer", "more_time", "work_history", "calendar_view_week", "access_time_filled"), "hours"),
    **dict.fromkeys(("euro", "euro_symbol", "payments", "attach_money", "paid", "credit_card", "monetization_on", "account_balance_wallet", "price_check", "local_atm", "savings", "money"), "rate"),
    **dict.fromkeys(("event", "calendar_today", "calendar_month", "date_range", "event_available", "today", "event_note", "edit_calendar", "insert_invitation"), "period"),
    **dict.fromkeys(("play_arrow", "play_circle", "play_circle_outline", "flight_takeoff", "rocket_launch", "first_page", "not_started"), "start"),
    **dict.fromkeys(("stop", "stop_circle", "sports_score", "flight_land", "last_page", "flag"), "end"),
    **dict.fromkeys(("hourglass_empty", "hourglass_full", "hourglass_bottom", "hourglass_top", "timelapse"), "duration"),
    **dict.fromkeys(("autorenew", "update", "repeat", "loop", "sync", "event_repeat", "restart_alt", "cached", "refresh", "published_with_changes", "fast_forward"), "extension"),
    **dict.fromkeys(("history", "publish", "campaign", "fiber_new", "new_releases", "cloud_upload"), "published"),
    **dict.fromkeys(("business", "apartment", "account_balance", "corporate_fare", "domain"), "organisation"),
    **dict.fromkeys(("tag", "label", "label_outline", "sell", "fingerprint", "confirmation_number", "numbers", "qr_code"), "reference"),
    **dict.fromkeys(("alarm", "notifications", "hourglass_disabled", "event_busy", "alarm_on", "access_alarm", "timer_off", "lock_clock", "notification_important"), "deadline"),
    **dict.fromkeys(("school",), "education"),
    **dict.fromkeys(("badge", "how_to_reg", "work", "work_outline", "assignment_ind", "business_center"), "contract"),
    **dict.fromkeys(("home_work", "laptop", "house"), "remote"),
    **dict.fromkeys(
        "menu search account_circle share favorite favorite_border bookmark bookmark_border expand_more expand_less check add remove call "
        "mail phone email chevron_left chevron_right keyboard_arrow_up keyboard_arrow_down arrow_back arrow_forward arrow_upward close info "
        "help person group groups print download language visibility star star_border done check_circle open_in_new more_vert more_horiz "
        "home send edit settings login logout filter_list tune description article list".split(),
        "",
    ),
}  # fmt: skip
# What the names of other fonts and the words beside a drawing begin with.
_DRAWN: Final = {
    **dict.fromkeys(("map", "marker", "location", "locatie", "geo", "pin", "plaats", "globe"), "place"),
    **dict.fromkeys(("clock", "klok", "stopwatch", "timer", "time", "tijd", "uren", "hours"), "hours"),
    **dict.fromkeys(("euro", "eur", "money", "coins", "coin", "cash", "wallet", "geld", "banknote", "dollar", "currency", "portemonnee", "tarief"), "rate"),
    **dict.fromkeys(("calendar", "kalender", "agenda", "datum", "date"), "period"),
    **dict.fromkeys(("play", "rocket", "start"), "start"),
    **dict.fromkeys(("stop", "flag", "finish", "vlag"), "end"),
    **dict.fromkeys(("hourglass", "zandloper"), "duration"),
    **dict.fromkeys(("sync", "redo", "refresh", "repeat", "rotate", "arrows"), "extension"),
    **dict.fromkeys(("bullhorn", "megaphone", "newspaper", "history"), "published"),
    **dict.fromkeys(("building", "buildings", "landmark", "university", "gebouw", "bank"), "organisation"),
    **dict.fromkeys(("hashtag", "tag", "barcode", "fingerprint"), "reference"),
    **dict.fromkeys(("bell", "alarm", "wekker"), "deadline"),
    **dict.fromkeys(("graduation", "mortarboard", "diploma"), "education"),
    **dict.fromkeys(("briefcase", "suitcase", "koffer", "id", "contract"), "contract"),
    **dict.fromkeys(("laptop", "house", "home", "huis"), "remote"),
}  # fmt: skip
_DRAWN_WHOLE: Final = {"calendar-check": "period", "calendar-times": "deadline", "calendar-x": "deadline", "calendar-xmark": "deadline", "calendar-plus": "published", "calendar-off": "deadline"}  # fmt: skip
_FONTS: Final = (
    r"fa|fas|far|fal|fab|bi|mdi|icon|icn|ico|ion|ti|glyphicon|feather|lucide|icofont|ph|ri|la|lni|tabler|svg"
)
_NAMED: Final = re.compile(
    rf"(?:(?:fa[srldb]?|bi|mdi|glyphicon) )?(?:{_FONTS})-(?P<font>[a-z]+(?:-[a-z0-9]+){{0,3}})(?= |$)"
    r"|:(?P<code>[a-z]+(?:[-_][a-z0-9]+){0,3}):(?= |$)"
    r"|[\[(](?:ic(?:on|oon(?:tje)?)|pictogram|image|img|afbeelding)[ :-]{1,2}(?P<boxed>[a-z]+(?:[-_ ][a-z]+){0,2})[\])]"
    r"|[\[(]?(?P<word>[a-z]+)[ -](?:icon|icoon|icoontje|pictogram)[\])]?:?(?= |$)"
    r"|(?:icon|icoon|icoontje|pictogram)[ -](?P<behind>[a-z]+):?(?= |$)",
    re.I,
)
_LONGEST_NAME: Final = 40  # characters


@lru_cache(maxsize=20_000)
def icon_at(line: str) -> str:
    """The name of a sign that a line begins with, as it stands there; empty where it begins with none."""
    word = line.partition(" ")[0]
    if word in MATERIAL:
        return word
    found = _NAMED.match(line, 0, _LONGEST_NAME) if _may_name(line) else None
    return found[0] if found and icon_key(found[0]) else ""


def _may_name(line: str) -> bool:
    head = line[:_LONGEST_NAME].lower()
    return "-" in head or ":" in head or "ico" in head or "picto" in head


@lru_cache(maxsize=20_000)
def icon_key(name: str) -> str | None:
    """The key that a sign of this name stands for: None where it stands for no label, or is no such name."""
    if name in MATERIAL:
        return MATERIAL[name] or None
    found = _NAMED.fullmatch(name)
    if found is None:
        return None
    said = next(filter(None, found.groups())).lower().replace("_", "-").replace(" ", "-")
    return _DRAWN_WHOLE.get(said.removesuffix("-o")) or _DRAWN.get(said.split("-")[0])


def is_unmistakable(name: str) -> bool:
    """Whether a name is no word of a language too, as ``place`` is and ``location_on`` is not."""
    return "_" in name or name not in MATERIAL


_DAY: Final = re.compile(
    rf"(?P<until>(?:t/m|tot(?: en met)?|until|uiterlijk) )?(?:[a-z]{{2,9}}\.? )?\d{{1,2}}(?:[-/.](?:0?[1-9]|1[0-2])\b(?! ?(?:u\b|uur|uren|h\b|hrs|hours))| {MONTH_BEGINS})",
    re.I,
)
_BARE_DAY: Final = re.compile(
    rf"(?:(?:per|vanaf|v\.a\.|from) )?(?:[a-z]{{2,9}}\.? )?\d{{1,2}}(?:[-/.]\d{{1,2}}| {MONTH_BEGINS}[a-z]*\.?)(?:[-/., ]+['’]?(?:20)?\d\d)?",
    re.I,
)
_PARTS_OF_DAY: Final = re.compile(
    rf"(?P<day>\d{{1,2}})(?:[-/.](?P<number>\d{{1,2}})| (?P<month>{MONTH_BEGINS}[a-z]*)\.?)(?:[-/., ]+['’]?(?P<year>(?:20)?\d\d))?",
    re.I,
)


def begins_with_day(value: str) -> bool:
    """Whether a value begins with a day and its month."""
    found = _DAY.match(value)
    return found is not None and found["until"] is None


def is_until(value: str) -> bool:
    """Whether a value begins with a day and its month, ``t/m`` before it or not."""
    return _DAY.match(value) is not None


def in_concert(signs: Sequence[tuple[str, str, str]]) -> list[str]:
    """The keys of signs given with their name, their key and their value: what one of them means the others of the page tell.

    A calendar that is crossed out is the last day of the work where another holds the first day, and one more the closing
    date or a day that is earlier.
    """
    keys = [key for _, key, _ in signs]
    opening = [
        at for at, (_, key, value) in enumerate(signs) if key == "period" and _BARE_DAY.fullmatch(value)
    ]
    crossed = [at for at, (name, key, value) in enumerate(signs) if key == "deadline" and _is_crossed(name) and _BARE_DAY.fullmatch(value)]  # fmt: skip
    if len(opening) != 1 or len(crossed) != 1:
        return keys
    first, last = opening[0], crossed[0]
    begins, ends = (_order(signs[at][2]) for at in (first, last))
    if keys.count("deadline") > 1 or begins < ends:
        keys[first], keys[last] = "start", "end"
    return keys


def _order(value: str) -> tuple[int, int, int]:
    """Year, month and day of a value that is a day; the same for all that state no year."""
    found = _PARTS_OF_DAY.search(value)
    if found is None or not found["year"]:
        return (0, 0, 0)
    month = int(found["number"]) if found["number"] else month_number(found["month"])
    return (int(found["year"][-2:]), month, int(found["day"]))


def _is_crossed(name: str) -> bool:
    return name == "event_busy" or "calendar" in name
