"""The public pages of shows and episodes."""

from adapters.sandbox.recordings import Episode
from adapters.sandbox.spotify.public.view import Group, Line, Name, View, counted, day, length
from adapters.sandbox.spotify.state import SpotifyState


def show_view(id: str, state: SpotifyState) -> View | None:
    """Return the page of a show with its episodes, newest first; None where there is none."""
    show = state.catalogue.show_by_id.get(id)
    if show is None:
        return None
    episodes = state.catalogue.episodes_by_show[id]
    lines = tuple(
        Line(Name(one.title, f"episode/{one.id}"), (Name(day(one.date)),), seconds=one.seconds) for one in episodes
    )
    return View(
        "Show",
        show.name,
        f"show-{id}",
        (Name(show.publisher),),
        (Name(counted(len(lines), "episode")), *map(Name, show.topics)),
        show.about,
        groups=(Group("Episodes", lines),),
    )


def episode_view(id: str, state: SpotifyState) -> View | None:
    """Return the page of an episode, None where there is none."""
    episode = state.catalogue.episode_by_id.get(id)
    if episode is None:
        return None
    return View(
        "Episode",
        episode.title,
        f"episode-{id}",
        (_show_name(episode),),
        (Name(day(episode.date)), Name(length(episode.seconds)), *map(Name, episode.topics)),
        episode.about,
        note="Made up for this sandbox." if episode.pretend else "",
    )


def episode_line(episode: Episode, note: str = "") -> Line:
    """Return an episode as a playlist shows it."""
    return Line(
        Name(episode.title, f"episode/{episode.id}"),
        (Name(episode.show.publisher),),
        _show_name(episode),
        episode.seconds,
        f"episode-{episode.id}",
        note,
    )


def _show_name(episode: Episode) -> Name:
    return Name(episode.show.name, f"show/{episode.show.id}")
