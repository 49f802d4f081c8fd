"""What was understood of a typed query: one piece of it, and the parameter it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Chip:
    """``q[start:end]``, read as the request attributes ``values``. ``shown`` has the same under the contract's
    parameter names, as text; ``label`` is for people.
    """

    text: str
    start: int
    end: int
    label: str
    shown: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, Any], ...]

    def as_json(self) -> list[dict[str, Any]]:
        """One object for each parameter: figures that say both ends of a range give two over the same words."""
        return [
            {
                "parameter": parameter,
                "value": value,
                "text": self.text,
                "start": self.start,
                "end": self.end,
                "label": self.label,
            }
            for parameter, value in self.shown
        ]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the query that is still to be given a meaning."""

    text: str
    start: int
    end: int

    def chip(self, label: str, shown: dict[str, str], **values: Any) -> Chip:
        """The chip of this piece; without ``values`` each parameter's own attribute gets its value in a tuple."""
        own = tuple(values.items()) or tuple((parameter, (value,)) for parameter, value in shown.items())
        return Chip(self.text, self.start, self.end, label, tuple(shown.items()), own)
