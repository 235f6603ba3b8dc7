"""Many workspaces at once: each with its own token, organisations with one for all, channels two companies share."""

import pytest
from structlog.testing import capture_logs

from bot.chat import Choice, Choices, Gone, Link, Paragraph, Reply
from bot.errors import ServiceDown
from tests.slack.many import Many
from tests.slack.rig import reply_to
from tests.standins.slack.workspace import Enterprise, SlackTeam


async def installed(many: Many, name: str) -> SlackTeam:
    """Return a new workspace where its Ana installed the app."""
    team = many.server.add_workspace(name, installed=False)
    assert (await many.install(team.member("Ana"))).status_code == 200
    return team


async def organisation(many: Many) -> tuple[Enterprise, SlackTeam, SlackTeam]:
    """Return an organisation that installed the app for both of its workspaces."""
    acme = many.server.add_enterprise("Acme")
    sales, ops = (many.server.add_workspace(name, enterprise=acme, installed=False) for name in ("Sales", "Ops"))
    many.server.install_org_wide(acme)
    assert (await many.install(sales.member("Wendy"))).status_code == 200
    return acme, sales, ops


def tenants(many: Many) -> list[str]:
    """Return whom the bot was told to forget, each once: two events tell of one end."""
    return list(dict.fromkeys(gone.tenant for gone in many.gone if isinstance(gone, Gone)))


async def test_a_revoked_token_is_named_once_and_the_other_workspace_goes_on(many: Many) -> None:
    many.server.app.events -= {"tokens_revoked"}  # or the workspace would simply be forgotten
    with capture_logs() as lines:
        async with many.running():
            casa, otra = await installed(many, "Casa"), await installed(many, "Otra")
            for team in (casa, otra):
                await many.server.says(team.member("Ana"), team.channel("kitchen", team.member("Ana")), "hello")
            of_casa, of_otra = await many.heard_of(2)
            many.server.revokes(casa)
            for number in range(2):
                with pytest.raises(ServiceDown, match="in Casa the token was revoked"):
                    await many.platform.send(reply_to(of_casa, "Hello.", number=number))
            await many.platform.send(reply_to(of_otra, "Hello."))
            await many.server.settled()

    [named] = [line for line in lines if line["event"] == "slack workspace lost"]
    assert (named["tenant"], named["setting"]) == (casa.id, "the installation there")
    assert named["page"] == f"{many.address}/slack/install"
    assert casa.token not in str(lines)
    shown = many.server.visible(otra.channel("kitchen"), otra.member("Ana"))
    assert [seen.text for seen in shown][1:] == ["Hello."]


async def test_a_scope_missing_in_one_workspace_takes_no_names_from_the_other(many: Many) -> None:
    async with many.running():
        casa, otra = await installed(many, "Casa"), await installed(many, "Otra")
        casa.app_install.scopes -= {"users:read"}
        for team in (casa, otra):
            await many.server.says(team.member("Ana"), team.channel("kitchen", team.member("Ana")), "hello")
            await many.heard_of(1 if team is casa else 2)
        await many.server.settled()

    assert [message.member.name for message in many.heard] == [casa.member("Ana").id, "Ana"]


async def test_who_removes_the_app_is_forgotten_and_the_other_workspace_goes_on(many: Many) -> None:
    many.answers_with("Here you are.")
    async with many.running():
        casa, otra = await installed(many, "Casa"), await installed(many, "Otra")
        await many.server.says(casa.member("Ana"), casa.channel("kitchen", casa.member("Ana")), "hello")
        [of_casa] = await many.heard_of(1)
        await many.server.settled()
        many.server.uninstalls(casa)
        await many.server.until(lambda: many.gone, "the purge")
        await many.server.settled()
        with pytest.raises(ServiceDown, match="removed from the workspace"):
            await many.platform.send(reply_to(of_casa, "Hello.", number=1))
        said = await many.server.says(otra.member("Ana"), otra.channel("kitchen", otra.member("Ana")), "hello")
        await many.server.answer_to(said)

    stored = await many.stored()
    assert tenants(many) == [casa.id]
    assert (casa.id in stored, otra.id in stored) == (False, True)


