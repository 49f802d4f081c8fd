"""The engine: paging, generations, highlights, records, suggestions, likeness."""

from __future__ import annotations

import base64
import datetime as dt
import json
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.search.engine import Engine, GoneGeneration, NoGeneration
from app.search.request import InvalidRequest, SearchRequest
from indexer.index.generations import read_sentinel, write_sentinel
from indexer.index.writer import MARKS
from indexer.record import Place, Rate, Sibling, to_json
from tests.app.search.builders import COMPETENCIES, PLACES, TODAY, publish, random_records, record

NEAR = {"Almelo": (52.3567, 6.6625)}


def ask(engine: Engine, *params: tuple[str, str]) -> dict[str, Any]:
    return engine.search(SearchRequest.from_query(params, locate=NEAR.get))


def engine_on(data: Path, records: list[Any], today: dt.date = TODAY) -> Engine:
    publish(data, records)
    return Engine(data, today=lambda: today)


def ids(found: dict[str, Any]) -> list[str]:
    return [item["id"] for item in found["items"]]


def test_an_empty_index_answers(tmp_path: Path) -> None:
    engine = engine_on(tmp_path, [])
    for sort in ("relevance", "deadline", "distance"):
        found = ask(engine, ("q", "zorg"), ("near", "Almelo"), ("radiusKm", "5"), ("sort", sort))
        assert (found["total"], found["items"], found["nextCursor"]) == (0, [], None)
    assert engine.suggest("zo", 5) == []
    assert engine.record("x") is None
    assert list(engine.export()) == []


def test_without_an_index_it_says_so_and_takes_up_the_first(tmp_path: Path) -> None:
    engine = Engine(tmp_path)
    with pytest.raises(NoGeneration):
        ask(engine)
    publish(tmp_path, [record("a")])
    assert engine.refresh() is True
    assert engine.refresh() is False
    assert engine.record_count == 1


@pytest.mark.parametrize("sort", ["relevance", "published", "distance"])
def test_limit_nothing_counts_only(tmp_path: Path, sort: str) -> None:
    engine = engine_on(tmp_path, random_records(20, seed=1))
    found = ask(engine, ("limit", "0"), ("near", "Almelo"), ("sort", sort))
    assert found["total"] > 0
    assert (found["items"], found["nextCursor"]) == ([], None)
    assert sum(row["count"] for row in found["facets"]["kind"]) == 20


def test_a_hidden_twin_is_found_by_its_id_and_where_it_is_asked_for(tmp_path: Path) -> None:
    text = "De jongerenwerker kent de wijk."
    mine, theirs = ({"rate": ({"max": 80}, {"max": 70})}, {"rate": ({"max": 70}, {"max": 80})})
    shown = record(
        "a", title="Jongerenwerker", text=text, siblings=(Sibling("b", "b.txt", None, False, mine),)
    )
    twin = record(
        "b", title="Jongerenwerker", text=text, organisation="Jeugdhulp Noord", rate=Rate(max=70.0), primary=False,
        siblings=(Sibling("a", "a.txt", None, True, theirs),),
    )  # fmt: skip
    engine = engine_on(tmp_path, [shown, twin, record("c", title="Jongerenwerker", text=text)])
    assert ids(ask(engine, ("q", "jongerenwerker"))) == ["a", "c"]
    assert ids(ask(engine, ("q", "jongerenwerker"), ("duplicates", "show"))) == ["a", "b", "c"]
    assert ids(ask(engine, ("organisation", "Jeugdhulp Noord"))) == []
    card = engine.record("b")
    assert card is not None
    assert (card["primary"], card["siblings"][0]["id"]) == (False, "a")
    assert [found["id"] for found in engine.similar("a", 5) or ()] == ["c"]
    assert {r["id"]: len(r["siblings"]) for r in engine.export()} == {"a": 1, "b": 1, "c": 0}


def test_a_walk_goes_on_in_its_generation_and_day(tmp_path: Path) -> None:
    day = [TODAY]
    publish(tmp_path, [record(f"r{n}", deadline=TODAY) for n in range(5)])
    engine = Engine(tmp_path, today=lambda: day[0])
    first = ask(engine, ("limit", "2"), ("status", "open"))
    publish(tmp_path, [record(f"new{n}", deadline=TODAY) for n in range(9)])
    day[0] = TODAY + dt.timedelta(days=1)
    assert engine.refresh()
    second = ask(engine, ("limit", "3"), ("status", "open"), ("cursor", first["nextCursor"]))
    assert ids(first) + ids(second) == [f"r{n}" for n in range(5)]
    assert (second["total"], second["nextCursor"]) == (5, None)
    assert ask(engine, ("status", "open"))["total"] == 0
    assert ask(engine, ("status", "closed"))["total"] == 9


