"""Assignment, vacancy, article or other, by signs: words of ``kind.toml``, and what the field modules read.

The weights of the signs add up a side, with what all words of the text say together (``kind_words.py``). Work is offered
where the sum of ``offer`` is above those of ``article`` and ``other``; the work is permanent where ``permanent`` is above
``hire``. The signs that spoke for the outcome are its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.kind_form import of_page
from indexer.parse.kind_joint import drop_contradicted, drop_said_of_others, is_complete, joint
from indexer.parse.kind_parts import MOST, OFFERS, OFFERS_NOT, best_part, said
from indexer.parse.kind_signs import Seen, find_signs, signs
from indexer.parse.kind_style import of_style
from indexer.parse.kind_words import weigh
from indexer.parse.layout import Layout, Line
from indexer.parse.openings import at_words
from indexer.parse.roles import has_role, is_role
from indexer.record import Kind

_HARD = (
    "hours", "rate", "deadline", "duration_months", "budget_total", "start_date", "asap", "end_date", "extension",
)  # fmt: skip
_SEVERAL = 4
_LABELLED = frozenset({"label", "period", "json-ld", "reference-line", "position", "form", "column"})
_ENDS = ("end_date", "duration_months", "extension")
_SURE = 0.5  # weight of a candidate from which it counts as read
_MOST_REASONS = 6
_LONG, _BRIEF, _SCANT = 1_300, 450, 45  # characters
_HEAD = 120  # characters
_SHORT_TITLE, _OPENING = 7, 5  # words
_SPOKEN_TO = re.compile(at_words(r"\b(?:je|jij|jou|jouw|u|uw|you|your)\b"))
# Sections under which only an offer tells, and the headings that call the work by its name.
_OFFERED = frozenset(
    {
        "tasks", "requirements", "preferences", "competencies", "profile", "conditions", "procedure", "award",
        "organisation", "offer",
    }
)  # fmt: skip
_WORK = re.compile(
    r"\W*(?:(?:de|het|jouw|je|uw|the) )?(?:opdracht|functie|vacature|rol|klus|assignment|role|job)\w*"
    r"(?: (?:omschrijving|beschrijving|description))?\W*$",
    re.I,
)
# Labels of what stands around the work: an offer has them too, though they are no hard facts.
_AROUND = frozenset(
    {"organisation", "broker", "place", "contract", "status", "education", "remote", "reference"}
)
# Labels that work for a while has, also where their value says nothing yet.
_OF_HIRE = frozenset({"duration", "extension", "rate", "budget", "end", "period"})
# "Looptijd: contract voor 1 jaar": how long somebody is employed.
_OF_A_POST = re.compile(r"\b(?:contract|aanstelling|dienstverband|arbeidsovereenkomst)\b")
# A page that labels when it begins, how long it lasts, and how many hours it takes or when it was posted, is a form for work.
_LASTS = frozenset({"end", "duration", "period"})
_OF_A_POSTING = frozenset({"hours", "rate", "published"})
# "Interim projectleider Wmo, Hengelo, 20 uur p/w"
_HEADED_BY_TERMS = re.compile(
    r"\W{0,4}(?P<role>[^\n,|]{5,80})[,|–-][^\n]{0,60}?\b\d{1,2}(?: ?(?:-|–|tot|à) ?\d{1,2})? ?(?:uur|u|uren|hours)\b[ .]{0,2}(?:p\.? ?/? ?w\.?|per week|a week|per wk)?[ )]*(?:\n|$)",
    re.I,
)
_WORDS = re.compile(r"[\w-]+")
_SOUGHT_REACH = 90  # characters
_READER_SEEKS = re.compile(
    r"\b(?:ben|bent|zijn) (?:jij|je|u|jullie) (?:\w+ )?$|\b(?:je|jij|u) (?:bent|ben) (?:\w+ )?$"
)
# "Deze vacature/opdracht is al ingevuld": what a page calls all that it offers.
_OF_BOTH = re.compile(r"\b(?:vacatures?/opdracht|opdracht(?:en)?/vacature)")
_JUST_BEFORE = 24  # characters
_SOMEBODY = frozenset({"iemand", "versterking", "kracht", "krachten", "invaller", "vervanger", "someone"})
_ANYBODY = frozenset(
    {"professional", "professionals", "freelancer", "freelancers", "zelfstandige", "zelfstandigen"}
)
_INVITES = frozenset(
    {
        "inhuur", "opdracht", "vacature", "gezocht", "uitvraag", "aanvraag", "offerteaanvraag", "inzet", "vervanging",
        "functie", "rol", "detachering", "offerteverzoek", "minicompetitie", "opdrachtomschrijving",
    }
)  # fmt: skip
_SPOKEN_OF = frozenset(
    {"de", "het", "met", "over", "aan", "door", "uit", "je", "the", "with", "about", "als", "van", "of"}
)
_ASKED_ABOUT = frozenset({"wat", "hoe", "waarom", "wanneer", "what", "how", "why", "when"})
# What the first line of a story tells that somebody does.
_HEADLINE = re.compile(
    r"[^\n.:?|]{3,70}\b(?:stapt|stappen|wint|winnen|testen?|krijg(?:t|en)|kost(?:en)?|huurt|huren|stop(?:t|pen)|start(?:en)?|"
    r"dal(?:t|en)|daalt|stijg(?:t|en)|moet(?:en)?|mag|mogen|blij(?:ft|ven)|word(?:t|en)|kiest|kiezen|verdient|vertel(?:t|len)|"
    r"wil(?:len)?|gaat|gaan|neemt|nemen|maakt|maken|groei(?:t|en)|ziet|zien|betekent|means|says|komt|komen|vind(?:t|en)|loopt|"
    r"doet|doen|waarschuwt|slaat|verlaat|opent|zet|zetten|scoort|scoren|lukt|helpt|helpen)\b"
)
_ADDRESSED = re.compile(r"\b(?:je|jij|jou|jouw|u|uw|wij|we|ons|onze|ik|mij|you|your|our)\b")
# A line of an overview names a role early on, and something else after a mark that sets it apart.
_ENTRY = re.compile(
    r"^[^\w\n]{0,6}(?:\d+[.)] )?((?:[\w/&-]{1,30}+ ){0,3}[\w/&-]{1,30}+) ?(?: [-–—|·•] |\(|\||, )(?=\S)[^\n]{1,100}$",
    re.M,
)
_OF_NONE_SOUGHT = frozenset({"asks-of-a-trade", "tells-of-an-appointment", "somebody-began"})
_BEGINS, _MANY_ENTRIES = ("opens-with-a-role", "names-a-role", "begins-with-a-role"), 2
_OF_ONE_OFFER = ("has-rate", "has-budget", "labelled-facts", "told-facts", "many-facts", "seeks-a-role")
_ENTRIES, _MOST_ENTRIES, _MOST_SPACES = 3, 200, 4
_PAGE_OF_THEM = 8
# Fewer are a page of them too, where they fill so much of it, with so few characters to each.
_FILLING, _SHARE, _LONGEST_CARD = 5, 0.4, 260

_LONGEST_ENTRY = 400  # characters, more than the pattern can hold

Reading = Mapping[str, list[Candidate]]


def read(doc: Doc, facts: Reading) -> tuple[Kind, list[Candidate]]:
    """The kind of document and its reasons, given the other fields' candidates by field."""
    seen = find_all(doc, facts)
    by_name = signs().by_name
    sums = dict(signs().start)
    for side, weight in weigh(doc._.layout.low).items():
        sums[side] += weight
    for name, found in seen.items():
        for side, weight in by_name[name].weights.items():
            sums[side] += weight * found.times
    # An example is the part that offers most, and offers nothing; each part of a page of offers is one of many.
    of_many = "many-offers" in seen and seen["many-offers"].times > by_name["many-offers"].most
    if _is_open(sums) and "an-example" not in seen and not of_many and (part := best_part(doc._.layout)):
        # Tasks in the third person below the form of work read like a story of it.
        told = {} if part.score < 0 and "form-on-top" in seen else said(part.score)
        for name, times in told.items():
            for side, weight in by_name[name].weights.items():
                sums[side] += weight * times
        if part.score > 0:
            seen[OFFERS] = Seen(max(1, round(min(part.score, MOST))), part.start, part.end)
    kind = decide(sums)
    sides = {"assignment": ("offer", "hire"), "vacancy": ("offer", "permanent")}.get(kind, (kind,))
    reasons = []
    for name, found in seen.items():
        weights = by_name[name].weights
        weight = found.times * sum([weights.get(side, 0.0) for side in sides])
        if weight and found.start < found.end:
            reasons.append((weight, name, found))
    reasons.sort(key=lambda reason: -reason[0])
    best = reasons[:_MOST_REASONS]
    return kind, [
        Candidate("kind", kind, found.start, found.end, name, weight) for weight, name, found in best
    ]


