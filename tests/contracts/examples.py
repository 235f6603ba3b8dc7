"""The people, places and things the contract tests speak of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.accounts.account import Account, Login, Profile, Proof, Ticket, Tokens
from bot.chat import Channel, ChannelKind, Member, Message
from bot.curation.music import Entry, Episode, Playlist, Revision, Source, Track
from bot.curation.picks import Origin, Pick
from bot.curation.wish import Wish
from bot.sessions.session import Session

EVENING = datetime(2026, 11, 6, 20, 0, tzinfo=UTC)

ANA = Member("discord", "guild", "1", "Ana")
LEO = Member("discord", "guild", "2", "Leo")
KITCHEN = Channel("discord", "guild", "kitchen")
GARDEN = Channel("slack", "team", "garden", thread="17.5", kind=ChannelKind.GROUP)

GLORY_BOX = Track(
    "spotify:track:1",
    "Glory Box",
    ("Portishead",),
    305,
    "Dummy",
    1994,
    False,
    "GBAAP9400052",
    "https://o/1",
    "https://i/1",
)
SERIAL = Episode("spotify:episode:1", "The Alibi", "Serial", 3200, "2014-10", True, "https://o/2", None, "A case.")


def a_message(key: str = "m1", channel: Channel = KITCHEN, text: str = "add Glory Box 🎶") -> Message:
    """Return a message with everything a message can have."""
    return Message(key, channel, ANA, text, EVENING, mentions=(LEO,), locale="es")


def a_session(number: int = 1, *members: Member, channel: Channel = KITCHEN, ended: bool = False) -> Session:
    """Return a session; a higher number started later."""
    started = EVENING + timedelta(minutes=number)
    end = started + timedelta(hours=2) if ended else None
    return Session(
        f"s{number}", channel, f"p{number}", started, members, host=members[0] if members else None, ended=end
    )


def a_revision(number: int = 1, turn: str | None = None, wish: Wish | None = None) -> Revision:
    """Return a revision with one entry for each number up to its own."""
    pick = Pick("Glory Box", "Portishead", origin=Origin.OPEN)
    entry = Entry("spotify:track:0", pick, ANA, Source.ASKED, because=("glory",), checked=("trip hop",))
    return Revision(
        number,
        turn or f"turn-{number}",
        LEO,
        "más Portishead",
        EVENING,
        tuple(replace(entry, uri=f"spotify:track:{n}") for n in range(1, number + 1)),
        wish or Wish(),
        title=f"Name {number}",
        restores=number - 1,
    )


def a_playlist(playlist_id: str = "p1", revisions: int = 0) -> Playlist:
    """Return a playlist with so many revisions."""
    return Playlist(playlist_id, tuple(a_revision(number) for number in range(1, revisions + 1)))


def some_tokens(name: str = "first") -> Tokens:
    """Return tokens that can be told by `name`."""
    return Tokens(f"access-{name}", f"refresh-{name}", EVENING + timedelta(hours=1), frozenset({"a-scope", "b-scope"}))


def an_account(member: Member = ANA, service_id: str = "ana.reyes", tokens: Tokens | None = None) -> Account:
    """Return a linked account."""
    return Account(member, service_id, "Ana R.", tokens or some_tokens(), EVENING)


def a_ticket(member: Member = ANA, minutes: int = 10) -> Ticket:
    """Return a ticket that lives for so long from EVENING."""
    return Ticket(member, KITCHEN, "The kitchen", EVENING + timedelta(minutes=minutes))


def a_login(ticket: Ticket | None = None, cookie_hash: str = "cookie") -> Login:
    """Return a login begun in a browser."""
    return Login(ticket or a_ticket(), "verifier", cookie_hash)


def a_proof(tokens: Tokens | None = None) -> Proof:
    """Return a proof that wants the code whose hash is `right` within five minutes of EVENING."""
    profile = Profile("ana.reyes", "Ana R.")
    return Proof(a_ticket(), profile, tokens or some_tokens(), "right", EVENING + timedelta(minutes=5))
