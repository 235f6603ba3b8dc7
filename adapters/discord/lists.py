"""Tracks and panels as Discord shows them. Pure functions."""

from functools import lru_cache

from adapters.discord.json_words import Body
from adapters.discord.markup import escaped_line, is_web_address, linked, one_line, units
from bot.chat import Panel, Row

LONGEST_LIST = 4_096  # https://docs.discord.com/developers/resources/message#embed-object-embed-limits
_LONGEST_TITLE, _LONGEST_CREDIT, _LONGEST_NOTE, _LONGEST_FOOTER = 120, 120, 160, 300
_MOST_NAMES = 8
_OPEN, _ENDED = 0x7A5CFA, 0x8A8A8A
_DOT = " · "


@lru_cache(200)
def to_line(row: Row) -> str:
    """Return one track or episode in one line."""
    title = linked(row.title, row.url, _LONGEST_TITLE) or "…"
    told = [escaped_line(row.credit, _LONGEST_CREDIT), to_minutes(row.seconds)]
    if row.member:
        told.append(f"**{escaped_line(row.member, _LONGEST_CREDIT)}**")
    if row.note:
        told.append(escaped_line(row.note, _LONGEST_NOTE))
    return f"**{row.number}.** {_DOT.join([title, *filter(None, told)])}"


def to_minutes(seconds: int) -> str:
    """Return a running time such as 3:05 or 1:02:05."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def to_embed(panel: Panel) -> Body:
    """Return the panel as an embed: as many rows as fit, and how many more there are."""
    embed: Body = {
        "title": escaped_line(panel.title, _LONGEST_TITLE) or "…",
        "description": _description(panel),
        "color": _ENDED if panel.ended else _OPEN,
        "footer": {"text": _footer(panel)},
    }
    if panel.url and is_web_address(panel.url):
        embed["url"] = panel.url
    image = next((row.image for row in panel.rows if row.image and is_web_address(row.image)), None)
    if image:
        embed["thumbnail"] = {"url": image}
    return embed


def _description(panel: Panel) -> str:
    head = escaped_line(panel.description, 300)
    lines = [head, ""] if head else []
    length = sum(units(line) + 1 for line in lines)
    for place, row in enumerate(panel.rows):
        line = to_line(row)
        length += units(line) + 1
        if length > LONGEST_LIST - len("… +10000"):
            return "\n".join([*lines, f"… +{len(panel.rows) - place}"])
        lines.append(line)
    return "\n".join(lines)


def _footer(panel: Panel) -> str:
    """Return who is in and how much there is, in signs, for the panel is everybody's whatever their language."""
    names = [one_line(name, 40) for name in panel.members[:_MOST_NAMES]]
    more = len(panel.members) - len(names)
    people = ", ".join(names) + (f" +{more}" if more > 0 else "")
    told = [
        "■" if panel.ended else "",
        f"♪ {len(panel.rows)}",
        to_minutes(panel.seconds),
        f"👥 {people}" if people else "",
        f"🎧 {one_line(panel.host, 40)}" if panel.host else "",
    ]
    return one_line(_DOT.join(filter(None, told)), _LONGEST_FOOTER)
