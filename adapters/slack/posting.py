"""Putting messages into Slack."""

from collections.abc import Iterable
from datetime import timedelta

import aiohttp

from adapters.slack.calls import respond
from adapters.slack.installations import Installation
from adapters.slack.notes import Notes
from adapters.slack.outbound import Post
from adapters.slack.refusals import Refused, asking_slack

NO_THREAD = ("thread_not_found", "invalid_thread_ts", "message_not_found")  # what it hung under was deleted
SAYS_KEPT = timedelta(days=30)


def says_key(name: str) -> str:
    """Return the key of the note that holds what a button says."""
    return f"slack:says:{name}"


async def keep_says(notes: Notes, posts: Iterable[Post]) -> None:
    """Keep what does not fit into buttons, before they can be pressed."""
    kept = {name: says for post in posts for name, says in post.kept.items()}
    for name, says in kept.items():
        await notes.put(says_key(name), says, SAYS_KEPT)


async def post_to(installation: Installation, channel: str, thread: str | None, post: Post) -> str:
    """Post a message that everybody in the channel sees, in its thread if that is still there; return its timestamp.

    Raises:
        ServiceError: it could not be posted.
    """
    try:
        return await _post(installation, channel, thread, post)
    except Refused as error:
        if thread is None or error.code not in NO_THREAD:
            raise
        return await _post(installation, channel, None, post)


async def post_for(installation: Installation, channel: str, thread: str | None, member: str, post: Post) -> None:
    """Post a message in a channel that one member alone sees, until they load Slack anew.

    Raises:
        ServiceError: it could not be posted.
    """
    with asking_slack():
        await installation.client.chat_postEphemeral(
            channel=channel, thread_ts=thread, user=member, text=post.text, blocks=list(post.blocks)
        )


async def answer_by(
    url: str, session: aiohttp.ClientSession | None, post: Post, *, private: bool, thread: str | None = None
) -> None:
    """Answer through a response URL, to the channel or to the member alone.

    Raises:
        ServiceError: it could not be answered.
    """
    body: dict[str, object] = {
        "response_type": "ephemeral" if private else "in_channel",
        "replace_original": False,
        "text": post.text,
        "blocks": list(post.blocks),
    }
    await respond(url, session, body | ({"thread_ts": thread} if thread else {}))


async def dm_with(installation: Installation, member: str) -> str:
    """Return the id of the channel where a member and the app are alone.

    Raises:
        ServiceError: there is none to be had.
    """
    with asking_slack():
        answer = await installation.client.conversations_open(users=member)
    channel = answer.get("channel") or {}
    if "id" not in channel:
        raise Refused("channel_not_found")
    return str(channel["id"])


async def _post(installation: Installation, channel: str, thread: str | None, post: Post) -> str:
    with asking_slack():
        answer = await installation.client.chat_postMessage(
            channel=channel,
            thread_ts=thread,
            text=post.text,
            blocks=list(post.blocks),
            unfurl_links=False,
            unfurl_media=False,
        )
    return str(answer["ts"])
