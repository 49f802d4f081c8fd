"""Dates that stand bare in a block of values: posted, closing, the first and the last day, told by their order alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.parse.candidate import Candidate
from indexer.parse.date_joins import RANGE
from indexer.parse.dategrammar import WEEKDAY, DateMention, to_utc
from indexer.parse.datelines import TOP

if TYPE_CHECKING:
    from indexer.parse.posting import Dates

_LONGEST_OPEN = dt.timedelta(days=70)  # from the posting to the closing date
_LONGEST_BARE = dt.timedelta(days=45)  # the same where no hour tells which of two days closes
_TERM_TOLD = re.compile(
    r"(?:ca\.? |circa |start:? |duur:? )?(?:z\.?s\.?m\b|asap\b|per direct\b|direct\b|\d{1,2} ?(?:mnd|maand|months?|mo\b|weken|weeks|jaar)|(?:half|een) ?jaar|start\b|begin\b)",
    re.I,
)
_LINES_APART = 2
_SHORTEST_WORK = dt.timedelta(days=28)
# A line that holds the hours, the pay or the length and no more.
_TERM = re.compile(
    r"(?:(?:max\w*|ca|circa|min\w*|tot|up to)\.? )?(?:€ ?)?\d{1,3}(?:[.,]\d+)?(?:,-)?(?: ?(?:-|–|à|tot|to) ?(?:€ ?)?\d{1,3}(?:[.,]\d+)?)? ?(?:uur|uren|u|hours|hrs|p/u|euro|maanden|mnd|months|weken|weeks|dagen|days)\b(?: ?p\.?/?w\.?)?[^.!?]{0,30}",
    re.I,
)
# What stands under the date of a post: a sentence, after the form of the work at most.
_SENTENCE = re.compile(
    r"(?:(?:full|part)time[^\n]{0,30}\n\s*|\d[\d.,–-]* ?fte\s*\n\s*)*[A-ZÀ-Ý][^\n]{60,}", re.I
)
_FEWEST_ABOVE = 2  # lines
_ONLY_UPPER = re.compile(
    rf"(?:(?:nog |open )?(?:tot|t/m|tot en met|until)|-|–)?\s*(?:{WEEKDAY}\.?,?\s+)?", re.I
)


_FROM = re.compile(rf"(?:(?:v\.?a\.?|vanaf|per|from|as of)\s+)?(?:{WEEKDAY}\.?,?\s+)?", re.I)

_FROM_ABOVE = re.compile(r"(?<![^\n])(?:van|from|per)\s*\n\s*$", re.I)
_TERMS = re.compile(
    r"\d\s*(?:uur|uren|u\b|hours|hrs|mnd|maand|months?)[^|]*\|.*(?:€|\d\s*(?:mnd|maand|months?))", re.I
)
_ANSWERS = re.compile(r"\b(?:reag|react|sluit|deadline|inschrijv|sollicit|apply|respond)", re.I)


def beside_told(dates: Dates) -> Iterator[Candidate]:
    """What the bare dates of a header are where the day of posting is told: ``5 oktober 2026``, ``31 maart 2027``, ``geplaatst 5
    september``, ``sluit 18 september``. The one with an hour closes; with that told too the others begin and end the work.
    """
    posted = dates.posted
    if posted is None or all(one.rule == "position" for one in dates.posted_candidates):
        return
    ahead = [one for one in map(dates.settle, _bare_pieces(dates)) if one and one.first > posted]
    timed = [one for one in ahead if one.time is not None and one.first - posted <= _LONGEST_OPEN]
    closing = [m for m in dates.mentions if m.start < dates.layout.header_end and _closes(dates, m)]
    if not closing and len(timed) == 1:
        yield from _closing(timed[0])
    of_work = [one for one in ahead if one.time is None]
    if not (closing or len(timed) == 1) or len(of_work) not in (1, 2):
        return
    if len(of_work) == 1 or of_work[0].first < of_work[1].last:
        yield from _positions("start_date", of_work[0].first, of_work[0])
        if len(of_work) == 2:
            yield from _positions("end_date", of_work[1].last, of_work[1])


def beside_at_once(dates: Dates, soon: Sequence[Candidate]) -> Iterator[Candidate]:
    """What the bare days of a block of values are where ``per direct`` stands among them: the one right behind it, or the later
    of two, ends the work; the other closes.
    """
    at = next((one for one in soon if one.rule == "form" and one.start < dates.layout.header_end), None)
    if at is None or dates.posted is not None:
        return
    days = [m for m in _bare_pieces(dates) if m.has_year and m.precision == "day"]
    right_behind = [m for m in days if not dates.text[at.end : dates.where(m).piece[0]].strip(" .|·•\n")]
    if len(days) == 1 and right_behind and days[0].time is None:
        yield from _positions("end_date", days[0].last, days[0])
    if len(days) == 2:
        closing, last = sorted(days, key=lambda one: one.first)
        if last.first - closing.first > _SHORTEST_WORK and last.time is None:
            yield from _positions("end_date", last.last, last)
            if not any(_closes(dates, one) for one in dates.mentions):
                yield from _closing(closing)


_OF_A_POST = ("bruto", "vaste baan", "vast dienstverband", "onbepaalde tijd", "salaris", "schaal ")
_UNTIL = re.compile(r"\W*(?:t/m|tot(?: en met)?|until)\W*", re.I)


def open_until(dates: Dates) -> Iterator[Candidate]:
    """``t/m`` and a day, a line of a header that tells of a post: that ends with no day, so it is until then that one may answer."""
    header = dates.layout.header_end
    if not any(word in dates.low[:header] for word in _OF_A_POST):
        return
    for pair, found in dates.labelled("end"):
        line = dates.layout.line_at(pair.label_start)
        whole = pair.start < header and len(found) == 1 and line.end - found[0].end <= 1
        if whole and _UNTIL.fullmatch(dates.text, line.start, found[0].start):
            yield from _closing(found[0])


def below_an_arrow(dates: Dates) -> Iterator[Candidate]:
    """Two bare days with nothing but an arrow or ``tot`` on the line between them: the first and the last day."""
    bare = alone(dates)
    for one, other in pairwise(bare):
        between = dates.text[one.date_end : other.start]
        if between.count("\n") == _LINES_APART and RANGE.match(between) and one.first < other.first:
            yield Candidate("start_date", one.first, one.start, one.date_end, "form", 0.7)
            yield Candidate("end_date", other.last, other.start, other.date_end, "form", 0.7)


def _closing(mention: DateMention) -> Iterator[Candidate]:
    yield from _positions("deadline", mention.first, mention)
    if mention.time is not None:
        moment = to_utc(mention.first, mention.time)
        yield Candidate("deadline_at", moment, mention.start, mention.end, "position", 0.5)


def _positions(field: str, day: dt.date, mention: DateMention) -> Iterator[Candidate]:
    yield Candidate(field, day, mention.start, mention.date_end, "position", 0.5)


def _closes(dates: Dates, mention: DateMention) -> bool:
    covering = dates.covering(mention)
    return dates.said_of(mention) == "deadline" or covering is not None and covering.key == "deadline"


def _bare_pieces(dates: Dates) -> list[DateMention]:
    """Dates that are a whole piece of the header, with their weekday or ``vanaf`` at most; the ends of a period are none."""
    found = []
    for index, mention in enumerate(dates.mentions):
        start, end = dates.where(mention).piece
        if (
            start < end
            and mention.precision != "year"
            and not mention.weak
            and _FROM.fullmatch(dates.text, start, mention.start)
            and not dates.text[mention.end : end].strip(" .)")
            and dates.covering(mention) is None
            and not (dates.opens_period(index) or dates.opens_period(index - 1))
        ):
            found.append(mention)
    return found


def alone(dates: Dates) -> list[DateMention]:
    """Dates alone on lines, with nothing that labels them."""
    return [
        mention
        for mention in dates.mentions
        if (line := dates.where(mention).line).kind != "label"
        and dates.layout.label_covering(mention.start) is None
        and mention.has_year
        and mention.precision == "day"
        and _ONLY_UPPER.fullmatch(dates.text, line.content, mention.start)
        and line.end - mention.end <= 2
    ]


def period(dates: Dates) -> Sequence[DateMention] | None:
    """Two dates alone on lines, too far apart for a posting and its closing: the first and the last day."""
    bare = dates.bare()
    if (block := row(dates)) is not None:
        return block[2:] if len(block) == 4 else None
    if _ends_with_closing(bare):
        return bare[:2]
    if not bare:
        bare = [m for m in _in_one_row(dates) if m.has_year and m.precision == "day" and m.time is None]
    if len(bare) != 2 or bare[1].start - bare[0].end > 80:
        return None
    return (bare[0], bare[1]) if bare[1].first - bare[0].first > _LONGEST_OPEN else None


def right_above(dates: Dates, first: DateMention, last: DateMention) -> bool:
    """Whether two bare dates stand on lines one below the other, right below or above a line with the hours or the pay."""
    between = dates.text[first.date_end : last.start]
    lines = dates.layout.lines
    at, to = lines.index(dates.where(first).line), lines.index(dates.where(last).line)
    around = [one.text for one in (*lines[max(at - 1, 0) : at], *lines[to + 1 : to + 2])]
    return not between.strip() and any(_TERM.fullmatch(words) for words in around)


def bare_start(dates: Dates, mention: DateMention) -> Iterator[Candidate]:
    """A day and no more: right below a line that says "Van", or the one date in a row of terms (``32 uur | 4 jan 2027``)."""
    text, line = dates.text, dates.where(mention).line
    if mention.start == line.content and (
        above := _FROM_ABOVE.search(text, max(line.start - 9, 0), line.start)
    ):
        yield Candidate("start_date", mention.first, above.start(), mention.date_end, "label", 0.7)
    elif (
        "|" in line.text
        and _TERMS.search(line.text)
        and all(
            one.start == mention.start or _says_closing(dates, one)
            for one in dates.within(line.start, line.end)
        )
    ):
        yield Candidate("start_date", mention.first, mention.start, mention.date_end, "position", 0.5)


def _says_closing(dates: Dates, mention: DateMention) -> bool:
    """Whether the piece of a row that holds a date says that it is the last day to answer."""
    start, end = dates.where(mention).piece
    return _ANSWERS.search(dates.text, start, end) is not None


def vague_start(dates: Dates, mention: DateMention, settled: DateMention) -> Iterator[Candidate]:
    """``begin Q1 2027`` alone on a line of a block of values, right beside the hours or how long: when the work begins."""
    line, (start, end) = dates.where(mention).line, dates.where(mention).piece
    if mention.start != start or end - mention.end > 1 or line.start > TOP:
        return
    lines = dates.layout.lines
    at = lines.index(line)
    near = [one.text for one in (*lines[max(at - 2, 0) : at], *lines[at + 1 : at + 3])]
    near += [dates.text[a:b] for a, b in dates.layout.pieces() if line.content <= a < line.end]
    if any(_TERM.fullmatch(words) for words in near):
        yield Candidate("start_date", settled.first, mention.start, mention.date_end, "position", 0.5)


def _ends_with_closing(bare: Sequence[DateMention]) -> bool:
    """Whether three dates are the first day, the last day and one before both: the closing date, in the order of a form."""
    return (
        len(bare) == 3
        and bare[2].first < bare[0].first
        and bare[1].first - bare[0].first > _LONGEST_OPEN
        and bare[0].first - bare[2].first <= _LONGEST_OPEN
    )


def row(dates: Dates) -> list[DateMention] | None:
    """Three or four bare dates of one block in order of time: posted, closing, the first day, the last day."""
    bare = dates.bare()
    if len(bare) not in (3, 4):
        bare = [m for m in _in_one_row(dates) if m.has_year and m.precision == "day"]
    near = all(b.start - a.end < 80 for a, b in pairwise(bare))
    if len(bare) not in (3, 4) or not near or bare[0].start > TOP or _ends_with_closing(bare):
        return None
    block = sorted(bare, key=lambda m: m.first)
    timed = [number for number, mention in enumerate(block) if mention.time is not None]
    open_for = block[1].first - block[0].first
    return block if dt.timedelta(0) < open_for <= _LONGEST_OPEN and timed in ([], [1]) else None


def closing(dates: Dates) -> DateMention | None:
    """The last of three dates alone on lines, where the first two are those of the work."""
    bare = dates.bare()
    return bare[2] if _ends_with_closing(bare) else None


def posted(dates: Dates) -> Iterator[Candidate]:
    """Dates alone on lines in a block of values without labels: posted, then closing where there are two."""
    if closing(dates) is not None:
        return
    if in_row := posted_and_closing(dates):
        first = in_row[0]
        yield Candidate("published", first.first, first.start, first.date_end, "position", 0.5)
        return
    bare = dates.bare()
    if not bare:
        return
    block = row(dates)
    first = block[0] if block else bare[0]
    pair = (
        len(bare) == 2
        and dt.timedelta(0) < bare[1].first - first.first <= _LONGEST_OPEN
        and bare[1].start - first.end < 80
    )
    if block or pair or (len(bare) == 1 and (_closes_later(dates, first) or _stands_apart(dates, first))):
        yield Candidate("published", first.first, first.start, first.date_end, "position", 0.5)


def posted_and_closing(dates: Dates) -> tuple[DateMention, DateMention] | None:
    """The two bare dates of a row of facts, the second with its hour (``... | ma 2 mrt '26 | do 12 mrt 09:00u | FN-88203``) or
    without one, where when the work begins or how long it lasts stands in a piece of its own.
    """
    bare = _in_one_row(dates)
    if len(bare) != 2 or bare[0].time is not None or not bare[0].has_year or bare[0].precision != "day":
        return None
    if bare[1].time is None and not (bare[1].has_year and bare[1].precision == "day" and _has_term(dates)):
        return None
    first = bare[0]
    closing = bare[1] if bare[1].has_year else bare[1].in_year(first.first.year)
    if closing.first < first.first and not bare[1].has_year:
        closing = bare[1].in_year(first.first.year + 1)
    longest = _LONGEST_OPEN if closing.time is not None else _LONGEST_BARE
    return (first, closing) if dt.timedelta(0) < closing.first - first.first <= longest else None


def _in_one_row(dates: Dates) -> list[DateMention]:
    """The bare dates of the header, where all stand in one line."""
    bare = _bare_pieces(dates)
    return bare if len({dates.where(one).line.start for one in bare}) == 1 else []


def _has_term(dates: Dates) -> bool:
    """Whether a piece of the header tells how long the work lasts, or that it begins at once."""
    return any(_TERM_TOLD.match(dates.text, start, end) for start, end in dates.layout.pieces())


def _stands_apart(dates: Dates, mention: DateMention) -> bool:
    """Whether the one bare date stands right under the heading and above the first sentence, or with its hour on the last line."""
    text, line = dates.text, dates.where(mention).line
    above, below = text[: line.start].split("\n"), text[line.end :].strip()
    headings = [words for words in above if words.strip()]
    if not below:
        return mention.time is not None and len(headings) > _FEWEST_ABOVE
    return len(headings) == 1 and _SENTENCE.match(below) is not None


def _closes_later(dates: Dates, mention: DateMention) -> bool:
    """Whether the date stands among the first lines, with a labelled closing date after it."""
    closing = [m for pair in dates.layout.labelled("deadline") for m in dates.within(pair.start, pair.end)]
    closing += [m for m in dates.mentions if m.start > mention.end and dates.said_of(m) == "deadline"]
    return mention.start < 250 and any(m.has_year and m.first > mention.first for m in closing)
