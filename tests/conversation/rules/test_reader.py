"""Hostile text, languages, and what is said when nothing is understood."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.intents import Add, Make, NotUnderstood, Reading, TypeCode
from bot.conversation.rules import commands, measures
from bot.conversation.rules.reader import Rules
from bot.conversation.rules.table import Table, tables
from bot.curation.lexicon.terms import shipped
from bot.curation.picks import Pick
from bot.curation.wish import Style

RULES = Rules(shipped())
HOSTILE = [
    "",
    " \n\t ",
    "?!…,,,;;",
    "a" * 10_000,
    "play " * 2_000,
    "add x by y and " * 600,
    "less more no " * 700,
    "songs " + "by " * 20,
    "songs " + "by " * 600,
    "songs " + "by x but " * 200,
    "why " * 2_500,
    "شغل موسيقى هادئة",
    "\u202eplay jazz\u202c",
    "🎷" * 500,
    "@everyone",
    "<b>play</b> <script>alert(1)</script>",
    "play \x00\x07\x1b[31mjazz",
    "\ud800 add \udfff",
    "'" * 300 + '"' * 300,
    "((((" * 50 + "add" + "))))" * 50,
    "½ of №5 ﷽ İstanbul ß ﬁ",
    "9" * 5_000,
    "add " + "é̀" * 900,
]
WORDS = [
    "add",
    "drop",
    "less",
    "more from",
    "by",
    "and",
    ",",
    "the",
    "one",
    "no",
    "pop",
    "too",
    "for me",
    "pon",
    "quita",
    "2",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_without_an_error(rules: Rules, text: str) -> None:
    reading = rules.read(text)

    assert reading.intents


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_in_time(rules: Rules, text: str) -> None:
    begun = time.process_time()
    rules.read(text)

    assert time.process_time() - begun < 2.0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300) | st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=25).map(" ".join))
def test_every_text_has_an_intent_and_no_error(text: str) -> None:
    reading = RULES.read(text)

    assert len(reading.intents) >= 1
    assert reading.language in {table.language for table in tables()}


def test_a_title_keeps_what_was_typed_without_control_characters(rules: Rules) -> None:
    reading = rules.read("add Ágætis\x00 byrjun\u202e by SIGUR RÓS")

    assert reading.intents == (Add(Pick(title="Ágætis byrjun", artist="SIGUR RÓS")),)


def test_a_title_is_at_most_200_characters_long(rules: Rules) -> None:
    (intent,) = rules.read("add " + "Glory" * 100).intents

    assert intent == Add(Pick(words=("Glory" * 100)[:200]))


def test_the_hint_decides_the_language_of_words_both_know(rules: Rules) -> None:
    assert rules.read("reggaeton", language="es") == Reading((Make((Style("reggaeton"),)),), "es")
    assert rules.read("reggaeton", language="en") == Reading((Make((Style("reggaeton"),)),), "en")


def test_the_words_outweigh_the_hint(rules: Rules) -> None:
    assert rules.read("play something calm", language="es").language == "en"
    assert rules.read("pon algo tranquilo", language="en").language == "es"


def test_what_is_nearly_a_command_gets_the_commands_near_it(rules: Rules) -> None:
    (intent,) = rules.read("show me the song list of doom please now", language="en").intents

    assert isinstance(intent, NotUnderstood)
    assert "show the list" in intent.nearest


def test_what_is_near_nothing_gets_no_suggestion(rules: Rules) -> None:
    (intent,) = rules.read("zxqv kjw pfft", language="en").intents

    assert intent == NotUnderstood(())


@pytest.mark.parametrize("text", ["ABCDEFGH", "overture", "play-jaz-now"])
def test_an_ordinary_word_is_no_code(rules: Rules, text: str) -> None:
    assert not any(isinstance(intent, TypeCode) for intent in rules.read(text).intents)


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.language)
def test_every_phrase_of_a_table_has_its_maker(table: Table) -> None:
    assert set(table.commands) <= set(commands.MAKERS)
    assert set(table.pieces) - {"glue", "topic"} <= set(measures.MAKERS)


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.language)
def test_every_suggestion_is_itself_understood(rules: Rules, table: Table) -> None:
    misread = [
        example
        for example in table.examples
        if any(isinstance(i, NotUnderstood) for i in rules.read(example, language=table.language).intents)
    ]

    assert misread == []


@pytest.mark.parametrize("abbreviation", ["feat.", "ft.", "vs.", "Pt.", "Vol."])
def test_an_abbreviation_in_a_title_ends_no_sentence(rules: Rules, abbreviation: str) -> None:
    reading = rules.read(f"add Señorita ({abbreviation} Camila Cabello) by Shawn Mendes")

    assert reading.intents == (Add(Pick(title=f"Señorita ({abbreviation} Camila Cabello)", artist="Shawn Mendes")),)


@pytest.mark.parametrize(
    ("text", "is_certain"),
    [
        ("de la musique calme pour lire", False),
        ("de shakira", True),
        ("de Los Bunkers con Javiera Mena", True),
        ("add So What by the trumpet man, and dig up people who talk about Nordic chairs", False),
        ("add Everything in Its Right Place by Radiohead", True),
    ],
)
def test_what_may_be_more_than_a_name_is_not_certain(rules: Rules, text: str, is_certain: bool) -> None:
    assert rules.read(text).is_certain is is_certain
