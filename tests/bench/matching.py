"""How well the right recording is found, over the table of hard pairs (tests/curation/hard_pairs.psv)."""

import time
from collections.abc import Sequence

from tests.curation.hard_pairs import Pair, pairs, result


def rows() -> list[tuple[str, str]]:
    """Return precision and recall over the whole table and both halves of it, and what one choice costs."""
    table = pairs()
    halves = [[pair for pair in table if pair.is_held_out is is_held_out] for is_held_out in (False, True)]
    told = zip(("all hard pairs (.99, .95)", "tuned on", "held out"), (table, *halves), strict=True)
    return [*((name, _fared(some)) for name, some in told), ("a choice among those offered", _cost(table))]


def _fared(some: Sequence[Pair]) -> str:
    fared = result(some)
    return f"{len(some)}: precision {fared.precision:.3f}, recall {fared.recall:.3f}"


def _cost(some: Sequence[Pair]) -> str:
    start = time.perf_counter()
    for pair in some:
        _ = pair.taken
    return f"{1e6 * (time.perf_counter() - start) / len(some):.0f} µs"
