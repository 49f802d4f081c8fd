"""Where words stand: kept as the analyser finds them, in texts of any kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.index.keys import key_at, keys, mark_of, streams
from indexer.index.marks import FIELDS, LONGEST_TEXT, Standing, sought, standing, to_bytes

_ANY = sought(range(1 << 16))
_TEXTS = st.text(
    st.one_of(st.sampled_from("aeén -/.,\n@3_'’"), st.characters(exclude_categories=["Cs"])), max_size=300
)


def _all(*texts: str) -> list[Standing]:
    filled = [*texts, *[""] * (len(FIELDS) - len(texts))]
    return standing([to_bytes([(text, None) for text in filled])], _ANY)[0]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Jeugd- en gezinscoach, 24-36 uur; zie www.example.nl.", id="hyphens"),
        pytest.param("zorg" + " " * 255 + "hulp", id="gap that just fits"),
        pytest.param("zorg" + " " * 256 + "hulp", id="gap that does not"),
        pytest.param("zorg" + "\n" * 5_000 + "hulp" + "." * 1_000 + "werk", id="gaps of thousands"),
        pytest.param("\U0001f600 zorg \U0001f600\U0001f600 é hulp", id="characters, not bytes"),
        pytest.param("a" * 255 + " zorg", id="word that just fits"),
        pytest.param("zorg", id="one"),
    ],
)
def test_every_word_stands_where_the_analyser_has_it(text: str) -> None:
    expected = [(key.start, key.end) for key in keys(text)]
    assert [(found.start, found.end) for found in _all(text)] == expected


@given(_TEXTS)
def test_every_word_of_any_text_stands_where_the_analyser_has_it(text: str) -> None:
    found = _all("", "", text)
    assert [(at.start, at.end, at.field) for at in found] == [(k.start, k.end, "summary") for k in keys(text)]


@given(_TEXTS)
def test_a_word_is_read_alone_as_it_is_in_its_text(text: str) -> None:
    for key in keys(text):
        assert key_at(text, key.start, key.end) == key


def test_what_a_hyphen_stands_for_is_marked() -> None:
    text = "Wij zoeken een jeugd- en gezinscoach"
    wanted = sought([mark_of("jeugdcoach")])
    data = to_bytes([("", None)] * 3 + [(text, streams(text))])
    assert [text[at.start : at.end] for at in standing([data], wanted)[0]] == ["jeugd"]
    assert key_at(text, 15, 20).whole == "jeugdcoach"


def test_a_word_is_marked_by_what_it_means_where_it_stands() -> None:
    """As English in a greeting, and not as the Dutch word for a child that is written the same."""
    text = "Een kind of ouder. Any kind of work. Kind regards, 1404 GZ Bussum"
    data = to_bytes([("", None)] * 3 + [(text, streams(text))])

    def marked(key: str) -> list[tuple[int, str]]:
        return [(at.start, text[at.start : at.end]) for at in standing([data], sought([mark_of(key)]))[0]]

    assert marked("kind") == [(4, "kind")]
    assert marked("soort") == [(23, "kind")]
    assert marked("vriendelijk") == [(37, "Kind")]
    assert marked("1404") == marked("1404gz") == [(51, "1404 GZ")]
    assert marked("gz") == []
    for key in keys(text):
        assert key_at(text, key.start, key.end) == key


def test_behind_a_word_too_long_to_be_told_whole_all_stands_as_it_should() -> None:
    text = "x" * 1_000 + " zorg  hulp"
    first, *others = _all(text)
    assert (first.start, first.end) == (0, 255)
    assert [(at.start, at.end) for at in others] == [(1_001, 1_005), (1_007, 1_011)]


def test_only_words_with_a_wanted_mark_are_told_by_field_and_position() -> None:
    wanted = sought([mark_of("zorg")])
    data = to_bytes([("Zorg en hulp", None), ("", None), ("hulp", None), ("de beste zorg, zorg!", None)])
    assert standing([data], wanted) == [
        [
            Standing("title", 0, 0, 4),
            Standing("text", 2, 9, 13),
            Standing("text", 3, 15, 19),
        ]
    ]
    assert standing([data], sought([mark_of("werk")])) == [[]]


@given(st.lists(st.tuples(*[_TEXTS] * len(FIELDS)), max_size=4), st.sets(st.integers(0, 9), min_size=1))
def test_pieces_looked_through_together_tell_what_each_tells_alone(
    records: list[tuple[str, ...]], wanted: set[int]
) -> None:
    pieces = [to_bytes([(text, None) for text in texts]) for texts in records]
    some = sought(mark for mark in range(1 << 16) if mark % 10 in wanted)
    assert standing(pieces, some) == [standing([piece], some)[0] for piece in pieces]


def test_what_comes_behind_the_longest_text_is_left_out() -> None:
    text = "a " * (LONGEST_TEXT // 2) + "zorg"
    (found,) = standing([to_bytes([("", None)] * 3 + [(text, streams(text))])], _ANY)
    assert (len(found), found[-1].end) == (LONGEST_TEXT // 2, LONGEST_TEXT - 1)
