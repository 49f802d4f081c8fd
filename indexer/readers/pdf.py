"""PDF documents: the words of each page with their boxes by PDFium, laid out as text by ``pdf_layout`` and ``pdf_paragraphs``."""

from __future__ import annotations

import ctypes
import threading
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.readers.guard import guarded
from indexer.readers.hyphens import LINE_HYPHEN
from indexer.readers.pdf_layout import Box, Word, lines_of, with_bullets, without_running_heads
from indexer.readers.pdf_paragraphs import text_of
from indexer.readers.plain import bounded, one_line
from indexer.readers.source import Limits, ReadError, SourceText

# PDFium keeps global state: calls from two threads at once crash the process (documented by pypdfium2).
_LOCK = threading.Lock()
_SPACES = frozenset((0x00, 0x09, 0x0A, 0x0D, 0x20, 0xA0))
_LINE_HYPHENS = frozenset((0x02, 0xFFFE))
# Points a bullet measures; a page has no more objects or bullets than these, a map or a chart may.
_DOT = (1.5, 8.0)
_DOT_SKEW = 1.0
_MOST_OBJECTS = 20_000
_MOST_DOTS = 200
_NO_TEXT = "it holds no text; a scanned document wants character recognition (OCR) first"
_NO_TITLES = frozenset(
    {"untitled", "naamloos", "document", "document1", "microsoft word", "geen titel", "(anonymous)"}
)
_WORD_PREFIX = "microsoft word - "


@guarded("PDF document")
def read(data: bytes, limits: Limits) -> SourceText:
    """Read a PDF document.

    Raises ReadError when it is broken, asks for a password, has more than ``limits.pages`` pages, or no text.
    """
    with _LOCK:
        document = _open(data)
        try:
            count = len(document)
            if count > limits.pages:
                raise ReadError(f"it has {count:,} pages, more than the bound of {limits.pages:,} pages")
            return _read(document, count, limits)
        finally:
            document.close()


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise ReadError("it is encrypted and asks for a password") from error
        raise ReadError(f"it is no PDF document, or a damaged one ({one_line(str(error))})") from error


def _read(document: Any, count: int, limits: Limits) -> SourceText:
    pages = []
    sizes: list[tuple[float, float]] = []
    room = (
        2 * limits.text_chars
    )  # with what is dropped as running heads; the exact bound is checked on the outcome
    for number in range(count):
        page = document[number]
        try:
            words, used = _words(page, room)
            dots = _dots(page)
            sizes.append(page.get_size())
        finally:
            page.close()
        room -= used
        pages.append(lines_of(with_bullets(words, dots), number))
    body = without_running_heads(pages, [height for _, height in sizes])
    text = text_of(body, [width for width, _ in sizes])
    return SourceText(bounded(text, limits, empty=_NO_TEXT), title=_title(document))


def _words(page: Any, room: int) -> tuple[list[Word], int]:
    """The words of one page in the order of its stream, and how many characters it has."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > room:
            raise ReadError("its text is longer than the bound on characters")
        words: list[Word] = []
        start: int | None = None
        units = [pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count)]
        for index, unit in enumerate([*units, 0x20]):
            broken = unit in _LINE_HYPHENS
            if broken or unit in _SPACES:
                if start is not None:
                    words.append(_word(textpage, units, start, index, LINE_HYPHEN if broken else ""))
                start = None
            elif start is None:
                start = index
        return words, count
    finally:
        textpage.close()


def _word(textpage: Any, units: list[int], start: int, end: int, ending: str) -> Word:
    text = b"".join(unit.to_bytes(4, "little") for unit in units[start:end] if unit < 0x110000).decode(
        "utf-32-le", "replace"
    )
    first, last = _box(textpage, start), _box(textpage, end - 1)
    return Word(
        text + ending,
        first.left,
        max(first.right, last.right),
        min(first.bottom, last.bottom),
        max(first.top, last.top),
    )


def _box(textpage: Any, index: int) -> Any:
    """The character's box with the height of its font, so that letters of one line have one height."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
    return box


def _dots(page: Any) -> list[Box]:
    """The boxes of what is drawn as small and as high as wide: many programs draw the bullets of a list so."""
    dots: list[Box] = []
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, *map(ctypes.byref, sides)):
            continue
        left, bottom, right, top = (side.value for side in sides)
        width, height = right - left, top - bottom
        if _DOT[0] <= width <= _DOT[1] and abs(width - height) < _DOT_SKEW:
            dots.append(Box(left, right, bottom, top))
    return dots if len(dots) <= _MOST_DOTS else []


def _title(document: Any) -> str | None:
    title = one_line(document.get_metadata_value("Title")) or ""
    if title.lower().startswith(_WORD_PREFIX):
        title = title[len(_WORD_PREFIX) :].removesuffix(".docx").removesuffix(".doc")
    return title if title and title.lower() not in _NO_TITLES else None
