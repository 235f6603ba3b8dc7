"""Many at once: five hundred mentions in fifty channels, and whether each was answered once and in order."""

import re
import time
from pathlib import Path

from tests.bench.beside_bare import settings_in
from tests.bench.chats import CHATS, Chat, DiscordChat, SlackChat, until_all
from tests.bench.measured import running
from tests.bench.tables import Rows

TITLE = "500 mentions in 50 channels at once"
CHANNELS = 50
MEMBERS = [f"Member{number}" for number in range(10)]  # each says hello once in every channel, and is greeted by name
LAST = "Last"  # whoever is greeted after them was not waited for in vain
GREETED = re.compile(r"Hello (\w+)!")


async def rows(folder: Path) -> Rows:
    """Return what became of them on each platform."""
    return [(kind.name, await _counted(kind, folder / kind.name)) for kind in CHATS]


async def _counted(kind: type[DiscordChat] | type[SlackChat], folder: Path) -> str:
    async with (
        kind([*MEMBERS, LAST], CHANNELS) as chat,
        settings_in(folder) as settings,
        running(chat.chorus(settings)) as bot,
    ):
        await chat.connected()
        await _all_greeted(chat, [LAST])  # names and channels are known
        before, start = await bot.cpu_seconds(), time.perf_counter()
        greeted = await _all_greeted(chat, [*MEMBERS, LAST])
        took, after = time.perf_counter() - start, await bot.cpu_seconds()
    said = [[name for name in each if name != LAST] for each in greeted]
    lost = sum(len(set(MEMBERS) - set(each)) for each in said)
    twice = sum(len(each) - len(set(each)) for each in said)
    in_order = sum(list(dict.fromkeys(each)) == MEMBERS for each in said)
    count = len(MEMBERS) * CHANNELS
    cpu = 1000 * (after - before) / count
    answered = f"{count - lost} of {count} answered, {lost} lost, {twice} twice"
    return f"{answered}, in order in {in_order} of {CHANNELS} channels; {took:.1f} s, CPU {cpu:.2f} ms each"


async def _all_greeted(chat: Chat, members: list[str]) -> list[list[str]]:
    """Let members say hello everywhere at once; return who was greeted in each channel, in order."""
    since = [chat.length(channel) for channel in range(CHANNELS)]
    for member in members:
        for channel in range(CHANNELS):
            await chat.mention(member, channel, "hello")

    def greeted(channel: int) -> list[str]:
        found = (GREETED.match(said.text) for said in chat.said(channel, since[channel]))
        return [match[1] for match in found if match]

    await until_all(chat, range(CHANNELS), lambda channel: members[-1] in greeted(channel))
    return [greeted(channel) for channel in range(CHANNELS)]
