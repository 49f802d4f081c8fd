"""The last resort for the first day of the work and the closing date: the one date of a text that nothing else explains.

``Maandag 1 februari zou ze je graag binnen zien komen``: no word of beginning is said, and yet a reader takes the day for the
start, as the text tells no other and the day is no closing date, interview or law.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from indexer.parse.candidate import ALONE, ALONE_WEIGHT, Candidate
from indexer.parse.dategrammar import DateMention, to_utc
from indexer.parse.posting import Dates
from indexer.parse.roles import has_role

_SOON, _LATER = 75, 400  # days: a closing date lies nearer, a start farther from the day a text is of
_ELSE = 1.0  # so much speaks for something else that it may well be that
_ADDRESSED = re.compile(r"\b(?:je|jij|jou|u|iemand|you|someone|somebody)\b")
_ANSWER = re.compile(
    r"\b(?:cv|cv's|brief|briefje|reactie\w*|reage\w+|mail\w*|app|naam|namen|aanmeld\w*|meld\w*|bericht\w*|stukken|profiel\w*|offerte\w*|resume|application|apply)\b"
)
# Who comes in, is there, takes over or is welcomed on a day.
_COMES = re.compile(
    r"\b(?:binnen\w*|zien|inspring\w*|spring\w*|instap\w*|stap\w*|aanschui\w*|schuif\w*|aanhak\w*|staat?|staan|zie|bent|heb|kunt|kun|zit(?:ten)?|hebben|overdra\w*|draag\w*|overne\w*|neem\w*|welkom|aan het werk|aan de slag|kom(?:t|en)?|eerste|nodig|inwerk\w*|arrive|join|in place|have you|take over)\b"
)
# "Mijn collega is op 2 november gestart"
_BEGUN = re.compile(r"\b(?:is|zijn|was|waren)\b[^.;]{0,50}\b(?:gestart|begonnen|aangetreden|vertrokken)\b")
_OF_THE_PAST = frozenset({"since", "after", "moved"})


def lone_dates(dates: Dates, found: list[Candidate]) -> Iterator[Candidate]:
    """A start and a deadline where ``found`` has none."""
    fields = {one.field for one in found}
    if "deadline" in fields and fields & {"start_date", "asap"}:
        return
    closing = min((one.value for one in found if one.field == "deadline"), default=None)
    since = dates.posted or closing  # what a page is of, else the day before which nothing begins
    if since is None:
        return
    taken = {one.end for one in found}
    left = [
        (index, settled)
        for index, mention in enumerate(dates.mentions)
        if mention.date_end not in taken and (settled := _unexplained(dates, index, mention)) is not None
    ]
    if "deadline" not in fields:
        yield from _only(dates, left, "deadline", since, _may_close)
    if not fields & {"start_date", "asap"}:
        yield from _only(dates, left, "start_date", since, _may_begin)


def _unexplained(dates: Dates, index: int, mention: DateMention) -> DateMention | None:
    """The date in its year, where it stands in prose, is a day, and no other role of it is said."""
    if mention.precision != "day" or mention.weak or dates.where(mention).noise or dates.given_up(mention):
        return None
    if dates.covering(mention) is not None or dates.replaces(index):
        return None
    if _BEGUN.search(dates.low, *dates.where(mention).sentence):
        return None
    scores = dates.scores(index)
    if scores.other >= _ELSE or scores.best() is not None or scores.preposition in _OF_THE_PAST:
        return None
    return dates.settle(mention)


def _only(
    dates: Dates,
    left: list[tuple[int, DateMention]],
    field: str,
    since: dt.date,
    may_be: Callable[[Dates, int, DateMention, dt.date], bool],
) -> Iterator[Candidate]:
    fitting = [settled for index, settled in left if may_be(dates, index, settled, since)]
    if fitting and all(one.first == fitting[0].first for one in fitting):
        one = fitting[0]
        yield Candidate(field, one.first, one.start, one.date_end, ALONE, ALONE_WEIGHT)
        if field == "deadline" and one.time is not None:
            yield Candidate(
                "deadline_at", to_utc(one.first, one.time), one.start, one.end, ALONE, ALONE_WEIGHT
            )


def _may_begin(dates: Dates, index: int, settled: DateMention, since: dt.date) -> bool:
    if dates.scores(index).preposition in ("through", "before"):
        return False
    if not 0 < (settled.first - since).days <= _LATER:
        return False
    sentence = dates.layout.low[slice(*dates.where(settled).sentence)]
    return (
        _ANSWER.search(sentence) is None
        and (_ADDRESSED.search(sentence) is not None or has_role(sentence))
        and _COMES.search(sentence) is not None
    )


def _may_close(dates: Dates, index: int, settled: DateMention, since: dt.date) -> bool:
    if not 0 < (settled.first - since).days <= _SOON:
        return False
    return _ANSWER.search(dates.layout.low, *dates.where(settled).sentence) is not None
