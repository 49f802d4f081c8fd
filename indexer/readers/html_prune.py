"""Take from a web page what is not its subject: menus, notices, listings, forms, hidden parts.

Three strengths, so that a page which names its parts oddly is not emptied: ``ALL`` prunes by tag, role, class
words, headings and link density, ``FRAME`` by tag and role alone, ``UNSEEN`` only what no person sees.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from indexer.readers.plain import is_replaced

_PATTERNS = Path(__file__).with_name("boilerplate.toml")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEAVES = ("p", "div", "li", "span", "a", "h2", "h3", "h4", "h5", "h6", "strong", "b", "section", "td")
_KEPT_WHOLE = frozenset({"html", "body", "main", "article"})
_SUBJECT = ("main", "article")
# An element holding more than this share of the page's text is its subject, whatever its name says.
_SUBJECT_SHARE = 0.5
_LINE_CHARS = 60
_PROSE_CHARS = 120
_LEAF_ELEMENTS = 6
_EMPTY_SIBLINGS = 5
# What a page strikes out, and where what holds in its place stands beside it.
_STRUCK = frozenset({"del", "s", "strike"})
_NESTED = 3
_STRUCK_STYLE = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.I)
_HOLDERS = frozenset({"td", "th", "dd", "li", "p", "span", "div", "strong", "b", "em"})
# What stands above a list of others, where it is no heading.
_LINES_ABOVE = ("p", "div", "span", "strong", "b")
_FEWEST_LISTED = 2
_MENU_LINKS = 4
_MENU_LINK_CHARS = 40
_CELLS = frozenset({"td", "th", "dt", "dd"})
_MENU_TAGS = frozenset({"ul", "ol", "div", "section", "table", "p"})
_BUTTON = re.compile(" (?:btn|button|cta) ")
# Where a control names the part of the page that it shows: WAI-ARIA 1.2, links to a fragment, and what frameworks made of it.
_OPENERS = ("aria-controls", "href", "data-target", "data-bs-target", "data-toggle-target")
_HIDING = ("hidden", "aria-hidden", "style")
_NO_PANELS = frozenset({"a", "button", "dialog", "form", "i", "img", "li", "menu", "nav", "svg"})
_DROPPED = "dropped"


class Strength(IntEnum):
    """How much is taken; each takes what the one below it takes and more."""

    UNSEEN = 0
    FRAME = 1
    ALL = 2


@cache
def _tables() -> dict[str, Any]:
    with _PATTERNS.open("rb") as file:
        return tomllib.load(file)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry})" for entry in _tables()[name]))


@cache
def _class_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f" {re.escape(entry)} " for entry in _tables()["class_words"]))


def text_of(element: Any) -> str:
    """All words in the element on one line."""
    return " ".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False).split())


@dataclass(frozen=True, slots=True)
class _Page:
    """What decides whether an element is the page's subject, measured once a pass."""

    body: Any
    size: int
    titles: int

    @classmethod
    def of(cls, body: Any) -> _Page:
        return cls(body, len(text_of(body)), sum(1 for heading in body.iter("h1") if text_of(heading)))

    def is_subject(self, element: Any) -> bool:
        """Whether dropping the element would take the page's only title or most of its words."""
        if element is self.body or element.tag in _KEPT_WHOLE:
            return True
        inside = sum(1 for heading in element.iter("h1") if text_of(heading))
        return bool(inside and inside == self.titles) or len(text_of(element)) > self.size * _SUBJECT_SHARE


def prune(body: Any, strength: Strength) -> None:
    """Prune the tree in place."""
    passes: list[Callable[[Any], None]] = [_prune_unseen]
    if strength >= Strength.FRAME:
        passes.append(_prune_frame)
    if strength >= Strength.ALL:
        passes += [_prune_named, _prune_listings, _prune_menus, _prune_lines]
    for one_pass in passes:
        one_pass(body)
        etree.strip_elements(body, _DROPPED, with_tail=False)


def _drop(element: Any) -> None:
    """Mark for removal; the words after it stay, set apart by a space. Removal itself is one sweep a pass."""
    if element.tag != _DROPPED:
        element.tail = f" {element.tail or ''}"
        element.tag = _DROPPED


