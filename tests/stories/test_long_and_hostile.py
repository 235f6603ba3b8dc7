"""Long answers come whole; hostile words and names are words and names, and do nothing."""

import re

import pytest

from tests.stories.chat import PEOPLE, Chat
from tests.stories.reading import FIVE, changes, private_addresses, text_of, unlink

pytestmark = pytest.mark.asyncio(loop_scope="module")

MASS_MENTIONS = "@everyone @here @channel <!channel> <!here> <!everyone> <@&1> <!subteam^S1>"
LINKS = "[you](https://evil.example) <https://evil.example|here>"
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066\u2067]")  # what turns round or hides what follows


async def pinged(chat: Chat) -> set[str]:
    """Return all that Chorus has told anybody of, but for whom it answers."""
    return {ping for name in PEOPLE for post in await chat.seen_by(name) for ping in post.pings}


async def test_a_long_list_is_shown_whole_and_in_its_order(chat: Chat) -> None:
    await chat.tell("Ana", "play post-rock, 100 tracks")

    shown = text_of(await chat.tell("Leo", "show")).replace("*", "")

    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", shown, re.MULTILINE)]
    count = re.search(r"”: (\d+) tracks", shown)
    assert count is not None
    assert numbers == list(range(1, int(count[1]) + 1))
    assert len(numbers) >= 60


async def test_a_list_too_long_for_a_panel_says_how_much_more_there_is(chat: Chat) -> None:
    said = text_of(await chat.tell("Ana", "play post-rock, 100 tracks"))

    [sheet] = await chat.sheets()
    count = re.search(r"”: (\d+) tracks", said)
    assert count is not None
    assert count[1] in sheet.text


async def test_four_thousand_characters_are_answered_with_one_sentence(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)

    [said] = await chat.tell("Leo", "calmer and " * 363 + "calmer")

    assert "fewer than 1000 characters" in said.text
    assert await changes(chat) == [FIVE]


async def test_mass_mentions_in_a_wish_tell_nobody(chat: Chat) -> None:
    said = await chat.tell("Leo", f"add {MASS_MENTIONS} by nobody at all")

    assert "went wrong" not in text_of(said)
    assert await pinged(chat) == set()


async def test_mass_mentions_in_the_name_of_a_list_tell_nobody(chat: Chat) -> None:
    await chat.tell("Leo", "play ambient jazz for @everyone and <!channel>, 5 tracks")
    await chat.tell("Ana", "what changed?")

    assert await chat.sheets() != []
    assert await pinged(chat) == set()


async def test_words_that_are_quoted_back_hold_no_address(chat: Chat) -> None:
    said = await chat.tell("Leo", f"add free {LINKS} music by __nobody__")

    assert "music" in text_of(said)
    assert "evil.example" not in text_of(said)
    assert all("evil.example" not in address for post in said for address in post.addresses)


async def test_markup_in_the_name_of_a_list_makes_no_link(chat: Chat) -> None:
    await chat.tell("Leo", f"play ambient jazz for {LINKS}, 5 tracks")
    said = await chat.tell("Ana", "what changed?")

    [sheet] = await chat.sheets()
    assert "evil.example" in text_of(said)
    assert all("evil.example" not in address for post in said for address in post.addresses)
    assert "](https://evil.example" not in sheet.addresses.replace("\\](", "")
    assert "<https://evil.example" not in sheet.addresses


async def test_a_name_is_a_name_whatever_it_says(chat: Chat) -> None:
    await chat.rename("Leo", "@everyone <!channel> **Chorus**\u202e\n[x](https://evil.example)")

    [said] = await chat.tell("Leo", "hello")

    assert said.text.startswith("Hello ")
    assert not UNSEEN.search(said.text)
    assert "\n" not in said.text
    assert said.addresses == ()
    assert await pinged(chat) == set()


async def test_who_takes_the_name_of_another_is_not_taken_for_them(chat: Chat) -> None:
    await chat.rename("Leo", "Ana")
    [address] = private_addresses(await chat.command("Ana", "link"))
    code = await chat.life.world.code_at(address, "ana.reyes")

    assert "not waiting for a code" in text_of(await chat.command("Leo", "code", code=code))
    assert "No Spotify account of yours" in text_of(await chat.command("Leo", "privacy"))
    assert "Linked" in text_of(await chat.command("Ana", "code", code=code))
    assert "is linked since" in text_of(await chat.command("Ana", "privacy"))
    await unlink(chat, "Ana")


@pytest.mark.parametrize(
    "words",
    ["{name} {0} %s'; drop table inbox; --", "a\u202eb\x07\x1b[31mred", "מוזיקה רגועה 🎵🎶 z̸̢̛͕̰a̷̡͖l̴̢͎g̷o"],
    ids=["blanks", "controls", "scripts"],
)
async def test_strange_words_are_answered_with_a_sentence(chat: Chat, words: str) -> None:
    await chat.tell("Ana", FIVE)

    said = await chat.tell("Leo", words)

    assert text_of(said).strip()
    assert "went wrong" not in text_of(said)
    assert not UNSEEN.search(text_of(said))
    assert await changes(chat) == [FIVE]
