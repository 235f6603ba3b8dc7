"""What may be shown to a group or published with a list: words of members or models, made harmless. Pure functions.

A list's name and description stand on the music service in its owner's name, so what nobody would want to have signed
is left out: slurs (a short table, curation/unfit.txt), addresses, mentions and control characters.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files

_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|net|org|io|gg|ru|xyz|link|app)\b\S*"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*",  # what has a path is an address wherever it is
    re.IGNORECASE,
)
_MENTION = re.compile(r"<[@#!][^>]*>|@+(?=\w)")
_LETTERS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})


def fit_to_publish(words: str) -> str:
    """Return words on one line without addresses and mentions; an empty string where they hold a slur."""
    if is_unfit(words):
        return ""
    plain = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    bare = " ".join(_MENTION.sub("", _ADDRESS.sub("", plain)).split())
    while bare != plain:  # what is left may come together as what was taken out
        plain, bare = bare, " ".join(_MENTION.sub("", _ADDRESS.sub("", bare)).split())
    return "" if is_unfit(plain) else plain


def fit_to_say(words: str) -> str:
    """Return words as they may be repeated in an answer; an ellipsis where nothing of them may."""
    return fit_to_publish(words) or "…"


def is_unfit(words: str) -> bool:
    """Tell whether words hold a slur: plain, in other widths, parted by what nobody sees, with digits for letters."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", words) if unicodedata.category(c) != "Cf")
    said = seen.casefold()
    return any(_unfit().search(each) for each in (said, said.translate(_LETTERS)))


@cache
def _unfit() -> re.Pattern[str]:
    lines = files("bot.curation").joinpath("unfit.txt").read_text("utf-8").splitlines()
    stems = [re.escape(line.strip()) for line in lines if line.strip() and not line.startswith("#")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})(?:s|es|er|ers)?(?!\w)")
