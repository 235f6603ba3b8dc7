"""What the group says and does at the boundary: rules, model, buttons, choices, errors. Played in two channels."""

from dataclasses import dataclass
from typing import Any, Literal

How = Literal["say", "private", "press", "chosen", "shared", "artist", "link", "fault"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing a member does."""

    by: str
    how: How  # press: the label's words; chosen, artist: what is typed for suggestions; shared: what is shown first
    words: str = ""
    answers: tuple[Any, ...] = ()  # of the model, as tests/conversations writes them


def _model(by: str, words: str, *calls: list[Any], refill: list[Any] | None = None) -> Turn:
    """Return words that the rules cannot read, with what the model calls."""
    answers = (list(calls), refill) if refill else (list(calls),)
    return Turn(by, "say", words, answers)


def _wishes(by: str, *styles: str, **more: Any) -> dict[str, Any]:
    return {"wishes": [{"by": by, "styles": list(styles)}], **more}


UNKNOWN = ["Moonlight Over Zzyzx – Nobody", "Qwertz – Nobody At All"]
KNOWN = ["Roads – Portishead", "So What – Miles Davis", "Pink Moon – Nick Drake", "Teardrop – Massive Attack"]

TURNS = (
    Turn("Ana", "say", "play ambient jazz for late-night study"),
    _model("Leo", "hm, what would my aunt say to this", ["stay_silent", {"reason": "talk"}]),
    Turn("Leo", "say", "calmer"),
    Turn("Leo", "chosen", "hoppi"),
    _model("Mina", "so that is what it has come to", ["stay_silent", {"reason": "talk"}]),
    Turn("Mina", "shared"),
    _model("Mina", "well well well, who would have thought", ["stay_silent", {"reason": "talk"}]),
    Turn("Omar", "artist", "so what miles"),
    _model("Omar", "there is something in the air tonight, friends", ["stay_silent", {"reason": "talk"}]),
    Turn("Ana", "link"),
    Turn("Ana", "say", "show the list"),
    _model("Yuki", "the thing with the fog and the lamp", ["make_list", _wishes("m5", "fog", "night", tracks=KNOWN)]),
    _model("Yuki", "and who is to blame for the second one", ["explain_track", {"which": 2}]),
    Turn("Yuki", "say", "why is number 3 here?"),
    _model("Leo", "that one makes my teeth itch", ["remove_tracks", {"which": [0]}]),
    Turn("Leo", "say", "undo"),
    Turn("Leo", "press", "Undo"),
    _model("Ana", "go on without me, I am asleep already", ["chat", {"words": "Sleep well."}]),
    Turn("Mina", "say", "find podcasts about Scandinavian design"),
    _model("Mina", "how about that first thing there", ["ask_group", {"question": "Which?", "options": ["the first"]}]),
    Turn("Mina", "press", "Add them all"),
    _model("Omar", "what a mouthful that was", ["tell", {"what": "the list"}], ["tell", {"what": "what changed"}]),
    Turn("Omar", "shared"),
    _model("Omar", "and once more with feeling, you lot", ["stay_silent", {"reason": "talk"}]),
    Turn("Ana", "say", "play 80s synth-pop, 12 songs, nothing explicit"),
    _model(
        "Leo",
        "scratch it all and begin with what they hum in Kingston",
        ["make_list", _wishes("m2", "reggae", tracks=UNKNOWN, is_new=True)],
        refill=[["make_list", _wishes("m2", "reggae", tracks=["Three Little Birds – Bob Marley & The Wailers"])]],
    ),
    Turn("Leo", "say", "what changed?"),
    Turn("Ana", "say", "catch me up"),
    Turn("Ana", "say", "back to before Leo's change"),
    _model("Yuki", "as if none of us had ever said a thing", ["go_back", {"before": None, "version": 1}]),
    Turn("Mina", "say", "add Down by the River by Johnny Cash"),
    _model("Mina", "so it goes, so it goes, so it goes", ["stay_silent", {"reason": "talk"}]),
    Turn("Mina", "say", "add Jolene"),
    Turn("Mina", "say", "add Jolene by Dolly Parton and add Dancing Queen by ABBA"),
    Turn("Mina", "say", "drop the ABBA one"),
    Turn("Mina", "say", "drop that one"),
    _model("Mina", "let us not speak of it ever again", ["stay_silent", {"reason": "talk"}]),
    Turn("Omar", "say", "más tranquilo"),
    Turn("Omar", "say", "pon música para estudiar"),
    _model("Omar", "ay, qué cosas tiene la vida", ["stay_silent", {"reason": "talk"}]),
    Turn("Ana", "say", "what did we have before?"),
    Turn("Ana", "say", "what do you know about me?"),
    Turn("Ana", "private", "show the list"),
    Turn("Leo", "private", "play trip hop"),
    Turn("Leo", "private", "and what would my aunt make of that"),
    Turn("Ana", "fault", "GET /search"),
    Turn("Ana", "say", "play bossa nova"),
    _model("Ana", "try that once more, old friend of mine", ["make_list", _wishes("m1", "bossa nova")]),
    Turn("Leo", "fault", "PUT /playlists/{id}/items"),
    Turn("Leo", "say", "less pop, more upbeat"),
    _model("Leo", "did anything arrive at all, pray", ["tell", {"what": "the list"}]),
    Turn("Yuki", "say", "more from Ana"),
    Turn("Yuki", "chosen", "glory box"),
    _model("Yuki", "ah, that takes me back to Bristol in the rain", ["change_list", _wishes("m5", "more trip hop")]),
    Turn("Yuki", "say", "who is in the session?"),
    _model("Yuki", "no idea what to say any more", ["add_tracks", {"tracks": ["Xyzzy – Nobody", *KNOWN]}]),
    Turn("Yuki", "say", "keep number 2"),
    Turn("Mina", "say", "+1 3"),
    Turn("Omar", "say", "never reggaeton"),
    Turn("Omar", "say", "how diverse is it?"),
    _model("Omar", "tell me, dear, what is it all for", ["chat", {"words": "For you."}]),
    Turn("Ana", "say", "end the session"),
    Turn("Ana", "press", "End the session"),
    _model("Ana", "and that was that, I suppose", ["stay_silent", {"reason": "talk"}]),
)
