"""Hours, rate and duration: the picture of what is offered, and the two ends that are asked for."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.pages.histogram import Range, ranges
from app.search.request import SearchRequest
from indexer.index.buckets import BUCKETS
from tests.app.pages.reading import classed, one, page, text
from tests.app.pages.test_panel import found, group


def facets(name: str, counts: list[int], highest: float | None) -> dict[str, Any]:
    """A facet of a range as the search answers it."""
    buckets = [
        {"from": low, "to": high, "count": count}
        for (low, high), count in zip(BUCKETS[name], counts, strict=True)
    ]
    return {name: {"buckets": buckets, "min": 1, "max": highest, "unknown": 3}}


def shown(name: str, request: SearchRequest, facets: dict[str, Any]) -> Range:
    return next(item for item in ranges(request, facets) if item.name == name)


def test_bars_are_as_wide_as_their_classes_and_as_high_as_their_counts() -> None:
    """Hours from 0 to 48 over 200 units, 47 high, with 1.5 between bars."""
    item = shown("hours", SearchRequest(), facets("hours", [0, 47, 94, 1, 10, 0, 20], 40))
    assert [(bar.x, bar.width, bar.height) for bar in item.bars] == [
        (0, 31.8, 0),
        (33.3, 31.9, 23.5),
        (66.7, 31.8, 47),
        (100, 31.8, 1.5),
        (133.3, 15.2, 5),
        (150, 15.2, 0),
        (166.7, 33.3, 10),
    ]
    assert {round(bar.y + bar.height, 1) for bar in item.bars} == {47}
    assert item.bars[1].title == "8 tot 16 uur: 47"
    assert item.bars[-1].title == "40 uur of meer: 20"
    assert shown("rate", SearchRequest(), facets("rate", [1] * 9, 130)).bars[0].title == "tot 50 euro: 1"


@pytest.mark.parametrize(
    ("name", "highest", "asked", "end"),
    [
        ("hours", 36, None, 48),
        ("hours", 49, None, 60),
        ("hours", 168, None, 60),
        ("hours", None, None, 48),
        ("hours", 36, 56, 60),
        ("rate", 125, None, 150),
        ("rate", 151, None, 180),
        ("duration", 48, None, 48),
    ],
)
def test_the_axis_ends_beyond_what_is_offered_and_asked_for(
    name: str, highest: float | None, asked: float | None, end: float
) -> None:
    request = SearchRequest(**{f"{name}_max": asked})
    item = shown(name, request, facets(name, [1] * len(BUCKETS[name]), highest))
    assert item.axis.end == end
    assert item.bars[-1].x + item.bars[-1].width == 200


@pytest.mark.parametrize(
    ("request_", "inside", "handles"),
    [
        (SearchRequest(), (0, 200), ("0", "48")),
        (SearchRequest(hours_min=12, hours_max=24), (50, 50), ("12", "24")),
        (SearchRequest(hours_min=36), (150, 50), ("36", "48")),
        (SearchRequest(hours_min=12.5, hours_max=12.5), (52.1, 0), ("12.5", "12.5")),
        (SearchRequest(hours_min=100), (200, 0), ("48", "48")),
    ],
)
def test_the_part_asked_for_lies_true_on_the_axis(
    request_: SearchRequest, inside: tuple[float, float], handles: tuple[str, str]
) -> None:
    item = shown("hours", request_, facets("hours", [1] * 7, 40))
    assert item.inside == inside
    assert (item.low.at, item.high.at) == handles


@pytest.mark.parametrize(
    ("name", "request_", "low", "high", "told"),
    [
        ("hours", SearchRequest(), "geen ondergrens", "geen bovengrens", "alle uren"),
        (
            "hours",
            SearchRequest(hours_min=16, hours_max=24.5),
            "vanaf 16 uur per week",
            "tot en met 24,5 uur per week",
            "16 tot en met 24,5 uur per week",
        ),
        ("rate", SearchRequest(rate_min=82.5), "vanaf 82,5 euro per uur", "geen bovengrens", "vanaf 82,5 euro per uur"),
        ("duration", SearchRequest(duration_max=1), "geen ondergrens", "tot en met 1 maand", "tot en met 1 maand"),
    ],
)  # fmt: skip
def test_is_told_in_dutch(name: str, request_: SearchRequest, low: str, high: str, told: str) -> None:
    item = shown(name, request_, {})
    assert (item.low.told, item.high.told, item.told) == (low, high, told)


def test_what_was_read_out_of_the_words_is_told_and_not_typed() -> None:
    """The fields stay empty, so that the words go on saying it; a figure in a field stands in their place."""
    meant = SearchRequest(duration_min=6.0, duration_max=6.0, rate_min=90.0)
    items = {
        item.name: item
        for item in ranges(
            SearchRequest(rate_min=70.0), facets("duration", [1] * len(BUCKETS["duration"]), 24), meant
        )
    }
    assert items["duration"].told == "6 maanden, uit uw woorden"
    assert items["duration"].inside == (33.3, 0)
    assert (items["duration"].low.typed, items["duration"].high.typed) == ("", "")
    assert items["rate"].told == "vanaf 70 euro per uur"


def test_the_panel_tells_what_the_words_filter_by(client: TestClient) -> None:
    told = classed(group(page(client, "/?q=6+maanden"), "duration"), "bar-told")[0]
    assert text(told) == "6 maanden, uit uw woorden"
    told = classed(group(page(client, "/?q=minimaal+90+euro"), "rate"), "bar-told")[0]
    assert text(told) == "vanaf 90 euro per uur, uit uw woorden"


def test_the_number_of_a_bar_is_what_asking_for_it_gives(client: TestClient) -> None:
    root = page(client, "/?q=wmo")
    bars = classed(group(root, "hours"), "bar")
    assert len(bars) == 7
    for bar in bars:
        count = int(text(bar).rsplit(": ", 1)[1])
        ends = {"hoursMin": bar.get("data-low"), "hoursMax": bar.get("data-high"), "hoursUnknown": "false"}
        assert found(client, q="wmo", **{name: value for name, value in ends.items() if value}) == count
    spread = one(group(root, "hours"), ".//svg").get("aria-label")
    assert spread == "Aantal opdrachten. " + "; ".join(text(bar) for bar in bars)


def test_what_states_none_is_counted_and_can_be_left_out(client: TestClient) -> None:
    for name, words in (("rate", "tarief"), ("duration", "duur"), ("hours", "uren")):
        left = found(client) - found(client, **{f"{name}Unknown": "false"})
        assert left > 0
        for address in ("/", f"/?{name}Unknown=false"):
            root = page(client, address)
            assert text(one(root, f"//label[@for='{name}Unknown']")) == f"Laat {left} zonder {words} weg"
        assert one(root, f"//input[@id='{name}Unknown']").get("checked") is not None
    assert text(one(page(client, "/?q=wmo"), "//label[@for='hoursUnknown']")) == "Alleen met uren"


def test_a_range_of_which_nothing_is_known_has_no_picture(client: TestClient) -> None:
    root = page(client, "/?q=wmo")
    assert group(root, "duration").xpath(".//input[@id='durationMin']")
    assert not group(root, "duration").xpath(".//svg | .//input[@type='range']")
    assert group(root, "rate").xpath(".//svg")


def test_handles_carry_what_the_script_tells_by(client: TestClient) -> None:
    root = page(client, "/?hoursMin=16")
    low = one(root, "//input[@id='greep-hoursMin']")
    assert (low.get("min"), low.get("max"), low.get("step"), low.get("value")) == ("0", "48", "1", "16")
    assert low.get("aria-label") == "Uren per week, vanaf"
    assert low.get("aria-valuetext") == "vanaf 16 uur per week"
    assert low.get("data-for") == "hoursMin"
    assert low.get("name") is None
