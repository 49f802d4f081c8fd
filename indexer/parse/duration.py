"""How long, and what extension is offered: ``6 maanden``, ``2 x 6 maanden``, ``met optie tot verlenging``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from indexer.parse import duration_words as words
from indexer.parse import extension
from indexer.parse.announced import announced
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.corrections import corrections, role_of
from indexer.parse.duration_alone import lone_length
from indexer.parse.layout import ASKING, Labelled, Layout
from indexer.parse.lengths import LENGTH, find_lengths, in_months, length_in, number_of
from indexer.parse.lengths import months as months_of
from indexer.parse.limits import part_at
from indexer.parse.numbers import WORDS, parse_number
from indexer.parse.put_aside import unit_of_old
from indexer.parse.roles import has_role
from indexer.parse.subjects import is_of_other
from indexer.parse.windows import find_near

_REACH = 220  # characters of a sentence around a length that are read
_MOST = 300  # lengths that are read; a text with more is no offer of work
_ENOUGH, _ENOUGH_FOR_WEEKS = 1.75, 2.6
_OF_WORK, _SOUGHT_IN, _OFFERED = 0.8, 1.0, 2.8
_ROUNDED = 0.05  # a number of weeks says less of the months than a number of these
_ELSEWHERE = ("duration", "extension", "period", "salary", "interview")


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``duration_months`` (to half a month) and ``extension`` (``"NxM maanden"`` or True)."""
    yield from _durations(doc._.layout)
    yield from extension.read(doc)


def _durations(layout: Layout) -> Iterator[Candidate]:
    labelled = [*_duration_labels(layout), *_duration_pieces(layout), *_rough_durations(layout)]
    yield from labelled
    found = list(islice(find_lengths(layout.text, layout.low), _MOST))
    told = [one for match in found for one in _duration_in_prose(layout, match)]
    yield from told
    corrected = [*_corrected(layout), *_announced(layout)]
    yield from corrected
    if not (labelled or told or corrected):
        yield from _lone(layout, found)


def _lone(layout: Layout, found: list[re.Match[str]]) -> Iterator[Candidate]:
    """What :func:`indexer.parse.duration_alone.lone_length` takes of lengths of which nothing is told."""
    left = []
    for match in found:
        at, months = match.start(), months_of(match)
        if not months or layout.is_noise(at) or layout.label_covering(at):
            continue
        start, end = layout.sentence_at(at)
        start, end = max(start, at - _REACH), min(end, match.end() + _REACH)
        before, part = layout.low[start:at], part_at(layout.low, at, start, end)
        if not (
            _of_else(layout.low, before, match)
            or words.NOT_DURATION.search(layout.low[start:end])
            or is_of_other(layout.low, *part)
            or words.OF_OTHER_WORK.search(before)
            or words.UNDER_YEARS.search(layout.low, max(at - 70, 0), at)
        ):
            left.append((match, months))
    yield from lone_length(layout, left)


def _corrected(layout: Layout) -> Iterator[Candidate]:
    """The new length where one takes the place of another: "geen vier maar zes maanden"."""
    for one in corrections(layout.low):
        unit = words.UNITS.search(one.units)
        if unit is None or re.search(r"uur|hour|€|euro|dag|day", one.units) or layout.is_noise(one.start):
            continue
        start, end = layout.sentence_at(one.start)
        months = in_months(one.value, unit[0])
        if 0 < months <= 60 and (one.changes or not extension.MENTION.search(layout.low, start, end)) and not words.NOT_DURATION.search(layout.low, start, end):  # fmt: skip
            yield Candidate("duration_months", months, *one.new, "prose", 0.92)


def _announced(layout: Layout) -> Iterator[Candidate]:
    """The length behind a sentence that tells another one of the work: "De looptijd is verruimd naar negen maanden"."""
    for start, end, field in announced(layout):
        match = LENGTH.search(layout.text, start, end) if field == "duration_months" else None
        if (
            match
            and not layout.is_noise(match.start())
            and not words.ADDED.search(layout.low, start, match.start())
        ):
            months, old = months_of(match), role_of(layout.low, match.start("low"), match.end("low")) == "old"
            if months and not old:
                yield Candidate("duration_months", months, match.start(), match.end(), "prose", 0.94)
    for new in unit_of_old(layout):
        if (
            not new.unit.startswith(("u", "h", "d", "e"))
            and 0 < (months := in_months(new.value, new.unit)) <= 60
        ):
            yield Candidate("duration_months", months, new.start, new.end, "prose", 0.94)


