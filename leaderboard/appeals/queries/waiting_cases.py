"""Mails that wait, and what is kept no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from competition.models import Edition, EditionStep
from leaderboard.models import Appeal, CaseMail

# Whoever took a mail and did not say what became of it is gone; a server that is away gets a rest.
REST = timedelta(minutes=10)
TRIES = 5
# A mail that did not leave within so long tells what is over.
SENT_WITHIN = timedelta(days=3)
# Complaints about a ceremony come within months.
TEXTS_KEPT = timedelta(days=180)
MAILS_KEPT = timedelta(days=90)


def waiting_mails(at: datetime) -> QuerySet[CaseMail]:
    """Those nobody has taken, or somebody who did not say what became of them."""
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=at - REST)
    waiting = CaseMail.objects.filter(free, sent_at__isnull=True, tries__lt=TRIES)
    return waiting.filter(made_at__gt=at - SENT_WITHIN)


def old_mails(at: datetime) -> QuerySet[CaseMail]:
    """Of which nobody asks any more who got them."""
    return CaseMail.objects.filter(made_at__lt=at - MAILS_KEPT)


def old_texts(at: datetime) -> QuerySet[Appeal]:
    """Appeals of editions whose results have been public for long, with words in them."""
    published = EditionStep.objects.filter(
        edition=OuterRef("edition"),
        after=Edition.State.PUBLISHED,
        at__lt=at - TEXTS_KEPT,
    )
    worded = ~Q(text="", sentence="", left_open_why="")
    return Appeal.objects.filter(worded, Exists(published))
