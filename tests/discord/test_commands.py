"""Commands as Discord offers them and as it says what was filled in."""

import pytest

from adapters.discord.commands import being_typed, print_of, said, to_bodies, to_command
from adapters.discord.inbound import to_filled_in, to_meant
from adapters.discord.json_words import Body
from bot.chat import Command
from bot.conversation.rules.reader import Rules
from bot.curation.lexicon.terms import shipped
from bot.tools.commands import Commands
from tests.discord.rig import SPECS, a_server, a_spec, an_option, chorus_on


def the(name: str) -> Body:
    return next(body for body in to_bodies(SPECS) if body["name"] == name)


async def test_discord_takes_all_commands_there_are() -> None:
    specs = Commands(Rules(shipped())).specs
    async with a_server() as server, chorus_on(server, specs=specs):
        offered = server.commands()

    assert {command["name"] for command in offered} >= {"playlist", "podcast", "session", "link", "Add to playlist"}


def test_commands_are_called_and_described_in_the_member_s_language() -> None:
    bodies = {body["name"]: body for body in to_bodies(Commands(Rules(shipped())).specs)}

    playlist, link = bodies["playlist"], bodies["link"]
    assert playlist["name_localizations"] == {"es-ES": "lista", "es-419": "lista"}
    assert playlist["description_localizations"]["es-ES"].startswith("crear, cambiar, añadir")
    add = next(option for option in playlist["options"] if option["name"] == "add")
    assert add["name_localizations"]["es-419"] == "añadir"
    assert add["options"][0]["name_localizations"]["es-419"] == "canción"
    assert link["name_localizations"]["es-ES"] == "vincular"


def test_no_two_commands_of_a_group_are_called_alike_in_a_language() -> None:
    for body in to_bodies(Commands(Rules(shipped())).specs):
        called = [part["name_localizations"].get("es-ES", part["name"]) for part in body.get("options", [])]

        assert len(set(called)) == len(called)


def test_commands_of_one_group_stand_together_and_say_what_is_in_it() -> None:
    playlist = the("playlist")

    assert playlist["description"] == "make, add, why, restore, show"
    assert [option["type"] for option in playlist["options"]] == [1] * 5
    make, add, why, restore, _ = playlist["options"]
    assert make["options"][0] == {
        "type": 3,
        "name": "words",
        "name_localizations": {},
        "description": "The words",
        "description_localizations": {"es-ES": "El words", "es-419": "El words"},
        "required": True,
    }
    assert add["options"][0]["autocomplete"] is True
    assert why["options"][0]["type"] == 4
    assert [option["type"] for option in restore["options"]] == [4, 6]


def test_group_commands_stay_in_servers_and_personal_ones_go_with_their_member() -> None:
    assert (the("playlist")["integration_types"], the("playlist")["contexts"]) == ([0], [0, 1])
    assert (the("link")["integration_types"], the("link")["contexts"]) == ([0, 1], [0, 1, 2])


def test_messages_have_a_menu_entry_in_the_member_s_language() -> None:
    assert the("Add to playlist")["name_localizations"]["es-ES"] == "Añadir a la lista"


def test_without_a_command_to_add_there_is_no_menu_entry() -> None:
    assert [body["name"] for body in to_bodies([a_spec("help")])] == ["help"]


def test_blanks_that_must_be_filled_in_come_first() -> None:
    [body] = to_bodies([a_spec("find", an_option("maybe", required=False), an_option("must"))])

    assert [option["name"] for option in body["options"]] == ["must", "maybe"]


def test_the_print_tells_every_change_and_nothing_else() -> None:
    same, other = print_of(to_bodies(SPECS)), print_of(to_bodies(SPECS[1:]))

    assert same == print_of(to_bodies(list(SPECS)))
    assert same != other


