"""Playlist covers: what is shown, and uploading one."""

from base64 import b64decode
from binascii import Error as NotBase64
from hashlib import blake2b

from starlette.responses import Response
from starlette.routing import Route

from adapters.sandbox.spotify.asked import the_one
from adapters.sandbox.spotify.desk import Asked, Desk, found, nothing
from adapters.sandbox.spotify.errors import Refusal
from adapters.sandbox.spotify.playlist_shapes import playlist_images
from adapters.sandbox.spotify.playlists import modify_scope

_MOST_BYTES = 256 * 1024  # of the base64 text
_JPEG = b"\xff\xd8\xff"


def routes(desk: Desk) -> list[Route]:
    """Return the routes of covers."""
    return [
        desk.route("GET", "/playlists/{id}/images", _read),
        desk.route("PUT", "/playlists/{id}/images", _upload),
    ]


async def _read(asked: Asked) -> Response:
    playlist = the_one(asked.state.playlists, asked.request)
    return found(playlist_images(playlist, asked.state, asked.links))


async def _upload(asked: Asked) -> Response:
    person = asked.caller.must_be_person()
    if "ugc-image-upload" not in asked.caller.scopes:
        raise Refusal(401, "Unauthorized.")
    playlist = the_one(asked.state.playlists, asked.request)
    if playlist.owner != person.id:
        raise Refusal(403, "You cannot change the cover of a playlist you don't own.")
    asked.caller.must_have(modify_scope(playlist.public))
    if not asked.request.headers.get("content-type", "").startswith("image/jpeg"):
        raise Refusal(400, "Unsupported content type")
    image = _image(await asked.request.body())
    playlist.cover = f"cover-{blake2b(image, digest_size=20).hexdigest()}"
    asked.state.covers[playlist.cover] = image
    playlist.change(asked.state.now())
    return nothing(202)


def _image(content: bytes) -> bytes:
    """Return the picture in `content`, which is base64 without line breaks."""
    if len(content) > _MOST_BYTES:
        raise Refusal(413, "Payload too large")
    try:
        image = b64decode(content, validate=True)
    except NotBase64:
        raise Refusal(400, "Invalid base64 image data") from None
    if not image.startswith(_JPEG):
        raise Refusal(400, "Unsupported image format")
    return image
