"""How long, and what extension is offered: ``6 maanden``, ``2 x 6 maanden``, ``met optie tot verlenging``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from indexer.parse import extension
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.corrections import corrections, role_of
from indexer.parse.duration_alone import lone_length
from indexer.parse.layout import ASKING, Layout
from indexer.parse.lengths import LENGTH, NUMBER, find_lengths, in_months, length_in, number_of
from indexer.parse.lengths import months as months_of
from indexer.parse.limits import part_at
from indexer.parse.numbers import WORD_PATTERN, WORDS, parse_number
from indexer.parse.openings import at_words
from indexer.parse.roles import has_role
from indexer.parse.subjects import is_of_other
from indexer.parse.windows import find_near

_LEAD = re.compile(
    r"(?:(?:from|vanaf|per|start)\s[^,;]{4,30}?\s)?(?:duurt|duur|looptijd|voor|for|gedurende|lang|initieel|eerst)\s*:?\s+(?:een\s+(?=half)|circa\s+|ca\.?\s+|minimaal\s+|ongeveer\s+)?",
    re.I,
)
# The name of a sign, or the sign itself, that a page sets before a fact.
_ICON = re.compile(r"(?:[a-z]+(?:_[a-z]+)+|[^\w\s(€-]{1,3})\s+")
_ROUGHLY = re.compile(r"\been (?P<unit>maand|jaar|week) of (?P<low>[a-zé]+|\d\d?)\b", re.I)
# Signs in lower case around a length that it is that of the work: what leads to it, what follows it, what the sentence is about.
_FOR = re.compile(
    r"\b(?:voor|het wordt|wordt het|betreft|gaat (?:het )?om|gedurende|for|of|over(?= een (?:periode|termijn|looptijd)| the (?:next|coming))|van|ca\.?|circa|ongeveer|naar schatting|geschat|vermoedelijk|waarschijnlijk|naar verwachting|minimaal|maximaal|ten minste|ruim|bijna|initieel|eerst|eerste instantie|vooralsnog|voorlopig|about|initially|at least|tijdelijk|nog|zeker)"
    r"(?:\s+(?:een|de|het|in|next|coming|eerst|eerste|instantie|maximaal|minimaal|circa|ca\.?|ongeveer|initieel|komende|periode|duur|termijn|van|volle|in ieder geval|a|the|period|an initial|initial|about|another|zo'n|nog|zeker|ruim|bijna|totaal|ten minste|minstens|vooralsnog|voorlopig|\d{1,2} (?:tot|of|à))){0,5}\s*$"
    # "iemand die de komende anderhalf jaar het team opbouwt"
    r"|\b(?:(?:zoek\w*|iemand|gezocht|looking for|someone)\b[^.;,]{0,60}? (?:die|who)|je|jij|u)(?: (?:ons|gaat|werkt|helpt|wil|kan|samen|met|in|de|het|the|for)){0,4} (?:komende|next|coming)\s*$"
)
_LASTS = re.compile(
    at_words(
        r"\b(?:duurt|duren|duur|looptijd|doorlooptijd(?! van (?:een |de |het )?(?:aanmelding|aanvra|melding|dossier|zaken|proces|behandeling|intake))|begroot|beslaat|bestrijkt|loopt|lopen|blijft?|blijven|duration|lasts?|period(?:e)?|termijn|contract\w*|opdracht\w*|inhuur\w*|inzet|inzetten|klus|project|overeenkomst|tijdelijk\w*|assignment|term|vervang\w*|gaat (?:het )?om|reken(?:en|t)?|den[kc]en|denkt?|gedacht|gerekend|thinking|nodig|vast|eindigt na|stopt na|ends after|tijdsbestek|afspraak|overbru\w+|tijds?pad|tijdvak|tijdsduur|time ?frame|time ?span|neemt|nemen|takes?|taking|vergt|vergen|trekken|trekt|kost|in(?:ge)?hu(?:urd|ren)|hire[sd]?|engaged?|aangesteld|vastgelegd|mee (?:bezig|zoet)|job|gig|engagement|starts? with|beginnen? met|begint met)\b"
    )
)
_LASTING = re.compile(
    r"\s*(?:\([^)]{1,30}\)\s*)?,?\s*(?:(?:vanaf|duren|duurt|lang|from|starting|met ingang van|ingaande|nodig|vast|voor uit\w*|de tijd voor|betalen|financieren|bekostigen|inhuren|inzetten|in te huren|inzetbaar|beschikbaar|aan de slag|(?:(?:voor )?(?:mij|me|haar|hem) )?(?:waarne\w+|vervang\w*)|ondersteun\w*|de tijd|ingehuurd|contract|assignment|period|term|opdracht|klus|invallen|werk|mee bezig|bezig|kwijt|klaar|afgerond|gereed|completed|engagement|job|role|gig|project|met (?:(?:een )?(?:eenmalige |mogelijke )?(?:optie|uitloop|verlenging)|kans|mogelijk|uitzicht)|aan (?:ons|jou|je|u|us) verbonden|\+)\b|\(?\s*(?:(?:met|plus|en|\+) )?(?:(?:een|evt\.?|eventuele|mogelijke) )*(?:optie|verleng))"
)
_WORK = re.compile(
    r"\b(?:opdracht\w*|inhuur\w*|inzet\w*|contract\w*|(?:door)?looptijd|duur|periode|overeenkomst|assignment|duration|period|interim\w*|tijdelijk\w*|klus|zoek\w*|gezocht|vervang\w*|uur per week|verleng\w*|in(?:ge)?hu(?:urd|ren)|hire[sd]?|job|gig|engagement|looking for|nodig|vast|project\w*|zzp\w*|freelance\w*|waarneming|instroom|aanvang|ingang|start\w*|begin\w*|wij|we|je|you|werk\w*|work|vanaf|from|per|ingaande)\b|\b\d{1,2} uur\b|\bper direct\b|\b(?:spoedig|snel) mogelijk\b|\buur (?:in de|p/?\.?)\s?w"
)
_NOT_DURATION = re.compile(
    at_words(
        r"\b(?:werk)?ervaring|\bopzeg|\boud\b|\bleeftijd|\b(?:rechts)?geldig|\b(?:uit|terug)?betaal|\bbinnen\b|\bafgelopen|reserve\b|\blaatste\b|\bbewaar|\bgarantie|\bexperience|\bold\b|\bnotice|\bjaarlijks|\bper jaar|"
        r"\bbeëindigd|\bproeftijd|\bbeleidsplan|\braamovereenkomst|\braamcontract|\b(?:zorg)?aanbieders|\bbegroting|\bwacht|\bgevallen\b|\bgehaald\b|\bmentor\b|\bgevoerd\b|\bopgedaan\b|\bpilot|\bvakgroep|\binwerk|\bingewerkt|\btraject (?:van|voor) (?:jongeren|cliënten|jeugdigen)|\belke?\b|\biedere\b|\bontwikkelagenda|\bvisie|"
        r"\bgeleden|\bsinds\b|\bbestaa[tn]\b|\b(?:een|twee|drie|vier|vijf|meer|lang)?jarig|\bstapte|\bvorige|\bvoorganger|\bruim \d+ jaar|\bevaluatie|\b(?:vervolg|voor)?opleiding|\b(?:een)?jaarcontract|\bwerkt(?:e|en)? (?:al|er)|\bal (?:langer|meer)|\bminstens \d+ jaar|\bsubsidie|\bwet\b|\bwettelijk|\bhuishoudens|\binwoners|\breis|\b(?:reis)?(?:kosten)?vergoed|\b(?:een|het|elk) traject\b|\bbehandel|\blast \w+ years|\bgetoetst|\bgewerkt|\b(?:have|has|had) (?:\w+ ){0,2}(?:worked|lived|been)\b|\bgewoond|"
        r"\b\w*(?:agenda|kader|programma|visie|nota|akkoord|convenant|beleid|beleidsplan|raamovereenkomst|regeling|verordening|beschikking|maatregel|indicatie|programme|policy|framework|agreement)\b (?:\w+ ){0,2}(?:heeft|kent|loopt|geldt|duurt|bestrijkt|is|has|runs|covers|lasts)\b"
    )
)
_EARLIER = re.compile(
    r"\b(?:na|sinds|al|voorbije|after|every|per|elke|iedere|tot|om de|binnen|within|past|the last|over)\s+(?:de\s+|het\s+|een\s+|ruim\s+|zo'n\s+)?$"
)
# "en eindigt na een half jaar"
_ENDS_AFTER = re.compile(r"\b(?:eindigt|stopt|loopt af|ends?)\s+(?:weer\s+)?(?:na|after)\s+(?:een\s+)?$")
_OF_NOTICE = re.compile(r"\b(?:opzeg\w*|proef(?:tijd|periode)|notice(?: period)?)[^.;\d]{0,12}$", re.I)
_OFFERED = re.compile(r"\b(?:met|with) (?:\w+ ){0,2}(?:opties?|options?|verleng\w*)\b")
_PARTED = re.compile(r"[;:()]|,\s|\s[-–—·|]\s|\b(?:en|maar|and|but|waarna|daarna)\b")
# "eerst voor negen maanden": of a first term; "de termijn is zes maanden": the length is what is told.
# "In de eerste acht maanden van 2027", "voor de eerste twee weken": a part of the time.
_FIRST_OF = re.compile(r"\b(?:de|je|jouw|the|your) (?:eerste|first)\s*$")
# "In Almelo komt iets vergelijkbaars, en dan voor een heel jaar": other work.
_OF_OTHER_WORK = re.compile(r"\biets (?:vergelijkbaars|soortgelijks)|\bsomething similar")
_OF_A_YEAR = re.compile(r"\s+(?:van|of|in)\s+(?:20\d\d|het jaar)")
_LASTING_BEFORE = re.compile(
    r"\b(?:duurt|duren|lasts?|looptijd|duur|loopt|blijf(?:t|ven)?|stays?|takes?|vergt|neemt|kost|(?:trekken|trekt)(?: \w+)?|(?:starts?|begint|beginnen|start) (?:with|met))\s*$"
)
_FIRST = re.compile(
    r"\b(?:eerste?|vooralsnog|voorlopig|initieel|initiële|initially|initial|in eerste instantie|in ieder geval|aanvankelijk)\b"
)
# "We zoeken iemand die in anderhalf jaar een team opbouwt."
_IN = re.compile(r"\bin (?:ongeveer |ruim |circa |about )?$")
_READY = re.compile(
    r"\s+(?:(?:ben|bent|is|zijn|moet\w*|wil|staat|must|should|be|have)\b[^.;]{0,30}\b(?:ge?klaard|klaar|afgerond|voltooid|opgeleverd|af|gereed|rond|overgedragen|done|finished|completed|gedaan)\b|(?:drag(?:en|t)?|draag|geef|geven|leveren) (?:we|wij|je|u|ze) [^.;]{1,25}\b(?:over|op)\b|(?:zit|houdt) (?:het|de \w+) (?:er)?op\b|(?:ge?klaard|klaar|afgerond|voltooid|opgeleverd|gereed)\b)"
)
_SOUGHT = re.compile(r"\b(?:zoek(?:en|t)?|gezocht|looking for)\b")
_HOW_LONG = re.compile(r"hoe ?lang|looptijd|\bduur|how long|duration", re.I)
_IS = re.compile(
    r"\b(?:is|bedraagt|wordt|van|:|duurt|beslaat|is ongeveer|of|(?:reken\w*|den[kc]\w*|gedacht\w*)(?: (?:zelf|wij|we|je|dan|maar))? (?:op|aan|met))\s*(?:een\s+|circa\s+|ongeveer\s+|minimaal\s+|maximaal\s+)*$"
)
# Part of an offer to extend: "2 keer met 2 maanden worden verlengd".
_TIMES_BEFORE = re.compile(
    r"(?:(?:een|één|twee|drie|vier|vijf)(?:maal|malige?)|(?<![a-z])(?:x|×|keer|maal|malig|times|perioden|periodes|termijnen|telkens|steeds))\s*(?:(?:met|van|voor|telkens|steeds|een|nog|a|by|of|periode|termijn|period)\s+)*$",
    re.I,
)
_TIMES_AFTER = re.compile(
    r"(?!\s*\+)\W*(?:\d|een|één|twee|drie)\s?(?:x|×|maal|keer)(?![a-z])|\W*(?:een|twee|drie)maal\b", re.I
)
_EXTENDED_AFTER = re.compile(
    r"[^.;]{0,25}\b(?:verleng|exten|uitloop|langer|optie\b|optioneel|daarbij|erbij|erna|aan vast|bij\b|extra)",
    re.I,
)
_CAN_BEFORE = re.compile(
    r"\b(?:kan|kans|kunnen|may|can|mag|recht|right|bevoegd|mogelijkheid|possibility|optie|option|(?<!snel )(?<!spoedig )mogelijk|eventueel|nog)\b[^.;]{0,40}$",
    re.I,
)
# "Een half jaar werk je in een hecht team."
_YOU_DO = re.compile(r"\s+(?:lang\s+)?\w+ (?:je|jij|u|we|wij)\b")
_UNIT_IN_LABEL = re.compile(r"\b(?:maanden|months|weken|weeks|mnd)\b", re.I)
_REACH = 220  # characters of a sentence around a length that are read
_MOST = 300  # lengths that are read; a text with more is no offer of work
_NUMBER_ALONE = re.compile(NUMBER, re.I)
_ENOUGH, _ENOUGH_FOR_WEEKS = 1.75, 2.6
_OF_WORK, _SOUGHT_IN = 0.8, 1.0
_ROUNDED = 0.05  # a number of weeks says less of the months than a number of these
# A fact among facts that nothing sets apart: "p/u 6 maanden Start z.s.m.".
_FACT_AFTER = re.compile(r"\s+(?:Start|Sluit|Vanaf|Per|Tarief|Optie|Max|Reageer|€)")
_SET_OFF = re.compile(r"\s*(?:[,;|/·•)\]+]|\.?\s*$)")
_FACT_BEFORE = re.compile(
    r"(?:p/[uw]|p\.[uw]\.|\d\s?u(?:/wk?|pw)?|uur|week|uren|fte|€ ?[\d.,]+|excl\.? btw|\b(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*(?: 20\d\d)?(?=,))[\s,;|/·–-]*$"
)
_ELSEWHERE = ("duration", "extension", "period", "salary", "interview")
_ROUGH_WORK = re.compile(
    r"zoek|nodig|opdracht|inzet|duur|denk|meedoen|mee wil|klus|inhuur|vervang|reken|duren|\bwe\b|\bje\b", re.I
)
_OPTION_BEFORE = re.compile(
    r"\b(?:tweede|derde|additional|extra|second|further|aanvullende|nieuwe|volgende|next|optionele?|optional|mogelijke|eventuele)\s+(?:\w+\s+)?(?:termijn|periode|period|term|fase|phase)\b[^.;]{0,25}$|\b(?:stay on|go on|continue|door ?gaan)\b[^.;]{0,25}$|\b(?:optioneel|optionally|eventueel|plus|\+)\s*(?:nog |maximaal |evt\.? )*$|verleng\w*[^.]{0,40}$|optie[^.]{0,40}$|\bplak(?:ken|t)\b[^.;]{0,40}$|[x×]\s*$|maal\s*$|exten[sd]\w*[^.]{0,40}$|\b(?:daarna(?! (?:ben|werk|blijf|zit|draai) (?:je|u)\b)|nog eens|nog een keer|another|further)\b[^.;]{0,30}$"
)
_PAST = re.compile(
    r"\W*(?:19|20)\d\d\b(?! ?(?:uur|euro))"
)  # "2025 – teammanager, 11 maanden" in a list of what was done
_SINCE_AFTER = re.compile(
    rf"\s*(?:of (?:{WORD_PATTERN})\b|(?:\w+\s+){{0,2}}ervaring|geleden|oud\b|na\s|vóór|voor de\b|opzeg|experience|of experience|per (?:inwoner|cliënt|jongere|traject|gezin|kind|deelnemer|persoon|jeugdige)|(?:x|×|maal|keer)\b|terug\b|ago\b|later\b|eerder\b)"
)


# The age of those the work is for: "kinderen van 6 tot 18 maanden".
_OF_AGE = re.compile(
    r"\b(?:kind(?:eren)?|baby['’]?s?|peuters?|kleuters?|jongeren|jeugdigen|leerlingen|children|toddlers|infants|pupils|doelgroep|groep)\b(?:[^.;,\d]{0,25})\b(?:van|tussen|vanaf|tot|from|between|aged|of)\s+(?:de\s+)?$"
)
# The term before what comes after it: "na de initiële twee jaar", "basistermijn van 12 maanden".
_BASE_TERM = re.compile(
    r"\b(?:initi[eë]le|eerste|oorspronkelijke|basis|initial|first|base)[ -]?(?:looptijd|periode|termijn|contract\w*|term|period)?\s*(?:van|of)?\s*$"
)
# What the whole of a short sentence says of the length that opens it: "Eight months to begin with".
_OPENING = re.compile(
    r"\s*[,:]?\s*(?:\d{1,2}(?:\s*(?:-|–|tot|à|to)\s*\d{1,2})? (?:uur|hours)\b|to (?:begin|start) with|om te beginnen|for starters|for now|voorlopig|vooralsnog|is what|is waar|is wat|is de (?:bedoeling|planning|verwachting|afspraak|inschatting)|is the (?:plan|idea|expectation)|zo lang|niet langer|langer niet|no longer|in totaal|all in all|in total|lang (?:werk|ben|is|heb)|that is|dat is|tops|maximaal|moet genoeg|should (?:be enough|do)|volsta\w*)\b"
)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``duration_months`` (to half a month) and ``extension`` (``"NxM maanden"`` or True)."""
    yield from _durations(doc._.layout)
    yield from extension.read(doc)


