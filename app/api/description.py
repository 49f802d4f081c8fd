"""The OpenAPI 3.1 description, from the table of words, the table of parameters and the shapes of answers.

There are two of it. ``/openapi.json`` describes the whole service. ``/v1/openapi.json`` describes version 1 of
the API alone with its version in the server's address, where the API Design Rules want both
(/core/publish-openapi and /core/uri-version).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from app.api import assignments, exchange, suggestions
from app.api.job_posting import MEDIA_TYPE as LINKED_DATA
from app.api.problems import MEDIA_TYPE as PROBLEM
from app.api.problems import PROBLEM_TYPES, ProblemType
from app.api.schemas import SHAPES
from app.api.version import API_VERSION
from app.search.parameters import (
    BY_NAME,
    LONGEST_CURSOR,
    LONGEST_VALUE,
    MOST_VALUES,
    NO_FACETS,
    PARAMETERS,
    Parameter,
)
from app.search.request import SearchRequest
from app.wording.addresses import FEED_DEFAULTS

BASE: Final = "/v1"
DIALECT: Final = "https://spec.openapis.org/oas/3.1/dialect/base"
_EVERYWHERE: Final = (
    "request-timeout",
    "length-required",
    "body-too-large",
    "uri-too-long",
    "head-too-large",
    "internal-error",
)
_VERSION_ONE: Final = ("invalid-key", "too-many-requests")
_OF_SCOPE: Final = ("key-required", "key-too-narrow")
"""Of an operation that a setting may keep for keys of one scope, which its ``scope`` in the table names."""
_NEEDS_INDEX: Final = ("no-index",)
_NUMBERS: Final = frozenset({"Retry-After", "Sequence-Number", "Record-Count"})
_LIMITED: Final = ("RateLimit-Policy", "RateLimit")
_CACHED: Final = ("API-Version", "ETag", "Cache-Control", *_LIMITED)
_OF_STATUS: Final = {
    401: ("WWW-Authenticate", *_LIMITED),
    403: ("WWW-Authenticate", *_LIMITED),
    429: ("Retry-After", *_LIMITED),
    503: ("Retry-After",),
}
KEY: Final = "key"
"""The name of the one security scheme."""


@cache
def words() -> dict[str, Any]:
    """The table of words."""
    return tomllib.loads(resources.files("app.api").joinpath("description.toml").read_text("utf-8"))


@cache
def examples() -> dict[str, Any]:
    """An answer of each shape."""
    found: dict[str, Any] = json.loads(
        resources.files("app.api").joinpath("examples.json").read_text("utf-8")
    )
    return found


def describe(origin: str, email: str, *, version_one: bool = False) -> dict[str, Any]:
    """The description. ``origin`` is where the service is found, without a slash at the end."""
    info = words()["info"]
    described = [one for one in words()["operations"] if not (version_one and one.get("service"))]
    paths = {one["path"]: {"get": _operation(one)} for one in described}
    if version_one:
        paths = {path.removeprefix(BASE): item for path, item in paths.items()}
    tags = {one["tag"] for one in described}
    described_tags = [tag for tag in words()["tags"] if tag["name"] in tags]
    description = {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": info["title"],
            "summary": info["summary"],
            "description": info["description"].strip(),
            "version": API_VERSION,
            "contact": {"name": info["contact"], "url": f"{origin}/docs", "email": email},
            "license": info["license"],
        },
        "servers": [{"url": f"{origin}{BASE if version_one else ''}", "description": "Deze dienst."}],
        "externalDocs": {"url": f"{origin}/docs", "description": "Uitleg voor mensen."},
        "tags": sorted(described_tags, key=lambda tag: str(tag["name"])),
        "security": [{}, {KEY: []}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "headers": _headers(),
            "responses": _problem_responses(),
            "securitySchemes": {KEY: {"type": "http", "scheme": "bearer", **words()["security"]}},
        },
    }
    return _without_unused(description)


def _without_unused(description: dict[str, Any]) -> dict[str, Any]:
    """The description without components that nothing refers to."""
    components: dict[str, dict[str, Any]] = description["components"]
    used: set[str] = set()
    found = set(references(description["paths"]))
    while found - used:
        used |= found
        parts = (reference.split("/")[2:] for reference in used)
        found = {more for kind, name in parts for more in references(components[kind][name])}
    kept = {
        kind: {name: part for name, part in members.items() if f"#/components/{kind}/{name}" in used}
        for kind, members in components.items()
        if kind != "securitySchemes"
    }
    return {**description, "components": {**components, **kept}}


def references(node: Any) -> Iterator[str]:
    """Every ``$ref`` in a part of a description."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def _schemas() -> dict[str, Any]:
    _, found = models_json_schema(
        [(shape, "serialization") for shape in SHAPES], ref_template="#/components/schemas/{model}"
    )
    schemas: dict[str, Any] = found["$defs"]
    return schemas


