"""What a page, a mail program or an export puts around a text, and how it sets its lines, changes nothing of what is read.

Each way is applied to a tenth of the texts whose facts are known (the development half), and what is read compared with what is
read of the text as it is: a record has some ten facts that are looked at.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from indexer.parse.parser import parse_source
from indexer.readers.source import SourceText
from indexer.record import to_json
from tests import same_facts
from tests.same_facts import Facts

STEP = 10
FOOTER = "Dit bericht is uitsluitend bestemd voor de geadresseerde. Is dit bericht niet voor u bestemd, meld dat dan binnen 3 dagen aan de afzender."  # fmt: skip
ENTRIES = (
    "Jobcoach\nTilburg · 32 uur · max. € 79 · start 4 januari 2027 · sluit 3 december 2026\n\n"
    "Wmo-consulent\nBreda · 24 uur · max. € 84 · 12 maanden\n"
)
_LABEL = re.compile(r"^(\s*(?:[-*•] )?)([A-ZÀ-Ý][^:\n.|]{1,28}):[ \t]+(?=\S)", re.M)


def _wrapped(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        line
        if "|" in line or "\t" in line
        else textwrap.fill(line, 72, break_on_hyphens=False, break_long_words=False)
        for line in lines
    )


# Each with the share of facts that must stay: what is measured (python -m pytest -rP), rounded down to a hundredth.
WAYS: dict[str, tuple[Callable[[str], str], float]] = {
    "lines broken at 72 characters": (_wrapped, 0.98),
    "such lines and a long notice below": (lambda text: f"{_wrapped(text)}\n\n{FOOTER}\n", 0.98),
    "no blank lines": (lambda text: re.sub(r"\n+", "\n", text), 0.99),
    "quoted whole": (lambda text: re.sub(r"^", "> ", text, flags=re.M), 0.99),
    "indented": (lambda text: re.sub(r"^(?=\S)", "    ", text, flags=re.M), 0.99),
    "spaces that do not break": (lambda text: text.replace(" ", "\xa0"), 0.99),
    "line ends doubled": (lambda text: text.replace("\n", "\n\n"), 0.99),
    "line ends written out": (lambda text: text.replace("\n", "\\n"), 0.99),
    "tags for its line ends": (lambda text: text.replace("\n", "<br/>"), 0.98),
    "signs by their names": (lambda text: text.replace("&", "&amp;").replace("€", "&euro;").replace("ë", "&euml;"), 0.99),
    "labels with a space before the colon": (lambda text: _LABEL.sub(r"\1\2 : ", text), 0.99),
    "labels above their values": (lambda text: _LABEL.sub(r"\1\2\n", text), 0.98),
    "labels in bold": (lambda text: _LABEL.sub(r"\1**\2:** ", text), 0.99),
    "a menu above and links below": (
        lambda text: f"Home\nOpdrachten\nOver ons\nContact\nInloggen\n\n{text}\n\nPrivacy\nCookies\nAlgemene voorwaarden\n",
        0.99,
    ),
    "ways to share it": (lambda text: f"Deel deze opdracht\nLinkedIn\nFacebook\nWhatsApp\nE-mail\n\n{text}", 0.99),
    "a row of buttons": (lambda text: f"Reageer direct | Bewaar opdracht | Print\n\n{text}", 0.99),
    "where in the site it stands": (lambda text: f"Home > Opdrachten > Sociaal domein\n\n{text}", 0.99),
    "other assignments below": (lambda text: f"{text}\n\nVergelijkbare opdrachten\n\n{ENTRIES}", 0.99),
    "other assignments above": (lambda text: f"Andere opdrachten\n\n{ENTRIES}\n{text}", 0.98),
    "counts below": (lambda text: f"{text}\n\nBekeken: 143 keer\nReacties: 7\nID gebruiker: 22031\n", 0.99),
    "a notice below": (lambda text: f"{text}\n\n{FOOTER}\n", 0.99),
}  # fmt: skip


@cache
def _texts() -> tuple[str, ...]:
    return same_facts.texts()[::STEP]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[Facts]:
    return same_facts.facts_of_all(_texts(), tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("way", WAYS)
def test_facts_stay_the_same(way: str, plain: list[Facts], tmp_path: Path) -> None:
    change, least = WAYS[way]
    share, told = same_facts.share_kept(
        _texts(), plain, lambda text: change(text).encode(), tmp_path / "text.txt"
    )
    print(f"{way}: {share:.3f} of {told}")
    assert told > 700
    assert share >= least


def test_signs_of_quoting_stay_in_what_is_shown() -> None:
    text = "> Beleidsadviseur jeugd\n> Gemeente Oss\n> 24 uur per week\n>\n> De gemeente Oss zoekt voor negen\n> maanden een beleidsadviseur.\n"
    record = parse_source(SourceText(text), file="a", id="1")
    assert record.text.startswith(text)
    assert record.title == "Beleidsadviseur jeugd"
    for name, mentions in record.evidence.items():
        for one in mentions:
            assert one.text == record.text[one.start : one.end], name


@pytest.mark.parametrize(
    "above",
    ["", "Hoi Anne,\n\nIets voor jou?\n\nOp dinsdag schreef Jan:\n"],
    ids=["nothing-above", "a-note-above"],
)
def test_what_is_quoted_below_next_to_nothing_is_the_message(above: str) -> None:
    text = (
        above
        + "> Jobcoach\n> 16 uur per week\n> Start: 1 maart 2027\n> De gemeente Oss zoekt een jobcoach met ervaring.\n"
    )
    record = parse_source(SourceText(text), file="a", id="1")
    assert record.hours is not None
    assert record.hours.max == 16
    assert str(record.start_date) == "2027-03-01"


_HEADS = {
    "marked": "---------- Doorgestuurd bericht ---------\nVan: Jan Prins <jan@example.nl>\nSubject: Nieuws\n\n",
    "apple": "Begin doorgestuurd bericht:\n\nVan: Jan Prins <jan@example.nl>\nOnderwerp: Nieuws\n\n",
    "outlook": "Van: Jan Prins <jan@example.nl>\nAan: Els Vos <els@example.nl>\nOnderwerp: Nieuws\n\n",
    "english": "Begin forwarded message:\n\nFrom: Jan Prins <jan@example.nl>\nTo: Els Vos <els@example.nl>\n\n",
}


@pytest.mark.parametrize("head", _HEADS.values(), ids=_HEADS)
def test_what_a_note_asks_makes_no_assignment_of_what_is_passed_on(head: str) -> None:
    article = (
        "De opdracht van twee dagen verdwijnt\n\nColumn van Rik Maas\n\nVorige week belde een teammanager uit Deventer. Zij zocht een "
        "leerplichtambtenaar voor twintig uur per week, tegen tachtig euro per uur, en vond niemand. Zo gaat het vaker. Wie als "
        "zelfstandige werkt, kiest liever voor een volle week.\n"
    )
    note = "Hoi Els,\n\nIets voor jou?\n\nGroet,\nPiet\n\n"
    alone = to_json(parse_source(SourceText(article), file="a", id="1"))
    passed = parse_source(SourceText(note + head + article), file="a", id="1")
    assert passed.kind == alone["kind"] != "assignment"
    assert "Iets voor jou?" in passed.text  # shown, though not read
    assert to_json(passed)["hours"] == alone["hours"]


def test_what_a_note_tells_of_what_is_passed_on_is_read() -> None:
    offer = (
        "Jobcoach\nUren: 24 per week\nStart: 1 maart 2027\nDe gemeente Oss zoekt een jobcoach met ervaring.\n"
    )
    text = f"Hoi Els,\n\nDeze opdracht is inmiddels ingevuld.\n\nGroet,\nPiet\n\n{_HEADS['marked']}{offer}"
    told = to_json(parse_source(SourceText(text), file="a", id="1"))
    assert told["status"] == "closed"
    assert told["hours"]["max"] == 24


def test_what_is_quoted_below_a_message_is_not() -> None:
    newer = (
        "Dag allemaal,\n\nIn de mail van vorige week zat een fout. De jobcoach voor de gemeente Oss is nu voor 24 uur per week nodig, "
        "en niet voor 16 uur. Reageren kan tot en met 12 februari 2027, het liefst met een korte motivatie en een cv.\n\nGroet,\nPiet\n\n"
    )
    record = parse_source(
        SourceText(f"{newer}> Jobcoach, 16 uur per week\n> Reageren voor 5 februari 2027\n"), file="a", id="1"
    )
    assert record.hours is not None
    assert record.hours.max == 24
    assert str(record.deadline) == "2027-02-12"
