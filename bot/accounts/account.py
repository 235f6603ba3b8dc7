"""A member's link to their music service account, and what it takes to make one."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.chat import Channel, Member


class AccountState(StrEnum):
    """Whether a link can be used."""

    LINKED = "linked"
    LOST = "lost"  # revoked, or past its six months: link again


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the music service gave for one consent. Secret."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires: datetime  # of the access token
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose account it is, as the music service says."""

    service_id: str  # immutable: Spotify's account_id, or id where that is absent
    name: str


@dataclass(frozen=True, slots=True)
class Account:
    """A member's link to their music service account."""

    member: Member
    service_id: str
    name: str  # the profile's name, shown only to the member
    tokens: Tokens
    consented: datetime
    state: AccountState = AccountState.LINKED
    linked_in: str = ""  # the tenant of the channel they linked in; empty where that was in private


@dataclass(frozen=True, slots=True)
class Ticket:
    """One begun login: who is being linked, and where they asked for it."""

    member: Member
    channel: Channel  # where the private news goes
    place: str  # the channel's or workspace's name, shown on the page
    expires: datetime


@dataclass(frozen=True, slots=True)
class Login:
    """A ticket on its way through the music service's consent page."""

    ticket: Ticket
    verifier: str = field(repr=False)  # PKCE
    cookie_hash: str = field(repr=False)  # of the browser that began it


@dataclass(frozen=True, slots=True)
class Proof:
    """A finished consent that waits for its code to be typed in the chat."""

    ticket: Ticket
    profile: Profile
    tokens: Tokens
    code_hash: str = field(repr=False)
    expires: datetime
    tries_left: int = 5
