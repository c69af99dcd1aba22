"""What is due with winners: cheap enough to be asked every second."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from competition.models import Edition
from competition.rules.letter_calendar import day_zones
from leaderboard.models import Draw, Winner, WinnerMail, WinnersPlan
from leaderboard.rules.passing_on import last_day_over
from leaderboard.winners.queries.standing_awards import newest_of

# Whoever took a mail and did not say what became of it is gone; a server that refuses gets a rest.
TAKEN_FOR = timedelta(minutes=10)


def plans_to_look_at() -> QuerySet[WinnersPlan]:
    """Where nobody looked since the telling began, or another list holds, or its draw was made.

    In an archived edition nobody is told anything: it is looked at once the archive is taken back.
    """
    found = WinnersPlan.objects.filter(started_at__isnull=False)
    found = found.exclude(edition__state=Edition.State.ARCHIVED)
    found = found.annotate(current=Subquery(newest_of(OuterRef("edition"))))
    drawn = Exists(Draw.objects.filter(edition=OuterRef("edition")).exclude(number=""))
    newer = (
        Q(looked_seal__isnull=True) | ~Q(looked_seal=F("current")) | Q(drawn, looked_drawn=False)
    )
    return found.filter(newer, current__isnull=False)


def waiting_winners() -> QuerySet[Winner]:
    """Who waits for a teacher's word, while there is somebody to remind or to pass on to.

    About whom a list sealed anew left to a draw, nothing is asked and nothing passes on before it.
    """
    found = Winner.objects.filter(confirmed_at__isnull=True, passed_on_at__isnull=True)
    found = found.filter(award__seal=Subquery(newest_of(OuterRef("award__seal__edition"))))
    return found.exclude(award__seal__edition__state=Edition.State.ARCHIVED)


def to_remind(at: datetime) -> QuerySet[Winner]:
    """Whose day to be reminded has come."""
    return waiting_winners().filter(remind_on__lte=timezone.localdate(at))


def late_winners(at: datetime) -> QuerySet[Winner]:
    """Whom nobody has confirmed by the end of the day, though a teacher could read of it."""
    return waiting_winners().filter(~is_unheard(), confirm_by__lte=last_day_over(at))


def is_unheard() -> Q:
    """Of a winner: no mail that tells of it has reached a teacher, but some waits, or was refused.

    A class without any teacher is no such case: nothing will ever be written to it.
    """
    mails = WinnerMail.objects.filter(
        kind=WinnerMail.Kind.TOLD,
        edition=OuterRef("award__seal__edition"),
        user__classes=OuterRef("award__attempt__entry__school_class"),
    )
    stuck = mails.filter(state__in=(WinnerMail.State.WAITING, WinnerMail.State.REFUSED))
    since = Q(made_at__gte=OuterRef("told_at")) | Q(sent_at__gte=OuterRef("told_at"))
    sent = mails.filter(since, state=WinnerMail.State.SENT)
    return Q(Exists(stuck)) & ~Q(Exists(sent))


def is_news_of(mail: WinnerMail) -> Q:
    """Of a winner of this mail's teacher: it began to wait when the mail was written, or later, or
    no mail that tells of it has reached this teacher before."""
    told = WinnerMail.objects.filter(
        edition=mail.edition_id, user=mail.user_id, country=mail.country_id, kind=mail.kind
    )
    # What a mail says was read when it was taken.
    read = Q(made_at__gte=OuterRef("told_at")) | Q(taken_at__gte=OuterRef("told_at"))
    heard = told.filter(read, state=WinnerMail.State.SENT)
    return Q(told_at__gte=mail.made_at) | ~Q(Exists(heard))


def names_to_forget(at: datetime) -> QuerySet[Winner]:
    """Names whose day has come."""
    told = Q(consent_words__gt="") | Q(name__gt="") | Q(consent_school=True)
    kept = Winner.objects.filter(told)
    return kept.filter(award__seal__edition__in=_over(at).values("edition"))


def mails_to_forget(at: datetime) -> QuerySet[WinnerMail]:
    """To whom mails went, once all is over and no winner waits for a word any more.

    What waits is sent first.
    """
    asked = waiting_winners().filter(award__seal__edition=OuterRef("edition"))
    over = WinnerMail.objects.filter(~Exists(asked), edition__in=_over(at).values("edition"))
    return over.exclude(state=WinnerMail.State.WAITING)


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
    return day_zones(zones, at)


def mails_to_go(at: datetime) -> QuerySet[WinnerMail]:
    """Mails that wait and that nobody has taken, in countries where it is day."""
    return _untaken(at).filter(country__timezone__in=zones_by_day(at))


def _untaken(at: datetime) -> QuerySet[WinnerMail]:
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - TAKEN_FOR)
    return WinnerMail.objects.filter(free, state=WinnerMail.State.WAITING)
