"""What the assignment is called: a label, a heading, or, where the text has no title, the role it seeks.

Every phrase that may be the title is weighed by where it stands, whether it names a role, how the text takes it up, and
what else it may be (the kind of document, a sender, a fact, a sentence); ``title_parts`` and ``title_words`` cut it to the name itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from indexer.parse import title_hired, title_named, title_prose, title_stated
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.labels import labels_in_line
from indexer.parse.layout import HEADLINES, Labelled, Layout, Line
from indexer.parse.organisation_words import BY_HEAD
from indexer.parse.personal_names import is_first_name
from indexer.parse.references import OF_FRAME
from indexer.parse.roles import has_role, is_role
from indexer.parse.title_further import before_labels, document_title, further_lines, marked
from indexer.parse.title_labels import is_name, labelled, told
from indexer.parse.title_lines import (
    ASKED_OF,
    FACT,
    PERSON_LINE,
    goes_on,
    headline,
    is_attendance,
    is_fact,
    is_menu,
    is_never_title,
    is_noise,
    is_of_page,
    is_rest_of_name,
    is_within,
    signs,
)
from indexer.parse.title_papers import is_paper
from indexer.parse.title_parts import naming_part, naming_piece
from indexer.parse.title_words import (
    ANYBODY,
    BROKER,
    NO_TITLE,
    OF_PROFILE,
    clean_title,
    is_activity,
    is_called,
    is_more_precise,
    is_no_title,
    is_sentence,
)  # fmt: skip

REFERENCE_LINE = re.compile(
    r"^(?P<ref>[A-Z]{2,6}[-_ ]?\d[\w/-]{2,20})\s*[-–:|]\s*(?P<title>(?=.*[^\W\d_]{3})\S.{3,})$"
)
_REFERENCE_AT_END = re.compile(r"\s[-–|#]\s*(?P<ref>\d{5,8})$")
# Above a post: whose it is, and how near; the line under it is that person's own work.
_PROFILE = re.compile(r"[·•|]\s*(?:\d(?:e|st|nd|rd)\+?|volgt|following)\b")
_AT_WHOM = re.compile(r"\bbij\s+\w|^\W*(?:oproep|uitnodiging|bericht|mail|brief|verzoek|vraag)\s+aan\b", re.I)
# "Jeugdbeschermer voor een grote instelling in ...": of a line that goes on, the role alone is the name.
_FOR_WHOM = re.compile(r"\s+(?:voor|bij)\s+(?:een|de|het|ons|onze)\s")
_ON_BEHALF = re.compile(r"\b(?:namens|on behalf of)\b")
# "De vorige teamleider is met pensioen": who had the work before.
_GONE = re.compile(r"(?:de |onze |the |our )?(?:vorige|huidige|oude|previous|current|former)\s", re.I)
_CONTENTS = re.compile(r"(?:^|\n)\W*(?:in dit nummer|inhoud|inhoudsopgave|in this issue)\W*\n+$")
_LONG = 9  # words
_LAST_RESORT = 0.4
_UNTITLED = 0.5
_FEWEST_FACTS = 2
_NO_TITLE_BELOW = 0.2
_SURE = 0.75
_HEADING_LINES = 25
_LONGEST_LINE, _LONGEST_ROW = 150, 400  # characters of what may be a title, and of a row of facts with one
_SUBJECT = re.compile(r"^[>\s]*(?:onderwerp|subject)\s*:\s*(.+)", re.I | re.M)
# "iets voor jou? / regisseur inburgering"
_TEASES = re.compile(r"[^?/|]{3,40}\?\s+[/|–-]\s")
_TOP, _LONGEST_SUBJECT = 600, 140  # characters


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``title`` and, where one line holds both, ``reference``."""
    layout: Layout = doc._.layout
    named = [*labelled(layout), *told(layout)]
    found = [
        *named,
        *_subject(layout),
        *_headings(layout, named),
        *marked(layout),
        *before_labels(layout),
        *further_lines(layout),
        *document_title(doc),
    ]
    if all(c.weight < _SURE for c in found if c.field == "title"):
        found += title_stated.read(layout)
        found += title_hired.read(layout)
        found += title_prose.read(layout)  # what the text seeks weighs 0.66 at most
    yield from found
    if all(c.weight < _LAST_RESORT for c in found if c.field == "title"):
        spoken_of = list(title_named.told_of(layout))
        yield from spoken_of or title_named.first_named(layout)
    elif _names_no_role(found) and not _has_header(layout):
        yield from title_named.first_sought(layout, _UNTITLED + 0.01)
    # What weighs less is a line that happens to stand at the top: then the text has no title.
    yield Candidate("title", None, 0, 1, "none", _NO_TITLE_BELOW)


