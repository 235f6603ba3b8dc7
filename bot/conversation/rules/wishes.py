"""Whether the pieces of a clause make a new wish or change the one there is, and what unknown words in it may name."""

from collections.abc import Sequence
from dataclasses import replace
from types import UnionType

from bot.conversation.intents import ALL_UNDERSTOOD, Make, Refine
from bot.conversation.rules.found import Pieces, Unknown
from bot.conversation.rules.names import artists
from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import Clause
from bot.curation.picks import Pick
from bot.curation.wish import (
    Country,
    Known,
    Language,
    Named,
    NewToUs,
    Piece,
    Resize,
    Share,
    Stance,
    Style,
    Together,
    Topic,
    Years,
)

_TURNED = (Stance.MORE, Stance.LESS)


def with_names(found: Pieces, table: Table, *, is_request: bool) -> Pieces:
    """Return `found` with the names after "no", "less" and "more" as pieces.

    Args:
        is_request: A verb asks for it, so that names need no capitals: "play jazz, no drake".
    """
    kept: list[Unknown] = []
    pieces = list(found.pieces)
    change = found.is_change
    for unknown in found.unknown:
        if unknown.is_marked and (is_request or is_capitalised(unknown.words, table)) and _may_name(unknown, table):
            pieces.extend(_named(unknown, table))
        else:
            kept.append(unknown)
    return replace(found, pieces=pieces, unknown=kept, is_change=change)


def is_capitalised(clause: Clause, table: Table) -> bool:
    """Return whether `clause` is written as a name is."""
    words = [word for word in clause.words if word.text not in table.glue]
    return bool(words) and all(word.capital or word.quoted for word in words)


def is_wish(found: Pieces) -> bool:
    """Return whether the pieces are a wish for a list of their own, not a change of one."""
    first = found.pieces[0]
    if isinstance(first, Share) or getattr(first, "stance", None) in _TURNED:
        return False
    if any(isinstance(piece, Topic) for piece in found.pieces):
        return True
    if found.is_change and not found.has_noun:
        return any(isinstance(p, Style) and p.stance in _TURNED for p in found.pieces) and _wants(first, Style)
    if any(_wants(piece, Style | Named) for piece in found.pieces):
        return True
    any_kind = Known | NewToUs | Together
    is_some_kind = any(_wants(p, Years | Language | Country) or isinstance(p, any_kind) for p in found.pieces)
    return found.has_noun and is_some_kind and not found.is_change


def make(found: Pieces, table: Table, title: str = "", *, is_new: bool = False) -> Make:
    """Return the wish for a list."""
    return Make(tuple(found.pieces), found.kind, title, is_new, gist=found.gist(table))


def refine(found: Pieces, table: Table, *, only_mine: bool = False) -> Refine:
    """Return the change of the list there is."""
    return Refine(tuple(found.pieces), only_mine, gist=found.gist(table))


def is_adjustment(change: Refine) -> bool:
    """Tell whether a change can only be of a list there is: "calmer", "longer", "more from Ana"."""
    return change.only_mine or any(
        isinstance(piece, Share | Resize) or getattr(piece, "stance", None) in _TURNED for piece in change.pieces
    )


def merged(before: Make | Refine, after: Refine) -> Make | Refine | None:
    """Return both as one when `after` goes on with what `before` began, else None."""
    if after.only_mine and not (isinstance(before, Refine) and before.only_mine):
        return None
    if isinstance(before, Refine) and before.only_mine != after.only_mine:
        return None
    return replace(before, pieces=(*before.pieces, *after.pieces), gist=before.gist + after.gist)


def in_one(wishes: Sequence[Make | Refine], *, is_change: bool) -> Make | Refine:
    """Return all that was said in several sentences as one wish, or as one change."""
    pieces = tuple(piece for wish in wishes for piece in wish.pieces)
    gist = sum((wish.gist for wish in wishes), ALL_UNDERSTOOD)
    lists = [wish for wish in wishes if isinstance(wish, Make)]
    if is_change or not lists:
        return Refine(pieces, gist=gist)
    title = next((wish.title for wish in lists if wish.title), "")
    return Make(pieces, lists[0].kind, title, any(wish.is_new for wish in lists), gist=gist)


def as_change(wish: Make) -> Make | Refine:
    """Return "more songs by Björk" as the change of the list that it is; any other wish as it was."""
    names = [piece for piece in wish.pieces if isinstance(piece, Named)]
    if wish.is_new or not names or not any(isinstance(piece, Resize) and piece.factor > 1 for piece in wish.pieces):
        return wish
    return more_of(Pieces([piece for piece in wish.pieces if not isinstance(piece, Resize)]))


def more_of(found: Pieces) -> Refine:
    """Return the wish for more of what was found: "add some jazz"."""
    turned = [
        replace(piece, stance=Stance.MORE)
        if isinstance(piece, Style | Named) and piece.stance is Stance.WANT
        else piece
        for piece in found.pieces
    ]
    return Refine(tuple(turned))


def none_of(found: Pieces) -> Refine:
    """Return the wish for none of what was found: "remove all country"."""
    kinds = Style | Named | Years | Language | Country
    return Refine(tuple(replace(p, stance=Stance.NO) for p in found.pieces if isinstance(p, kinds)))


def _wants(piece: Piece, kinds: type | UnionType) -> bool:
    return isinstance(piece, kinds) and getattr(piece, "stance", None) is Stance.WANT


def _may_name(unknown: Unknown, table: Table) -> bool:
    return unknown.words.text.strip() not in table.not_names and len(unknown.words) <= 8


def _named(unknown: Unknown, table: Table) -> list[Piece]:
    """Return the names; who asks for more of a name means an artist, who wants none of it may mean a song."""
    names = [name.said() for name in artists(unknown.words, table)]
    if unknown.stance is Stance.MORE:
        return [Named(Pick(artist=name), Stance.MORE) for name in names]
    return [Named(Pick(words=name), unknown.stance) for name in names]
