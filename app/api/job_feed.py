"""All open records in the XML that job aggregators take in: a ``source`` of ``job`` elements.

The format is the one that aggregators share without a standard; its elements and what they hold are those that
https://docs.indeed.com/indeed-apply/xml-feed lists. What a text does not state is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.api import answers, streaming
from app.api.exchange import KIND, read
from app.api.job_posting import description, is_province, postcode
from app.api.markup import cdata, element
from app.search.exchange import Exchange
from app.wording import dutch
from app.wording.records import SITE, host, path, title

PATH: Final = "/v1/jobs.xml"
XML: Final = "application/xml"
_JOB_TYPE: Final = {"assignment": "contract", "vacancy": "permanent"}
_REMOTE: Final = {"remote": "Fully remote", "hybrid": "Hybrid remote"}

router = APIRouter()


@router.get(PATH)
async def jobs(request: Request) -> Response:
    """Every open record as a job."""
    media_type = answers.negotiated(request, (XML, "text/xml"))
    asked = read(request, (KIND.name,))
    exchange = await answers.in_thread(request, answers.engine(request).exchange)
    tag = answers.entity_tag(request, media_type, exchange.state)
    pieces = _document(exchange, asked.kinds, answers.origin(request))
    return streaming.respond(request, pieces, tag, media_type=media_type)


def _document(exchange: Exchange, kinds: tuple[str, ...], origin: str) -> Iterator[bytes]:
    head = [
        element("publisher", SITE),
        element("publisherurl", f"{origin}/"),
        element("lastBuildDate", exchange.made),
    ]
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<source>\n{"".join(head)}\n'.encode()
    for record in exchange.records(kinds):
        times = exchange.times(record["id"])
        elements = _job(record, f"{origin}{path(record['id'])}", times.first_seen if times else "")
        told = "".join(cdata(name, value) for name, value in elements.items() if value)
        yield f"<job>{told}</job>\n".encode()
    yield b"</source>\n"


def _job(record: Mapping[str, Any], page: str, first_seen: str) -> dict[str, str | None]:
    """The elements of one job by name, in the usual order."""
    place = record["places"][0] if record["places"] else None
    rate = record["rate"]
    stated = rate["min"] is not None or rate["max"] is not None
    return {
        "title": title(record),
        "date": record["published"] or first_seen,
        "referencenumber": record["id"],
        "requisitionid": record["reference"],
        "url": page,
        "company": record["organisation"],
        "sourcename": host(record["sourceUrl"]),
        "city": None if place is None or is_province(place) else place["name"],
        "state": place and place["province"],
        "country": "NL",
        "postalcode": place and postcode(record, place),
        "description": description(record["text"]),
        "salary": dutch.rate(rate) if stated else None,
        "education": record["education"],
        "jobtype": _JOB_TYPE.get(record["kind"]),
        "category": ", ".join(competency["label"] for competency in record["competencies"]),
        "expirationdate": record["deadlineAt"] or record["deadline"],
        "remotetype": _REMOTE.get(record["remote"]),
    }
