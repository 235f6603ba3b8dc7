"""Linking a member's music account so that it is proven who is in the browser.

The flow of facts: a private link holds a ticket; the page names who is being linked; PKCE, state and a cookie bind the
browser; and only a code shown at the end and typed back in the chat makes the link, so a link that was handed to
somebody else links nobody (link fixation), and a login begun elsewhere is refused (login CSRF).
"""

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.accounts.account import Account, Login, Proof, Ticket
from bot.accounts.ports import AccountStore, Arrival, Authorizer, Departure, LinkPage, TicketStore
from bot.chat import Channel, ChannelKind, Member
from bot.errors import LinkRefused

TICKET_LIFETIME = timedelta(minutes=10)
CODE_LIFETIME = timedelta(minutes=5)
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else
CODE_LENGTH = 8
HOST_SCOPES = (
    "playlist-modify-public",
    "playlist-modify-private",
    "playlist-read-private",
    "playlist-read-collaborative",
    "user-read-private",
)
USES = ("use_make_playlists", "use_read_own_lists", "use_profile_name")  # keys of the text catalogue


@dataclass(frozen=True, slots=True)
class Linker:
    """Begins, proves and ends links."""

    authorizer: Authorizer
    tickets: TicketStore
    accounts: AccountStore
    page_address: str  # where the link pages are, such as "http://127.0.0.1:8000/link"
    clock: Callable[[], datetime]

    async def begin(self, member: Member, channel: Channel, place: str) -> str:
        """Return the private address of the page that links `member`; an earlier one stops working.

        Raises:
            LinkRefused: the member began too many in the last minutes.
        """
        if not await self.tickets.allow(member):
            raise LinkRefused("link_too_many")
        secret = secrets.token_urlsafe(32)
        await self.tickets.open(secret, Ticket(member, channel, place, self.clock() + TICKET_LIFETIME))
        return f"{self.page_address}/{secret}"

    async def look(self, secret: str) -> LinkPage:
        """Tell what the link would do; changes nothing."""
        ticket = await self._ticket(secret)
        return LinkPage(ticket.member.name, ticket.place, ticket.member.platform, USES)

    async def depart(self, secret: str) -> Departure:
        """Begin the login and bind it to the browser by a fresh cookie."""
        ticket = await self._ticket(secret)
        state, cookie, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        await self.tickets.begin(secret, state, Login(ticket, verifier, hash_of(cookie)))
        url = self.authorizer.consent_url(state=state, challenge=challenge_of(verifier), scopes=HOST_SCOPES)
        return Departure(url, cookie)

    async def arrive(self, *, state: str, cookie: str, code: str) -> Arrival:
        """Finish the login; the link is made only when the code it returns is typed in the chat."""
        login = await self._login(state, cookie)
        tokens = await self.authorizer.exchange(code, login.verifier)
        profile = await self.authorizer.profile(tokens)
        typed = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        ticket = login.ticket
        proof = Proof(ticket, profile, tokens, hash_of(typed), self.clock() + CODE_LIFETIME)
        await self.tickets.await_code(ticket.member, proof)
        shown = f"{typed[:4]}-{typed[4:]}"
        minutes = int(CODE_LIFETIME.total_seconds() // 60)
        return Arrival(shown, ticket.member.name, ticket.place, profile.name, minutes)

    async def decline(self, *, state: str, cookie: str) -> None:
        """End a login that was refused on the consent page."""
        await self._login(state, cookie)

    async def confirm(self, member: Member, code: str) -> Account:
        """Make the link whose code `member` typed.

        Raises:
            LinkRefused: the code is wrong or too old, or that music account is another member's here.
        """
        result = await self.tickets.redeem(member, hash_of(normal_code(code)))
        if isinstance(result, int):
            raise LinkRefused("code_wrong", count=result) if result else LinkRefused("code_unknown")
        account = Account(
            member,
            result.profile.service_id,
            result.profile.name,
            result.tokens,
            self.clock(),
            linked_in=_public_tenant(result.ticket.channel),
        )
        await self.accounts.save(account)
        return account

    async def unlink(self, member: Member) -> bool:
        """Delete the member's account and all that was begun; False when there was nothing."""
        await self.tickets.forget(member)
        return await self.accounts.delete(member)

    async def _ticket(self, secret: str) -> Ticket:
        ticket = await self.tickets.peek(secret)
        if ticket is None:
            raise LinkRefused("link_expired")
        return ticket

    async def _login(self, state: str, cookie: str) -> Login:
        login = await self.tickets.take(state, hash_of(cookie))
        if login is None:
            raise LinkRefused("link_expired")
        return login


def hash_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def challenge_of(verifier: str) -> str:
    """Return the PKCE challenge of a verifier (RFC 7636, S256)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def normal_code(typed: str) -> str:
    """Return a typed code as it was made: upper case, no dash, no blanks."""
    return "".join(c for c in typed.upper() if c in CODE_ALPHABET)


def _public_tenant(channel: Channel) -> str:
    """Return whose channel it is; a private one is nobody's."""
    return "" if channel.kind is ChannelKind.DM else channel.tenant
