"""The kept reports and their page."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import orjson
import pytest

from indexer.quality import wording
from indexer.quality.measures import Measures, Odd
from indexer.quality.nights import MOST_SET_ASIDE, Nights
from indexer.quality.page import page
from indexer.quality.pictures import bars, lines, spark
from indexer.record import moment
from indexer.report import Report
from tests.indexer.quality.lab import START


def measures(records: int = 100, rate: int = 80) -> dict[str, Any]:
    odd = {"id": "a", "file": "map/<i>a</i>.txt", "title": "<b>Regisseur</b>\u202e", "value": [None, 4200]}
    return Measures(
        records, {"assignment": records}, records, 1, 1, {".txt": (records, 1)},
        {"rate": rate, "title": records}, {"characters": 3000.0}, {"rate": Odd(1, (odd,))},
    ).to_json()  # fmt: skip


def report(day: int, outcome: str = "switched", **quality: Any) -> dict[str, Any]:
    after = {"verdict": "passed", "before": measures(), "after": measures(), "breaches": [], "canaries": []}
    plain = Report(seen=100, set_aside=[("kapot.pdf", "er staat <geen> tekst in")], seconds={"parse": 1.5})
    return {
        **plain.to_json(),
        "started": moment(START + dt.timedelta(days=day)),
        "outcome": outcome,
        "quality": {**after, **quality},
    }


def keep(nights: Nights, day: int, told: dict[str, Any]) -> None:
    nights.directory.parent.mkdir(exist_ok=True)
    with nights.kept(START + dt.timedelta(days=day), lambda raised: told):
        pass


def test_the_newest_reports_stay(tmp_path: Path) -> None:
    nights = Nights(tmp_path, keep=3)
    for day in range(5):
        keep(nights, day, report(day))
    assert [path.name for path in nights.files()] == [f"2026110{day}T020000Z.json" for day in (3, 4, 5)]
    assert sorted(path.name for path in nights.directory.iterdir()) == sorted(
        [f"2026110{day}T020000Z.{kind}" for day in (3, 4, 5) for kind in ("json", "html")] + ["latest.html"]
    )


def test_two_runs_within_a_second_keep_two_reports_in_order(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    for outcome in ("switched", "unchanged"):
        keep(nights, 0, report(0, outcome))
    assert [one["outcome"] for one in nights.read()] == ["switched", "unchanged"]


def test_a_long_list_is_kept_in_part_and_counted_whole(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    many = [{"file": f"{n}.txt", "reason": "leeg"} for n in range(MOST_SET_ASIDE + 5)]
    keep(nights, 0, {**report(0), "setAside": many})
    (kept,) = nights.read()
    assert (len(kept["setAside"]), kept["setAsideTotal"]) == (MOST_SET_ASIDE, MOST_SET_ASIDE + 5)
    assert "1.005 documenten" in (nights.directory / "latest.html").read_text(encoding="utf-8")


def test_a_damaged_report_is_left_out(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    keep(nights, 0, report(0))
    (nights.directory / "20261102T020000Z.json").write_bytes(b'{"outcome": "swit')
    (nights.directory / "20261103T020000Z.json").write_bytes(b"[]")
    keep(nights, 3, report(3))
    assert [one["name"] for one in nights.read()] == ["20261101T020000Z", "20261104T020000Z"]


def test_what_is_raised_goes_on_and_is_told(tmp_path: Path) -> None:
    told: list[BaseException | None] = []

    def ended(raised: BaseException | None) -> dict[str, Any]:
        told.append(raised)
        return Report().ended(raised)

    nights = Nights(tmp_path)
    with pytest.raises(KeyboardInterrupt), nights.kept(START, ended):
        raise KeyboardInterrupt
    assert isinstance(told[0], KeyboardInterrupt)
    assert nights.read()[0]["error"] == "afgebroken met Ctrl-C"


class Page(HTMLParser):
    """What a browser would make of a page: its elements, and which are open when."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    "reports",
    [
        [report(0)],
        [report(0, verdict="first", before=None)],
        [report(0), {"started": "2026-11-02T02:00:00Z", "outcome": "killed"}],
        [report(0), {**report(1, "failed"), "quality": None, "error": "schijf <vol>"}],
        [report(day) for day in range(20)],
        [report(0), report(1, "stopped", after=measures(0, 0))],
    ],
)
def test_the_page_stands_alone_and_can_be_read_by_ear(reports: list[dict[str, Any]]) -> None:
    html = page(orjson.loads(orjson.dumps(reports)))
    found = Page(html)
    assert found.open == []
    tags = {tag for tag, _ in found.elements}
    assert not tags & {"script", "link", "img", "iframe", "object"}
    assert not re.search(r"https?:|url\(|@import", html)
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in found.elements:
        if tag == "svg":
            assert attributes["role"] == "img"
            named = (attributes.get("aria-labelledby") or "").split()
            assert attributes.get("aria-label") or (named and set(named) <= set(ids))
        if tag == "th":
            assert attributes["scope"] in ("row", "col")
    assert ("html", {"lang": "nl"}) in found.elements
    assert "<b>Regisseur" not in html and "\u202e" not in html and "<geen>" not in html