def test_a_walk_is_taken_up_by_another_process_while_the_directory_lasts(tmp_path: Path) -> None:
    old = publish(tmp_path, [record(f"r{n}") for n in range(3)])
    cursor = ask(Engine(tmp_path), ("limit", "2"))["nextCursor"]
    publish(tmp_path, [record("new")])
    other = Engine(tmp_path)
    assert ids(ask(other, ("limit", "2"), ("cursor", cursor))) == ["r2"]
    shutil.rmtree(old)
    with pytest.raises(GoneGeneration) as caught:
        ask(Engine(tmp_path), ("limit", "2"), ("cursor", cursor))
    assert caught.value.generation == old.name


@pytest.mark.parametrize("lacking", ["its schema", "a file"])
def test_a_walk_through_what_another_version_made_begins_anew(tmp_path: Path, lacking: str) -> None:
    old = publish(tmp_path, [record(f"r{n}") for n in range(3)])
    cursor = ask(Engine(tmp_path), ("limit", "2"))["nextCursor"]
    publish(tmp_path, [record("new")])
    if lacking == "a file":
        (old / MARKS).unlink()
    else:
        write_sentinel(old, replace(read_sentinel(old), schema_version="1"))
    with pytest.raises(GoneGeneration):
        ask(Engine(tmp_path), ("limit", "2"), ("cursor", cursor))


def test_a_generation_whose_files_are_gone_still_serves(tmp_path: Path) -> None:
    path = publish(tmp_path, [record("a", text="zorg in de wijk")])
    engine = Engine(tmp_path)
    shutil.rmtree(path)
    assert ids(ask(engine, ("q", "wijk"))) == ["a"]
    assert (engine.record("a") or {})["text"] == "zorg in de wijk"


def forged(*row: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(row).encode()).rstrip(b"=").decode()


def test_cursors_that_are_not_ours_are_refused(tmp_path: Path) -> None:
    engine = engine_on(tmp_path, [record(f"r{n}") for n in range(5)])
    cursor = ask(engine, ("limit", "2"))["nextCursor"]
    generation, search, today, phase, key, last = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    bad = [
        "a", "____", cursor[:-5], forged(), forged(1, 2, 3, 4, 5, 6),
        forged(generation, search, "gisteren", phase, key, last),
        forged(generation, search, "0001-01-01", phase, key, last),
        forged(generation, search, "9999-12-31", phase, key, last),
        forged(generation, search, today, 7, key, last),
        forged(generation, search, today, phase, -1, last),
        forged(generation, search, today, phase, 1 << 64, last),
        forged(generation, search, today, None, key, last),
        forged(generation, search, today, None, 3, last),
        forged(generation, "other", today, phase, key, last),
        forged(generation, search, today, phase, True, last),
        forged(generation, search, [today], phase, key, last),
    ]  # fmt: skip
    for text in bad:
        with pytest.raises(InvalidRequest) as caught:
            ask(engine, ("limit", "2"), ("cursor", text))
        assert [error.parameter for error in caught.value.errors] == ["cursor"]
    with pytest.raises(InvalidRequest):
        ask(engine, ("q", "anders"), ("cursor", cursor))
    with pytest.raises(GoneGeneration):
        ask(engine, ("limit", "2"), ("cursor", forged("../../etc", search, today, phase, key, last)))


def test_items_are_the_records_without_text(tmp_path: Path) -> None:
    one = random_records(1, seed=5)[0]
    engine = engine_on(tmp_path, [one])
    kinds = tuple(("kind", kind) for kind in ("assignment", "vacancy", "article"))
    item = ask(engine, *kinds)["items"][0]
    assert {key: item[key] for key in to_json(one)} == to_json(one)
    assert set(item) - set(to_json(one)) == {"score", "highlights"}
    assert engine.record(one.id) == to_json(one, with_text=True)
    assert list(engine.export()) == [to_json(one, with_text=True)]


def test_highlights_are_escaped_and_mark_words_as_written(tmp_path: Path) -> None:
    text = "Eerste regel.\nU begeleidt <b>Jóngeren</b> & ouders bij Jeugdzorg-vragen.\nEen zin zonder iets."
    engine = engine_on(tmp_path, [record("a", title="Adviseur <i>jeugdzorg</i>", text=text)])
    found = ask(engine, ("q", "jongeren jeugdzorg"))["items"][0]["highlights"]
    assert found == {
        "title": ["Adviseur &lt;i&gt;<mark>jeugdzorg</mark>&lt;/i&gt;"],
        "text": [
            "U begeleidt &lt;b&gt;<mark>Jóngeren</mark>&lt;/b&gt; &amp; ouders bij <mark>Jeugdzorg</mark>-vragen."
        ],
    }
    assert ask(engine, ("q", "jeugd"))["items"][0]["highlights"]["text"] == [
        "U begeleidt &lt;b&gt;<mark>Jóngeren</mark>&lt;/b&gt; &amp; ouders bij <mark>Jeugdzorg</mark>-vragen."
    ]
    assert "highlights" not in ask(engine, ("q", "jeugd"), ("highlight", "false"))["items"][0]
    assert ask(engine)["items"][0]["highlights"] == {}


