"""Signs of the kind that the style of a text gives: who speaks of whom, in which tense, of one role or of many.

They read pronouns, tenses, quotation marks and the number of the roles, whatever the text is about, so that they hold for
words that no list knows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from indexer.knowledge.personal import personal_words
from indexer.parse.kind_signs import Seen
from indexer.parse.layout import Layout
from indexer.parse.roles import is_role
from indexer.parse.windows import find_near

_READ = 6000  # characters
# Verbs of a story. One in eighty words tells a background, one in fifty a story.
_TOLD = frozenset(
    """was waren werd werden had hadden kwam kwamen ging gingen stond stonden zei vertelde begon begonnen opende knipte kreeg
    kregen nam namen zag zagen vond vonden bleek bleken koos kozen viel vielen sprak spraken liep liepen deed deden gaf gaven
    schreef vertrok vertrokken groeide daalde steeg wilde wilden moest moesten werkte werkten kon konden mocht riep lachte
    prees bedacht ontving heette bleef bleven hield hielden bracht brachten wist wisten zat zaten lag lagen trok trokken sloot won
    wonnen verloor stopte maakte maakten zette zetten volgde woonde hoorde voelde zocht zochten miste misten telde betaalde
    betaalden zakte verliet leverde leverden wachtte bouwde gebruikte koste kostte lukte hielp hielpen verklaarde meldde
    dacht leerde startte stelde besloot verscheen huurde huurden appointed were said told began became fell rose
    started""".split()
)
_TOLD_LEAST = 2  # different ones
_STORY = 2.0  # verbs in a hundred words
_ONE = frozenset({"ik", "mij", "me", "mijn", "i", "my", "i'm", "i've"})
_OTHERS = frozenset(
    {"hij", "zij", "ze", "haar", "hem", "hun", "hen", "he", "she", "they", "their", "them", "his", "her"}
)
_READER = frozenset({"je", "jij", "jou", "jouw", "jullie", "u", "uw", "you", "your"})
_KNOWN = (_TOLD | _ONE | _OTHERS | _READER).__contains__
_TELLS, _TELLS_LEAST = 2.5, 3  # pronouns in a hundred words, pronouns
_MANY_ROLES, _LONG, _PLURAL = 2, 5, ("s", "en")
_EDGES = ".,;:!?()\"'“”"
_LAST = frozenset("sn" + _EDGES)
# "Een ervaren casusregisseur bewaakt"
_TRUTH = re.compile(
    r"[EIA](?:en|lke|edere|n)? (?:[\w-]+ )?([\w-]+) (?:(?!niet|met|voor|die|uit|dat)\w+t|is|kan|mag|works|has|must|can)\b"
)
_BEFORE_SENTENCE = frozenset("\n.!? ")
# "2022 - 2024 Gezinscoach", "2023: projectleider"
_PAST_WORK = re.compile(
    r"[^\w\n]{0,4}(?:19|20)\d\d(?: ?(?:-|–|tot|t/m) ?(?:(?:19|20)\d\d|heden|nu|now|present))?[ :|\t]+[^\W\d]"
)
_PAST_LEAST = 2
# "Femke leidt", "richt Femke", "Femkes klus"
_DOES = re.compile(
    r"\b(?P<subject>[A-Z][a-zà-ÿ]{2,11}?)(?:['’]?s)? (?:[a-z]{2,}t|is|kan|wil|doet|klus|werk|opdracht|taak|rol|team)\b|\b[a-z]{2,}t (?P<behind>[A-Z][a-zà-ÿ]{2,11})\b"
)
_NAMED_LEAST = 3
# "Per 1 mei is Sanne begonnen", "Ruben is deze week gestart bij", "Noor aan de slag als": somebody has the work already.
_NAME = r"(?P<{}>[A-Z][a-zà-ÿ]{{2,11}})(?: (?:(?:van|de|der|den|ten|ter) ){{0,2}}[A-Z][\w-]+)?"
_BEGAN = re.compile(
    rf"\b(?:is {_NAME.format('a')} (?:[\w-]+ ){{0,5}}?(?:begonnen|gestart|aan de slag)\b"
    rf"|{_NAME.format('b')} (?:is (?:[\w-]+ ){{0,5}}?(?:begonnen|gestart|aan de slag(?: gegaan)?)|(?:gaat |ging )?(?:[\w-]+ ){{0,3}}?aan de slag|(?:start|startte|begint|begon)(?: [\w-]+){{0,3}}?) (?:als|bij|in)\b"
    rf"|(?:heten|heet) (?:we|wij)? ?{_NAME.format('c')} (?:van harte )?welkom\b)"
)
_BEGUN = ("begonnen", "gestart", "aan de slag", "start ", "startte ", "begint ", "begon ", " welkom")
_MARKS = '"“”„'
_SPOKEN = 4  # quotation marks


def of_style(layout: Layout, *, of_one: bool) -> Iterator[tuple[str, Seen]]:
    """The signs of style, each with the words that show it first; ``of_one``: the text begins with a role of one person."""
    low = layout.low[:_READ]
    words = low.split()
    known = list(filter(_KNOWN, words))
    counts = Counter(known)
    told = _TOLD.intersection(counts)
    if len(told) >= _TOLD_LEAST and _share(counts, told, words) >= _STORY:
        yield "told-in-the-past", _first(low, known, told)
    readers = _sum(counts, _READER)
    for name, pronouns in (("told-by-one", _ONE), ("tells-of-others", _OTHERS)):
        times = _sum(counts, pronouns)
        if times >= _TELLS_LEAST and times > readers and times * 100 >= _TELLS * len(words):
            yield name, _first(low, known, pronouns)
    if sum(map(low.count, _MARKS)) >= _SPOKEN:
        at = min(at for mark in _MARKS if (at := low.find(mark)) >= 0)
        yield "several-quotes", Seen(1, at, at + 1)
    if (truth := _truth(layout.text[:_READ])) is not None:
        yield "speaks-in-general", truth
    if (named := _one_by_name(layout.text[:_READ], words)) is not None:
        yield "tells-of-one-by-name", named
    if (began := _somebody_began(layout)) is not None:
        yield "somebody-began", began
    filled = [line.start for line in layout.lines if line.kind != "blank"]
    past = [match for at in filled if (match := _PAST_WORK.match(layout.low, at))]
    if len(past) >= _PAST_LEAST:
        yield "list-of-past-work", Seen(1, past[0].start(), past[0].end() - 1)
    if not of_one and (roles := _only_several(low, words)) is not None:
        yield "several-roles", roles


def _sum(counts: Counter[str], words: Iterable[str]) -> int:
    return sum([counts[word] for word in words])


def _share(counts: Counter[str], words: Iterable[str], of: list[str]) -> float:
    """How many in a hundred words."""
    return _sum(counts, words) * 100 / len(of)


def _first(low: str, known: list[str], words: frozenset[str]) -> Seen:
    first = next(word for word in known if word in words)
    at = f" {low} ".replace("\n", " ").find(f" {first} ")
    return Seen(1, at, at + len(first)) if at >= 0 else Seen(1, 0, 0)


def _one_by_name(text: str, words: list[str]) -> Seen | None:
    """The first of several sentences on what one and the same person does, by a common first name: "Femke leidt"."""
    known = personal_words().first_names.intersection(words)
    names = {name for name in known if text.count(name.capitalize()) >= _NAMED_LEAST}
    if not names:
        return None
    times: Counter[str] = Counter()
    for match in _DOES.finditer(text):
        name = (match["subject"] or match["behind"]).lower()
        times[name] += name in names
        if times[name] == _NAMED_LEAST:
            return Seen(1, match.start(), match.end())
    return None


def _somebody_began(layout: Layout) -> Seen | None:
    """The first words that tell of somebody, by a common first name, that the work was begun."""
    known = personal_words().first_names
    for match in find_near(_BEGAN, layout.text, layout.low, _BEGUN, 130, 100):
        if match.end() > _READ:
            return None
        if (match["a"] or match["b"] or match["c"]).lower() in known:
            return Seen(1, match.start(), match.end())
    return None


def _truth(text: str) -> Seen | None:
    """A sentence on what anyone in a role does: "Een casusregisseur houdt het overzicht"."""
    for match in _TRUTH.finditer(text):
        at, role = match.start(), match[1]
        if (not at or text[at - 1] in _BEFORE_SENTENCE) and not role.endswith(_PLURAL) and is_role(role):
            return Seen(1, at, match.end())
    return None


def _only_several(low: str, words: list[str]) -> Seen | None:
    """The first of the roles that are named in the plural, where there are several and none is named of one person."""
    different = set(words)
    ends = [word.strip(_EDGES) for word in different if len(word) >= _LONG and word[-1] in _LAST]
    several = {word for word in ends if word.endswith(_PLURAL) and is_role(word)}
    if len(several) < _MANY_ROLES:
        return None
    for word in different:
        if len(word) >= _LONG and (plain := word.strip(_EDGES)) not in several and is_role(plain):
            return None
    at = min(map(low.find, several))
    return Seen(1, at, at + len(next(word for word in several if low.startswith(word, at))))
