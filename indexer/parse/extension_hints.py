"""A going on after the term that is only hinted at: ``Zit er meer in? Die kans is groot.``, ``Of er daarna nog iets volgt, hangt af van``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.windows import find_near

_MORE = r"(?:meer in|rek in|verleng\w*|vervolg|langer|erna|daarna|hierna|longer|extension|extended|follow-up|more to come)"
# A question after more, and an answer that leaves it open or promises it.
_ASKED = re.compile(
    rf"\b(?:zit|is|bestaat|komt|kan|gaat|wordt|mag|blijft|might|could|will|is there)\b[^.?!\n]{{0,40}}?\b{_MORE}\b[^.?!\n]{{0,25}}\?\s+(?:[\"“(]\s*)?"
    r"(?:ja\b|yes\b|(?:die|de|een|dat is|grote?|goede|reële|dikke) (?:\w+ ){0,2}?kans\b|kans\b|misschien|wellicht|mogelijk|wie weet|zeker\b|vermoedelijk|waarschijnlijk|best\b|"
    r"dat (?:kan|zou|hangt|sluit)\b|(?:het )?zou kunnen|hangt|(?:quite |very )?(?:likely|possible)|probably|possibly|maybe|perhaps|who knows)"
)
# Whether there will be more is said to depend, or not to be ruled out.
_OPEN = re.compile(
    r"\b(?:of|whether) (?:er|we|wij|het|de \w+|there|we|it)\b[^.;\n]{0,45}?\b(?:volgt|volgen|toevoegen|bijkomt|doorga\w*|verder (?:gaan|gaat)|verleng\w*|langer|follows?|longer|extended?|continues?)\b"
    r"[^.\n]{0,60}?\b(?:hangt|hangen|afhankelijk|niet uit|bekijken|kijken|zien (?:we|wij)|bespreken|beslissen|depends?|not rule)\b"
)
_SAID = re.compile(
    r"\blanger\b[^.;,\n]{0,12}\b(?:kan|mag)\b[^.;\n]{0,15}\b(?:misschien|wellicht|mogelijk|eventueel|best|ook)\b"
    r"|\bkan\b[^.;,\n]{0,20}\bdat (?:het|de \w+|je|dit)\b[^.;\n]{0,12}\blanger (?:wordt|duurt|blijft|loopt)\b"
    r"|\b(?:misschien|wellicht|mogelijk|wie weet)\b[^.;\n]{0,12}\b(?:komt|komen|plak\w*|doen)\b[^.;\n]{0,30}\b(?:maand\w*|weken|tijd|jaar) (?:er |nog |extra )?(?:bij|erbij|achteraan|aan vast)\b"
    r"|\b(?:bevalt|klikt|goed (?:gaat|loopt))\b[^.;\n]{0,30}\bgaan (?:we|wij) (?:\w+ ){0,2}(?:door|verder)\b"
    r"|\b(?:ruimte|mogelijkheid|kans) om (?:\w+ ){0,2}?(?:door te gaan|langer (?:door|te)|te verlengen)"
    r"|\b(?:misschien|wellicht|mogelijk)\b[^.;\n]{0,12}\bvra(?:ag|gen) (?:ik|we|wij) (?:je|jou|u)\b[^.;\n]{0,15}\bblijven\b"
    r"|\bvra(?:ag|gen) (?:ik|we|wij|ze) (?:je|jou|u) (?:misschien|wellicht|mogelijk|eventueel)\b[^.;\n]{0,25}\bblijven\b"
    r"|\b(?:daarna|hierna|erna|langer|door|verder|vervolg)\b[^.\n]{0,45}(?:[.?] )?[^.\n]{0,20}\b(?:uitgesloten is (?:het|dat) (?:\w+ )?niet|is (?:\w+ )?niet uitgesloten)\b"
    r"|\bniet uit (?:\w+ )?dat (?:je|u|het|we|wij|de \w+)\b[^.;\n]{0,20}\blanger\b"
    r"|\b(?:(?:may|might|could)(?: well)?|chance(?: that)? (?:we|they|the \w+)(?: will| would| may| might)?) (?:ask|want|like|need|keep) you (?:to (?:stay|carry|continue|go) (?:on|longer|with)|to continue|(?:for )?longer)\b"
    r"|\b(?:extension|renewal|follow-up)\b[^.;\n]{0,20}\b(?:is|be) not (?:ruled out|excluded)\b"
)
_STEMS = (
    "meer in", "rek in", "verleng", "vervolg", "langer", "erna", "daarna", "hierna", "longer", "exten", "more to come",
    "volgt", "volgen", "toevoegen", "bijkomt", "doorga", "verder ga", "continue", "er bij", "maanden bij", "maand bij", "weken bij",
    "tijd bij", "jaar bij", "nog bij", "extra bij", "achteraan", "aan vast", "gaan w", "door te gaan", "te verleng", "blijven", "renewal",
    "follow", "erbij", "you to ", "uitgesloten",
)  # fmt: skip
_DENIED = re.compile(
    r"\b(?<!uitgesloten is het )(?<!uitgesloten is dat )(?:niet(?! (?:uit|bekend|zeker|te zeggen))|geen|nooit|no|never|not(?! (?:rule|exclu|certain|known)))\b"
)
# What goes on is something else: a measure, a conversation, a stay.
_OF_ELSE = re.compile(
    r"\b(?:indicatie|beschikking|gesprek|behandeling|opname|wachttijd|uitkering|subsidie|reactietermijn|pleeg\w*|cliënt\w*|inwoners?|jongeren)\b"
)
_WEIGHT = 0.56


def hinted(layout: Layout) -> Iterator[Candidate]:
    """Candidates for ``extension``, all of them True: weaker than what words of extending say."""
    low = layout.low
    for pattern in (_ASKED, _OPEN, _SAID):
        for match in find_near(pattern, low, low, _STEMS, 90, 150):
            first, _ = layout.sentence_at(match.start())
            if (
                not layout.is_noise(match.start())
                and not _DENIED.search(match[0])
                and not _OF_ELSE.search(low, max(first, match.start() - 100), match.end())
            ):
                yield Candidate("extension", True, match.start(), match.end(), "prose", _WEIGHT)
