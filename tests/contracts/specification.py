"""Spotify's published description of its Web API, read for the contract tests and never at run time."""

import os
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_schema_validator import OAS30Validator

METHODS = ("get", "put", "post", "delete")
_HERE = Path(__file__).resolve().parents[2]

# What the description requires, and a Development Mode app is no longer sent (February 2026 changes).
GONE = (
    ("AlbumBase", "available_markets"),
    ("AlbumObject", "genres"),
    ("AlbumObject", "label"),
    ("AlbumObject", "popularity"),
    ("ArtistDiscographyAlbumObject", "album_group"),
    ("ShowBase", "available_markets"),
    ("ShowBase", "publisher"),
)
# What the description does not call nullable, and Spotify answers with null.
NULLS = (
    ("CursorPagingObject", "next"),  # on the last page
    ("CursorPagingObject", "cursors"),  # of an empty page
    ("CursorObject", "after"),  # on the last page
    ("PlayHistoryObject", "context"),  # played from nowhere in particular
    ("CurrentlyPlayingContextObject", "context"),
    ("SimplifiedPlaylistObject", "description"),
)
# What the description does not know, and Spotify sends.
UNDESCRIBED = frozenset({".actions.disallows"})  # the description has its fields one level higher


@cache
def specification() -> dict[str, Any]:
    """Return the description as a Development Mode app meets it; skip the test where it is not at hand."""
    folder = Path(os.environ.get("CHORUS_SPECS", _HERE.parent / "shared" / "specs"))
    path = folder / "spotify-openapi.yml"
    if not path.exists():
        pytest.skip(f"Spotify's specification is not at {path}; set CHORUS_SPECS to its folder.")
    return _development_mode(path)


def operations(*, deprecated: bool) -> list[tuple[str, str, dict[str, Any]]]:
    """Return method, path and description of every operation that is, or is not, deprecated."""
    return [
        (method.upper(), path, operation)
        for path, methods in specification()["paths"].items()
        for method, operation in methods.items()
        if method in METHODS and operation.get("deprecated", False) is deprecated
    ]


def parameters(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters of an operation, looked up where they are shared."""
    return [_looked_up(parameter) for parameter in operation.get("parameters", [])]


def answer_schema(method: str, path: str, status: int) -> dict[str, Any] | None:
    """Return the schema of an answer's body, None where it has none.

    Raises:
        KeyError: the description has no such answer.
    """
    answer = _looked_up(specification()["paths"][path][method.lower()]["responses"][str(status)])
    content = answer.get("content", {}).get("application/json")
    return None if content is None else content["schema"]


def check(body: object, schema: dict[str, Any]) -> None:
    """Fail where `body` does not fit `schema`, or has a field that is deprecated or not in it."""
    validator = OAS30Validator({**schema, "components": specification()["components"]})
    misfits = [f"{error.json_path}: {error.message[-200:]}" for error in validator.iter_errors(body)]
    misfits += _strangers(body, schema, "")
    assert not misfits, misfits


def _strangers(body: object, schema: dict[str, Any], at: str) -> list[str]:
    """Return where `body` has fields that the description has not, or calls deprecated."""
    schema = _fitting(body, _looked_up(schema))
    if isinstance(body, list):
        return [one for part in body for one in _strangers(part, schema.get("items", {}), f"{at}[]")]
    if not isinstance(body, dict):
        return []
    known = _properties(schema, body)
    found: list[str] = []
    for name, part in body.items():
        if f"{at}.{name}" in UNDESCRIBED:
            continue
        if name not in known:
            found.append(f"{at}.{name} is unknown")
        elif known[name].get("deprecated") and part is not None:
            found.append(f"{at}.{name} is deprecated")
        else:
            found += _strangers(part, known[name], f"{at}.{name}")
    return found


def _properties(schema: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    schema = _fitting(body, _looked_up(schema))
    known: dict[str, Any] = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        known |= _properties(part, body)
    return known


def _fitting(body: object, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the alternative that `body` says it is, or the schema where there are none."""
    if not isinstance(body, dict):
        return schema
    if "anyOf" in schema:  # one that may be null
        return _looked_up(schema["anyOf"][0])
    for alternative in map(_looked_up, schema.get("oneOf", [])):
        if body.get("type") in _properties(alternative, {}).get("type", {}).get("enum", []):
            return alternative
    return schema


def _looked_up(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = specification()
        for word in schema["$ref"].removeprefix("#/").split("/"):
            found = found[word]
        schema = found
    return schema


@cache
def _development_mode(path: Path) -> dict[str, Any]:
    with path.open() as file:
        spec: dict[str, Any] = deepcopy(yaml.load(file, Loader=yaml.CSafeLoader))  # it is the safe one
    schemas = spec["components"]["schemas"]
    _drop_discriminators(spec["components"])
    for name, field in GONE:
        for part in (schemas[name], *schemas[name].get("allOf", [])):
            if field in part.get("required", []):
                part["required"].remove(field)
    for name, field in NULLS:
        _allow_null(schemas[name]["properties"], field)
    return spec


def _drop_discriminators(part: Any) -> None:
    """Leave choosing between alternatives to their own `type`: the discriminators name no schema."""
    if isinstance(part, dict):
        part.pop("discriminator", None)
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _drop_discriminators(inner)


def _allow_null(fields: dict[str, Any], field: str) -> None:
    """Let a field be null; beside a reference `nullable` would not count, so the reference is wrapped."""
    described = fields[field]
    if "$ref" in described or "allOf" in described:
        inner = {"allOf": [described]} if "$ref" in described else described
        fields[field] = {"anyOf": [inner, {"nullable": True, "enum": [None]}]}
    else:
        described["nullable"] = True
