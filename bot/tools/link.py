"""link: a member's own Spotify, in private."""

from bot.accounts.linker import TICKET_LIFETIME
from bot.chat import ChannelKind, Link, Paragraph, Reply
from bot.conversation.intents import LinkAccount, TypeCode
from bot.conversation.ports import Answer
from bot.sessions.session import Session
from bot.texts.catalogue import text
from bot.tools.errand import Errand
from bot.tools.variety import panel_for


async def link(errand: Errand, intent: LinkAccount) -> Answer:
    """Send the member a private link to connect their Spotify account."""
    message = errand.turn.message
    account = await errand.desk.accounts.of(errand.member)
    if await errand.desk.sessions.store.open_in(message.channel):  # only who is on the roster can be its host
        await errand.desk.sessions.join(message.channel, errand.member)
    url = await errand.desk.linker.begin(errand.member, message.channel, message.channel.name or message.channel.tenant)
    minutes = int(TICKET_LIFETIME.total_seconds() // 60)
    here = errand.text("link_here", name=errand.member.name, count=minutes)
    known = [errand.text("already_linked", account=account.name)] if account else []
    private = errand.whisper(*known, here, Link(errand.text("link_page"), url)).replies
    if message.channel.kind is ChannelKind.DM or message.command is not None:  # whose answer only the member sees
        return Answer(private, errand.turn.context)
    public = errand.reply(errand.text("link_sent_private", name=errand.member.name))
    return Answer((*private, public), errand.turn.context)


async def type_code(errand: Errand, intent: TypeCode) -> Answer:
    """Make the link whose code the member typed; the member's open sessions get a host if they lack one."""
    account = await errand.desk.linker.confirm(errand.member, intent.code)
    private = errand.whisper(errand.text("linked", account=account.name, name=errand.member.name)).replies
    news = [await _hosted(errand, session) for session in await errand.desk.sessions.store.open_of(errand.member)]
    return Answer((*private, *(reply for reply in news if reply)), errand.turn.context)


async def _hosted(errand: Errand, session: Session) -> Reply | None:
    """Bring an open session's list to the new account, if the session was without a host."""
    hosted = await errand.desk.sessions.with_host(session)
    if hosted.host != errand.member:
        return None
    await errand.desk.playlists.doubt(hosted.playlist_id)  # the account may be another one than before
    playlist = await errand.desk.playlists.get(hosted.playlist_id)
    hosted, playlist, trouble = await errand.bring(hosted, playlist)
    items = await errand.desk.playlists.items([e.uri for e in playlist.entries], playlist)
    key = "linked_host" if playlist.url else "linked_host_soon"
    sentence = " ".join([text(key, errand.turn.language, name=errand.member.name), *trouble])
    panel = await panel_for(errand.desk.curator, hosted, playlist, items, errand.turn.language)
    link_to_list = (Link(errand.text("open_list"), panel.url),) if panel.url else ()
    return Reply(hosted.channel, (Paragraph(sentence), *link_to_list, panel))
