"""How the stand-in says no: to the app by Slack's error codes, to a test that asks what no member could do."""

from typing import Any


class Refusal(Exception):
    """The Web API answers `ok: false` with this code and these further fields."""

    def __init__(self, error: str, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.fields = fields


class Impossible(Exception):
    """No member could do this in Slack's own client."""


def invalid_arguments(*messages: str) -> Refusal:
    """Return the refusal of arguments, each message told as Slack does."""
    return Refusal("invalid_arguments", response_metadata={"messages": [f"[ERROR] {one}" for one in messages]})
