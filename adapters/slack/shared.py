"""Links to songs that members share without naming us, where the workspace lets us hear of them (scope links:read).

Slack then tells of such a link, not of the words around it. Nothing is taken from that: whoever shared it is asked, so
that nobody else sees it, whether it shall go on the list; pressing the button is what is heard.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from adapters.slack.inbound import Body
from adapters.slack.installations import Installation
from adapters.slack.intake import Intake
from adapters.slack.notes import Notes
from adapters.slack.outbound import Post, to_posts
from adapters.slack.people import People
from adapters.slack.posting import keep_says, post_for
from adapters.slack.roots import Roots
from adapters.slack.sentences import sentence
from bot.chat import Choice, Choices, Paragraph
from bot.errors import ServiceError

SENT = "conversations_history"  # as against "composer": still being written
ASKED_FOR = timedelta(days=1)  # Slack may tell of a link again
MOST = 5  # links of one message
_SONG = re.compile(r"https://open\.spotify\.com/(?:intl-[a-z-]+/)?(?:track|episode)/[A-Za-z0-9]+")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SharedLinks:
    """Listens to links."""

    intake: Intake
    people: People
    roots: Roots
    notes: Notes

    def attach(self, app: AsyncApp) -> None:
        """Listen."""
        app.event("link_shared")(self.shared)

    async def shared(self, event: Body, context: AsyncBoltContext) -> None:
        """Ask whoever shared a song whether it shall go on the list; never twice, and not where we were told of it.

        Raises:
            ServiceDown: it could not be noted that they are asked; Slack sends it again.
        """
        songs = songs_in(event)
        if songs:  # in the channel's order: the same message may have been said to us just before
            await self.intake.take(event["channel"], lambda: self._ask(songs, event, context["installation"]))

    async def _ask(self, songs: Sequence[str], event: Body, installation: Installation) -> None:
        if await self._is_known(event["channel"], event["message_ts"]):
            return
        known = await self.people.known(installation, [event["user"]])
        thread = event.get("thread_ts")
        own = None if thread is None or await self.roots.holds(event["channel"], thread) else thread
        post = question(songs, known.language(event["user"]), own)
        try:
            await keep_says(self.notes, [post])
            await post_for(installation, event["channel"], thread, event["user"], post)
        except ServiceError as error:
            log.info("slack link not asked about", reason=str(error))

    async def _is_known(self, channel: str, ts: str) -> bool:
        """Tell whether the message was said to us, or was asked about before; note that it is now."""
        key = f"slack:shared:{channel}:{ts}"
        if await self.roots.holds(channel, ts) or await self.notes.get(key) is not None:
            return True
        await self.notes.put(key, "asked", ASKED_FOR)
        return False


def songs_in(event: Body) -> list[str]:
    """Return the songs that a message sent to a channel links to; none where the bot is not in it."""
    if event.get("source") != SENT or not event.get("is_bot_user_member") or event["channel"].startswith("D"):
        return []
    found = (_SONG.match(link.get("url", "")) for link in event.get("links", ()))
    return list(dict.fromkeys(match[0] for match in found if match))[:MOST]


def question(songs: Sequence[str], language: str | None, thread: str | None) -> Post:
    """Return the question about `songs`; its button says them, as the member would."""
    ask = Paragraph(sentence("shared", language))
    choice = Choice(sentence("add_shared", language), " ".join(songs))
    [post] = to_posts([ask, Choices((choice,))], thread=thread)
    return post
