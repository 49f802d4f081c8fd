"""What an export left of another format in a plain text is taken for what it stands for."""

from __future__ import annotations

import pytest

from indexer.readers import Limits, text

FACTS = "Jeugdconsulent\nUren: 24 per week\nTarief: max. € 85\nStart: 1 maart 2027\nSluit: 12 februari 2027\n"


def _read(words: str) -> str:
    return text.read(words.encode(), Limits()).text


@pytest.mark.parametrize(
    "left",
    [
        FACTS.replace("\n", "<br>\n"),
        FACTS.replace("\n", "<br/>"),
        FACTS.replace("\n", "<BR />\n"),
        FACTS.replace("\n", "\\n"),
        FACTS.replace("\n", "\\r\\n"),
        FACTS.replace("€", "&euro;").replace("\n", "<br>"),
        FACTS.replace("Uren", "<b>Uren</b>").replace("\n", "<br>"),
    ],
    ids=["br", "br-alone", "capitals", "written-out", "written-out-both", "a-name", "bold"],
)
def test_line_ends_come_back(left: str) -> None:
    assert _read(left).split("\n")[:5] == FACTS.split("\n")[:5]


@pytest.mark.parametrize(
    ("left", "lines"),
    [
        ("<p>Jeugdconsulent</p><ul><li>24 uur</li><li>€ 85</li></ul>", ["Jeugdconsulent", "- 24 uur", "- € 85"]),
        ("<h2>Jeugdconsulent</h2>\n<p>24 uur\nper week</p>", ["Jeugdconsulent", "24 uur per week"]),
        ("Jeugdconsulent\n<b>Uren</b>: 24\n<b>Duur</b>: 6\nStart: mei", ["Jeugdconsulent", "Uren: 24", "Duur: 6", "Start: mei"]),
    ],
    ids=["blocks", "headings", "bold-on-lines"],
)  # fmt: skip
def test_tags_are_read_as_such(left: str, lines: list[str]) -> None:
    assert [line for line in _read(left).split("\n") if line] == lines


@pytest.mark.parametrize(
    ("left", "read"),
    [
        ("Werk &amp; Inkomen, 80&ndash;90 euro", "Werk & Inkomen, 80–90 euro"),
        ("Co&ouml;rdinator&nbsp;jeugd &#8364; 90", "Coördinator jeugd € 90"),
        ("R&D; Q&A", "R&D; Q&A"),
        ("jij & ik; wij", "jij & ik; wij"),
        ("C:\\nieuw\\map", "C:\\nieuw\\map"),
        ("a < b > c, x <3 y", "a < b > c, x <3 y"),
        ("<naam> stuurt <datum> een <brief>", "<naam> stuurt <datum> een <brief>"),
    ],
)
def test_only_what_is_left_of_another_format(left: str, read: str) -> None:
    assert _read(left) == read
