"""Counting the pupils' browsers, so that all processes advise them alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from competition.models import Duty
from competition.pupil_api.crowd import DUTY, browsers

# The more there are, the longer counting takes and the less some more of them matter.
LEAST_REST, REST_FOR_EACH = timedelta(seconds=2), timedelta(milliseconds=1)
# Who was cut off comes back within seconds and must not be asked to come too often.
KEPT = 0.8


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
