"""Interactions: what a person did that the bot has to answer, and what became of it."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from tests.standins.discord.clock import Clock
from tests.standins.discord.refusals import Json
from tests.standins.discord.shapes import user
from tests.standins.discord.world import Channel, Message, Person

ACKNOWLEDGE_WITHIN = timedelta(seconds=3)
TOKEN_LIFE = timedelta(minutes=15)
MOST_FOLLOW_UPS = 5  # of an app a person brought into a server that does not have it


class Kind(IntEnum):
    """The kinds of interaction, with Discord's numbers."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


@dataclass(frozen=True, slots=True)
class Modal:
    """A form the bot shows one person."""

    title: str
    custom_id: str
    inputs: tuple[tuple[str, Json], ...]  # the label each stands under, and the component
    raw: Json


@dataclass(eq=False, slots=True)
class Interaction:
    """One thing a person did, such as a command they ran."""

    id: int
    kind: Kind
    member: Person
    channel: Channel
    data: Json
    owners: dict[str, str]  # authorizing_integration_owners: who let the app in
    context: int
    clock: Clock
    message: Message | None = None  # the one with the component
    cause: "Interaction | None" = None  # what opened the modal
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    began: datetime = field(init=False)
    acknowledged_at: datetime | None = None
    callback: int | None = None  # the kind of the first answer
    original: Message | None = None
    responses: list[Message] = field(default_factory=list)
    follow_ups: int = 0
    modal: Modal | None = None
    choices: list[Json] | None = None

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def acknowledged(self) -> bool:
        """Whether the bot answered in any way."""
        return self.acknowledged_at is not None

    @property
    def failed(self) -> bool:
        """Whether the person reads that the application did not respond."""
        return not self.acknowledged and self.clock() - self.began > ACKNOWLEDGE_WITHIN

    @property
    def is_expired(self) -> bool:
        """Whether its token is dead."""
        return self.clock() - self.began > TOKEN_LIFE

    @property
    def is_answered(self) -> bool:
        """Whether the bot answered and says no longer that it is thinking."""
        return self.acknowledged and not (self.original is not None and self.original.is_loading)

    @property
    def is_guest(self) -> bool:
        """Whether the app is only there because the person brought it."""
        return "0" not in self.owners

    @property
    def texts(self) -> list[str]:
        """The contents of all answers that still stand."""
        return [message.content for message in self.responses if not message.deleted]

    def metadata(self) -> Json:
        """Return what a message that answers it says of it."""
        kind = Kind.COMMAND if self.kind is Kind.AUTOCOMPLETE else self.kind
        shape: Json = {
            "id": str(self.id),
            "type": int(kind),
            "user": user(self.member),
            "authorizing_integration_owners": self.owners,
        }
        if self.kind is Kind.COMPONENT and self.message is not None:
            shape["interacted_message_id"] = str(self.message.id)
        if self.kind is Kind.MODAL and self.cause is not None:
            shape["triggering_interaction_metadata"] = self.cause.metadata()
        return shape