def _names_no_role(found: list[Candidate]) -> bool:
    """Whether all that may be the title is what heads the text, a headline as well as a name of the work."""
    titles = [c for c in found if c.field == "title"]
    return max(c.weight for c in titles) <= _UNTITLED and not any(
        c.value and (has_role(c.value) or is_activity(c.value)) for c in titles
    )


def _has_header(layout: Layout) -> bool:
    """Whether facts stand set apart from the text, under a line that then names the work."""
    listed = (pair for pair in layout.labels if pair.key not in ("free", "other"))
    return sum(pair.start < layout.header_end for pair in listed) >= _FEWEST_FACTS


def _subject_line(layout: Layout) -> re.Match[str] | None:
    top = layout.low[:_TOP]
    if "onderwerp" not in top and "subject" not in top:
        return None
    subject = _SUBJECT.search(layout.text, 0, _TOP)
    return subject if subject and len(subject[1]) < _LONGEST_SUBJECT else None


def _subject(layout: Layout) -> Iterator[Candidate]:
    """The subject of a mail or letter; the part of it that names the role."""
    if subject := _subject_line(layout):
        pieces = [piece for piece in layout.pieces() if subject.start(1) <= piece[0] < subject.end(1)]
        naming = [piece for piece in pieces if has_role(layout.text[slice(*piece)])]
        start, end = (
            naming[0] if naming and (len(pieces) > 2 or _TEASES.match(subject[1])) else subject.span(1)
        )
        begin, stop = naming_part(layout.text[start:end])
        title = clean_title(layout.text[start + begin : start + stop])
        weight = 0.78 if has_role(title) else 0.62 if is_activity(title) else 0.48
        if len(title) > 3 and not is_no_title(title) and not is_paper(subject[1]):
            yield Candidate("title", title, start + begin, start + stop, "subject", weight)


def _headings(layout: Layout, named: list[Candidate]) -> Iterator[Candidate]:
    """Lines above the first paragraph that may be the title."""
    lines = _top(layout)
    lows = [line.text.lower() for line in lines]
    whole = "\n".join(lows)
    for number, position, title, (start, end) in _titled(layout, lines):
        line = lines[number]
        if match := REFERENCE_LINE.match(line.text):
            title = clean_title(line.text[slice(*_part(line.text, match.start("title")))])
            yield Candidate("title", title, line.content, line.end, "reference-line", 0.88)
            end = line.content + match.end("ref")
            yield Candidate("reference", match["ref"], line.content, end, "reference-line", 0.85)
            continue
        if title is None:
            continue
        if (match := _REFERENCE_AT_END.search(line.text)) and not OF_FRAME.search(line.text):
            at = line.content + match.start("ref")
            yield Candidate("reference", match["ref"], at, line.content + match.end(), "reference-line", 0.8)
        weight = _heading_weight(title, line, layout) - 0.02 * min(position, 10)
        # A page often says its title twice, once behind the name of the portal: the line that returns is it.
        again = whole.count(title.lower()) > lows[number].count(title.lower())
        weight += 0.05 * (again and len(title.split()) > 1)
        above = lines[number - 1].text if number else ""
        weight -= 0.2 * (_AT_WHOM.search(line.text) is not None) + 0.2 * (_PROFILE.search(above) is not None)
        weight -= 0.5 * (position > 0 and signs(layout, above)) + 0.2 * _is_own_work(line.text, above)
        # The heading that says the label's title and more is the more precise of the two.
        if position < 3 and any(is_more_precise(title, c.value) for c in named):
            weight = 0.93
        yield Candidate("title", title, start, end, "heading", round(max(weight, 0.15), 3))


