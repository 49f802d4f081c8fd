"""The description for programs, and the same for people: a page of our own, without script or outside requests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any, Final

import orjson
from fastapi import APIRouter
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape
from starlette.requests import Request
from starlette.responses import Response

from app.api import answers
from app.api.description import describe, words
from app.api.problems import PROBLEM_TYPES
from app.api.version import API_VERSION

HTML: Final = "text/html; charset=utf-8"
CSS: Final = "text/css; charset=utf-8"
_CACHE_SECONDS: Final = 3_600
_ORIGIN: Final = "https://origin.invalid"
"""Stands for the origin in what is made once. Nothing that JSON or HTML writes otherwise, and in no text of ours."""

router = APIRouter()
_templates = Environment(
    loader=PackageLoader("app.api"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@router.get("/openapi.json")
async def service_description(request: Request) -> Response:
    """The whole service."""
    return await _filled(request, _service, _in_json, answers.JSON)


@router.get("/v1/openapi.json")
async def version_description(request: Request) -> Response:
    """Version 1 of the API, where the API Design Rules look for it."""
    return await _filled(request, _version_one, _in_json, answers.JSON)


@router.get("/docs")
async def documentation(request: Request) -> Response:
    """The description for people."""
    return await _filled(request, _page, _in_html, HTML)


@router.get("/docs/style.css")
async def style(request: Request) -> Response:
    """How that page looks."""
    return _answer(request, _style(), CSS)


_made: Final[dict[tuple[Callable[[str], bytes], str], list[bytes]]] = {}
"""What was made for a contact address, which is a setting, between the places where the origin comes."""


async def _filled(
    request: Request, make: Callable[[str], bytes], escaped: Callable[[str], bytes], media_type: str
) -> Response:
    """An answer with the origin in its places: that may come from the client, and differ each time. The rest is made once, which
    takes long enough to be done in a thread.
    """
    email = answers.settings(request).contact_email
    if (make, email) not in _made:
        _made[make, email] = (await answers.in_thread(request, make, email)).split(_ORIGIN.encode())
    return _answer(request, escaped(answers.origin(request)).join(_made[make, email]), media_type)


def _in_json(text: str) -> bytes:
    return orjson.dumps(text)[1:-1]


def _in_html(text: str) -> bytes:
    return str(escape(text)).encode()


def _answer(request: Request, content: bytes, media_type: str) -> Response:
    tag = f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    answer = answers.respond(request, content, tag, media_type=media_type)
    answer.headers["Cache-Control"] = f"public, max-age={_CACHE_SECONDS}"
    answer.headers["Vary"] = "Accept-Encoding"
    return answer


def _service(email: str) -> bytes:
    return orjson.dumps(describe(_ORIGIN, email), option=orjson.OPT_INDENT_2)


def _version_one(email: str) -> bytes:
    return orjson.dumps(describe(_ORIGIN, email, version_one=True), option=orjson.OPT_INDENT_2)


def _page(email: str) -> bytes:
    described = describe(_ORIGIN, email)
    page = _templates.get_template("docs.html").render(
        description=described,
        version=API_VERSION,
        origin=_ORIGIN,
        operations=[_operation(one, described) for one in words()["operations"]],
        problems=[(kind, words()["problems"][kind.slug]) for kind in PROBLEM_TYPES],
        changes=words()["changes"],
        shapes=[_shape(name, shape) for name, shape in described["components"]["schemas"].items()],
    )
    return page.encode()


@cache
def _style() -> bytes:
    return resources.files("app.api").joinpath("templates/docs.css").read_bytes()


def _operation(one: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    operation = described["paths"][one["path"]]["get"]
    return {
        **operation,
        "path": one["path"],
        "answer": one["answer"],
        "example": one["path"] + (f"?{one['example']}" if "example" in one else ""),
        "rows": [_parameter(parameter) for parameter in operation["parameters"]],
        "statuses": [status for status in operation["responses"] if status >= "4"],
    }


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    example = parameter["example"]
    return {
        "name": parameter["name"],
        "description": parameter["description"],
        "kind": _kind(schema),
        "choices": schema.get("enum") or schema.get("items", {}).get("enum", []),
        "default": _shown(schema.get("default")),
        "example": _shown(example),
    }


def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return ",".join(map(str, value))
    return str(value)


_KINDS: Final = {
    "string": "tekst",
    "number": "getal",
    "integer": "geheel getal",
    "boolean": "true of false",
    "null": "null",
}


def _kind(schema: dict[str, Any]) -> str:
    """What a value may be, in Dutch."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " of ".join(dict.fromkeys(_kind(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return " of ".join(schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"lijst van {_kind(schema.get('items', {}))}"
    if schema.get("type") == "object":
        members = schema.get("additionalProperties")
        return f"per naam {_kind(members)}" if isinstance(members, dict) else "gegevens per naam"
    if schema.get("format") in {"date", "date-time"}:
        return {"date": "datum", "date-time": "moment in UTC"}[schema["format"]]
    return _KINDS.get(schema.get("type", ""), "waarde")


def _shape(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    required = shape.get("required", [])
    rows = [
        {
            "name": key,
            "kind": _kind(value),
            "description": value.get("description", ""),
            "always": key in required,
        }
        for key, value in shape.get("properties", {}).items()
    ]
    return {"name": name, "description": shape.get("description", ""), "rows": rows}