def _headers() -> dict[str, Any]:
    return {
        name: {"description": text, "schema": {"type": "integer" if name in _NUMBERS else "string"}}
        for name, text in words()["headers"].items()
    }


def _header_references(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _problem_responses() -> dict[str, Any]:
    """One response a status; where a status has several kinds of problem, all are told."""
    responses: dict[str, Any] = {}
    for kind in PROBLEM_TYPES:
        headers = ("API-Version", *_OF_STATUS.get(kind.status, ()))
        text = words()["problems"][kind.slug]
        known = responses.get(f"Problem{kind.status}")
        responses[f"Problem{kind.status}"] = {
            "description": f"{known['description']} Of: {text}" if known else text,
            "headers": _header_references(*headers),
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, **_shown(kind)}},
        }
    return responses


def _shown(kind: ProblemType) -> dict[str, Any]:
    """An example of a problem: of invalid input with its errors, of the others what they all have."""
    example = dict(examples()["Problem"])
    if kind.status != example["status"]:
        del example["errors"]
        told = {"type": f"/docs#{kind.slug}", "title": kind.title, "status": kind.status}
        example |= {**told, "detail": words()["problems"][kind.slug]}
    return {"example": example}


def _operation(one: dict[str, Any]) -> dict[str, Any]:
    parameters = [_parameter(*pair) for pair in _parameters(one)]
    if "{id}" in one["path"]:
        parameters.insert(0, _path_parameter())
    return {
        "operationId": one["id"],
        "tags": [one["tag"]],
        "summary": one["summary"],
        "description": one["description"],
        "parameters": parameters,
        "responses": _responses(one),
        **({"security": []} if one.get("service") else {}),
    }


def _responses(one: dict[str, Any]) -> dict[str, Any]:
    shown = {"example": examples()[one["answer"]]} if "mediaType" not in one else {}
    content: dict[str, Any] = {
        one.get("mediaType", "application/json"): {"schema": _answer_schema(one), **shown}
    }
    if one.get("linkedData"):
        posting = {"type": "object", "properties": {"@type": {"const": "JobPosting"}}, "required": ["@type"]}
        content[LINKED_DATA] = {"schema": posting}
    cached = not one.get("service")
    headers = (
        *((*_CACHED, "Link") if cached else ("API-Version", "Cache-Control")),
        *one.get("headers", ()),
    )
    answer = {"description": one["answerText"], "headers": _header_references(*headers), "content": content}
    responses: dict[str, Any] = {"200": answer}
    if cached:
        same = "Er is niets veranderd sinds de ETag die u stuurde."
        responses["304"] = {"description": same, "headers": _header_references(*_CACHED)}
    slugs = {*one["problems"], *_EVERYWHERE, *(() if one["id"] == "getHealth" else _NEEDS_INDEX)}
    slugs.update(_VERSION_ONE if cached else ())
    slugs.update(_OF_SCOPE if "scope" in one else ())
    statuses = sorted({kind.status for kind in PROBLEM_TYPES if kind.slug in slugs})
    return responses | {str(s): {"$ref": f"#/components/responses/Problem{s}"} for s in statuses}


