"""why: the true reason an entry is on the list."""

from collections import Counter

from bot.conversation.intents import Target, Why
from bot.conversation.ports import Answer
from bot.curation.music import Entry, Item, Playlist, Source
from bot.errors import NothingThere
from bot.tools.errand import Errand


async def why(errand: Errand, intent: Why) -> Answer:
    """Say why a track is on the playlist: who asked for it, which words it meets, how it was found."""
    _, playlist = await errand.session_with_list()
    if intent.target == Target() and _spoken_of(errand, playlist) is None:
        return errand.say(_overall(errand, playlist))
    places, items = await errand.places_meant(playlist, intent.target)
    entry = playlist.entries[places[0]]
    if entry.uri not in items:
        raise NothingThere("gone_from_service")
    context = errand.turn.context.with_shown(tuple(e.uri for e in playlist.entries), entry.uri)
    return errand.say(reason(errand, entry, items[entry.uri], playlist), context=context)


def reason(errand: Errand, entry: Entry, item: Item, playlist: Playlist) -> str:
    """Return the reason for one entry, from what was kept when it was chosen."""
    named = errand.text("item_by", title=item.title, credit=item.credit)
    who = entry.member.name if entry.member else errand.text("everyone")
    if entry.source is Source.ASKED:
        return errand.text("why_asked", item=named, name=who, words=str(entry.pick))
    if entry.source is Source.OUTSIDE:
        return errand.text("why_outside", item=named)
    if entry.source is Source.PROPOSED:
        sentences = [errand.text("why_proposed", item=named, name=who, words=str(entry.pick))]
    else:
        sentences = [errand.text("why_style", item=named, name=who, style=entry.pick.words or "–")]
    if entry.because:
        sentences.append(errand.text("why_meets", words=_quoted(entry.because), said=_said(entry, playlist)))
    if entry.checked:
        sentences.append(errand.text("why_checked", tags=", ".join(entry.checked)))
    else:
        sentences.append(errand.text("why_unchecked"))
    return " ".join(sentences)


def _said(entry: Entry, playlist: Playlist) -> str:
    """Return who said the words an entry meets."""
    names = [said.member.name for said in playlist.wish.said if getattr(said.piece, "term", None) in entry.because]
    return ", ".join(dict.fromkeys(names))


def _overall(errand: Errand, playlist: Playlist) -> str:
    counts = Counter(e.member.name if e.member else errand.text("everyone") for e in playlist.entries)
    shares = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    return errand.text("why_overall", shares=shares, count=len(playlist.entries))


def _spoken_of(errand: Errand, playlist: Playlist) -> str | None:
    spoken_of = errand.turn.context.spoken_of
    return spoken_of if spoken_of in {e.uri for e in playlist.entries} else None


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)
