"""What becomes of a model's proposals: each is looked for, checked against every limit, and only then weighed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.curation.affinity import Candidate
from bot.curation.finder import Finder, Found
from bot.curation.music import Track
from bot.curation.picks import Fate, Proposal, Proposals, Proposed

REFILL_BELOW = 0.5  # where less than this of the proposals is any good, a model is asked once more


@dataclass(frozen=True, slots=True)
class Offered:
    """Proposals as candidates, and what became of each."""

    candidates: tuple[Candidate, ...] = ()
    fates: tuple[Proposed, ...] = ()

    @property
    def is_poor(self) -> bool:
        """Whether too little of it is any good."""
        return len(self.candidates) < REFILL_BELOW * len(self.fates)


async def offered(
    finder: Finder, proposals: Proposals, *, wanted: int, fits: Callable[[Candidate], bool]
) -> tuple[Candidate, ...]:
    """Return the proposals that exist and fit, as candidates; asks once for more where most were no good.

    Raises:
        ServiceError: the music service did not answer.
    """
    first = await _looked_up(finder, proposals.tracks, fits)
    if not first.is_poor or proposals.more is None or len(first.candidates) >= wanted:
        return first.candidates
    there = {candidate.item.uri for candidate in first.candidates}
    more = await _looked_up(finder, await proposals.more(first.fates), fits)
    return (*first.candidates, *(c for c in more.candidates if c.item.uri not in there))


async def _looked_up(finder: Finder, proposals: Sequence[Proposal], fits: Callable[[Candidate], bool]) -> Offered:
    found = await finder.tracks([proposal.pick for proposal in proposals])
    hits = [Found(item, "", place=0.0) for item in found if isinstance(item, Track)]
    described = {candidate.item.uri: candidate for candidate in await finder.described(hits)}
    candidates: dict[str, Candidate] = {}
    fates: list[Proposed] = []
    for proposal, item in zip(proposals, found, strict=True):
        candidate = described.get(item.uri) if isinstance(item, Track) else None
        fate = _fate(candidate, candidates, fits)
        fates.append(Proposed(proposal, fate))
        if candidate is not None and fate is Fate.TAKEN:
            candidates[candidate.item.uri] = replace(candidate, proposal=proposal)
    return Offered(tuple(candidates.values()), tuple(fates))


def _fate(candidate: Candidate | None, there: dict[str, Candidate], fits: Callable[[Candidate], bool]) -> Fate:
    if candidate is None:
        return Fate.NOT_FOUND
    if candidate.item.uri in there:
        return Fate.TWICE
    return Fate.TAKEN if fits(candidate) else Fate.AGAINST_LIMITS
