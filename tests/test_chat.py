"""The words of a chat and the one way out."""

import pytest

from bot.chat import Channel, ChannelKind, Link, Member, Paragraph, Reply, Switchboard
from bot.errors import ServiceDown
from tests.conversation.fakes import FakePlatform
from tests.examples import ANA, GENERAL


def test_a_member_is_who_the_platform_says_whatever_the_name() -> None:
    assert Member("discord", "guild", "1", "Ana") == Member("discord", "guild", "1", "Somebody else")
    assert Member("discord", "guild", "1", "Ana") != Member("discord", "guild", "2", "Ana")
    assert Member("discord", "guild", "1").key != Member("slack", "guild", "1").key


def test_a_thread_is_a_channel_of_its_own() -> None:
    channel, thread = Channel("slack", "team", "garden"), Channel("slack", "team", "garden", thread="17.5")

    assert channel != thread
    assert (channel.key, thread.key) == ("slack:team:garden", "slack:team:garden:17.5")


def test_a_channel_is_the_same_whatever_its_kind_and_name() -> None:
    assert Channel("playground", "home", "general", kind=ChannelKind.DM, name="renamed") == GENERAL


def test_the_address_of_a_link_is_in_no_representation() -> None:
    assert "ticket" not in repr(Reply(GENERAL, (Link("Link", "https://chorus.test/link/ticket"),), only_for=ANA))


async def test_a_reply_goes_to_its_own_platform() -> None:
    here, elsewhere = FakePlatform(), FakePlatform()
    reply = Reply(GENERAL, (Paragraph("hello"),))

    await Switchboard({"playground": here, "slack": elsewhere}).send(reply)

    assert (here.replies, elsewhere.replies) == ([reply], [])


async def test_a_platform_that_is_not_connected_is_a_failed_service() -> None:
    with pytest.raises(ServiceDown):
        await Switchboard({}).send(Reply(GENERAL, (Paragraph("hello"),)))
