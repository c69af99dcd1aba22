"""A sealed list is reopened by two people, for a reason that everybody reads."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.record.actions.record import record_change
from competition.exceptions import CompetitionError
from competition.models import Edition
from competition.setup.actions.steps import take_step
from leaderboard.awards.actions import held_if_free
from leaderboard.models import Seal
from leaderboard.results.queries import current_seal, deleted_in

ASKED = ("reopen_asked_by", "reopen_asked_at", "reopen_reason", "reopen_why")


class NothingToReopen(CompetitionError):
    message = _("No list of this edition is sealed.")


class NotReopenedAnyMore(CompetitionError):
    message = _(
        "This edition is archived, or classes of it have been deleted: its list cannot be counted "
        "again. It stays as it was sealed."
    )


class NobodyAsks(CompetitionError):
    message = _("Nobody asks for this list to be reopened any more.")


@transaction.atomic
def ask_to_reopen(edition: Edition, *, reason: str, why: str, by: User, at: datetime) -> Seal:
    """Note that somebody wants it; nothing changes before another person does it.

    Raises ``NothingToReopen``, ``NotReopenedAnyMore``, ``WorkUnderWay``.
    """
    seal = _sealed(edition)
    seal.reopen_asked_by, seal.reopen_asked_at = by, at
    seal.reopen_reason, seal.reopen_why = reason, why
    seal.save(update_fields=ASKED)
    record_change(seal.edition, "reopening", before="", after=f"{reason}: {why}", by=by, at=at)
    return seal


@transaction.atomic
def withdraw_reopening(edition: Edition, *, by: User, at: datetime) -> None:
    """It is not wanted any more. Raises ``NobodyAsks`` and what ``ask_to_reopen`` raises."""
    seal = _asked(edition)
    record_change(seal.edition, "reopening", before=seal.reopen_why, after="", by=by, at=at)
    seal.reopen_asked_by = seal.reopen_asked_at = None
    seal.reopen_reason = seal.reopen_why = ""
    seal.save(update_fields=ASKED)


@transaction.atomic
def reopen(edition: Edition, *, by: User, at: datetime) -> Seal:
    """The edition is in review again, and the list stays readable as one that was reopened.

    Raises ``NobodyAsks``, ``ReopeningNeedsTwo``, and what ``ask_to_reopen`` raises.
    """
    seal = _asked(edition)
    take_step(
        seal.edition,
        to=Edition.State.REVIEW,
        by=by,
        second=seal.reopen_asked_by,
        at=at,
        note=seal.reopen_why,
    )
    seal.reopened_by, seal.reopened_at = by, at
    seal.save(update_fields=["reopened_by", "reopened_at"])
    return seal


def _asked(edition: Edition) -> Seal:
    seal = _sealed(edition)
    if seal.reopen_asked_by is None:
        raise NobodyAsks
    return seal


def _sealed(edition: Edition) -> Seal:
    """The list that holds, with the edition locked."""
    held = held_if_free(edition)
    seal = current_seal(held)
    if seal is None:
        raise NothingToReopen
    if held.state == Edition.State.ARCHIVED or deleted_in(held):
        raise NotReopenedAnyMore
    return seal
