"""What the app answers by a response URL or with its acknowledgement of a command, put where it belongs."""

from typing import Any

from aiohttp import web

from tests.standins.slack.api import WebApi, faulty
from tests.standins.slack.events import Events
from tests.standins.slack.methods.chat import content
from tests.standins.slack.refusals import Refusal
from tests.standins.slack.responses import ResponseUrl
from tests.standins.slack.workspace import SlackMessage
from tests.standins.slack.world import World

KNOWN = frozenset(
    {"text", "blocks", "attachments", "response_type", "replace_original", "delete_original", "thread_ts"}
    | {"unfurl_links", "unfurl_media", "metadata", "mrkdwn"}
)
RESPONSE_URL = "response_url"  # its name among the calls and faults


class Answers:
    """Takes answers; the bot need not be in the channel, and sees nothing of it by that."""

    def __init__(self, world: World, events: Events, api: WebApi) -> None:
        self._world, self._events, self._api = world, events, api

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one post to a response URL."""
        body = await request.json()
        await self._api.faults.hold(RESPONSE_URL)
        fault = self._api.faults.take(RESPONSE_URL)
        if fault is not None and not fault.after:
            return faulty(request, fault)
        self._api.calls.append((RESPONSE_URL, body))
        answer = self._answer(request.match_info["key"], body)
        return faulty(request, fault) if fault is not None else answer

    def _answer(self, key: str, body: dict[str, Any]) -> web.Response:
        try:
            url = self._world.response_urls.use(key)
        except Refusal as refusal:
            return web.Response(status=404, text=refusal.error)
        try:
            self.take(url, body)
        except Refusal as refusal:
            return web.json_response({"ok": False, "error": refusal.error, **refusal.fields}, status=400)
        return web.Response(text="ok")

    def take(self, url: ResponseUrl, body: dict[str, Any]) -> SlackMessage | None:
        """Show an answer, or change or delete what it answers to; None when that is gone or nothing is left.

        Raises:
            Refusal: there is nothing to show, or Block Kit does not allow it.
        """
        for name in sorted(set(body) - KNOWN):
            self._world.complain(f"response_url: no argument {name!r} is described")
        original = url.original
        if _yes(body.get("delete_original")):
            if original is not None:
                self._delete(original)
            return None
        shown = content(body)
        # Where nothing is said a button's message is replaced: https://github.com/howdyai/botkit/issues/444
        replaces = _yes(body.get("replace_original", "response_type" not in body))
        if original is not None and replaces:
            return self._replace(original, shown)
        only_for = None if body.get("response_type") == "in_channel" else url.member
        message = SlackMessage(url.channel, self._world.ids.ts(), url.author, only_for=only_for, **shown)
        message.thread_ts = body.get("thread_ts")
        self._world.post(message)
        if only_for is None:
            self._events.said(message)
        return message

    def _replace(self, original: SlackMessage, shown: dict[str, Any]) -> SlackMessage | None:
        if original.deleted:
            return None
        before = original.wire()
        original.text, original.blocks, original.markdown = shown["text"], shown["blocks"], False
        original.attachments, original.edited = shown["attachments"], self._world.ids.ts()
        if original.only_for is None:
            self._events.altered(original, before)
        self._world.changes.happened()
        return original

    def _delete(self, original: SlackMessage) -> None:
        original.deleted = True
        if original.only_for is None:
            self._events.deleted(original)
        self._world.changes.happened()


def _yes(value: Any) -> bool:
    return str(value).lower() in ("true", "1")
