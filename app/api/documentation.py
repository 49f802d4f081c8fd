"""The description for programs, and the same for people: a page of our own, without script or outside requests."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

import orjson
from fastapi import APIRouter
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from app.api import answers
from app.api.description import describe, words
from app.api.problems import PROBLEM_TYPES
from app.api.version import API_VERSION

HTML: Final = "text/html; charset=utf-8"
CSS: Final = "text/css; charset=utf-8"
_CACHE_SECONDS: Final = 3_600

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
    return _answer(request, _description(answers.origin(request), _email(request), False), answers.JSON)


@router.get("/v1/openapi.json")
async def version_description(request: Request) -> Response:
    """Version 1 of the API, where the API Design Rules look for it."""
    return _answer(request, _description(answers.origin(request), _email(request), True), answers.JSON)


@router.get("/docs")
async def documentation(request: Request) -> Response:
    """The description for people."""
    return _answer(request, _page(answers.origin(request), _email(request)), HTML)


@router.get("/docs/style.css")
async def style(request: Request) -> Response:
    """How that page looks."""
    return _answer(request, _style(), CSS)


def _email(request: Request) -> str:
    return answers.settings(request).contact_email


def _answer(request: Request, content: bytes, media_type: str) -> Response:
    tag = f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    answer = answers.respond(request, content, tag, media_type=media_type)
    answer.headers["Cache-Control"] = f"public, max-age={_CACHE_SECONDS}"
    answer.headers["Vary"] = "Accept-Encoding"
    return answer


# Small caches: the origin may come from the client, so that their number has no bound.
@lru_cache(maxsize=8)
def _description(origin: str, email: str, version_one: bool) -> bytes:
    return orjson.dumps(describe(origin, email, version_one=version_one), option=orjson.OPT_INDENT_2)


@lru_cache(maxsize=8)
def _page(origin: str, email: str) -> bytes:
    described = describe(origin, email)
    page = _templates.get_template("docs.html").render(
        description=described,
        version=API_VERSION,
        origin=origin,
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
