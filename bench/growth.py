"""Whether an answer costs more where many are stored: the closed loop beside few and many."""

from __future__ import annotations

from bench import closed_loop
from bench.measure import Measure, Settings

SMALL, LARGE = 1_000, 100_000
MOST = 1.10


def run(settings: Settings) -> list[Measure]:
    """Beside 1,000 finished attempts, then beside 100,000, each with ten answers."""
    few, much = (closed_loop.play(settings, stored=stored) for stored in (SMALL, LARGE))
    before, after = (one.for_thousand("workers", "database") for one in (few, much))
    ratio = after / before
    name = f"processor for 1,000 answers, {LARGE:,} attempts beside {SMALL:,}"
    words = f"ratio ≤ {MOST:g}"
    return [Measure("growth", name, after, "s", words, ratio <= MOST, before, ratio)]
