"""Marking from kept places is marking by analysis, for every query and text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.search.building import build_text_query
from app.search.grammar import parse
from app.search.highlight import Highlighter, Mark, _sentences, highlights
from app.search.snapshot import Snapshot
from app.search.tantivy_dialect import TantivyDialect
from indexer.document import parse_file
from indexer.index.marks import FIELDS
from indexer.index.schema import build_schema
from indexer.readers import SUFFIXES
from indexer.record import Record
from tests.indexer.index.writing import write_index

CORPUS = Path(__file__).parents[3] / "corpus"
TODAY = dt.date(2026, 11, 26)
QUERIES = (
    "procesbegeleider", "jeugd*", "huis*", "gin*", '"sociaal domein"', "wmo consulent", "casusregie jeugdzorg", "titel:adviseur",
    "organisatie:gemeente", "zorg OF welzijn", "jeugd- en gezinscoach", "-hbo inburgering", "schuldhulpverlener werkzoekende",
    "sw-bedrijf", "beleidsmedewerker participatie van de gemeente", "24 uur", "zzp'er", "e-learning", "skj registratie",
)  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    directory = tmp_path_factory.mktemp("marked") / "g"
    files = sorted(path for path in CORPUS.rglob("*") if path.suffix in SUFFIXES - {".pdf", ".docx"})
    records: list[Record] = []
    for number, file in enumerate(files):
        records.append(parse_file(file, file.name, f"{number:04}"))
    assert len(records) > 60
    write_index(directory, records)
    yield Snapshot(directory)


def _both(snapshot: Snapshot, q: str, loose: bool = False) -> tuple[int, int]:
    """How many records the query marks something in, after comparing the two ways in all of them; and fragments."""
    words = build_text_query(snapshot.dialect, parse(q), TODAY, loose=loose).words
    highlighter = Highlighter(snapshot, words)
    marked = fragments = 0
    for stretch in snapshot.walk(snapshot.dialect.everything(), 500):
        cards = [snapshot.card(doc) for doc in stretch]
        told = highlighter.highlights(stretch, cards.__getitem__)
        for doc, card, own in zip(stretch, cards, told, strict=True):
            fields = {name: card.get(name) for name in FIELDS}
            inside = {"text": snapshot.own_text(doc)}
            expected = highlights(words, {**fields, "text": snapshot.text(doc)}, inside)
            assert own == expected
            marked += bool(expected)
            fragments += sum(map(len, expected.values()))
    return marked, fragments


@pytest.mark.parametrize("loose", [False, True])
def test_the_queries_people_type(snapshot: Snapshot, loose: bool) -> None:
    marked = [_both(snapshot, q, loose) for q in QUERIES]
    assert sum(records > 0 for records, _ in marked) >= len(QUERIES) - 3
    assert sum(fragments for _, fragments in marked) > 500


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(QUERIES), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_queries_put_together(snapshot: Snapshot, queries: list[str], chance: Random) -> None:
    chance.shuffle(queries)
    _both(snapshot, " ".join(queries))


_ENDS = re.compile(r"\n+|(?<=[.!?])\s+(?=[^\s\W]|\W[^\s\W])")


@given(st.text(st.sampled_from("ab.!? \n\t,(é"), max_size=40), st.data())
def test_sentences_end_where_a_sign_or_a_line_does(text: str, data: st.DataObject) -> None:
    words = list(re.finditer(r"\w+", text))
    chosen = [word for word in words if data.draw(st.booleans())]
    marked = [Mark(word.start(), word.end(), 0) for word in chosen]
    starts = [0, *(gap.end() for gap in _ENDS.finditer(text))]
    stops = [*(gap.start() for gap in _ENDS.finditer(text)), len(text)]
    sentences = [
        (start, stop, [mark for mark in marked if start <= mark.start < stop])
        for start, stop in zip(starts, stops, strict=True)
    ]
    expected = [sentence for sentence in sentences if sentence[2]]
    assert (list(_sentences(text, marked)) if marked else []) == expected


@pytest.mark.parametrize("seed", range(20))
def test_a_sentence_sought_from_near_its_words_gives_the_same_fragments(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(seed)
    signs = (" ", " ", " ", " ", " ", " ", ". ", ".\n", "\n\n", "! ", ", ", "? (")
    drawn = (chance.choice(("jeugd", "zorg", "wijk", "gemeente", "een", "3.5")) for _ in range(400))
    text = "".join(word + chance.choice(signs[: 6 + seed % 7]) for word in drawn)
    words = build_text_query(TantivyDialect(build_schema()), parse("jeugd wijk"), TODAY).words
    near = highlights(words, {"text": text})
    monkeypatch.setattr("app.search.highlight._REACH", len(text))
    assert near["text"]
    assert highlights(words, {"text": text}) == near
