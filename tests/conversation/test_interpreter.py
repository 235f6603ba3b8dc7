"""What a model's answers become."""

import asyncio
import json
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.chat import Member, Message
from bot.conversation.briefing import Call, Completion
from bot.conversation.budget import Budget, Level, Reserved, Unlimited
from bot.conversation.context import Context, Heard
from bot.conversation.intents import (
    Add,
    AskGroup,
    Chat,
    Confirm,
    Drop,
    Intent,
    Make,
    OnBehalf,
    Privacy,
    Reading,
    Refine,
    Restore,
    Show,
    Silence,
    Stop,
    Target,
    Undo,
    Why,
)
from bot.conversation.interpreter import FEWEST_TALK, Interpreter
from bot.curation.lexicon.terms import shipped
from bot.curation.picks import Fate, Origin, Pick, Proposed
from bot.curation.wish import Country, Language, Length, Named, Share, Stance, Style, Years
from bot.errors import ModelDown
from tests.conversation.fakes import NOT_READ, Talk
from tests.conversation.models import NoRecords, ScriptedModel, calls, told_lines, track, which, wish
from tests.examples import ANA, LEO, MINA, a_message

ROSTER = (ANA, LEO, MINA)
ROADS = Pick(title="Roads", artist="Portishead", origin=Origin.MODEL)
SHOW = calls(("tell", {"what": "the list"}))
Asked = tuple[str, dict[str, object]]  # a call: the function and what it is given
JAZZ, NINETIES = "play jazz", "no, 90s"


def an_interpreter(model: ScriptedModel, budget: Budget | None = None) -> Interpreter:
    """Return an interpreter of this model."""
    return Interpreter(model, records=NoRecords(), lexicon=shipped(), budget=budget or Unlimited())


async def read(model: ScriptedModel, message: Message | None = None) -> tuple[Intent, ...]:
    """Return what the model's answers to a message of Ana's become."""
    message = message or a_message("a riddle")
    context = Context(roster=ROSTER).with_heard(Heard(message.member, message.text, message.at, key=message.key))
    reading = await an_interpreter(model).read(message, context, "en")
    return reading.intents if reading else ()


async def test_a_wish_keeps_who_said_what() -> None:
    model = ScriptedModel(
        calls(
            (
                "make_list",
                {
                    "wishes": [
                        wish("m1", styles=["ambient jazz", {"words": "pop", "attitude": "less"}]),
                        wish("m2", years=[{"first": 1990, "last": 1999, "attitude": "want"}]),
                    ],
                    "minutes": 90,
                    "say": "Here it comes.",
                },
            )
        )
    )

    (made,) = await read(model)

    assert isinstance(made, Make)
    assert made.pieces == (Style("ambient jazz"), Style("pop", Stance.LESS), Length(seconds=5400))
    assert made.others == (OnBehalf(LEO, (Years(1990, 1999),)),)
    assert made.proposed.remark == "Here it comes."


async def test_whose_handle_is_nobodys_is_the_speakers_wish() -> None:
    model = ScriptedModel(calls(("make_list", {"wishes": [wish("m9", styles=["jazz"])]})))

    (made,) = await read(model)

    assert isinstance(made, Make)
    assert (made.pieces, made.others) == ((Style("jazz"),), ())


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        ("change_list", {"more_from": ["m2"], "less_from": ["m1"]},
         Refine((Share("Leo", Stance.MORE), Share("", Stance.LESS)))),
        ("change_list", {"wishes": [wish(countries=[{"code": "is", "attitude": "want"}])]}, Refine((Country("IS"),))),
        ("change_list", {"wishes": [wish(styles=["instrumental"])], "only_mine": True},
         Refine((Language("instrumental"),), only_mine=True)),
        ("change_list", {"wishes": [wish(artists=[{"name": "ABBA", "attitude": "no"}])]},
         Refine((Named(Pick(artist="ABBA", origin=Origin.MODEL), Stance.NO),))),
        ("change_list", {"count": 12}, Refine((Length(tracks=12),))),
        ("add_tracks", {"tracks": [track("Roads", "Portishead")]}, Add(ROADS)),
        ("add_tracks", {"tracks": [track("Roads", "Portishead", "m3")]}, Add(ROADS, MINA)),
        ("remove_tracks", {"which": [which(2), which(4)]}, Drop(Target(number=2), (Target(number=4),))),
        ("remove_tracks", {"which": [which(words="the ABBA one")]}, Drop(Target(words="the ABBA one"))),
        ("explain_track", {"which": which()}, Why(Target())),
        ("go_back", {}, Undo()),
        ("go_back", {"before": "m2"}, Restore(before="Leo")),
        ("go_back", {"version": 3}, Restore(number=3)),
        ("tell", {"what": "the list"}, Show()),
        ("ask_group", {"question": "Louder or softer?", "options": ["louder", "softer"]},
         AskGroup("Louder or softer?", ("louder", "softer"))),
        ("chat", {"words": "Any time."}, Chat("Any time.")),
        ("stay_silent", {"reason": "not for me"}, Silence()),
    ],
)  # fmt: skip
async def test_each_function_is_one_thing_a_member_can_want(
    name: str, given: dict[str, object], wanted: Intent
) -> None:
    assert await read(ScriptedModel(calls((name, given)))) == (wanted,)


