"""Choosing parts of an answer."""

from typing import Any

import pytest

from adapters.sandbox.spotify.fields import picked

BODY: dict[str, Any] = {
    "name": "Ours",
    "total": 1,
    "items": [{"item": {"id": "1", "name": "Roads", "album": {"name": "Dummy", "id": "2"}}, "added_at": "now"}],
}


@pytest.mark.parametrize(
    ("fields", "chosen"),
    [
        (None, BODY),
        ("", BODY),
        ("name", {"name": "Ours"}),
        ("name,total", {"name": "Ours", "total": 1}),
        ("items.item.id", {"items": [{"item": {"id": "1"}}]}),
        ("items(item(id,album(name)))", {"items": [{"item": {"id": "1", "album": {"name": "Dummy"}}}]}),
        ("items(item.album.id,added_at)", {"items": [{"item": {"album": {"id": "2"}}, "added_at": "now"}]}),
        ("!items,!total", {"name": "Ours"}),
        ("items(track(name))", {"items": [{}]}),
        ("nothing", {}),
        ("name,items(", {"name": "Ours", "items": BODY["items"]}),
        (")", BODY),
    ],
)  # fmt: skip
def test_fields_pick_parts(fields: str | None, chosen: dict[str, Any]) -> None:
    assert picked(BODY, fields) == chosen
