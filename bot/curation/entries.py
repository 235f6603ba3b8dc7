"""From a choice to an entry that knows why it is there. Pure functions."""

from bot.curation.affinity import affinity, is_of
from bot.curation.aims import Aims
from bot.curation.fairness import Chosen
from bot.curation.lexicon.terms import Lexicon, TermKind
from bot.curation.music import Entry, Source
from bot.curation.picks import Origin, Pick
from bot.curation.repeats import marks_of

MEETS = 0.45  # from here on an entry is said to meet a word of the wish
MOST_REASONS = 3


def to_entry(chosen: Chosen, aims: Aims, lexicon: Lexicon) -> Entry:
    """Return the entry of a choice, with the words of the wish it meets, best first."""
    features, proposal = chosen.candidate.features, chosen.candidate.proposal
    fits = sorted(
        (
            (fit, want.term)
            for want in aims.wants
            if want.weight > 0 and (fit := affinity(lexicon[want.term], features, lexicon)) >= MEETS
            if lexicon[want.term].kind is not TermKind.GENRE or is_of(lexicon[want.term], features, lexicon)
        ),
        reverse=True,
    )  # a genre that is only near is why it was found, and no reason to give
    because = tuple(term for _, term in fits)[:MOST_REASONS]
    surest = sorted(features.tags, key=lambda tag: -features.tags[tag])
    return Entry(
        uri=chosen.candidate.item.uri,
        pick=proposal.pick if proposal else _found_by(chosen, aims),
        member=chosen.member,
        source=Source.PROPOSED if proposal else Source.STYLE,
        because=because,
        checked=tuple(surest[:MOST_REASONS]) if features.is_known else (),
        marks=marks_of(chosen.candidate.item),
    )


def _found_by(chosen: Chosen, aims: Aims) -> Pick:
    """Return the genre whose search found it, or the artist who was asked for by name: a name keeps its origin."""
    if not chosen.candidate.named:
        return Pick(words=chosen.candidate.genre, origin=Origin.OURS)
    named = next((pick for pick, _ in aims.named if pick.artist and not pick.title), Pick())
    return Pick(words=named.artist, origin=named.origin)
