"""A plain text as the web pages and mails that sites and mail programs make of it: its title, headings, labels, lists, paragraphs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from html import escape
from itertools import groupby

Pair = tuple[str, str]
Pairs = Callable[[list[Pair]], str]

_LABEL = re.compile(r"([A-ZÀ-Ý][^:\n.|?!]{1,32}) ?:[ \t]+(?=\S)(.*)")
_BULLET = re.compile(r"[-*•–·✓✔] +(.*)")
_LONGEST_HEADING = 60
# What mail programs put above a message that is passed on.
NOTE = "Hoi Els,\n\nIets voor jou?\n\nGroet,\nPiet\n\n"
FORWARDED = "---------- Doorgestuurd bericht ---------\nVan: Jan Prins <jan@example.nl>\nSubject: Opdracht\nTo: Piet Vos <piet@example.nl>\n\n"
OUTLOOK = "Van: Jan Prins <jan@example.nl>\nAan: Piet Vos <piet@example.nl>\nOnderwerp: Opdracht\n\n"
SIGNATURE = "\n\nMet vriendelijke groet,\n\nPiet Vos\nAccountmanager\nVoorbeeldbureau BV | Stationsplein 1, 3511 ED Utrecht | 06-12345678\n"

NAVIGATION = (
    '<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/o">Opdrachten</a></li></ul></nav></header>'
    '<div class="breadcrumb"><a href="/">Home</a> &rsaquo; <span>Sociaal domein</span></div>'
)
OTHERS = (
    '<div class="col"><p><strong>Vergelijkbare opdrachten</strong></p><a href="/1"><span>Jobcoach</span><span>Tilburg</span><span>32 uur per week</span>'
    '<span>€ 79 per uur</span></a><a href="/2"><span>Wmo-consulent</span><span>Breda</span><span>start 4 januari 2027</span></a></div>'
)
FORM = (
    "<form><h3>Reageer op deze opdracht</h3><label>Naam</label><input><label>Uurtarief</label><input><label>Beschikbaar vanaf</label>"
    "<input><p>Upload uw cv (max. 5 MB)</p><button>Verstuur</button></form>"
)
FOOTER = "<footer><p>Voorbeeldbureau BV<br>Stationsplein 1<br>3511 ED Utrecht</p><p>&copy; 2026</p></footer>"


def _parts(text: str) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """The parts of a text: what they are, and the groups of words of each line."""
    lines = text.split("\n")
    marked: list[tuple[str, tuple[str, ...]]] = []
    for before, line in zip(["", *lines], map(str.strip, lines), strict=False):
        if not line:
            marked.append(("gap", ()))
        elif found := _BULLET.fullmatch(line):
            marked.append(("item", (found[1],)))
        elif found := _LABEL.fullmatch(line):
            marked.append(("label", (found[1], found[2])))
        elif all(kind == "gap" for kind, _ in marked):
            marked.append(("title", (line,)))
        elif (
            not before.strip()
            and len(line) < _LONGEST_HEADING
            and line[0].isupper()
            and line[-1] not in ".!?,;"
        ):
            marked.append(("heading", (line,)))
        else:
            marked.append(("words", (line,)))
    for kind, group in groupby(marked, key=lambda pair: pair[0]):
        if kind != "gap":
            yield kind, [words for _, words in group]


def paragraphs(pairs: list[Pair]) -> str:
    return "".join(f"<p>{escape(label)}: {escape(value)}</p>" for label, value in pairs)


def definitions(pairs: list[Pair]) -> str:
    return (
        f"<dl>{''.join(f'<dt>{escape(label)}</dt><dd>{escape(value)}</dd>' for label, value in pairs)}</dl>"
    )


def table(pairs: list[Pair]) -> str:
    return f"<table>{''.join(f'<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>' for label, value in pairs)}</table>"


def spans(pairs: list[Pair]) -> str:
    return "".join(
        f"<div><span>{escape(label)}</span><span>{escape(value)}</span></div>" for label, value in pairs
    )


def cards(pairs: list[Pair]) -> str:
    return "".join(
        f'<div class="card"><h4>{escape(label)}</h4><div>{escape(value)}</div></div>'
        for label, value in pairs
    )


def content(text: str, pairs: Pairs = paragraphs) -> list[str]:
    """The elements that a text becomes, with its rows of labels as ``pairs`` writes them."""
    found = []
    for kind, lines in _parts(text):
        words = [escape(line[0]) for line in lines]
        match kind:
            case "label":
                found.append(pairs([(line[0], line[1]) for line in lines]))
            case "item":
                found.append(f"<ul>{''.join(f'<li>{one}</li>' for one in words)}</ul>")
            case "words":
                found.append(f"<p>{'<br>'.join(words)}</p>")
            case _:
                tag = "h1" if kind == "title" else "h2"
                found += [f"<{tag}>{one}</{tag}>" for one in words]
    return found


def page(body: str, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()
    )


def page_of(text: str, pairs: Pairs = paragraphs) -> bytes:
    return page("\n".join(content(text, pairs)))


def page_with_tabs(text: str) -> bytes:
    """All but the first part in a tab that is not open."""
    first, *rest = content(text)
    tabs = '<ul role="tablist"><li role="tab" aria-controls="t2">Meer</li></ul>'
    return page(f'{first}{tabs}<div role="tabpanel" id="t2" hidden>{"".join(rest)}</div>')


def page_with_posting(text: str) -> bytes:
    posting = {"@type": "JobPosting", "description": escape("".join(content(text)))}
    script = json.dumps(posting).replace("</", "<\\/")
    return page('<div id="root"></div>', f'<script type="application/ld+json">{script}</script>')


def page_with_state(text: str) -> bytes:
    state = {"props": {"pageProps": {"job": {"id": 4, "description": text}}}}
    script = json.dumps(state).replace("</", "<\\/")
    return page(f'<div id="__next"></div><script type="application/json">{script}</script>')


def newsletter(text: str) -> str:
    rows = "".join(f"<tr><td>{part}</td></tr>" for part in content(text, table))
    return (
        '<table><tr><td><a href="#">Bekijk deze mail in uw browser</a></td></tr><tr><td><table>'
        f'{rows}</table></td></tr><tr><td><a href="#">Afmelden</a></td></tr></table>'
    )


def mail(
    plain: str | None = None, markup: str | None = None, attached: EmailMessage | None = None
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Anne de Boer <anne@example.nl>"
    message["Subject"] = "Opdracht"
    if plain is not None:
        message.set_content(plain, cte="quoted-printable")
    if markup is not None and plain is not None:
        message.add_alternative(markup, subtype="html")
    elif markup is not None:
        message.set_content(markup, subtype="html", cte="base64")
    if attached is not None:
        message.add_attachment(attached)
    return message
