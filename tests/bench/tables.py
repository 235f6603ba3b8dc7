"""How the benchmark writes down what it measured."""

import gc
import statistics
import time
from collections.abc import Awaitable, Sequence

Rows = list[tuple[str, str]]


def print_table(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print rows of a label and its value under a title."""
    width = max(len(label) for label, _ in rows)
    print(f"\n{title}")
    for label, value in rows:
        print(f"  {label:<{width}}  {value}", flush=True)


def p50_p99(times: Sequence[float]) -> str:
    """Return the middle and the slowest of a hundred, in the unit of `times`."""
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"p50 {statistics.median(ordered):6.1f}   p99 {last:6.1f}"


async def timed(act: Awaitable[object]) -> float:
    """Wait for `act`; return how many milliseconds that took."""
    gc.collect()
    start = time.perf_counter()
    await act
    return 1000 * (time.perf_counter() - start)
