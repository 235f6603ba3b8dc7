"""The two interfaces a server may speak: how each is asked, and how its answer is taken."""

from collections.abc import Callable
from dataclasses import dataclass

from adapters.openai.answers import Answer
from adapters.openai.chat_answer import ChatAnswer
from adapters.openai.profiles import Profile
from adapters.openai.responses_answer import ResponsesAnswer
from adapters.openai.translate import Body, to_chat, to_responses
from bot.conversation.briefing import Briefing


@dataclass(frozen=True, slots=True)
class Dialect:
    """One interface."""

    name: str
    path: str
    to_body: Callable[[Briefing, str, Profile, str | None], Body]
    answer: Callable[[int], Answer]


RESPONSES = Dialect("responses", "/responses", to_responses, ResponsesAnswer)
CHAT = Dialect("chat", "/chat/completions", to_chat, ChatAnswer)
