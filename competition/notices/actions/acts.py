"""What the screens of a sitting must show, and from when on the pupil API's replies tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from competition.models import Decision, Lease, Sitting
from schools.models import Card

# The kinds of decisions that change what is on pupils' screens while they work.
SHOWN = frozenset(
    {
        Decision.Kind.START,
        Decision.Kind.PAUSE,
        Decision.Kind.RESUME,
        Decision.Kind.EXTRA,
        Decision.Kind.ADMIT,
    }
)
NOTICE = "notice"


def note_act(sitting: Sitting, kind: str, *, at: datetime, card: Card | None = None) -> None:
    """Note an act, the attempts it concerns being locked.

    As the write queue holds an attempt while it replies, whoever was heard of by now has an older
    reply, and whoever is heard of later has a newer one. So the moment follows the lock, whatever
    the processes' clocks say.
    """
    leases = Lease.objects.filter(attempt__sitting=sitting)
    if card is not None:
        leases = leases.filter(attempt__card=card)
    heard = leases.aggregate(heard=Max("heard_at"))["heard"]
    sitting.act, sitting.act_card, sitting.acted_at = kind, card, max(at, heard or at)
    sitting.save(update_fields=["act", "act_card", "acted_at"])


def note_notice(sitting_ids: Iterable[int], *, at: datetime) -> None:
    """Note a notice that is committed already: it locks no attempts."""
    shown = Sitting.objects.filter(pk__in=list(sitting_ids), closed_at__isnull=True)
    shown.update(act=NOTICE, act_card=None, acted_at=at)
