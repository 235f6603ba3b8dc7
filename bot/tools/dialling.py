"""How far a list is from what everybody knows: the steps of the dial, and its buttons."""

from bot.chat import Choice
from bot.conversation.intents import Dial
from bot.curation.aims import Aims
from bot.curation.wish import Known, Piece, Reach, Years
from bot.tools.errand import Errand

EMERGING_YEARS = 12
STEPS = (Reach.EMERGING, Reach.LESSER_KNOWN, Reach.ANY, Reach.HITS)  # widest first
ANY_YEAR = Years(1900, 2100)


def dial_choices(errand: Errand) -> tuple[Choice, ...]:
    """Return the buttons that lead one step further and one nearer."""
    wider = Choice(errand.text("choice_wider"), errand.text("say_wider"))
    return wider, Choice(errand.text("choice_closer"), errand.text("say_closer"))


def stepped(aims: Aims, intent: Dial) -> Reach | None:
    """Return the next step from where a list stands; None at the end of the dial."""
    place = STEPS.index(aims.reach or Reach.ANY) + (-1 if intent.wider else 1)
    return STEPS[place] if 0 <= place < len(STEPS) else None


def pieces_of(reach: Reach, aims: Aims, this_year: int) -> tuple[Piece, ...]:
    """Return what a step asks for: "emerging" means recent years too, unless others are asked for, and only as long."""
    recent = Years(this_year - EMERGING_YEARS, this_year)
    if reach is Reach.EMERGING and aims.years is None:
        return Known(reach), recent
    if aims.reach is Reach.EMERGING and aims.years == (recent.first, recent.last):
        return Known(reach), ANY_YEAR
    return (Known(reach),)
