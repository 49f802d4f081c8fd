"""simplemma's dictionary of Dutch forms, as it is written there.

Its file is read here: by way of its own module every look-up would encode and decode, and the rules of all other languages
would be loaded with it at the start of every process. A file of any other form is left to that module.
"""

from __future__ import annotations

import lzma
from importlib.util import find_spec
from pathlib import Path

_DATA = "strategies/dictionaries/data/nl.plzma"
_MAGIC = b"SMFC1\x00"
_SAME_LEMMA, _WHOLE_LEMMA = 254, 255


def written_forms() -> dict[str, str]:
    """Each form and its lemma, both with capitals and accents; read anew at each call."""
    try:
        package = find_spec("simplemma")
        data = (Path(package.origin).parent / _DATA).read_bytes() if package and package.origin else b""
        return decoded(lzma.decompress(data))
    except (OSError, ValueError, IndexError, lzma.LZMAError):
        from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

        return dict(DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl"))


def decoded(data: bytes) -> dict[str, str]:
    """The forms of a front-coded stream.

    It holds of each form how many bytes it shares with the one before it, and the rest; of its lemma, how many bytes of the
    form's end it lacks, and what it has instead. Raises ``ValueError`` or ``IndexError`` on any other stream.
    """
    if not data.startswith(_MAGIC):
        raise ValueError("not a front-coded stream of forms read forwards")
    count, at = _count(data, len(_MAGIC))
    text = data.decode("latin-1")  # a character a byte, so that lengths fit
    forms: dict[str, str] = {}
    form = lemma = ""
    size = len(data)
    while at < size:
        end = at + 2 + data[at + 1]
        form = form[: data[at]] + text[at + 2 : end]
        lacks = data[end]
        if lacks == _SAME_LEMMA:
            at = end + 1
        else:
            at = end + 2 + data[end + 1]
            lemma = (
                text[end + 2 : at]
                if lacks == _WHOLE_LEMMA
                else form[: len(form) - lacks] + text[end + 2 : at]
            )
        forms[form] = lemma
    if at != size or len(forms) != count:
        raise ValueError("a front-coded stream that breaks off")
    for form in [form for form, lemma in forms.items() if not lemma.isascii()]:
        forms[form] = _accented(forms[form])
    for form in [form for form in forms if not form.isascii()]:
        forms[_accented(form)] = forms.pop(form)
    return forms


def _count(data: bytes, at: int) -> tuple[int, int]:
    """The number at an offset, written by seven bits, the lowest first; and where it ends."""
    number = shift = 0
    while data[at] & 0x80:
        number |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return number | data[at] << shift, at + 1


def _accented(read: str) -> str:
    return read.encode("latin-1").decode()
