"""Shows and episodes as the Web API of 2026 shows them to a Development Mode app."""

from html import escape

from adapters.sandbox.recordings import Catalogue, Episode, Show
from adapters.sandbox.spotify.json_words import Body
from adapters.sandbox.spotify.links import Links, identity


def simple_show(show: Show, catalogue: Catalogue, links: Links) -> Body:
    """Return a show as searches and episodes name it; its publisher is gone."""
    return {
        **identity(links, "show", show.id),
        "name": show.name,
        "description": show.about,
        "html_description": f"<p>{escape(show.about)}</p>",
        "copyrights": [],
        "explicit": False,
        "images": links.images("show", show.id),
        "is_externally_hosted": False,
        "languages": list(show.languages),
        "media_type": "audio",
        "total_episodes": len(catalogue.episodes_by_show[show.id]),
    }


def full_show(show: Show, catalogue: Catalogue, links: Links) -> Body:
    """Return a show with its newest episodes."""
    episodes = catalogue.episodes_by_show[show.id]
    return {
        **simple_show(show, catalogue, links),
        "episodes": {
            "href": links.href("shows", show.id, "episodes"),
            "limit": 50,
            "next": None,
            "offset": 0,
            "previous": None,
            "total": len(episodes),
            "items": [simple_episode(episode, links) for episode in episodes[:50]],
        },
    }


def simple_episode(episode: Episode, links: Links) -> Body:
    """Return an episode as its show and searches list it."""
    return {
        **identity(links, "episode", episode.id),
        "name": episode.title,
        "description": episode.about,
        "html_description": f"<p>{escape(episode.about)}</p>",
        "audio_preview_url": None,
        "duration_ms": episode.seconds * 1000,
        "explicit": False,
        "images": links.images("episode", episode.id),
        "is_externally_hosted": False,
        "is_playable": True,
        "languages": list(episode.show.languages),
        "release_date": episode.date,
        "release_date_precision": "day",
        "resume_point": {"fully_played": False, "resume_position_ms": 0},
    }


def full_episode(episode: Episode, catalogue: Catalogue, links: Links) -> Body:
    """Return an episode with its show."""
    return {**simple_episode(episode, links), "show": simple_show(episode.show, catalogue, links)}
