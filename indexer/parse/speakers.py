"""Who speaks, before what he says: ``Anne:``, ``[9:41] Anne, HKM Flex:``; names may be hidden already."""

from __future__ import annotations

from typing import Final

_AT: Final = r"\[[^\]\n]{1,20}\]\s*"
SPEAKER: Final = rf"(?:(?:{_AT})?[^\W\d_][\w .,&'’-]{{0,40}}|{_AT}█[\w .,█&'’-]{{0,40}}):\s*"
"""A regular expression."""
SIGNED: Final = r"(?P<name>[^\W\d_][^\n\d:()]{0,40}?)(?: ?\([^()\n]{1,40}\))?[ ,·|–-]+(?:om )?[012]?\d[:.][0-5]\d(?: uur)?"
"""The same for a line that only says who and when: ``Petra V. (accountmanager)  8:51``, with what is said below it."""
