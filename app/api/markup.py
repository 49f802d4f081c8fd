"""Text as XML 1.0 can hold it, and a little writer for long documents."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Without the characters that no XML document may hold (https://www.w3.org/TR/xml/#charsets)."""
    return _NOT_XML.sub("", text)


def element(name: str, text: str) -> str:
    """An element that holds text."""
    return f"<{name}>{escape(xml_text(text))}</{name}>"


def cdata(name: str, text: str) -> str:
    """An element whose text is written out as it is, in CDATA."""
    held = xml_text(text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{held}]]></{name}>"