def _durations(layout: Layout) -> Iterator[Candidate]:
    labelled = [*_duration_labels(layout), *_duration_pieces(layout), *_rough_durations(layout)]
    yield from labelled
    found = list(islice(find_lengths(layout.text, layout.low), _MOST))
    told = [one for match in found for one in _duration_in_prose(layout, match)]
    yield from told
    corrected = list(_corrected(layout))
    yield from corrected
    if not (labelled or told or corrected):
        yield from _lone(layout, found)


def _lone(layout: Layout, found: list[re.Match[str]]) -> Iterator[Candidate]:
    """What :func:`indexer.parse.duration_alone.lone_length` takes of lengths of which nothing is told."""
    left = []
    for match in found:
        months, start = months_of(match), layout.sentence_at(match.start())[0]
        if not months or layout.is_noise(match.start()) or layout.label_covering(match.start()):
            continue
        before = layout.low[max(start, match.start() - _REACH) : match.start()]
        end = min(layout.sentence_at(match.start())[1], match.end() + _REACH)
        sentence = layout.low[match.start() - len(before) : end]
        if not (_of_else(layout.low, before, match) or _NOT_DURATION.search(sentence) or is_of_other(layout.low, *part_at(layout.low, match.start(), start, end)) or _OF_OTHER_WORK.search(before)):  # fmt: skip
            left.append((match, months))
    yield from lone_length(layout, left)