def _answer_schema(one: dict[str, Any]) -> dict[str, Any]:
    shape = {"$ref": f"#/components/schemas/{one['answer']}"} if one["answer"] else None
    match one.get("form"):
        case "lines":
            # OpenAPI has a keyword for the shape of a line from 3.2 on: itemSchema.
            return {"type": "string", "x-itemSchema": shape}
        case "object":
            return {"type": "object"}
    return shape or {"type": "string"}


def _parameters(one: dict[str, Any]) -> list[tuple[Parameter, Any]]:
    """The query parameters of an operation with their defaults."""
    defaults = SearchRequest()
    match one["parameters"]:
        case "search":
            return [(parameter, getattr(defaults, parameter.attribute)) for parameter in PARAMETERS]
        case "similar":
            return [(BY_NAME["limit"], int(assignments.SIMILAR_DEFAULTS["limit"]))]
        case "suggestions":
            q = Parameter("q", "text", "q", high=suggestions.LONGEST)
            narrowing = [
                (BY_NAME[name], getattr(defaults, BY_NAME[name].attribute)) for name in suggestions.NARROWING
            ]
            return [(q, ""), *narrowing, (BY_NAME["limit"], int(suggestions.DEFAULTS["limit"]))]
        case "snapshot":
            return [(exchange.KIND, defaults.kind)]
        case "stream":
            limit = (exchange.LIMIT, exchange.DEFAULT_LIMIT)
            return [(exchange.SINCE, None), limit, (exchange.KIND, defaults.kind)]
        case "feed":
            own = {**FEED_DEFAULTS, "limit": int(FEED_DEFAULTS["limit"])}
            return [(one, own.get(one.name, getattr(defaults, one.attribute))) for one in PARAMETERS]
    return []


def _path_parameter() -> dict[str, Any]:
    told = words()["parameters"]["id"]
    schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}
    return {"name": "id", "in": "path", "required": True, **told, "schema": schema}


def _parameter(parameter: Parameter, default: Any) -> dict[str, Any]:
    schema = _schema(parameter)
    if isinstance(default, tuple):
        default = list(default)
    if default not in (None, "", []):
        schema["default"] = default
    told = words()["parameters"][parameter.name]
    unit = f" Van {parameter.low:g} tot en met {parameter.high:g} {parameter.unit}." if parameter.unit else ""
    many = schema["type"] == "array"
    example = told["example"].split(",") if parameter.holds == "names" else told["example"]
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter is exchange.SINCE,
        "description": told["description"] + unit,
        "schema": schema,
        "example": [example] if many and not isinstance(example, list) else example,
        **({"style": "form", "explode": parameter.holds != "names"} if many else {}),
        # What a form leaves blank counts as not given; in free text a blank is a value like any other.
        **({} if parameter.holds == "values" or parameter is exchange.SINCE else {"allowEmptyValue": True}),
    }


def _schema(parameter: Parameter) -> dict[str, Any]:
    """The JSON schema of a parameter's value."""
    several = {"type": "array", "maxItems": MOST_VALUES}
    match parameter.holds:
        case "text":
            return {"type": "string", "maxLength": int(parameter.high)}
        case "values":
            return {**several, "items": {"type": "string", "maxLength": LONGEST_VALUE}}
        case "choices":
            return {**several, "items": {"type": "string", "enum": list(parameter.allowed)}}
        case "choice":
            return {"type": "string", "enum": list(parameter.allowed)}
        case "names":
            items = {"type": "string", "enum": [*parameter.allowed, NO_FACETS]}
            return {"type": "array", "maxItems": len(parameter.allowed), "items": items}
        case "number":
            return {"type": "number", "minimum": parameter.low, "maximum": parameter.high}
        case "integer":
            return {"type": "integer", "minimum": int(parameter.low), "maximum": int(parameter.high)}
        case "date":
            return {"type": "string", "format": "date"}
        case "switch":
            return {"type": "boolean"}
        case "cursor":
            return {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": LONGEST_CURSOR}