def _duration_labels(layout: Layout) -> Iterator[Candidate]:
    for pair in layout.labelled("duration", "period", "end", "start", "deadline"):
        value = layout.text[pair.start : pair.end]
        if pair.key == "deadline" and pair.label.lower() not in extension.TERMS:
            continue
        if bare := _bare_number(pair, layout.text[pair.label_start : pair.start], value):
            yield Candidate("duration_months", bare, pair.label_start, pair.end, "label", 0.9)
            continue
        match = length_in(value) if len(value) < 200 else None
        if match is None or words.ROUGHLY.match(value, match.start()):  # "een maand of vijf"
            continue
        before = value[: match.start()]
        if words.OF_NOTICE.search(before):
            continue
        if extension.MENTION.search(before.lower()) or re.search(
            r"(?:\b[x×]|\bopties?:?(?: (?:van|op|tot|voor|of))?(?: een)?|\+)\s*$", before, re.I
        ):
            continue
        if (
            re.match(r"\s*(?:x|×|maal|keer)\b", value[match.end("low") :])
            or words.TIMES_BEFORE.search(before)
            or (words.EXTENDED_AFTER.match(value, match.end()) and words.CAN_BEFORE.search(before))
            or (pair.key in ("start", "end") and words.NOT_DURATION.search(value.lower()))
        ):
            continue
        months = months_of(match)
        if months:
            weight = 0.9 if pair.key == "duration" else 0.8 if pair.key == "period" else 0.6
            end = pair.start + match.end()
            yield Candidate("duration_months", months, pair.label_start, end, "label", weight)


def _bare_number(pair: Labelled, label: str, value: str) -> float | None:
    """``5`` behind ``Projectduur (maanden):``: the unit stands in the label. Where none does, ``Duur 12`` means months."""
    unit, number = words.UNIT_IN_LABEL.search(label), words.NUMBER_ALONE.fullmatch(value.strip())
    if number is None or unit is None and not words.BARE_LABEL.fullmatch(pair.label):
        return None
    length = in_months(number_of(number[0]), unit[0] if unit else "maanden")
    return length if 0 < length <= 60 else None


def _duration_pieces(layout: Layout) -> Iterator[Candidate]:
    """``9 maanden`` alone on a line of the header or between its pipes or dots."""
    for start, end in _parts(layout):
        lead = words.LEAD.match(layout.text, start, end)
        match = LENGTH.match(layout.text, lead.end() if lead else start, end) if end - start <= 60 else None
        if (
            match is None
            or layout.is_noise(start)
            or _under_extension(layout.low, start)
            or ((pair := layout.label_covering(start)) is not None and pair.key == "extension")
            or words.UNDER_YEARS.search(layout.low, max(start - 70, 0), start)
        ):
            continue
        rest = layout.text[match.end() : end]
        months = months_of(match)
        if (
            months
            and not words.TIMES_AFTER.match(rest)
            and re.fullmatch(r"\s*(?:(?:vanaf|per|from|tot|met|\(|,|\+|mogelijk).*)?", rest, re.I)
        ):
            yield Candidate("duration_months", months, start, match.end(), "form", 0.66)


def _parts(layout: Layout) -> Iterator[tuple[int, int]]:
    """The pieces of the header without the sign before them, and the last fact of ``24 uur pw, 6 mnd``."""
    for start, end in layout.pieces():
        icon = words.ICON.match(layout.text, start, end)
        yield (icon.end() if icon else start), end
        if end - start <= 60 and (comma := layout.text.rfind(", ", start, end)) >= 0:
            yield comma + 2, end


def _rough_durations(layout: Layout) -> Iterator[Candidate]:
    """``een maand of vier``."""
    for match in find_near(
        words.ROUGHLY, layout.text, layout.low, (" maand of ", " jaar of ", " week of "), 10, 30
    ):
        start, end = layout.sentence_at(match.start())
        sentence = layout.text[start:end]
        if (match["low"].isdigit() or match["low"].lower() in WORDS) and words.ROUGH_WORK.search(sentence):
            length = in_months(parse_number(match["low"]), match["unit"])
            yield Candidate("duration_months", length, match.start(), match.end(), "prose", 0.6)


def _duration_in_prose(layout: Layout, match: re.Match[str]) -> Iterator[Candidate]:
    at, months, unit = match.start(), months_of(match), match["unit"][0].lower()
    covering = layout.label_covering(at)
    if not months or layout.is_noise(at) or (covering is not None and covering.key in _ELSEWHERE):
        return
    start, end = layout.sentence_at(at)
    start, end = max(start, at - _REACH), min(end, match.end() + _REACH)
    before = layout.low[start:at]
    part = part_at(layout.low, at, start, end)
    if is_of_other(layout.low, *part) or words.OF_OTHER_WORK.search(before):
        return
    weight = _weight(layout, before, match, end)
    if covering is not None and words.HOW_LONG.search(covering.label):
        weight += 1.6
    if unit in "jy" and layout.section_at(at).kind in ASKING:
        weight -= 1.0  # years that are asked for are those of experience
    needed = _ENOUGH_FOR_WEEKS if unit == "w" and months < 2 else _ENOUGH
    if weight >= needed and not _of_else(layout.low, before, match):
        sure = 0.62 + 0.03 * min(weight, 3) if months >= 1 else 0.5
        if unit == "w" and months >= 1:
            sure -= _ROUNDED
        yield Candidate("duration_months", months, at, match.end(), "prose", sure)


