"""A title that is no heading of the text: before a run of labels, marked as such, further down, or carried by the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse import structured
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.label_runs import FEWEST_IN_RUN
from indexer.parse.layout import Layout
from indexer.parse.roles import has_role
from indexer.parse.title_labels import MOST_LINES, is_name
from indexer.parse.title_lines import FACT, PERSON_LINE
from indexer.parse.title_parts import naming_part, naming_piece
from indexer.parse.title_words import BROKER, clean_title, first_role, is_no_title
from indexer.parse.windows import first_near

_DATE_GLUED = re.compile(r"\d{1,2} [a-z]{3,9}\.? 20\d\d(?=[A-Z][a-z])")
_YEAR_GLUED = re.compile(r" 20\d\d[A-Z][a-z]")
_ARTICLE = re.compile(r"(?:de|het|een|the|an?)\s", re.I)
_TOP = 600  # characters
# A page's own mark for its title, where the text has it as it is written.
_MARKED = re.compile(r"<h1\b[^<>\n]{0,120}>\s*(?P<title>[^<>\n]{4,110}?)\s*</h1>", re.I)


def before_labels(layout: Layout) -> Iterator[Candidate]:
    """A role that a run of labels and values is glued to: ``Wmo-consulentPlaatsMeppelUren per week28``."""
    glued = [pair.label_start for pair in layout.labels if pair.style == "run-together"]
    if len(glued) < FEWEST_IN_RUN or glued[0] > _TOP or layout.is_noise(glued[0]):
        return
    start = layout.text.rfind("\n", 0, glued[0]) + 1
    words = layout.text[start : glued[0]]
    if "\n" in layout.text[start : glued[FEWEST_IN_RUN - 1]]:
        return
    begin, end = naming_part(words)
    if words[end - 1 : end].isalpha() and is_name(words[begin:end]) and not _ARTICLE.match(words, begin):
        yield Candidate("title", clean_title(words[begin:end]), start + begin, start + end, "heading", 0.93)


def marked(layout: Layout) -> Iterator[Candidate]:
    """A role between the marks of a page's title, where the text was saved with its marks: ``<h1>Wmo-consulent</h1>``."""
    found = first_near(_MARKED, layout.text, layout.low, ("<h1",), 2, 260)
    if (
        found
        and has_role(found["title"])
        and not BROKER.search(found["title"])
        and not layout.is_noise(found.start())
    ):
        start = found.start("title")
        begin, end = naming_part(found["title"])
        title = clean_title(found["title"][begin:end])
        yield Candidate("title", title, start + begin, start + end, "heading", 0.9)


def further_lines(layout: Layout) -> Iterator[Candidate]:
    """A role that stands alone on a line further down, or is glued to a date, and that the text takes up again."""
    top = layout.header_end
    filled = 0
    glued_somewhere = _YEAR_GLUED.search(layout.text) is not None
    for number, line in enumerate(layout.lines[:MOST_LINES]):
        if glued_somewhere and (glued := _DATE_GLUED.search(line.text)):
            words = line.text[glued.end() :]
            if is_name(words):
                title = clean_title(words)
                yield Candidate("title", title, line.content + glued.end(), line.end, "heading", 0.76)
            continue
        filled += line.kind != "blank"
        if line.start < top or line.kind == "blank" or line.bullet or line.kind == "label":
            continue
        alone = number > 0 and layout.lines[number - 1].kind == "blank"
        if not alone or not is_name(line.text) or layout.is_noise(line.start) or is_no_title(line.text):
            continue
        role = first_role(line.text)
        taken_up = layout.low.count(role) > 1 or filled <= 6
        if (
            taken_up
            and not BROKER.search(line.text)
            and not PERSON_LINE.search(line.text)
            and not FACT.search(line.text)
        ):
            start, end = naming_piece(layout, line)
            yield Candidate("title", clean_title(layout.text[start:end]), start, end, "heading", 0.68)


def document_title(doc: Doc) -> Iterator[Candidate]:
    """The title a page or file carries, where its words stand in the text too."""
    layout: Layout = doc._.layout
    carried = (doc._.source.title if doc._.source else None) or ""
    if not carried or len(carried) > 160:
        return
    begin, end = naming_part(carried)
    words = carried[begin:end]
    title = clean_title(words)
    at = layout.low.find(title.lower()) if len(title) > 5 and has_role(title) else -1
    facts = layout.text.find("\n" + structured.HEADING)
    if at >= 0 and (facts < 0 or at < facts) and not layout.is_noise(at):
        yield Candidate(
            "title", clean_title(layout.text[at : at + len(title)]), at, at + len(title), "heading", 0.74
        )
