"""Parting a message into clauses, each wanting one thing, without cutting titles apart."""

from collections.abc import Iterator

from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import COLON, COMMA, DASH, STOP, Clause

_SHORT = 3  # letters; a full stop after so short a word is an abbreviation's: “Mr.”, “feat.” is written out


def clauses(message: Clause, table: Table) -> Iterator[Clause]:
    """Yield the clauses of `message`, in order, without the words that link them."""
    for sentence in _sentences(message, table):
        start = 0
        for index in range(1, len(sentence)):
            after = _after_link(sentence, index, table)
            if after and _begins_request(sentence.cut(after), table) and index > start:
                yield sentence.cut(start, index)
                start = after
        if start < len(sentence):
            yield sentence.cut(start)


def polished(clause: Clause, table: Table) -> Clause:
    """Return the clause without greetings and courtesies around it; all of it when it is nothing else."""
    bare = _trimmed(clause)
    shorter = _without(bare, table)
    return shorter or bare.plain()


def _without(clause: Clause, table: Table) -> Clause:
    while clause:
        head = next((m for p in table.polite if (m := p.match(clause.text))), None)
        tail = next((m for p in table.polite_after if (m := p.search(clause.text))), None)
        if head:
            clause = _trimmed(clause.cut(head[0].count(" ")))
        elif tail and not clause.words[-1].quoted:
            clause = _trimmed(clause.cut(0, len(clause) - tail[0].count(" ")))
        else:
            break
    return clause


def _trimmed(clause: Clause) -> Clause:
    """Return the clause without the commas and stops at its ends."""
    start, end = 0, len(clause)
    while start < end and clause.words[start].text in (COMMA, COLON, STOP, DASH):
        start += 1
    while end > start and clause.words[end - 1].text in (COMMA, COLON, STOP, DASH):
        end -= 1
    return clause.cut(start, end)


def _sentences(message: Clause, table: Table) -> Iterator[Clause]:
    start = 0
    for index, word in enumerate(message.words):
        if word.text == STOP and _ends_sentence(message, index, table):
            if index > start:
                yield _no_stops(message.cut(start, index))
            start = index + 1
    if start < len(message):
        yield _no_stops(message.cut(start))


def _ends_sentence(message: Clause, index: int, table: Table) -> bool:
    stop = message.words[index]
    before = message.words[index - 1] if index else None
    after = message.words[index + 1] if index + 1 < len(message) else None
    if after and after.text in table.by:
        return False  # “Help! by The Beatles”
    is_dot = message.typed[stop.start : stop.end] == "."
    return not (is_dot and before and after and before.capital and len(before.text) <= _SHORT and after.capital)


def _no_stops(clause: Clause) -> Clause:
    return Clause(clause.typed, tuple(word for word in clause.words if word.text != STOP))


def _after_link(sentence: Clause, index: int, table: Table) -> int | None:
    """Return where the text goes on after the linking words that begin at `index`, if there are any."""
    end = index
    while end < len(sentence) and not sentence.words[end].quoted:
        word = sentence.words[end].text
        pair = " ".join(w.text for w in sentence.words[end : end + 2])
        if pair in table.link_words:
            end += 2
        elif word == COMMA or word in table.link_words:
            end += 1
        else:
            break
    return end if index < end < len(sentence) else None


def _begins_request(clause: Clause, table: Table) -> bool:
    return not clause.words[0].quoted and bool(table.heads.match(clause.plain().text))
