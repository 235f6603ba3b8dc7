"""Canaries: every text that the pretend Spotify returns is marked, so that it is known wherever it turns up."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from starlette.routing import Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.sandbox.server import Sandbox

# What is kept as it is: words of a fixed list, dates and codes. They tell nothing that anybody wrote.
KEPT = frozenset({
    "type", "album_type", "album_group", "release_date", "release_date_precision", "added_at", "played_at", "product",
    "country", "language", "languages", "available_markets", "reason", "token_type", "scope", "error", "repeat_state",
    "currently_playing_type", "media_type", "edition", "resume_point", "html_description_type",
})  # fmt: skip
# What names a thing, and is its own canary: changed, it would name nothing.
NAMES = frozenset({
    "id", "uri", "href", "url", "spotify", "next", "previous", "isrc", "ean", "upc", "snapshot_id", "access_token",
    "refresh_token", "preview_url", "audio_preview_url", "linked_from",
})  # fmt: skip
SHORTEST_NAME = 10
_WIDE = {ord(c): ord(c) + 0xFEE0 for c in map(chr, range(0x21, 0x7F)) if c.isalnum()}
_TOKEN = re.compile(r"kanari\d{4}", re.IGNORECASE)
_WIDE_WORD = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]{2,}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def wide(words: str) -> str:
    """Return words in letters of double width: they match as before, and nobody types them."""
    return words.translate(_WIDE)


@dataclass
class Canaries:
    """Marks what the service returns, and finds it again."""

    tokens: dict[str, str] = field(default_factory=dict)  # a text -> its own canary
    names: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)  # which fields: "track.name"

    def mark(self, body: Any, key: str = "", kind: str = "") -> Any:
        """Return JSON with all its texts marked."""
        match body:
            case dict():
                own = str(body.get("type", kind))
                return {name: self._marked_field(own, name, value) for name, value in body.items()}
            case list():
                return [self.mark(each, key, kind) for each in body]
            case str():
                return self._marked_text(body, key, kind)
        return body

    def found_in(self, sent: bytes) -> list[str]:
        """Return the canaries in what was sent."""
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), sent.decode("utf-8", "replace"))
        found = {*_TOKEN.findall(text), *_WIDE_WORD.findall(text)}
        return sorted(found | {name for name in self.names if name in text})

    def _marked_field(self, kind: str, key: str, value: Any) -> Any:
        marked = self.mark(value, key, kind)
        if kind == "track" and key == "artists" and marked:
            token = self._token(str(value))  # a guest nobody has heard of, so that names in other letters are caught
            return [*marked, {**marked[-1], "name": token.capitalize()}]
        return marked

    def _marked_text(self, words: str, key: str, kind: str) -> str:
        if key in KEPT or not words:
            return words
        if key in NAMES:
            self.names.update(each for each in (words, words.rsplit("/", 1)[-1]) if len(each) >= SHORTEST_NAME)
            return words
        self.marked.add(f"{kind}.{key}")
        if key == "name" and kind == "artist":
            return wide(words)
        token = self._token(words)
        return f"{wide(words)} (feat. {token})" if key == "name" and kind == "track" else f"{wide(words)} {token}"

    def _token(self, words: str) -> str:
        return self.tokens.setdefault(words, f"kanari{len(self.tokens):04}")


class MarkedSandbox(Sandbox):
    """A pretend Spotify whose every text is a canary."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.canaries = Canaries()

    def _app(self) -> Router:
        served = super()._app()
        for gate in self._gates:
            gate._app = _Marking(gate._app, self.canaries)
        return served


@dataclass(frozen=True)
class _Marking:
    """Stands behind the gate of one pretend service, and marks the JSON it answers with."""

    app: ASGIApp
    canaries: Canaries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, marked."""
        begun: list[Message] = []
        body = bytearray()

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append(message)
            else:
                body.extend(message.get("body", b""))

        await self.app(scope, receive, hold)
        await self._send(begun[0], bytes(body), send)

    async def _send(self, start: Message, body: bytes, send: Send) -> None:
        headers = dict(start["headers"])
        if headers.get(b"content-type", b"").startswith(b"application/json") and body:
            body = json.dumps(self.canaries.mark(json.loads(body)), ensure_ascii=False).encode()
            headers[b"content-length"] = str(len(body)).encode()
        await send({**start, "headers": list(headers.items())})
        await send({"type": "http.response.body", "body": body})


@dataclass
class Tap:
    """A wire to a server, and every byte that was sent to it."""

    target: str  # an address, such as http://127.0.0.1:4010/v1
    sent: bytearray = field(default_factory=bytearray)
    address: str = ""

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Tap"]:
        """Listen, and pass everything on both ways."""
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()[:2]
        self.address = urlsplit(self.target)._replace(netloc=f"{host}:{port}").geturl()
        try:
            yield self
        finally:
            server.close()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to = urlsplit(self.target)
        inward, outward = await asyncio.open_connection(to.hostname, to.port)
        await asyncio.gather(_pump(reader, outward, self.sent), _pump(inward, writer, None), return_exceptions=True)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, kept: bytearray | None) -> None:
    try:
        while piece := await reader.read(65_536):
            if kept is not None:
                kept.extend(piece)
            writer.write(piece)
            await writer.drain()
    finally:
        writer.close()
