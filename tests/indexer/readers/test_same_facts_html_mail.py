"""A page or a mail tells the same as the plain text that it holds, however a site or a mail program sets it.

Each way is applied to a part of the texts whose facts are known (the development half, those that are neither wrapped nor set in
columns, as no site would write such), and what is read compared with what is read of the plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

import pytest

from indexer.readers.wrapped import unwrapped
from tests import same_facts
from tests.indexer.readers import pages
from tests.same_facts import Facts

_STEP = 30
_COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")


def _framed(text: str) -> bytes:
    body = "".join(pages.content(text, pages.table))
    return pages.page(pages.NAVIGATION + pages.OTHERS + f"<div>{body}</div>" + pages.FORM + pages.FOOTER)


def _broken(text: str) -> bytes:
    return pages.page(f"<div>{escape(text)}</div>".replace("\n", "<br>\n"))


def _quoted(text: str) -> str:
    return re.sub(r"^", "> ", text, flags=re.M)


# The suffix of the file, how it is made, and the share of facts that must stay: what is measured (python -m pytest -rP), rounded
# down to a hundredth.
WAYS: dict[str, tuple[str, Callable[[str], bytes], float]] = {
    "paragraphs": (".html", pages.page_of, 0.99),
    "a list of definitions": (".html", lambda text: pages.page_of(text, pages.definitions), 0.99),
    "labels and values side by side": (".html", lambda text: pages.page_of(text, pages.spans), 0.98),
    "cards": (".html", lambda text: pages.page_of(text, pages.cards), 0.99),
    "line breaks alone": (".html", _broken, 0.99),
    "the frame of a site": (".html", _framed, 0.99),
    "a tab that is not open": (".html", pages.page_with_tabs, 0.99),
    "the data of a posting": (".html", pages.page_with_posting, 0.99),
    "the state of a framework": (".html", pages.page_with_state, 0.99),
    "a plain mail": (".eml", lambda text: pages.mail(text + pages.SIGNATURE).as_bytes(), 0.99),
    "a mail to look at in a browser": (
        ".eml",
        lambda text: pages.mail("Bekijk deze mail in uw browser.\n", "".join(pages.content(text))).as_bytes(),
        0.99,
    ),
    "a newsletter": (".eml", lambda text: pages.mail(None, pages.newsletter(text)).as_bytes(), 0.99),
    "a mail passed on": (".eml", lambda text: pages.mail(pages.NOTE + pages.FORWARDED + text).as_bytes(), 0.98),
    "a mail passed on by Outlook": (".eml", lambda text: pages.mail(pages.NOTE + pages.OUTLOOK + text).as_bytes(), 0.99),
    "a mail quoted whole": (
        ".eml",
        lambda text: pages.mail(f"{pages.NOTE}Op maandag schreef Jan Prins:\n\n{_quoted(text)}").as_bytes(),
        0.98,
    ),
    "a mail attached to a note": (".eml", lambda text: pages.mail(pages.NOTE, None, pages.mail(text)).as_bytes(), 0.99),
}  # fmt: skip


@cache
def _texts() -> tuple[str, ...]:
    those = map(unwrapped, same_facts.texts()[::_STEP])
    return tuple(text for text in those if not _COLUMNS.search(text))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[Facts]:
    return same_facts.facts_of_all(_texts(), tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("way", WAYS)
def test_facts_stay_the_same(way: str, plain: list[Facts], tmp_path: Path) -> None:
    suffix, make, least = WAYS[way]
    share, told = same_facts.share_kept(_texts(), plain, make, tmp_path / f"text{suffix}")
    print(f"{way}: {share:.3f} of {told}")
    assert told > 150
    assert share >= least
