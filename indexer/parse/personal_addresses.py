"""Mail addresses, telephone numbers and addresses of people on a network, by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.knowledge.personal import personal_words

Span = tuple[int, int]

# An address is read outwards from its sign: few texts have one, and a search for that alone is quick.
_AT = re.compile(r"[@\[({] ?(?:(?:at|@|apenstaartje) ?[\])}])?", re.I)
_SPELT_AT = re.compile(r" at (?=[\w-]+ dot )", re.I)
_DOMAIN = re.compile(r" ?[\w-]+(?:\.[\w-]+)+")
_DOT = r"(?:\.|[ ]?(?:\[(?:dot|punt|\.)\]|\((?:dot|punt|\.)\)|\b(?:dot|punt)\b)[ ]?)"
_SPELT_DOMAIN = re.compile(rf" ?[\w-]+(?:{_DOT}[\w-]+)*", re.I)
_LOCAL = re.compile(r"(?:[\w.+'&-]|[(\[](?:dot|punt|\.)[)\]])+ ?$", re.I)
_LONGEST_LOCAL = 64  # RFC 5321, 4.5.3.1.1
_NETWORK = re.compile(r"(?:https?://)?(?:\w+\.)?linkedin\.com/(?:in|pub)/[\w%.~-]*[\w%~-]/?", re.I)

# The Dutch numbering plan (Nummerplan telefoon- en ISDN-diensten): ten digits from a 0, where 06 is mobile, an area code has
# three or four digits, 0800, 0900 and the like go on for four or seven, and 14 with an area code reaches a town hall.
# Behind an area code no hyphen comes again: that would be a date or a reference.
_PHONE = re.compile(
    r"""(?<![\w.,/•█-])(?:
      (?:\+|00)31[ -]?(?:\(0\)[ ]?)?[1-9](?:[ .-]{0,2}\d){8}
    | \+(?!31)[1-9]\d{0,2}[ ]?(?:\(0\)[ ]?)?\d(?:[ .-]?\d){6,11}
    | \(0\d{1,3}\)[ -]{0,3}\d(?:[ .]?\d){5,7}
    | 06[ ]?[-./]?[ ]?(?!\d{1,2}[-./](?:19|20)\d\d(?!\d))\d(?:[ .-]?\d){7}
    | 0[89]0[0-9](?:[ -]\d{4}|[ -]?\d{7}|[ -]?\d{3}[ ]\d{2}[ ]\d{2})
    | 08[458][ -]{0,3}\d(?:[ .]?\d){6}
    | 0[1-57]\d[ ]?[-/]?[ ]?\d(?:[ .]?\d){6}
    | 0[1-57]\d\d[ ]?[-/]?[ ]?\d(?:[ .]?\d){5}
    )(?![\w•█]|[-.,/]\d)""",
    re.X,
)
# What a number begins with, each sought by its first sign alone, which is quick.
_PHONE_HEADS = tuple((sign, re.compile(rf"{re.escape(sign)}(?=\(?\d)")) for sign in "+(0")
_TOWN_HALL = re.compile(r"14(?<![\w.,/€-]14) ?0\d{2,3}(?![\w]|[-.,/]\d)")
_BY_PHONE = re.compile(
    r"(?:\btel|telefoon\w*|telephone|phone|\bbel|bellen|via|nummer|belt|bereikbaar op|call)\W{0,3}$", re.I
)
_BANK_ACCOUNT = re.compile(r"\bNL\d\d ?[A-Z]{4} ?$")
_WORD_BEFORE = re.compile(r"([\w:'-]+)\W*$")
_LOOK_BACK = 24
_SIGNS = ("@", "[at", "(at", "{at", "[ at", "( at", "{ at", "apenstaartje", " at ")


def find_addresses(text: str) -> list[Span]:
    """Spans of all of them, in no particular order; some may overlap."""
    found: list[Span] = []
    low = text.lower()
    if any(map(low.__contains__, _SIGNS)):
        found += _mails(text)
    if "linkedin.com/" in low:
        found += (m.span() for m in _NETWORK.finditer(text))
    found += _phones(text)
    return found


def _mails(text: str) -> Iterator[Span]:
    signs = [*_AT.finditer(text), *(_SPELT_AT.finditer(text) if " dot " in text else ())]
    for sign in signs:
        if sign[0].strip() in ("[", "(", "{"):
            continue  # a bracket of another kind
        domain = (_DOMAIN if sign[0].strip() == "@" else _SPELT_DOMAIN).match(text, sign.end())
        low = max(text.rfind("\n", 0, sign.start()) + 1, sign.start() - _LONGEST_LOCAL - 1)
        local = _LOCAL.search(text, low, sign.start()) if domain else None
        if domain and local:
            start = local.start()
            while start < sign.start() and text[start] in "'&.-":
                start += 1
            if text[start : sign.start()].strip():
                yield start, domain.end()


def _phones(text: str) -> Iterator[Span]:
    last = 0
    heads = [head.start() for sign, begin in _PHONE_HEADS if sign in text for head in begin.finditer(text)]
    for head in sorted(heads):
        match = _PHONE.match(text, head) if head >= last else None
        if match is None:
            continue
        last = match.end()
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()].rpartition("\n")[2]
        if not _is_reference(before):
            yield match.span()
    if "14 0" in text or "140" in text:
        for match in _TOWN_HALL.finditer(text):
            if _BY_PHONE.search(text, max(0, match.start() - _LOOK_BACK), match.start()):
                yield match.span()


def _is_reference(before: str) -> bool:
    """Whether the words just before a number say that it is another one than a telephone's."""
    if _BANK_ACCOUNT.search(before):
        return True
    word = _WORD_BEFORE.search(before.lower())
    return word is not None and word[1].rstrip(":") in personal_words().words["reference"]
