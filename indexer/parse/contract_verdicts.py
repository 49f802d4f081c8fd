"""What a stretch of text says of contract forms: each form allowed, the only one, or banned, with the words that say so.

Forms and the words of leave and denial around them are events in order; forms named in one breath are a group, and what
stands nearest before or behind a group decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from indexer.parse.contract_events import Event, events_in
from indexer.record import CONTRACT_FORMS

_MARKS = "✓✔✅✗✘❌✖"
_JOIN = re.compile(r"\s*\)?\s*(?:\(|/|&|\+|\||\ben/of\b|\b[oó]f\b|\b[eé]n\b|\bals\b|\bdan wel\b|\bor\b|\band\b|\bnor\b|\bnoch\b|,(?:\s*\bof\b|\s*\ben\b)?|)\s*(?:(?:ook )?(?:via|van|op basis van|als|in|een|iedere?|elke?|alle|door|iemand die|door middel van|voor|on|as|to|through|a|by|for|voor een)\b\s*){0,3}", re.I)  # fmt: skip
_LIST_GOES_ON = re.compile(r"\s*(?:,|/|\b(?:en|of|or|and|en/of)\b)", re.I)
# Those who lend out people, where they stand alone: "bureaus mogen ook reageren".
_LENDERS = re.compile(r"(?:\w+)?bureaus\b|detacheerders\b|intermediairs\b|tussenpersonen\b|agencies\b")
_OTHER_LENDERS = re.compile(r"\b(?:meerdere|andere|verschillende|veel|alle|onze|sommige|other|several)\s$")
_ASKED = re.compile(r"\?\s*$")
# The candidate, of whom "als zzp'er" and "via een bureau" are said; and others of whom they are.
_READER = re.compile(r"\b(?:je|jij|u|you|wie|kandidaat|professional|(?:wij|we) (?:huren|zoeken|vragen))\b")
_PAST = re.compile(r"\b(?:was|waren|werkte|werkten|vorige|jaren|ervaring|eerder|been|years)\b")
_BREAKS = ("turn", "stop", "bracket")
_NEAR, _FAR = 32, 70


@dataclass(frozen=True, slots=True)
class Said:
    """What the text says of a form: ``allow``, ``only`` or ``ban``, with its words."""

    form: str
    verdict: str
    start: int
    end: int
    rule: str
    weight: float


@dataclass(slots=True)
class _Group:
    """Forms named in one breath, and their place among the events."""

    forms: list[str]
    first: int
    last: int


def judge(
    text: str, start: int, end: int, rule: str, weight: float, unsaid: str | None = None
) -> Iterator[Said]:
    """What a stretch of text says of each form; ``unsaid`` is the verdict on forms of which it says nothing."""
    yield from judge_events(text, events_in(text, start, end), rule, weight, lambda: unsaid)


def judge_events(
    text: str, events: list[Event], rule: str, weight: float, unsaid: Callable[[], str | None]
) -> Iterator[Said]:
    """The same as :func:`judge` for events that were found already; ``unsaid`` is asked only where nothing is said."""
    yield from _by_the_law(text, events, rule, weight)
    if any(text[event.start] in _MARKS for event in events):
        yield from _marked(text, events, rule, weight)
        return
    groups = _groups(text, events)
    verdicts = _verdicts(text, events, groups)
    for number, group in enumerate(groups):
        verdict, cue = verdicts[number]
        for other in (number - 1, number + 1):
            if verdict is None and 0 <= other < len(groups):
                first, second = sorted((number, other))
                if _goes_on(text, events, groups[first], groups[second]):
                    verdict, cue = verdicts[other][0], group.first
                    verdicts[number] = verdict, cue
        if verdict is None and _yields_to(events, groups, verdicts, number):
            verdict, cue = "allow", group.first
        if (
            verdict is None
            and number
            and verdicts[number - 1][0] == "ban"
            and _is_instead(events, groups, number)
        ):
            verdict, cue = "allow", group.first
        if verdict is None and "agency" not in group.forms and not _near_denial(text, events, group):
            verdict, cue = unsaid(), group.first
        if verdict:
            low = min(events[group.first].start, events[cue].start)
            high = max(events[group.last].end, events[cue].end)
            for form in group.forms:
                if verdict != "ban" or not _is_of_agency(text, events, group, form):
                    yield Said(form, verdict, low, high, rule, weight)


def _is_of_agency(text: str, events: list[Event], group: _Group, form: str) -> bool:
    """Whether employment is named by those whom an agency sends: who wants none of these employs people all the same."""
    own = [event for event in events[group.first : group.last + 1] if event.kind == form]
    return form == "loondienst" and all(text.startswith("uitzendkracht", event.start) for event in own)


def _verdicts(text: str, events: list[Event], groups: list[_Group]) -> list[tuple[str | None, int]]:
    """What is said of each group, and the index of the event that says it."""
    verdicts: list[tuple[str | None, int]] = []
    for number, group in enumerate(groups):
        stop = groups[number + 1].first if number + 1 < len(groups) else len(events)
        floor = groups[number - 1].last if number else -1
        if number and verdicts[-1][0] == "ban":
            floor = max(floor, verdicts[-1][1])  # what bars the form before says nothing of this one
        verdicts.append(_verdict(text, events, group, floor, stop))
    return verdicts


def _by_the_law(text: str, events: list[Event], rule: str, weight: float) -> Iterator[Said]:
    """Work outside employment ("buiten dienstbetrekking") is leave for zzp, work within it a ban, unless denied."""
    for number, event in enumerate(events):
        if event.kind in ("outside", "inside"):
            denied = _after(text, events, _Group([], number, number), len(events))[0] == "ban"
            outcome = "allow" if (event.kind == "outside") != denied else "ban"
            yield Said("zzp", outcome, event.start, event.end, rule, weight)


def _marked(text: str, events: list[Event], rule: str, weight: float) -> Iterator[Said]:
    """Forms with a tick or a cross each, all behind their form or all before it: ``zzp ✗ / detachering ✓``."""
    marks = [event for event in events if event.kind in CONTRACT_FORMS or text[event.start] in _MARKS]
    if marks[0].kind not in CONTRACT_FORMS:
        marks.reverse()
    for form, mark in pairwise(marks):
        if form.kind in CONTRACT_FORMS and mark.kind in ("leave", "not"):
            start, end = min(form.start, mark.start), max(form.end, mark.end)
            yield Said(form.kind, "allow" if mark.kind == "leave" else "ban", start, end, rule, weight)


def _yields_to(
    events: list[Event], groups: list[_Group], verdicts: list[tuple[str | None, int]], number: int
) -> bool:
    """A form that comes first by right, and another after a "maar" that may too: "in principe zzp, maar ... kan"."""
    if number + 1 >= len(groups) or verdicts[number + 1][0] != "allow":
        return False
    between = [events[i].kind for i in range(groups[number].last + 1, groups[number + 1].first)]
    return "turn" in between and "not" not in between and "banned" not in between


def _is_instead(events: list[Event], groups: list[_Group], number: int) -> bool:
    """A form behind a "maar" that follows one that is barred: "niet met zzp'ers, maar via payroll"."""
    between = [events[i].kind for i in range(groups[number - 1].last + 1, groups[number].first)]
    return "turn" in between and set(between) <= {"turn", "basis", "comma", "only"}


def _groups(text: str, events: list[Event]) -> list[_Group]:
    groups: list[_Group] = []
    for index, event in enumerate(events):
        if event.kind not in CONTRACT_FORMS and event.kind != "agency":
            continue
        between = text[events[groups[-1].last].end : event.start] if groups else ""
        if "(" in between and not re.match(r"[^\w.;]*\)", text[event.end : event.end + 8]) and not _is_form_next(events, index):  # fmt: skip
            between = "."  # the bracket says more of its form: "detachering (zzp mag niet)"
        if groups and _JOIN.fullmatch(between) and (
            "," not in between or re.search(r"\b(?:en|of)\b", between) or _LIST_GOES_ON.match(text, event.end)
        ):  # fmt: skip
            groups[-1].forms.append(event.kind)
            groups[-1].last = index
        else:
            groups.append(_Group([event.kind], index, index))
    for group in groups:  # a bureau lends out people where it is named beside the self-employed
        if "agency" in group.forms and "zzp" in group.forms:
            group.forms = ["detachering" if form == "agency" else form for form in group.forms]
        group.forms = [form for form in group.forms if form != "agency"]
        if not group.forms and _LENDERS.match(text, events[group.first].start):
            ahead = text[max(0, events[group.first].start - 16) : events[group.first].start]
            group.forms = [] if _OTHER_LENDERS.search(ahead) else ["agency"]
    return [group for group in groups if group.forms]


_ALLOWED_BEHIND = re.compile(r" wel\b(?! [a-z])")  # "zzp wel"; not "zzp wel degelijk" or "zzp wel of niet"


def _is_form_next(events: list[Event], index: int) -> bool:
    return index + 1 < len(events) and events[index + 1].kind in CONTRACT_FORMS


def _verdict(text: str, events: list[Event], group: _Group, floor: int, stop: int) -> tuple[str | None, int]:
    """What is said of the group, and the index of the event that says it."""
    start, end = events[group.first].start, events[group.last].end
    if _ALLOWED_BEHIND.match(text, end):
        return "allow", group.last
    before = [
        i for i in _backwards(events, group.first, floor) if not _in_bracket(text, events[i].end, start)
    ]
    if before:
        nearest = before[0]
        if events[nearest].kind == "basis" and len(before) > 1:
            nearest = before[1]
        kind, distance = events[nearest].kind, start - events[nearest].end
        if kind == "not" and distance <= _NEAR:
            wished = re.search(r"\b(?:liever|bij voorkeur|het liefst)\s*$", text[max(0, events[nearest].start - 16) : events[nearest].start])  # fmt: skip
            if (
                text.startswith("zonder", events[nearest].start)
                and _after(text, events, group, stop)[0] == "ban"
            ):
                return "allow", nearest  # "wie zonder dienstverband is, komt niet in aanmerking"
            return (None, 0) if wished else ("ban", nearest)
        if (
            kind == "banned"
            and distance <= _NEAR
            and text.startswith(("geen", "no", "can"), events[nearest].start)
        ):
            return "ban", nearest  # "geen ruimte om met een zelfstandige te werken"
        if kind == "only" and distance <= _NEAR + 15:
            negated = (
                nearest
                and events[nearest - 1].kind == "not"
                and events[nearest].start - events[nearest - 1].end < 3
            )
            return ("allow" if negated else "only"), nearest
    after = _after(text, events, group, stop)
    if after[0] == "allow" and (denied := _denied(events, before, group.first)) is not None:
        return "ban", denied
    if after[0]:
        return after
    return _by_what_stands_before(text, events, before, start)


def _in_bracket(text: str, end: int, start: int) -> bool:
    """Whether words that end at ``end`` stand in a bracket that closes before ``start``."""
    close = text.find(")", end, start)
    return close >= 0 and text.find("(", end, close) < 0


def _backwards(events: list[Event], first: int, floor: int) -> list[int]:
    found = []
    for index in range(first - 1, floor, -1):
        if events[index].kind in _BREAKS:
            break
        if events[index].kind != "comma":
            found.append(index)
        elif found and events[found[-1]].kind == "leave":
            break
    return found


def _goes_on(text: str, events: list[Event], before: _Group, group: _Group) -> bool:
    """Whether a group only adds to the one before: "zzp'ers en bureaus die detacheren"."""
    if any(events[i].kind not in ("comma", "basis") for i in range(before.last + 1, group.first)):
        return False
    between = text[events[before.last].end : events[group.first].start]
    return (
        len(between) <= _FAR
        and not _is_apart(text, events[before.last], events[group.first])
        and re.search(r"\b(?:en|of|evenals|and|or|as well as|alsook)\b", between) is not None
    )


def _is_apart(text: str, one: Event, other: Event) -> bool:
    """Whether more than a row stands between two forms: "in dienst, met een contract voor een jaar, en zzp is geen optie"."""
    return text.count(",", one.end, other.start) > 1


def _denied(events: list[Event], before: list[int], first: int) -> int | None:
    """A "niet mogelijk" that stands before the forms: its negation."""
    for index in before:
        following = events[index + 1]
        if (
            events[index].kind == "not"
            and following.kind == "leave"
            and following.start - events[index].end < 3
            and not any(event.kind == "comma" for event in events[index + 2 : first])
        ):
            return index
    return None


def _after(text: str, events: list[Event], group: _Group, stop: int) -> tuple[str | None, int]:
    end = events[group.last].end
    negation = leave = None
    for index in range(group.last + 1, stop):
        event = events[index]
        if event.kind in _BREAKS or event.start - end > _FAR or _is_of_next(events, index):
            break
        if event.kind == "comma" and (leave is not None or negation is not None):
            break
        if event.kind == "banned" or event.kind == "not" and _ASKED.search(text, end, event.start):
            return "ban", index  # "Kan het als zelfstandige? Nee."
        if event.kind == "only":
            return ("only", index) if event.start - end < 3 else (None, 0)
        if event.kind == "not" and leave is not None and _denies_a_noun(text, event):
            break
        if event.kind == "not" and not (index + 1 < stop and events[index + 1].kind == "basis"):
            negation = index
        if event.kind == "leave" and not _is_aside(text, events, index):
            leave = index
    if text[end : end + 5].lower().startswith(" die "):
        return None, 0
    if negation is not None:
        close = events[negation].start - end <= 6
        if leave is None and not close:
            return None, 0
        return "ban", max(negation, leave or 0)
    return ("allow", leave) if leave is not None else (None, 0)


def _is_aside(text: str, events: list[Event], index: int) -> bool:
    """Whether a word of leave only opens what stands between two commas: "een zzp'er, ook met een bv, niet"."""
    around = [event.kind for event in (*events[index - 1 : index], *events[index + 1 : index + 2])]
    said = text[events[index].start : events[index].end]
    return around == ["comma", "comma"] and said in ("ook", "eveneens")


def _is_of_next(events: list[Event], index: int) -> bool:
    """Whether a denial is said of the form right behind it: "detachering, geen zzp", "een zzp'er, zonder bureau ertussen"."""
    following = events[index + 1] if index + 1 < len(events) else None
    return (
        events[index].kind == "not"
        and following is not None
        and (following.kind in CONTRACT_FORMS or following.kind == "agency")
        and following.start - events[index].end <= 3
    )


def _near_denial(text: str, events: list[Event], group: _Group) -> bool:
    """Whether a word of denial stands near forms of which nothing clear is said: then nothing is taken from them."""
    start, end = events[group.first].start, events[group.last].end
    for step, first in ((-1, group.first - 1), (1, group.last + 1)):
        index = first
        while 0 <= index < len(events) and events[index].kind not in _BREAKS:
            event = events[index]
            if not start - 2 * _FAR < event.start < end + _FAR:
                break
            if step > 0 and event.kind in CONTRACT_FORMS and _is_apart(text, events[group.last], event):
                break
            if (
                event.kind in ("not", "banned")
                and not (step < 0 and _in_bracket(text, event.end, start))
                and not (step > 0 and _is_of_next(events, index))
            ):
                return True
            index += step
    return False


def _denies_a_noun(text: str, event: Event) -> bool:
    """A "geen" behind a leave denies what follows it ("voor wie geen werkgever heeft"), not the leave."""
    return text.startswith(("geen", "no ", "zonder"), event.start) and not re.match(
        r"\W*(?:optie|mogelijkheid|option|sprake)", text[event.end : event.end + 16]
    )


def _by_what_stands_before(
    text: str, events: list[Event], before: list[int], start: int
) -> tuple[str | None, int]:
    near = [index for index in before if start - events[index].end <= _FAR]
    leaves = [index for index in near if events[index].kind == "leave"]
    negations = [index for index in near if events[index].kind == "not"]
    only = [index for index in near if events[index].kind == "only"]
    if leaves and negations:
        return "ban", negations[0]
    if leaves:
        return ("only" if only else "allow"), (only or leaves)[0]
    basis = near and events[near[0]].kind == "basis" and start - events[near[0]].end <= 4
    if basis and text[events[near[0]].start : events[near[0]].end].lower() not in ("als", "via"):
        return "allow", near[0]
    if basis and not negations:
        around = text[max(0, events[near[0]].start - _FAR) : start]
        around = around[max(around.rfind("\n"), around.rfind(". ")) + 1 :]
        if _READER.search(around) and not _PAST.search(around):
            return "allow", near[0]
    return None, 0
