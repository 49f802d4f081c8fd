"""Mail messages (RFC 5322, MIME): subject and date as lines, the body, attachments that can be read."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import PurePath

from indexer.readers import docx, html, markdown, pdf, text
from indexer.readers.decode import decode
from indexer.readers.guard import Reader, guarded, too_large
from indexer.readers.plain import bounded, clean_characters, join_blocks, one_line, single_spaced, tidy
from indexer.readers.quoted import QUOTE_MARKS
from indexer.readers.source import Limits, ReadError, SourceText
from indexer.readers.wrapped import unwrapped

_LOG = logging.getLogger(__name__)
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_KNOWN_HEADERS = ("from", "date", "subject", "to", "received", "message-id", "mime-version", "content-type")
_PARSED_HEADERS = ("subject", "date", "content-type", "content-disposition", "content-transfer-encoding")
_MAX_ATTACHMENTS = 20
# A plain part shorter than this, in characters, is looked at beside the HTML part, which is read where it is so many times as long.
_SHORT_BODY, _FAR_LONGER = 300, 3
_MAX_FORWARDED = 3

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BY_SUFFIX: dict[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
}
_BY_TYPE: dict[str, Reader] = {
    "application/pdf": pdf.read,
    _WORD: docx.read,
    "text/html": html.read,
    "text/plain": text.read,
}

# RFC 3676: a signature opens with a line of two hyphens and a space; many programs drop the space.
_SIGNATURE = re.compile(r"^((?:> ?)*)-- ?$")
_FORWARDED = re.compile(
    r"^(?:> ?)*(?:-{2,} ?(?:(?:oorspronkelijk|doorgestuurd) bericht|(?:original|forwarded) message)\b.*"
    r"|begin (?:doorgestuurd bericht|forwarded message):?|(?:van|from): \S.*)$",
    re.I,
)


@guarded("mail message")
def read(data: bytes, limits: Limits) -> SourceText:
    """Read a mail message. Raises ReadError when it is no mail, or nothing in it can be read."""
    if not data.strip():
        raise ReadError("it holds no text, only white space" if data else "it is empty (0 bytes)")
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if not any(name in message for name in _KNOWN_HEADERS):
        raise ReadError("it is no mail message: it has none of the headers that one starts with")
    _bounded_headers(message, limits)
    return _read_message(message, limits, 0)


def _read_message(message: EmailMessage, limits: Limits, depth: int) -> SourceText:
    title, received = one_line(_header(message, "subject")), _date(message)
    head = [f"Onderwerp: {title}"] if title else []
    if received:
        head.append(f"Datum: {received.day} {_MONTHS[received.month - 1]} {received.year}")
    body, page = _body(message, limits)
    blocks = [body] if body else []
    failures: list[str] = []
    blocks += _attachments(message, limits, depth, failures)
    if not blocks:
        raise ReadError(failures[0] if failures else "it holds no text that can be read")
    whole = bounded(join_blocks(["\n".join(head), *blocks]), limits)
    return SourceText(whole, title, page.url if page else None, page.structured if page else (), received)


def _bounded_headers(message: EmailMessage, limits: Limits) -> None:
    """Raises ReadError when a header that is read, of the message or of a part, is longer than a text may be: as it came,
    before the standard library parses it, which takes seconds.
    """
    for part in message.walk():
        for name, value in part.raw_items():
            if len(value) > limits.text_chars and name.lower() in _PARSED_HEADERS:
                raise ReadError(
                    f"its header {name} is {len(value):,} characters, "
                    f"more than the bound of {limits.text_chars:,} characters"
                )


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as text; one that the standard library cannot parse is taken as it stands."""
    try:
        value = message[name]
        return None if value is None else str(value)
    except (
        Exception
    ):  # header parsers raise IndexError, AttributeError, ValueError and more on broken headers
        return next((str(value) for key, value in message.raw_items() if key.lower() == name), None)