def test_reads_a_command_of_a_group() -> None:
    data = {
        "name": "playlist",
        "options": [{"type": 1, "name": "why", "options": [{"type": 4, "name": "number", "value": 3}]}],
    }

    assert to_command(data) == Command("playlist why", (("number", "3"),))


def test_reads_a_command_without_blanks() -> None:
    assert to_command({"name": "link"}) == Command("link")


def test_a_member_s_name_is_their_name_in_the_server() -> None:
    resolved = {"users": {"7": {"username": "ben77", "global_name": "Ben"}}, "members": {"7": {"nick": "Benny\n@here"}}}
    data = {"name": "restore", "options": [{"type": 6, "name": "before", "value": "7"}], "resolved": resolved}

    assert to_command(data).argument("before") == "Benny @here"
    assert to_meant(data).mentions[0].name == "Benny @here"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (Command("playlist make", (("words", "calm jazz"),)), "calm jazz"),
        (Command("playlist add", (("song", "Glory Box"),)), "add Glory Box"),
        (Command("playlist why", (("number", "3"),)), "why 3"),
        (Command("playlist show"), "show"),
        (Command("link"), "link"),
    ],
)
def test_a_command_can_be_said(command: Command, words: str) -> None:
    assert said(command) == words


def test_knows_which_blank_is_being_typed_in() -> None:
    typed = {"type": 3, "name": "song", "value": "glo", "focused": True}
    data = {"name": "playlist", "options": [{"type": 1, "name": "add", "options": [{"name": "x", "value": 1}, typed]}]}

    assert being_typed(data) == ("song", "glo")
    assert being_typed({"name": "playlist"}) == ("", "")


@pytest.mark.parametrize(
    ("message", "song"),
    [
        ({"content": "so good: https://open.spotify.com/track/1?si=2!"}, "https://open.spotify.com/track/1?si=2"),
        ({"content": "<https://spotify.link/abc>"}, "https://spotify.link/abc"),
        ({"content": "", "embeds": [{"url": "https://open.spotify.com/track/1"}]}, "https://open.spotify.com/track/1"),
        ({"content": "", "embeds": [{"title": "Glory Box"}]}, "Glory Box"),
        ({"content": "<@7> *Roads*", "mentions": [{"id": "7", "username": "ben"}]}, "@ben Roads"),
        (
            {
                "content": "https://tidal.com/track/1",
                "embeds": [{"url": "https://tidal.com/track/1", "title": "Roads by Portishead"}],
            },
            "Roads by Portishead https://tidal.com/track/1",
        ),
        (
            {
                "content": "https://youtu.be/abc-DEF_12_",
                "embeds": [{"title": "Roads", "author": {"name": "Portishead - Topic"}}],
            },
            "“Roads” by Portishead https://youtu.be/abc-DEF_12_",
        ),
        (
            {"content": "https://youtu.be/abc", "embeds": [{"title": "Roads (live)", "author": {"name": "somebody"}}]},
            "Roads (live) https://youtu.be/abc",
        ),
        ({"content": "<https://www.deezer.com/track/1>."}, "https://www.deezer.com/track/1"),
        (
            {"content": "https://open.spotify.com/track/1", "embeds": [{"title": "Roads"}]},
            "https://open.spotify.com/track/1",
        ),
        ({}, ""),
    ],
)
def test_finds_the_song_in_a_message(message: Body, song: str) -> None:
    data = {"name": "Add to playlist", "target_id": "5", "resolved": {"messages": {"5": message}}}

    assert to_meant(data).command == Command("playlist add", (("song", song),))


@pytest.mark.parametrize(
    "components",
    [
        [{"type": 18, "component": {"type": 4, "custom_id": "code", "value": " K7QM "}}],
        [{"type": 1, "components": [{"type": 4, "custom_id": "code", "value": "K7QM"}]}],
    ],
)
def test_reads_a_form_filled_in(components: list[Body]) -> None:
    assert to_filled_in("code", {"custom_id": "asks:code", "components": components}).text == "code K7QM"
