"""Links to songs on this and other services, each as one word of a message. Pure functions; nothing is fetched.

A link of the list's own service becomes the service's address of the track. Another service's becomes one such as
"tidal:track:123": what it means is told by the words beside it, by the title in it, or later by open data.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from bot.curation.picks import Pick

OWN = "spotify:"
ADDRESS = re.compile(r"\b(?:spotify|apple|deezer|tidal|youtube|elsewhere):[a-z]+:[A-Za-z0-9_-]+")
_LONGEST_ID = 40
_LINK = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
_AFTER = ".,;:!?)]}\"'”»"  # what ends a sentence, and no link

# service, site and path with the id (and the title, where the link has one), the page open data knows the song by
_PAGES = tuple(
    (service, re.compile(pattern, re.IGNORECASE), page)
    for service, pattern, page in (
        (  # the second is the pretend Spotify on this computer
            "spotify",
            r"(?:open\.spotify\.com|127\.0\.0\.1:\d+/open)/(?:intl-[a-z-]+/)?"
            r"(?P<kind>track|episode)/(?P<id>[A-Za-z0-9]{1,40})",
            "",
        ),
        (
            "apple",
            r"(?:geo\.)?music\.apple\.com/(?P<country>[a-z]{2})/(?:song/(?:(?P<title>[^/?]+)/)?(?P<id>\d+)"
            r"|album/(?:(?P<named>[^/?]+)/)?\d+\?(?:.*&)?i=(?P<inner>\d+))",
            "https://music.apple.com/{country}/song/{id}",
        ),
        ("deezer", r"(?:www\.)?deezer\.com/(?:[a-z]{2}/)?track/(?P<id>\d+)", "https://www.deezer.com/track/{id}"),
        (
            "tidal",
            r"(?:www\.|listen\.)?tidal\.com/(?:browse/)?(?:album/\d+/)?track/(?P<id>\d+)",
            "https://tidal.com/track/{id}",
        ),
        (
            "youtube",
            r"(?:(?:www\.|m\.|music\.)?youtube\.com/watch\?(?:.*&)?v=|youtu\.be/)(?P<id>[\w-]{11})",
            "https://music.youtube.com/watch?v={id}",
        ),
    )
)
_ELSEWHERE = re.compile(  # of music services, but of no single song, or without its name: albums, lists, short links
    r"(?:open\.spotify\.com|spotify\.(?:app\.)?link|(?:geo\.)?music\.apple\.com|music\.youtube\.com"
    r"|(?:www\.|link\.)?deezer\.com|(?:deezer|dzr)\.page\.link|(?:www\.|listen\.)?tidal\.com)(?:/|$)",
    re.IGNORECASE,
)
_GUEST = re.compile(r"-(?:feat|ft|featuring)-.*")


@dataclass(frozen=True, slots=True)
class SongLink:
    """A link to music as it stands in a message."""

    address: str  # one word for it
    page: str = ""  # where open data may know the song; for what is no single song, the link itself
    title: str = ""  # what the link itself calls it


def as_words(text: str) -> str:
    """Return `text` with each link to music written as its address."""
    return _LINK.sub(_as_word, text) if "://" in text else text


def told(pick: Pick, text: str) -> Pick:
    """Return a pick that is the address of a link as what the link itself tells: its page and its title.

    Args:
        pick: What is proposed; others are returned as they are.
        text: The message with the link in it.
    """
    found = ADDRESS.fullmatch(pick.words) or ("" if pick.title else ADDRESS.search(pick.artist))  # "calmer, like …"
    if not found:
        return pick
    address = found[0]
    for match in _LINK.finditer(text):
        link = _song_link(_whole(match))
        if link is not None and link.address == address and not is_own(address):
            return Pick(title=link.title, words=link.page)
    return Pick(words=address)


def found_in(text: str) -> tuple[str, ...]:
    """Return the links to music in `text`, as they stand there."""
    wholes = (_whole(match) for match in _LINK.finditer(text))
    return tuple(dict.fromkeys(whole for whole in wholes if _song_link(whole) is not None))


def is_own(address: str) -> bool:
    """Tell whether an address is of the service that the list is on."""
    return address.startswith(OWN)


def _as_word(match: re.Match[str]) -> str:
    whole = _whole(match)
    link = _song_link(whole)
    return match[0] if link is None else link.address + match[0][len(whole) :]


def _whole(match: re.Match[str]) -> str:
    """Return a link without the signs of the sentence it ends."""
    return match[0].rstrip(_AFTER)


def _song_link(url: str) -> SongLink | None:
    """Return the link to music that `url` is; None where it leads to something else."""
    bare = url.split("://", 1)[1].split("#")[0]
    for service, pattern, page in _PAGES:
        if match := pattern.match(bare):
            return _to_link(service, match.groupdict(), page)
    if _ELSEWHERE.match(bare):
        return SongLink(f"elsewhere:page:{_short(url)}", url)
    return None


def _to_link(service: str, found: dict[str, str | None], page: str) -> SongLink:
    song = (found.get("id") or found.get("inner") or "")[:_LONGEST_ID]
    slug = found.get("title") or found.get("named") or ""
    title = _GUEST.sub("", unquote(slug)).replace("-", " ").strip()[:200]
    kind = (found.get("kind") or "track").lower()
    return SongLink(f"{service}:{kind}:{song}", page.format(id=song, country=found.get("country")), title)


def _short(url: str) -> str:
    """Return a word that is the same for the same link."""
    return "".join(letter for letter in url.split("://", 1)[1] if letter.isascii() and letter.isalnum())[-_LONGEST_ID:]