_UNITS = re.compile(
    r"\b(?:maand(?:en)?|mnd|months?|jaar|jaren|years?|kwarta(?:al|len))\b|(?<!per )(?<!in de )\b(?:weken|weeks)\b"
)


def _corrected(layout: Layout) -> Iterator[Candidate]:
    """The new length where one takes the place of another: "geen vier maar zes maanden"."""
    for one in corrections(layout.low):
        unit = _UNITS.search(one.units)
        if unit is None or re.search(r"uur|hour|€|euro|dag|day", one.units) or layout.is_noise(one.start):
            continue
        start, end = layout.sentence_at(one.start)
        months = in_months(one.value, unit[0])
        if 0 < months <= 60 and (one.changes or not extension.MENTION.search(layout.low, start, end)) and not _NOT_DURATION.search(layout.low, start, end):  # fmt: skip
            yield Candidate("duration_months", months, *one.new, "prose", 0.92)


def _duration_labels(layout: Layout) -> Iterator[Candidate]:
    for pair in layout.labelled("duration", "period", "end", "start", "deadline"):
        value = layout.text[pair.start : pair.end]
        if pair.key == "deadline" and pair.label.lower() not in extension.TERMS:
            continue
        if bare := _bare_number(layout.text[pair.label_start : pair.start], value):
            yield Candidate("duration_months", bare, pair.label_start, pair.end, "label", 0.9)
            continue
        match = length_in(value) if len(value) < 200 else None
        if match is None:
            continue
        before = value[: match.start()]
        if _OF_NOTICE.search(before):
            continue
        if extension.MENTION.search(before.lower()) or re.search(
            r"(?:\b[x×]|\bopties?:?(?: (?:van|op|tot|voor|of))?(?: een)?|\+)\s*$", before, re.I
        ):
            continue
        if (
            re.match(r"\s*(?:x|×|maal|keer)\b", value[match.end("low") :])
            or _TIMES_BEFORE.search(before)
            or (_EXTENDED_AFTER.match(value, match.end()) and _CAN_BEFORE.search(before))
            or (pair.key in ("start", "end") and _NOT_DURATION.search(value.lower()))
        ):
            continue
        months = months_of(match)
        if months:
            weight = 0.9 if pair.key == "duration" else 0.8 if pair.key == "period" else 0.6
            end = pair.start + match.end()
            yield Candidate("duration_months", months, pair.label_start, end, "label", weight)


