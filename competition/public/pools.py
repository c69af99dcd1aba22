"""What is open for practice, kept a minute: the gate is not asked for every visitor."""

from __future__ import annotations

import time
from functools import lru_cache

from competition.public.queries.practice import Pool, pools_of
from schools.models import Country

# How long a change may take to be seen.
KEPT_SECONDS = 60


def minute() -> int:
    """Ages what is kept."""
    return int(time.monotonic() // KEPT_SECONDS)


def left() -> int:
    """For how many seconds what is kept now is young enough, at least one."""
    return KEPT_SECONDS - int(time.monotonic() % KEPT_SECONDS)


def open_pools(country: Country) -> list[Pool]:
    """The pool of each age group that has one, the youngest first."""
    return list(kept_pools(country, minute()).values())


@lru_cache(maxsize=16)
def kept_pools(country: Country, _minute: int) -> dict[str, Pool]:
    """The same by age group; a country's rows are equal by its code."""
    return pools_of(country)
