"""What every fault is: it breaks something under load, leaves it broken, and mends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bench.measure import percentile

if TYPE_CHECKING:
    from bench.cluster import Cluster


@dataclass(frozen=True, slots=True)
class Seen:
    """What pupils saw of a fault from the strike on: refusals by status, and milliseconds in order
    of size: ``acks`` from the moment an event was due to be sent, ``clicks`` from the click."""

    pupils: int
    acks: Sequence[float]
    clicks: Sequence[float]
    statuses: Mapping[int, int]

    @property
    def p99_ms(self) -> float:
        """What one in a hundred acknowledgements took longer than."""
        return percentile(self.acks, 0.99)

    def longest_click_apart_from(self, pupils: int) -> float:
        """How long the others waited, without so many pupils and as many again."""
        return percentile(self.clicks, max(1 - 2 * pupils / self.pupils, 0.5))


class Fault:
    """One scenario. ``strike`` does it; the rest has answers that fit most faults."""

    # How a person, and how --only calls it.
    name: ClassVar[str]
    key: ClassVar[str]
    # About how long ``strike`` takes, in seconds: the pupils stay at work a little longer.
    seconds: ClassVar[float] = 8.0
    # Whether it needs a cluster prepared for it, or may follow others in theirs.
    alone: ClassVar[bool] = False
    # Whether the ledger has to find a loss: a check that cannot fail proves nothing.
    must_lose: ClassVar[bool] = False

    def prepare(self, cluster: Cluster) -> None:
        """Between making the cluster and starting it."""

    def strike(self, cluster: Cluster) -> None:
        """Break, leave broken, mend; returns when everything could work again."""
        raise NotImplementedError

    def objections(self, cluster: Cluster, seen: Seen) -> list[str]:
        """After the load: what else should hold and does not, in words."""
        return []