def _bare_number(label: str, value: str) -> float | None:
    """``5`` behind ``Projectduur (maanden):``: the unit stands in the label."""
    unit, number = _UNIT_IN_LABEL.search(label), _NUMBER_ALONE.fullmatch(value.strip())
    if unit is None or number is None:
        return None
    length = in_months(number_of(number[0]), unit[0])
    return length if 0 < length <= 60 else None


def _duration_pieces(layout: Layout) -> Iterator[Candidate]:
    """``9 maanden`` alone on a line of the header or between its pipes or dots."""
    for start, end in _parts(layout):
        lead = _LEAD.match(layout.text, start, end)
        match = LENGTH.match(layout.text, lead.end() if lead else start, end) if end - start <= 60 else None
        if (
            match is None
            or layout.is_noise(start)
            or _under_extension(layout.low, start)
            or _UNDER_YEARS.search(layout.low, max(start - 70, 0), start)
        ):
            continue
        rest = layout.text[match.end() : end]
        months = months_of(match)
        if (
            months
            and not _TIMES_AFTER.match(rest)
            and re.fullmatch(r"\s*(?:(?:vanaf|per|from|tot|met|\(|,|\+|mogelijk).*)?", rest, re.I)
        ):
            yield Candidate("duration_months", months, start, match.end(), "form", 0.66)


