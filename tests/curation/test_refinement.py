"""What a change of the wish objects to."""

from bot.curation.affinity import Candidate, features_of
from bot.curation.music import Track
from bot.curation.ports import OpenFacts
from bot.curation.refinement import complaint, soft_objections
from bot.curation.wish import Stance
from tests.curation.fakes import a_lexicon, some_tracks
from tests.examples import said, style

CALMER = [said(style("calm", Stance.MORE))]


def described(track: Track, *tags: str) -> Candidate:
    """Return a track with what open data says of it."""
    facts = OpenFacts(tuple((tag, 10) for tag in tags))
    return Candidate(track, features_of(track, facts, "", a_lexicon()))


def a_list(*tags: str) -> list[Candidate]:
    """Return a list with one track of each tag."""
    return [described(track, tag) for track, tag in zip(some_tracks("any", len(tags)), tags, strict=True)]


def test_calmer_objects_to_the_wildest_first() -> None:
    current = a_list("calm", "metal", "ambient", "energetic")

    objected = soft_objections(current, range(4), CALMER, a_lexicon())

    assert set(objected) == {1, 3}


def test_calmer_takes_half_of_the_list_at_the_most() -> None:
    current = a_list(*["metal"] * 10)

    assert len(soft_objections(current, range(10), CALMER, a_lexicon())) == 5


def test_calmer_is_never_answered_by_nothing() -> None:
    current = a_list(*["calm"] * 10)

    assert len(soft_objections(current, range(10), CALMER, a_lexicon())) == 2


def test_only_what_is_in_scope_is_objected_to() -> None:
    current = a_list("metal", "metal", "metal")

    assert soft_objections(current, [1], CALMER, a_lexicon()) == (1,)
    assert soft_objections(current, [], CALMER, a_lexicon()) == ()


def test_a_ban_is_no_soft_objection() -> None:
    assert soft_objections(a_list("metal"), [0], [said(style("metal", Stance.NO))], a_lexicon()) == ()


def test_there_is_less_to_complain_of_in_what_fits() -> None:
    calm, wild = (complaint(CALMER, c, a_lexicon()) for c in a_list("calm", "metal"))

    assert calm < wild
