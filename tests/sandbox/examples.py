"""A small catalogue to try the sandbox on."""

import json
from pathlib import Path
from typing import Any

from adapters.sandbox.recordings import Catalogue

Line = dict[str, Any]


def a_track(title: str, **differences: Any) -> Line:
    """Return a track of a line, right in every field but those given."""
    plain: Line = {"title": title, "album": f"{title}, the Album", "year": 1994, "seconds": 200, "energy": 3}
    return plain | {"valence": 3, "moods": ["warm"], "sounds": ["voice"]} | differences


def an_artist(name: str, *tracks: Line, **differences: Any) -> Line:
    """Return a line about an artist."""
    plain: Line = {"artist": name, "country": "GB", "language": "en", "genres": ["trip hop"], "tier": "known"}
    return plain | {"tracks": list(tracks)} | differences


def a_show(name: str, *episodes: str, **differences: Any) -> Line:
    """Return a line about a show with episodes of these titles."""
    told = [{"title": title, "date": "2020-01-31", "seconds": 1800, "about": title} for title in episodes]
    plain: Line = {"show": name, "publisher": "Somebody", "country": "DK", "languages": ["en"]}
    return plain | {"topics": ["talk"], "about": "People talk.", "episodes": told} | differences


def written(folder: Path, *lines: Line | str) -> Path:
    """Write `lines` to a file; return where it is."""
    file = folder / "catalogue.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    file.write_text("\n".join(texts), encoding="utf-8")
    return file


def a_catalogue(folder: Path, *lines: Line, with_variants: bool = False) -> Catalogue:
    """Return a catalogue of `lines`, without pretend versions unless they are wanted."""
    return Catalogue.load(written(folder, *lines), with_variants=with_variants)
