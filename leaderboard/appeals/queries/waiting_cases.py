"""Mails that wait, and what is kept no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from competition.models import Edition, EditionStep
from competition.rules.letter_calendar import day_zones
from leaderboard.models import Appeal, CaseMail
from schools.models import Country

# Whoever took a mail and did not say what became of it is gone; a server that is away gets a rest.
REST = timedelta(minutes=10)
TRIES = 5
ZONE = "entry__school_class__school__country__timezone__in"
# A mail that did not leave within so long tells what is over.
SENT_WITHIN = timedelta(days=3)
# Complaints about a ceremony come within months.
TEXTS_KEPT = timedelta(days=180)
MAILS_KEPT = timedelta(days=90)


def waiting_mails(at: datetime) -> QuerySet[CaseMail]:
    """Those nobody has taken, or somebody who did not say what became of them; where it is day."""
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - REST)
    waiting = CaseMail.objects.filter(free, sent_at__isnull=True, tries__lt=TRIES)
    waiting = waiting.filter(made_at__gt=at - SENT_WITHIN)
    # Asked every second: where nothing waits that is all.
    return waiting.filter(_by_day(at)) if waiting.exists() else waiting.none()


def _by_day(at: datetime) -> Q:
    zones = Country.objects.order_by().values_list("timezone", flat=True).distinct()
    day = day_zones(zones, at)
    told, appeal = {f"told__decision__attempt__{ZONE}": day}, {f"appeal__{ZONE}": day}
    return Q(**told) | Q(**appeal)


def old_mails(at: datetime) -> QuerySet[CaseMail]:
    """Of which nobody asks any more who got them."""
    return CaseMail.objects.filter(made_at__lt=at - MAILS_KEPT)


def old_texts(at: datetime) -> QuerySet[Appeal]:
    """Appeals of editions whose results have been public for long, with words in them."""
    worded = ~Q(text="", sentence="", left_open_why="")
    return Appeal.objects.filter(worded, _published_long_ago(at))


def _published_long_ago(at: datetime) -> Exists:
    published = EditionStep.objects.filter(
        edition=OuterRef("edition"),
        after=Edition.State.PUBLISHED,
        at__lt=at - TEXTS_KEPT,
    )
    return Exists(published)
