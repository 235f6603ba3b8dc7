"""The one message of a channel that shows its session: changed in place, posted anew when it is old or far up."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from adapters.slack.installations import Installation
from adapters.slack.notes import Notes
from adapters.slack.outbound import Post
from adapters.slack.panel import digest_of, to_post
from adapters.slack.posting import post_to
from adapters.slack.refusals import Refused, asking_slack
from adapters.slack.roots import Roots
from bot.chat import Channel, Panel

OLD = timedelta(hours=12)
FAR_UP = 8  # messages of ours or to us below it
KEPT = timedelta(days=60)
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel as it stands in the channel."""

    ts: str
    posted: float  # seconds since 1970
    digest: str


class Panels:
    """Knows which message is a channel's panel."""

    def __init__(self, notes: Notes, roots: Roots, clock: Callable[[], datetime]) -> None:
        self._notes = notes
        self._roots = roots
        self._clock = clock
        self._below: Counter[str] = Counter()  # since the start; after it the time alone decides

    def count(self, channel: Channel) -> None:
        """Count a message that pushed the panel up."""
        if len(self._below) >= MOST_COUNTED:
            self._below.clear()
        self._below[channel.key] += 1

    async def show(self, installation: Installation, channel: Channel, panel: Panel) -> None:
        """Show the panel's new state.

        Raises:
            ServiceError: it could not be shown.
        """
        post = to_post(panel)
        shown = await self._shown(channel)
        if shown is None or self._is_far(channel, shown) or not await self._change(installation, channel, shown, post):
            await self._post_anew(installation, channel, shown, post)
        if panel.ended:
            await self._notes.drop(_key(channel))

    def _is_far(self, channel: Channel, shown: Shown) -> bool:
        is_old = self._clock().timestamp() - shown.posted > OLD.total_seconds()
        return is_old or self._below[channel.key] >= FAR_UP

    async def _change(self, installation: Installation, channel: Channel, shown: Shown, post: Post) -> bool:
        """Change the message in place; False where it cannot be changed any more."""
        digest = digest_of(post)
        if digest == shown.digest:
            return True
        try:
            with asking_slack():
                await installation.client.chat_update(
                    channel=channel.id, ts=shown.ts, text=post.text, blocks=list(post.blocks)
                )
        except Refused as error:
            if error.is_gone:
                return False
            raise
        await self._remember(channel, Shown(shown.ts, shown.posted, digest))
        return True

    async def _post_anew(self, installation: Installation, channel: Channel, before: Shown | None, post: Post) -> None:
        ts = await post_to(installation, channel.id, channel.thread, post)
        self._below[channel.key] = 0
        if channel.thread is None:
            await self._roots.add(channel.id, ts)
        await self._remember(channel, Shown(ts, self._clock().timestamp(), digest_of(post)))
        if before is not None:
            await self._delete(installation, channel, before)

    async def _delete(self, installation: Installation, channel: Channel, shown: Shown) -> None:
        try:
            with asking_slack():
                await installation.client.chat_delete(channel=channel.id, ts=shown.ts)
        except Refused:
            return  # somebody deleted it, or it may not be: then there are two, and the newest counts

    async def _shown(self, channel: Channel) -> Shown | None:
        kept = await self._notes.get(_key(channel))
        return Shown(**json.loads(kept)) if kept else None

    async def _remember(self, channel: Channel, shown: Shown) -> None:
        await self._notes.put(_key(channel), json.dumps(asdict(shown)), KEPT)


def _key(channel: Channel) -> str:
    return f"slack:panel:{channel.key}"
