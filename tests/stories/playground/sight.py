"""What a page of the playground shows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from adapters.web.playground import GENERAL, MEMBERS
from bot import chat as words_of_chat
from tests.stories.chat import Nature, Post, Sheet
from tests.stories.life import Life
from tests.stories.playground.page import Body, Page

NATURE = Nature(
    threads=False, forms=False, edits=False, closes=False, sheets_move=False, renames=False, uninstalls=False
)


@dataclass
class PlaygroundSight:
    """The playground's one group, on one page that plays all of it."""

    life: Life
    page: Page
    waits: bool = True  # for answers; else what is said is only said
    nature: Nature = NATURE
    is_request_lost: bool = False  # of the next thing said
    is_answer_lost: bool = False

    @property
    def unspent(self) -> int:
        """How much was to be lost and arrived."""
        return self.is_request_lost + self.is_answer_lost

    @property
    def channel(self) -> words_of_chat.Channel:
        """The channel of the story, as the bot knows it."""
        return GENERAL

    @property
    def violations(self) -> Sequence[str]:
        """There is no description of the playground that it could break but our own types."""
        return []

    def member(self, name: str) -> words_of_chat.Member:
        """Return a member, as the bot knows them."""
        return MEMBERS[name.lower()]

    async def seen_by(self, member: str) -> list[Post]:
        """Return all that a member reads of Chorus: in the channel and in private."""
        if self.page.follows and self.waits:
            await self.page.until(self.life.world.bot.playground.events.newest)
        run, private = self.page.after.partition("-")[0], f"dm-{member.lower()}"
        shown = [(place, one) for place in ("general", private) for one in self.page.places[place]]
        mine = [(place, one) for place, one in shown if one["author"] == "chorus"]
        posts = [_post(run, place, one) for place, one in sorted(mine, key=lambda each: each[1]["number"])]
        return [
            *posts,
            *(_doing(place, text) for place in ("general", private) if (text := self.page.statuses.get(place))),
        ]

    async def sheets(self) -> list[Sheet]:
        """Return the list beside the chat, if there is one."""
        panel = self.page.panel
        if panel is None:
            return []
        addresses = " ".join(row["url"] or "" for row in panel["rows"])
        return [Sheet("panel", str(panel), addresses, panel["ended"])]

    async def quiet(self) -> None:
        """Return once Chorus has answered all it heard, and the page shows it."""
        if self.waits:
            await self.life.world.bot.engine.lanes.quiet()
            await self.page.until(self.life.world.bot.playground.events.newest)


def _post(run: str, place: str, one: Body) -> Post:
    parts: list[dict[str, Any]] = one["parts"]
    links = [part for part in parts if part["kind"] == "link"]
    choices = [choice["label"] for part in parts if part["kind"] == "choices" for choice in part["choices"]]
    buttons = (*choices, *(link["label"] for link in links))
    rows = [row for part in parts for row in part.get("rows", [])]
    addresses = tuple(one["url"] for one in (*links, *rows) if one["url"])
    text = "\n".join(line for part in parts for line in _lines(part))
    is_private = place != "general"
    where = "direct" if is_private else "channel"
    number, wire = f"{run}-{one['number']}", json.dumps(one, ensure_ascii=False)
    return Post(number, text, buttons, addresses, is_private, where, (), wire, (place, one))


def _doing(place: str, text: str) -> Post:
    """Return the line under the talk that says what Chorus is doing."""
    is_private = place != "general"
    return Post(f"status-{place}", text, (), (), is_private, "direct" if is_private else "channel", (), text, place)


def _lines(part: Body) -> list[str]:
    if part["kind"] == "paragraph":
        return [part["text"]]
    return [f"{row['number']}. {row['title']} – {row['credit']}" for row in part.get("rows", [])]
