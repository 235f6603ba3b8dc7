"""What is for one member alone: it never stands where others read, however few ways are left."""

import pytest

from tests.stories.chat import PEOPLE, Chat
from tests.stories.reading import FIVE, link, private_addresses, text_of, titles, unlink

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINK_PLEASE = "link my spotify"


async def who_can_use(chat: Chat, address: str) -> list[str]:
    """Return who finds an address on their screen."""
    return [name for name in PEOPLE if any(address in post.wire for post in await chat.seen_by(name))]


async def test_a_private_link_is_seen_by_its_member_alone(chat: Chat) -> None:
    address = await link(chat, "Ana", "ana.reyes")

    assert await who_can_use(chat, address) == ["Ana"]
    await unlink(chat, "Ana")


async def test_a_link_asked_for_before_all_is_given_in_private(chat: Chat) -> None:
    said = await chat.tell("Leo", LINK_PLEASE)

    [address] = private_addresses(said)
    [public] = [post for post in said if not post.is_private]
    assert "private message" in public.text
    assert await who_can_use(chat, address) == ["Leo"]


async def test_a_link_asked_for_in_private_stays_there(chat: Chat) -> None:
    said = await chat.whisper("Leo", LINK_PLEASE)

    [address] = private_addresses(said)
    assert all(post.place == "direct" for post in said)
    assert await who_can_use(chat, address) == ["Leo"]


async def test_where_a_member_is_out_of_reach_a_button_opens_it_for_them_alone(chat: Chat) -> None:
    await chat.close("Leo")
    said = await chat.tell("Leo", LINK_PLEASE)

    if chat.nature.closes:
        assert private_addresses(said) == []
        said = await chat.press("Leo", "Show it to me")
    [address] = private_addresses(said)
    assert await who_can_use(chat, address) == ["Leo"]


async def test_the_button_opens_nothing_for_somebody_else(chat: Chat) -> None:
    await chat.close("Leo")
    await chat.tell("Leo", LINK_PLEASE)

    if chat.nature.closes:
        assert "somebody else" in text_of(await chat.press("Ana", "Show it to me"))
    assert private_addresses(await chat.seen_by("Ana")) == []


async def test_the_code_is_taken_where_the_link_is(chat: Chat) -> None:
    said = await chat.command("Ana", "link")
    [address] = private_addresses(said)
    code = await chat.life.world.code_at(address, "ana.reyes")
    label = next((label for post in said for label in post.buttons if "inish" in label), "")

    linked = await chat.fill_in("Ana", label, "code", code)

    assert "Linked" in text_of(linked)
    assert all(post.is_private for post in linked)
    assert all("Linked" not in post.text for post in await chat.seen_by("Leo"))
    await unlink(chat, "Ana")


async def test_the_code_of_somebody_else_links_nobody(chat: Chat) -> None:
    [address] = private_addresses(await chat.command("Ana", "link"))
    code = await chat.life.world.code_at(address, "ana.reyes")

    assert "not waiting for a code" in text_of(await chat.command("Leo", "code", code=code))
    assert "Linked" in text_of(await chat.command("Ana", "code", code=code))
    await unlink(chat, "Ana")


async def test_a_code_shown_to_all_by_mistake_is_answered_in_private(chat: Chat) -> None:
    [address] = private_addresses(await chat.command("Ana", "link"))
    code = await chat.life.world.code_at(address, "ana.reyes")

    said = await chat.tell("Ana", code)

    assert [post.is_private for post in said if "Linked" in post.text] == [True]
    await unlink(chat, "Ana")


async def test_what_is_kept_of_a_member_is_told_to_them_alone(chat: Chat) -> None:
    said = await chat.command("Mina", "privacy")

    assert "No Spotify account of yours" in text_of(said)
    assert all(post.is_private for post in said)
    assert await chat.seen_by("Leo") == []


async def test_whoever_asks_before_all_what_is_kept_is_told_in_private(chat: Chat) -> None:
    said = await chat.tell("Mina", "what do you know about me?")

    assert "No Spotify account of yours" in text_of(said)
    assert all(post.is_private for post in said if "Spotify" in post.text)


async def test_a_link_that_comes_too_late_for_its_command_is_still_private(chat: Chat) -> None:
    said = await chat.run_late("Ana", "link")

    [address] = private_addresses(said)
    assert await who_can_use(chat, address) == ["Ana"]


async def test_all_are_told_where_the_list_lives_and_not_by_which_account(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    address = await link(chat, "Ana", "ana.reyes")

    told = text_of(await chat.seen_by("Leo"))

    assert "Ana has linked their Spotify" in told
    assert "Ana Reyes" not in told
    assert address not in told
    assert len(await titles(chat)) == 5
    await unlink(chat, "Ana")


async def test_who_unlinks_is_told_so_in_private_and_the_list_stays(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await link(chat, "Ana", "ana.reyes")

    said = await chat.command("Ana", "unlink")

    assert "Unlinked" in text_of(said)
    assert all(post.is_private for post in said)
    assert "5 tracks" in text_of(await chat.tell("Leo", "show"))
