"""The addresses the pretend Spotify puts into its answers."""

from dataclasses import dataclass

from adapters.sandbox.spotify.json_words import Body


@dataclass(frozen=True, slots=True)
class Links:
    """Where the sandbox is reached, and what it calls its things."""

    base_url: str

    def href(self, *parts: str) -> str:
        """Return the Web API's address of something."""
        return "/".join((self.base_url, "v1", *parts))

    def page(self, kind: str, id: str) -> str:
        """Return the address of something's public page."""
        return f"{self.base_url}/open/{kind}/{id}"

    def images(self, *words: str) -> list[Body]:
        """Return three sizes of one drawn tile."""
        return [self.image(words, size) for size in (640, 300, 64)]

    def image(self, words: tuple[str, ...], size: int) -> Body:
        """Return one size of a drawn tile."""
        return {"url": f"{self.base_url}/image/{'-'.join(words)}?size={size}", "height": size, "width": size}


def identity(links: Links, kind: str, id: str) -> Body:
    """Return what every object has: its kind, id, uri and addresses."""
    return {
        "type": kind,
        "id": id,
        "uri": f"spotify:{kind}:{id}",
        "href": links.href(f"{kind}s", id),
        "external_urls": {"spotify": links.page(kind, id)},
    }
