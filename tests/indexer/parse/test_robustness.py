"""Whatever the text: the parser never raises, its figures stay within reason, and evidence stands where it says."""

from __future__ import annotations

import random
import re
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.parse.hours_scale import MOST_HOURS
from indexer.parse.layout import build_layout
from indexer.parse.lines import lowered
from indexer.parse.parser import parse_source
from indexer.parse.rate_units import HIGHEST_RATE, LOWEST_RATE
from indexer.parse.stems import places_of
from indexer.readers import read
from indexer.readers.source import SourceText
from indexer.record import Record, from_json, to_json

CORPUS = Path(__file__).parents[3] / "corpus"
_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Fragments that stand where rules begin and end, so that random joins hit their edges.
_FRAGMENTS = (
    "Uren per week:", "Tarief", "€", "€ 95,-", "max", "31-02-2027", "29 februari", "week 99", "Q5", "t/m", "32-24 uur per week", "0 uur", "99999999999 uur per week",
    "€ 1.000.000.000", "per uur", "z.s.m.", "-", "|", "·", "\n", "\n\n", ":", "Startdatum", "Einddatum:", "1 januari 2027", "eind", "2x", "maanden", "verlenging",
    "gemeente", "Den Haag", "zoekt", "Opdrachtgever:", "[18-11-2026 08:52] Noor:", "📍", "⏱", "....", "_____", "(", ")", "24:00", "99:99 uur", "25-11-2026 24:00",
    "dagen van", "fte", "0,0001 fte", "SRQ1 - x", "#", "Geplaatst", "12.00 uur", "event", "event_busy", "schedule", "12-00-2026", "00-00-00", "> ", "<br>", "Andere opdrachten", "'s-", "ı", "İ", "ß", "½", "٣", "²", "\u2028", "﷽", "e\u0301",
)  # fmt: skip


@cache
def _texts() -> tuple[str, ...]:
    files = sorted(path for part in ("a", "b") for path in (CORPUS / part).iterdir() if path.is_file())
    return tuple(read(path).text for path in files)


def _parsed(text: str) -> Record:
    return parse_source(SourceText(text), file="x.txt", id="x")


def _check(record: Record) -> None:
    for end in (record.hours.min, record.hours.max):
        assert end is None or 0 <= end <= MOST_HOURS
    for end in (record.rate.min, record.rate.max, record.rate.derived):
        assert end is None or LOWEST_RATE <= end <= HIGHEST_RATE
    for low, high in ((record.hours.min, record.hours.max), (record.rate.min, record.rate.max)):
        assert low is None or high is None or low <= high
    assert record.start_date is None or record.end_date is None or record.start_date <= record.end_date
    for mentions in record.evidence.values():
        assert mentions
        for mention in mentions:
            assert 0 <= mention.start < mention.end <= len(record.text)
            assert record.text[mention.start : mention.end] == mention.text
    assert to_json(from_json(to_json(record))) == to_json(record)


@_SETTINGS
@given(st.text(max_size=2000))
def test_any_text(text: str) -> None:
    _check(_parsed(text))


@_SETTINGS
@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=40), st.sampled_from(("", " ", "\n")))
def test_any_heap_of_fragments(parts: list[str], between: str) -> None:
    _check(_parsed(between.join(parts)))


@_SETTINGS
@given(st.data())
def test_any_cut_and_join_of_documents(data: st.DataObject) -> None:
    pieces = []
    for _ in range(data.draw(st.integers(1, 3))):
        text = data.draw(st.sampled_from(_texts()))
        start = data.draw(st.integers(0, len(text)))
        pieces.append(text[start : start + data.draw(st.integers(0, 1500))])
    _check(_parsed(data.draw(st.sampled_from(("", " ", "\n", "\n\n"))).join(pieces)))


def test_every_document_as_it_is() -> None:
    texts = _texts()
    assert len(texts) >= 30
    for text in texts:
        record = _parsed(text)
        _check(record)
        assert record.evidence


@pytest.mark.parametrize("part", range(4))
def test_every_document_with_other_figures_and_its_lines_in_another_order(part: int) -> None:
    files = sorted((CORPUS.parent / "tests" / "strangers").rglob("*.txt"))[part::12]
    assert len(files) > 100
    for file in files:
        for changed in _changed(read(file).text, random.Random(file.name)):
            _check(_parsed(changed))


def _changed(text: str, chance: random.Random) -> tuple[str, ...]:
    figures = re.sub(r"\d", lambda _: str(chance.randrange(10)), text)
    odd = ("0", "00", "99", "12-00-2026", "31-02")
    dates = re.sub(r"\d\d?(?= )", lambda found: chance.choice((*odd, found[0])), text)
    lines = text.split("\n")
    chance.shuffle(lines)
    return figures, dates, "\n".join(lines)


def test_a_text_run_together_on_one_line_is_read_in_stretches() -> None:
    text = "Start 1-1-2026, " * 2_000
    layout = build_layout(text)
    assert max(line.end - line.start for line in layout.lines) <= 4_000
    assert "".join(text[line.start : line.end] for line in layout.lines).replace(" ", "") == text.replace(
        " ", ""
    )


@_SETTINGS
@given(
    st.text("aab €İ", min_size=300, max_size=600),
    st.lists(st.text("ab €", min_size=1, max_size=4), min_size=1, max_size=5),
)
def test_stems_stand_where_a_search_for_each_finds_them(text: str, stems: list[str]) -> None:
    low = lowered(text)
    expected = sorted(match.start() for stem in stems for match in re.finditer(re.escape(stem), low))
    assert places_of(low, stems) == expected
    # Now that it knows the stems, another text with the same end gives its own offsets.
    assert places_of(f"{low} ", stems) == sorted(
        match.start() for stem in stems for match in re.finditer(re.escape(stem), f"{low} ")
    )


# Long lines of one kind of thing, each of which once took time with the square of its length.
_RUN_TOGETHER = (
    "1-1-2026 ", "Start 1 januari 2026, ", "€ 95,50 per uur ", "32 uur per week, ", "6 maanden ", "optie tot verlenging ", "Tarief: ", "Tarief: € 95\n", "a: ", " | ",
    "jan@example.nl ", "06-12345678 ", "Amsterdam, ", "1234 AB Amsterdam ", "(", "()", '"', "'", "€", "A", "1", ":", ".", "_", " ", "\n", "█", "📍 Almelo ", "aS",
    "A | ", "[ ] ", "(a) ", "— ", "—", "x", "z.s.m. ", "12:00 uur ", "Duur   6 maanden\n", "Tarief | ", "Jan de Vries, ", "zo spoedig mogelijk ",
    "de inzet is verruimd naar 28 uur ", "Uren: 24\n24 uur is te weinig, ", "de startdatum is gewijzigd 1 mei 2026 ",
)  # fmt: skip
_RUN_LENGTH, _RUN_SECONDS = (
    50_000,
    5.0,
)  # a second at most on an idle core; half a minute and more where it is squared


@pytest.mark.parametrize("part", _RUN_TOGETHER, ids=repr)
def test_time_keeps_step_with_the_length_of_what_is_run_together(part: str) -> None:
    text = part * (_RUN_LENGTH // len(part))
    begun = time.process_time()
    _check(_parsed(text))
    assert time.process_time() - begun < _RUN_SECONDS
