"""Begun logins: everything expires, and is taken once even when two ask at the same time.

Keys (under `chorus:`; secrets only ever as their hash, tokens and verifiers only ever encrypted):
    ticket:HASH OF SECRET     a ticket
    ticket-of:MEMBER          the hash of the member's open ticket; a second one replaces the first
    login:HASHES              a login, under its state and its browser's cookie together: another browser
                              finds nothing, so it cannot use up the login of the right one
    proof:MEMBER              a finished consent with its tries
    begun:MEMBER              how many links the member began lately
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Protocol

from pydantic import TypeAdapter
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from adapters.redis.client import PREFIX, SEARCH_SECONDS, begin_writes, reaching_redis
from adapters.redis.keys import keys_of
from bot.accounts.account import Login, Proof, Ticket
from bot.chat import Member

MOST_BEGUN = 5
BEGUN_WITHIN = timedelta(minutes=10)


class Cipher(Protocol):
    """What keeps tokens unreadable."""

    def encrypt(self, plain: str) -> str:
        """Return `plain` encrypted."""

    def decrypt(self, encrypted: str | bytes) -> str:
        """Return what was encrypted."""


@dataclass(frozen=True, slots=True)
class BegunLogin:
    """A login with the key of the ticket it began from, which is used up with it."""

    ticket_key: str
    login: Login


TICKET = TypeAdapter(Ticket)
BEGUN = TypeAdapter(BegunLogin)
PROOF = TypeAdapter(Proof)


def utc_now() -> datetime:
    """Return the time, aware and in UTC."""
    return datetime.now(UTC)


class RedisTickets:
    """A `TicketStore`."""

    def __init__(self, redis: Redis, cipher: Cipher, clock: Callable[[], datetime] = utc_now) -> None:
        self._redis = redis
        self._cipher = cipher
        self._clock = clock

    async def open(self, secret: str, ticket: Ticket) -> None:
        """Keep a ticket under the hash of `secret`; it replaces an earlier one of the same member.

        Raises:
            ServiceDown: Redis did not answer.
        """
        left = self._left(ticket.expires)
        pointer = _key("ticket-of", ticket.member.key)
        ticket_key = _key("ticket", _hash(secret))

        async def replace_ticket(pipeline: Pipeline) -> None:
            old = await pipeline.get(pointer)
            begin_writes(pipeline)
            if old is not None:
                pipeline.delete(old)
            pipeline.set(ticket_key, TICKET.dump_json(ticket), px=left)
            pipeline.set(pointer, ticket_key, px=left)

        async with reaching_redis():
            await self._redis.transaction(replace_ticket, pointer)

    async def peek(self, secret: str) -> Ticket | None:
        """Return the ticket without using it, or None when it is unknown, expired or replaced.

        Raises:
            ServiceDown: Redis did not answer.
        """
        async with reaching_redis():
            kept = await self._redis.get(_key("ticket", _hash(secret)))
        ticket = TICKET.validate_json(kept) if kept is not None else None
        return ticket if ticket is not None and self._is_fresh(ticket.expires) else None

    async def begin(self, secret: str, state: str, login: Login) -> None:
        """Keep a login under the hash of `state`; the ticket of `secret` stays until the login comes back.

        Raises:
            ServiceDown: Redis did not answer.
        """
        begun = BegunLogin(_key("ticket", _hash(secret)), login)
        body = self._cipher.encrypt(BEGUN.dump_json(begun).decode())
        async with reaching_redis():
            await self._redis.set(_login_key(state, login.cookie_hash), body, px=self._left(login.ticket.expires))

    async def take(self, state: str, cookie_hash: str) -> Login | None:
        """Take the login out, once even when two ask at the same time, and its ticket with it.

        None when it is unknown or expired, was begun in a browser with another cookie, or when its ticket
        was used, replaced or forgotten meanwhile.

        Raises:
            ServiceDown: Redis did not answer, or no key opens what is kept.
        """
        login_key = _login_key(state, cookie_hash)
        async with reaching_redis():
            kept = await self._redis.get(login_key)
            if kept is None:
                return None
            begun = BEGUN.validate_json(self._cipher.decrypt(kept))
            async with self._redis.pipeline(transaction=True) as pipeline:
                pipeline.delete(login_key)
                pipeline.delete(begun.ticket_key)
                _, tickets_used = await pipeline.execute()
        is_first = tickets_used == 1  # only one can be the one who removed it
        return begun.login if is_first and self._is_fresh(begun.login.ticket.expires) else None

    async def await_code(self, member: Member, proof: Proof) -> None:
        """Keep a finished consent until its code is typed; it replaces an earlier one of the member.

        Raises:
            ServiceDown: Redis did not answer.
        """
        async with reaching_redis():
            key = _key("proof", member.key)
            await self._redis.set(key, self._sealed(proof), px=self._left(proof.expires))

    async def redeem(self, member: Member, code_hash: str) -> Proof | int:
        """Take the member's proof out if the code is right; else return how many tries are left.

        Raises:
            ServiceDown: Redis did not answer, or no key opens what is kept.
        """
        key = _key("proof", member.key)

        async def count_or_take(pipeline: Pipeline) -> Proof | int:
            kept = await pipeline.get(key)
            begin_writes(pipeline)
            proof = PROOF.validate_json(self._cipher.decrypt(kept)) if kept is not None else None
            if proof is None or not self._is_fresh(proof.expires):
                return 0
            is_right = compare_digest(proof.code_hash, code_hash)
            if is_right or proof.tries_left <= 1:
                pipeline.delete(key)
                return proof if is_right else 0
            left = replace(proof, tries_left=proof.tries_left - 1)
            pipeline.set(key, self._sealed(left), keepttl=True)
            return left.tries_left

        async with reaching_redis():
            outcome: Proof | int = await self._redis.transaction(count_or_take, key, value_from_callable=True)
            return outcome

    async def forget(self, member: Member) -> None:
        """Drop everything begun by the member; a login on its way is refused, for its ticket is gone.

        Raises:
            ServiceDown: Redis did not answer.
        """
        pointer = _key("ticket-of", member.key)

        async def drop(pipeline: Pipeline) -> None:
            ticket_key = await pipeline.get(pointer)
            begin_writes(pipeline)
            pipeline.delete(pointer, _key("proof", member.key), *([ticket_key] if ticket_key else []))

        async with reaching_redis():
            await self._redis.transaction(drop, pointer)

    async def forget_tenant(self, platform: str, tenant: str) -> None:
        """Drop everything begun by members of the tenant, or in one of its channels.

        Raises:
            ServiceDown: Redis did not answer, or no key opens what is kept.
        """
        async with reaching_redis(SEARCH_SECONDS):
            async for key in keys_of(self._redis, "ticket-of", platform):
                ticket_key = await self._redis.get(key) or ""
                kept = await self._redis.get(ticket_key)
                if kept is not None and _is_of(TICKET.validate_json(kept), tenant):
                    await self._redis.delete(key, ticket_key)
            async for key in keys_of(self._redis, "proof", platform):
                kept = await self._redis.get(key)
                if kept is not None and _is_of(PROOF.validate_json(self._cipher.decrypt(kept)).ticket, tenant):
                    await self._redis.delete(key)

    async def allow(self, member: Member) -> bool:
        """Count one more begun link of the member; False after five in ten minutes.

        Raises:
            ServiceDown: Redis did not answer.
        """
        key = _key("begun", member.key)
        async with reaching_redis(), self._redis.pipeline(transaction=True) as pipeline:
            pipeline.set(key, 0, ex=BEGUN_WITHIN, nx=True)
            pipeline.incr(key)
            _, begun = await pipeline.execute()
        return int(begun) <= MOST_BEGUN

    def _sealed(self, proof: Proof) -> str:
        return self._cipher.encrypt(PROOF.dump_json(proof).decode())

    def _is_fresh(self, expires: datetime) -> bool:
        return expires > self._clock()

    def _left(self, expires: datetime) -> timedelta:
        """Return how long something that expires then is to be kept: a moment at least, as Redis wants."""
        return max(expires - self._clock(), timedelta(milliseconds=1))


def _is_of(ticket: Ticket, tenant: str) -> bool:
    return tenant in (ticket.member.tenant, ticket.channel.tenant)


def _login_key(state: str, cookie_hash: str) -> str:
    return _key("login", _hash(f"{_hash(state)}:{cookie_hash}"))


def _key(kind: str, name: str) -> str:
    return f"{PREFIX}{kind}:{name}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
