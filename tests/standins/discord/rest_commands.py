"""Calls about application commands, global and of a guild."""

from typing import Any

from aiohttp import web

from tests.standins.discord.desk import sent
from tests.standins.discord.refusals import MISSING_ACCESS, Json, Refusal, insist, missing
from tests.standins.discord.rest import BODY, answer, number
from tests.standins.discord.state import DiscordState


class CommandCalls:
    """The calls, bound to what there is."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        """Return where each is."""
        found = []
        for place in ("/applications/{application_id}", "/applications/{application_id}/guilds/{guild_id}"):
            found += [
                web.get(f"{place}/commands", self.listed),
                web.put(f"{place}/commands", self.overwrite),
                web.post(f"{place}/commands", self.add),
                web.get(f"{place}/commands/{{command_id}}", self.one),
                web.patch(f"{place}/commands/{{command_id}}", self.change),
                web.delete(f"{place}/commands/{{command_id}}", self.delete),
            ]
        return found

    async def listed(self, request: web.Request) -> web.Response:
        """Show all commands."""
        commands = self._state.commands.listed(self._place(request))
        if request.query.get("with_localizations") in ("1", "true"):
            return answer(commands)
        return answer([_without_localizations(one) for one in commands])

    async def overwrite(self, request: web.Request) -> web.Response:
        """Make the sent commands the only ones."""
        body: Any = request[BODY]
        wanted: list[Json] = body if isinstance(body, list) else []
        done = self._state.commands.overwrite(wanted, self._place(request))
        self._state.changes.note()
        return answer(done)

    async def add(self, request: web.Request) -> web.Response:
        """Add a command, or change the one of its name."""
        insist([] if sent(request).get("name") else [missing("name")])
        before = len(self._state.commands.listed(self._place(request)))
        command = self._state.commands.add(sent(request), self._place(request))
        is_new = len(self._state.commands.listed(self._place(request))) > before
        return answer(command, 201 if is_new else 200)

    async def one(self, request: web.Request) -> web.Response:
        """Show one command."""
        return answer(self._state.commands.one(number(request, "command_id"), self._place(request)))

    async def change(self, request: web.Request) -> web.Response:
        """Change a command."""
        command = number(request, "command_id")
        return answer(self._state.commands.change(command, sent(request), self._place(request)))

    async def delete(self, request: web.Request) -> web.Response:
        """Take a command away."""
        self._state.commands.delete(number(request, "command_id"), self._place(request))
        return answer()

    def _place(self, request: web.Request) -> int | None:
        people = self._state.people
        if number(request, "application_id") != people.bot.id:
            raise Refusal(*MISSING_ACCESS)
        if "guild_id" not in request.match_info:
            return None
        guild = people.guilds.get(number(request, "guild_id"))
        if guild is None or not guild.has_bot:
            raise Refusal(*MISSING_ACCESS)
        return guild.id


def _without_localizations(command: Json) -> Json:
    return {name: part for name, part in command.items() if not name.endswith("_localizations")}
