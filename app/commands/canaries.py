"""Canary searches: read from the settings, and asked of a generation by the very code that will serve it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.terminal import USAGE, Stop
from app.settings import Settings
from indexer.quality.canaries import FIRST, Answer, Canary, CanaryError, read_file

if TYPE_CHECKING:
    from app.search.reader import Reader


def own(settings: Settings) -> tuple[Canary, ...]:
    """The canaries that a person added; ``Stop`` where they cannot be used, before a night is spent on them."""
    from app.search.request import InvalidRequest, SearchRequest

    file = settings.canaries_file
    if file is None:
        return ()
    try:
        found = read_file(file)
    except CanaryError as error:
        raise Stop(str(error), USAGE) from error
    except OSError as error:
        raise Stop(f"{file} is niet te lezen: {error.strerror or error}", USAGE) from error
    for canary in found:
        try:
            SearchRequest.from_query(canary.params)
        except InvalidRequest as error:
            raise Stop(f"{file}: de zoekvraag {canary.name!r} kan niet: {error}", USAGE) from error
    return found


class Opening:
    """A new generation, opened once for all that is asked of it before it serves."""

    def __init__(self, read: Callable[[Path], Reader]) -> None:
        self._read = read
        self._opened: tuple[Path, Reader] | None = None

    def anew(self, directory: Path) -> Reader:
        """Open it, whatever was opened before: a night that failed may have left another under the same name."""
        reader = self._read(directory)
        self._opened = (directory, reader)
        return reader

    def __call__(self, directory: Path) -> Reader:
        if self._opened is not None and self._opened[0] == directory:
            return self._opened[1]
        return self.anew(directory)


def ask(opened: Callable[[Path], Reader], directory: Path, canaries: Sequence[Canary]) -> list[Answer | None]:
    """What the generation in ``directory`` answers; ``None`` to what is no search (any more). Raises what the search engine
    raises.
    """
    from app.search.answer import answer
    from app.search.engine import today_in_the_netherlands
    from app.search.request import InvalidRequest, SearchRequest

    if not canaries:
        return []
    snapshot, today = opened(directory), today_in_the_netherlands()
    answers: list[Answer | None] = []
    for canary in canaries:
        try:
            request = SearchRequest.from_query(canary.params)
        except InvalidRequest:
            answers.append(None)
            continue
        most = FIRST if canary.finds else 0
        plain = replace(request, limit=most, facets=(), highlight=False, explain=False)
        found = answer(snapshot, plain, today, None)
        first = {item["id"] for item in found["items"]}
        missing = tuple(id for id in canary.finds if id not in first)
        gone = bool(missing) and all(snapshot.find(id) is None for id in missing)
        answers.append(Answer(found["total"], missing, gone))
    return answers
