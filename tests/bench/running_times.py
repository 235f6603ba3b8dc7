"""How near lists come to the running time that was asked for: ten styles, half an hour to three hours."""

from tests.curation.shipped_world import MINUTES, STYLES, a_shipped_curator, running_time


async def rows() -> list[tuple[str, str]]:
    """Return how many of all lists are within two in a hundred, and which are not."""
    async with a_shipped_curator() as curator:
        made = {
            (words, minutes): (await running_time(curator, words, minutes))[0]
            for words in STYLES
            for minutes in MINUTES
        }
    away = {time: lasts for time, lasts in made.items() if abs(lasts / time[1] - 1) > 0.0201}
    near = (f"within 2 % of {MINUTES[0]} to {MINUTES[-1]} minutes", f"{len(made) - len(away)} of {len(made)}")
    return [near, *((f"“{words}”, {minutes} min", f"{lasts:.0f} min") for (words, minutes), lasts in away.items())]
