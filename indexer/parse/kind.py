"""Assignment, vacancy, article or other, in two steps: is work offered here, and if so for hire or permanent.

Each step adds up points for words and facts; the reasons are kept as evidence. The points stand in ``kind.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.roles import is_role
from indexer.parse.windows import find_near
from indexer.record import Kind

_OFFER = 2.6  # points from which a text offers work at all
# An offer this long, in words, seldom leaves out both its role and every labelled fact.
_LONG, _LONG_WINDED = 300, 1.5
_ALONE = 2.0  # the same, where nothing tells of an article or anything else
_PERMANENT = 2.2  # and from which it may be a permanent job
_UNRIVALLED = 1.2  # and where no word or fact tells of hire
_MARGIN = 0.8  # a ban on hire names employment too: a permanent job must outweigh the words of hire
# An offer seldom quotes people or sells tickets, an article often tells of hours and rates.
_ARTICLE, _OTHER = 2.0, 1.2
_FAINT = 1.0
# Points that a text without any labelled fact loses by the number of its different witnesses: somebody is called, hours or
# a term are given, something is asked, a role is the title, terms of hire. One alone only speaks of work, two may offer it.
_LACKING = (3.0, 2.0, 0.0)
_HARD = (
    "hours",
    "rate",
    "deadline",
    "duration_months",
    "budget_total",
    "start_date",
    "asap",
    "end_date",
    "extension",
)
_LABELLED = ("label", "period", "json-ld", "reference-line", "position", "form", "column")
_SEVERAL, _SOME = 4, 2
_HIRED, _TERMS = 2.0, 2.7
_MOST_REASONS = 6
_BEFORE_STEM = 60
_HEAD = 120  # characters
# How many matches of a cue are looked at, and what other words of the same cue add to its points.
_HEARD, _AGAIN = 12, 0.4


@dataclass(frozen=True, slots=True)
class _Cue:
    side: str
    points: float
    pattern: re.Pattern[str]
    stems: tuple[str, ...]
    before: int
    head: float
    again: float
    cased: bool  # it tells capitals apart; all others are tried on the text in lower case
    seeks: bool  # its words look for somebody


@cache
def _table() -> tuple[dict[str, dict[str, float]], tuple[_Cue, ...]]:
    data = tomllib.loads(files("indexer.knowledge").joinpath("kind.toml").read_text(encoding="utf-8"))
    return data["facts"], tuple(
        _Cue(
            row["side"],
            row["points"],
            re.compile(row["pattern"], re.M | re.I if "A-Z" in row["pattern"] else re.M),
            tuple(row["stems"]),
            row.get("before", _BEFORE_STEM),
            row.get("head", 0.0),
            row.get("again", _AGAIN),
            "A-Z" in row["pattern"],
            row["side"] == "offer" and "op zoek naar" in row["pattern"],
        )
        for row in data["cue"]
    )


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    """Each stem of a cue with the longest of its words, which some word of a text must hold."""
    stems = {stem for cue in _table()[1] for stem in cue.stems}
    return tuple((stem, max(stem.split(), key=len)) for stem in sorted(stems))


@lru_cache(maxsize=60_000)
def _stems_of(word: str) -> tuple[tuple[str, bool], ...]:
    """The stems that a text with this word may hold, and whether the word alone makes sure of it."""
    return tuple((stem, stem in word) for stem, longest in _stems() if longest in word)


def _present(low: str) -> set[str]:
    """The stems that a text holds: its different words are looked up, which are far fewer than the stems are long."""
    found = {known for word in set(low.split()) for known in _stems_of(word)}
    sure = {stem for stem, alone in found if alone}
    return sure.union(stem for stem, alone in found if not alone and stem not in sure and stem in low)


def _best(found: list[Candidate]) -> Candidate | None:
    known = [c for c in found if c.weight >= 0.5 and c.value]
    return max(known, key=lambda c: c.weight, default=None)


_SPOKEN_TO = re.compile(r"\b(?:je|jij|jou|jouw|u|uw|you|your)\b")
_SEEKING = re.compile(r"(?:\w+ )?(?:zoek|op zoek|gezocht|behoefte|looking|hiring|seeking|wil .*inhuren|need)")
_OFFERED = frozenset(
    {
        "tasks",
        "requirements",
        "preferences",
        "competencies",
        "profile",
        "conditions",
        "procedure",
        "award",
        "organisation",
    }
)
_WORK = re.compile(
    r"\W*(?:(?:de|het|jouw|je|uw|the) )?(?:opdracht|functie|rol|klus|assignment|role|job)\w*\W*$", re.I
)
_MOST_SECTIONS = 2
# Labels of what stands around the work: an offer has them too, though they are no hard facts.
_AROUND = frozenset(
    {"organisation", "broker", "place", "contract", "status", "education", "remote", "reference"}
)
_MOST_AROUND = 3
_ANY_WORD = re.compile(r"\w+")
_WORDS = re.compile(r"[\w-]+")
_SOUGHT_REACH = 70  # characters
_ANYBODY = frozenset(
    {"professional", "professionals", "freelancer", "freelancers", "zelfstandige", "zelfstandigen"}
)
_INVITES = frozenset(
    {
        "inhuur",
        "opdracht",
        "vacature",
        "gezocht",
        "uitvraag",
        "aanvraag",
        "offerteaanvraag",
        "inzet",
        "vervanging",
        "functie",
        "rol",
        "detachering",
        "offerteverzoek",
        "minicompetitie",
        "opdrachtomschrijving",
    }
)
_SOMEBODY = frozenset({"iemand", "versterking", "kracht", "krachten", "invaller", "vervanger", "someone"})
_SPOKEN_OF = frozenset(
    {"de", "het", "met", "over", "aan", "door", "uit", "je", "the", "with", "about", "als", "van", "of"}
)
_SHORT_TITLE = 7  # words
# Verbs of a story. One in eighty words tells a background, more of them a story.
_TOLD = re.compile(
    r"\b(?:was|waren|werd|werden|had|hadden|kwam|kwamen|ging|gingen|stond|stonden|zei|vertelde|begon|begonnen|opende|knipte|kreeg|kregen|nam|namen|zag|zagen|vond|vonden|bleek|koos|kozen|viel|vielen|sprak|spraken|liep|liepen|deed|deden|gaf|gaven|schreef|vertrok|vertrokken|groeide|daalde|steeg|wilde|wilden|moest|moesten|kon|konden|mocht|riep|lachte|dacht|leerde|startte|stelde|besloot|verscheen|appointed|were|said|told|began|became|fell|rose|started)\b"
)
_TOLD_WORDS = frozenset(_TOLD.pattern[5:-3].split("|"))
_TOLD_LEAST = 3  # different ones
_STORY, _READ = 1.6, 6000  # verbs in a hundred words; characters


class _Tally:
    """Points a side, and what gave them."""

    def __init__(self) -> None:
        self.points: dict[str, float] = {}
        self.reasons: list[tuple[str, Candidate]] = []

    def add(self, side: str, points: float, start: int, end: int, rule: str) -> None:
        self.points[side] = self.points.get(side, 0.0) + points
        self.reasons.append((side, Candidate("kind", side, start, end, rule, points)))

    def of(self, side: str) -> float:
        return self.points.get(side, 0.0)


def read(doc: Doc, facts: Mapping[str, list[Candidate]]) -> tuple[Kind, list[Candidate]]:
    """The kind of document and its reasons, given the other fields' candidates by field."""
    tally = _Tally()
    witnesses = _count_words(doc, tally)
    sections = _count_sections(doc, tally)
    _count_story(doc, tally)
    labelled = _count_facts(facts, tally)
    offer = _table()[0]["offer"]
    title = _role_title(facts)
    tally.points["offer"] = tally.of("offer") + offer["terms"] * min(_terms(tally), offer["terms_most"])
    if not labelled:
        witnesses += (title is not None) + (len(facts.get("competencies", ())) >= 2)
        witnesses += (_terms(tally) >= _HIRED) + min(sections, _MOST_SECTIONS)
        lost = _LACKING[min(witnesses, len(_LACKING) - 1)]
        if title is None and len(doc) > _LONG:
            lost += _LONG_WINDED
        tally.points["offer"] -= lost
    if _is_told_of_this(tally, facts):
        tally.points["offer"] = max(tally.of("offer"), _OFFER)
    kind = _decide(tally, labelled, len(doc), title, _is_headed(doc, title))
    sides = {"assignment": ("offer", "hire"), "vacancy": ("offer", "permanent")}.get(kind, (kind,))
    reasons = [candidate for side, candidate in tally.reasons if side in sides]
    return kind, sorted(reasons, key=lambda c: -c.weight)[:_MOST_REASONS]


