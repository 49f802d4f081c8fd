"""Which words are a label, and of what: known forms, names of columns, signs, and words told by a part of them."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.knowledge.wording import label_keys, label_keywords
from indexer.parse.icon_names import MATERIAL, icon_at, icon_key

# Labels that are ordinary words too: they count before a colon alone.
WEAK = frozenset(
    "per voor via van aan from to data waar wanneer hoeveel id nummer ref vragen gesprek term fee datum date dienst gebied plek bureau bron "
    "opties optie team domein sector aantal ervaring maximaal minimaal taal studie niveau where effort client contract zzp begin end "
    "aanvraag nr nr. reageren reacties reactie max vanaf tot until stop klaar max oplevering loopt commitment state staat capaciteit wanneer vacature deelnemer job function length uitvraag request aanvrager termijn online ingang ingaande price employer hoelang werktijd prijs verlengen kenmerk stad cao remote website btw instelling bedrijf portal vervolg werkwijze €".split()
)
# Fields whose value is a figure, a date or a word such as "z.s.m.".
FIGURES = frozenset(
    {"hours", "rate", "start", "end", "deadline", "published", "duration", "budget", "period"}
)
# A date and no more: then even an ordinary word before it is a label ("Ingang 25 januari 2027").
DATE_ALONE = re.compile(
    r"(?:(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?) )?\d{1,2}(?:[-./ ]|e |ste )[\w.]{1,10}[-./ ]['’]?(?:\d{4}|\d{2})\b(?:,? \d{1,2}[:.]\d{2}(?: uur)?)?",
    re.I,
)
_JOINED = re.compile(r"\s*([/-])\s*")  # "Start / einde" is "start/einde"
# How the names of columns shorten a word, and what they add to a label that says no more of its field.
_CODED = {"dt": "datum", "dat": "datum", "publ": "publicatie", "sluit": "sluitings", "pw": "per week", "nr": "nummer", "opdr": "opdracht",
          "oms": "omschrijving", "omschr": "omschrijving", "org": "organisatie", "gem": "gemeente", "mnd": "maanden"}  # fmt: skip
_NO_VALUE = ("_code", "_valuta", "_id")  # a column of keys into another table
_QUALIFIERS = frozenset({"omschrijving", "toelichting", "min", "max", "toegestaan", "tekst"})
DIGIT = re.compile(r"\d")
_SYMBOLS = {"📍": "place", "📌": "place", "🗺": "region", "🕒": "hours", "⏰": "hours", "⏱": "hours", **dict.fromkeys(map(chr, range(0x1F550, 0x1F568)), "hours"), "💶": "rate", "💰": "rate",
            "📅": "period", "🗓": "period", "📆": "period", "💵": "rate", "💸": "rate", "🪙": "rate", "💳": "rate", "🏢": "organisation", "🏛": "organisation", "🎓": "education", "⏳": "duration", "⌛": "duration", "📬": "deadline", "📮": "deadline", "📢": "published", "📣": "published",
            "🚀": "start", "▶": "start", "⏹": "end", "🔚": "end", "⏲": "hours", "🔔": "deadline", "💼": "contract", "🏠": "remote", "🆔": "reference", "🔖": "reference", "🔢": "reference", "🔁": "extension", "🔄": "extension", "🔃": "extension", "♻": "extension"}  # fmt: skip
_SIGN_STARTS = frozenset(sign[0] for sign in _SYMBOLS)
# Within a line a sign stands behind a space.
SIGN_WITHIN = re.compile(rf"(?<=\s)[{''.join(sorted(_SIGN_STARTS))}]")
_CARD_WORDS = (("reage", "deadline"), ("sluit", "deadline"), ("deadline", "deadline"), ("looptijd", "duration"), ("standplaats", "place"),
               ("start", "start"), ("geplaatst", "published"), ("online s", "published"), ("gepubl", "published"), ("posted", "published"), ("closes", "deadline"), ("inschrij", "deadline"), ("sollicit", "deadline"), ("einddatum", "end"), ("verleng", "extension"), ("opdrachtgever", "organisation"), ("tarief", "rate"))  # fmt: skip


@lru_cache(maxsize=20_000)
def known_form(words: str) -> str | None:
    """The key of the label that these words are, also where they are an ordinary word."""
    # "urenPerWeek" and "tarief_max" are the same words, joined.
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", words).lower().strip(" *_#-–•[]\"“”'")
    low = " ".join(apart.split())
    if "_" in words and low not in label_keys():
        low = _of_code(low.split())
    keys = label_keys()
    return (
        keys.get(low)
        or keys.get(_JOINED.sub(r"\1", low.replace("–", "-")))
        or keys.get(re.sub(r"\s*\([^()]*\)$", "", low))
    )


def _of_code(parts: list[str]) -> str:
    """The label that the name of a column stands for: ``sluitings_datum``, ``publ_dt``, ``verlenging_omschr``."""
    whole = [_CODED.get(part, part) for part in parts]
    if len(whole) > 1 and whole[-1] in _QUALIFIERS:
        whole.pop()
    spaced, joined = " ".join(whole), "".join(whole)
    return spaced if spaced in label_keys() else joined


def is_sign(line: str) -> bool:
    """Whether all there is on a line is a sign that stands for a label."""
    return len(line) <= 3 and sign_of(line) is not None


def is_icon(line: str) -> bool:
    """Whether all there is on a line is the name of a sign in an icon font: ``location_on``."""
    return bool(line) and icon_at(line) == line


def sign_of(line: str) -> str | None:
    """The key that the sign at the start of a line stands for."""
    if line in MATERIAL:
        return icon_key(line)
    if line[:1] not in _SIGN_STARTS:
        return None
    return next((key for sign, key in _SYMBOLS.items() if line.startswith(sign)), None)


def key_of_card(sign: str, words: str) -> str | None:
    """What a card under a sign tells: its own words say it before the sign does."""
    low, own = words.lower(), icon_key(sign) or sign_of(sign)
    return own and next((key for word, key in _CARD_WORDS if word in low), own)


def known_label(words: str) -> str | None:
    """The key of the label that these words are, None where they are none or an ordinary word too."""
    return None if words.lower() in WEAK else known_form(words)


@lru_cache(maxsize=20_000)
def key_by_word(words: str) -> str:
    """The key that a word in a label tells, ``free`` where none does."""
    low = " ".join(words.lower().split())
    return next((key for key, pattern in label_keywords() if pattern.search(low)), "free")


# "totaalbudget excl. btw": what it is without is no part of what it is called.
_VAT_BEHIND = re.compile(r"(?<=\w),? \(?(?:ex|excl|exclusief|incl|inclusief)\b\.?(?: (?:btw|vat))?\)?$", re.I)


def key_in_block(words: str) -> str:
    """What a label means that stands among other labels: there an ordinary word is one too."""
    said = _VAT_BEHIND.sub("", words)
    return known_form(said) or ("free" if words.endswith(_NO_VALUE) else key_by_word(said))


def ordinary_label(words: str) -> str | None:
    """The key of a label that is an ordinary word too, for words that are nothing else."""
    return known_form(words) if words.lower() in WEAK else None


def starts_with_date(words: str) -> bool:
    """Whether a value begins with a date."""
    return DATE_ALONE.match(words) is not None


def may_stand_over_figure(words: str) -> bool:
    """Whether a line is short and of the form of a label."""
    return (
        words[:1].isupper()
        and len(words) <= 45
        and words[-1] not in ".,;!"
        and not DIGIT.search(words)
        and len(words.split()) <= 5
    )


def key_over_figure(words: str) -> str | None:
    """What a short line alone asks for, where a figure stands under it; None where no word of it tells."""
    if not may_stand_over_figure(words):
        return None
    key = key_in_block(words.rstrip(" :?"))
    return key if key in FIGURES else None
