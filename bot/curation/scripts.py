"""How a name in another script sounds in Latin letters, as far as its letters tell. Pure functions.

Cyrillic, Greek, Hangul and kana say how they are read; Arabic says the consonants; Chinese characters say nothing, so
within Japanese they may be read as anything, and only what the kana beside them say is compared.

A table of our own, because a library (anyascii, tried) reads these characters as Chinese, small kana as
whole ones (しゃ as "shiya") and Greek letter by letter (ου as "oy").
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files

LEAST_HEARD = 3  # letters; what is told by less could be anything …
LEAST_SHARE = 0.4  # … and so could a name of which the kana tell less than this
ALL_CONSONANTS = 0.92  # how alike two names are that share them all
MOST_READ = 5  # letters that one Chinese character may be read as

_LETTERS = tomllib.loads(files("bot.curation").joinpath("letters.toml").read_text(encoding="utf-8"))
_READ: Mapping[str, Mapping[str, str]] = {
    script: dict(pair.split("=") for pair in said["letters"].split())
    for script, said in _LETTERS.items()
    if "letters" in said
}
_SYLLABLE: Mapping[str, list[str]] = {
    part: _LETTERS["hangul"][part].replace("-", "").split(" ") for part in ("first", "vowel", "last")
}
_TWO_CONSONANTS, _TWO_VOWELS = (re.compile(rf"({letters})\1+") for letters in ("[^aeiou]", "[aeiou]"))
_SPELT = {
    script: tuple((re.compile(sign), meaning) for sign, meaning in said["spelt"]) for script, said in _LETTERS.items()
}
_RANGES = (("cyrillic", "Ѐ-ӿ"), ("greek", "Ͱ-Ͽ"), ("arabic", "؀-ۿ"), ("hangul", "가-힣"), ("kana", "ぁ-ヿ"))
_SCRIPTS = {name: re.compile(f"[{letters}]") for name, letters in _RANGES}
_HAN = re.compile(r"[㐀-鿿々]+")
_ARTICLE = re.compile(r"\bال(?=\w\w)")
_SILENT = re.compile(r"[هة]\b")
_GREEK_PAIR = re.compile(r"[οαειμνγ][υιπτκγ]")
_KATAKANA = ord("ア") - ord("あ")
_SMALL_Y = re.compile(r"(?<=[sc]h)i\^y|(?<=j)i\^y|i?\^(?=y)")  # しゃ is "sha", きゃ "kya"


@lru_cache(maxsize=8192)
def likeness_across(one: str, other: str, likeness: Callable[[str, str], float]) -> float:
    """Return how alike two plain names are of which only one is in Latin letters; 0 where that cannot be told.

    Args:
        likeness: How alike two names in Latin letters are.
    """
    latin, written = (one, other) if one.isascii() else (other, one)
    script = next((name for name, letters in _SCRIPTS.items() if letters.search(written)), None)
    if not latin.isascii() or script is None or len(latin) < LEAST_HEARD:
        return 0.0
    if script == "arabic":
        return _shared_consonants(latin, written)
    if script == "kana" and _HAN.search(written):
        return ALL_CONSONANTS if _may_be_read(latin, written) else 0.0
    return 0.98 * likeness(*(_spelt(name, script) for name in (latin, _romanised(written, script))))


def _romanised(written: str, script: str) -> str:
    if script == "hangul":
        return "".join(map(_syllable, written))
    if script == "kana":
        return _from_kana(written)
    letters = _READ[script]
    pairs = _GREEK_PAIR.sub(lambda pair: letters.get(pair[0], pair[0]), written) if script == "greek" else written
    return "".join(letters.get(letter, letter) for letter in pairs)


def _syllable(letter: str) -> str:
    if not "가" <= letter <= "힣":
        return letter
    rest, last = divmod(ord(letter) - ord("가"), len(_SYLLABLE["last"]))
    first, vowel = divmod(rest, len(_SYLLABLE["vowel"]))
    return _SYLLABLE["first"][first] + _SYLLABLE["vowel"][vowel] + _SYLLABLE["last"][last]


def _from_kana(written: str) -> str:
    hiragana = (chr(ord(letter) - _KATAKANA) if "ァ" <= letter <= "ヴ" else letter for letter in written)
    return _SMALL_Y.sub("", "".join(_READ["kana"].get(letter, letter) for letter in hiragana))


def _spelt(latin: str, script: str) -> str:
    """Return a name in Latin letters in the one of its spellings that all of them are brought to."""
    spelt = _TWO_CONSONANTS.sub(r"\1", latin)
    for sign, meaning in _SPELT[script]:
        spelt = sign.sub(meaning, spelt)
    return _TWO_VOWELS.sub(r"\1", spelt)


def _may_be_read(latin: str, written: str) -> bool:
    """Tell whether what the kana of a Japanese name say is in `latin`, in their places, and is enough of it."""
    heard = _spelt(latin.replace(" ", ""), "kana")
    said, pattern, place = 0, "", 0
    for han in [*_HAN.finditer(written), None]:
        run = written[place : han.start() if han else None].replace(" ", "")
        read = _spelt(_from_kana(run), "kana")
        said += len(read)
        pattern += "(?:ha|wa)" if run == "は" else re.escape(read)
        if han:
            pattern += f".{{1,{MOST_READ * len(han[0])}}}"
            place = han.end()
    return said >= max(LEAST_HEARD, LEAST_SHARE * len(heard)) and bool(re.fullmatch(pattern, heard))


def _shared_consonants(latin: str, written: str) -> float:
    said = _spelt(latin, "arabic")
    bare = _SILENT.sub("", _ARTICLE.sub("", written))
    heard = "".join(_READ["arabic"].get(letter, "") for letter in bare)
    return ALL_CONSONANTS if len(said) >= LEAST_HEARD and said == heard else 0.0
