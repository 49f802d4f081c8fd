"""Word documents: paragraphs, headings, lists, tables, content controls and text boxes as plain text.

The structure is that of WordprocessingML (ECMA-376, part 1, chapter 17). python-docx opens the package and
resolves styles and numbering; the text is walked over the XML, for python-docx passes over content controls,
text boxes and tracked insertions.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from indexer.readers.guard import guarded
from indexer.readers.plain import bounded, human_size, one_line, tidy
from indexer.readers.source import Limits, ReadError, SourceText
from indexer.readers.tables import label_line, table_lines

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def qn(name: str) -> str:
    """The name of an element or attribute as lxml has it: ``w:p`` -> ``{http://...}p``."""
    return name.replace("w:", _NAMESPACE, 1)


_MAX_PARTS = 5000
_CHUNK = 256 * 1024
_SIMPLE_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DECLARATION = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)|\x00<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)",
    re.I,
)
_OVERLAP = 64

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _RUN = qn("w:t"), qn("w:r")
_AS_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
# Deleted or moved text, what a field is computed from, notes, and the old form of what stands beside it
# anyway.
_PASSED_OVER = frozenset(
    qn(name)
    for name in ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr", "w:tblPr", "w:sdtPr")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_TEXT_BOX = qn("w:txbxContent")
# A label and its value, set apart by tabs; what a single line has before one may be anything.
_TABBED = re.compile(r"^ *([^\W\d_][^\t\n]{1,44}?) *\t[\t ]*(?::[\t ]*)?([^\t\n]+)$", re.M)
_LEAST_TABBED = 2


@guarded("Word document")
def read(data: bytes, limits: Limits) -> SourceText:
    """Read a .docx file.

    Raises ReadError when it is no such file, unpacks to more than ``limits.unpacked_bytes`` bytes (declared
    or actual), declares XML entities, or holds no text.
    """
    # It takes as long to load as five texts to parse, and few nights bring such a document.
    import docx

    _check_package(data, limits)
    document = docx.Document(io.BytesIO(data))
    walker = _Walker(document)
    text = bounded(
        tidy(_with_tabbed_labels(walker.block_text(document.element.body))), limits, empty="it holds no text"
    )
    return SourceText(text, title=one_line(document.core_properties.title))


def _with_tabbed_labels(text: str) -> str:
    if len(_TABBED.findall(text)) >= _LEAST_TABBED:
        text = _TABBED.sub(lambda line: label_line(line[1], line[2]), text)
    return text


def _check_package(data: bytes, limits: Limits) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError("it is an old (.doc) or encrypted Word document; save it as a plain .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_declared(package.infolist(), limits)
            _check_actual(package, limits)
    except zipfile.BadZipFile as error:
        raise ReadError(f"it is no Word document, or a damaged one ({one_line(str(error))})") from error


def _check_declared(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > _MAX_PARTS:
        raise ReadError(f"it packs {len(parts):,} parts, more than the bound of {_MAX_PARTS:,}")
    if any(part.flag_bits & 1 for part in parts):
        raise ReadError("it is encrypted")
    # Python bounds each step of unpacking for these two methods only; Word uses no other.
    if any(part.compress_type not in _SIMPLE_COMPRESSION for part in parts):
        raise ReadError("it is packed by a method that Word does not use")
    _check_size(sum(part.file_size for part in parts), limits)
    if all(part.filename != "[Content_Types].xml" for part in parts):
        raise ReadError("it is a zip archive, not a Word document")


def _check_actual(package: zipfile.ZipFile, limits: Limits) -> None:
    unpacked = 0
    for part in package.infolist():
        end = b""
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        with package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                _check_size(unpacked, limits)
                if is_xml and _DECLARATION.search(end + chunk):
                    raise ReadError("its XML declares entities, which a Word document never does")
                end = chunk[-_OVERLAP:]


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.unpacked_bytes:
        raise ReadError(
            f"it unpacks to {human_size(size)} or more, over the bound of {human_size(limits.unpacked_bytes)}"
        )


class _Walker:
    """Walks one document; knows which styles and numberings make a list."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style for style in document.styles}

    def block_text(self, container: Any) -> str:
        """The text of a body, cell, text box or content control; no blank line between items of a list."""
        blocks: list[str] = []
        in_list = False
        for block in self._blocks(container):
            if block.tag == _TABLE:
                blocks.append(f"\n{self._table(block)}\n")
                in_list = False
                continue
            words, boxes = self._paragraph(block)
            is_item = self._is_item(block)
            if words.strip():
                compact = (is_item and in_list) or self._is_tight(block)
                blocks.append(("" if compact else "\n") + ("- " if is_item else "") + words.strip())
                in_list = is_item
            elif not is_item:
                blocks.append("")
            blocks += [f"\n{box}\n" for box in boxes]
        return "\n".join(blocks)

    def _blocks(self, container: Any) -> list[Any]:
        """Paragraphs and tables in order, also those in content controls and tracked insertions."""
        found: list[Any] = []
        for child in container.iterchildren():
            if child.tag in (_PARAGRAPH, _TABLE):
                found.append(child)
            elif child.tag not in _PASSED_OVER:
                found += self._blocks(child)
        return found

    def _paragraph(self, paragraph: Any) -> tuple[str, list[str]]:
        """The words of a paragraph, and the text of each text box that is anchored in it."""
        words: list[str] = []
        boxes: list[str] = []
        self._collect(paragraph, words, boxes)
        return "".join(words), boxes

    def _collect(self, element: Any, words: list[str], boxes: list[str]) -> None:
        for child in element.iterchildren():
            tag = child.tag
            if tag == _TEXT:
                words.append(child.text or "")
            elif tag in _AS_CHARACTERS:
                words.append(
                    "" if tag == qn("w:br") and child.get(qn("w:type")) == "page" else _AS_CHARACTERS[tag]
                )
            elif tag == _TEXT_BOX:
                boxes.append(self.block_text(child))
            elif tag not in _PASSED_OVER and not (tag == _RUN and _is_hidden(child)):
                self._collect(child, words, boxes)

    def _table(self, table: Any) -> str:
        rows = [
            [tidy(self.block_text(cell)).replace("\n\n", "\n") for cell in self._cells(row)]
            for row in self._inside(table, _ROW)
        ]
        return table_lines(rows)

    def _cells(self, row: Any) -> list[Any]:
        return self._inside(row, _CELL)

    def _inside(self, element: Any, tag: str) -> list[Any]:
        """Rows of a table or cells of a row, also those wrapped in content controls."""
        found: list[Any] = []
        for child in element.iterchildren():
            if child.tag == tag:
                found.append(child)
            elif child.tag not in _PASSED_OVER and child.tag not in (_PARAGRAPH, _TABLE):
                found += self._inside(child, tag)
        return found

    def _style(self, paragraph: Any) -> Any:
        properties = paragraph.pPr
        style = properties.pStyle if properties is not None else None
        return self._styles.get(style.val) if style is not None else None

    def _is_item(self, paragraph: Any) -> bool:
        """Whether the paragraph is an item of a list: numbered by itself or by its style, and no heading."""
        style = self._style(paragraph)
        chain: list[Any] = []
        while style is not None and len(chain) < 20:
            chain.append(style)
            style = style.base_style
        names = [(one.name or "").lower() for one in chain]
        if any(name.startswith(("heading", "kop", "title", "titel", "toc")) for name in names):
            return False
        for properties in (paragraph.pPr, *(one.element.pPr for one in chain)):
            number = properties.numPr if properties is not None else None
            if number is not None:
                return number.numId is None or number.numId.val != 0
        return any(
            name.startswith(("list bullet", "list number", "lijst opsom", "lijstnummering")) for name in names
        )

    def _is_tight(self, paragraph: Any) -> bool:
        """Whether no space is set above and below, as in a block of label lines."""
        properties = paragraph.pPr
        spacing = properties.find(qn("w:spacing")) if properties is not None else None
        if (
            spacing is not None
            and spacing.get(qn("w:before")) in (None, "0")
            and spacing.get(qn("w:after")) == "0"
        ):
            return True
        style = self._style(paragraph)
        return style is not None and (style.name or "").lower() == "no spacing"


def _is_hidden(run: Any) -> bool:
    properties = run.find(qn("w:rPr"))
    vanish = properties.find(qn("w:vanish")) if properties is not None else None
    return vanish is not None and vanish.get(qn("w:val")) not in ("0", "false", "off")
