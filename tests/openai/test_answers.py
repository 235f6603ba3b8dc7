"""What an answer says, whole, sparse or strange in its shape, in both dialects."""

import json
from typing import Any

import httpx2
import pytest

from adapters.openai.refusals import Declined, Unanswered
from bot.conversation.briefing import Call, Completion, Usage
from bot.errors import ModelDown
from tests.openai.rig import (
    ANSWER,
    DIALECTS,
    a_briefing,
    a_model,
    a_wire,
    answered,
    completion_of,
    events_of,
    said,
    whole,
)
from tests.standins.openai.sse import Event

both = pytest.mark.parametrize("dialect", DIALECTS)


@both
async def test_calls_words_and_cost_are_told(dialect: str) -> None:
    assert await completion_of(dialect, answered(dialect)) == ANSWER


@both
async def test_several_calls_keep_their_order(dialect: str) -> None:
    several = Completion(tuple(Call("add_track", json.dumps({"title": str(at)})) for at in range(5)))

    assert (await completion_of(dialect, answered(dialect, several))).calls == several.calls


@both
async def test_words_of_any_script_come_through(dialect: str) -> None:
    words = Completion(words="Hoppípolla, 夜に駆ける, \N{CLINKING BEER MUGS} — “hé”")

    assert (await completion_of(dialect, answered(dialect, words))).words == words.words


@both
async def test_a_server_that_does_not_stream_is_understood(dialect: str) -> None:
    assert await completion_of(dialect, httpx2.Response(200, json=whole(dialect))) == ANSWER


@both
@pytest.mark.parametrize("body", [{"detail": "hello"}, [], "text", None, {"choices": [], "output": 3}, {"status": []}])
async def test_json_that_is_no_answer_is_no_answer(dialect: str, body: Any) -> None:
    with pytest.raises(ModelDown):
        await completion_of(dialect, httpx2.Response(200, json=body))


SPARSE: dict[str, list[Event]] = {
    "responses": [
        {
            "type": "response.completed",
            "response": {
                "output": [
                    {"type": "message", "content": [{"type": "output_text", "text": "Here it is."}]},
                    {"type": "function_call", "name": "add_track", "arguments": '{"title":"Glory Box"}'},
                ]
            },
        }
    ],
    "chat": [
        {
            "choices": [
                {
                    "message": {
                        "content": "Here it is.",
                        "tool_calls": [{"function": {"name": "add_track", "arguments": {"title": "Glory Box"}}}],
                    },
                    "finish_reason": "stop",
                }
            ]
        }
    ],
}


@both
async def test_an_answer_without_status_and_cost_is_fine(dialect: str) -> None:
    completion = await completion_of(dialect, said(dialect, SPARSE[dialect]))

    assert completion.usage is None
    assert completion.words == "Here it is."
    assert [json.loads(call.arguments) for call in completion.calls] == [{"title": "Glory Box"}]


async def test_items_told_before_the_end_need_not_be_told_again_at_the_end() -> None:
    events: list[Event] = [
        {
            "type": "response.output_item.added",
            "output_index": 0,
            "item": {"type": "function_call", "name": "add_track"},
        },
        {"type": "response.function_call_arguments.done", "output_index": 0, "arguments": '{"title":"Roads"}'},
        {"type": "response.output_text.delta", "output_index": 1, "delta": "Done."},
        {"type": "response.completed", "response": {}},
    ]

    assert await completion_of("responses", said("responses", events)) == Completion(
        (Call("add_track", '{"title":"Roads"}'),), "Done."
    )


async def test_calls_that_all_bear_the_same_number_are_told_apart_by_their_ids() -> None:
    calls = [
        {"index": 0, "id": "a", "function": {"name": "add_track", "arguments": "{}"}},
        {"index": 0, "id": "b", "function": {"name": "drop_track", "arguments": "{}"}},
    ]
    events: list[Event] = [
        *({"choices": [{"index": 0, "delta": {"tool_calls": [call]}}]} for call in calls),
        {"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]},
    ]

    assert [call.name for call in (await completion_of("chat", said("chat", events))).calls] == [
        "add_track",
        "drop_track",
    ]


@both
async def test_arguments_that_are_no_json_are_told_as_they_were_written(dialect: str) -> None:
    broken = Completion((Call("add_track", '{"title": "Glory'), Call("add_track", "{}"), Call("undo", "")))

    calls = (await completion_of(dialect, answered(dialect, broken))).calls

    assert calls == broken.calls
    assert [call.is_sound for call in calls] == [False, True, True]


@both
async def test_a_model_stopped_at_the_most_tokens_says_so_and_loses_only_its_last_call(dialect: str) -> None:
    cut = Completion((Call("add_track", "{}"), Call("add_track", '{"title": "Glo')), "Well", Usage(10, 1200), True)
    events = events_of(dialect, cut)
    if dialect == "responses":
        events[-1]["response"]["output"][-1]["status"] = "incomplete"

    completion = await completion_of(dialect, said(dialect, events))

    assert completion == Completion((Call("add_track", "{}"),), "Well", Usage(10, 1200), True)


@both
@pytest.mark.parametrize("is_cut", [False, True])
async def test_an_answer_that_says_nothing_is_none(dialect: str, is_cut: bool) -> None:
    with pytest.raises(Declined, match="OPENAI_EFFORT" if is_cut else "nothing"):
        await completion_of(dialect, answered(dialect, Completion(is_cut=is_cut)))


@both
async def test_thoughts_left_in_the_words_are_not_told(dialect: str) -> None:
    thinking = Completion(words="<think>\nThey want jazz.\n</think>\n\nJazz it is.")

    assert (await completion_of(dialect, answered(dialect, thinking))).words == "Jazz it is."


async def test_what_a_model_says_on_its_way_is_not_its_answer() -> None:
    body = whole("responses", Completion(words="Jazz it is."))
    body["output"].insert(0, body["output"][0] | {"phase": "commentary", "content": [{"text": "Let me think"}]})

    response = said("responses", [{"type": "response.completed", "response": body}])

    assert (await completion_of("responses", response)).words == "Jazz it is."


REFUSALS: list[tuple[str, Event]] = [
    ("chat", {"choices": [{"index": 0, "delta": {"refusal": "I will not."}}]}),
    ("chat", {"choices": [{"index": 0, "delta": {}, "finish_reason": "content_filter"}]}),
    (
        "responses",
        {
            "type": "response.completed",
            "response": {"output": [{"type": "message", "content": [{"type": "refusal", "refusal": "I will not."}]}]},
        },
    ),
    ("responses", {"type": "response.incomplete", "response": {"incomplete_details": {"reason": "content_filter"}}}),
]


@pytest.mark.parametrize(("dialect", "event"), REFUSALS)
async def test_a_model_that_will_not_gives_no_answer_and_is_asked_again_next_time(dialect: str, event: Event) -> None:
    model = a_model(a_wire(dialect, lambda: said(dialect, [event])))

    for _ in range(4):
        with pytest.raises(Declined):
            await model.complete(a_briefing())

    assert model.resting is None


@both
async def test_an_answer_in_one_piece_may_be_no_longer_than_one_in_many(dialect: str) -> None:
    long = Completion(words="word " * 1200)
    longer = Completion((Call("add_track", '{"title": "' + "o" * 20_000 + '"}'),))

    assert (await completion_of(dialect, httpx2.Response(200, json=whole(dialect, long)))).words
    with pytest.raises(Unanswered, match="does not end"):
        await completion_of(dialect, httpx2.Response(200, json=whole(dialect, longer)))
