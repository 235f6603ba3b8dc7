"""What one clause asks for: the matchers, tried in order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.conversation.intents import Add, AddShown, Confirm, Drop, FindPodcasts, Intent, Make, Never, Target, TypeCode
from bot.conversation.rules import links, wishes
from bot.conversation.rules.codes import code_alone, code_within, pending_code
from bot.conversation.rules.commands import command
from bot.conversation.rules.forms import captures, title_of
from bot.conversation.rules.found import Pieces
from bot.conversation.rules.loose import LooseReader
from bot.conversation.rules.measures import number
from bot.conversation.rules.names import separate, to_pick
from bot.conversation.rules.naming import names_in, take_names
from bot.conversation.rules.pieces import PieceReader
from bot.conversation.rules.table import Table
from bot.conversation.rules.targets import pointed_at
from bot.conversation.rules.wording import Clause
from bot.curation.lexicon.terms import Lexicon
from bot.curation.wish import Length, Named, Piece, Stance, Style


@dataclass(frozen=True, slots=True)
class Hit:
    """What a clause asks for."""

    intents: tuple[Intent, ...]
    guessed: int = 0  # how many of its words were only taken for a name


class RequestReader:
    """Reads one clause by one language's table."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        self._table = table
        self._lexicon = lexicon
        self._pieces = PieceReader(table, lexicon)
        self.loose = LooseReader(table, self._pieces)
        self._matchers = (
            self._confirm, self._code, self._command, self._never, self._podcasts, self._add, self._drop,
            self._only_mine, self._list, self._change, self._put, self._play, self._ask, self._noun,
            self._bare, self._some,
        )  # fmt: skip

    def read(self, clause: Clause) -> Hit | None:
        """Return what `clause` asks for, no intents for idle talk; None when it is not understood."""
        if clause.plain().text.strip() in self._table.idle:
            return Hit(())
        hits = (matcher(clause) for matcher in self._matchers)
        return next((hit for hit in hits if hit), None)

    def _captures(self, form: str, clause: Clause, name: str = "what") -> Iterator[tuple[Clause, re.Match[str]]]:
        return captures(self._table, form, clause, name)

    def _confirm(self, clause: Clause) -> Hit | None:
        codes = (pending_code(inner) for inner, _ in self._captures("confirm", clause, "code"))
        code = next(filter(None, codes), None)
        return Hit((Confirm(code),)) if code else None

    def _code(self, clause: Clause) -> Hit | None:
        code = code_alone(clause, self._lexicon)
        if code is None:
            codes = (code_within(inner) for inner, _ in self._captures("code", clause, "code"))
            code = next((found for found in codes if found), None)
        return Hit((TypeCode(code),)) if code else None

    def _never(self, clause: Clause) -> Hit | None:
        for form in ("allow", "never"):
            for what, _ in self._captures(form, clause):
                found = self._pieces.read(what)
                is_kind = all(isinstance(piece, Style) for piece in found.pieces)
                if not is_kind or (found.unknown and (found.pieces or (form == "allow" and len(what) > 4))):
                    continue
                pieces = found.pieces or names_in(what, self._table)
                return Hit((Never(tuple(_unwanted(piece) for piece in pieces), allowed=form == "allow"),))
        return None

    def _command(self, clause: Clause) -> Hit | None:
        intent = command(clause, self._table)
        return Hit((intent,)) if intent else None

    def _podcasts(self, clause: Clause) -> Hit | None:
        for topic, _ in self._captures("podcasts", clause, "topic"):
            for shorter, match in self._captures("podcast_length", topic, "topic"):
                minutes = number(self._table, match.groupdict().get("minutes") or "60")
                return Hit((FindPodcasts(shorter.said(), seconds=minutes * 60),))
            return Hit((FindPodcasts(topic.said()),))
        return None

    def _add(self, clause: Clause) -> Hit | None:
        return next((hit for what, _ in self._captures("add", clause) if (hit := self._added(what))), None)

    def _added(self, what: Clause) -> Hit | None:
        if self._is_title(what):
            return self._adds(what)
        pointed = pointed_at(what, self._table)
        if pointed:
            return Hit((AddShown(pointed),))
        some = next((inner for inner, _ in self._captures("some", what)), None)
        found = wishes.with_names(self._pieces.read(what), self._table, is_request=True)
        if some and found.unknown and not found.pieces:
            return Hit((wishes.more_of(Pieces(names_in(some, self._table))),), len(some))
        if found.unknown:
            return self._adds(what)
        if not found.pieces or any(isinstance(piece, Length) for piece in found.pieces):
            return None
        return Hit((wishes.more_of(found),))

    def _adds(self, what: Clause) -> Hit:
        what, changes = self._without_changes(what)
        tracks = separate(what, self._table)
        return Hit((*(Add(to_pick(track, self._table)) for track in tracks), *changes), len(what))

    def _without_changes(self, what: Clause) -> tuple[Clause, tuple[Intent, ...]]:
        """Part "Roads by Portishead, calmer, no country" from the changes of the list it ends in."""
        parts, changes = list(what.parts()), Pieces()
        while len(parts) > 1:
            found = self._pieces.read(parts[-1])
            if found.unknown or not found.pieces or wishes.is_wish(found):
                break
            changes.pieces[:0] = found.pieces
            what = what.cut(0, what.words.index(parts.pop().words[0]) - 1)
        return what, (wishes.refine(changes, self._table),) if changes.pieces else ()

    def _is_title(self, what: Clause) -> bool:
        """Return whether `what` is a track by its form: quoted, a link, or "title by artist"."""
        if any(word.quoted for word in what.words):
            return True
        pick = to_pick(what, self._table)
        if not pick.title:
            return links.ADDRESS.fullmatch(pick.words) is not None
        title = what.cut(0, next(i for i in range(len(what)) if what.cut(0, i + 1).said() == pick.title) + 1)
        if title.words[0].capital:
            return True
        return bool(self._pieces.read(title).unknown) and not self._pieces.read(title).is_change

    def _drop(self, clause: Clause) -> Hit | None:
        for what, _ in self._captures("drop", clause):
            pointed = pointed_at(what, self._table)
            if pointed:
                return Hit((Drop(pointed),))
            every = next((inner for inner, _ in self._captures("every", what)), None)
            found = self._pieces.read(every or what)
            is_kind = any(isinstance(piece, Style) for piece in found.pieces) and not found.unknown
            if is_kind and not (every or what).words[0].capital:
                return Hit((wishes.none_of(found),))
            named, changes = self._without_changes(every or what)
            return Hit((Drop(Target(words=named.said(), every=every is not None)), *changes), len(named))
        return None

    def _only_mine(self, clause: Clause) -> Hit | None:
        for what, match in self._captures("only_mine", clause):
            found = wishes.with_names(self._pieces.read(what, mends=True), self._table, is_request=False)
            is_before = match.start("what") > 0
            if found.pieces and not found.unknown and (is_before or not wishes.is_wish(found)):
                return Hit((wishes.refine(found, self._table, only_mine=True),))
        return None

    def _change(self, clause: Clause) -> Hit | None:
        for what, match in self._captures("change", clause):
            found = wishes.with_names(self._pieces.read(what, mends=True), self._table, is_request=False)
            is_order = match.re is not self._table.forms["change"][-1]
            if found.pieces and (is_order or (found.is_change and not found.unknown)):
                return Hit((wishes.refine(found, self._table),), found.strangers + found.mended)
        return None

    def _list(self, clause: Clause) -> Hit | None:
        for form in ("list", "list_of"):
            for what, match in self._captures(form, clause):
                found = self._pieces.read(what, mends=True)
                if match.groupdict().get("rest"):
                    found.add(self._pieces.read(clause.plain().at(match.span("rest")), mends=True))
                title = title_of(what, self._table, self._pieces)
                found = wishes.with_names(found, self._table, is_request=True)
                guessed = found.strangers + found.mended
                if title:
                    found.unknown = [u for u in found.unknown if u.words.said() not in title]
                take_names(found, what, self._table)
                if found.pieces:
                    return Hit((wishes.make(found, self._table, title, is_new=True),), guessed)
        return None

    def _put(self, clause: Clause) -> Hit | None:
        for what, _ in self._captures("put", clause):
            found = self._pieces.read(what)
            if self._is_title(what) or (found.unknown and not self._has_marks(what)):
                return self._added(what)
            return self._made(what, is_play=True)
        return None

    def _has_marks(self, what: Clause) -> bool:
        return any(self._captures("some", what)) or bool(self._pieces.read(what).pieces)

    def _play(self, clause: Clause) -> Hit | None:
        return next(
            (hit for what, _ in self._captures("play", clause) if (hit := self._made(what, is_play=True))), None
        )

    def _ask(self, clause: Clause) -> Hit | None:
        return next(
            (hit for what, _ in self._captures("ask", clause) if (hit := self._made(what, is_play=False))), None
        )

    def _made(self, what: Clause, *, is_play: bool) -> Hit | None:
        """Return the wish in `what`; after "play", words of which nothing is known are a name."""
        if self._is_title(what) and (is_play or what.words[0].capital):
            return Hit((Make(tuple(Named(to_pick(t, self._table)) for t in separate(what, self._table))),), len(what))
        found = wishes.with_names(self._pieces.read(what, mends=True), self._table, is_request=True)
        is_name = len(what) > 1 and found.unknown and wishes.is_capitalised(what, self._table)
        if is_name or (not found.pieces and found.unknown):
            may = is_play or all(wishes.is_capitalised(u.words, self._table) for u in found.unknown)
            names = names_in(what, self._table) if may else []
            return Hit((Make(tuple(names)),), len(what)) if names else None
        if not found.pieces or (not is_play and found.unknown and not self._is_sure(found)):
            return None
        guessed = found.strangers + found.mended
        take_names(found, what, self._table, is_play=is_play)
        first = found.pieces[0]
        is_turned = getattr(first, "stance", Stance.WANT) in (Stance.MORE, Stance.LESS)
        return Hit(((wishes.refine if is_turned else wishes.make)(found, self._table),), guessed)

    def _is_sure(self, found: Pieces) -> bool:
        return found.has_noun and found.strangers <= 2 * max(found.words, 1)

    def _noun(self, clause: Clause) -> Hit | None:
        for what, _ in self._captures("noun", clause):
            found = wishes.with_names(self._pieces.read(clause, mends=True), self._table, is_request=True)
            if found.pieces and len(what) and found.strangers <= found.words and wishes.is_wish(found):
                return Hit((wishes.make(found, self._table),), found.strangers + found.mended)
        return None

    def _bare(self, clause: Clause) -> Hit | None:
        found = wishes.with_names(self._pieces.read(clause, mends=True), self._table, is_request=False)
        if not found.pieces or found.unknown:
            return None
        return Hit(((wishes.make if wishes.is_wish(found) else wishes.refine)(found, self._table),), found.mended)

    def _some(self, clause: Clause) -> Hit | None:
        for what, _ in self._captures("some", clause):
            first = what.words[0]
            if first.capital or first.quoted:
                return Hit((Make(tuple(names_in(what, self._table))),), len(what))
        return None


def _unwanted(piece: Piece) -> Piece:
    return replace(piece, stance=Stance.NO) if isinstance(piece, Style | Named) else piece
