"""Whether what a sentence asks is a plus and no more."""

from __future__ import annotations

import re
from functools import cached_property

from indexer.parse.asking_clauses import Clause, Clauses, Span
from indexer.parse.asking_sections import ASKING_KINDS
from indexer.parse.phrases import Match

# What stands between the bracket and the last word of a wish that opens it: "(bij voorkeur", "(het liefst".
_OPENING_WISH = frozenset({"", "bij ", "het "})
# Words of wishing that are said of what follows them: the last word of the phrase.
_FORWARD = frozenset({"voorkeur", "liefst", "idealiter", "preferably", "ideally"})
# The verdict on a row of a table stands on the line below it: "Soort: wens".
_ROW = re.compile(
    r"[^\S\n]*\n[^\S\n]*(?:(?:\w+:\s*)?(wens|eis|knock-?out|pr[eé])\W*|(?:max(?:imum|\.)? )?(?:punten|points)(?: max\w*)?: *\d+ *)(?=\n|$)",
    re.I,
)
# And at the end of its own line: "Kennis van PRINCE2        was eis, wordt wens (10 punten)".
_ROW_ENDS = re.compile(
    r"(?<=\S)(?:\t|  )[ \t]*+(?:was \w+, wordt (?:een )?|nu (?:een )?)?(?P<is>wens|eis|knock-?out|pr[eé])\b[^\n\t]{0,25}$",
    re.I,
)
# The figure stands first: a search for it alone is quick, what stands before it is looked at only there.
_POINTS = re.compile(r"\d(?<!\w\d)\d* ?(?:%|punt|point|pt|pnt)", re.I)
_POINTS_APART = re.compile(r"(?<=\S)(?:\t|  )[ \t]*+\d{1,3} ?(?:%|punt|point)", re.I)
_CRITERION = re.compile(r"gunning|criteri|weging|wens|\bscore", re.I)
# What is said next of something that was asked: "Spreek je Turks? Dat is een mooie aanvulling."
_WELCOMED = re.compile(
    r"\?\W{0,4}(?:(?:dat|dit|that) (?:is|zou|would be|helpt)\b[^.!?\n]{0,25}\b(?:pr[eé]|plus\w*|voordeel|aanvulling|mooi|fijn|leuk|handig|prettig|bonus|meegenomen|welkom|nice|great|advantage)|(?:dan |then )?(?:heb|hebt|sta|have) (?:je|jij|u|you)\b[^.!?\n]{0,25}\b(?:streepje|voorsprong|pr[eé]|plus\w*|edge|advantage)|(?:mooi|leuk|fijn|handig|prettig|top|super|nice|great|tof)\b|(?:een )?pr[eé]\b)",
    re.I,
)
_IF_YOU = re.compile(
    r"\W*(?:heb|hebt|heeft|ken|kent|weet|spreek|spreekt|versta|verstaat|ben|bent|kun|kunt|kan) (?:je|jij|u)\b"
)
_WISH_CODE = re.compile(r"\s*W\d+[.:) ]")
_DEMANDED = ("eis", "knock-out", "knockout")


class Wishes(Clauses):
    """One sentence, of which it is told what it merely wishes."""

    def _is_wished(self, clause: Clause, match: Match) -> bool:
        """Whether the clause's word of wishing is said of this: "bij voorkeur" of what follows it, "gewenst" behind a comma
        of what stands between the two."""
        for cue, start, end in self.cues:
            if (
                cue != "preference"
                or not clause.low <= start < clause.high
                or self._in_brackets(start, match)
            ):
                continue
            others = [m.words[0] for m in self.found if m.key and clause.low <= m.words[0] < clause.high]
            if self.words.folded(end - 1) in _FORWARD:
                alone = not any(other > start for other in others) and not self._tells_which(start, clause)
                if match.words[0] > start or alone:
                    return True
            elif not self._is_cut_off(match, start, others):
                return True
        return not self.has("preference", clause.low, clause.high)

    def _tells_which(self, cue: int, clause: Clause) -> bool:
        """Whether a wish behind a comma goes on about what is asked: "ervaring met de Wmo, liefst bij een gemeente"."""
        return self._mark(cue, ",") and cue + 2 < clause.high

    def _in_brackets(self, cue: int, match: Match) -> bool:
        """Whether a wish that opens brackets is said of what they hold, and this stands outside: "hbo (bij voorkeur SJD)"."""
        text, at = self.layout.text, self.words.starts[cue]
        opened = text.rfind("(", self.words.starts[self.low], at)
        if opened < 0 or text[opened + 1 : at] not in _OPENING_WISH:
            return False
        return not opened < self.words.starts[match.words[0]] < text.find(")", at)

    def _is_cut_off(self, match: Match, cue: int, others: list[int]) -> bool:
        """Whether a comma stands between a requirement and a wish of its own: "hbo en ervaring, GZ-registratie gewenst"."""
        comma = next((i for i in range(cue, match.words[-1], -1) if self._mark(i, ",;")), None)
        if comma is None or not (any(comma <= other < cue for other in others) or self._is_name(comma, cue)):
            return False
        joined = any(self.words.folded(i) in ("en", "of", "and", "or") for i in range(comma, cue))
        return not joined and self.has("knowledge", self.low, comma)

    def _is_name(self, comma: int, cue: int) -> bool:
        """Whether a name of which no competency is known stands between a comma and a wish: ", ISO 27001 is een pré"."""
        return any(self.layout.text[self.words.starts[i]].isupper() for i in range(comma, cue))

    @cached_property
    def _earns_points(self) -> bool:
        """Whether points are given for it: ``Ervaring met inkoop (20 punten)``."""
        text, end = self.layout.text, self.words.ends[self.high - 1]
        if not _POINTS.search(text, self.words.starts[self.low], end + 2):
            return False
        weighed = (
            self.kind in ASKING_KINDS
            or _POINTS_APART.search(self.line.text)
            or _CRITERION.search(text, self.line.start, self.line.end)
        )
        return bool(weighed)

    @cached_property
    def _is_welcome_if(self) -> bool:
        """Whether it is welcome where it is there: ``Spreek je Fries? Mooi meegenomen``, ``Ken je de Wmo, dan is dat handig``."""
        if self.is_question:
            return _WELCOMED.match(self.layout.text, self.words.ends[self.high - 1]) is not None
        return (
            self.has("preference")
            and _IF_YOU.match(self.layout.low, self.words.starts[self.low]) is not None
            and ", dan " in self.layout.low[self.words.starts[self.low] : self.words.ends[self.high - 1]]
        )

    def is_wish(self, span: Span, clause: Clause, match: Match) -> bool:
        """Whether what the span asks in this clause is a plus and no more.

        What earns points is a plus, and so is an experience under award criteria or one asked after in a question.
        """
        words = self.line.text
        ends = _ROW_ENDS.search(words) if "  " in words or "\t" in words else None
        if ends:
            return ends["is"].lower() not in _DEMANDED
        if self.kind == "preferences" or (clause.optional and self._is_wished(clause, match)):
            return True
        if self.kind == "award" and span.rule in ("knowledge", "quality"):
            return True
        if self.is_question and self.kind in ASKING_KINDS and self.has("knowledge"):
            return True
        if self._is_welcome_if:
            return True
        if self._earns_points:
            return True
        row = _ROW.match(self.layout.text, self.layout.line_at(self.words.starts[self.high - 1]).end)
        if row:
            return (row.group(1) or "").lower() not in _DEMANDED
        return _WISH_CODE.match(self.layout.text, self.line.start) is not None
