"""Parts of a compound that stand near each other, and what is counted of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.search.engine import Engine
from app.search.request import SearchRequest
from tests.app.search.builders import TODAY, publish, random_records, record

PARTS = ("gemeenteprojectbeleid", "wijkteambegeleiding", "kinderopvangbeleidsproject")


@pytest.mark.parametrize("q", PARTS)
@pytest.mark.parametrize("sort", ["relevance", "deadline"])
def test_what_is_found_is_what_is_counted(tmp_path: Path, q: str, sort: str) -> None:
    publish(tmp_path, random_records(300, seed=7))
    engine = Engine(tmp_path, today=lambda: TODAY)
    found = engine.search(SearchRequest(q=q, sort=sort, limit=100))
    assert found["total"] > 0
    assert found["total"] == sum(row["count"] for row in found["facets"]["status"])
    assert len(found["items"]) == min(100, found["total"])


def test_parts_are_near_when_each_is_near_the_next(tmp_path: Path) -> None:
    texts = {
        "near": "Beleid voor het project van de gemeente.",
        "turned": "Gemeente, beleid, project.",
        "far": "Beleid van de gemeente. Dat is lang geleden en heel ergens anders gevolgd door een groot project.",
    }
    publish(tmp_path, [record(id, text=text, title=id) for id, text in texts.items()])
    found = Engine(tmp_path, today=lambda: TODAY).search(SearchRequest(q='gemeenteprojectbeleid -"groot"'))
    assert {item["id"] for item in found["items"]} == {"near", "turned"}
    every = Engine(tmp_path, today=lambda: TODAY).search(SearchRequest(q="gemeenteprojectbeleid"))
    assert every["metAll"] == 2
