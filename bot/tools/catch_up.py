"""catch_up: what a member missed."""

from bot.conversation.intents import CatchUp
from bot.conversation.ports import Answer
from bot.curation.music import Revision
from bot.tools.changes import MOST_CHANGES, line_of
from bot.tools.errand import Errand


async def catch_up(errand: Errand, intent: CatchUp) -> Answer:
    """Tell a member what happened to the playlist since they last spoke."""
    session, playlist = await errand.session_with_list()
    missed = _since_own_last_word(errand, playlist.revisions)
    seconds = sum(
        item.seconds
        for item in (await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)).values()
    )
    state = errand.text("on_the_list", title=playlist.title, count=len(playlist.entries), minutes=round(seconds / 60))
    who = errand.text("roster", names=", ".join(m.name for m in session.members), count=len(session.members))
    if not missed:
        return errand.say(errand.text("missed_nothing"), f"{state} {who}")
    lines = [line_of(errand, playlist, revision) for revision in missed[-MOST_CHANGES:]]
    return errand.say(errand.text("missed", count=len(missed)), *lines, f"{state} {who}")


def _since_own_last_word(errand: Errand, revisions: tuple[Revision, ...]) -> list[Revision]:
    """Return the changes by others after the member's last message or change before this one."""
    spoken = [h.at for h in errand.turn.context.heard[:-1] if h.member == errand.member]
    changed = [r.at for r in revisions if r.author == errand.member]
    last = max([*spoken, *changed], default=None)
    return [r for r in revisions if r.author != errand.member and (last is None or r.at > last)]
