"""An award passes on: to the next reserve, or to nobody; on record, and each at most once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from competition.models import Edition
from leaderboard.made_files import forget_pupils
from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners.actions.locking import locked_plans
from leaderboard.winners.actions.stepping_in import let_step_in
from leaderboard.winners.queries.due_winners import late_winners

# In one transaction; what is left is due again at once.
AT_ONCE = 200


def pass_on(winner: Winner, plan: WinnersPlan, *, why: str, at: datetime) -> Winner | None:
    """The award of a winner who was locked goes to the next reserve, who is told; ``None`` where
    there is none, and once the edition is archived. With the award the name goes."""
    if _let_go(winner, why=why, at=at):
        forget_pupils(plan.edition_id)
    if plan.edition.state == Edition.State.ARCHIVED:
        return None
    return next(iter(let_step_in([winner], plan, at=at)), None)


def _let_go(winner: Winner, *, why: str, at: datetime) -> bool:
    """The winner has it no more; whether a name went."""
    named = bool(winner.name)
    winner.passed_on_at, winner.passed_on_why = at, why
    winner.name, winner.named_at, winner.remind_on = "", None, None
    winner.consent_school = False
    winner.save()
    return named


def pass_on_late(*, at: datetime) -> int:
    """Pass on what nobody has confirmed in time, so many at once; how many."""
    editions = late_winners(at).order_by().values_list("award__seal__edition", flat=True)
    return sum(_pass_on_late(edition, at=at) for edition in set(editions))


@transaction.atomic
def _pass_on_late(edition: int, *, at: datetime) -> int:
    plan = locked_plans().get(edition=edition)
    late = late_winners(at).filter(award__seal__edition=edition)
    locked = late.select_for_update(of=("self",)).select_related("award__rule", "award__seal")
    found = list(locked.order_by("award__key", "place", "pk")[:AT_ONCE])
    named = [_let_go(one, why=Winner.PassedOn.LATE, at=at) for one in found]
    if any(named):
        forget_pupils(edition)
    let_step_in(found, plan, at=at)
    return len(found)
