"""Templates to pages."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from app.pages.assets import asset_address
from app.wording import dutch


def _environment() -> Environment:
    templates = Environment(
        loader=PackageLoader("app.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(asset=asset_address)
    templates.filters.update(amount=dutch.amount, number=dutch.number)
    return templates


_TEMPLATES: Final = _environment()


def render(template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page; one that is no answer is kept out of search engines."""
    common = {"q": "", "noindex": status != 200, "canonical": None}
    html = _TEMPLATES.get_template(template).render(**{**common, **context})
    # What is shown depends on the moment: closing dates, and the index that answers.
    return HTMLResponse(html, status, {"Cache-Control": "no-cache"})


def not_found() -> HTMLResponse:
    """The page for an address that leads nowhere."""
    return render("not_found.html", status=404)
