"""From a reply to what Discord takes. Pure functions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from adapters.discord.choices import Button, to_buttons, to_rows
from adapters.discord.json_words import Body
from adapters.discord.lists import LONGEST_LIST, to_embed, to_line
from adapters.discord.markup import escaped, is_web_address
from adapters.discord.splitting import packed, split
from bot.chat import Link, Panel, Paragraph, Part, Rows

LONGEST_CONTENT = 2_000  # for bots; what the published description says is for those who pay
_NO_PREVIEWS, _EPHEMERAL = 1 << 2, 1 << 6
_NOBODY: Body = {"parse": [], "replied_user": False}


@dataclass(frozen=True, slots=True)
class Post:
    """One message on Discord."""

    content: str = ""
    embeds: tuple[Body, ...] = ()
    buttons: tuple[Button, ...] = ()

    def to_body(self, *, private: bool = False) -> Body:
        """Return it as Discord takes it: nobody is pinged, no address unfolds, and `private` is for one alone."""
        flags = (0 if self.embeds else _NO_PREVIEWS) | (_EPHEMERAL if private else 0)
        body: Body = {"embeds": list(self.embeds), "components": to_rows(self.buttons), "allowed_mentions": _NOBODY}
        if self.content:
            body["content"] = self.content
        return {**body, "flags": flags} if flags else body


def to_posts(parts: Sequence[Part]) -> tuple[Post, ...]:
    """Return the messages that show all but the panels: text, lists, and the buttons under the last of them."""
    shown = [part for part in parts if not isinstance(part, Panel)]
    posts = list(_texts(shown))
    buttons = to_buttons(shown)
    if buttons:
        last = posts.pop() if posts else Post()
        posts.append(replace(last, buttons=buttons))
    return tuple(posts)


def to_panel_post(panel: Panel, label: str) -> Post:
    """Return the message that shows a session; `label` is on the button that leads to its list."""
    button = (Button(label, url=panel.url),) if panel.url and is_web_address(panel.url) else ()
    return Post(embeds=(to_embed(panel),), buttons=button)


def _texts(parts: Sequence[Part]) -> Iterator[Post]:
    """Yield the posts without buttons: what comes before the first list is the text above it."""
    first_list = next((place for place, part in enumerate(parts) if isinstance(part, Rows)), len(parts))
    contents = split("\n".join(_lines(parts[:first_list])), LONGEST_CONTENT)
    lists = packed(_lines(parts[first_list:]), LONGEST_LIST)
    embeds = [(_embed(text),) for text in lists]
    yield from (Post(content) for content in contents[:-1])
    if contents or embeds:
        yield Post(contents[-1] if contents else "", embeds[0] if embeds else ())
    yield from (Post(embeds=embed) for embed in embeds[1:])


def _lines(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        match part:
            case Paragraph(text):
                yield escaped(text)
            case Rows(rows):
                yield from map(to_line, rows)
            case Link(label, url) if not is_web_address(url):
                yield f"{escaped(label)}: {escaped(url)}"
            case _:
                pass


def _embed(text: str) -> Body:
    return {"description": text}
