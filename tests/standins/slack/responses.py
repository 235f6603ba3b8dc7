"""Response URLs: five answers within thirty minutes to a command or to something pressed."""

from dataclasses import dataclass

from tests.standins.slack.clock import Clock
from tests.standins.slack.ids import Ids
from tests.standins.slack.refusals import Refusal
from tests.standins.slack.workspace import SlackChannel, SlackMember, SlackMessage

RESPONSES = 5
RESPONSE_SECONDS = 30 * 60


@dataclass(eq=False)
class ResponseUrl:
    """Where one answers to: who did something, where, and the message it was done in, if it was."""

    member: SlackMember
    author: SlackMember  # the app's bot, as which answers appear
    channel: SlackChannel
    original: SlackMessage | None
    until: float
    left: int = RESPONSES


class ResponseUrls:
    """The response URLs given out."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids
        self._open: dict[str, ResponseUrl] = {}

    def issue(
        self, member: SlackMember, author: SlackMember, channel: SlackChannel, original: SlackMessage | None = None
    ) -> str:
        """Return the path of a new response URL."""
        key = self._ids.secret("response")
        until = self._clock.now() + RESPONSE_SECONDS
        self._open[key] = ResponseUrl(member, author, channel, original, until)
        return f"/respond/{key}"

    def use(self, key: str) -> ResponseUrl:
        """Return what the URL stands for, and count one use.

        Raises:
            Refusal: it is unknown, used five times, or older than thirty minutes.
        """
        url = self._open.get(key)
        if url is None:
            raise Refusal("no_service")
        if self._clock.now() > url.until:
            raise Refusal("expired_url")
        if url.left == 0:
            raise Refusal("used_url")
        url.left -= 1
        return url
