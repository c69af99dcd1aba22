"""Pure decisions: whom a notice reaches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sitting is; ``region``: its school's path from the root down, like "/1/7/"."""

    sitting: int
    country: str
    region: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a notice is for: single sittings if there are some, else a part of the world."""

    country: str | None = None
    region: str = ""
    sittings: frozenset[int] = frozenset()


def reaches(audience: Audience, place: Place) -> bool:
    """Whether a notice for these is shown there."""
    if audience.sittings:
        return place.sitting in audience.sittings
    return audience.country in (None, place.country) and place.region.startswith(audience.region)
