"""What Slack refuses, in the bot's words."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import RateLimited, ServiceDown, ServiceError

APPS = "https://api.slack.com/apps"
_BOT_TOKEN = (
    "SLACK_BOT_TOKEN",
    f"{APPS} → your app → OAuth & Permissions",
    "copy the Bot User OAuth Token (xoxb-…) again, and install the app anew if there is none",
)
_WRONG_TOKEN = {
    "invalid_auth": "Slack does not know the token",
    "not_authed": "Slack was given no token",
    "token_revoked": "the token was revoked",
    "token_expired": "the token has expired",
    "account_inactive": "the app was removed from the workspace",
    "app_uninstalled": "the app was removed from the workspace",
    "not_allowed_token_type": "the token is of the wrong kind",
}
CLOSED_DOORS = frozenset(  # here it cannot be said; elsewhere perhaps
    {
        "not_in_channel",
        "channel_not_found",
        "user_not_in_channel",
        "user_not_found",
        "user_not_visible",
        "user_disabled",
        "cannot_dm_bot",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "messages_tab_disabled",
        "access_denied",
        "no_permission",
        "no_service",
        "used_url",
        "expired_url",
        "not_enabled",
    }
)
GONE = frozenset(  # a message that cannot be changed any more
    {"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive", "cant_delete_message"}
)


class SetupProblem(ServiceDown):
    """Slack works only after somebody has mended a setting; the text is the one sentence they need."""

    def __init__(self, problem: str, *, setting: str, page: str, mend: str) -> None:
        super().__init__(f"Slack: {problem}. Set {setting}: {mend} ({page}).")
        self.problem = problem
        self.setting = setting
        self.page = page


class Refused(ServiceDown):
    """Slack said no to one call; `code` is its own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack refused: {code}.")
        self.code = code

    @property
    def is_closed_door(self) -> bool:
        """Whether it may still be said elsewhere."""
        return self.code in CLOSED_DOORS

    @property
    def is_gone(self) -> bool:
        """Whether the message that was to be changed cannot be changed any more."""
        return self.code in GONE


@contextmanager
def asking_slack() -> Iterator[None]:
    """Run calls to Slack.

    Raises:
        SetupProblem: a token or a scope is wrong.
        RateLimited: Slack asks to wait for longer than a call may last.
        Refused: Slack said no for another reason.
        ServiceDown: it did not answer.
    """
    try:
        yield
    except SlackApiError as error:
        raise refusal(error) from error
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise ServiceDown(f"Slack did not answer: {type(error).__name__}.") from error


def refusal(error: SlackApiError) -> ServiceError:
    """Return what Slack's error means for us."""
    response = error.response
    answer = response.data if hasattr(response, "data") and isinstance(response.data, dict) else {}
    code = str(answer.get("error", ""))
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    if code == "ratelimited" or status == 429:
        return RateLimited("Slack asks to wait.", seconds=_seconds(response.headers))
    if code == "missing_scope":
        return missing_scope(str(answer.get("needed", "")))
    if code in _WRONG_TOKEN:
        return wrong_token(code)
    return Refused(code) if code else ServiceDown(f"Slack answered {status}.")


def wrong_token(code: str) -> SetupProblem:
    """Return the problem of a bot token that Slack does not take."""
    setting, page, mend = _BOT_TOKEN
    return SetupProblem(_WRONG_TOKEN.get(code, code), setting=setting, page=page, mend=mend)


def wrong_app_token(code: str) -> SetupProblem:
    """Return the problem of an app-level token that opens no socket."""
    return SetupProblem(
        f"no socket can be opened ({code})",
        setting="SLACK_APP_TOKEN",
        page=f"{APPS} → your app → Basic Information → App-Level Tokens, and Socket Mode",
        mend="make a token (xapp-…) with the scope connections:write, and enable Socket Mode",
    )


def missing_scope(scopes: str) -> SetupProblem:
    """Return the problem of scopes that were not granted."""
    return SetupProblem(
        f"the app may not do this, for it lacks the scope {scopes or 'it needs'}",
        setting="the Bot Token Scopes",
        page=f"{APPS} → your app → OAuth & Permissions → Scopes",
        mend=f"add {scopes or 'those of deploy/slack-manifest.yaml'} and install the app anew",
    )


def lost_workspace(problem: SetupProblem, workspace: str, page: str) -> SetupProblem:
    """Return a problem with a token or its scopes where tokens come from installing: only that mends it.

    Args:
        problem: What Slack said of the token.
        workspace: What the workspace is called.
        page: The address of our page to install from.
    """
    return SetupProblem(
        f"in {workspace} {problem.problem}",
        setting="the installation there",
        page=page,
        mend="add the app to that workspace anew",
    )


def refused_install(error: SlackApiError, redirect: str) -> ServiceError:
    """Return what it means that Slack gives no token for a code of its authorize page.

    Args:
        error: What it said.
        redirect: The address to which it was to send the browser.
    """
    problem, credentials = refusal(error), f"{APPS} → your app → Basic Information → App Credentials"
    match problem.code if isinstance(problem, Refused) else "":
        case "bad_client_secret" as code:
            setting, page, mend = "SLACK_CLIENT_SECRET", credentials, "copy the Client Secret again"
        case "invalid_client_id" as code:
            setting, page, mend = "SLACK_CLIENT_ID", credentials, "copy the Client ID again"
        case "bad_redirect_uri" as code:
            page = f"{APPS} → your app → OAuth & Permissions → Redirect URLs"
            setting, mend = "WEB_ADDRESS", f"{redirect} must be one of the addresses there"
        case _:
            return problem
    return SetupProblem(f"nobody can install the app ({code})", setting=setting, page=page, mend=mend)


def _seconds(headers: object) -> float:
    get = getattr(headers, "get", None)
    waiting = (get("Retry-After") or get("retry-after")) if get else None
    return float(waiting) if waiting and str(waiting).isdigit() else 1.0
