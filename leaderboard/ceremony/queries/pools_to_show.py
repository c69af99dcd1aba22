"""What there is to show of the draws of the seal that holds: number and tickets, where anybody
may.

Whose a ticket is nobody is shown: with what is published of pools it tells rank and points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from competition.models import Edition
from leaderboard.awards.queries import DrawnPool, draw_of, drawn_pools
from leaderboard.models import Draw
from leaderboard.results.queries import current_seal

# So many tickets are on the screen, whoever wins.
SHOWN = 24


@dataclass(frozen=True, slots=True)
class DrawShown:
    """One draw on the screen. ``what``: where the number comes from; ``number`` is there once it is
    drawn, ``entries`` (how many can win) and ``tickets`` of some of them only of a pool that
    anybody may see; ``proof``: the hash of the seed, which was public before."""

    what: str
    number: str
    proof: str
    entries: int
    tickets: Sequence[str]

    @property
    def made(self) -> bool:
        """Whether it is drawn."""
        return bool(self.number)


def pools_to_show(edition: Edition) -> dict[str, DrawShown]:
    """``{award as the seal calls it: its draw}`` of all that a draw decides who wins."""
    draw = draw_of(edition)
    pools = drawn_pools(current_seal(edition)) if draw else []
    return {pool.key: _shown(draw, pool) for pool in pools if draw and pool.pool.take}


def _shown(draw: Draw, pool: DrawnPool) -> DrawShown:
    tickets = pool.tickets if pool.open else ()
    some = tuple(tickets[:: max(len(tickets) // SHOWN, 1)][:SHOWN])
    return DrawShown(draw.source, draw.number, draw.seed_sha256, len(tickets), some)
