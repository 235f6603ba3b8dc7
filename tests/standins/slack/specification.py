"""Slack's published descriptions (2020 and 2021), read to check what the app sends and what the stand-in tells.

Where they are not at hand nothing is checked, and `at_hand` says so.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS30Validator

WEB, EVENTS = "slack-web-openapi.json", "slack-events.json"

# Methods that came after the description, with their arguments: https://docs.slack.dev/reference/methods
NEWER_METHODS: dict[str, dict[str, str]] = {
    "apps.connections.open": {},
    "assistant.threads.setStatus": {
        "channel_id": "string",
        "thread_ts": "string",
        "status": "string",
        "loading_messages": "array",
        "icon_emoji": "string",
        "icon_url": "string",
        "username": "string",
    },
    "assistant.threads.setSuggestedPrompts": {
        "channel_id": "string",
        "thread_ts": "string",
        "title": "string",
        "prompts": "array",
    },
    "openid.connect.token": {
        "client_id": "string",
        "client_secret": "string",
        "code": "string",
        "redirect_uri": "string",
        "grant_type": "string",
        "refresh_token": "string",
    },
    "openid.connect.userInfo": {},
}
# Arguments that came after the description, to methods it has.
NEWER_ARGUMENTS: dict[str, dict[str, str]] = {
    "chat.postMessage": {"markdown_text": "string", "metadata": "object", "unfurl_app_links": "boolean"},
    "chat.postEphemeral": {"markdown_text": "string", "metadata": "object"},
    "chat.update": {
        "markdown_text": "string",
        "metadata": "object",
        "reply_broadcast": "boolean",
        "file_ids": "array",
    },
    "chat.unfurl": {"source": "string", "unfurl_id": "string", "user_auth_blocks": "array", "metadata": "object"},
    "conversations.open": {"prevent_creation": "boolean"},
    "conversations.replies": {"include_all_metadata": "boolean"},
    "oauth.v2.access": {"grant_type": "string", "refresh_token": "string", "code_verifier": "string"},
    "views.open": {"interactivity_pointer": "string"},
    "views.push": {"interactivity_pointer": "string"},
}
EVERYWHERE = {"token": "string", "team_id": "string"}  # team_id: whose workspace, for an org-wide token
# Described as JSON in a form's string; today's clients send it as JSON in JSON.
NESTED = frozenset({"attachments", "blocks", "unfurls", "view", "user_auth_blocks", "metadata", "prompts"})
TIMESTAMPS = frozenset({"ts", "latest", "oldest"})  # described as numbers, sent as strings
GONE = frozenset({"authed_users"})  # required by the description; `authorizations` took its place in 2021

_WORDS = {"true", "false", "1", "0"}


def _path(name: str) -> Path:
    root = Path(__file__).resolve().parents[3]
    return Path(os.environ.get("CHORUS_SPECS", root.parent / "shared" / "specs")) / name


def at_hand() -> bool:
    """Whether the descriptions are there to check against."""
    return _path(WEB).exists() and _path(EVENTS).exists()


def check_arguments(method: str, given: dict[str, Any]) -> list[str]:
    """Return what is wrong with a call's arguments: names nobody described, and wrong types."""
    known = _arguments(method)
    if known is None:
        return [f"{method} is described nowhere"] if at_hand() else []
    wrong = [f"{method}: no argument {name!r} is described" for name in given if name not in known]
    for name, value in given.items():
        if name in known and not _fits(value, known[name], name):
            wrong.append(f"{method}: {name} should be {known[name]} and is {value!r:.60}")
    return wrong


def required(method: str) -> frozenset[str]:
    """Return the arguments the description requires, the token aside."""
    operation = _operations().get(method, {})
    names = {one["name"] for one in operation.get("parameters", []) if one.get("required")}
    return frozenset(names - {"token"})


def answered(method: str) -> frozenset[str]:
    """Return the fields the description says every good answer has, `ok` aside."""
    responses = _operations().get(method, {}).get("responses", {})
    return frozenset(responses.get("200", {}).get("schema", {}).get("required", [])) - {"ok"}


def check_envelope(envelope: dict[str, Any]) -> list[str]:
    """Return what is wrong with an event's envelope."""
    validator = _envelope_validator()
    if validator is None:
        return []
    kind = envelope["event"]["type"]
    return [f"event {kind}: {one.json_path}: {one.message}" for one in validator.iter_errors(envelope)]


def _arguments(method: str) -> dict[str, str] | None:
    if method in NEWER_METHODS:
        return EVERYWHERE | NEWER_METHODS[method]
    operation = _operations().get(method)
    if operation is None:
        return None
    described = {one["name"]: one["type"] for one in operation["parameters"]}
    return described | NEWER_ARGUMENTS.get(method, {}) | EVERYWHERE


def _fits(value: Any, kind: str, name: str) -> bool:
    if name in NESTED:
        return isinstance(value, dict | list | str)
    if name in TIMESTAMPS:
        return isinstance(value, str)
    if kind == "boolean" or name == "link_names":
        return isinstance(value, bool) or str(value) in _WORDS
    if kind in ("integer", "number"):
        return isinstance(value, int | float) or str(value).replace(".", "", 1).isdigit()
    return isinstance(value, list | str) if kind == "array" else isinstance(value, str)


@cache
def _operations() -> dict[str, dict[str, Any]]:
    if not at_hand():
        return {}
    paths = json.loads(_path(WEB).read_text())["paths"]
    return {path.removeprefix("/"): next(iter(verbs.values())) for path, verbs in paths.items()}


@cache
def _envelope_validator() -> OAS30Validator | None:
    if not at_hand():
        return None
    schemas = json.loads(_path(EVENTS).read_text())["components"]["schemas"]
    wrapper: dict[str, Any] = schemas["GenericEventWrapper"]
    return OAS30Validator(wrapper | {"required": [name for name in wrapper["required"] if name not in GONE]})
