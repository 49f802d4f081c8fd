"""What a name asks by more than its place: registers, guarded names, and what only gives the reason for something."""

from __future__ import annotations

import re
from itertools import pairwise

from indexer.knowledge.competencies import asking, competencies
from indexer.parse.asking_clauses import Span
from indexer.parse.asking_order import HEAD_OF_LINE
from indexer.parse.asking_others import Others
from indexer.parse.asking_sections import ASKING_KINDS, ASKING_LABEL, LISTS
from indexer.parse.openings import at_words
from indexer.parse.phrases import Match
from indexer.parse.roles import is_role

# How many words before a guarded name a word of asking stands: people close by, a field or an employer at the end too.
_GUARD_REACH, _GUARD_REACH_OF_WORK = 7, 16
# Sections in which not even a register is named to ask for it.
NAMED_FOR_OTHERS = frozenset({"background", "organisation", "tasks"})
_AFTER_REACH = 5
_ABLE = frozenset({"kunnen", "kunt", "kan"})
_ABLE_BEFORE, _ABLE_AFTER = 8, 8
_ARTICLES = frozenset({"een", "het", "de", "a", "an", "the"})
_NEEDS = frozenset({"need", "forward", "before"})
_HAVE_BEFORE = 14
_WITH = frozenset({"met", "with", "wiens"})
_YOU, _HAVE = frozenset({"je", "jij", "u", "you"}), frozenset({"hebt", "heeft", "bezit", "have", "hold"})
_ASKING_VERBS = frozenset({"vragen", "vraagt", "laat", "hoort", "horen", "inleveren", "overleggen", "must"})
# The words of ``reasons``, seen before they are sought.
_REASON = re.compile(at_words(r"\b(?:omdat|want|aangezien|doordat|because|since)\b"))
_TELLS = re.compile(
    r"\W*(?:(?:het|dit|dat|wij|we|it|this|(?:het|de|the) \w+) (?:is|zijn|helpt|gaat|heeft|hebben|betekent|means)|een (?:bron|vorm|soort|manier) (?:van|om))\b",
    re.I,
)


def _is_register(match: Match) -> bool:
    return bool(match.key) and competencies()[str(match.key)].group == "registratie"


