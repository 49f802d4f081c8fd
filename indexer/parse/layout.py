"""The layout of a plain text: lines, label/value pairs, sections and sentences, all as character offsets.

The rules read the style of a line, never the portal it came from: a known label before a colon, before a value, alone
above its value, or glued to the value before it; headings by form and wording; a lead-in that ends in a colon.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Literal

from indexer.knowledge.wording import section_patterns
from indexer.parse.boxes import choices
from indexer.parse.columns import FIGURE, Cell, cards, cards_below, label_rows, label_runs, labels_below
from indexer.parse.labels import LabelHit, is_sign, key_over_figure, labels_in_line
from indexer.parse.pairs import pair_blocks
from indexer.parse.pieces import apart, is_headline

LineKind = Literal["blank", "heading", "label", "bullet", "text"]
ASKING = frozenset({"requirements", "preferences", "competencies", "profile", "award"})
# Labels of a line that names the assignment, and may hold its facts in pieces.
HEADLINES = frozenset({"title", "other", "free"})
NOISE = frozenset({"related", "navigation"})

_BULLET = re.compile(
    r"\s*(?:[-–—•·▪◦‣*●○■□✓✔➢➤►→»+§>~]\s+|[VAQ]:\s+|#(?=[a-z])|[•·▪◦‣●○■□✓✔➢➤►→]|o\s{2,}|\(?(?:\d{1,2}|[a-z])[.)]\s+|\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-ZÀ-Ý]))"
)
# A message of a chat: date and time, who, and then the words.
_CHAT = re.compile(
    r"\[?(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4},?\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:uur|AM|PM))?\]?\s*(?:[-–]\s*)?(?=[A-Z~+])[^:\n\[\]]{2,45}:\s+(?=\S)"
)
_DECORATION = re.compile(r"[^\w€‘’“”'\"(<\[«&+£$%/-]*")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-ZÀ-Ý0-9€•-])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:d\.w\.z|o\.a|m\.b\.t|i\.v\.m|t\.a\.v|t\.b\.v|m\.u\.v|n\.a\.v|i\.s\.m|i\.p\.v|e\.d|e\.v|a\.s|j\.l|p\.w|p\.u|p\.m|z\.s\.m|"
    r"incl|excl|max|min|art|jl|resp|ca|bijv|bv|evt|nr|ref|tel|mr|dr|drs|ing|ir|dhr|mevr|mw|prof|st|vs|gem|inw|"
    r"jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.$"
)
_LEAD_IN = re.compile(
    r"\b(zoeken|zoekt|gezocht|beschik\w*|kandidaat|kandidaten|verwacht\w*|vragen|vraagt|gevraagd|eisen|wensen|pr[eé]|ervaring|kennis|"
    r"breng|je hebt|je bent|jij|u hebt|u bent|competenties|looking for|you (?:have|are)|must|requirements?|iemand die|professional die)\b",
    re.I,
)
_PREFERENCE = re.compile(
    r"\b(wens(?:en)?|pr[eé]|voorkeur|plus(?:punt\w*)?|nice to have|preferably|meegenomen)\b", re.I
)
# Sub-headings that say nothing themselves: what is under them belongs to the heading above.
_NEUTRAL_HEADING = re.compile(
    r"(?:be|om)schrijving \(|toelichting|uitleg|algemeen|beschrijving$|omschrijving$|vervolg|deel \d", re.I
)
_MAX_HEADING = 90
_LONGEST_LINE = 4000  # characters


@dataclass(slots=True)
class Line:
    """One line: ``start``/``end`` without its newline; ``content`` is where its words begin, past bullet or emoji."""

    start: int
    end: int
    content: int
    text: str
    kind: LineKind = "text"
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and its value. ``key`` as in ``labels.toml``; an empty value has ``start == end``."""

    key: str
    label: str
    label_start: int
    start: int
    end: int
    text: str
    style: Literal["same-line", "next-line", "run-together", "no-colon", "column"]


@dataclass(frozen=True, slots=True)
class Section:
    """From ``start`` to ``end``; ``kind`` as in ``headings.toml``, ``"header"`` above the first, ``"other"`` if unknown."""

    kind: str
    heading: str
    start: int
    body: int
    end: int


