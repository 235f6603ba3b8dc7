"""What a modal or Home tab may be: lengths, counts, and what each needs. Pure functions."""

import json
from typing import Any

from tests.standins.slack.block_rules import VIEW_BLOCKS, check_blocks
from tests.standins.slack.element_rules import check_text, length
from tests.standins.slack.refusals import Refusal, invalid_arguments

MOST_BYTES = 250_000
MODAL = frozenset({"title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled"})
ANY = frozenset({"type", "blocks", "private_metadata", "callback_id", "external_id"})


def check_view(view: Any, kind: str) -> None:
    """Return in silence for a view that is a fine one of its kind, "modal" or "home".

    Raises:
        Refusal: it is not; says every place and reason.
    """
    if not isinstance(view, dict):
        raise invalid_arguments("view must be an object [json-pointer:/view]")
    if len(json.dumps(view)) > MOST_BYTES:
        raise Refusal("view_too_large")
    wrong = _misfits(view, kind)
    if wrong:
        raise invalid_arguments(*wrong)


def _misfits(view: dict[str, Any], kind: str) -> list[str]:
    wrong = []
    if view.get("type") != kind:
        wrong.append(f"must be of type {kind} [json-pointer:/view/type]")
    known = ANY | MODAL if kind == "modal" else ANY
    wrong += [f"invalid additional property: {name} [json-pointer:/view]" for name in view if name not in known]
    wrong += check_blocks(view.get("blocks"), "/view/blocks", VIEW_BLOCKS)
    wrong += length(view.get("private_metadata"), 3000, "/view/private_metadata")
    wrong += length(view.get("callback_id"), 255, "/view/callback_id")
    wrong += length(view.get("external_id"), 255, "/view/external_id")
    return wrong + (_modal(view) if kind == "modal" else [])


def _modal(view: dict[str, Any]) -> list[str]:
    wrong = list(check_text(view.get("title"), 24, "/view/title", plain=True))
    for part in ("submit", "close"):
        if view.get(part) is not None:
            wrong += check_text(view[part], 24, f"/view/{part}", plain=True)
    blocks = view.get("blocks")
    asks = isinstance(blocks, list) and any(isinstance(one, dict) and one.get("type") == "input" for one in blocks)
    if asks and not view.get("submit"):
        wrong.append("missing required field: submit, as there are input blocks [json-pointer:/view/submit]")
    return wrong