def _parts(layout: Layout) -> Iterator[tuple[int, int]]:
    """The pieces of the header without the sign before them, and the last fact of ``24 uur pw, 6 mnd``."""
    for start, end in layout.pieces():
        icon = _ICON.match(layout.text, start, end)
        yield (icon.end() if icon else start), end
        if end - start <= 60 and (comma := layout.text.rfind(", ", start, end)) >= 0:
            yield comma + 2, end


def _rough_durations(layout: Layout) -> Iterator[Candidate]:
    """``een maand of vier``."""
    for match in find_near(
        _ROUGHLY, layout.text, layout.low, (" maand of ", " jaar of ", " week of "), 10, 30
    ):
        start, end = layout.sentence_at(match.start())
        sentence = layout.text[start:end]
        if (match["low"].isdigit() or match["low"].lower() in WORDS) and _ROUGH_WORK.search(sentence):
            length = in_months(parse_number(match["low"]), match["unit"])
            yield Candidate("duration_months", length, match.start(), match.end(), "prose", 0.6)


def _duration_in_prose(layout: Layout, match: re.Match[str]) -> Iterator[Candidate]:
    at, months, unit = match.start(), months_of(match), match["unit"][0].lower()
    covering = layout.label_covering(at)
    if not months or layout.is_noise(at) or (covering is not None and covering.key in _ELSEWHERE):
        return
    start, end = layout.sentence_at(at)
    start, end = max(start, at - _REACH), min(end, match.end() + _REACH)
    before = layout.low[start:at]
    part = part_at(layout.low, at, start, end)
    if is_of_other(layout.low, *part) or _OF_OTHER_WORK.search(before):
        return
    weight = _weight(layout, before, match, end)
    if covering is not None and _HOW_LONG.search(covering.label):
        weight += 1.6
    if unit in "jy" and layout.section_at(at).kind in ASKING:
        weight -= 1.0  # years that are asked for are those of experience
    needed = _ENOUGH_FOR_WEEKS if unit == "w" and months < 2 else _ENOUGH
    if weight >= needed and not _of_else(layout.low, before, match):
        sure = 0.62 + 0.03 * min(weight, 3) if months >= 1 else 0.5
        if unit == "w" and months >= 1:
            sure -= _ROUNDED
        yield Candidate("duration_months", months, at, match.end(), "prose", sure)


