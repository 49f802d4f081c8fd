"""The words that a pattern's matches begin with, read from the pattern."""

import re
import tomllib
from pathlib import Path

import pytest

from indexer.parse import date_surroundings
from indexer.parse.openings import alternatives, at_words, either, openings

FIELDS = Path(__file__).parents[2] / "cases" / "fields"


@pytest.mark.parametrize(
    ("pattern", "words", "may"),
    [
        (r"\bsluit\b|\breag\w+", "reageren kan", True),
        (r"\bsluit\b|\breag\w+", "wij sluiten", False),
        (r"\b(?:ge)?zend(?:en|t)?\b", "gezonden", True),
        (r"\b(?:ge)?zend(?:en|t)?\b", "zendt", True),
        (r"bijeenkomst|\bborrel", "de netwerkbijeenkomst", True),
        (r"\bstarts?\b|@", "iemand@example.nl", True),
        (r"\bstarts?\b|@", "morgen", False),
        (r"(?<=\bde )raad\b", "in de raad", True),
        (r"\bd\.d\.", "de dag", False),
    ],
)
def test_a_text_opens_the_patterns_that_may_match(pattern: str, words: str, may: bool) -> None:
    assert bool(openings(pattern)(words)) is may


def test_a_pattern_that_begins_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with no letter"):
        openings(r"\d+ dagen")


def test_a_sign_in_a_class_parts_no_alternatives_and_opens_no_group() -> None:
    assert list(alternatives(r"a[(|]b|c[^])]|(?:d|e)\|f|[\]|]")) == [
        r"a[(|]b",
        r"c[^])]",
        r"(?:d|e)\|f",
        r"[\]|]",
    ]


@pytest.mark.parametrize(
    ("pattern", "shared"),
    [
        (
            r"\bsluit\b|\breag\w+|\bde\b|\breis",
            r"d(?<=\bd)e\b|r(?:(?<=\br)eag\w+|(?<=\br)eis)|s(?<=\bs)luit\b",
        ),
        (r"\b(?:ge)?zend(?:en|t)?\b|\b(?:op )*een", r"\b(?=[egoz])(?:(?:ge)?zend(?:en|t)?\b|(?:op )*een)"),
        (r"\b(?:ge)?zend\b|\bgegeven", r"g(?:(?<=\bg)ezend\b|(?<=\bg)egeven)|z(?<=\bz)end\b"),
        (r"dag|\bop\b|\b\d+ uur|week", r"dag|\b(?:op\b|\d+ uur)|week"),
        (r"\ben\b|aan|\bde|\b(?<!de )dag", r"aan|d(?:(?<=\bd)e|(?<=\bd)(?<=(?<!de )d)ag)|e(?<=\be)n\b"),
        (r"[Uu]ur\b|\+ ?\d|u(?:ren)?\b", r"Uur\b|\+ ?\d|u(?:ur\b|(?:ren)?\b)"),
        (r"^in\b|(?:per|in een|in de) week|i?n", r"i(?:(?<=^i)n\b|(?:n een|n de) week|n)|n|per week"),
    ],
)
def test_alternatives_are_parted_by_their_first_letter_and_match_the_same(pattern: str, shared: str) -> None:
    assert at_words(pattern) == shared
    found = 0
    for flags in (0, re.I):
        plain, made = re.compile(pattern, flags), re.compile(shared, flags)
        for text in _texts():
            spans = [m.span() for m in plain.finditer(text)]
            assert [m.span() for m in made.finditer(text)] == spans
            found += len(spans)
    assert found > 10


def test_where_case_is_no_matter_the_start_of_a_word_is_sought_first() -> None:
    pattern = r"\bsluit\b|\breag\w+|\bde\b|\breis"
    made = at_words(pattern, any_case=True)
    assert made == r"\b(?=[drs])(?:de\b|r(?:eag\w+|eis)|sluit\b)"
    for text in _texts():
        spans = [m.span() for m in re.finditer(pattern, text, re.I)]
        assert [m.span() for m in re.finditer(made, text, re.I)] == spans


def test_what_parting_would_make_much_longer_stays_as_it_is() -> None:
    rest = "(?: of later| of eerder| in overleg| bij voorkeur)"
    pattern = rf"(?:maandag|dinsdag|woensdag|vrijdag|april|juli|kerst){rest}|zaterdag"
    assert at_words(pattern) == pattern


def test_words_as_one_pattern_match_the_longest_that_fits() -> None:
    words = ["een", "eenentwintig", "elf", "twee", "twee en een halve", "twintig", "-3"]
    made = re.compile(either(words))
    plain = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    text = "eenentwintig of een, twee en een halve of twee en een, elf-3 en twintigste eene"
    assert [m[0] for m in plain.finditer(text)] == [m[0] for m in made.finditer(text)]
    assert [m[0] for m in made.finditer("twee en een halve eenen")] == ["twee en een halve", "een"]
    assert either([]) == ""


def _texts() -> list[str]:
    return [
        case["text"]
        for file in sorted(FIELDS.glob("*.toml"))
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    ]


def test_no_sign_of_a_date_is_passed_over() -> None:
    found = 0
    for text in map(str.lower, _texts()):
        opened = date_surroundings.opened_by(text)
        for pattern in date_surroundings.SIGNS:
            bit = date_surroundings.BITS[id(pattern)]
            if pattern.search(text):
                found += 1
                assert opened & bit, (pattern.pattern[:40], text)
    assert found > 1000