class Names(Others):
    """A sentence of which it can be told whether a name in it is asked or only named."""

    _reason: bool | None = None

    def is_able(self, match: Match, span: Span) -> bool:
        """Whether a clause "die ..." tells what the sought one is or can, and not what there is to do."""
        words, table = self.words, asking().words
        first, last = match.words[0], match.words[-1]
        if any(words.folded(i) in table["purpose"] for i in range(span.low, first)):
            return False
        return any(
            words.folded(i) in table["ability"]
            for i in range(max(span.low, first - _ABLE_BEFORE), min(last + _ABLE_AFTER, span.high))
        )

    def is_subject(self, match: Match) -> bool:
        """Whether it is what the role right before it is about: ``Beleidsmedewerker Toegankelijkheid``."""
        first = match.words[0]
        return (
            first > self.low
            and competencies()[str(match.key)].group == "houding"
            and self.words.folded(first).endswith("heid")
            and is_role(self.words.texts[first - 1])
            and not self._mark(first, ",;:")
        )

    def is_reason(self, match: Match, span: Span) -> bool:
        """Whether this is why something is asked, and not what: "omdat je met gezinnen werkt, is een VOG nodig"."""
        if span.rule in ("knowledge", "refused") or not self._gives_reason():
            return False
        group = competencies()[str(match.key)].group
        if group == "houding":
            return False
        reasons, first = asking().words["reasons"], match.words[0]
        weak = group == "vaardigheid" or span.rule == "section"
        for index in range(first - 1, self.low - 1, -1):
            if self.words.folded(index) in reasons and not self._is_of_time(index):
                return not weak or (index > self.low and self._tells_of_others_only(index, match.words[-1]))
            if self._mark(index + 1, ",;:"):
                return False
        return False

    def _is_of_time(self, index: int) -> bool:
        """``since 2019``, ``since then``: no reason without a comma before it."""
        return self.words.folded(index) == "since" and not self._mark(index, ",")

    def _gives_reason(self) -> bool:
        """Whether a word of reason stands anywhere in the sentence."""
        if self._reason is None:
            ends = self.words.starts[self.low], self.words.ends[self.high - 1]
            self._reason = _REASON.search(self.layout.low, *ends) is not None
        return self._reason

    def _tells_of_others_only(self, low: int, high: int) -> bool:
        """Whether a clause is not about the candidate: "because all council papers are in Dutch"."""
        near = (self.words.folded(i) for i in range(low, min(high + _ABLE_AFTER, self._clause_end(high))))
        return asking().words["candidate_start"].isdisjoint(near)

    def always(self, match: Match) -> bool:
        """A register or certificate that nobody names without asking it, or that the reader is said to have, outside what tells
        of the organisation.
        """
        first = match.words[0]
        if self.kind in NAMED_FOR_OTHERS or not (
            match.key in asking().words["always"] or self._you_have(first) and _is_register(match)
        ):
            return False
        if (
            first - 1 > self.low
            and self.words.folded(first - 1) in ("met", "with")
            and self._are_many(first - 2)
        ):
            return False  # "jeugdprofessionals met SKJ staan klaar"
        return not self._others_before(first)

    def _you_have(self, index: int) -> bool:
        """``Je hebt een``, in the words before; not ``je hebt een collega met een``."""
        said = [self.words.folded(i) for i in range(max(self.low, index - _HAVE_BEFORE), index)]
        return _WITH.isdisjoint(said[-3:]) and any(
            who in _YOU and does in _HAVE for who, does in pairwise(said)
        )

    def names_need(self) -> bool:
        """Whether a word of asking stands in the sentence: "voordat je begint, vragen wij om een VOG"."""
        return not _NEEDS.isdisjoint(self.kinds_of_cue) or any(
            self.words.folded(i) in _ASKING_VERBS for i in range(self.low, self.high)
        )

    def _are_many(self, index: int) -> bool:
        """Whether people of a profession are named here, and not one who is sought."""
        word = self.words.folded(index)
        sought = self.has("sought") or self.has("need") or self.has("forward") or self.has("before")
        return (
            not sought
            and word.endswith(("s", "en"))
            and word not in asking().words["applicants"]
            and (is_role(word) or word.endswith(("professionals", "medewerkers", "werkers")))
        )

    def guards(self, match: Match) -> bool:
        """Whether a guarded name is asked by more than its place: a cue close before it, or the head of its line."""
        first = match.words[0]
        if self._labelled() or self.line.kind == "heading":
            return True
        article = self.words.folded(first - 1) in _ARTICLES if first > self.low else False
        within = range(max(first - 1 - article, self.low), match.words[-1])
        people = competencies()[str(match.key)].group == "doelgroep"
        if not people and any(self.words.folded(i) in asking().words["modals"] for i in within):
            return True  # "kan bijeenkomsten voorzitten", "een vergadering kunt voorzitten"
        behind = range(first + 1, min(match.words[-1] + 2, self.high))
        if not people and any(self.words.folded(i) in _ABLE for i in behind):
            return True  # "een plan van aanpak kunnen neerleggen"
        if any(self.words.folded(i) in asking().words["persons"] for i in match.words):
            return True  # "een netwerker pur sang"
        does = asking().words["does"]
        if any(self.words.folded(i) in does for i in match.words) and any(
            cue == "candidate" and end <= first and self.words.folded(end - 1) == "die"
            for cue, _, end in self.cues
        ):
            return True  # "iemand die in een week een plan van aanpak schrijft"
        listed = self.kind in LISTS or (self.line.bullet and self.kind in ASKING_KINDS)
        done = any(
            self.words.folded(i) in asking().words["done" if i > first else "did"] for i in match.words
        )
        after = match.words[-1] + 1
        # "Pragmatisch, communicatief vaardig, netwerken": the next of a row.
        parted = (
            self.kind in LISTS
            and self._mark(first, ",")
            and (after >= self.high or self._mark(after, ","))
            and any(other.key and other.words[-1] == first - 1 for other in self.found)
        )
        if done or parted or (listed and (first - self.low < HEAD_OF_LINE or len(match.words) > 1)):
            return True  # in a row of such names, or named with what was done with it
        reach = _GUARD_REACH if people and self.kind not in LISTS else _GUARD_REACH_OF_WORK
        employer = match.key in asking().words["employers"]
        return any(
            (
                cue in ("knowledge", "sought", "forward")
                and not (employer and cue == "sought")
                and start <= first
                and first - end < reach
            )
            or (cue in ("candidate", "quality") and end <= first and first - end < HEAD_OF_LINE)
            or (cue == "after" and 0 < start - match.words[-1] <= _AFTER_REACH)
            or (cue in ("before", "before_weak", "preference") and -2 <= start - first < reach)
            for cue, start, end in self.cues
        )

    @property
    def is_listed(self) -> bool:
        """Whether it is an item of a list of what is asked, where a word stands for itself."""
        return (
            self.kind in LISTS
            or self.kind == "award"
            or self._labelled()
            or (self.line.bullet and self.kind in ASKING_KINDS)
        )

    def _labelled(self) -> bool:
        """A line such as ``Competenties: verbindend, analytisch``."""
        text, line = self.layout.text, self.line
        colon = text.find(":", line.content, min(line.end, line.content + 50))
        if colon < 0 or colon + 1 >= line.end:
            return False
        label = " ".join(text[line.content : colon].lower().strip(" *_(").split())
        if _TELLS.match(text, colon + 1):  # "Kennis: het is een bron van ..."
            return False
        short = len(label.split()) <= 4
        return label in asking().words["asking_labels"] or (short and ASKING_LABEL.search(label) is not None)
