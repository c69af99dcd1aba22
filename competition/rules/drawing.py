"""Drawing some questions of many so that the topics are spread. Pure; practice.js does the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain, zip_longest

ROUND = 10


def drawn(topics: Sequence[str], *, seed: str, many: int = ROUND) -> list[int]:
    """Places of a pool, by the topic of each: one of every topic before a second of any."""
    chance = random.Random(seed)  # noqa: S311 - whoever knows the seed knows a day
    places = list(range(len(topics)))
    chance.shuffle(places)
    heaps: dict[str, list[int]] = {}
    for place in places:
        heaps.setdefault(topics[place], []).append(place)
    rounds = chain.from_iterable(zip_longest(*heaps.values()))
    return [place for place in rounds if place is not None][:many]
