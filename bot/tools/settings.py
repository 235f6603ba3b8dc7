"""settings: what a channel settles for all its lists."""

from collections.abc import Iterator
from dataclasses import replace

from bot.chat import ChannelKind, Choice, Choices
from bot.conversation.intents import Setting, Settle
from bot.conversation.ports import Answer
from bot.curation.wish import Explicit, Said
from bot.sessions.settings import ChannelSettings
from bot.tools.errand import Errand

MOST = 100  # of anything that is counted
FORM = "settings"  # the command whose blanks ask for the numbers


async def settle(errand: Errand, intent: Settle) -> Answer:
    """Show the channel's settings in private, or change them; its host and its moderators may."""
    store, channel = errand.desk.sessions.settings, errand.turn.message.channel
    settings = await store.of(channel)
    if intent.changes:
        if not await may_settle(errand):
            return errand.whisper(errand.text("settings_not_yours"))
        for setting, value in intent.changes:
            settings = _changed(errand, settings, setting, value)
        await store.save(channel, settings)
    head = errand.text("settings_saved" if intent.changes else "settings_head")
    choices = Choices(tuple(_choices(errand, settings)))
    return errand.whisper("\n".join([head, *_lines(errand, settings)]), choices)


async def may_settle(errand: Errand) -> bool:
    """Tell whether the member may: the host and the moderators; where there is no host, whoever is there."""
    message = errand.turn.message
    if message.moderates or message.channel.kind is ChannelKind.DM:
        return True
    session = await errand.desk.sessions.store.open_in(message.channel)
    return session is None or session.host is None or session.host == errand.member


def _changed(errand: Errand, settings: ChannelSettings, setting: Setting, value: int | None) -> ChannelSettings:
    number = value if value is not None and 0 < value <= MOST else None
    match setting:
        case Setting.VOTES:
            return replace(settings, votes=bool(value))
        case Setting.NEEDED:
            return replace(settings, votes_needed=number)
        case Setting.BY_MEMBER:
            return replace(settings, most_by_member=number)
        case Setting.BY_ARTIST:
            return replace(settings, most_by_artist=number)
        case Setting.EXPLICIT:
            clean = Explicit(allowed=False)
            said = Said(clean, errand.member, errand.turn.message.text)
            return settings.without_never(clean) if value else settings.with_never(said)


def _lines(errand: Errand, settings: ChannelSettings) -> Iterator[str]:
    """Yield each setting as it is now."""
    if settings.votes:
        needed = settings.votes_needed or errand.text("settings_half")
        yield errand.text("settings_votes_on", needed=needed)
    else:
        yield errand.text("settings_votes_off")
    unlimited, usual = errand.text("settings_unlimited"), errand.text("settings_usual")
    yield errand.text("settings_by_member", most=settings.most_by_member or unlimited)
    yield errand.text("settings_by_artist", most=settings.most_by_artist or usual)
    yield errand.text("settings_explicit_on" if settings.explicit else "settings_explicit_off")
    words = [f"“{said.words}”" for said in _told(settings)]
    if words:
        yield errand.text("settings_never", words=", ".join(words))


def _choices(errand: Errand, settings: ChannelSettings) -> Iterator[Choice]:
    """Yield a button for each thing that can be switched, one for the numbers, and one for each lasting exclusion."""
    if settings.votes:
        yield Choice(errand.text("choice_votes_off"), errand.text("say_votes_off"))
    else:
        yield Choice(errand.text("choice_votes_on"), errand.text("say_votes_on"))
    if settings.explicit:
        yield Choice(errand.text("choice_explicit_off"), errand.text("say_explicit_off"))
    else:
        yield Choice(errand.text("choice_explicit_on"), errand.text("say_explicit_on"))
    yield Choice(errand.text("choice_numbers"), errand.text("say_settings"), asks=FORM)
    for said in _told(settings):
        label = errand.text("choice_allow", words=said.words)
        yield Choice(label, errand.text("say_allow", words=said.words))


def _told(settings: ChannelSettings) -> list[Said]:
    return [said for said in settings.never if said.piece != Explicit(allowed=False)]
