"""The pages that the addresses in `external_urls` lead to."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.routing import Router

from adapters.sandbox.recordings import Catalogue
from adapters.sandbox.search import Index
from adapters.sandbox.server import Sandbox
from adapters.sandbox.spotify.public.pages import public_routes
from adapters.sandbox.spotify.public.view import length, total_length
from adapters.sandbox.spotify.state import SpotifyState
from tests.sandbox.examples import a_catalogue, a_show, a_track, an_artist
from tests.sandbox.spotify.world import Clock, Web

HOSTILE = "<script>alert(1)</script> & \"'</style>"
BASE = "http://sandbox"


@pytest.fixture
async def browser(state: SpotifyState) -> AsyncIterator[httpx.AsyncClient]:
    async with a_browser(state) as browser:
        yield browser


def a_browser(state: SpotifyState) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(Router(public_routes(state))), base_url=BASE)


def named(catalogue: Catalogue, title: str) -> str:
    return next(one.id for one in catalogue.recordings if one.title == title)


async def test_every_address_of_an_answer_leads_to_a_page(ana: Web, browser: httpx.AsyncClient) -> None:
    ana.state.base_url = BASE
    ana.state.add_playlist("ana.reyes", "Portishead and friends", [*ana.uris(3), ana.episode()])
    query = {"q": "portishead", "type": "track,artist,album,playlist,show,episode"}
    answers = [await ana.get("/search", **query), await ana.get("/search", **query | {"q": "invisible"})]

    pages = {page for answer in answers for page in re.findall(r'"spotify":"([^"]+)"', answer.text)}

    assert {page.split("/")[4] for page in pages} == {
        "track", "artist", "album", "playlist", "user", "show", "episode",
    }  # fmt: skip
    for page in pages:
        assert (await browser.get(page)).status_code == 200, page


async def test_what_is_played_from_leads_to_its_page(ana: Web) -> None:
    playlist = ana.state.add_playlist("ana.reyes", "Ours", ana.uris(2))
    await ana.put(
        "/me/player/play", {"context_uri": playlist.uri}, device_id=ana.state.player("ana.reyes").devices[0].id
    )

    playing = (await ana.get("/me/player")).json()

    assert playing["context"]["external_urls"]["spotify"] == f"http://127.0.0.1/open/playlist/{playlist.id}"
    assert playing["context"]["uri"] == playlist.uri


async def test_a_playlist_is_shown_as_it_is_now(state: SpotifyState, browser: httpx.AsyncClient) -> None:
    glory, roads = (f"spotify:track:{named(state.catalogue, title)}" for title in ("Glory Box", "Roads"))
    episode = f"spotify:episode:{state.catalogue.episodes[0].id}"
    playlist = state.add_playlist("ana.reyes", "Saturday", [glory, episode], description="Calm first.")
    before = (await browser.get(f"/open/playlist/{playlist.id}")).text

    playlist.remove(frozenset([glory]))
    playlist.insert([*playlist.rows, *state.add_playlist("omar", "His", [roads]).rows], 0)
    after = (await browser.get(f"/open/playlist/{playlist.id}")).text

    for said in ("Saturday", "Calm first.", "Ana Reyes", "Glory Box", "Portishead", "Dummy", "5:00", "38:00"):
        assert said in before
    assert "1 track and 1 episode · 43 min 0 sec" in before.replace("<bdi>", "").replace("</bdi>", "")
    assert "Glory Box" not in after
    assert "Roads" in after


async def test_an_empty_playlist_says_so(state: SpotifyState, browser: httpx.AsyncClient) -> None:
    playlist = state.add_playlist("ana.reyes", "Empty", collaborative=True)

    page = (await browser.get(f"/open/playlist/{playlist.id}")).text

    assert "There is nothing on it yet." in page
    assert "collaborative" in page


async def test_a_playlist_shows_what_the_web_api_hides(state: SpotifyState, browser: httpx.AsyncClient) -> None:
    gone = f"spotify:track:{named(state.catalogue, 'Numb')}"
    playlist = state.add_playlist("ana.reyes", "Odd", [gone, "spotify:local:Some+Band:Demo:Rough+Cut:125"])
    state.unavailable.add(gone)

    page = (await browser.get(f"/open/playlist/{playlist.id}")).text

    assert "not available here any more" in page
    assert all(word in page for word in ("Rough Cut", "Some Band", "2:05"))
    assert "Not available here any more." in (await browser.get(f"/open/track/{gone[14:]}")).text


async def test_pages_lead_to_each_other(state: SpotifyState, browser: httpx.AsyncClient) -> None:
    seen, ahead = set(), {f"{BASE}/open/track/{named(state.catalogue, 'Roads')}"}

    while ahead:
        page = await browser.get(address := ahead.pop())
        assert page.status_code == 200, address
        seen.add(address)
        links = {str(page.url.join(href)) for href in re.findall(r'<a href="([^"]+)"', page.text)}
        ahead |= links - seen

    assert len(seen) == 5 + 1 + 1  # the album, its tracks and whose they are


async def test_a_person_shows_the_playlists_anyone_may_see(state: SpotifyState, browser: httpx.AsyncClient) -> None:
    state.privacy_sticks = True
    for name, public in (("For all", True), ("For me", False)):
        state.add_playlist("ana.reyes", name, public=public)

    page = (await browser.get("/open/user/ana.reyes")).text

    assert "For all" in page
    assert "For me" not in page
    assert "ana@example.org" not in page


async def test_shows_and_episodes_say_what_they_are_about(state: SpotifyState, browser: httpx.AsyncClient) -> None:
    episode = state.catalogue.episodes[0]

    show = (await browser.get(f"/open/show/{episode.show.id}")).text
    page = (await browser.get(f"/open/episode/{episode.id}")).text

    assert all(word in show for word in ("Roman Mars", "Design &amp; architecture.", "3 episodes", "Part 2"))
    assert all(word in page for word in ("Part 1", "On design.", "11 May 2019", "38:00", "Made up"))


@pytest.mark.parametrize("address", ["track/0000000000000000000000", "track/..", "cat/1", "user/nobody", "album/%00"])
async def test_what_is_not_there_is_a_plain_page(browser: httpx.AsyncClient, address: str) -> None:
    page = await browser.get(f"/open/{address}")

    assert page.status_code == 404
    if ".." not in address:
        assert "There is nothing here" in page.text


async def test_hostile_names_stay_text(tmp_path: Path, clock: Clock) -> None:
    lines = [
        an_artist(HOSTILE, a_track(HOSTILE, album=HOSTILE, **{"with": [f"{HOSTILE} 2"]})),
        a_show(HOSTILE, HOSTILE, publisher=HOSTILE, about=HOSTILE, topics=[HOSTILE]),
    ]
    catalogue = a_catalogue(tmp_path, *lines)
    state = SpotifyState(catalogue, Index(catalogue), clock)
    uris = [f"spotify:track:{catalogue.recordings[0].id}", f"spotify:episode:{catalogue.episodes[0].id}"]
    local = "spotify:local:%3Cscript%3E:%3Cscript%3E:%3Cscript%3E:1"
    playlist = state.add_playlist("ana.reyes", HOSTILE + "\ud800\x00", [*uris, local], description=HOSTILE)
    firsts = {
        "track": catalogue.recordings[0].id,
        "album": catalogue.albums[0].id,
        "artist": catalogue.artists[0].id,
        "show": catalogue.shows[0].id,
        "episode": catalogue.episodes[0].id,
        "playlist": playlist.id,
        "user": "ana.reyes",
    }

    async with a_browser(state) as browser:
        for kind, id in firsts.items():
            page = (await browser.get(f"/open/{kind}/{id}")).text
            assert "&lt;script&gt;" in page
            assert "<script" not in page
            assert "</style" not in page


async def test_pages_need_no_script_and_nothing_from_elsewhere(state: SpotifyState, browser: httpx.AsyncClient) -> None:
    playlist = state.add_playlist("ana.reyes", "Ours", [f"spotify:track:{named(state.catalogue, 'Roads')}"])

    page = await browser.get(f"/open/playlist/{playlist.id}")

    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert not re.search(r"<script|<style| style=| on\w+=|://", page.text)
    assert "Pretend Spotify" in page.text
    assert "sandbox" in page.text


async def test_pages_bring_their_style_and_pictures(box: Sandbox) -> None:
    playlist = box.state.add_playlist("ana.reyes", "Ours", [f"spotify:track:{box.catalogue.recordings[0].id}"])
    asked = {"client_id": box.client_id, "redirect_uri": box.state.app.redirect_uris[0], "response_type": "code"}

    async with httpx.AsyncClient() as client:
        page = await client.get(f"{box.base_url}/open/playlist/{playlist.id}")
        consent = await client.get(f"{box.accounts_base}/authorize", params=asked)
        wanted = [
            (one, href) for one in (page, consent) for href in re.findall(r'(?:src|<link .*?href)="([^"]+)', one.text)
        ]
        found = [await client.get(one.url.join(href)) for one, href in wanted]

    assert {answer.status_code for answer in found} == {200}
    kinds = {answer.headers["content-type"].partition(";")[0] for answer in found}
    assert kinds == {"text/css", "image/svg+xml"}


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (268, "4:28"), (3723, "1:02:03")])
def test_lengths_read_as_players_show_them(seconds: int, said: str) -> None:
    assert length(seconds) == said


@pytest.mark.parametrize(("seconds", "said"), [(0, "0 min 0 sec"), (2469, "41 min 9 sec"), (7500, "2 hr 5 min")])
def test_totals_read_in_words(seconds: int, said: str) -> None:
    assert total_length(seconds) == said
