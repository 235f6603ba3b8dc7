"""The pretend people who have an account with the pretend Spotify."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a pretend account."""

    id: str
    name: str
    email: str
    account_id: str  # never changes and says nothing of the person, unlike `id`
    premium: bool
    allowed: bool  # on the app's list of five
    likes: tuple[str, ...]  # genres; what they play most is drawn from these


PEOPLE = (
    Person(
        "ana.reyes", "Ana Reyes", "ana@example.org", "acc7f2d1a90b6e4c3d58", True, True,
        ("trip hop", "bossa nova", "dream pop", "latin"),
    ),
    Person(
        "leo.k", "Leo K.", "leo@example.org", "acc19b0e5c7d2f8a4463", True, True,
        ("hip hop", "electronic", "house", "techno"),
    ),
    Person(
        "mina", "Mina", "mina@example.org", "acc5d83f6ba20c91e7f4", False, True,
        ("folk", "indie folk", "singer-songwriter", "classical"),
    ),
    Person(
        "omar", "Omar", "omar@example.org", "accb41a7e06d95c23f18", True, True,
        ("jazz", "soul", "funk", "afrobeat"),
    ),
    Person(
        "yuki", "Yuki", "yuki@example.org", "acce206c8f3b7d1594aa", False, True,
        ("city pop", "ambient", "j-pop", "post-rock"),
    ),
    Person(
        "sasha", "Sasha", "sasha@example.org", "acc90f4d2e8a1b6c7530", True, False,
        ("rock", "punk", "post-punk", "alternative rock"),
    ),
    Person(
        "ravi", "Ravi", "ravi@example.org", "acc3c6e91d7f0a82b54d", False, False,
        ("pop", "bollywood", "electronic", "disco"),
    ),
)  # fmt: skip
