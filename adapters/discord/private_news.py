"""Private answers that found no private way: kept behind a public button that only their member can use."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from adapters.discord.choices import OPENS, Button
from adapters.discord.json_words import Body
from adapters.discord.outbound import Post
from adapters.discord.shelf import Shelf
from adapters.discord.wording import wording

LIFETIME = timedelta(minutes=10)  # as long as a link in it works


@dataclass(frozen=True, slots=True)
class News:
    """What waits behind a button, and for whom."""

    member: str
    bodies: tuple[Body, ...]


class PrivateNews:
    """Keeps private answers until their member presses the button."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def keep(self, member: str, posts: Sequence[Post], language: str) -> Post:
        """Keep the posts for `member`; return the public one with the button, which tells nothing of them.

        Raises:
            ServiceDown: they could not be kept.
        """
        name = token_urlsafe(16)
        kept = {"member": member, "bodies": [post.to_body(private=True) for post in posts]}
        await self._shelf.put(f"discord:private:{name}", json.dumps(kept), LIFETIME)
        button = Button(wording("show_me", language), id=f"{OPENS}{name}")
        return Post(wording("for_you_alone", language, member=f"<@{member}>"), buttons=(button,))

    async def take(self, name: str) -> News | None:
        """Return what waits under `name`; None when it is too old.

        Raises:
            ServiceDown: it could not be looked up.
        """
        kept = await self._shelf.get(f"discord:private:{name}")
        if kept is None:
            return None
        news: Body = json.loads(kept)
        return News(news["member"], tuple(news["bodies"]))
