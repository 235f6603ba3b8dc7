"""add: one track or episode more, or several at once."""

from collections.abc import Sequence

from bot.chat import Choice, Choices, Rows
from bot.conversation.intents import Add, AddAll, AddShown, Refine, Target
from bot.conversation.ports import Answer
from bot.curation.music import Item, Track
from bot.curation.picks import Origin, Pick
from bot.curation.wish import Named, Stance
from bot.errors import NoMatch, NothingThere
from bot.sessions.panel import to_row
from bot.tools.adding import Asked, put_all_on, put_on
from bot.tools.errand import Errand
from bot.tools.refine import refine
from bot.tools.targets import likeness


async def add(errand: Errand, intent: Add) -> Answer:
    """Add one track that a member names, such as "Glory Box by Portishead"."""
    finder = errand.desk.curator.finder
    try:
        item = await finder.track(intent.pick)
    except NoMatch as nothing:
        if others := await finder.by_others(intent.pick):
            return await _offered(errand, nothing, others)
        artist = await _artist_meant(errand, intent.pick)
        if artist is None:
            raise nothing from None
        return await refine(errand, Refine((Named(artist, Stance.MORE),)))
    return await put_on(errand, [Asked(item, intent.pick, intent.on_behalf or errand.member)])


async def _offered(errand: Errand, nothing: NoMatch, others: Sequence[Track]) -> Answer:
    """Offer the song by others in place of what there is none of; who wants it says so."""
    await errand.desk.playlists.cache.put(others)
    rows = tuple(to_row(place, track, errand.turn.language) for place, track in enumerate(others, start=1))
    context = errand.turn.context.with_shown(tuple(track.uri for track in others), others[0].uri)
    choices = Choices((Choice(errand.text("choice_add_first"), errand.text("say_add_first")),))
    return errand.say(nothing.sentence(errand.turn.language), Rows(rows), choices, context=context)


async def _artist_meant(errand: Errand, pick: Pick) -> Pick | None:
    """Return the artist that words which are no track mean: "add Wu-Tang Clan"."""
    if not pick.words:
        return None
    try:
        meant = await errand.desk.curator.finder.meant(pick)
    except NoMatch:
        return None
    return meant if meant.artist else None


async def add_all(errand: Errand, intent: AddAll) -> Answer:
    """Add several tracks that a member names, as one change."""
    return await put_all_on(errand, intent.adds)


async def add_shown(errand: Errand, intent: AddShown) -> Answer:
    """Add what was just shown and is not on the list yet: one of it by its number, or all."""
    shown, target = errand.turn.context.shown, intent.target
    if not shown:
        raise NothingThere("nothing_shown")
    number = len(shown) if target.number == -1 else target.number
    if number is not None and not 1 <= number <= len(shown):
        raise NothingThere("no_such_number", number=number, count=len(shown))
    one = shown[number - 1] if number else errand.turn.context.spoken_of or shown[0]
    items = await errand.desk.playlists.items(shown if target.every or target.words else [one])
    meant = _called(target, list(items.values())) if target.words else list(items.values())
    typed = errand.turn.message.typed  # else it may be the music service's words
    words = Pick(words=errand.turn.message.text, origin=Origin.MEMBER if typed else None)
    return await put_on(errand, [Asked(item, words, errand.member) for item in meant])


def _called(target: Target, items: Sequence[Item]) -> list[Item]:
    """Return the items that the target's words mean: the best, or every one.

    Raises:
        NoMatch: they mean none.
    """
    rated = [(rate, item) for item in items if (rate := likeness(target.words, item)) > 0]
    if not rated:
        raise NoMatch("no_such_track", words=target.words)
    best = max(rate for rate, _ in rated)
    return [item for rate, item in rated if target.every or rate == best][: None if target.every else 1]
