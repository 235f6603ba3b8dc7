"""Free text: what of it can be understood, where no form of a request fits. The rest is told to the member.

Who speaks to the bot and names a mood wants music, but for two: who tells something in passing ("that was a happy
accident") does not, unless they tell at length or say what they are about to do ("we are cooking"); and who asks a
question does not.
"""

from dataclasses import dataclass, replace

from bot.conversation.intents import Gist, Make, Refine
from bot.conversation.rules import wishes
from bot.conversation.rules.found import Pieces
from bot.conversation.rules.naming import take_names
from bot.conversation.rules.pieces import PieceReader, parts_of
from bot.conversation.rules.table import Table
from bot.conversation.rules.wording import COMMA, STOP, Clause, Word
from bot.curation.wish import Stance, Style

LONG, VERY_LONG = 12, 20  # words: so many in sentences, or in one, are a story, and its moods are what it is about
STRANGE = 3  # times as many unknown words as known ones make a few words a chat


@dataclass(frozen=True, slots=True)
class Loose:
    """What could be made of free text."""

    intent: Make | Refine
    guessed: int  # how many of its words were passed over


class LooseReader:
    """Reads free text by one language's table."""

    def __init__(self, table: Table, pieces: PieceReader) -> None:
        self._table = table
        self._pieces = pieces

    def read(self, clause: Clause, *, is_story: bool) -> Loose | None:
        """Return what `clause` wants as far as it can be told; None where that is nothing.

        Args:
            is_story: The whole message tells something at length.
        """
        asking, told = list[Word](), Pieces()
        for part in parts_of(clause):
            found = self._pieces.read(part, mends=not is_story)
            if self._asks(part, found):
                asking += [Word(COMMA, 0, 0), *part.words]
            elif is_story or self._is_situation(part, found):
                told.add(_only_styles(found))
        asked = self._pieces.read(replace(clause, words=tuple(asking[1:])), mends=not is_story)
        if not is_story and asked.pieces:
            take_names(asked, clause.cut(1), self._table)  # a capital at the very beginning tells nothing
        known = asked.words + told.words
        if not (asked.pieces or told.pieces) or (not is_story and asked.strangers > STRANGE * known + 2):
            return None
        return self._wish(asked, told, is_story=is_story)

    def gist(self, clause: Clause) -> Gist | None:
        """Return what was asked for where nothing of it is known; None where no music was asked for."""
        found = self._pieces.read(clause)
        gist = found.gist(self._table)
        return gist if not found.pieces and (gist.untold or (found.has_noun and gist.passed_over)) else None

    def _wish(self, asked: Pieces, told: Pieces, *, is_story: bool) -> Loose:
        guessed = asked.strangers + asked.mended + told.strangers + 1
        changes = asked.is_change and not asked.has_noun
        if asked.pieces and (changes or not told.pieces) and not wishes.is_wish(asked):
            return Loose(wishes.refine(asked, self._table), guessed)
        unknown = [] if is_story else asked.unknown
        told.add(asked)
        told.unknown = unknown
        return Loose(wishes.make(told, self._table), guessed)

    def _asks(self, part: Clause, found: Pieces) -> bool:
        """Tell whether a part is a few words for music, and no sentence about something else."""
        if part.words[0].text in self._table.nouns:
            return True  # “songs that make us …”, but not “the song was …”
        heard = {word for each in found.heard for word in each.words}
        return (
            not _is_question(part)
            and not self._orders(part, found)
            and not any(word.text in self._table.talk and word not in heard for word in part.words)
        )

    def _orders(self, part: Clause, found: Pieces) -> bool:
        """Tell whether a part begins with a verb that is none of ours: "summarise my emails"."""
        after = part.words[1].text if len(part) > 1 else ""
        unknown = {word for each in found.unknown for word in each.words.words}
        return (
            part.words[0] in unknown and after in self._table.articles | self._table.determiners | self._table.speaker
        )

    def _is_situation(self, part: Clause, found: Pieces) -> bool:
        """Tell whether a part says what is going on: "we are cooking"."""
        begins = any(pattern.match(part.text) for pattern in self._table.situations)
        points = any(word.text in self._table.pointing for word in part.words[2:])
        return begins and bool(found.heard) and not points and not _is_question(part)


def is_story(message: Clause) -> bool:
    """Tell whether a message tells something at length."""
    words = len(message.plain())
    sentences = sum(word.text == STOP for word in message.words[:-1]) + 1
    return words >= (LONG if sentences > 1 else VERY_LONG)


def _is_question(part: Clause) -> bool:
    return part.typed[part.words[-1].end :].lstrip().startswith("?")


def _only_styles(found: Pieces) -> Pieces:
    """Return the moods and scenes of a story: its places and hours are no conditions."""
    styles = [p for p in found.pieces if isinstance(p, Style) and p.stance in (Stance.WANT, Stance.MORE)]
    return Pieces(
        [replace(style, stance=Stance.WANT) for style in styles],
        list(found.unknown),
        found.words,
        heard=list(found.heard),
    )
