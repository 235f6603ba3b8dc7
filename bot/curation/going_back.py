"""To which revision an undo leads, and what stood before a member's change. Pure functions."""

from bot.chat import Member
from bot.curation.music import Playlist
from bot.errors import NothingThere


def state_of(playlist: Playlist, number: int) -> int:
    """Return the revision whose state revision `number` first was: an undo is no state of its own."""
    while number and (restored := playlist.revisions[number - 1].restores) is not None:
        number = restored
    return number


def before_last_change(playlist: Playlist) -> int:
    """Return the revision to which an undo leads.

    Raises:
        NothingThere: nothing is left to undo.
    """
    current = state_of(playlist, len(playlist.revisions))
    if current == 0:
        raise NothingThere("nothing_to_undo")
    return state_of(playlist, current - 1)


def before_change_of(playlist: Playlist, author: Member) -> int:
    """Return the revision that stood before the last change of `author` that is still in force.

    Raises:
        NothingThere: the member changed nothing.
    """
    number = state_of(playlist, len(playlist.revisions))
    while number:
        before = state_of(playlist, number - 1)
        if playlist.revisions[number - 1].author == author:
            return before
        number = before
    raise NothingThere("no_change_of", name=author.name)
