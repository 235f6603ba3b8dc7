"""The lexicon that ships is sound, and its terms are found where they stand."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.curation.lexicon.terms import LONGEST_PHRASE, Lexicon, Term, TermKind, fold, phrase_key, shipped

ROOT = Path(__file__).parents[3]
DATA = ROOT / "bot" / "curation" / "lexicon"
CATALOGUE = ROOT / "adapters" / "sandbox" / "catalogue"
LEXICON = shipped()


def names(text: str, language: str) -> list[str]:
    """Return the names of the terms found in `text`."""
    return [mention.term.name for mention in LEXICON.mentions(fold(text), language)]


def a_term(name: str, **said: tuple[str, ...]) -> Term:
    """Return a genre with some phrases."""
    return Term(name, TermKind.GENRE, said=tuple(said.items()))


def records() -> Iterator[dict[str, object]]:
    """Yield every line of the data files."""
    for path in sorted(DATA.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record: dict[str, object] = json.loads(line)
            assert path.stem == f"{record['kind']}s"
            yield record


def references() -> Iterator[tuple[str, str, TermKind]]:
    """Yield every reference: who refers to what, and of which kind that has to be."""
    for term in LEXICON:
        yield from ((term.name, other, term.kind) for other in term.near)
        yield from ((term.name, other, TermKind.GENRE) for other in (*term.parents, *term.genres))
        yield from ((term.name, other, TermKind.MOOD) for other in term.moods)
        yield from ((term.name, other, TermKind.SOUND) for other in term.sounds)
        if term.opposite:
            yield term.name, term.opposite, TermKind.MOOD


def catalogue_tags(key: str) -> set[str]:
    """Return all that the sandbox's catalogue says under `key` of artists and tracks."""
    found: set[str] = set()
    for path in CATALOGUE.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            artist = json.loads(line)
            for tagged in (artist, *artist.get("tracks", ())):
                found.update(tagged.get(key, ()))
    return found


def test_a_name_belongs_to_one_term() -> None:
    counted = Counter(str(record["name"]) for record in records())

    assert [name for name, count in counted.items() if count > 1] == []


def test_a_phrase_belongs_to_one_term_in_each_language() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for term in LEXICON:
        owners.setdefault(("en", phrase_key(term.name)), set()).add(term.name)
        for language, phrases in term.said:
            for phrase in phrases:
                owners.setdefault((language, phrase_key(phrase)), set()).add(term.name)

    assert {phrase: terms for phrase, terms in owners.items() if len(terms) > 1} == {}


def test_every_phrase_is_short_enough_to_be_found() -> None:
    phrases = [(t.name, lang, p) for t in LEXICON for lang, said in (("en", (t.name,)), *t.said) for p in said]

    lost = [(name, p) for name, lang, p in phrases if names(p, lang) != [name]]

    assert all(len(phrase_key(phrase).split()) <= LONGEST_PHRASE for _, _, phrase in phrases)
    assert lost == []


def test_every_reference_leads_to_a_term_of_its_kind() -> None:
    wrong = [
        (name, other)
        for name, other, kind in references()
        if other == name or (found := LEXICON.get(other)) is None or found.kind is not kind
    ]

    assert wrong == []


def test_no_genre_is_its_own_ancestor() -> None:
    assert [term.name for term in LEXICON if term.name in LEXICON.ancestors(term.name)] == []


def test_energy_and_valence_stay_on_their_scale() -> None:
    values = [(t.name, v) for t in LEXICON for v in (t.energy, t.valence) if v is not None]

    assert [(name, value) for name, value in values if not 1 <= value <= 5] == []


def test_genres_and_moods_say_how_they_feel() -> None:
    felt = [term for term in LEXICON if term.kind is not TermKind.SOUND]

    assert [term.name for term in felt if term.energy is None or term.valence is None] == []


def test_scenes_say_which_genres_and_moods_they_call_for() -> None:
    scenes = [term for term in LEXICON if term.kind is TermKind.SCENE]
    thin = [s.name for s in scenes if not (4 <= len(s.genres) <= 8 and 2 <= len(s.moods) <= 5)]

    assert len(scenes) >= 170
    assert thin == []


def test_knows_every_tag_of_the_catalogue() -> None:
    known = {kind: {term.name for term in LEXICON if term.kind is kind} for kind in TermKind}

    assert catalogue_tags("genres") <= known[TermKind.GENRE] | known[TermKind.SOUND]
    assert catalogue_tags("moods") <= known[TermKind.MOOD]
    assert catalogue_tags("sounds") <= known[TermKind.SOUND]


@pytest.mark.parametrize(
    ("genre", "broader"),
    [
        ("alt-country", "country"),
        ("nordic folk", "folk"),
        ("k-pop", "pop"),
        ("candombe", "afro-latin"),
        ("salsa", "afro-latin"),
        ("currulao", "latin"),
        ("ambient jazz", "jazz"),
        ("soukous", "african"),
        ("dub", "caribbean"),
    ],
)
def test_knows_the_broader_genre(genre: str, broader: str) -> None:
    assert broader in LEXICON.ancestors(genre)


def test_a_mention_stands_where_it_was_said() -> None:
    text = fold("Play  Late–Night… JAZZ!")

    found = LEXICON.mentions(text, "en")

    assert [text[mention.start : mention.end] for mention in found] == ["late–night", "jazz"]


def test_the_longest_phrase_wins() -> None:
    lexicon = Lexicon([a_term("jazz"), a_term("ambient"), a_term("ambient jazz")])

    assert [m.term.name for m in lexicon.mentions("ambient jazz", "en")] == ["ambient jazz"]


def test_a_phrase_does_not_reach_over_a_comma_or_a_full_stop() -> None:
    lexicon = Lexicon([a_term("pop"), a_term("rock"), a_term("pop rock")])

    assert [m.term.name for m in lexicon.mentions("pop, rock. pop; rock", "en")] == ["pop", "rock"] * 2


def test_a_phrase_that_means_something_else_in_a_language_is_not_read_there() -> None:
    sea = Term("sea", TermKind.MOOD, said=(("es", ("mar",)),), unsaid=(("es", ("sea",)),))
    lexicon = Lexicon([sea])

    assert lexicon.named("sea", "en") is sea
    assert lexicon.named("mar", "es") is sea
    assert lexicon.named("sea", "es") is None


def test_an_unknown_language_still_knows_the_english_names() -> None:
    assert names("ambient", "fr") == ["ambient"]


@pytest.mark.parametrize(
    "text", ["", " ", "🎵🎵", "<b>@everyone</b>", "مرحبا", "\x00\x1b[31m", "a" * 5000, "'&'-,. " * 900]
)
def test_reads_any_text(text: str) -> None:
    assert names(text, "en") == []
