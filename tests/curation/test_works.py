"""What parts of titles are called."""

import pytest

from bot.curation.works import parts_of


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Suite bergamasque, L. 75: III. Clair de lune", "Clair de lune"),
        ('Piano Sonata No. 14 in C-Sharp Minor, Op. 27 No. 2 "Moonlight": I. Adagio sostenuto', "Moonlight Sonata"),
        ('Symphony No. 9 in D Minor, Op. 125 "Choral": IV. Presto', "Symphony No. 9: IV. Presto"),
        ("Symphony No. 5 in C Minor, Op. 67: I. Allegro con brio", "Symphony No. 5"),
        ("Prelude No. 4 in E Minor, Op. 28", "Prelude in E Minor"),
        ("3 Gymnopédies: No. 1, Lent et douloureux", "Gymnopédie No. 1"),
        ("Canon in D Major", "Canon in D"),
        ("Medley: Aquarius / Let the Sunshine In", "Let the Sunshine In"),
        ("I'm Gonna Be (500 Miles)", "500 Miles"),
        ("Flashdance... What a Feeling", "What a Feeling"),
    ],
)
def test_a_part_goes_by_a_name_of_its_own(title: str, called: str) -> None:
    assert called in parts_of(title)


@pytest.mark.parametrize("title", ["Hoppípolla", "AC/DC", "Glory Box - Live", "24/7", "Yesterday (Remastered)"])
def test_a_plain_title_has_no_parts(title: str) -> None:
    assert parts_of(title) == ()
