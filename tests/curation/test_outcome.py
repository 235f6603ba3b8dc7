"""Which member a name means."""

import pytest

from bot.chat import Member
from bot.curation.outcome import Group
from tests.examples import ANA, LEO, MINA

JOSE = Member("playground", "home", "jose", "José Luis Ortega")
ANABEL = Member("playground", "home", "anabel", "Anabel")
GROUP = Group((ANABEL, ANA, LEO, JOSE))


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("Ana", ANA),
        ("ANA", ANA),
        ("leo", LEO),
        ("jose", JOSE),
        ("José Luis Ortega", JOSE),
        ("Ortega", JOSE),
        ("", MINA),
        ("Bo", None),
        ("An", None),
    ],
)
def test_a_name_means_who_is_called_so(name: str, member: Member | None) -> None:
    assert GROUP.named(name, speaker=MINA) == member