def _is_headed(doc: Doc, title: Candidate | None) -> bool:
    """Whether the text begins with a role as its title and speaks to its reader: a piece of a posting, though it says no more."""
    if title is None or title.start >= _HEAD or len(title.value.split()) > _SHORT_TITLE:
        return False
    return _SPOKEN_TO.search(doc._.layout.low) is not None


def _terms(tally: _Tally) -> float:
    """Points for the terms of work, of whichever kind."""
    return max(tally.of("hire"), tally.of("permanent"))


def _is_told_of_this(tally: _Tally, facts: Mapping[str, list[Candidate]]) -> bool:
    """Whether facts together are told of no work but this: many, some of hire, some beside a role, terms of employment."""
    told = _hard_facts(facts)
    if told >= _SEVERAL:
        return True
    plain = tally.of("article") <= _FAINT and tally.of("other") < 1
    if tally.of("permanent") >= _TERMS:
        return plain and tally.of("article") < _FAINT
    return plain and (
        told > _SOME and tally.of("hire") >= _HIRED or told >= _SOME and _role_title(facts) is not None
    )


def _hard_facts(facts: Mapping[str, list[Candidate]]) -> int:
    """How many different hard facts the text tells."""
    return sum(_best(facts.get(field, [])) is not None for field in _HARD)


