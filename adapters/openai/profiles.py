"""What may be sent to which server: OpenAI takes everything, the others only what they all share."""

from dataclasses import dataclass, replace

from adapters.openai.settings import OpenAISettings

UNSAID = "omit"  # the effort of a model that knows of none


@dataclass(frozen=True, slots=True)
class Profile:
    """Which fields a server may be sent besides the necessary ones."""

    is_strict: bool  # it can be held to a function's schema
    effort: str | None  # how long to think; None: not said
    verbosity: str | None
    names_head: bool  # equal heads share a cache by name
    tells_members_apart: bool  # by hashes, so that a misuse is not laid on everybody
    drops_padding: bool  # the padding that hides how long each piece of a stream is
    most_tokens: str  # the name Chat Completions has for it


CLOUD = Profile(
    is_strict=True,
    effort="none",  # functions over Chat Completions work with no other
    verbosity="low",
    names_head=True,
    tells_members_apart=True,
    drops_padding=True,
    most_tokens="max_completion_tokens",
)

LOCAL = Profile(
    is_strict=False,
    effort=None,
    verbosity=None,
    names_head=False,
    tells_members_apart=False,
    drops_padding=False,
    most_tokens="max_tokens",  # Ollama knows no other
)


def profile_of(settings: OpenAISettings) -> Profile:
    """Return what the server of `settings` may be sent."""
    profile = CLOUD if settings.is_cloud else LOCAL
    if settings.effort == UNSAID:
        return replace(profile, effort=None, verbosity=None)  # a model with no effort has no verbosity either
    return replace(profile, effort=settings.effort or profile.effort)
