"""What a story reads: what is new, what the list holds, and whether all three places agree on it."""

import re
from collections.abc import Awaitable, Sequence

from tests.stories.chat import Chat, Post, Sight

ANYBODY = "Yuki"  # who looks where it does not matter who does
FIVE = "play ambient jazz, 5 tracks"
SONG = "add Hoppípolla by Sigur Rós"
_TRACK = re.compile(r"/open/(track|episode)/(\w+)")  # the page of an item on the pretend Spotify


async def read_after(sight: Sight, member: str, act: Awaitable[object]) -> list[Post]:
    """Return what a member newly reads of Chorus once something was done and it is quiet again."""
    before = {post.id for post in await sight.seen_by(member)}
    await act
    await sight.quiet()
    return [post for post in await sight.seen_by(member) if post.id not in before]


def private_addresses(posts: Sequence[Post]) -> list[str]:
    """Return the addresses in posts that link an account."""
    return [address for post in posts for address in post.addresses if "/link/" in address]


def text_of(posts: Sequence[Post]) -> str:
    """Return all there is to read in posts."""
    return "\n".join(post.text for post in posts)


async def titles(chat: Chat) -> list[str]:
    """Return the titles on the list; panel, database and, where it is there, pretend Spotify must agree on them."""
    world = chat.life.world
    session = await world.bot.desk.sessions.current(chat.channel)
    playlist = await world.bot.desk.playlists.get(session.playlist_id)
    uris = [entry.uri for entry in playlist.entries]
    [sheet] = [sheet for sheet in await chat.sheets() if not sheet.is_ended]
    assert [f"spotify:{kind}:{name}" for kind, name in _TRACK.findall(sheet.addresses)] == uris
    if playlist.service_id is not None:
        assert world.on_spotify(playlist.service_id) == uris
    return [_title(chat, uri) for uri in uris]


async def changes(chat: Chat) -> list[str]:
    """Return the words of all changes of the list, oldest first."""
    desk = chat.life.world.bot.desk
    session = await desk.sessions.current(chat.channel)
    return [revision.words for revision in (await desk.playlists.get(session.playlist_id)).revisions]


async def link(chat: Chat, member: str, person: str) -> str:
    """Link a member to a pretend Spotify account, by command, pages and code; return the private address."""
    [address] = private_addresses(await chat.command(member, "link"))
    code = await chat.life.world.code_at(address, person)
    assert "Linked" in text_of(await chat.command(member, "code", code=code))
    return address


async def unlink(chat: Chat, *members: str) -> None:
    """Let members go, so that another story may link the same accounts."""
    for member in members:
        await chat.command(member, "unlink")


def _title(chat: Chat, uri: str) -> str:
    catalogue, (_, kind, name) = chat.life.sandbox.catalogue, uri.split(":")
    return catalogue.recording_by_id[name].title if kind == "track" else catalogue.episode_by_id[name].title
