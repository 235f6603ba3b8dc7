"""The stand-in on a port of this computer: what the real SDK talks to."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.conversation.briefing import Completion, Usage
from tests.standins.openai import chat_shapes, responses_shapes
from tests.standins.openai.asked import Asked
from tests.standins.openai.faults import PAGE, REFUSALS, Fault, error_body, failure, headers, piece_of_text, spoiled
from tests.standins.openai.rules import refusals
from tests.standins.openai.sse import piece, pieces

Script = Iterable[Completion] | Callable[[Asked], Completion]
PATHS = {"/v1/responses": "responses", "/v1/chat/completions": "chat"}
_SHAPES = {"responses": responses_shapes, "chat": chat_shapes}
_TRICKLE_SECONDS = 0.01
_IN_STREAM = frozenset({Fault.FAILS, Fault.ERRS, Fault.CUT, Fault.NO_JSON, Fault.SLOW, Fault.ENDLESS})


class ModelServer:
    """A stand-in model's server for as long as the `async with` lasts.

    It answers what the script says, in turn or as the script's function finds, each with `usage` unless that says it.
    """

    def __init__(
        self,
        script: Script = (),
        *,
        is_openai: bool = True,
        dialects: Iterable[str] = ("responses", "chat"),
        key: str | None = "sk-standin",
        model: str = "gpt-6-luna",
        streams: bool = True,
        context: int | None = None,
        props: int | None = None,
    ) -> None:
        """Prepare the stand-in; nothing is served until it is entered.

        Args:
            script: The answers, or what finds one for a request.
            is_openai: Whether it takes all fields OpenAI does; else only those that every server takes.
            dialects: What it speaks, of "responses" and "chat".
            key: The only key it takes; None takes any.
            model: The only model it has.
            streams: Whether it streams when it is asked to.
            context: How many tokens it reads of a briefing, forgetting the first ones without a word, as Ollama does.
            props: How many tokens it says its context has, on the page that llama.cpp's server has for it.
        """
        self.requests: list[Asked] = []
        self.faults: list[Fault] = []  # each for one answer, in turn
        self.violations: list[str] = []  # what was asked against the rules; every one was refused, too
        self.connections: set[Any] = set()
        self.begun = asyncio.Event()  # an answer, or the wait for one
        self.left = asyncio.Event()  # a client went away before an answer was over
        self.address = ""
        self._answers = script if callable(script) else None
        self._script = [] if callable(script) else list(script)
        self._is_openai = is_openai
        self._dialects = frozenset(dialects)
        self._key = key
        self._model = model
        self._streams = streams
        self._context = context
        self._n_ctx = props
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        served = web.Application()
        for path in PATHS:
            served.router.add_post(path, self._serve)
        served.router.add_get("/props", self._props)
        self._runner = web.AppRunner(served, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}/v1"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def fails(self, *faults: Fault) -> None:
        """Let the next answers fail, each as named."""
        self.faults.extend(faults)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        dialect = PATHS[request.path]
        if dialect not in self._dialects:
            return web.Response(status=404, text="404 page not found")
        self.connections.add(request.transport)
        asked = Asked(dialect, await request.json(), dict(request.headers))
        self.requests.append(asked)
        self.begun.set()
        fault = self.faults.pop(0) if self.faults else None
        refusal = self._refusal(asked) if fault is None else self._failure(fault)
        if refusal is not None:
            return refusal
        if fault is Fault.SILENT:
            return await self._silent()
        return await self._answer(request, asked, fault)

    def _failure(self, fault: Fault) -> web.Response | None:
        if fault in REFUSALS:
            status, code, message = REFUSALS[fault]
            return web.json_response(error_body(code, message), status=status, headers=headers(fault))
        if fault in (Fault.PAGE, Fault.NO_PAGE):
            return web.Response(status=200 if fault is Fault.PAGE else 404, text=PAGE, content_type="text/html")
        return None

    def _refusal(self, asked: Asked) -> web.Response | None:
        if self._key is not None and asked.headers.get("Authorization") != f"Bearer {self._key}":
            return self._failure(Fault.WRONG_KEY)
        if asked.body.get("model") != self._model:
            return self._failure(Fault.NO_MODEL)
        for refused in refusals(asked, is_openai=self._is_openai):
            self.violations.append(refused.message)
            return web.json_response(error_body(refused.code, refused.message, refused.param), status=400)
        return None

    async def _answer(self, request: web.Request, asked: Asked, fault: Fault | None) -> web.StreamResponse:
        completion = self._completion(asked)
        if fault is Fault.BROKEN_ARGUMENTS:
            completion = spoiled(completion)
        shapes = _SHAPES[asked.dialect]
        if not self._streams or not asked.body.get("stream"):
            return web.json_response(shapes.body(completion, self._model))
        response = web.StreamResponse(headers={"content-type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        try:
            sent = list(pieces(shapes.events(completion, self._model), asked.dialect))
            await self._stream(response, asked.dialect, sent, fault)
            if fault is Fault.CUT and request.transport is not None:
                request.transport.close()
        except (ConnectionError, asyncio.CancelledError):
            self.left.set()
        return response

    def _completion(self, asked: Asked) -> Completion:
        if self._answers is not None:
            completion = self._answers(asked)
        elif self._script:
            completion = self._script.pop(0)
        else:
            self.violations.append("The script is over.")
            completion = Completion(words="The script is over.")
        read = min(asked.tokens, self._context or asked.tokens)
        return replace(completion, usage=completion.usage or Usage(read, len(completion.words) // 4 + 1))

    async def _stream(self, response: web.StreamResponse, dialect: str, sent: list[bytes], fault: Fault | None) -> None:
        """Send the pieces; a fault strikes after the first of them."""
        if fault not in _IN_STREAM:
            for each in sent:
                await response.write(each)
            return
        await response.write(sent[0])
        if fault in (Fault.FAILS, Fault.ERRS):
            await response.write(piece(failure(fault, dialect), dialect))
        elif fault is Fault.NO_JSON:
            await response.write(b'data: {"type": "respo\n\n')
        elif fault in (Fault.SLOW, Fault.ENDLESS):
            await self._without_end(response, dialect, fault)

    async def _without_end(self, response: web.StreamResponse, dialect: str, fault: Fault) -> None:
        text = "." if fault is Fault.SLOW else "and on it goes " * 20
        while True:
            await response.write(piece(piece_of_text(dialect, text), dialect))
            await asyncio.sleep(_TRICKLE_SECONDS if fault is Fault.SLOW else 0)

    async def _silent(self) -> web.Response:
        try:
            await asyncio.Event().wait()
        finally:
            self.left.set()
        return web.Response()

    async def _props(self, _: web.Request) -> web.Response:
        """Tell what llama.cpp's server tells of itself; the others have no such page."""
        if self._n_ctx is None:
            return web.Response(status=404, text="404 page not found")
        return web.json_response({"default_generation_settings": {"n_ctx": self._n_ctx}, "total_slots": 1})