def _is_open(sums: Mapping[str, float]) -> bool:
    """Whether what the parts of a text say may decide if it offers work."""
    weights = (weight for name in (OFFERS, OFFERS_NOT) for weight in signs().by_name[name].weights.values())
    return abs(sums["offer"] - max(sums["article"], sums["other"])) <= MOST * max(weights)


def decide(sums: Mapping[str, float]) -> Kind:
    """The kind for which the sums of the sides speak; of two that are equal the one that hides no work."""
    if sums["offer"] >= max(sums["article"], sums["other"]):
        return "vacancy" if sums["permanent"] > sums["hire"] else "assignment"
    return "article" if sums["article"] > sums["other"] else "other"


def find_all(doc: Doc, facts: Reading) -> dict[str, Seen]:
    """Every sign in the document by name: those of words, of facts and of form."""
    layout: Layout = doc._.layout
    seen = find_signs(layout)
    seen.update(_of_facts(facts))
    seen.update(_of_form(layout, of_a_list="overview" in seen))
    seen.update(of_style(layout, of_one="opens-with-a-role" in seen))
    title = _role_title(facts)
    if title is not None:
        seen["names-a-role"] = Seen(1, title.start, title.end)
        if title.start < _HEAD and len(title.value.split()) <= _SHORT_TITLE and _SPOKEN_TO.search(layout.low):
            seen["begins-with-a-role"] = seen["names-a-role"]
    drop_said_of_others(seen)
    _drop_opening_role(seen)
    if "hire-early" in seen and _OF_BOTH.search(
        layout.low, max(seen["hire-early"].start - 10, 0), seen["hire-early"].end + 10
    ):
        del seen["hire-early"]
    sought = seen.get("seeks-somebody")
    if sought is not None and sought.times == 1 and _is_the_reader(layout, sought):
        del seen["seeks-somebody"]
        sought = None
    if sought is not None and _is_role_behind(layout.text, sought):
        seen["seeks-a-role"] = sought
    seen.update(list(of_page(layout, facts, seen)))
    has_deadline = _best(facts.get("deadline", [])) is not None
    together = list(joint(seen, has_deadline=has_deadline, length=len(layout.text)))
    drop_contradicted(seen, complete=is_complete(seen, has_deadline=has_deadline))
    seen.update(together)
    if len(layout.text) > _LONG:
        seen["long"] = Seen(1, 0, 0)
    elif len(layout.text) < _SCANT:
        seen["hardly-a-text"] = Seen(1, 0, 0)
    elif len(layout.text) < _BRIEF:
        seen["brief"] = Seen(1, 0, 0)
    return seen


