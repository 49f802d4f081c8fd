"""A mailbox and mails for tests."""

from __future__ import annotations

import itertools
from email.message import EmailMessage
from pathlib import Path

_NUMBERS = itertools.count(1)


def mail(title: str, *, id: str | None = None, body: str = "") -> bytes:
    """A mail that offers an assignment; ``id`` is its Message-ID."""
    message = EmailMessage()
    message["From"] = "bureau@example.nl"
    message["To"] = "opdrachten@example.nl"
    message["Subject"] = title
    message["Date"] = "Wed, 25 Nov 2026 09:00:00 +0100"
    if id:
        message["Message-ID"] = f"<{id}>"
    message.set_content(f"{title}\n\n{body or 'Wij zoeken iemand voor 24 uur per week in Almelo.'}\n")
    return message.as_bytes()


class Box:
    """A Maildir."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for folder in ("new", "cur", "tmp"):
            (path / folder).mkdir(parents=True, exist_ok=True)

    def deliver(self, data: bytes, folder: str = "new", flags: str = "") -> Path:
        """Put a mail in, under a name of its own; return where."""
        number = next(_NUMBERS)
        name = f"{1764000000 + number}.M{number}P7.postbus" + (f":2,{flags}" if folder == "cur" else "")
        path = self.path / folder / name
        path.write_bytes(data)
        return path
