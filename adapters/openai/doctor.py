"""Examining the model's server for an admin: does it answer, does it call functions, does it read all it is told."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx2

from adapters.openai.foreign import mapping, number
from adapters.openai.model import OpenAILanguageModel
from adapters.openai.settings import OpenAISettings
from bot.conversation.briefing import Briefing, Line, Offer, Text
from bot.curation.picks import Origin
from bot.errors import ModelDown

PATIENCE = 120.0  # seconds; a local server may load its model first
NEEDED = 8000  # tokens: instructions, functions, a long talk and the answer
SHORT_OF = 0.7  # of what was sent: fewer tokens were not read, whatever they are counted by
PASSWORD = "glacier"  # noqa: S105 - of the probe, and of nothing else
_FILLER = "one two three four five six seven eight nine ten "  # a token for each word, near enough, in all models
_PROPS_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found out, in a sentence for an admin."""

    sentence: str
    is_well: bool


async def examine(settings: OpenAISettings, transport: httpx2.AsyncBaseTransport | None = None) -> list[Finding]:
    """Return what is found out about the model and its server; costs three short calls."""
    if not settings.is_wanted:
        hint = "For a language model set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own."
        return [Finding(f"No language model is set up; the rules answer alone. {hint}", is_well=True)]
    patient = settings.model_copy(update={"timeout_seconds": PATIENCE, "read_seconds": PATIENCE})
    model = OpenAILanguageModel(patient, lambda: datetime.now(UTC), transport)
    findings: list[Finding] = []
    try:
        findings.append(await _speed(model, settings))
        findings.append(await _functions(model))
        findings.append(await _memory(model))
    except ModelDown as error:
        findings.append(Finding(f"{settings.model} at {settings.shown_address} gives no answer: {error}", False))
    finally:
        await model.close()
    return findings + await _told_length(settings, transport)


async def _speed(model: OpenAILanguageModel, settings: OpenAISettings) -> Finding:
    begun = asyncio.get_running_loop().time()
    await model.complete(_briefing("Answer in one word.", "Which season is the coldest?"))
    seconds = asyncio.get_running_loop().time() - begun
    name = {"responses": "the Responses API", "chat": "the Chat Completions API"}[model.speaks]
    answers = f"{settings.model} at {settings.shown_address} answers in {seconds:.1f} seconds, by {name}."
    if seconds <= settings.timeout_seconds:
        return Finding(answers, is_well=True)
    return Finding(f"{answers} It is waited for {settings.timeout_seconds:g}: raise OPENAI_TIMEOUT_SECONDS.", False)


async def _functions(model: OpenAILanguageModel) -> Finding:
    briefing = _briefing("Call a function for each wish.", "Add the song Jóga by Björk.", _ADD)
    calls = (await model.complete(briefing)).calls
    if not calls:
        hint = "llama.cpp needs --jinja, vLLM --enable-auto-tool-choice and --tool-call-parser"
        return Finding(f"It calls no functions: {hint}; or choose another OPENAI_MODEL.", is_well=False)
    given = _arguments(calls[0].arguments)
    if calls[0].name != _ADD.name or not {"title", "artist"} <= given.keys():
        return Finding("It calls functions with arguments that do not fit: choose another OPENAI_MODEL.", is_well=False)
    return Finding("It calls functions.", is_well=True)


async def _memory(model: OpenAILanguageModel) -> Finding:
    """Send a long briefing whose beginning must not be lost: that is where a server cuts without a word."""
    filler = _FILLER * (NEEDED // len(_FILLER.split()))
    briefing = _briefing(f"The password is {PASSWORD}. Answer with the password alone.", filler)
    try:
        completion = await model.complete(briefing)
    except ModelDown as error:
        return _too_short(f"It does not take a briefing of {NEEDED} tokens: {error}")
    read = completion.usage.read if completion.usage is not None else 0  # 0: not told
    if 0 < read < NEEDED * SHORT_OF:
        return _too_short(f"It reads about {read} of {NEEDED} tokens, and forgets the beginning without a word.")
    if not read and PASSWORD not in completion.words.lower():
        return _too_short(f"It seems to forget the beginning of a briefing of {NEEDED} tokens.")
    return Finding(f"It reads a briefing of {NEEDED} tokens.", is_well=True)


async def _told_length(settings: OpenAISettings, transport: httpx2.AsyncBaseTransport | None) -> list[Finding]:
    """Return what llama.cpp's server tells of its context; nothing where a server has no page for it."""
    if settings.is_cloud:
        return []
    address = settings.address.removesuffix("/v1") + "/props"
    try:
        async with httpx2.AsyncClient(transport=transport, timeout=_PROPS_SECONDS) as client:
            props = mapping((await client.get(address)).json())
    except (httpx2.HTTPError, ValueError, RecursionError):
        return []
    length = number(mapping(props.get("default_generation_settings")).get("n_ctx"))
    if not length:
        return []
    said = f"Its context has {length} tokens"
    return [Finding(f"{said}.", is_well=True) if length >= NEEDED else _too_short(f"{said}, too few.")]


def _too_short(found: str) -> Finding:
    hint = "Give it 16384: OLLAMA_CONTEXT_LENGTH=16384 for Ollama, --ctx-size 16384 for llama.cpp."
    return Finding(f"{found} {hint}", is_well=False)


def _arguments(written: str) -> Mapping[str, Any]:
    try:
        return mapping(json.loads(written))
    except (ValueError, RecursionError):
        return {}


def _briefing(instructions: str, line: str, *offers: Offer) -> Briefing:
    told = Line({"text": Text(line, Origin.OURS)})
    return Briefing(Text(instructions, Origin.OURS), offers, (told,), member_key="doctor")


_ADD = Offer(
    "add_track",
    "Add one track to the list.",
    {
        "type": "object",
        "properties": {"title": {"type": "string"}, "artist": {"type": "string"}},
        "required": ["title", "artist"],
        "additionalProperties": False,
    },
)