def test_fragments_are_few_and_short(tmp_path: Path) -> None:
    long = "Woord " * 90 + "over jeugdzorg gaat het hier " + "en verder " * 90
    engine = engine_on(
        tmp_path, [record("a", text="\n".join([long, *(f"Regel {n} jeugdzorg." for n in range(9))]))]
    )
    fragments = ask(engine, ("q", "jeugdzorg"))["items"][0]["highlights"]["text"]
    assert len(fragments) == 3
    assert all(len(f.replace("<mark>", "").replace("</mark>", "")) <= 200 for f in fragments)
    assert all("<mark>jeugdzorg</mark>" in f for f in fragments)


def test_filters_ask_for_values_whatever_their_case_and_accents(tmp_path: Path) -> None:
    engine = engine_on(tmp_path, [record("a", places=(PLACES[5],)), record("b", places=(PLACES[0],))])
    assert ids(ask(engine, ("province", "FRYSLAN"))) == ["a"]
    assert ids(ask(engine, ("gemeente", "súdwest-fryslân"))) == ["a"]
    assert ask(engine, ("gemeente", "Friesland"))["total"] == 0


def test_a_place_is_asked_for_by_what_people_call_it_too(tmp_path: Path) -> None:
    hague = Place("Den Haag", "'s-Gravenhage", "Zuid-Holland", (), 52.07, 4.3)
    bosch = Place("'s-Hertogenbosch", "'s-Hertogenbosch", "Noord-Brabant", (), 51.69, 5.3)
    bergen = [
        Place("Bergen", f"Bergen ({name})", province, (), 52.0, 5.0)
        for name, province in (("L", "Limburg"), ("NH", "Noord-Holland"))
    ]
    records = [
        record(name, places=(place,)) for name, place in zip("abcd", (hague, bosch, *bergen), strict=True)
    ]
    engine = engine_on(tmp_path, [*records, record("e", places=(PLACES[5],))])
    assert ids(ask(engine, ("gemeente", "Den Haag"))) == ["a"]
    assert ids(ask(engine, ("place", "'s-Gravenhage"))) == ["a"]
    assert ids(ask(engine, ("place", "den bosch"))) == ["b"]
    assert ids(ask(engine, ("gemeente", "Bergen"))) == ["c", "d"]
    assert ids(ask(engine, ("gemeente", "Bergen (L)"))) == ["c"]
    assert ids(ask(engine, ("province", "Friesland"))) == ["e"]
    assert ask(engine, ("place", "Brabant"))["total"] == 0


def test_a_closing_date_counts_as_a_whole_day(tmp_path: Path) -> None:
    records = [
        record("yesterday", deadline=TODAY - dt.timedelta(days=1), status="open"),
        record("today", deadline=TODAY),
        record("closed", status="closed"),
        record("unstated"),
    ]
    engine = engine_on(tmp_path, records)
    assert ids(ask(engine, ("status", "open"))) == ["today", "unstated"]
    assert ids(ask(engine, ("status", "closed"))) == ["closed", "yesterday"]
    assert {row["value"]: row["count"] for row in ask(engine)["facets"]["status"]} == {"open": 2, "closed": 2}


def test_open_and_recent_decide_between_equals(tmp_path: Path) -> None:
    old, new = TODAY - dt.timedelta(days=400), TODAY - dt.timedelta(days=3)
    records = [
        record("a", title="Jongerenwerker", published=old, deadline=TODAY - dt.timedelta(days=300)),
        record("b", title="Jongerenwerker", published=old),
        record("c", title="Jongerenwerker", published=new),
        record("d", title="Teamleider", published=new, text="Samen met een jongerenwerker."),
    ]
    assert ids(ask(engine_on(tmp_path, records), ("q", "jongerenwerker"))) == ["c", "b", "a", "d"]


