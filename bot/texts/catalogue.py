"""Looking up a fixed sentence in a member's language.

The catalogues are TOML tables of `key = "sentence with {names}"`. Where a number decides the wording, the key
names a table with `one` and `other`, chosen by the value `count`. A missing key falls back to English. The standard
library's gettext would want compiled files and cannot name its values.
"""

import tomllib
from functools import cache
from importlib.resources import files

DEFAULT_LANGUAGE = "en"


def text(key: str, language: str = DEFAULT_LANGUAGE, /, **values: object) -> str:
    """Return the sentence `key` in `language` (else in English) with `values` filled in.

    Raises:
        KeyError: no catalogue has the key.
    """
    sentence = _catalogue(language).get(key, None) or _catalogue(DEFAULT_LANGUAGE)[key]
    if isinstance(sentence, dict):
        sentence = sentence["one" if values.get("count") == 1 else "other"]
    return sentence.format_map(values)


@cache
def languages() -> frozenset[str]:
    """Return the codes of the languages that have a catalogue."""
    return frozenset(f.name.removesuffix(".toml") for f in files("bot.texts").iterdir() if f.name.endswith(".toml"))


@cache
def _catalogue(language: str) -> dict[str, str | dict[str, str]]:
    if language not in languages():
        return {}
    return tomllib.loads(files("bot.texts").joinpath(f"{language}.toml").read_text(encoding="utf-8"))