def _role_title(facts: Mapping[str, list[Candidate]]) -> Candidate | None:
    """The title, where it names a role."""
    best = _best([c for c in facts.get("title", ()) if c.rule != "made" or c.weight > 0.5])
    return best if best is not None and _leads_with_role(best.value) else None


def _leads_with_role(title: str) -> bool:
    """Whether a role is named, and not only spoken of: "Op pad met de jongerenwerker"."""
    words = re.findall(r"[\w-]+", title)
    at = next((i for i, word in enumerate(words) if is_role(word) and word.lower() not in _ANYBODY), None)
    if at is None or (at > 1 and words[at].endswith(("s", "en"))):
        return False
    return words[0].lower() in _INVITES or not any(word.lower() in _SPOKEN_OF for word in words[:at])


def _count_words(doc: Doc, tally: _Tally) -> int:
    """Add the cues in the text; how many different cues of an offer there are."""
    layout = doc._.layout
    called = 0
    present = _present(layout.low)
    for cue in _table()[1]:
        stems = [stem for stem in cue.stems if stem in present]
        if not stems:
            continue
        text = layout.text if cue.cased else layout.low
        first: re.Match[str] | None = None
        again = sought = False
        for match in islice(find_near(cue.pattern, text, layout.low, stems, cue.before), _HEARD):
            if layout.is_noise(match.start()):
                continue
            first = first or match
            again = again or match.group() != first.group()
            sought = sought or (cue.seeks and _seeks_a_role(layout.text, match))
            if again and (sought or not cue.seeks):
                break
        if first is not None:
            points = cue.points * (1 + cue.again * again) + cue.head * (first.start() < _HEAD)
            tally.add(cue.side, points, first.start(), first.end(), f"words-of-{cue.side}")
            called += cue.side == "offer"
            if sought:
                tally.add("offer", _table()[0]["offer"]["sought"], first.start(), first.end(), "seeks-a-role")
    return called