def test_suggestions_are_words_as_written_and_names(tmp_path: Path) -> None:
    records = [
        record(
            "a",
            title="Jongerenwerkers",
            places=(PLACES[0],),
            organisation="Gemeente Twenterand",
            text="Ervaren, jongeren",
        ),
        record(
            "b", title="Jeugdconsulent", places=(PLACES[5],), competencies=COMPETENCIES[:2], text="jongeren"
        ),
        record("c", kind="article", title="Jongleren"),
    ]
    engine = engine_on(tmp_path, records)
    assert engine.suggest("JO", 10) == [
        {"text": "jongeren", "type": "word", "count": 2},
        {"text": "jongerenwerkers", "type": "word", "count": 1},
    ]
    assert engine.suggest("j", 10) == []
    assert engine.suggest("jo", 1) == [{"text": "jongeren", "type": "word", "count": 2}]
    texts = {(s["text"], s["type"]) for s in engine.suggest("twen", 10)}
    assert texts == {("Twente", "place"), ("Twenterand", "place"), ("Gemeente Twenterand", "organisation")}
    assert engine.suggest("sudw", 5)[0]["text"] == "Súdwest-Fryslân"
    assert engine.suggest("proces", 5)[0] == {
        "text": "Procesbegeleiding", "type": "competency", "count": 1,
        "parameter": "competency", "value": "procesbegeleiding",
    }  # fmt: skip
    assert engine.suggest("ervaren jongerenw", 5)[0]["text"] == "ervaren jongerenwerkers"
    assert [(s["text"], s["count"]) for s in engine.suggest("ervaren jo", 5)] == [
        ("ervaren jongeren", 1),
        ("ervaren jongerenwerkers", 1),
    ]  # so many hold both words
    assert engine.suggest("jeugdconsulent jongerenw", 5) == []


def test_words_that_differ_in_accents_alone_are_both_suggested(tmp_path: Path) -> None:
    engine = engine_on(
        tmp_path, [record("a", text="Coördinatie of coordinatie."), record("b", text="Coördinatie")]
    )
    assert [(s["text"], s["count"]) for s in engine.suggest("coord", 5)] == [
        ("coördinatie", 2),
        ("coordinatie", 1),
    ]


def test_similar_goes_by_role_and_competencies(tmp_path: Path) -> None:
    boiler = " Wij bieden een prettige werkomgeving met koffie."
    records = [
        record("a", title="Jongerenwerker", competencies=COMPETENCIES[:2], text="Straat en wijk." + boiler),
        record(
            "b", title="Senior jongerenwerker", competencies=COMPETENCIES[:1], text="Wijk en school." + boiler
        ),
        record("c", title="Beleidsadviseur", competencies=COMPETENCIES[2:3], text="Beleid." + boiler),
        record(
            "d",
            title="Jongerenwerker",
            kind="article",
            competencies=COMPETENCIES[:2],
            text="Straat." + boiler,
        ),
        record("e", title="Docent", competencies=COMPETENCIES[1:2], text="School." + boiler),
        record("f", title="Accountant", text="Cijfers." + boiler),
    ]
    engine = engine_on(tmp_path, records)
    similar = engine.similar("a", 10)
    assert similar is not None
    assert [item["id"] for item in similar] == ["b", "e"]
    assert similar[0]["score"] > similar[1]["score"]
    assert engine.similar("a", 0) == []
    assert engine.similar("nobody", 5) is None


def test_answers_stay_whole_while_generations_switch(tmp_path: Path) -> None:
    publish(tmp_path, [record(f"r{n}", text="zorg") for n in range(3)])
    engine = Engine(tmp_path)
    wrong: list[dict[str, Any]] = []
    stop = threading.Event()

    def keep_asking() -> None:
        while not stop.is_set():
            found = ask(engine, ("q", "zorg"))
            if not found["total"] == len(found["items"]) == found["facets"]["kind"][0]["count"]:
                wrong.append(found)

    threads = [threading.Thread(target=keep_asking) for _ in range(2)]
    for thread in threads:
        thread.start()
    for size in (5, 2, 7):
        publish(tmp_path, [record(f"s{n}", text="zorg") for n in range(size)])
        assert engine.refresh()
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert ask(engine)["total"] == 7


def test_what_states_a_fitting_figure_comes_before_what_states_none(tmp_path: Path) -> None:
    """Where the words say as much of both, and only where figures were asked for and unknown ones are kept."""
    text = "De jongerenwerker kent de wijk."
    states = {"a": Rate(), "b": Rate(max=95.0), "c": Rate(max=60.0), "d": Rate()}
    records = [record(id, title="Jongerenwerker", text=text, rate=rate) for id, rate in states.items()]
    engine = engine_on(tmp_path, records)
    asked = ("q", "jongerenwerker"), ("rateMin", "80"), ("explain", "true")
    found = ask(engine, *asked)
    assert ids(found) == ["b", "a", "d"]
    for item in found["items"]:
        parts = item["explanation"]["parts"]
        assert sum(part["value"] for part in parts) == pytest.approx(item["score"], rel=1e-4)
        assert any("noemt een tarief" in part["text"] for part in parts) is (item["id"] == "b")
    first = ask(engine, *asked, ("limit", "1"))
    rest = ask(engine, *asked, ("limit", "5"), ("cursor", first["nextCursor"]))
    assert ids(first) + ids(rest) == ["b", "a", "d"]
    assert ids(ask(engine, *asked, ("rateUnknown", "false"))) == ["b"]
    assert ids(ask(engine, asked[0])) == ["a", "b", "c", "d"]