def _of_else(text: str, before: str, match: re.Match[str]) -> bool:
    """Whether the length is that of an extension, of what is past or to come, or of a part of the work."""
    end = match.end()
    if role_of(text, match.start("low"), match.end("low")) == "old":
        return True
    if _IS_EXTENDED.match(text, end) or _OF_NOTICE.search(before[-40:]):
        return True
    if match["high"] and _OF_AGE.search(before[-60:]) or _under_extension(text, match.start()):
        return True
    if _OPTION_BEFORE.search(before[-70:]) or _SINCE_AFTER.match(text, end, end + 30):
        return True
    if _TIMES_BEFORE.search(before[-40:]) or _PAST.match(before):
        return True
    if _EXTENDED_AFTER.match(text, end) and _CAN_BEFORE.search(before[-70:]):
        return True
    if (
        _EARLIER.search(before[-30:])
        and not _ENDS_AFTER.search(before[-30:])
        and not _FOR.search(before[-90:])
        and not _READY.match(text, end)
    ):
        return True
    part = match["unit"][0].lower() == "w" or _OF_A_YEAR.match(text, end)
    return bool(part and _FIRST_OF.search(before[-30:]))


_IS_EXTENDED = re.compile(r"\s*(?:te |(?:kunnen |kan )?worden )?verleng(?:d|en)\b")
_EXTENSION_ABOVE = re.compile(
    r"(?:verleng\w*|optie\w*|extension\w*)[ :]*\n(?:[^\n\d]{0,20}\n)?[^\n\d]{0,20}$"
)


