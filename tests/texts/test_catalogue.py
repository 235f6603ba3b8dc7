"""The catalogues: alike in every language, and in step with the code that speaks from them."""

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.errors import MemberError
from bot.texts.catalogue import DEFAULT_LANGUAGE, languages, text

REPOSITORY = Path(__file__).parents[2]
LANGUAGES = sorted(languages())
FORMS = {"one", "other"}
HTML = re.compile(r"<[a-z/!]|&#?\w+;", re.IGNORECASE)


def catalogue(language: str) -> dict[str, str | dict[str, str]]:
    path = REPOSITORY / "bot" / "texts" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def sentences(language: str) -> dict[str, str]:
    """Every sentence by its key; the forms of a table by `key.one` and `key.other`."""
    found: dict[str, str] = {}
    for key, entry in catalogue(language).items():
        forms = {key: entry} if isinstance(entry, str) else {f"{key}.{form}": s for form, s in entry.items()}
        found.update(forms)
    return found


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def ends_with_punctuation(sentence: str) -> bool:
    return not sentence.endswith("}") and unicodedata.category(sentence[-1]).startswith("P")


def syntax(*folders: str) -> Iterator[ast.AST]:
    for folder in folders:
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def keys_spoken() -> set[str]:
    """The keys that the bot hands to whatever looks a sentence up."""
    speakers = {"text", "Remark", *(family.__name__ for family in member_errors(MemberError))}
    calls = [node for node in syntax("bot") if isinstance(node, ast.Call) and node.args]
    return {key for call in calls if called(call) in speakers for key in constants(call.args[0])}


def member_errors(family: type[MemberError]) -> Iterator[type[MemberError]]:
    yield family
    for narrower in family.__subclasses__():
        yield from member_errors(narrower)


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def constants(argument: ast.expr) -> Iterator[str]:
    """The strings an argument may be: itself, or either side of a choice."""
    match argument:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=body, orelse=orelse):
            yield from constants(body)
            yield from constants(orelse)


def test_there_is_a_catalogue_in_english_and_in_spanish() -> None:
    assert languages() >= {"en", "es"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_has_the_english_keys_in_the_english_order(language: str) -> None:
    assert list(catalogue(language)) == list(catalogue(DEFAULT_LANGUAGE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_one_and_other(language: str) -> None:
    tables = {key: set(entry) for key, entry in catalogue(language).items() if isinstance(entry, dict)}

    assert tables == {key: FORMS for key, entry in catalogue(DEFAULT_LANGUAGE).items() if isinstance(entry, dict)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_names_the_values_the_english_one_names(language: str) -> None:
    english = {key: placeholders(sentence) for key, sentence in sentences(DEFAULT_LANGUAGE).items()}

    assert {key: placeholders(sentence) for key, sentence in sentences(language).items()} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_is_a_plain_name_and_shown_unaltered(language: str) -> None:
    fields = [field for sentence in sentences(language).values() for field in Formatter().parse(sentence)]

    assert [f for f in fields if f[1] is not None and (not f[1].isidentifier() or f[2] or f[3])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_has_html_or_space_around_it(language: str) -> None:
    odd = [key for key, s in sentences(language).items() if not s or s != s.strip() or HTML.search(s)]

    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_ends_with_punctuation_where_the_english_one_does(language: str) -> None:
    english = sentences(DEFAULT_LANGUAGE)
    there = {key for key, sentence in sentences(language).items() if ends_with_punctuation(sentence)}

    assert there == {key for key, sentence in english.items() if ends_with_punctuation(sentence)}


def test_an_unknown_language_hears_english() -> None:
    assert text("hello", "tlh", name="Ana") == text("hello", "en", name="Ana")


def test_a_known_language_is_spoken() -> None:
    assert text("say_undo", "es") == "deshacer"


def test_a_key_that_no_catalogue_has_is_an_error() -> None:
    with pytest.raises(KeyError, match="no_such_key"):
        text("no_such_key", "es")


@pytest.mark.parametrize(
    ("language", "count", "sentence"),
    [
        ("en", 0, "0 tracks are on the list."),
        ("en", 1, "One track is on the list."),
        ("en", 2, "2 tracks are on the list."),
        ("es", 0, "Hay 0 canciones en la lista."),
        ("es", 1, "Hay una canción en la lista."),
        ("es", 2, "Hay 2 canciones en la lista."),
    ],
)
def test_a_count_chooses_between_one_and_other(language: str, count: int, sentence: str) -> None:
    assert text("tracks", language, count=count) == sentence


def test_every_key_the_bot_speaks_is_in_the_english_catalogue() -> None:
    spoken = keys_spoken()

    assert "no_list" in spoken  # the search itself finds something
    assert spoken - catalogue(DEFAULT_LANGUAGE).keys() == set()


def test_every_sentence_is_spoken_somewhere() -> None:
    quoted = {node.value for node in syntax("bot", "adapters") if isinstance(node, ast.Constant)}

    of_commands = {key for key in catalogue(DEFAULT_LANGUAGE) if key.startswith(("command_", "option_"))}
    assert catalogue(DEFAULT_LANGUAGE).keys() - quoted - of_commands == set()
