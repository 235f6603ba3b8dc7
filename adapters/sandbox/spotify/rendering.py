"""Turning the sandbox's templates into pages."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.responses import HTMLResponse

from adapters.sandbox.spotify.public.view import length

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(),
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.filters["length"] = length


def html(template: str, status: int = 200, *, headers: Mapping[str, str], root: str, **words: object) -> HTMLResponse:
    """Return the page that `template` makes of `words`, everything in them escaped.

    Args:
        template: The name of a file in `templates`.
        status: The HTTP status.
        headers: What goes with it.
        root: The way from the page's address to the sandbox's, such as "../".
        words: What the template shows.
    """
    page = _PAGES.get_template(template).render(root=root, **words)
    return HTMLResponse(page.encode("utf-8", "replace"), status, headers=headers)  # names may hold lone surrogates