def _drop_opening_role(seen: dict[str, Seen]) -> None:
    """Leaves out the role that a text begins with, where it is the first of a list of roles, the trade that a page tells of, or
    that of somebody who was appointed.
    """
    if not _OF_NONE_SOUGHT.isdisjoint(seen):
        for name in _BEGINS:
            seen.pop(name, None)
    entries = seen.get("many-offers")
    if entries is None or entries.times < _MANY_ENTRIES:
        return
    for name in _BEGINS:
        if name in seen and entries.start <= seen[name].start < entries.end:
            del seen[name]
    if entries.times > signs().by_name["many-offers"].most:
        for name in _OF_ONE_OFFER:  # what is read of a page of them is of one among many
            seen.pop(name, None)


def _best(found: list[Candidate]) -> Candidate | None:
    known = [c for c in found if c.weight >= _SURE and c.value]
    return max(known, key=lambda c: c.weight, default=None)


def _of_facts(facts: Reading) -> Iterator[tuple[str, Seen]]:
    """Signs of what the field modules read."""
    best = {field: found for field in (*_HARD, "reference") if (found := _best(facts.get(field, [])))}
    hard = [best[field] for field in _HARD if field in best]
    labelled = [c for c in hard if c.rule in _LABELLED]
    told = [c for c in hard if c.rule not in _LABELLED]
    ends = [best[field] for field in _ENDS if field in best]
    alone = {"has-rate": "rate", "has-budget": "budget_total", "has-reference": "reference"}
    several = {"labelled-facts": labelled, "told-facts": told, "has-end": ends}
    several["labelled-end"] = [c for c in ends if c.rule in _LABELLED]
    asked = facts.get("competencies", ())
    several["asks-of-candidate"] = list(asked[:1]) if len(asked) >= 2 else []
    several["many-facts"] = hard[:1] if len(hard) >= _SEVERAL else []
    several.update({name: [best[field]] for name, field in alone.items() if field in best})
    by_name = signs().by_name
    for name, told_of in several.items():
        if told_of:
            yield name, Seen(min(len(told_of), by_name[name].most), told_of[0].start, told_of[0].end)


def _role_title(facts: Reading) -> Candidate | None:
    """The title, where it names a role."""
    best = _best([c for c in facts.get("title", ()) if c.rule != "made" or c.weight > _SURE])
    return best if best is not None and _leads_with_role(best.value) else None


def _leads_with_role(title: str) -> bool:
    """Whether a role is named, and not only spoken of: "Op pad met de jongerenwerker"."""
    words = _WORDS.findall(title)
    at = next((i for i, word in enumerate(words) if is_role(word) and word.lower() not in _ANYBODY), None)
    if at is None or (at > 1 and words[at].endswith(("s", "en"))):
        return False
    return words[0].lower() in _INVITES or not any(word.lower() in _SPOKEN_OF for word in words[:at])


