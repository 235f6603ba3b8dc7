"""Discord's published description of its API, which every request and answer is held against."""

import json
import os
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS31Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

_HERE = Path(__file__).resolve().parents[3]
_NAME = "urn:discord"


def path() -> Path:
    """Return where the description is looked for: CHORUS_SPECS, else beside the repository."""
    return Path(os.environ.get("CHORUS_SPECS", _HERE.parent / "shared" / "specs")) / "discord-openapi.json"


class Specification:
    """The description, for bots: their ids may also be sent as numbers, and are always answered as text."""

    def __init__(self, described: dict[str, Any]) -> None:
        self._described = described
        asked = deepcopy(described)
        snowflake = asked["components"]["schemas"]["SnowflakeType"]
        asked["components"]["schemas"]["SnowflakeType"] = {"anyOf": [snowflake, {"type": "integer", "minimum": 0}]}
        self._asked, self._answered = _registry(asked), _registry(described)
        self._validators: dict[str, OAS31Validator] = {}

    @staticmethod
    def found() -> "Specification | None":
        """Return the description, read once; None where it is not at hand."""
        return _read(path()) if path().exists() else None

    def request_misfit(self, method: str, route: str, body: Any) -> str | None:
        """Return how a body does not fit its route, None where it does."""
        operation = self._described["paths"].get(route, {}).get(method.lower())
        if operation is None:
            return "is not described"
        if "requestBody" not in operation or body is None:
            return None
        at = f"{_pointer('paths', route, method.lower())}/requestBody/content/{_escaped('application/json')}/schema"
        return self._misfit(f"asked {at}", self._asked, at, body)

    def answer_misfit(self, method: str, route: str, status: int, body: Any) -> str | None:
        """Return how an answer does not fit its route, None where it does."""
        answers = self._described["paths"].get(route, {}).get(method.lower(), {}).get("responses", {})
        if status >= 400:
            at = _pointer("components", "schemas", "RatelimitedResponse" if status == 429 else "ErrorResponse")
            return self._misfit(f"answered {at}", self._answered, at, body)
        if str(status) not in answers:
            return f"status {status} is not described"
        if "content" not in answers[str(status)]:
            return None if body is None else "has a body, and none is described"
        content = f"responses/{status}/content/{_escaped('application/json')}/schema"
        at = f"{_pointer('paths', route, method.lower())}/{content}"
        return self._misfit(f"answered {at}", self._answered, at, body)

    def _misfit(self, key: str, registry: Registry[Any], at: str, body: Any) -> str | None:
        if key not in self._validators:
            self._validators[key] = OAS31Validator({"$ref": f"{_NAME}#{at}"}, registry=registry)
        for error in self._validators[key].iter_errors(body):
            while error.context:  # of the alternatives, the one that fitted the farthest
                error = max(error.context, key=_nearness)
            return f"{error.json_path}: {error.message[-200:]}"
        return None


@cache
def _read(file: Path) -> Specification:
    return Specification(json.loads(file.read_text()))


def _registry(described: dict[str, Any]) -> Registry[Any]:
    registry: Registry[Any] = Registry()
    with_it: Registry[Any] = registry.with_resource(_NAME, DRAFT202012.create_resource(described))
    return with_it


def _nearness(error: Any) -> tuple[bool, int]:
    """Return how near an alternative came: it was of the right type, and it fitted far."""
    at = list(error.absolute_path)
    return at[-1:] != ["type"], len(at)


def _pointer(*parts: str) -> str:
    return "".join(f"/{_escaped(part)}" for part in parts)


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
