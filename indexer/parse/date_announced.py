"""The first or last day of the work that takes the place of the one in the facts above, where a sentence announces the change:
``De begindatum is niet langer haalbaar. Wij gaan nu uit van 16 februari 2026.``
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from indexer.parse.announced import MOVED_TO, announced
from indexer.parse.candidate import Candidate
from indexer.parse.posting import Dates

_WEIGHT = 0.94
_OF_ELSE = 1.5  # of the scores of a date: so much says that it is that of something else
_BARELY = 0.2  # so little above what it takes to be of another role, that what is announced decides
_MOST_LABELS = 5  # of a kind; a header has no more
_KEYS = {"start_date": "start", "end_date": "end"}


def announced_dates(dates: Dates) -> Iterator[Candidate]:
    """The one day behind the announcement that is none of another thing and not the one that the label has."""
    if not dates.mentions:
        return
    starts = [mention.start for mention in dates.mentions]
    told = {role: list(islice(dates.labelled(role), _MOST_LABELS)) for role in _KEYS.values()}
    for start, end, field in announced(dates.layout):
        if field not in _KEYS:
            continue
        role = _KEYS[field]
        above = [one for pair, found in told[role] if pair.end <= start for one in found]
        known = {day for one in above for day in (one.first, one.last)}
        left = []
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            mention = dates.mentions[index]
            if mention.precision != "day" or dates.given_up(mention):
                continue
            if (
                dates.where(mention).noise
                or (settled := dates.settle(mention)) is None
                or settled.first in known
            ):
                continue
            best = dates.best(index)
            moved = mention.time is None and MOVED_TO.search(dates.low, start, mention.start)
            may_be = best is None or best[0] == role or best[1] < _BARELY
            if moved or may_be and dates.scores(index).other < _OF_ELSE:
                left.append(settled)
        if len(left) == 1:
            day = left[0].first if role == "start" else left[0].last
            yield Candidate(field, day, left[0].start, left[0].date_end, "prose", _WEIGHT)