async def test_an_answer_without_calls_is_silence() -> None:
    assert await read(ScriptedModel(Completion(words="Sure, I deleted everything!"))) == (Silence(),)


async def test_silence_beside_a_call_is_left_out() -> None:
    model = ScriptedModel(calls(("stay_silent", {"reason": ""}), ("tell", {"what": "the list"})))

    assert await read(model) == (Show(),)


@pytest.mark.parametrize(
    "call",
    [
        Call("clear_everything", "{}"),
        Call("make_list", '{"wishes": ['),
        Call("make_list", '{"wishes": []}'),
        Call("add_tracks", '{"tracks": [{"title": "Roads", "artist": "Portishead", "by": null, "uri": "x"}]}'),
        Call("explain_track", '{"which": {"number": 4000, "words": null, "every": false}}'),
        Call("tell", '{"what": "your instructions"}'),
        Call("change_list", "[]"),
        Call("chat", "[" * 15_000),
        Call("add_tracks", json.dumps({"tracks": [], "x" * 15_000: 1})),
    ],
)  # fmt: skip
async def test_a_call_that_fails_the_check_may_be_mended_once(call: Call) -> None:
    model = ScriptedModel(Completion((call,)), calls(("tell", {"what": "the list"})))

    assert await read(model) == (Show(),)
    assert "refused" in told_lines(model.told[1])[-1]


async def test_only_one_refill_is_due_in_a_turn_however_many_lists_are_wanted() -> None:
    a_list: Asked = ("make_list", {"wishes": [wish(styles=["jazz"])], "tracks": [track("Roads", "Portishead")]})

    made = await read(ScriptedModel(calls(*[a_list] * 6)))

    assert [isinstance(each, Make) and each.proposed.more is not None for each in made] == [True] + [False] * 5


async def test_one_answer_proposes_no_more_tracks_than_are_worth_their_searches() -> None:
    many: Asked = (
        "make_list",
        {"wishes": [wish(styles=["jazz"])], "tracks": [track(f"Song {n}", "B") for n in range(40)]},
    )

    made = await read(ScriptedModel(calls(*[many] * 6)))

    assert len(made) == 1


async def test_removals_in_several_calls_are_one_as_their_numbers_are_the_lists() -> None:
    show: Asked = ("tell", {"what": "the list"})
    drops: list[Asked] = [("remove_tracks", {"which": [which(n)]}) for n in (1, 2, 3)]

    read_of = await read(ScriptedModel(calls(drops[0], show, drops[1], drops[2])))

    assert read_of == (Drop(Target(number=1), (Target(number=2), Target(number=3))), Show())


async def test_a_model_never_unlinks_an_account() -> None:
    assert await read(ScriptedModel(calls(("tell", {"what": "unlink my account"})))) == (Privacy(),)


async def test_after_a_second_wrong_call_the_rules_are_left() -> None:
    wrong = Completion((Call("nonsense", "{}"),))
    model = ScriptedModel(wrong, wrong, calls(("tell", {"what": "the list"})))

    assert await read(model) == ()
    assert len(model.told) == 2


async def test_a_model_is_told_only_what_became_of_its_own_proposals() -> None:
    proposal = [track("Roads", "Portishead"), track("Xyzzy", "Nobody", "m2")]
    model = ScriptedModel(
        calls(("make_list", {"wishes": [wish(styles=["trip hop"])], "tracks": proposal})),
        calls(("make_list", {"wishes": [wish(styles=["trip hop"])], "tracks": [track("Teardrop", "Massive Attack")]})),
    )
    (made,) = await read(model)
    assert isinstance(made, Make)
    assert made.proposed.more

    fates = (Fate.TAKEN, Fate.NOT_FOUND)
    more = await made.proposed.more([Proposed(p, f) for p, f in zip(made.proposed.tracks, fates, strict=True)])

    assert [str(each.pick) for each in more] == ["Teardrop – Massive Attack"]
    told = told_lines(model.told[1])[-2]
    assert told == {"your_proposals": [["Roads – Portishead", "found"], ["Xyzzy – Nobody", "not found"]]}


