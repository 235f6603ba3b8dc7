"""oauth.v2.access, openid.connect.*, auth.revoke, apps.uninstall: codes become tokens, tokens end."""

import base64
import json
from typing import Any

from tests.standins.slack.call import Call, Method
from tests.standins.slack.installing import end_install, install_app
from tests.standins.slack.refusals import Refusal
from tests.standins.slack.workspace import Install, SlackMember
from tests.standins.slack.world import Code


def access(call: Call) -> dict[str, Any]:
    """Change a code for the bot token of the workspace, or organisation, it was given in."""
    code = _redeemed(call)
    whole = code.installer.team.enterprise if code.installer.team.enterprise else None
    org_wide = bool(whole and whole.install and whole.install.state == "active")
    install = whole.install if whole and org_wide else install_app(call.world, code.installer.team, code.scopes)
    assert install is not None
    install.installer = code.installer
    return _granted(call, install, code.installer)


def token(call: Call) -> dict[str, Any]:
    """Change a code of signing in for an access token and an identity token."""
    code = _redeemed(call)
    bearer = call.world.ids.secret("xoxp")
    call.world.identities[bearer] = code.installer
    claims = _claims(code.installer) | {"iss": "https://slack.com", "aud": call.world.app.client_id}
    claims |= {"exp": int(call.world.clock.now()) + 300, "iat": int(call.world.clock.now())}
    if code.nonce:
        claims["nonce"] = code.nonce
    return {"access_token": bearer, "token_type": "Bearer", "id_token": _unsigned(claims)}


def user_info(call: Call) -> dict[str, Any]:
    """Return who signed in."""
    member = call.world.identities.get(call.bearer)
    if member is None:
        raise Refusal("invalid_auth")
    return _claims(member)


def revoke(call: Call) -> dict[str, Any]:
    """End the token that asks."""
    if call.flag("test"):
        return {"revoked": False}
    end_install(call.world, call.events, call.install, "revoked")
    return {"revoked": True}


def uninstall(call: Call) -> dict[str, Any]:
    """Remove the app from the workspace whose token asks."""
    _check_client(call)
    end_install(call.world, call.events, call.install, "uninstalled")
    return {}


def _redeemed(call: Call) -> Code:
    _check_client(call)
    code = call.world.codes.pop(call.text("code"), None)
    if code is None or call.world.clock.now() > code.until:
        raise Refusal("invalid_code")
    if call.text("redirect_uri") != code.redirect_uri:
        raise Refusal("bad_redirect_uri")
    return code


def _check_client(call: Call) -> None:
    client_id, secret = call.basic or (call.text("client_id"), call.text("client_secret"))
    if client_id != call.world.app.client_id:
        raise Refusal("invalid_client_id")
    if secret != call.world.app.client_secret:
        raise Refusal("bad_client_secret")


def _granted(call: Call, install: Install, installer: SlackMember) -> dict[str, Any]:
    enterprise = install.enterprise or (install.team.enterprise if install.team else None)
    return {
        "app_id": call.world.app.id,
        "authed_user": {"id": installer.id},
        "scope": ",".join(sorted(install.scopes)),
        "token_type": "bot",
        "access_token": install.token,
        "bot_user_id": install.bot.id,
        "team": {"id": install.team.id, "name": install.team.name} if install.team else None,
        "enterprise": {"id": enterprise.id, "name": enterprise.name} if enterprise else None,
        "is_enterprise_install": install.org_wide,
    }


def _claims(member: SlackMember) -> dict[str, Any]:
    named = {"https://slack.com/user_id": member.id, "https://slack.com/team_id": member.team.id}
    return {"sub": member.id, "name": member.name, "https://slack.com/team_name": member.team.name, **named}


def _unsigned(claims: dict[str, Any]) -> str:
    """Return a token in the shape of a JWT; its signature is empty, so nobody can have verified it."""
    parts = [
        base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in ({"alg": "none"}, claims)
    ]
    return ".".join([*parts, ""])


METHODS = {
    "oauth.v2.access": Method(access, 0, required=("code",), token="none"),
    "openid.connect.token": Method(token, 0, required=("code",), token="none"),
    "openid.connect.userInfo": Method(user_info, 3, token="none"),
    "auth.revoke": Method(revoke, 3),
    "apps.uninstall": Method(uninstall, 1),
}
