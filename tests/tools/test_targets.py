"""Which entries a member means."""

import pytest

from bot.conversation.context import Context
from bot.conversation.intents import Target
from bot.errors import NothingThere
from bot.tools.targets import entries_meant
from tests.examples import a_track, an_entry

TRACKS = [
    a_track("Dancing Queen", "ABBA"),
    a_track("(I Can't Get No) Satisfaction", "The Rolling Stones"),
    a_track("Air", "Talking Heads"),
    a_track("All I Need", "Air"),
    a_track("Dancing Queen - Live", "ABBA", uri="spotify:track:live"),
    a_track("Hoppípolla", "Sigur Rós"),
]
ENTRIES = [an_entry(track) for track in TRACKS]
ITEMS = {track.uri: track for track in TRACKS}


def meant(target: Target, context: Context | None = None) -> list[int]:
    """Return the places that a target means."""
    return entries_meant(target, ENTRIES, ITEMS, context or Context())


@pytest.mark.parametrize(
    ("target", "places"),
    [
        (Target(words="dancing queen"), [4]),
        (Target(words="ABBA", every=True), [0, 4]),
        (Target(words="rolling stones"), [1]),
        (Target(words="hoppipola"), [5]),
        (Target(words="sigur ros"), [5]),
        (Target(words="abba dancing queen"), [4]),
        (Target(words="air", every=True), [2, 3]),
        (Target(number=2), [1]),
        (Target(number=-1), [5]),
        (Target(every=True), [0, 1, 2, 3, 4, 5]),
    ],
)
def test_words_and_numbers_mean_entries(target: Target, places: list[int]) -> None:
    assert meant(target) == places


def test_that_one_is_the_one_last_spoken_of() -> None:
    assert meant(Target(), Context(spoken_of=TRACKS[2].uri)) == [2]


@pytest.mark.parametrize(
    "target",
    [Target(words="zz top"), Target(number=0), Target(number=7), Target(number=-2), Target()],
)
def test_what_is_not_there_is_said(target: Target) -> None:
    with pytest.raises(NothingThere):
        meant(target)
