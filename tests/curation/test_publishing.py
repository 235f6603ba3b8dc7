"""What may be shown to a group or published with a list."""

import pytest

from bot.curation.publishing import fit_to_publish, fit_to_say

SLUR = "ret" + "ard"


@pytest.mark.parametrize(
    "words",
    [
        "https://evil.example/x", "join discord.gg/abc", "t.me/evil", "bit.ly/x", "evil.c<@1>om/x", "<<!x>!channel>",
        "@@everyone", "@" * 900 + "everyone",
    ],
)  # fmt: skip
def test_addresses_and_mentions_go_and_do_not_come_together_again(words: str) -> None:
    fit = fit_to_publish(words)

    assert not any(sign in fit for sign in ("/", "@", "<!", "evil"))


@pytest.mark.parametrize("parting", ["@", "<@1>", "\u200b", "\u00ad", "<!x>"])
def test_a_slur_does_not_come_together_from_what_is_left(parting: str) -> None:
    assert fit_to_publish(f"music for ret{parting}{SLUR[3:]}") == ""


def test_a_slur_in_other_widths_is_one() -> None:
    assert fit_to_say("".join(chr(ord(letter) + 0xFEE0) for letter in SLUR)) == "…"


@pytest.mark.parametrize(
    "words", ["Hoppípolla – Sigur Rós", "AC/DC & friends", "P!nk 24/7", "Friday’s trip… ①", "夜のドライブ！"]
)
def test_what_harms_nobody_stays(words: str) -> None:
    assert fit_to_publish(words) == words
