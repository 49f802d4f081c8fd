"""Signs of the kind that follow from other signs together: what is said, what is not said, and whose terms are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from indexer.parse.kind_signs import Seen

# Somebody is sought, or the reader is to answer, or is told what he will do.
_SEEKING = frozenset({"seeks-somebody", "seeks-a-role", "asks-in-passing", "for-a-client"})
_TO_SOMEBODY = _SEEKING | {"speaks-to-the-reader"}
_ANSWERING = frozenset({"answer-asked", "asks-in-passing", "invites-bidders"})
_ADDRESSING = frozenset(
    {
        "speaks-to-the-reader", "somebody-who", "form-for-hire", "asked-on-a-form", "offered-by-an-employer",
        "headed-opdracht", "headed-by-terms", "form-of-work", "posted-below-a-role",
    }
)  # fmt: skip
_TERMS = ("labelled-facts", "told-facts")
_TERMS_LEAST = 2
_ROOM = 250  # characters; in fewer there is no room to ask
_FORM = 3  # facts under labels: nobody fills in so many where nothing is offered
# Who tells of himself or of one other, and the terms that are then his own.
_OF_ONE = frozenset({"told-by-one", "tells-of-others", "own-story", "his-own-page", "offers-himself"})
_PRICED = frozenset({"has-rate", "labels-of-hire", "terms-of-hire"})
_PRICES = frozenset({"has-rate", "has-budget"})
# Who works for another than the client, and what would otherwise speak for a post with the client.
_LENT = frozenset({"not-employed", "paid-through-another"})
_OF_A_POST = ("in-service", "collective-agreement")
_OF_A_STORY = ("told-by-one", "told-in-the-past", "tells-of-others", "day-it-happened", "own-story")
# What else a story has of an article, also one that is told around a whole offer.
_TOLD_AROUND = (
    "quoted",
    "since",
    "about-somebody",
    "speech",
    "several-quotes",
    "question-and-speech",
    "opinion",
)
# Who is asked in an interview tells whom he takes on, in words of his own; who offers himself, what he looks for.
_SOUGHT = ("seeks-somebody", "asked-on-a-form", "somebody-who", "asks-in-passing")
# What shows that work is offered still, where somebody is told to have begun: at something else, or as the one before.
_OFFERED_STILL = (
    _SEEKING | _ANSWERING | {"has-rate", "many-facts", "form-of-work", "headed-opdracht", "headed-by-terms"}
)
# What an example has of an offer.
_SHOWN = (
    "speaks-to-the-reader",
    "names-a-role",
    "opens-with-a-role",
    "begins-with-a-role",
    "sections-of-an-offer",
)
# How one explains to anybody: of no weight below the facts of a post, on whatever law or plan it dwells.
_EXPLAINED = ("explains", "of-many-bodies")
_SAYS_MUCH = 2
# What is said of hire where none is wanted, and what shows that somebody is employed.
_HIRED = ("for-hire", "either-form", "paid-through-another", "employed-elsewhere", "not-employed")
_EMPLOYED = frozenset({"employed", "month-pay", "benefits", "collective-agreement", "salary"})


def drop_said_of_others(seen: dict[str, Seen]) -> None:
    """Leaves out what seems to be asked, and is told of others: before the signs that hold together are looked for."""
    if "many-facts" in seen:
        seen.pop("interviewed", None)  # an offer in the form of an interview
    himself, sold = seen.get("offers-himself"), seen.get("sells-himself")
    sells = himself is not None and himself.times >= _SAYS_MUCH and "labels-of-a-person" in seen
    sells = sells or (sold is not None and sold.times >= _SAYS_MUCH and himself is not None)
    if sells or "interviewed" in seen:
        for name in _SOUGHT:
            seen.pop(name, None)
    if "somebody-began" in seen and not _OFFERED_STILL.isdisjoint(seen):
        del seen["somebody-began"]
    if "an-example" in seen:  # it asks as an offer does, of nobody
        for name in (*_SOUGHT, *_SHOWN):
            seen.pop(name, None)
    if "refuses-hire" in seen:
        if _EMPLOYED.isdisjoint(seen):
            seen.pop("refuses-hire")  # said of how to come, in an assignment
        else:
            for name in _HIRED:
                seen.pop(name, None)


def is_complete(seen: Mapping[str, Seen], *, has_deadline: bool) -> bool:
    """Whether somebody is sought at a price, with terms and a day by which to answer: who tells a story around these offers work."""
    terms = sum([seen[name].times for name in _TERMS if name in seen])
    return (
        has_deadline
        and not _PRICES.isdisjoint(seen)
        and not _TO_SOMEBODY.isdisjoint(seen)
        and "medium" not in seen
        and not _ANSWERING.isdisjoint(seen)
        and terms >= (_TERMS_LEAST if "seeks-a-role" in seen else _FORM)
    )


def drop_contradicted(seen: dict[str, Seen], *, complete: bool) -> None:
    """Leaves out what another sign shows to be said of something else; ``complete`` as in :func:`is_complete`."""
    for name in _TOLD_AROUND if complete else ():
        seen.pop(name, None)
    # One speaks of oneself and of what has been, whatever the letter or the call is about.
    if "greets" in seen or complete:
        for name in _OF_A_STORY:
            seen.pop(name, None)
    if "posted-below-a-role" in seen or "form-on-top" in seen:
        for name in _EXPLAINED:
            seen.pop(name, None)
    if "himself-early" in seen:
        seen.pop("headed-by-terms", None)  # the hours are his own
    if not _LENT.isdisjoint(seen):  # what is told of a post is the lender's, or is denied
        for name in _OF_A_POST:
            seen.pop(name, None)


def joint(seen: Mapping[str, Seen], *, has_deadline: bool, length: int) -> Iterator[tuple[str, Seen]]:
    """The signs that hold of the others together; no words of the text show them alone."""
    seeks, answers = not _SEEKING.isdisjoint(seen), has_deadline or not _ANSWERING.isdisjoint(seen)
    terms = sum([seen[name].times for name in _TERMS if name in seen])
    if seeks and answers and terms >= _TERMS_LEAST:
        yield "whole-offer", Seen(1, 0, 0)
    filled = "labelled-facts" in seen and seen["labelled-facts"].times >= _FORM
    if length >= _ROOM and not seeks and not answers and not filled and _ADDRESSING.isdisjoint(seen):
        yield "asks-nothing", Seen(1, 0, 0)
    if "headline-asks" in seen and not seeks and not answers:
        yield "asks-and-answers", Seen(1, 0, 0)
    if (
        not seeks
        and "headline-asks" not in seen
        and not _OF_ONE.isdisjoint(seen)
        and not _PRICED.isdisjoint(seen)
    ):
        yield "his-own-terms", Seen(1, 0, 0)
