"""A page of the playground, as its script keeps it: the whole state once, then every event after it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

PATIENCE_SECONDS = 10
Body = dict[str, Any]  # JSON


@dataclass
class Page:
    """One open page; it follows what happens until its line is cut."""

    address: str
    after: str = ""  # the id of the newest event it knows
    places: dict[str, list[Body]] = field(default_factory=dict)
    panel: Body | None = None
    statuses: dict[str, str] = field(default_factory=dict)  # what Chorus is doing, by place
    resyncs: int = 0
    _following: asyncio.Task[None] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        # without TLS no authorities need be loaded, which takes longer than most stories
        self._browser = httpx.AsyncClient(base_url=self.address, timeout=None, verify=False)

    async def open(self) -> None:
        """Load the page."""
        await self._load()
        self.follow()

    async def close(self) -> None:
        """Close the page."""
        await self.cut()
        await self._browser.aclose()

    @property
    def follows(self) -> bool:
        """Whether it is told what happens."""
        return self._following is not None

    def follow(self) -> None:
        """Follow what happens, from where the page stopped."""
        self._following = asyncio.create_task(self._follow())

    async def cut(self) -> None:
        """Cut the line by which the page follows."""
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following
            self._following = None

    async def say(self, said: Body) -> str:
        """Send what a member says; return the sentence the page shows where that failed.

        Raises:
            httpx.TransportError: nobody answers.
        """
        answer = await self._browser.post("/playground/say", json=said)
        return "" if answer.is_success else str(answer.json()["sentence"])

    async def until(self, event: str) -> None:
        """Return once the page knows the event with that id.

        Raises:
            TimeoutError: it never came to know it.
        """
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.after != event:
                await self._news.wait()

    async def _load(self) -> None:
        state = (await self._browser.get("/playground/state")).json()
        self.after, self.places, self.panel = state["after"], state["places"], state["panel"]
        self.statuses = {status["place"]: status["text"] for status in state["statuses"]}
        self._tell()

    async def _follow(self) -> None:
        """Follow one stream after the other, as browsers do by themselves."""
        while True:
            with suppress(httpx.TransportError):
                async for kind, number, body in self._events():
                    await self._take(kind, number, body)

    async def _take(self, kind: str, number: str, body: Body) -> None:
        if kind == "resync":
            self.resyncs += 1
            await self._load()
            return
        if kind == "entry":
            self.places[body["place"]].append(body["entry"])
        elif kind == "withdrawn":
            self.places[body["place"]] = [one for one in self.places[body["place"]] if one["key"] != body["key"]]
        elif kind == "status":
            self.statuses[body["place"]] = body["text"]
        elif body["place"] == "general":
            self.panel = body["panel"]
        self.after = number
        self._tell()

    async def _events(self) -> AsyncIterator[tuple[str, str, Body]]:
        """Yield kind, id and body of each event, until the stream ends."""
        headers = {"Last-Event-ID": self.after}
        async with self._browser.stream("GET", "/playground/events", headers=headers) as stream:
            event: dict[str, str] = {}
            async for line in stream.aiter_lines():
                name, _, value = line.partition(": ")
                if line:
                    event[name] = value
                elif "event" in event:
                    yield event.pop("event"), event.get("id", ""), json.loads(event.get("data") or "{}")

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


def a_saying(member: str, words: str, *, private: bool = False, to_bot: bool = True, key: str = "") -> Body:
    """Return what the page sends when a member says something."""
    channel = "dm" if private else "general"
    return {"member": member.lower(), "channel": channel, "text": words, "to_bot": to_bot, "key": key or str(uuid4())}