def _is_the_reader(layout: Layout, sought: Seen) -> bool:
    """Whether it is the reader who seeks: ``Ben jij op zoek naar een eerste baan?``"""
    return _READER_SEEKS.search(layout.low, max(0, sought.start - _JUST_BEFORE), sought.start) is not None


def _is_role_behind(text: str, sought: Seen) -> bool:
    words = _WORDS.findall(text, sought.start, sought.end + _SOUGHT_REACH)
    return any(word.lower() in _SOMEBODY or is_role(word) for word in words)


def _of_form(layout: Layout, *, of_a_list: bool) -> Iterator[tuple[str, Seen]]:
    """Signs of how the text is built: its headings, its labels, its lines; ``of_a_list``: words of a list or a search stand in it."""
    by_name = signs().by_name
    headed = {
        section.kind: section
        for section in layout.sections
        if section.heading
        and (section.kind in _OFFERED or (section.kind == "description" and _WORK.match(section.heading)))
    }
    if headed:
        first = next(iter(headed.values()))
        times = min(len(headed), by_name["sections-of-an-offer"].most)
        yield "sections-of-an-offer", Seen(times, first.start, first.start + len(first.heading))
    around = {pair.key: pair for pair in layout.labels if pair.key in _AROUND and pair.start < pair.end}
    if around:
        pair = next(iter(around.values()))
        times = min(len(around), by_name["labels-of-an-offer"].most)
        yield "labels-of-an-offer", Seen(times, pair.label_start, pair.end)
    hired = {
        pair.key: pair
        for pair in layout.labels
        if pair.key in _OF_HIRE and not _OF_A_POST.search(layout.low, pair.start, pair.end)
    }
    if hired:
        pair = next(iter(hired.values()))
        times = min(len(hired), by_name["labels-of-hire"].most)
        yield "labels-of-hire", Seen(times, pair.label_start, pair.end)
    keys = {pair.key: pair for pair in reversed(layout.labels)}
    if "start" in keys and not _LASTS.isdisjoint(keys) and not _OF_A_POSTING.isdisjoint(keys):
        pair = keys["start"]
        yield "form-of-work", Seen(1, pair.label_start, pair.end)
    if (terms := _HEADED_BY_TERMS.match(layout.text)) is not None and has_role(terms["role"]):
        yield "headed-by-terms", Seen(1, *terms.span("role"))
    entries = list(islice(_entries(layout), _PAGE_OF_THEM))
    if len(entries) >= _ENTRIES:
        times = min(len(entries) - _ENTRIES + 1, by_name["many-offers"].most)
        # Those like it that a page lists below its own are noise.
        whole = len(entries) == _PAGE_OF_THEM or (of_a_list and _fill_the_page(layout, entries))
        times += whole and not any(layout.is_noise(start) for start, _ in entries)
        yield "many-offers", Seen(times, *entries[0])
    headline = _HEADLINE.match(layout.low)
    if headline is not None and not _ADDRESSED.search(layout.low, 0, headline.end()):
        yield "headline-tells", Seen(1, headline.start(), headline.end())
    if (opening := _opening_role(layout.text)) is not None:
        yield "opens-with-a-role", opening


def _fill_the_page(layout: Layout, entries: Sequence[tuple[int, int]]) -> bool:
    """Whether most of a page is a list of these: from the first to the last there is hardly anything but them."""
    if len(entries) < _FILLING:
        return False
    first, last = entries[0][0], entries[-1][1]
    each = (last - first) / len(entries)
    return each <= _LONGEST_CARD and last - first >= _SHARE * len(layout.text)


def _opening_role(text: str) -> Seen | None:
    """The role that the text begins with, of one person and not only spoken of."""
    for number, word in enumerate(islice(_WORDS.finditer(text, 0, _HEAD), _OPENING)):
        low = word[0].lower()
        if low in _SPOKEN_OF or low in _ASKED_ABOUT:
            return None
        if is_role(low) and low not in _ANYBODY and not (number and low.endswith(("s", "en"))):
            return Seen(1, word.start(), word.end())
    return None


def _entries(layout: Layout) -> Iterator[tuple[int, int]]:
    """Lines that each name another role, with something set apart behind it or on the next line."""
    named = set()
    before: Line | None = None
    tried = 0
    for line in layout.lines:
        # A search for the start of a line would try each character.
        short = line.kind != "blank" and line.end - line.start <= _LONGEST_ENTRY
        if short and (match := _ENTRY.match(layout.text, line.start)) is not None:
            tried += 1
            if tried > _MOST_ENTRIES:
                return
            name, start = match[1], match.start(1)
            if before is not None and not has_role(name):
                name, start = layout.text[before.start : before.end].strip(), before.start
            if name not in named and name.count(" ") <= _MOST_SPACES and has_role(name):
                named.add(name)
                yield start, match.end()
        before = line
