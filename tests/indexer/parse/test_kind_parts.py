"""The part of a text that offers work most: what a part is, how its words add up, and that a story with an offer is told from one without."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from indexer.parse.kind_parts import (
    LONG,
    MOST,
    OFFERS,
    OFFERS_NOT,
    START,
    STEP,
    best_part,
    parts,
    said,
    told_by,
    words,
    words_of,
)
from indexer.parse.layout import build_layout
from indexer.parse.parser import parse_source
from indexer.readers.source import SourceText

CASES = Path(__file__).parents[2] / "cases"
STORY = (
    "Vroeger dacht ik dat je een wijkteam kon bouwen zoals je een kast bouwt, plank voor plank. Gisteren zat ik bij een moeder aan "
    "de keukentafel die vier hulpverleners had gezien en van geen van hen de naam wist. Ze lachte erom. Ik niet. Mijn collega zei "
    "later dat zij het in haar eerste jaar net zo had meegemaakt, en dat het beter werd toen er iemand kwam die bleef. Dat was in "
    "2019, toen de gemeente het team nog zelf betaalde en niemand het woord kanteling had gehoord. "
)
OFFER = (
    "Wie blijft er deze keer? Voor dit team zoeken we een half jaar lang een zelfstandige casusregisseur, 24 uur per week. We betalen "
    "maximaal 95 euro per uur, exclusief btw. Een mailtje met je cv naar team@example.nl is genoeg."
)
END = "En zo leerde ik dat een kast uit planken bestaat, maar een wijkteam uit mensen. Volgende keer vertel ik over de school."


def test_parts_begin_at_sentences_some_words_apart_until_one_reaches_the_end() -> None:
    layout = build_layout(" ".join(f"Zin {number} heeft precies zes woorden." for number in range(40)))
    found = list(parts(layout))
    begun = [int(layout.text[start : start + 6].split()[1]) for _, start, _ in found]
    assert begun == [number * STEP // 6 for number in range(len(found))]
    assert found[-1][2] == len(layout.text) and found[-2][2] < len(layout.text)
    assert LONG <= len(words_of(layout.low[found[0][1] : found[0][2]])) < LONG + 6


def test_numbers_are_told_by_their_length_and_names_are_not_weighed() -> None:
    assert words_of("24 uur, € 95 per uur?") == ["#2", "uur", "€", "#2", "per", "uur", "?"]
    assert not {"zwolle", "assen", "utrecht", "tessa"}.intersection(words())


def test_the_weights_are_divided_by_the_root_of_the_number_of_known_words() -> None:
    known = {START: -1.0, "a": 2.0, "b": 2.0, "c": 2.0, "d": 2.0}
    assert told_by({"a", "b", "c", "d", "unknown"}, known) == pytest.approx(-1 + 8 / 2)
    assert told_by({"unknown"}, known) == -1.0


def test_the_best_part_is_where_the_offer_stands() -> None:
    layout = build_layout(f"{STORY}\n\n{OFFER}")
    part, told = best_part(layout), best_part(build_layout(f"{STORY}\n\n{STORY}\n\n{END}"))
    assert part is not None and told is not None
    assert part.score > 0 > told.score
    assert "24 uur per week" in layout.text[part.start : part.end]


def test_a_text_of_one_part_says_nothing_by_it() -> None:
    assert best_part(build_layout(OFFER)) is None
    assert best_part(build_layout("")) is None


@pytest.mark.parametrize(
    ("score", "offers", "not_"), [(0.5, 0.5, 0.0), (9.0, MOST, 0.0), (-0.5, 0.0, 0.5), (-9.0, 0.0, MOST), (0.0, 0.0, 0.0)]
)  # fmt: skip
def test_the_score_is_cut_off_on_either_side(score: float, offers: float, not_: float) -> None:
    assert said(score) == {OFFERS: offers, OFFERS_NOT: not_}


def test_where_a_story_offers_work_is_shown() -> None:
    """Where the signs leave it open the part is a reason, and what it offers stands in it."""
    told = tomllib.loads((CASES / "kind_told.toml").read_text(encoding="utf-8"))["case"]
    shown = []
    for case in told:
        record = parse_source(SourceText(case["text"]), file="x.txt", id="x")
        shown += [
            (case["kind"], case["text"][proof.start : proof.end])
            for proof in record.evidence.get("kind", ())
            if proof.rule == OFFERS and record.kind == case["kind"]
        ]
    assert len(shown) > 12
    assert {kind for kind, _ in shown} <= {"assignment", "vacancy"}
    offering = [
        re.search(r"zoek|nodig|gevraagd|uur|euro|€|@|need|looking|hours", words) for _, words in shown
    ]
    assert sum(found is not None for found in offering) > 0.8 * len(shown)


def test_an_example_is_no_part_that_offers() -> None:
    told = tomllib.loads((CASES / "kind_told.toml").read_text(encoding="utf-8"))["case"]
    made_up = "Wat volgt is een verzonnen voorbeeld.\n\n"
    offered = [case["text"] for case in told if OFFERS in _reasons(case["text"])]
    assert len(offered) > 12
    assert not any(OFFERS in _reasons(made_up + text) for text in offered)


def _reasons(text: str) -> set[str]:
    record = parse_source(SourceText(text), file="x.txt", id="x")
    return {proof.rule for proof in record.evidence.get("kind", ())}


def test_every_weight_says_something() -> None:
    assert len(words()) > 1_000
    assert all(0 < abs(weight) < 20 for word, weight in words().items() if word != START)
