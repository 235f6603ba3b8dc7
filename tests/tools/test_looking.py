"""What the group is told while tracks are looked for."""

from bot.conversation.intents import Add, AddAll, Make, Refine
from bot.curation.picks import Pick
from bot.curation.wish import Length, Stance, Style
from tests.examples import ANA, a_track
from tests.tools.scene import Scene

Told = list[tuple[str, dict[str, object]]]


class Ears:
    """A `Progress` that keeps what it was told."""

    def __init__(self) -> None:
        self.told: Told = []

    def __call__(self, key: str, /, **values: object) -> None:
        """Keep it."""
        self.told.append((key, values))

    def of(self, key: str) -> list[dict[str, object]]:
        """Return what was told by the sentence `key`, oldest first."""
        return [values for told, values in self.told if told == key]


def found(told: list[dict[str, object]]) -> list[int]:
    return [int(str(values["found"])) for values in told]


async def test_a_new_list_tells_how_many_tracks_are_wanted_and_how_many_there_are_to_choose_from() -> None:
    ears = Ears()

    await Scene().hears(Make((Style("ambient"), Length(tracks=12))), progress=ears)

    told = ears.of("status_choosing")
    assert {values["count"] for values in told} == {12}
    assert found(told)[0] == 0
    assert found(told) == sorted(found(told))
    assert found(told)[-1] >= 12


async def test_a_list_of_an_hour_tells_about_how_many_tracks_that_is() -> None:
    ears = Ears()

    await Scene().hears(Make((Style("ambient"), Length(seconds=3600))), progress=ears)

    assert {values["count"] for values in ears.of("status_choosing")} == {16}


async def test_a_change_tells_how_many_tracks_there_are_to_choose_from() -> None:
    scene, ears = Scene(), Ears()
    await scene.hears(Make((Style("ambient"),)))

    await scene.hears(Refine((Style("folk", Stance.MORE),)), progress=ears)

    assert found(ears.of("status_changing"))[-1] > 0


async def test_tracks_asked_for_by_name_are_counted_as_they_are_found() -> None:
    scene, ears = Scene(a_track("Glory Box"), a_track("Roads")), Ears()
    names = ("Glory Box", "Roads", "No Such Song At All")

    await scene.hears(AddAll(tuple(Add(Pick(name)) for name in names)), progress=ears)

    assert ears.of("status_looking") == [{"count": 3, "found": number} for number in (0, 1, 2)]


async def test_a_list_that_is_written_to_an_account_tells_so() -> None:
    scene, ears = Scene(), Ears()
    await scene.link(ANA)

    await scene.hears(Make((Style("ambient"),)), progress=ears)

    assert ears.told[-1] == ("status_writing", {})