def _is_own_work(words: str, above: str) -> bool:
    """Whether a line tells what the person named above it does: ``Teamleider jeugd | moeder van drie | koffie zwart``."""
    names = above.split()
    return " | " in words and 1 < len(names) < 5 and is_first_name(names[0]) and not has_role(above)


def headlines(layout: Layout) -> list[Candidate]:
    """What the text is called where it is no assignment: the subject of a mail and the whole lines above it, best first."""
    found = []
    if subject := _subject_line(layout):
        bare = re.sub(r"^(?:(?:re|fw|fwd)\s*:\s*)+", "", subject[1], flags=re.I).strip()
        found.append(Candidate("title", bare, *subject.span(1), "headline", 0.13))
    lines = _top(layout)
    for number, position, title, (_, end) in _titled(layout, lines):
        line = lines[number]
        if REFERENCE_LINE.match(line.text) or is_never_title(line.text):
            continue
        # "Arbeidsvoorwaarden GGD Twente" heads a part of an offer, and any other page.
        heads = (
            number == 0 and len(line.text.split()) > 1 and layout.section_at(line.start).heading == line.text
        )
        if title is not None or end or heads or line.text.endswith("?") and position < 6:
            below = lines[number + 1].text if number + 1 < len(lines) else _line_below(layout, line)
            found.append(headline(line, position, layout, below))
    return sorted(found, key=lambda c: (-c.weight, c.start))


def _top(layout: Layout) -> list[Line]:
    """The first filled lines above the first paragraph."""
    above = (line for line in layout.lines if line.kind != "blank" and line.start < layout.header_end)
    return list(islice(above, _HEADING_LINES))


def _titled(layout: Layout, lines: list[Line]) -> Iterator[tuple[int, int, str | None, tuple[int, int]]]:
    """Each line by number: how many titles stand above it, what it is called and where; None and no span where it cannot
    be a title, None and its span where it says a fact."""
    known = {
        pair.label_start
        for pair in layout.labels
        if pair.key not in ("free", "title", "other")
        and (pair.text or not has_role(pair.label))
        and not _numbers_row(layout, pair)
    }
    starts = [
        pair.label_start
        for pair in layout.labels
        if pair.key != "title" and pair.style in ("same-line", "run-together")
    ]
    position = 0
    for number, line in enumerate(lines):
        of_sender = any(OF_PROFILE.search(near.text) for near in lines[max(number - 1, 0) : number + 1])
        never = of_sender or is_menu(line.text) or is_attendance(line.text)
        if REFERENCE_LINE.match(line.text) or never or not _may_be_title(line, layout, known):
            yield number, position, None, (0, 0)
            continue
        start, end = naming_piece(layout, line)
        follows = bisect_right(starts, start)
        if follows < len(starts):
            end = min(end, starts[follows])  # "Functie: Jeugdconsulent    Schaal: 10"
        if goes_on(lines, number):
            # "De aanvraag betreft de inhuur van een kwartiermaker", and on below
            inside = start > line.content and layout.text[line.content : start].rstrip()[-1:].isalpha()
            if inside or is_within(lines, number):
                yield number, position, None, (0, 0)
                continue
            end = lines[number + 1].end if end == line.end and is_rest_of_name(layout, lines, number) else end
        title = clean_title(layout.text[start:end])
        if (
            len(title.split()) > _LONG
            and (whom := _FOR_WHOM.search(title))
            and has_role(title[: whom.start()])
        ):
            title = clean_title(title[: whom.start()])
        named = len(title) > 3 and not is_fact(title, line)
        yield number, position, title if named else None, (start, end)
        position += named


def _line_below(layout: Layout, line: Line) -> str:
    """The first filled line below one, also where it opens the text itself."""
    return layout.text[line.end : line.end + 200].lstrip().split("\n")[0]


def _part(words: str, floor: int) -> tuple[int, int]:
    begin, end = naming_part(words[floor:])
    return floor + begin, floor + end


