"""Evidence over text: overlapping, nested, on several lines, at the edges."""

from __future__ import annotations

from typing import Any

import pytest

from app.pages.body import blocks, contents
from app.pages.spans import Mark, Stretch, Weaver, marks

TEXT = "Inzet: 16 uur, € 90 per uur."


def woven(*given: Mark) -> list[Stretch]:
    return list(Weaver(TEXT, sorted(given)).stretches(0, len(TEXT)))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], [Stretch(TEXT)]),
        (
            [Mark(7, 13, "hours", "h")],
            [Stretch("Inzet: "), Stretch("16 uur", ("hours",), ("h",)), Stretch(", € 90 per uur.")],
        ),
        (  # overlapping: neither lies within the other
            [Mark(0, 13, "hours", "h"), Mark(7, 19, "rate", "r")],
            [
                Stretch("Inzet: ", ("hours",), ("h",)),
                Stretch("16 uur", ("hours", "rate"), ("r",)),
                Stretch(", € 90", ("rate",)),
                Stretch(" per uur."),
            ],
        ),
        (  # nested
            [Mark(0, 28, "title", "t"), Mark(15, 19, "rate", "r")],
            [
                Stretch("Inzet: 16 uur, ", ("title",), ("t",)),
                Stretch("€ 90", ("title", "rate"), ("r",)),
                Stretch(" per uur.", ("title",)),
            ],
        ),
        (  # the very same words
            [Mark(7, 13, "hours", "h"), Mark(7, 13, "duration", "d")],
            [
                Stretch("Inzet: "),
                Stretch("16 uur", ("duration", "hours"), ("d", "h")),
                Stretch(", € 90 per uur."),
            ],
        ),
    ],
    ids=["none", "one", "overlapping", "nested", "same"],
)
def test_cuts_text_into_stretches(given: list[Mark], expected: list[Stretch]) -> None:
    assert woven(*given) == expected
    assert "".join(stretch.text for stretch in expected) == TEXT


def piece(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "text": "", "rule": "label", **more}


def test_names_marks_by_fact_and_leaves_out_what_is_not_shown_or_not_there() -> None:
    evidence = {
        "hours": [piece(7, 13), piece(0, 5)],
        "competencies": [piece(1, 4, id="regie")],
        "summary": [piece(0, 28)],
        "rate": [piece(15, 99), piece(4, 4), piece(-1, 3)],
    }
    assert marks(evidence, {"hours": "hours", "rate": "rate"}, len(TEXT)) == [
        Mark(0, 5, "hours", "woorden-hours-2"),
        Mark(1, 4, "competency-regie", "woorden-competency-regie-1"),
        Mark(7, 13, "hours", "woorden-hours-1"),
    ]


def test_the_same_words_are_one_mark_and_overruled_as_soon_as_one_field_has_them_so() -> None:
    evidence = {
        "deadline": [piece(0, 5), piece(7, 13)],
        "deadlineAt": [piece(0, 5), piece(7, 13, overruled=True)],
    }
    names = {"deadline": "closing", "deadlineAt": "closing"}
    assert marks(evidence, names, len(TEXT)) == [
        Mark(0, 5, "closing", "woorden-closing-1"),
        Mark(7, 13, "closing", "woorden-closing-2", overruled=True),
    ]


BODY = """\
Wat je gaat doen

Je begeleidt gezinnen in de wijk.
Hours per week:
12

• jongerenwerk
• regie

1. een diploma
2. een VOG

Twee regels die door de breedte van het blad zijn afgebroken en dus
bij elkaar horen."""


def test_shows_the_structure_that_the_text_has() -> None:
    shown, _ = blocks(BODY, [])
    kinds = [(block.kind, len(block.rows)) for block in shown]
    assert kinds[0] == ("heading", 1)
    assert ("list", 2) in kinds
    assert ("numbered", 2) in kinds
    assert kinds[-1] == ("paragraph", 2)
    assert [row.joined for row in shown[-1].rows] == [False, True]
    numbered = next(block for block in shown if block.kind == "numbered")
    assert [row.number for row in numbered.rows] == [1, 2]
    assert numbered.rows[0].stretches == [Stretch("een diploma")]


def test_loses_no_words() -> None:
    shown, _ = blocks(BODY, [])
    words = " ".join("".join(s.text for s in row.stretches) for block in shown for row in block.rows).split()
    assert words == [word for word in BODY.split() if word not in {"•", "1.", "2."}]


def test_marks_words_on_both_lines_but_anchors_them_once() -> None:
    start = BODY.index("Hours")
    mark = Mark(start, BODY.index("12") + 2, "hours", "woorden-hours-1")
    shown, anchors = blocks(BODY, [mark])
    lit = [s for block in shown for row in block.rows for s in row.stretches if s.facts]
    assert [s.text for s in lit] == ["Hours per week:", "12"]
    assert [s.anchors for s in lit] == [("woorden-hours-1",), ()]
    assert anchors == {"woorden-hours-1"}


@pytest.mark.parametrize("text", ["", "\n\n", "•", "1.", "a) ", " \n•\n", "x" * 5000])
def test_shows_any_text_whole(text: str) -> None:
    """Also a mark of a list with nothing behind it is shown, and a mark of evidence may lie where there is no text."""
    shown, _ = blocks(text, [Mark(0, 1, "hours", "a")])
    assert "".join(s.text for block in shown for row in block.rows for s in row.stretches) == text.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Titel\n\nEerst\na\n\nDan\nb\n\nTot slot\nc\n", ["Eerst", "Dan", "Tot slot"]),
        ("Titel\n\nEerst\na\n\nDan\nb\n", []),
        ("Titel\n\nEerst\na\n\nDan\nb\n\nZI-204\nc\n", []),
        ("Titel\n\nEerst\na\n\nDan\nb\n\nTot slot\nc\n\n████ ███████\nd\n", ["Eerst", "Dan", "Tot slot"]),
    ],
)
def test_headings_to_go_to_are_those_in_words_and_three_at_least(text: str, expected: list[str]) -> None:
    shown, _ = blocks(text, [])
    assert [block.text for block in contents(shown, "Titel")] == expected


def test_a_label_above_a_list_is_its_heading() -> None:
    shown, _ = blocks("Wat wij vragen:\n- ervaring met regie\n- kennis van de Wmo\n", [])
    assert [(block.kind, len(block.rows)) for block in shown] == [("heading", 1), ("list", 2)]
    one, _ = blocks("Uren per week:\n- 12\n", [])
    assert [block.kind for block in one] == ["pairs"]
