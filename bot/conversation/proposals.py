"""From a model's calls to intents: each checked, credited and bounded by code. Pure functions.

What fails the check is no intent; what a model says of rights is not read at all: `by` is credit.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from bot.chat import Member
from bot.conversation import offers
from bot.conversation.briefing import Call, Completion
from bot.conversation.intents import (
    Add,
    AskGroup,
    CatchUp,
    Changes,
    Chat,
    Drop,
    FindPodcasts,
    Help,
    History,
    Intent,
    LinkAccount,
    Make,
    OnBehalf,
    Privacy,
    Refine,
    Restore,
    SessionAct,
    Show,
    Silence,
    Sit,
    Target,
    Undo,
    Why,
)
from bot.conversation.talk import of_handle
from bot.conversation.wished import pieces_of
from bot.curation.lexicon.terms import Lexicon, fold
from bot.curation.picks import Origin, Pick, Proposal, Proposals
from bot.curation.wish import Length, Piece, Share, Stance

MOST_CALLS = 6  # of one answer; more is no answer to one message
MOST_TRACKS = 60  # … in all its calls: each is up to four searches
LONGEST_COMPLAINT = 160  # characters; it may hold names of the model's own making

_TOLD: dict[str, Intent] = {
    "the list": Show(),
    "what changed": Changes(),
    "earlier lists": History(),
    "what I missed": CatchUp(),
    "what you know about me": Privacy(),
    "what you can do": Help(),
    "who is in the session": Sit(SessionAct.ROSTER),
    "join the session": Sit(SessionAct.JOIN),
    "leave the session": Sit(SessionAct.LEAVE),
    "end the session": Sit(SessionAct.END),
    "link my account": LinkAccount(),
    "unlink my account": Privacy(),  # tells how: words of others may have led the model to it, and it deletes
}


@dataclass(frozen=True, slots=True)
class Room:
    """Who is there and who asks; what handles and words stand for."""

    principal: Member
    roster: Sequence[Member]
    lexicon: Lexicon
    language: str

    def member(self, name: str | None) -> Member | None:
        """Return whom a handle stands for; None for nobody in particular."""
        return of_handle(name, self.roster) if name else None


def intents_of(completion: Completion, room: Room) -> tuple[tuple[Intent, ...], tuple[str, ...]]:
    """Return the intents of an answer and, for each call that fails the check, what is wrong with it.

    An answer without calls is silence: words of a model that belong to no function are not shown.
    """
    intents: list[Intent] = []
    wrong: list[str] = []
    left = MOST_TRACKS
    for call in completion.calls[:MOST_CALLS]:
        try:
            read = _read(call, room)
            left -= sum(map(_tracks_in, read))
            if left < 0:
                raise ValueError("too many tracks in one answer")
            intents.extend(read)
        except (ValueError, RecursionError) as error:  # pydantic's error is a ValueError
            wrong.append(f"{call.name[:40]}: {_first_line(error)}")
    if not completion.calls:
        return (Silence(),), ()
    said = _drops_as_one([intent for intent in intents if not isinstance(intent, Silence)])
    return said or tuple(intents[:1]), tuple(wrong)


def _tracks_in(intent: Intent) -> int:
    match intent:
        case Make() | Refine():
            return len(intent.proposed.tracks)
        case Add():
            return 1
    return 0


def _drops_as_one(intents: Sequence[Intent]) -> tuple[Intent, ...]:
    """Return the intents with all removals in the place of the first: much of a list goes only once it is confirmed."""
    drops = [intent for intent in intents if isinstance(intent, Drop)]
    if not drops:
        return tuple(intents)
    first, *also = [target for drop in drops for target in (drop.target, *drop.also)]
    place = intents.index(drops[0])
    after = (intent for intent in intents[place:] if not isinstance(intent, Drop))
    return (*intents[:place], Drop(first, tuple(also)), *after)


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"[:LONGEST_COMPLAINT]
    return (str(error).splitlines() or [""])[0][:LONGEST_COMPLAINT]


def _read(call: Call, room: Room) -> tuple[Intent, ...]:
    """Return what one call wants.

    Raises:
        ValueError: there is no such function, or its arguments do not fit (pydantic's error is one).
    """
    if call.name not in offers.BY_NAME:
        raise ValueError("no such function")
    given = offers.BY_NAME[call.name].model_validate(json.loads(call.arguments or "{}"))
    match given:
        case offers.MakeList():
            return (_make(given, room),)
        case offers.ChangeList():
            return (_change(given, room),)
        case offers.AddTracks():
            return tuple(Add(_pick(track), _other(room.member(track.by), room)) for track in given.tracks)
        case offers.GoBack():
            return (_back(given, room),)
        case offers.RemoveTracks(which=[first, *also]):
            return (Drop(_target(first), tuple(map(_target, also))),)
    return (_plain(given),)


def _plain(given: offers.Offered) -> Intent:
    """Return what needs nothing but its own words."""
    match given:
        case offers.ExplainTrack(which=which):
            return Why(_target(which))
        case offers.FindPodcasts(topic=topic, minutes=minutes):
            return FindPodcasts(topic, minutes * 60 if minutes else None)
        case offers.Tell(what=what):
            return _TOLD[what]
        case offers.AskGroup(question=question, options=options):
            return AskGroup(question, tuple(options))
        case offers.Chat(words=words):
            return Chat(words)
    return Silence()


def _make(given: offers.MakeList, room: Room) -> Intent:
    own, others = _wishes(given.wishes, room)
    return Make(
        pieces=(*own, *_length(given.count, given.minutes)),
        title=given.name or "",
        is_new=given.is_new,
        others=others,
        proposed=Proposals(_proposals(given.tracks, room), remark=given.say or ""),
    )


def _change(given: offers.ChangeList, room: Room) -> Intent:
    own, others = _wishes(given.wishes, room)
    shares = (*_shares(given.more_from, Stance.MORE, room), *_shares(given.less_from, Stance.LESS, room))
    pieces = (*own, *shares, *_length(given.count, given.minutes))
    proposed = Proposals(_proposals(given.tracks, room), remark=given.say or "")
    if not pieces and not others and not proposed.tracks:
        raise ValueError("changes nothing")
    return Refine(pieces, given.only_mine, others, proposed)


def _wishes(wishes: Iterable[offers.MemberWish], room: Room) -> tuple[tuple[Piece, ...], tuple[OnBehalf, ...]]:
    """Return the speaker's own pieces and those of others; whose handle is nobody's is the speaker's."""
    own: list[Piece] = []
    others: dict[Member, list[Piece]] = {}
    for wish in wishes:
        member = room.member(wish.by)
        theirs = own if member is None or member == room.principal else others.setdefault(member, [])
        theirs.extend(pieces_of(wish, room.lexicon, room.language))
    return tuple(own), tuple(OnBehalf(member, tuple(pieces)) for member, pieces in others.items() if pieces)


def _length(count: int | None, minutes: int | None) -> tuple[Piece, ...]:
    if minutes is not None:
        return (Length(seconds=minutes * 60),)
    return (Length(tracks=count),) if count is not None else ()


def _shares(handles: Iterable[str], stance: Stance, room: Room) -> list[Piece]:
    members = [member for name in handles if (member := room.member(name)) is not None]
    return [Share(_called(member, room), stance) for member in members]


def _called(member: Member, room: Room) -> str:
    """Return how a member is named: "" for the speaker, by key where another is called the same, else by name."""
    if member == room.principal:
        return ""
    namesakes = [each for each in room.roster if fold(each.name) == fold(member.name)]
    return member.name if len(namesakes) == 1 and member.name else member.key


def _proposals(tracks: Iterable[offers.ProposedTrack], room: Room) -> tuple[Proposal, ...]:
    return tuple(Proposal(_pick(track), room.member(track.by)) for track in tracks)


def _pick(track: offers.ProposedTrack) -> Pick:
    return Pick(title=track.title, artist=track.artist, origin=Origin.MODEL)


def _other(member: Member | None, room: Room) -> Member | None:
    return None if member == room.principal else member


def _target(which: offers.Which) -> Target:
    return Target(number=which.number, words=which.words or "", every=which.every)


def _back(given: offers.GoBack, room: Room) -> Intent:
    member = room.member(given.before)
    if given.before is None and given.version is None:
        return Undo()
    if given.before is not None and member is None:
        raise ValueError("before: no such member")
    return Restore(before=_called(member, room) if member else "", number=given.version)
