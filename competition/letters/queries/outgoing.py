"""What is on its way: letters without fixed readers, mails that wait, what is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from competition.models import Letter, LetterMail, Sitting
from competition.sittings.queries.apart import sittings_apart
from competition.sittings.queries.rehearsals import somebody_has_played
from schools.models import Role

# Whoever took a mail and did not say what became of it is gone; a server that is away gets a rest.
TAKEN_FOR = timedelta(minutes=2)
# So long it is known who got a letter, in case somebody asks.
KEPT = timedelta(days=90)


def to_fill() -> QuerySet[Letter]:
    """Letters that have begun and have no readers yet."""
    return Letter.objects.filter(begun_at__isnull=False, filled_at__isnull=True)


def mails_to_send(at: datetime) -> QuerySet[LetterMail]:
    """Mails that nobody has taken, or somebody who did not say what became of them."""
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - TAKEN_FOR)
    going = Q(letter__stopped_at__isnull=True, letter__until__gt=at)
    return LetterMail.objects.filter(free, going, state=LetterMail.State.WAITING)


def unsettled_mails(at: datetime) -> QuerySet[LetterMail]:
    """Those, and mails whose time is over and of which that is not noted yet."""
    waiting = LetterMail.objects.filter(state=LetterMail.State.WAITING)
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - TAKEN_FOR)
    return waiting.filter(Q(letter__until__lte=at) | free & Q(letter__stopped_at__isnull=True))


def to_talk_about(mails: Sequence[LetterMail]) -> dict[tuple[int, int], list[Sitting]]:
    """Official sittings of classes that are over and that somebody played, by the teacher who may
    open them and the edition; two queries, and none where no mail is about an open key.

    All of an edition, in whichever country: nobody gets this letter twice.
    """
    asked = [mail for mail in mails if mail.letter.kind == Letter.Kind.KEY]
    if not asked:
        return {}
    teacher = F("entry__school_class__teachers")
    found = Sitting.objects.filter(
        somebody_has_played(),
        kind=Sitting.Kind.OFFICIAL,
        closed_at__isnull=False,
        entry__edition__in={mail.letter.edition_id for mail in asked},
        entry__school_class__teachers__in=[mail.user_id for mail in asked],
        entry__school_class__school__roles__user=teacher,
        entry__school_class__school__roles__kind=Role.Kind.TEACHER,
    )
    related = found.select_related("entry__school_class").annotate(teacher=teacher)
    sittings = list(related.order_by("entry__school_class__label", "pk"))
    apart = sittings_apart({one.entry_id for one in sittings})
    talks: dict[tuple[int, int], list[Sitting]] = {}
    for sitting in sittings:
        if sitting.pk in apart:
            continue
        talks.setdefault((sitting.teacher, sitting.entry.edition_id), []).append(sitting)
    return talks


def old_letters(at: datetime) -> QuerySet[Letter]:
    """Letters of which it is still known who got them, and need not be any more."""
    return Letter.objects.filter(counts__isnull=True, begun_at__lt=at - KEPT)
