"""Pictures for albums, artists and people: tiles drawn from a hash, and uploaded covers as they are."""

from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.spotify.state import SpotifyState

_HEADERS = {"Cache-Control": "public, max-age=86400"}


def image_route(state: SpotifyState) -> Route:
    """Return the route that serves every picture."""

    async def image(request: Request) -> Response:
        name = request.path_params["name"]
        if name in state.covers:
            return Response(state.covers[name], media_type="image/jpeg", headers=_HEADERS)
        return Response(tile(name), media_type="image/svg+xml", headers=_HEADERS)

    return Route("/image/{name}", image, name="GET /image/{name}")


def tile(name: str) -> str:
    """Return a drawing that is always the same for the same name and differs between names."""
    digest = blake2b(name.encode(), digest_size=16).digest()
    hue, turn = digest[0] * 360 // 256, digest[1] * 360 // 256
    other = (hue + 40 + digest[2] % 120) % 360
    shapes = "".join(_shape(digest[start : start + 4], other) for start in (3, 6, 9))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img" aria-hidden="true">'
        f'<defs><linearGradient id="g" gradientTransform="rotate({turn} .5 .5)">'
        f'<stop stop-color="hsl({hue} 55% 38%)"/><stop offset="1" stop-color="hsl({other} 60% 62%)"/>'
        f'</linearGradient></defs><rect width="100" height="100" fill="url(#g)"/>{shapes}</svg>'
    )


def _shape(seed: bytes, hue: int) -> str:
    x, y, size = seed[0] * 100 // 256, seed[1] * 100 // 256, 14 + seed[2] % 30
    fill = f'fill="hsl({(hue + seed[3]) % 360} 70% 80%)" fill-opacity=".55"'
    match seed[3] % 3:
        case 0:
            return f'<circle cx="{x}" cy="{y}" r="{size}" {fill}/>'
        case 1:
            return f'<rect x="{x - size}" y="{y - size // 4}" width="{2 * size}" height="{size // 2}" {fill}/>'
    return f'<path d="M{x} {y - size}L{x + size} {y + size}H{x - size}Z" {fill}/>'
