"""The pages as one application."""

from collections.abc import Iterable, Mapping
from importlib.resources import files

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from adapters.web.door import Door
from adapters.web.headers import SecurityHeaders, security_headers
from adapters.web.link import LinkPages
from adapters.web.pages import page
from adapters.web.playground import Playground
from adapters.web.playground_pages import PlaygroundPages
from adapters.web.problems import problem_answers
from adapters.web.settings import WebSettings
from bot.accounts.ports import LinkDesk


def web_app(
    *,
    link_desk: LinkDesk,
    playground: Playground | None,
    settings: WebSettings,
    image_origins: Iterable[str] = (),
    consent_origins: Iterable[str] = (),
    endpoints: Mapping[str, ASGIApp] | None = None,
) -> Starlette:
    """Return the application that serves every page.

    Args:
        link_desk: Who answers for links.
        playground: What the first page shows; without one it is a plain welcome.
        settings: Where it is served.
        image_origins: Where covers come from, in place of those in the settings.
        consent_origins: Where the music service's consent page is; see `security_headers`.
        endpoints: Where chat platforms post to, by path; they see to their own signatures and sizes.
    """
    headers = security_headers(settings, tuple(image_origins) or settings.image_origins, consent_origins)
    routes: list[BaseRoute] = [
        Route("/health", _health),
        Route("/privacy", _privacy),
        *LinkPages(link_desk, settings.is_https).routes(),
        *(PlaygroundPages(playground).routes() if playground else [Route("/", _welcome)]),
    ]
    static = StaticFiles(directory=str(files("adapters.web").joinpath("static")))
    door = Middleware(Door, address=settings.public_address)
    return Starlette(
        routes=[
            Mount("/static", static),
            *(Route(path, endpoint) for path, endpoint in (endpoints or {}).items()),
            Mount("", routes=routes, middleware=[door]),
        ],
        middleware=[Middleware(SecurityHeaders, headers=headers)],
        exception_handlers=problem_answers(headers),
    )


async def _health(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _privacy(request: Request) -> Response:
    return page("privacy.html")


async def _welcome(request: Request) -> Response:
    return page("welcome.html")
