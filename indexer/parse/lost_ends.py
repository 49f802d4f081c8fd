"""Texts of pages whose line ends were lost, so that headings, values and sentences are glued to each other:
``UtrechtHBO32 uur per weekZo snel mogelijkDe opdrachtTwee collega's``.

Such a line is read as if its line ends stood where they were, and what is read of it told at the offsets of the text itself.
That is done where glue is the rule in a line, or a heading is glued to what it heads: elsewhere it is the name of a product
or a slip of the pen.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from indexer.language.days import MONTH_BEGINS, MONTHS
from indexer.parse.heading_words import section_kind
from indexer.parse.label_forms import form_at
from indexer.parse.label_runs import LONGEST_RUN
from indexer.parse.label_words import FIGURES, known_form, known_label
from indexer.parse.labels import labels_in_line
from indexer.parse.sections import is_menu_item
from indexer.record import Evidence, Record, Span

Cut = tuple[int, str]
"""Where a line end is missing, as an offset in the text, and what is put there: line ends, or a sign that stands for one."""

_DATE = rf"\d{{1,2}} (?:{'|'.join(MONTHS)})\b|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:20)?\d\d|20\d\d-\d\d-\d\d"
_VALUE = rf"\d{{1,3}}(?:[.,]\d)?(?: ?(?:-|–|tot|à|/|x) ?\d{{1,2}})? ?(?:uur|uren|u/w|maand|mnd|weken|weeks|months|hours|hrs|jaar|dagen|fte)|{_DATE}"
_UP = "A-ZÀ-ÖØ-Þ"
_LOW = "a-zß-öø-ÿ"
# Where a word, an amount or a sign of a list begins right behind the end of something else.
_GLUE = re.compile(
    rf"(?<=[{_LOW}][{_LOW}])(?=[{_UP}€])|(?<=\d u)(?=[{_UP}€])"
    rf"|(?<=[{_LOW}\d)][{_LOW}\d)][.!?…])(?=[{_UP}€])|(?<=[{_LOW}\d][.!?][\"”’)])(?=[{_UP}€])|(?<=[{_LOW}\d)][)\]%])(?=[{_UP}€])"
    rf"|(?<=[{_LOW}][{_LOW}])(?={_VALUE})|(?<=[A-Z][A-Z])(?={_VALUE})|(?<=[)\]])(?={_VALUE}|\d{{1,2}}[.)] [{_UP}])"
    rf"|(?<=[A-Z][A-Z]\.)(?=[A-Z][a-z]{{2}})|(?<=[{_LOW}\d)][{_LOW}\d)];)(?=[{_UP}])|(?<=[{_LOW}][{_LOW}])(?=\d{{1,2}}[.)] [{_UP}])"
    rf"|(?<=\d)(?=[{_UP}][{_LOW}]{{2}}|(?:Je|We|De|U|Ik|In) |(?:HBO|MBO|WO|ZZP)(?![A-Z]))|(?<=[ /.-]20\d\d)(?={_VALUE})"
    rf"|(?<=HBO|MBO|ZZP|BTW)(?=[A-Z][a-z])|(?<=[a-z]WO)(?=[A-Z][a-z])|(?<=z\.s\.m\.|n\.v\.t\.)(?=[{_UP}])"
    r"|(?<=LinkedIn|WhatsApp)(?=[A-Z])|(?<=[^\W_])(?=[•✓✔▪‣●])"
)
# What nearly all glue shows, and most lines do not have: sought by the character that they hold few of.
_MAY_BE_GLUE = re.compile(rf"[{_UP}€•✓✔▪‣●](?<=[{_LOW}\d.!?…)\]%;\"”’].)|\d(?<=[{_LOW}A-Z)\]].)")
# Written so, each of them.
_NAMES = re.compile(
    r"LinkedIn|WhatsApp|YouTube|SnapChat|TikTok|FaceTime|GitHub|GitLab|BitBucket|PayPal|WordPress|HubSpot|MailChimp|JavaScript|TypeScript|"
    r"Power(?:BI|Apps|Point|Shell|Automate)|SharePoint|OneDrive|OneNote|ServiceNow|SuccessFactors|SalesForce|PeopleSoft|SmartSheet|TopDesk|DocuWare|"
    r"AutoCAD|ArcGIS|InDesign|PhotoShop|MacBook|OpenAI|ChatGPT|PostgreSQL|MongoDB|GraphQL|OpenShift|OutSystems|DevOps|DevSecOps|CaseWare|"
    r"VendorLink|TenderNed|DigiD|MijnOverheid|ZorgNed|ZorgMail|ZorgDomein|ParnasSys|(?:Suite|Key)[24]\w+|"
    r"VluchtelingenWerk|WerkSaam|FoodValley|SamenTwente|MensCentraal"
)
# Behind these a word follows that belongs to them, however it is written.
_LED = re.compile(
    r"\b(?:met|van|via|in|op|bij|of|en|with|of|and|or|using|through|the|een|de|het|als|voor|naar|uit|-|–|/|·|\|),? $|, $",
    re.I,
)
# Labels whose value is put behind them rather than under them.
_WITH_VALUE = FIGURES | {
    "place",
    "region",
    "organisation",
    "reference",
    "extension",
    "education",
    "address",
    "title",
}
# "14 jan 2026Als medewerker schulddienstverlening voer je": the last value of a list of facts, and the text below it.
_VALUE_ALONE = re.compile(
    rf"(?:{_VALUE}|\d{{1,2}} {MONTH_BEGINS}[a-z]*\.?)(?: (?:20)?\d\d)?(?:,? \d\d[:.]\d\d(?: uur)?)?(?: per week)?"
)
# What opens a sentence, and is no part of a name.
_OPENS = re.compile(
    r"(?:De|Het|Een|Je|Jij|Jouw|U|We|Wij|Wat|Wie|Waar|Als|In|Over|Voor|Ons|Onze|Bij|Met|Zo|The|You|Your|We|Our|What|Who|As|A|An|About)(?![\w-])"
)
_SENTENCE = re.compile(rf"{_OPENS.pattern} (?:\S+ ){{3}}")
_ABBREVIATED = re.compile(
    r"(?<![\w.])(?:incl|excl|max|min|ca|nr|tel|bijv|evt|dhr|mevr|mw|drs|ing|ref|resp|gem|st|art|mr|dr|prof)\.$",
    re.I,
)
# The name of whatever is no text: a key of data, an address.
_DATA = re.compile(r"[\"'] ?: ?|</|[{}]|\)\s*;|=[\"']")
_ADDRESS = re.compile(r"@|://|www\.|\\|_")
_TOP_DOMAIN = re.compile(r"\.(?:nl|com|org|eu|net|be|info)$")
_LONGEST_PART = 9  # characters of either part of such a name
_SHORT_WORD = re.compile(rf"[{_UP}](?:[{_LOW}]{{0,{_LONGEST_PART - 1}}}|[A-Z]{{1,3}})(?![\w€-])")
_REST_OF_KEY = re.compile(rf"([{_UP}{_LOW}]{{1,30}})[:=]")
_LONGEST_TOKEN = 80  # characters: how far back a point looks for where its word begins
_SHORTEST = 12  # characters of a line
_FEWEST, _SPARSEST = 4, 350  # sure points in a line where glue is the rule; characters of it for each
_POINTS_FOR_LABEL = 2.5  # at most, where labels and values are all that a line holds
_LONGEST_HEADING, _LONGEST_VALUE, _LONG = 60, 60, 120  # characters
_HEADING = re.compile(r"[^\W\d][^\d.!?;]*[^\W\d]")
_MOST_WORDS = 5  # of a heading
_SENTENCE_ENDS = (".", "!", "?", "…", ")")


def missing_ends(text: str) -> list[Cut]:
    """Where line ends are missing in a text with ``\\n`` line ends, in order; none in most."""
    cuts: list[Cut] = []
    end = 0
    while (found := _MAY_BE_GLUE.search(text, end)) is not None:
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.start())
        end = len(text) if end < 0 else end
        if end - start > _SHORTEST:
            cuts += [(start + at, ends) for at, ends in _cuts(text[start:end])]
    return cuts


def parted(text: str, cuts: Sequence[Cut]) -> str:
    """The text with what its cuts put there."""
    edges = [0, *(at for at, _ in cuts), len(text)]
    pieces = (text[start:end] for start, end in pairwise(edges))
    return "".join([next(pieces), *(ends + piece for (_, ends), piece in zip(cuts, pieces, strict=True))])


def joined(record: Record, cuts: Sequence[Cut]) -> Record:
    """What was read of a parted text, as it is told of the text itself: without what was put in."""
    added = list(accumulate((len(ends) for _, ends in cuts), initial=0))
    # Where the pieces begin in the parted text.
    begins = [at + more for (at, _), more in zip(cuts, added[1:], strict=True)]

    def offset(shown: int, nearest: int) -> int:
        """An offset of the text for one of the parted text, within the piece that holds ``nearest``."""
        piece = bisect_right(begins, nearest)
        return min(shown - added[piece], cuts[piece][0]) if piece < len(cuts) else shown - added[piece]

    edges = [0, *(at for at, _ in cuts), len(record.text) - added[-1]]
    pieces = zip(pairwise(edges), added, strict=True)
    text = "".join(record.text[start + more : end + more] for (start, end), more in pieces)

    def stretch(start: int, end: int) -> Span:
        return offset(start, start), offset(end, end - 1)

    def told(evidence: Evidence) -> Evidence:
        start, end = stretch(evidence.start, evidence.end)
        return replace(evidence, start=start, end=end, text=text[start:end])

    proof = {name: tuple(map(told, mentions)) for name, mentions in record.evidence.items()}
    around = tuple(stretch(start, end) for start, end in record.surroundings)
    return replace(record, text=text, evidence=proof, surroundings=around)


def _cuts(line: str) -> Iterator[Cut]:
    """Where line ends are missing in a line that may hold glue."""
    if _DATA.search(line):
        return
    points, sure = _points(line)
    if not points:
        return
    edges = [0, *points, len(line)]
    is_rule = sure >= _FEWEST and len(line) <= sure * _SPARSEST
    if not is_rule and not any(_heads(line, start, end) for start, end in pairwise(edges[:-1])):
        if _VALUE_ALONE.fullmatch(line, 0, points[0]) and _SENTENCE.match(line, points[0]):
            yield points[0], "\n\n"
        return
    if len(line) < LONGEST_RUN and len(labels_in_line(line)) * _POINTS_FOR_LABEL > len(points):
        return  # labels and their values, which are read as they stand
    told = False
    for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
        told = told or at - before > _LONG
        yield at, _between(line[before:at], line[at:after], above=not told)


def _points(line: str) -> tuple[list[int], int]:
    """The points at which something is glued to what stands before it, and how many of them no name is likely to hold."""
    names = [match.span() for match in _NAMES.finditer(line)]
    starts = [start for start, _ in names]
    points: list[int] = []
    sure = 0
    for glue in _GLUE.finditer(line):
        at = glue.start()
        name = bisect_left(starts, at) - 1
        if name >= 0 and at < names[name][1]:
            continue
        first = max(at - _LONGEST_TOKEN, 0)
        before = line[max(line.rfind(" ", first, at) + 1, first) : at]
        if _ABBREVIATED.search(line, max(at - 8, 0), at) or (
            _ADDRESS.search(before) and not _TOP_DOMAIN.search(before)
        ):
            continue
        key = _REST_OF_KEY.match(line, at) if before.isalpha() else None
        if key and known_form(before + key[1]):
            continue  # "urenPerWeek: 24"
        doubtful = _may_be_name(line, at, before)
        if doubtful and _LED.search(line, max(at - len(before) - 8, 0), at - len(before)):
            continue
        points.append(at)
        sure += not doubtful
    return points, sure


def _may_be_name(line: str, at: int, before: str) -> bool:
    """Whether a capital within one word may be that of a name: ``KlusBord``."""
    if not (before.isalpha() and before[0].isupper() and before[1:].islower()):
        return False
    return (
        _SHORT_WORD.match(line, at) is not None
        and len(before) <= _LONGEST_PART
        and _OPENS.match(line, at) is None
        and not _is_known(before)
    )


def _is_known(words: str) -> bool:
    return known_form(words) is not None or section_kind(words) is not None


def _heads(line: str, start: int, end: int) -> bool:
    """Whether words at the start of a line, or behind a sentence in it, are a heading that is glued to what it heads."""
    if start and line[start - 1].isdigit():
        return False
    words, rest = line[start:end], line[end : end + _LONG]
    if not (
        len(words) <= _LONGEST_HEADING and words[0].isupper() and _HEADING.fullmatch(words) and rest[0] != "€"
    ):
        return False
    kind = section_kind(words) if len(words.split()) <= _MOST_WORDS and known_form(words) is None else None
    if kind in (None, "navigation"):
        return False
    # "EisOmschrijvingBewijsstuk": the heads of columns.
    first = rest[: glue.start()] if (glue := _GLUE.search(rest, 1)) else rest
    return kind == "competencies" or (" " in rest and (" " in first or not _is_known(first)))


def _between(before: str, words: str, *, above: bool) -> str:
    """What stood between two pieces; ``above``: no sentence stands before them in their line."""
    if len(words) <= _LONGEST_VALUE and known_label(before) in _WITH_VALUE and form_at(words, 0) is None:
        return ": "
    if above and is_menu_item(before) and not words.endswith(_SENTENCE_ENDS):
        return " | " if is_menu_item(words) else "\n\n"
    return "\n\n" if _opens_section(before, words) else "\n"


def _opens_section(before: str, words: str) -> bool:
    """Whether a piece behind a sentence is a heading: a page has an empty line above it."""
    return (
        (len(before) > _LONG or before.endswith(_SENTENCE_ENDS))
        and len(words) <= _LONGEST_HEADING
        and not words.endswith(_SENTENCE_ENDS)
    )
