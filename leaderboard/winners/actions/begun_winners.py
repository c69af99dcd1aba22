"""An award begins to wait for its teacher's word, and the mails that tell of it are written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from leaderboard.models import Award, Winner, WinnerMail, WinnersPlan
from leaderboard.rules.passing_on import next_reminder, reserve_until
from leaderboard.winners.queries.winners_teachers import readers_of_winners


def begin_winner(
    award: Award,
    plan: WinnersPlan,
    *,
    place: int,
    at: datetime,
    instead_of: Winner | None = None,
) -> Winner:
    """An award waits for its teacher's word; who comes late has as long as a reserve."""
    today = timezone.localdate(at)
    until = plan.confirm_by
    if instead_of is not None or not _is_first(plan):
        until = late_until(plan, today)
    return Winner.objects.create(
        award=award,
        place=place,
        instead_of=instead_of,
        told_at=at,
        confirm_by=until,
        remind_on=next_reminder(today, until, after=today),
    )


def late_until(plan: WinnersPlan, today: date) -> date:
    """By when whoever comes late is confirmed: as long as a reserve has."""
    ceremony = timezone.localdate(plan.ceremony_at) if plan.ceremony_at else None
    return reserve_until(today, confirm_by=plan.confirm_by, ceremony=ceremony)


def _is_first(plan: WinnersPlan) -> bool:
    """Whether nobody has been told before."""
    return plan.looked_at is None


def write_mails(winners: Iterable[Winner], edition: int, *, kind: str, at: datetime) -> None:
    """One mail for each teacher of these pupils; one that waits already says the same."""
    rows = [
        WinnerMail(edition_id=edition, user_id=user, country_id=country, kind=kind, made_at=at)
        for user, country in readers_of_winners(winners)
    ]
    WinnerMail.objects.bulk_create(rows, ignore_conflicts=True)