# "Aantal jaren werkervaring:" with the years on the line below.
_UNDER_YEARS = re.compile(r"(?:ervaring|experience|leeftijd|age)[ :]*\n+[^\S\n]*$")


def _under_extension(text: str, at: int) -> bool:
    """Whether a line right above, or the second above, is no more than the word for an extension."""
    return _EXTENSION_ABOVE.search(text, max(at - 70, 0), at) is not None


def _question_above(layout: Layout, offset: int) -> str:
    """The line right above that of an offset where it asks; empty where it does not."""
    line = layout.line_at(offset)
    above = layout.text[max(line.start - 90, 0) : line.start].rstrip()
    return above.rsplit("\n", 1)[-1] if above.endswith("?") else ""


def _weight(layout: Layout, before: str, match: re.Match[str], end: int) -> float:
    """How much around a length, in its sentence that ends at ``end``, says that it is that of the work."""
    after = layout.low[match.end() : end]
    cut = max((m.end() for m in _PARTED.finditer(before, 0, len(before.rstrip(" (:")))), default=0)
    parted = min((m.start() for p in (_PARTED, _OFFERED) if (m := p.search(after, 0, 60))), default=60)
    near, behind = before[max(cut, len(before) - 90) :], after[:parted]
    weight = _beside(before, near, behind, after)
    if _FACT_BEFORE.search(before[-15:]) and (
        _FACT_AFTER.match(layout.text, match.end(), end) or _SET_OFF.match(after)
    ):
        weight += 2.0
    if match["about"] and _FIRST.search(match["about"].lower()):
        weight += 0.8
    if _HOW_LONG.search(_question_above(layout, match.start())):
        weight += 1.2
    inside = _IN.search(before[-24:]) is not None
    if weight + _OF_WORK + (_SOUGHT_IN if inside else 0.0) < _ENOUGH:
        return weight
    sentence = layout.low[match.start() - len(before) : end]
    if inside and _SOUGHT.search(sentence):
        weight += _SOUGHT_IN
    if _WORK.search(sentence) or has_role(sentence):
        weight += _OF_WORK
    # What speaks against it is not asked where too little speaks for it.
    return weight - _against(near, behind, sentence) if weight >= _ENOUGH else weight


