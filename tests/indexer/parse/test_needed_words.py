"""What a sentence must hold before a slow pattern is tried: every alternative of the pattern holds one of its stems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import product
from typing import Any

import pytest

from indexer.parse import (
    asking_units,
    contract,
    extension_hints,
    facts,
    kind_style,
    lengths,
    organisation_words,
    pieces,
    place_work,
    put_aside,
    remote,
    summary,
    title_hired,
    title_stated,
    title_words,
    titles,
)
from indexer.parse.contract_words import ASIDE_STEMS
from indexer.parse.kind_signs import signs
from indexer.parse.roles import _LAST_LETTERS, _NO_ROLES, _NO_SUFFIX, is_role, role_heads

_parser: Any = import_module("re._parser")


def _shortest(items: Iterable[Any]) -> Iterator[str]:
    """A shortest text for each way through a pattern; what it looks ahead or back for is left out."""
    return ("".join(parts) for parts in product(*(list(_of_one(*item)) for item in items)))


def _of_one(op: Any, value: Any) -> Iterator[str]:
    name = str(op)
    if name == "LITERAL":
        yield chr(value)
    elif name == "IN":
        if all(str(kind) == "LITERAL" for kind, _ in value):
            yield from (chr(arg) for _, arg in value)
        else:  # a wide class: which of its characters stands there decides nothing
            yield "0" if any(str(arg) == "CATEGORY_DIGIT" for _, arg in value) else "_"
    elif name == "BRANCH":
        for branch in value[1]:
            yield from _shortest(branch)
    elif name == "SUBPATTERN":
        yield from _shortest(value[3])
    elif name in ("MAX_REPEAT", "MIN_REPEAT"):
        least, _, repeated = value
        yield from ("".join(parts) for parts in product(list(_shortest(repeated)), repeat=least))
    elif name in ("ANY", "NOT_LITERAL", "CATEGORY"):
        yield "_"
    else:
        assert name in ("AT", "ASSERT", "ASSERT_NOT"), name
        yield ""


def _texts(pattern: re.Pattern[str]) -> list[str]:
    return list(_shortest(_parser.parse(pattern.pattern)))


def test_the_ways_through_a_pattern_are_all_told() -> None:
    assert _texts(re.compile(r"\b(?:a|b+)c?(?: d| [ef])\d")) == [
        "a d0",
        "a e0",
        "a f0",
        "b d0",
        "b e0",
        "b f0",
    ]


def test_every_sentence_aside_holds_one_of_its_stems() -> None:
    without = [text for text in _texts(contract._ASIDE) if not any(stem in text for stem in ASIDE_STEMS)]
    assert without == []


@pytest.mark.parametrize("name", ["_ASKED", "_OPEN", "_SAID"])
def test_every_hint_of_going_on_holds_one_of_its_stems(name: str) -> None:
    texts = _texts(getattr(extension_hints, name))
    assert len(texts) > 100
    assert [text for text in texts if not any(stem in text for stem in extension_hints._STEMS)] == []


def test_every_value_put_aside_is_told_by_one_of_the_stems() -> None:
    # The value itself is the same in all of them, and would make their number too large.
    pattern = re.compile(put_aside._ASIDE.pattern.replace(put_aside._VALUE, "9 uur"))
    texts = _texts(pattern)
    assert len(texts) > 1000
    assert [text for text in texts if not any(stem in text for stem in put_aside._STEMS)] == []
    assert [text for text in texts if not put_aside._SIEVE.search(text)] == []


def test_who_began_is_told_by_one_of_the_stems() -> None:
    texts = [text.lower() for text in _texts(kind_style._BEGAN)]
    assert len(texts) > 25
    assert [text for text in texts if not any(stem in text for stem in kind_style._BEGUN)] == []


def test_work_at_two_places_is_sought_where_both_may_be_named() -> None:
    pattern = next(pattern for pattern, _, rule, _ in remote._RULES if rule == "both")
    assert [text for text in _texts(pattern) if not any(stem in text for stem in remote._SPLIT_STEMS)] == []


def test_the_pattern_of_a_sign_holds_one_of_the_words_that_it_needs() -> None:
    guarded = [sign for sign in signs().all if sign.needs is not None]
    assert guarded
    for sign in guarded:
        assert sign.pattern is not None and sign.needs is not None
        assert [text for text in _texts(sign.pattern) if not sign.needs.search(text)] == [], sign.name


def test_a_client_in_a_title_is_told_by_what_it_is_called() -> None:
    texts = _texts(title_words._CLIENT)
    capitals = [
        text for text in texts if "___" in text
    ]  # of a name in capitals, which is told by these alone
    assert len(texts) > len(capitals) > 0
    assert [text for text in texts if text not in capitals and not title_words._may_name_client(text)] == []
    assert title_words._may_name_client("Adviseur bij ABC Noord")


def test_what_a_body_is_called_holds_one_of_its_words() -> None:
    texts = _texts(re.compile(organisation_words.BODY_KIND))
    assert len(texts) > 10
    assert [text for text in texts if not organisation_words.A_BODY.search(text)] == []


def test_all_that_stands_between_pieces_is_told_by_what_may_part() -> None:
    texts = _texts(pieces._BETWEEN)
    assert len(texts) > 5
    # Blanks alone part by what stands behind them: a word after three, a picture after one.
    assert [text for text in texts if text.strip(" _\t") and not pieces._may_part(text)] == []
    for line in ("zzp   detachering", "Tiel 📍 24 uur", "Tiel ♥ Ede", "Tiel ⏳ 3 mei"):
        assert pieces._may_part(line)
        assert len(list(pieces.apart(0, line))) == 2
    assert not pieces._may_part("Tiel  24 uur")


def test_every_length_of_time_holds_one_of_its_units() -> None:
    units = _texts(re.compile(lengths._UNIT))
    assert len(units) > 10
    assert [unit for unit in units if not any(map(unit.__contains__, lengths._UNITS))] == []


@pytest.mark.parametrize("pattern", summary._STEMS, ids=lambda pattern: pattern.pattern[:30])
def test_every_sign_of_a_summary_holds_one_of_its_stems(pattern: re.Pattern[str]) -> None:
    stems = (*summary._STEMS[pattern], "€")  # what costs an amount is told by its sign alone
    assert [text for text in _texts(pattern) if not any(stem in text for stem in stems)] == []


def test_every_role_is_told_by_its_last_letters() -> None:
    assert min(map(len, role_heads())) >= _LAST_LETTERS
    told = [head for head in role_heads() if head not in _NO_ROLES | _NO_SUFFIX]
    assert len(told) > 100
    assert [head for head in told if not (is_role(f"hoofd{head}") and is_role(f"Hoofd-{head}s"))] == []


def test_a_subject_is_sought_where_its_word_stands() -> None:
    texts = _texts(titles._SUBJECT)
    assert texts
    assert [text for text in texts if not ("onderwerp" in text or "subject" in text)] == []


def test_every_line_of_figures_before_a_province_names_one() -> None:
    texts = _texts(facts._BEFORE_PROVINCE)
    assert len(texts) > 10
    assert [text for text in texts if not any(map(text.__contains__, facts._PROVINCES))] == []


def test_an_office_of_ones_own_opens_a_bracket() -> None:
    assert {text[-1] for text in _texts(place_work._OWN_OFFICE)} == {"("}


@pytest.mark.parametrize("pattern", [asking_units._CUT_WORD, asking_units._OPEN_ENDED], ids=["cut", "open"])
def test_what_goes_on_is_told_by_the_last_letters_of_a_line(pattern: re.Pattern[str]) -> None:
    assert pattern.pattern.endswith("$")
    assert 1 < max(map(len, _texts(pattern))) <= asking_units._LONGEST_END


@pytest.mark.parametrize("name", ["_IS_THAT_OF", "_IT_IS", "_TO_BE", "_IS_FOR_ONE", "_IN_A_ROW"])
def test_a_sentence_that_states_the_role_holds_one_of_its_stems(name: str) -> None:
    stems: tuple[str, ...] = getattr(title_stated, f"{name}_STEMS")
    texts = _texts(getattr(title_stated, name))
    assert len(texts) > 3
    assert [text for text in texts if not any(stem in text for stem in stems)] == []


@pytest.mark.parametrize("name", ["_TAKES", "_TAKEN", "_BEFORE", "_ASKS", "_POST", "_IN_PASSING"])
def test_a_sentence_about_who_is_to_come_holds_one_of_its_stems(name: str) -> None:
    stems: tuple[str, ...] = getattr(title_hired, f"{name}_STEMS")
    texts = [text.lower().replace("_", " ") + " " for text in _texts(getattr(title_hired, name))]
    assert len(texts) > 3
    assert [text for text in texts if not any(stem in text for stem in stems)] == []
