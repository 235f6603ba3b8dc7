"""Links of Spotify and of other services: what each says of the song."""

import pytest

from bot.conversation.intents import Add, Make, NotUnderstood, Refine
from bot.conversation.rules import links
from bot.conversation.rules.reader import Rules
from bot.curation.picks import Pick

TRACK = "4uLU6hMCjMI75M1A2tKUQC"
DEEZER, TIDAL = "https://www.deezer.com/track/3135556", "https://tidal.com/track/77640617"
APPLE = "https://music.apple.com/us/song/1440857915"
YOUTUBE = "https://music.youtube.com/watch?v=abc-DEF_12_"
HOPPIPOLLA = Pick(title="Hoppípolla", artist="Sigur Rós")
APPLE_ALBUM = "https://music.apple.com/us/album/hopp%C3%ADpolla/1440857781?i=1440857915"

ONE_SONG = [
    (f"https://open.spotify.com/track/{TRACK}?si=x", Pick(words=f"spotify:track:{TRACK}")),
    (f"https://open.spotify.com/intl-es/episode/{TRACK}", Pick(words=f"spotify:episode:{TRACK}")),
    (f"this one is great: https://open.spotify.com/track/{TRACK}!", Pick(words=f"spotify:track:{TRACK}")),
    (f"how about https://open.spotify.com/track/{TRACK}?", Pick(words=f"spotify:track:{TRACK}")),
    (f"add Roads by Portishead https://open.spotify.com/track/{TRACK}", Pick(words=f"spotify:track:{TRACK}")),
    (DEEZER, Pick(words=DEEZER)),
    ("add https://deezer.com/es/track/3135556?utm_source=x", Pick(words=DEEZER)),
    ("https://listen.tidal.com/album/77640616/track/77640617", Pick(words=TIDAL)),
    ("https://tidal.com/browse/track/77640617?u", Pick(words=TIDAL)),
    ("add https://music.youtube.com/watch?v=abc-DEF_12_&si=x", Pick(words=YOUTUBE)),
    ("https://www.youtube.com/watch?list=x&v=abc-DEF_12_", Pick(words=YOUTUBE)),
    ("https://youtu.be/abc-DEF_12_?t=3", Pick(words=YOUTUBE)),
    (APPLE_ALBUM, Pick(title="hoppípolla", words=APPLE)),
    (f"add {APPLE_ALBUM}.", Pick(title="hoppípolla", words=APPLE)),
    ("https://geo.music.apple.com/us/song/old-town-road-feat-x/1440857915", Pick(title="old town road", words=APPLE)),
    ("https://music.apple.com/us/song/1440857915", Pick(words=APPLE)),
    (f"add Hoppípolla by Sigur Rós {TIDAL}", HOPPIPOLLA),
    (f"Hoppípolla by Sigur Rós on Apple Music {APPLE_ALBUM}", HOPPIPOLLA),
    (f"Check out this track on TIDAL: “Hoppípolla” by Sigur Rós {TIDAL}", HOPPIPOLLA),
    (f"Escucha Hoppípolla de Sigur Rós en Deezer {DEEZER}", HOPPIPOLLA),
    (f"añade Hoppípolla de Sigur Rós {DEEZER}", HOPPIPOLLA),
    (f"[Hoppípolla by Sigur Rós]({DEEZER})", HOPPIPOLLA),
    ("Hoppípolla by Sigur Rós https://deezer.page.link/x1y2", HOPPIPOLLA),
    (f"escuchad esto, me encanta: {TIDAL}", Pick(words=TIDAL)),
    ("add https://deezer.page.link/x1y2", Pick(words="https://deezer.page.link/x1y2")),
    (f"https://open.spotify.com/album/{TRACK}", Pick(words=f"https://open.spotify.com/album/{TRACK}")),
    ("add https://music.apple.com/us/album/takk/1440857781", Pick(words="https://music.apple.com/us/album/takk/1440857781")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pick"), ONE_SONG)
def test_a_link_is_a_pick(rules: Rules, text: str, pick: Pick) -> None:
    assert rules.read(text).intents == (Add(pick),)


def test_several_links_are_several_picks(rules: Rules) -> None:
    reading = rules.read(f"{DEEZER}\nHoppípolla by Sigur Rós {TIDAL}, {APPLE_ALBUM}")

    assert reading.intents == (Add(Pick(words=DEEZER)), Add(HOPPIPOLLA), Add(Pick(title="hoppípolla", words=APPLE)))


def test_links_stand_among_other_songs(rules: Rules) -> None:
    reading = rules.read(f"add Roads by Portishead and {DEEZER}")

    assert reading.intents == (Add(Pick(title="Roads", artist="Portishead")), Add(Pick(words=DEEZER)))


@pytest.mark.parametrize("text", [DEEZER, f"this one is great {DEEZER}", f"qué tal esta: {DEEZER}?"])
def test_links_and_a_friendly_word_are_certain(rules: Rules, text: str) -> None:
    assert rules.read(text).is_certain


@pytest.mark.parametrize(
    "text",
    ["I hate {}", "not this one again {}", "no me gusta {}", "who sings {}", "anything but {}", "what is {}"],
)
def test_talk_that_may_not_want_it_is_asked_back_with_the_link_to_say(rules: Rules, text: str) -> None:
    reading = rules.read(text.format(f"{DEEZER}?si=1"))

    assert reading.intents == (NotUnderstood((f"{DEEZER}?si=1",)),)
    assert not reading.is_certain


def test_a_link_in_a_wish_for_a_list_stays_a_wish(rules: Rules) -> None:
    (intent,) = rules.read(f"play {DEEZER}").intents

    assert isinstance(intent, Make)
    assert [getattr(piece, "pick", None) for piece in intent.pieces] == [Pick(words=DEEZER)]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/track/1",
        "https://eviltidal.com/track/1",
        "https://tidal.com.example.com/track/1",
        "see http://127.0.0.1:80/track/1",
    ],
)
def test_a_link_to_elsewhere_is_no_pick(rules: Rules, text: str) -> None:
    (intent,) = rules.read(text).intents

    assert isinstance(intent, NotUnderstood)


def test_a_link_that_a_change_names_is_a_song_and_no_artist(rules: Rules) -> None:
    (intent,) = rules.read(f"calmer, like {DEEZER}").intents

    assert isinstance(intent, Refine)
    assert Pick(words=DEEZER) in [getattr(piece, "pick", None) for piece in intent.pieces]


def test_an_address_typed_by_hand_is_left_as_it_is() -> None:
    typed = Pick(words="tidal:track:1")

    assert links.told(typed, "add tidal:track:1") == typed
