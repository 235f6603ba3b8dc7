"""What a title says beside the song's name."""

import pytest

from bot.curation.titles import parsed, plain, song_key
from bot.curation.versions import version_said


@pytest.mark.parametrize(
    ("title", "song", "version"),
    [
        ("Glory Box", "glory box", ""),
        ("Glory Box - Live", "glory box", "live"),
        ("Glory Box (Live from Roseland NYC)", "glory box", "live"),
        ("Glory Box - Live / Remastered", "glory box", "live"),
        ("Glory Box - 2009 Remaster - Live", "glory box", "live"),
        ("Glory Box (Live) [2011 Remaster]", "glory box", "live"),
        ("Glory Box - 2011 Digital Remaster", "glory box", "remaster"),
        ("Glory Box - 2011", "glory box", "remaster"),
        ("Glory Box (Single Version)", "glory box", "remaster"),
        ("Glory Box - Radio Edit", "glory box", "remaster"),
        ("Glory Box - Original Mix", "glory box", "remaster"),
        ("Glory Box - Lo-Fi Remix", "glory box", "remix"),
        ("Glory Box - Extended Mix", "glory box", "remix"),
        ("Glory Box - Club Edit", "glory box", "remix"),
        ("Glory Box (Moonlight Mix)", "glory box", "remix"),
        ("Glory Box (Karaoke Version) [Live]", "glory box", "karaoke"),
        ("Glory Box (Made Famous by Portishead)", "glory box", "karaoke"),
        ("Glory Box (Piano Version)", "glory box", "cover"),
        ("Glory Box (Cover)", "glory box", "cover"),
        ("Glory Box - Peel Session", "glory box", "live"),
        ("Glory Box - MTV Unplugged", "glory box", "live"),
        ("Glory Box - En Vivo", "glory box", "live"),
        ("Glory Box - Early Version", "glory box", "demo"),
        ("Glory Box - Spanish Version", "glory box", "other"),
        ("Glory Box (Taylor's Version)", "glory box", "re-recorded"),
        ("Glory Box (feat. Beth) - Live", "glory box", "live"),
        ("Glory Box feat. Beth - Some Remix", "glory box", "remix"),
        ("Live Forever", "live forever", ""),
        ("Live and Let Die", "live and let die", ""),
        ("The Way I Live (Live Your Life)", "the way i live live your life", ""),
        ("Where Do You Go (To Live)", "where do you go to live", ""),
        ("Cover Me", "cover me", ""),
        ("Paint (Cover Me in Sunshine)", "paint cover me in sunshine", ""),
        ("Instrumental", "instrumental", ""),
        ("(Live)", "live", ""),
        ("Edith - Piaf", "edith piaf", ""),
        ("Anthem (Of the Universe)", "anthem of the universe", ""),
        ("What a Mix-Up (Mixed Emotions)", "what a mix up mixed emotions", ""),
        ("Credit (Where Credit Is Due)", "credit where credit is due", ""),
        ("...", "...", ""),
    ],
)
def test_a_title_is_taken_apart(title: str, song: str, version: str) -> None:
    assert (parsed(title).song, parsed(title).version) == (song, version)


@pytest.mark.parametrize(
    ("title", "featured"),
    [
        ("SICKO MODE (feat. Drake)", ("Drake",)),
        ("Stay ft. Mikky Ekko", ("Mikky Ekko",)),
        ("luther (with sza)", ("sza",)),
        ("Stuck In The Middle (With You)", ()),
        ("Feats of Strength", ()),
        ("Soft Spoken", ()),
    ],
)
def test_a_title_tells_who_is_featured(title: str, featured: tuple[str, ...]) -> None:
    assert parsed(title).featured == featured


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Guns N' Roses", "guns & roses"),
        ("P!nk", "Pink"),
        ("A$AP Rocky", "asap rocky"),
        ("R.E.M.", "REM"),
        ("Motörhead", "Motorhead"),
        ("Florence + The Machine", "florence and the machine"),
        ("Pt. II", "pt. ii"),
        ("Song, Pt. II", "Song (Part 2)"),
        ("Don’t", "Don't"),
        ("ＹＯＡＳＯＢＩ", "yoasobi"),
        ("ﬁre", "fire"),
        ("Łona", "Lona"),
    ],
)
def test_two_writings_of_a_name_are_one(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(("one", "other"), [("かき", "かぎ"), ("की", "का"), ("봄날", "봄달"), ("!!!", "???")])
def test_other_letters_are_other_names(one: str, other: str) -> None:
    assert plain(one) != plain(other)


def test_all_versions_of_a_song_share_its_key() -> None:
    keys = {song_key(title, "The Band") for title in ("Song", "Song - Live", "Song (Remix) [feat. X]", "SONG")}

    assert len(keys) == 1


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("glory box live", ("glory box", "live")),
        ("glory box live at wembley", ("glory box", "live")),
        ("acoustic version of layla", ("layla", "acoustic")),
        ("the live version of layla", ("layla", "live")),
        ("layla remix", ("layla", "remix")),
        ("live forever", ("", "")),
        ("cover me", ("", "")),
        ("live", ("", "")),
    ],
)
def test_words_tell_which_version_they_ask_for(words: str, meant: tuple[str, str]) -> None:
    assert version_said(words) == meant
