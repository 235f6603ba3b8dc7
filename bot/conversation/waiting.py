"""A message that waits for its answer."""

from dataclasses import dataclass

from bot.chat import Message


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open message, and how often it was given out, this time counted."""

    message: Message
    tries: int
