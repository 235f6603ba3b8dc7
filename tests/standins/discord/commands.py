"""The application commands a bot has registered, and how many it may still create today."""

import json
from datetime import datetime, timedelta

from tests.standins.discord.clock import Clock, Snowflakes
from tests.standins.discord.command_rules import kind, list_misfits
from tests.standins.discord.refusals import TOO_MANY_CREATES, UNKNOWN_COMMAND, Json, Refusal, insist, missing

CREATES_A_DAY = 200
EVERYWHERE = None  # the place of a global command
_OWN = ("id", "application_id", "version", "guild_id")
_DEFAULTS: Json = {"default_member_permissions": None, "nsfw": False}


class Commands:
    """What people can run, globally and in each guild."""

    def __init__(self, application_id: int, ids: Snowflakes, clock: Clock) -> None:
        self._application_id, self._ids, self._clock = application_id, ids, clock
        self._registered: dict[int | None, dict[tuple[int, str], Json]] = {}
        self.creates: dict[int | None, list[datetime]] = {}
        self.overwrites = 0

    def listed(self, guild_id: int | None = EVERYWHERE) -> list[Json]:
        """Return the commands registered in a guild, or the global ones."""
        return list(self._registered.get(guild_id, {}).values())

    def find(self, name: str, type_: int, guild_id: int | None) -> Json | None:
        """Return the command of that name, the guild's own first, None where there is none."""
        for place in (guild_id, EVERYWHERE):
            if found := self._registered.get(place, {}).get((type_, name)):
                return found
        return None

    def overwrite(self, wanted: list[Json], guild_id: int | None) -> list[Json]:
        """Make these the only commands there.

        Raises:
            Refusal: one of them is malformed, or too many are new today.
        """
        insist([missing(f"{number}.name") for number, one in enumerate(wanted) if not one.get("name")])
        insist(list_misfits(wanted))
        there = self._registered.get(guild_id, {})
        self._count(sum((kind(one), one["name"]) not in there for one in wanted), guild_id)
        self.overwrites += 1
        self._registered[guild_id] = {(kind(one), one["name"]): self._kept(one, guild_id) for one in wanted}
        return self.listed(guild_id)

    def add(self, wanted: Json, guild_id: int | None) -> Json:
        """Add a command, or change the one of its name."""
        key = (kind(wanted), wanted["name"])
        others = [one for one in self.listed(guild_id) if (kind(one), one["name"]) != key]
        self.overwrite([*others, wanted], guild_id)
        return self._registered[guild_id][key]

    def change(self, number: int, changes: Json, guild_id: int | None) -> Json:
        """Change some of a command."""
        there = self.one(number, guild_id)
        del self._registered[guild_id][kind(there), there["name"]]
        changed = {**there, **changes}
        self._registered[guild_id][kind(changed), changed["name"]] = there if changed == there else changed
        return self.add(changed, guild_id)

    def delete(self, number: int, guild_id: int | None) -> None:
        """Take a command away."""
        there = self.one(number, guild_id)
        del self._registered[guild_id][kind(there), there["name"]]

    def one(self, number: int, guild_id: int | None) -> Json:
        """Return the command with that id.

        Raises:
            Refusal: there is none.
        """
        for command in self.listed(guild_id):
            if command["id"] == str(number):
                return command
        raise Refusal(*UNKNOWN_COMMAND)

    def _kept(self, wanted: Json, guild_id: int | None) -> Json:
        """Return the command as registered; its version changes only when it does."""
        given = {name: part for name, part in wanted.items() if name not in _OWN and part is not None}
        there = self._registered.get(guild_id, {}).get((kind(wanted), wanted["name"]))
        command = {**_DEFAULTS, "type": kind(wanted), "description": "", **given}
        if command["default_member_permissions"] is not None:
            command["default_member_permissions"] = str(command["default_member_permissions"])
        if guild_id is EVERYWHERE:
            command.setdefault("integration_types", [0])
        if there is not None and _as_text(command) == _as_text(there):
            return there
        number = there["id"] if there is not None else str(self._ids.next())
        own = {"id": number, "application_id": str(self._application_id), "version": str(self._ids.next())}
        return {**command, **own, **({} if guild_id is EVERYWHERE else {"guild_id": str(guild_id)})}

    def _count(self, new: int, guild_id: int | None) -> None:
        today = [at for at in self.creates.get(guild_id, []) if at > self._clock() - timedelta(days=1)]
        if len(today) + new > CREATES_A_DAY:
            raise Refusal(*TOO_MANY_CREATES)
        self.creates[guild_id] = today + [self._clock()] * new


def _as_text(command: Json) -> str:
    return json.dumps({name: part for name, part in command.items() if name not in _OWN}, sort_keys=True)
