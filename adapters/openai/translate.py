"""A briefing -> the body of a request, in either dialect. Pure functions.

The fixed head, instructions and functions, comes first and is the same bytes for every tenant: it can be cached.
"""

import hashlib
import hmac
import json
from typing import Any

from adapters.openai.profiles import Profile
from bot.conversation.briefing import Briefing, Offer

Body = dict[str, Any]

HASH_LENGTH = 32  # characters


def to_responses(briefing: Briefing, model: str, profile: Profile, member: str | None = None) -> Body:
    """Return what the Responses API is asked; `member` is a hash."""
    body: Body = {
        "model": model,
        "instructions": briefing.instructions.words,
        "tools": [{"type": "function", **_function(offer, profile)} for offer in briefing.offers],
        "input": [_talk(briefing)],
        "max_output_tokens": briefing.most_tokens,
        "store": False,  # kept for a month otherwise
        "stream": True,
    }
    if profile.effort is not None:
        body["reasoning"] = {"effort": profile.effort}
    if profile.verbosity is not None:
        body["text"] = {"verbosity": profile.verbosity}
    if profile.drops_padding:
        body["stream_options"] = {"include_obfuscation": False}
    return _without_empty_tools(body | _names(briefing, profile, member))


def to_chat(briefing: Briefing, model: str, profile: Profile, member: str | None = None) -> Body:
    """Return what the Chat Completions API is asked; `member` is a hash."""
    system = {"role": "system", "content": briefing.instructions.words}
    options = {"include_obfuscation": False} if profile.drops_padding else {}
    body: Body = {
        "model": model,
        "messages": [system, _talk(briefing)],
        "tools": [{"type": "function", "function": _function(offer, profile)} for offer in briefing.offers],
        profile.most_tokens: briefing.most_tokens,
        "stream_options": {"include_usage": True, **options},
        "store": False,
        "stream": True,
    }
    if profile.effort is not None:
        body["reasoning_effort"] = profile.effort
    if profile.verbosity is not None:
        body["verbosity"] = profile.verbosity
    return _without_empty_tools(body | _names(briefing, profile, member))


def head_name(briefing: Briefing) -> str:
    """Return a name for the fixed head: another one for every other head."""
    offers = [(offer.name, offer.description, offer.parameters) for offer in briefing.offers]
    head = json.dumps([briefing.instructions.words, offers])
    return f"chorus-{hashlib.sha256(head.encode()).hexdigest()[:16]}"


def member_hash(secret: str, member_key: str) -> str:
    """Return what a member is known by outside: the same each time, and nobody without the secret can tell who."""
    return hmac.new(secret.encode(), member_key.encode(), hashlib.sha256).hexdigest()[:HASH_LENGTH]


def _function(offer: Offer, profile: Profile) -> Body:
    plain = {"name": offer.name, "description": offer.description, "parameters": dict(offer.parameters)}
    return plain | {"strict": True} if profile.is_strict else plain


def _talk(briefing: Briefing) -> Body:
    """Return the lines as one message: many models' templates refuse two users in a row."""
    return {"role": "user", "content": "\n".join(str(line) for line in briefing.lines)}


def _names(briefing: Briefing, profile: Profile, member: str | None) -> Body:
    names = {"prompt_cache_key": head_name(briefing)} if profile.names_head else {}
    if profile.tells_members_apart and member is not None:
        names["safety_identifier"] = member
    return names


def _without_empty_tools(body: Body) -> Body:
    if not body["tools"]:
        del body["tools"]  # an empty list is refused
    return body
