"""Words as a search sees them: without case, accents or punctuation."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "&": " and "}
    | dict.fromkeys("'’‘`´ʻʼ", "")
)
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return the words of `text` in one plain spelling, one space between."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    """Return the words of `text` in one plain spelling; for "!!!" and the like, the text itself."""
    lowered = text.casefold()
    if lowered.isascii():  # nearly all are, and this is much the quicker way
        lowered = lowered.replace("'", "").replace("`", "").replace("&", " and ")
    else:
        decomposed = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
        lowered = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _WORD.findall(lowered) or lowered.split()


def compact(text: str) -> str:
    """Return the words of `text` as one, so that "lo-fi", "lo fi" and "lofi" are the same."""
    return "".join(words_of(text))