def _prune_unseen(body: Any) -> None:
    tags = frozenset(_tables()["tags"])
    elements = list(body.iter())
    for element in _shown_later(body, [element for element in elements if _is_hidden(element)]):
        for attribute in _HIDING:  # for the renderer too
            element.attrib.pop(attribute, None)
    for element in elements:
        if element is not body and (
            element.tag in tags or _is_hidden(element) or _is_struck(element) and _is_replaced(element)
        ):
            _drop(element)


def _shown_later(body: Any, hidden: Sequence[Any]) -> list[Any]:
    """Of the hidden elements those that a reader gets to see: the panel of a tab or of what opens and shuts, and what holds
    most of the page's words, which a script shows once it is loaded.
    """
    if not hidden:
        return []
    opened = {
        name.removeprefix("#")
        for element in body.iter()
        for attribute in _OPENERS
        for name in (element.get(attribute) or "").split()
        if attribute == "aria-controls" or name.startswith("#")
    }
    names = _class_pattern()
    whole: int | None = None
    found = []
    for element in hidden:
        name = element.get("id") or ""
        if element.tag in _NO_PANELS or any(names.search(_name_words(one)) for one in _names(element)):
            continue
        if (
            (name and name in opened)
            or (element.get("role") or "").strip().lower() == "tabpanel"
            or _opens_next(element.getprevious())
        ):
            found.append(element)
            continue
        words = len(text_of(element)) if len(element) else 0
        if words > _PROSE_CHARS:
            whole = len(text_of(body)) if whole is None else whole
            if words > whole * _SUBJECT_SHARE:
                found.append(element)
    return found


def _opens_next(before: Any) -> bool:
    """Whether an element is one to press, which shows what stands behind it."""
    if before is None:
        return False
    role = (before.get("role") or "").strip().lower()
    return (
        before.tag in ("button", "summary", *_HEADINGS)
        or role == "button"
        or before.get("onclick") is not None
        or before.get("aria-expanded") is not None
    )


def _is_struck(element: Any) -> bool:
    return element.tag in _STRUCK or bool(_STRUCK_STYLE.search(element.get("style") or ""))


def _is_replaced(element: Any) -> bool:
    """Whether a figure that is in its place stands beside it in the same line or cell."""
    words = text_of(element)
    for outer in islice(element.iterancestors(), _NESTED):
        if outer.tag not in _HOLDERS:
            return False
        if (around := text_of(outer)) != words:
            return is_replaced(words, around.replace(words, "", 1))
    return False


