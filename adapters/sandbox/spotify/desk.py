"""What every answer of the Web API starts from: the caller, the state and the addresses."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.sandbox.spotify.access import Caller, the_caller
from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.links import Links
from adapters.sandbox.spotify.state import SpotifyState


@dataclass(frozen=True, slots=True)
class Asked:
    """One call that passed the door."""

    request: Request
    caller: Caller
    state: SpotifyState
    links: Links


Answer = Callable[[Asked], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Desk:
    """Makes routes whose answers know who asks."""

    state: SpotifyState

    def route(self, method: str, path: str, answer: Answer) -> Route:
        """Return a route that lets `answer` speak once the token is checked."""

        async def endpoint(request: Request) -> Response:
            caller = the_caller(request, self.state)
            return await answer(Asked(request, caller, self.state, Links(self.state.base_url)))

        return Route(path, endpoint, methods=[method], name=f"{method} {path}")


def found(body: Body | list[Body] | list[bool]) -> JSONResponse:
    """Return what was asked for."""
    return JSONResponse(body)


def nothing(status: int = 204) -> Response:
    """Return an answer without a body."""
    return Response(status_code=status)
