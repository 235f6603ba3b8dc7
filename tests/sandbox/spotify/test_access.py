"""Who may call the Web API, and what everybody else is told."""

import pytest

from tests.sandbox.spotify.world import Clock, Web, message


async def test_a_call_without_a_token_is_refused(ana: Web) -> None:
    del ana.client.headers["Authorization"]

    answer = await ana.get("/me")

    assert message(answer) == (401, "No token provided")


async def test_a_token_nobody_gave_is_refused(ana: Web) -> None:
    ana.client.headers["Authorization"] = "Bearer made-up"

    assert message(await ana.get("/me")) == (401, "Invalid access token")


async def test_only_bearer_tokens_count(ana: Web) -> None:
    ana.client.headers["Authorization"] = "Basic YTpi"

    assert message(await ana.get("/me")) == (400, "Only valid bearer authentication supported")


async def test_a_token_ends_after_an_hour(ana: Web, clock: Clock) -> None:
    clock.move(seconds=3599)
    assert (await ana.get("/me")).status_code == 200

    clock.move(seconds=1)

    assert message(await ana.get("/me")) == (401, "The access token expired")


async def test_revoking_consent_ends_the_tokens_at_once(ana: Web) -> None:
    ana.state.revoke("ana.reyes")

    assert message(await ana.get("/me")) == (401, "Invalid access token")


async def test_somebody_not_on_the_allow_list_is_refused_everywhere(ana: Web) -> None:
    sasha = ana.acting_as("sasha")

    for path in ("/me", "/me/playlists", "/search?q=roads&type=track"):
        status, text = message(await sasha.get(path))
        assert (status, "may not be registered" in text) == (403, True)


async def test_nobody_is_served_when_the_owner_stops_paying(ana: Web) -> None:
    ana.state.app.owner_pays = False

    answer = await ana.acting_as(None).get("/search?q=roads&type=track")

    assert answer.status_code == 403
    assert answer.text.startswith("Active premium subscription required for the owner of the app.")


async def test_the_apps_own_token_searches_but_has_no_profile(ana: Web) -> None:
    app = ana.acting_as(None)

    assert (await app.get("/search?q=roads&type=track")).status_code == 200
    assert message(await app.get("/me")) == (401, "Valid user authentication required")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/me"),
        ("GET", "/me/playlists"),
        ("GET", "/me/top/tracks"),
        ("GET", "/me/player"),
        ("GET", "/me/player/currently-playing"),
        ("GET", "/me/player/recently-played"),
        ("GET", "/me/player/queue"),
        ("GET", "/me/tracks"),
        ("PUT", "/me/player/pause"),
        ("POST", "/me/player/next"),
    ],
)
async def test_a_missing_scope_is_named_as_such(ana: Web, method: str, path: str) -> None:
    bare = ana.acting_as("ana.reyes", scopes=())

    assert message(await bare.call(method, path)) == (403, "Insufficient client scope")