def _is_hidden(element: Any) -> bool:
    """Not for the eye. Text for screen readers only is kept: portals put the labels of icons there."""
    if element.tag in _KEPT_WHOLE:
        return False
    hidden = element.get("hidden")
    return (
        (hidden is not None and hidden != "until-found")
        or (element.get("aria-hidden") or "").lower() == "true"
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _in_subject(element: Any) -> bool:
    return any(ancestor.tag in _SUBJECT for ancestor in element.iterancestors())


def _prune_frame(body: Any) -> None:
    tables = _tables()
    frame_tags, roles = frozenset(tables["frame_tags"]), frozenset(tables["roles"])
    page = _Page.of(body)
    for element in list(body.iter()):
        role = (element.get("role") or "").strip().lower()
        edge = element.tag in ("header", "footer") and not _in_subject(element)
        framing = edge or element.tag == "form" or role in roles
        if element.tag in frame_tags or (framing and not page.is_subject(element)):
            _drop(element)


def _names(element: Any) -> list[str]:
    return f"{element.get('class') or ''} {element.get('id') or ''}".split()


def _name_words(name: str) -> str:
    return f" {' '.join(_WORDS.findall(name)).lower()} "


def _prune_named(body: Any) -> None:
    page, pattern = _Page.of(body), _class_pattern()
    for element in list(body.iter()):
        words = [_name_words(name) for name in _names(element)]
        is_button = element.tag == "a" and any(_BUTTON.search(word) for word in words)
        if is_button or (any(pattern.search(word) for word in words) and not page.is_subject(element)):
            _drop(element)


def _prune_listings(body: Any) -> None:
    """Other assignments, sharing and the like: from their heading to the end of their part of the page."""
    page, pattern = _Page.of(body), _pattern("headings")
    for heading in list(body.iter(*_HEADINGS[1:])):
        words = text_of(heading)
        if not pattern.fullmatch(words.lower()):
            continue
        block = heading
        while (
            (parent := block.getparent()) is not None
            and parent is not body
            and _opens(block, parent, alone=True)
        ):
            block = parent
        if parent is not None and _opens(block, parent) and not page.is_subject(parent):
            _drop(parent)
        else:
            _drop_until_heading(block, int(heading.tag[1]))
    for line in list(body.iter(*_LINES_ABOVE)):
        parent = line.getparent()
        if (
            line.tag != _DROPPED
            and parent is not None
            and parent is not body
            and len(line) <= 1
            and len(words := text_of(line)) <= _LINE_CHARS
            and pattern.fullmatch(words.lower())
            and _opens(line, parent)
            and _heads_links(line)
            and not page.is_subject(parent)
        ):
            _drop(parent)


def _heads_links(line: Any) -> bool:
    """Whether all that stands below a line in its part of the page are links, with what is said of each, two at the least."""
    below = [sibling for sibling in line.itersiblings() if text_of(sibling)]
    linked = [sum(1 for _ in islice(sibling.iter("a"), _FEWEST_LISTED)) for sibling in below]
    return sum(linked) >= _FEWEST_LISTED and all(linked)


def _opens(block: Any, parent: Any, *, alone: bool = False) -> bool:
    """Whether no words stand before the block in its parent; with ``alone``, none after it either."""
    before = islice(block.itersiblings(preceding=True), _EMPTY_SIBLINGS)
    after = islice(block.itersiblings(), _EMPTY_SIBLINGS) if alone else ()
    beside = [*before, *after]
    words = (parent.text, block.tail if alone else "", *(one.tail for one in beside), *map(text_of, beside))
    return len(beside) < _EMPTY_SIBLINGS and not any((word or "").strip() for word in words)


def _drop_until_heading(block: Any, level: int) -> None:
    same_or_higher = _HEADINGS[:level]
    for sibling in block.itersiblings():
        if sibling.tag in same_or_higher or next(sibling.iter(*same_or_higher), None) is not None:
            break
        _drop(sibling)
    _drop(block)


def _prune_menus(body: Any) -> None:
    """Blocks that are nearly all links, above the title or below the last paragraph of prose."""
    elements = list(body.iter())
    title = next((place for place, element in enumerate(elements) if element.tag == "h1"), 0)
    prose = max((place for place, element in enumerate(elements) if _holds_prose(element)), default=0)
    inside_dropped: set[Any] = set()
    for place, element in enumerate(elements):
        outer = element.getparent()
        if outer is not None and (outer.tag == _DROPPED or outer in inside_dropped):
            inside_dropped.add(element)
        elif element is body or element.tag not in _MENU_TAGS or title <= place <= prose:
            continue
        elif not _in_subject(element) and _is_menu(element):
            _drop(element)


def _holds_prose(element: Any) -> bool:
    own = [element.text or "", *(child.tail or "" for child in element)]
    return sum(len(part.strip()) for part in own) > _PROSE_CHARS and element.tag != "a"


def _is_menu(element: Any) -> bool:
    links = [text_of(link) for link in element.iter("a")]
    linked = sum(map(len, links))
    whole = len(text_of(element))
    return len(links) >= _MENU_LINKS and linked >= 0.8 * whole and linked <= _MENU_LINK_CHARS * len(links)


def _prune_lines(body: Any) -> None:
    pattern = _pattern("lines")
    for element in list(body.iter(*_LEAVES)):
        if sum(1 for _ in islice(element.iter(), _LEAF_ELEMENTS + 1)) <= _LEAF_ELEMENTS:
            words = text_of(element)
            if (
                len(words) <= _LINE_CHARS
                and pattern.fullmatch(words.lower())
                and not _labels_value(element, pattern)
            ):
                _drop(element)


def _labels_value(element: Any, pattern: re.Pattern[str]) -> bool:
    """Whether the words are all there is in a cell beside one with words of its own: ``Reageren`` and until when."""
    cell = next(islice(element.iterancestors("td", "th", "dt"), 1), None)
    cell = element if element.tag in _CELLS else cell
    beside = cell.getnext() if cell is not None and text_of(cell) == text_of(element) else None
    if beside is None or beside.tag not in _CELLS:
        return False
    value = text_of(beside).lower()
    return bool(value) and pattern.fullmatch(value) is None
