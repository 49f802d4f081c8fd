"""What a label asks whose value is a date, by the words in it; and labels that only a date beside or below them shows to be one.

A label that is listed word for word keeps its meaning. Of any other the words decide: of posting, answering, beginning and
ending, and of what is none of these (an interview, a council's decision).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from indexer.parse.dategrammar import WEEKDAY, DateMention
from indexer.parse.datelines import PLACE_FIRST
from indexer.parse.label_words import known_form
from indexer.parse.layout import Labelled, Layout
from indexer.parse.openings import at_words
from indexer.parse.typos import meant

_OTHER = re.compile(
    r"\bvragen|\bquestion|\bbezwaar|\bstandstill|opschort|inlichting|gesprek|interview|presentat|\bpitch|kennismak|gunning|\baward|opgericht|geboorte|\bbirth|rapport|evaluat|implement|\btussen(?!persoon)|raam(?:overeenkomst|contract)|subsid|besluit|\braad|verorden|vastgesteld"
    r"|bekeken|\bviewed|update|gewijzigd|modified|bijgewerkt|\bprint|versie|\bopti(?:e|on)|verleng|\bexten[ds]|selecti|beoordel|vakantie|verlof|afwezig|screening|\bvog\b|training|bijeenkomst|vergader|meeting|project\b|\bplan\b|\bconcept|\bwet\b|\bfase\b|\bphase\b|\bstap\b|factu|betal|afspraak|oplevering\b.+|\bcontact|\bproef"
)
# A moment of the procedure that is no answer to the assignment: asking, objecting, awarding.
_OF_PROCEDURE = re.compile(
    r"vragen|inlichtingen|bezwaar|gunning|question|standstill|opschort|objection|award", re.I
)
_DEADLINE = re.compile(
    at_words(
        r"\bsluit|^(?:gaat )?dicht\b|\beraf\b|\bvervaldatum\b|\bverloopdatum\b|\binzendtermijn|\btermijn\b|\bdead[ -]?line|\breage|\breacti|\brespon[sd]|inschrijv|inschrijf|aanmeld|sollicit|\bindien(?!st)|\binzend|\binlever|\baanlever|\baanbied|\buiterste? (?!start|begin|ingang|eind)|\bclosing|\bcloses?\b|\bapply|\bapplication|\bcut-?off|\bdue\b|\bsubmi|\bbids?\b|\boffertes?\b|\bproposals?\b|\bcv'?s?\b|\bquot(?:e|ation)s?\b|\brepl(?:y|ies)\b|\btenders?\b|\binteresse|\bvoorste(?:l|ll)|\bkandida"
    )
)
# "Verloopt op", "Expires": the posting; "contract verloopt op", "contract expires": the work.
_RUNS_OUT = re.compile(
    r"(?:(?:vacature|opdracht|advertentie|aanvraag|oproep|uitvraag) )?(?:verloopt|vervalt)\b"
    r"|(?:(?:job|post|posting|ad|vacancy|listing) )?expir(?:es|y)(?: on| date)?$"
)
_PUBLISHED = re.compile(
    r"plaatsing(?!stermijn)|geplaatst|\bgepl\b|bekend ?gemaakt|\bopenbaar(?! vervoer)|publi[cs]|\bposted|\bposting|\bonline\b|verzonden|verstuurd|uitgezet|\buitzet|\buitvraag|aangemaakt|\bgemaakt|created|\bissued?\b|\blisted|\blive\b|advertised|toegevoegd|\badded|op de site|opgesteld|dagtekening|ingevoerd|\baanvraagdatum|\bverschenen"
)
_END = re.compile(
    r"\b(?:contract|opdracht)?eind(?:e|igt|igen|dag|moment|ing)?\b|\beinddatu|be[eë]indig|\bafloop|\baflopen|\bloopt af|\blaatste (?:werk|contract|inzet)?dag\b(?! om| waarop| voor)|\bfinal (?:date|day)\b|\buitstroom|\blast (?:working )?day\b(?! to)|finish|\bend(?:s|ing)?\b|^(?:loopt )?(?:until|tot(?: en met)?|t/m)$|\bstop(?:t|datum)?\b|\bslot|\bcompletion|\bexpir|\bklaar\b|\bcontract end"
)
_START = re.compile(
    r"\bstart|\bbegin|\baanvang|\bingang|\bingaand|\bindienst|\bin dienst|\bcommenc|\beerste (?:werk|contract|inzet)?dag|\bfirst (?:working )?day|\bkick-?off|\bvanaf\b|\bbeschikbaar|\bgaat in|\bvangt|\baan de slag|\bopstart|\binstap"
)
_PERIOD = re.compile(
    r"\bvan\b.*\btot\b|\bfrom\b.*\b(?:to|until)\b|periode\b|\bperiod\b|looptijd|tijdvak|duur\b|\bduration"
)
_PAPER = re.compile(r"beleid|\bnota\b|rapport|verslag|\bwet\b|verordening|onderzoek|\bplan\b")
_ROLES = ("start", "end", "deadline", "published", "period", "duration")
_WORDS = ("startdatum", "begindatum", "ingangsdatum", "aanvangsdatum", "aanvang", "einddatum", "einde", "sluitingsdatum",
          "sluiting", "publicatiedatum", "plaatsingsdatum", "geplaatst", "looptijd", "inzetperiode", "reactietermijn", "deadline")  # fmt: skip
# "Kunnen starten vóór 1 mei – 25 punten": what an offer is weighed by.
SCORED = re.compile(r"\s*[–(:,-]*\s*\d{1,3} ?(?:punten|points|%)")
_PARTS = re.compile(r"\s*(?:\s[-–—]\s|\s/\s|[|·•;\t])\s*")
_AFTER_PIECE = re.compile(r"\s*(?:\([^()\n]{0,40}\))?\s*(?:$|\s[-–—/]\s|[|·•;\t\n])")
_LEAD = re.compile(
    rf"\s*[:<]?\s*(?:(?:op|per|on|tot|voor|vóór|uiterlijk|is)\s+)?(?:{WEEKDAY}\.?,?\s+)?$", re.I
)
_LAST_OF_LEAD = (
    *("op", "per", "on", "tot", "voor", "vóór", "uiterlijk", "is", "dag", "day", ".", ","),
    *("ma", "di", "wo", "do", "vr", "za", "zo", "mon", "tue", "wed", "thu", "fri", "sat", "sun"),
)
_VERB = re.compile(
    r"\b(?:graag|gaat|verschui\w+|schuift|is|was|zijn|waren|wordt|worden|werd|heeft|hebben|had|kun|kan|moet|wil|wij|we|je|u|ik|de|het|een|the|has|have|been|will)\b|[.!?,:]"
)
# "begin oktober tot en met [eind januari]": the other end of a period is no label.
_DATED = re.compile(
    r"\d{1,2}[-/.]\d{1,2}|\b(?:januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december)\b"
)
_CELLS = ("\t", "|", ";")  # what parts the cells of a row
_LONGEST_PIECE, _MOST_WORDS, _HEAD_ABOVE = 45, 5, 6
_BEGINS = 16  # characters of a value before its date


@lru_cache(maxsize=5_000)
def key_of(label: str) -> str | None:
    """What a label whose value is a date asks for by its words: a role, ``other``, or None where no word tells."""
    low = " ".join(label.lower().split())
    low = " ".join(meant(word, _WORDS) or word for word in low.split())
    if _OTHER.search(low):
        return "other"
    posted, closes = _PUBLISHED.search(low), _DEADLINE.search(low) or _RUNS_OUT.match(low)
    if closes:
        return (
            "deadline" if not posted or closes.start() > posted.start() or _END.search(low) else "published"
        )
    if posted:
        return "published"
    begins, ends = _START.search(low), _END.search(low)
    if begins and ends:
        return "period"
    return "start" if begins else "end" if ends else "period" if _PERIOD.search(low) else None


# Under a label of closing: what is due then is no answer to the assignment.
OF_OTHER_CLOSING = re.compile(
    r"implement|oplever|rapport|vragen|inlichtingen|question|bezwaar|opschort|project|\bplan\b|verordening|intern",
    re.I,
)


def of_procedure(pair: Labelled) -> bool:
    """Whether a label names a moment of the procedure that is neither the closing date nor a day of the work."""
    return pair.key == "other" and _OF_PROCEDURE.search(pair.label) is not None


def last_said(low: str) -> str | None:
    """The role that the last telling word of a stretch of text in lower case speaks of."""
    told = {
        role: max((m.start() for m in words.finditer(low)), default=-1)
        for role, words in (("deadline", _DEADLINE), ("start", _START), ("end", _END))
    }
    role = max(told, key=lambda r: told[r])
    return role if told[role] >= 0 else None


def _rekeyed(pair: Labelled, first: DateMention) -> Labelled:
    """The same pair under what the words of its label say, where the label is not listed as such."""
    if known_form(pair.label):
        return pair
    key = key_of(pair.label)
    if pair.key == "published" and _PAPER.search(pair.label.lower()):
        return pair._replace(key="other")  # "Publicatie nieuw beleid"
    if pair.key == "end" and _OF_PROCEDURE.search(pair.label):
        return pair._replace(key="other")  # "Einde opschortende termijn"
    if key in (None, "other", pair.key):
        return pair
    if pair.key not in _ROLES and first.start - pair.start > _BEGINS:
        return pair
    if key == "period" and pair.key == "duration":
        return pair
    return pair._replace(key=key)


def _lead(text: str, start: int, stop: int) -> int:
    """Where the preposition or the weekday begins that leads to a date; most dates have none."""
    words = text[start:stop].rstrip()
    bare = words[:-1].rstrip() if words.endswith((":", "<")) else words
    if not bare.lower().endswith(_LAST_OF_LEAD):
        return start + len(bare)
    lead = _LEAD.search(text, start, stop)
    return lead.start() if lead else stop


def _is_pair(pair: Labelled | None, row: str) -> bool:
    """Whether a row of cells is a label and its value, among others of the kind: then no row above it names its columns."""
    return pair is not None and pair.style == "column" and row.lstrip(" |").startswith(pair.label)


def _column(layout: Layout, mention: DateMention, pair: Labelled | None) -> Labelled | None:
    """A cell of a table under the cell that names its column: ``Aangemaakt op<tab>Sluit op`` above two dates."""
    line = layout.line_at(mention.start)
    text = layout.text
    row = text[line.start : line.end]
    sign = next((sign for sign in _CELLS if sign in row), None)
    if sign is None or line.start == 0 or _is_pair(pair, row):
        return None
    cells = row.split(sign)
    number = text.count(sign, line.start, mention.start)
    end = line.start
    for _ in range(_HEAD_ABOVE):
        start = text.rfind("\n", 0, max(end - 1, 0)) + 1
        heads = text[start : max(end - 1, start)].split(sign)
        if len(heads) != len(cells):
            return None
        if not any(c.isdigit() for head in heads for c in head) and any(c.isalpha() for c in heads[number]):
            break
        end = start
        if not end:
            return None
    else:
        return None
    label = heads[number].strip(" *_")
    key = known_form(label) or key_of(label)
    if key not in _ROLES or any(key_of(cell.strip()) for cell in cells if cell.strip(" *_")):
        return None
    begin = line.start + sum(len(cell) + 1 for cell in cells[:number])
    at = start + sum(len(head) + 1 for head in heads[:number])
    at += len(heads[number]) - len(heads[number].lstrip(" *_"))
    stop = begin + len(cells[number])
    return Labelled(key, label, at, begin, stop, text[begin:stop], "next-line")


def _piece(layout: Layout, mention: DateMention) -> Labelled | None:
    """Words and a date that are a line, or a part of one: ``Plaatsingsdatum vacature 10 nov '26 / laatst bekeken 24 nov '26``."""
    line = layout.line_at(mention.start)
    text = layout.text
    if not _AFTER_PIECE.match(text, mention.end, line.end) or SCORED.match(text, mention.end, line.end):
        return None
    floor = max(line.content, mention.start - 2 * _LONGEST_PIECE)
    start = floor
    for part in _PARTS.finditer(text, floor, mention.start):
        if part.end() < mention.start:
            start = part.end()
    label = text[start : _lead(text, start, mention.start)].strip(" *_-–•([")
    if (
        not label
        or len(label) > _LONGEST_PIECE
        or len(label.split()) > _MOST_WORDS
        or _VERB.search(label.lower())
        or _DATED.search(label.lower())
    ):
        return None
    if start == floor != line.content:
        return None
    key = key_of(label)
    if key is None:
        return None
    at = text.index(label, start)
    return Labelled(
        key, label, at, at + len(label), mention.end, text[at + len(label) : mention.end], "no-colon"
    )


def _is_dateline(layout: Layout, pair: Labelled, mention: DateMention) -> bool:
    """Whether a place and the day are a whole line of a letter, below a heading without a colon: ``Zwolle, 14 januari 2025`` under
    ``Aan de geselecteerde inschrijvers``."""
    line = layout.line_at(mention.start)
    return (
        pair.label_start < line.start
        and ":" not in layout.text[pair.label_start : line.start]
        and PLACE_FIRST.fullmatch(layout.text, line.content, mention.start) is not None
        and line.end - mention.date_end <= 1
    )


def _needs_piece(layout: Layout, pair: Labelled | None, mention: DateMention) -> bool:
    """Whether no label covers a date but one that says nothing of dates, or a sign parts the date from what that is said of."""
    return pair is None or (
        pair.key not in _ROLES
        if pair.start >= mention.start - _BEGINS
        else _PARTS.search(layout.text, pair.start, mention.start) is not None
    )


class DateLabels(NamedTuple):
    """Pairs of labels and dates.

    ``listed``: those of the layout that hold a date, under what their labels ask. ``pairs``: cells and pieces found here.
    ``covering``: the pair of each date, by where that starts. ``pieces``: starts of labels that no sign parts from the date.
    ``datelines``: starts of dates that belong to a letter, whatever its heading seems to label.
    """

    listed: list[Labelled]
    pairs: list[Labelled]
    covering: dict[int, Labelled]
    pieces: set[int]
    datelines: set[int]


def date_labels(layout: Layout, mentions: Sequence[DateMention]) -> DateLabels:
    """What labels say of the dates of a text."""
    found = DateLabels([], [], {}, set(), set())
    columns: set[int] = set()
    seen: dict[int, Labelled] = {}
    has_cells = any(sign in layout.text for sign in _CELLS)
    heads = {p.label_start: p for p in layout.labels if p.style == "no-colon" and p.key in ("start", "end")}
    for mention in mentions:
        if layout.is_noise(mention.start):
            continue
        pair = layout.label_covering(mention.start)
        if pair is not None and _is_dateline(layout, pair, mention):
            found.datelines.add(mention.start)
            continue
        if (head := heads.get(mention.start)) is not None:
            # "eind maart 2027" on a line of its own: the label is a part of the date.
            whole = head._replace(start=mention.start, text=layout.text[mention.start : head.end])
            found.pairs.append(whole)
            found.covering[mention.start] = whole
            found.pieces.add(whole.label_start)
            continue
        column = _column(layout, mention, pair) if has_cells else None
        own = column or (_piece(layout, mention) if _needs_piece(layout, pair, mention) else None)
        if own:
            found.pairs.append(own)
            found.covering[mention.start] = own
            if column is None:
                found.pieces.add(own.label_start)
            elif pair is not None:
                columns.add(pair.label_start)
        elif pair is not None:
            if pair.label_start not in seen:
                seen[pair.label_start] = _rekeyed(pair, mention)
            found.covering[mention.start] = seen[pair.label_start]
    # A label that holds no date says nothing here.
    found.listed.extend(
        pair for at, pair in sorted(seen.items()) if at not in columns and not layout.is_noise(at)
    )
    return found
