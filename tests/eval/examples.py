"""Made-up tracks and lists to judge; a test says only what matters to it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from adapters.sandbox.recordings import Artist, Recording
from tests.eval.facts import Condition, Facts
from tests.eval.verdict import Row, Standing

_numbers = count(1)
PLAIN = Recording(
    id="", title="", artists=(), album_id="", album="", year=1994, seconds=240, explicit=False, isrc="", energy=3,
    valence=3, moods=(), sounds=("voice",), genres=("folk",), language="en", country="GB", tier="known",
)  # fmt: skip


def a_track(title: str = "", artist: str = "", *, artist_genres: tuple[str, ...] = (), **facts: object) -> Facts:
    """Return a track that is like no other but in what is said of it."""
    number = next(_numbers)
    name = artist or f"Artist {number}"
    by = Artist(f"artist {name}", name, "GB", "en", artist_genres or ("folk",), "known")
    recording = replace(PLAIN, id=f"track {number}", title=title or f"Song {number}", artists=(by,))
    recording = replace(recording, **facts)  # type: ignore[arg-type]
    return Facts(recording, recording.year, f"{recording.title.split(' - ')[0]} by {by.id}")


def a_list(*tracks: Facts, of: str = "Ana", musts: Sequence[Condition] = ()) -> Standing:
    """Return where a talk stands with these tracks on the list."""
    return Standing(tuple(Row(track, of) for track in tracks), tuple(musts))


def tracks(number: int, **facts: object) -> tuple[Facts, ...]:
    """Return so many different tracks that are alike in what is said of them."""
    return tuple(a_track(**facts) for _ in range(number))  # type: ignore[arg-type]
