"""The number for draws never arose: said by one person, confirmed by another one."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.record.actions.record import record_change
from competition.exceptions import CompetitionError
from competition.models import Edition
from leaderboard.awards.actions.making_draws import NothingToDraw, drawable
from leaderboard.awards.actions.seal_works import held_if_free
from leaderboard.awards.queries.waiting_places import has_draws
from leaderboard.models import DrawPlan, DrawSubstitute

# On record: what was said, and who said or withdrew it.
SAID = "substitute_said"


class NotMissingYet(CompetitionError):
    message = _("Nobody can say yet that the number never arose: it was named for a later moment.")


class NoReasonForSubstitute(CompetitionError):
    message = _("Write why the number never arose: everybody reads it.")


class SaidBefore(CompetitionError):
    message = _("Somebody has said already that the number never arose.")


class NothingSaid(CompetitionError):
    message = _("This does not wait any more.")


class SubstituteNeedsSecond(CompetitionError):
    message = _(
        "Another person than the one who said it has to confirm that the number never arose."
    )


@transaction.atomic
def propose_substitute(edition: Edition, *, why: str, by: User, at: datetime) -> DrawSubstitute:
    """Note that somebody says so; nothing can be drawn before it is confirmed or withdrawn.

    Raises ``NoReasonForSubstitute``, ``NotMissingYet``, ``SaidBefore``, ``WorkUnderWay``, and what
    ``drawable`` raises.
    """
    plan = _plan_to_draw_with(edition)
    if not why.strip():
        raise NoReasonForSubstitute
    if at < plan.comes_at:
        raise NotMissingYet
    said = DrawSubstitute(edition=edition, why=why.strip(), proposed_by=by, proposed_at=at)
    try:
        with transaction.atomic():
            said.save()
    except IntegrityError:
        raise SaidBefore from None
    record_change(edition, SAID, before="", after=said.why, by=by, at=at)
    return said


@transaction.atomic
def confirm_substitute(said: DrawSubstitute, *, by: User, at: datetime) -> None:
    """From now on the substitute counts. Raises ``NothingSaid``, ``SubstituteNeedsSecond``,
    ``WorkUnderWay``, and what ``drawable`` raises."""
    plan = _plan_to_draw_with(said.edition)
    held = _waiting(said)
    if held.proposed_by_id == by.pk:
        raise SubstituteNeedsSecond
    held.confirmed_by, held.confirmed_at = by, at
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    told = {"before": plan.number, "after": f"{plan.substitute}: {held.why}"}
    record_change(held.edition, "substitute", **told, by=by, at=at)


@transaction.atomic
def withdraw_substitute(said: DrawSubstitute, *, by: User, at: datetime) -> None:
    """It was said by mistake. Raises ``NothingSaid`` once it is confirmed."""
    held = _waiting(said)
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    record_change(held.edition, SAID, before=held.why, after="", by=by, at=at)


def _plan_to_draw_with(edition: Edition) -> DrawPlan:
    """Of a seal that leaves something to a draw which is not made: named before that seal."""
    seal, plan = drawable(held_if_free(edition))
    if not has_draws(seal):
        raise NothingToDraw
    return plan


def _waiting(said: DrawSubstitute) -> DrawSubstitute:
    rows = DrawSubstitute.objects.select_for_update(no_key=True, of=("self",))
    held = rows.select_related("edition").get(pk=said.pk)
    if held.withdrawn_at is not None or held.confirmed_at is not None:
        raise NothingSaid
    return held
