"""Tables whose columns became lines, as whoever copies them out of a PDF gets them: first all labels, then all values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.parse.columns import FIGURE, SMALLEST_BLOCK, Cell, label_above
from indexer.parse.label_words import FIGURES, key_in_block, may_stand_over_figure, starts_with_date

_MOST = 20  # rows
# What stands over the column of labels and over that of values.
_OVER_LABELS = re.compile(
    r"(?:onderdeel|gegevens?|kenmerk|aspect|rubriek|stap|item|activiteit|onderwerp)", re.I
)
_OVER_VALUES = re.compile(
    r"(?:inhoud|waarde|datum|data|gegevens?|invulling|antwoord|omschrijving|toelichting|beschrijving|uitwerking)",
    re.I,
)
_PLANNING = re.compile(
    r"planning|tijd(?:pad|lijn|schema)|procedure|termijnen|schedule|timeline|timetable", re.I
)


def dated_runs(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[list[int], list[Cell]]]:
    """A planning whose columns became lines: what happens, three lines or more, and right below them as many dates."""
    at = 0
    while at < len(lines):
        stop = at
        while stop < len(lines) and lines[stop][1][:1].isdigit() and starts_with_date(lines[stop][1]):
            stop += 1
        dates, events = range(at, stop), range(max(2 * at - stop, 0), at)
        if (
            len(dates) >= SMALLEST_BLOCK
            and len(events) == len(dates)
            and all(lines[event][1] and may_stand_over_figure(lines[event][1]) for event in events)
            and not (events.start and _may_be_event(lines[events.start - 1][1]))
        ):
            yield (
                [*events, *dates],
                [label_above(lines, event, date) for event, date in zip(events, dates, strict=True)],
            )
        at = stop + 1


def _may_be_event(words: str) -> bool:
    """Whether a line may be one of a run of events; what heads a planning is none."""
    return bool(words) and may_stand_over_figure(words) and _PLANNING.search(words) is None


def headed_columns(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[list[int], list[Cell]]]:
    """A column of labels and one of values, each with its head: ``Onderdeel``, ``Omvang``, ``Aanvang`` ..., ``Inhoud``, ``24 uur``,
    ``4 januari 2027`` ... A value may go on on the next line in small letters.
    """
    for at, (_, words) in enumerate(lines):
        if not _OVER_LABELS.fullmatch(words):
            continue
        stop = at + 1
        while stop < len(lines) and may_stand_over_figure(lines[stop][1] or " .") and not _OVER_VALUES.fullmatch(lines[stop][1]):  # fmt: skip
            stop += 1
        labels = range(at + 1, stop)
        if not SMALLEST_BLOCK <= len(labels) <= _MOST or stop == len(lines) or not _OVER_VALUES.fullmatch(lines[stop][1]):  # fmt: skip
            continue
        values = _values(lines, stop + 1, len(labels))
        pairs = [
            Cell(
                key_in_block(lines[label][1]), lines[label][0], lines[label][0] + len(lines[label][1]), *value
            )
            for label, value in zip(labels, values, strict=False)
        ]
        if len(values) == len(labels) and _are_read(lines, pairs):
            last = max(index for index, (offset, _) in enumerate(lines) if offset < values[-1][1])
            yield [*range(at, last + 1)], pairs


def _values(lines: Sequence[tuple[int, str]], first: int, most: int) -> list[tuple[int, int]]:
    """Spans of at most so many values from a line on, up to a blank one."""
    found: list[tuple[int, int]] = []
    for offset, words in lines[first:]:
        goes_on = found and words[:1].islower()
        if not words or len(found) == most and not goes_on:
            break
        start = found.pop()[0] if goes_on else offset
        found.append((start, offset + len(words)))
    return found


def _are_read(lines: Sequence[tuple[int, str]], pairs: Sequence[Cell]) -> bool:
    """Whether two labels or more ask for a figure, and most of their values have one."""
    value = dict(lines)
    figures = [pair for pair in pairs if pair.key in FIGURES]
    read = sum(FIGURE.search(value[pair.value_start]) is not None for pair in figures)
    return len(figures) > 1 and read * 4 >= 3 * len(figures)