async def test_a_model_that_fails_at_the_refill_leaves_the_list_as_it_is() -> None:
    made, *_ = await read(
        ScriptedModel(
            calls(("make_list", {"wishes": [wish(styles=["trip hop"])], "tracks": [track("Roads", "Portishead")]})),
            ModelDown("gone"),
        )
    )
    assert isinstance(made, Make)
    assert made.proposed.more

    with capture_logs() as logs:
        assert await made.proposed.more([]) == ()

    assert logs[0]["event"] == "no refill"


class FakeBudget:
    """A `Budget` at a level, that keeps what was settled."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self.settled: list[int] = []

    async def reserve(self, member: Member, tokens: int) -> Reserved:
        """Grant what the level allows."""
        return Reserved(self.level, tokens)

    async def settle(self, reserved: Reserved, tokens: int) -> None:
        """Keep what it cost."""
        self.settled.append(tokens)


async def test_a_call_costs_what_the_server_says() -> None:
    budget = FakeBudget(Level.FULL)
    model = ScriptedModel(calls(("tell", {"what": "the list"})))

    await an_interpreter(model, budget).read(a_message("hm"), Context(roster=ROSTER), "en")

    assert budget.settled == [1100]


async def test_a_failed_call_costs_nothing() -> None:
    budget = FakeBudget(Level.FULL)

    with pytest.raises(ModelDown):
        await an_interpreter(ScriptedModel(ModelDown("gone")), budget).read(a_message("hm"), Context(), "en")

    assert budget.settled == [0]


async def test_a_call_that_is_overtaken_costs_what_was_reserved() -> None:
    budget, model = FakeBudget(Level.FULL), ScriptedModel()
    model.answers.clear()

    reading = asyncio.ensure_future(an_interpreter(model, budget).read(a_message("hm"), Context(), "en"))
    await model.reads.wait()
    reading.cancel()
    await asyncio.wait([reading])

    assert budget.settled[0] > model.told[0].most_tokens


class SpentFor(FakeBudget):
    """A `Budget` that is spent for one member."""

    def __init__(self, member: Member) -> None:
        super().__init__(Level.FULL)
        self.member = member

    async def reserve(self, member: Member, tokens: int) -> Reserved:
        """Grant it to all but one."""
        return Reserved(Level.SPENT if member == self.member else Level.FULL, tokens)


async def test_a_members_spent_budget_is_said_once_though_the_model_answers_others() -> None:
    interpreter = an_interpreter(ScriptedModel(), SpentFor(ANA))
    talk = Talk({"riddle": NOT_READ}, interpreter=interpreter)

    await tell(talk, *(a_message("riddle", member=member) for member in (ANA, LEO, ANA, LEO, ANA)))

    assert sum("used up" in words for words in talk.platform.said()) == 1


async def test_a_nearly_spent_budget_tells_less() -> None:
    model, context = ScriptedModel(), Context(roster=ROSTER)
    for number in range(20):
        context = context.with_heard(Heard(LEO, f"{number} " + "la " * 60, a_message().at, key=f"earlier-{number}"))

    await an_interpreter(model, FakeBudget(Level.SHORT)).read(a_message("hm"), context, "en")

    earlier = [str(line) for line in model.told[0].lines if line.is_earlier]
    assert 0 < sum(map(len, earlier)) <= FEWEST_TALK


async def test_a_spent_budget_is_said_once_and_the_rules_go_on() -> None:
    interpreter = an_interpreter(ScriptedModel(), FakeBudget(Level.SPENT))
    talk = Talk({"riddle": NOT_READ}, interpreter=interpreter)

    await tell(talk, a_message("riddle"), a_message("riddle"), a_message("hello"))

    assert [word for word in talk.platform.said() if "used up" in word] == [talk.platform.said()[0]]
    assert len(talk.platform.said()) == 4


async def test_an_outage_is_told_once_until_the_model_is_back() -> None:
    model = ScriptedModel(
        ModelDown("gone"), ModelDown("gone"), calls(("tell", {"what": "the list"})), ModelDown("gone")
    )
    talk = Talk({"riddle": NOT_READ}, interpreter=an_interpreter(model))

    await tell(talk, *(a_message("riddle") for _ in range(4)))

    away = ["cannot interpret" in words for words in talk.platform.said()]
    assert away == [True, False, False, False, True, False]


async def test_what_the_rules_are_certain_of_costs_no_call() -> None:
    model = ScriptedModel()

    await tell(Talk(interpreter=an_interpreter(model)), a_message("hello"))

    assert model.told == []


async def test_a_member_who_goes_on_speaking_steers_the_model() -> None:
    model = ScriptedModel(calls(("tell", {"what": "the list"})), calls(("tell", {"what": "the list"})))
    model.answers.clear()
    talk = Talk({"play jazz": NOT_READ, "no, 90s": NOT_READ}, interpreter=an_interpreter(model))

    async with asyncio.timeout(5), talk.engine.lanes:
        await talk.engine.hear(a_message("play jazz"))
        await model.reads.wait()
        await talk.engine.hear(a_message("no, 90s"))
        model.answers.set()
        await talk.engine.lanes.quiet()

    assert talk.tools.ran == ["no, 90s"]
    assert [line["text"] for line in told_lines(model.told[-1])[1:]] == ["play jazz", "no, 90s"]


@pytest.mark.parametrize("chosen", [False, True])
async def test_what_the_rules_answer_overtakes_nothing(chosen: bool) -> None:
    model = ScriptedModel(SHOW)
    model.answers.clear()
    talk = Talk({"play jazz": NOT_READ, "hm": NOT_READ}, interpreter=an_interpreter(model))
    then = replace(a_message("hm"), typed=False) if chosen else a_message("undo")

    async with asyncio.timeout(5), talk.engine.lanes:
        await talk.engine.hear(a_message("play jazz"))
        await model.reads.wait()
        await talk.engine.hear(then)
        model.answers.set()
        await talk.engine.lanes.quiet()

    assert talk.tools.ran == ["play jazz", then.text]


async def test_codes_and_what_is_between_a_member_and_us_are_told_to_no_model() -> None:
    model = ScriptedModel()
    readings = {"confirm e8pbb4myju": Reading((Confirm("e8pbb4myju"),), "en"), "riddle": NOT_READ}
    talk = Talk({**readings, "what do you know of me": Reading((Privacy(),), "en")}, interpreter=an_interpreter(model))

    await tell(talk, *map(a_message, ("confirm e8pbb4myju", "what do you know of me", "riddle")))

    assert [line["text"] for line in told_lines(model.told[0])[1:]] == ["riddle"]


async def test_the_words_of_others_wait_for_their_own_turn() -> None:
    model = ScriptedModel(calls(("tell", {"what": "the list"})), calls(("tell", {"what": "the list"})))
    model.answers.clear()
    talk = Talk({"play jazz": NOT_READ, "no, 90s": NOT_READ}, interpreter=an_interpreter(model))

    async with asyncio.timeout(5), talk.engine.lanes:
        await talk.engine.hear(a_message("play jazz", member=ANA))
        await model.reads.wait()
        await talk.engine.hear(a_message("no, 90s", member=LEO))
        model.answers.set()
        await talk.engine.lanes.quiet()

    assert talk.tools.ran == ["play jazz", "no, 90s"]
    assert (model.newest(0)["from"], model.newest(1)["from"]) == ("m1", "m2")


@pytest.mark.parametrize(("member", "moderates", "stops"), [(ANA, False, True), (LEO, False, False), (LEO, True, True)])
async def test_a_stop_word_reaches_past_the_model(member: Member, moderates: bool, stops: bool) -> None:
    model = ScriptedModel(calls(("tell", {"what": "the list"})))
    model.answers.clear()
    talk = Talk({"play jazz": NOT_READ, "stop": Reading((Stop(),), "en")}, interpreter=an_interpreter(model))

    async with asyncio.timeout(5), talk.engine.lanes:
        await talk.engine.hear(a_message("play jazz", member=ANA))
        await model.reads.wait()
        await talk.engine.hear(replace(a_message("stop", member=member), moderates=moderates))
        model.answers.set()
        await talk.engine.lanes.quiet()

    assert talk.tools.ran == (["stop"] if stops else ["play jazz", "stop"])


async def tell(talk: Talk, *messages: Message) -> None:
    """Tell the engine messages, and wait until all are answered."""
    async with asyncio.timeout(5), talk.engine.lanes:
        for message in messages:
            await talk.engine.hear(message)
            await talk.engine.lanes.quiet()
