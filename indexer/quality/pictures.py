"""Pictures of figures over the nights, as the numbers that an inline SVG is drawn from. Lengths are in its user units."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.quality.wording import number

WIDTH: Final = 640
HEIGHT: Final = 240
LEFT: Final = 84
RIGHT: Final = 8
TOP: Final = 18
FOOT: Final = 32
SPARK_WIDTH: Final = 160
SPARK_HEIGHT: Final = 36

Values = Sequence[float | None]
_Height = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line with gaps where nothing is known; ``dots`` are its points that have no neighbour, and the last one."""

    name: str
    path: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle of a bar."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with a scale: ``grid`` holds heights with their labels, ``days`` places on the foot with theirs."""

    grid: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, str, str], ...]
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def spark(name: str, values: Values) -> Line:
    """A small line from 0 to the highest of its values, without a scale."""
    top = max((value for value in values if value is not None), default=0) or 1
    xs = _spread(len(values), 4, SPARK_WIDTH - 4)
    return _line(name, xs, values, lambda value: SPARK_HEIGHT - 4 - (SPARK_HEIGHT - 8) * value / top)


def lines(series: Mapping[str, Values], days: Sequence[str]) -> Chart:
    """A line for each name, on one scale from 0."""
    top = _nice(max((v for values in series.values() for v in values if v is not None), default=0))
    xs = _spread(len(days), LEFT + 6, WIDTH - RIGHT - 6)
    drawn = tuple(_line(name, xs, values, lambda v: _height(v, top)) for name, values in series.items())
    return Chart(_grid(top), _feet(xs, days), lines=drawn)


def bars(series: Mapping[str, Values], days: Sequence[str]) -> Chart:
    """A bar for each day, in which the names stand on top of each other, on one scale from 0."""
    totals = [sum(values[at] or 0 for values in series.values()) for at in range(len(days))]
    top = _nice(max(totals, default=0))
    room = (WIDTH - RIGHT - LEFT) / max(len(days), 1)
    width = min(room * 0.8, 28)
    middles = [LEFT + room * (at + 0.5) for at in range(len(days))]
    drawn = []
    for at, middle in enumerate(middles):
        below = 0.0
        for name, values in series.items():
            value = values[at] or 0
            upper, lower = _height(below + value, top), _height(below, top)
            if value:
                drawn.append(
                    Bar(name, round(middle - width / 2, 1), upper, round(width, 1), round(lower - upper, 2))
                )
            below += value
    return Chart(_grid(top), _feet(middles, days), bars=tuple(drawn))


def _line(name: str, xs: Sequence[float], values: Values, height: _Height) -> Line:
    steps, dots, drawing = [], [], False
    known = [value is not None for value in values]
    last = max((at for at, is_known in enumerate(known) if is_known), default=-1)
    for at, (x, value) in enumerate(zip(xs, values, strict=True)):
        if value is None:
            drawing = False
            continue
        y = round(height(value), 1)
        steps.append(f"{'L' if drawing else 'M'}{x} {y}")
        alone = not drawing and not (at + 1 < len(known) and known[at + 1])
        if alone or at == last:
            dots.append((x, y))
        drawing = True
    return Line(name, "".join(steps), tuple(dots))


def _spread(count: int, start: float, end: float) -> list[float]:
    """So many places from start to end; a single one stands at the end."""
    if count < 2:
        return [end] * count
    return [round(start + (end - start) * at / (count - 1), 1) for at in range(count)]


def _height(value: float, top: float) -> float:
    return round(HEIGHT - FOOT - (HEIGHT - FOOT - TOP) * value / top, 2)


def _nice(highest: float) -> float:
    """The least of 1, 2, 4, 5, 10, 20 and so on that is not below it; half of each reads well too."""
    if highest <= 0:
        return 2
    unit = 10 ** math.floor(math.log10(highest))
    return next(float(step * unit) for step in (1, 2, 4, 5, 10) if step * unit >= highest)


def _grid(top: float) -> tuple[tuple[float, str], ...]:
    return tuple((_height(value, top), number(round(value, 2))) for value in (0, top / 2, top))


def _feet(xs: Sequence[float], days: Sequence[str]) -> tuple[tuple[float, str, str], ...]:
    """The first day, the last, and one between where there is room."""
    if not days:
        return ()
    if len(days) == 1:
        return ((xs[0], days[0], "end" if xs[0] > WIDTH / 2 + LEFT else "middle"),)
    ends = [(xs[0], days[0], "start"), (xs[-1], days[-1], "end")]
    if len(days) > 8:
        at = len(days) // 2
        ends.insert(1, (xs[at], days[at], "middle"))
    return tuple(ends)