@dataclass(slots=True)
class Layout:
    """What the field modules ask; offsets count in ``text``."""

    text: str
    lines: list[Line]
    labels: list[Labelled]
    sections: list[Section]
    unticked: list[tuple[int, int]]  # choices of a form that are not made
    _line_starts: list[int] = field(init=False)
    _section_starts: list[int] = field(init=False)
    _by_key: dict[str, list[Labelled]] = field(init=False)
    _pieces: list[tuple[int, int]] | None = field(init=False, default=None)
    _said: dict[tuple[int, int, int], bool] = field(init=False, default_factory=dict)
    # Start and end of all sentences in order, blank lines left out.
    sentences: list[tuple[int, int]] = field(init=False)
    # Values of labels by where they start: start, end, index; and how far those up to each reach.
    _values: list[tuple[int, int, int]] = field(init=False)
    _value_starts: list[int] = field(init=False)
    _value_reach: list[int] = field(init=False)
    low: str = field(init=False, default="")  # the text in lower case, character by character
    # Where the short lines at the top end and the first paragraph (200 characters or more) begins.
    header_end: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        low = self.text.lower()
        if len(low) != len(self.text):
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)
        self.low = low
        long = (line.start for line in self.lines if line.end - line.content >= 200)
        self.header_end = next(long, len(self.text))
        self._line_starts = [line.start for line in self.lines]
        self._section_starts = [section.start for section in self.sections]
        filled = (line for line in self.lines if line.kind != "blank")
        self.sentences = [s for line in filled for s in _sentences(self.text, low, line.content, line.end)]
        self._values = sorted((pair.start, pair.end, index) for index, pair in enumerate(self.labels))
        self._value_starts = [start for start, _, _ in self._values]
        self._value_reach = list(accumulate((end for _, end, _ in self._values), max))
        self._by_key = {}
        for pair in self.labels:
            self._by_key.setdefault(pair.key, []).append(pair)

    def labelled(self, *keys: str) -> list[Labelled]:
        """Pairs with one of these keys, in text order, empty values and sections that are noise left out."""
        found = [pair for key in keys for pair in self._by_key.get(key, ()) if pair.end > pair.start]
        return sorted((p for p in found if not self.is_noise(p.label_start)), key=lambda p: p.start)

    def section_at(self, offset: int) -> Section:
        return self.sections[max(0, bisect_right(self._section_starts, offset) - 1)]

    def is_noise(self, offset: int) -> bool:
        """Whether the offset lies in navigation, in a listing of other assignments, or in a choice that is not made."""
        return self.section_at(offset).kind in NOISE or self.is_unticked(offset)

    def is_unticked(self, offset: int) -> bool:
        """Whether the offset lies in a choice of a form whose box is empty."""
        return any(start <= offset < end for start, end in self.unticked)

    def line_at(self, offset: int) -> Line:
        return self.lines[max(0, bisect_right(self._line_starts, offset) - 1)]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence around the offset; a sentence never crosses a line."""
        line = self.line_at(offset)
        if offset < line.content:  # in the bullet or the stamp before the words
            parts = _sentences(self.text, self.low, line.start, line.end)
            return next((part for part in parts if offset < part[1]), (line.start, line.end))
        number = bisect_right(self.sentences, (offset, len(self.text))) - 1
        if number < 0 or self.sentences[number][0] < line.start:
            return line.content, line.end
        return self.sentences[number]

    def says(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        """Whether a pattern in lower case is found between two offsets; remembered, as several mentions share a sentence."""
        key = (id(pattern), start, end)
        if (known := self._said.get(key)) is None:
            known = self._said[key] = pattern.search(self.low[start:end]) is not None
        return known

    def label_covering(self, offset: int) -> Labelled | None:
        """The pair whose value holds the offset, if any; the first where several do."""
        number = bisect_right(self._value_starts, offset)
        found: list[int] = []
        while number and self._value_reach[number - 1] > offset:
            number -= 1
            if self._values[number][1] > offset:
                found.append(self._values[number][2])
        return self.labels[min(found)] if found else None

    def pieces(self) -> list[tuple[int, int]]:
        """What stands alone above the text: short lines, and what pipes, dots or dashes set apart in one; labels left out."""
        if self._pieces is None:
            self._pieces = [
                piece
                for line in self.lines
                if (line.kind not in ("blank", "label") or is_headline(line.text))
                and line.start < self.header_end
                and line.end - line.content <= 160
                for piece in apart(line.content, line.text)
            ]
        return self._pieces

    def piece_at(self, offset: int) -> tuple[int, int]:
        """The piece around the offset, an empty one where there is none."""
        return next((piece for piece in self.pieces() if piece[0] <= offset < piece[1]), (offset, offset))


def _sentences(text: str, low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE_END.finditer(text, start, end):
        if not _ABBREVIATION.search(low, max(start, match.start() - 8), match.start() + 1):
            yield start, match.end()
            start = match.end()
    if start < end:
        yield start, end


def build_layout(text: str) -> Layout:
    """Read the layout of a plain text with ``\\n`` line ends. Never raises on any text."""
    lines = _split_lines(text)
    hits = _read_labels(lines)
    cells = _read_columns(lines, hits)
    labels = _pair_values(text, lines, hits)
    if cells:
        labels = sorted([*labels, *_in_columns(text, cells)], key=lambda pair: pair.label_start)
    sections = _read_sections(text, lines)
    unticked = [
        (line.content + choice.start, line.content + choice.end)
        for line in lines
        for choice in choices(line.text)
        if not choice.ticked
    ]
    return Layout(text, lines, labels, sections, unticked)


def _stretches(raw: str) -> Iterator[str]:
    """A line as it is, or cut at blanks where a whole text stands on it: what looks back in its line stays bounded."""
    while len(raw) > _LONGEST_LINE:
        cut = raw.rfind(" ", _LONGEST_LINE // 2, _LONGEST_LINE) + 1 or _LONGEST_LINE
        yield raw[:cut]
        raw = raw[cut:]
    yield raw


def _line(raw: str, position: int) -> Line:
    end = position + len(raw.rstrip())
    if not raw.strip():
        return Line(position, position, position, "", "blank")
    bullet = _CHAT.match(raw) or _BULLET.match(raw)
    content = bullet.end() if bullet and bullet.end() < len(raw.rstrip()) else len(raw) - len(raw.lstrip())
    is_bullet = bullet is not None and content > 0 and bullet.re is _BULLET
    kind: LineKind = "bullet" if is_bullet else "text"
    return Line(position, end, position + content, raw[content:].rstrip(), kind, is_bullet)


def _split_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    position = 0
    for whole in text.split("\n"):
        for raw in _stretches(whole):
            lines.append(_line(raw, position))
            position += len(raw)
        position += 1
    return lines


def _read_labels(lines: list[Line]) -> dict[int, list[LabelHit]]:
    hits: dict[int, list[LabelHit]] = {}
    for index, line in enumerate(lines):
        if (
            line.kind != "blank"
            and (found := labels_in_line(line.text))
            and not _in_vain(lines, index, found)
        ):
            hits[index] = found
            if found[0].start <= 3:
                line.kind = "label"
        elif line.kind in ("text", "bullet") and (key := _over_figure(lines, index)):
            size = len(line.text)
            hits[index] = [LabelHit(key, 0, size, size, "next-line", True)]
            line.kind = "label"
    return hits


def _over_figure(lines: list[Line], index: int) -> str | None:
    """What a short line asks for that is no listed label, where a short line with a figure stands under it."""
    below = _next_filled(lines, index, 1)
    if below is None or not FIGURE.search(lines[below].text) or lines[below].end - lines[below].content > 60:
        return None
    return key_over_figure(lines[index].text)


def _in_vain(lines: list[Line], index: int, found: list[LabelHit]) -> bool:
    """A question alone on its line with no short answer right under it is a heading, and labels nothing."""
    if not lines[index].text.endswith("?") or found[0].value < len(lines[index].text):
        return False
    below = lines[index + 1] if index + 1 < len(lines) else lines[index]
    return below.kind == "blank" or below.end - below.content > 70 or below.text.endswith("?")


def _read_columns(lines: list[Line], hits: dict[int, list[LabelHit]]) -> list[Cell]:
    """Pairs whose label and value stand in rows or runs apart; their lines are taken out of ``hits``."""
    found: list[Cell] = []
    words = [(line.content, line.text) for line in lines]
    for label, value, pairs in label_rows(words):
        found.extend(pairs)
        lines[label].kind = lines[value].kind = "label"
        hits.pop(label, None)
        hits.pop(value, None)
    alone = [
        hits[i][0].key if i in hits and len(hits[i]) == 1 and hits[i][0].value >= len(line.text) else None
        for i, line in enumerate(lines)
    ]
    signs = [line.kind != "blank" and is_sign(line.text) for line in lines]
    for index, cell in pair_blocks(words):
        if cell.key == "free" and index in hits:
            continue
        found.append(cell)
        hits.pop(index, None)
        lines[index].kind = "label"
    for taken, pairs in (
        *cards(words, signs),
        *labels_below(words, alone),
        *cards_below(words, alone),
        *label_runs(words, alone),
    ):
        if any(index not in hits and alone[index] for index in taken):  # taken already
            continue
        found.extend(pairs)
        for index in taken:
            hits.pop(index, None)
            lines[index].kind = "label"
    return found


def _in_columns(text: str, cells: list[Cell]) -> list[Labelled]:
    return [
        Labelled(
            cell.key,
            text[cell.start : cell.end],
            cell.value_start,  # evidence shows the value alone: other cells stand between it and its label
            cell.value_start,
            cell.value_end,
            text[cell.value_start : cell.value_end],
            "column",
        )
        for cell in cells
    ]


def _next_filled(lines: list[Line], index: int, blanks: int = 2) -> int | None:
    for ahead in range(index + 1, min(index + 2 + blanks, len(lines))):
        if lines[ahead].kind != "blank":
            return ahead
    return None


def _value_below(lines: list[Line], hits: dict[int, list[LabelHit]], index: int) -> tuple[int, int] | None:
    """Span of a value on the line(s) below a label: one line, the bullets of a list, or a line and its bracket."""
    below = _next_filled(lines, index)
    if below is None or below in hits and hits[below][0].start <= 1 and hits[below][0].sure:
        return None
    if below in hits and hits[below][0].start > 0 and hits[below][0].style == "run-together":
        return lines[below].content, lines[below].content + hits[below][0].start
    last = below
    while (ahead := _next_filled(lines, last, 0)) is not None and ahead not in hits:
        if lines[ahead].text.startswith("(") or (
            lines[below].bullet and lines[ahead].bullet and last - below < 12
        ):
            last = ahead
        else:
            break
    return lines[below].content, lines[last].end


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
            value = text[start:stop].strip(" \t|;,*_•·–-") if stop > start else ""
            if value:
                start = text.index(value, start)
                end, style = start + len(value), hit.style
            elif stop == line.end and text[start:stop].strip() not in ("-", "–", "—"):
                span = _value_below(lines, hits, index)
                start, end = span or (start, start)
                value, style, taken = text[start:end], "next-line", max(taken, end)
            else:
                end, style = start, hit.style
            if value.strip() in ("-", "–", "—", "n.v.t.", "nvt"):
                end, value = start, ""
            pairs.append(Labelled(hit.key, text[at : at + hit.length], at, start, end, value, style))
    return [made for pair in pairs for made in _ticked(pair)]


def _ticked(pair: Labelled) -> Iterator[Labelled]:
    """The pair itself, or one for each ticked choice of its value."""
    made = choices(pair.text)
    if not made:
        yield pair
    for choice in made:
        if choice.ticked:
            words = pair.text[choice.start : choice.end]
            start = pair.start + choice.start
            yield replace(pair, start=start, end=start + len(words), text=words)


def _heading_kind(words: str) -> str | None:
    low = words.lower().strip(" :*#_").lstrip("0123456789.) ")
    return next((kind for kind, pattern in section_patterns() if pattern.search(low)), None)


def _is_heading(lines: list[Line], index: int) -> tuple[bool, str | None]:
    """Whether a line is a heading, and the kind of section it opens (None for unknown wording)."""
    line = lines[index]
    words = line.text
    if not words or len(words) > _MAX_HEADING or words[-1] in ".,;!" or words[0].islower():
        return False, None
    count = len(words.split())
    if count > 12:
        return False, None
    marked = words.startswith("#") or (words.isupper() and count <= 10 and len(words) > 3)
    colon = words.endswith(":")
    if (line.bullet and not words[0].isupper()) or (colon and count > 7):
        return False, None
    before = index == 0 or lines[index - 1].kind == "blank"
    if not (before or marked or colon or count <= 4):
        return False, None
    kind = _heading_kind(words)
    numbered = line.bullet and line.start < line.content and line.kind != "label"
    if numbered and not (kind and count <= 5 and before):
        return False, None
    if line.kind == "label":
        return (True, kind) if kind and count <= 3 and before and not _has_value(line) else (False, None)
    if marked or (kind and count <= 8 and (before or colon or count <= 4)):
        return True, kind
    after = index + 1 < len(lines) and lines[index + 1].kind == "blank"
    return before and (after or count <= 6) and _next_filled(lines, index) is not None, kind


def _has_value(line: Line) -> bool:
    return ":" in line.text.rstrip(": ")


def _read_sections(text: str, lines: list[Line]) -> list[Section]:
    opened: list[tuple[str, str, int, int]] = [("header", "", 0, 0)]
    resume: str | None = None
    for index, line in enumerate(lines):
        if line.kind == "blank":
            continue
        heading, kind = _is_heading(lines, index)
        current = opened[-1][0]
        if heading:
            if line.kind == "text":
                line.kind = "heading"
            if current in ASKING and (kind is None or _NEUTRAL_HEADING.match(line.text)):
                kind = current
            kind = kind or "other"
            opened.append((kind, line.text, line.start, line.end))
            resume = None
        elif line.text.endswith(":") and not line.bullet and _LEAD_IN.search(line.text):
            resume = resume or current
            kind = "preferences" if _PREFERENCE.search(line.text) else "profile"
            opened.append((kind, line.text, line.start, line.end))
        elif resume is not None and not line.bullet and lines[index - 1].kind == "blank":
            opened.append((resume, "", line.start, line.start))
            resume = None
    ends = [start for _, _, start, _ in opened[1:]] + [len(text)]
    return [
        Section(kind, head, start, body, end)
        for (kind, head, start, body), end in zip(opened, ends, strict=True)
    ]
