"""Canary searches from a person's file, and those that a generation gives itself."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest

from indexer.index.writer import VOCABULARY
from indexer.quality.canaries import Answer, Canary, CanaryError, answered, drawn_from, from_json, read_file
from tests.accuracy import README


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "canaries.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_canaries(tmp_path: Path) -> None:
    text = """
        [[canary]]
        name = "inburgering in Gelderland"
        query = "inburgering"
        filters = { province = ["Gelderland", "Utrecht"], hoursMax = 24, rateUnknown = false }
        at_least = 2
        keep = 0.8
        finds = ["abc"]
        """
    params = (("q", "inburgering"), ("province", "Gelderland"), ("province", "Utrecht"), ("hoursMax", "24"))
    (canary,) = read_file(written(tmp_path, text))
    assert canary == Canary(
        "inburgering in Gelderland", (*params, ("rateUnknown", "false")), 2, 0.8, ("abc",), own=True
    )
    assert from_json(orjson.loads(orjson.dumps(canary.to_json()))) == canary


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[[canary]\n", "geen geldige TOML"),
        ("", "1 tot 200 delen"),
        ("a = 1\n[[canary]]\nname='a'\nat_least=1", "niets anders"),
        ("[[canary]]\nname='a'\nkeep=0.5\nquerry='x'", "nummer 1: alleen"),
        ("[[canary]]\nat_least=1", "name is een tekst"),
        ("[[canary]]\nname='a'\nquery='x'", "valt er niets na te gaan"),
        ("[[canary]]\nname='a'\nat_least=1.5", "geheel getal"),
        ("[[canary]]\nname='a'\nkeep=2", "keep ligt boven 0"),
        ("[[canary]]\nname='a'\nkeep=true", "keep ligt boven 0"),
        ("[[canary]]\nname='a'\nfinds='x'", "finds is een lijst"),
        ("[[canary]]\nname='a'\nfilters=1\nkeep=1", "filters is een tabel"),
        ("[[canary]]\nname='a'\nat_least=1\n[[canary]]\nname='a'\nat_least=2", "meer dan eens"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(tmp_path: Path, text: str, wrong: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(CanaryError, match=wrong) as error:
        read_file(path)
    assert str(path) in str(error.value)


def test_a_generation_gives_itself_what_it_holds_much_of(tmp_path: Path) -> None:
    values = {
        "province": [["Drenthe", 9], ["Utrecht", 30], ["Zeeland", 10], *([f"P{n}", 11] for n in range(9))],
        "competency": [],
    }
    words = [["alle", 90], ["jeugd", 30], ["wmo", 31], ["zelden", 9]]
    (tmp_path / VOCABULARY).write_bytes(orjson.dumps({"records": 100, "values": values, "words": words}))
    drawn = list(drawn_from(tmp_path, lambda most: [("abc", 'Regisseur "Jeugd" (-niet)')]))
    assert drawn[:2] == [
        Canary("alle opdrachten", ()),
        Canary("province=Utrecht", (("province", "Utrecht"),)),
    ]
    assert sum(one.name.startswith("province=") for one in drawn) == 6
    assert [one.name for one in drawn if one.name.startswith("q=")] == ["q=jeugd"]
    assert drawn[-1] == Canary("titel van abc", (("q", "regisseur jeugd niet"),), finds=("abc",), title=True)


def test_what_cannot_be_asked_or_found_is_no_measure_for_the_next_night() -> None:
    asked = [Canary("a", ()), Canary("b", ()), Canary("c", (), finds=("x",), title=True)]
    kept = list(answered(asked, [Answer(7), None, Answer(3, ("x",))]))
    assert [(one.name, one.before) for one in kept] == [("a", 7)]


def test_the_readme_shows_a_file_that_can_be_used(tmp_path: Path) -> None:
    from app.search.request import SearchRequest

    (text,) = re.findall(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    (canary,) = read_file(written(tmp_path, text))
    assert SearchRequest.from_query(canary.params).province == ("Gelderland",)
