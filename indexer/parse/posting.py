"""The posting date, and with it the year of every date that states none.

A date without a year takes it from the posting date: closing and start lie on or after it. Where no posting date is
known, from the other dates of the header.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from indexer.parse import date_blocks
from indexer.parse.candidate import Doc
from indexer.parse.date_corrections import corrections
from indexer.parse.date_joins import RANGE, exactly, run_in_label
from indexer.parse.date_labels import OF_OTHER_CLOSING, date_labels, last_said, of_procedure
from indexer.parse.date_odds import ENOUGH, SURE, TOO_LITTLE, Place, is_alone, odds
from indexer.parse.date_roles import Role, Scores, score
from indexer.parse.date_words import OTHER
from indexer.parse.dategrammar import WEEKDAY, DateMention, dates_of
from indexer.parse.layout import Labelled, Line
from indexer.parse.posted import posted

_PIECE = 0.66
_SENTENCE = 120  # characters: a value as long is one
_LEAD = 25  # characters: how far into a value a day without a year and a month name may stand
_SAME_MOMENT = re.compile(rf"\s*(?:[(=]|,? dus)\s*(?:{WEEKDAY}\.?\s+)?", re.I)
OLD = re.compile(
    r"(?:was|oorspronkelijk|eerder|voorheen|in plaats van|i\.p\.v\.|was eerst|originally|previously|oude?|old)\b[^.\n]{0,30}$",
    re.I,
)
_AROUND = 160  # characters around two dates of which one takes the place of the other
_CORRECTED: dict[str, Role] = {
    "start": "start",
    "end": "end",
    "deadline": "deadline",
    "published": "published",
}
_SET_APART = re.compile(r"\s[·|•]\s|[;|•·]")
_OPENED = re.compile(
    r"\b(?:open|reageren|reacties|inschrijv\w*|aanmelden|sollicit\w*|closes?|apply)\b.*\b(?:van|vanaf|from|tussen)\s+(?:\w+dag )?$",
    re.I,
)
# "Eind 2027": by so little no other date is told its year.
_PART_OF_YEAR = re.compile(
    r"(?:medio|midden|halverwege|half|mid|begin|einde?|start|early|late|(?:end|beginning) of|ultimo|primo)(?: van)?[ -]+20\d\d"
)
_STAMP = re.compile(r"\[\s*(?:[a-z]{2,9}\.?,? )?", re.I)  # "[ma 31-08 16:42] Els: ..."


def _posted_year(mention: DateMention, posted: dt.date | None, anchors: list[dt.date]) -> DateMention | None:
    """The mention in the first year in which it lies on or after the posting date (or nearest to the anchors)."""
    if mention.has_year:
        return mention
    if posted is not None:
        this = mention.in_year(posted.year)
        return this if this.last >= posted else mention.in_year(posted.year + 1)
    if anchors:
        return min(
            (mention.in_year(a.year + shift) for a in anchors for shift in (-1, 0, 1)),
            key=lambda m: min(abs((m.first - a).days) for a in anchors),
        )
    return None


# "tussen 1 september en 1 juli"
_AND = re.compile(rf"\s*(?:en|and)\s+(?:{WEEKDAY}\.?\s+)?", re.I)
_ON_WEEKDAY = re.compile(rf"\b({WEEKDAY})\.?,?\s+(?:de\s+|the\s+)?$")
_WEEKDAYS = ("ma mo", "di tu", "wo we", "do th", "vr fr", "za sa", "zo su")
# "Vanaf 1 februari, tot 1 augustus", "met ingang van 1 mei en tot en met 30 september"
_AND_UNTIL = re.compile(
    rf"\s*(?:,\s*(?:(?:en|and) )?|(?:en|and) )(?:tot(?: en met)?|t/m|until|till)\s+(?:{WEEKDAY}\.?\s+)?", re.I
)
_FROM = re.compile(rf"\b(?:vanaf|van|per|from|as of)\s+(?:{WEEKDAY}\.?\s+)?$", re.I)
_BETWEEN = re.compile(rf"\b(?:tussen|between)\s+(?:{WEEKDAY}\.?\s+)?$", re.I)


class Where(NamedTuple):
    """Where a mention stands: its line, sentence and piece of the header; the label it is a value of, if any."""

    line: Line
    sentence: tuple[int, int]
    piece: tuple[int, int]
    covering: Labelled | None
    noise: bool


def weekday_of(name: str) -> int:
    """0 for Monday to 6 for Sunday, by its Dutch or English name or an abbreviation of it."""
    return next(number for number, starts in enumerate(_WEEKDAYS) if name[:2] in starts.split())


class Dates:
    """One document's dates with what is needed to settle their years."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.layout = doc, doc._.layout
        self.text: str = self.layout.text
        self.low: str = self.layout.low
        # What stands before the words of a line is the stamp of a message in a chat.
        stamped = [(m, self._is_stamp(m)) for m in dates_of(doc)]
        self.mentions = exactly(self.text, [mention for mention, stamp in stamped if not stamp])
        self.stamps = [mention for mention, stamp in stamped if stamp]
        self._index = {mention.start: index for index, mention in enumerate(self.mentions)}
        self._scores: dict[int, Scores] = {}
        self._best: dict[int, tuple[Role, float] | None] = {}
        self._weighs = False  # how far a date lies from the posting is not known yet
        self._where: dict[int, Where] = {}
        self._settled: dict[int, DateMention | None] = {}
        self._bare: list[DateMention] | None = None
        self._glued = [pair for m in self.mentions if (pair := run_in_label(self.layout, m))]
        self._labels = date_labels(self.layout, self.mentions)
        self._all_pairs = [*self._labels.listed, *self._glued, *self._labels.pairs]
        self._by_key: dict[str, list[Labelled]] = {}
        for pair in self._all_pairs:
            self._by_key.setdefault(pair.key, []).append(pair)
        self.corrections = corrections(self.low, self.mentions)
        self.posted: dt.date | None = None
        header = self.layout.header_end
        near = [
            m.first
            for m in self.mentions
            if m.has_year
            and m.precision != "year"
            and m.start < max(header, 1500)
            and not _PART_OF_YEAR.fullmatch(self.low, m.start, m.date_end)
        ]
        # Of "1 mrt t/m 30 nov 2026" the first day says more of when it was posted than the last.
        near += [one.first for at, m in enumerate(self.mentions) if (one := self._opening(at, m)) is not None]
        self.anchors = near[:6]
        self.posted_candidates = list(posted(self))
        best = max(self.posted_candidates, key=lambda c: c.weight, default=None)
        source = doc._.source
        self.posted = best.value if best else (source.received if source else None)
        self._settled.clear()  # what was settled without it
        self._best.clear()
        self._weighs = True

    def _is_stamp(self, mention: DateMention) -> bool:
        line = self.layout.line_at(mention.start)
        return mention.start < line.content or (
            self.text.startswith("[", line.content)
            and self.text.find("]", mention.date_end, line.end) >= 0
            and _STAMP.fullmatch(self.text, line.content, mention.start) is not None
        )

    def where(self, mention: DateMention) -> Where:
        """Where the mention stands, looked up once."""
        start = mention.start
        if (known := self._where.get(start)) is None:
            layout = self.layout
            known = self._where[start] = Where(
                layout.line_at(start),
                self._sentence(mention),
                layout.piece_at(start) if start < layout.header_end else (start, start),
                self.covering_at(start),
                layout.is_noise(start),
            )
        return known

    def _sentence(self, mention: DateMention) -> tuple[int, int]:
        """The sentence around a mention; one that a line breaks in two is in both lines."""
        start, end = self.layout.sentence_at(mention.start)
        return (
            (start, end)
            if mention.date_end <= end + 1
            else (start, self.layout.sentence_at(mention.date_end - 1)[1])
        )

    def covering(self, mention: DateMention) -> Labelled | None:
        """The pair whose value holds the mention, unless a dot or a bar sets it apart from what the label says."""
        return self.where(mention).covering

    def covering_at(self, offset: int) -> Labelled | None:
        """The same for any offset."""
        if offset in self._labels.datelines:
            return None
        pair = self._labels.covering.get(offset) or self.layout.label_covering(offset)
        if pair is None or len(pair.text) > _SENTENCE:
            return None
        return None if _SET_APART.search(self.text, pair.start, offset) else pair

    def within(self, start: int, end: int) -> list[DateMention]:
        return [m for m in self.mentions if start <= m.start < end]

    def as_said(self, settled: DateMention) -> DateMention:
        """The mention as the text has it, with a year only where it states one."""
        return self.mentions[self._index[settled.start]]

    @cached_property
    def first_day(self) -> dt.date | None:
        """The earliest day near the top whose year is stated, or told by the last day of the period that it opens."""
        opening = (self.settle(one) for at, one in enumerate(self.mentions) if self.opens_period(at))
        return min([*self.anchors, *(one.first for one in opening if one)], default=None)

    def settle(self, mention: DateMention) -> DateMention | None:
        """The mention in its year; the first day of a period takes the year of the last where that one is stated."""
        if mention.has_year:
            return mention
        if mention.start not in self._settled:
            self._settled[mention.start] = self._settle(mention)
        return self._settled[mention.start]

    def _settle(self, mention: DateMention) -> DateMention | None:
        index = self._index.get(mention.start, -1)
        if index >= 0 and self.opens_period(index):
            following = self.mentions[index + 1]
            if following.has_year:
                first = mention.in_year(following.first.year)
                return first if first.first <= following.first else mention.in_year(following.first.year - 1)
        elif (
            index > 0
            and (self.opens_period(index - 1) or self._ends_what_began(index))
            and (opening := self.settle(self.mentions[index - 1]))
        ):
            last = mention.in_year(opening.first.year)
            return last if last.last >= opening.first else mention.in_year(opening.first.year + 1)
        return self._by_weekday(index, mention, _posted_year(mention, self.posted, self.anchors))

    def _opening(self, index: int, mention: DateMention) -> DateMention | None:
        """The first day of a period, in the year that its last day states."""
        if mention.has_year or not self.opens_period(index):
            return None
        return self._settle(mention) if self.mentions[index + 1].has_year else None

    def _ends_what_began(self, index: int) -> bool:
        """Whether a mention tells the end and the one before it in the sentence the start of the work."""
        before, mention = self.mentions[index - 1], self.mentions[index]
        if before.start < self.where(mention).sentence[0]:
            return False
        through = self.scores(index).preposition == "through"
        return through and self._is_said(index - 1, "start") and self._is_said(index, "end")

    def _is_said(self, index: int, role: Role) -> bool:
        best = self.best(index)
        return best is not None and best[0] == role

    def _by_weekday(
        self, index: int, mention: DateMention, settled: DateMention | None
    ) -> DateMention | None:
        """A first or last day of work a year later, where the weekday before it is right in that year alone."""
        if settled is None or index < 0 or mention.precision != "day":
            return settled
        said = _ON_WEEKDAY.search(self.low, max(mention.start - 14, 0), mention.start)
        if said is None or (weekday := weekday_of(said[1])) == settled.first.weekday():
            return settled
        later = mention.in_year(settled.first.year + 1)
        best = self.best(index) if later.first.weekday() == weekday else None
        return later if best and best[0] in ("start", "end") else settled

    def scores(self, index: int) -> Scores:
        """What the words around the mention at ``index`` say of its role."""
        if index not in self._scores:
            earlier = index - 1
            if index and _SAME_MOMENT.fullmatch(self.between(index) or ""):
                earlier = index - 2  # "week 2 (5 januari)": what is said of the one is said of the other
            before = self.mentions[earlier].end if earlier >= 0 else 0
            after = self.mentions[index + 1].start if index + 1 < len(self.mentions) else len(self.text)
            self._scores[index] = score(
                self.layout, self.mentions[index], self.where(self.mentions[index]).sentence, before, after
            )
        return self._scores[index]

    def best(self, index: int) -> tuple[Role, float] | None:
        """The role of the mention at ``index`` and by how much it is over what that takes."""
        if index not in self._best:
            best = self.scores(index).best()
            self._best[index] = self._by_all_words(index, best) if self._weighs else best
        return self._best[index]

    def _by_all_words(self, index: int, told: tuple[Role, float] | None) -> tuple[Role, float] | None:
        """What all words around a mention say where no sign tells a role; None for one that they speak against."""
        scores = self.scores(index)
        place = self.place(index)
        if told is None and (scores.other > 0 or is_alone(self.low, self.mentions[index], place)):
            return None  # the signs tell what it is besides, or no word stands around it
        chances = odds(self.layout, self.mentions[index], scores, place)
        likeliest = max(chances, key=chances.__getitem__)
        if told is not None and (likeliest == told[0] or chances[likeliest] < SURE):
            return told if chances[told[0]] > TOO_LITTLE else None
        # When the text was posted is settled by now: all else is reckoned from it.
        return (likeliest, 0.0) if chances[likeliest] >= ENOUGH and likeliest != "published" else None

    def place(self, index: int) -> Place:
        """Where the mention at ``index`` stands among all."""
        mention = self.mentions[index]
        # Not as settled: that asks after its role.
        settled = _posted_year(mention, self.posted, self.anchors) if self.posted else None
        return Place(
            self.where(mention).sentence,
            index,
            len(self.mentions),
            (settled.first - self.posted).days if settled and self.posted else None,
            self.opens_period(index),
            self.opens_period(index - 1),
        )

    def said_of(self, mention: DateMention) -> Role | None:
        """The role that the words around a mention tell."""
        index = self._index.get(mention.start)
        best = self.best(index) if index is not None else None
        return best[0] if best else None

    def between(self, index: int) -> str | None:
        """What stands between a mention and the one before it in the same sentence; None where there is none."""
        if index == 0:
            return None
        previous, mention = self.mentions[index - 1], self.mentions[index]
        sentence = self.where(mention).sentence[0]
        return self.text[previous.end : mention.start] if previous.start >= sentence else None

    def replaces(self, index: int) -> bool:
        """Whether a date takes the place of another: ``Was: 14 september. Wordt: 21 september.``"""
        return index in self.corrections.old_of

    def given_up(self, mention: DateMention) -> bool:
        """Whether another date came in the place of this one."""
        return self._index.get(mention.start, -1) in self.corrections.new_of

    def replaces_another(self, mention: DateMention) -> bool:
        return self._index.get(mention.start, -1) in self.corrections.old_of

    def corrected(self, index: int) -> Role | None:
        """What a date that takes the place of another is the date of, by all that is said of either."""
        old = self.corrections.old_of.get(index)
        if old is None:
            return None
        for number in (index, old):
            pair = self.covering(self.mentions[number])
            if pair is not None and (
                of_procedure(pair) or pair.key == "deadline" and OF_OTHER_CLOSING.search(pair.label)
            ):
                return None
            if pair is not None and pair.key in _CORRECTED:
                return _CORRECTED[pair.key]
        start, end = self.where(self.mentions[index]).sentence
        if OTHER.search(self.low, start, end) and last_said(self.low[start:end]) is None:
            return None  # "De gesprekken schuiven mee: die zijn nu op 18 juni (was 11 juni)"
        at = min(self.mentions[index].start, self.mentions[old].start)
        stop = max(self.mentions[index].end, self.mentions[old].end)
        told = last_said(self.low[max(at - _AROUND, 0) : at]) or last_said(self.low[at : stop + _AROUND // 2])
        if told is not None:
            return _CORRECTED[told]
        return next((best[0] for number in (old, index) if (best := self.best(number))), None)

    def opens_period(self, index: int) -> bool:
        """Whether the mention at ``index`` is the first day of a period whose last day follows in the same sentence."""
        words = self.between(index + 1) if 0 <= index < len(self.mentions) - 1 else None
        return (
            words is not None
            and index not in self.corrections.new_of
            and self.spans(self.mentions[index], self.mentions[index + 1])
        )

    def spans(self, first: DateMention, last: DateMention) -> bool:
        """Whether what stands between and before two dates makes them the ends of a period."""
        words, at = self.text[first.end : last.start], first.start
        before = self.text[max(at - 24, 0) : at]
        if _AND_UNTIL.fullmatch(words) and _FROM.search(before):
            return True
        return RANGE.match(words) is not None or (
            _AND.fullmatch(words) is not None and _BETWEEN.search(before) is not None
        )

    def labelled(self, *keys: str) -> Iterator[tuple[Labelled, list[DateMention]]]:
        for pair in self.pairs(*keys):
            settled = [
                s
                for m in self.within(pair.start, pair.end)
                if (not m.weak or m.start - pair.start <= _LEAD)
                and not self.given_up(m)
                and (s := self.settle(m))
            ]
            yield pair, settled

    def sure(self, pair: Labelled, weight: float) -> float:
        """How sure a value is: less where no sign tells that the words before it are a label."""
        return min(weight, _PIECE) if pair.label_start in self._labels.pieces else weight

    def pairs(self, *keys: str) -> list[Labelled]:
        if len(keys) == 1:
            return self._by_key.get(keys[0], [])
        return [pair for pair in self._all_pairs if pair.key in keys]

    def opens_answers(self, index: int) -> bool:
        """Whether the mention at ``index`` is the first day of a term for answering, whose last day follows."""
        if not self.opens_period(index):
            return False
        at = self.mentions[index].start
        return _OPENED.search(self.text, max(at - 50, 0), at) is not None

    def bare(self) -> list[DateMention]:
        """Dates alone on lines, with nothing that labels them."""
        if self._bare is None:
            self._bare = date_blocks.alone(self)
        return self._bare
