"""The small language in which the tables write phrases, turned into regular expressions.

`show [me] [the] <list>` — `[…]` may be absent, `(a|b)` is one of several, `<list>` any word of that list of the
table, `{what}` some words under that name, `{year:first}` a year under the name "first", `{rest:topic}` all words
that follow.
"""

import re
from collections.abc import Iterable, Mapping

_TOKEN = re.compile(r"\{(\w+)(?::(\w+))?\}|<([\w ]+)>|([\[\](|)])|([^\s\[\](|){}<>]+)")
_WORDS = r"(?: \S+){1,40}?"  # a name or a title is never longer
_ALL_WORDS = r"(?: \S+){1,40}"
_OPEN = {"[": "(?:", "(": "(?:", "]": ")?", ")": ")", "|": "|"}


def compiled(phrase: str, lists: Mapping[str, Iterable[str]], *, whole: bool = True) -> re.Pattern[str]:
    """Return a pattern for `phrase` over folded words with a space before each.

    Args:
        lists: What `<name>` and a typed `{name}` stand for; a `{name}` that is no list is any words.
        whole: Whether nothing may stand around the phrase.
    """
    body = "".join(_piece(match, lists) for match in _TOKEN.finditer(phrase))
    return re.compile(rf"^(?:{body})$" if whole else rf"(?:{body})(?= |$)")


def start_of(phrases: Iterable[str], lists: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """Return a pattern that fits where one of `phrases` begins a text."""
    bodies = ("".join(_piece(m, lists) for m in _TOKEN.finditer(p)) for p in phrases)
    return re.compile(rf"(?:{'|'.join(bodies)})(?= |$)")


def _piece(match: re.Match[str], lists: Mapping[str, Iterable[str]]) -> str:
    kind, name, listed, sign, word = match.groups()
    if kind:
        body = _any_of(lists[kind]) if kind in lists else _ALL_WORDS if kind == "rest" else _WORDS
        return f"(?P<{name or kind}>{body})"
    if listed:
        return _any_of(lists[listed])
    return _OPEN[sign] if sign else " " + re.escape(word)


def _any_of(words: Iterable[str]) -> str:
    """Return one of `words`, the longest first; one that begins with "\\" is an expression of its own."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(" " + (w[1:] if w.startswith("\\") else re.escape(w)) for w in ordered) + ")"