async def test_an_organisation_is_served_in_all_its_workspaces_by_one_installation(many: Many) -> None:
    many.answers_with("Here you are.")
    async with many.running():
        acme, sales, ops = await organisation(many)
        for team in (sales, ops):
            wendy = team.member("Wendy")
            said = await many.server.says(wendy, team.channel("kitchen", wendy), "hello")
            assert (await many.server.answer_to(said)).author is team.bot
        await many.server.settled()

    assert [message.channel.tenant for message in many.heard] == [sales.id, ops.id]
    assert {message.member.tenant for message in many.heard} == {acme.id}
    assert await many.count("slack_installations") == 1


async def test_news_reach_a_workspace_of_an_organisation_after_a_restart(many: Many) -> None:
    async with many.running():
        _, _, ops = await organisation(many)
        wendy = ops.member("Wendy")
        kitchen = ops.channel("kitchen", wendy)
        await many.server.says(wendy, kitchen, "hello")
        [message] = await many.heard_of()
    async with many.running():
        await many.platform.send(Reply(message.channel, (Paragraph("For all."),)))
        await many.platform.send(Reply(message.channel, (Paragraph("For you."),), only_for=message.member))

    assert many.server.visible(kitchen, wendy)[-1].text == "For all."
    assert [seen.text for seen in many.server.visible(ops.dm(wendy), wendy)] == ["For you."]


async def test_buttons_commands_and_forms_work_in_an_organisation(many: Many) -> None:
    many.answers_with("Here:", Choices((Choice("Undo", "undo"),)))
    async with many.running():
        _, sales, ops = await organisation(many)
        for team in (sales, ops):
            wendy = team.member("Wendy")
            kitchen = team.channel("kitchen", wendy)
            answer = await many.server.answer_to(await many.server.says(wendy, kitchen, "hello"))
            await many.server.settled()
            assert (await many.server.presses(wendy, answer, "Undo").done()).problem == ""
            assert (await many.server.commands(wendy, kitchen, "/chorus", "playlist make").done()).problem == ""
            await many.server.submits(wendy, await many.server.view_of(wendy), {"words": "rain"}).done()
            await many.server.settled()

    assert [message.text for message in many.heard] == ["hello", "undo", "rain"] * 2
    assert [message.channel.tenant for message in many.heard] == [sales.id] * 3 + [ops.id] * 3
    assert len({message.channel.key for message in many.heard}) == 2


async def test_a_channel_of_an_organisation_stays_one_place_whoever_presses_there(many: Many) -> None:
    many.answers_with("Here:", Choices((Choice("Undo", "undo"),)))
    async with many.running():
        _, sales, ops = await organisation(many)
        wendy, otto = sales.member("Wendy"), ops.member("Otto")
        kitchen = sales.channel("kitchen", wendy, otto)  # Otto is here from another workspace of the organisation
        answer = await many.server.answer_to(await many.server.says(wendy, kitchen, "hello"))
        await many.server.settled()
        await many.server.presses(otto, answer, "Undo").done()
        await many.heard_of(2)

    assert [message.channel.tenant for message in many.heard] == [sales.id, sales.id]


async def test_an_organisation_that_removes_the_app_is_forgotten_in_all_its_workspaces(many: Many) -> None:
    async with many.running():
        acme, sales, ops = await organisation(many)
        for team in (sales, ops):
            await many.server.says(team.member("Wendy"), team.channel("kitchen", team.member("Wendy")), "hello")
        await many.heard_of(2)
        many.server.uninstalls(sales)
        await many.server.until(lambda: len(tenants(many)) >= 3, "the purge")
        await many.server.settled()

    assert set(tenants(many)) == {sales.id, ops.id, acme.id}
    assert await many.count("slack_bots") == await many.count("slack_installations") == 0


async def test_the_last_workspace_of_an_organisation_takes_its_members_along(many: Many) -> None:
    acme = many.server.add_enterprise("Acme")
    sales, ops = (many.server.add_workspace(name, enterprise=acme, installed=False) for name in ("Sales", "Ops"))
    async with many.running():
        for team in (sales, ops):
            await many.install(team.member("Wendy"))
        many.server.uninstalls(sales)
        await many.server.until(lambda: many.gone, "the purge")
        await many.server.settled()
        first = tenants(many)
        many.server.uninstalls(ops)
        await many.server.until(lambda: len(tenants(many)) == 3, "the second purge")
        await many.server.settled()

    assert first == [sales.id]
    assert tenants(many) == [sales.id, acme.id, ops.id]


