"""Artists and titles in words: where one ends and the next begins."""

import re

from bot.conversation.rules import links
from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import COMMA, DASH, Clause
from bot.curation.picks import Pick

_SERVICE = r"(?:apple music|youtube music|deezer|tidal|spotify)"
_SHARED = re.compile(  # "Check out this track on TIDAL: “Roads” by Portishead", "Roads by Portishead on Apple Music"
    rf"(?: (?:check out|listen to|escucha|mira)(?: this (?:track|song)| esta cancion)?(?: (?:on|en) {_SERVICE})?)?"
    rf"(?P<song>.*?)(?: (?:on|en) {_SERVICE})?$"
)


def to_pick(clause: Clause, table: Table) -> Pick:
    """Return what is proposed in `clause`: title and artist where they can be told apart, else a link or free words."""
    address = links.ADDRESS.search(clause.said())
    if address:
        clause = _beside(clause)
        if links.is_own(address[0]) or not _is_named(clause, table):
            return Pick(words=address[0])
    at = _parting(clause, table)
    if at is None:
        return Pick(words=clause.said())
    title, artist = clause.cut(0, at).said(), clause.cut(at + 1).said()
    return Pick(title=title, artist=artist)


def separate(clause: Clause, table: Table) -> list[Clause]:
    """Return the tracks of "Teardrop by Massive Attack and Roads by Portishead" each by itself; else all as one."""
    found: list[Clause] = []
    rest, start = clause, 0
    while start < len(rest):
        word = rest.words[start]
        left, right = rest.cut(0, start), rest.cut(start + 1)
        joins = not word.quoted and (word.text == COMMA or word.text in table.joining)
        if joins and _is_whole(left, table) and _is_whole(_next(right, table), table):
            found.append(left)
            rest, start = _without_joint(right, table), 0
        start += 1
    return [*found, rest]


def artists(clause: Clause, table: Table) -> list[Clause]:
    """Return the names in "Sigur Rós and múm", each by itself."""
    if clause.text.strip() in table.joined or any(f" {name}" in clause.text for name in table.joined):
        return [clause]
    names, start = [], 0
    for index, word in enumerate(clause.words):
        joins = word.text in table.joining and word.text != "&" and not word.quoted
        if (joins and _begins_name(clause, index, table)) or word.text == COMMA:
            names.append(clause.cut(start, index))
            start = index + 1
    return [name for name in (*names, clause.cut(start)) if name]


def _begins_name(clause: Clause, index: int, table: Table) -> bool:
    """Tell whether another name follows the "and" or "or": not in “Florence and the Machine”."""
    if index + 1 >= len(clause) or clause.words[index].text in table.either:
        return True
    following, first = clause.words[index + 1], clause.words[0]
    return following.text not in table.glue or (following.capital and first.text == following.text)


def _beside(clause: Clause) -> Clause:
    """Return the words before the link in `clause`, without what services put around a song that is shared."""
    words = (clause.typed[word.start : word.end] for word in clause.words)
    before = clause.cut(0, next(at for at, word in enumerate(words) if links.ADDRESS.search(word))).without_colons()
    bare = _SHARED.match(before.text)
    return before.at(bare.span("song")) if bare else before


def _is_named(clause: Clause, table: Table) -> bool:
    """Tell whether the words beside a link name a song: by a title in quotes, or an artist in capitals."""
    at = _parting(clause, table)
    return at is not None and (clause.words[at - 1].quoted or clause.words[at + 1].capital)


def _parting(clause: Clause, table: Table) -> int | None:
    """Return which word parts title from artist, if one does for certain."""
    marks = [i for i, w in enumerate(clause.words) if w.text == DASH and not w.quoted and 0 < i < len(clause) - 1]
    if marks:
        return marks[0]
    places = [i for i in range(1, len(clause) - 1) if _may_part(clause, i, table)]
    capitals = [i for i in places if clause.words[i + 1].capital]
    if len(places) > 1 and not capitals and table.by_which == "first":
        return None
    chosen = capitals or places
    if not chosen:
        return None
    return chosen[0] if table.by_which == "first" else chosen[-1]


def _may_part(clause: Clause, index: int, table: Table) -> bool:
    word, artist = clause.words[index], clause.cut(index + 1)
    if word.quoted or word.text not in table.by or artist.text.strip() in table.not_names:
        return False
    return artist.text != clause.cut(0, index).text  # “Day by Day”


def _is_whole(clause: Clause, table: Table) -> bool:
    return _parting(clause, table) is not None or links.ADDRESS.fullmatch(clause.said()) is not None


def _next(clause: Clause, table: Table) -> Clause:
    return next(_without_joint(clause, table).parts(), clause)


def _without_joint(clause: Clause, table: Table) -> Clause:
    while clause and (clause.words[0].text in table.joining or clause.words[0].text == COMMA):
        clause = clause.cut(1)
    return clause
