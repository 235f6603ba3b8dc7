"""The door every request passes: how much it may carry, and that what it changes was asked for on our own pages."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64 * 1024
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Door:
    """Refuses bodies that are too large and changes that another site asks for.

    It stands around the routes, inside Starlette's error handling, so that its refusals are pages like the others.
    """

    def __init__(self, app: ASGIApp, address: str) -> None:
        self._app = app
        self._origins = own_origins(address)
        self._hosts = own_hosts(address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in.

        Raises:
            HTTPException: 421 for a name that is not ours, 403 for another site's request, 413 for too large a body.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._hosts and _name_of(headers.get("host", "")) not in self._hosts:
            raise HTTPException(421, "There is no page at that address.")  # DNS rebinding: a stranger's name for us
        if scope["method"] not in _SAFE_METHODS and not self._is_from_here(headers):
            raise HTTPException(403, "That did not come from one of our own pages, so nothing was done.")
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > MOST_BYTES:
            raise _too_large()
        await self._app(scope, _limited(receive), send)

    def _is_from_here(self, headers: Headers) -> bool:
        """Tell whether our own page asks, or something that is no browser.

        A form on a page with `no-referrer` says "Origin: null" (Fetch, "append a request Origin header"); the link
        form has a token for that, and everything else takes only JSON, which no other site's form can send.
        """
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return headers.get("origin", "null") in ("null", *self._origins)


def own_origins(address: str) -> frozenset[str]:
    """Return the origins our pages may have; this computer has several names for itself."""
    parts = urlsplit(address)
    host = parts.netloc.removesuffix(f":{parts.port}") if parts.port else parts.netloc
    hosts = _LOOPBACK if host in _LOOPBACK else (host,)
    port = f":{parts.port}" if parts.port else ""
    return frozenset(f"{parts.scheme}://{name}{port}" for name in hosts)


def own_hosts(address: str) -> frozenset[str]:
    """Return the names by which browsers may call us; none, which is any, where we listen on every network."""
    if urlsplit(address).hostname in ("0.0.0.0", "::"):  # noqa: S104  # compared with, not bound to
        return frozenset()
    return frozenset(_name_of(urlsplit(origin).netloc) for origin in own_origins(address))


def _name_of(host: str) -> str:
    """Return the name in a Host header, without its port."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdecimal() else host.lower()


def _limited(receive: Receive) -> Receive:
    taken = 0

    async def receive_limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            raise _too_large()
        return message

    return receive_limited


def _too_large() -> HTTPException:
    return HTTPException(413, "That is more than this page takes at once.")
