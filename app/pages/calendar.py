"""The closing of an assignment as an entry for a calendar (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, Final

from icalendar import Alarm, Calendar, Event

from app.wording import dutch
from app.wording.records import SITE, title

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_NAMESPACE: Final = uuid.UUID("0c1a5b3e-8f0d-5c57-9a3e-6b1f2d7e4a90")
"""Of the ids of entries; chosen once, so that an entry taken twice is one."""
_DAY_BEFORE: Final = dt.timedelta(days=-1)
_MORNING_BEFORE: Final = dt.timedelta(hours=-15)
"""Of a whole day, which begins at midnight: nine o'clock on the day before."""


def path(record_id_path: str) -> str:
    """The path of the entry of an assignment with this page."""
    return f"{record_id_path}.ics"


def closes_later(record: Mapping[str, Any], now: dt.datetime) -> bool:
    """Whether there is a closing day that is still to come; ``now`` is an aware moment."""
    return record["deadline"] is not None and dutch.closing(record, now).state != "closed"


def entry(record: Mapping[str, Any], page: str, now: dt.datetime) -> bytes:
    """A calendar with one event: at the moment of closing, or, where no time is stated, on the whole closing day, with a
    reminder on the day before. ``page`` is the whole address of the assignment. The record must have a ``deadline``.
    """
    event = Event()
    event.add("uid", str(uuid.uuid5(_NAMESPACE, record["id"])))
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    at = record["deadlineAt"]
    event.add("dtstart", dt.datetime.fromisoformat(at) if at else dt.date.fromisoformat(record["deadline"]))
    event.add("summary", f"Sluit: {title(record)}")
    event.add("description", "\n".join((*_lines(record), page)))
    event.add("url", page)
    event.add("transp", "TRANSPARENT")  # a closing date takes no time from anyone's day
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Reageren kan nog één dag: {title(record)}")
    alarm.add("trigger", _DAY_BEFORE if at else _MORNING_BEFORE)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", f"-//{SITE}//Sluitingsdatum//NL")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _lines(record: Mapping[str, Any]) -> list[str]:
    facts = [dutch.where(record), dutch.hours(record["hours"]), dutch.rate(record["rate"])]
    return [*([record["organisation"]] if record["organisation"] else []), *facts]
