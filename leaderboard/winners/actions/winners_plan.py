"""The dates of the winners are set, and teachers are told from a press on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from base.models import User
from competition.models import Edition
from competition.rules.edition_steps import SEALED
from competition.setup.actions.editions import locked
from leaderboard.models import Winner, WinnersPlan
from leaderboard.rules.passing_on import next_reminder
from leaderboard.winners.actions.locking import locked_plans
from leaderboard.winners.exceptions import (
    DatesAreOver,
    EarlierThanTold,
    LongerThanAgreed,
    NoDatesYet,
    TellAfterSeal,
    TellBeforeArchive,
)


@transaction.atomic
def save_winners_plan(plan: WinnersPlan, *, at: datetime) -> WinnersPlan:
    """Store the dates; what teachers or guardians have been told holds.

    Raises ``EarlierThanTold``, ``LongerThanAgreed``.
    """
    kept = locked_plans().filter(edition=plan.edition_id).first()
    if kept is not None:
        _hold_to(kept, plan)
        plan.started_at, plan.looked_at = kept.started_at, kept.looked_at
    plan.save()
    if kept is not None and kept.started_at and kept.confirm_by != plan.confirm_by:
        _give_longer(plan, at=at)
    return plan


def _hold_to(kept: WinnersPlan, plan: WinnersPlan) -> None:
    if kept.started_at and plan.confirm_by < kept.confirm_by:
        raise EarlierThanTold
    # From then on forms with this day are printed and signed, whether written down here or not.
    if kept.started_at and plan.names_until > kept.names_until:
        raise LongerThanAgreed


def _give_longer(plan: WinnersPlan, *, at: datetime) -> None:
    """Who still has to confirm has until the new date, and is reminded by it."""
    today = timezone.localdate(at)
    waiting = Winner.objects.filter(
        award__seal__edition=plan.edition_id,
        confirmed_at__isnull=True,
        passed_on_at__isnull=True,
        confirm_by__lt=plan.confirm_by,
    )
    for one in waiting.select_for_update():
        one.confirm_by = plan.confirm_by
        told = timezone.localdate(one.told_at)
        one.remind_on = next_reminder(told, one.confirm_by, after=today)
        one.save(update_fields=["confirm_by", "remind_on"])


@transaction.atomic
def start_telling(edition_id: int, *, at: datetime) -> None:
    """Tell teachers of their winners, from now on: periodic work does, and what is left to a draw
    follows. Raises ``NoDatesYet``, ``TellAfterSeal``, ``TellBeforeArchive``, ``DatesAreOver``.
    """
    there = WinnersPlan.objects.filter(edition=edition_id).select_related("edition").first()
    if there is None:
        raise NoDatesYet
    # In the order in which sealing holds the two.
    state = locked(there.edition).state
    if state not in SEALED:
        raise TellAfterSeal
    if state == Edition.State.ARCHIVED:
        raise TellBeforeArchive
    plan = locked_plans().get(edition=edition_id)
    if plan.confirm_by <= timezone.localdate(at):
        raise DatesAreOver
    if plan.started_at is None:
        plan.started_at = at
        plan.save(update_fields=["started_at"])


def look_once_more(edition: Edition, *, by: User, at: datetime) -> None:
    """With an archive that is taken back: who follows on what was not wanted meanwhile steps in at
    the next look."""
    WinnersPlan.objects.filter(edition=edition).update(looked_seal=None)
