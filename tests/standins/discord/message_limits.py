"""What a message may hold. Pure functions."""

from tests.standins.discord import component_limits, mentions
from tests.standins.discord.refusals import EMPTY_MESSAGE, Json, Misfit, Refusal, insist, too_long
from tests.standins.discord.world import COMPONENTS_V2

CONTENT = 2000  # the description says 4000; that is for people who pay
EMBEDS, EMBED_TEXT, FIELDS = 10, 6000, 25
_EMBED_TEXTS = (("title", 256), ("description", 4096))
_INNER_TEXTS = (("footer", "text", 2048), ("author", "name", 256))
_LEGACY = ("content", "embeds", "poll", "sticker_ids")


def check(body: Json, flags: int) -> None:
    """Go on where a body makes a message, or mends one.

    Raises:
        Refusal: it is over a limit, mixes the two kinds of component, or its mentions contradict themselves.
    """
    is_v2 = bool(flags & COMPONENTS_V2)
    found = [too_long("content", CONTENT)] if len(body.get("content") or "") > CONTENT else []
    found += _embeds(body.get("embeds") or [])
    found += component_limits.misfits(body.get("components") or [], is_v2=is_v2)
    found += mentions.misfits(body.get("allowed_mentions"))
    found += _mixed(body) if is_v2 else []
    insist(found)


def check_not_empty(body: Json, files: dict[str, bytes]) -> None:
    """Go on where there is something to see.

    Raises:
        Refusal: there is nothing.
    """
    has_text = bool((body.get("content") or "").strip())
    if not (has_text or files or any(body.get(name) for name in ("embeds", "components", "sticker_ids", "poll"))):
        raise Refusal(*EMPTY_MESSAGE)


def _mixed(body: Json) -> list[Misfit]:
    text = "The 'content', 'embeds', 'poll' and 'sticker_ids' fields cannot be used with MessageFlags.IS_COMPONENTS_V2"
    return [Misfit(name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text) for name in _LEGACY
            if body.get(name)]  # fmt: skip


def _embeds(embeds: list[Json]) -> list[Misfit]:
    found = [too_long("embeds", EMBEDS)] if len(embeds) > EMBEDS else []
    for number, embed in enumerate(embeds):
        found += _embed(embed, f"embeds.{number}")
    if sum(len(text) for embed in embeds for text in _texts(embed)) > EMBED_TEXT:
        message = f"Embed size exceeds maximum size of {EMBED_TEXT}"
        found.append(Misfit("embeds", "MAX_EMBED_SIZE_EXCEEDED", message))
    return found


def _embed(embed: Json, at: str) -> list[Misfit]:
    found = [too_long(f"{at}.{name}", limit) for name, limit in _EMBED_TEXTS if len(embed.get(name) or "") > limit]
    for outer, inner, limit in _INNER_TEXTS:
        if len((embed.get(outer) or {}).get(inner) or "") > limit:
            found.append(too_long(f"{at}.{outer}.{inner}", limit))
    fields = embed.get("fields") or []
    if len(fields) > FIELDS:
        found.append(too_long(f"{at}.fields", FIELDS))
    for number, field in enumerate(fields):
        for name, limit in (("name", 256), ("value", 1024)):
            if not 1 <= len(field.get(name) or "") <= limit:
                found.append(too_long(f"{at}.fields.{number}.{name}", limit))
    return found


def _texts(embed: Json) -> list[str]:
    texts = [embed.get(name) or "" for name, _ in _EMBED_TEXTS]
    texts += [(embed.get(outer) or {}).get(inner) or "" for outer, inner, _ in _INNER_TEXTS]
    for field in embed.get("fields") or []:
        texts += [field.get("name") or "", field.get("value") or ""]
    return texts
