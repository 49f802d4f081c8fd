"""The closing of an assignment as an entry for a calendar, read back by a parser."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from app.pages.calendar import closes_later, entry
from tests.app.pages import samples
from tests.app.pages.reading import classed, one, page, text

ADDRESS = "https://opdrachten.example.nl/opdrachten/a"
LONG = (
    "Projectleider "
    + "beschermd wonen; opvang, zorg en welzijn " * 4
    + "in 's-Hertogenbosch – één \\ team\nvan vier"
)


def record(**values: Any) -> dict[str, Any]:
    plain = {
        "id": "a", "kind": "assignment", "title": "Jeugdconsulent", "organisation": "Gemeente Goes", "places": [],
        "remote": None, "hours": {"min": 16, "max": 24}, "rate": {"min": None, "max": 93, "derived": None},
        "deadline": "2026-03-20", "deadlineAt": None, "status": None, "endDate": None,
    }  # fmt: skip
    return {**plain, **values}


def parsed(content: bytes) -> tuple[Any, Any]:
    """The event and its reminder."""
    events = Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == 1
    alarms = events[0].walk("VALARM")
    assert len(alarms) == 1
    return events[0], alarms[0]


def test_a_moment_of_closing_is_an_event_at_that_moment() -> None:
    event, alarm = parsed(entry(record(deadlineAt="2026-03-20T10:00:00Z"), ADDRESS, samples.NOW))
    assert event.decoded("dtstart") == dt.datetime(2026, 3, 20, 10, 0, tzinfo=dt.UTC)
    assert alarm.decoded("trigger") == dt.timedelta(days=-1)
    assert str(event["summary"]) == "Sluit: Jeugdconsulent"
    assert str(event["url"]) == ADDRESS
    assert str(event["description"]).splitlines() == [
        "Gemeente Goes",
        "plaats niet genoemd",
        "16 – 24 uur per week",
        "hoogstens €\u00a093 per uur",
        ADDRESS,
    ]
    assert event.decoded("dtstamp") == samples.NOW
    assert str(alarm["action"]) == "DISPLAY"


def test_a_day_of_closing_is_an_event_of_that_whole_day_told_in_the_morning_before() -> None:
    content = entry(record(), ADDRESS, samples.NOW)
    event, alarm = parsed(content)
    assert event.decoded("dtstart") == dt.date(2026, 3, 20)
    assert b"DTSTART;VALUE=DATE:20260320\r\n" in content
    day = dt.datetime(2026, 3, 20) + alarm.decoded("trigger")
    assert day == dt.datetime(2026, 3, 19, 9, 0)


def test_taken_twice_it_is_one_entry() -> None:
    first, _ = parsed(entry(record(), ADDRESS, samples.NOW))
    later = samples.NOW + dt.timedelta(days=2)
    changed, _ = parsed(entry(record(deadline="2026-03-27"), "https://elders.example.nl/x", later))
    other, _ = parsed(entry(record(id="b"), ADDRESS, samples.NOW))
    assert first["uid"] == changed["uid"] != other["uid"]


def test_is_written_as_the_standard_has_it() -> None:
    content = entry(record(title=LONG, organisation="Stichting één"), ADDRESS, samples.NOW)
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode("utf-8")  # folding never cuts a character in two
    event, _ = parsed(content)
    assert str(event["summary"]) == f"Sluit: {LONG}"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, True),
        ({"deadline": None}, False),
        ({"deadline": "2026-03-10"}, True),
        ({"deadline": "2026-03-10", "deadlineAt": "2026-03-10T08:59:00Z"}, False),
        ({"deadline": "2026-03-09"}, False),
        ({"status": "closed"}, False),
    ],
)
def test_only_what_is_still_to_close(values: dict[str, Any], expected: bool) -> None:
    assert closes_later(record(**values), samples.NOW) is expected


def test_the_page_leads_to_it(client: TestClient) -> None:
    link = one(page(client, "/opdrachten/consulent"), "//*[@id='agenda']")
    assert text(link) == "Zet de sluitingsdatum in uw agenda"
    answer = client.get(link.get("href"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="sluit-consulent.ics"'
    event, _ = parsed(answer.content)
    assert event.decoded("dtstart") == dt.datetime(2026, 3, 10, 10, 0, tzinfo=dt.UTC)
    assert str(event["url"]) == "http://testserver/opdrachten/consulent"


@pytest.mark.parametrize("name", ["gesloten", "wmo-02"])
def test_no_link_without_a_day_to_come(client: TestClient, name: str) -> None:
    assert not page(client, f"/opdrachten/{name}").xpath("//*[@id='agenda']")
    root = page(client, f"/opdrachten/{name}.ics", 404)
    assert text(one(root, "//h1")) == "Er is geen datum voor uw agenda"
    assert classed(root, "button")[-1].get("href") == f"/opdrachten/{name}"


def test_no_entry_of_what_is_not_there(client: TestClient) -> None:
    assert text(one(page(client, "/opdrachten/nergens.ics", 404), "//h1")) == "Deze bladzijde is er niet"
