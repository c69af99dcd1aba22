"""A teacher objects to an attempt of the own class: it is voided, with a reason and on record."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.editions.queries.visible import objections_until
from competition.exceptions import CompetitionError
from competition.models import Attempt, Decision, Sitting
from competition.sittings.actions.attempts import NoReasonToVoid, void

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
