"""How many pupils' browsers come to the servers, so that all processes advise them alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from competition.models import Duty, Lease
from competition.rules import timing

DUTY = "periodic work"
# The more there are, the longer counting takes and the less some more of them matter.
LEAST_REST, REST_FOR_EACH = timedelta(seconds=2), timedelta(milliseconds=1)
# Who was cut off comes back within seconds and must not be asked to come too often.
KEPT = 0.8


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


def count_crowd(*, at: datetime) -> int:
    """Count them if it is due; returns the number that holds now.

    It falls slowly: after an outage thousands who were silent return at once.
    """
    duty = Duty.objects.get(name=DUTY)
    if duty.counted_at and at - duty.counted_at < max(LEAST_REST, duty.pupils * REST_FOR_EACH):
        return duty.pupils
    pupils = max(browsers(at), int(duty.pupils * KEPT))
    Duty.objects.filter(name=DUTY).update(pupils=pupils, counted_at=at)
    return pupils
