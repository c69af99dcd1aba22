"""Windows with what depends on them: who sits, and how long the key stays secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from competition.models import Attempt, Edition, Sitting, Window
from schools.models import Country


@dataclass(frozen=True, slots=True)
class Effect:
    """What a new end of a country's window would do."""

    # Official sittings of the country that are open, and pupils without a time limit in them.
    sittings: int
    untimed: int
    # When the last window closes everywhere, as it is and as it would be; the key waits for it.
    secret_until: datetime
    would_be: datetime
    # An edition may show explanations as soon as a sitting closes.
    reveal_early: bool

    @property
    def moves_key(self) -> bool:
        """Whether right answers stay secret longer than now."""
        return not self.reveal_early and self.would_be > self.secret_until


def last_close(edition: Edition) -> datetime | None:
    """When the edition's last window closes, over all countries."""
    moment: datetime | None = Window.objects.filter(edition=edition).aggregate(
        last=Max("closes_at")
    )["last"]
    return moment


def effect_of(edition: Edition, country: Country, *, closes_at: datetime) -> Effect:
    """What happens if a window of the country closes then; three queries."""
    school = "entry__school_class__school__country"
    sittings = Sitting.objects.filter(
        kind=Sitting.Kind.OFFICIAL,
        closed_at__isnull=True,
        entry__edition=edition,
        **{school: country},
    )
    untimed = Attempt.objects.filter(
        sitting__in=sittings,
        started_at__isnull=False,
        finished_at__isnull=True,
        voided_at__isnull=True,
        deadline__isnull=True,
    )
    last = last_close(edition) or closes_at
    return Effect(
        sittings=sittings.count(),
        untimed=untimed.count(),
        secret_until=last,
        would_be=max(last, closes_at),
        reveal_early=edition.reveal_early,
    )
