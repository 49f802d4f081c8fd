"""What is asked of the candidate: attitudes, skills, knowledge, methods, laws, registers, software, target groups.

A phrase of the taxonomy counts only where the text asks it of the candidate (:mod:`indexer.parse.asking`). A clause that
says it is not needed takes it away; a clause or a section of wishes makes it a plus. An id found more than once is one
competency: required as soon as one mention requires it, and that mention is then the deciding evidence (the first of
them, a mention in a section of demands before one in passing).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from indexer.knowledge.competencies import Untried, asking, competencies
from indexer.parse.asking import Sentence
from indexer.parse.asking_clauses import Clause, Span
from indexer.parse.asking_names import NAMED_FOR_OTHERS
from indexer.parse.asking_odds import Odds
from indexer.parse.asking_sections import ASKING_KINDS, SILENT, Places, phrases
from indexer.parse.asking_units import units
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Layout
from indexer.parse.phrases import Match, Words
from indexer.parse.roles import is_role
from indexer.record import Competency

_MENTIONS = 3
# In words; a longer one is run-together text and is read in pieces, so that the time stays in step with its length.
_LONGEST_SENTENCE = 300
# A law, a register or a target group that is named inside a wider phrase keeps its own meaning.
_OWN_MEANING = frozenset({"doelgroep", "wetgeving", "registratie"})
# What a study is about is no competency of its own.
_STUDIED = frozenset({"kennis", "vaardigheid", "doelgroep", "methode"})
_STUDIES = ("opleiding", "studie", "diploma", "degree", "bachelor", "master")
_COURSES, _LEVELS = ("opleiding", "training", "cursus", "scholing"), ("hbo", "wo", "mbo")
_LONGEST_TITLE = 14  # words
_QUALITIES = frozenset({"houding", "vaardigheid"})
# Stretches that tell of the work as much as of the candidate.
_QUALITIES_ONLY = frozenset({"sought-clause", "expected"})
# Named by their own name: nobody that tells of the work to come says "die de Participatiewet kent".
_NAMED = frozenset({"wetgeving", "registratie", "software", "methode"})
_KNOWS = frozenset({"ken", "kent", "beheers", "beheerst", "snap", "snapt", "ben", "bent"})
ODDS = "words-around"  # the rule of what no other rule asks
_WEIGHTS = {"section": 0.8, "always": 0.65, ODDS: 0.55}
# What is demanded somewhere is proved by the words that demand it, not by those that welcome it.
_WISHED = 0.2


class Mention(NamedTuple):
    id: str
    start: int
    end: int
    required: bool
    rule: str


Asked = Callable[[Sentence, bool | None, set[str]], Iterable[Mention]]


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``competencies``, the mentions of one id in text order with one and the same value."""
    by_id: dict[str, list[Mention]] = {}
    refused: set[str] = set()
    for mention in mentions(doc, refused):
        by_id.setdefault(mention.id, []).append(mention)
    for key in refused:  # "SKJ'ers krijgen een collega, die geen SKJ hoeft te hebben"
        if all(mention.rule == "always" for mention in by_id.get(key, ())):
            by_id.pop(key, None)
    for key, found in by_id.items():
        entry = competencies()[key]
        value = Competency(key, entry.label, entry.group, required=any(m.required for m in found))
        kept = sorted(found, key=lambda mention: not mention.required)[:_MENTIONS]
        for mention in sorted(kept, key=lambda mention: mention.start):
            weight = _WEIGHTS.get(mention.rule, 0.7) - (0 if mention.required else _WISHED)
            yield Candidate("competencies", value, mention.start, mention.end, mention.rule, weight)


def mentions(doc: Doc, refused: set[str], asked: Asked | None = None) -> Iterator[Mention]:
    """The mentions in text order; the ids that a clause says not to need go into ``refused``. ``asked`` tells what a sentence asks,
    where that is not what the rules say.
    """
    judged = asked or _asked
    layout: Layout = doc._.layout
    table = phrases()
    words = table.words(layout.text)
    places = Places(layout)
    heads, starts, at = words.heads["asked"], words.starts, 0
    begins = [starts[head] for head in heads]
    same: bool | None = None
    yield from _headline(layout, words)
    for start, end in units(doc):
        first = at = bisect_left(begins, start, at)
        at = bisect_left(begins, end, at)
        if first == at:
            continue
        silent = places.has_silence and places.is_silent(start)
        if silent and layout.is_noise(start):
            continue
        stop = bisect_left(starts, end, heads[first])
        for low in range(bisect_left(starts, start, 0, stop), stop, _LONGEST_SENTENCE):
            high = min(low + _LONGEST_SENTENCE, stop)
            own_heads = heads[bisect_left(heads, low, first, at) : bisect_left(heads, high, first, at)]
            if same is None and _only_tells(layout, places, words, low, high):
                continue
            found = table.find("asked", words, own_heads, high)
            if not found:
                continue
            sentence = Sentence(layout, places, words, low, high, found)
            if silent or sentence.kind == "contact":  # how to respond: a certificate is asked there too
                if sentence.names_need():
                    always = asking().words["always"]
                    said = judged(sentence, None, refused)
                    yield from (own for own in said if own.id in always and own.rule != ODDS)
                continue
            if sentence.kind in SILENT:
                if sentence.kind == "unasked":
                    refused.update(str(match.key) for match in found)
                continue
            own = list(judged(sentence, same, refused))
            yield from own
            same = own[-1].required if own else None


