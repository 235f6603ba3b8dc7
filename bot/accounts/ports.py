"""What linking needs of the outside world, and what it offers to the pages."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from bot.accounts.account import Account, AccountState, Login, Profile, Proof, Ticket, Tokens
from bot.chat import Member


class Authorizer(Protocol):
    """The music service's sign-in."""

    def consent_url(self, *, state: str, challenge: str, scopes: Iterable[str]) -> str:
        """Return the address of the service's consent page (PKCE, S256)."""

    async def exchange(self, code: str, verifier: str) -> Tokens:
        """Trade the code that came back for tokens.

        Raises:
            LinkRefused: the code is wrong, used or too old.
            ServiceError: the service did not answer.
        """

    async def profile(self, tokens: Tokens) -> Profile:
        """Tell whose account it is.

        Raises:
            NotAllowed: the service refuses this account.
            ServiceError: the service did not answer.
        """


class TicketStore(Protocol):
    """Begun logins; everything in it expires, is kept under a hash of its secret, and can be taken once."""

    async def open(self, secret: str, ticket: Ticket) -> None:
        """Keep a ticket under the hash of `secret`; it replaces an earlier one of the same member."""

    async def peek(self, secret: str) -> Ticket | None:
        """Return the ticket without using it, or None when it is unknown, expired or replaced."""

    async def begin(self, secret: str, state: str, login: Login) -> None:
        """Keep a login under the hash of `state`; the ticket of `secret` stays until the login comes back."""

    async def take(self, state: str, cookie_hash: str) -> Login | None:
        """Take the login out, once even when two ask at the same time, and its ticket with it.

        None when it is unknown or expired, or was begun in a browser with another cookie.
        """

    async def await_code(self, member: Member, proof: Proof) -> None:
        """Keep a finished consent until its code is typed; it replaces an earlier one of the member."""

    async def redeem(self, member: Member, code_hash: str) -> Proof | int:
        """Take the member's proof out if the code is right; else return how many tries are left (0: none kept)."""

    async def forget(self, member: Member) -> None:
        """Drop everything begun by the member."""

    async def forget_tenant(self, platform: str, tenant: str) -> None:
        """Drop everything begun by members of the tenant, or in one of its channels."""

    async def allow(self, member: Member) -> bool:
        """Count one more begun link of the member; False when there were too many in the last while."""


class AccountStore(Protocol):
    """Linked accounts; tokens are encrypted at rest."""

    async def save(self, account: Account) -> None:
        """Keep the account; it replaces the member's earlier one.

        Raises:
            LinkRefused: another member of the same tenant has that account of the music service; the first to save
                it keeps it, also of many at once.
        """

    async def of(self, member: Member) -> Account | None:
        """Return the member's account."""

    async def set_tokens(self, member: Member, tokens: Tokens) -> None:
        """Replace the tokens, after a refresh."""

    async def set_state(self, member: Member, state: AccountState) -> None:
        """Note whether the link can be used."""

    async def delete(self, member: Member) -> bool:
        """Delete the account and its tokens; False when there was none."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was kept of a member, all of it deleted now."""

    account: str = ""  # the name of the account they had linked
    sayings: int = 0  # of the last hours, still remembered
    rosters: int = 0  # sessions they were in
    private_lists: int = 0  # made in private, deleted whole
    changes: int = 0  # of lists that stay, made by them
    wishes: int = 0  # in those lists, as they said them
    tracks: int = 0  # on those lists, credited to them

    @property
    def is_empty(self) -> bool:
        """Whether nothing was kept."""
        return self == Receipt()


class Archive(Protocol):
    """All that lasts, searched by whose it is. A deletion that failed has left something over: it may be repeated."""

    async def channels_of(self, platform: str, tenant: str) -> frozenset[str]:
        """Return the ids of the tenant's channels that anything is kept of.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def forget_tenant(self, platform: str, tenant: str) -> None:
        """Delete the messages, sessions and lists of the tenant's channels, and the accounts that belong to it.

        Those are the accounts of its own members, and of members known in several tenants (who are people of a whole
        platform or organisation) those linked here, or linked in private by who is on a roster here; unless they are
        on a roster elsewhere too.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def forget_member(self, member: Member, somebody: Member) -> Receipt:
        """Delete the member's account, their places on rosters and their private lists; put `somebody` in their place.

        Lists of a group stay as they are, with who asked for what by the others. A list that was in the member's
        account is not known to be there any more: the next host gets one of their own.

        Raises:
            ServiceDown: the store did not answer.
        """


class Recollections(Protocol):
    """What is kept for a while."""

    async def forget_tenant(self, platform: str, tenant: str, channels: Collection[str]) -> None:
        """Delete what is kept of the tenant, whose channels have these ids.

        Raises:
            ServiceDown: the store did not answer.
        """

    async def forget_member(self, member: Member) -> int:
        """Delete what the member left, and return how much that was.

        Raises:
            ServiceDown: the store did not answer.
        """


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What the link page tells before anything is begun."""

    member_name: str
    place: str
    platform: str
    uses: tuple[str, ...]  # what the account will be used for, in plain sentences


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser goes next, and the cookie it takes along."""

    url: str = field(repr=False)
    cookie: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the last page shows: the code to type in the chat."""

    code: str = field(repr=False)
    member_name: str
    place: str
    account_name: str
    minutes: int  # the code's lifetime


class LinkDesk(Protocol):
    """The pages' side of linking, answered by the linker. All secrets are opaque strings."""

    async def look(self, secret: str) -> LinkPage:
        """Tell what the link would do; changes nothing, so a preview robot may call it.

        Raises:
            LinkRefused: the link is forged, expired or used.
        """

    async def depart(self, secret: str) -> Departure:
        """Begin the login.

        Raises:
            LinkRefused: the link is forged, expired or used.
        """

    async def arrive(self, *, state: str, cookie: str, code: str) -> Arrival:
        """Finish the login: exchange the code and wait for the chat's proof.

        Raises:
            LinkRefused: state or code is forged, expired or used, or it is another browser.
            NotAllowed: the music service does not let this account use the app; nothing is kept.
            ServiceError: the music service did not answer.
        """

    async def decline(self, *, state: str, cookie: str) -> None:
        """End a login that was refused on the consent page."""
