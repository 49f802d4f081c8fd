"""What a date in running text is about: the posting, the closing, the start or the end of the work, or something else.

No one sentence is foreseen: each role adds up weak signs. What the clause speaks of (words of answering, beginning,
ending, posting), on which side of the date and how near it; the preposition before the date; the words of work around it;
a time behind it. What the date is not (an interview, a council's decision, a law) is a role too, and may win.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from indexer.parse.date_else import CERTAIN, PAPER, SHUTS, TERM, Signs, of_else
from indexer.parse.date_surroundings import BITS, UNTIL, Surroundings, surroundings
from indexer.parse.date_words import (
    ANSWER,
    BEGINS_AROUND,
    CANDIDATE,
    END,
    ENDS_AROUND,
    OTHER,
    POSTED,
    SEND,
    SENT,
    START,
)
from indexer.parse.dategrammar import DateMention
from indexer.parse.layout import Layout
from indexer.parse.roles import has_role
from indexer.parse.subjects import is_of_another

Role = Literal["published", "deadline", "start", "end"]

_WORK = re.compile(
    r"\b(?:opdracht\w*|inzet\w*|inhuur\w*|beschikbaar\w*|start\w*|periode|looptijd|contract|overeenkomst|assignment|period|available|werkzaamheden|kandidaat|aanvang|duur|zoek(?:en|t)?|gezocht|looking for|"
    r"tijdelijk\w*|interim\w*|ingehuurd|hired|aan de slag|uur|uren|hours|beginnen|begint|detachering|vervang\w*|begeleid\w*|ondersteuning|versterking|nodig|klus|project|inlenen|work|je|jij|you|maanden|months|weken|(?:dagen|days) (?:per|in de|a) week)\b"
)
_SOUGHT = re.compile(r"\b(?:wij|we|gemeente [a-z-]+) (?:zoek(?:en|t)|huren|huurt)\s*$")
_SEEKING = re.compile(r"\b(?:zoeken|zoekt|huren|huurt)\b")
_WANTED = re.compile(
    r"\b(?:wij|we|ze|zij) (?:willen|zoeken|vragen|hebben)\b[^.]{0,50}\b(?:iemand|hem|haar|'m|je|hebben)\b|\b(?:willen|wil) (?:we|wij|ze) (?:iemand|hem|haar|'m)\b"
)
# "Vanaf december hebben we je nodig"
_NEEDED_THEN = re.compile(
    r"\s*(?:hebben|willen|zoeken|zien) (?:we|wij|ze|zij) (?:graag )?(?:je|jou|u|iemand|een)\b"
)
_TIME_LEFT = re.compile(r"\bde (?:tijd|kans|gelegenheid)\b|\btime to\b")
_CLOSES = re.compile(
    r"\bdeadline|\bclosing (?:date|time)|\bsluit(?:ings|datum|dag|moment|termijn|tijd)|\buiterste (?:datum|moment|termijn)|\bsluit\b"
)
# "Voor deze klus heb je tot 1 december", but not "heb je tot 1 maart om de achterstand weg te werken".
_STILL_HAVE = re.compile(r"\b(?:heb|hebt|heeft) (?:je|jij|u|jullie)(?: nog)?(?: de tijd)?\s*$")
# The same in the order of a statement, and no more: "Je hebt tot en met 26 februari."
_HAVE_STILL = re.compile(
    r"\b(?:je|jij|u|jullie) (?:hebt|heeft|hebben)(?: (?:nog|nu|dus|daarom|daardoor|alsnog)){0,2}(?: de tijd)?\s*$"
)
# "Schrijf ons, dat kan tot en met 28 februari"
_CAN_STILL = re.compile(r"\b(?:dat|dit|het) kan(?: nog)?\s*$")
# "Tot 30 juni ben je onze rots in de branding."
_YOU_THEN = re.compile(
    r"\s*(?!(?:kun|kan|mag|heb|hebt|kunt|reageer|solliciteer|mail|stuur|meld|hoor|krijg|zie)\b)[a-z]+ (?:je|jij|u)\b"
)
# "De bedoeling is dat je tot en met oktober de kar trekt", "Je werkt in deze rol t/m 28 februari"
_THAT_YOU = re.compile(
    r"\b(?:dat|die|waarin) (?:je|jij|u) $|\b(?:je|jij|u) (?:werkt|vervangt|helpt|doet|draait|ondersteunt|begeleidt)\b[^.;]{0,40}$"
)
# "Het contract sluiten we tot 1 april"
_CONCLUDED = re.compile(
    r"\b(?:contract|overeenkomst)\b[^.;]{0,25}\bsluit\w*\b[^.;]{0,12}$|\bsluiten (?:we|wij) (?:met (?:je|jou|u) )?(?:een|het|de) (?:contract|overeenkomst)\b[^.;]{0,25}$"
    # "We spreken af tot en met 30 april", "we leggen je vast tot 1 mei", "ik heb akkoord tot en met juni"
    r"|\bspreken (?:we |wij )?(?:\w+ )?af (?:voor )?$|\b(?:afgesproken|overeengekomen|getekend|tekenen (?:we|wij)|(?:we|wij) tekenen) (?:voor )?$"
    r"|\bleg(?:gen|t)? (?:(?:we|wij|ze) )?(?:je|jou|u|iemand|de kandidaat)\b[^.;]{0,30}\bvast (?:voor )?$"
    r"|\b(?:heb|hebben|is|kreeg|kregen) (?:ik |we |wij |er )?(?:\w+ )?(?:akkoord|toestemming|goedkeuring|geld|budget|dekking) $"
)
_RUNS_FROM = re.compile(r"\bloopt (?:pas |dus |al )?$")
_ALL_SAID = re.compile(r"\W*(?:$|(?:de )?tijd\b|om te (?:reageren|solliciteren|mailen)\b)")
_TO_DO = re.compile(r"[^.;]{0,40}\bom\b(?! \d)")
_REFUSED = re.compile(r"\b(?:niet|geen|not|no)\b")
# "Nobody who applies after 20 March", "niemand die na 12 mei reageert"
_NOBODY = re.compile(
    r"\b(?:nobody|no one|none|no (?:applications?|cvs?|replies)|niemand|geen (?:reacties|cv['’]?s?|brieven))\b"
)
_NOT_TAKEN = re.compile(
    r"\b(?:kijk|neem|nemen|lees|lezen|lezen|behandel|doe(?:t|n)?|tel(?:t|len)|accept|consider|open|look|take)\w*\b[^.]{0,25}\b(?:niet|geen|niets|not|no)\b|\b(?:will not|won't|not) (?:be )?(?:consider|accept|open|read)"
)
_POINTS_BACK = re.compile(r"\W*(?:dat|dit|daarvoor|hiervoor|daartoe|this)\b")
_EXTENDED = re.compile(r"\bverleng|\boptie|\bexten[ds]")
# "17 februari, vóór 9.00 uur": what is due by an hour is an answer.
BY_TIME = re.compile(r"[\s,(]*(?:voor|vóór|uiterlijk|tot|before|by)\b")
_NAMED = re.compile(
    r"\b(start|begin|ingangs|aanvangs|eind)(?:datum|moment)\b|\b(start|end|completion) date\b"
)
_HIRED = re.compile(
    r"\bleg(?:gen|t)? (?:(?:we|wij|ze|zij) )?(?:je|jou|u|iemand)\b[^.;]{0,40}\bvast\b|\b(?:ingehuurd|gecontracteerd|aangesteld|hired|ingezet)\b|\b(?:tijdelijke )?inhuur van (?:een|de)\b"
)
_ASKED = re.compile(r"\b(?:opdracht|aanvraag|uitvraag|vacature|klus|inhuur\w*|assignment|request|posting)\b")
# "Eind 2027 houdt de bijdrage op en eindigt ook deze inzet": the work ends with what ends then.
_ENDS_WITH_IT = re.compile(
    r"\b(?:eindigt|stopt|eindigen|stoppen|vervalt) (?:(?:daarmee|daardoor|dan|ook|tegelijk|automatisch) ){0,3}(?:deze|de|jouw|je|uw) (?:opdracht|inzet|inhuur|klus|rol)\b"
    r"|\b(?:nemen|neemt) (?:we|wij|ze) (?:weer |dan )?afscheid van (?:je|jou|u)\b"
)
# "De reactietermijn hebben we met een week verlengd tot 4 december"
_TERM_MOVED = re.compile(
    r"\b(?:(?:reactie|inschrijf|aanmeld|sollicitatie|indienings?)termijn|sluitingsdatum|deadline)\b[^;]{0,90}\b(?:verlengd|verschoven|verzet|opgeschoven|verruimd|uitgesteld)\b"
)
_FUTURE = re.compile(r"\bword(?:t|en)\b|\bzal\b|\bzullen\b|\bwill be\b")

# What a sign counts more right beside the date, and how much of it in another clause or beyond another date.
_BESIDE, _RIGHT_AFTER, _FAR, _BEYOND = 0.8, 0.4, 0.7, 0.4
_TOO_LATE = 1.5  # of closing: what comes after the day is refused


class Scores(NamedTuple):
    """How much speaks for each role of a date, and the preposition before it."""

    published: float
    deadline: float
    start: float
    end: float
    other: float
    preposition: str | None

    def best(self) -> tuple[Role, float] | None:
        """The role that the signs carry, by how much it is over what it takes; None where none is carried."""
        over = {
            role: getattr(self, role) - needed
            for role, needed in _NEEDED.items()
            if getattr(self, role) >= needed
            and getattr(self, role) > self.other + (_SUBJECT if role != "deadline" and self.other > 2 else 0)
        }
        role = max(over, key=lambda r: over[r], default=None)
        return (role, over[role]) if role else None


# A thing besides that starts or ends is no less certain for it: "de gesprekken starten op".
_SUBJECT = 3.0
_NEEDED: dict[Role, float] = {"published": 2.2, "deadline": 2.4, "start": 1.9, "end": 2.2}
_BY_PREPOSITION: dict[str, tuple[float, float, float, float]] = {  # published, deadline, start, end
    "through": (-3, 1.0, -2, 1.2),
    "before": (-3, 1.5, -1.5, 0.4),
    "from": (-1, -2, 1.2, -2),
    "since": (0.5, -3, -1.5, -3),
    "after": (-3, -0.2, -1, -2),
    "moved": (-3, 0.3, 0.3, 0.3),
    "at": (0.2, 0.2, 0.5, 0.5),
    "none": (0.0, 0.0, 0.0, 0.0),
}


def _weigh(pattern: re.Pattern[str], around: Surroundings, weight: float) -> float:
    """What a sign counts where it stands nearest: more right beside the date, less in another clause or past a date."""
    if not around.opened & BITS[id(pattern)] or pattern.search(around.whole) is None:
        return 0.0
    if pattern.search(around.beside):
        return weight + _BESIDE
    after = pattern.search(around.near_after)
    if after is not None and after.start() < 16:
        return weight + _RIGHT_AFTER
    if after is not None or pattern.search(around.near_before):
        return weight
    if pattern.search(around.far_before) or pattern.search(around.far_after):
        return weight * _FAR
    return weight * _BEYOND if pattern.search(around.beyond) else 0.0


def _signs(layout: Layout, around: Surroundings, sentence: int) -> Signs:
    answer, sent = _weigh(ANSWER, around, 1.8), _weigh(SENT, around, 1.1)
    if _CLOSES.search(around.near_before) or SHUTS.match(around.near_after):
        answer += 0.6
    answering = answer + _weigh(SEND, around, 1.1) + sent
    if answering and not sent:
        answering += _weigh(CANDIDATE, around, 0.8)
    if not answer and _POINTS_BACK.match(layout.low, sentence) and _says(around.above, ANSWER, SEND):
        answering += 1.8
    elif answering < 2 and _says(around.above, ANSWER, SENT):
        answering += 1.0
    if around.preposition == "after" and _NOT_TAKEN.search(around.near_after):
        answering += 1.2  # "na 11 september kijken we niet meer naar nieuwe namen"
    if around.preposition == "through" and _STILL_HAVE.search(around.near_before):
        answering += 0.0 if _TO_DO.match(around.near_after) else 1.6
    elif (
        around.preposition == "through"
        and _HAVE_STILL.search(around.near_before)
        and _ALL_SAID.match(around.near_after)
    ):
        answering += 2.4
    elif answering and around.preposition in ("through", "before") and _CAN_STILL.search(around.near_before):
        answering += 1.2
    start, end = _begins_or_ends(around)
    if around.preposition == "through" and _CONCLUDED.search(around.near_before):
        answer, answering, sent, end = 0.0, 0.0, 0.0, max(end, 1.8)
    answered = answer and (ANSWER.search(around.near_before) or ANSWER.search(around.near_after))
    if end >= 1.8 and not answered and not sent:
        answering = 0.0  # "uiterlijk 31 maart levert u het eindrapport op", "staat open en loopt tot 16 juli"
    return Signs(answering, answer, sent, start, end)


def _begins_or_ends(around: Surroundings) -> tuple[float, float]:
    """How much the words speak of beginning and of ending."""
    start, end = _weigh(START, around, 1.8), _weigh(END, around, 1.8)
    if _stands_around(BEGINS_AROUND, around):
        start, end = max(start, 2.6), 0.0
    elif _stands_around(ENDS_AROUND, around):
        start, end = 0.0, max(end, 2.6)
    return start, end + _yours(around)


def _stands_around(
    patterns: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...], around: Surroundings
) -> bool:
    """Whether one of these pairs stands on both sides of the date."""
    return any(b.search(around.near_before) and a.match(around.near_after) for b, a in patterns)


def _yours(around: Surroundings) -> float:
    """What speaks for an end where the reader is said to do something until then."""
    if around.preposition != "through":
        return 0.0
    if _YOU_THEN.match(around.near_after) or _NEEDED_THEN.match(around.near_after):
        return 1.8
    return 0.8 if _THAT_YOU.search(around.near_before) else 0.0


def _leanings(around: Surroundings, signs: Signs) -> tuple[float, float, float]:
    """What the preposition adds for closing, start and end, given what the clause speaks of."""
    kind = around.preposition
    _, closing, begins, ends = _BY_PREPOSITION[kind or "none"]
    if signs.end and signs.answer:
        closing += 0.6  # "de inschrijving eindigt op"
    if kind == "through":
        ends += 0.8 if TERM.search(around.near_before) else 0.0
        if _SOUGHT.search(around.beside) or _HIRED.search(around.whole):
            ends += 0.8
        elif _SEEKING.search(around.far_before) or _SEEKING.search(around.near_before):
            ends += 0.4  # "we zoeken jou voor drie dagen per week, tot 16 juli"
        ends += 0.8 if signs.start else 0.0  # "tot 30 juni kun je aan de slag"
        closing += 0.6 if signs.answering and _TIME_LEFT.search(around.near_after) else 0.0
    elif kind == "before" and signs.start >= 1.8 and not signs.answering:
        begins = 0.2  # "uiterlijk 1 mei moet je kunnen starten"
    elif kind == "from" and (_WANTED.search(around.near_before) or _NEEDED_THEN.match(around.near_after)):
        begins += 0.8
    elif kind == "after" and (
        _REFUSED.search(around.near_after)
        or signs.answer
        and (_REFUSED.search(around.far_after) or _NOBODY.search(around.near_before))
    ):
        closing += 1.7  # "na 12 mei nemen we geen cv's meer aan"
    elif kind == "after" and signs.end >= 1.8 and not signs.answering:
        ends = 0.5  # "na 15 september heb je je handen weer vrij"
    elif kind == "from" and (UNTIL.match(around.near_after) or _RUNS_FROM.search(around.near_before)):
        begins, ends = 1.4, -3.0  # "duurt van half december tot de zomervakantie"
    elif kind == "from" and signs.end > 1.8 and not signs.start:
        begins, ends = -1.0, 0.5  # "stopt per 30 september"
    if _EXTENDED.search(around.near_before):
        ends -= 3.0
    return closing, begins, ends


def _posted(around: Surroundings) -> float:
    said = _weigh(POSTED, around, 2.2)
    if (
        said
        and PAPER.search(around.near_before + around.near_after)
        and not _ASKED.search(around.near_before)
    ):
        return 0.0
    if said and (_FUTURE.search(around.near_before) or _FUTURE.search(around.near_after)):
        said -= 1.5
    return said + _BY_PREPOSITION[around.preposition or "none"][0] if said > 1.6 else 0.0


def _work(around: Surroundings) -> float:
    words = f"{around.whole} {around.above}"
    return 0.7 if _WORK.search(words) or has_role(words) else 0.0


def score(
    layout: Layout, mention: DateMention, sentence: tuple[int, int], previous: int, following: int
) -> Scores:
    """What the signs around a mention say for each role."""
    around = surroundings(layout, mention, sentence, previous, following)
    kind = around.preposition
    signs = _signs(layout, around, sentence[0])
    answering, start, end = signs.answering, signs.start, signs.end
    closing, begins, ends = _leanings(around, signs)
    if mention.time and kind != "from" and BY_TIME.match(layout.low, mention.date_end, mention.end):
        answering, closing = answering + 1.2, max(closing, 1.2)
    other = CERTAIN if is_of_another(layout.low, *sentence) else of_else(around, signs)
    if _stands_around(ENDS_AROUND, around):
        other = min(other, 1.0)  # "tot de nieuwe teamleider op 1 juni begint"
    if kind == "after" and answering and closing >= _TOO_LATE and not OTHER.search(around.near_after):
        other = min(other, 1.0)  # "op 21 oktober voer ik de gesprekken, dus na de 17e hoef je niet te mailen"
    if kind != "from" and _ENDS_WITH_IT.search(layout.low, *sentence):
        end, ends, answering, other = max(end, 1.8), ends + 1.0, 0.0, 0.0
    if kind in ("through", "moved") and _TERM_MOVED.search(layout.low, *sentence):
        answering += 1.0
    posted = _posted(around)
    if posted > _NEEDED["published"] and POSTED.search(around.beside):
        start, end = 0.0, 0.0  # "de rest blijft zoals gepubliceerd op 31 augustus"
    if "dat" in around.near_before and (named := _NAMED.search(around.near_before)):
        start, end = (start, end + 0.6) if named[0].startswith(("e", "c")) else (start + 0.6, end)
    work = _work(around) if start or end or kind in ("from", "through") else 0.0
    return Scores(
        published=posted,
        deadline=answering + closing + (0.6 if mention.time else 0.0) if answering else 0.0,
        start=start + begins + work if start or kind == "from" else 0.0,
        end=end + ends + work - min(answering, 1.8) if end or kind == "through" else 0.0,
        other=other,
        preposition=kind,
    )


def _says(words: str, *patterns: re.Pattern[str]) -> bool:
    return any(pattern.search(words) for pattern in patterns)