def _only_tells(layout: Layout, places: Places, words: Words, low: int, high: int) -> bool:
    """Whether a sentence of what tells of the work or the organisation holds no sign of asking, seen before it is read."""
    cues = words.heads["cue"]
    if bisect_left(cues, low) < bisect_left(cues, high):
        return False
    line = layout.line_at(words.starts[low])
    return places.kind_at(line) in NAMED_FOR_OTHERS and not (":" in line.text or "?" in line.text)


def _headline(layout: Layout, words: Words) -> Iterator[Mention]:
    """The role in the title, where it is itself a competency: ``Projectleider inburgering``. Its subject is not."""
    titles = [(pair.start, pair.end) for pair in layout.labelled("title")]
    for start, end in (*titles, *layout.pieces()):
        low, high = bisect_left(words.starts, start), bisect_left(words.starts, end)
        if (
            not low < high <= low + _LONGEST_TITLE
            or layout.is_noise(start)
            or layout.line_at(start).bullet
            or layout.text[end - 1] in ".!?:;,"
        ):
            continue
        if any(words.folded(index) in asking().words["no_title"] for index in range(low, high)):
            continue  # a sentence, or who sent it: "Teamleider jeugd bij Welzijn Voorbeeld"
        roles = {index for index in range(low, high) if is_role(words.texts[index])}
        if not roles:
            continue
        heads = words.heads["asked"]
        own = heads[bisect_left(heads, low) : bisect_left(heads, high)]
        for match in _most_special(phrases().find("asked", words, own, high)):
            if not match.key or match.key in asking().words["posts"] or not roles.intersection(match.words):
                continue
            if _is_skill(str(match.key)):
                first, last = match.words[0], match.words[-1]
                yield Mention(str(match.key), words.starts[first], words.ends[last], True, "title")
        return


def _is_skill(key: str) -> bool:
    if key == "adviseren":
        return False
    return competencies()[key].group in ("vaardigheid", "registratie") or key in asking().words["trades"]


def _asked(sentence: Sentence, before: bool | None, refused: set[str]) -> Iterator[Mention]:
    """The competencies that one sentence asks. ``before``: whether the last of the sentence before was required."""
    spans = sentence.asked(before is not None)
    odds = Odds(sentence, follows=before is not None)
    named = [match for match in sentence.found if match.key]
    if not spans and not any(sentence.always(match) or odds.asks(match) for match in named):
        return
    follows = before is not None and sentence.has("same")
    for match, span, clause in reached(sentence, spans, refused):
        if not odds.asks(match) if span.rule == ODDS else odds.denies(match) and not sentence.is_row:
            continue
        verdict = sentence.verdict(match)
        if verdict is not None:
            required = verdict == "asked"
        else:
            required = bool(before) if follows else not sentence.is_wish(span, clause, match)
        start, end = sentence.words.starts[match.words[0]], sentence.words.ends[match.words[-1]]
        yield Mention(str(match.key), start, end, required, span.rule)


