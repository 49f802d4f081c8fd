"""An older message below a newer one that corrects it: quoted, passed on, or with the head of a mail of its own."""

from __future__ import annotations

import re
from functools import lru_cache

_OLDER = re.compile(
    r"(?m)^(?:[-_ ]*(?:oorspronkelijk|doorgestuurd|original|forwarded) (?:bericht|message)[-_ ]*|>.*)$", re.I
)
# What a newer message says of the older one that it corrects.
_CORRECTS = re.compile(
    r"correcti|rectific|gewijzigd|veranderd|aangepast|klopten?\b|\bniet (?:langer |meer )?\S+(?: \S+){0,3} maar\b|geworden|\bupdate|in plaats van|\banders dan\b|\b(?:schuift|schuiven|schoof|opgeschoven|verschoven|verplaatst)\b|\bwas \S+(?: \S+){0,3} en is nu\b|\bis nu\b|corrected|changed|amended|instead of",
    re.I,
)
_QUOTED = re.compile(r"(?m)^(?P<signs>(?:> ?)+)(?P<words>.*)$")
_MOST_OF_IT = 0.6
_FIRST_OF_HEAD = r"[> ]*(?:Van|From): [^\n]+\n[> ]*"
_HEAD = re.compile(rf"(?m)^{_FIRST_OF_HEAD}(?:Verzonden|Datum|Aan|Sent|Date|To): ")
# "Op 12 november schreef Sietske:" above the older message.
_WROTE = r"(?:Op|On) .{4,80}\b(?:schreef|wrote)\b.{0,60}:$"
_OPENS = re.compile(_WROTE)
# The lines of a mail's head, which tell nothing of an assignment.
_HEAD_LINE = re.compile(r"(?:Van|Aan|Cc|Verzonden|From|To|Sent|Onderwerp|Subject):")
_NO_END = re.compile(r"[^\n]")
_HOURS = re.compile(r"\b(?:uur|uren|hours|dagen|days)\b", re.I)
_LEAST_ABOVE = 200  # characters of a newer message
# Where a message begins that is passed on.
_PASSED_ON = re.compile(
    r"(?m)^(?:[-_ ]*(?:[Bb]egin )?(?i:oorspronkelijk|doorgestuurd|original|forwarded) (?i:bericht|message):?[-_ ]*$"
    rf"|{_FIRST_OF_HEAD}(?:Verzonden|Datum|Aan|Sent|Date|To|Subject|Onderwerp): "
    rf"|{_WROTE}"
    r"|(?<=\n\n)Onderwerp: [^\n]+\n(?:Datum: [^\n]+\n)?$)"  # a message that was attached to it
)
# What a note above it says that tells nothing: whom it is for, who wrote it, and what is asked.
_CIVIL = re.compile(
    r"(?im)^[ \t]*(?:(?:hoi|hallo|hi|hey|ha|beste|dag|dear|hello|goede(?:morgen|middag|navond))\b[^\n\d?.]{0,40}"
    r"|(?:met )?(?:vriendelijke |hartelijke )?(?:groet(?:en|jes)?|gr|mvg|kind regards|regards|best)[.,!]?(?:,? ?\n?[ \t]*[A-Z][\w-]{1,20}(?: [\w-]{1,20}){0,3})?)[ \t]*$"
    r"|(?<=[\n.!?,])[ \t]*[^\n.!?\d]{1,100}\?(?= |$)"
)


def unquoted(text: str) -> str:
    """The text with the signs of quoted lines blanked, where what is quoted is the message itself: next to nothing stands
    above it. Offsets stay as they are.
    """
    first = _QUOTED.search(text)
    if first is None or first.start() >= _LEAST_ABOVE:
        return text
    quoted = sum(len(line[0]) for line in _QUOTED.finditer(text))
    if quoted < _MOST_OF_IT * len(text):
        return text
    return _QUOTED.sub(lambda line: " " * len(line["signs"]) + line["words"], text)


def without_note(text: str) -> str:
    """The text with what a short note above a message that is passed on greets and asks (``Iets voor jou?``) blanked, as it tells
    nothing of what the message is. Offsets stay as they are.
    """
    passed = _PASSED_ON.search(text, 1, 2 * _LEAST_ABOVE)
    if passed is None:
        return text
    end = passed.start()
    note = _CIVIL.sub(lambda part: _NO_END.sub(" ", part[0]), "\n" + text[:end])[1:]
    return note + text[end:]


def opens_quote(line: str) -> bool:
    """Whether a line stands above a message that is quoted: ``Op 12 november schreef Sietske:``."""
    return line.endswith(":") and line.startswith("O") and _OPENS.match(line) is not None


def tells_itself(text: str, end: int) -> bool:
    """Whether the message up to ``end`` says for how many hours someone is sought, and speaks of no change to what was told
    earlier: what it quotes is another assignment then.
    """
    return _HOURS.search(text, 0, end) is not None and not corrects(text, end)


def is_mail_head(line: str) -> bool:
    """Whether a line is one of the head of a mail: who wrote it, to whom, when and about what."""
    return _HEAD_LINE.match(line) is not None


def corrects(text: str, end: int) -> bool:
    """Whether the text up to ``end`` says that something told earlier has changed."""
    return _CORRECTS.search(text, 0, end) is not None


@lru_cache(maxsize=2)
def older_from(text: str) -> int | None:
    """Where the message begins that a newer one above it corrects; None where there is none. Remembered for the
    text at hand, as several fields ask.
    """
    found = _older(text)
    return found if found is not None and corrects(text, found) else None


def _older(text: str) -> int | None:
    if "\n>" in text or "bericht" in text or "message" in text.lower():
        found = _OLDER.search(text)
        if found and found.start() >= _LEAST_ABOVE:
            return found.start()
    if "\nVan: " in text or "\nFrom: " in text:
        head = _HEAD.search(text, _LEAST_ABOVE)
        return head.start() if head else None
    return None
