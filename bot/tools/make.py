"""make: a new list from a wish."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat import Choice, Member
from bot.conversation.intents import Add, Make
from bot.conversation.ports import Answer
from bot.curation.aims import aims_of, is_limit
from bot.curation.curator import Curator
from bot.curation.music import Playlist
from bot.curation.picks import Pick
from bot.curation.publishing import fit_to_publish
from bot.curation.searches import tracks_wanted
from bot.curation.wish import Kind, Known, Length, Named, Piece, Reach, Said, Wish, Years
from bot.errors import NoMatch
from bot.sessions.session import Session
from bot.tools.adding import put_all_on
from bot.tools.credit import credited
from bot.tools.dialling import EMERGING_YEARS, dial_choices
from bot.tools.errand import Errand
from bot.tools.looking import telling
from bot.tools.meant import told_apart
from bot.tools.memory import drift, remembering
from bot.tools.provisos import provisos
from bot.tools.title import title_from


async def make(errand: Errand, intent: Make) -> Answer:
    """Make a playlist from what a member wants to hear.

    Where the list there is holds the wishes of others, theirs and the new one are blended, unless a new list is asked
    for; tracks asked for by name are added to it. "Undo" brings back what was.
    """
    message, desk = errand.turn.message, errand.desk
    intent = await told_apart(errand, intent)
    pieces = _with_years_of_emerging(errand, list(intent.pieces))
    session = await desk.sessions.join(message.channel, errand.member)
    playlist = await desk.playlists.get(session.playlist_id)
    if playlist.entries and not intent.is_new:
        if tracks := _only_tracks(pieces):
            return await put_all_on(errand, [Add(pick) for pick in tracks])
        if _is_for_others_too(playlist.wish, errand.member) and intent.kind is playlist.wish.kind:
            return await _blended(errand, session, playlist, replace(intent, pieces=tuple(pieces)))
    return await _new(errand, session, playlist, replace(intent, pieces=tuple(pieces)))


async def _new(errand: Errand, session: Session, playlist: Playlist, intent: Make) -> Answer:
    message, desk = errand.turn.message, errand.desk
    wish = Wish(tuple(credited(errand, intent.pieces, intent.others)), intent.kind)
    group = await desk.sessions.group(session, errand.member, errand.named(intent.others))
    group = await remembering(errand, session, group, wish, is_new=True)
    outcome = await _curator(errand, wish).make(wish, group, intent.proposed)
    title = fit_to_publish(intent.title or title_from(message.text)) or errand.text("untitled")
    playlist = await desk.playlists.change(
        playlist, errand.change, outcome.entries, wish, items=outcome.items, title=title
    )
    minutes = round(sum(outcome.items[e.uri].seconds for e in outcome.entries) / 60)
    key = "made_podcasts" if intent.kind is Kind.PODCASTS else "made"
    sentence = errand.text(key, title=title, count=len(outcome.entries), minutes=minutes)
    sentence = errand.with_remark(intent.proposed.remark, sentence)
    remarks = (
        *provisos(intent.gist, intent.pieces),
        *outcome.remarks,
        *await drift(errand, session, playlist, outcome.items),
    )
    more = () if intent.kind is Kind.PODCASTS else dial_choices(errand)
    return await errand.show_change(session, playlist, outcome.items, sentence, remarks, more=more)


def _curator(errand: Errand, wish: Wish) -> Curator:
    if wish.kind is Kind.PODCASTS:  # one search: there is nothing to count
        return errand.desk.curator
    return telling(errand, "status_choosing", count=tracks_wanted(aims_of(wish)))


async def _blended(errand: Errand, session: Session, playlist: Playlist, intent: Make) -> Answer:
    """Hand a fair share of the list to a member who now wants something too."""
    message, desk = errand.turn.message, errand.desk
    pieces = [piece for piece in intent.pieces if not isinstance(piece, Length)]
    said = credited(errand, pieces, intent.others)
    wish = replace(playlist.wish, said=tuple(_for_own_share(s) for s in (*playlist.wish.said, *said)))
    group = await desk.sessions.group(session, errand.member, errand.named(intent.others))
    group = await remembering(errand, session, group, wish, is_new=False)
    items = await desk.playlists.items([e.uri for e in playlist.entries], playlist)
    present = [e for e in playlist.entries if e.uri in items]
    curator = telling(errand, "status_changing")
    outcome = await curator.blend(present, items, wish, said, group, intent.proposed)
    before = {e.uri for e in present}
    new = [outcome.items[e.uri] for e in outcome.entries if e.uri not in before]
    if not new:
        raise NoMatch("nothing_fits")
    playlist = await desk.playlists.change(playlist, errand.change, outcome.entries, wish, items=outcome.items)
    sentence = errand.text("blended", count=len(new), name=said[0].member.name, new=errand.titles(new))
    sentence = errand.with_remark(intent.proposed.remark, sentence)
    anew = Choice(errand.text("choice_new_list"), errand.text("say_new_list", words=message.text))
    more = (anew,) if message.typed else ()  # a press counts as typed, and what is typed is told to models
    remarks = (*provisos(intent.gist, intent.pieces), *outcome.remarks)
    return await errand.show_change(session, playlist, outcome.items, sentence, remarks, new[0].uri, more=more)


def _for_own_share(said: Said) -> Said:
    """Keep what limits a wish to the share of whoever wished it: Ana's eighties leave Leo his nineties."""
    return replace(said, only_mine=True) if is_limit(said) else said


def _only_tracks(pieces: Sequence[Piece]) -> tuple[Pick, ...]:
    """Return the tracks when nothing but tracks is asked for by name, else none."""
    picks = tuple(piece.pick for piece in pieces if isinstance(piece, Named) and _is_track(piece.pick))
    return picks if len(picks) == len(pieces) else ()


def _is_track(pick: Pick) -> bool:
    return bool(pick.title or pick.words)


def _is_for_others_too(wish: Wish, member: Member) -> bool:
    return any(said.member != member for said in wish.said)


def _with_years_of_emerging(errand: Errand, pieces: list[Piece]) -> list[Piece]:
    """Say what "emerging" means in years, where the member said no years: lesser known and of the last dozen."""
    if Known(Reach.EMERGING) not in pieces or any(isinstance(piece, Years) for piece in pieces):
        return pieces
    this_year = errand.desk.clock().year
    return [*pieces, Years(this_year - EMERGING_YEARS, this_year)]