def reached(sentence: Sentence, spans: list[Span], refused: set[str]) -> Iterator[tuple[Match, Span, Clause]]:
    """What a sentence names that it may ask, with its clause and what asks it: one of the spans, or the rule ``ODDS`` where
    none does and it is for the words around to tell. Left out is what it says not to need, and what is not said of who is sought.
    """
    whole = _most_special([match for match in dict.fromkeys(sentence.found) if sentence.is_whole(match)])
    kept = [match for match in whole if match.key]
    clauses = sentence.clauses() if kept else []
    guarded = asking().words["guarded"]
    for match in kept:
        if match.key in guarded and not sentence.guards(match):
            continue
        doubtful = isinstance(match.key, Untried) and _is_doubtful(sentence, match)
        clause = next(c for c in clauses if c.low <= match.words[0] < c.high)
        span = None if doubtful else next((s for s in spans if _covers(sentence, s, match)), None)
        if span is None:
            rule = "always" if sentence.always(match) and not doubtful else ODDS
            span = Span(rule, clause.low, clause.high)
        denied = clause.refuses(match, sentence.words) and not (
            sentence.is_question and sentence.always(match)
        )
        if denied or sentence.verdict(match) == "refused":
            if clause.needless and span.rule != ODDS:
                refused.add(str(match.key))
            continue
        if not (
            _is_of_product(sentence, match, kept)
            or (span.rule != "section" and sentence.is_subject(match))
            or sentence.is_owned(match, span)
            or sentence.is_reason(match, span)
            or sentence.is_of_thing(match)
            or sentence.is_outweighed(match)
            or sentence.is_met(match)
            or sentence.is_of_subject(match)
            or sentence.is_kept_out(match)
            or _is_studied(sentence, clause, match)
        ):
            yield match, span, clause


def _is_of_product(sentence: Sentence, match: Match, kept: list[Match]) -> bool:
    """Whether a trait is that of what is to be made or done: ``een zorgvuldige beschikking opstellen``."""
    index = match.words[-1]
    if match.key not in asking().words["of_products"] or not sentence.words.folded(index).endswith("e"):
        return False
    named = index + 1
    return named < sentence.high and any(
        named in other.words and competencies()[str(other.key)].group != "houding" for other in kept
    )


def _is_doubtful(sentence: Sentence, match: Match) -> bool:
    """Whether words that no text has borne out stand in prose, where only the words around can make them believed.

    Read for the first time they told of something else in prose in 25 of 44 places, in lists in 11 of 34. Names are names
    wherever they stand.
    """
    if sentence.is_listed or sentence.is_row or competencies()[str(match.key)].group in _NAMED:
        return False
    own = set(match.words)
    return all(
        isinstance(other.key, Untried) or other.key != match.key or own.isdisjoint(other.words)
        for other in sentence.found
    )


def _covers(sentence: Sentence, span: Span, match: Match) -> bool:
    group = competencies()[str(match.key)].group
    if span.rule == "sought" and group != "houding" and not _is_called_so(sentence, match):
        return False
    if span.rule == "sought-clause" and group != "houding" and not sentence.is_able(match, span):
        return False
    named = span.rule == "sought-clause" and group in _NAMED
    if (
        span.rule == "refused"
        and group == "houding"
        and sentence.words.folded(match.words[0] - 1) != "zonder"
    ):
        return False  # nobody is turned down for want of a trait; but "zonder humor red je het niet"
    if span.rule == "quality" and _is_work(sentence, span, match):
        return False
    if sentence.kind == "award" and match.key in asking().words["documents"] and span.rule != "knowledge":
        return False
    if span.rule == "candidate" and group == "doelgroep" and not _is_acquainted(sentence):
        return False
    if span.rule in _QUALITIES_ONLY and group not in _QUALITIES and not named:
        return False
    if span.rule in ("quality", "duty") and group != "houding":
        if sentence.kind == "award" and group in _NAMED:
            return True  # "Noloc-registratie (10 punten)"
        manners = asking().words["manners" if span.rule == "quality" else "manners_of_duty"]
        works = any(sentence.words.folded(i) in asking().words["working"] for i in match.words)
        if match.key not in manners or works:
            return False
    # "De meldcode moet je kunnen toepassen": begun before the words of asking, it may end behind them.
    # The same of a verb right behind them: "De Jeugdwet ken je".
    turned = span.high < sentence.high and sentence.words.folded(span.high) in _KNOWS
    able = span.rule == "before" and (turned or sentence.words.folded(span.high - 1) == "kunnen")
    last = match.words[0] if able else match.words[-1]
    return span.low <= match.words[0] and last < span.high


def _is_work(sentence: Sentence, span: Span, match: Match) -> bool:
    """Whether a clause about "je" tells what there is to do, or of whom else, rather than how somebody is."""
    if sentence.kind == "description" and len(match.words) > 1:
        return True  # "je brengt partijen bij elkaar" is the work, "je werkt pragmatisch" the way
    trait = competencies()[str(match.key)].group == "houding"
    if not trait and len(match.words) == 1 and sentence.kind not in ASKING_KINDS:
        return True  # "je presenteert de uitkomsten"
    return sentence.tells_of_others(span, match)


