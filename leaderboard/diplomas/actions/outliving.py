"""Diplomas outlive what is kept of their pupils: a true one stays true for whoever checks it."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from competition.models import Attempt
from leaderboard.models import Award, IssuedDiploma, Winner


def keep_diplomas(attempts: QuerySet[Attempt]) -> None:
    """Before attempts are deleted: of their diplomas award, place and ages stay; two statements.

    Class, school and alias do not. One whose award was passed on is revoked from that day on, as
    nothing else would tell it any more.
    """
    rows = IssuedDiploma.objects.filter(award__attempt__in=attempts)
    awards = Award.objects.filter(pk=OuterRef("award"))
    passed_on = rows.filter(revoked_at=None, award__winner__passed_on_at__isnull=False)
    winners = Winner.objects.filter(pk=OuterRef("award"))
    passed_on.update(revoked_at=Subquery(winners.values("passed_on_at")[:1]))
    rows.update(
        rule=Subquery(awards.values("rule")[:1]),
        division=Subquery(awards.values("division")[:1]),
        award=None,
        school=None,
        school_name="",
    )
