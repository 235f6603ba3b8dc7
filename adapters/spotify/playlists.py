"""Playlists in a member's own account: made, described, written and read back."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from adapters.spotify.client import Body
from adapters.spotify.editing import is_repeatable, to_ask
from adapters.spotify.member_voice import MemberTokens, MemberVoice
from adapters.spotify.recent import Recent
from adapters.spotify.refusals import Gone, Unanswered
from adapters.spotify.translate import rows_of, to_row, to_row_item, total_of
from adapters.spotify.web_api import Voice, WebApi
from adapters.spotify.wording import is_same, playlist_description, playlist_name
from bot.chat import Member
from bot.curation.edits import Edit, Row, anew, plan
from bot.curation.music import Item
from bot.curation.ports import Held, Published
from bot.errors import AccessLost, NotAllowed, ServiceDown

MOST_ROWS = 50  # in one page of items
SETTLING = 1.0  # seconds until what was done just now shows, or what was thought lost arrives
STALE_LIFETIME = timedelta(seconds=30)  # for so long a read may show what was before a write (web-api#1225)
KEPT_LIFETIME = timedelta(minutes=10)  # for so long a list is taken not to be deleted
LISTS = 500
KINDS = ("track", "episode")


class SpotifyPlaylists:
    """Playlists on Spotify."""

    def __init__(
        self,
        api: WebApi,
        tokens: MemberTokens,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._api = api
        self._tokens = tokens
        self._sleep = sleep
        self._handed_out: set[str] = set()  # ids of lists made here: none of them is a lost one
        self._before: Recent[str, tuple[Row, ...]] = Recent(lambda: api.gate.now, STALE_LIFETIME, LISTS)
        self._kept: Recent[str, bool] = Recent(lambda: api.gate.now, KEPT_LIFETIME, LISTS)

    async def create(self, owner: Member, title: str, description: str, *, begun: bool = False) -> Published:
        """Make an empty playlist; after a failure that may have made it, look for it before making another.

        Raises:
            NotLinked: the owner has no linked account.
            ServiceError: it could not be made.
        """
        voice = MemberVoice(self._tokens, owner)
        name, about = playlist_name(title), playlist_description(description, title)
        async with self._api.gate.serial(f"playlists of {owner.key}"):
            made = await self._made_just_now(voice, owner, name, about) if begun else None
            made = made or await self._made(voice, owner, name, about) or await self._made(voice, owner, name, about)
        if made is None:
            raise Unanswered("The playlist was not made, twice.")
        self._handed_out.add(made.service_id)
        self._kept.put(made.service_id, True)
        return made

    async def describe(self, owner: Member, service_id: str, title: str, description: str) -> None:
        """Change title and description, as far as Spotify takes them.

        Raises:
            ServiceError: it could not be changed.
        """
        name, about = playlist_name(title), playlist_description(description, title)
        async with self._api.gate.serial(service_id):
            await self._api.write(
                MemberVoice(self._tokens, owner),
                lambda client: client.playlist_change_details(service_id, name=name, description=about),
                repeatable=True,
            )

    async def write(
        self, owner: Member, service_id: str, uris: Sequence[str], held: Sequence[Row] | None = None
    ) -> None:
        """Make the playlist hold exactly `uris`, in order; by few edits where it is known what it holds.

        Raises:
            ServiceError: it could not be written; Spotify may hold a state on the way.
        """
        voice = MemberVoice(self._tokens, owner)
        edits = plan(held, uris) if held is not None else anew(uris)
        async with self._api.gate.serial(service_id):
            try:
                await self._edit(voice, service_id, edits)
            except Unanswered:
                # Whether the last edit was done is not known, and a read may be stale.
                await self._sleep(SETTLING)
                await self._edit(voice, service_id, await self._rest(voice, owner, service_id, uris, held))
                await self._check_length(voice, service_id, len(uris) + (held or []).count(None))
        if edits and held is not None:
            self._before.put(service_id, tuple(held))

    async def held(self, owner: Member, service_id: str) -> Held:
        """Return what the playlist holds; one that its owner deleted is gone although Spotify still shows it.

        Raises:
            NotAllowed: it is not the owner's ("not_owner"), or deleted ("list_gone").
            ServiceError: it could not be read.
        """
        try:
            seen = await self._seen(owner, service_id)
            if self._before.get(service_id) == seen.rows:  # maybe what was before the last write
                await self._sleep(SETTLING)
                seen = await self._seen(owner, service_id)
            await self._check_kept(owner, service_id)
        except Gone as error:
            raise NotAllowed("The playlist is not there any more.", reason="list_gone") from error
        return seen

    async def read(self, owner: Member, service_id: str) -> list[Item]:
        """Return what the playlist holds, in order; unavailable items and local files are left out.

        Raises:
            NotAllowed: it is not the owner's, or is gone.
            ServiceError: it could not be read.
        """
        try:
            return list((await self._seen(owner, service_id)).items)
        except Gone as error:
            raise NotAllowed("The playlist is not there any more.", reason="list_gone") from error

    async def _seen(self, owner: Member, service_id: str) -> Held:
        voice = MemberVoice(self._tokens, owner)
        body = await self._api.read(
            voice,
            (service_id, owner.key),
            lambda client: client.playlist(service_id, additional_types=KINDS),
        )
        page = body.get("items") or body.get("tracks")
        if not isinstance(page, dict):
            raise NotAllowed("Spotify shows this list's items to its owner only.", reason="not_owner")
        rows = rows_of(page)
        while len(rows) < total_of(page):
            more = rows_of(await self._page(voice, owner, service_id, len(rows)))
            if not more:
                break
            rows = [*rows, *more]
        items = tuple(item for row in rows if (item := to_row_item(row)))
        return Held(str(body.get("name") or ""), tuple(map(to_row, rows)), items)

    async def _check_kept(self, owner: Member, service_id: str) -> None:
        """Make sure, now and then, that the owner has the playlist in their library: to delete is to take it out.

        Raises:
            Gone: they deleted it.
        """
        if self._kept.get(service_id):
            return
        uri = f"spotify:playlist:{service_id}"
        key = ("me/library", service_id, owner.key)
        try:
            answer = await self._api.read(
                MemberVoice(self._tokens, owner), key, lambda client: client.library_contains(uri)
            )
        except (ServiceDown, AccessLost):
            return  # not to know it is no reason not to write
        if not answer["held"]:
            raise Gone("Its owner deleted the playlist.")
        self._kept.put(service_id, True)

    async def _made(self, voice: Voice, owner: Member, name: str, about: str) -> Published | None:
        """Make a playlist; return it, found where its answer was lost, or None where it was not made."""
        try:
            body = await self._api.write(
                voice,
                lambda client: client.current_user_playlist_create(name, public=False, description=about),
            )
            return _published(body)
        except Unanswered:
            return await self._made_just_now(voice, owner, name, about)

    async def _made_just_now(self, voice: Voice, owner: Member, name: str, about: str) -> Published | None:
        """Return the playlist that was made although the answer was lost: ours by name and words, and empty."""
        await self._sleep(SETTLING)
        body = await self._api.read(
            voice, ("me/playlists", owner.key), lambda client: client.current_user_playlists(limit=MOST_ROWS)
        )
        for one in rows_of(body):
            if _is_lost_one(one, name, about) and one.get("id") not in self._handed_out:
                return _published(one)
        return None

    async def _rest(
        self, voice: Voice, owner: Member, service_id: str, uris: Sequence[str], held: Sequence[Row] | None
    ) -> Sequence[Edit]:
        """Return the edits with which to begin again: the whole list, where that loses nothing."""
        if None not in (held or ()):
            return anew(uris)
        return plan((await self._seen(owner, service_id)).rows, uris)

    async def _edit(self, voice: Voice, service_id: str, edits: Sequence[Edit]) -> None:
        """Do one edit after the other: Spotify fails writes that overlap."""
        for edit in edits:
            await self._api.write(voice, to_ask(service_id, edit), repeatable=is_repeatable(edit))

    async def _check_length(self, voice: Voice, service_id: str, length: int) -> None:
        """Make sure that no write believed lost arrived late.

        Raises:
            Unanswered: the playlist is longer than was written.
        """
        body = await self._api.read(
            voice,
            (service_id, "total"),
            lambda client: client.playlist(service_id, fields="items(total),tracks(total)"),
        )
        if total_of(body.get("items") or body.get("tracks")) > length:
            raise Unanswered("A write believed lost arrived late.")

    async def _page(self, voice: Voice, owner: Member, service_id: str, offset: int) -> Body:
        return await self._api.read(
            voice,
            (service_id, owner.key, str(offset)),
            lambda client: client.playlist_items(service_id, limit=MOST_ROWS, offset=offset, additional_types=KINDS),
        )


def _published(body: Body) -> Published:
    """Return where a playlist is.

    Raises:
        Unanswered: the answer does not say.
    """
    service_id = body.get("id")
    if not isinstance(service_id, str) or not service_id:
        raise Unanswered("Spotify told no id of the new playlist.")
    urls = body.get("external_urls")
    url = urls.get("spotify") if isinstance(urls, dict) else None
    return Published(service_id, url if isinstance(url, str) else f"https://open.spotify.com/playlist/{service_id}")


def _is_lost_one(one: Any, name: str, about: str) -> bool:
    if not isinstance(one, dict) or not is_same(one.get("name"), name):
        return False
    rows = one.get("items") or one.get("tracks")
    is_empty = isinstance(rows, dict) and rows.get("total") == 0
    return is_empty and is_same(one.get("description"), about)
