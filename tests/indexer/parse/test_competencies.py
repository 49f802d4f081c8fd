"""What a text asks of the candidate, and what it only tells."""

from __future__ import annotations

import gc
import json
import re
from pathlib import Path
from typing import Any

import pytest

from indexer.knowledge.competencies import competencies as knowledge
from indexer.parse import competencies
from indexer.parse.asking_sections import phrases
from indexer.parse.candidate import Candidate
from indexer.parse.parser import make_doc, parse_source
from indexer.readers.source import SourceText

CASES = json.loads((Path(__file__).parents[2] / "cases" / "competencies.json").read_text(encoding="utf-8"))
WORDINGS = [
    line.split(" | ")
    for line in (Path(__file__).parents[2] / "cases" / "competency_wordings.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]
# What a person finds asked in the three assignments that this was first drawn up with; the last of each is a plus.
SEEDS: dict[str, tuple[set[str], set[str]]] = {
    "000_dd2ebdeab3175ad4.txt": (
        {"procesbegeleiding", "teamcoaching", "bestuurlijk-sensitief", "flexibel"},
        {"jongerenwerk", "sociaal-domein"},
    ),
    "001_86a16516d612c4c9.txt": (
        {
            "kwartiermaken",
            "onderwijs",
            "jeugddomein",
            "verbindend",
            "belangen-afwegen",
            "draagvlak",
            "projectmatig-werken",
            "creatief",
            "innovatief",
            "doorpakker",
        },
        set(),
    ),
    "003_7fc09b5483cb0d90.txt": (
        {
            "top3",
            "vog",
            "verandermanagement",
            "verbindend",
            "creatief",
            "initiatiefrijk",
            "overtuigend",
            "communicatief-vaardig",
            "schakelen-niveaus",
            "open-nieuwsgierig",
            "hands-on",
            "pragmatisch",
            "prioriteren",
        },
        {"bestuurlijk-sensitief", "jeugdketen"},
    ),
}


def candidates(text: str) -> list[Candidate]:
    return list(competencies.read(make_doc(SourceText(text))))


def asked(text: str) -> dict[str, bool]:
    return {candidate.value.id: candidate.value.required for candidate in candidates(text)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_asked(case: dict[str, Any]) -> None:
    assert asked(case["text"]) == case["asked"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_the_words_are_a_phrase_and_stand_at_their_offsets(case: dict[str, Any]) -> None:
    for candidate in candidates(case["text"]):
        words = case["text"][candidate.start : candidate.end]
        assert words == words.strip() != ""
        assert len(words.split()) <= 10
        assert "\n" not in words or re.search(r"[a-z]-?\n *[a-z]", words)  # over a broken line


@pytest.mark.parametrize("row", WORDINGS, ids=lambda row: row[0])
def test_wordings(row: list[str]) -> None:
    """Each sentence is read as meant, but for those that bear the mark of a known failure."""
    key, *sentences = row
    for sentence in sentences:
        told, other = sentence.startswith("- "), sentence.startswith("/ ")
        words = sentence.removeprefix("- ").removeprefix("/ ").removeprefix("! ")
        right = not asked(words) if told else (key in asked("Wat breng je mee?\n- " + words)) != other
        assert right == (not sentence.removeprefix("- ").startswith("! ")), sentence


def test_every_competency_has_wordings_and_few_of_them_fail() -> None:
    assert {row[0] for row in WORDINGS} == set(knowledge())
    sentences = [sentence for row in WORDINGS for sentence in row[1:]]
    assert len(sentences) >= 1500
    assert sum("! " in sentence for sentence in sentences) <= 0.02 * len(sentences)


def test_there_are_enough_cases_and_traps() -> None:
    assert len(CASES) >= 60
    assert sum(not case["asked"] for case in CASES) >= 20
    assert sum(False in case["asked"].values() for case in CASES) >= 12


def test_mentions_of_one_competency_agree_and_the_first_stands_first() -> None:
    text = "Wensen\n- Ervaring met Zorgned\n\nEisen\n- Je hebt gewerkt met Zorgned\n- Zorgned beheersen"
    found = [candidate for candidate in candidates(text) if candidate.value.id == "zorgned"]
    assert [candidate.start for candidate in found] == sorted(candidate.start for candidate in found)
    assert len(found) == 3
    assert {candidate.value.required for candidate in found} == {True}


@pytest.mark.parametrize("wishes", [1, 5])
def test_what_is_demanded_is_proved_by_the_words_that_demand_it(wishes: int) -> None:
    text = "Wensen\n" + "- Ervaring met Zorgned\n" * wishes + "\nEisen\n- Je hebt gewerkt met Zorgned"
    record = parse_source(SourceText(text=text), file="a.txt", id="a")
    [proof] = [found for found in record.evidence["competencies"] if found.id == "zorgned"]
    assert proof.start == text.rindex("Zorgned")


def test_no_more_than_three_mentions_are_kept() -> None:
    text = "Eisen\n" + "- Je bent flexibel\n" * 8
    assert len(candidates(text)) == 3


@pytest.mark.shared
@pytest.mark.parametrize("name", SEEDS)
def test_seeds_as_a_person_reads_them(name: str, shared_dir: Path) -> None:
    required, pluses = SEEDS[name]
    found = asked((shared_dir / "seeds" / name).read_text(encoding="utf-8"))
    assert required <= {key for key, must in found.items() if must}
    assert pluses <= {key for key, must in found.items() if not must}


def test_building_the_table_leaves_the_garbage_collector_of_the_process_alone() -> None:
    frozen = gc.get_freeze_count()
    phrases.__wrapped__()
    assert gc.get_freeze_count() == frozen