def test_the_page_of_a_stopped_night_tells_why_and_what_to_do() -> None:
    breach = {"what": "stated:rate", "before": 80.0, "after": 3, "bound": 62.1}
    stopped = report(1, "stopped", verdict="stopped", breaches=[breach], after=measures(rate=3))
    html = page([report(0), stopped])
    assert "Tegengehouden: de oude index blijft" in html
    assert "opdrachten reindex --force" in html
    assert (
        '<th scope="row">opdrachten met: tarief</th><td class="number">80</td><td class="number">3</td>'
        '<td class="number">minstens 62,1</td>' in html
    )
    assert "tarief onder 20 of boven 400 euro" in html and "4.200 euro" in html
    assert 'aria-label="tarief: nu 3,0%, over de laatste nachten tussen 3,0% en 80%"' in html


def test_words_for_every_name() -> None:
    from indexer.quality.facts import FIELDS, ODDITIES
    from indexer.record import KINDS
    from indexer.reindex import STAGES

    words = wording.words()
    assert set(words["field"]) == set(FIELDS)
    assert set(words["oddity"]) == set(ODDITIES)
    assert set(words["kind"]) == set(KINDS)
    assert list(words["stage"]) == list(STAGES)
    assert words["outcome"].keys() == words["mark"].keys()


@pytest.mark.parametrize(
    ("breach", "told"),
    [
        (("records", 1200, 800, 1080.0), "documenten in de index: van 1.200 naar 800 (minstens 1.080)"),
        (("setAside", 0.0, 20, 10.0), "terzijde gelegd: van 0 naar 20 (hoogstens 10)"),
        (("files:.pdf", 1.5, 9, 4.5), "terzijde gelegd van de .pdf-bestanden: van 1,5 naar 9 (hoogstens 4,5)"),
        (("mean:characters", 3000.0, 900.0, 2400.0), "tekens per opdracht, gemiddeld: van 3.000 naar 900 (minstens 2.400)"),
        (("oddity:hours", 0.0, 9, 5.0), "opdrachten met: meer dan 60 uur per week: van 0 naar 9 (hoogstens 5)"),
        (("canary:q=jeugd", None, 0, 3), "proefzoekvraag q=jeugd: nu 0 (minstens 3)"),
        (("canary:a: b:finds", 2, 1, 2), "proefzoekvraag a: b: wat gevonden moet worden: van 2 naar 1 (minstens 2)"),
        (("titles", 12, 3, 6.0), "te vinden op de eigen titel: van 12 naar 3 (minstens 6)"),
    ],
)  # fmt: skip
def test_a_breach_in_words(breach: tuple[Any, ...], told: str) -> None:
    assert wording.breach(dict(zip(("what", "before", "after", "bound"), breach, strict=True))) == told


def test_pictures_show_gaps_and_stay_in_their_frame() -> None:
    line = spark("rate", [1.0, 0.5, None, 0.25, None, 0.5, 0.5])
    assert line.path.count("M") == 3 and line.path.count("L") == 2
    assert len(line.dots) == 2  # the one that stands alone, and the last
    assert spark("rate", []).path == "" and spark("rate", [None]).dots == ()
    chart = lines({"all": [0, 87, 100], "assignments": [None, 7, 3]}, ["1 nov", "2 nov", "3 nov"])
    assert [label for _, label in chart.grid] == ["0", "50", "100"]
    heights = [float(y) for one in chart.lines for y in re.findall(r" (\d+\.?\d*)", one.path)]
    assert len(heights) == 5 and all(0 <= y <= chart.height for y in heights)
    stacked = bars({"a": [1.0, 2.0], "b": [3.0, None]}, ["1 nov", "2 nov"])
    one, other, _ = stacked.bars
    assert (one.name, other.name, one.x) == ("a", "b", other.x)
    assert other.y + other.height == pytest.approx(one.y)
    assert other.height == pytest.approx(3 * one.height, abs=0.1)
