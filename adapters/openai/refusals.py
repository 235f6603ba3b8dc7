"""What the SDK raises, and what an answer says went wrong -> `ModelDown`: who can mend it, and where.

A server's own sentences stay out of the text, and out of the chain of causes: they may repeat what a member wrote.
"""

import re
from typing import Any

import openai

from adapters.openai.settings import OpenAISettings
from bot.errors import ModelDown

KEYS = "https://platform.openai.com/api-keys"
BILLING = "https://platform.openai.com/settings/organization/billing"
MODELS = "https://platform.openai.com/docs/models"
PARAMETERS = "https://platform.openai.com/docs/api-reference"

QUOTA_CODES = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_KEY_CODES = frozenset({"invalid_api_key", "account_deactivated", "unauthorized"})
_FIELD_CODES = frozenset({"unsupported_parameter", "unsupported_value", "unknown_parameter"})
_NO_ROUTE = frozenset({404, 405})
_PLAIN = re.compile(r"[\w.:-]{1,60}", re.ASCII)


class Unanswered(ModelDown):
    """The server does not answer as it should: three of these in a row, and it is left in peace for a while."""


class Declined(ModelDown):
    """The server is well; this one briefing gets no answer that can be used."""


class NoRoute(ModelDown):
    """The server does not know the path: it may speak the other dialect, or the address is wrong."""


def refusal_of(error: openai.OpenAIError, settings: OpenAISettings) -> ModelDown:
    """Return what an error of the SDK means."""
    match error:
        case openai.APITimeoutError():
            return Unanswered("The model did not answer in time.")
        case openai.APIConnectionError():
            return Unanswered("The model's server cannot be reached, or broke off.")
        case openai.APIStatusError():
            return _of_status(error, settings)
        case openai.APIError():
            return of_code(error.code or error.type, settings, f"The model's stream failed{_why(error)}.")
    return Unanswered(f"The SDK failed: {type(error).__name__}.")


def of_code(code: Any, settings: OpenAISettings, said: str) -> ModelDown:
    """Return what an error's code means; one that is not known is taken for a passing failure of the server."""
    match str(code or ""):
        case known if known in QUOTA_CODES:
            return lasting(said, "the credit of the account of OPENAI_API_KEY", BILLING)
        case known if known in _KEY_CODES:
            return lasting(said, "OPENAI_API_KEY", KEYS)
        case "model_not_found":
            return lasting(said, f"OPENAI_MODEL (now {settings.model})", _models_of(settings))
        case "context_length_exceeded" | "content_filter" | "content_policy_violation" | "invalid_prompt":
            return Declined(said)
    return Unanswered(said)


def lasting(said: str, setting: str, page: str) -> ModelDown:
    """Return a failure that stays until somebody mends `setting` on `page`."""
    return ModelDown(f"{said} Mend {setting}: {page}", lasting=True, setting=setting, page=page)


def wrong_address(said: str, settings: OpenAISettings) -> ModelDown:
    """Return that something answers at the address, but no model."""
    return lasting(said, "OPENAI_BASE_URL", f"the server's manual; now {settings.shown_address}")


def _of_status(error: openai.APIStatusError, settings: OpenAISettings) -> ModelDown:
    status, said = error.status_code, f"The model's server answered {error.status_code}{_why(error)}."
    codes = {str(error.code), str(error.type)}  # a stranger may send anything in their place
    if status == 402 or codes & QUOTA_CODES:
        return of_code("insufficient_quota", settings, said)
    if status in (401, 403):
        return of_code("invalid_api_key", settings, said)
    if status in (400, 404, 422) and _is_model_unknown(error, settings.model):
        return of_code("model_not_found", settings, said)
    if status in _NO_ROUTE:
        return NoRoute(said)
    if status in (408, 409, 425, 429) or status >= 500:
        return Unanswered(said)
    return _of_request(error, settings, said)


def _of_request(error: openai.APIStatusError, settings: OpenAISettings, said: str) -> ModelDown:
    """Return what a request refused for its content means: mostly that this server takes fewer fields."""
    if "does not support tools" in error.message.lower():  # Ollama's words; it has no code for it
        return lasting(said, f"OPENAI_MODEL (now {settings.model}, which calls no functions)", _models_of(settings))
    if error.code in _FIELD_CODES:
        is_effort = "effort" in str(error.param)
        return lasting(said, "OPENAI_EFFORT" if is_effort else "OPENAI_PROFILE (local sends least)", PARAMETERS)
    return Declined(said)


def _is_model_unknown(error: openai.APIStatusError, model: str) -> bool:
    """Tell an unknown model from an unknown path: OpenAI has a code for it, vLLM a param, Ollama a sentence."""
    if error.code == "model_not_found":
        return True
    message = error.message.lower()
    names_it = error.param == "model" or model.lower() in message
    return names_it and ("not found" in message or "does not exist" in message)


def _models_of(settings: OpenAISettings) -> str:
    return MODELS if settings.is_openai else f"{settings.shown_address}/models"


def _why(error: openai.APIError) -> str:
    """Return code, field and request of an error, as far as they are plain words."""
    told = [error.code or error.type, error.param, getattr(error, "request_id", None)]
    plain = [one for one in told if isinstance(one, str) and _PLAIN.fullmatch(one)]
    return f" ({', '.join(plain)})" if plain else ""
