"""Choosing podcast episodes. Pure functions."""

from collections import Counter
from collections.abc import Sequence

from bot.curation.aims import Aims
from bot.curation.music import Entry, Episode, Source
from bot.curation.outcome import Outcome, Remark
from bot.curation.picks import Origin, Pick
from bot.errors import NoMatch

MOST_PER_SHOW = 2
USUAL_EPISODES = 5
TOLERANCE = 0.1  # of a wished running time: episodes are long and few


def choose_episodes(found: Sequence[Episode], aims: Aims) -> Outcome:
    """Return a list of episodes, best first, not over the wished length, at most two of a show.

    Raises:
        NoMatch: none fits.
    """
    chosen = fitting(found, seconds=aims.seconds, most=aims.tracks or USUAL_EPISODES, clean=aims.clean)
    if not chosen:
        raise NoMatch("no_episodes", topic=aims.topic)
    member = aims.members[0] if aims.members else None
    pick = Pick(words=aims.topic, origin=Origin.MEMBER)
    entries = tuple(Entry(e.uri, pick, member, Source.STYLE, because=(aims.topic,)) for e in chosen)
    short = Remark("fewer_than_asked", {"count": len(chosen), "wanted": aims.tracks or 0})
    remarks = (short,) if aims.tracks and len(chosen) < aims.tracks else ()
    return Outcome(entries, {e.uri: e for e in chosen}, remarks)


def fitting(found: Sequence[Episode], *, seconds: int | None, most: int, clean: bool = False) -> list[Episode]:
    """Return the episodes that fit into a running time, in the order given."""
    chosen: list[Episode] = []
    shows: Counter[str] = Counter()
    for episode in found:
        total = sum(e.seconds for e in chosen) + episode.seconds
        too_many = bool(episode.show) and shows[episode.show] == MOST_PER_SHOW  # a search may not tell the show
        if len(chosen) == most or too_many or (clean and episode.explicit):
            continue
        if seconds is not None and total > seconds * (1 + TOLERANCE):
            continue
        chosen.append(episode)
        shows[episode.show] += 1
    return chosen
