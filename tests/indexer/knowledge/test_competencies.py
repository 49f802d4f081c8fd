"""The taxonomy and the cues as data: whole, unambiguous and usable."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from indexer.knowledge import competencies as knowledge
from indexer.parse import phrases as reading
from indexer.parse.phrase_heads import Row
from indexer.parse.phrases import Phrases

GROUPS = {
    "houding",
    "vaardigheid",
    "kennis",
    "methode",
    "wetgeving",
    "registratie",
    "software",
    "doelgroep",
}
# What the field cannot do without.
EXPECTED = {
    "procesbegeleiding": "vaardigheid",
    "verbindend": "houding",
    "bestuurlijk-sensitief": "houding",
    "casusregie": "vaardigheid",
    "keukentafelgesprek": "vaardigheid",
    "sociaal-domein": "kennis",
    "signs-of-safety": "methode",
    "top3": "methode",
    "jeugdwet": "wetgeving",
    "wmo-2015": "wetgeving",
    "participatiewet": "wetgeving",
    "wgs": "wetgeving",
    "skj": "registratie",
    "big": "registratie",
    "vog": "registratie",
    "suite-sociaal-domein": "software",
    "zorgned": "software",
    "statushouders": "doelgroep",
}


def test_there_are_enough_entries_in_every_group() -> None:
    counts = Counter(entry.group for entry in knowledge.competencies().values())
    assert set(counts) == GROUPS == set(knowledge.groups())
    assert sum(counts.values()) >= 220
    assert min(counts.values()) >= 12


@pytest.mark.parametrize(("key", "group"), EXPECTED.items())
def test_what_the_field_cannot_do_without(key: str, group: str) -> None:
    assert knowledge.competencies()[key].group == group


def test_ids_are_safe_in_an_address_and_labels_differ() -> None:
    entries = knowledge.competencies()
    assert all(
        re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) and key == entry.id for key, entry in entries.items()
    )
    assert max(Counter(entry.label for entry in entries.values()).values()) == 1


def test_every_entry_can_be_found_by_its_first_pattern() -> None:
    entries = knowledge.competencies()
    phrases = Phrases({"all": [(e.id, p) for e in entries.values() for p in e.patterns]})
    for entry in entries.values():
        sample = " ".join(
            slot.split("|")[0].strip("=*?") for slot in entry.patterns[0].split() if slot != "~"
        )
        words = phrases.words(sample)
        assert entry.id in {match.key for match in phrases.find("all", words, words.heads["all"], len(words))}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"houding": {"Verbindend": {"label": "Verbindend", "patterns": ["verbindend"]}}}, "no id"),
        ({"houding": {"verbindend": {"label": "", "patterns": ["verbindend"]}}}, "needs a label"),
        ({"houding": {"verbindend": {"label": "Verbindend", "patterns": []}}}, "needs a label"),
        (
            {"houding": {"a": {"label": "A", "patterns": ["x"]}, "b": {"label": "B", "patterns": ["x"]}}},
            "stands under 'a' and 'b'",
        ),
        ({"houding": {}, "onbekend": {}}, "no such group: onbekend"),
    ],
)
def test_a_broken_table_says_what_is_wrong(
    table: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = {"groups": {"houding": "houding"}, **table}
    monkeypatch.setattr(knowledge, "_read", lambda name: table)
    knowledge.groups.cache_clear()
    try:
        with pytest.raises(ValueError, match=message):
            knowledge.competencies.__wrapped__()
    finally:
        knowledge.groups.cache_clear()


def test_a_pair_of_asking_with_an_id_that_is_no_competency_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = knowledge._read

    def with_a_slip(name: str) -> dict[str, Any]:
        table = read(name)
        return (
            table if name != "asking.toml" else {**table, "wider": {"beside": {"jeugdhulp": ["wijkteamz"]}}}
        )

    monkeypatch.setattr(knowledge, "_read", with_a_slip)
    with pytest.raises(ValueError, match="no such competency: wijkteamz"):
        knowledge.asking.__wrapped__()


@pytest.mark.parametrize("pattern", ["", "~ verbindend", "verbindend ~", "woord?"])
def test_a_pattern_that_holds_no_firm_word_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="must begin and end with a word"):
        Phrases({"all": [("id", pattern)]})


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("verbindend", "een verbindende houding", True),
        ("verbindend", "het pand is verbonden", False),
        ("creatief", "creatieve oplossingen", True),
        ("procesbegeleid*", "een procesbegeleider", True),
        ("*coaching", "de teamcoaching", True),
        ("=BIG", "een big probleem", False),
        ("=BIG", "uw BIG is geldig", True),
        ("kennis van|over ~ wijk", "kennis van de hele wijk", True),
        ("kennis van ~ wijk", "kennis van al het werk in de wijk", False),
        ("team coach?", "het team", True),
        ("clientondersteuner", "de cliëntondersteuner", True),
        ("procesbegeleider", "een proces- of teambegeleider", True),
        ("teamcoaching", "(team)coaching", True),
        ("hands on", "een hands-on mentaliteit", True),
    ],
)
def test_patterns(pattern: str, text: str, found: bool) -> None:
    phrases = Phrases({"all": [("id", pattern)]})
    words = phrases.words(text)
    assert bool(phrases.find("all", words, words.heads["all"], len(words))) is found


def test_phrases_find_the_same_when_words_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words met last are kept, the others read anew."""
    monkeypatch.setattr(reading, "_REMEMBERED", 8)
    table = Phrases({"all": [("one", "(team)coaching"), ("two", "jeugd* ~ zorg")]})
    met: list[str] = []
    plain = table._read

    def read(word: str) -> Row:
        met.append(word)
        return plain(word)

    monkeypatch.setattr(table, "_read", read)
    found = []
    for further in ("", " een twee drie", " vier vijf zes", " zeven acht negen", " tien elf een"):
        words = table.words(f"jeugdigen en hun zorg, (team)coaching{further}")
        found.append(table.find("all", words, words.heads["all"], len(words)))
    assert len(found[0]) == 2
    assert all(again == found[0] for again in found)
    assert met.count("zorg") == 1
    assert met.count("een") == 2
