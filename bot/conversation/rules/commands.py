"""The fixed phrases: show, why, undo, join, link, help and the like."""

import re
from collections.abc import Callable, Mapping

from bot.conversation import intents
from bot.conversation.intents import Intent, SessionAct, Setting, Target
from bot.conversation.rules.measures import number
from bot.conversation.rules.table import Table
from bot.conversation.rules.targets import pointed_at, to_target
from bot.conversation.rules.wording import Clause
from bot.curation.wish import Arc, Shape

Match = re.Match[str]
Maker = Callable[[Table, Clause, Match], Intent | None]


def command(clause: Clause, table: Table) -> Intent | None:
    """Return what `clause` wants when it is one of the table's fixed phrases, else None."""
    clause = clause.plain()
    text = clause.text
    for name, patterns in table.commands.items():
        for match in (m for pattern in patterns if (m := pattern.match(text))):
            intent = MAKERS[name](table, clause, match)
            if intent is not None:
                return intent
    return None


def _why(table: Table, clause: Clause, match: Match) -> Intent | None:
    if "target" not in match.re.groupindex:
        return intents.Why(intents.Target())
    return intents.Why(to_target(clause.at(match.span("target")), table))


def _why_bare(table: Table, clause: Clause, match: Match) -> Intent | None:
    """Return the question only when it points at an entry: "why are you late" does not."""
    target = pointed_at(clause.at(match.span("target")), table)
    return intents.Why(target) if target else None


def _restore(table: Table, clause: Clause, match: Match) -> Intent | None:
    if "number" in match.re.groupindex:
        return intents.Restore(number=number(table, match["number"]))
    name = clause.at(match.span("name"))
    if name.text.strip() in table.own:
        return intents.Restore()
    return intents.Restore(before=re.sub(r"['’]s?$", "", name.said())) if len(name) < 4 else None


def _days_ago(table: Table, _clause: Clause, match: Match) -> Intent:
    return intents.History(days_ago=number(table, match["number"]))


def _pointed(table: Table, clause: Clause, match: Match) -> Target | None:
    """Return the entry that is pointed at; without any word for it the one last spoken of."""
    if "target" not in match.re.groupindex:
        return Target()
    return pointed_at(clause.at(match.span("target")), table)


def _vote(*, up: bool, back: bool = False) -> Maker:
    def made(table: Table, clause: Clause, match: Match) -> Intent | None:
        target = _pointed(table, clause, match)
        return intents.Vote(target, up, back) if target else None

    return made


def _lock(table: Table, clause: Clause, match: Match) -> Intent | None:
    """Return the lock when it points at an entry: "keep it calm" does not."""
    target = _pointed(table, clause, match)
    return intents.Lock(target) if target else None


def _unlock(table: Table, clause: Clause, match: Match) -> Intent | None:
    target = _pointed(table, clause, match)
    return intents.Lock(target, locked=False) if target else None


def _settle(setting: Setting, value: int | None) -> Maker:
    return _always(intents.Settle(((setting, value),)))


def _settle_number(setting: Setting) -> Maker:
    def made(table: Table, _clause: Clause, match: Match) -> Intent:
        return intents.Settle(((setting, number(table, match["number"])),))

    return made


def _always(intent: Intent) -> Maker:
    return lambda _table, _clause, _match: intent


MAKERS: Mapping[str, Maker] = {
    "add_this": _always(intents.AddShown(intents.Target())),
    "add_all": _always(intents.AddShown(intents.Target(every=True))),
    "vote_up": _vote(up=True),
    "vote_down": _vote(up=False),
    "vote_up_back": _vote(up=True, back=True),
    "vote_down_back": _vote(up=False, back=True),
    "lock": _lock,
    "unlock": _unlock,
    "settings": _always(intents.Settle()),
    "votes_on": _settle(Setting.VOTES, 1),
    "votes_off": _settle(Setting.VOTES, 0),
    "votes_needed": _settle_number(Setting.NEEDED),
    "votes_half": _settle(Setting.NEEDED, None),
    "by_member": _settle_number(Setting.BY_MEMBER),
    "by_member_free": _settle(Setting.BY_MEMBER, None),
    "by_artist": _settle_number(Setting.BY_ARTIST),
    "explicit_never": _settle(Setting.EXPLICIT, 0),
    "explicit_always": _settle(Setting.EXPLICIT, 1),
    "clear": _always(intents.Drop(intents.Target(every=True))),
    "drop_this": _always(intents.Drop(intents.Target())),
    "order": _always(intents.Refine((Arc(Shape.WAVE),))),
    "arc_calm_down": _always(intents.Refine((Arc(Shape.CALM_DOWN),))),
    "arc_fall": _always(intents.Refine((Arc(Shape.FALL),))),
    "arc_rise": _always(intents.Refine((Arc(Shape.RISE),))),
    "show_anew": _always(intents.Show(anew=True)),
    "show": _always(intents.Show()),
    "why": _why,
    "why_bare": _why_bare,
    "wider": _always(intents.Dial(wider=True)),
    "closer": _always(intents.Dial(wider=False)),
    "receipt": _always(intents.Receipt()),
    "undo": _always(intents.Undo()),
    "restore": _restore,
    "restore_mine": _always(intents.Restore()),
    "changes": _always(intents.Changes()),
    "yesterday": _always(intents.History(days_ago=1)),
    "today": _always(intents.History(days_ago=0)),
    "days_ago": _days_ago,
    "day_before": _always(intents.History(days_ago=2)),
    "week_ago": _always(intents.History(days_ago=7)),
    "last_time": _always(intents.History()),
    "catch_up": _always(intents.CatchUp()),
    "privacy": _always(intents.Privacy()),
    "forget_me": _always(intents.ForgetMe()),
    "start": _always(intents.Sit(SessionAct.START)),
    "join": _always(intents.Sit(SessionAct.JOIN)),
    "leave": _always(intents.Sit(SessionAct.LEAVE)),
    "roster": _always(intents.Sit(SessionAct.ROSTER)),
    "end": _always(intents.Sit(SessionAct.END)),
    "link": _always(intents.LinkAccount()),
    "unlink": _always(intents.UnlinkAccount()),
    "help": _always(intents.Help()),
    "stop": _always(intents.Stop()),
    "thanks": _always(intents.Greet(thanks=True)),
    "greet": _always(intents.Greet()),
    "vague": _always(intents.Vague()),
}
