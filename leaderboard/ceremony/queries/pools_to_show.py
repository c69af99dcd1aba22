"""What there is to show of the draws of a seal: their number, and tickets where anybody may."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from competition.models import Edition
from leaderboard.awards.awards_document import awards_in, is_open
from leaderboard.awards.queries.sealed_awards import plan_of
from leaderboard.models import Seal
from leaderboard.rules.awards import Lot
from leaderboard.rules.lots import lot

# So many tickets are on the screen, whoever wins.
SHOWN = 24
LARGE = ("body", "held_back", "awards_body", "pools_held_back")


@dataclass(frozen=True, slots=True)
class DrawShown:
    """One draw on the screen: ``number`` and the lots are there once it is made; lots and
    ``tickets`` only of a pool that anybody may see."""

    what: str
    number: str
    seal: str
    entries: int
    tickets: Sequence[str]
    lots: Lot | None

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
    seals = Seal.objects.filter(edition=edition, confirmed_at__isnull=False)
    seal = seals.exclude(awards_body="").defer(*LARGE).select_related("outcome").first()
    if seal is None:
        return {}
    plan, outcome = plan_of(edition), getattr(seal, "outcome", None)
    what = (plan.substitute if outcome and outcome.substitute else plan.number) if plan else ""
    number = outcome.number if outcome else ""
    lots = lot(seal=seal.awards_sha256, number=number, seed=seal.seed) if number else None
    return {
        key: DrawShown(
            what=what,
            number=number,
            seal=seal.awards_sha256,
            entries=one.entries,
            tickets=one.some,
            lots=lots if one.entries else None,
        )
        for key, one in _drawn_of(seal.pk, seal.awards_sha256).items()
    }


@lru_cache(maxsize=8)
def _drawn_of(seal: int, _sha256: str) -> Mapping[str, _Tickets]:
    """A seal never changes, and of 100,000 pupils it is 6 MB."""
    body, held_back = Seal.objects.values_list("awards_body", "pools_held_back").get(pk=seal)
    kept = json.loads(held_back or "{}")
    return {
        one["award"]: _tickets([ticket for _rank, ticket in one.get("pool", ())])
        for one in awards_in(body)
        if not one["settled"] and (one if is_open(one) else kept[one["award"]])["take"]
    }


def _tickets(entries: Sequence[str]) -> _Tickets:
    return _Tickets(len(entries), tuple(entries[:: max(len(entries) // SHOWN, 1)][:SHOWN]))
