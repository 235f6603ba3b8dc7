"""What each kind of first answer does to an interaction."""

from tests.standins.discord import modal_limits, posting
from tests.standins.discord.command_rules import choice_misfits
from tests.standins.discord.interactions import Interaction, Kind, Modal
from tests.standins.discord.mentions import PEOPLE_ONLY
from tests.standins.discord.refusals import Json, Misfit, insist
from tests.standins.discord.state import DiscordState
from tests.standins.discord.world import COMPONENTS_V2, EPHEMERAL, LOADING, Message

MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, COMPLETIONS, MODAL = 4, 5, 6, 7, 8, 9
CHAT_COMMAND, MENU_COMMAND, REPLY = 20, 23, 19
_FITTING = {
    Kind.COMMAND: (MESSAGE, DEFERRED_MESSAGE, MODAL),
    Kind.COMPONENT: (MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL),
    Kind.AUTOCOMPLETE: (COMPLETIONS,),
    Kind.MODAL: (MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE),
}


def take(state: DiscordState, interaction: Interaction, body: Json, files: dict[str, bytes]) -> None:
    """Take the first answer to an interaction.

    Raises:
        Refusal: its kind does not fit, or what it says is malformed; the interaction still waits then.
    """
    kind, data = body.get("type"), body.get("data") or {}
    if kind not in _FITTING[interaction.kind] or (kind in (DEFERRED_UPDATE, UPDATE) and interaction.message is None):
        insist([Misfit("type", "INTERACTION_CALLBACK_TYPE_INVALID", "Does not answer this kind of interaction")])
    if kind == MESSAGE:
        interaction.original = message(state, interaction, data, files)
    elif kind == DEFERRED_MESSAGE:
        interaction.original = _defer(state, interaction, data)
    elif kind == MODAL:
        insist(modal_limits.misfits(data))
        inputs = tuple(modal_limits.inputs(data))
        interaction.modal = Modal(data["title"], data["custom_id"], inputs, data)
    elif kind == COMPLETIONS:
        insist(choice_misfits(data.get("choices") or [], "data.choices"))
        interaction.choices = data.get("choices") or []
    else:
        interaction.original = interaction.message
    if kind == UPDATE and interaction.message is not None:
        posting.check_edit(interaction.message, data, files)
        posting.edit(state, interaction.message, data, files)
    interaction.callback, interaction.acknowledged_at = kind, state.clock()


def message(state: DiscordState, interaction: Interaction, body: Json, files: dict[str, bytes]) -> Message:
    """Post an answer, for all to see or for the member alone.

    Raises:
        Refusal: it is malformed.
    """
    flags = posting.check_new(body, files)
    answer = _begun(state, interaction, flags)
    posting.fill(state, answer, body, files)
    interaction.responses.append(answer)
    allowed = body.get("allowed_mentions")
    return posting.post(state, answer, PEOPLE_ONLY if allowed is None else allowed)


def _defer(state: DiscordState, interaction: Interaction, body: Json) -> Message:
    flags = int(body.get("flags") or 0)
    if flags & COMPONENTS_V2:
        text = "A deferral cannot carry the IS_COMPONENTS_V2 flag"
        insist([Misfit("data.flags", "INTERACTION_DEFER_FLAGS_INVALID", text)])
    answer = _begun(state, interaction, flags & EPHEMERAL | LOADING)
    interaction.responses.append(answer)
    return posting.post(state, answer, {"parse": []})


def _begun(state: DiscordState, interaction: Interaction, flags: int) -> Message:
    """Return an answer that says nothing yet; a guest where guests are not heard answers in private."""
    guild = interaction.channel.guild
    if interaction.is_guest and guild is not None and not guild.lets_external_apps_speak:
        flags |= EPHEMERAL
    answer = Message(state.people.ids.next(), interaction.channel, state.people.bot, state.clock(), flags=flags)
    answer.only_for = interaction.member if flags & EPHEMERAL else None
    answer.origin = interaction.metadata()
    first = interaction.original is None and interaction.kind is Kind.COMMAND
    if first:
        answer.kind = CHAT_COMMAND if interaction.data.get("type") == 1 else MENU_COMMAND
    elif interaction.original is not None:
        answer.kind, answer.reply_to = REPLY, interaction.original
    return answer
