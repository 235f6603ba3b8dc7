"""The headers that every answer carries: what a page may load, and who may keep or frame it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.web.settings import WebSettings


def security_headers(
    settings: WebSettings, image_origins: Iterable[str] = (), consent_origins: Iterable[str] = ()
) -> dict[str, str]:
    """Return the headers of every answer.

    Args:
        settings: How the pages are served.
        image_origins: Where covers may be loaded from.
        consent_origins: Where the link form may end up: browsers hold a form's redirect against `form-action`,
            so where none is given the directive is left out.
    """
    headers = {
        "Content-Security-Policy": _policy(image_origins, consent_origins),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if settings.is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


class SecurityHeaders:
    """Puts the headers on every answer; what is not a static file is never stored."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        keeping = "no-cache" if scope["path"].startswith("/static/") else "no-store"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers["Cache-Control"] = keeping
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _policy(image_origins: Iterable[str], consent_origins: Iterable[str]) -> str:
    directives = [
        "default-src 'self'",
        " ".join(["img-src 'self'", *map(origin_of, image_origins)]),
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    if consent := [origin_of(address) for address in consent_origins]:
        directives.append(" ".join(["form-action 'self'", *consent]))
    return "; ".join(directives)


def origin_of(address: str) -> str:
    """Return the scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
