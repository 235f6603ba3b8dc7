"""A request as the stand-in heard it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """What the model was asked, in whichever dialect."""

    dialect: str  # "responses" or "chat"
    body: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def instructions(self) -> str:
        """Return what the model is told first."""
        if self.dialect == "responses":
            return str(self.body.get("instructions", ""))
        return "\n".join(str(one["content"]) for one in self.body["messages"] if one["role"] == "system")

    @property
    def talk(self) -> str:
        """Return what the model is told besides: the lines, as they were sent."""
        talk = self.body["input"] if self.dialect == "responses" else self.body["messages"]
        return "\n".join(str(one["content"]) for one in talk if one["role"] != "system")

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Return the lines, each an object."""
        return [json.loads(line) for line in self.talk.split("\n")]

    @property
    def functions(self) -> list[dict[str, Any]]:
        """Return the functions the model may call: name, description, parameters and what else is said of them."""
        tools = self.body.get("tools", [])
        if self.dialect == "responses":
            return [{key: value for key, value in tool.items() if key != "type"} for tool in tools]
        return [tool["function"] for tool in tools]

    @property
    def most_tokens(self) -> int | None:
        """Return how many tokens the answer may have."""
        names = ("max_output_tokens", "max_completion_tokens", "max_tokens")
        return next((self.body[name] for name in names if name in self.body), None)

    @property
    def tokens(self) -> int:
        """Return about how many tokens were sent."""
        return (len(self.instructions) + len(self.talk) + len(json.dumps(self.functions))) // 4
