"""The `fields` parameter: which parts of an answer a caller wants, such as "items(item(id,name)),total"."""

from typing import Any

from adapters.sandbox.spotify.json_words import Body

Wanted = dict[str, Any]  # a field and what of it is wanted; nothing named means all of it


def picked(body: Body, fields: str | None) -> Body:
    """Return the part of `body` that `fields` names, or all of it."""
    if not fields:
        return body
    wanted, _ = _parsed(fields, 0)
    chosen: Body = _chosen(body, wanted)
    return chosen


def _parsed(fields: str, start: int) -> tuple[Wanted, int]:
    """Return the tree of wanted fields from `start`, and where its closing bracket is."""
    wanted: Wanted = {}
    word, at = "", start
    innermost = wanted
    while at <= len(fields):
        letter = fields[at] if at < len(fields) else ")"
        if letter in ",).(":
            if word.strip():
                innermost = innermost.setdefault(word.strip(), {})
                word = ""
            if letter == "(":
                inner, at = _parsed(fields, at + 1)
                innermost.update(inner)
            if letter in ",)":
                innermost = wanted
            if letter == ")":
                break
        else:
            word += letter
        at += 1
    return wanted, at


def _chosen(part: Any, wanted: Wanted) -> Any:
    if not wanted:
        return part
    if isinstance(part, list):
        return [_chosen(one, wanted) for one in part]
    if not isinstance(part, dict):
        return part
    unwanted = {name[1:] for name in wanted if name.startswith("!")}
    if unwanted:
        return {name: value for name, value in part.items() if name not in unwanted}
    return {name: _chosen(part[name], inner) for name, inner in wanted.items() if name in part}
