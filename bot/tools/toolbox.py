"""The toolbox: which tool answers which intent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.conversation import intents
from bot.conversation.intents import Intent
from bot.conversation.ports import Answer, Turn
from bot.tools.add import add, add_all, add_shown
from bot.tools.again import changed_before
from bot.tools.ask_back import ask_back
from bot.tools.ask_group import ask_group
from bot.tools.catch_up import catch_up
from bot.tools.changes import changes
from bot.tools.chat import chat
from bot.tools.confirm import confirm
from bot.tools.drop import drop
from bot.tools.errand import Desk, Errand
from bot.tools.forget import forget
from bot.tools.greet import greet
from bot.tools.help import help_
from bot.tools.history import history
from bot.tools.link import link, type_code
from bot.tools.lock import lock
from bot.tools.make import make
from bot.tools.never import never
from bot.tools.not_understood import not_understood
from bot.tools.podcast import find_podcasts
from bot.tools.privacy import privacy
from bot.tools.receipt import receipt
from bot.tools.refine import refine
from bot.tools.restore import restore
from bot.tools.session import session
from bot.tools.settings import settle
from bot.tools.show import show
from bot.tools.silence import silence
from bot.tools.stop import stop
from bot.tools.undo import undo
from bot.tools.unlink import unlink
from bot.tools.vote import vote
from bot.tools.why import why
from bot.tools.wider import dial

# Each tool takes the errand and its own kind of intent; the table pairs them, which types cannot say.
Tool = Callable[[Errand, Any], Awaitable[Answer]]

TOOLS: dict[type, Tool] = {
    intents.Make: make,
    intents.Refine: refine,
    intents.Add: add,
    intents.AddAll: add_all,
    intents.AddShown: add_shown,
    intents.Drop: drop,
    intents.FindPodcasts: find_podcasts,
    intents.Show: show,
    intents.Why: why,
    intents.Receipt: receipt,
    intents.Dial: dial,
    intents.Undo: undo,
    intents.Restore: restore,
    intents.Changes: changes,
    intents.History: history,
    intents.CatchUp: catch_up,
    intents.Sit: session,
    intents.LinkAccount: link,
    intents.TypeCode: type_code,
    intents.UnlinkAccount: unlink,
    intents.Privacy: privacy,
    intents.ForgetMe: forget,
    intents.Confirm: confirm,
    intents.Vote: vote,
    intents.Lock: lock,
    intents.Never: never,
    intents.Settle: settle,
    intents.Help: help_,
    intents.Stop: stop,
    intents.Greet: greet,
    intents.Vague: ask_back,
    intents.AskGroup: ask_group,
    intents.Chat: chat,
    intents.Silence: silence,
    intents.NotUnderstood: not_understood,
}


@dataclass(frozen=True, slots=True)
class Tools:
    """Runs the tool that answers an intent."""

    desk: Desk

    async def run(self, intent: Intent, turn: Turn) -> Answer:
        """Do what the intent wants, and say so."""
        errand = Errand(turn, self.desk)
        return await changed_before(errand) or await TOOLS[type(intent)](errand, intent)
