"""What is on its way: letters without fixed readers, their mails, what is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from base.models import OutgoingMail, User
from competition.models import Letter, Sitting
from competition.sittings.queries.running import sittings_apart, somebody_has_played
from schools.models import Role

LETTER = "letter"
# So long it is known who got a letter, in case somebody asks.
KEPT = timedelta(days=90)


def to_fill() -> QuerySet[Letter]:
    """Letters that have begun and have no readers yet."""
    return Letter.objects.filter(begun_at__isnull=False, filled_at__isnull=True)


def mails_of(letters: Iterable[Letter]) -> QuerySet[OutgoingMail]:
    """What the outbox has of them."""
    return OutgoingMail.objects.filter(kind=LETTER, about__in=[letter.pk for letter in letters])


def to_talk_about(letter: Letter, user: User) -> list[Sitting]:
    """Official sittings of classes that are over and that somebody played, which a teacher may
    open; none where the letter is not about an open key.

    All of an edition, in whichever country: nobody gets this letter twice.
    """
    if letter.kind != Letter.Kind.KEY:
        return []
    found = Sitting.objects.filter(
        somebody_has_played(),
        kind=Sitting.Kind.OFFICIAL,
        closed_at__isnull=False,
        entry__edition=letter.edition_id,
        entry__school_class__teachers=user,
        entry__school_class__school__roles__user=user,
        entry__school_class__school__roles__kind=Role.Kind.TEACHER,
    )
    related = found.select_related("entry__school_class")
    sittings = list(related.order_by("entry__school_class__label", "pk"))
    apart = sittings_apart({sitting.entry_id for sitting in sittings})
    return [sitting for sitting in sittings if sitting.pk not in apart]


def old_letters(at: datetime) -> QuerySet[Letter]:
    """Letters of which it is still known who got them, and need not be any more."""
    return Letter.objects.filter(counts__isnull=True, begun_at__lt=at - KEPT)
