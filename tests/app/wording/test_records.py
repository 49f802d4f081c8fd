"""What a record is called, and where it stands."""

from __future__ import annotations

import pytest

from app.wording.records import host, path, title, web_address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://opdrachten.example.nl/1?a=b", "opdrachten.example.nl"),
        ("HTTP://Example.NL:8080/", "example.nl"),
        (None, None),
        ("", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//example.nl/x", None),
        ("https:///zonder-naam", None),
        ("http://[", None),  # as a text may hold it
    ],
)
def test_only_what_a_browser_opens_is_an_address(url: str | None, expected: str | None) -> None:
    assert host(url) == expected
    assert web_address(url) == (url if expected else None)


def test_no_id_leads_out_of_its_place() -> None:
    assert path("../a b?c#d") == "/opdrachten/..%2Fa%20b%3Fc%23d"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"title": "Regisseur", "kind": "assignment", "reference": "A1"}, "Regisseur"),
        ({"title": None, "kind": "assignment", "reference": "A1"}, "Opdracht A1"),
        ({"title": None, "kind": "vacancy", "reference": None}, "Vacature zonder titel"),
    ],
)
def test_what_has_no_title_still_has_a_name(record: dict[str, str | None], expected: str) -> None:
    assert title(record) == expected