def _is_acquainted(sentence: Sentence) -> bool:
    """Whether people are known, and not just those for whom the work is done: "je bent geduldig met ouders"."""
    if sentence.has("knowledge") or sentence.has("after"):
        return True
    acquainted = asking().words["acquainted"]
    return any(sentence.words.folded(i) in acquainted for i in range(sentence.low, sentence.high))


def _is_called_so(sentence: Sentence, match: Match) -> bool:
    """Whether the one who is sought is called after the skill; what the role is about, and a coach, say nothing."""
    if match.key in asking().words["called_anyhow"] or not any(
        is_role(sentence.words.texts[i]) for i in match.words
    ):
        return False
    return len(match.words) == 1 or _is_skill(str(match.key))


def _is_studied(sentence: Sentence, clause: Clause, match: Match) -> bool:
    """Whether this is the subject of a study: ``hbo-opleiding maatschappelijk werk``."""
    if competencies()[str(match.key)].group not in _STUDIED:
        return False
    first, after = match.words[0], match.words[-1] + 1
    called = after < clause.high and sentence.words.folded(after).endswith(_STUDIES)
    if competencies()[str(match.key)].group == "methode" and (called or _is_trained_in(sentence, match)):
        return False  # who has had an EMDR-opleiding, or a basisopleiding EMDR, masters the method
    if not called and not sentence.has("study"):
        return False
    if any(sentence.words.folded(i) in asking().words["known"] for i in match.words):
        return False  # "een opleiding en juridische kennis", "en inzicht in de financiën"
    if any(sentence.words.folded(i) in ("jaar", "years") for i in range(clause.low, first)):
        return False  # "hbo, vijf jaar re-integratie"
    if called:
        return True  # "een sociaal-juridische opleiding"
    # "een hbo-opleiding, bij voorkeur Social Work": the wish goes on about the study
    low = sentence.low if sentence.words.folded(clause.low) in ("bij", "liefst", "preferably") else clause.low
    study = [start for cue, start, _ in sentence.cues if cue == "study" and low <= start < first]
    if study and any(sentence.words.folded(i) in ("die", "who") for i in range(study[0] + 1, first)):
        return False  # "met een hbo-opleiding, die gesprekken kan voeren"
    if study and any(sentence.opens_anew(i) or sentence.closes_study(i) for i in range(study[0] + 1, first)):
        return False  # "you have a degree, have led projects"
    return bool(study) and not any(
        cue in ("knowledge", "candidate") and study[0] < start <= first for cue, start, _ in sentence.cues
    )


def _is_trained_in(sentence: Sentence, match: Match) -> bool:
    """Whether a course in a method stands right before its name: ``een afgeronde basisopleiding EMDR``."""
    before = sentence.words.folded(match.words[0] - 1) if match.words[0] > sentence.low else ""
    return before.endswith(_COURSES) and not before.startswith(_LEVELS)


def _most_special(found: list[Match]) -> list[Match]:
    """Matches whose words are not all part of a longer one's; one mention for each id at one place."""
    if len(found) == 1:
        return found
    if len({index for match in found for index in match.words}) == sum(len(match.words) for match in found):
        return sorted(found, key=lambda m: m.words)  # no word is shared
    kept: list[Match] = []
    seen: list[Match] = []
    taken: set[tuple[object, int]] = set()
    for match in sorted(found, key=lambda m: (-len(m.words), m.key != "")):
        if any(_is_part(match, other) and _gives_way(match, other) for other in seen):
            continue
        seen.append(match)
        if any((match.key, index) in taken for index in match.words):
            continue
        taken.update((match.key, index) for index in match.words)
        kept.append(match)
    return sorted(kept, key=lambda m: m.words)


def _is_part(match: Match, other: Match) -> bool:
    """Whether the words are part of another match's, or begin as one that goes on further: "antenne voor (wat) bestuurlijk"."""
    own, wider = set(match.words), set(other.words)
    if own <= wider:
        return own != wider or not other.key
    return match.words[0] == other.words[0] and match.words[-1] < other.words[-1] and len(own & wider) > 1


def _gives_way(match: Match, other: Match) -> bool:
    if match.key == other.key or not match.key or not other.key:
        return True
    if (match.key, other.key) in asking().wider["beside"]:
        return False
    if (match.key, other.key) in asking().wider["only_named"]:
        return True
    group, wider = competencies()[str(match.key)].group, competencies()[str(other.key)].group
    if (group, wider) in (("houding", "vaardigheid"), ("methode", "registratie")):
        return False  # "schrijft nauwkeurig" is both; a Prince2 certificate shows Prince2
    return group == wider or group not in _OWN_MEANING
