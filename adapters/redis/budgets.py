"""What calls of a model cost, counted in Redis: atomically, and gone when the hour or the day is over."""

from collections.abc import Callable, Sequence
from datetime import datetime

from redis.asyncio import Redis

from adapters.redis.client import PREFIX, doing_without, reaching_redis
from bot.chat import Member
from bot.conversation.budget import SHORTER_FROM, Allowances, Level, Reserved

HOUR = 3600
DAY = 86_400

_Counter = tuple[str, int, int]  # key, allowance, seconds until it may go


class RedisBudget:
    """A `Budget`: three counters a call, counted up before it and put right after it.

    Counting up is one transaction whose results tell whether every allowance held; where one did not, all are counted
    down again. So calls at the same instant can never spend more than is allowed; at the very end of an allowance one
    of them may be refused although another gives back.
    """

    def __init__(self, redis: Redis, allowances: Allowances, clock: Callable[[], datetime]) -> None:
        self._redis = redis
        self._allowances = allowances
        self._clock = clock

    async def reserve(self, member: Member, tokens: int) -> Reserved:
        """Count `tokens` before a call; nothing is counted where any allowance does not hold them (SPENT)."""
        counters = self._counters(member)
        async with reaching_redis():
            counted = await self._count([key for key, _, _ in counters], tokens, [ttl for _, _, ttl in counters])
        shares = [count / allowance for count, (_, allowance, _) in zip(counted, counters, strict=True)]
        keys = tuple(key for key, _, _ in counters)
        if max(shares) > 1:
            await self._count_down(keys, tokens)
            return Reserved(Level.SPENT)
        return Reserved(Level.SHORT if max(shares) > SHORTER_FROM else Level.FULL, tokens, keys)

    async def settle(self, reserved: Reserved, tokens: int) -> None:
        """Put what a call really cost in the place of what was reserved; does nothing when Redis is down."""
        await self._count_down(reserved.counters, reserved.tokens - tokens)

    def _counters(self, member: Member) -> list[_Counter]:
        now, most = self._clock(), self._allowances
        tenant = f"{member.platform}:{member.tenant}"
        return [
            (f"{PREFIX}spent:{member.key}:{now:%Y%m%d%H}", most.member_hour, HOUR),
            (f"{PREFIX}spent:{tenant}:{now:%Y%m%d}", most.tenant_day, DAY),
            (f"{PREFIX}spent:all:{now:%Y%m%d}", most.global_day, DAY),
        ]

    async def _count(self, keys: Sequence[str], tokens: int, lifetimes: Sequence[int]) -> list[int]:
        async with self._redis.pipeline(transaction=True) as pipe:
            for key, lifetime in zip(keys, lifetimes, strict=True):
                pipe.incrby(key, tokens)
                pipe.expire(key, lifetime)
            return [int(count) for count in (await pipe.execute())[::2]]

    async def _count_down(self, keys: Sequence[str], tokens: int) -> None:
        if not keys or not tokens:
            return
        async with doing_without(), self._redis.pipeline(transaction=True) as pipe:
            for key in keys:
                pipe.decrby(key, tokens)
            await pipe.execute()
