"""The lines of a text, and what is said of them: labels with their values, sections; all as character offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from indexer.parse.one_line import SHORTEST, parts_of
from indexer.parse.openings import at_words

LineKind = Literal["blank", "heading", "label", "bullet", "text"]
_BULLET = re.compile(
    r"\s*(?:[-–—•·▪◦‣*●○■□✓✔➢➤►→»+§~=]\s+|>{1,4}\s+(?:[-–•*]\s+)?|(?:[VAQ]|(?:Vraag|Antwoord|Question|Answer)(?: \d{1,2})?)[:.]\s+|\[\d{1,2}\]\s+|#(?=[a-z])|[•·▪◦‣●○■□✓✔➢➤►→]|o\s{2,}|o\s(?=[A-ZÀ-Ý])|\(?(?:\d{1,2}|[a-z])[.)]\s+|\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-ZÀ-Ý]))"
)
# Alone between a question and its answer these are furniture, as an empty line of a quoted message is.
_ANSWER = frozenset(("Antwoord", "Antwoord:", "ANTWOORD", "Answer", "Answer:"))
# A message of a chat: date and time, who, and then the words.
_CHAT = re.compile(
    r"\[?(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4},?\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:uur|AM|PM))?\]?\s*(?:[-–]\s*)?(?=[A-Z~+])[^:\n\[\]]{2,45}:\s+(?=\S)"
)
# "✔ zzp   ✖ payroll": signs of a choice, and no bullet.
_CHOICES = re.compile(r"[✔✓✅][^✖✘❌\n]{1,60}[✖✘❌]|[✖✘❌][^✔✓✅\n]{1,60}[✔✓✅]")
_SIGN_OFF = re.compile(
    at_words(
        r"(?:met )?(?:(?:vriendelijke|hartelijke|warme|sportieve) )?groet(?:en|jes)?\b|m\.?v\.?g\b|hartelijks\b|(?:kind|best|warm) regards|sincerely",
        any_case=True,
    ),
    re.I,
)
_LONGEST_LINE, _LONGEST_SIGN_OFF = 4000, 60  # characters


@dataclass(slots=True)
class Line:
    """One line: ``start``/``end`` without its newline; ``content`` is where its words begin, past bullet or emoji."""

    start: int
    end: int
    content: int
    text: str
    kind: LineKind = "text"
    bullet: bool = False


class Labelled(NamedTuple):
    """A label and its value. ``key`` as in ``labels.toml``; an empty value has ``start == end``."""

    key: str
    label: str
    label_start: int
    start: int
    end: int
    text: str
    style: Literal["same-line", "next-line", "run-together", "no-colon", "column", "amended"]


class Section(NamedTuple):
    """From ``start`` to ``end``; ``kind`` as in ``headings.toml``, ``"header"`` above the first, ``"other"`` if unknown."""

    kind: str
    heading: str
    start: int
    body: int
    end: int


def _stretches(raw: str) -> Iterator[str]:
    """A line as it is, or cut at blanks where a whole text stands on it: what looks back in its line stays bounded."""
    while len(raw) > _LONGEST_LINE:
        cut = raw.rfind(" ", _LONGEST_LINE // 2, _LONGEST_LINE) + 1 or _LONGEST_LINE
        yield raw[:cut]
        raw = raw[cut:]
    yield raw


def _parts(whole: str) -> Iterator[str]:
    starts = parts_of(whole)
    for (start, opens), end in zip(starts, [*(part.start for part in starts[1:]), len(whole)], strict=True):
        if opens:
            yield ""
        yield whole[start:end]


def _line(raw: str, position: int) -> Line:
    words = raw.strip()
    if not words or words in _ANSWER or words[0] == ">" and not words.strip("> "):
        return Line(position, position, position, "", "blank")
    size = len(raw.rstrip())
    content = size - len(words)
    # Most lines begin with a word, which no bullet does but V, A, Q and the words in full.
    if words[0].isalpha() and words[1:2].isalpha() and words[0] not in "VAQ":
        return Line(position, position + size, position + content, words)
    bullet = None if _CHOICES.search(raw) else _CHAT.match(raw, content) or _BULLET.match(raw)
    content = bullet.end() if bullet and bullet.end() < size else content
    is_bullet = bullet is not None and content > 0 and bullet.re is _BULLET
    kind: LineKind = "bullet" if is_bullet else "text"
    return Line(position, position + size, position + content, raw[content:size], kind, is_bullet)


def signs_off(line: str) -> bool:
    """Whether the words of a line close a message: ``Met vriendelijke groet``. Whose it is stands below."""
    return len(line) < _LONGEST_SIGN_OFF and _SIGN_OFF.match(line) is not None


def lowered(text: str) -> str:
    """The text in lower case at the same length; a letter of which that takes two stays as it is."""
    low = text.lower()
    # Of all letters only this one takes two in lower case.
    return low if len(low) == len(text) else "İ".join(part.lower() for part in text.split("İ"))


def split_lines(text: str) -> list[Line]:
    """The lines of a text with ``\\n`` line ends, each with its bullet told apart; a very long one in stretches."""
    lines: list[Line] = []
    position = 0
    for whole in text.split("\n"):
        for part in _parts(whole) if len(whole) >= SHORTEST else (whole,):
            for raw in _stretches(part):
                # A bar between two parts belongs to neither.
                lines.append(_line(raw if raw is whole else raw.removesuffix(" | "), position))
                position += len(raw)
        position += 1
    return lines


def next_filled(lines: list[Line], index: int, blanks: int = 2) -> int | None:
    """The index of the next line that is not blank, at most ``blanks`` blank ones further on."""
    for ahead in range(index + 1, min(index + 2 + blanks, len(lines))):
        if lines[ahead].kind != "blank":
            return ahead
    return None
