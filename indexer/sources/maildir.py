"""A Maildir: every mail that was delivered is a document.

As the format has it (cr.yp.to/proto/maildir.html): ``tmp`` holds what is being delivered and is never looked at; a mail
comes into ``new`` and goes to ``cur`` once a mail program saw it, where its name ends in ``:2,`` and flags. What stands before
the colon is unique and never changes. Folders of Maildir++ within it (``.Archive``) are mailboxes of their own.

A mail is known by its Message-ID, so that it stays the same document wherever it is moved or copied, and lacking one by the
unique part of its name. Of mails with one Message-ID the first delivered has it; the others are documents too.
A Message-ID often holds an address or a name of its sender, and what a document is known by is public: it is hashed.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from indexer.sources.found import Found, SetAside, Source, bad_name, because, shown, untrusted

FOLDERS = ("new", "cur")
"""In this order: a mail that is moved while they are read is met twice rather than never."""
_ALL_FOLDERS = (*FOLDERS, "tmp")
_HEAD_BYTES = 256 * 1024
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_MESSAGE_ID = re.compile(rb"^message-id[ \t]*:\s*<?([^<>\s]{1,998})", re.I | re.M)
_KEY_LENGTH = 20  # 100 bits


def is_maildir(path: Path) -> bool:
    """Whether a folder has the three folders of a Maildir."""
    return all((path / name).is_dir() for name in _ALL_FOLDERS)


def unique(name: str) -> str:
    """What of a mail's file name never changes."""
    return name.partition(":")[0]


def walk(source: Source, largest: int) -> Iterator[Found | SetAside]:
    """Every mail, in the order of the unique names. Mails above ``largest`` bytes are set aside."""
    mails: dict[str, Path] = {}
    for folder in FOLDERS:
        try:
            names = os.listdir(source.root / folder)  # noqa: PTH208 - names, of which there may be many
        except OSError as error:
            yield SetAside(source.label, folder + "/", because(error), all=True)
            continue
        mails |= {unique(name): source.root / folder / name for name in names if not name.startswith(".")}
    taken: set[str] = set()
    for name in sorted(mails):
        path = _now_at(mails[name])
        if path is not None:  # else it was deleted just now
            yield _examine(source, path, largest, taken)


def _examine(source: Source, path: Path, largest: int, taken: set[str]) -> Found | SetAside:
    label, place = source.label, shown(path, source.root)
    if reason := bad_name(path.name):
        return SetAside(label, place, reason)
    try:
        if reason := untrusted(path, source.root):
            return SetAside(label, place, reason)
        data = read(path, largest)
    except (OSError, RuntimeError) as error:
        return SetAside(label, place, because(error), all=True)
    file = _known_by(data, path, taken)
    taken.add(file)
    if len(data) > largest:
        return SetAside(label, file, f"te groot: meer dan {largest} bytes", place=place)
    return Found(label, file, path, digest(data), ".eml", "maildir", place)


def _now_at(path: Path) -> Path | None:
    """Where a mail is now, which a mail program may have moved or flagged; ``None`` when it is gone. Raises ``OSError``."""
    if os.path.lexists(path):
        return path
    for folder in FOLDERS:
        for name in os.listdir(path.parent.parent / folder):  # noqa: PTH208
            if unique(name) == unique(path.name):
                return path.parent.parent / folder / name
    return None


def read(path: Path, largest: int) -> bytes:
    """The mail's bytes, one more than ``largest`` at most; also when it was moved meanwhile. Raises ``OSError``."""
    return _bytes(_now_at(path) or path, largest)


def _bytes(path: Path, largest: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(largest + 1)


def digest(data: bytes) -> str:
    """The hash of a mail, as of a file with its bytes."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def _known_by(data: bytes, path: Path, taken: set[str]) -> str:
    end = _HEAD_END.search(data, 0, _HEAD_BYTES)
    stated = _MESSAGE_ID.search(data, 0, end.start() if end else _HEAD_BYTES)
    own = os.fsencode(unique(path.name))
    by_id = _key(b"id", stated[1]) if stated else None
    if by_id is not None and by_id not in taken:
        return by_id
    return _key(b"name", own)


def _key(what: bytes, value: bytes) -> str:
    hashed = hashlib.blake2b(value, digest_size=20, person=what).digest()
    return base64.b32encode(hashed).decode("ascii").lower()[:_KEY_LENGTH] + ".eml"
