"""A pruned HTML tree -> plain text, by inscriptis, which knows how elements stack.

Before it renders, the tree is brought to the few block elements it handles well: tables and definition lists
become lines of ``label: value``, inline elements dissolve into the text around them.
"""

from __future__ import annotations

from typing import Any

from inscriptis.html_engine import Inscriptis
from inscriptis.html_properties import Display, WhiteSpace
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_document_state import HtmlDocumentState
from inscriptis.model.html_element import HtmlElement
from inscriptis.model.tag import CustomHtmlTagHandlerMapping
from lxml import etree

from indexer.readers.html_prune import text_of
from indexer.readers.plain import tidy
from indexer.readers.source import ReadError
from indexer.readers.tables import label_line, table_lines

_SPACED = (
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "table", "dl", "section", "article",
    "fieldset", "pre",
)  # fmt: skip
_STACKED = (
    "address", "aside", "body", "caption", "center", "dd", "details", "div", "dt", "figcaption", "footer",
    "form", "header", "hgroup", "legend", "li", "main", "ol", "summary", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
)  # fmt: skip
_BLOCKS = frozenset((*_SPACED, *_STACKED))
_UNWRAPPED = _BLOCKS - {"ul", "ol", "pre", "li"}
_KEPT = _BLOCKS | {"br", "hr"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A cell with more than this is a part of the page laid out by a table, not a value.
_CELL_CHARS = 400
# A cell of a row of values within such a table holds no more.
_LABEL_CHARS = 120
# libxml2 builds no tree deeper than 2,048 elements and drops what is below in silence.
_REFUSED_DEPTH = 2000
# The renderer calls itself once a level; deeper trees are flattened. Real pages stay below 40 levels.
_RENDERED_DEPTH = 100
# Each element takes some 40 microseconds in all; real pages have a few thousand.
_MAX_ELEMENTS = 150_000

_CSS = {
    **{tag: HtmlElement(display=Display.block) for tag in _STACKED},
    **{tag: HtmlElement(display=Display.block, margin_before=1, margin_after=1) for tag in _SPACED},
    "hr": HtmlElement(display=Display.block, margin_before=1, margin_after=1),
    "pre": HtmlElement(display=Display.block, margin_before=1, margin_after=1, whitespace=WhiteSpace.pre),
}


def _start_bullets(state: HtmlDocumentState, _: Any) -> None:
    state.li_counter.append("- ")


def _start_numbers(state: HtmlDocumentState, attributes: Any) -> None:
    start = attributes.get("start") or ""
    state.li_counter.append(int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1)


_CONFIG = ParserConfig(
    css=_CSS,
    custom_html_tag_handler_mapping=CustomHtmlTagHandlerMapping(
        start_tag_mapping={"ul": _start_bullets, "ol": _start_numbers}, end_tag_mapping={}
    ),
)


def flatten(root: Any) -> None:
    """Bound the depth of the tree. Raises ReadError when it is beyond reason in depth or size."""
    depths = {root: 0}
    for element in root.iter():
        parent = element.getparent()
        if parent is not None and element is not root:
            depths[element] = depth = depths[parent] + 1
            if depth > _REFUSED_DEPTH:
                raise ReadError(f"its elements are nested more than {_REFUSED_DEPTH:,} deep")
    if len(depths) > _MAX_ELEMENTS:
        raise ReadError(f"it has {len(depths):,} elements, more than the bound of {_MAX_ELEMENTS:,}")
    for element, depth in depths.items():
        if depth > _RENDERED_DEPTH:
            element.tag = "flat"
            element.tail = f" {element.tail or ''}"
    etree.strip_tags(root, "flat")


def render(element: Any) -> str:
    """The element as tidy plain text. Changes the tree."""
    _dissolve_inline(element)
    for table in reversed(list(element.iter("table"))):
        _lay_out_table(table)
    for listing in reversed(list(element.iter("dl"))):
        _become_lines(listing, _definition_lines(listing))
    _mend_lists(element)
    return tidy(_rendered(element))


def _rendered(element: Any) -> str:
    # The renderer writes what follows an element too, and bullets only inside the lists it has seen.
    tail, element.tail = element.tail, None
    text: str = Inscriptis(element, _CONFIG).get_text()
    element.tail = tail
    return text


def _dissolve_inline(root: Any) -> None:
    for element in list(root.iter()):
        if "-" in element.tag or element.tag == "html":  # custom elements wrap blocks as a rule
            element.tag = "div"
        if element is not root and element.tag not in _KEPT:
            after = element.getnext()
            # Two inline elements without a space between are label and value set apart by style.
            if after is not None and not element.tail and after.tag not in _BLOCKS:
                element.tail = " "
            element.tag = "inline"
    etree.strip_tags(root, "inline")


def _cell_text(cell: Any) -> str:
    if len(cell) == 0:
        return text_of(cell)
    _mend_lists(cell)
    return tidy(_rendered(cell))


def _become_lines(element: Any, lines: str) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "pre", lines, tail


def _lay_out_table(table: Any) -> None:
    cells = list(table.iter("td", "th"))
    is_layout = table.get("role") == "presentation" or any(
        len(text_of(cell)) > _CELL_CHARS or next(cell.iter(*_HEADINGS, "pre"), None) is not None
        for cell in cells
    )
    if is_layout:
        _lay_out_rows(table)
        return
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    header = True if rows and all(cell.tag == "th" for cell in rows[0]) else None
    caption = next(table.iter("caption"), None)
    lines = table_lines([[_cell_text(cell) for cell in row] for row in rows], header=header)
    title = text_of(caption) if caption is not None else ""
    _become_lines(table, f"{title}\n{lines}".strip())


def _lay_out_rows(table: Any) -> None:
    """A part of the page that a table lays out: a block a row, but for rows of short cells, which are a line of their own."""
    for row in list(table.iter("tr")):
        cells = [cell for cell in row if cell.tag in ("td", "th") and text_of(cell)]
        if len(cells) > 1 and all(_is_short(cell) for cell in cells):
            lines = table_lines([[_cell_text(cell) for cell in cells]]).split("\n")
            _become_lines(row, lines[0])
            row.tag = "div"
            for line in lines[1:]:
                etree.SubElement(row, "br").tail = line
        elif len(cells) == 1:
            row.tag = "section"
    for part in list(table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")):
        part.tag = "div"


def _is_short(cell: Any) -> bool:
    return len(text_of(cell)) <= _LABEL_CHARS and next(cell.iter(*_HEADINGS, "pre"), None) is None


def _definition_lines(listing: Any) -> str:
    lines: list[str] = []
    label: str | None = None
    values: list[str] = []
    for part in [*listing.iter("dt", "dd"), None]:
        if part is not None and part.tag == "dd":
            values.append(_cell_text(part))
            continue
        if label is not None or values:
            lines.append(label_line(label or "", "\n".join(value for value in values if value)))
        label, values = (_cell_text(part) if part is not None else None), []
    return "\n".join(lines)


def _mend_lists(root: Any) -> None:
    """A bullet stands before the first words of its item, also when these sit in a block of their own."""
    for item in list(root.iter("li")):
        parent = item.getparent()
        if parent is None or parent.tag not in ("ul", "ol"):
            item.tag = "div"
            continue
        while len(item) and not (item.text or "").strip() and item[0].tag in _UNWRAPPED:
            first = item[0]
            if (first.tail or "").strip():
                first.addnext(etree.Element("br"))
            first.drop_tag()
        if not (item.text or "").strip() and (len(item) == 0 or item[0].tag in ("ul", "ol")):
            item.tag = "div"  # no words of its own, so no bullet
