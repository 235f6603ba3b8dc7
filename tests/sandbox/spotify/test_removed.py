"""What a new app may no longer call."""

import pytest

from adapters.sandbox.spotify.removed import REMOVED
from tests.sandbox.spotify.world import Web, message


@pytest.mark.parametrize(("method", "path"), REMOVED)
async def test_a_removed_call_is_forbidden_without_a_cause(ana: Web, method: str, path: str) -> None:
    assert message(await ana.call(method, path.replace("{id}", "x"))) == (403, "Forbidden")


async def test_a_playlist_is_not_made_for_another(ana: Web) -> None:
    answer = await ana.post("/users/omar/playlists", {"name": "x"})

    assert message(answer) == (403, "You cannot create a playlist for another user")


async def test_what_never_was_is_not_found(ana: Web) -> None:
    assert message(await ana.get("/me/dreams")) == (404, "Service not found")
    assert message(await ana.post("/search")) == (404, "Service not found")