def _of_broker(title: str) -> bool:
    """Whether a heading with a role speaks of a broker; whom the work is for, behind "voor", may be anybody."""
    told = BROKER.search(title)
    return told is not None and not title[: told.start()].endswith("voor ")


def _heading_weight(title: str, line: Line, layout: Layout) -> float:
    """How well a heading names the assignment."""
    if has_role(title):
        if (
            _of_broker(title)
            or PERSON_LINE.search(line.text)
            and not is_role(line.text.removeprefix("| ").split()[0])
        ):
            return 0.3
        if is_sentence(title) or len(title.split()) > 12 or ASKED_OF.search(title):
            return 0.4
        if ANYBODY.fullmatch(title):
            return 0.34
        if _GONE.match(title):
            return 0.15
        return 0.8
    if BY_HEAD.fullmatch(title) or _ON_BEHALF.search(title):
        return 0.15  # who asks stands at the top, and what is asked further down
    called = is_called(line.text)
    if title[:1].isupper() and is_activity(title):
        return 0.7 if called else 0.62
    if (
        called
        and not FACT.search(title)
        and not re.match(r"(?:onder|voor|van|op|in|nummer|nr|met|binnen|via|uit|ten)\b", title, re.I)
    ):
        return 0.66 if called == 2 else 0.5
    # "Klus in Zeeland!" says where, not what.
    of_place = called and re.match(r"(?:in|bij|te|op)\b", title, re.I)
    return 0.2 if of_place or FACT.search(title) or is_sentence(title) else 0.4


def _numbers_row(layout: Layout, pair: Labelled) -> bool:
    """Whether a reference is the first of a row of facts: ``ID: 99812 | Beleidsadviseur | Goes``."""
    return pair.key == "reference" and layout.text.startswith(" | ", pair.end)


def _may_be_title(line: Line, layout: Layout, known: set[int]) -> bool:
    """A short line of its own that is no label, no notice and no sentence without a role in it."""
    words = line.text
    if (
        line.content in known
        or not (
            (value := layout.label_covering(line.content)) is None
            or value.key in ("title", *HEADLINES)
            or _stray(value)
            or _numbers_row(layout, value)
        )
        or _is_value(layout, line)
        or (layout.text.startswith("|", line.start) and not has_role(words))
        # A message in a chat is no heading; a name in the middle of the paper is one.
        or (line.content - line.start >= 12 and layout.text[line.start : line.content].strip())
        or not 4
        <= len(words)
        <= (_LONGEST_ROW if words.count(" | ") + words.count(" · ") > 2 else _LONGEST_LINE)
        or is_noise(layout, line)
        or is_of_page(words)
        or _CONTENTS.search(layout.low, max(line.start - 30, 0), line.start)
        or is_no_title(words)
    ):
        return False
    start, end = naming_part(words)
    role = has_role(words[start:end])
    if line.bullet and (line.start > 0 or not role):
        return False
    if NO_TITLE.match(words) and not (role and start > 0) and not (role and is_called(words)):
        return re.match(r"(?:nieuw|new|spoed|uitnodiging)\b", words, re.I) is not None and role
    if (
        words[-1] == "."
        and start > 0
        and words[:start].rstrip().endswith(":")
        and "(" not in words[:start]
        and is_name(words[start:end].rstrip("."))
    ):
        return True
    if words[-1] in ".;," and not re.search(r"\s[|·•]\s|\ba\.i\.$|\be\.o\.$|\bp\.w\.$", words):
        return False
    return role or not any(hit.sure for hit in labels_in_line(words))


def _stray(value: Labelled) -> bool:
    """Whether a line names a role below a word that elsewhere asks for a date (``Ingevuld``, ``Gesloten``)."""
    return (
        value.style == "next-line"
        and value.key in ("published", "deadline", "status")
        and not re.match(r"\W*\d", value.text)
        and is_name(value.text.split("\n")[0])
    )


def _is_value(layout: Layout, line: Line) -> bool:
    """Whether the line is the value of a label that names something else than the title."""
    pair = layout.label_covering(line.content)
    return (
        pair is not None
        and pair.start == line.content
        and pair.key not in ("title", "free", "other")
        and not _stray(pair)
    )