def _of_else(text: str, before: str, match: re.Match[str]) -> bool:
    """Whether the length is that of an extension, of what is past or to come, or of a part of the work."""
    end = match.end()
    if role_of(text, match.start("low"), match.end("low")) == "old":
        return True
    if words.IS_EXTENDED.match(text, end) or words.OF_NOTICE.search(before[-40:]):
        return True
    if match["high"] and words.OF_AGE.search(before[-60:]) or _under_extension(text, match.start()):
        return True
    if (
        words.OPTION_BEFORE.search(before[-70:])
        or words.BY_EXTENSION.search(before[-40:])
        or words.SINCE_AFTER.match(text, end, end + 60)
    ):
        return True
    if words.TIMES_BEFORE.search(before[-40:]) or words.PAST.match(before):
        return True
    if words.RHYTHM.search(before[-24:]):
        return True
    if words.EXTENDED_AFTER.match(text, end) and words.CAN_BEFORE.search(before[-70:]):
        return True
    if (
        words.EARLIER.search(before[-30:])
        and not words.ENDS_AFTER.search(before[-30:])
        and not words.FOR.search(before[-90:])
        and not words.READY.match(text, end)
    ):
        return True
    part = match["unit"][0].lower() == "w" or words.OF_A_YEAR.match(text, end)
    return bool(part and words.FIRST_OF.search(before[-30:]))


def _under_extension(text: str, at: int) -> bool:
    """Whether a line right above, or the second above, is no more than the word for an extension."""
    return words.EXTENSION_ABOVE.search(text, max(at - 70, 0), at) is not None


def _question_above(layout: Layout, offset: int) -> str:
    """The line right above that of an offset where it asks; empty where it does not."""
    line = layout.line_at(offset)
    above = layout.text[max(line.start - 90, 0) : line.start].rstrip()
    return above.rsplit("\n", 1)[-1] if above.endswith("?") else ""


def _weight(layout: Layout, before: str, match: re.Match[str], end: int) -> float:
    """How much around a length, in its sentence that ends at ``end``, says that it is that of the work."""
    after = layout.low[match.end() : end]
    cut = max((m.end() for m in words.PARTED.finditer(before, 0, len(before.rstrip(" (:")))), default=0)
    parted = min(
        (m.start() for p in (words.PARTED, words.OFFERED) if (m := p.search(after, 0, 60))), default=60
    )
    near, behind = before[max(cut, len(before) - 90) :], after[:parted]
    weight = _beside(before, near, behind, after)
    if words.FACT_BEFORE.search(before[-15:]) and (
        words.FACT_AFTER.match(layout.text, match.end(), end) or words.SET_OFF.match(after)
    ):
        weight += 2.0
    if match["about"] and words.FIRST.search(match["about"].lower()):
        weight += 0.8
    if words.HOW_LONG.search(_question_above(layout, match.start())):
        weight += 1.2
    inside = words.IN.search(before[-24:]) is not None
    if weight + _OF_WORK + (_SOUGHT_IN if inside else 0.0) < _ENOUGH:
        return weight
    sentence = layout.low[match.start() - len(before) : end]
    if inside and words.SOUGHT.search(sentence):
        weight += _SOUGHT_IN
    if words.WORK.search(sentence) or has_role(sentence):
        weight += _OF_WORK
    # What speaks against it is not asked where too little speaks for it.
    return weight - _against(near, behind, sentence) if weight >= _ENOUGH else weight


def _beside(before: str, near: str, behind: str, after: str) -> float:
    """What the words of lasting, of a term and of a fact count that stand around a length, in its clause above all."""
    weight = 0.0
    if words.LASTING.match(after):
        weight += 1.2
    if words.FOR.search(before[-90:]):
        weight += 1.0
    if words.LASTS.search(near) or words.LASTS.search(behind):
        weight += 1.2
        if (
            words.IS.search(before[-50:])
            and words.LASTS.search(near)
            or words.LASTING_BEFORE.search(before[-36:])
        ):
            weight += 0.8
    elif words.LASTS.search(before):
        weight += 0.4
    if before.strip(" *-•") in ("", "een", "een heel") and words.YOU_DO.match(after):
        weight += 1.2
    if before.strip(" *-•") in ("voor", "gedurende", "for") and not after.strip(" .!,\n"):
        weight += 0.8  # "Voor negen maanden.": all that a sentence says
    if words.READY.match(after):
        weight += 1.2 if not before.rstrip().endswith("na") else 1.8
    if words.FIRST.search(near):
        weight += 0.8
    if before.strip(" *-•") in ("", "een"):
        weight += _of_opening(after)
    if words.BASE_TERM.search(before[-40:]) and extension.MENTION.search(after):
        weight += 1.8
    return weight


def _of_opening(after: str) -> float:
    """What is said behind a length that opens its sentence counts: of an option, or as all that the sentence says of it."""
    if words.WITH_OPTION.match(after):
        return _OFFERED
    return 1.8 if words.OPENING.match(after) else 0.0


def _against(near: str, behind: str, sentence: str) -> float:
    """How much speaks against it: more in the clause itself than elsewhere in the sentence."""
    if words.NOT_DURATION.search(near) or words.NOT_DURATION.search(behind):
        return 3.0
    return 1.0 if words.NOT_DURATION.search(sentence) else 0.0
