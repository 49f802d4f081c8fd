"""Why a document or another file could not be read, or an address not be listened on, in Dutch: readers and the system tell it in English, to programs; a person
reads it here.
"""

from __future__ import annotations

import errno
import re
import sqlite3
from pathlib import Path

_KINDS = {
    "a PDF document": "een PDF-document",
    "a zip or Office document": "een zip- of Office-bestand",
    "an old Office document": "een oud Office-bestand",
    "a rich text (RTF) document": "een RTF-bestand",
    "a PNG picture": "een PNG-afbeelding",
    "a JPEG picture": "een JPEG-afbeelding",
    "a GIF picture": "een GIF-afbeelding",
    "a gzip archive": "een gzip-archief",
    "a program": "een programma",
    "a directory": "een map",
    "a named pipe": "een pijp (FIFO)",
    "a socket": "een socket",
    "a device": "een apparaat",
    "something else": "iets anders",
    "mail message": "mailbericht",
    "Word document": "Word-document",
    "PDF document": "PDF-document",
    "web page": "webpagina",
    "text file": "tekstbestand",
    "Markdown file": "Markdown-bestand",
}
_SAID = tuple(
    (re.compile(english), dutch)
    for english, dutch in (
        (r"it cannot be opened: (.*)", r"niet te openen: \1"),
        (r"it does not exist", "bestaat niet"),
        (r"there is no permission to read it", "niet te openen: geen toestemming om het te lezen"),
        (r"its kind '?(.*?)'? is not one that is read \((.*)\)", r"de soort \1 wordt niet gelezen, wel: \2"),
        (r"it is a binary file, not text", "is geen tekst maar een binair bestand"),
        (r"it is (.*), not a regular file", r"is \1, geen gewoon bestand"),
        (r"it is (.*), not text", r"is \1, geen tekst"),
        (r"it is empty \(0 bytes\)", "is leeg (0 bytes)"),
        (r"its character encoding is unknown, or it is a binary file", "de tekencodering is onbekend, of het is geen tekst"),
        (r"it holds no text, only white space", "er staat geen tekst in, alleen witruimte"),
        (r"it holds no text that can be read", "er staat geen leesbare tekst in"),
        (r"it holds no text; a scanned document .*", "er staat geen tekst in; een gescand document heeft eerst tekstherkenning (OCR) nodig"),
        (r"it holds no text", "er staat geen tekst in"),
        (r"its attachment cannot be read: (.*)", r"de bijlage is niet te lezen: \1"),
        (r"it has (\S+) pages, more than the bound of (\S+) pages", r"heeft \1 bladzijden, hoogstens \2"),
        (r"it has (\S+) elements, more than the bound of (\S+)", r"heeft \1 onderdelen, hoogstens \2"),
        (r"it packs (\S+) parts, more than the bound of (\S+)", r"bevat \1 delen, hoogstens \2"),
        (r"it unpacks to (.+) or more, over the bound of (.+)", r"wordt uitgepakt \1 of meer, hoogstens \2"),
        (r"its elements are nested more than (\S+) deep", r"de onderdelen zijn meer dan \1 diep genest"),
        (r"its parts are nested too deep for (.*)", r"de onderdelen zijn te diep genest voor een \1"),
        (r"its header (\S+) is (\S+) characters, more than the bound of (\S+) characters", r"de kop \1 is \2 tekens, hoogstens \3"),
        (r"its text is longer than the bound on characters", "de tekst is te lang"),
        (r"its text is (\S+) characters, more than the bound of (\S+) characters", r"de tekst is \1 tekens, hoogstens \2"),
        (r"it is ([\d.]+ \S+), more than the bound of ([\d.]+ \S+)", r"te groot: \1, hoogstens \2"),
        (r"it is encrypted and asks for a password", "is versleuteld en vraagt om een wachtwoord"),
        (r"it is encrypted", "is versleuteld"),
        (r"it is a zip archive, not a Word document", "is een zip-archief, geen Word-document"),
        (r"it is an old \(\.doc\) or encrypted Word document; .*", "is een oud (.doc) of versleuteld Word-document; sla het op als gewone .docx"),
        (r"it is packed by a method that Word does not use", "is ingepakt op een manier die Word niet gebruikt"),
        (r"its XML declares entities, which .*", "de XML erin bevat entiteiten, wat in Word-documenten nooit voorkomt"),
        (r"it is no mail message: .*", "is geen mailbericht: alle koppen van een mail ontbreken"),
        (r"it is no (.*), or a damaged one \((.*)\)", r"is geen \1, of het is beschadigd (\2)"),
        (r"it is no (.*) that can be read \((.*)\)", r"is geen leesbaar bestand van de soort \1 (\2)"),
    )
)  # fmt: skip
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


def in_dutch(reason: str) -> str:
    """The reason in Dutch; one that is not known here stays as it is."""
    for pattern, dutch in _SAID:
        if found := pattern.fullmatch(reason):
            parts = [_THOUSANDS.sub(".", _KINDS.get(part, part)) for part in found.groups()]
            if "bijlage" in dutch:
                parts = [in_dutch(parts[0])]
            for number, part in enumerate(parts, 1):
                dutch = dutch.replace(f"\\{number}", part)
            return dutch
    return reason


_SYSTEM = {
    errno.ENOENT: "bestaat niet",
    errno.EACCES: "de gebruiker heeft er geen rechten voor",
    errno.EPERM: "de gebruiker heeft er geen rechten voor",
    errno.EROFS: "de schijf is alleen te lezen",
    errno.EEXIST: "er staat al iets van die naam",
    errno.EISDIR: "is een map",
    errno.ENOTDIR: "is geen map",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "is een verwijzing die in een kring loopt",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de ruimte van de gebruiker op deze schijf is op",
    errno.EADDRINUSE: "een ander programma luistert daar al",
    errno.EADDRNOTAVAIL: "deze machine heeft dat adres niet",
}


def no_folder(path: Path) -> str:
    """Why there is no folder at a path."""
    return f"{path} is geen map" if path.exists() else f"de map {path} bestaat niet"


def no_file(path: Path) -> str:
    """Why there is no file at a path."""
    return f"{path} is een map" if path.is_dir() else f"het bestand {path} bestaat niet"


def of_system(error: OSError) -> str | None:
    """What the system says of a file or an address, in words; ``None`` of what it seldom says."""
    return _SYSTEM.get(error.errno or 0)


_DATABASE = {
    sqlite3.SQLITE_FULL: "de schijf is vol",
    sqlite3.SQLITE_READONLY: "het bestand is alleen te lezen",
    sqlite3.SQLITE_CANTOPEN: "het bestand gaat niet open",
    sqlite3.SQLITE_BUSY: "een ander programma houdt het bestand vast",
    sqlite3.SQLITE_IOERR: "de schijf geeft een fout",
}


def of_database(error: BaseException) -> str:
    """What SQLite says of its file, in words; of what it seldom says, its own."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest is detail: sqlite.org/rescode.html
    return _DATABASE.get(code, str(error))