def _seeks_a_role(text: str, match: re.Match[str]) -> bool:
    """Whether this is a word of looking for somebody, with a role behind it."""
    if not _SEEKING.match(match.group()):
        return False
    words = _WORDS.findall(text, match.start(), match.end() + _SOUGHT_REACH)
    return any(word.lower() in _SOMEBODY or is_role(word) for word in words)


def _count_sections(doc: Doc, tally: _Tally) -> int:
    """Add the headings under which only an offer tells: the work, what is asked, how to answer. How many different ones."""
    headed = {
        section.kind: section
        for section in doc._.layout.sections
        if section.heading
        and (section.kind in _OFFERED or (section.kind == "description" and _WORK.match(section.heading)))
    }
    offer = _table()[0]["offer"]
    for section in islice(headed.values(), _MOST_SECTIONS):
        end = section.start + len(section.heading)
        tally.add("offer", offer["section"], section.start, end, "section-of-an-offer")
    around = {pair.key: pair for pair in doc._.layout.labels if pair.key in _AROUND and pair.start < pair.end}
    for pair in islice(around.values(), _MOST_AROUND):
        tally.add("offer", offer["around"], pair.label_start, pair.end, "label-of-an-offer")
    return len(headed)


def _count_story(doc: Doc, tally: _Tally) -> None:
    """Add the tone of a story: verbs in the past tense, where they come often."""
    text = doc._.layout.low[:_READ]
    if len(_TOLD_WORDS.intersection(_ANY_WORD.findall(text))) < _TOLD_LEAST:
        return
    told = [match for match in _TOLD.finditer(text) if not doc._.layout.is_noise(match.start())]
    words = text.count(" ") + text.count("\n") + 1
    if len({match.group() for match in told}) >= _TOLD_LEAST and len(told) * 100 / words >= _STORY:
        tally.add("article", 1.2, told[0].start(), told[0].end(), "told-in-the-past")


def _count_facts(facts: Mapping[str, list[Candidate]], tally: _Tally) -> int:
    """Add the facts that were read; how many hard ones stand with a label or in a form of their own."""
    offer, hire = _table()[0]["offer"], _table()[0]["hire"]
    labelled = prose = 0
    for field in dict.fromkeys((*_HARD, *hire)):  # in a fixed order, so that the reasons are
        best = _best(facts.get(field, []))
        if best is None:
            continue
        rule = f"has-{field.replace('_', '-')}"
        if field in hire:
            tally.add("hire", hire[field], best.start, best.end, rule)
        if field in _HARD:
            named = best.rule in _LABELLED
            labelled, prose = labelled + named, prose + (not named)
            side_points = offer["labelled"] if named else offer["prose"]
            most = offer["labelled_most"] if named else offer["prose_most"]
            if (labelled if named else prose) * side_points <= most:
                tally.add("offer", side_points, best.start, best.end, rule)
    if (title := _role_title(facts)) is not None:
        tally.add("offer", offer["title"], title.start, title.end, "names-a-role")
    asked = facts.get("competencies", [])
    if len(asked) >= 2:
        tally.add("offer", offer["asked"], asked[0].start, asked[0].end, "asks-of-candidate")
    return labelled


def _decide(tally: _Tally, labelled: int, words: int, title: Candidate | None, headed: bool) -> Kind:
    offer, article, other = tally.of("offer"), tally.of("article"), tally.of("other")
    faint = article <= _FAINT and (title is not None or labelled > 0)  # one word of a story, or of a report
    if (
        (not article or faint)
        and not other
        and (headed or (offer >= _ALONE and (labelled or title or _terms(tally))))
    ):
        offer = max(offer, _OFFER)
    if offer >= _OFFER and offer > article * (_ARTICLE if labelled < 2 else 1.0) and offer > other * _OTHER:
        permanent = tally.of("permanent")
        hire = tally.of("hire")
        is_vacancy = permanent >= (_PERMANENT if hire else _UNRIVALLED) and permanent > hire + _MARGIN
        return "vacancy" if is_vacancy else "assignment"
    if other and other >= article:
        return "other"
    return "article" if article or words > 220 else "other"
