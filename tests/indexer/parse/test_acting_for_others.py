"""The region that gemeenten work together as: where the work is, before the address of who placed the listing."""

from __future__ import annotations

import pytest

from indexer.parse.choose import choose
from indexer.parse.parser import candidates, make_doc
from indexer.readers.source import SourceText

ADDRESS = "Jan van Nassaustraat 5, 2596 BL Den Haag, Nederland\nBegindatum:\n1 feb 2026\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ADDRESS
            + "De zeven gemeenten werken nauw samen als regio Amstelland. De regio zoekt een projectleider.",
            ["Amstelland"],
        ),
        (
            "Policy adviser\n\nThe eight municipalities work together as the Rivierenland Region. The region wants more.",
            ["Rivierenland"],
        ),
        # An address that lies in the region is where the work is.
        (
            "Kade 3, 4001 AB Tiel, Nederland\n\nAcht gemeenten werken samen als regio Rivierenland. De regio zoekt een jurist.",
            ["Tiel"],
        ),
        # A region that is spoken of, and that nobody works as, takes no address away.
        (ADDRESS + "Het onderzoek vergelijkt de regio Amstelland met andere regio's.", ["Den Haag"]),
    ],
)
def test_gemeenten_that_work_as_a_region_are_there(text: str, expected: list[str]) -> None:
    doc = make_doc(SourceText(text))
    chosen, _, _ = choose(doc, candidates(doc))
    assert [place.name for place in chosen["places"]] == expected
