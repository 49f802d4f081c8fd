"""Labels and their values, in whatever style a text writes them: known labels in a line, columns, blocks of pairs, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.answers import asked_in_talk, first_of_answer, in_vain
from indexer.parse.boxes import choices, has_boxes
from indexer.parse.columns import (
    BECOMES,
    FIGURE,
    WAS,
    Cell,
    cards,
    changed_rows,
    label_blocks,
    label_rows,
    label_runs,
    rows,
    rows_of_pairs,
)
from indexer.parse.glued_rows import glued_rows
from indexer.parse.icon_names import is_unmistakable
from indexer.parse.label_cards import cards_below, labels_below, spread_below
from indexer.parse.label_forms import LabelHit
from indexer.parse.label_icons import icon_rows
from indexer.parse.label_words import (
    is_icon,
    is_sign,
    key_in_block,
    key_over_figure,
    may_stand_over_figure,
    ordinary_label,
    starts_with_date,
)
from indexer.parse.labels import glued_words, labels_in_line
from indexer.parse.lines import Labelled, Line, next_filled
from indexer.parse.pairs import (
    HEADS,
    glued_labels,
    marked_labels,
    pair_blocks,
    parted_back,
    pointed_back,
    values_first,
)
from indexer.parse.roles import has_role
from indexer.parse.sections import heads_others
from indexer.parse.split_columns import dated_runs, headed_columns
from indexer.parse.timelines import timelines

_AROUND = " \t|│┃║;,*_•·–-/"  # what may stand around a value and is none of it
_RULE = re.compile(r"[-=_~*─━]{3,}")  # under a label as under a heading
_OPEN_ENDED = re.compile(
    r"(?:,|\b(?:tot|en|t/m|met|van|vanaf|per|of|in|op|voor|de|het|een|exclusief|excl\.|inclusief|incl\.|maximaal|until|from|and|to|excluding|including))$"
)


# "Dan zoeken we jou. Tarief: 68,50. Je werkt in Gouda": within a paragraph a value ends with its sentence.
_IN_PROSE = re.compile(r"[a-zà-ÿ)\d][.!?] $")
_GOES_ON_IN_PROSE = re.compile(r"(?<=[\wà-ÿ)%-])[.!?] (?=[A-Z][a-zà-ÿ]* [a-zà-ÿ]+ [^:.]{8})")


def read_pairs(text: str, lines: list[Line]) -> list[Labelled]:
    """All pairs in the order of the text. Lines that hold a label are marked as such."""
    hits = _read_labels(text, lines)
    changed: set[int] = set()
    cells = _read_columns(lines, hits, changed)
    labels = _pair_values(text, lines, hits)
    if cells:
        labels = sorted([*labels, *_in_columns(text, cells, changed)], key=lambda pair: pair.label_start)
    if changes := {pair.start: pair for pair in _changes(labels)}:
        labels = [changes.get(pair.start, pair) for pair in labels]
    return [made for pair in labels for made in _ticked(pair)] if has_boxes(text) else labels


def _changes(pairs: list[Labelled]) -> Iterator[Labelled]:
    """What a block of pairs says to have changed: ``Onderdeel: Uurtarief``, ``Was: € 88``, ``Wordt: € 95``."""
    for number in range(2, len(pairs)):
        what, was, becomes = pairs[number - 2 : number + 1]
        if not (WAS.fullmatch(was.label.strip(" :")) and BECOMES.fullmatch(becomes.label.strip(" :"))):
            continue
        if becomes.text and (key := key_in_block(what.text.rstrip(" :"))) != "free":
            yield becomes._replace(key=key, label=what.text, label_start=becomes.start, style="amended")


_FEWEST_IN_CONTENTS, _FEWEST_DOTS, _MOST_FIGURES = (
    3,
    4,
    3,
)  # lines of a table of contents; what leads to a page


def _page(words: str) -> int | None:
    """The page that a line leads to by dots: ``Omvang en looptijd .......... 2``."""
    led = words.rstrip("0123456789")
    name = led.rstrip(" .")
    figures = words[len(led) :]
    leads = name and led.count(".", len(name)) >= _FEWEST_DOTS and 0 < len(figures) <= _MOST_FIGURES
    return int(figures) if leads else None


def _in_contents(text: str, lines: list[Line]) -> set[int]:
    """The lines of a table of contents, which lead to ever later pages."""
    found: set[int] = set()
    run: list[tuple[int, int]] = []
    for index, line in enumerate(lines) if "...." in text or ". . . ." in text else ():
        if line.kind == "blank":
            continue
        page = _page(line.text)
        if page is None or (run and page < run[-1][1]):
            run = []
        if page is not None:
            run.append((index, page))
        if len(run) >= _FEWEST_IN_CONTENTS:
            found.update(at for at, _ in run)
    return found


def _read_labels(text: str, lines: list[Line]) -> dict[int, list[LabelHit]]:
    hits: dict[int, list[LabelHit]] = {}
    glued = [*glued_words(text), len(text)]
    contents = _in_contents(text, lines)
    ahead = 0  # the first of these that no line so far holds
    for index, line in enumerate(lines):
        while glued[ahead] < line.content:
            ahead += 1
        if line.text[:1].islower() and (cut := _cut_label(lines, index)):
            hits[index] = [cut]
            line.kind = "label"
        elif (
            line.kind != "blank"
            and (found := labels_in_line(line.text, may_be_glued=glued[ahead] < line.end))
            and not (found[0].value >= len(line.text) and heads_others(line.text))
            and line.text[found[0].value :].strip(" |*").lower() not in HEADS
            and not in_vain(lines, index, found)
            and index not in contents
        ):
            hits[index] = found
            if found[0].start <= 3:
                line.kind = "label"
        elif line.kind in ("text", "bullet") and (
            key := _over_figure(lines, index) or asked_in_talk(lines, index)
        ):
            size = len(line.text)
            hits[index] = [LabelHit(key, 0, size, size, "next-line", True)]
            line.kind = "label"
    for index in [at for at, found in hits.items() if found[0].style == "next-line"]:
        for near in (index - 2, index + 2):
            _beside_a_label(lines, hits, near, (index + near) // 2)
    return hits


def _beside_a_label(lines: list[Line], hits: dict[int, list[LabelHit]], at: int, between: int) -> None:
    """Take an ordinary word alone on a line for a label where labels and values take turns ("Plek", "Waar")."""
    if not 0 <= at < len(lines) or at in hits or between in hits or lines[between].kind == "blank":
        return
    key = ordinary_label(lines[at].text)
    if key and key != "contact":
        size = len(lines[at].text)
        hits[at] = [LabelHit(key, 0, size, size, "next-line", True)]
        lines[at].kind = "label"


def _cut_label(lines: list[Line], index: int) -> LabelHit | None:
    """A label whose first words stand on the line above, where a hard line end cut it."""
    line, above = lines[index].text, lines[index - 1] if index else None
    colon = line.find(":", 0, 40)
    if above is None or colon < 0 or above.kind != "text" or lines[index].bullet:
        return None
    words = above.text
    if not words[:1].isupper() or ":" in words or len(words) > 60 or not _OPEN_ENDED.search(words):
        return None
    key = key_in_block(f"{words} {line[:colon]}")
    return LabelHit(key, 0, colon, colon + 1, "same-line", True) if key != "free" else None


def _over_figure(lines: list[Line], index: int) -> str | None:
    """What a short line asks for that is no listed label, where a short line with a figure stands under it."""
    if not may_stand_over_figure(lines[index].text):
        return None
    below = next_filled(lines, index, 1)
    if below is None or lines[below].end - lines[below].content > 60 or not FIGURE.search(lines[below].text):
        return None
    key = key_over_figure(lines[index].text)
    return key if key and not has_role(lines[index].text) else None


def _read_columns(lines: list[Line], hits: dict[int, list[LabelHit]], changed: set[int]) -> list[Cell]:
    """Pairs whose label and value stand in rows or runs apart; their lines are taken out of ``hits``. Where the new values of
    a table of changes begin goes into ``changed``.
    """
    found: list[Cell] = []
    words = [(line.content, line.text) for line in lines]
    parted = rows(words)
    in_rows = dict(rows_of_pairs(words, parted))
    taken_rows: set[int] = set(in_rows)
    for index, pairs in in_rows.items():
        found.extend(pairs)
        lines[index].kind = "label"
        hits.pop(index, None)
    for index, pair in changed_rows(words, parted):
        found.append(pair)
        taken_rows.add(index)
        lines[index].kind = "label"
        hits.pop(index, None)
        changed.add(pair.value_start)
    for label, value, pairs in (*label_rows(words, parted), *glued_rows(words)):
        if label in in_rows:
            continue
        found.extend(pairs)
        taken_rows.update((label, value))
        lines[label].kind = lines[value].kind = "label"
        hits.pop(label, None)
        hits.pop(value, None)
    alone = [
        hits[i][0].key if i in hits and len(hits[i]) == 1 and hits[i][0].value >= len(line.text) else None
        for i, line in enumerate(lines)
    ]
    named = any(is_icon(line.text) and is_unmistakable(line.text) for line in lines)
    signs = [line.kind != "blank" and (is_sign(line.text) or named and is_icon(line.text)) for line in lines]
    blocks = (icon_rows, marked_labels, pair_blocks, values_first, pointed_back, parted_back, glued_labels)
    for index, cell in (pair for block in blocks for pair in block(words)):
        if index in hits and (cell.key == "free" or len(hits[index]) > 1) or index in taken_rows:
            continue
        if cell.key:
            found.append(cell)
        hits.pop(index, None)
        lines[index].kind = "label"
    apart = [
        *label_blocks(words),
        *dated_runs(words),
        *timelines(words),
        *headed_columns(words),
        *cards(words, signs),
        *cards_below(words, alone),
    ]
    if sum(key is not None for key in alone) > 1:
        apart += (*labels_below(words, alone), *spread_below(words, alone), *label_runs(words, alone))
    for taken, pairs in apart:
        if any(index not in hits and alone[index] for index in taken):  # taken already
            continue
        found.extend(pairs)
        for index in taken:
            hits.pop(index, None)
            lines[index].kind = "label"
    return found


def _in_columns(text: str, cells: list[Cell], changed: set[int]) -> list[Labelled]:
    return [
        Labelled(
            cell.key,
            text[cell.start : cell.end],
            cell.value_start,  # evidence shows the value alone: other cells stand between it and its label
            cell.value_start,
            cell.value_end,
            text[cell.value_start : cell.value_end],
            "amended" if cell.value_start in changed else "column",
        )
        for cell in cells
    ]


# How to reach somebody, and what a number or an address for that holds; what is hidden already has such a block.
_BY_WIRE = re.compile(
    r"\W*(?:e-?mail(?:adres)?|mail|telefoon(?:nummer)?|tel\.?|phone|mobiel|whatsapp|website)\W*", re.I
)
_ADDRESS = re.compile(r"[@\d█]|www\.|\.(?:nl|com|org|eu)\b")
_NO_DATES = frozenset({"contract", "education", "remote"})


def _value_below(lines: list[Line], hits: dict[int, list[LabelHit]], index: int) -> tuple[int, int] | None:
    """Span of a value on the line(s) below a label: one line, the bullets of a list, or a line and its bracket."""
    below = next_filled(lines, index)
    if below is not None and _RULE.fullmatch(lines[below].text):
        below = next_filled(lines, below, 1)
    if below is None or below in hits and hits[below][0].start <= 1 and hits[below][0].sure:
        return None
    if _is_sibling(lines[index], lines[below]):
        return None
    if _BY_WIRE.fullmatch(lines[index].text) and not _ADDRESS.search(lines[below].text):
        return None  # the last of the ways to share a page, above its title
    if hits[index][-1].key in _NO_DATES and starts_with_date(lines[below].text):
        return None  # "zzp mogelijk" among values, and below it when it was posted
    if (
        below in hits
        and hits[below][0].start > 0
        and (hits[below][0].style == "run-together" or len(hits[below]) > 1)
    ):
        return lines[below].content, lines[below].content + hits[below][0].start
    if lines[index].text.endswith("?") and (first := first_of_answer(hits[index][-1].key, lines[below].text)):
        return lines[below].content, lines[below].content + first
    last = below
    while (ahead := next_filled(lines, last, 0)) is not None and ahead not in hits:
        listed = lines[below].bullet and lines[ahead].bullet or has_boxes(lines[ahead].text)
        if lines[ahead].text.startswith("(") or (listed and last - below < 12):
            last = ahead
        else:
            break
    return lines[below].content, lines[last].end


def _is_sibling(label: Line, below: Line) -> bool:
    """Whether both are bullets of one list, and none announces the other: ``- Begin zsm`` above ``- Eind 6 maanden``."""
    return (
        bool(label.bullet and below.bullet)
        and label.text[-1:] not in ":?"
        and below.content - below.start <= label.content - label.start
    )


def _goes_on(lines: list[Line], hits: dict[int, list[LabelHit]], index: int, value: str) -> int | None:
    """The end of a value whose last word cannot end it: the line below goes on with it."""
    below = index + 1
    if below >= len(lines) or below in hits or lines[below].kind != "text" or not _OPEN_ENDED.search(value):
        return None
    follows = lines[below].text[:1]
    return lines[below].end if follows.islower() or follows.isdigit() or follows == "€" else None


def _pair_values(text: str, lines: list[Line], hits: dict[int, list[LabelHit]]) -> list[Labelled]:
    pairs: list[Labelled] = []
    taken = -1
    for index, found in sorted(hits.items()):
        line = lines[index]
        for number, hit in enumerate(found):
            at = line.content + hit.start
            if at < taken:  # this line is the value of the label above it
                continue
            stop = line.content + found[number + 1].start if number + 1 < len(found) else line.end
            start = line.content + hit.value
            if _IN_PROSE.search(text, line.content, at) and (
                ends := _GOES_ON_IN_PROSE.search(text, start, stop)
            ):
                stop = ends.start()
            quoted = text[at] in '"“' or at > 0 and text[at - 1] in '"“'
            if hit.key == "reference" and (bar := text.find(" | ", start, stop)) >= 0:
                stop = bar  # "ID: 99812 | Beleidsadviseur | Goes"
            value = text[start:stop].strip(_AROUND + '"“”{}' if quoted else _AROUND) if stop > start else ""
            if value:
                value = value.removeprefix(": ")  # behind a row of dots
                start = text.index(value, start)
                end, style = start + len(value), hit.style
                if stop == line.end and (last := _goes_on(lines, hits, index, value)):
                    end, value = last, text[start:last]
            elif stop == line.end and text[start:stop].strip() not in ("-", "–", "—"):
                span = _value_below(lines, hits, index)
                start, end = span or (start, start)
                start += 2 if text.startswith(": ", start, end) else 0
                value, style, taken = text[start:end], "next-line", max(taken, end)
            else:
                end, style = start, hit.style
            if value.strip() in ("-", "–", "—", "n.v.t.", "nvt", "null"):
                end, value = start, ""
            label = text[at : at + hit.length].rstrip()
            pairs.append(Labelled(hit.key, label, at, start, end, value, style))
    return pairs


def _ticked(pair: Labelled) -> Iterator[Labelled]:
    """The pair itself, or one for each ticked choice of its value."""
    made = choices(pair.text)
    if not made:
        yield pair
    for choice in made:
        if choice.ticked:
            words = pair.text[choice.start : choice.end]
            start = pair.start + choice.start
            yield pair._replace(start=start, end=start + len(words), text=words)
