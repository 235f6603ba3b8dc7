"""The state of a session as one message of Slack's. Pure functions."""

import hashlib
import json

from adapters.slack.blocks import Block, context, link_button, rows_of_buttons, section, sections
from adapters.slack.markup import escape, one_line
from adapters.slack.outbound import MOST_CHARACTERS, Post, clock_time, row_sections, size
from bot.chat import Panel

SPOTIFY = "Spotify"
MOST_NAMED = 20
ROOM = 1_000  # characters for all but the rows


def to_post(panel: Panel) -> Post:
    """Return the message that shows a panel; a list that is too long for one message is cut."""
    title = escape(one_line(panel.title, 200)) or "…"
    blocks = [section(f"*{title}*"), *sections(one_line(panel.description, 400))]
    blocks += _fitting(row_sections(panel.rows))
    blocks.append(context(_facts(panel)))
    button = link_button(SPOTIFY, panel.url) if panel.url else None
    blocks += rows_of_buttons([button] if button else [])
    return Post(title, tuple(blocks))


def digest_of(post: Post) -> str:
    """Return what tells one state of a panel from another."""
    return hashlib.sha256(json.dumps(post.blocks, sort_keys=True).encode()).hexdigest()[:32]


def _fitting(blocks: list[Block]) -> list[Block]:
    room = MOST_CHARACTERS - ROOM
    for place, block in enumerate(blocks):
        room -= size(block)
        if room < 0:
            return [*blocks[:place], context("…")]
    return blocks


def _facts(panel: Panel) -> str:
    """Return the small print, in signs that need no language: tracks, time, host, members, version."""
    names = [one_line(name, 40) for name in panel.members]
    shown = ", ".join(names[:MOST_NAMED]) + (f" +{len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else "")
    facts = [f"♫ {len(panel.rows)}", f"⏱ {clock_time(panel.seconds)}"]
    facts += [f"★ {one_line(panel.host, 40)}"] if panel.host else []
    facts += [f"☺ {shown}"] if shown else []
    return escape("   ".join([*facts, f"№ {panel.revision}", *(["■"] if panel.ended else [])]))
