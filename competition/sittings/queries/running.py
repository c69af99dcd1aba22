"""Whether class quizzes of a kind run now, and which that have ended may go on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from competition.editions.queries.visible import window_is_open
from competition.models import Edition, Entry, Sitting, Window

LIVE_STATES = {
    Sitting.Kind.OFFICIAL: [Edition.State.LIVE],
    Sitting.Kind.REHEARSAL: [
        Edition.State.REGISTRATION,
        Edition.State.REHEARSAL,
        Edition.State.LIVE,
    ],
}


def is_on(entry: Entry, kind: Sitting.Kind, *, at: datetime) -> bool:
    """Whether the edition's state lets a class begin or go on, and for official quizzes a window of
    its country is open."""
    if entry.edition.state not in LIVE_STATES[kind]:
        return False
    country = entry.school_class.school.country_id
    return kind != Sitting.Kind.OFFICIAL or window_is_open(entry.edition, country, at=at)


def ended_and_on(sittings: Iterable[Sitting], at: datetime) -> set[int]:
    """Those that have ended while others of their kind may still be opened, as ``is_on`` has it;
    one query, none where nothing has ended."""
    ended = [one.pk for one in sittings if one.closed_at is not None]
    if not ended:
        return set()
    window = Window.objects.filter(
        edition=OuterRef("entry__edition"),
        country=OuterRef("entry__school_class__school__country"),
        opens_at__lte=at,
        closes_at__gt=at,
    )
    on = Q(Exists(window), _state_of(Sitting.Kind.OFFICIAL)) | _state_of(Sitting.Kind.REHEARSAL)
    return set(Sitting.objects.filter(on, pk__in=ended).values_list("pk", flat=True))


def _state_of(kind: Sitting.Kind) -> Q:
    return Q(kind=kind, entry__edition__state__in=LIVE_STATES[kind])
