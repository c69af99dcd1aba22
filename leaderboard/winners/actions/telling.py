"""Winners begin to wait for their teachers' word, and each teacher gets one mail about hers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from competition.models import Edition
from leaderboard.models import Award, Winner, WinnerMail, WinnersPlan
from leaderboard.rules.passing_on import CALLED, next_reminder, reserve_until
from leaderboard.winners.actions.locking import locked_plans
from leaderboard.winners.queries.due_winners import plans_to_look_at, to_remind
from leaderboard.winners.queries.standing_awards import standing_awards
from leaderboard.winners.queries.winners_teachers import readers_of_winners

Kind = WinnerMail.Kind


def tell_new(plan: WinnersPlan, *, at: datetime) -> int:
    """Tell what was sealed or drawn and not told yet; how many awards. The plan is locked."""
    found = standing_awards().filter(
        seal__edition=plan.edition_id,
        rule__kind__in=CALLED,
        place__gt=0,
        winner__isnull=True,
    )
    told = [begin_winner(one, plan, place=one.place, at=at) for one in found]
    write_mails(told, plan.edition_id, kind=Kind.TOLD, at=at)
    plan.looked_at = at
    plan.save(update_fields=["looked_at"])
    return len(told)


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
        ceremony = timezone.localdate(plan.ceremony_at) if plan.ceremony_at else None
        until = reserve_until(today, confirm_by=plan.confirm_by, ceremony=ceremony)
    return Winner.objects.create(
        award=award,
        place=place,
        instead_of=instead_of,
        told_at=at,
        confirm_by=until,
        remind_on=next_reminder(today, until, after=today),
    )


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


def tell_what_came_later(*, at: datetime) -> None:
    """What was drawn, or sealed anew, since the telling began."""
    for number in plans_to_look_at().values_list("pk", flat=True):
        with transaction.atomic():
            tell_new(locked_plans().get(pk=number), at=at)


def remind_teachers(*, at: datetime) -> None:
    """Those who have not confirmed and whose day has come; each day once."""
    for edition in Edition.objects.filter(pk__in=to_remind(at).values("award__seal__edition")):
        _remind(edition, at=at)


@transaction.atomic
def _remind(edition: Edition, *, at: datetime) -> None:
    locked_plans().get(edition=edition)
    today = timezone.localdate(at)
    found = to_remind(at).filter(award__seal__edition=edition).order_by("pk")
    due = list(found.select_for_update(of=("self",)))
    for one in due:
        told = timezone.localdate(one.told_at)
        one.reminders += 1
        one.remind_on = next_reminder(told, one.confirm_by, after=today)
        one.save(update_fields=["reminders", "remind_on"])
    write_mails(due, edition.pk, kind=Kind.REMINDED, at=at)
