"""What a form holds where nothing is filled in: ``Niet nader bepaald``, ``n.t.b.``, ``n.v.t.``"""

from __future__ import annotations

import re

_LONGEST = 40  # characters
_UNSAID = re.compile(
    r"\W*(?:(?:nog |vooralsnog )?(?:niet |onbekend|nader |verder )+(?:nader )?(?:te )?(?:bepaald|bepalen|bekend|opgegeven|ingevuld|gespecificeerd|vermeld|beschikbaar|van toepassing|overeen te komen)?"
    r"|(?:nog )?te bepalen|n\.? ?(?:t\.? ?b|v\.? ?t|n\.? ?b|n\.? ?t\.? ?b|o\.? ?t\.? ?k)\.?|not? (?:yet )?(?:specified|applicable|known|available|determined|stated)|n/a|unknown|unspecified|to be (?:determined|announced|confirmed|decided)|t\.?b\.?[dac]\.?)\W*",
    re.I,
)


def is_unsaid(value: object) -> bool:
    """Whether a value is words that say there is none."""
    return isinstance(value, str) and len(value) <= _LONGEST and _UNSAID.fullmatch(value) is not None
