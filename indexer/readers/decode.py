"""Bytes to characters: byte order mark, declared charset, UTF-8, then a guess.

The order follows the WHATWG Encoding and HTML standards, with one exception: a declared single-byte charset
is overruled by bytes that are valid UTF-8 beyond ASCII, for such bytes arise by chance in no real text.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from indexer.readers.source import ReadError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# WHATWG Encoding: these labels all mean windows-1252.
_WESTERN = frozenset({"ascii", "iso8859-1", "latin-1", "cp1252"})
# Codecs of Python that are no charset of documents; some take time quadratic in their input.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined"})
# Single-byte encodings of Western Europe, the likeliest first; the guess is the first that gives the likeliest Dutch.
_SINGLE_BYTE = ("cp1252", "mac-roman", "cp850")
_DUTCH_LETTERS = frozenset("áàâäåãçéèêëíìîïñóòôöõúùûüÿøæœßÁÀÂÄÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÚÙÛÜØÆ")
_DUTCH_SIGNS = frozenset("€‘’“”„–—…•·«»§°±²³½¼¾×®©™´`\xa0\xad")
_TOO_STRANGE = 0.1
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
# First bytes of common formats that are no text: a better message than "binary".
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip or Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
_SAMPLE = 64 * 1024
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters that ``data`` encodes. Raises :class:`ReadError` when it is empty or no text."""
    if not data:
        raise ReadError("it is empty (0 bytes)")
    text = _by_mark(data) or _by_declaration(data, declared) or _as_utf8(data)
    if text is None:
        _refuse_signature(data)
        text = _guess(data)
    else:
        _refuse_signature(data)
    unseen = len(_CONTROL.findall(text, 0, _SAMPLE))
    if unseen > max(2, min(len(text), _SAMPLE) // 200):
        raise ReadError("it is a binary file, not text")
    return text


def _refuse_signature(data: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"it is {kind}, not text")


def _by_mark(data: bytes) -> str | None:
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                return None
    return None


def _codec(label: str | None) -> str | None:
    try:
        name = codecs.lookup((label or "").strip().strip("\"'")).name
    except (LookupError, ValueError):  # ValueError: a null character in the label
        return None
    if name.replace("_", "-") in _NO_CHARSETS:
        return None
    return "cp1252" if name in _WESTERN else name


def _by_declaration(data: bytes, declared: str | None) -> str | None:
    codec = _codec(declared)
    if codec is None or (codec in ("utf-16", "utf-32") and _as_utf8(data) is not None):
        return None
    try:
        text = data.decode(codec)
    except (UnicodeError, LookupError):  # LookupError: codecs such as "hex" that give no text
        return None
    single_byte = len(text) == len(data) and not data.isascii()
    return None if single_byte and _as_utf8(data) is not None else text


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _guess(data: bytes) -> str:
    for codec in ("utf-16-le", "utf-16-be"):
        zeros = data[1 if codec == "utf-16-le" else 0 : _SAMPLE : 2].count(0)
        if zeros > min(len(data), _SAMPLE) // 5:
            return data.decode(codec, errors="replace")
    # A sample cut inside a character of several bytes would spoil nothing here: these codecs take one byte each.
    strange = {codec: _strangeness(data[:_SAMPLE].decode(codec, errors="replace")) for codec in _SINGLE_BYTE}
    codec = min(strange, key=strange.__getitem__)
    if strange[codec] > _TOO_STRANGE:
        best = from_bytes(data[:_SAMPLE]).best()
        if best is None:
            raise ReadError("its character encoding is unknown, or it is a binary file")
        codec = best.encoding
    return data.decode(codec, errors="replace")


def _strangeness(text: str) -> float:
    """Share of the characters beyond ASCII that stand where Dutch has none: quotes inside words, foreign letters."""
    beyond = list(_BEYOND_ASCII.finditer(text))
    strange = 0
    for match in beyond:
        character, place = match[0], match.start()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        inside = before.isalpha() and after.isalpha()
        fits = character in _DUTCH_LETTERS or (
            character in _DUTCH_SIGNS and (not inside or character in "’-\xad")
        )
        strange += not fits
    return strange / max(1, len(beyond))
