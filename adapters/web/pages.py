"""Turning templates into pages, in the reader's language where a sentence has one."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.texts.catalogue import DEFAULT_LANGUAGE, languages


def page(template: str, status: int = 200, /, **values: object) -> HTMLResponse:
    """Return the page `template` with `values` filled in and escaped."""
    return HTMLResponse(_templates().get_template(template).render(values), status)


def language_of(request: Request) -> str:
    """Return the language the browser likes best among those that Chorus has sentences in."""
    wanted = sorted(map(_weighed, request.headers.get("accept-language", "").split(",")), reverse=True)
    known = (code for weight, code in wanted if weight > 0 and code in languages())
    return next(known, DEFAULT_LANGUAGE)


def _weighed(tag: str) -> tuple[float, str]:
    name, _, weight = tag.partition(";q=")
    try:
        return float(weight or 1), name.strip().lower().partition("-")[0]
    except ValueError:
        return 0.0, ""


@cache
def _templates() -> Environment:
    loader = PackageLoader("adapters.web")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
