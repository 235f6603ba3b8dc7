"""Songs that a message shares by links to them, with or without a word beside. Pure functions."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.intents import Add, Intent, Make, NotUnderstood, Refine
from bot.conversation.rules import links
from bot.conversation.rules.names import to_pick
from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import COLON, COMMA, STOP, Clause, Word
from bot.curation.wish import Named


def is_only_shared(message: Clause, tables: Sequence[Table]) -> bool:
    """Tell whether a message is links to music, and around them nothing but "listen to this"."""
    has_links = any(_address(message, word) for word in message.words)
    return has_links and any(_says_nothing_else(message, table) for table in tables)


def shared(message: Clause, table: Table) -> tuple[Add, ...]:
    """Return the songs to add that a message's links lead to, each with the words before it; none without links."""
    return tuple(Add(to_pick(part, table)) for part in _parts(message))


def named_or_asked_back(message: Clause, table: Table, text: str) -> tuple[Intent, ...]:
    """Return the songs that links in talk lead to where the talk names them, else whether they are meant to be added.

    None where there is no link: nobody knows whether "I can't stand …" wants it on the list.
    """
    songs = shared(message, table)
    plain = (_says_nothing_else(part, table) for part in _parts(message))
    if all(is_plain or song.pick.title for is_plain, song in zip(plain, songs, strict=True)):
        return songs
    return (NotUnderstood(links.found_in(text)),)


def told_by_links(intents: tuple[Intent, ...], text: str) -> tuple[Intent, ...]:
    """Return the intents with what each link itself tells of the song."""
    return tuple(_told(intent, text) for intent in intents) if "://" in text else intents


def _told(intent: Intent, text: str) -> Intent:
    if isinstance(intent, Add):
        return replace(intent, pick=links.told(intent.pick, text))
    if isinstance(intent, Make | Refine):
        pieces = (replace(p, pick=links.told(p.pick, text)) if isinstance(p, Named) else p for p in intent.pieces)
        return replace(intent, pieces=tuple(pieces))
    return intent


def _parts(message: Clause) -> list[Clause]:
    """Return each link with the words before it."""
    ends = [at for at, word in enumerate(message.words, start=1) if _address(message, word)]
    return [message.cut(start, end) for start, end in zip([0, *ends], ends, strict=False)]


def _says_nothing_else(part: Clause, table: Table) -> bool:
    """Tell whether around links there is nothing but "listen to this"."""
    said = (word for word in part.words if not _address(part, word))
    return all(word.text in table.sharing or word.text in (COLON, COMMA, STOP) for word in said)


def _address(message: Clause, word: Word) -> str:
    """Return the address of music that a word is; empty where it is another word."""
    found = links.ADDRESS.fullmatch(message.typed[word.start : word.end])
    return found[0] if found else ""
