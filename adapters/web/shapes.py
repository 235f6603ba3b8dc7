"""From the words of a chat to what the playground's page reads. Pure functions."""

from typing import Any
from urllib.parse import urlsplit

from bot.chat import Choices, Link, Panel, Paragraph, Part, Row, Rows

Body = dict[str, Any]  # JSON


def to_part(part: Part) -> Body:
    """Return one part of a reply."""
    match part:
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Link(label, url):
            return {"kind": "link", "label": label, "url": web_address(url)}
        case Rows(rows):
            return {"kind": "rows", "rows": [to_row(row) for row in rows]}
        case Choices(choices):
            return {"kind": "choices", "choices": [{"label": c.label, "says": c.says} for c in choices]}
        case Panel():
            return {"kind": "panel", "panel": to_panel(part)}


def to_row(row: Row) -> Body:
    """Return one track or episode."""
    return {
        "number": row.number,
        "uri": row.uri,
        "title": row.title,
        "credit": row.credit,
        "seconds": row.seconds,
        "url": web_address(row.url),
        "image": web_address(row.image),
        "member": row.member,
        "asked": row.asked,
        "note": row.note,
    }


def to_panel(panel: Panel) -> Body:
    """Return the state of a session."""
    return {
        "title": panel.title,
        "description": panel.description,
        "rows": [to_row(row) for row in panel.rows],
        "seconds": panel.seconds,
        "revision": panel.revision,
        "members": list(panel.members),
        "host": panel.host,
        "url": web_address(panel.url),
        "ended": panel.ended,
        "variety": panel.variety,
    }


def web_address(address: str | None) -> str | None:
    """Return `address` where a browser may go there safely, else None."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None
