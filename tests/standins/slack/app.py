"""The app as registered with the stand-in: its keys, what it subscribed to, what members find in their menus."""

from dataclasses import dataclass, field
from typing import Any, Self

LEAST_SCOPES = frozenset(
    {"app_mentions:read", "chat:write", "commands", "im:history", "im:write", "reactions:write", "users:read"}
)
EVENTS = frozenset({"app_mention", "message.im", "app_home_opened", "app_uninstalled", "tokens_revoked", "user_change"})


@dataclass
class SlackApp:
    """One app; `scopes` are what a workspace grants when nothing else is said."""

    id: str = "A0STANDIN"
    name: str = "chorus"
    client_id: str = "111.222"
    client_secret: str = field(default="client-secret", repr=False)
    signing_secret: str = field(default="signing-secret", repr=False)
    verification_token: str = field(default="verification-token", repr=False)
    app_token: str = field(default="xapp-1-standin", repr=False)
    app_scopes: frozenset[str] = frozenset({"connections:write"})
    scopes: frozenset[str] = LEAST_SCOPES
    events: frozenset[str] = EVENTS
    commands: frozenset[str] = frozenset({"/chorus"})
    message_shortcuts: frozenset[str] = frozenset({"add_to_playlist"})
    global_shortcuts: frozenset[str] = frozenset()
    unfurl_domains: frozenset[str] = frozenset({"open.spotify.com", "spotify.link"})
    redirect_urls: frozenset[str] = frozenset()  # none: every one is accepted
    home_tab: bool = True
    messages_tab: bool = True
    distributed: bool = False  # and not in the Marketplace: history costs a minute
    events_an_hour: int = 30_000  # per workspace; beyond it comes app_rate_limited

    @classmethod
    def from_manifest(cls, manifest: dict[str, Any]) -> Self:
        """Return the app that an app manifest describes, with its own scopes, events and menus."""
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        home = features.get("app_home", {})
        shortcuts = features.get("shortcuts", [])
        scopes = manifest.get("oauth_config", {}).get("scopes", {})
        return cls(
            name=manifest["display_information"]["name"],
            scopes=frozenset(scopes.get("bot", [])) | frozenset(scopes.get("bot_optional", [])),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            commands=frozenset(command["command"] for command in features.get("slash_commands", [])),
            message_shortcuts=frozenset(one["callback_id"] for one in shortcuts if one["type"] == "message"),
            global_shortcuts=frozenset(one["callback_id"] for one in shortcuts if one["type"] == "global"),
            unfurl_domains=frozenset(features.get("unfurl_domains", [])),
            home_tab=home.get("home_tab_enabled", False),
            messages_tab=home.get("messages_tab_enabled", False),
        )
