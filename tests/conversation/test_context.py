"""What a channel remembers, and how it forgets."""

from datetime import datetime, timedelta

from bot.conversation.context import FORGET_AFTER, MOST_TURNS, Context, Heard
from tests.examples import ANA, EVENING, LEO, MINA


def heard(text: str = "hello", at: datetime = EVENING, language: str = "en") -> Heard:
    """Return a turn by Ana."""
    return Heard(ANA, text, at, language)


def test_turns_are_forgotten_after_hours() -> None:
    context = Context().with_heard(heard("old")).with_heard(heard("new", EVENING + FORGET_AFTER))

    assert [h.text for h in context.heard] == ["new"]


def test_turns_are_kept_until_then() -> None:
    nearly = EVENING + FORGET_AFTER - timedelta(seconds=1)

    assert len(Context().with_heard(heard("old")).with_heard(heard("new", nearly)).heard) == 2


def test_no_more_turns_than_so_many_are_kept() -> None:
    context = Context()
    lengths = []
    for n in range(3 * MOST_TURNS):
        context = context.with_heard(heard(str(n)))
        assert context.heard[-1].text == str(n)
        lengths.append(len(context.heard))

    assert max(lengths) == MOST_TURNS
    assert min(lengths[MOST_TURNS:]) == MOST_TURNS // 2


def test_what_was_shown_is_what_was_shown_last() -> None:
    context = Context().with_shown(("a", "b"), "a").with_shown(("c",))

    assert (context.shown, context.spoken_of) == (("c",), None)


def test_the_language_of_a_member_is_the_one_they_spoke_last() -> None:
    context = Context((heard(language="es"), heard(language="en"), Heard(LEO, "hola", EVENING, "es")))

    assert [context.language_of(member) for member in (ANA, LEO, MINA)] == ["en", "es", None]
