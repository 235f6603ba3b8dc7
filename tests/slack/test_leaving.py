"""Who is gone for good: a workspace that removes the app, a member who leaves."""

from bot.chat import Choice, Choices, Gone, Member, Unsaid
from bot.errors import ServiceDown
from tests.slack.rig import Rig


async def test_a_removal_that_could_not_be_seen_to_is_sent_again(rig: Rig) -> None:
    async with rig.running():
        rig.forgets_nothing = ServiceDown("The database is away.")
        rig.server.uninstalls(rig.team)
        await rig.server.until(lambda: len(rig.not_gone) == 2, "both events")
        rig.forgets_nothing = None
        for delivery in rig.server.deliveries:
            await rig.server.runs_out(delivery)
        await rig.server.until(lambda: rig.gone, "the purge")
        await rig.server.settled()

    assert set(rig.gone) == {Gone("slack", rig.team.id)}
    assert all(delivery.acknowledged for delivery in rig.server.deliveries)


async def test_a_member_who_leaves_the_workspace_is_forgotten(rig: Rig) -> None:
    async with rig.running():
        rig.server.leaves_workspace(rig.leo)
        await rig.server.until(lambda: rig.gone, "the farewell")

    leo = Member("slack", rig.team.id, rig.leo.id)
    assert rig.gone == [Gone("slack", rig.team.id, leo)]


async def test_a_member_who_changes_their_profile_is_not(rig: Rig) -> None:
    async with rig.running():
        rig.server.changes_profile(rig.leo)
        await rig.server.settled()

    assert rig.gone == []


async def test_a_button_of_an_answer_on_the_home_tab_says_what_it_says(rig: Rig) -> None:
    rig.answers_with("Shall I?", Choices((Choice("Delete it all", "delete all my data now"),)), private=True)
    async with rig.running():
        rig.server.opens_home(rig.ana)
        home = await rig.server.home_of(rig.ana)
        await rig.server.presses(rig.ana, home, "Delete it all").done()
        heard = await rig.heard_of(2)

    assert (heard[1].text, heard[1].command) == ("delete all my data now", None)
    assert heard[1].member == heard[0].member


async def test_what_was_deleted_in_private_is_to_be_forgotten(rig: Rig) -> None:
    async with rig.running():
        asked = await rig.server.says(rig.ana, rig.team.dm(rig.ana), "my birthday is in May")
        heard = (await rig.heard_of(1))[0]
        rig.server.deletes(rig.ana, asked)
        await rig.server.until(lambda: rig.gone, "the deletion")

    assert rig.gone == [Unsaid(heard.channel, heard.key)]
    assert len(rig.heard) == 1