def _date(message: EmailMessage) -> dt.date | None:
    """The day the message names, in its own time zone."""
    try:
        return parsedate_to_datetime(_header(message, "date") or "").date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _body(message: EmailMessage, limits: Limits) -> tuple[str, SourceText | None]:
    """The body as text, and the page it came from if it was HTML: where there is no plain part, or one that says no more than
    that the message is elsewhere.
    """
    plain, html_part = (message.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    words = ""
    if plain is not None and (content := _content(plain, limits)).strip():
        words = _plain_body(plain, decode(content, _charset(plain)))
    if len(words) >= _SHORT_BODY or html_part is None or not (content := _content(html_part, limits)).strip():
        return words, None
    try:
        page = html.read_markup(decode(content, _charset(html_part)), limits)
    except ReadError:
        if words:  # the page would have been the better of the two
            return words, None
        raise
    if words and len(page.text) < _FAR_LONGER * len(words):
        return words, None
    return "\n".join(_without_signatures(page.text.split("\n"))).strip("\n"), page


def _content(part: MIMEPart, limits: Limits) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    if len(content) > limits.file_bytes:
        raise ReadError(too_large(len(content), limits))
    return content


def _charset(part: MIMEPart) -> str | None:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None


def _plain_body(part: MIMEPart, words: str) -> str:
    lines = single_spaced(clean_characters(words)).split("\n")
    if str(part.get_param("format") or "").lower() == "flowed":
        lines = list(_unflowed(lines, delete_space=str(part.get_param("delsp") or "").lower() == "yes"))
    words = "\n".join(QUOTE_MARKS.sub("", line) for line in _without_signatures(lines))
    return tidy(unwrapped(words), gaps=True)


def _unflowed(lines: list[str], *, delete_space: bool) -> Iterator[str]:
    """RFC 3676, section 4: a line that ends in a space goes on in the next of the same quote depth."""
    pending, pending_depth = "", -1
    for line in lines:
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        if depth == 0 and words.startswith(">"):
            words = f" {words}"  # stuffed with a space because it is no quote; so it stays told apart
        if pending_depth not in (-1, depth) or (pending_depth == depth and words == "-- "):
            yield ">" * pending_depth + pending
            pending, pending_depth = "", -1
        if words.endswith(" ") and words != "-- ":
            pending, pending_depth = pending + (words[:-1] if delete_space else words), depth
        else:
            yield ">" * depth + (" " if depth else "") + pending + words
            pending, pending_depth = "", -1
    if pending:
        yield ">" * pending_depth + pending


def _without_signatures(lines: list[str]) -> Iterator[str]:
    """Leave out each signature: up to the end of its quote, or to where a forwarded message begins."""
    quote: str | None = None
    for line in lines:
        mark = _SIGNATURE.match(line)
        if quote is None and mark:
            quote = mark[1].strip()
        elif quote is not None and (_FORWARDED.match(line) or (quote and not line.startswith(">"))):
            quote = None
        if quote is None:
            yield line


def _attachments(message: EmailMessage, limits: Limits, depth: int, failures: list[str]) -> Iterator[str]:
    """The text of each attachment that can be read; of one that cannot, the reason goes into ``failures``."""
    room = limits.text_chars
    for part in list(message.iter_attachments())[:_MAX_ATTACHMENTS]:
        try:
            words = _attachment(part, limits, depth)
        except ReadError as error:
            _LOG.info("attachment left out: %s", error)
            failures.append(f"its attachment cannot be read: {error}")
            continue
        if words and len(words) <= room:
            room -= len(words)
            yield words


def _attachment(part: EmailMessage, limits: Limits, depth: int) -> str:
    kind = part.get_content_type()
    if kind == "message/rfc822" and depth < _MAX_FORWARDED:
        inner = part.get_payload()
        forwarded = inner[0] if isinstance(inner, list) and inner else None
        return _read_message(forwarded, limits, depth + 1).text if isinstance(forwarded, EmailMessage) else ""
    suffix = PurePath(part.get_filename() or "").suffix.lower()
    reader = _BY_SUFFIX.get(suffix) or (_BY_TYPE.get(kind) if not suffix else None)
    content = _content(part, limits) if reader else b""
    if reader is None or not content.strip():
        return ""
    if reader is text.read:
        content = decode(content, _charset(part)).encode("utf-8")
    return tidy(reader(content, limits).text)
