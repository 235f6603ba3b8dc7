"""What to call a list: from the member's own words. Pure functions."""

import re

LONGEST = 60
_VERBS = (
    "i want to hear|we want to hear|we want|i want|i'd like|we'd like|let's hear|i need|we need|play|make|find|give|"
    "put|build|create|quiero escuchar|queremos escuchar|quiero oír|escuchar|pon|ponme|ponnos|haz|hazme|busca|quiero"
)
_LEAD = re.compile(
    r"^(?:hey |hi |ok |okay )*(?:@?chorus[,:]? )?(?:please |could you |can you |would you )*"
    rf"(?:{_VERBS})\b"
    r"(?: (?:us|me|on|nos|a|an|some|una?|the|playlist|list|lista|mix|music|songs|for|of|with|de|para|con))*\s+",
    re.IGNORECASE,
)
_THEN = re.compile(r"(?:,? (?:and )?then |; |,? y luego ).*$", re.IGNORECASE)
_FEELS = re.compile(
    r"^(?:some )?(?:music|songs|música) (?:that feels like|that sounds like|like|for|para|que suene a) ", re.IGNORECASE
)


def title_from(words: str) -> str:
    """Return a title made of what was said: without the verb, one line, at most 60 characters."""
    one_line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    core = _FEELS.sub("", _LEAD.sub("", _THEN.sub("", one_line))).strip(" .,!?¡¿:;") or one_line
    clipped = core if len(core) <= LONGEST else core[:LONGEST].rsplit(" ", 1)[0] + "…"
    return clipped[:1].upper() + clipped[1:]
