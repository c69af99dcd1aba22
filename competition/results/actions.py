"""A teacher objects to an attempt of the own class: it is voided, with a reason and on record."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.editions.queries.visible import objections_until
from competition.exceptions import CompetitionError
from competition.models import Attempt, Decision, Sitting
from competition.sittings.actions.attempts import NoReasonToVoid, take_back, void

REASONS = (Decision.Reason.TECHNICAL, Decision.Reason.WRONG_CARD, Decision.Reason.RULES)
# Why an organizer takes a card out of the count.
ORGANIZERS_REASONS = (*REASONS, Decision.Reason.MISTAKE)


class ObjectionsOver(CompetitionError):
    message = _("The days for objections are over: this attempt counts.")


class NothingToObject(CompetitionError):
    message = _("Only a finished attempt of an official quiz can be objected to.")


def object_to(attempt: Attempt, *, reason: str, by: User, at: datetime) -> Attempt:
    """Take an attempt of an official quiz out of the count, until the edition's date.

    Raises ``NothingToObject``, ``ObjectionsOver``, ``NoReasonToVoid`` and what ``void`` raises.
    """
    official = attempt.kind == Sitting.Kind.OFFICIAL
    if not official or attempt.finished_at is None or attempt.sitting.closed_at is None:
        raise NothingToObject
    until = objections_until(attempt.entry.edition)
    if until is None or at >= until:
        raise ObjectionsOver
    if reason not in REASONS:
        raise NoReasonToVoid
    return void(attempt, reason=reason, by=by, at=at)


def objections_of(sitting: Sitting, *, by: User) -> list[Decision]:
    """What a teacher has taken out of the count in a sitting, and could let count again."""
    made = sitting.decisions.filter(
        kind=Decision.Kind.VOID,
        reason__in=REASONS,
        decided_by=by,
        attempt__voided_at=F("decided_at"),
        attempt__finished_at__isnull=False,
    )
    return list(made.select_related("attempt__entry__edition", "card"))


def take_objection_back(decision: Decision, *, by: User, at: datetime) -> None:
    """Let an attempt count again, until the edition's date.

    Raises ``ObjectionsOver``, and what ``take_back`` raises.
    """
    until = objections_until(decision.attempt.entry.edition) if decision.attempt else None
    if until is None or at >= until:
        raise ObjectionsOver
    take_back(decision, by=by, at=at)
