"""Every request the Spotify adapter sends is one the published specification knows, and none it calls deprecated."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from openapi_schema_validator import OAS30Validator

from adapters.sandbox.spotify.faults import Fault, Kind
from bot.curation.ports import Query
from bot.errors import ServiceError
from tests.contracts.specification import check, operations, parameters, specification
from tests.spotify.rig import ANA, Rig, a_rig

LONGEST_QUERY = 250


@dataclass(frozen=True)
class Sent:
    """One request as it left."""

    method: str
    path: str  # below /v1
    query: dict[str, str]
    body: Any

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@pytest.fixture
async def sent(monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    """What a whole session sends to the Web API, mishaps included."""
    specification()  # skips where it is not at hand
    requests_sent: list[requests.PreparedRequest] = []
    send = requests.Session.send

    def recorded(self: requests.Session, request: requests.PreparedRequest, **how: Any) -> requests.Response:
        requests_sent.append(request)
        return send(self, request, **how)

    monkeypatch.setattr(requests.Session, "send", recorded)
    async with a_rig() as rig:
        await a_session(rig)
    return [to_sent(one) for one in requests_sent if "/v1/" in str(one.url)]


async def a_session(rig: Rig) -> None:
    """Use every method of the adapter, with long words, long lists and mishaps."""
    tokens = await rig.link()
    await rig.authorizer.profile(tokens)
    long = "very " * 200
    await rig.service.find_tracks(Query(title="Lamp 001", artist="The Lanterns"))
    await rig.service.find_tracks(Query(long, long, long, long, 1990, 1999, lesser_known=True, page=99))
    await rig.service.find_episodes("walk")
    await rig.service.items([*rig.uris(2), f"spotify:episode:{rig.sandbox.catalogue.episodes[0].id}"])
    rig.sandbox.faults.add(Fault(Kind.FAIL_BEFORE, "POST /me/playlists"))
    published = await rig.playlists.create(ANA, "Friday " * 40, "<b>us</b>\n" * 100)
    rig.sandbox.faults.add(Fault(Kind.FAIL_AFTER, "POST /playlists/{id}/items"))
    await rig.playlists.write(ANA, published.service_id, rig.uris(250))
    await rig.playlists.read(ANA, published.service_id)
    held = await rig.playlists.held(ANA, published.service_id)
    await rig.playlists.write(ANA, published.service_id, [*rig.uris(2), *rig.uris(200, start=50)], held.rows)
    uris = [*rig.uris(2), *rig.uris(200, start=50)]
    await rig.playlists.write(ANA, published.service_id, [*uris[100:], *uris[:100]], uris)
    rig.clock.move(minutes=10)
    await rig.playlists.held(ANA, published.service_id)
    await rig.playlists.write(ANA, published.service_id, [])
    await rig.playlists.describe(ANA, published.service_id, "Saturday", "us")
    with pytest.raises(ServiceError):
        await rig.playlists.read(ANA, "0000000000000000000000")


def to_sent(request: requests.PreparedRequest) -> Sent:
    parts = urlsplit(str(request.url))
    body = json.loads(request.body) if request.body else None
    return Sent(str(request.method), parts.path.removeprefix("/v1"), dict(parse_qsl(parts.query)), body)


def operation_of(one: Sent) -> dict[str, Any]:
    """Return the specification's operation for a request, the one without parameters in its path first."""
    known = sorted(operations(deprecated=False), key=lambda operation: operation[1].count("{"))
    for method, path, operation in known:
        if method == one.method and re.fullmatch(re.sub(r"{\w+}", "[^/]+", path), one.path):
            return operation
    raise AssertionError(f"{one} is deprecated or unknown")


def converted(text: str, schema: dict[str, Any]) -> Any:
    """Return a query parameter as the specification types it."""
    match schema["type"]:
        case "integer":
            return int(text)
        case "array":
            return text.split(",")
    return text


async def test_a_session_uses_every_route_the_adapter_knows(sent: list[Sent]) -> None:
    ids = re.compile(r"[0-9A-Za-z]{22}")

    assert {ids.sub("{id}", str(one)) for one in sent} == {
        "GET /me",
        "GET /search",
        "GET /tracks/{id}",
        "GET /episodes/{id}",
        "GET /me/playlists",
        "GET /me/library/contains",
        "DELETE /playlists/{id}/items",
        "POST /me/playlists",
        "GET /playlists/{id}",
        "PUT /playlists/{id}",
        "GET /playlists/{id}/items",
        "POST /playlists/{id}/items",
        "PUT /playlists/{id}/items",
    }


async def test_every_request_is_known_and_not_deprecated(sent: list[Sent]) -> None:
    for one in sent:
        assert operation_of(one)["operationId"]


async def test_every_query_parameter_is_known_and_within_its_limits(sent: list[Sent]) -> None:
    for one in sent:
        known = {parameter["name"]: parameter for parameter in parameters(operation_of(one))}
        assert one.query.keys() <= known.keys(), one
        required = {name for name, each in known.items() if each.get("required") and each["in"] == "query"}
        assert required <= one.query.keys(), one
        for name, text in one.query.items():
            schema = known[name]["schema"]
            OAS30Validator(schema).validate(converted(text, schema))
        assert len(one.query.get("q", "")) <= LONGEST_QUERY


async def test_every_body_fits_its_schema(sent: list[Sent]) -> None:
    for one in sent:
        described = operation_of(one).get("requestBody")
        assert (one.body is None) == (described is None), one
        if described is not None:
            check(one.body, described["content"]["application/json"]["schema"])


async def test_no_write_is_larger_than_spotify_takes(sent: list[Sent]) -> None:
    bodies = [one.body for one in sent if one.body]

    assert max(len(body.get("uris", [])) for body in bodies) == 100
    assert all(len(body["name"]) <= 100 for body in bodies if "name" in body)
    texts = [body["description"] for body in bodies if "description" in body]
    assert all(0 < len(text) <= 300 and "\n" not in text and "<" not in text for text in texts)