def _beside(before: str, near: str, behind: str, after: str) -> float:
    """What the words of lasting, of a term and of a fact count that stand around a length, in its clause above all."""
    weight = 0.0
    if _LASTING.match(after):
        weight += 1.2
    if _FOR.search(before[-90:]):
        weight += 1.0
    if _LASTS.search(near) or _LASTS.search(behind):
        weight += 1.2
        if _IS.search(before[-50:]) and _LASTS.search(near) or _LASTING_BEFORE.search(before[-14:]):
            weight += 0.8
    elif _LASTS.search(before):
        weight += 0.4
    if before.strip(" *-•") in ("", "een", "een heel") and _YOU_DO.match(after):
        weight += 1.2
    if before.strip(" *-•") in ("voor", "gedurende", "for") and not after.strip(" .!,\n"):
        weight += 0.8  # "Voor negen maanden.": all that a sentence says
    if _READY.match(after):
        weight += 1.2 if not before.rstrip().endswith("na") else 1.8
    if _FIRST.search(near):
        weight += 0.8
    if before.strip(" *-•") in ("", "een") and _OPENING.match(after):
        weight += 1.8
    if _BASE_TERM.search(before[-40:]) and extension.MENTION.search(after):
        weight += 1.8
    return weight


def _against(near: str, behind: str, sentence: str) -> float:
    """How much speaks against it: more in the clause itself than elsewhere in the sentence."""
    if _NOT_DURATION.search(near) or _NOT_DURATION.search(behind):
        return 3.0
    return 1.0 if _NOT_DURATION.search(sentence) else 0.0
