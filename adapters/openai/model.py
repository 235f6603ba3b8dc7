"""The language model: one briefing, one answer, within a deadline; or a reason why not."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import httpx2
import structlog
from openai import AsyncOpenAI, OpenAIError

from adapters.openai.answers import Failed
from adapters.openai.breaker import Breaker
from adapters.openai.dialects import CHAT, RESPONSES, Dialect
from adapters.openai.listening import NotAModel, heard, opened
from adapters.openai.profiles import profile_of
from adapters.openai.refusals import KEYS, NoRoute, Unanswered, lasting, of_code, refusal_of, wrong_address
from adapters.openai.settings import OpenAISettings
from adapters.openai.translate import member_hash
from adapters.openai.wire import make_client
from bot.conversation.briefing import Briefing, Completion
from bot.errors import ModelDown

FEWEST_CHARACTERS = 8  # for one token, on an average; a server that read fewer tokens has cut the briefing

log = structlog.get_logger()


@dataclass(slots=True)
class Counts:
    """What the model did since it stands, and what that cost as far as servers tell."""

    calls: int = 0  # held back ones not counted
    failures: int = 0
    read: int = 0  # tokens
    cached: int = 0
    written: int = 0
    dollars: float = 0.0


class OpenAILanguageModel:
    """A model of OpenAI's, or of any server that speaks as OpenAI's do."""

    def __init__(
        self,
        settings: OpenAISettings,
        clock: Callable[[], datetime],
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.counts = Counts()
        self._settings = settings
        self._profile = profile_of(settings)
        self._breaker = Breaker(clock)
        self._transport = transport
        self._client: AsyncOpenAI | None = None  # made when it is first needed: without a key there can be none
        self._dialect = RESPONSES
        self._is_cut_noted = False

    @property
    def resting(self) -> ModelDown | None:
        """Why the model is not asked at present; None when it is."""
        return self._breaker.reason

    @property
    def speaks(self) -> str:
        """The dialect the server was last found to speak: "responses" or "chat"."""
        return self._dialect.name

    async def complete(self, briefing: Briefing) -> Completion:
        """Return what the model answers to the briefing, within the deadline of its settings.

        Raises:
            ModelDown: there is no answer that can be used; says why, and who can mend it.
        """
        if not self._settings.is_wanted:
            raise lasting("No language model is set up.", "OPENAI_API_KEY or OPENAI_BASE_URL", KEYS)
        with self._breaker.guarding():
            self.counts.calls += 1
            try:
                completion = await self._in_time(briefing)
            except ModelDown:
                self.counts.failures += 1
                raise
        self._account(briefing, completion)
        return completion

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.close()

    async def _in_time(self, briefing: Briefing) -> Completion:
        seconds = self._settings.timeout_seconds
        try:
            async with asyncio.timeout(seconds):  # the SDK would time each piece of an answer alone
                return await self._asked(briefing)
        except TimeoutError:
            raise Unanswered(f"The model had no answer within {seconds:g} seconds.") from None

    async def _asked(self, briefing: Briefing) -> Completion:
        """Ask in the dialect the server was last found to speak, else in the other.

        Raises:
            ModelDown: there is no answer that can be used.
        """
        spoken = self._dialect  # another call may change it meanwhile
        other = CHAT if spoken is RESPONSES else RESPONSES
        try:
            return await self._ask(briefing, spoken)
        except NoRoute:
            log.info("model asked in the other dialect", dialect=other.name)
        try:
            completion = await self._ask(briefing, other)
        except NoRoute as missing:
            raise wrong_address(str(missing), self._settings) from None
        self._dialect = other
        return completion

    async def _ask(self, briefing: Briefing, dialect: Dialect) -> Completion:
        settings = self._settings
        body = dialect.to_body(briefing, settings.model, self._profile, self._member(briefing))
        try:
            stream = await opened(self._connected(), dialect.path, body)
            return await heard(stream, dialect.answer(briefing.most_tokens))
        except OpenAIError as error:  # no "from error": its text may repeat what a member wrote
            raise refusal_of(error, settings) from None
        except Failed as failure:
            raise of_code(failure.code, settings, f"{failure}") from None
        except NotAModel:
            raise wrong_address("What answers is no model's server.", settings) from None

    def _connected(self) -> AsyncOpenAI:
        if self._client is None:
            self._client = make_client(self._settings, self._transport)
        return self._client

    def _member(self, briefing: Briefing) -> str | None:
        secret = self._settings.member_secret
        return member_hash(secret.get_secret_value(), briefing.member_key) if secret is not None else None

    def _account(self, briefing: Briefing, completion: Completion) -> None:
        usage = completion.usage
        if usage is None:
            return
        self.counts.read += usage.read
        self.counts.cached += usage.cached
        self.counts.written += usage.written
        self.counts.dollars += self._settings.costs.dollars(usage)
        if usage.read * FEWEST_CHARACTERS < briefing.length and usage.read and not self._is_cut_noted:
            self._is_cut_noted = True
            log.error("briefing cut by the server", read=usage.read, characters=briefing.length, mend="chorus doctor")
