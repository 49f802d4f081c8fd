"""Markdown (CommonMark with tables) as plain text: marks gone, lines and lists kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.readers.decode import decode
from indexer.readers.guard import guarded
from indexer.readers.html import read_markup
from indexer.readers.plain import (
    LONGEST_STRUCK,
    bounded,
    clean_characters,
    is_replaced,
    join_blocks,
    one_line,
    tidy,
)
from indexer.readers.skip_links import without_skip_links
from indexer.readers.source import Limits, ReadError, SourceText
from indexer.readers.tables import table_lines

_FRONT_MATTER = re.compile(r"\A\s*---[ ]*\n(.*?)^(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.S | re.M)
_FRONT_LINE = re.compile(r"([A-Za-zÀ-ÿ][\w .-]{0,60}?)\s*:(?:\s+|$)(.*)")
# A line that opens with a label: a capital, few words, a colon, then a value or nothing.
_LABEL = re.compile(r"[A-ZÀ-Ý][^:.!?]{1,50}:(?:\s|$)")
_LABEL_CHARS = 60  # of a line, more than a label has with what follows it
_DIGIT = re.compile(r"\d")
_INLINE_TAG = re.compile(r"<[^>]*>")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@guarded("Markdown file")
def read(data: bytes, limits: Limits) -> SourceText:
    """Read a Markdown file. Raises ReadError when it is empty, binary or too long."""
    text = clean_characters(decode(data))
    if len(text) > 2 * limits.text_chars:  # the parser keeps several times its input in memory
        raise ReadError(
            f"its text is {len(text):,} characters, more than the bound of {limits.text_chars:,} characters"
        )
    front, properties, body = _front_matter(text)
    rendered = _Renderer(limits).render(_PARSER.parse(body))
    text = bounded(without_skip_links(tidy(join_blocks((front, rendered)))), limits)
    return SourceText(text, title=one_line(properties.get("title") or properties.get("titel")))


def _front_matter(text: str) -> tuple[str, dict[str, str], str]:
    """Front matter as ``key: value`` lines and by lower-case key, and the text below it."""
    block = _FRONT_MATTER.match(text)
    if block is None:
        return "", {}, text
    lines: list[str] = []
    properties: dict[str, str] = {}
    for line in block[1].split("\n"):
        pair = _FRONT_LINE.fullmatch(line.rstrip())
        if pair:
            value = _scalar(pair[2])
            properties[pair[1].lower()] = value
            lines.append(f"{pair[1]}: {value}".rstrip())
        elif line.strip() and not line.lstrip().startswith("#"):
            lines.append(line.strip())
    return ("\n".join(lines), properties, text[block.end() :]) if properties else ("", {}, text)


def _scalar(value: str) -> str:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_scalar(item) for item in value[1:-1].split(","))
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


@dataclass(slots=True)
class _Renderer:
    """Walks the parser's flat list of tokens; keeps where it is in lists and tables."""

    limits: Limits
    lines: list[str] = field(default_factory=list)
    bullet: str = ""
    numbers: list[int | None] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    in_cell: bool = False

    def render(self, tokens: list[Token]) -> str:
        for token in tokens:
            self._take(token)
        return "\n".join(self.lines)

    def _take(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._words(_inline(token))
            case "heading_open" | "heading_close" | "hr" | "blockquote_open" | "blockquote_close":
                self.lines.append("")
            case "paragraph_close" if not self.numbers:
                self.lines.append("")
            case "bullet_list_open":
                self.numbers.append(None)
            case "ordered_list_open":
                self.numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self.numbers.pop()
                if not self.numbers:
                    self.lines.append("")
            case "list_item_open":
                self._item()
            case "fence" | "code_block":
                self.lines += ["", token.content, ""]
            case "html_block":
                self.lines += ["", self._markup(token.content), ""]
            case _:
                self._table(token.type)

    def _table(self, kind: str) -> None:
        match kind:
            case "table_open":
                self.rows = []
            case "tr_open":
                self.rows.append([])
            case "th_open" | "td_open":
                self.in_cell = True
                self.rows[-1].append("")
            case "th_close" | "td_close":
                self.in_cell = False
            case "table_close":
                self.lines += ["", table_lines(self.rows, header=True), ""]

    def _item(self) -> None:
        number = self.numbers[-1]
        self.bullet = "- " if number is None else f"{number}. "
        if number is not None:
            self.numbers[-1] = number + 1

    def _words(self, words: str) -> None:
        if self.in_cell:
            self.rows[-1][-1] = words
            return
        self.lines.append(self.bullet + words)
        self.bullet = ""

    def _markup(self, markup: str) -> str:
        try:
            return read_markup(markup, self.limits).text
        except ReadError:  # a block of nothing but tags or a comment
            return ""


def _is_bold_line(children: Sequence[Token], end: int) -> bool:
    """Whether the line before a soft break is bold from end to end, and asks nothing: ``**Client**`` above a name."""
    start = next((at + 1 for at in range(end - 1, -1, -1) if children[at].type == "softbreak"), 0)
    line = [child for child in children[start:end] if child.type != "text" or child.content.strip()]
    ends = [child.type for child in (*line[:1], *line[-1:])]
    bold = ends == ["strong_open", "strong_close"] and sum(child.type == ends[0] for child in line) == 1
    return bold and not "".join(child.content for child in line).rstrip().endswith("?")


def _inline(token: Token) -> str:
    """The words of one block. A soft break is a space, but a line end around a line that opens with a
    label, and behind one that is bold and no more."""
    parts: list[str] = []
    breaks: list[int] = []
    struck: list[tuple[int, int]] = []
    begun = 0
    children = token.children or []
    for at, child in enumerate(children):
        if child.type == "softbreak":
            if not _is_bold_line(children, at):
                breaks.append(len(parts))
            parts.append("\n")
        elif child.type == "hardbreak" or (
            child.type == "html_inline" and _LINE_BREAK_TAG.fullmatch(child.content)
        ):
            parts.append("\n")
        elif child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type == "s_open":
            begun = len(parts)
        elif child.type == "s_close":
            struck.append((begun, len(parts)))
        elif child.type == "html_inline":
            parts.append(_INLINE_TAG.sub("", child.content))
    _end_lines(parts, breaks)
    _blank_replaced(parts, struck)
    return "".join(parts)


def _end_lines(parts: list[str], breaks: Sequence[int]) -> None:
    """Make a space of each soft break that ends no line. Reads each part once before a break and once behind one."""
    before, read = "", 0
    for place in breaks:
        for part in parts[read:place]:
            before = (part.rsplit("\n", 1)[1] if "\n" in part else before + part).lstrip()[:_LABEL_CHARS]
        read = place
        after = _line_from(parts, place + 1)
        if not (_LABEL.match(after.lstrip()) or (_LABEL.match(before) and after[:1].isupper())):
            parts[place] = " "


def _line_from(parts: Sequence[str], start: int) -> str:
    """The words from a part on to the end of their line."""
    line: list[str] = []
    for at in range(start, len(parts)):
        line.append(parts[at])
        if "\n" in parts[at]:
            break
    return "".join(line).split("\n", 1)[0]


def _blank_replaced(parts: list[str], struck: Sequence[tuple[int, int]]) -> None:
    """Leave out words that are struck out where a figure stands in their place on the same line. ``struck`` has their first
    part and the one behind them, as they end; what is struck out twice begins where the innermost does.
    """
    after = _figures_after(parts) if struck else []
    before = words = ""
    begun = read = kept = 0
    for start, end in struck:
        if start != begun:
            for part in parts[begun:start]:
                line = part.rsplit("\n", 1)
                before = _figure(line[-1]) or ("" if len(line) > 1 else before)
            begun = read = kept = start
            words = ""
        words = (words + "".join(parts[read:end]))[: LONGEST_STRUCK + 1]
        read = end
        if is_replaced(words, before + after[end]):
            parts[kept:end] = [""] * (end - kept)
            kept, words = end, ""


def _figures_after(parts: Sequence[str]) -> list[str]:
    """For each part, and for the end, a figure between it and the end of its line; empty where there is none."""
    found = [""]
    for part in reversed(parts):
        line = part.split("\n", 1)
        found.append(_figure(line[0]) or ("" if len(line) > 1 else found[-1]))
    return found[::-1]


def _figure(text: str) -> str:
    digit = _DIGIT.search(text)
    return digit[0] if digit else ""
