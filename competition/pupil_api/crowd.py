"""How many pupils' browsers come to the servers, all processes together."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from competition.models import Duty, Lease
from competition.rules import timing

DUTY = "periodic work"


class Crowd:
    """The number as this process last heard it: what browsers are advised by."""

    def __init__(self) -> None:
        self.pupils = 0

    def hear(self) -> None:
        """Take over what the process with the duty has counted."""
        self.pupils = Duty.objects.filter(name=DUTY).values_list("pupils", flat=True).first() or 0


crowd = Crowd()


def browsers(at: datetime) -> int:
    """Current leases of open sittings that were heard of lately."""
    return Lease.objects.filter(
        attempt__sitting__closed_at__isnull=True,
        number=F("attempt__lease"),
        heard_at__gt=at - timing.HEARD_OF,
    ).count()
