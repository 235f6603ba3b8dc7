"""All there is to call on the stand-in, on one port."""

from aiohttp import web

from tests.standins.discord import handshake
from tests.standins.discord.rest import PREFIX, Rest
from tests.standins.discord.rest_commands import CommandCalls
from tests.standins.discord.rest_interactions import InteractionCalls
from tests.standins.discord.rest_me import Me
from tests.standins.discord.rest_messages import Messages
from tests.standins.discord.rest_threads import Threads
from tests.standins.discord.state import DiscordState

_MOST_BYTES = 30 * 1024 * 1024


def application(state: DiscordState) -> web.Application:
    """Return the REST API and the gateway over what there is."""
    app = web.Application(middlewares=[Rest(state).middleware], client_max_size=_MOST_BYTES)
    chapters = (Me(state), Messages(state), Threads(state), CommandCalls(state), InteractionCalls(state))
    for route in (route for chapter in chapters for route in chapter.routes()):
        app.router.add_route(route.method, f"{PREFIX}{route.path}", route.handler)

    async def gateway(request: web.Request) -> web.WebSocketResponse:
        return await handshake.serve(request, state)

    app.router.add_get("/gateway", gateway)
    app.router.add_get("/gateway/", gateway)
    return app
