"""Personal data: what is left out of a text, word by word, and what a record then holds."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.parse.personal import MASK, find, masked, without_personal_data
from indexer.record import Evidence, Record

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "personal.toml").read_text(encoding="utf-8"))[
    "case"
]


def _id(case: dict[str, Any]) -> str:
    return " ".join(case["text"].split())[:50] or "empty"


@pytest.mark.parametrize("case", CASES, ids=map(_id, CASES))
def test_exactly_these_words_are_left_out(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[start:end] for start, end in find(text)] == case["masked"]


def test_a_third_of_the_cases_are_traps() -> None:
    traps = [case for case in CASES if not case["masked"]]
    assert len(CASES) >= 90 and len(traps) * 3 >= len(CASES) - 3


def test_white_space_and_line_ends_stay() -> None:
    assert masked("Bel\n06 12\n nu", [(4, 9)]) == f"Bel\n{MASK * 2} {MASK * 2}\n nu"


# Texts that are nearly personal data, cut and joined at random.
_PIECES = [piece for case in CASES for piece in (case["text"], *case["masked"])]
_PIECES += [
    "@",
    "[at]",
    "06",
    "-",
    "+31",
    ".",
    "\n",
    " ",
    "İ",
    "ﬁ",
    "van",
    "Bel ",
    "mevrouw ",
    MASK,
    "•",
    "\u2028",
    "Contact: ",
]
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=6).map("".join)
_LINES = st.lists(st.sampled_from(_PIECES), max_size=6).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.data())
def test_any_text_keeps_its_length(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    text = text[start:]
    spans = find(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    once = masked(text, spans)
    assert len(once) == len(text)
    assert [c.isspace() for c in once] == [c.isspace() for c in text]


# The same examples every time: where words are glued together, a mask may rarely lay bare another cue.
@settings(max_examples=300, deadline=None, derandomize=True)
@given(_LINES)
def test_what_was_masked_stays_as_it_is(text: str) -> None:
    once = masked(text, find(text))
    assert masked(once, find(once)) == once


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.data())
def test_evidence_stands_at_its_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    proof = {"summary": (Evidence(start, end, text[start:end], "sentence"),)}
    record = Record(
        id="x", file="x.txt", kind="assignment", summary=text[start:end] or None, text=text, evidence=proof
    )
    clean = without_personal_data(record)
    assert len(clean.text) == len(text)
    for proofs in clean.evidence.values():
        for one in proofs:
            assert clean.text[one.start : one.end] == one.text


TEXT = """Regisseur jeugd | Karin Vissering
Opdrachtgever: Gemeente Ede
Referentie: karin@voorbeeld.example.nl

Wij zoeken een ervaren regisseur jeugd die met gezinnen werkt en de wijkteams op weg helpt. Bel Karin Vissering op 06-12345678.
"""


def _record(**fields: Any) -> Record:
    proof = {
        name: (Evidence(at := TEXT.index(value), at + len(value), value, "test"),)
        for name, value in fields.items()
        if isinstance(value, str) and value in TEXT
    }
    return Record(id="x", file="x.txt", kind="assignment", text=TEXT, evidence=proof, **fields)


def test_a_title_loses_the_name_and_keeps_the_rest() -> None:
    clean = without_personal_data(_record(title="Regisseur jeugd | Karin Vissering"))
    assert clean.title == "Regisseur jeugd"
    assert clean.evidence["title"][0].text == f"Regisseur jeugd | {MASK * 5} {MASK * 9}"


def test_a_value_that_is_nothing_but_personal_data_becomes_unknown() -> None:
    clean = without_personal_data(
        _record(
            title="Karin Vissering", organisation="Karin Vissering", reference="karin@voorbeeld.example.nl"
        )
    )
    assert (clean.title, clean.organisation, clean.reference) == (None, None, None)
    assert clean.evidence == {}


def test_an_organisation_and_a_reference_stay() -> None:
    clean = without_personal_data(_record(organisation="Gemeente Ede", reference="WK-2026-0147"))
    assert (clean.organisation, clean.reference) == ("Gemeente Ede", "WK-2026-0147")


def test_a_summary_keeps_its_sentences_without_personal_data() -> None:
    whole = TEXT.strip().splitlines()[-1]
    clean = without_personal_data(_record(summary=whole))
    assert clean.summary == whole.partition(" Bel")[0]
    short = "Bel Karin Vissering op 06-12345678."
    assert (
        without_personal_data(_record(summary=short)).summary == f"Bel {MASK * 5} {MASK * 9} op {MASK * 11}."
    )


def test_a_record_that_was_cleaned_stays_as_it_is() -> None:
    clean = without_personal_data(
        _record(title="Regisseur jeugd | Karin Vissering", organisation="Gemeente Ede")
    )
    assert without_personal_data(clean) == clean


def test_an_address_of_a_person_is_no_source() -> None:
    own = "https://www.linkedin.com/in/karin-vissering"
    assert without_personal_data(_record(source_url=own)).source_url is None
    page = "https://opdrachten.example.nl/12"
    assert without_personal_data(_record(source_url=page)).source_url == page