async def test_a_stranger_keeps_their_own_workspace_and_gets_no_link(many: Many) -> None:
    many.answers_with("Here:", Link("Link it", "https://chorus.example/link/ticket"), private=True)
    async with many.running():
        casa = await installed(many, "Casa")
        theirs = many.server.add_workspace("Theirs", installed=False)
        eve, ana = theirs.member("Eve"), casa.member("Ana")
        kitchen = casa.channel("kitchen", ana)
        many.server.shares(kitchen, theirs, eve)
        said = await many.server.says(eve, kitchen, "link")
        seen = many.server.seen(await many.server.answer_to(said))
        await many.server.settled()

    assert (many.heard[0].member.tenant, many.heard[0].channel.tenant) == (theirs.id, casa.id)
    assert "another organisation" in seen.text
    assert "ticket" not in str(seen.blocks)


async def test_a_stranger_who_is_only_named_keeps_their_own_workspace_too(many: Many) -> None:
    async with many.running():
        casa = await installed(many, "Casa")
        theirs = many.server.add_workspace("Theirs", installed=False)
        eve, ana = theirs.member("Eve"), casa.member("Ana")
        kitchen = casa.channel("kitchen", ana, casa.member("Leo"))
        many.server.shares(kitchen, theirs, eve)
        await many.server.says(ana, kitchen, "more from @Eve and @Leo")
        [message] = await many.heard_of()
        await many.server.settled()

    assert [(one.name, one.tenant) for one in message.mentions] == [("Eve", theirs.id), ("Leo", casa.id)]


async def test_of_two_in_a_shared_channel_the_one_that_is_called_answers_its_own_members(many: Many) -> None:
    many.answers_with("Here:", Link("Link it", "https://chorus.example/link/ticket"), private=True)
    async with many.running():
        casa, theirs = await installed(many, "Casa"), await installed(many, "Theirs")
        theirs.bot.name = "their-chorus"
        eve, ana = theirs.member("Eve"), casa.member("Ana")
        kitchen = casa.channel("kitchen", ana)
        many.server.shares(kitchen, theirs, eve, theirs.bot)
        await many.server.says(ana, kitchen, "link")
        await many.heard_of(1)
        await many.server.settled()
        await many.server.says(eve, kitchen, "@their-chorus link", mentions_bot=False)
        await many.heard_of(2)
        await many.server.settled()

    for_eve = [seen for seen in many.server.visible(kitchen, eve) if seen.ephemeral]
    assert [(m.channel.tenant, m.member.tenant, m.text) for m in many.heard] == [
        (casa.id, casa.id, "link"),
        (theirs.id, theirs.id, "link"),
    ]
    assert [(seen.author, "ticket" in str(seen.blocks)) for seen in for_eve] == [("their-chorus", True)]


async def test_a_button_belongs_to_the_one_that_posted_it(many: Many) -> None:
    many.answers_with("Here:", Choices((Choice("Undo", "undo"),)))
    async with many.running():
        casa, theirs = await installed(many, "Casa"), await installed(many, "Theirs")
        eve, ana = theirs.member("Eve"), casa.member("Ana")
        kitchen = casa.channel("kitchen", ana)
        many.server.shares(kitchen, theirs, eve, theirs.bot)
        answer = await many.server.answer_to(await many.server.says(ana, kitchen, "hello"))
        await many.server.settled()
        many.server.hold_deliveries()
        press = many.server.presses(eve, answer, "Undo")
        press.delivery.payload["team"] = {"id": theirs.id, "domain": theirs.domain}  # Slack may name the presser's own
        many.server.release_deliveries()
        await press.done()
        await many.heard_of(2)

    pressed = many.heard[1]
    assert (pressed.text, pressed.channel.tenant, pressed.member.tenant) == ("undo", casa.id, theirs.id)
