"""What a run of the nightly command did, for who started it and for the report that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from indexer.changes import Changes
from indexer.quality.judging import Judgement
from indexer.quality.measures import kind_of_file
from indexer.scan import Found, SetAside

Outcome = Literal["switched", "unchanged", "stopped", "failed", "waiting"]
"""``stopped``: by the gate. ``waiting``: a part is done, and others are not. A run that was killed before it could tell is reported as ``killed`` by the next."""


class GateStopped(Exception):
    """The new generation is much worse than the one in use, which therefore stays; ``report`` says in what."""

    def __init__(self, report: Report) -> None:
        super().__init__("de nieuwe generatie is te veel slechter dan die in gebruik is")
        self.report = report


@dataclass(slots=True)
class Report:
    """What a run did.

    ``seen`` counts documents in the corpus, those set aside (file, reason) included; ``parsed`` those that
    were read anew, ``reused`` those whose record was there already, ``missing`` those that are not in their source and are
    kept for the time of grace, ``removed`` those that have gone. ``aside_kinds`` holds as which kind of file (``.pdf``)
    each of those set aside is read, in any order.
    ``records`` is the size of ``generation``, which ``built`` says is new. ``seconds`` holds the time of each
    stage, ``judgement`` what the gate said.
    """

    seen: int = 0
    added: int = 0
    changed: int = 0
    renamed: int = 0
    missing: int = 0
    removed: int = 0
    parsed: int = 0
    reused: int = 0
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    aside_kinds: list[str] = field(default_factory=list)
    records: int = 0
    generation: str = ""
    built: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    judgement: Judgement | None = None
    outcome: Outcome = "failed"
    error: str | None = None

    def take_up(self, found: Sequence[Found], aside: Sequence[SetAside], changes: Changes) -> None:
        """Note what the scan and the comparison with the store brought."""
        self.seen = len(found) + len(aside)
        self.added, self.changed, self.renamed = changes.added, changes.changed, changes.renamed
        self.missing, self.removed, self.reused = changes.missing, changes.removed, changes.reused
        self.set_aside = [(item.shown, item.reason) for item in aside] + changes.failed
        self.aside_kinds = [kind_of_file(item.file) for item in aside] + changes.failed_kinds

    def to_json(self) -> dict[str, Any]:
        """The report with JSON names; times in seconds."""
        return {
            "seen": self.seen,
            "added": self.added,
            "changed": self.changed,
            "renamed": self.renamed,
            "missing": self.missing,
            "removed": self.removed,
            "parsed": self.parsed,
            "reused": self.reused,
            "setAside": [{"file": file, "reason": reason} for file, reason in self.set_aside],
            "records": self.records,
            "generation": self.generation,
            "built": self.built,
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            "outcome": self.outcome,
            "error": self.error,
            "quality": self.judgement.to_json() if self.judgement else None,
        }

    def ended(self, error: BaseException | None) -> dict[str, Any]:
        """The report as it is kept, of a run that raised ``error``."""
        if error is not None and not isinstance(error, GateStopped):
            stopped = isinstance(error, KeyboardInterrupt)
            self.outcome = "failed"
            self.error = "afgebroken met Ctrl-C" if stopped else str(error) or type(error).__name__
        return self.to_json()
