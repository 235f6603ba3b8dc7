"""Installing the app and ending it: the authorize page, codes, tokens, uninstalls."""

from html import escape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from aiohttp import web

from tests.standins.slack.events import Events
from tests.standins.slack.refusals import Impossible
from tests.standins.slack.workspace import Enterprise, Install, SlackMember, SlackTeam
from tests.standins.slack.world import Code, World

CODE_SECONDS = 600


def install_app(world: World, team: SlackTeam, scopes: frozenset[str], token: str = "") -> Install:
    """Install the app in a workspace, or return the install there, now with these scopes too."""
    old = team.own_install
    if old is not None and old.state == "active":
        old.scopes |= scopes
        return old
    token = token or world.ids.secret("xoxb")
    bot = old.bot if old else _bot(world, team)  # the app keeps its bot when it comes back
    team.own_install = Install(token, bot, scopes, team, team.enterprise, [team])
    world.installs[token] = team.own_install
    return team.own_install


def install_org_wide(world: World, enterprise: Enterprise, teams: list[SlackTeam]) -> Install:
    """Install the app for a whole organisation: one token and one bot for all its workspaces."""
    token = world.ids.secret("xoxb")
    enterprise.install = Install(token, _bot(world, teams[0]), world.app.scopes, None, enterprise, teams)
    world.installs[token] = enterprise.install
    return enterprise.install


def end_install(world: World, events: Events, install: Install, state: str) -> None:
    """End an install: "revoked" ends its token, "uninstalled" the app too; the events come in no fixed order."""
    install.state = state
    for team in install.teams:
        if state == "uninstalled":
            events.tell("app_uninstalled", {"type": "app_uninstalled"}, install, team=team)
        tokens = {"oauth": [], "bot": [install.bot.id]}
        events.tell("tokens_revoked", {"type": "tokens_revoked", "tokens": tokens}, install, team=team)
    if state == "uninstalled":
        for team in install.teams:
            for channel in team.channels.values():
                channel.members = [one for one in channel.members if one is not install.bot]
    world.changes.happened()


def approve(world: World, address: str, installer: SlackMember, *, denied: bool = False) -> str:
    """Return where the authorize page sends the browser once a member allowed it, or did not.

    Raises:
        Impossible: the page shows an error instead of asking.
    """
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    return _answered(world, query, installer, denied=denied)


async def authorize_page(world: World, request: web.Request) -> web.Response:
    """Ask whoever comes by to choose a workspace and allow the app; take the answer."""
    query = dict(request.query)
    try:
        _check(world, query)
        if request.method == "GET":
            return web.Response(text=_page(world, query), content_type="text/html")
        form = await request.post()
        installer = _installer(world, str(form.get("as", "")))
        back = _answered(world, query, installer, denied=form.get("answer") != "allow")
        return web.Response(status=302, headers={"Location": back})
    except Impossible as error:
        return web.Response(status=400, text=str(error))


def _answered(world: World, query: dict[str, str], installer: SlackMember, *, denied: bool) -> str:
    _check(world, query)
    redirect, state = query.get("redirect_uri", ""), query.get("state", "")
    target = redirect or next(iter(world.app.redirect_urls), "")
    if denied:
        return f"{target}?{urlencode({'error': 'access_denied', 'state': state})}"
    code = world.ids.secret("code")
    scopes = frozenset(query.get("scope", "").split(",")) - {""}
    until = world.clock.now() + CODE_SECONDS
    world.codes[code] = Code(installer, scopes, redirect, until, query.get("nonce", ""))
    return f"{target}?{urlencode({'code': code, 'state': state})}"


def _check(world: World, query: dict[str, str]) -> None:
    redirect, allowed = query.get("redirect_uri", ""), world.app.redirect_urls
    if query.get("client_id") != world.app.client_id:
        raise Impossible("Slack shows: Invalid client_id parameter")
    if not query.get("scope") and not query.get("user_scope"):
        raise Impossible("Slack shows: Invalid permissions requested")
    if redirect and allowed and not any(redirect.startswith(one) for one in allowed):
        raise Impossible("Slack shows: redirect_uri did not match any configured URIs")


def _installer(world: World, member_id: str) -> SlackMember:
    for team in world.teams:
        if member_id in team.members:
            return team.members[member_id]
    raise Impossible("Slack shows: sign in to a workspace first")


def _bot(world: World, team: SlackTeam) -> SlackMember:
    bot = SlackMember(world.ids.next("U"), world.app.name, team, world.ids.next("B"), world.app.id)
    team.members[bot.id] = bot
    return bot


def _page(world: World, query: dict[str, Any]) -> str:
    people = [one for team in world.teams for one in team.members.values() if not one.bot_id]
    options = "".join(
        f'<option value="{one.id}">{escape(one.team.name)}: {escape(one.name)}</option>' for one in people
    )
    asked = "".join(f"<li>{escape(scope)}</li>" for scope in query.get("scope", "").split(","))
    buttons = '<button name="answer" value="allow">Allow</button><button name="answer" value="deny">Cancel</button>'
    return f'<form method="post"><ul>{asked}</ul><select name="as">{options}</select>{buttons}</form>'
