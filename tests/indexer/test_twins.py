"""Which documents are the same assignment (``tests/cases/twins.toml``), and what a group tells of itself."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer import document, twins
from indexer.index.generations import Generations
from indexer.record import Hours, Rate, Record, from_json, to_json
from indexer.reindex import reindex
from indexer.store import STORE, Store
from tests.indexer import night
from tests.indexer.twin_texts import document as text_of
from tests.indexer.twin_texts import pairs, record

Json = dict[str, Any]
PAIRS = list(pairs())


def related(records: list[Record]) -> dict[str, twins.Relation]:
    by_id = {each.id: to_json(each, with_text=True) for each in records}
    marks = [found for found in map(twins.mark, by_id.values()) if found is not None]
    return twins.relate(marks, by_id.__getitem__)


def groups(relations: dict[str, twins.Relation]) -> set[frozenset[str]]:
    return {frozenset({id, *(sibling.id for sibling in told.siblings)}) for id, told in relations.items()}


def test_the_table_holds_enough_of_both() -> None:
    assert sum(same for _, same, _, _ in PAIRS) >= 14
    assert sum(not same for _, same, _, _ in PAIRS) >= 18


@pytest.mark.parametrize(("name", "same", "one", "other"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_pairs_of_the_table(name: str, same: bool, one: Json, other: Json) -> None:
    found = groups(related([record(one, "a"), record(other, "b")]))
    assert found == ({frozenset("ab")} if same else set())


def test_all_documents_of_the_table_at_once_give_no_wrong_group() -> None:
    """Many pairs share a text, so whose documents belong together is told by the text, what fills it, and the year."""
    documents: dict[str, tuple[Record, Any]] = {}
    for number, (_, _, *sides) in enumerate(PAIRS):
        for side, letter in zip(sides, "ab", strict=True):
            id = f"{number:02}{letter}"
            what = (side["text"], tuple(sorted(side.get("set", {}).items())))
            documents[id] = (record(side, id), what)
    found = groups(related([document for document, _ in documents.values()]))
    together = [(a, b) for group in found for a in group for b in group if a < b]
    assert [pair for pair in together if documents[pair[0]][1] != documents[pair[1]][1]] == []
    assert len(together) >= 17


def posting(id: str, **values: Any) -> Record:
    read = record(PAIRS[0][2], id)
    return replace(read, **values)


def test_the_order_of_records_makes_no_difference() -> None:
    records = [
        replace(record(side, f"{number}{letter}"))
        for number, (_, _, *sides) in enumerate(PAIRS[:8])
        for side, letter in zip(sides, "ab", strict=True)
    ]
    expected = related(records)
    assert expected
    for seed in range(3):
        shuffled = records.copy()
        random.Random(seed).shuffle(shuffled)
        assert related(shuffled) == expected


def test_a_record_names_its_siblings_and_how_they_differ() -> None:
    one = posting("a", rate=Rate(max=85.0, vat="excl"), deadline=dt.date(2026, 11, 20), deadline_at=None)
    two = posting("b", rate=Rate(max=79.5, vat="excl"), deadline=dt.date(2026, 11, 17), deadline_at=None)
    two = replace(two, source_url="https://example.nl/b")
    told = related([one, two])
    (sibling,) = told["a"].siblings
    assert (sibling.id, sibling.file, sibling.source_url) == ("b", "b.txt", "https://example.nl/b")
    assert sibling.differs == {
        "rate": (
            {"min": None, "max": 85, "vat": "excl", "derived": None},
            {"min": None, "max": 79.5, "vat": "excl", "derived": None},
        ),
        "deadline": ("2026-11-20", "2026-11-17"),
    }
    (back,) = told["b"].siblings
    assert back.differs["deadline"] == ("2026-11-17", "2026-11-20")
    card = to_json(replace(one, siblings=told["a"].siblings), with_text=True)
    assert from_json(card) == replace(one, siblings=told["a"].siblings)


@pytest.mark.parametrize(
    ("why", "first", "second", "shown"),
    [
        ("the best documented", {}, {"reference": None, "rate": Rate()}, "a"),
        ("one that names the client", {"organisation": None, "reference": "X-1"}, {"reference": None}, "b"),
        (
            "the latest published",
            {"published": dt.date(2026, 11, 2)},
            {"published": dt.date(2026, 11, 4)},
            "b",
        ),
        ("the lowest id", {}, {}, "a"),
        ("one that is open before one that is closed", {"status": "closed"}, {"reference": None}, "b"),
        (
            "one that was not placed anew",
            {"deadline": dt.date(2026, 11, 2)},
            {"deadline": dt.date(2026, 12, 1), "reference": None},
            "b",
        ),
        (
            "one that closes a few days later",
            {"deadline": dt.date(2026, 11, 17)},
            {"deadline": dt.date(2026, 11, 20), "reference": None},
            "b",
        ),
        (
            "one whose work ends later, where none tells when it closes",
            {"deadline": None, "end_date": dt.date(2027, 6, 1)},
            {"deadline": None, "end_date": dt.date(2027, 6, 30), "reference": None},
            "b",
        ),
        (
            "the best documented, also where the work ends after another one closes",
            {"deadline": dt.date(2026, 11, 20)},
            {"deadline": None, "reference": None},
            "a",
        ),
    ],
)
def test_one_of_a_group_is_shown(why: str, first: Json, second: Json, shown: str) -> None:
    told = related([posting("a", **first), posting("b", **second)])
    assert {id for id, relation in told.items() if relation.primary} == {shown}
    for relation in told.values():
        assert all(sibling.primary == (sibling.id == shown) for sibling in relation.siblings)


def test_an_assignment_is_open_until_its_last_posting_closes() -> None:
    """The one that is shown is open whenever another one that tells its closing day is."""
    chance = random.Random(7)
    first = dt.date(2026, 11, 2)
    for _ in range(40):
        days = [chance.choice((None, first + dt.timedelta(chance.randrange(20)))) for _ in range(3)]
        records = [
            posting(id, deadline=day, deadline_at=None, reference=chance.choice((None, "X-1")))
            for id, day in zip("abc", days, strict=True)
        ]
        shown = next(id for id, relation in related(records).items() if relation.primary)
        until = days["abc".index(shown)]
        assert until is None or until == max(day for day in days if day)


def test_a_closed_posting_does_not_say_until_when_the_others_are_open() -> None:
    closed = posting("c", status="closed", deadline=dt.date(2026, 11, 24), deadline_at=None)
    short = posting("a", deadline=dt.date(2026, 11, 17), deadline_at=None)
    long = posting("b", deadline=dt.date(2026, 11, 20), deadline_at=None, reference=None)
    told = related([short, long, closed])
    assert [id for id, relation in told.items() if relation.primary] == ["b"]


def test_facts_that_differ_keep_two_apart_even_through_a_third() -> None:
    few, unknown, many = (
        posting(id, hours=hours) for id, hours in (("a", Hours(16, 16)), ("b", Hours()), ("c", Hours(36, 36)))
    )
    found = groups(related([few, unknown, many]))
    assert all(not {"a", "c"} <= group for group in found)
    assert found


def test_three_postings_are_one_group() -> None:
    told = related([posting("a"), posting("b", rate=Rate(max=80.0)), posting("c", rate=Rate(max=90.0))])
    assert groups(told) == {frozenset("abc")}
    assert sum(relation.primary for relation in told.values()) == 1


def test_other_kinds_and_texts_without_words_have_no_twins() -> None:
    assert related([posting("a", kind="vacancy"), posting("b", kind="vacancy")]) == {}
    assert related([posting("a", text=""), posting("b", text="")]) == {}
    assert related([posting("a", text="32 uur\nZwolle"), posting("b", text="32 uur\nZwolle")]) == {}


def test_many_texts_from_one_mould_take_no_quadratic_time() -> None:
    """Four hundred copies with a start a week apart: 80,000 pairs if each were compared with each."""
    first = to_json(posting("x"), with_text=True)
    start = dt.date(2020, 1, 1)
    copies = {
        f"{n:03}": {**first, "id": f"{n:03}", "startDate": (start + dt.timedelta(weeks=n)).isoformat()}
        for n in range(400)
    }
    copied = twins.mark({**first, "places": first["places"]})
    assert copied is not None
    marks = [replace(copied, facts=twins.facts_of(each)) for each in copies.values()]
    looked: list[str] = []

    def load(id: str) -> Json:
        looked.append(id)
        return copies[id]

    twins.relate(marks, load)
    assert len(looked) <= 3 * len(copies)


def test_the_reposted_samples_of_the_corpus_are_found_and_no_others() -> None:
    """Those posted twice carry the same ``twin`` in the gold file. One of the two pairs is the weakest known (0.59) and had
    a say in the bound for pairs with few facts; the rest of the bounds come from the table.
    """
    corpus = Path(__file__).parents[2] / "corpus"
    gold = [json.loads(line) for line in (corpus / "gold.jsonl").read_text("utf-8").splitlines()]
    expected: dict[str, set[str]] = {}
    for line in gold:
        if "twin" in line:
            expected.setdefault(line["twin"], set()).add(line["file"])
    assert len(expected) >= 2
    files = sorted(path for path in (corpus / "d").iterdir() if path.is_file())
    names = [path.relative_to(corpus).as_posix() for path in files]
    read = [document.parse_file(path, name, name) for path, name in zip(files, names, strict=True)]
    assert groups(related(read)) == {frozenset(group) for group in expected.values()}


def parse_text(path: Path, file: str, id: str) -> Record:
    return document.parse_file(path, file, id)


def served(data: Path) -> dict[str, Any]:
    return {file: (card["primary"], card["siblings"]) for file, card in night.served(data).items()}


def test_the_processes_that_parse_make_the_very_marks_that_the_store_would(tmp_path: Path) -> None:
    def unasked(record: dict[str, Any]) -> bytes | None:
        raise AssertionError(f"the mark of {record['file']} was not made where it was parsed")

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    _, _, one, other = PAIRS[0]
    texts = {"a.txt": text_of(one), "b.txt": text_of(other), "c.txt": "Een nieuwsbericht over de jeugdzorg."}
    for name, text in texts.items():
        (corpus / name).write_text(text, encoding="utf-8")
    reindex([corpus], tmp_path / "data", jobs=1, tools=replace(night.tools(), parse=parse_text))
    with Store(tmp_path / "data" / STORE) as store:
        kept = list(store.marks(twins.mark_version(), unasked))
        assert kept == list(store.marks("other rules", twins.made_mark))
    assert len(kept) == 2


def test_nights_that_add_and_take_away_give_what_one_full_run_gives(tmp_path: Path) -> None:
    using = replace(night.tools(), parse=parse_text, relate=twins.relate_all)
    corpus, nightly, once = tmp_path / "corpus", tmp_path / "nightly", tmp_path / "once"
    corpus.mkdir()
    _, _, one, other = PAIRS[0]
    for name, side in (("c", one), ("b", other), ("a", {**one, "rate": "€ 90 per uur"})):
        (corpus / f"{name}.txt").write_text(text_of(side), encoding="utf-8")
        reindex([corpus], nightly, jobs=1, tools=using)
    full = served(nightly)
    assert {file: len(siblings) for file, (_, siblings) in full.items()} == {
        "a.txt": 2,
        "b.txt": 2,
        "c.txt": 2,
    }
    assert sum(primary for primary, _ in full.values()) == 1
    reindex([corpus], once, jobs=1, full=True, tools=using)
    assert served(once) == full

    (corpus / "b.txt").unlink()
    reindex([corpus], nightly, jobs=1, tools=using)
    assert {file: len(siblings) for file, (_, siblings) in served(nightly).items()} == {
        "a.txt": 1,
        "c.txt": 1,
    }
    (corpus / "c.txt").unlink()
    reindex([corpus], nightly, jobs=1, tools=using)
    assert served(nightly) == {"a.txt": (True, [])}
    assert Generations(nightly).current() is not None
