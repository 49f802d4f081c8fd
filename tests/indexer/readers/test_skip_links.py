"""Links past the frame of a page are no line of its text."""

from __future__ import annotations

import pytest

from indexer.readers.skip_links import without_skip_links

TEXT = "Zorg in de wijk\n\nGemeenten werken samen aan zorg."


@pytest.mark.parametrize(
    "links",
    [
        "Skip to main content",
        "Skip to content Skip to footer",
        "Overslaan en naar de inhoud gaan",
        "Ga direct naar de inhoud",
        "Ga direct naar de hoofdnavigatie",
        "Door naar de hoofd inhoud",
        "Naar hoofdinhoud",
        "Main content",
        "Main content\nHoofdnavigatie",
        "Hoofdmenu overslaan",
    ],
)
def test_links_past_the_frame_are_left_out(links: str) -> None:
    assert without_skip_links(f"{links}\n\n{TEXT}") == TEXT
    assert without_skip_links(f"Gemeente Ede\n{links}\n{TEXT}") == f"Gemeente Ede\n{TEXT}"


@pytest.mark.parametrize(
    "line",
    ["Naar de zorg in de wijk", "De hoofdinhoud van het plan", "Main contents of the plan", "Hoofdmentor", "Ga naar de gemeente"],
)  # fmt: skip
def test_what_leads_nowhere_stays(line: str) -> None:
    assert without_skip_links(f"{line}\n\n{TEXT}") == f"{line}\n\n{TEXT}"


def test_a_text_of_nothing_else_stays() -> None:
    assert without_skip_links("Skip to main content") == "Skip to main content"
