"""Winners begin to wait for their teachers' word, and each teacher gets one mail about hers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from competition.models import Edition
from leaderboard.models import Award, Draw, Winner, WinnerMail, WinnersPlan
from leaderboard.results.queries import current_seal
from leaderboard.rules.passing_on import CALLED, next_reminder
from leaderboard.winners.actions.begun_winners import begin_winner, write_mails
from leaderboard.winners.actions.locking import locked_plans
from leaderboard.winners.actions.stepping_in import let_step_in, move_up
from leaderboard.winners.queries.due_winners import plans_to_look_at, to_remind
from leaderboard.winners.queries.standing_awards import standing_awards
from leaderboard.winners.queries.unfollowed import unfollowed_winners

Kind = WinnerMail.Kind


def tell_new(plan: WinnersPlan, *, at: datetime) -> int:
    """Tell what was sealed or drawn and not told yet, and let reserves step in who were not drawn
    when an award passed on; how many were told first. The plan is locked."""
    seal = current_seal(plan.edition_id)
    # Read before the awards: what is drawn meanwhile is looked at once more.
    drawn = Draw.objects.filter(edition=plan.edition_id).exclude(number="").exists()
    found = list(
        standing_awards()
        .filter(
            seal=seal,
            rule__kind__in=CALLED,
            place__gt=0,
            winner__isnull=True,
        )
        .select_related("rule", "seal")
    )
    told = _begin(found, plan, at=at)
    write_mails(told, plan.edition_id, kind=Kind.TOLD, at=at)
    let_step_in(unfollowed_winners(seal), plan, at=at)
    plan.looked_at, plan.looked_seal, plan.looked_drawn = at, seal, drawn
    plan.save(update_fields=["looked_at", "looked_seal", "looked_drawn"])
    return len(told)


def _begin(found: Sequence[Award], plan: WinnersPlan, *, at: datetime) -> list[Winner]:
    """Each waits for its teacher's word."""
    begun = [begin_winner(one, plan, place=one.place, at=at) for one in found]
    for award in _with_gaps(found):
        move_up(award)
    return begun


def _with_gaps(found: Sequence[Award]) -> list[Award]:
    """One of each award where somebody passed on before these came: they have moved up."""
    by_key = {one.key: one for one in found}
    gone = Winner.objects.filter(
        award__key__in=by_key,
        award__seal__in={one.seal_id for one in found},
        passed_on_at__isnull=False,
    )
    return [by_key[key] for key in sorted(set(gone.values_list("award__key", flat=True)))]


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
