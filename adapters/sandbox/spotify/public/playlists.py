"""The public pages of playlists and of the people who own them, as they are at this moment."""

from urllib.parse import unquote_plus

from adapters.sandbox.spotify.playlist import PretendPlaylist
from adapters.sandbox.spotify.public.music import track_line
from adapters.sandbox.spotify.public.podcasts import episode_line
from adapters.sandbox.spotify.public.view import Group, Line, Name, Tile, View, counted, total_length
from adapters.sandbox.spotify.state import SpotifyState

_GONE = "not available here any more"


def playlist_view(id: str, state: SpotifyState) -> View | None:
    """Return the page of a playlist with everything on it, None where there is none."""
    playlist = state.playlists.get(id)
    if playlist is None:
        return None
    owner = state.people[playlist.owner]
    lines = tuple(_line(row.uri, state) for row in playlist.rows)
    facts = [_size(playlist), total_length(sum(line.seconds for line in lines))] if lines else []
    facts += ["collaborative"] * playlist.collaborative
    return View(
        "Playlist",
        playlist.name,
        picture_of(playlist),
        (Name(owner.name, f"user/{owner.id}"),),
        tuple(map(Name, facts)),
        playlist.description or "",
        f"As it stands at {state.now():%H:%M:%S} UTC. Load the page again to see what changed.",
        (Group("What is on it", lines, empty="There is nothing on it yet."),),
    )


def user_view(id: str, state: SpotifyState) -> View | None:
    """Return the page of a person with the playlists anyone may see, None where there is none."""
    person = state.people.get(id)
    if person is None:
        return None
    theirs = [one for one in state.playlists.values() if one.owner == id and state.is_public(one)]
    tiles = tuple(
        Tile(Name(one.name, f"playlist/{one.id}"), counted(len(one.rows), "item"), picture_of(one)) for one in theirs
    )
    group = Group("Playlists", tiles=tiles, empty="No playlists that anyone may see.")
    return View("Person", person.name, f"user-{person.account_id}", groups=(group,))


def picture_of(playlist: PretendPlaylist) -> str:
    """Return the name of the uploaded cover, else of a drawn one."""
    return playlist.cover or f"playlist-{playlist.id}"


def _line(uri: str, state: SpotifyState) -> Line:
    """Return one row: a track, an episode or a file of the owner's own."""
    kind, id = uri.split(":")[1:3]
    if kind == "local":
        return _local_file(uri)
    note = _GONE if uri in state.unavailable else ""
    if kind == "episode":
        return episode_line(state.catalogue.episode_by_id[id], note)
    return track_line(state.catalogue.recording_by_id[id], note)


def _local_file(uri: str) -> Line:
    artist, album, title, seconds = (unquote_plus(part) for part in uri.split(":")[2:6])
    return Line(Name(title), (Name(artist),), Name(album), int(seconds), "local-file", "a file of the owner’s own")


def _size(playlist: PretendPlaylist) -> str:
    episodes = sum(row.uri.startswith("spotify:episode:") for row in playlist.rows)
    tracks = len(playlist.rows) - episodes
    return " and ".join(counted(count, one) for count, one in ((tracks, "track"), (episodes, "episode")) if count)
