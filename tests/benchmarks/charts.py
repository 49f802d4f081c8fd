"""Bars as SVG, by a template of our own: rows of one or two bars on a scale that is linear or logarithmic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_WIDTH: Final = 760
_LABEL: Final = 300
_FIGURE: Final = 110
_BAR: Final = 14
_GAP: Final = 10
_TOP: Final = 56
_COLOURS: Final = ("#1a5fb4", "#9a9996", "#c64600")
_FONT: Final = "system-ui, sans-serif"


@dataclass(frozen=True, slots=True)
class Row:
    """``values`` are in the order of the chart's series; a ``None`` draws no bar and says ``missing``."""

    label: str
    values: tuple[float | None, ...]


def bars(title: str, series: Sequence[str], rows: Sequence[Row], unit: str, *, logarithmic: bool = False,
         mark: float | None = None) -> str:  # fmt: skip
    """An SVG picture. ``mark`` draws an upright line at that value."""
    values = [value for row in rows for value in row.values if value is not None and value > 0]
    highest = max([*values, mark or 0.0], default=1.0)
    lowest = min([*values, mark or highest], default=1.0) / 2 if logarithmic else 0.0
    room = _WIDTH - _LABEL - _FIGURE

    def long(value: float) -> float:
        if not logarithmic:
            return room * value / highest
        return room * math.log(max(value, lowest) / lowest) / math.log(highest / lowest)

    drawn: list[str] = []
    y = _TOP
    for row in rows:
        middle = y + len(row.values) * _BAR / 2 + 4
        drawn.append(_text(_LABEL - 8, middle, row.label, anchor="end"))
        for number, value in enumerate(row.values):
            if value is not None:
                drawn.append(_bar(_LABEL, y, long(value), _COLOURS[number % len(_COLOURS)]))
            told = "missing" if value is None else f"{number_text(value)} {unit}"
            drawn.append(_text(_LABEL + (long(value) if value else 0) + 6, y + _BAR - 3, told))
            y += _BAR
        y += _GAP
    if mark is not None:
        x = _LABEL + long(mark)
        drawn.append(
            f'<line x1="{x:.1f}" y1="{_TOP - 6}" x2="{x:.1f}" y2="{y}" stroke="#a51d2d" stroke-dasharray="4 3"/>'
        )
    scale = f"{unit}, logarithmic" if logarithmic else unit
    head = [_text(8, 20, f"{title} ({scale})", size=15), *_legend(series)]
    return _whole(title, y + 6, [*head, *drawn])


def _legend(series: Sequence[str]) -> list[str]:
    drawn, x = [], _LABEL
    for number, name in enumerate(series):
        drawn += [_bar(x, 32, 12, _COLOURS[number % len(_COLOURS)]), _text(x + 18, 43, name)]
        x += 34 + 7 * len(name)
    return drawn


def _bar(x: float, y: float, width: float, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{max(width, 1):.1f}" height="{_BAR - 2}" fill="{colour}"/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}">{escape(text)}</text>'


def _whole(title: str, height: float, drawn: Sequence[str]) -> str:
    inside = "\n".join(drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" '
        f'height="{height:.0f}" role="img" font-family="{_FONT}" fill="#241f31">\n<title>{escape(title)}</title>\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{inside}\n</svg>\n'
    )


def number_text(value: float) -> str:
    """Three figures, thousands apart: 1,234 · 12.3 · 0.123."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 1 else f"{value:.3f}"
