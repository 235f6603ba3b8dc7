"""chat.*: posting, editing, deleting, ephemeral messages, permalinks, unfurling."""

from typing import Any

from tests.standins.slack.block_rules import TOTAL_CHARACTERS, check_blocks, total_length
from tests.standins.slack.call import Call, Method
from tests.standins.slack.elements import with_ids
from tests.standins.slack.markup import links
from tests.standins.slack.refusals import Refusal
from tests.standins.slack.workspace import SlackChannel, SlackMessage

POST_CHARACTERS, UPDATE_CHARACTERS, MARKDOWN_CHARACTERS = 40_000, 4_000, 12_000
LONG_TEXT = 4_000  # what Slack recommends at most; above it a message is still posted


def content(args: dict[str, Any]) -> dict[str, Any]:
    """Return text, blocks and attachments of what is to be posted, checked.

    Raises:
        Refusal: there is nothing to show, or Block Kit does not allow it.
    """
    blocks, attachments = args.get("blocks") or [], args.get("attachments") or []
    text, markdown = str(args.get("text") or ""), args.get("markdown_text")
    if markdown is not None and (blocks or text):
        raise Refusal("markdown_text_conflict")
    if markdown is not None and len(markdown) > MARKDOWN_CHARACTERS:
        raise Refusal("msg_too_long")
    if isinstance(blocks, str) or isinstance(attachments, str):
        raise Refusal("invalid_blocks_format")
    if not (text.strip() or blocks or attachments or markdown):
        raise Refusal("no_text")
    if wrong := check_blocks(blocks, "/blocks"):
        told = [f"[ERROR] {one}" for one in wrong]
        raise Refusal("invalid_blocks", errors=wrong, response_metadata={"messages": told})
    if total_length(blocks) > TOTAL_CHARACTERS:
        raise Refusal("msg_blocks_too_long")
    text = (markdown if markdown is not None else text)[:POST_CHARACTERS]
    return {"text": text, "blocks": with_ids(blocks), "attachments": attachments, "markdown": markdown is not None}


def post_message(call: Call) -> dict[str, Any]:
    """Post to a channel, a thread, or a member's direct messages."""
    channel = _writable(call)
    shown = content(call.args)
    thread = _thread(call, channel)
    message = SlackMessage(channel, call.world.ids.ts(), call.install.bot, thread_ts=thread, **shown)
    message.metadata = call.args.get("metadata")
    if shown["blocks"] and not shown["text"]:
        call.world.complain("chat.postMessage: blocks without `text`, which notifications and screen readers need")
    if call.args.get("parse") == "full" or call.flag("link_names"):
        call.world.complain("chat.postMessage: `parse=full` and `link_names` let any text mention everyone")
    call.world.post(message)
    call.events.said(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.wire()}


def post_ephemeral(call: Call) -> dict[str, Any]:
    """Show a message to one member of a channel, until they reload."""
    channel = _writable(call)
    shown = content(call.args)
    member = call.member(call.text("user"))
    if member not in channel.members:
        raise Refusal("user_not_in_channel")
    thread = _thread(call, channel)
    message = SlackMessage(channel, call.world.ids.ts(), call.install.bot, thread_ts=thread, only_for=member, **shown)
    call.world.post(message)
    return {"message_ts": message.ts}


def update(call: Call) -> dict[str, Any]:
    """Change one of the bot's own messages; text alone takes its blocks away."""
    channel = call.channel()
    message = call.message(channel, call.text("ts"))
    if message.author is not call.install.bot:
        raise Refusal("cant_update_message")
    if channel.archived:
        raise Refusal("is_inactive")
    window = message.author.team.edit_window
    if window is not None and call.world.clock.now() - float(message.ts) > window:
        raise Refusal("edit_window_closed")
    if len(call.text("text")) > UPDATE_CHARACTERS:
        raise Refusal("msg_too_long")
    before = message.wire()
    _change(call, message)
    call.events.changed(message, before)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.wire()}


def delete(call: Call) -> dict[str, Any]:
    """Delete one of the bot's own messages."""
    channel = call.channel()
    message = call.message(channel, call.text("ts"))
    if message.author is not call.install.bot:
        raise Refusal("cant_delete_message")
    message.deleted = True
    call.events.deleted(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> dict[str, Any]:
    """Return the address of a message."""
    channel = call.channel()
    message = call.message(channel, call.text("message_ts"))
    address = f"https://{channel.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        address += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}


def unfurl(call: Call) -> dict[str, Any]:
    """Show something under links of a message; only links that are in it, only of the app's domains."""
    unfurls = call.args.get("unfurls")
    if not isinstance(unfurls, dict):
        raise Refusal("invalid_unfurls_format" if unfurls else "missing_unfurls")
    channel = call.world.channel(call.install, call.text("channel"))
    if channel is None:
        raise Refusal("cannot_find_channel")
    message = call.message(channel, call.text("ts"), "cannot_find_message")
    for link in unfurls:
        if link not in links(message.text):
            raise Refusal("cannot_unfurl_message")
        if not any(domain in link for domain in call.world.app.unfurl_domains):
            raise Refusal("cannot_unfurl_url")
    before = message.wire()
    message.unfurls |= unfurls
    call.events.altered(message, before)
    return {}


def _writable(call: Call) -> SlackChannel:
    """Return where to post; an id of a member stands for their direct messages."""
    if call.text("channel")[:1] in ("U", "W"):
        member = call.world.member(call.install, call.text("channel"))
        if member is None:
            raise Refusal("channel_not_found")
        return (member.team if member.team in call.install.teams else call.install.teams[0]).dm(member)
    channel = call.channel()
    if channel.archived:
        raise Refusal("is_archived")
    if channel.kind == "im" and not call.world.app.messages_tab:
        raise Refusal("messages_tab_disabled")
    if call.install.bot not in channel.members and "chat:write.public" not in call.install.scopes:
        raise Refusal("not_in_channel")
    return channel


def _thread(call: Call, channel: SlackChannel) -> str | None:
    if "thread_ts" not in call.args:
        return None
    ts = call.text("thread_ts")
    root = channel.messages.get(ts)
    if root is None:
        raise Refusal("invalid_thread_ts" if not ts.replace(".", "").isdigit() else "thread_not_found")
    if root.thread_ts and root.thread_ts != root.ts:
        call.world.complain(f"{call.method}: thread_ts is a reply's, not the thread's own")
    return root.root_ts


def _change(call: Call, message: SlackMessage) -> None:
    """Change what a message shows by what was given: blocks stay only where neither text nor blocks came."""
    keeps = "text" not in call.args and "markdown_text" not in call.args
    shown = content(({"text": message.text, "blocks": message.blocks} if keeps else {}) | call.args)
    message.text, message.blocks, message.markdown = shown["text"], shown["blocks"], shown["markdown"]
    message.attachments = shown["attachments"]
    if not shown["blocks"]:
        message.edited = call.world.ids.ts()
    if "metadata" in call.args:
        message.metadata = call.args["metadata"]


METHODS = {
    "chat.postMessage": Method(post_message, 0, ("chat:write",), ("channel",)),
    "chat.postEphemeral": Method(post_ephemeral, 4, ("chat:write",), ("channel", "user")),
    "chat.update": Method(update, 3, ("chat:write",), ("channel", "ts")),
    "chat.delete": Method(delete, 3, ("chat:write",), ("channel", "ts")),
    "chat.getPermalink": Method(get_permalink, 0, (), ("channel", "message_ts")),
    "chat.unfurl": Method(unfurl, 3, ("links:write",), ()),
}
