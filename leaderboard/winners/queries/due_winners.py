"""What is due with winners: cheap enough to be asked every second."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from competition.models import Edition
from competition.rules.letter_calendar import may_begin
from leaderboard.models import Winner, WinnerMail, WinnersPlan
from leaderboard.rules.passing_on import last_day_over

# Whoever took a mail and did not say what became of it is gone; a server that refuses gets a rest.
TAKEN_FOR = timedelta(minutes=10)


def plans_to_look_at() -> QuerySet[WinnersPlan]:
    """Where nobody looked since the telling began, or something was sealed or drawn after it."""
    newer = (
        Q(looked_at__isnull=True)
        | Q(edition__seals__confirmed_at__gt=F("looked_at"))
        | Q(edition__seals__outcome__made_at__gt=F("looked_at"))
    )
    return WinnersPlan.objects.filter(newer, started_at__isnull=False).distinct()


def _waiting() -> QuerySet[Winner]:
    """Who waits for a teacher's word, while there is somebody to remind or to pass on to."""
    found = Winner.objects.filter(confirmed_at__isnull=True, passed_on_at__isnull=True)
    return found.exclude(award__seal__edition__state=Edition.State.ARCHIVED)


def to_remind(at: datetime) -> QuerySet[Winner]:
    """Whose day to be reminded has come."""
    return _waiting().filter(remind_on__lte=timezone.localdate(at))


def late_winners(at: datetime) -> QuerySet[Winner]:
    """Whom nobody has confirmed by the end of the day."""
    return _waiting().filter(confirm_by__lte=last_day_over(at))


def names_to_forget(at: datetime) -> QuerySet[Winner]:
    """Names whose day has come."""
    kept = Winner.objects.filter(Q(consent_words__gt="") | Q(name__gt=""))
    return kept.filter(award__seal__edition__in=_over(at).values("edition"))


def mails_to_forget(at: datetime) -> QuerySet[WinnerMail]:
    """To whom mails went, once all is over."""
    return WinnerMail.objects.filter(edition__in=_over(at).values("edition"))


def _over(at: datetime) -> QuerySet[WinnersPlan]:
    return WinnersPlan.objects.filter(names_until__lte=timezone.localdate(at))


def is_anything_due(at: datetime) -> bool:
    """Whether periodic work has to do with winners; one statement."""
    first, *others = (
        found.order_by().values_list("pk")
        for found in (
            *(plans_to_look_at(), to_remind(at), late_winners(at)),
            *(names_to_forget(at), mails_to_forget(at)),
        )
    )
    return first.union(*others, all=True).exists()


def zones_by_day(at: datetime) -> list[str]:
    """Time zones in which mails wait and it is day; one statement."""
    zones = _untaken(at).order_by().values_list("country__timezone", flat=True).distinct()
    return [zone for zone in zones if may_begin("free", at=at, zone=ZoneInfo(zone))]


def mails_to_go(at: datetime) -> QuerySet[WinnerMail]:
    """Mails that wait and that nobody has taken, in countries where it is day."""
    return _untaken(at).filter(country__timezone__in=zones_by_day(at))


def _untaken(at: datetime) -> QuerySet[WinnerMail]:
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - TAKEN_FOR)
    return WinnerMail.objects.filter(free, state=WinnerMail.State.WAITING)
