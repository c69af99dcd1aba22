"""What there is to show of the draws of the seal that holds: number and tickets, where anybody
may.

Whose a ticket is nobody is shown: with what is published of pools it tells rank and points.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from competition.models import Edition
from leaderboard.awards.awards_document import awards_in, bound_to, is_open
from leaderboard.awards.queries.sealed_awards import plan_of
from leaderboard.models import Seal
from leaderboard.results.queries.current_seal import current_seal

# So many tickets are on the screen, whoever wins.
SHOWN = 24


@dataclass(frozen=True, slots=True)
class DrawShown:
    """One draw on the screen. ``what``: the public number that counts; ``number`` is there once it
    is made, ``entries`` (how many can win) and ``tickets`` of some of them only of a pool that
    anybody may see; ``seal``: the hash that stands in every lot."""

    what: str
    number: str
    seal: str
    entries: int
    tickets: Sequence[str]

    @property
    def made(self) -> bool:
        """Whether it is drawn."""
        return bool(self.number)


@dataclass(frozen=True, slots=True)
class _Tickets:
    """Of one pool that a draw decides about; nothing where nobody may see it."""

    entries: int = 0
    some: tuple[str, ...] = ()


def pools_to_show(edition: Edition) -> dict[str, DrawShown]:
    """``{award as the seal calls it: its draw}`` of all that a draw decides who wins."""
    seal = current_seal(edition)
    if seal is None or not seal.awards_sha256:
        return {}
    plan, outcome = plan_of(edition), getattr(seal, "outcome", None)
    what = plan.number if plan else ""
    number = outcome.number if outcome else ""
    bound, pools = _drawn_of(seal.pk, seal.awards_sha256)
    return {
        key: DrawShown(
            what=what,
            number=number,
            seal=bound,
            entries=one.entries,
            tickets=one.some,
        )
        for key, one in pools.items()
    }


@lru_cache(maxsize=8)
def _drawn_of(seal: int, sha256: str) -> tuple[str, Mapping[str, _Tickets]]:
    """The hash that stands in its lots, and its pools.

    A seal never changes, and of 100,000 pupils it is 6 MB.
    """
    held = Seal.objects.get(pk=seal)
    kept = json.loads(held.pools_held_back or "{}")
    return bound_to(held.awards_body, sha256), {
        one["award"]: _tickets([ticket for _rank, ticket in one.get("pool", ())])
        for one in awards_in(held.awards_body)
        if not one["settled"] and (one if is_open(one) else kept[one["award"]])["take"]
    }


def _tickets(entries: Sequence[str]) -> _Tickets:
    return _Tickets(len(entries), tuple(entries[:: max(len(entries) // SHOWN, 1)][:SHOWN]))
