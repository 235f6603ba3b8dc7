"""Identifiers that are made up, yet the same each time: ids, ISRCs, MBIDs and shares."""

from hashlib import blake2b
from uuid import UUID

_BASE62 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PAIRS = tuple(first + second for first in _BASE62 for second in _BASE62)
_ID_PAIRS = 11
_REGISTRANTS = 36**3
_DESIGNATIONS = 100_000


def number(*words: str) -> int:
    """Return a whole number of 128 bits that is always the same for the same words."""
    return int.from_bytes(blake2b("\x1f".join(words).encode("utf-8", "replace"), digest_size=16).digest())


def share(*words: str) -> float:
    """Return a number from 0 up to 1 that is always the same for the same words."""
    return (number(*words) >> 76) / float(1 << 52)


def an_id(kind: str, *words: str) -> str:
    """Return 22 characters of base62, as Spotify's ids are."""
    rest, pairs = number(kind, *words), []
    for _ in range(_ID_PAIRS):
        rest, pair = divmod(rest, len(_PAIRS))
        pairs.append(_PAIRS[pair])
    return "".join(pairs)


def an_mbid(kind: str, *words: str) -> str:
    """Return a UUID, as MusicBrainz' ids are."""
    return str(UUID(int=number("mbid", kind, *words), version=4))


def an_isrc(country: str, year: int, *words: str) -> str:
    """Return a well-formed ISRC, such as "GBX3F9407812"."""
    registrant, designation = divmod(number("isrc", *words) % (_REGISTRANTS * _DESIGNATIONS), _DESIGNATIONS)
    letters = []
    for _ in range(3):
        registrant, letter = divmod(registrant, 36)
        letters.append(_BASE62[letter].upper())
    return f"{country or 'ZZ'}{''.join(letters)}{year % 100:02d}{designation:05d}"
