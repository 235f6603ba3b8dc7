"""Wishes as JSON and back. Pure functions.

Pieces of a wish can look alike (a language and a country are both a code), so each is kept with its name.
"""

import json
from typing import get_args

from pydantic import TypeAdapter

from bot.curation.wish import Piece, Wish

PIECES = {kind.__name__: TypeAdapter(kind) for kind in get_args(Piece)}
WISH = TypeAdapter(Wish)


def to_json(wish: Wish) -> str:
    """Return the wish as JSON text."""
    plain = WISH.dump_python(wish, mode="json")
    for kept, said in zip(plain["said"], wish.said, strict=True):
        kept["piece"] = {"is": type(said.piece).__name__, **kept["piece"]}
    return json.dumps(plain)


def from_json(text: str) -> Wish:
    """Return the wish that `text` was made from."""
    plain = json.loads(text)
    for kept in plain["said"]:
        kept["piece"] = PIECES[kept["piece"].pop("is")].validate_python(kept["piece"])
    return WISH.validate_python(plain)
